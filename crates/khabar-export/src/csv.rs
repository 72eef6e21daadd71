//! CSV: a file a layer, the columns of [`tables`].

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use csv::Writer;
use khabar::Record;

use crate::tables::{Row, Value, tables, worded};
use crate::{Error, Result};

/// Files `pages.csv`, `statements.csv`, … of one folder, written row by row.
pub struct Folder {
    /// One for each table, in their order.
    writers: Vec<Writer<BufWriter<File>>>,
}

impl Folder {
    /// Makes the folder and its files, each with its header. Files that are there are written over.
    ///
    /// # Errors
    /// Where a file cannot be made.
    pub fn create(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
        let mut writers = Vec::new();
        for table in tables() {
            let path = folder.join(format!("{}.csv", table.name));
            let file = File::create(&path).map_err(Error::file(&path))?;
            let mut writer = Writer::from_writer(BufWriter::new(file));
            writer.write_record(table.columns.iter().map(|c| &c.name))?;
            writers.push(writer);
        }
        Ok(Self { writers })
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
                    written = write_row(writer, row);
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

fn write_row(writer: &mut Writer<BufWriter<File>>, row: Row) -> Result<()> {
    for value in row {
        writer.write_field(printed(value)?)?;
    }
    writer.write_record(None::<&[u8]>)?;
    Ok(())
}

/// A cell as CSV holds it: nothing is empty, a list is a JSON array.
fn printed(value: Value) -> Result<String> {
    Ok(match value {
        Value::Null => String::new(),
        Value::Text(text) => text.into_owned(),
        Value::Int(n) => n.to_string(),
        Value::Float(n) => n.to_string(),
        Value::Flag(yes) => yes.to_string(),
        Value::List(list) => serde_json::to_string(&list)?,
    })
}
