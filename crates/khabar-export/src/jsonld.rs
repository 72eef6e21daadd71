//! schema.org `NewsArticle`, a JSON-LD object a line.

use std::io::Write;

use khabar::Record;
use khabar::record::{BlockRole, Entity, Label, Quote};
use serde_json::{Map, Value, json};

use crate::Result;
use crate::tables::worded;

/// Writes a record as one line of JSON-LD.
///
/// # Errors
/// [`Error::Record`](crate::Error::Record) where a span does not fit the text, [`Error::Write`](crate::Error::Write) where
/// the target refuses.
pub fn write(out: &mut impl Write, record: &Record) -> Result<()> {
    serde_json::to_writer(&mut *out, &article(&worded(record)?))?;
    out.write_all(b"\n")?;
    Ok(())
}

/// A record as a `NewsArticle`; it comes from [`worded`]. The body is what the page tells, furniture left out; what is not known is left out.
#[must_use]
pub fn article(record: &Record<Quote>) -> Value {
    let article = &record.article;
    let text = |value: &Option<String>| value.clone().map(Value::String);
    let url = article.canonical_url.as_ref().or(record.source.uri.as_ref());
    let fields = [
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("NewsArticle"))),
        ("identifier", Some(json!(record.id))),
        ("url", url.filter(|u| u.starts_with("http")).map(|u| json!(u))),
        ("headline", text(&article.title)),
        ("alternativeHeadline", text(&article.subtitle)),
        ("datePublished", text(&article.published)),
        ("dateModified", text(&article.updated)),
        ("author", article.byline.as_ref().map(|name| json!({ "@type": "Person", "name": name }))),
        (
            "publisher",
            article.site.as_ref().map(|name| json!({ "@type": "NewsMediaOrganization", "name": name })),
        ),
        ("articleSection", text(&article.section)),
        ("inLanguage", text(&article.language)),
        ("articleBody", body(record).map(Value::String)),
        ("mentions", Some(json!(record.entities.iter().map(mention).collect::<Vec<_>>()))),
    ];
    let held = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(held.collect::<Map<_, _>>())
}

fn mention(entity: &Entity) -> Value {
    let kind = match entity.label {
        Label::Per => "Person",
        Label::Loc => "Place",
        Label::Org => "Organization",
        Label::Misc => "Thing",
    };
    let mut fields = json!({ "@type": kind, "name": entity.name });
    if let Some(fields) = fields.as_object_mut() {
        if !entity.aliases.is_empty() {
            fields.insert("alternateName".to_owned(), json!(entity.aliases));
        }
        if let Some(link) = &entity.link {
            fields.insert("identifier".to_owned(), json!(link));
        }
        if let Some(number) = entity.link.as_deref().and_then(|l| l.strip_prefix("geonames:")) {
            fields.insert("sameAs".to_owned(), json!(format!("https://sws.geonames.org/{number}/")));
        }
    }
    fields
}

/// The lines of the story, one a line.
fn body(record: &Record<Quote>) -> Option<String> {
    let is_body = |role| matches!(role, BlockRole::Body | BlockRole::Heading | BlockRole::Dateline);
    let told = record.blocks.iter().filter(|b| is_body(b.role));
    let lines: Vec<&str> = told.filter_map(|b| b.span.text.as_deref()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
