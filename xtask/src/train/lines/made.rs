//! Pages put together: stories of the ANT corpus dressed with the lines of `xtask/data/page_lines.tsv`, so that the model
//! sees more wordings of menus, counters and notices than any collection of real pages has.

use std::path::Path;

use anyhow::Result;
use khabar::record::BlockRole;

use super::super::crf::Random;
use super::pages::Page;
use super::stock::{Fill, Story, below, chance, pick, stories};

/// A row of the table of page lines.
struct Row {
    role: BlockRole,
    place: &'static str,
    template: &'static str,
}

/// What pages are made of.
struct Stock {
    rows: Vec<Row>,
    stories: Vec<Story>,
    fill: Fill,
}

/// Makes `count` pages, told again by the seed.
pub fn pages(shared: &Path, count: usize, seed: u64) -> Result<Vec<Page>> {
    let stock = Stock { rows: rows()?, stories: stories(shared)?, fill: Fill::read() };
    let mut random = Random::new(seed);
    Ok((0..count).map(|n| stock.page(n, &mut random)).collect())
}

fn rows() -> Result<Vec<Row>> {
    let table = include_str!("../../../data/page_lines.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
    table
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let role = serde_json::from_value(serde_json::Value::String(cells[0].to_owned()))?;
            Ok(Row { role, place: cells[1], template: cells[2] })
        })
        .collect()
}

/// The page as it grows.
#[derive(Default)]
struct Draft {
    text: String,
    roles: Vec<BlockRole>,
}

impl Draft {
    fn put(&mut self, role: BlockRole, line: &str) {
        let line = line.trim();
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
            self.roles.push(role);
        }
    }
}

impl Stock {
    fn page(&self, number: usize, random: &mut Random) -> Page {
        let mut page = Draft::default();
        let story = pick(random, &self.stories);
        let day = (2004 + below(random, 22), below(random, 12), 1 + below(random, 28));
        // Half of the pages are articles with little around them, the others whole pages.
        let whole = chance(random, 0.45);
        let dressed = whole || chance(random, 0.6);
        if whole && chance(random, 0.6) {
            page.put(BlockRole::Title, &format!("{} - {}", story.title, self.fill.pick("site", random)));
        }
        if dressed {
            self.dress(&mut page, "above", whole, day, story, random);
        }
        self.head(&mut page, dressed, day, story, random);
        self.body(&mut page, story, random);
        if dressed && chance(random, 0.15) {
            tags(&mut page, story, random);
        }
        if dressed {
            self.dress(&mut page, "below", whole, day, story, random);
        }
        Page { id: format!("made-{number}"), text: page.text, roles: page.roles }
    }

    /// What stands above or below the story.
    fn dress(
        &self,
        page: &mut Draft,
        place: &str,
        whole: bool,
        day: (usize, usize, usize),
        story: &Story,
        random: &mut Random,
    ) {
        let above = place == "above";
        if whole && chance(random, 0.8) {
            // A menu: sections one a line, sometimes twice.
            let count = 4 + below(random, 24);
            let menu: Vec<&str> = (0..count).map(|_| self.fill.pick("section", random)).collect();
            for _ in 0..=usize::from(chance(random, 0.2)) {
                for section in &menu {
                    page.put(BlockRole::Furniture, section);
                }
            }
        }
        let most = if whole { 12 } else { 4 };
        let rows: Vec<&Row> = self
            .rows
            .iter()
            .filter(|r| r.place == place && matches!(r.role, BlockRole::Furniture | BlockRole::Tags))
            .filter(|r| r.role == BlockRole::Furniture || chance(random, 0.1))
            .collect();
        for _ in 0..=below(random, most) {
            let row = pick(random, &rows);
            page.put(row.role, &self.fill(row.template, day, story, random));
        }
        if whole && chance(random, if above { 0.35 } else { 0.85 }) {
            self.others(page, day, story, random);
            if chance(random, 0.5) {
                let row = pick(random, &rows);
                page.put(row.role, &self.fill(row.template, day, story, random));
                self.others(page, day, story, random);
            }
        } else if !above && chance(random, 0.25) {
            page.put(BlockRole::Related, &pick(random, &self.stories).title);
        }
        if whole && !above {
            for _ in 0..below(random, 10) {
                let row = pick(random, &rows);
                page.put(row.role, &self.fill(row.template, day, story, random));
            }
        }
    }

    /// A line beside the headline that is about the same: mostly the headline of a story near it, else words of its own.
    fn beside(&self, story: &Story, least: usize, most: usize, random: &mut Random) -> String {
        if story.near.is_empty() || chance(random, 0.25) {
            return clause(story, least, most, random);
        }
        let other = &self.stories[*pick(random, &story.near)];
        let words: Vec<&str> = other.title.split_whitespace().collect();
        words[..words.len().min(most)].join(" ")
    }

    /// A list of other stories, with dates or sections between them on some pages.
    fn others(&self, page: &mut Draft, day: (usize, usize, usize), story: &Story, random: &mut Random) {
        let headers: Vec<&Row> = self.rows.iter().filter(|r| r.role == BlockRole::Related).collect();
        let between = below(random, 5);
        let style = self.fill.pick("date", random);
        let about = chance(random, 0.5);
        for n in 0..2 + below(random, 12) {
            let close = story.near.get(n).filter(|_| about).map(|&o| &self.stories[o]);
            let other = close.unwrap_or_else(|| pick(random, &self.stories));
            let bare = chance(random, 0.85);
            let template = if bare { "{title}" } else { pick(random, &headers).template };
            page.put(BlockRole::Related, &self.fill(template, day, other, random));
            let near = (day.0, day.1, 1 + below(random, 28));
            match between {
                0 => page.put(BlockRole::Furniture, &self.fill.date(style, near, 0, random)),
                1 => page.put(BlockRole::Furniture, self.fill.pick("section", random)),
                _ => {}
            }
        }
    }

    /// Title, publication line, and what stands beside them.
    fn head(
        &self,
        page: &mut Draft,
        dressed: bool,
        day: (usize, usize, usize),
        story: &Story,
        random: &mut Random,
    ) {
        let early = chance(random, 0.08);
        if chance(random, if early { 0.35 } else { 0.03 }) {
            page.put(BlockRole::Kicker, &self.beside(story, 3, 9, random));
        }
        if early {
            page.put(BlockRole::Published, &self.fill.published(day, random));
        }
        page.put(BlockRole::Title, &story.title);
        if dressed && chance(random, 0.3) {
            page.put(BlockRole::Title, &story.title);
        }
        let mut parts: Vec<(BlockRole, String)> = Vec::new();
        let named = |role: BlockRole, random: &mut Random| {
            let rows: Vec<&Row> = self.rows.iter().filter(|r| r.role == role && r.place == "under").collect();
            let row = pick(random, &rows);
            (role, self.fill(row.template, day, story, random))
        };
        if !early && chance(random, 0.93) {
            parts.push((BlockRole::Published, self.fill.published(day, random)));
        }
        for (role, share) in [
            (BlockRole::Updated, 0.08),
            (BlockRole::Byline, 0.22),
            (BlockRole::Source, 0.12),
            (BlockRole::Caption, 0.07),
        ] {
            if chance(random, share) {
                parts.push(named(role, random));
            }
        }
        if dressed {
            for _ in 0..below(random, 5) {
                parts.push(named(BlockRole::Furniture, random));
            }
        }
        for n in (1..parts.len()).rev() {
            // Mostly the order in which sites print them, sometimes another.
            if chance(random, 0.4) {
                parts.swap(n, below(random, n + 1));
            }
        }
        let mut lead = chance(random, 0.16);
        for (role, line) in parts {
            if lead && chance(random, 0.4) {
                page.put(BlockRole::Subtitle, &self.beside(story, 5, 14, random));
                lead = false;
            }
            page.put(role, &line);
        }
        if lead {
            for _ in 0..=usize::from(chance(random, 0.25)) {
                page.put(BlockRole::Subtitle, &self.beside(story, 5, 14, random));
            }
        }
        if chance(random, 0.08) {
            page.put(BlockRole::Dateline, &named(BlockRole::Dateline, random).1);
        }
    }

    fn body(&self, page: &mut Draft, story: &Story, random: &mut Random) {
        if chance(random, 0.15) {
            page.put(BlockRole::Body, &story.paragraphs.join(" "));
            return;
        }
        let headed = chance(random, 0.2);
        let cut = chance(random, 0.5);
        let broken = chance(random, 0.15);
        for (n, paragraph) in story.paragraphs.iter().enumerate() {
            if broken && n == 1 {
                // A box with other stories stands within many.
                page.put(
                    BlockRole::Furniture,
                    pick::<&str>(random, &["اقرأ أيضا", "إقرأ أيضا", "شاهد أيضا", "مواضيع ذات صلة"]),
                );
                for _ in 0..=below(random, 3) {
                    page.put(BlockRole::Related, &pick(random, &self.stories).title);
                }
            }
            if headed && n > 0 && chance(random, 0.4) {
                let own = Story { paragraphs: vec![paragraph.clone()], ..Story::default() };
                page.put(BlockRole::Heading, &clause(&own, 2, 5, random));
            }
            if cut {
                // Paragraphs of one sentence, as most sites have them.
                let mut rest = paragraph.as_str();
                while let Some(at) = rest.find(". ") {
                    page.put(BlockRole::Body, &rest[..=at]);
                    rest = &rest[at + 1..];
                }
                page.put(BlockRole::Body, rest);
            } else {
                page.put(BlockRole::Body, paragraph);
            }
        }
        if chance(random, 0.08) {
            let rows: Vec<&Row> =
                self.rows.iter().filter(|r| r.role == BlockRole::Source && r.place == "below").collect();
            page.put(
                BlockRole::Source,
                &self.fill(pick(random, &rows).template, (2020, 0, 1), story, random),
            );
        }
    }

    /// A template with its slots filled.
    fn fill(&self, template: &str, day: (usize, usize, usize), story: &Story, random: &mut Random) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, slot)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, behind)) = slot.split_once('}') else { break };
            out.push_str(&self.slot(name, day, story, random));
            rest = behind;
        }
        out + rest
    }

    fn slot(&self, name: &str, day: (usize, usize, usize), story: &Story, random: &mut Random) -> String {
        match name {
            "n" => (1 + below(random, 60)).to_string(),
            "c" => {
                let n = 100 + below(random, 40_000);
                if n > 999 && chance(random, 0.5) {
                    format!("{},{:03}", n / 1000, n % 1000)
                } else {
                    n.to_string()
                }
            }
            "min" => (2 + below(random, 50)).to_string(),
            "year" => (day.0 + below(random, 4)).to_string(),
            "city" | "section" | "site" => self.fill.pick(name, random).to_owned(),
            "person" => format!("{} {}", self.fill.pick("given", random), self.fill.pick("family", random)),
            "title" => pick(random, &self.stories).title.clone(),
            "word" => clause(story, 1, 3, random),
            "clock" => format!("{}:{:02}", 1 + below(random, 12), below(random, 60)),
            // A site's clock: months or years later than the story.
            "date" => {
                let style = self.fill.pick("date", random);
                self.fill.date(
                    style,
                    (day.0 + below(random, 4), below(random, 12), 1 + below(random, 28)),
                    0,
                    random,
                )
            }
            _ => String::new(),
        }
    }
}

/// Tags, one a line: words of the headline, or short runs of words.
fn tags(page: &mut Draft, story: &Story, random: &mut Random) {
    let titled = chance(random, 0.5);
    let words: Vec<&str> = story.title.split_whitespace().collect();
    for n in 0..2 + below(random, 7) {
        match words.get(n) {
            Some(word) if titled => page.put(BlockRole::Tags, word),
            _ => page.put(BlockRole::Tags, &clause(story, 1, 3, random)),
        }
    }
}

/// A run of words of the story, as a subtitle, a heading or a tag has them.
fn clause(story: &Story, least: usize, most: usize, random: &mut Random) -> String {
    let paragraph = pick(random, &story.paragraphs);
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let length = (least + below(random, most - least + 1)).min(words.len());
    let from = below(random, words.len() + 1 - length);
    let words = words[from..from + length].join(" ");
    words.trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '،' | '؛' | '«' | '»')).to_owned()
}
