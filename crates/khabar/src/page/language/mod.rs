//! Which language the prose of a page is in.
//!
//! Eight languages of the news are written in Arabic letters. A log-linear model over runs of up to four letters and
//! whole words tells them apart: `models/language.tsv`, a row for each run with its weight for each language, learned by
//! `cargo xtask train language` (`models/language.md` is its card). Letters that only a keyboard decides (ک ك, ی ي ى)
//! and digits are the same to it, so Arabic typed on a Persian keyboard stays Arabic.

mod grams;

use std::sync::LazyLock;

pub use grams::for_each_gram;
use rustc_hash::FxHashMap;

use super::{Linear, Metadata};
use crate::record::{Block, BlockRole};
use crate::span::Span;
use crate::text::{Kind, Text};

/// BCP 47 tags of the languages that are told apart, in the order of the model's columns. Arabic is the first.
pub const TAGS: [&str; 8] = ["ar", "fa", "prs", "ur", "ckb", "ps", "ug", "sd"];

/// Words of a line of prose.
const PROSE: usize = 8;
/// Letters of prose that are looked at: about ten lines. Five tell.
const SAMPLE: usize = 1200;
/// How much likelier than Arabic another language must be, as a difference of logits.
const MARGIN: f32 = 0.25;
/// Runs of letters under which a text, a word or two, is Arabic.
const LEAST: usize = 30;
/// What a weight of 1 is in the file.
pub const SCALE: f32 = 16.0;

/// What the prose of a page is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// BCP 47; `und` where the letters are not Arabic and the page does not say.
    pub tag: Option<String>,
    /// What was seen, where it is not Arabic.
    pub warning: Option<String>,
}

impl Language {
    /// Whether facts are looked for.
    #[must_use]
    pub const fn is_read(&self) -> bool {
        self.warning.is_none()
    }
}

/// The language of a page's prose: of its headline and body, and where it has none, of all lines.
#[must_use]
pub fn of_page(text: &Text, page: &Linear, blocks: &[Block]) -> Language {
    let is_prose = |b: &Block| matches!(b.role, BlockRole::Title | BlockRole::Body);
    let has_prose = blocks.iter().any(is_prose);
    let considered = |line: usize| !has_prose || blocks.get(line).is_some_and(is_prose);
    let count = Words::of(text, considered);
    let said = said(&page.metadata);
    if count.arabic + count.others == 0 {
        return Language { tag: said, warning: None };
    }
    if !count.is_arabic() {
        return foreign(said, count.other.map_or("", |s| s.of(&page.text)));
    }
    let lines = page.lines.iter().enumerate().filter(|(n, _)| considered(*n));
    let tag = of_lines(&page.text, lines.map(|(_, line)| line.span).collect());
    let warning = (tag != "ar")
        .then(|| format!("the article is not in Arabic ({tag}): facts are looked for in Arabic only"));
    Language { tag: Some(tag.to_owned()), warning }
}

/// The words of a page by their letters.
#[derive(Default)]
struct Words {
    arabic: usize,
    others: usize,
    /// Lines of prose, and those of them that are mostly Arabic.
    lines: usize,
    arabic_lines: usize,
    /// The first word in other letters.
    other: Option<Span>,
}

impl Words {
    fn of(text: &Text, considered: impl Fn(usize) -> bool) -> Self {
        let mut count = Self::default();
        for line in text.sentences.chunk_by(|a, b| a.block == b.block) {
            if !line.first().is_some_and(|s| considered(s.block)) {
                continue;
            }
            let (mut arabic, mut others) = (0, 0);
            for token in line.iter().flat_map(|s| text.tokens.get(s.tokens.clone()).unwrap_or_default()) {
                match token.kind {
                    Kind::Arabic => arabic += 1,
                    Kind::Other => {
                        others += 1;
                        count.other = count.other.or(Some(token.span));
                    }
                    Kind::Number | Kind::Mark(_) => {}
                }
            }
            count.arabic += arabic;
            count.others += others;
            if arabic + others >= PROSE {
                count.lines += 1;
                count.arabic_lines += usize::from(arabic >= others);
            }
        }
        count
    }

    /// Whether most words are Arabic, or most lines where one of them lists names in Latin letters.
    const fn is_arabic(&self) -> bool {
        self.arabic >= self.others
            || self.arabic * 3 >= self.others && self.arabic_lines > 0 && self.arabic_lines * 2 >= self.lines
    }
}

/// What a page says of its language, as BCP 47 writes it (`en-US`, where `og:locale` has `en_US`).
fn said(metadata: &Metadata) -> Option<String> {
    let said = metadata.language.as_deref().or(metadata.markup_language.as_deref())?;
    let is_tag = said.starts_with(|c: char| c.is_ascii_alphabetic())
        && said.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    is_tag.then(|| said.replace('_', "-"))
}

/// The language of a page whose letters are not Arabic; templates leave `lang="ar"` on such pages as on others.
fn foreign(said: Option<String>, word: &str) -> Language {
    let in_arabic = |tag: &String| TAGS.contains(&tag.split('-').next().unwrap_or_default());
    let tag = said.filter(|t| !in_arabic(t)).unwrap_or_else(|| "und".to_owned());
    let letters = match word.chars().find(|c| c.is_alphabetic()).unwrap_or_default() {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => "Latin",
        '\u{370}'..='\u{3FF}' => "Greek",
        '\u{400}'..='\u{52F}' => "Cyrillic",
        '\u{590}'..='\u{5FF}' => "Hebrew",
        _ => "other",
    };
    let warning = format!(
        "the article is not in Arabic ({tag}, in {letters} letters): facts are looked for in Arabic only"
    );
    Language { tag: Some(tag), warning: Some(warning) }
}

/// The language of lines in Arabic letters. Prose stands in the longest lines, so those are looked at first.
fn of_lines(text: &str, mut lines: Vec<Span>) -> &'static str {
    lines.sort_by_key(|l| std::cmp::Reverse(l.len()));
    let mut seen = Seen::default();
    for line in lines {
        seen.look(line.of(text), model());
        if seen.letters >= SAMPLE {
            break;
        }
    }
    seen.best()
}

/// The language of a piece of text in Arabic letters, in doubt Arabic.
#[must_use]
pub fn of_text(text: &str) -> &'static str {
    of_lines(text, vec![Span::from(0..text.len())])
}

/// What was summed up over a sample.
#[derive(Default)]
struct Seen {
    letters: usize,
    grams: usize,
    scores: [f32; TAGS.len()],
}

impl Seen {
    fn look(&mut self, line: &str, model: &Model) {
        let room = SAMPLE.saturating_sub(self.letters);
        let mut letters = 0;
        for_each_gram(line, room, |gram| {
            letters += usize::from(gram.chars().nth(1).is_none());
            self.grams += 1;
            for (score, weight) in self.scores.iter_mut().zip(model.get(gram).into_iter().flatten()) {
                *score += f32::from(*weight);
            }
        });
        self.letters += letters;
    }

    fn best(&self) -> &'static str {
        TAGS.get(likeliest(&self.scores.map(|s| s / SCALE), self.grams)).unwrap_or(&"ar")
    }
}

/// The likeliest language by sums of weights over so many runs of letters; in doubt, and of a word or two, the first.
#[must_use]
pub fn likeliest(sums: &[f32; TAGS.len()], runs: usize) -> usize {
    if runs < LEAST {
        return 0;
    }
    let root = (runs as f32).sqrt();
    let [arabic, ..] = *sums;
    let mut best = (0, arabic / root + MARGIN);
    for (language, sum) in sums.iter().enumerate().skip(1) {
        if sum / root > best.1 {
            best = (language, sum / root);
        }
    }
    best.0
}

type Model = FxHashMap<&'static str, [i16; TAGS.len()]>;

/// The weights of every run of letters that has any.
fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let rows = include_str!("../../../models/language.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            let gram = cells.next()?;
            let mut weights = [0; TAGS.len()];
            for (weight, cell) in weights.iter_mut().zip(cells) {
                *weight = cell.parse().ok()?;
            }
            Some((gram, weights))
        })
        .collect()
    });
    &MODEL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_model_is_read() {
        let rows = include_str!("../../../models/language.tsv").lines().skip(1);
        let whole = rows.clone().filter(|row| row.split('\t').count() == TAGS.len() + 1);
        assert_eq!((model().len(), whole.count()), (rows.clone().count(), rows.count()));
        assert!(model().len() > 1000);
    }

    #[test]
    fn a_single_line_tells() {
        for (tag, line) in [
            ("ar", "قال المتحدث باسم البلدية إن الطريق يفتح أمام السيارات صباح غد"),
            ("ar", "قال المتحدث باسم البلدیة إن الطریق یفتح أمام السیارات کل صباح"),
            ("fa", "سخنگوی شهرداری گفت که جاده از فردا صبح به روی خودروها باز می‌شود"),
            ("fa", "سخنگوي شهرداري گفت كه جاده از فردا صبح به روي خودروها باز مي‌شود و هزينه آن كم بود"),
            ("ur", "ترجمان نے بتایا کہ سڑک کل صبح گاڑیوں کے لیے کھول دی جائے گی"),
            ("ckb", "وتەبێژی شارەوانی ڕایگەیاند کە ڕێگاکە سبەینێ بۆ ئۆتۆمبێل دەکرێتەوە"),
            ("ps", "د ښاروالۍ ویاند وویل چې سړک به سبا سهار د موټرو پر مخ خلاص شي"),
            ("ug", "شەھەرلىك ھۆكۈمەت باياناتچىسى يولنىڭ ئەتە ئېچىلىدىغانلىقىنى ئېيتتى"),
            ("sd", "ميونسپل ترجمان چيو ته رستو سڀاڻي صبح جو گاڏين لاءِ کوليو ويندو"),
        ] {
            assert_eq!(of_text(line), tag, "{line}");
        }
    }

    #[test]
    fn a_word_or_two_are_arabic() {
        assert_eq!(of_text("مشهد"), "ar");
        assert_eq!(of_text(""), "ar");
    }
}
