//! Numbers written out by a generator of this test's own and read back.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_sign_loss,
    reason = "a test stops where it finds a fault"
)]

use khabar::Span;
use khabar::facts::number::numeral;
use khabar::lexicon::lexicons;
use khabar::text::Text;
use proptest::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Nominative,
    Genitive,
    Accusative,
}

/// Ones that count masculine nouns, and feminine ones.
const ONES: [[&str; 2]; 11] = [
    ["", ""],
    ["واحد", "واحدة"],
    ["اثنان", "اثنتان"],
    ["ثلاثة", "ثلاث"],
    ["أربعة", "أربع"],
    ["خمسة", "خمس"],
    ["ستة", "ست"],
    ["سبعة", "سبع"],
    ["ثمانية", "ثماني"],
    ["تسعة", "تسع"],
    ["عشرة", "عشر"],
];
const TENS: [&str; 10] = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];
const HUNDREDS: [&str; 10] =
    ["", "مئة", "مئت", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"];
/// Scales: one, the stem of two, three to ten, above ten.
const SCALES: [(u64, &str, &str, &str, &str); 4] = [
    (1_000_000_000_000, "تريليون", "تريليون", "تريليونات", "تريليونا"),
    (1_000_000_000, "مليار", "مليار", "مليارات", "مليارا"),
    (1_000_000, "مليون", "مليون", "ملايين", "مليونا"),
    (1_000, "ألف", "ألف", "آلاف", "ألفا"),
];

fn dual(stem: &str, case: Case) -> String {
    format!("{stem}{}", if case == Case::Nominative { "ان" } else { "ين" })
}

/// Below one thousand.
fn group(n: u64, feminine: bool, case: Case) -> Vec<String> {
    let gender = usize::from(feminine);
    let mut parts = Vec::new();
    match n / 100 {
        0 => {}
        2 => parts.push(dual(HUNDREDS[2], case)),
        h => parts.push(HUNDREDS[h as usize].to_owned()),
    }
    let one = |n: usize| match n {
        2 => dual(if feminine { "اثنت" } else { "اثن" }, case),
        1 if case == Case::Accusative && !feminine => "واحدا".to_owned(),
        n => ONES[n][gender].to_owned(),
    };
    match n % 100 {
        0 => {}
        small @ 1..=10 => parts.push(one(small as usize)),
        11 => parts.push(if feminine { "إحدى عشرة" } else { "أحد عشر" }.to_owned()),
        12 => {
            let two = match (feminine, case == Case::Nominative) {
                (false, true) => "اثنا عشر",
                (false, false) => "اثني عشر",
                (true, true) => "اثنتا عشرة",
                (true, false) => "اثنتي عشرة",
            };
            parts.push(two.to_owned());
        }
        teen @ 13..=19 => {
            let with_ten = if feminine { "عشرة" } else { "عشر" };
            parts.push(format!("{} {with_ten}", ONES[teen as usize - 10][gender]));
        }
        large => {
            if large % 10 > 0 {
                parts.push(one(large as usize % 10));
            }
            let ending = if case == Case::Nominative { "ون" } else { "ين" };
            parts.push(format!("{}{ending}", TENS[large as usize / 10]));
        }
    }
    parts
}

/// A number below 10¹⁵ in words, its milliards by thousands where `two_scales` («130 ألف مليار»).
fn words(n: u64, feminine: bool, case: Case, two_scales: bool) -> String {
    let mut parts = Vec::new();
    let mut rest = n;
    for (scale, one, two, few, many) in SCALES {
        if two_scales && scale > MILLIARD {
            continue;
        }
        let count = rest / scale;
        rest %= scale;
        // Scales are masculine, whatever is counted in the end.
        match count {
            0 => {}
            1 => parts.push(one.to_owned()),
            2 => parts.push(dual(two, case)),
            2_000 => parts.push(format!("{} {one}", if case == Case::Nominative { "ألفا" } else { "ألفي" })),
            1_000.. => parts.push(format!("{} {one}", words(count, false, case, true))),
            _ => {
                let name = match count % 100 {
                    3..=10 => few,
                    11..=99 => many,
                    _ => one,
                };
                parts.push(format!("{} {name}", group(count, false, case).join(" و")));
            }
        }
    }
    parts.extend(group(rest, feminine, case));
    if parts.is_empty() { "صفر".to_owned() } else { parts.join(" و") }
}

/// The greatest scale that is counted by thousands.
const MILLIARD: u64 = 1_000_000_000;

/// The words with the hamza of «مئة» in another seat.
fn seated(words: &str, seat: usize) -> String {
    let word = |word: &str| match (seat, word.ends_with("مئة")) {
        (1, _) => word.replace('ئ', "ء"),
        (2, true) => word.replace('ئ', "أ"),
        (3, true) => word.replace('ئ', "ائ"),
        (4, true) => word.replace('ئ', "ي"),
        _ => word.to_owned(),
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn read(source: &str) -> Option<f64> {
    let text = Text::new(source, &[Span::from(0..source.len())], lexicons());
    numeral(&text, 0, text.len()).filter(|n| n.end == text.len()).map(|n| n.value)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn integers_in_words_read_back(
        n in prop_oneof![0_u64..1_000, 0_u64..1_000_000, 0_u64..1_000_000_000_000, 0_u64..1_000_000_000_000_000],
        thousands in prop_oneof![Just(1), Just(1_000), Just(1_000_000), Just(MILLIARD)],
        feminine in any::<bool>(),
        two_scales in any::<bool>(),
        seat in 0_usize..5,
        case in prop_oneof![Just(Case::Nominative), Just(Case::Genitive), Just(Case::Accusative)],
    ) {
        // Round numbers of every size, too.
        let n = n / thousands * thousands;
        let words = seated(&words(n, feminine, case, two_scales), seat);
        // One and two count by the noun alone; the numeral is what is left.
        prop_assert_eq!(read(&words), Some(n as f64), "{}", words);
    }
}
