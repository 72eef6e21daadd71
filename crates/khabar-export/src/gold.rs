//! Gold pages: reviewed records as `NAME.txt` and `NAME.json`, to train and test with.
//!
//! A gold page lists the layers that were reviewed and no others: a layer that it does not list is not scored. Positions are
//! code points into `NAME.txt`; facts have no ids and no rules, since people vouch for them.

use std::path::Path;

use khabar::Record;
use khabar::record::{Layer, Quote};
use serde_json::{Map, Value, json};

use crate::digest::digest;
use crate::{Error, Result};

/// A layer of gold pages and the fields of its facts; fields named `SPANS` hold a span or null.
struct Shape {
    layer: Layer,
    fields: &'static [&'static str],
    spans: &'static [&'static str],
    /// Whether the fact is itself a span.
    is_span: bool,
}

/// The layers that gold pages know, beside the blocks and the article, which every page has.
const SHAPES: [Shape; 7] = [
    Shape { layer: Layer::Mentions, fields: &["label", "entity"], spans: &[], is_span: true },
    Shape { layer: Layer::Roles, fields: &[], spans: &["person", "role"], is_span: false },
    Shape { layer: Layer::Times, fields: &["type", "value", "mod"], spans: &[], is_span: true },
    Shape {
        layer: Layer::Quantities,
        fields: &["value", "min", "max", "relation", "dimension", "currency"],
        spans: &["unit"],
        is_span: true,
    },
    Shape {
        layer: Layer::Statements,
        fields: &["type", "source_entity_text"],
        spans: &["source", "cue", "content", "channel", "relay"],
        is_span: false,
    },
    Shape {
        layer: Layer::Events,
        fields: &["type", "time", "status"],
        spans: &["trigger", "actor", "recipient", "place"],
        is_span: false,
    },
    Shape {
        layer: Layer::Commitments,
        fields: &["deadline", "deadline_mod", "kind", "negated", "by_text"],
        spans: &["by", "action"],
        is_span: false,
    },
];

/// The layers that a gold page can hold.
#[must_use]
pub fn layers() -> Vec<Layer> {
    SHAPES.iter().map(|s| s.layer).collect()
}

/// What stands in `NAME.json` for a page of which these layers were reviewed.
///
/// # Errors
/// [`Error::Json`] where the record cannot be written as JSON.
pub fn gold(record: &Record<Quote>, reviewed: &[Layer]) -> Result<Value> {
    let article = &record.article;
    let mut out = Map::new();
    out.insert(
        "article".to_owned(),
        json!({ "title": article.title, "published": article.published, "updated": article.updated }),
    );
    let block = |b: &khabar::record::Block<Quote>| json!({ "start": b.span.start, "end": b.span.end, "role": b.role });
    out.insert("blocks".to_owned(), json!(record.blocks.iter().map(block).collect::<Vec<_>>()));
    let whole = serde_json::to_value(record)?;
    for shape in SHAPES.iter().filter(|s| reviewed.contains(&s.layer)) {
        let name = shape.layer.name();
        let facts = whole.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        out.insert(name.to_owned(), Value::Array(facts.iter().map(|fact| shaped(shape, fact)).collect()));
    }
    Ok(Value::Object(out))
}

/// A fact with the fields of gold pages only.
fn shaped(shape: &Shape, fact: &Value) -> Value {
    let mut out = Map::new();
    let own = if shape.is_span { ["start", "end", "text"].as_slice() } else { &[] };
    for field in own.iter().chain(shape.fields) {
        if let Some(value) = fact.get(*field).filter(|v| !v.is_null()) {
            out.insert((*field).to_owned(), value.clone());
        }
    }
    for span in shape.spans {
        out.insert((*span).to_owned(), fact.get(*span).cloned().unwrap_or(Value::Null));
    }
    Value::Object(out)
}

/// Writes a page into a folder as `NAME.txt` and `NAME.json`, and gives the name: the page's id where that can be a file's
/// name, else one made of it.
///
/// # Errors
/// Where a span does not fit the text, or a file cannot be written.
pub fn write(folder: &Path, record: &Record, reviewed: &[Layer]) -> Result<String> {
    let wire = record.to_wire()?;
    let name = name(&record.id);
    let json = format!("{}\n", serde_json::to_string_pretty(&gold(&wire, reviewed)?)?);
    std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
    for (ending, content) in [("txt", &record.text), ("json", &json)] {
        let path = folder.join(format!("{name}.{ending}"));
        std::fs::write(&path, content).map_err(Error::file(&path))?;
    }
    Ok(name)
}

/// A file's name for a page: letters, digits, «-» and «_» as they are; an id with anything else, or a long one, is cut and
/// told apart by its hash.
fn name(id: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if !id.is_empty() && id.len() <= 80 && id.chars().all(is_plain) {
        return id.to_owned();
    }
    let kept: String = id.chars().map(|c| if is_plain(c) { c } else { '-' }).take(30).collect();
    format!("{}-{}", kept.trim_matches('-'), digest(id, 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain_and_distinct() {
        assert_eq!(name("basra-pumps"), "basra-pumps");
        let (a, b) = (name("https://example.org/a?x=1"), name("https://example.org/a?x=2"));
        assert_ne!(a, b);
        assert!(a.chars().all(|c| c.is_alphanumeric() || c == '-'), "{a}");
        assert!(name("../x").starts_with("x-"));
    }
}
