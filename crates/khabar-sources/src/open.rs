//! Inputs by name: a file, a folder, `-`, an address; and what each holds.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use khabar::Media;

use crate::folder::{Found, search};
use crate::sniff::sniff;
use crate::unpack::{unpacked, unpacked_name};
use crate::{
    Charset, Error, Page, Pending, Result, Settings, archive, documents, feed, fetch, jsonl, mailbox, table,
    telegram, whatsapp,
};

/// How much of a stream is buffered: enough to see what it is.
const BUFFER: usize = 64 << 10;
/// What a folder is searched for, each also packed (`.gz`, `.zst`).
pub const EXTENSIONS: [(&str, Format); 19] = [
    ("txt", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("jsonl", Format::Lines),
    ("ndjson", Format::Lines),
    ("csv", Format::Table),
    ("tsv", Format::Table),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
    ("xml", Format::Feed),
    ("json", Format::Feed),
    ("warc", Format::Archive),
    ("wet", Format::Archive),
    ("pdf", Format::Document),
    ("docx", Format::Document),
    ("odt", Format::Document),
    ("eml", Format::Document),
    ("mbox", Format::Mailbox),
];

/// What a stream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One page of text.
    Text,
    /// One page of HTML.
    Html,
    /// JSONL.
    Lines,
    /// CSV.
    Table,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// WARC or WET.
    Archive,
    /// ARC, which is not read.
    OldArchive,
    /// One page of PDF, DOCX, ODT or e-mail.
    Document,
    /// MBOX.
    Mailbox,
    /// What Telegram exports.
    Telegram,
    /// What WhatsApp exports.
    Chat,
}

type Pages = Box<dyn Iterator<Item = Result<Pending>>>;

/// The pages of the named inputs in order; an input that cannot be opened is an error in its place.
pub fn pages<'s>(inputs: &'s [String], settings: &'s Settings) -> impl Iterator<Item = Result<Pending>> + 's {
    inputs
        .iter()
        .flat_map(|input| open(input, settings).unwrap_or_else(|fault| Box::new(std::iter::once(Err(fault)))))
}

fn open(input: &str, settings: &Settings) -> Result<Pages> {
    if input == "-" {
        return standard_input(settings);
    }
    if input.starts_with("http://") || input.starts_with("https://") {
        return address(input, settings);
    }
    let path = Path::new(input);
    let about = fs::metadata(path).map_err(|e| Error::new(input, e))?;
    if !about.is_dir() {
        return file(path, settings);
    }
    let Found { files, passed } = search(path)?;
    let told =
        if passed.count() > 0 { format!("files passed over: {passed}") } else { "no files".to_owned() };
    if files.is_empty() {
        let known: Vec<_> = EXTENSIONS.iter().map(|e| format!(".{}", e.0)).collect();
        return Err(Error::new(
            input,
            format!("no pages here ({}, and these with .gz or .zst); {told}", known.join(", ")),
        ));
    }
    if passed.count() > 0 {
        settings.notices.leave(format!("{input}: {told}"));
    }
    let settings = settings.clone();
    Ok(Box::new(files.into_iter().flat_map(move |path| {
        file(&path, &settings).unwrap_or_else(|fault| Box::new(std::iter::once(Err(fault))))
    })))
}

/// The format that a name tells, packing aside.
pub fn format_of(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let extension = unpacked_name(&name).rsplit_once('.')?.1;
    EXTENSIONS.iter().find(|e| e.0 == extension).map(|e| e.1)
}

fn file(path: &Path, settings: &Settings) -> Result<Pages> {
    let name = path.display().to_string();
    match format_of(path) {
        Some(Format::Text | Format::Html | Format::Document) if !holds_many(path) => {
            Ok(Box::new(std::iter::once(Ok(Pending::File(path.to_owned())))))
        }
        format => {
            let file = File::open(path).map_err(|e| Error::new(name.clone(), e))?;
            stream(name, BufReader::with_capacity(BUFFER, file), format, settings)
        }
    }
}

/// Whether a file that is called like one page is a mailbox or a chat.
fn holds_many(path: &Path) -> bool {
    let seen = |path: &Path| {
        let stream = BufReader::with_capacity(BUFFER, File::open(path)?);
        let mut stream = unpacked(&path.display().to_string(), stream)?;
        Ok::<_, io::Error>(sniff(stream.fill_buf()?))
    };
    seen(path).is_ok_and(|seen| matches!(seen, Some(Format::Mailbox | Format::Telegram | Format::Chat)))
}

fn standard_input(settings: &Settings) -> Result<Pages> {
    let input = BufReader::with_capacity(BUFFER, io::stdin());
    stream("-".to_owned(), input, None, settings)
}

fn address(address: &str, settings: &Settings) -> Result<Pages> {
    let (page, kind) = fetch::fetch(address, settings)?;
    let is_feed =
        matches!(kind.as_str(), "application/rss+xml" | "application/atom+xml" | "application/feed+json");
    if let Some(kind) = documents::Kind::of(&page.bytes) {
        let read = documents::page(kind, &*page.bytes, address, settings)?;
        let page = Page { id: page.id, retrieved: page.retrieved, ..read };
        return Ok(Box::new(std::iter::once(Ok(Pending::ready(address, page)))));
    }
    let sniffed = sniff(&page.bytes);
    if is_feed
        || matches!(sniffed, Some(Format::Feed | Format::Archive | Format::Lines))
            && page.media != Media::Html
    {
        let format = if is_feed { Some(Format::Feed) } else { sniffed };
        return stream(address.to_owned(), Cursor::new(page.bytes), format, settings);
    }
    let page = page.checked(address)?;
    Ok(Box::new(std::iter::once(Ok(Pending::ready(address, page)))))
}

/// The pages of a stream of any format, packed or not; its name tells the format by its ending, as a file's does, else its
/// beginning does. Nothing but the stream is read.
///
/// ```
/// use khabar_sources::{Settings, from_stream};
///
/// let settings = Settings::default();
/// let table = "title;text\nعنوان;قال الوزير إن العمل بدأ.\n".as_bytes();
/// let page = from_stream("news.csv", table, &settings).next().unwrap().unwrap().load(&settings).unwrap();
/// assert_eq!(page.title.as_deref(), Some("عنوان"));
/// ```
pub fn from_stream(
    name: &str,
    input: impl Read + Send + 'static,
    settings: &Settings,
) -> Box<dyn Iterator<Item = Result<Pending>>> {
    let input = BufReader::with_capacity(BUFFER, input);
    let format = format_of(Path::new(name));
    stream(name.to_owned(), input, format, settings)
        .unwrap_or_else(|fault| Box::new(std::iter::once(Err(fault))))
}

/// The pages of a stream, packed or not, of a format that is known or seen.
fn stream(
    name: String,
    mut stream: impl BufRead + Send + 'static,
    format: Option<Format>,
    settings: &Settings,
) -> Result<Pages> {
    let fail = |e: io::Error| Error::new(name.clone(), e);
    let is_empty = stream.fill_buf().map_err(fail)?.is_empty();
    if format == Some(Format::Archive) && !is_empty {
        return Ok(Box::new(archive::records(name, stream, settings)));
    }
    let mut inner = unpacked(&name, stream).map_err(fail)?;
    let head = inner.fill_buf().map_err(fail)?;
    if head.is_empty() {
        return Err(Error::new(name, "what is packed in it is empty"));
    }
    let media = match format {
        Some(Format::Html) => Media::Html,
        Some(Format::Text) => Media::Text,
        _ => Media::Unknown,
    };
    let format = match (format, sniff(head)) {
        // A `.json` or `.xml` is a feed only if it opens like one.
        (Some(Format::Feed) | None, Some(seen))
        | (_, Some(seen @ (Format::Document | Format::Mailbox | Format::Telegram | Format::Chat))) => seen,
        (Some(Format::Document | Format::Mailbox), seen) => seen.unwrap_or(Format::Text),
        (Some(Format::Feed), None) => return Err(Error::new(name, "it is neither a feed nor JSON objects")),
        (Some(format), _) => format,
        (None, None) => Format::Text,
    };
    match format {
        Format::Lines => {
            let lines = jsonl::lines(name.clone(), inner, settings).map_err(fail)?;
            let pages = lines.map(|l| l.map(|(place, line)| Pending::Line { place, line }));
            Ok(Box::new(some(pages, Error::new(name, "there is no object in it"))))
        }
        Format::Table => table::rows(name, inner, settings),
        Format::Feed => Ok(Box::new(feed::items(&name, inner, settings)?.into_iter())),
        Format::Archive => {
            Err(Error::new(name, "a web archive under another name: call it .warc or .warc.gz"))
        }
        Format::OldArchive => Err(Error::new(
            name,
            "an ARC archive, the forerunner of WARC: make it one first, as with `warcio recompress old.arc.gz new.warc.gz`",
        )),
        Format::Document => {
            let page = single(inner, &name, Media::Unknown, settings)?;
            Ok(Box::new(std::iter::once(Ok(Pending::ready(name, page)))))
        }
        Format::Mailbox => Ok(Box::new(mailbox::messages(name, inner, settings))),
        Format::Telegram => Ok(Box::new(telegram::messages(name, inner, settings))),
        Format::Chat => {
            let file = documents::spooled(inner, &name)?;
            Ok(Box::new(whatsapp::messages(name, file, settings)?))
        }
        Format::Text | Format::Html => {
            let page = whole(inner, &name, media, settings)?;
            let id = Some(stem(Path::new(&name)).unwrap_or_else(|| name.clone()));
            Ok(Box::new(std::iter::once(Ok(Pending::ready(name, Page { id, ..page })))))
        }
    }
}

/// The pages of an input, or what is the matter if there are none.
fn some(pages: impl Iterator<Item = Result<Pending>>, none: Error) -> impl Iterator<Item = Result<Pending>> {
    let mut pages = pages.peekable();
    let none = if pages.peek().is_none() { Some(Err(none)) } else { None };
    none.into_iter().chain(pages)
}

/// The lines of a JSONL file, or of standard input (`-`), packed or not, each with its place.
///
/// # Errors
/// Where it cannot be opened.
pub fn lines(input: &str, settings: &Settings) -> Result<impl Iterator<Item = Result<jsonl::Line>> + use<>> {
    let fail = |e: io::Error| Error::new(input, e);
    let stream = if input == "-" {
        unpacked(input, BufReader::with_capacity(BUFFER, io::stdin()))
    } else {
        unpacked(input, BufReader::with_capacity(BUFFER, File::open(input).map_err(fail)?))
    };
    jsonl::lines(input.to_owned(), stream.map_err(fail)?, settings).map_err(fail)
}

/// Reads a file of one page.
pub fn one(path: &Path, settings: &Settings) -> Result<Page> {
    let name = path.display().to_string();
    let fail = |e: io::Error| Error::new(name.clone(), e);
    let file = File::open(path).map_err(fail)?;
    let inner = unpacked(&name, BufReader::with_capacity(BUFFER, file)).map_err(fail)?;
    let media = match format_of(path) {
        Some(Format::Html) => Media::Html,
        Some(Format::Document) => Media::Unknown,
        _ => Media::Text,
    };
    let page = single(inner, &name, media, settings)?;
    Ok(Page { id: page.id.or_else(|| stem(path)), ..page })
}

/// A stream of one page: a document, or all of it.
fn single(mut stream: Box<dyn BufRead>, name: &str, media: Media, settings: &Settings) -> Result<Page> {
    let head = stream.fill_buf().map_err(|e| Error::new(name, e))?;
    match documents::Kind::of(head) {
        Some(kind) => documents::page(kind, stream, name, settings),
        None => whole(stream, name, media, settings),
    }
}

/// All of a stream as one page, as far as a page may go.
fn whole(stream: Box<dyn BufRead>, name: &str, media: Media, settings: &Settings) -> Result<Page> {
    let mut bytes = Vec::new();
    stream.take(settings.page_bytes).read_to_end(&mut bytes).map_err(|e| Error::new(name, e))?;
    let charset = settings.charset.map(|charset| Charset::name(charset).to_owned());
    Page { bytes, media, charset, uri: Some(name.to_owned()), ..Page::default() }.checked(name)
}

/// A file's name without its endings.
pub fn stem(path: &Path) -> Option<String> {
    let name = unpacked_name(path.file_name()?.to_str()?);
    Some(name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned())
}
