//! RSS, Atom and JSON Feed: an item a page.

use std::io::BufRead;
use std::io::Read as _;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Text};
use khabar::{Media, Options};

use crate::{Error, Page, Pending, Result, Settings};

/// Dates as a feed printed them, beside the instant that the parser made of each: the instant has lost the zone, and
/// with it the day.
type Printed = Arc<Mutex<Vec<(DateTime<Utc>, String)>>>;

/// The items of a feed. A feed is read whole; it is not longer than one page may be.
pub fn items(name: &str, stream: Box<dyn BufRead>, settings: &Settings) -> Result<Vec<Result<Pending>>> {
    let mut bytes = Vec::new();
    stream.take(settings.page_bytes + 1).read_to_end(&mut bytes).map_err(|e| Error::new(name, e))?;
    if bytes.len() as u64 > settings.page_bytes {
        return Err(Error::new(name, format!("the feed is longer than {} bytes", settings.page_bytes)));
    }
    let text = khabar::page::decode(&bytes, None, Media::Text, usize::MAX / 4).text;
    let printed = Printed::default();
    let dates = Arc::clone(&printed);
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(name).filter(|n| n.contains("://")))
        .timestamp_parser(move |given| instant(given, &dates))
        .build();
    let feed = parser.parse(without_encoding(&text).as_bytes()).map_err(|e| Error::new(name, e))?;
    let site = feed.title.as_ref().map(plain).filter(|t| !t.is_empty());
    let pages = feed.entries.into_iter().enumerate().map(|(n, entry)| {
        let place = format!("{name}:{}", n + 1);
        page(entry, site.as_deref(), &printed)
            .ok_or_else(|| Error::new(&*place, "the item has no text"))
            .map(|page| Pending::ready(place, page))
    });
    Ok(pages.collect())
}

/// What the declaration says of the encoding no longer holds of decoded text.
fn without_encoding(text: &str) -> &str {
    let text = text.trim_start();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text,
    }
}

fn instant(given: &str, printed: &Printed) -> Option<DateTime<Utc>> {
    let when = Options::default().when(given).ok()?;
    let zoned = DateTime::parse_from_rfc3339(&when.iso).map(|d| d.to_utc());
    let instant = zoned.ok().or_else(|| {
        let utc = jiff::tz::Offset::UTC.to_timestamp(when.local).ok()?;
        DateTime::from_timestamp(utc.as_second(), 0)
    })?;
    if let Ok(mut printed) = printed.lock() {
        printed.push((instant, when.iso));
    }
    Some(instant)
}

fn page(entry: Entry, site: Option<&str>, printed: &Printed) -> Option<Page> {
    let published = entry.published.or(entry.updated).map(|instant| {
        let told =
            printed.lock().ok().and_then(|p| p.iter().find(|(i, _)| *i == instant).map(|p| p.1.clone()));
        told.unwrap_or_else(|| instant.to_rfc3339())
    });
    let body = entry.content.and_then(|c| c.body).filter(|b| !b.trim().is_empty());
    let words = body.or_else(|| entry.summary.map(|s| s.content)).filter(|b| !b.trim().is_empty());
    let title = entry.title.as_ref().map(plain).filter(|t| !t.is_empty());
    // An item may be a headline and nothing else: then the headline is the page.
    let (words, title) = match (words, title) {
        (Some(words), title) => (words, title),
        (None, Some(title)) => (title, None),
        (None, None) => return None,
    };
    let link =
        entry.links.into_iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate")).map(|l| l.href);
    let is_markup = words.contains('<') || words.contains('&');
    Some(Page {
        bytes: words.into_bytes(),
        media: if is_markup { Media::Html } else { Media::Text },
        charset: Some("utf-8".to_owned()),
        id: Some(entry.id).filter(|id| !id.is_empty()).or_else(|| link.clone()),
        uri: link,
        title,
        published,
        site: site.map(str::to_owned),
        ..Page::default()
    })
}

/// Text without markup.
fn plain(text: &Text) -> String {
    let (linear, _) = khabar::page::linearise(&text.content, Media::Html, None, None);
    linear.text.split_whitespace().collect::<Vec<_>>().join(" ")
}
