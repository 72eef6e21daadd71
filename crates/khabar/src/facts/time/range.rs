//! Ranges: the end that leaves its month, unit or half of the day to the other.

use jiff::civil::{Date, Time};

use super::grammar::{Context, DAY_MONTH, Match, RANGE, reading};
use super::timex::Timex;
use crate::facts::number::{numeral, ordinal};
use crate::lexicon::{TimeBits, TimeWord};
use crate::text::{Cut, Kind, Strip};

const JOINTS: TimeBits = TimeBits::TO.with(TimeBits::AND).with(TimeBits::OR);

impl Context<'_> {
    /// The second end of a range of clock times that leaves its half of the day to the first: «من 1:30 بعد الظهر إلى 4».
    pub(super) fn range_end(&self, first: &Match) -> Option<(usize, Match)> {
        let text = self.text;
        let Timex::Clock(day, time, _) = first.timex else { return None };
        if !self.is(first.end, TimeBits::TO) && !matches!(text.mark(first.end), '-' | '–') {
            return None;
        }
        let at = first.end + 1;
        let hour: i8 = (text.kind(at) == Kind::Number).then(|| text.fold(at)).and_then(|f| f.parse().ok())?;
        let stands = at + 1 >= self.end || matches!(text.mark(at + 1), '.' | '،' | ',');
        let hour = if time.hour() >= 12 && hour < 12 { hour + 12 } else { hour };
        let second = Time::new(hour, 0, 0, 0).ok().filter(|t| stands && *t > time)?;
        let timex = Timex::Clock(day, second, false);
        Some((at, Match { anchored: first.anchored, ..reading(timex, at + 1, Cut::default(), &RANGE) }))
    }

    /// The other end of a range: «4» of «من 4 إلى 22 يناير», «5» of «من 5 إلى 6 مساء», «يومي 10» of «يومي 10 و11 أبريل»,
    /// «17» of «بين 17 و30 سنة». `second` was found at token `at`.
    pub(super) fn range_start(&self, from: usize, at: usize, second: &Match) -> Option<(usize, Match)> {
        let text = self.text;
        let joint = at.checked_sub(1).filter(|&j| j > from || j == from && second.cut.conjunction)?;
        let is_dash = matches!(text.mark(joint), '-' | '–');
        // Where «و» is written on the second end, what stands before it is the first.
        let end = if self.is_cut(joint, JOINTS).is_some() || is_dash {
            joint
        } else if second.cut.conjunction {
            at
        } else {
            return None;
        };
        match second.timex {
            Timex::Day(day) => self.first_day(from, end, day, second),
            Timex::Clock(day, time, _) => self.first_clock(from, end, (day, time), second),
            Timex::Duration(Some(_), _) => self.first_length(from, end, at, second),
            _ => None,
        }
    }

    /// A number of one or two digits that ends at `end`.
    fn small(&self, from: usize, end: usize) -> Option<(usize, i8)> {
        let first = end.checked_sub(1).filter(|&f| f >= from)?;
        let folded = (self.text.kind(first) == Kind::Number).then(|| self.text.fold(first))?;
        Some((first, folded.parse().ok().filter(|_| folded.len() <= 2)?))
    }

    fn first_day(&self, from: usize, end: usize, day: Date, second: &Match) -> Option<(usize, Match)> {
        let (first, number) = self.small(from, end)?;
        let before = first.checked_sub(1).filter(|&l| l >= from);
        let behind = |bits: TimeBits| before.is_some_and(|l| self.is_cut(l, bits).is_some());
        let paired = before.filter(|&l| self.is(l, TimeBits::PAIR) || self.is_day_word(l));
        let joint = self.text.mark(end);
        let is_list = second.rule.by == DAY_MONTH.by || second.rule.by == RANGE.by;
        let led = behind(TimeBits::OF.with(TimeBits::BETWEEN))
            || paired.is_some()
            || matches!(joint, '-' | '–')
            || is_list && behind(TimeBits::IN.with(TimeBits::AND).with(TimeBits::ASKS))
            || is_list && before.is_some_and(|l| matches!(self.text.mark(l), '،' | ','));
        let date = Date::new(day.year(), day.month(), number).ok().filter(|d| led && *d < day)?;
        let found = reading(Timex::Day(date), first + 1, Cut::default(), &RANGE);
        Some((paired.unwrap_or(first), Match { anchored: second.anchored, ..found }))
    }

    fn is_day_word(&self, i: usize) -> bool {
        matches!(self.word(i, Strip::Nothing), Some((TimeWord::Day, ..))) && !self.is(i, TimeBits::ASKS)
    }

    fn first_clock(
        &self,
        from: usize,
        end: usize,
        (day, time): (Date, Time),
        second: &Match,
    ) -> Option<(usize, Match)> {
        let spelt = || {
            let first = end.checked_sub(1).filter(|&f| f >= from)?;
            let one = self.is(first, TimeBits::APIECE) && self.text.is_definite(first);
            let told = ordinal(self.text, first, end).map(|o| o.0).or_else(|| one.then_some(1))?;
            Some((first, i8::try_from(told).ok().filter(|h| *h <= 12)?))
        };
        let (first, number) = self.small(from, end).or_else(spelt)?;
        let lead = first.checked_sub(1).filter(|&l| l >= from);
        let leads = TimeBits::OF.with(TimeBits::BETWEEN).with(TimeBits::HOUR);
        let is_dash = matches!(self.text.mark(end), '-' | '–') && self.text.touches(first);
        if !is_dash && lead.is_none_or(|l| self.is_cut(l, leads).is_none()) {
            return None;
        }
        let hour = if time.hour() >= 12 && number < 12 { number + 12 } else { number };
        // «من 11 إلى 1 ظهرا» begins before noon.
        let hour = if hour > time.hour() && hour >= 12 { number } else { hour };
        let start = Time::new(hour, 0, 0, 0).ok().filter(|start| *start < time)?;
        let found = reading(Timex::Clock(day, start, false), first + 1, Cut::default(), &RANGE);
        Some((first, Match { anchored: second.anchored, ..found }))
    }

    fn first_length(&self, from: usize, end: usize, at: usize, second: &Match) -> Option<(usize, Match)> {
        let text = self.text;
        let Timex::Duration(Some(count), unit) = second.timex else { return None };
        let (first, number) = (from.max(end.saturating_sub(3))..end)
            .find_map(|start| Some((start, numeral(text, start, end).filter(|n| n.end == end)?)))?;
        let lead = first.checked_sub(1).filter(|&l| l >= from);
        let is_between = lead.is_some_and(|l| self.is_cut(l, TimeBits::BETWEEN).is_some());
        let is_dash = matches!(text.mark(end), '-' | '–');
        let joins = end < at && (self.is(end, TimeBits::TO.with(TimeBits::OR)) || is_dash);
        // «قتل 4 و3 أيام» counts two things.
        if !(joins || is_between) || number.value >= count {
            return None;
        }
        let timex = Timex::Duration(Some(number.value), unit);
        Some((first, reading(timex, end, number.cut, &RANGE)))
    }
}
