//! What was read, by format.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use khabar_fuzz::{Counted, Format};

/// Counts of inputs and pages.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<&'static str, Row>);

#[derive(Debug, Default, Clone, Copy)]
struct Row {
    inputs: u64,
    bytes: u64,
    pages: u64,
    refused: u64,
    took: Duration,
}

impl Tally {
    /// Adds an input.
    pub fn add(&mut self, format: &'static str, counted: Counted) {
        let row = self.0.entry(format).or_default();
        row.inputs += 1;
        row.bytes += counted.bytes as u64;
        row.pages += counted.pages as u64;
        row.refused += counted.refused as u64;
    }

    /// Adds the time of a thread.
    pub fn took(&mut self, format: &'static str, took: Duration) {
        self.0.entry(format).or_default().took += took;
    }

    /// Adds what another counted.
    pub fn join(&mut self, other: &Self) {
        for (format, more) in &other.0 {
            let row = self.0.entry(format).or_default();
            row.inputs += more.inputs;
            row.bytes += more.bytes;
            row.pages += more.pages;
            row.refused += more.refused;
            row.took += more.took;
        }
    }

    fn sum(&self) -> Row {
        self.0.values().fold(Row::default(), |sum, row| Row {
            inputs: sum.inputs + row.inputs,
            bytes: sum.bytes + row.bytes,
            pages: sum.pages + row.pages,
            refused: sum.refused + row.refused,
            took: sum.took + row.took,
        })
    }

    /// How far a run is.
    pub fn line(&self, elapsed: Duration) -> String {
        let Row { inputs, pages, .. } = self.sum();
        format!(
            "{:>6.0} s {inputs:>10} inputs, {pages} pages, {:.0} inputs/s",
            elapsed.as_secs_f64(),
            rate(inputs, elapsed)
        )
    }

    /// All of it.
    pub fn table(&self, elapsed: Duration, threads: usize, seed: u64) -> String {
        let mut out = format!("seed {seed}, {threads} threads, {:.0} s\n", elapsed.as_secs_f64());
        let _ = writeln!(
            out,
            "{:<10} {:>10} {:>8} {:>10} {:>10} {:>14}",
            "format", "inputs", "bytes", "pages", "refused", "inputs/s/core"
        );
        for format in Format::ALL {
            if let Some(row) = self.0.get(format.name) {
                row.write(&mut out, format.name, row.took);
            }
        }
        let sum = self.sum();
        sum.write(&mut out, "all", sum.took);
        let _ = write!(out, "{:.0} inputs/s on all cores", rate(sum.inputs, elapsed));
        out
    }
}

impl Row {
    fn write(self, out: &mut String, name: &str, took: Duration) {
        let Self { inputs, bytes, pages, refused, .. } = self;
        let mean = bytes / inputs.max(1);
        let rate = rate(inputs, took);
        let _ = writeln!(out, "{name:<10} {inputs:>10} {mean:>8} {pages:>10} {refused:>10} {rate:>14.0}");
    }
}

fn rate(count: u64, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64().max(0.001)
}
