//! DOCX and ODT: zip archives of XML.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::body::Body;
use super::{docx, odt};
use crate::unpack;
use crate::{Error, Page, Result, Settings};

/// Elements within each other.
const DEPTH: usize = 256;
/// How many times the text of a page the XML around it may be.
const MARKUP: u64 = 4;
/// Styles that are each made of another.
const STYLES: usize = 16;

/// The page that a DOCX or ODT is.
pub fn page(file: File, name: &str, settings: &Settings) -> Result<Page> {
    let fail = |reason: &dyn std::fmt::Display| Error::new(name, format!("a broken zip archive: {reason}"));
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| fail(&e))?;
    let mut office = Office { archive: &mut archive, most: settings.page_bytes };
    let mut body = Body::new(settings.page_bytes);
    let read = if office.has("word/document.xml") || office.has("_rels/.rels") {
        docx::read(&mut office, &mut body)
    } else if office.has("content.xml") {
        odt::read(&mut office, &mut body)
    } else {
        let reason = "a zip archive that is neither DOCX nor ODT: unpack it and read the folder";
        return Err(Error::new(name, reason));
    };
    read.map_err(|e| fail(&e))?;
    let is_cut = body.is_full();
    let mut page = body.page();
    if is_cut {
        page.warnings.push("the document is too long: its end was left out".to_owned());
    }
    Ok(page)
}

/// The files of a document.
pub struct Office<'a> {
    archive: &'a mut ZipArchive<BufReader<File>>,
    most: u64,
}

impl Office<'_> {
    pub fn has(&self, file: &str) -> bool {
        self.archive.index_for_name(file).is_some()
    }

    /// Calls `each` with what an XML file holds, in order, without the elements that are passed over; a file that is not
    /// there holds nothing.
    pub fn walk(&mut self, file: &str, passed_over: &[&str], each: impl FnMut(Node)) -> io::Result<()> {
        if !self.has(file) {
            return Ok(());
        }
        let entry = self.archive.by_name(file).map_err(io::Error::other)?;
        let taken = entry.compressed_size();
        let guarded = Guarded { inner: entry, taken, given: 0 };
        let most = self.most.saturating_mul(MARKUP);
        walk(BufReader::new(guarded.take(most)), passed_over, each)
    }
}

/// Stops where a file unpacks to far more than it is.
struct Guarded<R> {
    inner: R,
    taken: u64,
    given: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.given += count as u64;
        unpack::check(self.given, self.taken)?;
        Ok(count)
    }
}

/// What XML holds; names are without their prefix.
pub enum Node<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

fn walk(xml: impl BufRead, passed_over: &[&str], mut each: impl FnMut(Node)) -> io::Result<()> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    // Elements that are open from one that is passed over.
    let mut shut = 0_usize;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(io::Error::other)? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(io::Error::other(format!("more than {DEPTH} elements within each other")));
                }
                let name = tag.local_name();
                if shut > 0 || passed_over.contains(&name.as_ref()) {
                    shut += 1;
                } else {
                    each(Node::Open(name.as_ref(), &tag));
                }
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if shut > 0 {
                    shut -= 1;
                } else {
                    each(Node::Close(tag.local_name().as_ref()));
                }
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if shut > 0 => {}
            Event::Text(text) => each(Node::Text(&text.xml10_content())),
            Event::CData(text) => each(Node::Text(&text.xml10_content())),
            Event::GeneralRef(name) => {
                // No entity is expanded but those of XML itself.
                let letter = name.resolve_char_ref().ok().flatten();
                let letter = letter.map(String::from);
                each(Node::Text(letter.as_deref().or(resolve_predefined_entity(&name)).unwrap_or_default()));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its name without a prefix.
pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// Styles by id: each with its name and the style that it is made of.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default)]
pub struct Style {
    pub name: String,
    pub parent: Option<String>,
    pub level: Option<u8>,
}

impl Styles {
    pub fn add(&mut self, id: String, style: Style) {
        self.styles.insert(id, style);
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Style> {
        self.styles.get_mut(id)
    }

    /// The level of the headings that a style is for.
    pub fn level(&self, id: &str) -> Option<u8> {
        let mut id = id;
        for _ in 0..STYLES {
            let Some(style) = self.styles.get(id) else { return level_of(id) };
            let level = level_of(&style.name).or(style.level);
            match (level, &style.parent) {
                (Some(level), _) => return Some(level),
                (None, Some(parent)) => id = parent,
                (None, None) => return None,
            }
        }
        None
    }
}

/// The level that a style's own name tells: `Title`, `heading 1`, `Heading1`, `Heading_20_1`.
fn level_of(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase().replace("_20_", " ");
    if name == "title" {
        return Some(super::body::TITLE);
    }
    name.strip_prefix("heading")?.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
