//! JSON Feed.

use serde_json::{Map, Value};

use super::Feed;
use super::item::{Field, Item, Words};
use crate::jsonl;

/// What the members of an item say.
const FIELDS: [(&str, Field); 9] = [
    ("title", Field::Title(0)),
    ("content_html", Field::Body(0)),
    ("content_text", Field::Body(1)),
    ("summary", Field::Body(2)),
    ("url", Field::Link(0)),
    ("external_url", Field::Link(1)),
    ("id", Field::Id(0)),
    ("date_published", Field::Time(0)),
    ("date_modified", Field::Time(1)),
];

pub fn read(text: &str) -> serde_json::Result<Feed> {
    let (feed, _) = jsonl::parsed(text.as_bytes())?;
    let items = feed.get("items").and_then(Value::as_array).into_iter().flatten();
    let items = items.filter_map(Value::as_object).map(item).collect();
    let title = feed.get("title").and_then(Value::as_str).map(Words::of);
    Ok(Feed { title, items, ..Feed::default() })
}

fn item(object: &Map<String, Value>) -> Item {
    let mut item = Item::default();
    for (name, field) in FIELDS {
        let text = match object.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => continue,
        };
        let is_plain = name != "content_html";
        item.tell(field, Words { is_plain, ..Words::of(&text) });
    }
    item
}
