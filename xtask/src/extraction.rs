//! The article extraction benchmark: its own measure of the body, and speed beside a peer in the same run.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{bench, project};

#[derive(Deserialize)]
struct Truth {
    #[serde(rename = "articleBody", default)]
    body: String,
}

/// What was measured.
pub struct Extraction {
    /// F1 of the bodies, per cent, as the benchmark's `evaluate.py` defines it.
    pub f1: f64,
    /// How many times the pages per second of the `trafilatura` crate.
    pub ratio: f64,
    /// HTML made into articles, MB a second on one core.
    pub megabytes: f64,
    /// What a whole reading of these pages, which are not in Arabic, costs: so many times their page layer.
    pub foreign: f64,
}

/// Reads the benchmark's pages, compares the bodies, and measures speed.
pub fn measure() -> Result<Extraction> {
    let folder = project::shared()?.join("html/article-extraction-benchmark");
    let (precision, recall) = quality(&folder)?;
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("article extraction benchmark: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
    let rows = bench::group("extraction")?;
    let speed = |name: &str| {
        let row = rows.iter().find(|r| r.name == name).with_context(|| format!("no benchmark «{name}»"))?;
        Ok::<_, anyhow::Error>(row.per_second)
    };
    let (ours, peer) = (speed("khabar")?, speed("trafilatura crate")?);
    println!(
        "pages per second, one thread: khabar {ours:.0}, trafilatura crate {peer:.0}, parser alone {:.0}",
        speed("parser alone")?
    );
    let megabytes = ours * mean_size(&folder.join("html"))? / 1e6;
    let foreign = speed("page layer")? / speed("whole reading")?;
    println!(
        "{megabytes:.0} MB of HTML a second; a whole reading of a foreign page costs {foreign:.2} page layers"
    );
    Ok(Extraction { f1: 100.0 * f1, ratio: ours / peer, megabytes, foreign })
}

/// Mean size of the pages of a folder, unpacked, in bytes.
fn mean_size(folder: &Path) -> Result<f64> {
    let (mut bytes, mut pages) = (0, 0);
    for entry in fs::read_dir(folder)? {
        bytes += io::copy(&mut flate2::read::GzDecoder::new(File::open(entry?.path())?), &mut io::sink())?;
        pages += 1;
    }
    Ok(bytes as f64 / f64::from(pages.max(1)))
}

/// Mean precision and recall of the bodies of the benchmark's pages.
fn quality(folder: &Path) -> Result<(f64, f64)> {
    let records = project::scratch()?.join("extraction.jsonl");
    let out = File::create(&records)?;
    project::run(
        Command::new(project::khabar()?)
            .arg("read")
            .arg(folder.join("html"))
            .args(["--format", "jsonl", "--layers", "blocks"])
            .stdout(out),
    )?;
    let truths: HashMap<String, Truth> =
        serde_json::from_str(&fs::read_to_string(folder.join("ground-truth.json"))?)?;
    let mut bodies = HashMap::new();
    for line in fs::read_to_string(&records)?.lines() {
        let record = khabar::Record::from_json(line)?;
        let body = record.blocks.iter().filter(|b| {
            matches!(b.role, khabar::record::BlockRole::Body | khabar::record::BlockRole::Heading)
        });
        let body: Vec<&str> = body.map(|b| b.span.of(&record.text)).collect();
        bodies.insert(record.id.clone(), body.join("\n"));
    }
    let (mut precisions, mut recalls) = (Vec::new(), Vec::new());
    for (id, truth) in &truths {
        let wanted = shingles(&truth.body);
        let found = shingles(bodies.get(id).map_or("", String::as_str));
        let both: usize = wanted.iter().map(|(s, n)| *n.min(found.get(s).unwrap_or(&0))).sum();
        let (all, ours): (usize, usize) = (wanted.values().sum(), found.values().sum());
        if ours > 0 {
            precisions.push(both as f64 / ours as f64);
        }
        if all > 0 {
            recalls.push(both as f64 / all as f64);
        }
    }
    let mean = |figures: &[f64]| figures.iter().sum::<f64>() / figures.len().max(1) as f64;
    Ok((mean(&precisions), mean(&recalls)))
}

/// Runs of four words and how often each stands in a text; of a shorter text the whole.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|w| !w.is_empty()).collect();
    let mut out = HashMap::new();
    for start in 0..words.len().saturating_sub(3).max(1) {
        let end = (start + 4).min(words.len());
        if let Some(shingle) = words.get(start..end).filter(|s| !s.is_empty()) {
            *out.entry(shingle.to_vec()).or_insert(0) += 1;
        }
    }
    out
}
