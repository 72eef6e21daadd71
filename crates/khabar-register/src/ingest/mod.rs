//! Pages into the register: read and analysed by every core, written by one thread, batch by batch.
//!
//! A batch is so many inputs in the order in which they come, whether they are new or not. So it holds the same pages
//! however often the work was broken off and begun again, and so do the numbers of pages.

mod named;

use std::fmt::Write as _;
use std::iter::Peekable;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

use khabar::Options;
use khabar_sources::{Notices, Page, Pending, Settings};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::store::{Hash, Prepared, Reader, Reject, Writer};
use named::Ids;

/// How pages are read.
#[derive(Debug, Default)]
pub struct Plan {
    /// Of the sources.
    pub settings: Settings,
    /// Of the analysis.
    pub options: Options,
    /// Of the batches.
    pub batch: Batch,
}

/// When a batch is full.
#[derive(Debug, Clone, Copy)]
pub struct Batch {
    /// Inputs in it.
    pub inputs: usize,
    /// Bytes of pages in it; it is closed when they are reached.
    pub bytes: usize,
}

impl Default for Batch {
    fn default() -> Self {
        Self { inputs: 512, bytes: 16 << 20 }
    }
}

/// How far an ingest is, or came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Inputs that are done with, all others included.
    pub inputs: usize,
    /// Pages that are new, new versions included.
    pub pages: usize,
    /// Pages that the register had.
    pub known: usize,
    /// Inputs without a page.
    pub rejects: usize,
}

/// Inputs that are loaded at a time: enough for every core.
const LOADED: usize = 64;
/// Bytes of them: whoever brings large pages gets fewer of them into memory at a time. One is always taken.
const LOADED_BYTES: u64 = 32 << 20;

/// What became of one input.
enum Read {
    New(String, Box<Prepared>),
    Known(String),
    Rejected(Reject),
}

/// What goes to the writing thread.
#[derive(Default)]
struct Work {
    pages: Vec<Prepared>,
    rejects: Vec<Reject>,
    read: Vec<String>,
    known: usize,
    bytes: usize,
}

impl Work {
    fn inputs(&self) -> usize {
        self.pages.len() + self.known + self.rejects.len()
    }

    fn take(&mut self, read: Read) {
        match read {
            Read::New(source, page) => {
                self.pages.push(*page);
                self.read.push(source);
            }
            Read::Known(source) => {
                self.known += 1;
                self.read.push(source);
            }
            Read::Rejected(reject) => self.rejects.push(reject),
        }
    }
}

/// Reads the pages of the inputs (files, folders, addresses, `-`) into the register; `report` is called after every batch.
///
/// A page that the register has is passed over, one whose content changed becomes a new version, and an input without a
/// page is noted among the rejects.
///
/// # Errors
/// Where the register cannot be read or written. What was committed stays, and the same call goes on behind it.
pub fn ingest(
    writer: &mut Writer,
    inputs: &[String],
    plan: &Plan,
    report: &mut (dyn FnMut(Progress) + Send),
) -> Result<Progress> {
    let reader = Reader::open(writer.folder())?;
    let done = std::thread::scope(|scope| {
        // One batch is written while the next is read.
        let (send, receive) = sync_channel(1);
        let writer = &mut *writer;
        let writing = scope.spawn(move || write(writer, &receive, report));
        let reading = read(&reader, inputs, plan, |work| send.send(work).is_ok());
        drop(send);
        let written = writing.join().map_err(|_| Error::Internal("the writing thread broke off"))?;
        // A fault of the writer comes first: the reader ends for it.
        let done = written?;
        reading.map(|()| done)
    })?;
    writer.compare()?;
    Ok(done)
}

fn write(
    writer: &mut Writer,
    batches: &Receiver<Work>,
    report: &mut (dyn FnMut(Progress) + Send),
) -> Result<Progress> {
    let mut progress = Progress::default();
    for work in batches {
        let inputs = work.inputs();
        let written = writer.write(work.pages, &work.rejects, &work.read)?;
        progress.inputs += inputs;
        progress.pages += written.pages;
        progress.known += written.known + work.known;
        progress.rejects += work.rejects.len();
        report(progress);
    }
    Ok(progress)
}

/// Hands over batch after batch, until there is no more or nobody takes them.
fn read(reader: &Reader, inputs: &[String], plan: &Plan, mut hand: impl FnMut(Work) -> bool) -> Result<()> {
    let mut pages = khabar_sources::pages(inputs, &plan.settings).peekable();
    let mut work = Work::default();
    let mut ids = Ids::default();
    loop {
        let room = plan.batch.inputs.max(1).saturating_sub(work.inputs()).min(LOADED);
        let loaded = some(&mut pages, room);
        let is_over = loaded.is_empty();
        let loaded: Vec<_> = loaded.into_par_iter().map(|p| load(p, &plan.settings)).collect();
        let mut asked = Vec::with_capacity(loaded.len());
        for page in loaded {
            asked.push(match page {
                Ok(mut loaded) => {
                    work.bytes += loaded.page.bytes.len();
                    if loaded.is_named {
                        let place = (file_of(&loaded.source), &*loaded.source);
                        let notices = &plan.settings.notices;
                        let (key, shares) = ids.key(reader, place, &loaded.key, &loaded.hash, notices)?;
                        loaded.key = key;
                        if shares {
                            loaded.page.warnings.push("another page of the file has the same id".to_owned());
                        }
                    }
                    let is_known = reader.is_known(&loaded.key, &loaded.hash)?;
                    Ok((loaded, is_known))
                }
                Err(reject) => Err(reject),
            });
        }
        let read: Vec<Result<Read>> = asked.into_par_iter().map(|page| analyse(page, plan)).collect();
        for page in read {
            work.take(page?);
        }
        let is_full = work.inputs() >= plan.batch.inputs || work.bytes >= plan.batch.bytes;
        let is_taken = !(is_full || is_over && work.inputs() > 0) || hand(std::mem::take(&mut work));
        if is_over || !is_taken {
            ids.tell(&plan.settings.notices);
            return Ok(());
        }
    }
}

type Pended = khabar_sources::Result<Pending>;

/// The next inputs: no more than `most`, and no more than fit into memory.
fn some(pages: &mut Peekable<impl Iterator<Item = Pended>>, most: usize) -> Vec<Pended> {
    let mut room = LOADED_BYTES;
    let mut taken = Vec::with_capacity(most);
    while taken.len() < most {
        let bytes = match pages.peek() {
            None => break,
            Some(page) => page.as_ref().map_or(0, Pending::bytes),
        };
        if bytes > room && !taken.is_empty() {
            break;
        }
        room = room.saturating_sub(bytes);
        taken.extend(pages.next());
    }
    taken
}

/// A page in memory, by name.
struct Loaded {
    source: String,
    key: String,
    /// Whether the key is an id, which other pages of the file may have, too.
    is_named: bool,
    hash: Hash,
    page: Page,
}

fn load(pending: Pended, settings: &Settings) -> std::result::Result<Loaded, Reject> {
    let reject = |fault: khabar_sources::Error| Reject { source: fault.place, reason: fault.reason };
    let pending = pending.map_err(reject)?;
    let source = pending.place();
    let page = pending.load(settings).map_err(reject)?;
    let hash = hash(&page);
    let (key, is_named) = match key(&page, &source) {
        Some(key) => (key, page.uri.as_deref().is_none_or(|uri| uri == "-")),
        None => (hex(&hash), false),
    };
    Ok(Loaded { source, key, is_named, hash, page })
}

/// What versions of a page have in common, however its file was named this time: its address; of a file its whole path; of a
/// line or item without an address its id, beside its site or else its file. `None` of what came through standard input
/// without either: such a page is its own content.
fn key(page: &Page, source: &str) -> Option<String> {
    if let Some(uri) = page.uri.as_deref().filter(|uri| *uri != "-") {
        // A path that is none on this machine (a line may bring any) stays as it is.
        let whole = (!uri.contains("://")).then(|| std::fs::canonicalize(uri).ok()).flatten();
        return Some(whole.map_or_else(|| uri.to_owned(), |path| path.display().to_string()));
    }
    let id = page.id.as_deref().filter(|id| *id != "-")?;
    let file = file_of(source);
    Some(match &page.site {
        Some(site) => format!("{site}#{id}"),
        None if file == "-" => id.to_owned(),
        None => format!("{}#{id}", std::fs::canonicalize(file).unwrap_or_else(|_| file.into()).display()),
    })
}

/// The file that a line or an item stands in.
fn file_of(place: &str) -> &str {
    place.rsplit_once(':').map_or(place, |(file, _)| file)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// SHA-256 over the bytes of a page and over what was said beside them, each with its length.
fn hash(page: &Page) -> Hash {
    let mut hash = Sha256::new();
    let beside = [&page.id, &page.title, &page.published, &page.site, &page.charset];
    let beside = beside.into_iter().map(|field| field.as_deref().unwrap_or_default().as_bytes());
    for part in std::iter::once(&*page.bytes).chain(beside) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

fn analyse(page: std::result::Result<(Loaded, bool), Reject>, plan: &Plan) -> Result<Read> {
    let (loaded, is_known) = match page {
        Ok(page) => page,
        Err(reject) => return Ok(Read::Rejected(reject)),
    };
    if is_known {
        return Ok(Read::Known(loaded.source));
    }
    let record = khabar::read(&loaded.page.input(), &plan.options);
    let is_empty = record.text.trim().is_empty() || !record.blocks.iter().any(|b| b.role.is_told());
    if is_empty {
        let reason = "there is no text of an article in it".to_owned();
        return Ok(Read::Rejected(Reject { source: loaded.source, reason }));
    }
    let prepared = Prepared::new(loaded.key, loaded.hash, &record)?;
    Ok(Read::New(loaded.source, Box::new(prepared)))
}

/// How many inputs there are, pages and rejects, where that can be known without taking anything away: not of standard
/// input, a pipe or an address. Files of many pages are gone through.
#[must_use]
pub fn count(inputs: &[String], settings: &Settings) -> Option<usize> {
    let stays =
        |input: &String| Path::new(input).metadata().is_ok_and(|about| about.is_file() || about.is_dir());
    // What is to be told is told by whoever reads them.
    let settings = Settings { notices: Notices::default(), ..settings.clone() };
    inputs.iter().all(stays).then(|| khabar_sources::pages(inputs, &settings).count())
}
