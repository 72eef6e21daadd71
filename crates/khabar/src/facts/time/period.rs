//! Periods that are more than a unit moved: seasons, parts of years, decades, centuries, named years, what is left of a
//! period.

use jiff::ToSpan;
use jiff::civil::Date;

use super::grammar::{Context, DECADE, Match, NAMED_YEAR, PART, REST, SEASON, WEEKEND, reading, resolved};
use super::hijri;
use super::timex::{Timex, bounded, monday};
use crate::facts::number::ordinal;
use crate::lexicon::{TimeBits, TimeWord};
use crate::record::TimeType;
use crate::text::{Cut, Kind, Strip};

impl Context<'_> {
    /// A year behind a period: «2016», «عام 2016», «في 2016», «من العام الماضي», «من العام», «الماضي», «المقبل».
    pub(super) fn year_of_period(&self, i: usize) -> Option<(Option<i16>, usize, bool)> {
        let text = self.text;
        if let Some(told) = self.year_told(i) {
            return Some(told);
        }
        let within = self.skip(i, TimeBits::IN);
        if let Some((year, end)) = self.year_behind(within, false).filter(|_| within > i) {
            return Some((Some(year), end, false));
        }
        let (shift, end) = self.shift(i);
        let year = self.today().map(|t| t.year() + shift.unwrap_or(0) as i16);
        if shift.is_some() {
            return Some((year, end, true));
        }
        // «من العام», without a word on which: this one.
        let of = self.skip(i, TimeBits::OF);
        let is_year = of > i && self.is(of, TimeBits::YEAR) && text.is_definite(of);
        is_year.then(|| (year, of + 1, true))
    }

    /// «صيف 2016», «هذا الصيف», «الربيع المقبل», «شتاء العام الماضي»; «في الشتاء» is one of any year.
    pub(super) fn season(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let this = self.is(i, TimeBits::THIS);
        let called = self.is_cut(i, TimeBits::SEASON);
        let at = i + usize::from(this || called.is_some());
        let strip = if at > i { Strip::Nothing } else { Strip::Proclitics };
        let found = text.find(&text.lex.seasons, at, self.end, strip)?;
        // «الربيع العربي» is an event; «حلّ وصيفا» is another word.
        if text.eq(found.end, "العربي") || found.cut.conjunction && !text.is_definite(at) {
            return None;
        }
        let cut = called.unwrap_or(found.cut);
        let open = format!("XXXX-{}", found.value);
        if let Some((year, end, anchored)) = self.year_of_period(found.end) {
            let timex = year.map(|y| Timex::Season(y, found.value));
            return Some(Match { anchored, ..resolved(timex, &open, end, cut, &SEASON) });
        }
        if this {
            let timex = self.today().map(|t| Timex::Season(t.year(), found.value));
            return Some(resolved(timex, &open, found.end, cut, &SEASON));
        }
        let led = called.is_some() || i.checked_sub(1).is_some_and(|p| self.is(p, TimeBits::LATE));
        let stands = text.is_definite(at) && led && found.cut.letters == 0;
        stands.then(|| reading(Timex::Open(open, TimeType::Date), found.end, cut, &SEASON))
    }

    /// «الصيف» behind «بداية»: this year's.
    pub(super) fn season_of_edge(&self, i: usize) -> Option<Match> {
        let text = self.text;
        self.season(i).or_else(|| {
            let at = self.skip(i, TimeBits::SEASON);
            let found = text.find(&text.lex.seasons, at, self.end, Strip::Nothing)?;
            let timex = self.today().map(|t| Timex::Season(t.year(), found.value));
            let open = format!("XXXX-{}", found.value);
            let is_name = !text.is_definite(at) || text.eq(found.end, "العربي");
            (!is_name).then(|| resolved(timex, &open, found.end, Cut::default(), &SEASON))
        })
    }

    /// «الربع الثالث من عام 2016», «النصف الأول من العام الجاري», «الربع الماضي».
    pub(super) fn part_of_year(&self, i: usize) -> Option<Match> {
        let (TimeWord::Part(parts), at, cut) = self.word(i, Strip::Proclitics)? else { return None };
        let months = 12 / parts;
        let letter = match parts {
            2 => 'H',
            3 => 'T',
            _ => 'Q',
        };
        let part = |year: i16, number: i8| {
            let first = Date::new(year, (number - 1) * months + 1, 1).ok()?;
            let last = Date::new(year, number * months, 1).ok()?.last_of_month();
            Some(bounded(format!("{year:04}-{letter}{number}"), TimeType::Date, first, last))
        };
        let last = match self.word(at, Strip::Nothing) {
            Some((TimeWord::Final, end, _)) => Some((parts.unsigned_abs().into(), end, Cut::default())),
            _ => None,
        };
        let Some((number, at, _)) = ordinal(self.text, at, self.end).or(last) else {
            let (Some(shift), end) = self.shift(at) else { return None };
            let end = self.year_of_period(end).filter(|y| y.2).map_or(end, |y| y.1);
            let timex = self.today().and_then(|t| {
                let then = t.first_of_month().checked_add((shift * i32::from(months)).months()).ok()?;
                part(then.year(), (then.month() - 1) / months + 1)
            });
            return Some(resolved(timex, &format!("XXXX-{letter}X"), end, cut, &PART));
        };
        let number = i8::try_from(number).ok().filter(|n| (1..=parts).contains(n))?;
        let (year, end, anchored) = self.year_of_period(at)?;
        let timex = year.and_then(|year| part(year, number));
        Some(Match { anchored, ..resolved(timex, &format!("XXXX-{letter}{number}"), end, cut, &PART) })
    }

    /// «السبعينيات», «تسعينيات القرن الماضي», «القرن التاسع عشر», «القرن الماضي».
    pub(super) fn decade(&self, i: usize) -> Option<Match> {
        let text = self.text;
        // «سنوات التسعينيات»
        let led = usize::from(self.is(i, TimeBits::PAIR));
        let (word, at, cut) = self.word(i + led, Strip::Proclitics)?;
        if led == 1 && !(matches!(word, TimeWord::Decade(_)) && cut.letters == 0) {
            return None;
        }
        let century = |at: usize| -> Option<(i16, usize)> {
            let (TimeWord::Century, at, _) = self.word(at, Strip::Proclitics)? else { return None };
            if let (Some(shift), end) = self.shift(at) {
                return Some((self.today().map_or(20, |t| t.year() / 100) + shift as i16, end));
            }
            let (number, end, _) = ordinal(text, at, self.end)?;
            Some((i16::try_from(number).ok()? - 1, end))
        };
        match word {
            // «في الأربعينيات من العمر» is an age.
            TimeWord::Decade(_) if self.is(at, TimeBits::OF) && self.is(at + 1, TimeBits::AGE) => None,
            TimeWord::Decade(tens) => {
                let (hundreds, end) = century(self.skip(at, TimeBits::OF)).unwrap_or((
                    // The last such decade that has begun.
                    self.today().map_or(19, |t| {
                        let now = t.year() / 100;
                        if now * 100 + i16::from(tens) <= t.year() { now } else { now - 1 }
                    }),
                    at,
                ));
                Some(reading(Timex::Decade(hundreds * 100 + i16::from(tens)), end, cut, &DECADE))
            }
            TimeWord::Century => {
                let (hundreds, end) = century(i)?;
                let first = Date::new(hundreds * 100, 1, 1).ok()?;
                let last = Date::new(hundreds * 100 + 99, 12, 31).ok()?;
                let timex = bounded(format!("{hundreds:02}"), TimeType::Date, first, last);
                Some(reading(timex, end, cut, &DECADE))
            }
            _ => None,
        }
    }

    /// «العام الدراسي 2020-2021», «السنة المالية المقبلة»: a year that does not begin with the calendar's.
    pub(super) fn named_year(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (TimeWord::Year(month), at, cut) = self.word(i, Strip::Proclitics)? else { return None };
        let (year, end, anchored) = self.year_of_period(at)?;
        // «المقبل» of a school year is the one that begins this autumn, once the last has ended.
        let begun = |t: Date| t.month() >= month;
        let shift = self.shift(at).0;
        let year = match (shift, self.today()) {
            (Some(shift), Some(today)) => Some(today.year() - i16::from(!begun(today)) + shift as i16),
            _ => year,
        };
        let joined = matches!(text.mark(end), '-' | '–' | '/') && text.kind(end + 1) == Kind::Number;
        let end = end + if joined { 2 } else { 0 };
        let timex = year.and_then(|y| {
            // «العام الدراسي 1435/1436» begins in the last months of the first.
            let is_hijri = hijri::HIJRI_YEARS.contains(&y);
            let y = if is_hijri { hijri::gregorian(y, 12, 1)?.year() } else { y };
            let first = Date::new(y, month, 1).ok()?;
            let last = first.checked_add(1.year()).ok()?.yesterday().ok()?;
            Some(bounded(format!("{y:04}"), TimeType::Date, first, last))
        });
        Some(Match { anchored, ..resolved(timex, "XXXX", end, cut, &NAMED_YEAR) })
    }

    /// «بقية الأسبوع», «ما تبقى من العام الجاري».
    pub(super) fn rest(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (TimeWord::Rest, at, cut) = self.word(i, Strip::Proclitics)? else { return None };
        let (unit, end) = if let Some(found) = self.relative(at) {
            (found.timex, found.end)
        } else {
            let unit = text.find(&text.lex.time_units, at, at + 1, Strip::Article)?;
            (self.period(unit.value.unit, 0)?.0?, unit.end)
        };
        let (_, last) = unit.days()?;
        let first = self.today().filter(|t| *t <= last)?;
        let timex = bounded(unit.to_string(), TimeType::Date, first, last);
        Some(Match { anchored: true, ..reading(timex, end, cut, &REST) })
    }

    /// «عطلة نهاية الأسبوع».
    pub(super) fn weekend(&self, i: usize) -> Option<Match> {
        let (TimeWord::Weekend, at, cut) = self.word(i, Strip::Proclitics)? else { return None };
        let (shift, end) = self.shift(at);
        let timex = self.today().and_then(|today| {
            let monday = monday(today).checked_add(shift.unwrap_or(0).weeks()).ok()?;
            let value = format!("{}-WE", Timex::Week(monday));
            let (first, last) = (monday.checked_add(5.days()).ok()?, monday.checked_add(6.days()).ok()?);
            Some(bounded(value, TimeType::Date, first, last))
        });
        Some(resolved(timex, "XXXX-WXX-WE", end, cut, &WEEKEND))
    }
}
