//! `cargo xtask bench`: criterion's figures as one table.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::project;

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
struct Throughput {
    #[serde(rename = "Bytes")]
    bytes: f64,
}

pub fn run() -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let folder = project::root().join("target/criterion/layers");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    project::run(
        Command::new(cargo)
            .args(["bench", "--quiet", "-p", "khabar", "--bench", "layers"])
            .current_dir(project::root()),
    )?;
    let pages: f64 = fs::read_to_string(project::scratch()?.join("bench.pages"))?.trim().parse()?;
    let mut rows = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let new = entry?.path().join("new");
        if !new.is_dir() {
            continue;
        }
        let estimates: Estimates = read(&new.join("estimates.json"))?;
        let about: Benchmark = read(&new.join("benchmark.json"))?;
        let seconds = estimates.mean.point_estimate / 1e9;
        rows.push((about.function_id, about.throughput.bytes / 1e6 / seconds, pages / seconds));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    println!("{:<24} {:>10} {:>12}", "layer (one core)", "MB/s", "pages/s");
    for (name, speed, pages) in rows {
        println!("{name:<24} {speed:>10.1} {pages:>12.0}");
    }
    Ok(())
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(serde_json::from_str(&text)?)
}
