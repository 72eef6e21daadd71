//! Dates as pages of many languages print them: `4.11.2021`, `Nov 4, 2021`, `4 novembre 2021 à 16h44`, `2021年11月4日`.

use std::ops::Range;

use jiff::civil::{Date, Time};

use super::tokens::{Kind, Token, digit, tokens};
use crate::page::when;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its bytes, the time of day included.
    pub range: Range<usize>,
    /// The day.
    pub date: Date,
    /// The time of day beside it.
    pub time: Option<Time>,
    /// The day it is if the two first numbers change places.
    pub other: Option<Date>,
    /// Whether the year has two digits.
    pub is_short: bool,
    /// Whether its numbers can only be read day first, though others are read month first in places.
    pub is_day_first: bool,
}

/// How a page writes its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habit<'a> {
    /// Its language, two letters.
    pub language: &'a str,
    /// Whether `4/11/2021` is the eleventh of April.
    pub month_first: bool,
}

/// The dates of a text, in order.
#[must_use]
pub fn find(text: &str, habit: Habit) -> Vec<Found> {
    let mut out = Vec::new();
    if text.chars().filter(|c| digit(*c).is_some()).take(3).count() < 3 {
        return out;
    }
    let reader = Reader { text, tokens: tokens(text, habit.language), habit };
    let mut at = 0;
    while at < reader.tokens.len() {
        match reader.date(at) {
            Some((found, end)) => {
                out.push(found);
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    habit: Habit<'a>,
}

/// A day, what else it may be, and where it ends.
struct Day {
    date: Date,
    other: Option<Date>,
    is_short: bool,
    is_day_first: bool,
    end: usize,
}

impl Day {
    const fn of(date: Date) -> Self {
        Self { date, other: None, is_short: false, is_day_first: false, end: 0 }
    }
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    fn mark(&self, at: usize) -> Option<char> {
        match self.kind(at)? {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    fn number(&self, at: usize) -> Option<(u32, u8)> {
        match self.kind(at)? {
            Kind::Number(n, digits) => Some((n, digits)),
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<u32> {
        match self.kind(at)? {
            Kind::Word(month) => month,
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at)?;
        matches!(token.kind, Kind::Word(_)).then(|| self.text.get(token.start..token.end))?
    }

    fn is_apart(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is_apart)
    }

    fn date(&self, at: usize) -> Option<(Found, usize)> {
        let day = match self.kind(at)? {
            Kind::Number(_, 4) => self.year_first(at),
            Kind::Number(_, 1 | 2) => self.numeric(at).or_else(|| self.day_first(at)),
            Kind::Word(Some(_)) => self.month_first(at),
            _ => None,
        }?;
        let (time, start, end) = match self.clock_behind(day.end) {
            Some((time, end)) => (Some(time), at, end),
            None => match self.clock_before(at) {
                Some((time, start)) => (Some(time), start, day.end),
                None => (None, at, day.end),
            },
        };
        let range = self.tokens.get(start)?.start..self.tokens.get(end - 1)?.end;
        let Day { date, other, is_short, is_day_first, .. } = day;
        Some((Found { range, date, time, other, is_short, is_day_first }, end))
    }

    /// `2021-11-04`, `2021/11/4`, `2021年11月4日`, `2021. november 4.`
    fn year_first(&self, at: usize) -> Option<Day> {
        let (year, _) = self.number(at)?;
        let day = |month: u32, day: u32, end| Some(Day { end, ..Day::of(day_of(year, month, day)?) });
        let is_joined = |mark: char| matches!(mark, '-' | '/' | '.' | '–' | '‑');
        match self.kind(at + 1)? {
            Kind::Mark(mark) if is_joined(mark) => {
                if let (Some((m, 1..=2)), Some(second), Some((d, 1..=2))) =
                    (self.number(at + 2), self.mark(at + 3), self.number(at + 4))
                    && second == mark
                {
                    return day(m, d, at + 5);
                }
                let month = self.month(at + 2).or_else(|| self.month(at + 3))?;
                let from = if self.month(at + 2).is_some() { at + 3 } else { at + 4 };
                let from = if self.mark(from) == Some('.') { from + 1 } else { from };
                let (d, _) = self.number(from).filter(|n| n.1 <= 2)?;
                day(month, d, from + 1)
            }
            Kind::Word(None) if matches!(self.word(at + 1), Some("年" | "년")) => {
                let ((m, _), (d, _)) = (self.number(at + 2)?, self.number(at + 4)?);
                day(m, d, (at + 6).min(self.tokens.len()))
            }
            // `2021 November 4`, `2021 m. lapkričio 4 d.`
            Kind::Word(_) => {
                let month = (at + 1..at + 4).find(|&i| self.month(i).is_some())?;
                let (d, _) =
                    self.number(month + 1).filter(|n| n.1 <= 2 && self.mark(month + 2) != Some(':'))?;
                day(self.month(month)?, d, month + 2)
            }
            _ => None,
        }
    }

    /// `4.11.2021`, `4/11/21`, `4. 11. 2021`.
    fn numeric(&self, at: usize) -> Option<Day> {
        let (first, _) = self.number(at)?;
        let mark = self.mark(at + 1).filter(|m| matches!(m, '.' | '/' | '-' | '–' | '‑'))?;
        let (second, _) = self.number(at + 2).filter(|n| n.1 <= 2)?;
        if self.mark(at + 3) != Some(mark) {
            return None;
        }
        let (year, digits) = self.number(at + 4)?;
        let is_short = digits == 2;
        if !(is_short || digits == 4) {
            return None;
        }
        // `1.2.10.4` is a version, `10-11-12-13` a number.
        let is_glued =
            |i: usize| self.mark(i) == Some(mark) && self.number(i + 1).is_some() && !self.is_apart(i + 1);
        let before = at.checked_sub(1).filter(|_| !self.is_apart(at)).and_then(|b| self.kind(b));
        let is_inside =
            matches!(before, Some(Kind::Mark(m)) if m == mark) && at >= 2 && self.number(at - 2).is_some();
        if is_short && (is_glued(at + 5) || is_inside) {
            return None;
        }
        let year = if is_short { 2000 + year } else { year };
        let (by_day, by_month) = (day_of(year, second, first), day_of(year, first, second));
        let month_first = self.habit.month_first && mark != '.';
        let (date, other) = match (by_day, by_month) {
            (Some(d), Some(m)) if month_first => (m, Some(d)),
            (Some(d), Some(m)) => (d, (mark != '.').then_some(m)),
            (Some(one), None) | (None, Some(one)) => (one, None),
            (None, None) => return None,
        };
        let other = other.filter(|o| *o != date);
        let is_day_first = mark != '.' && by_day.is_some() && by_month.is_none();
        Some(Day { date, other, is_short, is_day_first, end: at + 5 })
    }

    /// `4 November 2021`, `4. Nov. '21`, `1er de noviembre de 2021`, `4th of November, 2021`.
    fn day_first(&self, at: usize) -> Option<Day> {
        let (day, _) = self.number(at)?;
        let month_at = self.behind_links(at + 1, 3, |i| self.month(i).is_some())?;
        let month = self.month(month_at)?;
        let year_at = self.behind_links(month_at + 1, 4, |i| self.number(i).is_some())?;
        let (year, is_short) = self.year(year_at)?;
        let date = day_of(year, month, day)?;
        Some(Day { is_short, end: year_at + 1, ..Day::of(date) })
    }

    /// `November 4, 2021`, `Nov 4th 2021`.
    fn month_first(&self, at: usize) -> Option<Day> {
        let month = self.month(at)?;
        let day_at = if self.mark(at + 1) == Some('.') { at + 2 } else { at + 1 };
        let (day, _) = self.number(day_at).filter(|n| n.1 <= 2)?;
        let year_at = self.behind_links(day_at + 1, 4, |i| self.number(i).is_some())?;
        let (year, digits) = self.number(year_at)?;
        if digits != 4 {
            return None;
        }
        let date = day_of(year, month, day)?;
        Some(Day { end: year_at + 1, ..Day::of(date) })
    }

    /// The first token from `at` that is wanted, behind at most so many marks and short words.
    fn behind_links(&self, at: usize, most: usize, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let mut i = at;
        while !wanted(i) {
            let links = match self.kind(i)? {
                Kind::Mark(c) => {
                    matches!(c, '.' | ',' | '-' | '–' | '\'' | '’' | 'º' | 'ª' | '/' | '·' | '،')
                }
                Kind::Word(None) => self.word(i)?.chars().count() <= 3,
                _ => false,
            };
            if !links || i >= at + most {
                return None;
            }
            i += 1;
        }
        Some(i)
    }

    /// A year of four digits, or of two that are no hour.
    fn year(&self, at: usize) -> Option<(u32, bool)> {
        match self.number(at)? {
            (year, 4) => Some((year, false)),
            (year, 2) if !matches!(self.mark(at + 1), Some(':' | 'h')) && self.word(at + 1) != Some("h") => {
                Some((2000 + year, true))
            }
            _ => None,
        }
    }

    /// `16:44`, `16:44:29`, `4:44 pm`, `16h44`, `16.44 Uhr`; where it ends.
    fn clock(&self, at: usize) -> Option<(Time, usize)> {
        let (hour, _) = self.number(at).filter(|n| n.1 <= 2 && n.0 < 24)?;
        let (minute, _) = self.number(at + 2).filter(|n| n.1 == 2 && n.0 < 60 && !self.is_apart(at + 2))?;
        let mut end = at + 3;
        match self.kind(at + 1)? {
            Kind::Mark(':') => {
                if self.mark(end) == Some(':') && self.number(end + 1).is_some() {
                    end += 2;
                }
            }
            Kind::Mark('.') if matches!(self.word(end), Some("Uhr" | "h" | "uhr")) => {}
            Kind::Word(_) if matches!(self.word(at + 1), Some("h" | "H")) => {}
            _ => return None,
        }
        let half = self.word(end).map(str::to_lowercase);
        let hour = match half.as_deref() {
            Some("pm" | "p" | "م" | "مساء") if hour < 12 => hour + 12,
            Some("am" | "a" | "ص" | "صباحا") if hour == 12 => 0,
            _ => hour,
        };
        let seconds = self.number(end - 1).filter(|_| end > at + 3).map_or(0, |n| n.0.min(59));
        Some((Time::new(hour as i8, minute as i8, seconds as i8, 0).ok()?, end))
    }

    fn clock_behind(&self, at: usize) -> Option<(Time, usize)> {
        for i in at..at + 5 {
            if let Some(found) = self.clock(i) {
                return Some(found);
            }
            let links = match self.kind(i)? {
                Kind::Mark(c) => !matches!(c, '/' | '+' | '%'),
                Kind::Word(_) => self.word(i)?.chars().count() <= 6,
                Kind::Number(..) => false,
            };
            if !links {
                return None;
            }
        }
        None
    }

    fn clock_before(&self, at: usize) -> Option<(Time, usize)> {
        (at.saturating_sub(7)..at).find_map(|start| {
            let (time, end) = self.clock(start)?;
            let links = (end..at).all(|i| matches!(self.kind(i), Some(Kind::Mark(_))));
            links.then_some((time, start))
        })
    }
}

fn day_of(year: u32, month: u32, day: u32) -> Option<Date> {
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    when::is_plausible(date).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_FIRST: Habit = Habit { language: "de", month_first: false };

    #[test]
    fn dates_of_many_languages() {
        for (text, told) in [
            ("Dieser Artikel wurde am 14. Dezember 2015 um 14:48 von Max", "2015-12-14T14:48:00"),
            ("Sonntag, Dezember 16th, 2012, 7:05 pm", "2012-12-16T19:05:00"),
            ("Donnerstag, 15.2.2018, 19:51", "2018-02-15T19:51:00"),
            ("Veröffentlicht: 3. März 21", "2021-03-03"),
            ("le 4 novembre 2021 à 16h44", "2021-11-04T16:44:00"),
            ("1er août 2019", "2019-08-01"),
            ("4 de noviembre de 2021", "2021-11-04"),
            ("21 gennaio 2022, 9.30 Uhr", "2022-01-21T09:30:00"),
            ("4 Kasım 2021 Perşembe", "2021-11-04"),
            ("4 ноября 2021 г., 10:00", "2021-11-04T10:00:00"),
            ("2021年11月4日", "2021-11-04"),
            ("2021. november 4.", "2021-11-04"),
            ("10:30 | 04.11.2021", "2021-11-04T10:30:00"),
            ("Nov 4, 2021", "2021-11-04"),
            ("28.09.19", "2019-09-28"),
            ("٤ / ١١ / ٢٠٢١ م", "2021-11-04"),
            ("12 كانون الثاني 2020 - 09:15", "2020-01-12T09:15:00"),
            ("2021-11-04T16:44", "2021-11-04T16:44:00"),
        ] {
            let found = find(text, DAY_FIRST);
            let value = found.first().map(|f| match f.time {
                Some(time) => f.date.to_datetime(time).to_string(),
                None => f.date.to_string(),
            });
            assert_eq!((found.len(), value.as_deref()), (1, Some(told)), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "Version 1.2.10.4",
            "10-11-12-13",
            "May 2021",
            "4 November",
            "31.02.2021",
            "5, 2021",
            "Tel. 30 12 2021",
        ] {
            assert_eq!(find(text, DAY_FIRST), [], "{text}");
        }
    }

    #[test]
    fn the_order_of_numbers_is_the_page_s() {
        let told = |text, month_first| {
            find(text, Habit { language: "en", month_first }).first().map(|f| (f.date.to_string(), f.other))
        };
        let other = Date::new(2021, 11, 4).ok();
        assert_eq!(told("4/11/2021", true), Some(("2021-04-11".into(), other)));
        assert_eq!(told("4.11.2021", true), Some(("2021-11-04".into(), None)));
        assert_eq!(told("13/11/2021", true), Some(("2021-11-13".into(), None)));
    }
}
