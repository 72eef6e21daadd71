//! Pages put together: stories of the ANT corpus dressed with the lines of `xtask/data/page_lines.tsv`, so that the model
//! sees more wordings of menus, counters and notices than any collection of real pages has.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::Result;
use khabar::record::BlockRole;

use super::super::crf::Random;
use super::pages::Page;

/// A story of the corpus.
#[derive(Default)]
struct Story {
    title: String,
    paragraphs: Vec<String>,
    /// Stories whose headlines share words with it.
    near: Vec<usize>,
}

/// A row of the table of page lines.
struct Row {
    role: BlockRole,
    place: &'static str,
    template: &'static str,
}

/// What slots are filled with.
struct Stock {
    rows: Vec<Row>,
    stories: Vec<Story>,
}

const CITIES: [&str; 24] = [
    "بغداد",
    "القاهرة",
    "دمشق",
    "بيروت",
    "عمان",
    "الرياض",
    "جدة",
    "الدوحة",
    "أبوظبي",
    "دبي",
    "مسقط",
    "الكويت",
    "المنامة",
    "صنعاء",
    "عدن",
    "الخرطوم",
    "طرابلس",
    "تونس",
    "الجزائر",
    "الرباط",
    "نواكشوط",
    "رام الله",
    "غزة",
    "لندن",
];
const SECTIONS: [&str; 40] = [
    "سياسة",
    "اقتصاد",
    "رياضة",
    "ثقافة",
    "منوعات",
    "محليات",
    "دولي",
    "عربي",
    "مجتمع",
    "فن",
    "تكنولوجيا",
    "صحة",
    "مقالات",
    "آراء",
    "تقارير",
    "تحقيقات",
    "حوادث",
    "فيديو",
    "صور",
    "كاريكاتير",
    "أخبار عربية",
    "أخبار دولية",
    "مال وأعمال",
    "علوم",
    "سيارات",
    "سياحة وسفر",
    "المرأة",
    "البرلمان",
    "محافظات",
    "قضايا وآراء",
    "ملفات خاصة",
    "بورصة",
    "كرة القدم",
    "شؤون محلية",
    "الأخيرة",
    "عالم الفن",
    "لايف ستايل",
    "بودكاست",
    "إنفوغراف",
    "دنيا ودين",
];
const SITES: [&str; 16] = [
    "صحيفة الأفق",
    "الأفق نيوز",
    "موقع الضفاف",
    "الضفاف أونلاين",
    "جريدة المنبر",
    "وكالة السهل",
    "قناة المدار",
    "بوابة النيل",
    "المرصد الجديد",
    "الشروق الجديد",
    "نبض المدينة",
    "أخبار الساحل",
    "الوطن اليوم",
    "صوت الجبل",
    "المنار برس",
    "مباشر 24",
];
const GIVEN: [&str; 20] = [
    "أحمد",
    "محمد",
    "سعاد",
    "منى",
    "خالد",
    "ليلى",
    "يوسف",
    "سارة",
    "عبد الله",
    "نورة",
    "طارق",
    "هدى",
    "رشيد",
    "سلوى",
    "مصطفى",
    "كريمة",
    "حسن",
    "رنا",
    "إبراهيم",
    "نجوى",
];
const FAMILY: [&str; 20] = [
    "العبيدي",
    "حمدان",
    "الشريف",
    "بوعزة",
    "المصري",
    "القحطاني",
    "خليفة",
    "الخوري",
    "بنسالم",
    "الزهراني",
    "عطية",
    "النجار",
    "الحداد",
    "قاسم",
    "الكعبي",
    "مراد",
    "الطيب",
    "سلامة",
    "العلوي",
    "درويش",
];
const MONTHS: [[&str; 12]; 4] = [
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ],
    [
        "جانفي",
        "فيفري",
        "مارس",
        "أفريل",
        "ماي",
        "جوان",
        "جويلية",
        "أوت",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "ماي",
        "يونيو",
        "يوليوز",
        "غشت",
        "شتنبر",
        "أكتوبر",
        "نونبر",
        "دجنبر",
    ],
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const DATES: [&str; 18] = [
    "{d} {M} {y}",
    "{w} {d} {M} {y}",
    "{w}، {d} {M} {y}",
    "{d}-{m}-{y}",
    "{d}/{m}/{y}",
    "{y}-{m}-{d}",
    "{y}/{m}/{d}",
    "{d}.{m}.{y}",
    "{M} {d}, {y}",
    "{w} {d}-{m}-{y}",
    "{w} {d}/{m}/{y}",
    "{d} {M}، {y}",
    "{d}-{M}-{y}",
    "{w} {d} {M} {y} م",
    "{d} / {m} / {y}",
    "{E} {d}, {y}",
    "{d} {E} {y}",
    "{w}, {d} {M}, {y}",
];
const CLOCKS: [&str; 9] = [
    "{H}:{i}",
    "{h}:{i} م",
    "{h}:{i} ص",
    "{h}:{i}م",
    "{H}:{i}:00",
    "{h}:{i} مساء",
    "{h}:{i} صباحا",
    "{H}:{i} GMT",
    "{H}:{i} بتوقيت غرينتش",
];
const JOINTS: [&str; 8] = [" - ", " ", " | ", "، ", " الساعة ", ", ", " – ", " على الساعة "];
const LABELS: [&str; 17] = [
    "نشر في: ",
    "نشر في ",
    "تاريخ النشر: ",
    "نُشر: ",
    "نشر بتاريخ ",
    "نشر بتاريخ: ",
    "تم النشر في ",
    "تم النشر: ",
    "أضيف في ",
    "نشرت في ",
    "منذ النشر: ",
    "حرر في ",
    "كُتب في ",
    "تم نشره ",
    "منشور في ",
    "التاريخ: ",
    "نشر يوم ",
];

/// Makes `count` pages, told again by the seed.
pub fn pages(shared: &Path, count: usize, seed: u64) -> Result<Vec<Page>> {
    let stock = Stock { rows: rows()?, stories: stories(shared)? };
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

fn stories(shared: &Path) -> Result<Vec<Story>> {
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

fn pick<'a, T>(random: &mut Random, of: &'a [T]) -> &'a T {
    &of[below(random, of.len())]
}

fn below(random: &mut Random, most: usize) -> usize {
    (random.next() >> 33) as usize % most.max(1)
}

fn chance(random: &mut Random, share: f32) -> bool {
    random.share() < share
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
            page.put(BlockRole::Title, &format!("{} - {}", story.title, pick(random, &SITES)));
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
            let menu: Vec<&str> = (0..count).map(|_| *pick(random, &SECTIONS)).collect();
            for _ in 0..1 + usize::from(chance(random, 0.2)) {
                menu.iter().for_each(|s| page.put(BlockRole::Furniture, s));
            }
        }
        let most = if whole { 12 } else { 4 };
        let rows: Vec<&Row> = self
            .rows
            .iter()
            .filter(|r| r.place == place && matches!(r.role, BlockRole::Furniture | BlockRole::Tags))
            .filter(|r| r.role == BlockRole::Furniture || chance(random, 0.1))
            .collect();
        for _ in 0..1 + below(random, most) {
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
        let style = *pick(random, &DATES);
        let about = chance(random, 0.5);
        for n in 0..2 + below(random, 12) {
            let close = story.near.get(n).filter(|_| about).map(|&o| &self.stories[o]);
            let other = close.unwrap_or_else(|| pick(random, &self.stories));
            let bare = chance(random, 0.85);
            let template = if bare { "{title}" } else { pick(random, &headers).template };
            page.put(BlockRole::Related, &self.fill(template, day, other, random));
            let near = (day.0, day.1, 1 + below(random, 28));
            match between {
                0 => page.put(BlockRole::Furniture, &date(style, near, 0, random)),
                1 => page.put(BlockRole::Furniture, pick::<&str>(random, &SECTIONS)),
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
            page.put(BlockRole::Published, &published(day, random));
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
            parts.push((BlockRole::Published, published(day, random)));
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
            for _ in 0..1 + usize::from(chance(random, 0.25)) {
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
                for _ in 0..1 + below(random, 3) {
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
            "city" => (*pick(random, &CITIES)).to_owned(),
            "section" => (*pick(random, &SECTIONS)).to_owned(),
            "site" => (*pick(random, &SITES)).to_owned(),
            "person" => format!("{} {}", pick(random, &GIVEN), pick(random, &FAMILY)),
            "title" => pick(random, &self.stories).title.clone(),
            "word" => clause(story, 1, 3, random),
            "clock" => format!("{}:{:02}", 1 + below(random, 12), below(random, 60)),
            // A site's clock: months or years later than the story.
            "date" => {
                let style = *pick(random, &DATES);
                date(style, (day.0 + below(random, 4), below(random, 12), 1 + below(random, 28)), 0, random)
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

fn published(day: (usize, usize, usize), random: &mut Random) -> String {
    let label = if chance(random, 0.4) { *pick(random, &LABELS) } else { "" };
    let clock = if chance(random, 0.75) { 1 } else { 0 };
    let style = *pick(random, &DATES);
    let mut line = format!("{label}{}", date(style, day, clock, random));
    if chance(random, 0.05) {
        line = format!("{} - {line}", pick(random, &SITES));
    }
    if chance(random, 0.08) { format!("- {line}") } else { line }
}

/// A day, with a clock or without, in a style of `DATES`.
fn date(style: &str, (year, month, day): (usize, usize, usize), clock: usize, random: &mut Random) -> String {
    let names = pick(random, &MONTHS);
    let wide = chance(random, 0.5);
    let two = |n: usize| if wide { format!("{n:02}") } else { n.to_string() };
    let month_name = if chance(random, 0.1) {
        format!("{}/{}", MONTHS[1][month], MONTHS[0][month])
    } else {
        names[month].to_owned()
    };
    let day_words = style
        .replace("{d}", &two(day))
        .replace("{m}", &two(month + 1))
        .replace("{M}", &month_name)
        .replace("{E}", ENGLISH[month])
        .replace("{y}", &year.to_string())
        .replace("{w}", pick::<&str>(random, &WEEKDAYS));
    let mut out = day_words;
    if clock > 0 {
        let hour = below(random, 24);
        let time = pick(random, &CLOCKS)
            .replace("{H}", &format!("{hour:02}"))
            .replace("{h}", &(hour % 12 + 1).to_string())
            .replace("{i}", &format!("{:02}", below(random, 60)));
        out = if chance(random, 0.12) {
            format!("الساعة {time} - {out}")
        } else {
            format!("{out}{}{time}", pick(random, &JOINTS))
        };
    }
    if chance(random, 0.08) { arabic_digits(&out) } else { out }
}

fn arabic_digits(text: &str) -> String {
    text.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x0660 + d)).unwrap_or(c)).collect()
}
