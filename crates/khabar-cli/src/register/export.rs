//! `khabar export`: the current pages of a register, written for other programs.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use indicatif::ProgressBar;
use khabar::Record;
use khabar_export::{csv, ftm, gdelt, gold, jsonl, jsonld, parquet};
use khabar_register::hand::{layers_reviewed, reviewed};
use khabar_register::store::Reader;
use khabar_stories::story::entity_key;

use super::args::{Export, ExportFormat};
use crate::outcome::Outcome;

/// Bytes of rows that wait for their Parquet part.
const BUDGET: usize = 64 << 20;

pub fn run(args: &Export) -> Result<Outcome> {
    let reader = Reader::open(&args.place.register)?;
    fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    let is_empty = fs::read_dir(&args.folder)?.next().is_none();
    ensure!(is_empty, "{} is not empty: an export is written to an empty folder", args.folder.display());
    let written = match args.kind {
        ExportFormat::Parquet => {
            let mut folder = parquet::Folder::create(&args.folder, BUDGET)?;
            let written = each(&reader, |record| Ok(folder.add(record)?))?;
            folder.finish()?;
            written
        }
        ExportFormat::Csv => {
            let mut folder = csv::Folder::create(&args.folder)?;
            let written = each(&reader, |record| Ok(folder.add(record)?))?;
            folder.finish()?;
            written
        }
        ExportFormat::Jsonl => {
            lines(&reader, &args.folder, "records.jsonl", |out, record| Ok(jsonl::write(out, record)?))?
        }
        ExportFormat::Gdelt => {
            lines(&reader, &args.folder, "events.tsv", |out, record| Ok(gdelt::write(out, record)?))?
        }
        ExportFormat::Ftm => lines(&reader, &args.folder, "entities.ftm.json", |out, record| {
            Ok(ftm::write(out, record, entity_key)?)
        })?,
        ExportFormat::Jsonld => {
            lines(&reader, &args.folder, "articles.jsonld", |out, record| Ok(jsonld::write(out, record)?))?
        }
        ExportFormat::Gold => gold_pages(&reader, &args.folder)?,
    };
    anstream::eprintln!("{written} pages written to {}", args.folder.display());
    Ok(Outcome::default().with_done(written.max(1)))
}

/// Every current page, one after the other: one record is in memory at a time.
fn each(reader: &Reader, mut write: impl FnMut(&Record) -> Result<()>) -> Result<usize> {
    let pages = reader.pages()?;
    let progress = ProgressBar::new(pages.len() as u64);
    for page in &pages {
        let record = Record::from_wire(reviewed(reader, page.page)?)?;
        write(&record).with_context(|| page.id.clone())?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(pages.len())
}

/// The pages of which people looked a layer through.
fn gold_pages(reader: &Reader, folder: &Path) -> Result<usize> {
    let mut written = 0;
    for page in reader.pages()? {
        let layers = layers_reviewed(reader, page.page)?;
        if !layers.is_empty() {
            gold::write(folder, &Record::from_wire(reviewed(reader, page.page)?)?, &layers)?;
            written += 1;
        }
    }
    Ok(written)
}

fn lines(
    reader: &Reader,
    folder: &Path,
    name: &str,
    mut write: impl FnMut(&mut BufWriter<File>, &Record) -> Result<()>,
) -> Result<usize> {
    let path = folder.join(name);
    let mut out = BufWriter::new(File::create(&path).with_context(|| path.display().to_string())?);
    let written = each(reader, |record| write(&mut out, record))?;
    out.flush()?;
    Ok(written)
}
