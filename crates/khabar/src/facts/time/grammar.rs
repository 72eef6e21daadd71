//! The grammar of time expressions: small parsers over tokens that compose (in the manner of Duckling). Here are the rules
//! and what all share, months, years and units; days, clock times, periods and lengths have files of their own.
//!
//! Each parser takes a token number and gives what it read and where it ended. None looks back; what a preposition in
//! front makes of a time is the business of the layer (`super`).

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::hijri;
use super::timex::{Timex, monday};
use crate::facts::number::numeral;
use crate::facts::rule::Rule;
use crate::lexicon::{Calendar, TimeUnit};
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
        // No time begins with a mark or a foreign word that names no month or weekday; most tokens end here.
        match self.text.kind(i) {
            Kind::Mark(_) => return None,
            Kind::Other if !self.is_foreign_name(i) => return None,
            _ => {}
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
        // «Feb. 19» may be a day or a month: foreign names tell a day with its year alone.
        best.filter(|found| self.text.kind(i) != Kind::Other || !found.anchored)
    }

    /// Whether a foreign word opens a printed date: «Nov 4, 2021», «Thursday 4/11/2021».
    fn is_foreign_name(&self, i: usize) -> bool {
        let (text, lex) = (self.text, self.text.lex);
        text.is(&lex.months, i, Strip::Nothing).is_some()
            || text.is(&lex.weekdays, i, Strip::Nothing).is_some()
    }

    pub(super) fn today(&self) -> Option<Date> {
        self.published.map(DateTime::date)
    }

    /// A Gregorian month name, with its name in another press: «يوليو/تموز», «أغسطس (آب)», «تموز يوليو».
    pub(super) fn month_name(&self, i: usize) -> Option<(i8, usize)> {
        let text = self.text;
        let name = |at: usize| {
            text.find(&text.lex.months, at, self.end, Strip::Nothing)
                .filter(|f| f.value.calendar == Calendar::Gregorian)
        };
        let found = name(i)?;
        let same = |at: usize| name(at).filter(|o| o.value.number == found.value.number).map(|o| o.end);
        let end = match text.mark(found.end) {
            '/' | '-' | '–' => same(found.end + 1),
            '(' => same(found.end + 1).filter(|&end| text.mark(end) == ')').map(|end| end + 1),
            _ => same(found.end),
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
    pub(super) fn year_of(&self, month: i8, day: Option<i8>, shift: Option<i32>) -> Option<i16> {
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
        let is_joined =
            matches!(text.mark(at), '-' | '/') && at > 0 && text.touches(at - 1) && text.touches(at);
        if matches!(text.mark(at), '،' | ',') || text.eq(at, "من") || is_joined {
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
    pub(super) fn year_in_words(&self, i: usize) -> Option<(i16, usize)> {
        let n = numeral(self.text, i, self.end).filter(|n| !n.digits && n.value.fract() == 0.0)?;
        (1000.0..2200.0).contains(&n.value).then_some((n.value as i16, n.end))
    }

    pub(super) fn year_digits(&self, i: usize) -> Option<i16> {
        let folded = (i < self.end && self.text.kind(i) == Kind::Number).then(|| self.text.fold(i))?;
        let year: i16 = folded.parse().ok()?;
        (folded.len() == 4 && (1000..=2199).contains(&year)).then_some(year)
    }

    /// «يوليو الماضي», «أيلول 2014», «شهر مايو»; a bare name only where a time is wanted.
    pub(super) fn month(&self, i: usize) -> Option<Match> {
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
    pub(super) fn asks_for_time(&self, i: usize) -> bool {
        let text = self.text;
        text.is(&text.lex.edges, i, Strip::Proclitics).is_some()
            || text.is(&text.lex.time_prepositions, i, Strip::Proclitics).is_some()
            || matches!(
                text.fold(i).trim_start_matches('و'),
                "في" | "منذ" | "خلال" | "من" | "الي" | "وحتي" | "بين"
            )
    }

    /// «عام 2011», «سنة 2014», «2016 م», and four digits where a year stands.
    pub(super) fn year(&self, i: usize) -> Option<Match> {
        let text = self.text;
        if let Some((year, end)) = self.year_behind(i, true)
            && text.kind(i) == Kind::Arabic
            && !text.eq(i, "من")
        {
            let cut = Cut {
                letters: u8::from(text.fold(i).starts_with("لعا") || text.fold(i).starts_with("لس")),
                ..Cut::default()
            };
            return Some(self.called_year(year, end, cut));
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

    /// The year behind «عام»; «عام 1436» and «عام 1250 هـ» are Hijri.
    fn called_year(&self, year: i16, end: usize, cut: Cut) -> Match {
        let behind = self.behind_era(end);
        let is_hijri =
            behind > end || hijri::HIJRI_YEARS.contains(&year) && !self.is_gregorian(end.saturating_sub(1));
        match hijri::year(year).filter(|_| is_hijri) {
            Some((year, first, last)) => {
                let value = format!("{year:04}");
                reading(Timex::Bounded { value, kind: TimeType::Date, first, last }, behind, cut, &HIJRI)
            }
            None => reading(Timex::Year(year), end, cut, &YEAR),
        }
    }

    /// Whether the word at `i` is what a number counts: a unit, or a noun in the accusative of counting.
    pub(super) fn counts(&self, i: usize) -> bool {
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
    pub(super) fn edge(&self, i: usize) -> Option<Match> {
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
}
