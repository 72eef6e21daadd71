//! What a page says about itself where no reader sees it: JSON-LD, `meta`, microdata, `link`, and the address.
//!
//! Order of trust for each field: JSON-LD of a news article, `meta` in the order of `data/html_meta.tsv`, microdata. Of the
//! times that are told all are kept, for `page::dates` to weigh.

use serde_json::Value;

use super::dates::{Collector, habit};
use super::dom::{Data, Dom, Element, NodeId, Step};
use super::{address, ld};
use crate::lexicon::{DateWords, lexicons};
use crate::page::dates::{Candidate, Source};
use crate::page::{Metadata, MetadataField, When};

/// Types of schema.org that are a story; every type that ends so is one as well.
const STORIES: [&str; 4] = ["Article", "BlogPosting", "LiveBlogPosting", "Report"];
/// The type of schema.org of a ticker.
const LIVE: &str = "LiveBlogPosting";
/// Types of schema.org that show and do not tell.
const SHOWS: [&str; 5] = ["ImageGallery", "MediaGallery", "VideoGallery", "ImageObject", "VideoObject"];
/// Most objects of JSON-LD that are looked at.
const OBJECTS: usize = 2_000;

/// Reads the metadata of a page from `url`, and what they and the attributes of its elements say of its time.
#[must_use]
pub fn read(dom: &Dom, url: Option<&str>) -> (Metadata, Collector) {
    let mut found = Metadata::default();
    let mut dates = Collector::default();
    // One slot a row: the table's order is the order of trust.
    let keys = &lexicons().html_meta;
    let mut metas: Vec<Option<String>> = vec![None; keys.count()];
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
                json_ld(&dom.text(id), &mut found, &mut dates);
            }
            "script" => {
                found.is_scripted = true;
                let habit = habit(found.markup_language.as_deref());
                for text in dom.texts(id) {
                    dates.script(text, habit);
                }
            }
            "meta" => {
                let Some(content) = element.attr("content").map(tidy).filter(|c| !c.is_empty()) else {
                    continue;
                };
                for name in ["property", "name", "itemprop", "http-equiv"] {
                    let Some(key) = element.attr(name) else { continue };
                    let node = if name == "itemprop" { id } else { 0 };
                    date((key, &content), node, &found, &mut dates);
                    if let Some((row, _)) = keys.get(key)
                        && let Some(slot) = metas.get_mut(row)
                        && slot.is_none()
                    {
                        *slot = Some(content.clone());
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
                    found.set(MetadataField::Url, href);
                }
            }
            name => {
                found.has_headline |= name == "h1";
                item(dom, id, element, &mut microdata);
                dates.element(dom, id, element, habit(found.markup_language.as_deref()));
            }
        }
    }
    for (row, said) in metas.into_iter().enumerate() {
        if let Some(value) = said {
            found.set(keys.field(row), &value);
        }
    }
    for (field, value) in microdata {
        found.set(field, &value);
    }
    let addresses = || found.url.as_deref().into_iter().chain(url);
    if let Some(day) = addresses().find_map(address::day) {
        dates.push(Candidate::new(Source::Address, "url", When::of_day(day), DateWords::default()));
    }
    found.url_month = addresses().find_map(address::month);
    (found, dates)
}

/// What a `meta` says of a time, or of a picture's.
fn date((key, content): (&str, &str), node: NodeId, found: &Metadata, dates: &mut Collector) {
    let habit = habit(found.markup_language.as_deref());
    let field = lexicons().html_meta.get(key).map(|(row, field)| (lexicons().html_meta.key(row), field));
    let says = lexicons().html_dates.says(key);
    let field = match field {
        Some((key, MetadataField::Published)) => Some((key.to_owned(), says.and(DateWords::PUBLISHED))),
        Some((key, MetadataField::Updated)) => Some((key.to_owned(), says.and(DateWords::UPDATED))),
        Some(_) => None,
        None if key.contains("image") => {
            dates.picture(content);
            None
        }
        None => says.is_date().then(|| (key.to_ascii_lowercase(), says)),
    };
    if let Some((key, says)) = field {
        let source = if node == 0 { Source::Meta } else { Source::Property };
        dates.tell(node, source, &format!("meta:{key}"), says, content, habit);
    }
}

/// Microdata outside `meta`: `itemprop` with the value in an attribute or as text.
fn item(dom: &Dom, id: NodeId, element: &Element, out: &mut Vec<(MetadataField, String)>) {
    let Some(key) = element.attr("itemprop") else { return };
    let field = match key {
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

/// The stories of a JSON-LD block, and the times it tells.
fn json_ld(block: &str, found: &mut Metadata, dates: &mut Collector) {
    let values = ld::values(block);
    if values.is_empty() {
        dates.script(block, habit(found.markup_language.as_deref()));
    }
    let mut open: Vec<&Value> = values.iter().rev().collect();
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
                times(object, &types, found, dates);
                if is_story(&types) {
                    story(object, found);
                    found.is_live |= types.contains(&LIVE);
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

/// The times that an object tells.
fn times(object: &serde_json::Map<String, Value>, types: &[&str], found: &Metadata, dates: &mut Collector) {
    let is_story = is_story(types);
    let source = if is_story { Source::Story } else { Source::Linked };
    let kind = if is_story { "" } else { types.first().copied().unwrap_or_default() };
    for (key, value) in object.iter().filter(|(k, _)| lexicons().html_dates.says(k).is_date()) {
        if let Some(value) = value.as_str() {
            let habit = habit(found.markup_language.as_deref());
            let says = lexicons().html_dates.says(&format!("{key} {kind}"));
            dates.tell(0, source, "json-ld", says, value, habit);
        }
    }
}

fn is_story(types: &[&str]) -> bool {
    types.iter().any(|t| STORIES.iter().any(|s| t.ends_with(s)))
}

fn story(object: &serde_json::Map<String, Value>, found: &mut Metadata) {
    use MetadataField as F;
    found.is_story = true;
    let texts: [(F, &str); 5] = [
        (F::Title, "headline"),
        (F::Updated, "dateModified"),
        (F::Section, "articleSection"),
        (F::Language, "inLanguage"),
        (F::Url, "url"),
    ];
    for (field, key) in texts {
        if let Some(value) = strings(object.get(key)).first() {
            found.set(field, &tidy(value));
        }
    }
    let names: Vec<String> = names_of(object.get("author")).into_iter().map(tidy).collect();
    if !names.is_empty() {
        found.set(F::Byline, &names.join("، "));
    }
    if let Some(name) = names_of(object.get("publisher")).first() {
        found.set(F::Site, &tidy(name));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_tells_of_the_story() {
        let page = r#"<meta property="article:published_time" content="2024-01-01T00:00:00Z">
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"s"},{"@type":["NewsArticle"],
            "headline":"خبر &quot;مهم&quot;","datePublished":"2021-11-04T16:44:29+0300",
            "author":[{"@type":"Person","name":"سلمى"}],"publisher":{"name":"موقع"}}]}</script>"#;
        let (found, _) = read(&Dom::parse(page), None);
        assert_eq!(found.title.as_deref(), Some("خبر \"مهم\""));
        assert_eq!((found.byline.as_deref(), found.site.as_deref()), (Some("سلمى"), Some("موقع")));
    }
}
