//! What made pages are made of: the stories of the ANT corpus, and the values of `xtask/data/page_stock.tsv`.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::Result;

use super::super::crf::Random;

/// A story of the corpus.
#[derive(Default)]
pub struct Story {
    pub title: String,
    pub paragraphs: Vec<String>,
    /// Stories whose headlines share words with it.
    pub near: Vec<usize>,
}

/// The values of `xtask/data/page_stock.tsv`, by kind.
pub struct Fill(HashMap<&'static str, Vec<&'static str>>);

impl Fill {
    pub fn read() -> Self {
        let mut all: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        let table =
            include_str!("../../../data/page_stock.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
        for (kind, value) in table.filter_map(|l| l.split_once('\t')) {
            all.entry(kind).or_default().push(value.trim_matches('|'));
        }
        Self(all)
    }

    pub fn of(&self, kind: &str) -> &[&'static str] {
        self.0.get(kind).map_or(&[""], Vec::as_slice)
    }

    pub fn pick(&self, kind: &str, random: &mut Random) -> &'static str {
        pick::<&'static str>(random, self.of(kind))
    }

    /// A publication line.
    pub fn published(&self, day: (usize, usize, usize), random: &mut Random) -> String {
        let label = if chance(random, 0.4) { self.pick("label", random) } else { "" };
        let clock = usize::from(chance(random, 0.75));
        let style = self.pick("date", random);
        let mut line = format!("{label}{}", self.date(style, day, clock, random));
        if chance(random, 0.05) {
            line = format!("{} - {line}", self.pick("site", random));
        }
        if chance(random, 0.08) { format!("- {line}") } else { line }
    }

    /// A day, with a clock or without, in one of the styles.
    pub fn date(
        &self,
        style: &str,
        (year, month, day): (usize, usize, usize),
        clock: usize,
        random: &mut Random,
    ) -> String {
        let press = ["month-0", "month-1", "month-2", "month-3"][below(random, 4)];
        let month_of = |press: &str| self.of(press)[month];
        let wide = chance(random, 0.5);
        let two = |n: usize| if wide { format!("{n:02}") } else { n.to_string() };
        let month_name = if chance(random, 0.1) {
            format!("{}/{}", month_of("month-1"), month_of("month-0"))
        } else {
            month_of(press).to_owned()
        };
        let day_words = style
            .replace("{d}", &two(day))
            .replace("{m}", &two(month + 1))
            .replace("{M}", &month_name)
            .replace("{E}", month_of("month-en"))
            .replace("{y}", &year.to_string())
            .replace("{w}", self.pick("weekday", random));
        let mut out = day_words;
        if clock > 0 {
            let hour = below(random, 24);
            let time = self
                .pick("clock", random)
                .replace("{H}", &format!("{hour:02}"))
                .replace("{h}", &(hour % 12 + 1).to_string())
                .replace("{i}", &format!("{:02}", below(random, 60)));
            out = if chance(random, 0.12) {
                format!("الساعة {time} - {out}")
            } else {
                format!("{out}{}{time}", self.pick("joint", random))
            };
        }
        if chance(random, 0.08) { arabic_digits(&out) } else { out }
    }
}

pub fn stories(shared: &Path) -> Result<Vec<Story>> {
    let packed = File::open(shared.join("corpus/ant.jsonl.zst"))?;
    let mut out = Vec::new();
    for line in BufReader::new(zstd::Decoder::new(packed)?).lines() {
        let page: serde_json::Value = serde_json::from_str(&line?)?;
        let text = page["text"].as_str().unwrap_or_default();
        let paragraphs: Vec<String> = text
            .split('\n')
            .map(str::trim)
            .filter(|p| p.split_whitespace().count() > 3)
            .map(str::to_owned)
            .collect();
        let title = page["title"].as_str().unwrap_or_default().trim().to_owned();
        if !paragraphs.is_empty() && !title.is_empty() {
            out.push(Story { title, paragraphs, near: Vec::new() });
        }
    }
    let near = near(&out);
    out.iter_mut().zip(near).for_each(|(story, near)| story.near = near);
    Ok(out)
}

/// Most stories that a word may stand in to say what one is about, and most that are near another.
const RARE: usize = 150;
const NEAR: usize = 8;

/// For each story those whose headlines share the most words with its first paragraph that are not everywhere.
fn near(stories: &[Story]) -> Vec<Vec<usize>> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphabetic()).to_owned());
        words.filter(|w| w.chars().count() > 3).collect()
    };
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, story) in stories.iter().enumerate() {
        for word in words(&story.title) {
            places.entry(word).or_default().push(n);
        }
    }
    let of = |(n, story): (usize, &Story)| {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in words(&story.paragraphs[0]) {
            let Some(found) = places.get(&word).filter(|p| p.len() <= RARE) else { continue };
            found
                .iter()
                .filter(|&&o| o != n && stories[o].title != story.title)
                .for_each(|&o| *shared.entry(o).or_default() += 1);
        }
        let mut ranked: Vec<(usize, usize)> = shared.into_iter().map(|(o, count)| (count, o)).collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().take(NEAR).map(|(_, o)| o).collect()
    };
    stories.iter().enumerate().map(of).collect()
}

pub fn pick<'a, T>(random: &mut Random, of: &'a [T]) -> &'a T {
    &of[below(random, of.len())]
}

pub fn below(random: &mut Random, most: usize) -> usize {
    (random.next() >> 33) as usize % most.max(1)
}

pub fn chance(random: &mut Random, share: f32) -> bool {
    random.share() < share
}

fn arabic_digits(text: &str) -> String {
    text.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x0660 + d)).unwrap_or(c)).collect()
}
