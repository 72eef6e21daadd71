//! MBOX: messages of e-mail behind each other, each a page.

use std::io::{BufRead, Read as _};
use std::path::Path;

use crate::documents::message;
use crate::open::stem;
use crate::{Error, Page, Pending, Result, Settings};

/// Whether bytes open like a mailbox.
pub fn opens_mailbox(head: &[u8]) -> bool {
    let mut lines = head.split(|&b| b == b'\n');
    let is_header = |line: &[u8]| line.iter().position(|&b| b == b':').is_some_and(|at| at > 0);
    lines.next().is_some_and(opens_mail) && lines.next().is_some_and(is_header)
}

/// The messages of a mailbox, one in memory at a time; what is longer than a page may be is cut there.
pub fn messages(
    name: String,
    mut stream: Box<dyn BufRead>,
    settings: &Settings,
) -> impl Iterator<Item = Result<Pending>> + use<> {
    let most = settings.page_bytes;
    let mut mailbox = Mailbox { most, ..Mailbox::default() };
    std::iter::from_fn(move || {
        while !mailbox.is_over {
            let mut line = Vec::new();
            // A line may be longer than memory; it comes in pieces.
            let read = stream.by_ref().take(most).read_until(b'\n', &mut line);
            let done = match read {
                Ok(0) => {
                    mailbox.is_over = true;
                    mailbox.take()
                }
                Ok(_) => mailbox.line(&line),
                Err(fault) => {
                    mailbox.is_over = true;
                    return Some(Err(Error::new(name.clone(), fault)));
                }
            };
            if let Some(done) = done {
                return Some(page(&done, &name));
            }
            if mailbox.is_over && mailbox.count == 0 {
                return Some(Err(Error::new(name.clone(), "no message begins in this mailbox")));
            }
        }
        None
    })
}

#[derive(Default)]
struct Mailbox {
    most: u64,
    bytes: Vec<u8>,
    /// Messages that have begun.
    count: u64,
    is_cut: bool,
    before: Before,
    is_over: bool,
}

/// What was read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    /// A blank line, or nothing: only then a message begins.
    #[default]
    Blank,
    /// Another line.
    Line,
    /// A piece of a line.
    Piece,
}

struct Done {
    number: u64,
    bytes: Vec<u8>,
    is_cut: bool,
}

impl Mailbox {
    /// Adds a line, and gives the message that ends with it.
    fn line(&mut self, line: &[u8]) -> Option<Done> {
        let begins = self.before != Before::Piece;
        if self.before == Before::Blank && opens_mail(line) {
            let done = self.take();
            self.count += 1;
            self.before = Before::Line;
            return done;
        }
        self.before = match line {
            b"\n" | b"\r\n" if begins => Before::Blank,
            _ if line.ends_with(b"\n") => Before::Line,
            _ => Before::Piece,
        };
        // «>From» was written for a line of the text that opens like a message.
        let quotes = line.iter().take_while(|&&b| b == b'>').count();
        let is_quoted =
            begins && quotes > 0 && line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From "));
        let line = if is_quoted { line.get(1..).unwrap_or_default() } else { line };
        if (self.bytes.len() + line.len()) as u64 > self.most {
            self.is_cut = true;
        } else if self.count > 0 && !self.is_cut {
            self.bytes.extend_from_slice(line);
        }
        None
    }

    fn take(&mut self) -> Option<Done> {
        let bytes = std::mem::take(&mut self.bytes);
        let is_cut = std::mem::take(&mut self.is_cut);
        (self.count > 0).then_some(Done { number: self.count, bytes, is_cut })
    }
}

/// Whether a line stands before a message: «From», who, and when.
fn opens_mail(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From") else { return false };
    let words = String::from_utf8_lossy(rest);
    if !words.starts_with([' ', '\r', '\n']) {
        return false;
    }
    let is_clock = |word: &str| word.len() >= 5 && word.bytes().all(|b| b.is_ascii_digit() || b == b':');
    words.trim().is_empty() || words.split_whitespace().any(|word| word.contains(':') && is_clock(word))
}

fn page(done: &Done, name: &str) -> Result<Pending> {
    let place = format!("{name}:{}", done.number);
    let mut page = message(&done.bytes, &place)?;
    if done.is_cut {
        page.warnings.push("the message is too long: its end was left out".to_owned());
    }
    let stem = stem(Path::new(name)).unwrap_or_else(|| name.to_owned());
    let id = page.id.unwrap_or_else(|| format!("{stem}/{}", done.number));
    Ok(Pending::ready(place, Page { id: Some(id), ..page }))
}
