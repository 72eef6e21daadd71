//! Pages that came to harm on their way: what was decoded wrongly, set by a printer, or cut up by a scraper is the page
//! that it was, says so, and an ordinary page is left alone.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops where it finds a fault")]

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};
use khabar::page::{LIMIT, Linear, Media, decode, linearise, mojibake, order};
use khabar::{Input, Options, Record, read};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

const WORDS: [&str; 36] = [
    "قالت",
    "البلدية",
    "إن",
    "الجسر",
    "الجديد",
    "فتح",
    "أمام",
    "الناس",
    "في",
    "المدينة",
    "وزارة",
    "الأشغال",
    "كلفته",
    "بلغت",
    "مليون",
    "دولار",
    "الاتفاق",
    "خلال",
    "لا",
    "على",
    "إلى",
    "هذه",
    "السنة",
    "مؤتمر",
    "الضفة",
    "غرب",
    "شؤون",
    "رئيس",
    "آخر",
    "أزمة",
    "جهة",
    "طريق",
    "ظل",
    "ضوء",
    "ثقة",
    "ذكر",
];

const STORY: &str = "البلدية تفتتح الجسر الجديد\n4 نوفمبر 2021\nقالت وزارة الأشغال إن الجسر الجديد (البحري) فتح أمام الناس في المدينة، وإن كلفته بلغت 20 مليون دولار.\nوأضافت الوزارة أن العمل بدأ عام 2019.";

/// Lines of ordinary words, with digits, marks and a Latin name.
fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned),
        1 => "[0-9]{1,4}",
        1 => prop::sample::select(vec!["20%", "3.5", "4/11/2021", "قناة BBC العربية", "«الجسر»", "(المدينة)", "الناس،"]).prop_map(str::to_owned),
    ];
    let line = prop::collection::vec(piece, 8..20).prop_map(|words| words.join(" "));
    prop::collection::vec(line, 1..6)
        .prop_map(|lines| format!("البلدية والمدينة والوزارة\n{}", lines.join("\n")))
}

/// What `bytes` look like to a program that takes them for another encoding.
fn misread(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn linear(text: &str) -> Linear {
    linearise(text, Media::Text, None, None).0
}

fn record(text: &str) -> Record {
    read(&Input { bytes: text.as_bytes(), media: Media::Text, ..Input::default() }, &Options::default())
}

fn is_without_facts(record: &Record) -> bool {
    record.mentions.is_empty()
        && record.times.is_empty()
        && record.quantities.is_empty()
        && record.statements.is_empty()
        && record.events.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_one_more_decoding_mends_is_mended(page in page()) {
        let latin1: String = page.bytes().map(char::from).collect();
        let in_1256 = WINDOWS_1256.encode(&page).0;
        for broken in [
            misread(page.as_bytes(), WINDOWS_1252),
            misread(page.as_bytes(), WINDOWS_1256),
            misread(&in_1256, WINDOWS_1252),
            latin1,
        ] {
            let mended = mojibake::mend(&broken).map(|(text, _)| text);
            prop_assert_eq!(mended.as_deref(), Some(page.as_str()), "{}", broken);
        }
        let twice = misread(misread(page.as_bytes(), WINDOWS_1252).as_bytes(), WINDOWS_1252);
        prop_assert_eq!(mojibake::mend(&twice).map(|(text, _)| text), Some(page));
    }

    #[test]
    fn lines_in_visual_order_are_turned(page in page()) {
        let visual: Vec<String> = page.lines().map(order::turn).collect();
        let mut linear = linear(&visual.join("\n"));
        let mended = order::mend(&mut linear);
        prop_assert_eq!(&linear.text, &page);
        prop_assert_eq!(mended.warnings.len(), 1);
    }

    #[test]
    fn swapped_letters_are_put_in_order_behind_the_article(page in page()) {
        let page = format!("{page}\nالأردن الإقليم الآن الاتحاد للأطفال والأول وبالإجماع");
        let swapped = page.replace("لأ", "أل").replace("لإ", "إل").replace("لآ", "آل").replace("لا", "ال");
        let mut linear = linear(&swapped);
        order::mend(&mut linear);
        for (wanted, found) in page.split_whitespace().zip(linear.text.split_whitespace()) {
            if wanted.starts_with("ال") {
                prop_assert_eq!(wanted, found);
            }
        }
    }

    #[test]
    fn ordinary_pages_are_left_alone(page in page()) {
        prop_assert_eq!(mojibake::mend(&page), None);
        prop_assert_eq!(mojibake::broken(&page), None);
        let mut linear = linear(&page);
        prop_assert_eq!(order::mend(&mut linear), order::Mended::default());
        prop_assert_eq!(linear.text, page);
    }

    /// Whether a number beside a Latin word stood in front of it or behind cannot be seen: «iPhone 12» is read as such.
    #[test]
    fn turning_twice_is_turning_not_at_all(
        numbers in "[\u{621}-\u{64A}\u{FE8D}-\u{FEFC}0-9٠-٩ ().,:/«»%-]{0,60}",
        words in "[\u{621}-\u{64A}\u{FE8D}-\u{FEFC}a-zA-Z ().,:/«»%-]{0,60}",
    ) {
        for line in [numbers, words] {
            prop_assert_eq!(order::turn(&order::turn(&line)), line);
        }
    }
}

#[test]
fn mended_pages_say_so_and_have_their_facts() {
    let whole = record(STORY);
    assert!(!whole.quantities.is_empty() && !whole.times.is_empty() && whole.warnings.is_empty());
    let visual: Vec<String> = STORY.lines().map(order::turn).collect();
    for broken in [misread(STORY.as_bytes(), WINDOWS_1252), visual.join("\n")] {
        let mended = record(&broken);
        assert_eq!(mended.text, whole.text);
        assert_eq!(mended.warnings.len(), 1, "{:?}", mended.warnings);
        assert_eq!((&mended.times, &mended.mentions), (&whole.times, &whole.mentions));
    }
}

/// A label that nobody looked at, and bytes that are Arabic words.
#[test]
fn a_latin_label_over_arabic_bytes_is_not_believed() {
    let page = format!("<meta charset=windows-1252><h1>البلدية</h1><p>{STORY}</p>");
    let decoded = decode(&WINDOWS_1256.encode(&page).0, None, Media::Html, LIMIT);
    assert_eq!((decoded.encoding.as_str(), decoded.text.contains(STORY)), ("windows-1256", true));
    let french = "<meta charset=iso-8859-1><p>Le maire a déclaré à l'été que « l'œuvre » était achevée, naïve fête.</p>";
    let decoded = decode(&WINDOWS_1252.encode(french).0, Some("iso-8859-1"), Media::Html, LIMIT);
    assert_eq!((decoded.encoding.as_str(), decoded.text.as_str()), ("windows-1252", french));
    assert_eq!(decoded.warnings, Vec::<String>::new());
}

/// What cannot be mended is told, and no facts are made of it.
#[test]
fn lost_letters_are_told() {
    let controls_dropped: String =
        STORY.bytes().map(char::from).filter(|c| !('\u{80}'..='\u{9F}').contains(c)).collect();
    let questions: String = STORY.chars().map(|c| if c.is_alphabetic() { '?' } else { c }).collect();
    let replaced: String =
        STORY.chars().enumerate().map(|(n, c)| if n % 4 == 0 { '\u{FFFD}' } else { c }).collect();
    for broken in [controls_dropped, questions, replaced] {
        let record = record(&broken);
        assert!(is_without_facts(&record), "{broken}");
        assert!(
            record.warnings.iter().any(|w| w.starts_with("the page cannot be read")),
            "{:?}",
            record.warnings
        );
    }
}

/// Half of a page in visual order, line within line: neither reading is right.
#[test]
fn a_mixed_order_is_refused() {
    let mixed = "قالت البلدية إن السنة الماضية كانت جيدة للمدينة ةنيدملا يف ةديدج ةسردم تحتتفا ةيدلبلا نإو";
    let record = record(mixed);
    assert!(is_without_facts(&record));
    assert_eq!(record.warnings.len(), 1, "{:?}", record.warnings);
}

/// Presentation forms stay as printed; every look-up folds them.
#[test]
fn presentation_forms_read_like_letters() {
    let form = |c: char| ('\u{FE80}'..='\u{FEF4}').find(|f| f.to_string().nfkc().eq([c])).unwrap_or(c);
    let printed: String = STORY.replace("لا", "ﻻ").chars().map(form).collect();
    let (plain, forms) = (record(STORY), record(&printed));
    assert_eq!(forms.text, printed);
    assert_eq!(forms.article.published, plain.article.published);
    assert_eq!(forms.article.language, plain.article.language);
    let values = |r: &Record| r.times.iter().map(|t| t.value.clone()).collect::<Vec<_>>();
    assert_eq!(values(&forms), values(&plain));
    let folded = |r: &Record| {
        r.mentions.iter().map(|m| m.span.of(&r.text).nfkc().collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(folded(&forms), folded(&plain));
}

#[test]
fn a_path_is_no_line_feed() {
    let page = "حفظ الملف في C:\\news\\new\\nine على الجهاز، وفق ما قالت الشركة.";
    assert_eq!(record(page).text, page);
}

#[test]
fn a_printed_date_of_a_page_in_visual_order_stands_where_it_was_turned_to() {
    let visual: Vec<String> = STORY.lines().skip(2).map(order::turn).collect();
    let html =
        format!("<p>04/11/2021 {}</p><p>آخر تعديل: 12 مارس 2021 {}</p>", visual.concat(), visual.concat());
    let (mut linear, _) = linearise(&html, Media::Html, None, None);
    let printed = |page: &Linear| -> Vec<String> {
        let words = page.dates.iter().filter_map(|date| date.words.map(|(span, _)| span));
        words.map(|span| page.text[span.range()].to_owned()).collect()
    };
    assert_eq!(printed(&linear), ["04/11/2021", "12 مارس 2021"]);
    order::mend(&mut linear);
    assert_eq!(printed(&linear), ["04/11/2021"], "«سرام» is no month");
    let record =
        read(&Input { bytes: html.as_bytes(), media: Media::Html, ..Input::default() }, &Options::default());
    assert!(record.to_json().is_ok());
}
