//! Time expressions: TIMEX3 values resolved against the publication time.

mod ahead;
mod calendar;
mod clock;
mod counted;
mod day;
pub mod grammar;
mod hijri;
mod holiday;
mod length;
mod month;
mod part;
mod period;
mod range;
mod set;
pub mod timex;
mod unit;
mod words;
mod zone;

use jiff::civil::DateTime;

pub use grammar::{Context, Match, RULES};
pub use timex::Timex;

use crate::record::{Id, Time, TimeMod, TimeType};
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

/// Most first ends of a list that are read backwards: «أيام 22 و23 و25 أبريل».
const LISTED: usize = 6;

impl Found {
    /// The day or period that it sets as a limit: of a length counted from the publication its last day, of a place in time
    /// that itself.
    #[must_use]
    pub fn limit(&self) -> Option<String> {
        match &self.timex {
            Timex::Bounded { kind: TimeType::Duration, last, .. } => Some(last.to_string()),
            timex => timex.is_point().then(|| timex.to_string()),
        }
    }
}

/// The time expressions of a text, in order, none inside another.
#[must_use]
pub fn times(text: &Text, published: Option<DateTime>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for sentence in &text.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let context = Context { found: &out, ..Context::new(text, sentence.tokens.end, published) };
            let Some(found) = context.longest(at) else {
                at += 1;
                continue;
            };
            // The verb beside a time matters where it may be told from the publication, or is no point in time.
            let is_open = found.anchored || !found.timex.is_point();
            let future = is_open && ahead::looks_ahead(text, sentence.tokens.start, at);
            let verb =
                is_open.then(|| ahead::tense_near(text, sentence.tokens.clone(), at..found.end)).flatten();
            let context = Context { future, verb, ..context };
            let found = if future || verb.is_some() { context.longest(at).unwrap_or(found) } else { found };
            let from = out.last().map_or(0, |f| f.end).max(sentence.tokens.start);
            let facts = with_ends(&context, from, at, found);
            at = facts.last().map_or(at + 1, |f| f.end);
            out.extend(facts);
        }
    }
    out
}

/// A time that was found at token `at`, between the other ends of its range.
fn with_ends(context: &Context, from: usize, at: usize, found: Match) -> Vec<Found> {
    let mut facts = Vec::new();
    let second = context.range_end(&found);
    let mut start = context.range_start(from, at, &found);
    facts.push(fact(context, at, found));
    while let Some((at, first)) = start.take().filter(|_| facts.len() < LISTED) {
        start = context.range_start(from, at, &first);
        facts.push(fact(context, at, first));
    }
    facts.reverse();
    facts.extend(second.map(|(at, second)| fact(context, at, second)));
    facts
}

/// What was read at token `at`, with what a preposition before it makes of it.
fn fact(context: &Context, at: usize, found: Match) -> Found {
    let text = context.text;
    Found {
        span: text.span(at..found.end, found.cut.letters),
        modifier: found.modifier.or_else(|| leading_modifier(text, at, &found)),
        start: at,
        end: found.end,
        anchored: found.anchored,
        told: found.told,
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
    let modifier = *text.is(&text.lex.time_prepositions, before, Strip::Conjunction)?;
    // «حتى الآن»; of other references nothing is before or behind.
    let is_now = matches!(found.timex, Timex::Ref("PRESENT_REF")) && modifier == TimeMod::OnOrBefore;
    (found.timex.is_point() || is_now).then_some(modifier)
}

/// The first printed day or clock time of a short string that needs no publication time, and its bytes there.
#[must_use]
pub fn printed(words: &str) -> Option<(Span, Timex)> {
    let text = Text::new(words, &[Span::from(0..words.len())], crate::lexicon::lexicons());
    (0..text.len()).find_map(|at| {
        let context = Context::new(&text, text.len(), None);
        let found = context.longest(at).filter(Match::is_printed_day)?;
        Some((text.span(at..found.end, found.cut.letters), found.timex))
    })
}
