//! What WhatsApp exports as text: a message is a page, dated by its stamp.

mod stamp;
mod words;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Seek as _};
use std::path::Path;

use khabar::Media;

use self::stamp::{Order, Orders, Stamp, is_mark};
use crate::open::stem;
use crate::{Error, Page, Pending, Result, Settings};

/// Stamps in the first lines of a chat: it opens with one.
const STAMPS: usize = 3;
/// Longest name of who writes, in characters.
const NAME: usize = 100;

/// Whether bytes open like an exported chat.
pub fn opens_chat(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines().filter(|line| !line.trim().is_empty());
    let is_stamped = |line: &str| Stamp::read(line).is_some();
    lines.next().is_some_and(is_stamped) && lines.filter(|line| is_stamped(line)).count() + 1 >= STAMPS
}

/// The messages of a chat in order. What WhatsApp says itself and media without words are passed over; a chat of nothing
/// else says so.
pub fn messages(
    name: String,
    mut file: File,
    settings: &Settings,
) -> Result<impl Iterator<Item = Result<Pending>> + use<>> {
    let order = order(&file, settings.page_bytes).map_err(|e| Error::new(name.clone(), e))?;
    file.rewind().map_err(|e| Error::new(name.clone(), e))?;
    let most = settings.page_bytes;
    let mut lines = Lines { inner: BufReader::new(file), most };
    let mut chat =
        Chat { called: called(&name), name, order, count: 0, pages: 0, open: None, is_over: false };
    Ok(std::iter::from_fn(move || {
        while !chat.is_over {
            let done = match lines.next() {
                Ok(Some(line)) => chat.line(&line, most),
                Ok(None) => {
                    chat.is_over = true;
                    chat.take()
                }
                Err(fault) => {
                    chat.is_over = true;
                    return Some(Err(Error::new(chat.name.clone(), fault)));
                }
            };
            if let Some((number, page)) = done {
                chat.pages += 1;
                return Some(Ok(Pending::ready(format!("{}:{number}", chat.name), page)));
            }
            if chat.is_over && chat.pages == 0 {
                let reason = "no message of this WhatsApp chat has text";
                return Some(Err(Error::new(chat.name.clone(), reason)));
            }
        }
        None
    }))
}

/// Which number of the stamps is the day.
fn order(file: &File, most: u64) -> io::Result<Order> {
    let mut orders = Orders::default();
    let mut lines = Lines { inner: BufReader::new(file), most };
    while let Some(line) = lines.next()? {
        if let Some((stamp, _)) = Stamp::read(&line) {
            orders.add(&stamp);
        }
    }
    Ok(orders.best())
}

/// Lines of text, none longer than a page.
struct Lines<R> {
    inner: R,
    most: u64,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let count = self.inner.by_ref().take(self.most).read_until(b'\n', &mut line)?;
        Ok((count > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
    }
}

/// A chat that is read, and how far.
struct Chat {
    name: String,
    /// What its messages are numbered under.
    called: String,
    order: Order,
    /// Stamps.
    count: u64,
    /// Messages with text.
    pages: u64,
    open: Option<Open>,
    is_over: bool,
}

/// A message that may go on in the next line.
struct Open {
    stamp: Stamp,
    words: String,
}

impl Chat {
    /// Adds a line, and gives the message that ends before it.
    fn line(&mut self, line: &str, most: u64) -> Option<(u64, Page)> {
        match (Stamp::read(line), &mut self.open) {
            (Some((stamp, words)), _) => {
                let done = self.take();
                self.count += 1;
                self.open = Some(Open { stamp, words: words.to_owned() });
                done
            }
            (None, Some(open)) => {
                if (open.words.len() + line.len()) as u64 <= most {
                    open.words.push_str(line);
                }
                None
            }
            (None, None) => None,
        }
    }

    /// The message that is open, where somebody wrote it.
    fn take(&mut self) -> Option<(u64, Page)> {
        let Open { stamp, words } = self.open.take()?;
        let (sender, text) = words.split_once(": ").or_else(|| words.split_once(":\n"))?;
        // iOS puts a mark before all that nobody wrote.
        if stamp.is_bracketed && text.starts_with('\u{200E}')
            || sender.contains('\n')
            || sender.chars().count() > NAME
        {
            return None;
        }
        let text = words::written(text)?;
        let when = stamp.when(self.order);
        let is_unknown = when.is_none().then(|| "its stamp is no day of the Gregorian calendar".to_owned());
        let page = Page {
            bytes: text.into_bytes(),
            media: Media::Text,
            charset: Some("utf-8".to_owned()),
            id: Some(format!("{}/{}", self.called, self.count)),
            published: when.map(|when| when.to_string()),
            site: Some(sender.trim_matches(|c| is_mark(c) || c == ' ').to_owned()),
            warnings: is_unknown.into_iter().collect(),
            ..Page::default()
        };
        Some((self.count, page))
    }
}

/// The chat's name: that of its file, or of the folder that iOS puts a `_chat.txt` in.
fn called(name: &str) -> String {
    let path = Path::new(name);
    let stem = stem(path).unwrap_or_else(|| name.to_owned());
    let folder = || path.canonicalize().ok()?.parent()?.file_name()?.to_str().map(str::to_owned);
    if stem == "_chat" { folder().unwrap_or(stem) } else { stem }
}
