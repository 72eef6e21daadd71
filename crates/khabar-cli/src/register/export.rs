//! `khabar export`: the current pages of a register, written for other programs.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use indicatif::ProgressBar;
use khabar::Record;
use khabar::record::Id;
use khabar_export::{csv, ftm, gdelt, gold, jsonl, jsonld, parquet};
use khabar_register::ask::ids_of;
use khabar_register::hand::{layers_reviewed, pages_reviewed, reviewed};
use khabar_register::store::{Page, Reader};

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
            let written = each(&reader, |_, record| Ok(folder.add(record)?))?;
            folder.finish()?;
            written
        }
        ExportFormat::Csv => csv_folder(&reader, &args.folder, csv::Form::Plain)?,
        ExportFormat::CsvExcel => csv_folder(&reader, &args.folder, csv::Form::Excel)?,
        ExportFormat::Jsonl => {
            lines(&reader, &args.folder, "records.jsonl", |out, _, record| Ok(jsonl::write(out, record)?))?
        }
        ExportFormat::Gdelt => {
            lines(&reader, &args.folder, "events.tsv", |out, _, record| Ok(gdelt::write(out, record)?))?
        }
        ExportFormat::Ftm => lines(&reader, &args.folder, "entities.ftm.json", |out, page, record| {
            let ids = ids_of(&reader, page.page)?;
            Ok(ftm::write(out, record, |entity| entity_name(&ids, page, entity.id))?)
        })?,
        ExportFormat::Jsonld => {
            lines(&reader, &args.folder, "articles.jsonld", |out, _, record| Ok(jsonld::write(out, record)?))?
        }
        ExportFormat::Gold => gold_pages(&reader, &args.folder)?,
    };
    anstream::eprintln!("{written} pages written to {}", args.folder.display());
    Ok(Outcome::default().with_done(written.max(1)))
}

fn csv_folder(reader: &Reader, folder: &Path, form: csv::Form) -> Result<usize> {
    let mut folder = csv::Folder::create(folder, form)?;
    let written = each(reader, |_, record| Ok(folder.add(record)?))?;
    folder.finish()?;
    Ok(written)
}

/// Every current page, one after the other: one record is in memory at a time.
fn each(reader: &Reader, mut write: impl FnMut(&Page, &Record) -> Result<()>) -> Result<usize> {
    let pages = reader.pages()?;
    let names = names(&pages);
    let progress = ProgressBar::new(pages.len() as u64);
    for (page, name) in pages.iter().zip(names) {
        write(page, &taken_out(reader, page, name)?).with_context(|| page.id.clone())?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(pages.len())
}

/// The record of a page after review, under the name that the export gives it.
fn taken_out(reader: &Reader, page: &Page, name: String) -> Result<Record> {
    Ok(Record { id: name, ..Record::from_wire(reviewed(reader, page.page)?)? })
}

/// A name of its own for each page: its id, and behind it the page's number where others have the same (two folders may
/// each have a `1.html`).
fn names(pages: &[Page]) -> Vec<String> {
    let mut count = HashMap::<&str, usize>::new();
    for page in pages {
        *count.entry(&page.id).or_default() += 1;
    }
    let is_shared = |page: &Page| count.get(&*page.id).is_some_and(|&n| n > 1);
    let name =
        |page: &Page| if is_shared(page) { format!("{}~{}", page.id, page.page) } else { page.id.clone() };
    pages.iter().map(name).collect()
}

/// The pages of which people looked a layer through, in the version that they looked at.
fn gold_pages(reader: &Reader, folder: &Path) -> Result<usize> {
    let mut looked_through = Vec::new();
    for page in pages_reviewed(reader)? {
        let mut layers = layers_reviewed(reader, page.page)?;
        layers.retain(|layer| gold::layers().contains(layer));
        if !layers.is_empty() {
            looked_through.push((page, layers));
        }
    }
    let (pages, layers): (Vec<_>, Vec<_>) = looked_through.into_iter().unzip();
    for ((page, layers), name) in pages.iter().zip(layers).zip(names(&pages)) {
        gold::write(folder, &taken_out(reader, page, name)?, &layers)?;
    }
    Ok(pages.len())
}

/// What an entity is called where pages are compared: by the register's id, else (of a page that came after) by its own.
fn entity_name(ids: &HashMap<String, String>, page: &Page, entity: Id) -> String {
    let own = entity.to_string();
    ids.get(&own).cloned().unwrap_or_else(|| format!("{}/{own}", page.page))
}

fn lines(
    reader: &Reader,
    folder: &Path,
    name: &str,
    mut write: impl FnMut(&mut BufWriter<File>, &Page, &Record) -> Result<()>,
) -> Result<usize> {
    let path = folder.join(name);
    let mut out = BufWriter::new(File::create(&path).with_context(|| path.display().to_string())?);
    let written = each(reader, |page, record| write(&mut out, page, record))?;
    out.flush()?;
    Ok(written)
}
