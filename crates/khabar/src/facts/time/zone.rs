//! What stands behind a clock time: the zone, and the stamps of software.

use super::clock::Clock;
use super::grammar::{Context, Match};
use super::timex::Timex;
use crate::lexicon::TimeWord;
use crate::record::TimeType;
use crate::text::{Cut, Kind, Strip};

impl Context<'_> {
    /// A clock time with the zone behind it: «بتوقيت غرينتش», «(GMT+3)». The value stays on the printed clock.
    pub(super) fn in_zone(&self, found: Match) -> Match {
        match found.timex {
            Timex::Clock(..) | Timex::Open(_, TimeType::Time) => {
                Match { end: self.behind_zone(found.end), ..found }
            }
            _ => found,
        }
    }

    /// The token behind the name of a zone at `i`, else `i`.
    pub(super) fn behind_zone(&self, i: usize) -> usize {
        let text = self.text;
        let is_bracketed = text.mark(i) == '(';
        let Some((word, mut end, _)) = self.word(i + usize::from(is_bracketed), Strip::Nothing) else {
            return i;
        };
        match word {
            TimeWord::Zone => {}
            TimeWord::ZoneOf if end < self.end && text.kind(end) == Kind::Arabic => {
                let place = text.find(&text.lex.known, end, self.end, Strip::Nothing);
                end = place.map_or(end + 1, |p| p.end);
            }
            _ => return i,
        }
        if matches!(text.mark(end), '+' | '-') && text.kind(end + 1) == Kind::Number && text.touches(end) {
            end += if text.mark(end + 2) == ':' { 4 } else { 2 };
        }
        match (is_bracketed, text.mark(end)) {
            (true, ')') => end + 1,
            (true, _) => i,
            (false, _) => end,
        }
    }

    /// What ISO 8601 writes behind a day: «T10:30», «T10:30:00Z», «T10:30:00.000+03:00».
    pub(super) fn stamp(&self, i: usize) -> Option<Clock> {
        let text = self.text;
        let number = |at: usize| (text.kind(at) == Kind::Number && at < self.end).then(|| text.fold(at));
        let hour = text.fold(i).strip_prefix('t').filter(|h| h.len() == 2)?.parse().ok()?;
        let minute = number(i + 2).filter(|m| text.mark(i + 1) == ':' && m.len() == 2)?.parse().ok()?;
        let mut clock = Clock { hour, minute, second: None, half: None, end: i + 3, cut: Cut::default() };
        if text.mark(i + 3) == ':'
            && let Some(second) = number(i + 4).and_then(|s| s.split('.').next())
        {
            (clock.second, clock.end) = (Some(second.parse().ok()?), i + 5);
        }
        if text.eq(clock.end, "z") {
            clock.end += 1;
        } else if matches!(text.mark(clock.end), '+' | '-') && number(clock.end + 1).is_some() {
            clock.end += if text.mark(clock.end + 2) == ':' { 4 } else { 2 };
        }
        clock.time().filter(|_| clock.end <= self.end).map(|_| clock)
    }
}
