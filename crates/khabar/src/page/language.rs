//! Which language the prose of a page is in.
//!
//! Eight languages of the news are written in Arabic letters. A log-linear model over runs of up to four letters and
//! whole words tells them apart: `models/language.tsv`, a row for each run with its weight for each language, learned by
//! `cargo xtask train language` (`models/language.md` is its card). Letters that only a keyboard decides (ک ك, ی ي ى)
//! and digits are the same to it, so Arabic typed on a Persian keyboard stays Arabic.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::char::decompose_compatible;

use super::{Linear, Metadata};
use crate::record::{Block, BlockRole};
use crate::span::Span;
use crate::text::fold::is_transparent;
use crate::text::{Kind, Text};

/// BCP 47 tags of the languages that are told apart, in the order of the model's columns. Arabic is the first.
pub const TAGS: [&str; 8] = ["ar", "fa", "prs", "ur", "ckb", "ps", "ug", "sd"];

/// Longest run of letters that is looked at; words are looked at whole besides.
const RUN: usize = 4;
/// Words of a line of prose.
const PROSE: usize = 8;
/// Letters of prose that are looked at: about ten lines. Five tell.
const SAMPLE: usize = 1200;
/// How much likelier than Arabic another language must be (a difference of logits): a short line is Arabic in doubt.
pub const MARGIN: f32 = 0.5;
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

/// The language of a page's prose: of its body lines, and where it has none, of all lines.
#[must_use]
pub fn of_page(text: &Text, page: &Linear, blocks: &[Block]) -> Language {
    let is_body = |line: usize| blocks.get(line).is_some_and(|b| b.role == BlockRole::Body);
    let has_body = blocks.iter().any(|b| b.role == BlockRole::Body);
    let considered = |line: usize| !has_body || is_body(line);
    let count = Words::of(text, considered);
    let said = said(&page.metadata);
    if count.arabic + count.others == 0 {
        return Language { tag: said.map(str::to_owned), warning: None };
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

/// What a page says of its language.
fn said(metadata: &Metadata) -> Option<&str> {
    metadata.language.as_deref().or(metadata.markup_language.as_deref())
}

/// The language of a page whose letters are not Arabic; templates leave `lang="ar"` on such pages as on others.
fn foreign(said: Option<&str>, word: &str) -> Language {
    let in_arabic = |tag: &&str| TAGS.contains(&tag.split(['-', '_']).next().unwrap_or_default());
    let tag = said.filter(|t| !in_arabic(t)).unwrap_or("und");
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
    Language { tag: Some(tag.to_owned()), warning: Some(warning) }
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
        let scale = SCALE * (self.grams.max(1) as f32).sqrt();
        let [arabic, ..] = self.scores;
        let mut best = ("ar", arabic / scale + MARGIN);
        for (&tag, score) in TAGS.iter().zip(self.scores).skip(1) {
            if score / scale > best.1 {
                best = (tag, score / scale);
            }
        }
        best.0
    }
}

type Model = FxHashMap<&'static str, [i16; TAGS.len()]>;

/// The weights of every run of letters that has any.
fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let rows = include_str!("../../models/language.tsv").lines().skip(1);
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

/// Calls `each` with the runs of letters of a text, its first `most` letters: single letters, runs with the edges of
/// words as `_`, whole words. A non-joiner is `~`.
pub fn for_each_gram(text: &str, most: usize, mut each: impl FnMut(&str)) {
    let (mut word, mut edges) = (String::from("_"), vec![0_usize]);
    let mut letters = 0;
    for c in text.chars().chain([' ']) {
        if letters < most && is_letter(c) {
            let mut push = |c: char| {
                edges.push(word.len());
                word.push(same(c));
                letters += 1;
            };
            match c {
                '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                    decompose_compatible(c, |d| {
                        if d != c && is_letter(d) {
                            push(d)
                        }
                    });
                }
                _ => push(c),
            }
        } else if c == '\u{200C}' && word.len() > 1 {
            edges.push(word.len());
            word.push('~');
        } else if !is_transparent(c) && word.len() > 1 {
            edges.extend([word.len(), word.len() + 1]);
            word.push('_');
            grams_of_word(&word, &edges, &mut each);
            word.truncate(1);
            edges.truncate(1);
        }
    }
}

/// The runs of a word between its edges; `ends` are the places of its letters and its end.
fn grams_of_word(word: &str, ends: &[usize], each: &mut impl FnMut(&str)) {
    for length in 1..=RUN {
        for (from, to) in ends.iter().zip(ends.iter().skip(length)) {
            let gram = word.get(*from..*to).unwrap_or_default();
            if gram != "_" {
                each(gram);
            }
        }
    }
    if ends.len() > RUN + 1 {
        each(word);
    }
}

/// Whether a character is a letter of Arabic script.
const fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}' | '\u{0671}'..='\u{06D3}' | '\u{06D5}'
        | '\u{06EE}'..='\u{06EF}' | '\u{06FA}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C9}'
        | '\u{FB50}'..='\u{FDFB}' | '\u{FE80}'..='\u{FEFC}')
}

/// One letter for those between which only the keyboard decides, or the writer's care.
const fn same(c: char) -> char {
    match c {
        'ک' => 'ك',
        'ی' | 'ى' => 'ي',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        _ => c,
    }
}
