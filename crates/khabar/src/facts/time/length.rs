//! Lengths of time: a number and a unit, one whole unit, half of one, several units together, the years of a life.

use std::fmt::Write as _;

use super::grammar::{AGE, Context, DURATION, LONE, Match, VAGUE_DURATION, WHOLE, reading};
use super::timex::{Timex, letters};
use crate::facts::number::{numeral, ordinal};
use crate::lexicon::{TimeBits, TimeUnit, TimeWord};
use crate::record::TimeType;
use crate::text::{Cut, Kind, Strip};

/// A count of units: none where nobody says how many.
struct Units {
    count: Option<f64>,
    unit: TimeUnit,
    end: usize,
    cut: Cut,
    rule: &'static crate::facts::rule::Rule,
}

impl Context<'_> {
    /// «أكثر من أربع سنوات», «أسبوعين», «عامين ونصف», «أشهر», «عدة أيام», «سنة واحدة», «أكثر من شهر».
    #[must_use]
    pub fn duration(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let lex = text.lex;
        let bound = text.find(&lex.bounds, i, self.end, Strip::Proclitics).filter(|b| !b.value.after);
        let mut modifier = bound.map(|b| b.value.time_mod);
        let units = self.units(bound.map_or(i, |b| b.end), bound.is_some())?;
        let (mut count, mut end) = (units.count, units.end);
        if let Some(n) = count
            && self.is_cut(end, TimeBits::HALF).is_some_and(|cut| cut.conjunction)
        {
            count = Some(n + 0.5);
            end += 1;
            // «عامين ونصف العام»
            let again = text.find(&lex.time_units, end, end + 1, Strip::Article);
            end += usize::from(again.is_some_and(|u| u.value.unit == units.unit && u.value.count == 1));
        }
        if let Some(behind) = text.find(&lex.bounds, end, self.end, Strip::Nothing).filter(|b| b.value.after)
        {
            modifier = Some(behind.value.time_mod);
            end = behind.end;
        }
        let cut = bound.map_or(units.cut, |b| b.cut);
        Some(Match { modifier, ..reading(Timex::Duration(count, units.unit), end, cut, units.rule) })
    }

    fn units(&self, at: usize, is_bounded: bool) -> Option<Units> {
        let text = self.text;
        let unit_at =
            |at: usize, strip: Strip| text.find(&text.lex.time_units, at, (at + 1).min(self.end), strip);
        if let Some(n) = numeral(text, at, self.end) {
            // «(6) أشهر»
            let is_bracketed =
                n.digits && text.mark(n.end) == ')' && at.checked_sub(1).is_some_and(|p| text.mark(p) == '(');
            let unit = unit_at(n.end + usize::from(is_bracketed), Strip::Nothing)?;
            // «… مقابل 26 سنة 2017» counts something else, «أحد أشهر …» praises.
            let is_year = unit.value.unit == TimeUnit::Year
                && unit.value.count == 1
                && self.year_digits(unit.end).is_some();
            if is_year || n.value < 2.0 && !n.digits && unit.value.count == 0 {
                return None;
            }
            let (count, unit, end) = (Some(n.value), unit.value.unit, unit.end);
            return Some(Units { count, unit, end, cut: n.cut, rule: &DURATION });
        }
        if let Some((tens, end, cut)) = ordinal(text, at, self.end)
            && (20..100).contains(&tens)
            && let Some(unit) = unit_at(end, Strip::Nothing).filter(|u| u.value.count == 1)
        {
            // «الثلاثين يوما»
            let count = Some(f64::from(tens));
            return Some(Units { count, unit: unit.value.unit, end: unit.end, cut, rule: &DURATION });
        }
        if let Some((TimeWord::Few(_), end, cut)) = self.word(at, Strip::Proclitics)
            && let Some(unit) = unit_at(end, Strip::Nothing).filter(|u| u.value.count == 0)
        {
            // «عدة أيام»
            return Some(Units {
                count: None,
                unit: unit.value.unit,
                end: unit.end,
                cut,
                rule: &VAGUE_DURATION,
            });
        }
        let found = unit_at(at, Strip::Proclitics)?;
        let (unit, end, cut) = (found.value.unit, found.end, found.cut);
        match found.value.count {
            2 => Some(Units { count: Some(2.0), unit, end, cut, rule: &DURATION }),
            0 if is_bounded || self.is_counted(at) => None,
            0 => {
                if let Some((TimeWord::Few(_), end, _)) = self.word(end, Strip::Nothing) {
                    return Some(Units { count: None, unit, end, cut, rule: &VAGUE_DURATION });
                }
                // «أيام الحرب» and «أيام 22 و23» tell which days, not how many.
                let tells = text.kind(end) == Kind::Number
                    || text.kind(end) == Kind::Arabic
                        && text.is_definite(end)
                        && text.function(end).is_none();
                let is_other = tells || self.is_other_plural(at, end, unit, cut);
                (end >= self.end || !is_other).then_some(Units {
                    count: None,
                    unit,
                    end,
                    cut,
                    rule: &VAGUE_DURATION,
                })
            }
            _ if text.is_definite(at) => None,
            _ => {
                let apiece = self.skip(end, TimeBits::APIECE);
                let is_after = text
                    .find(&text.lex.bounds, apiece, self.end, Strip::Nothing)
                    .is_some_and(|b| b.value.after);
                let full = match self.word(end, Strip::Nothing) {
                    Some((TimeWord::Full, end, _)) if is_bounded => end,
                    _ => apiece,
                };
                let stands = full > end || is_after || is_bounded && self.is_alone(end, unit);
                stands.then_some(Units { count: Some(1.0), unit, end: full, cut, rule: &LONE })
            }
        }
    }

    /// Whether a plural is no vague length: «أيام قرطاج» is a festival, «أشهر الأغاني» the best known.
    fn is_other_plural(&self, at: usize, end: usize, unit: TimeUnit, cut: Cut) -> bool {
        let text = self.text;
        if text.kind(end) != Kind::Arabic || text.function(end).is_some() {
            return false;
        }
        let led = cut.particle.is_some()
            || self.length_lead(at).is_some()
            || self.is_before(at, TimeBits::ASKS.with(TimeBits::LASTS))
            || self.is_through(at);
        self.is_before(at, TimeBits::NAMED)
            || unit == TimeUnit::Month && !led
            || text.is(&text.lex.known, end, Strip::Nothing).is_some()
    }

    /// Whether a unit that ends at `end` has neither a number nor a name behind it: «بعد أسبوع من», not «بعد عام 2011».
    fn is_alone(&self, end: usize, unit: TimeUnit) -> bool {
        let text = self.text;
        if end >= self.end || matches!(text.kind(end), Kind::Mark(_)) {
            return !matches!(text.mark(end), '/' | ':');
        }
        // «بعد عقد اجتماع» is another word.
        if unit == TimeUnit::Decade {
            return self.is(end, TimeBits::OF);
        }
        if self.is(end, TimeBits::ONLY) || text.function(end).is_some() {
            return true;
        }
        let named = TimeBits::MONTHS
            .with(TimeBits::WEEKDAYS)
            .with(TimeBits::DEICTICS)
            .with(TimeBits::HOLIDAYS)
            .with(TimeBits::UNITS)
            .with(TimeBits::NUMBERS)
            .with(TimeBits::DIGITS);
        let is_construct = text.fold(end).starts_with("ال");
        text.kind(end) == Kind::Arabic && !is_construct && !self.opens(end).any(named)
    }

    /// «طوال الأسبوع», «لمدة ساعة», «شهر كامل», «نصف ساعة», «ساعة ونصف», «بعد أسبوع من», «سنة وشهرين».
    pub(super) fn whole(&self, i: usize) -> Option<Match> {
        self.several(i).or_else(|| self.one_whole(i)).or_else(|| self.lone(i))
    }

    fn one_whole(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let unit_at = |at: usize| {
            text.find(&text.lex.time_units, at, (at + 1).min(self.end), Strip::Article)
                .filter(|u| u.value.count == 1)
        };
        let one = |count: f64, unit: TimeUnit, end: usize, cut: Cut| {
            reading(Timex::Duration(Some(count), unit), end, cut, &WHOLE)
        };
        let half =
            |end: usize| usize::from(self.is_cut(end, TimeBits::HALF).is_some_and(|cut| cut.conjunction));
        if self.is_through(i)
            && let Some(unit) = unit_at(i).filter(|u| self.year_digits(u.end).is_none())
            && (text.is_definite(i) || self.is_alone(unit.end, unit.value.unit) || half(unit.end) == 1)
        {
            let more = half(unit.end);
            let extra = usize::from(
                more == 0 && matches!(self.word(unit.end, Strip::Nothing), Some((TimeWord::Full, ..))),
            );
            let count = 1.0 + 0.5 * more as f64;
            return Some(one(count, unit.value.unit, unit.end + more + extra, Cut::default()));
        }
        if self.is(i, TimeBits::HALF)
            && let Some(unit) = unit_at(i + 1).filter(|_| !text.is_definite(i + 1))
        {
            return Some(one(0.5, unit.value.unit, unit.end, Cut::default()));
        }
        let unit =
            text.find(&text.lex.time_units, i, i + 1, Strip::Proclitics).filter(|u| u.value.count == 1)?;
        if let Some((TimeWord::Full, end, _)) = self.word(unit.end, Strip::Nothing) {
            return Some(one(1.0, unit.value.unit, end, unit.cut));
        }
        (half(unit.end) == 1).then(|| one(1.5, unit.value.unit, unit.end + 1, unit.cut))
    }

    /// Whether the words before `i` say that all of what follows is meant: «طوال», «على مدى».
    fn is_through(&self, i: usize) -> bool {
        (i.saturating_sub(2)..i).any(
            |at| matches!(self.word(at, Strip::Conjunction), Some((TimeWord::Through, end, _)) if end == i),
        )
    }

    /// «بعد أسبوع من», «منذ شهر», «استمرت ساعة»: one unit, where a length stands.
    fn lone(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let unit = text
            .find(&text.lex.time_units, i, i + 1, Strip::Nothing)
            .filter(|u| u.value.count == 1 && !text.is_definite(i) && u.value.unit > TimeUnit::Second)?;
        let is_led = self.length_lead(i).is_some()
            || (i.saturating_sub(3)..i).any(|at| self.is_cut(at, TimeBits::LASTS).is_some())
            || self.is_before(i, TimeBits::TO)
                && self.goes_on(i, unit.cut, |t| matches!(t, Timex::Duration(..)));
        let stands = is_led && self.is_alone(unit.end, unit.value.unit);
        let timex = Timex::Duration(Some(1.0), unit.value.unit);
        stands.then(|| reading(timex, unit.end, unit.cut, &LONE))
    }

    /// «سنة وشهرين», «ساعتين و30 دقيقة»: units that grow smaller.
    fn several(&self, i: usize) -> Option<Match> {
        let first = self.duration(i).or_else(|| self.one_unit(i))?;
        let (mut value, mut is_clock) = ("P".to_owned(), false);
        let mut add = |timex: &Timex, before: Option<TimeUnit>| {
            let Timex::Duration(Some(count), unit) = *timex else { return None };
            let (time, letter) = letters(unit);
            if count.fract() != 0.0 || before.is_some_and(|b| unit >= b) {
                return None;
            }
            if !time.is_empty() && !std::mem::replace(&mut is_clock, true) {
                value.push('T');
            }
            let _ = write!(value, "{count}{letter}");
            Some(unit)
        };
        let mut unit = add(&first.timex, None).filter(|_| first.modifier.is_none())?;
        let mut end = first.end;
        loop {
            let lone = self.skip(end, TimeBits::AND);
            let Some(next) = self.duration(lone).or_else(|| self.one_unit(lone)) else { break };
            let is_joined = if lone > end { next.cut.letters == 0 } else { next.cut.conjunction };
            let Some(smaller) = is_joined.then(|| add(&next.timex, Some(unit))).flatten() else { break };
            (unit, end) = (smaller, next.end);
        }
        let timex = Timex::Open(value, TimeType::Duration);
        (end > first.end).then(|| reading(timex, end, first.cut, &DURATION))
    }

    fn one_unit(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let unit = text
            .find(&text.lex.time_units, i, (i + 1).min(self.end), Strip::Conjunction)
            .filter(|u| u.value.count == 1 && !text.is_definite(i) && self.year_digits(u.end).is_none())?;
        Some(reading(Timex::Duration(Some(1.0), unit.value.unit), unit.end, unit.cut, &LONE))
    }

    /// «السابعة عشرة من عمره», «الـ 19 من العمر», «الثلاثين من عمرها».
    pub(super) fn age(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (years, end, cut) = match numeral(text, i, self.end) {
            Some(n) => (n.value, n.end, n.cut),
            None => ordinal(text, i, self.end).map(|(n, end, cut)| (f64::from(n), end, cut))?,
        };
        // «العقد الرابع من عمره» is no number of years.
        let is_part =
            i.checked_sub(1).is_some_and(|p| text.is(&text.lex.time_units, p, Strip::Article).is_some());
        let told = self.is(end, TimeBits::OF) && self.is(end + 1, TimeBits::AGE);
        let fits = told && !is_part && years.fract() == 0.0 && (1.0..130.0).contains(&years);
        let cut = Cut { article: false, ..cut };
        fits.then(|| reading(Timex::Duration(Some(years), TimeUnit::Year), end + 2, cut, &AGE))
    }
}
