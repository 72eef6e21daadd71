//! Whole records of the sample pages, to see at a glance what a change of a rule changes.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds a fault"
)]

use std::path::Path;

use khabar::{Input, Media, Options, read};

fn record(file: &str, media: Media) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pages").join(file);
    let bytes = std::fs::read(path).expect("the sample page is there");
    let record =
        read(&Input { bytes: &bytes, media, id: Some(file), ..Input::default() }, &Options::default());
    serde_json::to_string_pretty(&record.to_wire().expect("sound spans")).expect("serialisable")
}

#[test]
fn plain_text_with_furniture() {
    insta::assert_snapshot!(record("basra-pumps.txt", Media::Text));
}

#[test]
fn html() {
    insta::assert_snapshot!(record("tunis-museum.html", Media::Html));
}
