//! The register: news pages into a folder on disk, compared with each other, and a query over them; all cores.
//!
//! The articles are the first of the ANT corpus in the shared folder. `cargo xtask bench` prints the whole of both corpora
//! beside it, with the most memory that was held.
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "criterion's macros write undocumented functions; a benchmark may stop"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use khabar_register::ingest::{Plan, ingest};
use khabar_register::search::search;
use khabar_register::store::{Reader, Writer};

/// How many articles are read.
const ARTICLES: usize = 1000;

fn register(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("pages.jsonl");
    std::fs::write(&input, khabar_benches::corpus(ARTICLES).join("\n")).expect("writable");
    let input = [input.display().to_string()];
    let fill = |turn: usize| {
        let register = folder.path().join(turn.to_string());
        let mut writer = Writer::open(&register).expect("a register");
        ingest(&mut writer, &input, &Plan::default(), &mut |_| ()).expect("an ingest");
        writer.close().expect("closed");
        register
    };
    let mut group = criterion.benchmark_group("register");
    group.throughput(Throughput::Elements(ARTICLES as u64)).sample_size(10);
    let mut turn = 0;
    group.bench_function("ingest", |b| {
        b.iter(|| {
            turn += 1;
            std::fs::remove_dir_all(fill(turn)).expect("removed");
        });
    });
    let reader = Reader::open(&fill(0)).expect("a reader");
    group.throughput(Throughput::Elements(1));
    group.bench_function("query", |b| {
        b.iter(|| black_box(search(&reader, "وزير الداخلية التونسي", 10).expect("a search")));
    });
    group.finish();
}

criterion_group!(benches, register);
criterion_main!(benches);
