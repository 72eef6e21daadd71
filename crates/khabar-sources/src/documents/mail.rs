//! A message of e-mail: its subject the title, its date the publication time, who sent it the site.

use std::borrow::Cow;
use std::collections::BTreeMap;

use khabar::Media;
use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use super::paragraphs::{self, Sheet};
use crate::{Error, Page, Result};

/// Headers of which a message has several, lowered.
const HEADERS: [&str; 14] = [
    "bcc",
    "cc",
    "content-type",
    "date",
    "delivered-to",
    "from",
    "in-reply-to",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "subject",
    "to",
];
/// Of those, how many make a message.
const ENOUGH: usize = 3;
/// Longest line of text that a sender has broken, in characters.
const BROKEN: usize = 100;

/// Whether bytes open with the headers of a message.
pub fn opens_message(head: &[u8]) -> bool {
    let mut found = 0;
    for (n, line) in head.split(|&b| b == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return n > 0 && found >= ENOUGH;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(at) = line.iter().position(|&b| b == b':') else { return found >= ENOUGH };
        let name = String::from_utf8_lossy(line.get(..at).unwrap_or_default()).to_ascii_lowercase();
        if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        found += usize::from(HEADERS.contains(&name.as_str()));
    }
    found >= ENOUGH
}

/// The page that a message is.
pub fn message(bytes: &[u8], place: &str) -> Result<Page> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| Error::new(place, "this is no message of e-mail: it has no headers"))?;
    let passed_over = passed_over(&message);
    let Some((bytes, media, charset)) = body(&message) else {
        let reason = match passed_over {
            Some(words) => format!("the message has no text; {words}"),
            None => "the message has no text".to_owned(),
        };
        return Err(Error::new(place, reason));
    };
    Ok(Page {
        bytes,
        media,
        charset,
        id: message.message_id().map(str::to_owned),
        title: message.subject().map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned),
        published: message.date().filter(|d| d.is_valid()).map(mail_parser::DateTime::to_rfc3339),
        site: message.from().and_then(sender),
        warnings: passed_over.into_iter().collect(),
        ..Page::default()
    })
}

/// The name of who sent it, else the address.
fn sender(from: &Address) -> Option<String> {
    let first = from.first()?;
    let words = |text: Option<&str>| text.map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    words(first.name()).or_else(|| words(first.address()))
}

/// What is not read of a message.
fn passed_over(message: &Message) -> Option<String> {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for part in message.attachments() {
        let kind = part.content_type().map_or("unknown".to_owned(), |kind| match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()),
            None => kind.ctype().to_owned(),
        });
        *kinds.entry(kind.to_ascii_lowercase()).or_default() += 1;
    }
    let count: usize = kinds.values().sum();
    let listed: Vec<_> = kinds.into_keys().collect();
    (count > 0).then(|| format!("attachments that were passed over: {count} ({})", listed.join(", ")))
}

/// The text as markup, where the message has it so, else as it was written.
fn body(message: &Message) -> Option<(Vec<u8>, Media, Option<String>)> {
    let utf8 = || Some("utf-8".to_owned());
    let html = message.html_bodies().filter(|part| matches!(part.body, PartType::Html(_)));
    let html = html.map(|part| words(message, part)).collect::<Vec<_>>().join("\n");
    if !html.trim().is_empty() {
        return Some((html.into_bytes(), Media::Html, utf8()));
    }
    let text = message.text_bodies().filter(|part| matches!(part.body, PartType::Text(_)));
    let text = text.map(|part| unbroken(&words(message, part), part)).collect::<Vec<_>>().join("\n\n");
    (!text.trim().is_empty()).then(|| (text.into_bytes(), Media::Text, utf8()))
}

/// The words of a part. One that does not say its encoding is looked at as a page is.
fn words<'m>(message: &'m Message, part: &'m MessagePart) -> Cow<'m, str> {
    let (PartType::Html(text) | PartType::Text(text)) = &part.body else { return Cow::default() };
    let is_plain = part.encoding == Encoding::None && text.contains('\u{FFFD}');
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize);
    match raw.filter(|_| is_plain) {
        Some(raw) => khabar::page::decode(raw, None, Media::Text, khabar::page::LIMIT).text.into(),
        None => Cow::Borrowed(text),
    }
}

/// Text whose sender broke its lines, a paragraph a line again.
fn unbroken(text: &str, part: &MessagePart) -> String {
    let kind = part.content_type();
    if kind.and_then(|kind| kind.attribute("format")).is_some_and(|f| f.eq_ignore_ascii_case("flowed")) {
        let is_deleted =
            kind.and_then(|kind| kind.attribute("delsp")).is_some_and(|d| d.eq_ignore_ascii_case("yes"));
        return flowed(text, is_deleted);
    }
    if text.lines().any(|line| line.chars().count() > BROKEN) {
        return text.to_owned();
    }
    // The room that is left is known to the letter.
    paragraphs::joined(&[Sheet::of_text(text.lines(), 0.0)]).concat().join("\n")
}

/// RFC 3676: a line that ends in a blank goes on in the next.
fn flowed(text: &str, is_deleted: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match line.strip_suffix(' ') {
            // «-- » is what a signature begins with.
            Some(open) if line != "-- " => out.push_str(if is_deleted { open } else { line }),
            _ => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}
