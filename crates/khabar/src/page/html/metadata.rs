//! What a page says about itself where no reader sees it: JSON-LD, `meta`, microdata, `link`, and the address.
//!
//! Order of trust for each field: JSON-LD of a news article, `meta` in the order of `data/html_meta.tsv`, microdata.
//! `<time>` and the printed line come later (`page::layout`), and the date in the address last.

use jiff::civil::Date;
use serde_json::Value;

use super::dom::{Data, Dom, Element, NodeId, Step};
use crate::lexicon::lexicons;
use crate::page::when;
use crate::page::{Metadata, MetadataField};

/// Types of schema.org that are a story; every type that ends so is one as well.
const STORIES: [&str; 4] = ["Article", "BlogPosting", "LiveBlogPosting", "Report"];
/// Types of schema.org that show and do not tell.
const SHOWS: [&str; 5] = ["ImageGallery", "MediaGallery", "VideoGallery", "ImageObject", "VideoObject"];
/// Longest JSON-LD block that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// Most objects of JSON-LD that are looked at.
const OBJECTS: usize = 2_000;

/// Reads the metadata of a page from `url`.
#[must_use]
pub fn read(dom: &Dom, url: Option<&str>) -> Metadata {
    let mut found = Metadata::default();
    // One slot a row: the table's order is the order of trust.
    let keys = &lexicons().html_meta;
    let mut metas: Vec<Option<(String, &str)>> = vec![None; keys.count()];
    let mut microdata: Vec<(MetadataField, String)> = Vec::new();
    for step in dom.walk(0) {
        let Step::Enter(id) = step else { continue };
        let Data::Element(element) = dom.data(id) else { continue };
        match &*element.name {
            "script"
                if element
                    .attr("type")
                    .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")) =>
            {
                json_ld(&dom.text(id), &mut found);
            }
            "meta" => {
                let Some(content) = element.attr("content").map(tidy).filter(|c| !c.is_empty()) else {
                    continue;
                };
                for name in ["property", "name", "itemprop", "http-equiv"] {
                    let Some(key) = element.attr(name) else { continue };
                    if let Some((row, _)) = keys.get(key)
                        && let Some(slot) = metas.get_mut(row)
                        && slot.is_none()
                    {
                        *slot = Some((content.clone(), keys.key(row)));
                    }
                }
            }
            "title" if found.page_title.is_none() => found.page_title = Some(tidy(&dom.text(id))),
            "html" => {
                if let Some(lang) = element.attr("lang").or(element.attr("xml:lang")) {
                    found.markup_language = Some(lang.trim().to_owned());
                }
            }
            "link" if element.attr("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                if let Some(href) = element.attr("href") {
                    found.set(MetadataField::Url, href, "link");
                }
            }
            "h1" => found.has_headline = true,
            _ => item(dom, id, element, &mut microdata),
        }
    }
    for (row, said) in metas.into_iter().enumerate() {
        if let Some((value, key)) = said {
            found.set(keys.field(row), &value, &format!("meta:{key}"));
        }
    }
    for (field, value) in microdata {
        found.set(field, &value, "microdata");
    }
    found.url_date = found.url.as_deref().into_iter().chain(url).find_map(date_in_url);
    found
}

/// Microdata outside `meta`: `itemprop` with the value in an attribute or as text.
fn item(dom: &Dom, id: NodeId, element: &Element, out: &mut Vec<(MetadataField, String)>) {
    let Some(key) = element.attr("itemprop") else { return };
    let field = match key {
        "datePublished" => MetadataField::Published,
        "dateModified" => MetadataField::Updated,
        "author" => MetadataField::Byline,
        "articleSection" => MetadataField::Section,
        _ => return,
    };
    let given = ["content", "datetime"].into_iter().find_map(|a| element.attr(a)).map(tidy);
    let value = given.filter(|v| !v.is_empty()).unwrap_or_else(|| {
        let text = dom.text(id);
        if text.len() > 200 { String::new() } else { tidy(&text) }
    });
    if !value.is_empty() {
        out.push((field, value));
    }
}

/// Blanks folded, character references that were escaped twice undone.
fn tidy(text: &str) -> String {
    let once = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if once.contains('&') && once.contains(';') && once.len() < 1_000 {
        return Dom::parse(&once.replace('<', "&lt;")).text(0);
    }
    once
}

/// The stories of a JSON-LD block; broken blocks are mended where sites commonly break them, else passed over.
fn json_ld(block: &str, found: &mut Metadata) {
    let block = block.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';').trim();
    if block.len() > LONGEST {
        return;
    }
    let value = serde_json::from_str::<Value>(block).or_else(|_| {
        // Line feeds within strings are the common fault.
        serde_json::from_str::<Value>(&block.replace(|c: char| c.is_control(), " "))
    });
    let Ok(value) = value else { return };
    let mut open = vec![&value];
    let mut seen = 0;
    while let Some(value) = open.pop() {
        seen += 1;
        if seen > OBJECTS {
            return;
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(object) => {
                let types: Vec<&str> = strings(object.get("@type"));
                if types.iter().any(|t| STORIES.iter().any(|s| t.ends_with(s))) {
                    story(object, found);
                } else if types.iter().any(|t| SHOWS.contains(t)) {
                    found.shows = true;
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"] {
                    open.extend(object.get(key).filter(|v| !v.is_string()));
                }
            }
            _ => {}
        }
    }
}

fn story(object: &serde_json::Map<String, Value>, found: &mut Metadata) {
    use MetadataField as F;
    found.is_story = true;
    let texts: [(F, &str); 6] = [
        (F::Title, "headline"),
        (F::Published, "datePublished"),
        (F::Updated, "dateModified"),
        (F::Section, "articleSection"),
        (F::Language, "inLanguage"),
        (F::Url, "url"),
    ];
    for (field, key) in texts {
        if let Some(value) = strings(object.get(key)).first() {
            found.set(field, &tidy(value), "json-ld");
        }
    }
    let names: Vec<String> = names_of(object.get("author")).into_iter().map(tidy).collect();
    if !names.is_empty() {
        found.set(F::Byline, &names.join("، "), "json-ld");
    }
    if let Some(name) = names_of(object.get("publisher")).first() {
        found.set(F::Site, &tidy(name), "json-ld");
    }
    let closed = object.get("isAccessibleForFree");
    if closed.is_some_and(|v| {
        v == &Value::Bool(false) || v.as_str().is_some_and(|s| s.eq_ignore_ascii_case("false"))
    }) {
        found.paid = true;
    }
}

/// A string, or the strings of an array.
fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(s)) => vec![s],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Names of people and bodies: strings, objects with a `name`, arrays of both.
fn names_of(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Array(values)) => values.iter().filter_map(name).collect(),
        Some(value) => name(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn name(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name")?.as_str()).map(str::trim).filter(|n| !n.is_empty())
}

/// The day in an address: `/2021/11/04/`, `/2021/8/24/`, `2021-11-04`, `/20211104…`.
fn date_in_url(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/')?.1.split(['?', '#']).next()?;
    let mut parts = path.split(['/', '-', '_', '.']).peekable();
    let valid = |y: &str, m: &str, d: &str| {
        let (y, m, d) = (y.parse().ok()?, m.parse().ok()?, d.parse().ok()?);
        Date::new(y, m, d).ok().filter(|d| when::is_plausible(*d))
    };
    let digits =
        |p: &str, most: usize| !p.is_empty() && p.len() <= most && p.bytes().all(|b| b.is_ascii_digit());
    while let Some(part) = parts.next() {
        if part.len() == 4 && digits(part, 4) {
            let mut ahead = parts.clone();
            if let (Some(m), Some(d)) = (ahead.next(), ahead.next())
                && digits(m, 2)
                && digits(d, 2)
                && let Some(date) = valid(part, m, d)
            {
                return Some(date);
            }
        } else if part.len() >= 8
            && digits(part, 32)
            && let (Some(y), Some(m), Some(d)) = (part.get(..4), part.get(4..6), part.get(6..8))
            && let Some(date) = valid(y, m, d)
        {
            return Some(date);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_addresses() {
        for (url, date) in [
            ("https://s.example/2020/11/09/2338761/", Some("2020-11-09")),
            ("https://s.example/story/2020/8/24/خبر/4943459", Some("2020-08-24")),
            ("https://s.example/news/2020-06-03-1.3874341", Some("2020-06-03")),
            ("https://s.example/arab/202003171044893040-x/", Some("2020-03-17")),
            ("https://s.example/2020/11/2338761/", None),
            ("https://s.example/99999999", None),
            ("https://2020.example/", None),
        ] {
            assert_eq!(date_in_url(url).map(|d| d.to_string()).as_deref(), date, "{url}");
        }
    }

    #[test]
    fn json_ld_is_believed_first() {
        let page = r#"<meta property="article:published_time" content="2024-01-01T00:00:00Z">
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"s"},{"@type":["NewsArticle"],
            "headline":"خبر &quot;مهم&quot;","datePublished":"2021-11-04T16:44:29+0300",
            "author":[{"@type":"Person","name":"سلمى"}],"publisher":{"name":"موقع"}}]}</script>"#;
        let found = read(&Dom::parse(page), None);
        assert_eq!(found.title.as_deref(), Some("خبر \"مهم\""));
        let published = found.published.map(|(when, field)| (when.iso, field));
        assert_eq!(published, Some(("2021-11-04T16:44:29+03:00".into(), "json-ld".into())));
        assert_eq!((found.byline.as_deref(), found.site.as_deref()), (Some("سلمى"), Some("موقع")));
    }
}
