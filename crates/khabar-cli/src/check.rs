//! `khabar check`: reads records back and says which contradict themselves.

use std::io::Write as _;

use anyhow::{Context, Result};
use khabar::Record;
use khabar_sources::{Line, Settings};
use rayon::prelude::*;

use crate::args::Check;
use crate::outcome::Outcome;

const BATCH: usize = 256;

pub fn run(args: &Check) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut records = 0;
    for file in &args.files {
        let mut lines = match khabar_sources::lines(file, &Settings::default()) {
            Ok(lines) => lines,
            Err(fault) => {
                outcome.reject(&fault.to_string());
                continue;
            }
        };
        loop {
            let batch: Vec<_> = lines.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let checked: Vec<Result<()>> = batch.into_par_iter().map(|line| check(line?)).collect();
            for result in checked {
                records += 1;
                match result {
                    Ok(()) => outcome.done(),
                    Err(fault) => outcome.reject(&format!("{fault:#}")),
                }
            }
        }
    }
    let sound = outcome.count();
    writeln!(anstream::stdout(), "{records} records read, {sound} sound, {} with faults", records - sound)?;
    Ok(outcome)
}

fn check((place, line): Line) -> Result<()> {
    let line = String::from_utf8(line).with_context(|| place.clone())?;
    Record::from_json(&line).context(place)?;
    Ok(())
}
