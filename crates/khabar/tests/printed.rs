//! Days and clock times printed in every style that Arabic sites have, and read back.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_sign_loss,
    reason = "a test stops where it finds a fault"
)]

use icu_calendar::Date as IcuDate;
use icu_calendar::cal::{Hijri, Iso};
use jiff::civil::{Date, DateTime};
use khabar::facts::time;
use khabar::lexicon::lexicons;
use khabar::text::Text;
use khabar::{Input, Options, Span, read};
use proptest::prelude::*;

/// The months of Egypt and the Gulf, of the Levant and Iraq, of Tunisia and Algeria, of Morocco.
const MONTHS: [[&str; 12]; 4] = [
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ],
    [
        "جانفي",
        "فيفري",
        "مارس",
        "أفريل",
        "ماي",
        "جوان",
        "جويلية",
        "أوت",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "ماي",
        "يونيو",
        "يوليوز",
        "غشت",
        "شتنبر",
        "أكتوبر",
        "نونبر",
        "دجنبر",
    ],
];
const HIJRI_MONTHS: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];

/// Styles of a day. `d` and `m` are numbers, `dd` and `mm` of two digits; `month` is the press's name, `levant` the Levant's,
/// `hd hmonth hy` and `hm` are the Hijri day, `Month` and `Mon` English.
const DAYS: [&str; 45] = [
    "{d}/{m}/{y}",
    "{dd}/{mm}/{y}",
    "{d}-{m}-{y}",
    "{dd}.{mm}.{y}",
    "{y}-{mm}-{dd}",
    "{y}/{mm}/{dd}",
    "{y}/{m}/{d}",
    "{d} / {m} / {y}",
    "{d} / {m} / {y} م",
    "{dd} - {mm} - {y}",
    "{dd}/{mm}/{y}م",
    "{d} {month} {y}",
    "{dd} {month} {y}",
    "{d} {month}، {y}",
    "{d} {month}, {y}",
    "{d} {month} {y} م",
    "{d} {month} {y}م",
    "{d}-{month}-{y}",
    "{d}/{month}/{y}",
    "{month} {d}, {y}",
    "{month} {d}، {y}",
    "{d} من {month} عام {y}",
    "{d} {month}/{levant} {y}",
    "{d} {levant}/{month} {y}",
    "{d} {levant} / {month} {y}",
    "{d} {levant} {month} {y}",
    "{d} {month}-{levant} {y}",
    "{d} {levant} ({month}) {y}",
    "{levant}/{month} {d}, {y}",
    "{weekday} {d} {month} {y}",
    "{weekday}، {d} {month} {y}",
    "{weekday}, {d} {month}, {y}",
    "{weekday} - {d} {month} {y}",
    "{weekday}: {d}/{m}/{y}",
    "{weekday} {d}-{m}-{y}",
    "{weekday} ,{dd}/{mm}/{y}",
    "{weekday}، {d}-{month}-{y}",
    "يوم {weekday}، {d} {month} {y}م",
    "يوم {weekday} الموافق {d}/{m}/{y}",
    "{Mon} {d}, {y}",
    "{Month} {d}, {y}",
    "{d} {Mon} {y}",
    "{d} {Month} {y}",
    "Thursday, {Month} {d}, {y}",
    "{weekday} {d} {month} ({levant}) {y}",
];

/// Styles of a day in two calendars.
const BOTH: [&str; 10] = [
    "{weekday} {hd} {hmonth} {hy} هـ الموافق {d} {month} {y} م",
    "{weekday} {hd} {hmonth} {hy}هـ - {d} {month} {y}م",
    "{weekday} {hd} {hmonth} {hy}هـ -{d} {levant} {y}م",
    "{d} {month} {y} الموافق {hd} {hmonth} {hy}",
    "{d} {month} {y} الموافق لـ {hd} {hmonth} {hy} هـ",
    "{d} {month} {y}م / {hd} {hmonth} {hy}هـ",
    "{d} {month} {y} ({hd} {hmonth} {hy} هـ)",
    "{hd}/{hm}/{hy} هـ الموافق {d}/{m}/{y} م",
    "{hy}/{hm}/{hd}هـ - {y}/{m}/{d}م",
    "{hd} من شهر {hmonth} {hy} هـ، الموافق {d} {month} {y}",
];

/// Styles of a clock time around a day.
const CLOCKS: [&str; 22] = [
    "{day} {H}:{M}",
    "{day} - {H}:{M}",
    "{day} | {H}:{M}",
    "{day}، {H}:{M}",
    "{day}, {H}:{M}",
    "{day} الساعة {H}:{M}",
    "{day} الساعة: {H}:{M}",
    "{day} على الساعة {H}:{M}",
    "{day} في الساعة {H}:{M}",
    "{day} - {h}:{M} {half}",
    "{day} {h}:{M} {half-word}",
    "{day} {h}:{M}{half}",
    "{day} {h}:{M} {ampm}",
    "{day} | {H}:{M} GMT",
    "{day} - {H}:{M} بتوقيت مكة المكرمة",
    "{day} الساعة {H}:{M} بتوقيت القدس",
    "{day}، {H}:{M} (GMT+3)",
    "{H}:{M} {day}",
    "{H}:{M} - {day}",
    "الساعة {H}:{M} - {day}",
    "{h}:{M} {half} | {day}",
    "{H}:{M} بتوقيت غرينتش، {day}",
];

/// Digits of the three families.
fn digits(words: &str, family: u8) -> String {
    let zero = [u32::from('0'), 0x0660, 0x06F0][usize::from(family)];
    words.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(zero + d)).unwrap_or(c)).collect()
}

fn umm_al_qura(day: Date) -> (i32, u8, u8) {
    let iso = IcuDate::try_new_iso(i32::from(day.year()), day.month() as u8, day.day() as u8).expect("a day");
    let date = iso.to_calendar(Iso).to_calendar(Hijri::new_umm_al_qura());
    (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}

/// A day in a style, the press its months are of.
fn print_day(style: &str, day: Date, press: usize) -> String {
    let at = day.month() as usize - 1;
    let (hy, hm, hd) = umm_al_qura(day);
    let weekday = WEEKDAYS[day.weekday().to_monday_zero_offset() as usize];
    [
        ("{d}", day.day().to_string()),
        ("{dd}", format!("{:02}", day.day())),
        ("{m}", day.month().to_string()),
        ("{mm}", format!("{:02}", day.month())),
        ("{y}", day.year().to_string()),
        ("{month}", MONTHS[press][at].to_owned()),
        ("{levant}", MONTHS[1][at].to_owned()),
        ("{Month}", ENGLISH[at].to_owned()),
        ("{Mon}", ENGLISH[at][..3].to_owned()),
        ("{weekday}", weekday.to_owned()),
        ("{hd}", hd.to_string()),
        ("{hm}", hm.to_string()),
        ("{hmonth}", HIJRI_MONTHS[usize::from(hm) - 1].to_owned()),
        ("{hy}", hy.to_string()),
    ]
    .iter()
    .fold(style.to_owned(), |words, (name, value)| words.replace(name, value))
}

/// A clock time around a day that is printed.
fn print_clock(style: &str, day: &str, when: DateTime) -> String {
    let is_late = when.hour() >= 12;
    [
        ("{H}", format!("{:02}", when.hour())),
        ("{h}", format!("{}", (when.hour() + 11) % 12 + 1)),
        ("{M}", format!("{:02}", when.minute())),
        ("{half}", if is_late { "م" } else { "ص" }.to_owned()),
        ("{half-word}", if is_late { "مساءً" } else { "صباحًا" }.to_owned()),
        ("{ampm}", if is_late { "PM" } else { "AM" }.to_owned()),
        ("{day}", day.to_owned()),
    ]
    .iter()
    .fold(style.to_owned(), |words, (name, value)| words.replace(name, value))
}

/// The value of words that are a time from their first to their last.
fn value(words: &str) -> Option<String> {
    let (span, timex) = time::printed(words)?;
    (span.of(words) == words).then(|| timex.to_string())
}

/// Days of every month, of both ends of a month, of years in which the news are old.
fn days() -> impl Iterator<Item = Date> {
    (1..=12_i8).flat_map(|month| {
        [(2021, 4), (1998, 31), (2010, 12), (2024, 29)]
            .into_iter()
            .filter_map(move |(year, day)| Date::new(year, month, day).ok())
    })
}

#[test]
fn every_style_of_a_day_reads_back() {
    for style in DAYS.iter().chain(&BOTH) {
        for day in days() {
            for press in 0..MONTHS.len() {
                for family in 0..3 {
                    let words = digits(&print_day(style, day, press), family);
                    assert_eq!(value(&words), Some(day.to_string()), "{style}: {words}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn every_style_of_a_clock_time_reads_back(
        day in (1950_i16..2070, 1_i8..13, 1_i8..32).prop_filter_map("a day", |(y, m, d)| Date::new(y, m, d).ok()),
        time in (0_i8..24, 0_i8..60),
        style in 0..DAYS.len() + BOTH.len(),
        clock in 0..CLOCKS.len(),
        press in 0..MONTHS.len(),
        family in 0_u8..3,
    ) {
        let when = day.at(time.0, time.1, 0, 0);
        let day = print_day(DAYS.get(style).unwrap_or_else(|| &BOTH[style - DAYS.len()]), day, press);
        let words = digits(&print_clock(CLOCKS[clock], &day, when), family);
        prop_assert_eq!(value(&words), Some(when.strftime("%Y-%m-%dT%H:%M").to_string()), "{}", words);
    }

    #[test]
    fn a_day_in_a_sentence_is_one_time(
        day in (1900_i16..2100, 1_i8..13, 1_i8..32).prop_filter_map("a day", |(y, m, d)| Date::new(y, m, d).ok()),
        style in 0..DAYS.len(),
        press in 0..MONTHS.len(),
        family in 0_u8..3,
    ) {
        let words = digits(&print_day(DAYS[style], day, press), family);
        let source = format!("عقد اللقاء في {words} في العاصمة.");
        let text = Text::new(&source, &[Span::from(0..source.len())], lexicons());
        let published = jiff::civil::date(2021, 11, 4).to_datetime(jiff::civil::Time::midnight());
        let found = time::record(&time::times(&text, Some(published)));
        let values: Vec<&str> = found.iter().map(|t| t.value.as_str()).collect();
        prop_assert_eq!(values, [day.to_string()], "{}", source);
    }
}

/// Styles that a table of days and clock times does not make.
#[test]
fn other_styles() {
    for (words, wanted) in [
        ("2021-11-04T10:30", "2021-11-04T10:30"),
        ("2021-11-04T10:30:00Z", "2021-11-04T10:30:00"),
        ("2021-11-04T10:30:00+03:00", "2021-11-04T10:30:00"),
        ("2021-11-04T10:30:00.000+0300", "2021-11-04T10:30:00"),
        ("٢٤/٢/2٠١٧", "2017-02-24"),
        ("الخميس 4/11/21", "2021-11-04"),
        ("الخميس 04-11-21", "2021-11-04"),
        ("الثلاثاء غرة رجب 1440هـ - 8 مارس 2019م", "2019-03-08"),
        ("4 نوفمبر 2021 الساعة 10 و30 دقيقة", "2021-11-04T10:30"),
        ("4 نوفمبر 2021 الساعة 10.30", "2021-11-04T10:30"),
        ("4 نوفمبر 2021 على الساعة 10h30", "2021-11-04T10:30"),
        ("4 نوفمبر 2021 الساعة العاشرة والنصف صباحا", "2021-11-04T10:30"),
        ("4 نوفمبر 2021 الوقت: 10:30", "2021-11-04T10:30"),
        ("10:30 بتاريخ 4 نوفمبر 2021", "2021-11-04T10:30"),
        ("الأربعاء 13 يونيو-حزيران 2018 الساعة 09 مساءً", "2018-06-13T21:00"),
        ("jeudi 4 novembre 2021", "2021-11-04"),
        ("Nov. 4, 2021", "2021-11-04"),
        ("4 أغشت 2021", "2021-08-04"),
    ] {
        assert_eq!(value(words).as_deref(), Some(wanted), "{words}");
    }
}

#[test]
fn what_is_no_day() {
    for words in [
        "3/4 السكان",
        "الهاتف 07-11-2021-33",
        "الرقم 5/4/11/2021",
        "978-9953-21-2021-4",
        "+964 770 123 2021",
        "فاز الفريق 2-1-1",
        "الإصدار 4.11.2",
        "الإصدار 10.15.7.2021",
        "2019-2021",
        "2019/2020/2021",
        "بسعر 4.11 دولار",
        "45/11/2021",
        "4/15/11",
        "صحيفة The Sun",
        "May 2021 people",
    ] {
        assert_eq!(time::printed(words), None, "{words}");
    }
}

/// The page that a line of its own dates, below the headline.
fn published(line: &str, retrieved: Option<&str>) -> (Option<String>, Option<String>) {
    let story = "أعلنت بلدية المدينة افتتاح الجسر الجديد أمام السيارات بعد عام من العمل، بحضور عدد من سكان الحي ومهندسيه.";
    let page = format!("افتتاح الجسر الجديد\n{line}\n{story}");
    let input = Input { bytes: page.as_bytes(), retrieved, ..Input::default() };
    let article = read(&input, &Options::default()).article;
    (article.published, article.updated)
}

#[test]
fn lines_that_say_when() {
    for (line, wanted) in [
        ("تاريخ النشر:04.11.2021 | 10:30 GMT", "2021-11-04T10:30"),
        ("نُشر: 2021/11/04 الساعة 10:30 بتوقيت القدس", "2021-11-04T10:30"),
        ("أضيف في 4 نوفمبر 2021 الساعة 10:30ص", "2021-11-04T10:30"),
        ("حُررت في: 4 نوفمبر 2021 على الساعة 10h30", "2021-11-04T10:30"),
        ("| نوفمبر 4, 2021 على الساعة 10:30 |", "2021-11-04T10:30"),
        ("السبت 23 صفر 1443هـ - 2 أكتوبر 2021م - 10 برج الميزان", "2021-10-02"),
        ("Posted on November 4, 2021", "2021-11-04"),
        ("نشر في جريدة الساحل يوم 23 - 09 - 2012", "2012-09-23"),
    ] {
        assert_eq!(published(line, None), (Some(wanted.to_owned()), None), "{line}");
    }
}

/// A label of changes dates no publication.
#[test]
fn a_change_is_no_publication() {
    let changed = Some("2021-11-04T10:30".to_owned());
    for line in ["آخر تحديث: الخميس 4 نوفمبر 2021 - 10:30 بتوقيت مكة", "4 نوفمبر 2021 10:30 (محدث)"]
    {
        assert_eq!(published(line, None), (None, changed.clone()), "{line}");
    }
    let both = published("نُشر 3 نوفمبر 2021، آخر تعديل 4 نوفمبر 2021 10:30", None);
    assert_eq!(both, (Some("2021-11-03".to_owned()), changed));
}
