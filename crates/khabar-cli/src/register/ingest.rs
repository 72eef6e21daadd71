//! `khabar ingest`: a progress bar around the library.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use khabar::Options;
use khabar_register::ingest::{self, Batch, Plan, Progress};
use khabar_register::store::Writer;
use khabar_sources::Settings;

use super::args::Ingest;
use crate::outcome::{self, Outcome};

pub fn run(args: &Ingest) -> Result<Outcome> {
    let options = match &args.timezone {
        Some(zone) => match Options::in_zone(zone) {
            Ok(options) => options,
            Err(fault) => return Ok(Outcome::refused(&fault.to_string())),
        },
        None => Options::default(),
    };
    let settings = Settings { columns: args.columns.clone(), charset: args.charset, ..Settings::default() };
    let batch = Batch { inputs: args.batch.into(), ..Batch::default() };
    let plan = Plan { settings, options, batch };
    let mut writer = Writer::open(&args.place.register)?;
    let bar = bar(args, &plan.settings);
    let mut report = |progress: Progress| {
        bar.set_position(progress.inputs as u64);
        bar.set_message(progress.rejects.to_string());
    };
    let done = ingest::ingest(&mut writer, &args.inputs, &plan, &mut report)?;
    writer.close()?;
    bar.finish_and_clear();
    plan.settings.notices.take().iter().for_each(|notice| outcome::note(notice));
    let Progress { pages, known, rejects, .. } = done;
    let mut out = anstream::stdout();
    writeln!(out, "{pages} pages new, {known} known, {rejects} rejected")?;
    out.flush()?;
    if rejects > 0 {
        let folder = args.place.register.display();
        anstream::eprintln!("khabar: `khabar rejects --register {folder}` says what was rejected and why");
    }
    Ok(Outcome::default().with_done(pages + known).with_rejected(rejects))
}

/// Pages, pages a second, rejects, and the time left once a second look at the inputs has counted them.
fn bar(args: &Ingest, settings: &Settings) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::no_length();
    let style = "{spinner} {pos} pages, {per_sec}, {msg} rejected, {elapsed}";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar.set_message("0");
    bar.enable_steady_tick(Duration::from_millis(200));
    let (counted, inputs, settings) = (bar.clone(), args.inputs.clone(), settings.clone());
    // Not waited for: it ends with the process.
    std::thread::spawn(move || {
        let Some(count) = ingest::count(&inputs, &settings) else { return };
        let style = "{bar:30} {pos}/{len} pages, {per_sec}, {msg} rejected, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            counted.set_style(style);
        }
        counted.set_length(count as u64);
    });
    bar
}
