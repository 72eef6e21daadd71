//! What of a folder is read, and what is passed over.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::notices::Kinds;
use crate::open::format_of;
use crate::sniff::sniff;
use crate::text::{is_packed, looks_like_text};
use crate::{Error, Result};

/// How much of a file without an ending is looked at, in bytes.
const HEAD: u64 = 4096;

/// The files of a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// Those that may hold pages, by name.
    pub files: Vec<PathBuf>,
    /// Those that do not, and what is not followed.
    pub passed: Kinds,
}

/// The files under a folder that may hold pages. What is hidden is passed over; a link is not followed, so that no file is
/// read twice and no way goes in a circle.
pub fn search(folder: &Path) -> Result<Found> {
    let mut found = Found::default();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let fail = |e: io::Error| Error::new(folder.display().to_string(), e);
        for entry in fs::read_dir(&folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let (path, kind) = (entry.path(), entry.file_type().map_err(fail)?);
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                found.passed.add("hidden");
            } else if kind.is_symlink() {
                found.passed.add("links");
            } else if kind.is_dir() {
                open.push(path);
            } else if !kind.is_file() {
                found.passed.add("pipes and devices");
            } else if format_of(&path).is_some() || path.extension().is_none() && holds_a_page(&path) {
                found.files.push(path);
            } else {
                found.passed.add(match path.extension() {
                    Some(ending) => format!(".{}", ending.display()),
                    None => "without an ending".to_owned(),
                });
            }
        }
    }
    found.files.sort();
    Ok(found)
}

/// Whether a file that does not say what it is looks like a page: it opens like one of a format, or has Arabic words.
fn holds_a_page(path: &Path) -> bool {
    let mut head = Vec::new();
    if File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)).is_err() {
        // Opening it again says why it cannot be read.
        return true;
    }
    if is_packed(&head) || sniff(&head).is_some() {
        return true;
    }
    let text = khabar::page::decode(&head, None, khabar::Media::Text, usize::MAX / 4).text;
    looks_like_text(&head) && text.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c))
}
