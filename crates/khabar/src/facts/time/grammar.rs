//! The grammar of time expressions: small parsers over tokens that compose (in the manner of Duckling). Here are the rules
//! and how a parse is chosen; days, months, periods, clock times and lengths have files of their own.
//!
//! Each parser takes a token number and gives what it read and where it ended. What may begin at a token is one look-up
//! ([`TimeBits`]), so most tokens meet no parser. Of several parses the longest stands, among equals the first of the list:
//! what says more stands before what says less.

use jiff::civil::{Date, DateTime};

use super::Found;
use super::timex::Timex;
use crate::facts::rule::{Rule, rules};
use crate::lexicon::{Tense, TimeBits};
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
    /// The times found before: what «في اليوم التالي» is counted from, what «و2015» goes on.
    pub found: &'t [Found],
    /// Whether the verb of the clause looks ahead.
    pub future: bool,
    /// The tense of the nearest verb before.
    pub verb: Option<Tense>,
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
    /// The number of the time told before that it was counted from.
    pub told: Option<u32>,
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

rules! {
    NUMERIC_DATE = "time.numeric-date@1", "day, month and year in digits, the day first unless the year is", "عقد اللقاء في 31/10/2021 في بغداد.";
    HIJRI = "time.hijri@2", "a day, month or year of the Hijri calendar; without its year the nearest", "انتهت المهلة في 15 ربيع الأول 1446.";
    DAY_MONTH = "time.day-month@1", "a day and a month name, with or without a year", "عاد الوفد في 2 نوفمبر 2021 إلى بلاده.";
    MONTH = "time.month@2", "a month name with a year or a word such as «الماضي»", "زار الوزير القاهرة في يوليو/تموز الماضي.";
    YEAR = "time.year@2", "a year behind «عام» or «سنة», or four digits where a year stands", "تأسست الشركة عام 2011 في عمان.";
    DEICTIC = "time.deictic@2", "a day told from the publication: «اليوم», «أمس», «غدا»", "وصل الوفد أمس إلى المدينة.";
    WEEKDAY = "time.weekday@1", "a day of the week: the nearest one not after the publication, unless the verb looks ahead", "وصل الوفد الثلاثاء إلى المدينة.";
    RELATIVE = "time.relative@1", "a unit moved by «الماضي», «الجاري», «المقبل» or «هذا»", "ارتفعت الأسعار الشهر الماضي.";
    ANAPHORIC = "time.anaphoric@2", "a unit moved from a time told before, or the same", "بدأ العمل في 3 مايو 2020 وتوقف في اليوم التالي.";
    EDGE = "time.edge@2", "the start, middle or end of a period", "ينتهي المشروع بحلول نهاية العام الجاري.";
    SEASON = "time.season@2", "a season with its year", "عاد الوفد في صيف 2016.";
    PART = "time.part-of-year@2", "a quarter or half of a year", "ارتفعت الأرباح في الربع الثالث من عام 2016.";
    NAMED_YEAR = "time.named-year@1", "a school or fiscal year", "تبدأ الدراسة في العام الدراسي 2020-2021.";
    DECADE = "time.decade@1", "a decade or a century", "بني المصنع في سبعينيات القرن الماضي.";
    COUNTED = "time.counted@1", "counted units up to the publication or from it on", "تصل المضخات خلال الأيام العشرة المقبلة.";
    REST = "time.rest@1", "what is left of a period", "يستمر المطر بقية الأسبوع.";
    WEEKEND = "time.weekend@1", "the end of the week", "تغلق الطريق في عطلة نهاية الأسبوع.";
    WHOLE = "time.whole@1", "one whole unit, or half of one", "استمر الانقطاع لمدة ساعة.";
    HOLIDAY = "time.holiday@2", "a religious or national day with the date it has in its year", "تصرف الرواتب قبل عيد الفطر.";
    DAY_PART = "time.day-part@2", "a part of a day, with the day", "وصل الوفد صباح اليوم إلى المدينة.";
    RANGE = "time.range@2", "the first end of a range that takes its month, unit or half of the day from the second", "يقام المعرض من 4 إلى 22 يناير 2022.";
    CLOCK = "time.clock@2", "a clock time, with or without the day", "بدأ الاجتماع الساعة 8 مساء اليوم.";
    DURATION = "time.duration@2", "a number and a unit of time, or a dual", "استمرت المعركة ثلاثة أيام.";
    COUNTED_LENGTH = "time.counted-length@1", "a length that a preposition counts from the publication", "وصل الوفد قبل ثلاثة أيام.";
    LONE = "time.lone-unit@1", "a unit without a number where a length stands: one of it", "عاد الوفد بعد أسبوع من الغياب.";
    AGE = "time.age@1", "the years of a life", "اختفى شاب في السابعة عشرة من عمره.";
    RATE = "time.rate@1", "what a number counts for: so many in a unit", "ينتج الحقل 900 برميل في اليوم.";
    WEEK_OF = "time.week-of@1", "a week of a month or year by its number", "يبدأ التسجيل في الأسبوع الأول من مارس 2022.";
    STRETCH = "time.stretch@1", "units that nobody counts, or the part of a year that was told, in another year", "هطلت أمطار خلال الأيام الماضية.";
    NTH = "time.nth@1", "a day of a month or feast by its number in words", "تعطل الدوائر في أول أيام عيد الفطر.";
    VAGUE_DURATION = "time.vague-duration@2", "a plural unit of time without a number", "تعمل اللجنة منذ أشهر.";
    SET = "time.set@2", "a recurring time", "تصدر الصحيفة يوميا.";
    EVERY = "time.every@2", "«كل» with a unit of time", "يجتمع المجلس كل أسبوع.";
    REFERENCE = "time.reference@2", "a vague reference to past, present or future", "قال في وقت سابق إن الأمر انتهى.";
}

/// A reading that needs the publication; where there is none, the open value.
pub(super) fn resolved(timex: Option<Timex>, open: &str, end: usize, cut: Cut, rule: &'static Rule) -> Match {
    let timex = timex.unwrap_or_else(|| Timex::Open(open.to_owned(), TimeType::Date));
    Match { anchored: true, ..reading(timex, end, cut, rule) }
}

pub(super) fn reading(timex: Timex, end: usize, cut: Cut, rule: &'static Rule) -> Match {
    Match { timex, modifier: None, end, cut, anchored: false, told: None, rule }
}

const WHOLE_DAYS: TimeBits = TimeBits::DEICTICS
    .with(TimeBits::WEEKDAYS)
    .with(TimeBits::DIGITS)
    .with(TimeBits::NUMBERS)
    .with(TimeBits::UNITS)
    .with(TimeBits::PAIR)
    .with(TimeBits::WORDS)
    .with(TimeBits::MONTHS);
const PARTS: TimeBits = WHOLE_DAYS.with(TimeBits::THIS);
const CLOCKS: TimeBits = PARTS.with(TimeBits::PARTS).with(TimeBits::HOUR);
const UNITS: TimeBits =
    TimeBits::UNITS.with(TimeBits::THIS).with(TimeBits::SAME).with(TimeBits::THAT).with(TimeBits::SPAN);
const LENGTHS: TimeBits = TimeBits::DIGITS
    .with(TimeBits::NUMBERS)
    .with(TimeBits::UNITS)
    .with(TimeBits::BOUNDS)
    .with(TimeBits::WORDS);

/// What reads one kind of time at a token.
type Parser<'t> = fn(&Context<'t>, usize) -> Option<Match>;

impl<'t> Context<'t> {
    /// A text in which nothing was told yet.
    #[must_use]
    pub const fn new(text: &'t Text<'t>, end: usize, published: Option<DateTime>) -> Self {
        Self { text, end, published, found: &[], future: false, verb: None }
    }

    /// The time expression that begins at token `i`.
    #[must_use]
    pub fn longest(&self, i: usize) -> Option<Match> {
        let opens = self.opens(i);
        // «الـ29 من أكتوبر»: the article of a number in digits stands alone.
        if opens == TimeBits::default() {
            let is_article = self.text.eq(i, "ال") && self.text.kind(i + 1) == Kind::Number;
            return is_article.then(|| self.longest(i + 1)).flatten().filter(|m| m.cut.letters == 0);
        }
        // No time begins with a foreign word that names no month or weekday.
        if self.text.kind(i) == Kind::Other && !self.is_foreign_name(i) {
            return None;
        }
        let parsers: [(TimeBits, Parser<'t>); 28] = [
            (TimeBits::UNITS, Self::rate),
            (TimeBits::WORDS, Self::part_of_year),
            (TimeBits::EDGES, Self::edge),
            (TimeBits::WORDS, Self::week_of),
            (TimeBits::WORDS, Self::nth),
            (TimeBits::MONTHS.with(TimeBits::MONTH), Self::hijri_month),
            (TimeBits::WORDS, Self::named_year),
            (TimeBits::HOLIDAYS, Self::holiday),
            (LENGTHS, Self::counted),
            (TimeBits::WORDS, Self::rest),
            (TimeBits::WORDS, Self::weekend),
            (TimeBits::SEASONS.with(TimeBits::SEASON).with(TimeBits::THIS), Self::season),
            (TimeBits::WORDS.with(TimeBits::PAIR), Self::decade),
            (LENGTHS.with(TimeBits::HALF), Self::whole),
            (CLOCKS, Self::clock),
            (TimeBits::PARTS, Self::part_of_day),
            (PARTS, Self::day_and_part),
            (TimeBits::PARTS, Self::part_alone),
            (PARTS, Self::day),
            (TimeBits::MONTHS.with(TimeBits::MONTH).with(TimeBits::PAIR), Self::month),
            (TimeBits::DIGITS.with(TimeBits::YEAR).with(TimeBits::PAIR).with(TimeBits::NUMBERS), Self::year),
            (UNITS, Self::anaphoric),
            (UNITS, Self::same_stretch),
            (UNITS, Self::relative),
            (TimeBits::DIGITS.with(TimeBits::NUMBERS), Self::age),
            (LENGTHS, Self::duration),
            (TimeBits::SETS.with(TimeBits::EVERY), Self::set),
            (TimeBits::DEICTICS, Self::reference),
        ];
        let mut best: Option<Match> = None;
        for (_, parse) in parsers.iter().filter(|(wanted, _)| opens.any(*wanted)) {
            if let Some(found) = parse(self, i)
                && best.as_ref().is_none_or(|b| found.end > b.end)
            {
                best = Some(found);
            }
        }
        // «Feb. 19» may be a day or a month: foreign names tell a day with its year alone.
        let best = best.filter(|found| self.text.kind(i) != Kind::Other || !found.anchored)?;
        Some(self.counted_length(i, &best).unwrap_or(best))
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
}
