//! Feeds of XML, read as far as they make sense: ends that are missing are put in, references that no feed declares are
//! those of HTML, and what is no markup is text.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

use super::Feed;
use super::item::{Field, Item, Words};
use super::vocabulary::{Prefixes, Vocabulary, field, is_item};

/// How much may be read in vain behind what is no markup, in lengths of the feed.
const IN_VAIN: usize = 16;
/// How deep elements may lie.
const DEEPEST: usize = 1_000;
/// The longest reference, in bytes.
const LONGEST: usize = 40;

/// The items of a feed and its title.
pub fn read(text: &str) -> Feed {
    let mut walk = Walk::default();
    let (mut rest, mut room) = (text, text.len().saturating_mul(IN_VAIN));
    while let Some((behind, in_vain)) = walk.over(rest) {
        rest = behind;
        room = room.saturating_sub(in_vain);
        if room == 0 {
            walk.feed.is_broken = true;
            break;
        }
    }
    walk.end()
}

/// An element that is open.
struct Open {
    /// Its name, in small letters.
    name: String,
}

impl Open {
    fn local(&self) -> &str {
        local(&self.name)
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Whose words are being taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Feed,
    Item(Field),
}

#[derive(Default)]
struct Walk {
    feed: Feed,
    prefixes: Prefixes,
    open: Vec<Open>,
    /// The item that is open, and how many elements are around it.
    item: Option<(usize, Item)>,
    /// The words that are taken, and how many elements are around theirs.
    words: Option<(usize, Owner, Words)>,
}

impl Walk {
    /// Reads as far as it goes; gives what is behind a place that cannot be read, and how far it was looked at in vain.
    fn over<'t>(&mut self, text: &'t str) -> Option<(&'t str, usize)> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) => self.start(&element),
                Ok(Event::End(element)) => self.close(&element.name().as_ref().to_ascii_lowercase()),
                Ok(Event::Text(words)) => self.text(&words.into_inner()),
                Ok(Event::CData(words)) => self.text(&words.into_inner()),
                Ok(Event::GeneralRef(reference)) => {
                    let name = reference.into_inner();
                    match character(&name) {
                        Some(character) => self.text(&character),
                        None => self.text(&format!("&{name};")),
                    }
                }
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(_) => {
                    let at = usize::try_from(reader.error_position()).ok()?;
                    let broken = text.get(at..)?;
                    // Nothing that ends is behind it.
                    if broken.starts_with("<![CDATA[") {
                        return None;
                    }
                    let mark = broken.chars().next()?;
                    if mark == '<' {
                        self.text("<");
                    }
                    let in_vain = reader.buffer_position().saturating_sub(reader.error_position());
                    return Some((
                        broken.get(mark.len_utf8()..)?,
                        usize::try_from(in_vain).unwrap_or(usize::MAX),
                    ));
                }
            }
        }
    }

    fn start(&mut self, element: &BytesStart) {
        let name = element.name().as_ref().to_ascii_lowercase();
        let vocabulary = self.prefixes.of(element);
        let starts_item = vocabulary == Vocabulary::Feed && is_item(local(&name));
        if starts_item {
            let depth = self.open.len();
            match (&self.item, &self.words) {
                // An item within another is one whose end is missing, unless it lies in an element of another kind.
                (Some(_), Some(_)) => self.close_item(),
                (Some((around, _)), None) if depth == around + 1 => self.close_item(),
                (Some(_), None) => {}
                (None, _) => self.words = None,
            }
        }
        let depth = self.open.len();
        if depth >= DEEPEST {
            return;
        }
        if let Some((_, _, words)) = &mut self.words {
            words.open(element, local(&name));
        } else if starts_item && self.item.is_none() {
            let mut item = Item::default();
            for key in ["rdf:about", "about", "href"] {
                if let Some(about) = attribute(element, key) {
                    item.tell(Field::Link(2), Words::of(&about));
                    item.tell(Field::Id(2), Words::of(&about));
                }
            }
            self.item = Some((depth, item));
        } else if let Some((around, item)) = &mut self.item {
            if depth == *around + 1
                && let Some(field) = field(vocabulary, local(&name))
            {
                if let Some(href) = attribute(element, "href").filter(|_| field == Field::Link(0)) {
                    let rel = attribute(element, "rel");
                    if rel.is_none_or(|rel| rel == "alternate") {
                        item.tell(field, Words::of(&href));
                    }
                } else {
                    let words = Words { is_plain: is_plain(element), ..Words::default() };
                    self.words = Some((depth, Owner::Item(field), words));
                }
            }
        } else if local(&name) == "title"
            && self.open.last().is_some_and(|o| matches!(o.local(), "channel" | "feed"))
        {
            self.words =
                Some((depth, Owner::Feed, Words { is_plain: is_plain(element), ..Words::default() }));
        }
        self.open.push(Open { name });
    }

    /// Ends the innermost element of that name and all that were left open in it; an end without a beginning is none.
    fn close(&mut self, name: &str) {
        let Some(depth) = self.open.iter().rposition(|open| open.name == name) else { return };
        self.close_to(depth);
    }

    fn close_item(&mut self) {
        if let Some((depth, _)) = &self.item {
            self.close_to(*depth);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(ended) = self.open.pop() else { break };
            let at = self.open.len();
            match self.words.take() {
                Some((around, owner, words)) if around == at => self.tell(owner, words),
                Some((around, owner, mut words)) => {
                    words.close(ended.local());
                    self.words = Some((around, owner, words));
                }
                None => {}
            }
            if let Some((_, item)) = self.item.take_if(|(around, _)| *around == at) {
                self.feed.items.push(item);
            }
        }
    }

    fn tell(&mut self, owner: Owner, words: Words) {
        match (owner, &mut self.item) {
            (Owner::Feed, _) if self.feed.title.is_none() => self.feed.title = Some(words),
            (Owner::Item(field), Some((_, item))) => item.tell(field, words),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, words)) = &mut self.words {
            words.text.push_str(text);
            words.html.push_str(&escape(text));
        }
    }

    /// Ends the feed. An item that is open was cut: a headline or a time that was not whole goes, a text stays.
    fn end(mut self) -> Feed {
        self.feed.is_cut = self.item.is_some();
        if let Some((_, Owner::Item(field @ Field::Body(_)), words)) = self.words.take() {
            self.tell(Owner::Item(field), words);
        }
        self.feed.items.extend(self.item.take().map(|(_, item)| item));
        self.feed
    }
}

impl Words {
    fn open(&mut self, element: &BytesStart, local: &str) {
        self.has_elements = true;
        self.html.push('<');
        self.html.push_str(local);
        self.html.push_str(element.attributes_raw());
        self.html.push('>');
    }

    fn close(&mut self, local: &str) {
        self.html.push_str("</");
        self.html.push_str(local);
        self.html.push('>');
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.html_attributes();
    let mut found = attributes.with_checks(false).flatten();
    let value = found.find(|a| a.key.as_ref().eq_ignore_ascii_case(name))?.value;
    let resolved = unescape_with(&value, resolve_html5_entity).map(Cow::into_owned);
    Some(resolved.unwrap_or_else(|_| value.into_owned()).trim().to_owned()).filter(|v| !v.is_empty())
}

/// Whether an element of Atom says that it holds no markup.
fn is_plain(element: &BytesStart) -> bool {
    attribute(element, "type").is_some_and(|kind| matches!(kind.as_str(), "text" | "text/plain"))
        && attribute(element, "mode").is_none_or(|mode| mode == "escaped")
}

/// What a reference stands for.
fn character(name: &str) -> Option<String> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    if let Some(digits) = name.strip_prefix("#x").or(name.strip_prefix("#X")) {
        return number(digits, 16).map(String::from);
    }
    if let Some(digits) = name.strip_prefix('#') {
        return number(digits, 10).map(String::from);
    }
    (name.len() <= LONGEST).then(|| resolve_html5_entity(name)).flatten().map(str::to_owned)
}
