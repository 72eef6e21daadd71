//! What holds for any text that the analyser is given.
#![allow(clippy::indexing_slicing, reason = "a test stops where it finds a fault")]

use khabar_register::analyse::{Arabic, Exact, LONGEST, terms};
use proptest::prelude::*;
use tantivy::tokenizer::{TokenStream as _, Tokenizer as _};

/// Words, marks, diacritics and scripts in any order.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,60}",
        "([وفبلكس]?(ال|لل)?[اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةؤئء\u{64B}-\u{652}ـ]{1,9}(ها|هم|ات|ون|ين|ية|ة|ه)?[ ،.«»]?){0,12}",
        "([ولب]?(عبد\u{64F}?|أبو|العبد|نور|حزب|\u{FEFB}\u{FEDF})\u{200C}?(الله|الرحمن|ظبي|الدين|\u{FDF2}|نصرالله)[ ،]?){0,6}",
        "[0-9٠-٩.,٫ A-Za-z\u{200F}\u{200C}\u{FEFB}\u{FDF2}]{0,40}",
    ]
}

proptest! {
    #[test]
    fn offsets_slice_the_original(text in text()) {
        for found in [terms(&Arabic, &text), terms(&Exact, &text)] {
            let mut last = 0;
            for term in found {
                prop_assert!(term.start >= last && term.start < term.end);
                prop_assert!(text.get(term.start..term.end).is_some(), "{}..{}", term.start, term.end);
                prop_assert!(!term.text.is_empty() && term.text.len() <= LONGEST);
                last = term.end;
            }
        }
    }

    #[test]
    fn both_tokenizers_see_the_same_words(text in text()) {
        let places = |found: Vec<khabar_register::analyse::Term>| {
            found.into_iter().map(|t| (t.start, t.end)).collect::<Vec<_>>()
        };
        prop_assert_eq!(places(terms(&Arabic, &text)), places(terms(&Exact, &text)));
    }

    /// A word taken out of a text and asked for alone is the term it has in the text.
    #[test]
    fn a_word_matches_itself(text in text()) {
        for term in terms(&Arabic, &text) {
            let alone = terms(&Arabic, &text[term.start..term.end]);
            prop_assert_eq!(alone.len(), 1);
            prop_assert_eq!(&alone[0].text, &term.text);
        }
    }

    #[test]
    fn the_stream_is_the_terms(text in text()) {
        let mut arabic = Arabic;
        let mut stream = arabic.token_stream(&text);
        let mut seen = Vec::new();
        while let Some(token) = stream.next() {
            prop_assert_eq!(token.position, seen.len());
            seen.push((token.offset_from, token.offset_to, token.text.clone()));
        }
        let terms: Vec<_> = terms(&Arabic, &text).into_iter().map(|t| (t.start, t.end, t.text)).collect();
        prop_assert_eq!(seen, terms);
    }
}
