//! Documents: files that are one page each. PDF, DOCX, ODT, and a message of e-mail.

mod body;
mod columns;
mod docx;
mod mail;
mod odt;
mod office;
mod paragraphs;
mod pdf;
mod program;

use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::path::Path;

use crate::open::stem;
use crate::{Error, Page, Result, Settings};

pub use mail::{message, opens_message};

/// Longest file of a document or a chat, pictures included, in bytes.
const LONGEST: u64 = 256 << 20;
/// How far into a file a PDF may begin.
const HEAD: usize = 1024;

/// What a document is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// DOCX or ODT, or another zip.
    Zip,
    /// A message of e-mail.
    Mail,
    /// Word before 2007, or a document with a password.
    Ole,
    /// Rich Text Format.
    Rtf,
}

impl Kind {
    /// None for text, markup, and what this crate reads as many pages.
    pub fn of(head: &[u8]) -> Option<Self> {
        let near = head.get(..HEAD).unwrap_or(head);
        let near = near.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(near);
        if near.starts_with(b"%PDF") || near.windows(6).any(|w| w == b"\n%PDF-") {
            Some(Self::Pdf)
        } else if head.starts_with(b"PK\x03\x04") {
            Some(Self::Zip)
        } else if head.starts_with(b"\xD0\xCF\x11\xE0") {
            Some(Self::Ole)
        } else if head.starts_with(b"{\\rtf") {
            Some(Self::Rtf)
        } else if opens_message(head) {
            Some(Self::Mail)
        } else {
            None
        }
    }
}

/// The page that a document is.
pub fn page(kind: Kind, mut stream: impl Read, name: &str, settings: &Settings) -> Result<Page> {
    let page = match kind {
        Kind::Pdf => pdf::page(&spooled(stream, name)?, name, settings)?,
        Kind::Zip => office::page(spooled(stream, name)?, name, settings)?,
        Kind::Mail => {
            let mut bytes = Vec::new();
            stream.by_ref().take(LONGEST).read_to_end(&mut bytes).map_err(|e| Error::new(name, e))?;
            message(&bytes, name)?
        }
        Kind::Ole => {
            let reason = "an old Word file, or one with a password: save it as .docx without a password";
            return Err(Error::new(name, reason));
        }
        Kind::Rtf => return Err(Error::new(name, "this is RTF: save it as .docx or .odt")),
    };
    let id = page.id.or_else(|| stem(Path::new(name)));
    Page { id, uri: Some(name.to_owned()), ..page }.checked(name)
}

/// A stream as a file that can be gone through more than once; it is gone with its handle.
pub fn spooled(stream: impl Read, name: &str) -> Result<File> {
    let fail = |e: io::Error| Error::new(name, e);
    let mut file = tempfile::tempfile().map_err(fail)?;
    let count = io::copy(&mut stream.take(LONGEST + 1), &mut file).map_err(fail)?;
    if count > LONGEST {
        return Err(Error::new(name, format!("the file is longer than {} MiB", LONGEST >> 20)));
    }
    file.rewind().map_err(fail)?;
    Ok(file)
}
