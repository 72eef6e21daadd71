//! Days of the calendars: in digits, by the name of their month, in both calendars at once.

use jiff::civil::Date;

use super::grammar::{Context, DAY_MONTH, HIJRI, Match, NUMERIC_DATE, reading, resolved};
use super::hijri;
use super::timex::Timex;
use crate::facts::number::{digits, numeral, ordinal};
use crate::lexicon::{Calendar, TimeBits, TimeWord};
use crate::record::TimeType;
use crate::text::{Cut, Kind, Strip};

impl Context<'_> {
    /// The token behind what joins a weekday to its date, or the two calendars of one day: a mark, «الموافق».
    pub(super) fn behind_joint_of_day(&self, i: usize) -> Option<usize> {
        let is_mark = matches!(self.text.mark(i), '،' | ',' | '-' | '–' | '—' | '/' | '|' | ':');
        let at = i + usize::from(is_mark);
        let at = match self.word(at, Strip::Nothing) {
            Some((TimeWord::Same, end, _)) => end,
            _ => at,
        };
        (at > i).then_some(at)
    }

    /// A calendar date, in digits or with a month name; one day told in two calendars is one date.
    pub(super) fn date(&self, i: usize) -> Option<Match> {
        let first = self.date_in_one_calendar(i)?;
        Some(self.date_in_both_calendars(&first).unwrap_or(first))
    }

    /// «29 ربيع الأول 1443 هـ الموافق 4 نوفمبر 2021 م», «4 نوفمبر 2021 - 29 ربيع الأول 1443»: the Gregorian day, where the two
    /// calendars tell the same. The Hijri month begins with the moon, so two days between them are no error.
    fn date_in_both_calendars(&self, first: &Match) -> Option<Match> {
        let text = self.text;
        let is_bracketed = text.mark(first.end) == '(';
        let bracket = is_bracketed.then_some(first.end + 1);
        let at = bracket.or_else(|| self.behind_joint_of_day(first.end))?;
        let at = text.find(&text.lex.weekdays, at, self.end, Strip::Nothing).map_or(at, |day| day.end);
        let second = self.date_in_one_calendar(at)?;
        let is_hijri = |m: &Match| m.rule.by == HIJRI.by;
        if is_hijri(first) == is_hijri(&second) {
            return None;
        }
        let (Timex::Day(one), Timex::Day(other)) = (&first.timex, &second.timex) else { return None };
        if one.until(*other).ok()?.get_days().abs() > 2 {
            return None;
        }
        let end = second.end + usize::from(is_bracketed && text.mark(second.end) == ')');
        let gregorian = if is_hijri(first) { second } else { first.clone() };
        Some(Match { end, cut: first.cut, ..gregorian })
    }

    fn date_in_one_calendar(&self, i: usize) -> Option<Match> {
        self.numeric_date(i)
            .or_else(|| self.hijri(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.month_day(i))
            .or_else(|| self.day_slash_month(i))
    }

    /// «4/11/2021», «٤ / ١١ / ٢٠٢١ م», «2021-11-04», «31.12.2021»; «1/9/1436هـ», and so without «هـ» where no «م» stands.
    pub(super) fn numeric_date(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let number = |at: usize| {
            (text.kind(at) == Kind::Number)
                .then(|| text.fold(at))
                .filter(|f| f.bytes().all(|b| b.is_ascii_digit()))
        };
        let (a, b, c, end) = if let Some(dotted) =
            (text.kind(i) == Kind::Number).then(|| text.fold(i)).filter(|f| f.matches('.').count() == 2)
        {
            let mut parts = dotted.split('.');
            (parts.next()?, parts.next()?, parts.next()?, i + 1)
        } else {
            let mark = text.mark(i + 1);
            let is_date = matches!(mark, '/' | '-' | '–' | '\\') && text.mark(i + 3) == mark;
            if !is_date || self.is_longer_number(i, i + 5) {
                return None;
            }
            (number(i)?, number(i + 2)?, number(i + 4)?, i + 5)
        };
        if end > self.end {
            return None;
        }
        let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
        // Two digits are a year behind slashes, or where a word says that a date stands here.
        let is_short = year.len() == 2 && text.touches(i + 1) && (text.mark(i + 1) == '/' || self.is_led(i));
        if year.len() != 4 && !is_short || month.len() > 2 || day.len() > 2 {
            return None;
        }
        let is_spaced = end > i + 1 && !text.touches(i + 1);
        let year: i16 = year.parse().ok()?;
        let year = match year {
            0..70 => year + 2000,
            70..100 => year + 1900,
            _ => year,
        };
        if is_spaced && !((1900..=2100).contains(&year) || hijri::HIJRI_DAYS.contains(&year)) {
            return None;
        }
        let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
        let is_hijri = hijri::HIJRI_DAYS.contains(&year) && !self.is_gregorian(end);
        if is_hijri {
            let date = hijri::gregorian(year, month, day).or_else(|| hijri::gregorian(year, day, month))?;
            return Some(reading(Timex::Day(date), self.behind_era(end), Cut::default(), &HIJRI));
        }
        // An American order is taken only where no other is possible and the year is sure; an impossible date keeps its
        // printed value.
        let american = || Date::new(year, day, month).ok().filter(|_| !is_short);
        let timex = match Date::new(year, month, day).ok().or_else(american) {
            Some(date) => Timex::Day(date),
            None if (1..=12).contains(&month) && (1..=31).contains(&day) => {
                Timex::Open(format!("{year:04}-{month:02}-{day:02}"), TimeType::Date)
            }
            None => return None,
        };
        let end = end + usize::from(self.is_gregorian(end));
        Some(reading(timex, end, Cut::default(), &NUMERIC_DATE))
    }

    /// Whether the digits of tokens `i..end` go on before or behind them: the number of a telephone, a file, a version.
    fn is_longer_number(&self, i: usize, end: usize) -> bool {
        let text = self.text;
        let joins = |at: usize| text.mark(at) == text.mark(i + 1) && text.touches(at - 1) && text.touches(at);
        i >= 2 && joins(i - 1) && text.kind(i - 2) == Kind::Number
            || joins(end) && text.kind(end + 1) == Kind::Number && text.mark(end + 2) != ':'
    }

    /// Whether the word before `i` says that a date stands there: «في», «يوم», «بتاريخ», a weekday.
    fn is_led(&self, i: usize) -> bool {
        let text = self.text;
        i.checked_sub(1).is_some_and(|before| {
            self.is(before, TimeBits::IN)
                || text.is(&text.lex.time_words, before, Strip::Proclitics) == Some(&TimeWord::Day)
                || text.is(&text.lex.weekdays, before, Strip::Proclitics).is_some()
        })
    }

    /// «4 نوفمبر 2021», «الخامس من أيلول», «31 آذار/مارس من العام الماضي», «الخامس من الشهر الجاري».
    pub(super) fn day_month(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (day, mut at, cut) = self.day_of_month(i)?;
        if self.is(at, TimeBits::OF)
            || matches!(text.mark(at), '.' | '-' | '/') && self.month_name(at + 1).is_some()
        {
            at += 1;
        }
        let bare = at;
        at = self.skip(at, TimeBits::MONTH);
        let mut told = None;
        let (year, month, end, anchored) = if let Some((month, end)) = self.month_name(at) {
            if let Some((year, end, anchored)) = self.year_told(end) {
                (year, month, end, anchored)
            } else {
                let (shift, end) = self.shift(end);
                (self.year_of(month, Some(day), shift), month, end, true)
            }
        } else if let Some(found) = self.relative(bare).or_else(|| self.anaphoric(bare))
            && let Timex::Month(year, month) = found.timex
        {
            told = found.told;
            (Some(year), month, found.end, found.anchored)
        } else {
            return None;
        };
        // «ثورة 14 تموز» is a name.
        if anchored && self.is_before(i, TimeBits::NAMED) {
            return None;
        }
        let Some(year) = year else {
            return Some(resolved(None, &format!("XXXX-{month:02}-{day:02}"), end, cut, &DAY_MONTH));
        };
        // An impossible date keeps its printed value; it is never shifted.
        let timex = Date::new(year, month, day).map_or_else(
            |_| Timex::Open(format!("{year:04}-{month:02}-{day:02}"), TimeType::Date),
            Timex::Day,
        );
        Some(Match { anchored, told, ..reading(timex, end, cut, &DAY_MONTH) })
    }

    /// «أكتوبر 14», «مارس 2, 2021», «سبتمبر الحادي والعشرين من عام 1978».
    pub(super) fn month_day(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (month, at) = self.month_name(i)?;
        let at = at + usize::from(matches!(text.mark(at), '-' | '.'));
        let (day, end, _) = self.day_of_month(at)?;
        // «مايو 10 قتلى» counts, «أكتوبر 2014» is a month.
        let stands = !self.counts(end) && text.mark(end) != ':';
        if let Some((year, end)) = self.year_behind(end, false) {
            let date = Date::new(year, month, day).ok()?;
            return Some(reading(Timex::Day(date), end, Cut::default(), &DAY_MONTH));
        }
        let is_last = end >= self.end || !matches!(text.kind(end), Kind::Arabic);
        let year = self.year_of(month, Some(day), None);
        if !stands || !(is_last || self.clock_follows(end)) {
            return None;
        }
        let date = year.and_then(|y| Date::new(y, month, day).ok()).map(Timex::Day);
        Some(resolved(date, &format!("XXXX-{month:02}-{day:02}"), end, Cut::default(), &DAY_MONTH))
    }

    /// «22/4» behind «في», «يوم» or a weekday: the day first, unless only the other can be a day; and so before a whole date
    /// («28/5 - 30/5/2012»), whose year it takes.
    pub(super) fn day_slash_month(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let number = |at: usize| -> Option<i8> {
            let folded = (text.kind(at) == Kind::Number).then(|| text.fold(at)).filter(|f| f.len() <= 2)?;
            folded.parse().ok()
        };
        let mark = text.mark(i + 1);
        if !matches!(mark, '/' | '-') || !text.touches(i) || !text.touches(i + 1) || text.mark(i + 3) == mark
        {
            return None;
        }
        let (a, b) = (number(i)?, number(i + 2)?);
        let (day, month) = if b > 12 { (b, a) } else { (a, b) };
        let year = self.year_of_whole(i + 3).filter(|_| mark == '/');
        if !self.is_led(i) && year.is_none()
            || !(1..=12).contains(&month)
            || !(1..=31).contains(&day)
            || day <= 12 && mark == '-'
        {
            return None;
        }
        let anchored = year.is_none();
        let date = year
            .or_else(|| self.year_of(month, Some(day), None))
            .and_then(|y| Date::new(y, month, day).ok())
            .map(Timex::Day);
        let open = format!("XXXX-{month:02}-{day:02}");
        Some(Match { anchored, ..resolved(date, &open, i + 3, Cut::default(), &NUMERIC_DATE) })
    }

    /// The year of a whole date in digits behind «-», «إلى» or «حتى» at `i`.
    fn year_of_whole(&self, i: usize) -> Option<i16> {
        let is_joint = self.is(i, TimeBits::TO) || matches!(self.text.mark(i), '-' | '–');
        match self.numeric_date(i + usize::from(is_joint)).filter(|_| is_joint)?.timex {
            Timex::Day(day) => Some(day.year()),
            _ => None,
        }
    }

    /// «15 ربيع الأول 1446», «20 من رمضان 1441هـ», «العاشر من محرم»: without its year the nearest.
    pub(super) fn hijri(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (day, at, cut) = self.day_of_month(i)?;
        let of = self.skip(at, TimeBits::OF);
        let at = self.skip(of, TimeBits::MONTH);
        let month = text
            .find(&text.lex.months, at, self.end, Strip::Nothing)
            .filter(|f| f.value.calendar == Calendar::Islamic)?;
        let end = self.behind_epithet(month.end);
        if let Some((year, end)) = self.hijri_year(end) {
            let date = hijri::gregorian(year, month.value.number, day)?;
            return Some(reading(Timex::Day(date), end, cut, &HIJRI));
        }
        // «3 صفر» is a score.
        if day > 30 || of == at && text.is(&text.lex.numbers, at, Strip::Nothing).is_some() {
            return None;
        }
        let date = self.nearest(|year| hijri::gregorian(year, month.value.number, day));
        Some(resolved(date.map(Timex::Day), "XXXX-XX-XX", end, cut, &HIJRI))
    }

    /// A Hijri year behind its month, with «هـ» where it is printed.
    pub(super) fn hijri_year(&self, i: usize) -> Option<(i16, usize)> {
        let at = self.skip(i, TimeBits::OF);
        let at = at + usize::from(self.is_cut(at, TimeBits::YEAR).is_some());
        let year = self.year_digits(at).filter(|y| (1200..=1600).contains(y))?;
        Some((year, self.behind_era(at + 1)))
    }

    pub(super) fn day_of_month(&self, i: usize) -> Option<(i8, usize, Cut)> {
        let text = self.text;
        if let Some((TimeWord::Nth(day), end, cut)) = self.word(i, Strip::Proclitics) {
            return Some((day, end, cut));
        }
        let (value, end, cut) = if text.kind(i) == Kind::Number {
            (digits(text.fold(i))?, i + 1, Cut::default())
        } else if let Some((value, end, cut)) = ordinal(text, i, self.end) {
            // «الجلسة الأولى من يناير»: the ordinal of a day is masculine.
            let is_tail = cut.conjunction && i.checked_sub(1).is_some_and(|p| ordinal(text, p, i).is_some());
            if is_tail || text.fold(i).ends_with('ه') || self.is_cut(i, TimeBits::FEMININE).is_some() {
                return None;
            }
            (f64::from(value), end, cut)
        } else {
            let n = numeral(text, i, self.end)?;
            (n.value, n.end, n.cut)
        };
        ((1.0..=31.0).contains(&value) && value.fract() == 0.0).then_some((value as i8, end, cut))
    }
}
