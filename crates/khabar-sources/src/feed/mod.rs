//! RSS, RDF, Atom and JSON Feed: an item a page. What is broken in a feed costs no item that is whole.

mod item;
mod json;
mod vocabulary;
mod xml;

use std::io::{BufRead, Read as _};

use khabar::Media;
use url::Url;

use crate::{Charset, Error, Page, Pending, Result, Settings, date};
use item::{Item, Words};

/// A feed as it was read.
#[derive(Debug, Default)]
struct Feed {
    title: Option<Words>,
    items: Vec<Item>,
    /// Whether it ends within its last item.
    is_cut: bool,
    /// Whether so much of it is no markup that its end was left out.
    is_broken: bool,
}

/// The items of a feed. A feed is read whole; it is not longer than one page may be.
pub fn items(name: &str, stream: Box<dyn BufRead>, settings: &Settings) -> Result<Vec<Result<Pending>>> {
    let mut bytes = Vec::new();
    stream.take(settings.page_bytes + 1).read_to_end(&mut bytes).map_err(|e| Error::new(name, e))?;
    if bytes.len() as u64 > settings.page_bytes {
        return Err(Error::new(name, format!("the feed is longer than {} bytes", settings.page_bytes)));
    }
    let charset = settings.charset.map(Charset::name);
    let text = khabar::page::decode(&bytes, charset, Media::Text, usize::MAX / 4).text;
    let feed = if text.trim_start().starts_with('{') {
        json::read(&text).map_err(|e| Error::new(name, format!("no JSON Feed: {e}")))?
    } else {
        xml::read(&text)
    };
    let broken =
        feed.is_broken.then(|| Err(Error::new(name, "the feed is so broken that its end was left out")));
    if feed.items.is_empty() {
        return Err(Error::new(name, "there is no item in the feed"));
    }
    let site = feed.title.as_ref().map(Words::plain).filter(|t| !t.is_empty());
    let base = Url::parse(name).ok();
    let last = feed.items.len();
    let pages = feed.items.into_iter().enumerate().map(|(n, item)| {
        let place = format!("{name}:{}", n + 1);
        let is_cut = feed.is_cut && n + 1 == last;
        let page = page(&item, site.as_deref(), base.as_ref());
        let reason = if is_cut { CUT } else { "the item has no text" };
        let mut page = page.ok_or_else(|| Error::new(&*place, reason))?;
        if is_cut {
            page.warnings.push(CUT.to_owned());
        }
        Ok(Pending::ready(place, page))
    });
    Ok(pages.chain(broken).collect())
}

/// Why the rest of an item is missing.
const CUT: &str = "the feed ends within this item: it was cut";

fn page(item: &Item, site: Option<&str>, base: Option<&Url>) -> Option<Page> {
    let title = item.title().map(Words::plain).filter(|t| !t.is_empty());
    let body = item.body().filter(|words| !words.is_blank());
    // An item may be a headline and nothing else: then the headline is the page.
    let (bytes, media, title) = match (body, title) {
        (Some(words), title) => (words.as_page().as_bytes().to_vec(), words.media(), title),
        (None, Some(title)) => (title.into_bytes(), Media::Text, None),
        (None, None) => return None,
    };
    let link = item.link().map(|link| absolute(link, base));
    // A time that can be read is worth more than a better one that cannot.
    let published = item.times().find_map(date::read).or_else(|| item.times().next().map(str::to_owned));
    Some(Page {
        bytes,
        media,
        charset: Some("utf-8".to_owned()),
        id: item.id().map(str::to_owned).or_else(|| link.clone()),
        uri: link,
        title,
        published,
        site: site.map(str::to_owned),
        ..Page::default()
    })
}

fn absolute(link: &str, base: Option<&Url>) -> String {
    base.and_then(|base| base.join(link).ok()).map_or_else(|| link.to_owned(), String::from)
}
