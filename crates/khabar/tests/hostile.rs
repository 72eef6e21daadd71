//! Pages made to hurt: each must become a record that reads back, with what was left out said in its warnings. That none
//! takes long is measured by `cargo xtask bars`, at full size; no test here looks at a clock, but a page that took
//! quadratic time would not end.
#![allow(clippy::expect_used, reason = "a test stops where it finds a fault")]

use khabar::{Input, Media, Options, Record, read};

const STORY: &str = "قالت وزارة الموارد إن 140 مضخة وصلت إلى البصرة يوم الخميس 4 نوفمبر 2021. ";

fn record(bytes: &[u8], media: Media) -> Record {
    let record = read(&Input { bytes, media, ..Input::default() }, &Options::default());
    let json = record.to_json().expect("every span lies in its text");
    assert_eq!(Record::from_json(&json).expect("the record reads back"), record);
    record
}

fn html(page: &str) -> Record {
    record(page.as_bytes(), Media::Html)
}

fn warns(record: &Record, of: &str) -> bool {
    record.warnings.iter().any(|w| w.contains(of))
}

#[test]
fn nesting() {
    for tag in ["<div>", "<b>", "<p><b><i><a>", "<table><tr><td>", "<ul><li>", "<font size=1>"] {
        html(&format!("{}{STORY}", tag.repeat(100_000)));
    }
    assert!(warns(&html(&"<div>".repeat(100_000)), "too deep"));
}

#[test]
fn floods_of_attributes_and_of_marks() {
    let page = html(&format!("<div {}><p>{STORY}</p></div>", "a=1 b ".repeat(300_000)));
    assert!(page.text.contains("140 مضخة"));
    for piece in ["<", "&amp;", "<!--", "</p>", "<p>س", "]]>", "<script>a<b "] {
        html(&piece.repeat(200_000));
    }
}

#[test]
fn text_without_end() {
    let pages = [
        "1 ",
        "«",
        "(قال \"",
        "قال إن ",
        "خبر\n",
        "4 نوفمبر 2021 ",
        "ثلاثة وعشرون ألفا و",
        "محمد علي ",
        "ب\u{64E}",
        "ا\u{200F}",
        STORY,
    ];
    for piece in pages {
        record(piece.repeat(120_000).as_bytes(), Media::Text);
    }
    let long = record(STORY.repeat(60_000).as_bytes(), Media::Text);
    assert!(warns(&long, "very long") && !long.statements.is_empty());
}

#[test]
fn a_page_over_the_limit_is_cut_and_says_so() {
    let options = Options::default().with_limit(10_000);
    let paragraphs = format!("<p>{STORY}</p>\n").repeat(1_000);
    let page =
        read(&Input { bytes: paragraphs.as_bytes(), media: Media::Html, ..Input::default() }, &options);
    assert!(page.text.len() < 10_000 && page.text.trim_end().ends_with("2021."), "cut at the end of a block");
    assert!(warns(&page, "longer than 10000 bytes"));
}

#[test]
fn broken_bytes() {
    let mut bytes = STORY.repeat(2_000).into_bytes();
    for byte in bytes.iter_mut().step_by(977) {
        *byte = 0xFF;
    }
    assert!(warns(&record(&bytes, Media::Text), "U+FFFD"));
    let noise: Vec<u8> = (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    record(&noise, Media::Html);
}
