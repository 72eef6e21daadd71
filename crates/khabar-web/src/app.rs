//! What all requests share.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use khabar_register::hand::Desk;
use tokio::sync::Semaphore;

use crate::fault::{Fault, Result};
use crate::pool::Pool;

/// Requests that are worked on at the same time; more are turned away.
const PLACES: usize = 128;

/// How a register is served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of the register.
    pub register: PathBuf,
    /// What a visitor must know; none where only this machine is served.
    pub token: Option<String>,
}

/// What all requests share.
#[derive(Debug)]
pub struct App {
    pub(crate) pool: Arc<Pool>,
    pub(crate) token: Option<String>,
    pub(crate) places: Semaphore,
    /// Opened when someone decides something for the first time.
    desk: Mutex<Option<Desk>>,
}

impl App {
    /// Opens the register.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub fn open(settings: &Settings) -> khabar_register::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            pool: Pool::open(&settings.register)?,
            token: settings.token.clone(),
            places: Semaphore::new(PLACES),
            desk: Mutex::new(None),
        }))
    }

    /// Where the register lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.pool.folder()
    }

    /// Writes what a person decides, on a thread that may block.
    pub(crate) async fn desk<T: Send + 'static>(
        self: &Arc<Self>,
        write: impl FnOnce(&mut Desk) -> khabar_register::Result<T> + Send + 'static,
    ) -> Result<T> {
        let app = Arc::clone(self);
        let written = tokio::task::spawn_blocking(move || {
            let mut held = app.desk.lock().unwrap_or_else(PoisonError::into_inner);
            let desk = match held.as_mut() {
                Some(desk) => desk,
                None => held.insert(Desk::open(app.folder())?),
            };
            Ok(write(desk)?)
        });
        written.await.map_err(|_| Fault::Internal)?
    }
}
