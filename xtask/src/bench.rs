//! `cargo xtask bench`: criterion's figures as one table.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{project, register};

#[derive(Deserialize)]
struct Estimates {
    mean: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    /// Nanoseconds.
    point_estimate: f64,
}

#[derive(Deserialize)]
struct Benchmark {
    function_id: String,
    throughput: Throughput,
}

#[derive(Deserialize)]
enum Throughput {
    Bytes(f64),
    Elements(f64),
}

/// A benchmark of a group.
pub struct Row {
    /// Its name.
    pub name: String,
    /// Seconds of one run over all pages.
    pub seconds: f64,
    /// Bytes or pages, as the group counts, per second.
    pub per_second: f64,
}

/// Prints MB/s and pages/s of each layer.
pub fn run() -> Result<()> {
    let rows = group("layers")?;
    let pages: f64 = fs::read_to_string(project::scratch()?.join("bench.pages"))?.trim().parse()?;
    println!("{:<24} {:>10} {:>12}", "layer (one core)", "MB/s", "pages/s");
    for row in rows {
        println!("{:<24} {:>10.1} {:>12.0}", row.name, row.per_second / 1e6, pages / row.seconds);
    }
    syntax()?;
    names()?;
    println!("register, all cores:");
    for row in group("register")? {
        println!("{:<24} {:>12.0} a second", row.name, row.per_second);
    }
    register::run(&project::shared()?)
}

/// Words a second of morphology and syntax.
pub fn syntax() -> Result<f64> {
    let rows = group("syntax")?;
    let speed = rows.first().context("no benchmark of syntax")?.per_second;
    println!("words and trees, words per second on one core: {speed:.0}");
    Ok(speed)
}

/// Tokens a second of the whole layer of names, and of `python-crfsuite` on the same machine.
pub fn names() -> Result<(f64, f64)> {
    let rows = group("names")?;
    let ours =
        rows.iter().find(|r| r.name == "whole layer").context("no benchmark «whole layer»")?.per_second;
    let venv = project::scratch()?.join("peer");
    let python = venv.join("bin/python");
    if !python.is_file() {
        project::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        project::run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "python-crfsuite"]))?;
    }
    let script = project::root().join("scripts/peer_crfsuite.py");
    let news = project::shared()?.join("ner/anercorp-train.conll");
    let peer: f64 = project::output(Command::new(&python).arg(script).arg(news))?.trim().parse()?;
    println!("names, tokens per second on one core: khabar {ours:.0}, python-crfsuite {peer:.0}");
    Ok((ours, peer))
}

/// Runs the benchmarks of a group, which is a file of `benches/`, and gives them by name.
pub fn group(name: &str) -> Result<Vec<Row>> {
    let folder = project::target().join("criterion").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    project::output(project::cargo().args(["bench", "--quiet", "-p", "khabar-benches", "--bench", name]))?;
    let mut rows = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let new = entry?.path().join("new");
        if !new.is_dir() {
            continue;
        }
        let estimates: Estimates = read(&new.join("estimates.json"))?;
        let about: Benchmark = read(&new.join("benchmark.json"))?;
        let seconds = estimates.mean.point_estimate / 1e9;
        let (Throughput::Bytes(amount) | Throughput::Elements(amount)) = about.throughput;
        rows.push(Row { name: about.function_id, seconds, per_second: amount / seconds });
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(rows)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(serde_json::from_str(&text)?)
}
