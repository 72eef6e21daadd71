//! What holds for every input: nothing panics, nothing is lost between tokens, and a record survives its JSON.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds a fault"
)]

use khabar::lexicon::lexicons;
use khabar::text::Text;
use khabar::{Input, Media, Options, Record, Span, read};
use proptest::prelude::*;

/// Text as pages have it: Arabic words, digits of three scripts, marks, invisible characters, and now and then anything.
fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[\u{0621}-\u{064A}]{1,8}",
        1 => "[\u{064B}-\u{0652}\u{0640}\u{200F}\u{200E}\u{FEFF}]{1,3}",
        1 => "[0-9٠-٩۰-۹]{1,5}",
        2 => "[ ،.؛:«»\"“”()/%\n-]{1,3}",
        1 => prop::sample::select(vec![
            "أعلنت", "قال الوزير", "الخميس", "بغداد", "أكثر من", "مليون دولار", "4:44:29 م", "31 ديسمبر/كانون الأول",
            "بحسب", "في بيان", "لن تكون", "تعهدت", "<p>", "</div>", "&nbsp;", "نهاية العام",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|p| p.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn tokens_and_what_lies_between_them_are_the_text(src in page()) {
        let text = Text::new(&src, &[Span::from(0..src.len())], lexicons());
        let mut joined = String::new();
        let mut at = 0;
        for token in &text.tokens {
            let gap = Span::new(at, token.span.start).of(&src);
            prop_assert!(gap.chars().all(|c| c.is_whitespace() || c.is_control() || khabar::text::fold::is_transparent(c)), "{gap:?} is skipped");
            joined.push_str(gap);
            joined.push_str(token.span.of(&src));
            at = token.span.end;
        }
        joined.push_str(Span::new(at, src.len() as u32).of(&src));
        prop_assert_eq!(joined, src);
    }

    #[test]
    fn sentences_hold_every_token_once(src in page()) {
        let text = Text::new(&src, &[Span::from(0..src.len())], lexicons());
        let held: Vec<usize> = text.sentences.iter().flat_map(|s| s.tokens.clone()).collect();
        prop_assert_eq!(held, (0..text.len()).collect::<Vec<_>>());
    }

    #[test]
    fn any_page_gives_a_record_that_reads_back(src in page(), html in any::<bool>(), dated in any::<bool>()) {
        let media = if html { Media::Html } else { Media::Unknown };
        let published = dated.then_some("2021-11-04T16:44:29");
        let record = read(&Input { bytes: src.as_bytes(), media, published, ..Input::default() }, &Options::default());
        let json = record.to_json().map_err(|e| TestCaseError::fail(e.to_string()))?;
        let back = Record::from_json(&json).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(back, record);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let record = read(&Input { bytes: &bytes, ..Input::default() }, &Options::default());
        prop_assert!(record.to_json().is_ok());
    }
}
