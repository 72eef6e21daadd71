//! CPU seconds that the analysis takes, from bytes to the JSON of a record: what `read_batch` of Python is measured beside.
//! `throughput PAGES.jsonl` prints those of the core alone and those of whole batches; what else the machine does counts
//! in neither.

use std::error::Error;
use std::fs::read_to_string;
use std::num::NonZeroUsize;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use khabar::{Input, Options};
use khabar_arrow::{Settings, read};
use serde_json::Value;

/// Pages of a batch.
const SLICE: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: throughput PAGES.jsonl")?;
    let lines = read_to_string(path)?;
    let pages: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let names = ["id", "url", "text", "title", "published", "site"];
    let columns = names.map(|name| -> (&str, ArrayRef) {
        (
            name,
            Arc::new(
                pages.iter().map(|page| page.get(name).and_then(Value::as_str)).collect::<StringArray>(),
            ),
        )
    });
    let batch = RecordBatch::try_from_iter(columns)?;
    let one = Settings { threads: NonZeroUsize::new(1), ..Settings::default() };
    // The tables and the model are read before the clock starts.
    read(&batch.slice(0, batch.num_rows().min(50)), &one)?;

    let start = cpu_seconds()?;
    let mut bytes = 0;
    for page in &pages {
        bytes += json(page)?.len();
    }
    let between = cpu_seconds()?;
    for at in (0..pages.len()).step_by(SLICE) {
        read(&batch.slice(at, SLICE.min(pages.len() - at)), &one)?;
    }
    let (core, batches) = (between - start, cpu_seconds()? - between);
    println!("{core:.3} {batches:.3}");
    eprintln!("{} pages, {} MB of JSON", pages.len(), bytes >> 20);
    Ok(())
}

/// CPU time of this process, its threads included (`proc(5)`): user and system, in hundredths of a second.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    let stat = read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').ok_or("no process")?.1.split_whitespace();
    let ticks = fields.skip(11).take(2).map(str::parse::<f64>).sum::<Result<f64, _>>()?;
    Ok(ticks / 100.0)
}

/// The record of a page as `khabar read` writes it.
fn json(page: &Value) -> Result<String, Box<dyn Error>> {
    let of = |name: &str| page.get(name).and_then(Value::as_str);
    let input = Input {
        bytes: of("text").unwrap_or_default().as_bytes(),
        id: of("id"),
        uri: of("url"),
        title: of("title"),
        published: of("published"),
        site: of("site"),
        ..Input::default()
    };
    Ok(khabar::read(&input, &Options::default()).to_json()?)
}
