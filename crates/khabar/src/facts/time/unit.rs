//! Units moved from the publication or from a time told before, and the edges and weeks of longer periods.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::Found;
use super::grammar::{
    ANAPHORIC, Context, EDGE, Match, RELATIVE, STRETCH, WEEK_OF, WEEKDAY, reading, resolved,
};
use super::timex::{Timex, monday};
use crate::lexicon::{TimeBits, TimeUnit, TimeWord};
use crate::record::{TimeMod, TimeType};
use crate::text::{Cut, Kind, Strip};

/// How many times back one is looked for that another is counted from.
const NEAR: usize = 8;

impl Context<'_> {
    /// «العام الماضي», «هذا الأسبوع», «الشهر المقبل», «السنوات الأخيرة».
    pub(super) fn relative(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let this = self.is(i, TimeBits::THIS);
        let at = i + usize::from(this);
        let found = text.find(&text.lex.time_units, at, at + 1, Strip::Article)?;
        if !text.is_definite(at) || this && found.cut.letters > 0 {
            return None;
        }
        let cut = Cut { article: false, ..found.cut };
        let (shift, end) = self.shift(at + 1);
        match found.value.count {
            1 => {}
            0 if !this => return Some(stretch(shift?, end, cut)),
            _ => return None,
        }
        let shift = match (this, shift) {
            (true, shift) => shift.unwrap_or(0),
            (false, Some(shift)) => shift,
            // «خلال الأسبوع»: this one.
            (false, None) if found.value.unit == TimeUnit::Week && self.is_of_week(at) => 0,
            (false, None) => return None,
        };
        let (timex, open) = self.period(found.value.unit, shift)?;
        // «الأسبوع المقبل يوم الجمعة»
        if let Some(Timex::Week(monday)) = timex {
            let day = self.behind_day_word(end);
            if let Some(weekday) = text.find(&text.lex.weekdays, day, self.end, Strip::Nothing) {
                let date = monday.checked_add((i32::from(*weekday.value) - 1).days()).ok()?;
                return Some(resolved(Some(Timex::Day(date)), "", weekday.end, cut, &WEEKDAY));
            }
        }
        // «العام المقبل 2022»
        let again = match timex {
            Some(Timex::Year(year)) => usize::from(self.year_digits(end) == Some(year)),
            _ => 0,
        };
        Some(resolved(timex, open, end + again, cut, &RELATIVE))
    }

    /// Whether «الأسبوع» at `i` is that of the publication: behind «خلال» or a noun («تداولات الأسبوع»).
    fn is_of_week(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return true };
        let text = self.text;
        if self.is(before, TimeBits::LATE) {
            return !self.is(before, TimeBits::IN);
        }
        // «أيام الأسبوع», «نهاية الأسبوع» and «مدار الأسبوع» are others.
        let other = TimeBits::PAIR
            .with(TimeBits::LASTS)
            .with(TimeBits::EVERY)
            .with(TimeBits::UNITS)
            .with(TimeBits::SAME);
        text.kind(before) == Kind::Arabic && text.function(before).is_none() && !self.opens(before).any(other)
            || matches!(text.mark(before), '،' | ',')
    }

    /// The token behind «يوم» at `i`, else `i`.
    pub(super) fn behind_day_word(&self, i: usize) -> usize {
        match self.word(i, Strip::Nothing) {
            Some((TimeWord::Day, end, _)) => end,
            _ => i,
        }
    }

    /// A unit moved from the publication; the open value where there is none.
    pub(super) fn period(&self, unit: TimeUnit, shift: i32) -> Option<(Option<Timex>, &'static str)> {
        let today = self.today();
        let year = today.and_then(|t| i16::try_from(shift).ok().map(|s| t.year() + s));
        Some(match unit {
            TimeUnit::Day => {
                (today.and_then(|t| t.checked_add(shift.days()).ok()).map(Timex::Day), "XXXX-XX-XX")
            }
            TimeUnit::Week => {
                (today.and_then(|t| monday(t).checked_add(shift.weeks()).ok()).map(Timex::Week), "XXXX-WXX")
            }
            TimeUnit::Month => (
                today
                    .and_then(|t| t.first_of_month().checked_add(shift.months()).ok())
                    .map(|m| Timex::Month(m.year(), m.month())),
                "XXXX-XX",
            ),
            TimeUnit::Year => (year.map(Timex::Year), "XXXX"),
            TimeUnit::Decade => (today.map(|t| Timex::Decade(t.year() / 10 * 10 + shift as i16 * 10)), "XXX"),
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Century => return None,
        })
    }

    /// «نهاية هذا العام», «مطلع الشهر المقبل», «أواخر 2014»; behind an edge «العام» alone is this year.
    pub(super) fn edge(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let found = text.find(&text.lex.edges, i, self.end, Strip::Proclitics)?;
        let at = found.end;
        let inner =
            [Self::relative, Self::month, Self::year, Self::day, Self::hijri_month, Self::season_of_edge]
                .iter()
                .filter_map(|parse| parse(self, at))
                .max_by_key(|m| m.end);
        let inner = inner.or_else(|| {
            let unit = text.find(&text.lex.time_units, at, at + 1, Strip::Article)?;
            let whole = unit.cut.article && unit.cut.letters == 0 && unit.value.count == 1;
            let (timex, open) = whole.then(|| self.period(unit.value.unit, 0)).flatten()?;
            Some(resolved(timex, open, at + 1, Cut::default(), &EDGE))
        })?;
        let fits = match inner.timex {
            Timex::Clock(..) | Timex::Part(..) | Timex::Ref(_) => false,
            // «مطلع الخميس»: the word is another one.
            Timex::Day(_) => found.value.of_days,
            _ => true,
        };
        fits.then_some(Match { modifier: Some(found.value.time_mod), cut: found.cut, rule: &EDGE, ..inner })
    }

    /// «الأسبوع الأول من ديسمبر المقبل», «آخر أسبوع في سبتمبر», «الأسبوع الثاني من عام 2015».
    pub(super) fn week_of(&self, i: usize) -> Option<Match> {
        let (TimeWord::Week(number), at, cut) = self.word(i, Strip::Proclitics)? else { return None };
        let of = self.skip(at, TimeBits::OF.with(TimeBits::IN));
        let whole = [Self::month, Self::relative, Self::hijri_month, Self::year]
            .iter()
            .filter_map(|parse| parse(self, of))
            .max_by_key(|m| m.end)?;
        let modifier = match number {
            1 => TimeMod::Start,
            -1 | 4 => TimeMod::End,
            _ => TimeMod::Mid,
        };
        let found = Match { cut, rule: &WEEK_OF, modifier: Some(modifier), ..whole.clone() };
        match whole.timex {
            Timex::Year(year) => {
                // The first ISO week of a year is that of its fourth of January, the last that of the 28th of December.
                let first = Date::new(year, 1, 4).ok().map(monday)?;
                let week = match number {
                    -1 => Date::new(year, 12, 28).ok().map(monday)?,
                    n => first.checked_add((i32::from(n) - 1).weeks()).ok()?,
                };
                Some(Match { timex: Timex::Week(week), modifier: None, ..found })
            }
            Timex::Month(..) | Timex::Bounded { .. } | Timex::Open(..) => Some(found),
            _ => None,
        }
    }

    /// The times told before that have a place in the calendar, the last one first, each with its number.
    fn told(&self) -> impl Iterator<Item = (u32, &Found)> {
        let numbered = self.found.iter().enumerate().rev().take(NEAR);
        numbered.map(|(n, f)| (n as u32, f)).filter(|(_, f)| f.timex.is_point() && f.timex.days().is_some())
    }

    /// «اليوم التالي», «العام نفسه», «في نفس الشهر», «الشهر الذي سبقه», «ذلك الحين» behind a time that was told.
    pub(super) fn anaphoric(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (number, last) = self.told().next()?;
        let that = self.is(i, TimeBits::THAT);
        if that && self.is(i + 1, TimeBits::ONCE) {
            let found = reading(last.timex.clone(), i + 2, Cut::default(), &ANAPHORIC);
            return Some(Match { told: Some(number), ..found });
        }
        let same = self.is(i, TimeBits::SAME) || that;
        let at = i + usize::from(same);
        let unit = text.find(&text.lex.time_units, at, at + 1, Strip::Article)?;
        if unit.value.count != 1 || !text.is_definite(at) {
            return None;
        }
        let (shift, end) = match self.word(unit.end, Strip::Nothing) {
            _ if same => (0, unit.end),
            Some((TimeWord::Moved(shift), end, _)) => (i32::from(shift), end),
            _ => return None,
        };
        let (number, told) = if shift < 0 {
            // «الشهر السابق» is counted from a month that was told, else from the publication; said again it is the same.
            let long = matches!(unit.value.unit, TimeUnit::Month | TimeUnit::Year);
            self.told()
                .find(|(_, f)| unit_of(&f.timex) == Some(unit.value.unit) && f.by != ANAPHORIC.by)
                .filter(|_| long || end > unit.end + 1)?
        } else {
            (number, last)
        };
        let from = Context { published: Some(told.timex.days()?.1.to_datetime(Time::midnight())), ..*self };
        let (timex, open) = from.period(unit.value.unit, shift)?;
        let cut = Cut { article: false, ..unit.cut };
        let found = resolved(timex, open, end, cut, &ANAPHORIC);
        Some(Match { anchored: false, told: Some(number), ..found })
    }

    /// «نفس الفترة من سنة 2018»: the part of a year that was told, in another year.
    pub(super) fn same_stretch(&self, i: usize) -> Option<Match> {
        let (_, told) = self.told().next()?;
        let span = i + usize::from(self.is(i, TimeBits::SAME));
        let is_told = span > i && self.is(span, TimeBits::SPAN);
        let behind = matches!(self.word(span + 1, Strip::Nothing), Some((TimeWord::Moved(0), ..)));
        if !(is_told || behind && self.is_cut(span, TimeBits::SPAN).is_some()) {
            return None;
        }
        let (year, end, anchored) = self.year_told(span + 1 + usize::from(behind))?;
        let timex = match (&told.timex, year) {
            (_, None) => None,
            (Timex::Month(_, month), Some(year)) => Some(Timex::Month(year, *month)),
            (Timex::Bounded { value, kind: TimeType::Date, first, last }, Some(year)) if value.len() == 7 => {
                let moved = |day: Date| Date::new(year, day.month(), 1).ok();
                let last = moved(*last)?.last_of_month();
                let value = format!("{year:04}{}", value.get(4..)?);
                Some(Timex::Bounded { value, kind: TimeType::Date, first: moved(*first)?, last })
            }
            (_, Some(year)) => Some(Timex::Year(year)),
        };
        Some(Match { anchored, ..resolved(timex, "XXXX", end, Cut::default(), &STRETCH) })
    }
}

/// «السنوات الماضية», «الأيام المقبلة»: nobody says how many.
fn stretch(shift: i32, end: usize, cut: Cut) -> Match {
    let name = match shift {
        ..0 => "PAST_REF",
        0 => "PRESENT_REF",
        _ => "FUTURE_REF",
    };
    reading(Timex::Ref(name), end, cut, &STRETCH)
}

/// The unit that a time is one of.
const fn unit_of(timex: &Timex) -> Option<TimeUnit> {
    match timex {
        Timex::Day(_) | Timex::Part(..) | Timex::Clock(..) => Some(TimeUnit::Day),
        Timex::Week(_) => Some(TimeUnit::Week),
        Timex::Month(..) => Some(TimeUnit::Month),
        Timex::Year(_) => Some(TimeUnit::Year),
        _ => None,
    }
}
