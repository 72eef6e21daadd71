//! A register of both corpora: pages a second, memory, and how long a query takes.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use khabar_register::ingest::{Plan, Progress, ingest};
use khabar_register::search::search;
use khabar_register::store::{Reader, Writer};

use crate::project;

/// Pages that a query shows.
const SHOWN: usize = 10;
/// Every so manieth headline is asked for.
const EVERY: usize = 10;

/// What a register of the corpora costs.
pub struct Cost {
    /// What came in.
    pub done: Progress,
    /// Pages a second, reading, analysing and indexing.
    pub speed: f64,
    /// Most memory of this process, in MB.
    pub megabytes: f64,
    /// Milliseconds of a query that half of them keep to.
    pub median: f64,
    /// Milliseconds of a query that 99 of 100 keep to.
    pub p99: f64,
    /// How many queries were asked.
    pub queries: usize,
}

/// Measures and prints.
pub fn run(shared: &Path) -> Result<()> {
    let cost = measure(shared)?;
    let Progress { pages, rejects, .. } = cost.done;
    println!("{pages} pages, {rejects} rejects, {:.0} pages/s, {:.0} MB", cost.speed, cost.megabytes);
    println!("{} queries: median {:.2} ms, p99 {:.2} ms", cost.queries, cost.median, cost.p99);
    Ok(())
}

/// Ingests both corpora into a new register and asks it for words of their headlines.
pub fn measure(shared: &Path) -> Result<Cost> {
    let folder = project::scratch()?.join("register");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let inputs = ["ant", "saudinewsnet-part"].map(|n| format!("{}/corpus/{n}.jsonl.zst", shared.display()));
    let start = Instant::now();
    let mut writer = Writer::open(&folder)?;
    let done = ingest(&mut writer, &inputs, &Plan::default(), &mut |_| ())?;
    writer.close()?;
    let speed = done.inputs as f64 / start.elapsed().as_secs_f64();
    let reader = Reader::open(&folder)?;
    let mut times = Vec::new();
    for page in reader.pages()?.iter().step_by(EVERY) {
        let words = page.title.as_deref().unwrap_or_default().split_whitespace();
        let words = words.filter(|w| w.chars().all(char::is_alphabetic)).take(1 + times.len() % 4);
        let query = words.collect::<Vec<_>>().join(" ");
        if query.is_empty() {
            continue;
        }
        let start = Instant::now();
        search(&reader, &query, SHOWN).with_context(|| query.clone())?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    Ok(Cost { done, speed, megabytes: peak()?, median: at(50), p99: at(99), queries: times.len() })
}

/// Most memory that this process has held, in MB.
fn peak() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1e3)
}
