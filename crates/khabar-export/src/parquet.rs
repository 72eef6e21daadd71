//! Parquet: a folder a layer, partitioned by the month of publication as Hive does, `statements/month=2021-11/part-0.parquet`.
//!
//! Rows wait in memory until [`Folder::create`]'s budget is reached; then the fullest partition is written as a part of its
//! own. So memory is bounded and no more than one file is open, whatever order the pages come in.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use khabar::Record;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::arrow::batch;
use crate::tables::{Row, Value, month, tables, worded};
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
    rows: Vec<Row<'static>>,
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
            let mut rows: Vec<Row<'static>> = Vec::new();
            table.each_row(&wire, &mut |row| rows.push(row.into_iter().map(Value::into_owned).collect()));
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
