//! What a stream holds, by its first bytes.

use khabar::Media;

use crate::open::Format;
use crate::{documents, mailbox, telegram, whatsapp};

/// How much is looked at, in bytes.
const HEAD: usize = 4096;

/// What a stream holds by its first bytes; none for text.
pub fn sniff(head: &[u8]) -> Option<Format> {
    if mailbox::opens_mailbox(head) {
        return Some(Format::Mailbox);
    } else if documents::Kind::of(head).is_some() {
        return Some(Format::Document);
    } else if telegram::opens_export(head) {
        return Some(Format::Telegram);
    } else if whatsapp::opens_chat(head) {
        return Some(Format::Chat);
    }
    let head = head.get(..HEAD).unwrap_or(head);
    let text = khabar::page::decode(head, None, Media::Text, usize::MAX / 4).text;
    let text = text.trim_start();
    if text.starts_with("WARC/") {
        Some(Format::Archive)
    } else if text.starts_with("filedesc://") {
        Some(Format::OldArchive)
    } else if text.starts_with('{') && text.contains("jsonfeed.org/version") {
        Some(Format::Feed)
    } else if text.starts_with('{')
        || text.strip_prefix('[').is_some_and(|t| t.trim_start().starts_with(['{', ']']))
    {
        Some(Format::Lines)
    } else if text.starts_with('<') {
        Some(if is_feed(text) { Format::Feed } else { Format::Html })
    } else {
        // What was printed before the feed, by a server or a program, is no part of it.
        let at = text.find("<?xml").or_else(|| text.find("<rss"))?;
        text.get(at..).filter(|text| is_feed(text)).map(|_| Format::Feed)
    }
}

/// Whether the first element of XML is that of a feed.
fn is_feed(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('<') {
        rest = match behind.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, behind)| behind),
            None if behind.starts_with(['?', '!', '/']) => behind,
            None => {
                let name = behind.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
                let name = name.unwrap_or_default().to_ascii_lowercase();
                let local = name.rsplit_once(':').map_or(&*name, |(_, local)| local);
                return matches!(local, "rss" | "feed" | "rdf" | "channel");
            }
        };
    }
    false
}
