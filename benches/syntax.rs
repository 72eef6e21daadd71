//! Morphology and syntax, one thread: words, tags and trees of tokenised news. Elements are syntactic words.
//!
//! The articles are the first of the ANT corpus in the shared folder (`KHABAR_SHARED`, else `../shared`).
#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use khabar::syntax::{Forest, Models};
use khabar::text::Text;

/// How many articles are read.
const ARTICLES: usize = 400;

fn syntax(criterion: &mut Criterion) {
    let articles = khabar_benches::articles(ARTICLES);
    let texts: Vec<Text> = articles.iter().map(|a| khabar_benches::text(a)).collect();
    let words: usize = texts.iter().map(|t| Forest::of(t, Models::default()).words.len()).sum();
    let mut group = criterion.benchmark_group("syntax");
    group.throughput(Throughput::Elements(words as u64)).sample_size(10);
    group.bench_function("words and trees", |b| {
        b.iter(|| {
            for text in &texts {
                black_box(Forest::of(text, Models::default()));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, syntax);
criterion_main!(benches);
