//! Seconds that the analysis takes on one core, from bytes to the JSON of a record: what `read_batch` of Python is measured
//! beside. `throughput PAGES.jsonl` prints the seconds of the core alone and those of whole batches.

use std::error::Error;
use std::fs::read_to_string;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Instant;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use khabar::{Input, Options};
use khabar_arrow::{Settings, read};
use serde_json::Value;

/// Pages that each of the two reads in its turn.
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

    // By turns, so that what else the machine does falls on both.
    let (mut core, mut batches, mut bytes) = (0.0, 0.0, 0);
    for (at, part) in pages.chunks(SLICE).enumerate() {
        let start = Instant::now();
        for page in part {
            bytes += json(page)?.len();
        }
        core += start.elapsed().as_secs_f64();
        let start = Instant::now();
        read(&batch.slice(at * SLICE, part.len()), &one)?;
        batches += start.elapsed().as_secs_f64();
    }
    println!("{core:.3} {batches:.3}");
    eprintln!("{} pages, {} MB of JSON", pages.len(), bytes >> 20);
    Ok(())
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
