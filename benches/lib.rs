//! Benchmarks of Khabar, run by `cargo xtask bench` and `cargo xtask bars`: `layers` measures each layer on the sample
//! pages, `extraction` the page layer beside a peer on a public benchmark's pages, `names` the layer of names on news.
//! `syntax` words and trees of the same news, `register` an ingest on disk and a query.
#![allow(clippy::expect_used, reason = "a benchmark may stop")]

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;

use khabar::Span;
use khabar::lexicon::lexicons;
use khabar::text::Text;

/// The first articles of the ANT corpus as JSON lines, from the shared folder (`KHABAR_SHARED`, else `../shared`).
///
/// # Panics
/// Where the corpus is not there.
#[must_use]
pub fn corpus(articles: usize) -> Vec<String> {
    let shared = std::env::var_os("KHABAR_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")), PathBuf::from);
    let file = File::open(shared.join("corpus/ant.jsonl.zst")).expect("the corpus is in the shared folder");
    let lines = BufReader::new(zstd::Decoder::new(file).expect("a Zstandard file")).lines();
    lines.take(articles).map(|line| line.expect("a line")).collect()
}

/// The text of the first articles of the corpus.
///
/// # Panics
/// Where the corpus is not there.
#[must_use]
pub fn articles(count: usize) -> Vec<String> {
    let texts = corpus(count).into_iter().map(|line| {
        let page: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        page.get("text").and_then(|t| t.as_str()).unwrap_or_default().to_owned()
    });
    texts.collect()
}

/// An article, tokenised, a block a line.
#[must_use]
pub fn text(article: &str) -> Text<'_> {
    let mut at = 0;
    let lines: Vec<Span> = article
        .split('\n')
        .map(|line| {
            let span = Span::from(at..at + line.len());
            at += line.len() + 1;
            span
        })
        .collect();
    Text::new(article, &lines, lexicons())
}
