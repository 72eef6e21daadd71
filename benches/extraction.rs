//! From HTML to the article, one thread, beside a peer in the same run; what the parser alone takes of it; and what a page
//! that is not in Arabic costs beyond its page layer, as the pages are in English.
//!
//! The pages are those of the article extraction benchmark in the shared folder (`KHABAR_SHARED`, else `../shared`).
#![allow(clippy::expect_used, reason = "a benchmark stops where it finds a fault")]

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Read as _;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use khabar::page::{self, Dom};
use khabar::{Input, Media, Options, read};

fn pages() -> Vec<String> {
    let shared = std::env::var_os("KHABAR_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")), PathBuf::from);
    let folder = shared.join("html/article-extraction-benchmark/html");
    let entries = fs::read_dir(&folder).expect("the benchmark's pages are in the shared folder");
    let pages = entries.map(|entry| {
        let file = File::open(entry.expect("a readable folder").path()).expect("a readable page");
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).expect("a sound gzip file");
        String::from_utf8_lossy(&bytes).into_owned()
    });
    pages.collect()
}

fn extraction(criterion: &mut Criterion) {
    let pages = pages();
    let options = trafilatura::Options::default();
    let mut group = criterion.benchmark_group("extraction");
    group.throughput(Throughput::Elements(pages.len() as u64)).sample_size(10);
    group.bench_function("parser alone", |b| {
        b.iter(|| pages.iter().for_each(|p| drop(black_box(Dom::parse(p)))));
    });
    group.bench_function("khabar", |b| {
        b.iter(|| pages.iter().for_each(|p| drop(black_box(page::linearise(p, Media::Html, None, None)))));
    });
    group.bench_function("page layer", |b| {
        let (given, models) = (page::Given::default(), page::Models::default());
        b.iter(|| {
            for html in &pages {
                let html = page::decode(html.as_bytes(), None, Media::Html, page::LIMIT).text;
                let (linear, media) = page::linearise(&html, Media::Html, None, None);
                black_box(page::layout(&linear.tokenised(), &linear, media, &given, models));
            }
        });
    });
    group.bench_function("whole reading", |b| {
        b.iter(|| {
            for html in &pages {
                let input = Input { bytes: html.as_bytes(), media: Media::Html, ..Input::default() };
                black_box(read(&input, &Options::default()));
            }
        });
    });
    group.bench_function("trafilatura crate", |b| {
        b.iter(|| pages.iter().for_each(|p| drop(black_box(trafilatura::extract(p, &options)))));
    });
    group.finish();
}

criterion_group!(benches, extraction);
criterion_main!(benches);
