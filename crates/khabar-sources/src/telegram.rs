//! What Telegram Desktop exports as JSON: of one chat, or of an account. A message is a page, dated by its own time.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use khabar::Media;
use serde::Deserialize;
use struson::reader::{JsonReader as _, JsonStreamReader};
use struson::serde::DeserializerError;

use crate::{Error, Page, Pending, Result, Settings};

/// How Telegram names kinds of chats.
const KINDS: [&str; 8] = [
    "public_channel",
    "private_channel",
    "public_supergroup",
    "private_supergroup",
    "private_group",
    "personal_chat",
    "bot_chat",
    "saved_messages",
];
/// What the export of an account opens with.
const ACCOUNT: [&str; 3] = ["\"personal_information\"", "\"frequent_contacts\"", "\"left_chats\""];
/// Zones are whole quarters of an hour off UTC, and none more than fourteen hours, in seconds.
const ZONES: (i64, i64) = (15 * 60, 14 * 60 * 60);

/// Whether bytes open like an export.
pub fn opens_export(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let text = head.trim_start_matches('\u{FEFF}').trim_start();
    let is_chat = || {
        let kind = text.split_once("\"type\"").map(|(_, rest)| rest.trim_start_matches([':', ' ', '"']));
        kind.is_some_and(|kind| KINDS.iter().any(|known| kind.starts_with(known)))
    };
    text.starts_with('{') && (is_chat() || ACCOUNT.iter().any(|key| text.contains(key)))
}

/// The messages of an export in order, one in memory at a time. What has no text is passed over; an export without any says
/// so.
pub fn messages(
    name: String,
    stream: Box<dyn BufRead>,
    settings: &Settings,
) -> impl Iterator<Item = Result<Pending>> + use<> {
    // JSON writes a character in up to six bytes.
    let most = settings.page_bytes.saturating_mul(6);
    let left = Rc::new(Cell::new(most));
    let json = JsonStreamReader::new(Bounded { inner: stream, left: Rc::clone(&left) });
    let mut export = Export { json, left, most, open: Vec::new(), chat: Chat::default(), count: 0 };
    let mut is_over = false;
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let found = export.next();
        let place = || match &export.chat.name {
            Some(chat) => format!("{name} («{chat}»)"),
            None => name.clone(),
        };
        match found {
            Ok(Some(message)) => {
                export.count += 1;
                let page = message.page(&export.chat, export.count);
                let id = page.id.as_deref().unwrap_or_default();
                Some(Ok(Pending::ready(format!("{name}:{id}"), page)))
            }
            Ok(None) => {
                is_over = true;
                let reason = "no message of this Telegram export has text";
                (export.count == 0).then(|| Err(Error::new(name.clone(), reason)))
            }
            Err(fault) => {
                is_over = true;
                let reason =
                    format!("the export is broken, or was cut, behind message {}: {fault}", export.count);
                Some(Err(Error::new(place(), reason)))
            }
        }
    })
}

/// A reader that gives so many bytes and no more.
struct Bounded {
    inner: Box<dyn BufRead>,
    left: Rc<Cell<u64>>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.left.get().checked_sub(count as u64);
        self.left.set(left.ok_or_else(|| io::Error::other("a message is longer than a page may be"))?);
        Ok(count)
    }
}

/// An export that is read, and how far.
struct Export {
    json: JsonStreamReader<Bounded>,
    left: Rc<Cell<u64>>,
    most: u64,
    /// What is open, the innermost last.
    open: Vec<Level>,
    chat: Chat,
    /// Messages with text.
    count: u64,
}

/// What may be open in an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// The export: of an account, or of one chat.
    Root,
    /// The chats of an account, beside words about them.
    Chats,
    /// The list of them.
    List,
    /// One of them.
    Chat,
    /// Its messages.
    Messages,
}

/// What is known of a chat.
#[derive(Debug, Default)]
struct Chat {
    name: Option<String>,
    id: Option<String>,
}

impl Export {
    /// The next message with text.
    fn next(&mut self) -> std::result::Result<Option<Message>, DeserializerError> {
        if self.open.is_empty() {
            self.json.begin_object()?;
            self.open.push(Level::Root);
        }
        while let Some(level) = self.open.last() {
            self.left.set(self.most);
            if !self.json.has_next()? {
                match level {
                    Level::List | Level::Messages => self.json.end_array()?,
                    Level::Root | Level::Chats | Level::Chat => self.json.end_object()?,
                }
                self.open.pop();
                continue;
            }
            match level {
                Level::Messages => {
                    let message: Message = self.json.deserialize_next()?;
                    if message.is_page() {
                        return Ok(Some(message));
                    }
                }
                Level::List => {
                    self.json.begin_object()?;
                    self.chat = Chat::default();
                    self.open.push(Level::Chat);
                }
                &level => self.member(level)?,
            }
        }
        Ok(None)
    }

    /// The next member of an object.
    fn member(&mut self, level: Level) -> std::result::Result<(), DeserializerError> {
        match (level, self.json.next_name()?) {
            (Level::Chats, "list") => {
                self.json.begin_array()?;
                self.open.push(Level::List);
            }
            (Level::Root, "chats" | "left_chats") => {
                self.json.begin_object()?;
                self.open.push(Level::Chats);
            }
            (Level::Root | Level::Chat, "messages") => {
                self.json.begin_array()?;
                self.open.push(Level::Messages);
            }
            (Level::Root | Level::Chat, "name") => self.chat.name = self.scalar()?,
            (Level::Root | Level::Chat, "id") => self.chat.id = self.scalar()?,
            _ => self.json.skip_value()?,
        }
        Ok(())
    }

    /// A name or number; none where there is another thing.
    fn scalar(&mut self) -> std::result::Result<Option<String>, DeserializerError> {
        let value: serde_json::Value = self.json.deserialize_next()?;
        Ok(match value {
            serde_json::Value::String(words) if !words.trim().is_empty() => Some(words),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }
}

/// A message, as far as it is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Message {
    id: Option<i64>,
    #[serde(rename = "type")]
    kind: String,
    /// By the clock of who exported.
    date: Option<String>,
    /// Seconds of Unix.
    date_unixtime: Option<String>,
    text: Words,
}

/// A text, or pieces of one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Words {
    Plain(String),
    Pieces(Vec<Piece>),
}

impl Default for Words {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

/// A piece of a text: as it is, or set apart as a link, a name, bold.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Piece {
    Plain(String),
    Entity { text: String },
}

impl Message {
    fn text(&self) -> String {
        match &self.text {
            Words::Plain(text) => text.clone(),
            Words::Pieces(pieces) => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Plain(text) | Piece::Entity { text } => text.as_str(),
                })
                .collect(),
        }
    }

    /// Whether somebody wrote it; what Telegram says itself («service») and pictures without words are none.
    fn is_page(&self) -> bool {
        self.kind == "message" && !self.text().trim().is_empty()
    }

    fn page(&self, chat: &Chat, number: u64) -> Page {
        let chat_id = chat.id.as_deref().or(chat.name.as_deref()).unwrap_or("telegram");
        let number = self.id.map_or_else(|| number.to_string(), |id| id.to_string());
        Page {
            bytes: self.text().into_bytes(),
            media: Media::Text,
            charset: Some("utf-8".to_owned()),
            id: Some(format!("{chat_id}/{number}")),
            published: self.published(),
            site: chat.name.clone(),
            ..Page::default()
        }
    }

    /// The time by the clock of who exported; with its zone, where the seconds of Unix tell that.
    fn published(&self) -> Option<String> {
        let seconds = self.date_unixtime.as_deref().and_then(|s| s.parse().ok());
        let instant = seconds.and_then(|s| Timestamp::from_second(s).ok());
        let local = self.date.as_deref().and_then(|date| date.parse::<DateTime>().ok());
        let (local, instant) = match (local, instant) {
            (Some(local), Some(instant)) => (local, instant),
            (Some(local), None) => return Some(local.to_string()),
            (None, instant) => return instant.map(|instant| instant.to_string()),
        };
        let as_utc = Offset::UTC.to_timestamp(local).ok()?;
        let ahead = as_utc.as_second() - instant.as_second();
        if ahead % ZONES.0 != 0 || ahead.abs() > ZONES.1 {
            return Some(local.to_string());
        }
        let (sign, minutes) = (if ahead < 0 { '-' } else { '+' }, ahead.abs() / 60);
        Some(format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60))
    }
}
