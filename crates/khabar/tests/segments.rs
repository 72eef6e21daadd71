//! The segmenter of proclitics, on its own: `spec/clitics.tsv` gives words and how they are cut.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it finds a fault")]

use khabar::tagger::Model;
use khabar::text::fold::fold;

#[test]
fn proclitics_are_cut_where_they_are_none_of_the_word() {
    let table = include_str!("../../../spec/clitics.tsv");
    let words = &Model::embedded().words;
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (word, rest) = line.split_once('\t').unwrap_or_else(|| panic!("«{line}»: a tab is missing"));
        let folded = fold(word);
        let (letters, hash) = words.segment(&folded, &mut String::new());
        count += 1;
        if hash != khabar::tagger::hash::word(&fold(rest)) {
            wrong.push(format!("{word}: {letters} letters cut, {rest} should be left"));
        }
    }
    assert!(count > 90, "only {count} words");
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
