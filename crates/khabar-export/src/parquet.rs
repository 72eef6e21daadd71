//! Parquet: a folder a layer, partitioned by the month of publication as Hive does, `statements/month=2021-11/part-0.parquet`.
//!
//! Rows wait in memory until [`Folder::create`]'s budget is reached; then the fullest partition is written as a part of its
//! own. So memory is bounded and no more than one file is open, whatever order the pages come in.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use khabar::Record;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::tables::{Column, Kind, Row, Table, Value, month, tables, worded};
use crate::{Error, Result};

/// Bytes of rows that wait in memory unless the caller says otherwise: 64 MiB.
pub const BUDGET: usize = 64 << 20;

/// The month of pages that do not say when they were published: the name that Hive and its kin read as null.
pub const NO_MONTH: &str = "__HIVE_DEFAULT_PARTITION__";

/// Parquet tables of one folder.
pub struct Folder {
    root: PathBuf,
    budget: usize,
    held: usize,
    /// By table and month.
    partitions: BTreeMap<(usize, String), Partition>,
}

#[derive(Default)]
struct Partition {
    rows: Vec<Row>,
    bytes: usize,
    parts: u32,
}

impl Folder {
    /// Makes the folder. `budget` is how many **bytes** of rows may wait in memory.
    ///
    /// # Errors
    /// [`Error::NotEmpty`] where the folder holds something: parts of an older export would be read along.
    pub fn create(root: &Path, budget: usize) -> Result<Self> {
        std::fs::create_dir_all(root).map_err(Error::file(root))?;
        if std::fs::read_dir(root).map_err(Error::file(root))?.next().is_some() {
            return Err(Error::NotEmpty(root.to_owned()));
        }
        Ok(Self { root: root.to_owned(), budget, held: 0, partitions: BTreeMap::new() })
    }

    /// Adds the rows of a record.
    ///
    /// # Errors
    /// Where a span does not fit the text, or a file cannot be written.
    pub fn add(&mut self, record: &Record) -> Result<()> {
        let wire = worded(record)?;
        let month = month(&wire).unwrap_or(NO_MONTH);
        for (number, table) in tables().iter().enumerate() {
            let mut rows = Vec::new();
            table.each_row(&wire, &mut |row| rows.push(row));
            if rows.is_empty() {
                continue;
            }
            let bytes: usize = rows.iter().flatten().map(Value::size).sum();
            let partition = self.partitions.entry((number, month.to_owned())).or_default();
            partition.rows.append(&mut rows);
            partition.bytes += bytes;
            self.held += bytes;
        }
        while self.held > self.budget {
            let fullest = self.partitions.iter().max_by_key(|(_, p)| p.bytes).map(|(key, _)| key.clone());
            let Some(key) = fullest else { break };
            self.write(&key)?;
        }
        Ok(())
    }

    /// Writes what still waits.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn finish(mut self) -> Result<()> {
        let waiting: Vec<_> =
            self.partitions.iter().filter(|(_, p)| !p.rows.is_empty()).map(|(k, _)| k.clone()).collect();
        waiting.iter().try_for_each(|key| self.write(key))
    }

    /// Writes the rows of a partition as its next part. The file gets its name when it is whole.
    fn write(&mut self, key: &(usize, String)) -> Result<()> {
        let (Some(partition), Some(table)) = (self.partitions.get_mut(key), tables().get(key.0)) else {
            return Ok(());
        };
        let rows = std::mem::take(&mut partition.rows);
        self.held -= std::mem::take(&mut partition.bytes);
        let folder = self.root.join(table.name).join(format!("month={}", key.1));
        let path = folder.join(format!("part-{}.parquet", partition.parts));
        partition.parts += 1;
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        let unfinished = path.with_extension("unfinished");
        let file = File::create(&unfinished).map_err(Error::file(&unfinished))?;
        let batch = batch(table, &rows)?;
        let properties =
            WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties))?;
        writer.write(&batch)?;
        writer.close()?;
        std::fs::rename(&unfinished, &path).map_err(Error::file(&path))
    }
}

/// The Arrow schema of a table.
#[must_use]
pub fn schema(table: &Table) -> Schema {
    Schema::new(table.columns.iter().map(field).collect::<Vec<_>>())
}

fn field(column: &Column) -> Field {
    let kind = match column.kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::List => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
    };
    Field::new(&column.name, kind, column.name != "page")
}

/// Rows as an Arrow batch.
fn batch(table: &Table, rows: &[Row]) -> Result<RecordBatch> {
    let columns = table.columns.iter().enumerate();
    let arrays = columns.map(|(at, column)| array(column.kind, rows.iter().map(|row| row.get(at))));
    Ok(RecordBatch::try_new(Arc::new(schema(table)), arrays.collect())?)
}

fn array<'r>(kind: Kind, cells: impl Iterator<Item = Option<&'r Value>>) -> ArrayRef {
    match kind {
        Kind::Text => {
            let mut built = StringBuilder::new();
            cells.for_each(|cell| match cell {
                Some(Value::Text(text)) => built.append_value(text),
                _ => built.append_null(),
            });
            Arc::new(built.finish())
        }
        Kind::Int => {
            let mut built = Int64Builder::new();
            cells.for_each(|cell| match cell {
                Some(Value::Int(n)) => built.append_value(*n),
                _ => built.append_null(),
            });
            Arc::new(built.finish())
        }
        Kind::Float => {
            let mut built = Float64Builder::new();
            cells.for_each(|cell| match cell {
                Some(Value::Float(n)) => built.append_value(*n),
                _ => built.append_null(),
            });
            Arc::new(built.finish())
        }
        Kind::Flag => {
            let mut built = BooleanBuilder::new();
            cells.for_each(|cell| match cell {
                Some(Value::Flag(yes)) => built.append_value(*yes),
                _ => built.append_null(),
            });
            Arc::new(built.finish())
        }
        Kind::List => {
            let mut built = ListBuilder::new(StringBuilder::new());
            cells.for_each(|cell| match cell {
                Some(Value::List(list)) => built.append_value(list.iter().map(Some)),
                _ => built.append_null(),
            });
            Arc::new(built.finish())
        }
    }
}
