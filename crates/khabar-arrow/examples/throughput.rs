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

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: throughput PAGES.jsonl")?;
    let lines = read_to_string(path)?;
    let pages: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let of = |page: &'_ Value, name: &str| page.get(name).and_then(Value::as_str).map(str::to_owned);
    let names = ["id", "url", "text", "title", "published", "site"];
    let columns = names.map(|name| -> (&str, ArrayRef) {
        (name, Arc::new(pages.iter().map(|page| of(page, name)).collect::<StringArray>()))
    });
    let batch = RecordBatch::try_from_iter(columns)?;
    let one = Settings { threads: NonZeroUsize::new(1), ..Settings::default() };
    // The tables and the model are read before the clock starts.
    read(&batch.slice(0, batch.num_rows().min(50)), &one)?;

    let start = Instant::now();
    let mut bytes = 0;
    for page in &pages {
        let (id, url, text) = (of(page, "id"), of(page, "url"), of(page, "text").unwrap_or_default());
        let (title, published, site) = (of(page, "title"), of(page, "published"), of(page, "site"));
        let input = Input {
            bytes: text.as_bytes(),
            id: id.as_deref(),
            uri: url.as_deref(),
            title: title.as_deref(),
            published: published.as_deref(),
            site: site.as_deref(),
            ..Input::default()
        };
        bytes += khabar::read(&input, &Options::default()).to_json()?.len();
    }
    let core = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let records = read(&batch, &one)?;
    let batches = start.elapsed().as_secs_f64();
    println!("{core:.3} {batches:.3}");
    eprintln!("{} pages, {} MB of JSON", records.num_rows(), bytes >> 20);
    Ok(())
}
