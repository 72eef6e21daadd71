//! What can go wrong with a register, said so that a person can act on it.

use std::io;
use std::path::{Path, PathBuf};

use crate::search::QueryFault;

/// Why the register could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file of the register could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no register where one was named.
    #[error("{}: there is no register here; `khabar ingest PATH --register DIR` makes one", .0.display())]
    Missing(PathBuf),
    /// Someone else is writing.
    #[error("{}: another process is writing this register; try again when it has ended", .0.display())]
    Locked(PathBuf),
    /// The register was written by a later version.
    #[error("the register has format {found}, this program knows formats up to {known}; use a newer khabar")]
    Newer {
        /// The format of the register.
        found: i64,
        /// The latest format that this program knows.
        known: i64,
    },
    /// What lies there is no format at all.
    #[error("{}: this is no register: {reason}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A query of a search that cannot be understood; the words say what to write instead.
    #[error("{0}")]
    Search(#[from] QueryFault),
    /// Another question that cannot be understood, likewise.
    #[error("{0}")]
    Query(String),
    /// A page that is asked for is not there.
    #[error("there is no page «{0}» in the register")]
    NoPage(String),
    /// A record could not be written or read back.
    #[error("record: {0}")]
    Record(#[from] khabar::Error),
    /// A record is no JSON.
    #[error("record: {0}")]
    Json(#[from] serde_json::Error),
    /// The database.
    #[error("database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The index.
    #[error("index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A thread of an ingest ended before its time.
    #[error("internal error: {0}")]
    Internal(&'static str),
}

/// What was asked for, or why it cannot be had.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An I/O error at a path.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}
