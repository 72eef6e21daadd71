//! The grammar of time expressions: small parsers over tokens that compose (in the manner of Duckling).
//!
//! Each parser takes a token number and gives what it read and where it ended. None looks back; what a preposition in
//! front makes of a time is the business of the layer (`super`).

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

use super::timex::{Timex, monday};
use crate::facts::number::{digits, numeral, ordinal};
use crate::facts::rule::Rule;
use crate::lexicon::{Calendar, Deictic, TimeUnit, TimeWord};
use crate::record::{TimeMod, TimeType};
use crate::text::{Cut, Kind, Strip, Text};

/// Where and when a time is read: the text, the publication, and the end of the sentence.
#[derive(Clone, Copy)]
pub struct Context<'t> {
    /// The text.
    pub text: &'t Text<'t>,
    /// One past the last token that may be read.
    pub end: usize,
    /// Publication time, in the page's zone.
    pub published: Option<DateTime>,
    /// The last day of the time told before, and its number: what «في اليوم التالي» is counted from.
    pub told: Option<(u32, Date)>,
    /// Whether the verb of the clause looks ahead.
    pub future: bool,
}

/// A time expression read from the text.
#[derive(Debug, Clone)]
pub struct Match {
    /// What it means.
    pub timex: Timex,
    /// TIMEX3 modifier that the words themselves say.
    pub modifier: Option<TimeMod>,
    /// One past its last token.
    pub end: usize,
    /// Proclitic letters before it.
    pub cut: Cut,
    /// Whether the publication time was needed.
    pub anchored: bool,
    /// The rule.
    pub rule: &'static Rule,
}

impl Match {
    /// Whether it is a whole date, with or without a clock time, that stands on its own.
    #[must_use]
    pub const fn is_printed_day(&self) -> bool {
        matches!(self.timex, Timex::Day(_) | Timex::Clock(..)) && !self.anchored
    }
}

macro_rules! rules {
    ($($name:ident = $by:literal, $why:literal, $example:literal;)*) => {
        $(#[doc = $why] pub const $name: Rule = Rule { by: $by, why: $why, example: $example };)*
        /// Every rule of this layer.
        pub const RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    NUMERIC_DATE = "time.numeric-date@1", "day, month and year in digits, the day first unless the year is", "عقد اللقاء في 31/10/2021 في بغداد.";
    HIJRI = "time.hijri@1", "a day of the Hijri calendar with its year", "انتهت المهلة في 15 ربيع الأول 1446.";
    DAY_MONTH = "time.day-month@1", "a day and a month name, with or without a year", "عاد الوفد في 2 نوفمبر 2021 إلى بلاده.";
    MONTH = "time.month@1", "a month name with a year or a word such as «الماضي»", "زار الوزير القاهرة في يوليو/تموز الماضي.";
    YEAR = "time.year@1", "a year behind «عام» or «سنة», or four digits where a year stands", "تأسست الشركة عام 2011 في عمان.";
    DEICTIC = "time.deictic@1", "a day told from the publication: «اليوم», «أمس», «غدا»", "وصل الوفد أمس إلى المدينة.";
    WEEKDAY = "time.weekday@1", "a day of the week: the nearest one not after the publication, unless the verb looks ahead", "وصل الوفد الثلاثاء إلى المدينة.";
    RELATIVE = "time.relative@1", "a unit moved by «الماضي», «الجاري», «المقبل» or «هذا»", "ارتفعت الأسعار الشهر الماضي.";
    ANAPHORIC = "time.anaphoric@1", "a unit moved from a time told before, or the same", "بدأ العمل في 3 مايو 2020 وتوقف في اليوم التالي.";
    EDGE = "time.edge@1", "the start, middle or end of a period", "ينتهي المشروع بحلول نهاية العام الجاري.";
    SEASON = "time.season@1", "a season with its year", "عاد الوفد في صيف 2016.";
    PART = "time.part-of-year@1", "a quarter or half of a year", "ارتفعت الأرباح في الربع الثالث من عام 2016.";
    NAMED_YEAR = "time.named-year@1", "a school or fiscal year", "تبدأ الدراسة في العام الدراسي 2020-2021.";
    DECADE = "time.decade@1", "a decade or a century", "بني المصنع في سبعينيات القرن الماضي.";
    COUNTED = "time.counted@1", "counted units up to the publication or from it on", "تصل المضخات خلال الأيام العشرة المقبلة.";
    REST = "time.rest@1", "what is left of a period", "يستمر المطر بقية الأسبوع.";
    WEEKEND = "time.weekend@1", "the end of the week", "تغلق الطريق في عطلة نهاية الأسبوع.";
    WHOLE = "time.whole@1", "one whole unit, or half of one", "استمر الانقطاع لمدة ساعة.";
    HOLIDAY = "time.holiday@1", "a religious or national day with the date it has in its year", "تصرف الرواتب قبل عيد الفطر.";
    DAY_PART = "time.day-part@1", "a part of a day, with the day", "وصل الوفد صباح اليوم إلى المدينة.";
    RANGE = "time.range@1", "the first end of a range that takes its month or its half of the day from the second", "يقام المعرض من 4 إلى 22 يناير 2022.";
    CLOCK = "time.clock@1", "a clock time, with or without the day", "بدأ الاجتماع الساعة 8 مساء اليوم.";
    DURATION = "time.duration@1", "a number and a unit of time, or a dual", "استمرت المعركة ثلاثة أيام.";
    AGO = "time.ago@1", "«قبل» with a length of time: a day told from the publication", "وصل الوفد قبل ثلاثة أيام.";
    VAGUE_DURATION = "time.vague-duration@1", "a plural unit of time without a number", "تعمل اللجنة منذ أشهر.";
    SET = "time.set@1", "a recurring time", "تصدر الصحيفة يوميا.";
    EVERY = "time.every@1", "«كل» with a unit of time", "يجتمع المجلس كل أسبوع.";
    REFERENCE = "time.reference@1", "a vague reference to past, present or future", "قال في وقت سابق إن الأمر انتهى.";
}

/// A reading that needs the publication; where there is none, the open value.
pub(super) fn resolved(timex: Option<Timex>, open: &str, end: usize, cut: Cut, rule: &'static Rule) -> Match {
    let timex = timex.unwrap_or_else(|| Timex::Open(open.to_owned(), TimeType::Date));
    Match { anchored: true, ..reading(timex, end, cut, rule) }
}

pub(super) fn reading(timex: Timex, end: usize, cut: Cut, rule: &'static Rule) -> Match {
    Match { timex, modifier: None, end, cut, anchored: false, rule }
}

impl Context<'_> {
    /// The longest time expression that begins at token `i`.
    #[must_use]
    pub fn longest(&self, i: usize) -> Option<Match> {
        // No time begins with a mark or a foreign word; most tokens end here.
        if matches!(self.text.kind(i), Kind::Mark(_) | Kind::Other) {
            return None;
        }
        let parsers = [
            Self::edge,
            Self::hijri_month,
            Self::named_year,
            Self::holiday,
            Self::counted,
            Self::rest,
            Self::weekend,
            Self::part_of_year,
            Self::season,
            Self::decade,
            Self::clock,
            Self::part_of_day,
            Self::day_and_part,
            Self::part_alone,
            Self::day,
            Self::month,
            Self::year,
            Self::anaphoric,
            Self::relative,
            Self::ago,
            Self::duration,
            Self::whole,
            Self::set,
            Self::reference,
        ];
        let mut best: Option<Match> = None;
        for found in parsers.iter().filter_map(|parse| parse(self, i)) {
            if best.as_ref().is_none_or(|b| found.end > b.end) {
                best = Some(found);
            }
        }
        best
    }

    pub(super) fn today(&self) -> Option<Date> {
        self.published.map(DateTime::date)
    }

    // Days ---------------------------------------------------------------------------------------------------------

    /// A day: any run of «يوم», a deictic, a weekday and a date; the most exact of them wins.
    pub fn day(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let lex = text.lex;
        let (mut at, mut cut) = (i, None);
        let mut note = |c: Cut| cut = cut.or(Some(c));
        if let Some(unit) = text.find(&lex.time_units, i, i + 1, Strip::Proclitics)
            && unit.value.unit == TimeUnit::Day
            && unit.value.count == 1
            && text.fold(i).ends_with("يوم")
        {
            note(unit.cut);
            at += 1;
        }
        let opened = at;
        let (mut deictic, mut weekday, mut dated) = (None, None, None);
        while at < self.end {
            let strip = if at == opened { Strip::Proclitics } else { Strip::Nothing };
            if deictic.is_none()
                && weekday.is_none()
                && let Some(found) = text.find(&lex.deictics, at, self.end, strip)
                && let Deictic::Days(days) = *found.value
            {
                note(found.cut);
                deictic = Some(days);
                at = found.end;
            } else if weekday.is_none()
                && let Some(found) = text.find(&lex.weekdays, at, self.end, strip)
            {
                note(found.cut);
                at = found.end;
                let shift = text.is(&lex.relatives, at, Strip::Nothing).copied();
                at += usize::from(shift.is_some());
                weekday = Some((*found.value, shift));
            } else if let Some(found) = self.date(at) {
                note(found.cut);
                at = found.end;
                dated = Some(found);
                break;
            } else if weekday.is_some() && text.mark(at) == '،' && self.date(at + 1).is_some() {
                at += 1;
            } else {
                break;
            }
        }
        let cut = cut.unwrap_or_default();
        if let Some(found) = dated {
            return Some(Match { cut, ..found });
        }
        if let Some(found) = self.numbered_day(i, opened, at, weekday, cut) {
            return Some(found);
        }
        if at == opened {
            return None;
        }
        let today = self.today();
        if let (None, Some((number, None))) = (deictic, weekday)
            && let Some((date, end)) = self.of_week(at, number)
        {
            return Some(resolved(date.map(Timex::Day), &format!("XXXX-WXX-{number}"), end, cut, &WEEKDAY));
        }
        match (deictic, weekday) {
            (Some(days), None) => {
                let day = today.and_then(|t| t.checked_add(days.days()).ok());
                Some(resolved(day.map(Timex::Day), "XXXX-XX-XX", at, cut, &DEICTIC))
            }
            (days, Some((number, shift))) => {
                let day = today.and_then(|t| {
                    let told = days
                        .and_then(|d| t.checked_add(d.days()).ok())
                        .filter(|d| d.weekday().to_monday_one_offset() == number);
                    told.or_else(|| self.weekday(t, number, shift))
                });
                Some(resolved(day.map(Timex::Day), &format!("XXXX-WXX-{number}"), at, cut, &WEEKDAY))
            }
            (None, None) => None,
        }
    }

    /// «يوم 27», «الخميس 21»: the day of that number, nearest to the publication, that is of the weekday.
    fn numbered_day(
        &self,
        i: usize,
        opened: usize,
        at: usize,
        weekday: Option<(i8, Option<i32>)>,
        cut: Cut,
    ) -> Option<Match> {
        let text = self.text;
        if weekday.is_none() && opened == i {
            return None;
        }
        let led = usize::from(text.eq(at, "في"));
        let (number, end) = if text.kind(at + led) == Kind::Number {
            let folded = text.fold(at + led);
            (folded.parse::<i8>().ok().filter(|_| folded.len() <= 2)?, at + led + 1)
        } else {
            let (value, end, _) = ordinal(text, at + led, self.end).filter(|o| o.0 > 10)?;
            (i8::try_from(value).ok()?, end)
        };
        let marked = matches!(text.mark(end), ':' | '/' | '-' | '%') && text.touches(end - 1);
        let counts = self.counts(end)
            || end < self.end && text.kind(end) == Kind::Arabic && text.function(end).is_none();
        if !(1..=31).contains(&number)
            || marked
            || counts && weekday.is_none()
            || self.clock_follows(at + led)
        {
            return None;
        }
        let today = self.today();
        let month = |back: i32| today.and_then(|t| t.first_of_month().checked_add((-back).months()).ok());
        let days = [0, 1, -1]
            .into_iter()
            .filter_map(month)
            .filter_map(|m| Date::new(m.year(), m.month(), number).ok());
        let fits = |d: &Date| weekday.is_none_or(|(w, _)| d.weekday().to_monday_one_offset() == w);
        let distance = |d: &Date| today.map_or(0, |t| t.until(*d).map_or(i32::MAX, |s| s.get_days()));
        let ahead =
            |d: &Date| weekday.is_some() || if self.future { distance(d) >= 0 } else { distance(d) <= 0 };
        let day = days.filter(fits).filter(ahead).min_by_key(|d| distance(d).abs());
        if today.is_some() && day.is_none() {
            return None;
        }
        Some(resolved(day.map(Timex::Day), &format!("XXXX-XX-{number:02}"), end, cut, &DAY_MONTH))
    }

    /// «… من الأسبوع المقبل» behind a weekday: its date, and where the words end.
    fn of_week(&self, at: usize, number: i8) -> Option<(Option<Date>, usize)> {
        let of = at + usize::from(self.text.eq(at, "من"));
        let week = self.relative(of)?;
        let Timex::Week(monday) = week.timex else { return None };
        Some((monday.checked_add((i32::from(number) - 1).days()).ok(), week.end))
    }

    fn weekday(&self, today: Date, number: i8, shift: Option<i32>) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        let same = today.weekday() == weekday;
        match shift {
            Some(-1) => today.nth_weekday(-1, weekday).ok(),
            Some(1..) => today.nth_weekday(1, weekday).ok(),
            _ if same => Some(today),
            None if self.future => today.nth_weekday(1, weekday).ok(),
            _ => today.nth_weekday(-1, weekday).ok(),
        }
    }

    /// A calendar date, in digits or with a month name.
    fn date(&self, i: usize) -> Option<Match> {
        self.numeric_date(i)
            .or_else(|| self.hijri(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.month_day(i))
            .or_else(|| self.day_slash_month(i))
    }

    /// «4/11/2021», «2021-11-04», «31.12.2021».
    fn numeric_date(&self, i: usize) -> Option<Match> {
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
            if !matches!(mark, '/' | '-' | '–' | '\\') || text.mark(i + 3) != mark || !text.touches(i + 1) {
                return None;
            }
            (number(i)?, number(i + 2)?, number(i + 4)?, i + 5)
        };
        if end > self.end {
            return None;
        }
        let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
        if year.len() != 4 && !(year.len() == 2 && text.mark(i + 1) == '/')
            || month.len() > 2
            || day.len() > 2
        {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        let year = if year < 100 { year + 2000 } else { year };
        let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
        // An American order is taken only where no other is possible; an impossible date keeps its printed value.
        let timex = match Date::new(year, month, day).or_else(|_| Date::new(year, day, month)) {
            Ok(date) => Timex::Day(date),
            Err(_) if (1..=12).contains(&month) && (1..=31).contains(&day) => {
                Timex::Open(format!("{year:04}-{month:02}-{day:02}"), TimeType::Date)
            }
            Err(_) => return None,
        };
        Some(reading(timex, end, Cut::default(), &NUMERIC_DATE))
    }

    /// «4 نوفمبر 2021», «الخامس من أيلول», «31 ديسمبر/كانون الأول 2021», «الخامس من الشهر الجاري».
    fn day_month(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (day, mut at, cut) = self.day_of_month(i)?;
        if text.eq(at, "من") || matches!(text.mark(at), '.' | '-' | '/') && self.month_name(at + 1).is_some()
        {
            at += 1;
        }
        if text.eq(at, "شهر") {
            at += 1;
        }
        let (year, month, end, anchored) = if let Some((month, end)) = self.month_name(at) {
            if let Some((year, end)) = self.year_behind(end, false) {
                (Some(year), month, end, false)
            } else {
                let (shift, end) = self.shift(end);
                (self.year_of(month, Some(day), shift), month, end, true)
            }
        } else if let Some(found) = self.relative(at)
            && let Timex::Month(year, month) = found.timex
        {
            (Some(year), month, found.end, true)
        } else {
            return None;
        };
        let Some(year) = year else {
            return Some(resolved(None, &format!("XXXX-{month:02}-{day:02}"), end, cut, &DAY_MONTH));
        };
        // An impossible date keeps its printed value; it is never shifted.
        let timex = Date::new(year, month, day).map_or_else(
            |_| Timex::Open(format!("{year:04}-{month:02}-{day:02}"), TimeType::Date),
            Timex::Day,
        );
        Some(Match { anchored, ..reading(timex, end, cut, &DAY_MONTH) })
    }

    /// «أكتوبر 14», «مارس 2, 2021», «سبتمبر الحادي والعشرين من عام 1978».
    fn month_day(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (month, at) = self.month_name(i)?;
        let at = at + usize::from(text.mark(at) == '-');
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

    /// «22/4» behind «في», «يوم» or a weekday: the day first, unless only the other can be a day.
    fn day_slash_month(&self, i: usize) -> Option<Match> {
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
        let before = i.checked_sub(1)?;
        let is_led = text.eq(before, "في")
            || text.is(&text.lex.time_words, before, Strip::Proclitics) == Some(&TimeWord::Day)
            || text.is(&text.lex.weekdays, before, Strip::Proclitics).is_some();
        if !is_led || !(1..=12).contains(&month) || !(1..=31).contains(&day) || day <= 12 && mark == '-' {
            return None;
        }
        let date = self.year_of(month, Some(day), None).and_then(|y| Date::new(y, month, day).ok());
        Some(resolved(
            date.map(Timex::Day),
            &format!("XXXX-{month:02}-{day:02}"),
            i + 3,
            Cut::default(),
            &NUMERIC_DATE,
        ))
    }

    /// «15 ربيع الأول 1446», «20 من رمضان 1441هـ».
    fn hijri(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let (day, mut at, cut) = self.day_of_month(i)?;
        at += usize::from(text.eq(at, "من"));
        at += usize::from(text.eq(at, "شهر"));
        let month = text
            .find(&text.lex.months, at, self.end, Strip::Nothing)
            .filter(|f| f.value.calendar == Calendar::Islamic)?;
        let (year, end) = self.hijri_year(month.end)?;
        let date = super::hijri::gregorian(year, month.value.number, day)?;
        Some(reading(Timex::Day(date), end, cut, &HIJRI))
    }

    /// A Hijri year behind its month, with «هـ» where it is printed.
    pub(super) fn hijri_year(&self, i: usize) -> Option<(i16, usize)> {
        let text = self.text;
        let at = i + usize::from(text.eq(i, "من"));
        let at = at + usize::from(matches!(text.fold(at), "عام" | "سنه"));
        let year = self.year_digits(at).filter(|y| (1200..=1600).contains(y))?;
        let era = at + 1 < self.end && matches!(text.fold(at + 1), "ه" | "هـ" | "هجري" | "هجريه");
        Some((year, at + 1 + usize::from(era)))
    }

    fn day_of_month(&self, i: usize) -> Option<(i8, usize, Cut)> {
        let text = self.text;
        let (value, end, cut) = if text.kind(i) == Kind::Number {
            (digits(text.fold(i))?, i + 1, Cut::default())
        } else if let Some((value, end, cut)) = ordinal(text, i, self.end) {
            (f64::from(value), end, cut)
        } else {
            let n = numeral(text, i, self.end)?;
            (n.value, n.end, n.cut)
        };
        ((1.0..=31.0).contains(&value) && value.fract() == 0.0).then_some((value as i8, end, cut))
    }

    // Months, years, periods -----------------------------------------------------------------------------------------

    /// A Gregorian month name, with its name in another press: «يوليو/تموز», «أغسطس (آب)».
    fn month_name(&self, i: usize) -> Option<(i8, usize)> {
        let text = self.text;
        let name = |at: usize| {
            text.find(&text.lex.months, at, self.end, Strip::Nothing)
                .filter(|f| f.value.calendar == Calendar::Gregorian)
        };
        let found = name(i)?;
        let end = match text.mark(found.end) {
            '/' | '-' => name(found.end + 1).filter(|o| o.value.number == found.value.number).map(|o| o.end),
            '(' => name(found.end + 1)
                .filter(|o| o.value.number == found.value.number && text.mark(o.end) == ')')
                .map(|o| o.end + 1),
            _ => None,
        };
        Some((found.value.number, end.unwrap_or(found.end)))
    }

    /// A word such as «الماضي» behind a period.
    pub(super) fn shift(&self, i: usize) -> (Option<i32>, usize) {
        match self.text.find(&self.text.lex.relatives, i, self.end, Strip::Nothing) {
            Some(found) => (Some(*found.value), found.end),
            None => (None, i),
        }
    }

    /// The year of a month without one: the last that is not after the publication, or as the words say.
    fn year_of(&self, month: i8, day: Option<i8>, shift: Option<i32>) -> Option<i16> {
        let today = self.today()?;
        let later = (month, day.unwrap_or(0)) > (today.month(), if day.is_some() { today.day() } else { 0 });
        Some(match shift {
            // «8 ديسمبر الماضي» of a story of the twentieth is of the same month.
            Some(..=-1) if day.is_some_and(|d| month == today.month() && d < today.day()) => today.year(),
            Some(..=-1) if month >= today.month() => today.year() - 1,
            Some(1..) if month <= today.month() => today.year() + 1,
            None if self.future && !later && month != today.month() => today.year() + 1,
            // A month or two ahead is told of ahead; further back it is the past.
            None if !self.future && later && month - today.month() > 2 => today.year() - 1,
            _ => today.year(),
        })
    }

    /// A year behind a month: «2021», «، 2021», «من عام 2021», «عام 2021», and «م» behind it.
    pub(super) fn year_behind(&self, i: usize, lone: bool) -> Option<(i16, usize)> {
        let text = self.text;
        let mut at = i;
        if text.mark(at) == '،' || text.mark(at) == ',' || text.eq(at, "من") {
            at += 1;
        }
        let named = matches!(text.fold(at), "عام" | "العام" | "سنه" | "السنه" | "لعام" | "لسنه");
        at += usize::from(named);
        if lone && !named {
            return None;
        }
        let Some(year) = self.year_digits(at) else { return self.year_in_words(at) };
        let era = matches!(text.fold(at + 1), "م" | "ميلادي" | "ميلاديه")
            && (text.touches(at) || text.fold(at + 1) != "م" || !named);
        // «2021 م» of a clock («4:44 م») never touches a year.
        Some((year, at + 1 + usize::from(era && at + 1 < self.end)))
    }

    /// «ألفين وثمانية عشر», «ألف وتسعمئة وسبعين»: a year in words and where it ends.
    fn year_in_words(&self, i: usize) -> Option<(i16, usize)> {
        let n = numeral(self.text, i, self.end).filter(|n| !n.digits && n.value.fract() == 0.0)?;
        (1000.0..2200.0).contains(&n.value).then_some((n.value as i16, n.end))
    }

    fn year_digits(&self, i: usize) -> Option<i16> {
        let folded = (i < self.end && self.text.kind(i) == Kind::Number).then(|| self.text.fold(i))?;
        let year: i16 = folded.parse().ok()?;
        (folded.len() == 4 && (1000..=2199).contains(&year)).then_some(year)
    }

    /// «يوليو الماضي», «أيلول 2014», «شهر مايو»; a bare name only where a time is wanted.
    fn month(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let named = matches!(text.fold(i), "شهر" | "بشهر" | "لشهر");
        let at = i + usize::from(named);
        let (month, end) = self.month_name(at)?;
        if let Some((year, end)) = self.year_behind(end, false) {
            return Some(reading(Timex::Month(year, month), end, Cut::default(), &MONTH));
        }
        let (shift, end) = self.shift(end);
        let asked = named || shift.is_some() || i.checked_sub(1).is_some_and(|p| self.asks_for_time(p));
        if !asked {
            return None;
        }
        let year = self.year_of(month, None, shift);
        Some(resolved(
            year.map(|y| Timex::Month(y, month)),
            &format!("XXXX-{month:02}"),
            end,
            Cut::default(),
            &MONTH,
        ))
    }

    /// Whether the word at `i` leads to a time: «في», «منذ», «نهاية» …
    fn asks_for_time(&self, i: usize) -> bool {
        let text = self.text;
        text.is(&text.lex.edges, i, Strip::Proclitics).is_some()
            || text.is(&text.lex.time_prepositions, i, Strip::Proclitics).is_some()
            || matches!(
                text.fold(i).trim_start_matches('و'),
                "في" | "منذ" | "خلال" | "من" | "الي" | "وحتي" | "بين"
            )
    }

    /// «عام 2011», «سنة 2014», «2016 م», and four digits where a year stands.
    fn year(&self, i: usize) -> Option<Match> {
        let text = self.text;
        if let Some((year, end)) = self.year_behind(i, true)
            && text.kind(i) == Kind::Arabic
            && !text.eq(i, "من")
        {
            let cut = Cut {
                letters: u8::from(text.fold(i).starts_with("لعا") || text.fold(i).starts_with("لس")),
                ..Cut::default()
            };
            return Some(reading(Timex::Year(year), end, cut, &YEAR));
        }
        let year = self.year_digits(i)?;
        let before = i.checked_sub(1);
        let era = text.fold(i + 1) == "م" && text.touches(i);
        let led = before
            .is_some_and(|p| self.asks_for_time(p) || matches!(text.fold(p), "عامي" | "لعامي" | "وعام"));
        // «معرض 2015», «دستور 2014»: a name and its year, when no counted noun follows.
        let titled = before.is_some_and(|p| text.kind(p) == Kind::Arabic)
            && (1900..=2050).contains(&year)
            && (text.kind(i + 1) != Kind::Arabic
                || text.function(i + 1).is_some()
                || text.mark(i + 1) != ' '
                || i + 1 >= self.end);
        let plausible = (1900..=2050).contains(&year) && led && !self.counts(i + 1);
        (era || plausible || titled && !self.counts(i + 1))
            .then(|| reading(Timex::Year(year), i + 1 + usize::from(era), Cut::default(), &YEAR))
    }

    /// Whether the word at `i` is what a number counts: a unit, or a noun in the accusative of counting.
    fn counts(&self, i: usize) -> bool {
        let text = self.text;
        text.find(&text.lex.units, i, self.end, Strip::Nothing).is_some()
            || (text.kind(i) == Kind::Arabic && text.printed(i).ends_with(['ً'])
                || text.printed(i).ends_with("اً"))
            || text.is(&text.lex.numbers, i, Strip::Nothing).is_some()
    }

    /// «العام الماضي», «هذا الأسبوع», «الشهر المقبل», «نفس العام».
    pub(super) fn relative(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let this = matches!(text.fold(i), "هذا" | "هذه");
        let at = i + usize::from(this);
        let strip = if this { Strip::Nothing } else { Strip::Article };
        let found = text.find(&text.lex.time_units, at, at + 1, Strip::Article)?;
        if found.value.count != 1
            || !text.is_definite(at)
            || (strip == Strip::Nothing && found.cut.letters > 0)
        {
            return None;
        }
        let (shift, end) = self.shift(at + 1);
        let shift = match (this, shift) {
            (true, shift) => shift.unwrap_or(0),
            (false, Some(shift)) => shift,
            (false, None) => return None,
        };
        let timex = self.period(found.value.unit, shift);
        // «الأسبوع المقبل يوم الجمعة»
        if let Some((Some(Timex::Week(monday)), _)) = timex {
            let day = end + usize::from(matches!(self.text.fold(end), "يوم"));
            if let Some(weekday) = self.text.find(&self.text.lex.weekdays, day, self.end, Strip::Nothing) {
                let date = monday.checked_add((i32::from(*weekday.value) - 1).days()).ok()?;
                let cut = Cut { article: false, ..found.cut };
                return Some(resolved(Some(Timex::Day(date)), "", weekday.end, cut, &WEEKDAY));
            }
        }
        timex.map(|(timex, open)| resolved(timex, open, end, Cut { article: false, ..found.cut }, &RELATIVE))
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
    fn edge(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let found = text.find(&text.lex.edges, i, self.end, Strip::Proclitics)?;
        let at = found.end;
        let inner = [Self::relative, Self::month, Self::year, Self::day]
            .iter()
            .filter_map(|parse| parse(self, at))
            .max_by_key(|m| m.end);
        let inner = inner.or_else(|| {
            let unit = text.find(&text.lex.time_units, at, at + 1, Strip::Article)?;
            let whole = unit.cut.article && unit.cut.letters == 0 && unit.value.count == 1;
            let (timex, open) = whole.then(|| self.period(unit.value.unit, 0)).flatten()?;
            Some(resolved(timex, open, at + 1, Cut::default(), &EDGE))
        })?;
        let coarse = !matches!(inner.timex, Timex::Clock(..) | Timex::Part(..));
        coarse.then_some(Match { modifier: Some(*found.value), cut: found.cut, rule: &EDGE, ..inner })
    }

    // Lengths, sets, references -----------------------------------------------------------------------------------

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
    fn is_counted(&self, i: usize) -> bool {
        let text = self.text;
        i.checked_sub(1).is_some_and(|p| {
            text.kind(p) == Kind::Number
                || [Strip::Article].iter().any(|&s| {
                    text.is(&text.lex.numbers, p, s).is_some() || text.is(&text.lex.vague, p, s).is_some()
                })
        })
    }

    /// «قبل ثلاثة أيام»: the words behind «قبل», a day told from the publication.
    fn ago(&self, i: usize) -> Option<Match> {
        let text = self.text;
        if !i.checked_sub(1).is_some_and(|p| matches!(text.fold(p), "قبل" | "وقبل")) {
            return None;
        }
        let length = self.duration(i)?;
        let Timex::Duration(Some(count), unit) = length.timex else { return None };
        if count.fract() != 0.0 || length.modifier.is_some() {
            return None;
        }
        let n = count as i64;
        let today = self.today();
        let back = |span: Option<jiff::Span>| today.and_then(|t| t.checked_sub(span?).ok());
        let timex = match unit {
            TimeUnit::Day => back(jiff::Span::new().try_days(n).ok()).map(Timex::Day),
            TimeUnit::Week => back(jiff::Span::new().try_weeks(n).ok()).map(Timex::Day),
            TimeUnit::Month => {
                back(jiff::Span::new().try_months(n).ok()).map(|d| Timex::Month(d.year(), d.month()))
            }
            TimeUnit::Year => back(jiff::Span::new().try_years(n).ok()).map(|d| Timex::Year(d.year())),
            _ => return None,
        }?;
        Some(Match { anchored: true, ..reading(timex, length.end, length.cut, &AGO) })
    }

    /// «يوميا», «بشكل فصلي», «كل أسبوع».
    fn set(&self, i: usize) -> Option<Match> {
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
    fn reference(&self, i: usize) -> Option<Match> {
        let found = self.text.find(&self.text.lex.deictics, i, self.end, Strip::Proclitics)?;
        match *found.value {
            Deictic::Ref(name) => Some(reading(Timex::Ref(name), found.end, found.cut, &REFERENCE)),
            Deictic::Days(_) => None,
        }
    }
}
