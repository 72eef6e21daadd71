//! What can go wrong while records are written.

use std::path::{Path, PathBuf};

/// A record or a file that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A span of the record does not fit its text.
    #[error("the record cannot be written: {0}")]
    Record(#[from] khabar::Error),
    /// The target could not be written.
    #[error("writing failed: {0}")]
    Write(#[from] std::io::Error),
    /// A file could not be made or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder already holds an export.
    #[error("{path} already holds files: export into a new folder", path = .0.display())]
    NotEmpty(PathBuf),
    /// JSON that could not be made.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// CSV that could not be made.
    #[error("CSV: {0}")]
    Csv(#[from] csv::Error),
    /// A Parquet file that could not be made.
    #[error("Parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// Columns that do not fit the table.
    #[error("Arrow: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
}

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
