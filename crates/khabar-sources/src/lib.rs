//! Pages as they are found: files, folders, standard input, feeds, web archives, JSONL, CSV, PDF, DOCX, ODT,
//! e-mail, exported chats, and one polite fetch.
//!
//! [`pages`] gives the pages of any number of inputs in order, one in memory at a time; each is [loaded](Pending::load)
//! where it is read, so that the work can be shared among threads. A page that cannot be read is an [`Error`] in its
//! place, and the pages behind it still come.
//!
//! ```
//! use khabar_sources::{Settings, pages};
//!
//! let folder = tempfile::tempdir().unwrap();
//! std::fs::write(folder.path().join("a.jsonl"), r#"{"id": "1", "title": "عنوان", "text": "قال الوزير إن العمل بدأ."}"#).unwrap();
//! let settings = Settings::default();
//! let inputs = [folder.path().to_str().unwrap().to_owned()];
//! let page = pages(&inputs, &settings).next().unwrap().unwrap().load(&settings).unwrap();
//! let record = khabar::read(&page.input(), &khabar::Options::default());
//! assert_eq!(record.id, "1");
//! ```

mod ahead;
mod archive;
mod charset;
mod columns;
mod date;
mod documents;
mod feed;
mod fetch;
mod folder;
mod jsonl;
mod mailbox;
mod mend;
mod notices;
mod open;
mod sniff;
mod table;
mod telegram;
mod text;
mod transcode;
mod unpack;
mod whatsapp;

use std::path::PathBuf;

use khabar::record::Archive;
use khabar::{Input, Media};

pub use charset::Charset;
pub use columns::Columns;
pub use jsonl::Line;
pub use notices::Notices;
pub use open::{from_stream, lines, pages};

/// The longest reason, in characters.
const REASON: usize = 600;

/// A page that could not be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Error {
    /// File, line or address.
    pub place: String,
    /// What is the matter.
    pub reason: String,
    /// The page's address, where that is known.
    pub uri: Option<String>,
    /// Where in a web archive it stands.
    pub archive: Option<Archive>,
}

impl Error {
    fn new(place: impl Into<String>, reason: impl std::fmt::Display) -> Self {
        // One line, and never a page: what other libraries say may hold their input.
        let mut words = reason.to_string();
        if words.contains(char::is_control) || words.len() > REASON {
            words = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(REASON).collect();
        }
        Self { place: place.into(), reason: words, uri: None, archive: None }
    }
}

/// A page or the reason there is none.
pub type Result<T> = std::result::Result<T, Error>;

/// What holds for every input of a run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Names of the fields of JSONL and CSV.
    pub columns: Columns,
    /// The encoding of pages that do not say it, or say it wrongly.
    pub charset: Option<Charset>,
    /// Takes what is worth a word and is no fault.
    pub notices: Notices,
    /// Most bytes that are taken of one page; the analysis cuts at half of it.
    pub page_bytes: u64,
    /// Seconds that a fetch may take, redirects and `robots.txt` included.
    pub fetch_seconds: u64,
    /// Seconds that another program (`pdftotext`) may take for a page.
    pub program_seconds: u64,
}

impl Settings {
    /// Settings for pages of which the analysis reads so many bytes of UTF-8: an encoding has no more than two for each.
    #[must_use]
    pub fn for_pages_of(bytes: usize) -> Self {
        Self {
            columns: Columns::default(),
            charset: None,
            notices: Notices::default(),
            page_bytes: (bytes as u64).saturating_mul(2).saturating_add(8),
            fetch_seconds: 30,
            program_seconds: 60,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::for_pages_of(khabar::page::LIMIT)
    }
}

/// A page that is known but may not yet be in memory.
#[derive(Debug)]
pub enum Pending {
    /// A file of its own.
    File(PathBuf),
    /// A line of JSONL.
    Line {
        /// Where it stands.
        place: String,
        /// The object.
        line: Vec<u8>,
    },
    /// A page in memory.
    Ready {
        /// Where it stands.
        place: String,
        /// The page.
        page: Box<Page>,
    },
}

impl Pending {
    fn ready(place: impl Into<String>, page: Page) -> Self {
        Self::Ready { place: place.into(), page: Box::new(page) }
    }

    /// Where it stands: a file, a line or item of one (`news.jsonl:12`), a byte of an archive, an address.
    #[must_use]
    pub fn place(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Line { place, .. } | Self::Ready { place, .. } => place.clone(),
        }
    }

    /// About how many bytes it takes in memory; of a file, as many as it has on disk.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match self {
            Self::File(path) => std::fs::metadata(path).map_or(0, |about| about.len()),
            Self::Line { line, .. } => line.len() as u64,
            Self::Ready { page, .. } => page.bytes.len() as u64,
        }
    }

    /// Brings the page into memory.
    ///
    /// # Errors
    /// Where it cannot be opened, is no text, is empty, or unpacks to far more than it is.
    pub fn load(self, settings: &Settings) -> Result<Page> {
        match self {
            Self::File(path) => open::one(&path, settings),
            Self::Line { place, line } => jsonl::object(&line, &place, settings),
            Self::Ready { page, .. } => Ok(*page),
        }
    }
}

/// A page in memory, and what came with it.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub media: Media,
    /// Encoding as the transport names it.
    pub charset: Option<String>,
    /// Id: file stem, feed id, field, or address.
    pub id: Option<String>,
    /// Path or address.
    pub uri: Option<String>,
    /// Headline, where it comes apart.
    pub title: Option<String>,
    /// Publication time, where it comes apart: ISO 8601.
    pub published: Option<String>,
    /// Name of the site.
    pub site: Option<String>,
    /// When it was fetched: ISO 8601.
    pub retrieved: Option<String>,
    /// Where in a web archive it stands.
    pub archive: Option<Archive>,
    /// What was left out on the way, for the record's warnings.
    pub warnings: Vec<String>,
}

impl Page {
    /// The page as the analysis takes it.
    #[must_use]
    pub fn input(&self) -> Input<'_> {
        Input {
            bytes: &self.bytes,
            media: self.media,
            charset: self.charset.as_deref(),
            id: self.id.as_deref(),
            uri: self.uri.as_deref(),
            title: self.title.as_deref(),
            published: self.published.as_deref(),
            site: self.site.as_deref(),
            retrieved: self.retrieved.as_deref(),
            archive: self.archive.clone(),
            warnings: &self.warnings,
        }
    }

    /// Refuses what is empty or no text at all.
    fn checked(self, place: &str) -> Result<Self> {
        if text::is_blank(&self.bytes) {
            let reason = if self.bytes.is_empty() { "the file is empty" } else { "there is no text in it" };
            return Err(self.refused(place, reason));
        }
        if !khabar::page::is_text(&self.bytes) {
            return Err(self.refused(place, "this is no text (it holds NUL bytes)"));
        }
        if !text::may_be_text(&self.bytes) {
            return Err(self.refused(place, "this is no text (it holds many control characters)"));
        }
        Ok(self)
    }

    /// Why there is no such page, with what is known of it.
    fn refused(self, place: &str, reason: impl std::fmt::Display) -> Error {
        Error { uri: self.uri, archive: self.archive, ..Error::new(place, reason) }
    }
}
