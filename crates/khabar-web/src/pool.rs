//! A few readers of one register on blocking threads: each holds a connection and the index.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use khabar_register::search::facets::{Counts, Facets};
use khabar_register::search::{Asked, Found, faceted};
use khabar_register::store::Reader;
use tokio::sync::Semaphore;

use crate::fault::{Fault, Result};

/// Readers that work at the same time.
const READERS: usize = 4;
/// How long a request waits for one.
const PATIENCE: Duration = Duration::from_secs(10);

/// Readers of a register.
#[derive(Debug)]
pub struct Pool {
    folder: PathBuf,
    readers: Mutex<Vec<Reader>>,
    turns: Arc<Semaphore>,
    facets: Mutex<Arc<Facets>>,
}

impl Pool {
    /// Opens the first reader, so that what is wrong with the register is said at once.
    pub fn open(folder: &Path) -> khabar_register::Result<Arc<Self>> {
        let reader = Reader::open(folder)?;
        let facets = Facets::read(&reader)?;
        Ok(Arc::new(Self {
            folder: folder.to_owned(),
            readers: Mutex::new(vec![reader]),
            turns: Arc::new(Semaphore::new(READERS)),
            facets: Mutex::new(Arc::new(facets)),
        }))
    }

    /// Where the register lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Asks the register on a thread that may block.
    pub async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Reader) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let pool = Arc::clone(self);
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| Fault::Busy)?.map_err(|_| Fault::Busy)?;
        let answer = tokio::task::spawn_blocking(move || {
            // Held to the end of the work, even where nobody waits for it any more.
            let _turn = turn;
            let idle = pool.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let reader = idle.map_or_else(|| Reader::open(&pool.folder), Ok)?;
            let answer = question(&reader);
            pool.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            answer
        });
        answer.await.map_err(|_| Fault::Internal)?
    }

    /// Finds pages and counts them.
    pub async fn search(self: &Arc<Self>, asked: Asked) -> Result<(Found, Counts)> {
        let pool = Arc::clone(self);
        self.ask(move |reader| Ok(faceted(reader, &*pool.facets(reader)?, &asked)?)).await
    }

    /// What pages are counted by; read anew where the register has changed since.
    pub fn facets(&self, reader: &Reader) -> khabar_register::Result<Arc<Facets>> {
        let mut held = self.facets.lock().unwrap_or_else(PoisonError::into_inner);
        if held.state() != reader.state()? {
            *held = Arc::new(Facets::read(reader)?);
        }
        Ok(Arc::clone(&held))
    }
}
