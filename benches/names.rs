//! The layer of names, one thread: what rules propose, the tagger's two readings, entities and posts, over tokenised news.
//!
//! The articles are the first of the ANT corpus in the shared folder (`KHABAR_SHARED`, else `../shared`).
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "criterion's macros write undocumented functions; a benchmark may stop"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use khabar::names;
use khabar::tagger::Model;
use khabar::text::Text;

/// How many articles are read.
const ARTICLES: usize = 400;

fn names_layer(criterion: &mut Criterion) {
    let articles = khabar_benches::articles(ARTICLES);
    let texts: Vec<Text> = articles.iter().map(|a| khabar_benches::text(a)).collect();
    let model = Model::embedded();
    let mut group = criterion.benchmark_group("names");
    group.throughput(Throughput::Elements(texts.iter().map(|t| t.len() as u64).sum())).sample_size(10);
    group.bench_function("proposals of rules", |b| {
        b.iter(|| texts.iter().for_each(|t| drop(black_box(names::proposals(t, &[], &model.words)))));
    });
    group.bench_function("whole layer", |b| {
        b.iter(|| {
            for text in &texts {
                let found = names::mentions(text, &[], model);
                black_box((names::entities(text, &found), names::roles(text, &found)));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, names_layer);
criterion_main!(benches);
