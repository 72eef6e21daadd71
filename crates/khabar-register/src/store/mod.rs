//! One folder: `register.sqlite` with records and facts, `index/` with the full text, `register.lock` of the one writer.
//!
//! `SQLite` is the truth and the index follows it: each batch is one transaction, then one commit of the index that names
//! the batch. Whoever opens the register to write brings the index up to the last batch, so that a process may be
//! killed between any two instructions.

mod across;
pub mod day;
mod format;
mod kept;
mod pages;
mod rows;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::index::{self, Index};

pub(crate) use across::compare;
pub use format::VERSION;
pub(crate) use kept::Kept;
pub use pages::{Hash, Page, Prepared, Reject};
pub(crate) use pages::{decided, keep, record, unpack};
pub(crate) use rows::replace;

/// How long one who writes waits for another: as long as it takes to write what a large register tells across its pages.
const PATIENCE: Duration = Duration::from_mins(1);
/// Working memory of the index writer, in bytes.
const INDEX_MEMORY: usize = 64 << 20;

/// A register that is read, while another process may write it.
#[derive(Debug)]
pub struct Reader {
    pub(crate) db: Connection,
    pub(crate) index: Index,
}

/// A register that is written; there is one writer at a time.
#[derive(Debug)]
pub struct Writer {
    pub(crate) db: Connection,
    index: index::Writer,
    folder: PathBuf,
    // Held as long as the writer lives; the system lets go of it however the process ends.
    _lock: File,
}

impl Reader {
    /// Opens the register in a folder.
    ///
    /// # Errors
    /// [`Error::Missing`] where there is none, [`Error::Newer`] where a later version wrote it, [`Error::Locked`] where
    /// it has an older format and is being written.
    pub fn open(folder: &Path) -> Result<Self> {
        let db = present(folder)?;
        db.pragma_update(None, "query_only", true)?;
        // A killed writer may have left a register without its index: a search finds what was indexed.
        let index = Index::open(&folder.join("index"))?;
        Ok(Self { db, index })
    }

    /// The full-text index.
    #[must_use]
    pub const fn index(&self) -> &Index {
        &self.index
    }
}

impl Writer {
    /// Opens the register in a folder, or makes one; an older format is brought up to date, and so is the index.
    ///
    /// # Errors
    /// [`Error::Locked`] where another process writes it, [`Error::Newer`] where a later version wrote it.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        let lock = lock(folder)?;
        let mut db = connect(folder, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        db.pragma_update(None, "journal_mode", "wal")?;
        db.pragma_update(None, "synchronous", "full")?;
        format::migrate(&mut db, &database(folder))?;
        let index = index::Writer::open(&folder.join("index"), INDEX_MEMORY)?;
        let mut writer = Self { db, index, folder: folder.to_owned(), _lock: lock };
        writer.catch_up()?;
        Ok(writer)
    }

    /// The folder of the register.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Waits until the index has put its pieces together.
    ///
    /// # Errors
    /// Where that fails; what was committed stays.
    pub fn close(self) -> Result<()> {
        self.index.close()
    }

    /// Brings the index to the last batch of the database; an index that is ahead or unknown is made anew.
    fn catch_up(&mut self) -> Result<()> {
        let last = pages::last_batch(&self.db)?;
        let mut done = self.index.batch()?;
        if done > last {
            self.index.clear()?;
            done = 0;
        }
        for batch in done + 1..=last {
            pages::index_batch(&self.db, batch, &mut self.index)?;
            self.index.commit(batch)?;
        }
        Ok(())
    }
}

/// The database of a register; one of an older format is brought up to the present one, with its index.
pub(crate) fn present(folder: &Path) -> Result<Connection> {
    let db = connect(folder, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if format::of(&db, &database(folder))? != VERSION {
        Writer::open(folder)?.close()?;
    }
    Ok(db)
}

/// A count as the database holds it.
pub(crate) fn integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn database(folder: &Path) -> PathBuf {
    folder.join("register.sqlite")
}

fn connect(folder: &Path, flags: OpenFlags) -> Result<Connection> {
    let path = database(folder);
    if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) && !path.is_file() {
        return Err(Error::Missing(folder.to_owned()));
    }
    let db = Connection::open_with_flags(&path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(db)
}

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join("register.lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|e| Error::io(&path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked(folder.to_owned())),
        Err(TryLockError::Error(fault)) => Err(Error::io(&path, fault)),
    }
}
