//! `khabar read`: pages in parallel, records in order.

use std::io::{IsTerminal as _, Write};
use std::time::Duration;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use khabar::tagger::Model;
use khabar::{Input, Options, Record};
use khabar_sources::{Page, Pending, Settings};
use rayon::prelude::*;

use crate::args::{Format, Read};
use crate::outcome::{self, Outcome};
use crate::pretty::{self, View};

/// Pages read at a time: enough for every core, few enough to hold in memory.
const BATCH: usize = 128;

pub fn run(args: &Read) -> Result<Outcome> {
    // A wrong zone, time or model is wrong usage: said before anything is read.
    let options = match options(args) {
        Ok(options) => options,
        Err(fault) => {
            let mut outcome = Outcome::default();
            outcome.reject(&format!("{fault:#}"));
            return Ok(outcome);
        }
    };
    let settings = Settings {
        columns: args.columns.clone(),
        charset: args.charset,
        ..Settings::for_pages_of(args.max_bytes)
    };
    let layers: Vec<_> = args.layers.iter().map(|l| l.0).collect();
    let view = View::of_terminal(args.width, args.direction);
    let mut outcome = Outcome::default();
    // JSON has no colours to look for.
    let plain: Box<dyn Write> = match args.format {
        Format::Pretty => Box::new(anstream::stdout()),
        Format::Json | Format::Jsonl => Box::new(std::io::stdout()),
    };
    let mut out = std::io::BufWriter::new(plain);
    let progress = progress();
    let mut pages = khabar_sources::pages(&args.inputs, &settings);
    loop {
        let batch: Vec<_> = pages.by_ref().take(BATCH).collect();
        for notice in settings.notices.take() {
            progress.suspend(|| outcome::note(&notice));
        }
        if batch.is_empty() {
            break;
        }
        // Outer errors are ours, inner ones the input's.
        let printed: Vec<Result<Result<String>>> = batch
            .into_par_iter()
            .map(|page| match page.and_then(|p| Pending::load(p, &settings)) {
                Ok(page) => print(page, args, &options, &layers, &view).map(Ok),
                Err(fault) => Ok(Err(fault.into())),
            })
            .collect();
        for record in printed {
            progress.inc(1);
            match record? {
                Ok(record) => {
                    outcome.done();
                    out.write_all(record.as_bytes())?;
                }
                Err(fault) => progress.suspend(|| outcome.reject(&format!("{fault:#}"))),
            }
        }
        out.flush()?;
    }
    progress.finish_and_clear();
    Ok(outcome)
}

fn options(args: &Read) -> Result<Options> {
    let mut options = match &args.timezone {
        Some(zone) => Options::in_zone(zone)?,
        None => Options::default(),
    };
    options = options.with_limit(args.max_bytes);
    for time in [&args.published, &args.retrieved].into_iter().flatten() {
        options.when(time)?;
    }
    if let Some(path) = &args.model {
        let named = || format!("model {}", path.display());
        let model = Model::from_bytes(&std::fs::read(path).with_context(named)?).with_context(named)?;
        options = options.with_model(model);
    }
    Ok(options)
}

fn print(
    page: Page,
    args: &Read,
    options: &Options,
    layers: &[khabar::record::Layer],
    view: &View,
) -> Result<String> {
    let mut record = khabar::read(
        &Input {
            published: args.published.as_deref().or(page.published.as_deref()),
            retrieved: args.retrieved.as_deref().or(page.retrieved.as_deref()),
            ..page.input()
        },
        options,
    );
    // A page may be long, and its record holds the text.
    drop(page);
    if !layers.is_empty() {
        record.keep(layers);
    }
    to_string(&record, args.format, view).with_context(|| record.id.clone())
}

fn to_string(record: &Record, format: Format, view: &View) -> Result<String> {
    let mut text = match format {
        Format::Pretty => return Ok(pretty::page(record, view)),
        Format::Json => serde_json::to_string_pretty(&record.to_wire()?)?,
        Format::Jsonl => record.to_json()?,
    };
    text.push('\n');
    Ok(text)
}

/// A count of pages on standard error, where a person watches and the output goes elsewhere.
fn progress() -> ProgressBar {
    if std::io::stdout().is_terminal() || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} pages, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
