//! Lengths, clock words, parts of years and lists of days in every order and style that the press has, and read back.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_sign_loss,
    reason = "a test stops where it finds a fault"
)]

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use khabar::Span;
use khabar::facts::time;
use khabar::lexicon::lexicons;
use khabar::record::Time;
use khabar::text::Text;
use proptest::prelude::*;

/// Three to ten, before a plural.
const SMALL: [&str; 8] = ["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"];
/// Plural and dual of units, and their letters.
const UNITS: [(&str, &str, &str); 5] = [
    ("ساعات", "ساعتين", "TH"),
    ("أيام", "يومين", "D"),
    ("أسابيع", "أسبوعين", "W"),
    ("أشهر", "شهرين", "M"),
    ("أعوام", "عامين", "Y"),
];
const HOURS: [&str; 12] = [
    "الواحدة",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
    "العاشرة",
    "الحادية عشرة",
    "الثانية عشرة",
];
const MINUTES: [(&str, i8); 6] =
    [("", 0), (" والنصف", 30), (" والربع", 15), (" والثلث", 20), (" إلا ربعا", -15), (" وعشر دقائق", 10)];
/// Styles of a clock time with its part of the day and its day.
const ORDERS: [&str; 9] = [
    "الساعة {hour}{part} {day}",
    "{hour}{part} {day}",
    "الساعة {hour} من{part} {day}",
    "{hour} من{part} {day}",
    "الساعة {hour}{part} يوم {day}",
    "{day} الساعة {hour}{part}",
    "{day} عند {hour}{part}",
    "يوم {day} الساعة {hour}{part}",
    "{day}، الساعة {hour}{part}",
];
const MONTHS: [&str; 6] = ["مارس", "نيسان", "ماي", "يوليوز", "تشرين الأول", "كانون الأول/ديسمبر"];
const MONTH_NUMBERS: [i8; 6] = [3, 4, 5, 7, 10, 12];

fn published() -> DateTime {
    date(2021, 11, 4).at(16, 44, 29, 0)
}

fn found(source: &str) -> Vec<Time> {
    let text = Text::new(source, &[Span::from(0..source.len())], lexicons());
    time::record(&time::times(&text, Some(published())))
}

fn values(source: &str) -> Vec<String> {
    found(source).into_iter().map(|t| t.value).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn every_length_reads_back(count in 2_i64..90, unit in 0..UNITS.len(), in_words in any::<bool>(), bound in 0..3_usize) {
        let (plural, dual, letter) = UNITS[unit];
        let words = match count {
            2 => dual.to_owned(),
            3..=10 if in_words => format!("{} {plural}", SMALL[count as usize - 3]),
            3..=10 => format!("{count} {plural}"),
            _ => format!("{count} {}", ["ساعة", "يوما", "أسبوعا", "شهرا", "عاما"][unit]),
        };
        let source = format!("دام العمل {}{words} في الميناء.", ["", "نحو ", "أكثر من "][bound]);
        let (time, letter) = letter.strip_prefix('T').map_or(("", letter), |l| ("T", l));
        prop_assert_eq!(values(&source), [format!("P{time}{count}{letter}")], "{}", source);
        // Nothing says that it is counted from the publication.
        prop_assert!(found(&source).iter().all(|t| t.earliest.is_none() && t.anchor.is_none()));
    }

    #[test]
    fn days_ago_and_ahead_are_days(count in 3_i32..90, is_back in any::<bool>()) {
        let words = if count <= 10 { format!("{count} أيام") } else { format!("{count} يوما") };
        let (source, day) = if is_back {
            (format!("عاد الوفد قبل {words}."), published().date().checked_sub(count.days()))
        } else {
            (format!("سيعود الوفد بعد {words}."), published().date().checked_add(count.days()))
        };
        let day = day.expect("a day").to_string();
        let found = found(&source);
        prop_assert_eq!(found.len(), 1, "{}", source);
        prop_assert_eq!(&found[0].value, &format!("P{count}D"), "{}", source);
        prop_assert_eq!(found[0].earliest.as_deref(), Some(day.as_str()), "{}", source);
        prop_assert_eq!(found[0].latest.as_deref(), Some(day.as_str()), "{}", source);
        // Counted from something else it has no days.
        let other = source.trim_end_matches('.').to_owned() + " من الحادث.";
        prop_assert!(self::found(&other).iter().all(|t| t.earliest.is_none()), "{}", other);
    }

    #[test]
    fn clock_words_meet_in_any_order(
        hour in 1_i8..12,
        minutes in 0..MINUTES.len(),
        is_late in any::<bool>(),
        order in 0..ORDERS.len(),
        back in 1_i32..7,
    ) {
        let (words, more) = MINUTES[minutes];
        let hour = if is_late { hour } else { hour.max(2) };
        let day = published().date().checked_sub(back.days()).expect("a day");
        let weekday = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
            [day.weekday().to_monday_zero_offset() as usize];
        let part = if is_late { " مساء" } else { " صباح" };
        // Behind the day the part stands in the accusative.
        let part = if order >= 4 && !is_late { " صباحا" } else { part };
        let part = if order < 2 && !is_late { " صباح" } else { part };
        let source = ORDERS[order]
            .replace("{hour}", &format!("{}{words}", HOURS[hour as usize - 1]))
            .replace("{part}", part)
            .replace("{day}", weekday);
        let source = format!("انطلقت الحافلة {source} من المحطة.");
        let at = i32::from(hour) * 60 + i32::from(more) + if is_late { 12 * 60 } else { 0 };
        let wanted = format!("{day}T{:02}:{:02}", at / 60, at % 60);
        prop_assert_eq!(values(&source), [wanted], "{}", source);
    }

    #[test]
    fn lists_of_days_share_their_month(first in 1_i8..13, more in 1_i8..9, month in 0..MONTHS.len(), style in 0..5_usize) {
        let (second, number) = (first + more, MONTH_NUMBERS[month]);
        let list = [
            "يومي {a} و{b} {m} 2020",
            "من {a} إلى {b} {m} 2020",
            "بين {a} و{b} {m} 2020",
            "في {a} و{b} {m} 2020",
            "{a}-{b} {m} 2020",
        ][style];
        let list = list.replace("{a}", &first.to_string()).replace("{b}", &second.to_string()).replace("{m}", MONTHS[month]);
        let source = format!("تقام الدورة {list} في المدينة.");
        let day = |day: i8| Date::new(2020, number, day).expect("a day").to_string();
        prop_assert_eq!(values(&source), [day(first), day(second)], "{}", source);
    }

    #[test]
    fn parts_of_years_read_back(year in 1950_i16..2060, part in 0..6_usize, style in 0..4_usize) {
        let (words, value) = [
            ("الربع الأول", "Q1"),
            ("الربع الثاني", "Q2"),
            ("الربع الثالث", "Q3"),
            ("الربع الأخير", "Q4"),
            ("النصف الأول", "H1"),
            ("النصف الثاني", "H2"),
        ][part];
        let of = ["من عام", "من", "من سنة", "في"][style];
        let source = format!("ارتفعت المبيعات خلال {words} {of} {year}.");
        prop_assert_eq!(values(&source), [format!("{year}-{value}")], "{}", source);
    }

    #[test]
    fn ages_read_back(age in 11_u8..99, style in 0..3_usize) {
        let source = [
            "فقد رجل يبلغ من العمر {n} عاما.",
            "فقد شاب في الـ{n} من عمره.",
            "فقدت امرأة في {n} من العمر.",
        ][style].replace("{n}", &age.to_string());
        prop_assert_eq!(values(&source), [format!("P{age}Y")], "{}", source);
    }
}
