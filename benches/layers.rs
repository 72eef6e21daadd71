//! Each layer on its own, and a whole page, over the sample pages many times over. `cargo xtask bench` prints the table.
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "criterion's macros write undocumented functions; a benchmark may stop"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use khabar::facts::scene::Scene;
use khabar::facts::{commitment, event, quantity, statement, time};
use khabar::syntax::{self, Forest};
use khabar::tagger::Model;
use khabar::text::Text;
use khabar::{Input, Media, Options, names, page, read};

/// How often the sample pages are told: enough to leave the caches of one page behind.
const TIMES: usize = 50;

fn pages() -> Vec<(Vec<u8>, Media)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/pages");
    let of = |name: &str, media| (std::fs::read(folder.join(name)).expect("the sample page is there"), media);
    let pages = [of("basra-pumps.txt", Media::Text), of("tunis-museum.html", Media::Html)];
    pages.iter().cycle().take(pages.len() * TIMES).cloned().collect()
}

fn linearised(bytes: &[u8], media: Media) -> (page::Linear, Media) {
    page::linearise(&page::decode(bytes, None, media, page::LIMIT).text, media, None, None)
}

fn layers(criterion: &mut Criterion) {
    let (given, models) = (page::Given::default(), page::Models::default());
    let pages = pages();
    let scratch = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/xtask");
    std::fs::create_dir_all(&scratch).expect("target/ can be written");
    std::fs::write(scratch.join("bench.pages"), pages.len().to_string()).expect("target/ can be written");
    let linear: Vec<_> = pages.iter().map(|(bytes, media)| linearised(bytes, *media)).collect();
    let texts: Vec<(Text, page::Layout)> = linear
        .iter()
        .map(|(linear, media)| {
            let mut text = linear.tokenised();
            let layout = page::layout(&text, linear, *media, &given, models);
            text.sentences.retain(|s| layout.blocks.get(s.block).is_some_and(|b| b.role.is_told()));
            (text, layout)
        })
        .collect();
    let model = Model::embedded();
    let times: Vec<_> = texts.iter().map(|(text, layout)| time::times(text, layout.published)).collect();
    let names: Vec<_> = texts
        .iter()
        .zip(&times)
        .map(|((text, _), times)| {
            names::mentions(text, &times.iter().map(|t| t.start..t.end).collect::<Vec<_>>(), model)
        })
        .collect();
    let forests: Vec<Forest> =
        texts.iter().map(|(text, _)| Forest::of(text, syntax::Models::default())).collect();
    let scenes: Vec<Scene> = texts
        .iter()
        .zip(&forests)
        .zip(names.iter().zip(&times))
        .map(|(((text, layout), forest), (names, times))| {
            Scene::new(text, forest, names, times, &layout.blocks)
        })
        .collect();
    let statements: Vec<_> = scenes.iter().map(statement::statements).collect();

    let mut group = criterion.benchmark_group("layers");
    group.throughput(Throughput::Bytes(pages.iter().map(|p| p.0.len() as u64).sum())).sample_size(20);
    group.bench_function("1 page", |b| {
        b.iter(|| {
            for (bytes, media) in &pages {
                black_box(linearised(bytes, *media));
            }
        });
    });
    group.bench_function("2 text", |b| {
        b.iter(|| {
            for (linear, _) in &linear {
                black_box(linear.tokenised());
            }
        });
    });
    group.bench_function("3 layout", |b| {
        b.iter(|| {
            for ((linear, media), (text, _)) in linear.iter().zip(&texts) {
                black_box(page::layout(text, linear, *media, &given, models));
            }
        });
    });
    group.bench_function("4 times", |b| {
        b.iter(|| {
            for (text, layout) in &texts {
                black_box(time::times(text, layout.published));
            }
        });
    });
    group.bench_function("5 names", |b| {
        b.iter(|| texts.iter().for_each(|(text, _)| drop(black_box(names::mentions(text, &[], model)))));
    });
    group.bench_function("6 quantities", |b| {
        b.iter(|| {
            for ((text, _), times) in texts.iter().zip(&times) {
                black_box(quantity::quantities(text, times, &[]));
            }
        });
    });
    group.bench_function("7 statements", |b| {
        b.iter(|| scenes.iter().for_each(|s| drop(black_box(statement::statements(s)))));
    });
    group.bench_function("8 events, commitments", |b| {
        b.iter(|| {
            for (scene, statements) in scenes.iter().zip(&statements) {
                black_box((
                    event::events(scene, statements),
                    commitment::commitments(scene, statements, None),
                ));
            }
        });
    });
    group.bench_function("whole page to JSON", |b| {
        b.iter(|| {
            for (bytes, media) in &pages {
                let input = Input { bytes, media: *media, ..Input::default() };
                black_box(read(&input, &Options::default()).to_json().expect("sound spans"));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, layers);
criterion_main!(benches);
