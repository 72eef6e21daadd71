//! CSV: a file a layer, the columns of [`tables`]; and a form of it that spreadsheets open as it is meant.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use csv::Writer;
use khabar::Record;

use crate::tables::{Row, Value, tables, worded};
use crate::{Error, Result};

/// Who is to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Programs: UTF-8, and every cell as it is.
    Plain,
    /// Excel and its kin: a byte order mark says that it is UTF-8, and no text of a page is taken for a formula.
    Excel,
}

impl Form {
    /// Writes what stands before the header.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn begin(self, out: &mut impl Write) -> std::io::Result<()> {
        if self == Self::Excel { out.write_all("\u{FEFF}".as_bytes()) } else { Ok(()) }
    }

    /// A text as a cell of this form holds it. To a spreadsheet a cell that begins with one of these is a formula to be
    /// run, whoever wrote the page; behind an apostrophe it is text.
    #[must_use]
    pub fn cell(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let runs =
            |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
        if self == Self::Excel && text.starts_with(runs) { format!("'{text}").into() } else { text }
    }
}

/// Files `pages.csv`, `statements.csv`, … of one folder, written row by row.
pub struct Folder {
    form: Form,
    /// One for each table, in their order.
    writers: Vec<Writer<BufWriter<File>>>,
}

impl Folder {
    /// Makes the folder and its files, each with its header. Files that are there are written over.
    ///
    /// # Errors
    /// Where a file cannot be made.
    pub fn create(folder: &Path, form: Form) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
        let mut writers = Vec::new();
        for table in tables() {
            let path = folder.join(format!("{}.csv", table.name));
            let mut file = BufWriter::new(File::create(&path).map_err(Error::file(&path))?);
            form.begin(&mut file).map_err(Error::file(&path))?;
            let mut writer = Writer::from_writer(file);
            writer.write_record(table.columns.iter().map(|c| &c.name))?;
            writers.push(writer);
        }
        Ok(Self { form, writers })
    }

    /// Writes the rows of a record.
    ///
    /// # Errors
    /// Where a span does not fit the text, or a file cannot be written.
    pub fn add(&mut self, record: &Record) -> Result<()> {
        let wire = worded(record)?;
        for (table, writer) in tables().iter().zip(&mut self.writers) {
            let mut written = Ok(());
            table.each_row(&wire, &mut |row| {
                if written.is_ok() {
                    written = write_row(writer, row, self.form);
                }
            });
            written?;
        }
        Ok(())
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn finish(mut self) -> Result<()> {
        for writer in &mut self.writers {
            writer.flush()?;
        }
        Ok(())
    }
}

fn write_row(writer: &mut Writer<BufWriter<File>>, row: Row, form: Form) -> Result<()> {
    for value in row {
        writer.write_field(&*printed(value, form)?)?;
    }
    writer.write_record(None::<&[u8]>)?;
    Ok(())
}

/// A cell as CSV holds it: nothing is empty, a list is a JSON array.
fn printed(value: Value<'_>, form: Form) -> Result<Cow<'_, str>> {
    Ok(match value {
        Value::Null => Cow::default(),
        Value::Text(text) => form.cell(text),
        Value::Int(n) => n.to_string().into(),
        Value::Float(n) => n.to_string().into(),
        Value::Flag(yes) => yes.to_string().into(),
        Value::List(list) => serde_json::to_string(&list)?.into(),
    })
}
