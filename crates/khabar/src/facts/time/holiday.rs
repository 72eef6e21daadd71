//! Named days, and months of the Hijri calendar, which move through the years.

use jiff::ToSpan;
use jiff::civil::Date;

use super::grammar::{Context, DAY_MONTH, HIJRI, HOLIDAY, Match, NTH, reading, resolved};
use super::hijri;
use super::timex::{Timex, bounded};
use crate::lexicon::{Calendar, Holiday, TimeBits, TimeWord};
use crate::record::TimeType;
use crate::text::Strip;

impl Context<'_> {
    /// Of a day that comes once in each Hijri year, the one nearest to the publication; ahead where the clause looks ahead.
    pub(super) fn nearest(&self, on: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        self.nearest_of(hijri_years(self.today()?.year()).filter_map(on), 0)
    }

    fn nearest_of(&self, days: impl Iterator<Item = Date>, shift: i32) -> Option<Date> {
        let today = self.today()?;
        let distance = |d: &Date| today.until(*d).map_or(i32::MAX, |s| s.get_days());
        days.filter(|d| match shift {
            1.. => distance(d) > 0,
            ..=-1 => distance(d) < 0,
            0 if self.future => distance(d) >= 0,
            0 => true,
        })
        .min_by_key(|d| distance(d).abs())
    }

    /// «رمضان 1441», «شهر محرم 1443 هـ», «شهر رمضان المبارك»: the Gregorian month in which it begins, with the days it lasts.
    pub(super) fn hijri_month(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let named = self.is_cut(i, TimeBits::MONTH);
        let at = i + usize::from(named.is_some());
        let strip = if named.is_some() { Strip::Nothing } else { Strip::Proclitics };
        let month = text
            .find(&text.lex.months, at, self.end, strip)
            .filter(|f| f.value.calendar == Calendar::Islamic)?;
        let cut = named.unwrap_or(month.cut);
        let praised = self.behind_epithet(month.end);
        let number = month.value.number;
        let (year, end, anchored) = if let Some((year, end)) = self.hijri_year(praised) {
            (Some(year), end, false)
        } else {
            // «رمضان» is a man's name as well, «صفر» nought.
            let is_led = named.is_some()
                || praised > month.end
                || number == 9
                    && cut.letters == 0
                    && i.checked_sub(1).is_some_and(|p| self.asks_for_time(p))
                    && (text.function(month.end).is_some()
                        || text.is(&text.lex.person_names, month.end, Strip::Nothing).is_none());
            let (shift, end) = self.shift(praised);
            if !is_led && shift.is_none() {
                return None;
            }
            let today = self.today();
            let firsts = today.into_iter().flat_map(|t| hijri_years(t.year()));
            let near = firsts.filter_map(|y| Some((y, hijri::gregorian(y, number, 1)?)));
            let first = self.nearest_of(near.clone().map(|n| n.1), shift.unwrap_or(0));
            (near.into_iter().find(|n| Some(n.1) == first).map(|n| n.0), end, true)
        };
        let timex = year.and_then(|year| {
            let first = hijri::gregorian(year, number, 1)?;
            let last = [30, 29].into_iter().find_map(|d| hijri::gregorian(year, number, d))?;
            let value = format!("{:04}-{:02}", first.year(), first.month());
            Some(bounded(value, TimeType::Date, first, last))
        });
        Some(Match { anchored, ..resolved(timex, "XXXX-XX", end, cut, &HIJRI) })
    }

    /// «ثاني أيام شهر رمضان», «أول أيام عيد الفطر», «فاتح غشت».
    pub(super) fn nth(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (TimeWord::Nth(day), at, cut) = self.word(i, Strip::Proclitics)? else { return None };
        let of = self.skip(at, TimeBits::OF);
        if let Some(date) = self.hijri(i).filter(|d| d.end > at).or_else(|| self.day_month(i)) {
            return Some(Match { cut, ..date });
        }
        let whole = [Self::hijri_month, Self::holiday, Self::month]
            .iter()
            .filter_map(|parse| parse(self, of))
            .filter(|m| m.cut.letters == 0)
            .max_by_key(|m| m.end)?;
        let end = self.behind_epithet(whole.end);
        let Some((first, last)) = whole.timex.days() else {
            let rule =
                if text.is(&text.lex.holidays, of, Strip::Nothing).is_some() { &NTH } else { &DAY_MONTH };
            return Some(resolved(None, "XXXX-XX-XX", end, cut, rule));
        };
        let date = first.checked_add((i64::from(day) - 1).days()).ok().filter(|d| *d <= last)?;
        Some(Match { anchored: whole.anchored, ..reading(Timex::Day(date), end, cut, &NTH) })
    }

    /// «عيد الفطر», «عاشوراء», «رأس السنة 2020»: the nearest one, unless the words say which.
    pub(super) fn holiday(&self, i: usize) -> Option<Match> {
        let found = self.text.find(&self.text.lex.holidays, i, self.end, Strip::Proclitics)?;
        let day = *found.value;
        let told = self.year_of_period(found.end).filter(|t| t.0.is_none_or(|y| (1900..=2100).contains(&y)));
        let (year, end) = told.map_or((None, found.end), |(year, end, _)| (year, end));
        let (shift, moved) = self.shift(found.end);
        let date = if told.is_some() && moved == found.end {
            year.and_then(|year| on(day, year))
        } else {
            let near = self.today().into_iter().flat_map(|t| [t.year() - 1, t.year(), t.year() + 1]);
            self.nearest_of(near.filter_map(|year| on(day, year)), shift.unwrap_or(0))
        };
        let timex = date.and_then(|first| {
            let last = first.checked_add((i64::from(day.days) - 1).days()).ok()?;
            Some(if day.days == 1 {
                Timex::Day(first)
            } else {
                bounded(first.to_string(), TimeType::Date, first, last)
            })
        });
        Some(resolved(timex, "XXXX-XX-XX", end, found.cut, &HOLIDAY))
    }
}

/// The Hijri years that may touch a Gregorian one or its neighbours.
fn hijri_years(year: i16) -> std::ops::RangeInclusive<i16> {
    let near = ((i32::from(year) - 622) * 33 / 32) as i16;
    near - 1..=near + 2
}

/// The first day of a feast in a Gregorian year.
fn on(day: Holiday, year: i16) -> Option<Date> {
    match day.calendar {
        Calendar::Gregorian => Date::new(year, day.month, day.day).ok(),
        Calendar::Islamic => hijri_years(year)
            .filter_map(|y| hijri::gregorian(y, day.month, day.day))
            .find(|d| d.year() == year),
    }
}
