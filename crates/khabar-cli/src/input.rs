//! What the command line names, as pages: files, folders, standard input, lines of JSONL.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use khabar::Media;
use serde::Deserialize;

/// Longest file or line that is taken into memory, in bytes; the library reads the first 16 MiB of a page.
const LIMIT: u64 = 256 << 20;
/// What a folder is searched for.
const PAGES: [&str; 4] = ["txt", "html", "htm", "xhtml"];
const LINES: [&str; 2] = ["jsonl", "ndjson"];

/// A page as it was handed over; files are opened only when the page is read.
#[derive(Debug)]
pub enum Page {
    /// A file of its own.
    File(PathBuf),
    /// All of standard input.
    Bytes(Vec<u8>),
    /// A line of JSONL, and where it stands.
    Line { place: String, line: Vec<u8> },
}

/// A page in memory.
#[derive(Debug, Default)]
pub struct Loaded {
    pub bytes: Vec<u8>,
    pub media: Media,
    pub id: Option<String>,
    pub uri: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
}

/// The object on a line of JSONL.
#[derive(Debug, Deserialize)]
struct Object {
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    html: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

/// The pages of the named inputs in order; an input that cannot be opened is an error in its place.
pub fn pages(inputs: &[PathBuf]) -> impl Iterator<Item = Result<Page>> {
    inputs.iter().flat_map(|input| open(input).unwrap_or_else(|fault| Box::new(std::iter::once(Err(fault)))))
}

type Pages = Box<dyn Iterator<Item = Result<Page>>>;

fn open(input: &Path) -> Result<Pages> {
    if input.as_os_str() == "-" {
        return standard_input();
    }
    let about = fs::metadata(input).with_context(|| input.display().to_string())?;
    if about.is_dir() {
        let mut files = Vec::new();
        search(input, &mut files)?;
        if files.is_empty() {
            bail!("{}: no pages here (.{}, .{})", input.display(), PAGES.join(", ."), LINES.join(", ."));
        }
        let pages =
            files.into_iter().flat_map(|f| file(&f).unwrap_or_else(|e| Box::new(std::iter::once(Err(e)))));
        return Ok(Box::new(pages));
    }
    file(input)
}

fn file(path: &Path) -> Result<Pages> {
    if has_extension(path, &LINES) {
        let file = File::open(path).with_context(|| path.display().to_string())?;
        return Ok(Box::new(lines(path.display().to_string(), BufReader::new(file))));
    }
    Ok(Box::new(std::iter::once(Ok(Page::File(path.to_owned())))))
}

fn has_extension(path: &Path, of: &[&str]) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| of.iter().any(|o| e.eq_ignore_ascii_case(o)))
}

/// The files under a folder, by name; a link to a folder is not followed.
fn search(folder: &Path, out: &mut Vec<PathBuf>) -> Result<()> {
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let entry = entry.with_context(|| folder.display().to_string())?;
            let path = entry.path();
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                open.push(path);
            } else if has_extension(&path, &PAGES) || has_extension(&path, &LINES) {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(())
}

/// Standard input: JSONL where it begins with an object, else one page.
fn standard_input() -> Result<Pages> {
    let mut input = BufReader::new(io::stdin());
    let head = input.fill_buf().context("standard input")?;
    let first = head.iter().copied().find(|b| !b.is_ascii_whitespace());
    if first == Some(b'{') {
        return Ok(Box::new(lines("-".to_owned(), input)));
    }
    let mut bytes = Vec::new();
    input.take(LIMIT).read_to_end(&mut bytes).context("standard input")?;
    Ok(Box::new(std::iter::once(Ok(Page::Bytes(bytes)))))
}

/// The non-blank lines of a JSONL stream, each with its place.
pub fn lines(name: String, mut input: impl BufRead + 'static) -> impl Iterator<Item = Result<Page>> {
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            number += 1;
            let place = format!("{name}:{number}");
            let mut line = Vec::new();
            match input.by_ref().take(LIMIT).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(Ok(Page::Line { place, line })),
                Err(fault) => return Some(Err(anyhow::Error::new(fault).context(place))),
            }
        }
    })
}

impl Page {
    /// Reads and checks the page.
    pub fn load(self) -> Result<Loaded> {
        match self {
            Self::Bytes(bytes) => {
                text_only(Loaded { bytes, id: Some("-".to_owned()), ..Loaded::default() }, "-")
            }
            Self::File(path) => {
                let name = path.display().to_string();
                let file = File::open(&path).with_context(|| name.clone())?;
                let mut bytes = Vec::new();
                file.take(LIMIT).read_to_end(&mut bytes).with_context(|| name.clone())?;
                let media = match path.extension().and_then(|e| e.to_str()) {
                    Some(e) if e.eq_ignore_ascii_case("txt") => Media::Text,
                    Some(e) if PAGES.iter().any(|p| e.eq_ignore_ascii_case(p)) => Media::Html,
                    _ => Media::Unknown,
                };
                let id = path.file_stem().map(|s| s.to_string_lossy().into_owned());
                text_only(Loaded { bytes, media, id, uri: Some(name.clone()), ..Loaded::default() }, &name)
            }
            Self::Line { place, line } => object(&line).with_context(|| place),
        }
    }
}

fn object(line: &[u8]) -> Result<Loaded> {
    let object: Object = serde_json::from_slice(line)?;
    let (bytes, media) = match (object.html, object.text) {
        (Some(html), _) => (html, Media::Html),
        (None, Some(text)) => (text, Media::Text),
        (None, None) => bail!("neither `text` nor `html` in the object"),
    };
    let id = object.id.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    Ok(Loaded {
        bytes: bytes.into_bytes(),
        media,
        id: id.or_else(|| object.url.clone()),
        uri: object.url,
        title: object.title,
        published: object.published,
    })
}

/// Refuses what is no text at all.
fn text_only(page: Loaded, name: &str) -> Result<Loaded> {
    if page.bytes.iter().all(u8::is_ascii_whitespace) {
        bail!("{name}: the file is empty");
    }
    if page.bytes.iter().take(8192).any(|&b| b == 0) {
        bail!("{name}: this is no text (it holds NUL bytes)");
    }
    Ok(page)
}
