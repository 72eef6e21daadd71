//! Lengths, recurrences and references: «أكثر من أربع سنوات», «كل أسبوع», «في وقت سابق».

use super::grammar::{AGO, Context, DURATION, EVERY, Match, REFERENCE, SET, VAGUE_DURATION, reading};
use super::timex::{Timex, span_of};
use crate::facts::number::numeral;
use crate::lexicon::{Deictic, TimeUnit};
use crate::text::{Cut, Kind, Strip};

impl Context<'_> {
    /// «أكثر من أربع سنوات», «أسبوعين», «عامين ونصف», «أشهر».
    #[must_use]
    pub fn duration(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let lex = text.lex;
        let bound = text.find(&lex.bounds, i, self.end, Strip::Proclitics).filter(|b| !b.value.after);
        let at = bound.map_or(i, |b| b.end);
        let mut modifier = bound.map(|b| b.value.time_mod);
        let (count, unit, mut end, cut, rule) = if let Some(n) = numeral(text, at, self.end) {
            let unit = text.find(&lex.time_units, n.end, n.end + 1, Strip::Nothing)?;
            (Some(n.value), unit.value.unit, unit.end, n.cut, &DURATION)
        } else {
            let unit = text.find(&lex.time_units, at, at + 1, Strip::Proclitics)?;
            match unit.value.count {
                2 => (Some(2.0), unit.value.unit, unit.end, unit.cut, &DURATION),
                0 if bound.is_none() && !self.is_counted(i) => {
                    (None, unit.value.unit, unit.end, unit.cut, &VAGUE_DURATION)
                }
                _ => return None,
            }
        };
        let mut count = count;
        if let (Some(n), "ونصف") = (count, text.fold(end))
            && end < self.end
        {
            count = Some(n + 0.5);
            end += 1;
        }
        if let Some(behind) = text.find(&lex.bounds, end, self.end, Strip::Nothing).filter(|b| b.value.after)
        {
            modifier = Some(behind.value.time_mod);
            end = behind.end;
        }
        let cut = bound.map_or(cut, |b| b.cut);
        Some(Match { modifier, ..reading(Timex::Duration(count, unit), end, cut, rule) })
    }

    /// Whether the word before `i` counts what stands there («مئات السنين»).
    pub(super) fn is_counted(&self, i: usize) -> bool {
        let text = self.text;
        i.checked_sub(1).is_some_and(|p| {
            text.kind(p) == Kind::Number
                || [Strip::Article].iter().any(|&s| {
                    text.is(&text.lex.numbers, p, s).is_some() || text.is(&text.lex.vague, p, s).is_some()
                })
        })
    }

    /// «قبل ثلاثة أيام»: the words behind «قبل», a day told from the publication.
    pub(super) fn ago(&self, i: usize) -> Option<Match> {
        let text = self.text;
        if !i.checked_sub(1).is_some_and(|p| matches!(text.fold(p), "قبل" | "وقبل")) {
            return None;
        }
        let length = self.duration(i)?;
        let Timex::Duration(Some(count), unit) = length.timex else { return None };
        if count.fract() != 0.0 || length.modifier.is_some() {
            return None;
        }
        let then = self.today()?.checked_sub(span_of(count as i64, unit)?).ok()?;
        let timex = match unit {
            TimeUnit::Day | TimeUnit::Week => Timex::Day(then),
            TimeUnit::Month => Timex::Month(then.year(), then.month()),
            TimeUnit::Year => Timex::Year(then.year()),
            _ => return None,
        };
        Some(Match { anchored: true, ..reading(timex, length.end, length.cut, &AGO) })
    }

    /// «يوميا», «بشكل فصلي», «كل أسبوع».
    pub(super) fn set(&self, i: usize) -> Option<Match> {
        let text = self.text;
        if let Some(found) = text.find(&text.lex.sets, i, self.end, Strip::Conjunction) {
            return Some(reading(Timex::Set(found.value), found.end, found.cut, &SET));
        }
        if !matches!(text.fold(i), "كل" | "وكل") {
            return None;
        }
        let cut = Cut { letters: u8::from(text.eq(i, "وكل")), ..Cut::default() };
        if let Some(day) = text.find(&text.lex.weekdays, i + 1, self.end, Strip::Nothing) {
            return Some(reading(Timex::Set("P1W"), day.end, cut, &EVERY));
        }
        let unit = text.find(&text.lex.time_units, i + 1, i + 2, Strip::Nothing)?;
        let period = match (unit.value.unit, unit.value.count) {
            (TimeUnit::Hour, 1) => "PT1H",
            (TimeUnit::Day, 1) => "P1D",
            (TimeUnit::Week, 1) => "P1W",
            (TimeUnit::Month, 1) => "P1M",
            (TimeUnit::Year, 1) => "P1Y",
            (TimeUnit::Day, 2) => "P2D",
            (TimeUnit::Week, 2) => "P2W",
            (TimeUnit::Month, 2) => "P2M",
            (TimeUnit::Year, 2) => "P2Y",
            _ => return None,
        };
        Some(reading(Timex::Set(period), unit.end, cut, &EVERY))
    }

    /// «مؤخرا», «حاليا», «وقت سابق».
    pub(super) fn reference(&self, i: usize) -> Option<Match> {
        let found = self.text.find(&self.text.lex.deictics, i, self.end, Strip::Proclitics)?;
        match *found.value {
            Deictic::Ref(name) => Some(reading(Timex::Ref(name), found.end, found.cut, &REFERENCE)),
            Deictic::Days(_) => None,
        }
    }
}
