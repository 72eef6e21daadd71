//! Time expressions: TIMEX3 values resolved against the publication time.

mod clock;
mod day;
pub mod grammar;
mod hijri;
mod length;
mod period;
pub mod timex;

use jiff::civil::DateTime;

pub use grammar::{Context, Match, RULES};
pub use timex::Timex;

use crate::record::{Id, Time, TimeMod};
use crate::span::Span;
use crate::text::{Strip, Text};

/// A time of the article: the fact of the record, and what it means.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where it stands.
    pub span: Span,
    /// What it means.
    pub timex: Timex,
    /// TIMEX3 modifier.
    pub modifier: Option<TimeMod>,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    anchored: bool,
    /// The number of the time told before that it was counted from.
    told: Option<u32>,
    calendar: Option<&'static str>,
    by: &'static str,
}

/// The time expressions of a text, in order, none inside another.
#[must_use]
pub fn times(text: &Text, published: Option<DateTime>) -> Vec<Found> {
    let mut out = Vec::new();
    let mut last = None;
    for sentence in &text.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let context = Context { text, end: sentence.tokens.end, published, told: last, future: false };
            let Some(found) = context.longest(at) else {
                at += 1;
                continue;
            };
            // Only where a time is found does the verb before it matter.
            let context = Context { future: looks_ahead(text, sentence.tokens.start, at), ..context };
            let found = if context.future { context.longest(at).unwrap_or(found) } else { found };
            let from = out.last().map_or(0, |f: &Found| f.end).max(sentence.tokens.start);
            if let Some((start, first)) = context.range_start(from, at, &found) {
                out.push(fact(&context, start, first));
            }
            let (start, second) = (at, context.range_end(&found));
            at = found.end;
            out.push(fact(&context, start, found));
            if let Some((start, second)) = second {
                at = second.end;
                out.push(fact(&context, start, second));
            }
            last = told(&out);
        }
    }
    out
}

/// The last time told that has a place in the calendar: its number and its last day.
fn told(found: &[Found]) -> Option<(u32, jiff::civil::Date)> {
    let (number, time) = found
        .iter()
        .enumerate()
        .rev()
        .take(8)
        .find(|(_, t)| t.timex.is_point() && t.timex.days().is_some())?;
    Some((number as u32, time.timex.days()?.1))
}

/// What was read at token `at`, with what a preposition before it makes of it.
fn fact(context: &Context, at: usize, found: Match) -> Found {
    let text = context.text;
    let is_anaphoric = found.rule.by == grammar::ANAPHORIC.by;
    Found {
        span: text.span(at..found.end, found.cut.letters),
        modifier: found.modifier.or_else(|| leading_modifier(text, at, &found)),
        start: at,
        end: found.end,
        anchored: found.anchored,
        told: context.told.filter(|_| is_anaphoric).map(|t| t.0),
        calendar: (found.rule.by == grammar::HIJRI.by).then_some(hijri::CALENDAR),
        by: found.rule.by,
        timex: found.timex,
    }
}

/// The facts of the record.
#[must_use]
pub fn record(found: &[Found]) -> Vec<Time> {
    let fact = |(n, t): (usize, &Found)| {
        let (earliest, latest) = t.timex.interval(t.modifier);
        Time {
            id: Id { layer: "t", number: n as u32 + 1 },
            span: t.span,
            kind: t.timex.kind(),
            value: t.timex.to_string(),
            modifier: t.modifier,
            earliest,
            latest,
            calendar: t.calendar.map(Into::into),
            anchor: match t.told {
                Some(number) => Some(Id { layer: "t", number: number + 1 }.to_string().into()),
                None => t.anchored.then_some("published".into()),
            },
            by: t.by.into(),
        }
    };
    found.iter().enumerate().map(fact).collect()
}

/// What a preposition before a point in time makes of it: «بعد 14 جانفي» is AFTER.
fn leading_modifier(text: &Text, at: usize, found: &Match) -> Option<TimeMod> {
    let before = at.checked_sub(1)?;
    if !found.timex.is_point() || found.rule.by == grammar::AGO.by {
        return None;
    }
    text.is(&text.lex.time_prepositions, before, Strip::Conjunction).copied()
}

/// Whether a time at token `at` lies ahead: the last verb before it looks there («سوف», «سيعقد», «ستنتهي»), or it ends what
/// someone is bound to («تعهد بإنجازه قبل نهاية مارس»).
fn looks_ahead(text: &Text, from: usize, at: usize) -> bool {
    let is_limit = at > from
        && matches!(
            text.is(&text.lex.time_prepositions, at - 1, Strip::Proclitics),
            Some(TimeMod::Before | TimeMod::OnOrBefore)
        );
    let is_bound =
        |i: usize| text.find(&text.lex.bindings, i, at, Strip::Proclitics).is_some_and(|b| b.value.verb);
    if is_limit && (from.max(at.saturating_sub(20))..at).any(is_bound) {
        return true;
    }
    (from.max(at.saturating_sub(12))..at).rev().any(|i| {
        let word = text.fold(i);
        let word = word.strip_prefix(['و', 'ف']).filter(|w| w.starts_with('س')).unwrap_or(word);
        word == "سوف"
            || (word.chars().count() >= 5
                && ["سي", "ست", "سن"].iter().any(|p| word.starts_with(p))
                && text.readings(i).iter().all(|r| r.cut.letters > 0))
    })
}

/// The first printed day or clock time of a short string that needs no publication time, and its bytes there.
#[must_use]
pub fn printed(words: &str) -> Option<(Span, Timex)> {
    let text = Text::new(words, &[Span::from(0..words.len())], crate::lexicon::lexicons());
    (0..text.len()).find_map(|at| {
        let context = Context { text: &text, end: text.len(), published: None, told: None, future: false };
        let found = context.longest(at).filter(Match::is_printed_day)?;
        Some((text.span(at..found.end, found.cut.letters), found.timex))
    })
}
