//! Recurring times, rates, and vague references: «كل أسبوع», «برميل في اليوم», «في وقت سابق».

use std::borrow::Cow;

use super::grammar::{Context, EVERY, Match, RATE, REFERENCE, SET, reading};
use super::timex::Timex;
use crate::facts::number::ordinal;
use crate::lexicon::{Deictic, RefUse, Tense, TimeBits, TimeUnit};
use crate::text::{Cut, Kind, Strip};

impl Context<'_> {
    /// «يوميا», «بشكل فصلي», «الزيادة السنوية», «كل أسبوع», «كل 6 أشهر».
    pub(super) fn set(&self, i: usize) -> Option<Match> {
        let text = self.text;
        if let Some(found) = text.find(&text.lex.sets, i, self.end, Strip::Conjunction) {
            // «المعرض السنوي الرابع» is a name, «يومي السبت والأحد» two days.
            let is_name = text.is_definite(found.end) && ordinal(text, found.end, self.end).is_some();
            let is_pair = self.is(i, TimeBits::PAIR)
                && (text.kind(found.end) == Kind::Number
                    || found.end < self.end
                        && text.is_definite(found.end)
                        && text.function(found.end).is_none()
                    || self.opens(found.end).any(TimeBits::MONTHS));
            let stands = !is_name && !is_pair;
            return stands
                .then(|| reading(Timex::Set(Cow::Borrowed(found.value)), found.end, found.cut, &SET));
        }
        let cut = self.is_cut(i, TimeBits::EVERY)?;
        if let Some(day) = text.find(&text.lex.weekdays, i + 1, self.end, Strip::Nothing) {
            return Some(reading(Timex::Set(Cow::Borrowed("P1W")), day.end, cut, &EVERY));
        }
        let length = if let Some(length) = self.duration(i + 1) {
            length
        } else {
            let unit = text.find(&text.lex.time_units, i + 1, i + 2, Strip::Nothing)?;
            if unit.value.count != 1 || text.is_definite(i + 1) || unit.value.unit > TimeUnit::Year {
                return None;
            }
            reading(Timex::Duration(Some(1.0), unit.value.unit), unit.end, unit.cut, &EVERY)
        };
        let Timex::Duration(Some(_), _) = length.timex else { return None };
        let timex = Timex::Set(Cow::Owned(length.timex.to_string()));
        Some(Match { modifier: length.modifier, ..reading(timex, length.end, cut, &EVERY) })
    }

    /// «900 برميل في اليوم», «مرة بالأسبوع», «اليوم الواحد»: the unit that a number counts for.
    pub(super) fn rate(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let unit = text
            .find(&text.lex.time_units, i, i + 1, Strip::Article)
            .filter(|u| u.value.count == 1 && text.is_definite(i))?;
        let end = unit.end;
        let cut = Cut { article: false, ..unit.cut };
        let value = Timex::Duration(Some(1.0), unit.value.unit).to_string();
        let found = |end: usize| Some(reading(Timex::Set(Cow::Owned(value)), end, cut, &RATE));
        if self.is(end, TimeBits::APIECE) && text.is_definite(end) && unit.value.unit > TimeUnit::Hour {
            return found(end + 1);
        }
        let counted = match cut.particle {
            Some('ب') => i.checked_sub(1)?,
            None if cut.letters == 0 => i.checked_sub(2).filter(|_| self.is(i - 1, TimeBits::IN))?,
            _ => return None,
        };
        // «في اليوم نفسه», «في الساعة الثامنة» and «في الأسبوع الماضي» tell when.
        let is_told = self.shift(end).0.is_some()
            || self.word(end, Strip::Nothing).is_some()
            || ordinal(text, end, self.end).is_some()
            || self.opens(end).any(TimeBits::DIGITS.with(TimeBits::WEEKDAYS).with(TimeBits::MONTHS));
        if is_told || text.kind(counted) != Kind::Arabic || text.function(counted).is_some() {
            return None;
        }
        let is_number = |at: usize| {
            text.kind(at) == Kind::Number
                || text.is(&text.lex.numbers, at, Strip::Proclitics).is_some()
                || text.is(&text.lex.vague, at, Strip::Proclitics).is_some()
        };
        let near = (counted.saturating_sub(3)..counted)
            .rev()
            .take_while(|&at| !matches!(text.mark(at), '.' | '،' | ',' | '؛' | ':'))
            .any(is_number);
        (near || self.is(counted, TimeBits::TIMES)).then(|| found(end)).flatten()
    }

    /// «مؤخرا», «حاليا», «وقت سابق».
    pub(super) fn reference(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let found = text.find(&text.lex.deictics, i, self.end, Strip::Proclitics)?;
        let Deictic::Ref(name, used) = *found.value else { return None };
        let is_led = i.checked_sub(1).is_some_and(|p| self.is_cut(p, TimeBits::IN).is_some());
        if used == RefUse::In && !(is_led && found.cut.letters == 0) || self.is_quoted(i, found.end) {
            return None;
        }
        // «ألان» is a name, «قريبا من» a place.
        let is_other = text.printed(i).starts_with('أ') && name == "PRESENT_REF"
            || name == "FUTURE_REF" && found.end == i + 1 && self.is(found.end, TimeBits::OF);
        // «في وقت سابق اليوم» tells the day.
        let of = self.skip(found.end, TimeBits::OF);
        let is_told = found.end > i + 1
            && (self.day(of).is_some() || self.relative(of).is_some_and(|m| m.timex.is_point()));
        if is_other || is_told && used != RefUse::In {
            return None;
        }
        let name = match used {
            RefUse::Later if self.verb == Some(Tense::Past) && !self.future => "PAST_REF",
            _ => name,
        };
        Some(reading(Timex::Ref(name), found.end, found.cut, &REFERENCE))
    }
}
