//! `khabar check`: reads records back and says which contradict themselves.

use std::fs::File;
use std::io::{BufReader, Write as _};

use anyhow::{Context, Result};
use khabar::Record;
use rayon::prelude::*;

use crate::args::Check;
use crate::input::{self, Page};
use crate::outcome::Outcome;

const BATCH: usize = 256;

pub fn run(args: &Check) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut records = 0;
    for path in &args.files {
        let name = path.display().to_string();
        let mut lines: Box<dyn Iterator<Item = Result<Page>>> = if path.as_os_str() == "-" {
            Box::new(input::lines(name, BufReader::new(std::io::stdin())))
        } else {
            match File::open(path).with_context(|| name.clone()) {
                Ok(file) => Box::new(input::lines(name, BufReader::new(file))),
                Err(fault) => {
                    outcome.reject(&format!("{fault:#}"));
                    continue;
                }
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

fn check(page: Page) -> Result<()> {
    if let Page::Line { place, line } = page {
        let line = String::from_utf8(line).with_context(|| place.clone())?;
        Record::from_json(&line).context(place)?;
    }
    Ok(())
}
