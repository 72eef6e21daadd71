//! What is seen of the lines of a page: each by itself, and each on the page.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{self, Mix};
use crate::lexicon::{Classes, Function};
use crate::record::BlockRole;
use crate::tagger::{Model, hash};
use crate::text::{Kind, Text, clitic};

/// What the tables and the reader of dates say of a line.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The role that a row of `data/furniture.tsv` gives it.
    pub row: Option<BlockRole>,
    /// The date it prints.
    pub date: Option<Printed>,
}

/// A date that a line prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// The day; none where it is counted from a fetch that is not known.
    pub day: Option<Date>,
    /// Whether a clock stands with it.
    pub has_clock: bool,
    /// How many tokens of the line are no part of it.
    pub beside: usize,
}

/// What is seen of a line.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "the fields say it")]
#[allow(clippy::struct_excessive_bools, reason = "each is a thing of its own that is seen")]
pub struct Look {
    pub tokens: Range<usize>,
    /// Tokens that are no marks.
    pub words: usize,
    /// The last mark, a blank where a word stands last.
    pub end: char,
    /// The first mark, a blank where a word stands first.
    pub opens: char,
    pub digits: usize,
    pub latin: usize,
    pub marks: usize,
    /// Marks that set items of a list apart: | » / > •.
    pub bars: usize,
    pub quotes: usize,
    /// At which token the first colon stands, where it is among the first.
    pub colon: usize,
    pub row: Option<BlockRole>,
    pub date: Option<Printed>,
    /// Place of the date among the dates of the page: first, and last in time.
    pub is_newest: bool,
    pub is_oldest: bool,
    /// How many lines with little but a date stand before and behind it.
    pub dates_before: usize,
    pub dates_behind: usize,
    pub mix: Mix,
    /// Whether it opens with a preposition, alone or as a proclitic: over-lines do, headlines seldom.
    pub opens_phrase: bool,
    /// Classes of its first word.
    pub head: Classes,
    /// All classes of its words.
    pub classes: Classes,
    /// Words that are names of persons, and of places or bodies.
    pub persons: usize,
    pub places: usize,
    /// Whether it opens with the name of a place and names no person behind it.
    pub is_unsigned: bool,
    /// Whether it reads like running text.
    pub is_running: bool,
    /// How often it stands on the page, before and behind this line.
    pub before: usize,
    pub behind: usize,
    /// Whether the first line opens with it and goes on.
    pub is_in_first: bool,
    /// Of its longer words, how many come back in the story, and how many there are.
    pub told: usize,
    pub content: usize,
    /// How many of those words its first paragraph says.
    pub lede: usize,
    /// Its number among the lines of the head that are neither dates nor machinery by their words, and how many there are.
    pub nth: usize,
    pub of: usize,
    /// Whether it says what the line that looks most like the headline says.
    pub is_headline: bool,
    /// Hash of each word, for short lines.
    pub hashes: Vec<u32>,
}

impl Look {
    /// Whether the line is a date with little beside it.
    fn is_date(&self) -> bool {
        self.date.is_some_and(|d| d.beside <= 4)
    }
}

/// The lines of a page as they are seen.
#[derive(Debug, Default)]
pub struct View {
    /// A look for each line.
    pub looks: Vec<Look>,
    /// The run of lines that is likeliest to hold the story.
    pub story: Range<usize>,
    /// The line before the story that looks most like its headline.
    pub headline: Option<usize>,
}

/// Longest line of which every word is looked at, in words; of longer ones the first and the last.
const SHORT: usize = 14;
/// Shortest word that counts as content, in letters.
const CONTENT: usize = 3;
/// Most lines above the story that are looked at for its headline.
const REACH: usize = 40;

/// Looks at the lines of a text.
#[must_use]
pub fn view(text: &Text, seen: &[Seen]) -> View {
    let mut looks: Vec<Look> = seen.iter().map(|s| look(text, s)).collect();
    let keys: Vec<u64> = looks.iter().map(|l| key(text, l.tokens.clone())).collect();
    repeat(&mut looks, &keys);
    first(text, &mut looks);
    dates(&mut looks);
    let story = story(&looks);
    tell(text, &mut looks, &story);
    number(&mut looks, &story);
    let headline = headline(&looks, &story);
    let said = headline.and_then(|h| keys.get(h)).copied();
    for (look, key) in looks.iter_mut().zip(&keys) {
        look.is_headline = Some(*key) == said;
    }
    View { looks, story, headline }
}

fn look(text: &Text, seen: &Seen) -> Look {
    let tokens = seen.tokens.clone();
    let mut look = Look {
        tokens: tokens.clone(),
        row: seen.row,
        date: seen.date,
        end: ' ',
        opens: ' ',
        ..Look::default()
    };
    for i in tokens.clone() {
        match text.kind(i) {
            Kind::Mark(mark) => {
                look.marks += 1;
                look.bars +=
                    usize::from(matches!(mark, '|' | '»' | '/' | '>' | '•' | '·' | '←' | '›' | '\\'));
                look.quotes += usize::from(matches!(mark, '"' | '«' | '“' | '”'));
                if mark == ':' && look.colon == 0 && i - tokens.start < 8 {
                    look.colon = i - tokens.start;
                }
            }
            kind => {
                look.words += 1;
                look.digits += usize::from(kind == Kind::Number);
                look.latin += usize::from(kind == Kind::Other);
                let classes = classes(text, i);
                if look.words == 1 {
                    look.head = classes;
                    look.opens_phrase = opens_phrase(text, i);
                    look.is_unsigned = classes.any(Classes::COUNTRY.with(Classes::PLACE));
                } else {
                    look.is_unsigned &= !classes.any(Classes::GIVEN.with(Classes::FAMILY));
                }
                look.classes = look.classes.with(classes);
                look.persons +=
                    usize::from(classes.any(Classes::GIVEN.with(Classes::FAMILY).with(Classes::JOIN)));
                look.places +=
                    usize::from(classes.any(
                        Classes::COUNTRY.with(Classes::PLACE).with(Classes::ORG).with(Classes::ORG_HEAD),
                    ));
            }
        }
    }
    look.end = text.mark(tokens.end.saturating_sub(1));
    look.opens = text.mark(tokens.start);
    // A quotation mark or bracket behind the full stop does not hide it.
    if matches!(look.end, '"' | '»' | '”' | ')') {
        look.end = text.mark(tokens.end.saturating_sub(2));
    }
    look.mix = words::mix(text, tokens.clone());
    look.is_running = look.words > 36 || (look.words > 12 && matches!(look.end, '.' | '؟' | '!' | '…'));
    let all = look.words <= SHORT;
    look.hashes = tokens
        .filter(|&i| !matches!(text.kind(i), Kind::Mark(_)))
        .enumerate()
        .filter(|(n, _)| all || *n < 3 || *n + 2 > look.words)
        .map(|(_, i)| match text.kind(i) {
            Kind::Number => 1,
            _ => hash::word(text.fold(i)),
        })
        .collect();
    look
}

/// The classes of the ways to read a word.
fn classes(text: &Text, i: usize) -> Classes {
    text.readings(i).iter().fold(Classes::default(), |all, r| all.with(text.lex.classes_of(r.word)))
}

/// Whether a word is a preposition, or one stands glued before it, as the segmenter that plain text taught says.
fn opens_phrase(text: &Text, i: usize) -> bool {
    if text.function(i) == Some(Function::Prep) {
        return true;
    }
    let (letters, _) = Model::embedded().words.segment(text.fold(i), &mut String::new());
    let mut is_glued = false;
    clitic::cuts(text.fold(i), &mut String::new(), |cut, _| {
        is_glued |= cut.letters == letters && cut.particle.is_some();
    });
    letters > 0 && is_glued
}

/// One number for the words of a line, marks left out.
fn key(text: &Text, tokens: Range<usize>) -> u64 {
    let words = tokens.filter(|&i| !matches!(text.kind(i), Kind::Mark(_)));
    words.fold(0, |key: u64, i| {
        (key.rotate_left(23) ^ u64::from(hash::word(text.fold(i)))).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

/// Counts how often each line stands before and behind itself.
fn repeat(looks: &mut [Look], keys: &[u64]) {
    let mut all: FxHashMap<u64, usize> = FxHashMap::default();
    for &key in keys {
        *all.entry(key).or_default() += 1;
    }
    let mut so_far: FxHashMap<u64, usize> = FxHashMap::default();
    for (look, key) in looks.iter_mut().zip(keys).filter(|(l, _)| l.words > 0) {
        let before = so_far.entry(*key).or_default();
        look.before = *before;
        look.behind = all.get(key).copied().unwrap_or(1) - *before - 1;
        *before += 1;
    }
}

/// Marks the lines that the first line opens with: a browser's window says the headline and the name of the site.
fn first(text: &Text, looks: &mut [Look]) {
    let words = |tokens: Range<usize>| tokens.filter(|&i| !matches!(text.kind(i), Kind::Mark(_)));
    let Some((window, rest)) = looks.split_first_mut() else { return };
    for look in rest.iter_mut().filter(|l| l.words >= 3 && l.words < window.words) {
        let mut both = words(look.tokens.clone()).zip(words(window.tokens.clone()));
        look.is_in_first = both.all(|(a, b)| text.fold(a) == text.fold(b));
    }
    // The window's own line is known by what repeats it.
    window.is_in_first = rest.iter().any(|l| l.is_in_first);
}

fn dates(looks: &mut [Look]) {
    let day = |l: &Look| l.date.and_then(|d| d.day);
    let (newest, oldest) = (looks.iter().filter_map(day).max(), looks.iter().filter_map(day).min());
    for look in looks.iter_mut() {
        if let Some(day) = day(look) {
            (look.is_newest, look.is_oldest) = (newest == Some(day), oldest == Some(day));
        }
    }
    let all = looks.iter().filter(|l| l.is_date()).count();
    let mut before = 0;
    for look in looks.iter_mut() {
        let own = usize::from(look.is_date());
        (look.dates_before, look.dates_behind) = (before, all - before - own);
        before += own;
    }
}

/// The run of lines with the most running text, what is short between counted against it (the largest sum of a run, Kadane).
fn story(looks: &[Look]) -> Range<usize> {
    let weight = |l: &Look| -> i32 {
        if l.is_running {
            i32::try_from(l.words.min(60)).unwrap_or(60) + 10
        } else if l.words > 8 && matches!(l.end, '.' | '؟' | '!' | '…' | ':') {
            4
        } else {
            -6
        }
    };
    let (mut best, mut sum, mut from) = ((0, 0..0), 0, 0);
    for (at, look) in looks.iter().enumerate() {
        if sum <= 0 {
            (sum, from) = (0, at);
        }
        sum += weight(look);
        if sum > best.0 {
            best = (sum, from..at + 1);
        }
    }
    if best.0 == 0 {
        // No running text: the longest line stands for it.
        let longest =
            (0..looks.len()).max_by_key(|&l| (looks.get(l).map_or(0, |l| l.words), std::cmp::Reverse(l)));
        return longest.map_or(0..0, |l| l..l + 1);
    }
    best.1
}

/// Counts of each line's longer words how many come back in the story.
fn tell(text: &Text, looks: &mut [Look], story: &Range<usize>) {
    let (mut scratch, mut found) = (String::new(), Vec::new());
    // How many lines of the story have a stem, and which had it first: a line is not told by itself.
    let mut told: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
    let mut own = FxHashSet::default();
    let lede = story.clone().find(|&l| looks.get(l).is_some_and(|l| l.is_running));
    for line in story.clone() {
        let Some(look) = looks.get(line).filter(|l| l.is_running || story.len() == 1) else { continue };
        own.clear();
        for i in look.tokens.clone().filter(|&i| is_content(text, i)) {
            stems(text, i, &mut scratch, &mut found);
            own.extend(found.drain(..));
        }
        for &stem in &own {
            told.entry(stem).or_insert((0, line)).0 += 1;
        }
    }
    for (line, look) in looks.iter_mut().enumerate().filter(|(_, l)| l.words <= 80) {
        for i in look.tokens.clone().filter(|&i| is_content(text, i)) {
            stems(text, i, &mut scratch, &mut found);
            let lines = || found.iter().filter_map(|stem| told.get(stem));
            look.content += 1;
            look.told += usize::from(lines().any(|&(count, first)| count > 1 || first != line));
            look.lede += usize::from(lines().any(|&(_, first)| Some(first) == lede));
        }
    }
}

/// Hashes of what the ways to cut a word leave of it, into `out`; `scratch` is only working space.
fn stems(text: &Text, i: usize, scratch: &mut String, out: &mut Vec<u32>) {
    out.clear();
    if text.kind(i) == Kind::Arabic {
        clitic::cuts(text.fold(i), scratch, |_, rest| {
            if rest.chars().nth(CONTENT - 1).is_some() {
                out.push(hash::word(rest));
            }
        });
    } else {
        out.push(hash::word(text.fold(i)));
    }
}

/// Numbers the lines of the head that are neither dates nor machinery by their words.
fn number(looks: &mut [Look], story: &Range<usize>) {
    let from = story.start.saturating_sub(REACH);
    let Some(head) = looks.get_mut(from..(story.start + 2).min(story.end)) else { return };
    let is_told =
        |l: &Look| !l.is_running && !l.is_date() && l.row.is_none() && l.words > 1 && l.mix.share() < 0.5;
    let of = head.iter().filter(|l| is_told(l)).count();
    for (n, look) in head.iter_mut().filter(|l| is_told(l)).enumerate() {
        (look.nth, look.of) = (n + 1, of);
    }
}

/// Whether a word tells what a text is about: no function word, not short.
fn is_content(text: &Text, i: usize) -> bool {
    let word =
        matches!(text.kind(i), Kind::Arabic | Kind::Other) && text.fold(i).chars().nth(CONTENT - 1).is_some();
    word && text.function(i).is_none()
}

/// The line before the story that looks most like its headline.
fn headline(looks: &[Look], story: &Range<usize>) -> Option<usize> {
    let score = |line: usize| -> Option<f32> {
        let look = looks.get(line)?;
        if look.words < 2 || look.words > 40 || look.date.is_some_and(|d| d.beside < 4) || look.row.is_some()
        {
            return None;
        }
        let told = if look.content > 1 { look.told as f32 / look.content as f32 } else { 0.0 };
        let repeated = look.before + look.behind;
        let mut score = 2.0 * told + (look.words.min(10) as f32) * 0.1 - look.mix.share();
        score += if look.is_in_first && line > 0 { 3.0 } else { 0.0 };
        score += if repeated == 1 && look.words > 3 { 0.7 } else { 0.0 };
        score -= (story.start - line) as f32 * 0.04;
        Some(score)
    };
    let from = story.start.saturating_sub(REACH);
    let scored = (from..story.start).filter_map(|l| Some((score(l)?, l)));
    scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|b| b.1)
}
