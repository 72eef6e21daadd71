//! Text of news: sentences of the suites and of our own, words of the tables in any order, lines of pages, and letters that
//! are seldom seen.

use super::{Made, encoded, media, or_changed, or_cut};
use crate::pool::Pool;
use crate::random::Random;

const WHO: [&str; 24] = [
    "قالت وزارة الموارد المائية",
    "أعلن رئيس الوزراء سامي النجار",
    "أكد المتحدث باسم الهيئة، كريم داود،",
    "ذكرت وكالة الأنباء",
    "ونقلت صحيفة «النهر» عن مصدر مطلع",
    "وبحسب بيان للبلدية،",
    "وأضافت المديرة ليلى حسن",
    "نفى النائب عماد صالح",
    "تعهدت الحكومة",
    "وعد المحافظ",
    "طالب اتحاد النقابات",
    "دعا الأمين العام للأمم المتحدة",
    "وقال لـ«رويترز» مسؤول في المرفأ",
    "حذّرت منظمة الصحة العالمية من",
    "وتابع الوزير خلال مؤتمر صحفي",
    "وفي تغريدة على تويتر، كتب السفير",
    "وأفاد مراسلنا",
    "شنت القوات",
    "وقع الطرفان",
    "قُتل خمسة أشخاص وأصيب",
    "التقى وزير الخارجية المصري",
    "وافق مجلس النواب على",
    "ورفض الناطق العسكري",
    "ومن جانبه قال الدكتور محمد بن علي آل سعد",
];
const WHAT: [&str; 24] = [
    "إن المضخات وصلت إلى البصرة",
    "أن الجسر يفتح قريبا",
    "بإعادة الكهرباء إلى الأحياء الشرقية",
    "توقيع اتفاق مع شركة «الفرات للطاقة»",
    "أن الهجوم لم يقع",
    "بدفع رواتب الموظفين المتأخرة",
    "سنبني المدرسة ولن نتأخر",
    "إلى وقف إطلاق النار في المدينة",
    "إنه «لا يعلم شيئا عن الأمر»",
    "عن إجلاء العالقين",
    "زيارة بغداد ودمشق وعمان",
    "بأن السد (الذي بني قديما) آمن",
    "ما ورد في التقرير الأممي",
    "قرار المحكمة الاتحادية العليا",
    "استقالته من منصبه",
    "أن الأسعار ارتفعت وأن الناس ينتظرون",
    "ألا يعود أحد",
    "على مشروع قانون الموازنة",
    "في الجامعة العربية",
    "مظاهرات حاشدة ضد الفساد",
    "إن «الوضع خطير، وقال لي الناس: \"لا ماء هنا\"»",
    "مذكرة تفاهم",
    "اعتقال ثلاثة من المشتبه بهم",
    "رقم 2254",
];
const WHEN: [&str; 30] = [
    "أمس",
    "الخميس",
    "يوم الأحد المقبل",
    "في 4 نوفمبر 2021",
    "في 13 رجب 1443 هـ",
    "قبل نهاية العام",
    "منذ ثلاثة أشهر",
    "بين عامي 2014 و2017",
    "في الساعة 10:30 صباحا",
    "خلال 48 ساعة",
    "12/03/2020",
    "٤/١١/٢٠٢١",
    "31 شباط 2021",
    "2021-02-29",
    "في القرن التاسع عشر",
    "كل يوم جمعة",
    "مطلع الشهر الماضي",
    "من 3 إلى 7 تموز",
    "عشية عيد الفطر",
    "في الربع الثالث من 2019",
    "عام 0",
    "سنة 99999",
    "بعد 400000000000 عام",
    "قبل 1200000 يوم",
    "في 0/0/0000",
    "الساعة 25:61",
    "حتى 30 محرم 1",
    "9 ربيع الأول 99999 هـ",
    "منذ 7 ثوان",
    "نهاية الأسبوع",
];
const MUCH: [&str; 24] = [
    "أكثر من 2100 شحنة",
    "ثلاثة وعشرين ألفا ومئتي دينار",
    "نحو 3.5 في المئة",
    "٧٠٪",
    "بين 10 و15 كيلومترا",
    "1,234,567.89 دولار",
    "نصف مليون برميل",
    "١٢٬٥٠٠ طن",
    "99999999999999999999999 دينار",
    "مليون مليون مليون مليار تريليون",
    "-5 درجات",
    "0.0000000001 غرام",
    "مئة ألف وألف ومئة وواحد",
    "ثلث السكان",
    "500 مليون يورو (580 مليون دولار)",
    "1/2 كيلو",
    "۵۰ ریال",
    "$3bn",
    "عشرات القتلى",
    "مئات الآلاف",
    "ضعفي ما كان",
    "الأول والثاني والعشرون",
    "3-0",
    "+964 770 000 0000",
];
const LINES: [&str; 22] = [
    "اقرأ أيضا: جسر جديد فوق النهر",
    "شارك",
    "آخر تحديث: 5 نوفمبر 2021 - 10:15",
    "نشر في: 12 مارس 2020",
    "بغداد – وكالات",
    "البصرة (العراق) 4 تشرين الثاني/نوفمبر 2021 (النهر) -",
    "تصوير: سعاد كامل",
    "الرئيسية | سياسة | اقتصاد | رياضة",
    "منذ 3 ساعات",
    "جميع الحقوق محفوظة © 2021",
    "عدد المشاهدات: 1,204",
    "الخميس 29 ربيع الأول 1443 هـ الموافق 4 نوفمبر 2021 م",
    "كلمات مفتاحية: ماء، كهرباء",
    "404",
    "°C 31 بغداد",
    "المصدر: النهر",
    "كتب: حسن جابر",
    "عاجل",
    "1",
    "***",
    "————————",
    "Copyright",
];
const ODD: [&str; 40] = [
    "\u{0}",
    "\u{1B}",
    "\u{85}",
    "\u{A0}",
    "\u{AD}",
    "\u{200B}",
    "\u{200D}",
    "\u{200E}",
    "\u{200F}",
    "\u{202B}",
    "\u{202E}",
    "\u{2028}",
    "\u{2029}",
    "\u{2066}",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{FFFF}",
    "\u{10FFFF}",
    "ـ",
    "ــــ",
    "\u{64E}",
    "\u{651}\u{650}",
    "\u{670}",
    "ﻻ",
    "ﷲ",
    "ﷺ",
    "اال",
    "إلا",
    "ى",
    "ة",
    "ڤ",
    "۴",
    "😀",
    "\u{1EE00}",
    "e\u{301}",
    "…",
    "٪",
    "٫",
    "\t",
    "\r",
];
const MARKS: [&str; 26] = [
    "«", "»", "\"", "“", "”", "'", "(", ")", "[", "]", "،", "؛", "؟", ".", "...", ":", "-", "–", "/", "\n",
    "\n\n", "\r\n", " ", "*", "#", "@",
];

/// A page of text.
pub fn page(random: &mut Random, pool: &Pool) -> Made {
    let lines = random.few(1, 7);
    let mut text = String::new();
    for _ in 0..lines {
        line(&mut text, random, pool);
        text.push_str(random.pick(&["\n", "\n", "\n", "\n\n", "\r\n", "\r", " ", "\u{2029}", "\n\n\n"]));
    }
    if random.once_in(16) {
        text = text.lines().map(|line| line.chars().rev().collect::<String>() + "\n").collect();
    }
    let text = or_cut(text, random);
    let bytes = encoded(&text, random);
    let bytes = or_changed(bytes, random);
    if random.once_in(4) {
        return Made::stream(random.pick(&["a.txt", "-", "a", "a.html", "a.eml"]), bytes);
    }
    Made { bytes, name: None, media: media(random) }
}

/// A line of a page: a paragraph, or what stands around one.
pub fn line(out: &mut String, random: &mut Random, pool: &Pool) {
    match random.below(8) {
        0 => out.push_str(random.pick(&LINES)),
        1 => words(out, random, pool),
        _ => {
            for _ in 0..random.few(1, 4) {
                sentence(out, random, pool);
            }
        }
    }
}

/// A sentence.
pub fn sentence(out: &mut String, random: &mut Random, pool: &Pool) {
    match random.below(8) {
        0 | 1 => out.push_str(random.text(&pool.sentences)),
        2 => words(out, random, pool),
        3 => spliced(out, random, pool),
        _ => told(out, random),
    }
    if random.once_in(8) {
        odd(out, random);
    }
    out.push_str(random.pick(&[". ", ".", " ", "، ", "؛ ", "\u{A0}", "؟ ", ".\n"]));
}

/// Who says what, how much, and when, in one order or another.
fn told(out: &mut String, random: &mut Random) {
    let quotes =
        random.pick(&[("", ""), ("«", "»"), ("\"", "\""), ("“", "”"), ("«", ""), ("", "»"), ("\"", "")]);
    for _ in 0..random.few(2, 6) {
        match random.below(9) {
            0 | 1 => out.push_str(random.pick(&WHO)),
            2 | 3 => {
                out.push_str(quotes.0);
                out.push_str(random.pick(&WHAT));
                out.push_str(quotes.1);
            }
            4 | 5 => out.push_str(random.pick(&WHEN)),
            6 => out.push_str(random.pick(&MUCH)),
            7 => number(out, random),
            _ => {
                number(out, random);
                out.push_str(random.pick(&[
                    " نوفمبر ",
                    " دولار",
                    " قتيلا",
                    "%",
                    "/",
                    " ألف ",
                    " عاما",
                    " هـ",
                    ":",
                    " – ",
                ]));
                number(out, random);
            }
        }
        out.push_str(random.pick(&[" ", " ", " ", "، ", " و", ": ", " لكن ", " بينما ", ""]));
    }
}

/// Words of the tables in any order.
fn words(out: &mut String, random: &mut Random, pool: &Pool) {
    for _ in 0..random.few(1, 14) {
        if random.once_in(8) {
            out.push_str(random.pick(&["و", "ف", "ب", "ل", "ال", "وال", "لل", "س", "ك"]));
        }
        out.push_str(random.text(&pool.words));
        if random.once_in(5) {
            out.push_str(random.pick(&MARKS));
        }
        if random.once_in(9) {
            number(out, random);
        }
        if random.once_in(30) {
            odd(out, random);
        }
        out.push_str(random.pick(&[" ", " ", " ", " ", "", "\u{200F} ", "  "]));
    }
}

/// The head of one sentence and the tail of another.
fn spliced(out: &mut String, random: &mut Random, pool: &Pool) {
    let (head, tail) = (random.text(&pool.sentences), random.text(&pool.sentences));
    let (from, to) = (random.below(head.len()), random.below(tail.len()));
    out.extend(head.char_indices().take_while(|(at, _)| *at <= from).map(|(_, c)| c));
    out.push_str(random.pick(&["", " ", "، ", "«", "» ", " إن ", " أن ", "\n", " و"]));
    out.extend(tail.char_indices().skip_while(|(at, _)| *at < to).map(|(_, c)| c));
}

/// A number as pages print it, or worse.
pub fn number(out: &mut String, random: &mut Random) {
    let most = random.pick(&[1_u64, 10, 32, 100, 2_100, 10_000, 1_000_000, u64::MAX]);
    let digits = (random.next() % most.max(1)).to_string();
    let digits = if random.once_in(8) { digits.repeat(random.few(1, 9)) } else { digits };
    let zero = random.pick(&['0', '0', '٠', '۰']);
    let mark = random.pick(&["", "", "", ",", ".", "٬", "٫", "\u{202F}", " "]);
    let length = digits.len();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (length - at).is_multiple_of(3) {
            out.push_str(mark);
        }
        let value = digit.to_digit(10).unwrap_or_default();
        out.extend(char::from_u32(zero as u32 + value));
    }
}

/// A letter that is seldom seen, and now and then many of them.
pub fn odd(out: &mut String, random: &mut Random) {
    let letter = random.pick(&ODD);
    let times = if random.once_in(8) { random.few(2, 60) } else { 1 };
    for _ in 0..times {
        out.push_str(letter);
    }
}

/// A time as machines write it, or nearly.
pub fn stamp(random: &mut Random) -> &'static str {
    const STAMPS: [&str; 22] = [
        "2021-11-04",
        "2021-11-04T16:44:29+03:00",
        "2021-11-04T16:44:29Z",
        "Thu, 04 Nov 2021 01:15:00 +0300",
        "Fri, Nov 05 2021 08:18:00 PM",
        "1636009200",
        "1636009200000",
        "-9223372036854775808",
        "4 نوفمبر 2021",
        "الخميس, 04 نوفمبر 2021 10:00:00 +0300",
        "04/11/2021",
        "2021-13-45",
        "0000-00-00T00:00:00Z",
        "9999-12-31T23:59:60+14:00",
        "-0001-01-01",
        "20211104",
        "2021-W44-4",
        "غدا",
        "",
        "2021-11-04T24:00:00.999999999999-99:99",
        "29 صفر 1443",
        "1e308",
    ];
    random.pick(&STAMPS)
}
