//! When a page with markup was published: its candidates are laid beside its lines and weighed (`page::dates`).

use jiff::civil::Date;

use super::words::Printed;
use super::{Given, Lines, Named};
use crate::lexicon::DateWords;
use crate::page::When;
use crate::page::dates::{Ballot, Candidate, Scene, Shape, Source, Weights};
use crate::record::BlockRole;

/// What was chosen.
pub struct Told {
    /// The candidate that tells it best.
    pub candidate: Candidate,
    /// How likely its day is.
    pub likelihood: f32,
    /// When the page was changed, as its elements tell.
    pub updated: Option<When>,
    /// The lines that say so.
    pub changes: Vec<usize>,
}

impl Told {
    /// The line where it is printed, if it is.
    pub fn line(&self) -> Option<usize> {
        self.candidate.words.and(self.candidate.line).map(|l| l as usize)
    }

    /// Whether the line where it is printed says little else.
    pub fn is_alone(&self) -> bool {
        matches!(self.candidate.words, Some((_, Shape::Alone | Shape::Short))) && !self.candidate.is_change()
    }
}

/// The candidates of a page: those of its markup and numbers, and those that only the Arabic grammar of times reads.
pub fn candidates(lines: &Lines, printed: &[Printed]) -> Vec<Candidate> {
    let mut out = lines.page.dates.clone();
    for printed in printed {
        let Some(when) = printed.timex.as_ref().and_then(When::of_timex) else { continue };
        let is_there = out.iter().any(|c| {
            c.source == Source::Printed
                && c.line == Some(printed.line as u32)
                && c.words
                    .is_some_and(|(span, _)| span.start < printed.span.end && printed.span.start < span.end)
        });
        if !is_there {
            let rest = lines.words(printed.line).len() - printed.span.len() as usize;
            let shape = if rest <= 16 { Shape::Alone } else { Shape::Short };
            let mut candidate = Candidate::new(Source::Printed, "", when, DateWords::default());
            candidate.line = Some(printed.line as u32);
            candidate.words = Some((printed.span, shape));
            out.push(candidate);
        }
    }
    out
}

/// The candidates laid beside the lines, to be weighed.
pub fn ballot(
    lines: &Lines,
    title: Option<usize>,
    named: &[Option<Named>],
    candidates: &[Candidate],
    given: &Given,
) -> Ballot {
    let story = |mut all: std::ops::Range<usize>| all.find(|&l| lines.is_story(l));
    let first = story(0..lines.len());
    let last = (0..lines.len()).rev().find(|&l| lines.is_story(l));
    let role = |c: &Candidate| {
        let named = c.line.and_then(|l| named.get(l as usize)?.as_ref());
        named.map_or("none", |n| match (n.role, n.kind) {
            (BlockRole::Published, _) if n.by == "page.furniture-table@1" => "published-by-words",
            (BlockRole::Published, _) => "published",
            (BlockRole::Updated, _) => "updated",
            (BlockRole::Title, _) => "title",
            (BlockRole::Related, _) => "related",
            (BlockRole::Byline, _) => "byline",
            (BlockRole::Caption, _) => "caption",
            (BlockRole::Furniture, Some(kind @ ("clock" | "comments" | "menu" | "copyright"))) => kind,
            (BlockRole::Furniture, _) => "furniture",
            _ => "other",
        })
    };
    Ballot::of(&Scene {
        candidates,
        title,
        story: first.zip(last),
        roles: candidates.iter().map(role).collect(),
        copyright: copyright(&lines.page.text),
        month: lines.metadata.url_month,
        limit: given.retrieved.as_ref().and_then(|r| r.local.date().tomorrow().ok()),
    })
}

/// The day of publication, if one is likely enough, and what tells it.
pub fn choose(ballot: &Ballot, candidates: &[Candidate], weights: &Weights) -> Option<Told> {
    let weighed = ballot.weigh(weights);
    let (day, likelihood) = ballot.best(&weighed)?;
    if likelihood < weights.threshold {
        return None;
    }
    let candidate = best_of_day(ballot, candidates, &weighed, day)?.clone();
    let changes = || changes(candidates, day);
    let updated = changes().max_by_key(|c| c.when.local).map(|c| c.when.clone());
    let lines = changes().filter(|c| c.words.is_some()).filter_map(|c| c.line).map(|l| l as usize);
    Some(Told { changes: lines.collect(), candidate, likelihood, updated })
}

/// What elements and printed lines say of changes to the page, not before the day of publication.
fn changes(candidates: &[Candidate], day: Date) -> impl Iterator<Item = &Candidate> {
    candidates.iter().filter(move |c| {
        let stands = matches!(c.source, Source::Property | Source::Time | Source::Printed);
        stands && c.is_change() && !c.is_beside() && c.day() >= day
    })
}

/// Least share of the likeliest candidate's probability that another of its day may tell the time of day with.
const LIKELY: f32 = 0.02;

/// What tells a day best: of the likely candidates one with a time of day, in the order of sources.
fn best_of_day<'c>(
    ballot: &Ballot,
    candidates: &'c [Candidate],
    weighed: &[f32],
    day: Date,
) -> Option<&'c Candidate> {
    let of_day = || ballot.choices.iter().zip(weighed).filter(|(c, _)| c.day == day);
    let top = of_day().map(|(_, p)| *p).fold(0.0, f32::max);
    let likely = of_day().filter(|(_, p)| **p >= LIKELY * top);
    let candidates = likely.filter_map(|(c, _)| candidates.get(c.candidate));
    candidates.min_by_key(|c| (c.is_change(), !c.has_clock(), c.source))
}

/// Bytes behind a © in which its years stand.
const BEHIND: usize = 40;

/// The latest year behind a ©.
fn copyright(text: &str) -> Option<i16> {
    let places = memchr::memmem::find_iter(text.as_bytes(), "©".as_bytes()).take(8);
    let years = places.flat_map(|at| {
        let mut end = (at + BEHIND).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let behind = text.get(at..end).unwrap_or_default();
        behind
            .split(|c: char| !c.is_ascii_digit())
            .filter(|d| d.len() == 4)
            .filter_map(|d| d.parse::<i16>().ok())
    });
    years.filter(|y| (1990..=2100).contains(y)).max()
}
