//! Which elements of a feed say what: RSS of every version, RDF, Atom, CDF, and the modules that news sites use.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::item::Field;

/// Whose an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// RSS, RDF's RSS, Atom, CDF.
    Feed,
    DublinCore,
    /// RSS's module for whole articles.
    Content,
    Xhtml,
    /// Media RSS and what podcasts add.
    Media,
    Other,
}

/// Parts of namespaces' names, those of modules in front of what they extend.
const NAMESPACES: [(&str, Vocabulary); 14] = [
    ("purl.org/rss/1.0/modules/content", Vocabulary::Content),
    ("purl.org/rss/1.0/modules", Vocabulary::Other),
    ("purl.org/rss", Vocabulary::Feed),
    ("purl.org/net/rss", Vocabulary::Feed),
    ("purl.org/atom", Vocabulary::Feed),
    ("w3.org/2005/atom", Vocabulary::Feed),
    ("userland.com/rss", Vocabulary::Feed),
    ("userland.com/weblogs", Vocabulary::Feed),
    ("netscape.com/", Vocabulary::Feed),
    ("harvard.edu/", Vocabulary::Feed),
    ("purl.org/dc", Vocabulary::DublinCore),
    ("w3.org/1999/xhtml", Vocabulary::Xhtml),
    ("search.yahoo.com/mrss", Vocabulary::Media),
    ("itunes.com/", Vocabulary::Media),
];
/// Prefixes that mean what they say where nothing was declared.
const PREFIXES: [(&str, Vocabulary); 8] = [
    ("atom", Vocabulary::Feed),
    ("rss", Vocabulary::Feed),
    ("dc", Vocabulary::DublinCore),
    ("dcterms", Vocabulary::DublinCore),
    ("content", Vocabulary::Content),
    ("xhtml", Vocabulary::Xhtml),
    ("media", Vocabulary::Media),
    ("itunes", Vocabulary::Media),
];

/// The prefixes that a feed declared.
#[derive(Debug, Default)]
pub struct Prefixes(HashMap<String, Vocabulary>);

/// Most prefixes of a feed.
const MOST: usize = 1_000;

impl Prefixes {
    /// Whose an element is; what it declares is kept.
    pub fn of(&mut self, element: &BytesStart) -> Vocabulary {
        let mut own = None;
        for attribute in element.html_attributes().with_checks(false).flatten() {
            let name = attribute.key.as_ref();
            if name == "xmlns" {
                own = Some(namespace(&attribute.value));
            } else if let Some(prefix) = name.strip_prefix("xmlns:")
                && self.0.len() < MOST
            {
                self.0.insert(prefix.to_ascii_lowercase(), namespace(&attribute.value));
            }
        }
        let name = element.name();
        let Some((prefix, _)) = name.as_ref().split_once(':') else {
            let is_item = is_item(&name.as_ref().to_ascii_lowercase());
            return own.filter(|v| !is_item || *v != Vocabulary::Other).unwrap_or(Vocabulary::Feed);
        };
        let prefix = prefix.to_ascii_lowercase();
        let known = || PREFIXES.iter().find(|(p, _)| *p == prefix).map(|(_, vocabulary)| *vocabulary);
        self.0.get(&prefix).copied().or_else(known).unwrap_or(Vocabulary::Other)
    }
}

fn namespace(uri: &str) -> Vocabulary {
    let uri = uri.trim().to_ascii_lowercase();
    NAMESPACES
        .iter()
        .find(|(part, _)| uri.contains(part))
        .map_or(Vocabulary::Other, |(_, vocabulary)| *vocabulary)
}

/// Whether an element of that name is a story of the feed.
pub fn is_item(local: &str) -> bool {
    matches!(local, "item" | "entry")
}

/// What an element says of its item.
pub fn field(vocabulary: Vocabulary, local: &str) -> Option<Field> {
    use Vocabulary::{Content, DublinCore, Feed, Media, Xhtml};
    Some(match (vocabulary, local) {
        (Feed, "title") => Field::Title(0),
        (DublinCore, "title") => Field::Title(1),
        (Media, "title") => Field::Title(2),
        (Content, "encoded") | (Feed, "content" | "fullitem") | (Xhtml, "body" | "div") => Field::Body(0),
        (Feed, "description" | "summary" | "abstract") => Field::Body(1),
        (DublinCore, "description" | "abstract") => Field::Body(2),
        (Media, "description" | "summary") => Field::Body(3),
        (Feed, "link") => Field::Link(0),
        (Feed, "guid" | "id") => Field::Id(0),
        (DublinCore, "identifier") => Field::Id(1),
        (Feed, "pubdate" | "published") => Field::Time(0),
        (Feed | DublinCore, "issued" | "date") => Field::Time(1),
        (Feed | DublinCore, "created") => Field::Time(2),
        (Feed, "updated" | "modified") | (DublinCore, "modified") => Field::Time(3),
        _ => return None,
    })
}
