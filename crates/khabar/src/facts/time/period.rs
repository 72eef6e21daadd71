//! Periods that are more than a unit moved: seasons, parts of years, decades, centuries, counted units up to now or from
//! now on, what is left of a period, named days.

use jiff::ToSpan;
use jiff::civil::Date;

use super::grammar::{
    ANAPHORIC, COUNTED, Context, DECADE, HIJRI, HOLIDAY, Match, NAMED_YEAR, PART, REST, SEASON, WEEKEND,
    WHOLE, reading, resolved,
};
use super::hijri;
use super::timex::{Timex, monday, span_of};
use crate::facts::number::{numeral, ordinal};
use crate::lexicon::{Calendar, TimeUnit, TimeWord};
use crate::record::TimeType;
use crate::text::{Cut, Kind, Strip};

fn bounded(value: String, kind: TimeType, first: Date, last: Date) -> Timex {
    Timex::Bounded { value, kind, first, last }
}

impl Context<'_> {
    pub(super) fn word(&self, i: usize, strip: Strip) -> Option<(TimeWord, usize, Cut)> {
        let found = self.text.find(&self.text.lex.time_words, i, self.end, strip)?;
        Some((*found.value, found.end, found.cut))
    }

    /// A year behind a period: «2016», «عام 2016», «من العام الماضي», «الماضي», «المقبل»; none is this year.
    fn year_of_period(&self, i: usize) -> Option<(Option<i16>, usize, bool)> {
        let text = self.text;
        let of = i + usize::from(text.eq(i, "من"));
        if let Some((year, end)) = self.year_behind(of, false) {
            return Some((Some(year), end, false));
        }
        if let Some(found) = self.relative(of)
            && let Timex::Year(year) = found.timex
        {
            return Some((Some(year), found.end, true));
        }
        let (shift, end) = self.shift(i);
        let year = self.today().map(|t| t.year() + shift.unwrap_or(0) as i16);
        shift.map(|_| (year, end, true))
    }

    /// «صيف 2016», «هذا الصيف», «الربيع المقبل», «شتاء العام الماضي».
    pub(super) fn season(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let this = matches!(text.fold(i), "هذا" | "هذه" | "فصل");
        let at = i + usize::from(this);
        let found = text.find(&text.lex.seasons, at, self.end, Strip::Proclitics)?;
        let (year, end, anchored) = match self.year_of_period(found.end) {
            Some(told) => told,
            None if this => (self.today().map(Date::year), found.end, true),
            None => return None,
        };
        let timex = year.map(|y| Timex::Season(y, found.value));
        let open = format!("XXXX-{}", found.value);
        Some(Match { anchored, ..resolved(timex, &open, end, found.cut, &SEASON) })
    }

    /// «الربع الثالث من عام 2016», «النصف الأول من العام الجاري».
    pub(super) fn part_of_year(&self, i: usize) -> Option<Match> {
        let (TimeWord::Part(parts), at, cut) = self.word(i, Strip::Proclitics)? else { return None };
        let (number, at, _) = ordinal(self.text, at, self.end)?;
        let number = i8::try_from(number).ok().filter(|n| (1..=parts).contains(n))?;
        let (year, end, anchored) = self.year_of_period(at)?;
        let letter = match parts {
            2 => 'H',
            3 => 'T',
            _ => 'Q',
        };
        let months = 12 / parts;
        let timex = year.and_then(|y| {
            let first = Date::new(y, (number - 1) * months + 1, 1).ok()?;
            let last = Date::new(y, number * months, 1).ok()?.last_of_month();
            Some(bounded(format!("{y:04}-{letter}{number}"), TimeType::Date, first, last))
        });
        Some(Match { anchored, ..resolved(timex, &format!("XXXX-{letter}{number}"), end, cut, &PART) })
    }

    /// «السبعينيات», «تسعينيات القرن الماضي», «القرن التاسع عشر», «القرن الماضي».
    pub(super) fn decade(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (word, at, cut) = self.word(i, Strip::Proclitics)?;
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
            TimeWord::Decade(_) if text.eq(at, "من") && text.fold(at + 1).contains("عمر") => None,
            TimeWord::Decade(tens) => {
                let (hundreds, end) = century(at + usize::from(text.eq(at, "من"))).unwrap_or((
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

    /// «الأيام العشرة المقبلة», «اليومين الماضيين», «3 أيام القادمة», «آخر ثلاث سنوات», «الأشهر القليلة الماضية».
    pub(super) fn counted(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (count, unit, end, cut, shift) =
            if let Some((TimeWord::Last, at, cut)) = self.word(i, Strip::Proclitics) {
                let length = self.duration(at)?;
                let Timex::Duration(Some(count), unit) = length.timex else { return None };
                (count, unit, length.end, cut, -1)
            } else if let Some(unit) = text
                .find(&text.lex.time_units, i, i + 1, Strip::Article)
                .filter(|u| u.value.count != 1 && text.is_definite(i))
            {
                let (count, at) = if unit.value.count == 2 {
                    (2.0, unit.end)
                } else if let Some((TimeWord::Few(few), at, _)) = self.word(unit.end, Strip::Nothing) {
                    (f64::from(few), at)
                } else {
                    let n = numeral(text, unit.end, self.end).filter(|n| n.cut.article)?;
                    (n.value, n.end)
                };
                let (shift, end) = self.shift(at);
                (count, unit.value.unit, end, Cut { article: false, ..unit.cut }, shift?)
            } else {
                let length = self.duration(i)?;
                let Timex::Duration(Some(count), unit) = length.timex else { return None };
                let (shift, end) = self.shift(length.end);
                (count, unit, end, length.cut, shift?)
            };
        if shift == 0 || count.fract() != 0.0 {
            return None;
        }
        let value = Timex::Duration(Some(count), unit).to_string();
        let timex = self.today().and_then(|today| {
            let length = span_of(count as i64, unit).filter(|_| unit >= TimeUnit::Day)?;
            let (first, last) = if shift < 0 {
                (today.checked_sub(length).ok()?, today.yesterday().ok()?)
            } else {
                (today.tomorrow().ok()?, today.checked_add(length).ok()?)
            };
            Some(bounded(value.clone(), TimeType::Duration, first, last))
        });
        let timex = timex.unwrap_or(Timex::Duration(Some(count), unit));
        Some(Match { anchored: true, ..reading(timex, end, cut, &COUNTED) })
    }

    /// «اليوم التالي», «العام نفسه», «في نفس الشهر» behind a time that was told.
    pub(super) fn anaphoric(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (_, told) = self.told?;
        let same = usize::from(matches!(text.fold(i), "نفس" | "ذات"));
        let unit = text.find(&text.lex.time_units, i + same, i + same + 1, Strip::Article)?;
        let at = unit.end;
        if unit.value.count != 1 || !text.is_definite(i + same) {
            return None;
        }
        let shift = match text.fold(at) {
            _ if same == 1 => 0,
            "نفسه" | "نفسها" | "ذاته" | "ذاتها" | "عينه" | "عينها" => 0,
            "التالي" | "التاليه" | "الموالي" | "المواليه" => 1,
            _ => return None,
        };
        let end = at + usize::from(same == 0);
        let from = Context { published: Some(told.to_datetime(jiff::civil::Time::midnight())), ..*self };
        let (timex, open) = from.period(unit.value.unit, shift)?;
        Some(Match {
            anchored: false,
            ..resolved(timex, open, end, Cut { article: false, ..unit.cut }, &ANAPHORIC)
        })
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

    /// «رمضان 1441», «شهر محرم 1443 هـ»: the Gregorian month in which it begins, with the days it lasts.
    pub(super) fn hijri_month(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let at = i + usize::from(text.eq(i, "شهر"));
        let month = text
            .find(&text.lex.months, at, self.end, Strip::Proclitics)
            .filter(|f| f.value.calendar == Calendar::Islamic)?;
        let (year, end) = self.hijri_year(month.end)?;
        let first = hijri::gregorian(year, month.value.number, 1)?;
        let last = [30, 29].into_iter().find_map(|d| hijri::gregorian(year, month.value.number, d))?;
        let value = format!("{:04}-{:02}", first.year(), first.month());
        Some(reading(bounded(value, TimeType::Date, first, last), end, month.cut, &HIJRI))
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

    /// «طوال الأسبوع», «لمدة ساعة», «شهر كامل», «نصف ساعة», «ساعة ونصف».
    pub(super) fn whole(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let unit_at = |at: usize| {
            text.find(&text.lex.time_units, at, at + 1, Strip::Article).filter(|u| u.value.count == 1)
        };
        let one = |count: f64, unit: TimeUnit, end: usize, cut: Cut| {
            reading(Timex::Duration(Some(count), unit), end, cut, &WHOLE)
        };
        let half = |end: usize| usize::from(text.eq(end, "ونصف"));
        if let Some((TimeWord::Through, at, _)) = i.checked_sub(1).and_then(|p| self.word(p, Strip::Nothing))
            && let Some(unit) = unit_at(at)
        {
            let more = half(unit.end);
            let extra = usize::from(
                more == 0 && matches!(self.word(unit.end, Strip::Nothing), Some((TimeWord::Full, ..))),
            );
            return Some(one(
                1.0 + 0.5 * more as f64,
                unit.value.unit,
                unit.end + more + extra,
                Cut::default(),
            ));
        }
        if text.eq(i, "نصف")
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

    /// «عيد الفطر», «عاشوراء», «رأس السنة 2020»: the nearest one, unless the words say which.
    pub(super) fn holiday(&self, i: usize) -> Option<Match> {
        let found = self.text.find(&self.text.lex.holidays, i, self.end, Strip::Proclitics)?;
        let day = *found.value;
        let told = self.year_of_period(found.end).filter(|t| t.0.is_none_or(|y| (1900..=2100).contains(&y)));
        let (year, end) = told.map_or((None, found.end), |(year, end, _)| (year, end));
        let (_, moved) = self.shift(found.end);
        let on = |year: i16| -> Option<Date> {
            match day.calendar {
                Calendar::Gregorian => Date::new(year, day.month, day.day).ok(),
                // The Hijri years that begin in or before a Gregorian one.
                Calendar::Islamic => {
                    let near = ((i32::from(year) - 622) * 33 / 32) as i16;
                    (near - 1..=near + 2)
                        .filter_map(|y| hijri::gregorian(y, day.month, day.day))
                        .find(|d| d.year() == year)
                }
            }
        };
        let is_year = told.is_some() && moved == found.end;
        let date = if is_year {
            year.and_then(on)
        } else {
            let today = self.today();
            let shift = self.shift(found.end).0.unwrap_or(0);
            today.and_then(|today| {
                let near = [today.year() - 1, today.year(), today.year() + 1].into_iter().filter_map(on);
                let distance = |d: &Date| today.until(*d).map_or(i32::MAX, |s| s.get_days());
                near.filter(|d| match shift {
                    1.. => distance(d) > 0,
                    ..=-1 => distance(d) < 0,
                    0 if self.future => distance(d) >= 0,
                    0 => true,
                })
                .min_by_key(|d| distance(d).abs())
            })
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
