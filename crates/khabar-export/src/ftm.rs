//! FollowTheMoney entities, a JSON object a line, as `ftm` and Aleph read them.
//!
//! A page is an `Article`; its persons and bodies are `Person` and `Organization`, each tied to the page by a `Mention`; its
//! events that happened are `Event`. Places and other names have no schema there and stay words of the article. Which pages'
//! entities are one is for the caller to say: `key` names an entity, and what has the same key has the same id.

use std::io::Write;
use std::slice::from_ref;

use khabar::Record;
use khabar::record::{Entity, Event, EventStatus, Label, Quote};
use serde_json::{Map, Value, json};

use crate::Result;
use crate::digest::digest;
use crate::tables::{wire, worded};

/// Writes the entities of a record.
///
/// # Errors
/// [`Error::Record`](crate::Error::Record) where a span does not fit the text, [`Error::Write`](crate::Error::Write) where
/// the target refuses.
pub fn write(out: &mut impl Write, record: &Record, key: impl Fn(&Entity) -> String) -> Result<()> {
    for entity in entities(&worded(record)?, key) {
        serde_json::to_writer(&mut *out, &entity)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The entities of a record as [`worded`] gives it, the article first.
#[must_use]
pub fn entities(record: &Record<Quote>, key: impl Fn(&Entity) -> String) -> Vec<Value> {
    let article = id(&["article", &record.id]);
    let mut out = vec![thing(&article, "Article", of_article(record))];
    let countries = countries(record);
    for entity in &record.entities {
        let Some(schema) = schema(entity.label) else { continue };
        let own = id(&["entity", &key(entity)]);
        out.push(thing(&own, schema, of_entity(record, entity)));
        let mention = [
            ("document", vec![article.clone()]),
            ("resolved", vec![own.clone()]),
            ("name", [from_ref(&entity.name), entity.aliases.as_slice()].concat()),
            ("detectedSchema", vec![schema.to_owned()]),
            ("contextCountry", countries.clone()),
        ];
        out.push(thing(&id(&["mention", &record.id, &entity.id.to_string()]), "Mention", mention));
    }
    let happened = record.events.iter().filter(|e| e.status == EventStatus::Actual);
    out.extend(happened.map(|event| {
        thing(
            &id(&["event", &record.id, &event.id.to_string()]),
            "Event",
            of_event(record, event, &article, &key),
        )
    }));
    out
}

/// An entity; properties without a value are left out.
fn thing(id: &str, schema: &str, properties: impl IntoIterator<Item = (&'static str, Vec<String>)>) -> Value {
    let held = properties.into_iter().filter(|(_, values)| !values.is_empty());
    let properties: Map<String, Value> =
        held.map(|(name, values)| (name.to_owned(), json!(values))).collect();
    json!({ "id": id, "schema": schema, "properties": properties })
}

fn id(parts: &[&str]) -> String {
    format!("khabar-{}", digest(&parts.join("\n"), 20))
}

fn schema(label: Label) -> Option<&'static str> {
    match label {
        Label::Per => Some("Person"),
        Label::Org => Some("Organization"),
        Label::Loc | Label::Misc => None,
    }
}

fn list(value: Option<&String>) -> Vec<String> {
    value.cloned().into_iter().collect()
}

fn of_article(record: &Record<Quote>) -> Vec<(&'static str, Vec<String>)> {
    let article = &record.article;
    vec![
        ("title", list(article.title.as_ref())),
        ("author", list(article.byline.as_ref())),
        ("publisher", list(article.site.as_ref())),
        ("publishedAt", list(article.published.as_ref())),
        ("modifiedAt", list(article.updated.as_ref())),
        ("retrievedAt", list(record.source.retrieved.as_ref())),
        ("sourceUrl", address(record)),
        // FollowTheMoney names languages by ISO 639-3.
        (
            "language",
            article.language.iter().filter(|l| l.starts_with("ar")).map(|_| "ara".to_owned()).collect(),
        ),
        ("mimeType", list(record.source.media_type.as_ref())),
        ("encoding", list(record.source.encoding.as_ref())),
        ("bodyText", vec![record.text.clone()]),
    ]
}

/// The page's own address, or the one it was read from; a path of a file is none.
fn address(record: &Record<Quote>) -> Vec<String> {
    let from = record.article.canonical_url.as_ref().or(record.source.uri.as_ref());
    from.filter(|a| a.starts_with("http://") || a.starts_with("https://")).cloned().into_iter().collect()
}

fn of_entity(record: &Record<Quote>, entity: &Entity) -> Vec<(&'static str, Vec<String>)> {
    let mentions = record.mentions.iter().filter(|m| m.entity == Some(entity.id));
    let spans: Vec<u32> = mentions.map(|m| m.span.start).collect();
    let mut roles: Vec<String> = record
        .roles
        .iter()
        .filter(|r| spans.contains(&r.person.start))
        .filter_map(|r| r.role.text.clone())
        .collect();
    roles.sort();
    roles.dedup();
    let country = entity.link.as_deref().and_then(country_of).into_iter().collect();
    let mut properties =
        vec![("name", vec![entity.name.clone()]), ("alias", entity.aliases.clone()), ("country", country)];
    if entity.label == Label::Per {
        properties.push(("position", roles));
    }
    properties
}

/// `iq` of `iso3166:IQ`.
fn country_of(link: &str) -> Option<String> {
    link.strip_prefix("iso3166:").map(str::to_lowercase)
}

fn countries(record: &Record<Quote>) -> Vec<String> {
    let mut codes: Vec<String> =
        record.entities.iter().filter_map(|e| country_of(e.link.as_deref()?)).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn of_event(
    record: &Record<Quote>,
    event: &Event<Quote>,
    article: &str,
    key: &impl Fn(&Entity) -> String,
) -> Vec<(&'static str, Vec<String>)> {
    let words = |quote: Option<&Quote>| quote.and_then(|q| q.text.clone());
    let inside = |quote: &Quote| {
        let (start, end) = (quote.start, quote.end);
        let named = record.mentions.iter().filter(move |m| m.span.start >= start && m.span.end <= end);
        named.filter_map(|m| record.entities.iter().find(|e| Some(e.id) == m.entity)).collect::<Vec<_>>()
    };
    let named = |quote: Option<&Quote>| quote.map(inside).unwrap_or_default();
    // Only persons and bodies may take part in an event there.
    let parties = |quote: Option<&Quote>| -> Vec<String> {
        let of = named(quote).into_iter().filter(|e| schema(e.label).is_some());
        of.map(|e| id(&["entity", &key(e)])).collect()
    };
    let all = [event.actor.as_ref(), event.recipient.as_ref(), event.place.as_ref()];
    let mut country: Vec<String> =
        all.iter().flat_map(|q| named(*q)).filter_map(|e| country_of(e.link.as_deref()?)).collect();
    country.sort();
    country.dedup();
    let sentence = record
        .sentences
        .iter()
        .find(|s| s.span.start <= event.trigger.start && event.trigger.end <= s.span.end);
    let summary = sentence.and_then(|s| s.span.text.clone());
    let day =
        event.time.as_deref().filter(|t| t.get(..10).is_some_and(|d| d.parse::<jiff::civil::Date>().is_ok()));
    let date = day.and_then(|t| t.get(..10)).map(str::to_owned);
    vec![
        ("name", words(Some(&event.trigger)).into_iter().collect()),
        ("keywords", wire(event.kind).into_iter().collect()),
        ("date", date.into_iter().collect()),
        ("location", words(event.place.as_ref()).into_iter().collect()),
        ("country", country),
        ("organizer", parties(event.actor.as_ref())),
        ("involved", parties(event.recipient.as_ref())),
        ("summary", summary.into_iter().collect()),
        ("sourceUrl", address(record)),
        ("proof", vec![article.to_owned()]),
    ]
}
