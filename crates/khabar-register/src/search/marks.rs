//! Highlights: where the words of a query stand in a page, and the passage that shows them best.

use khabar::record::{BlockRole, Quote};
use serde::Deserialize;

use super::query::{Part, Place, What};
use crate::analyse::{Arabic, Exact, Term, terms, words};

/// Code points of a passage.
const PASSAGE: u32 = 180;
/// Code points in front of the first mark of a passage.
const BEFORE: u32 = 40;

/// What a highlight needs of a record on the wire; positions are code points.
#[derive(Debug, Deserialize)]
pub(super) struct Shown {
    text: String,
    #[serde(default)]
    blocks: Vec<ShownBlock>,
}

#[derive(Debug, Deserialize)]
struct ShownBlock {
    start: u32,
    end: u32,
    role: BlockRole,
}

/// What a query looks for in headline and body: runs of terms, in any form and as printed.
#[derive(Debug, Default)]
pub(super) struct Needles {
    arabic: Vec<Vec<String>>,
    exact: Vec<Vec<String>>,
}

impl Needles {
    /// Of the parts that must be there.
    pub fn of(parts: &[Part]) -> Self {
        let mut needles = Self::default();
        for what in parts.iter().filter(|p| !p.negated).flat_map(|p| p.what.each()) {
            let What::Words { place: Place::Anywhere | Place::Title, words: text, exact, near } = what else {
                continue;
            };
            match (exact, near) {
                (true, None) => needles.exact.push(texts(terms(&Exact, text))),
                (true, Some(_)) => needles.exact.extend(words(&Exact, text).into_iter().map(texts)),
                (false, _) => needles.arabic.extend(words(&Arabic, text).into_iter().map(texts)),
            }
        }
        for runs in [&mut needles.arabic, &mut needles.exact] {
            runs.retain(|run| !run.is_empty());
        }
        needles
    }

    /// Where they stand, in bytes, in order and without overlap.
    fn places(&self, text: &str) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        if !self.arabic.is_empty() {
            find(&self.arabic, &terms(&Arabic, text), &mut places);
        }
        if !self.exact.is_empty() {
            find(&self.exact, &terms(&Exact, text), &mut places);
        }
        places.sort_unstable_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
        let mut last = 0;
        places.retain(|&(start, end)| {
            start >= last && {
                last = end;
                true
            }
        });
        places
    }
}

fn texts(terms: Vec<Term>) -> Vec<String> {
    terms.into_iter().map(|t| t.text).collect()
}

/// Adds the places where runs of terms stand.
fn find(runs: &[Vec<String>], terms: &[Term], places: &mut Vec<(usize, usize)>) {
    for run in runs {
        let is_here = |w: &&[Term]| w.iter().zip(run).all(|(t, wanted)| t.text == *wanted);
        let found = terms.windows(run.len()).filter(is_here);
        places.extend(found.filter_map(|w| Some((w.first()?.start, w.last()?.end))));
    }
}

/// The marks of a page, and a passage that has as many of them as fit; code points of the record's text.
pub(super) fn marks(shown: &Shown, needles: &Needles) -> (Vec<Quote>, Option<Quote>) {
    let starts: Vec<usize> = shown.text.char_indices().map(|(at, _)| at).collect();
    let codepoint = |byte: usize| starts.partition_point(|&s| s < byte) as u32;
    let is_told =
        |start: u32| shown.blocks.is_empty() || block_at(shown, start).is_some_and(|b| b.role.is_told());
    let places = needles.places(&shown.text).into_iter();
    let marks: Vec<Quote> = places
        .map(|(start, end)| Quote {
            start: codepoint(start),
            end: codepoint(end),
            text: shown.text.get(start..end).map(str::to_owned),
        })
        .filter(|m| is_told(m.start))
        .collect();
    let passage = passage(shown, &marks, &starts);
    (marks, passage)
}

/// The block that a code point stands in; blocks are in order and do not overlap.
fn block_at(shown: &Shown, at: u32) -> Option<&ShownBlock> {
    let behind = shown.blocks.partition_point(|b| b.start <= at);
    shown.blocks.get(..behind)?.last().filter(|b| at < b.end)
}

fn passage(shown: &Shown, marks: &[Quote], starts: &[usize]) -> Option<Quote> {
    let told = |b: &&ShownBlock| b.role.is_told() && b.role != BlockRole::Title;
    let holds = |at: u32| block_at(shown, at).filter(told);
    let before = |at: u32| marks.partition_point(|m| m.start < at);
    let among = |from: u32| before(from + PASSAGE - BEFORE) - before(from);
    // Of equals the first: `max_by_key` would give the last.
    let best = marks.iter().filter(|m| holds(m.start).is_some()).rev().max_by_key(|m| among(m.start));
    let block = best.and_then(|m| holds(m.start)).or_else(|| shown.blocks.iter().find(told));
    let (first, last) = block.map_or((0, starts.len() as u32), |b| (b.start, b.end));
    let wanted = best.map_or(first, |m| m.start.saturating_sub(BEFORE).max(first));
    let byte = |at: u32| starts.get(at as usize).copied().unwrap_or(shown.text.len());
    let is_blank = |at: &u32| shown.text.get(byte(*at)..byte(*at + 1)).is_some_and(|c| c.trim().is_empty());
    // Whole words: from behind a blank up to a blank.
    let start = if wanted == first {
        first
    } else {
        (wanted..wanted + BEFORE).find(is_blank).map_or(wanted, |b| b + 1)
    };
    let full = (start + PASSAGE).min(last);
    let end = if full == last { last } else { (start + 1..full).rev().find(is_blank).unwrap_or(full) };
    let text = shown.text.get(byte(start)..byte(end))?;
    (!text.is_empty()).then(|| Quote { start, end, text: Some(text.to_owned()) })
}
