//! JSONL: an object a line, and the names of its fields.

use std::io::{BufRead, Read as _};
use std::str::FromStr;

use khabar::Media;
use serde_json::{Map, Value};

use crate::{Error, Page, Result, Settings};

/// Names of the fields of a JSONL object or of the columns of a CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields of a page")]
pub struct Columns {
    pub id: String,
    pub url: String,
    pub text: String,
    pub html: String,
    pub title: String,
    pub published: String,
    pub retrieved: String,
    pub site: String,
}

impl Default for Columns {
    fn default() -> Self {
        let name = str::to_owned;
        Self {
            id: name("id"),
            url: name("url"),
            text: name("text"),
            html: name("html"),
            title: name("title"),
            published: name("published"),
            retrieved: name("retrieved"),
            site: name("site"),
        }
    }
}

impl FromStr for Columns {
    type Err = String;

    /// Reads `text=body,title=headline`; what is not named keeps its name.
    fn from_str(given: &str) -> std::result::Result<Self, String> {
        let mut columns = Self::default();
        for pair in given.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (field, name) =
                pair.split_once('=').ok_or_else(|| format!("«{pair}» is not of the form field=name"))?;
            let slot = match field.trim() {
                "id" => &mut columns.id,
                "url" => &mut columns.url,
                "text" => &mut columns.text,
                "html" => &mut columns.html,
                "title" => &mut columns.title,
                "published" => &mut columns.published,
                "retrieved" => &mut columns.retrieved,
                "site" => &mut columns.site,
                other => {
                    return Err(format!(
                        "there is no field «{other}»: id, url, text, html, title, published, retrieved, site"
                    ));
                }
            };
            name.trim().clone_into(slot);
        }
        Ok(columns)
    }
}

/// A line of JSONL, and where it stands.
pub type Line = (String, Vec<u8>);

/// The non-blank lines of a JSONL stream.
pub fn lines(
    name: String,
    mut stream: Box<dyn BufRead>,
    settings: &Settings,
) -> impl Iterator<Item = Result<Line>> + use<> {
    // JSON writes a character in up to six bytes.
    let most = settings.page_bytes.saturating_mul(6);
    let mut number = 0_u64;
    let mut is_over = false;
    std::iter::from_fn(move || {
        while !is_over {
            number += 1;
            let place = format!("{name}:{number}");
            let mut line = Vec::new();
            match stream.by_ref().take(most).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(count) if count as u64 == most && !line.ends_with(b"\n") => {
                    // The rest of the line is passed over; the next line is a page again.
                    is_over = stream.skip_until(b'\n').is_err();
                    return Some(Err(Error::new(place, format!("the line is longer than {most} bytes"))));
                }
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(Ok((place, line))),
                Err(fault) => {
                    is_over = true;
                    return Some(Err(Error::new(place, fault)));
                }
            }
        }
        None
    })
}

/// The page that an object of JSONL tells of.
pub fn object(line: &[u8], place: &str, settings: &Settings) -> Result<Page> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let object: Map<String, Value> = serde_json::from_slice(line).map_err(|e| Error::new(place, e))?;
    let columns = &settings.columns;
    let get = |name: &str| match object.get(name) {
        Some(Value::String(s)) if !s.trim().is_empty() => Some(s.clone()),
        Some(Value::Number(n)) => Some(n.to_string()),
        _ => None,
    };
    from_fields(get, columns, place)
}

/// The page that named fields tell of.
pub fn from_fields(get: impl Fn(&str) -> Option<String>, columns: &Columns, place: &str) -> Result<Page> {
    let (words, media) = match (get(&columns.html), get(&columns.text)) {
        (Some(html), _) => (html, Media::Html),
        (None, Some(text)) => (text, Media::Text),
        (None, None) => {
            return Err(Error::new(
                place,
                format!("neither «{}» nor «{}» has text", columns.text, columns.html),
            ));
        }
    };
    let url = get(&columns.url);
    Ok(Page {
        bytes: words.into_bytes(),
        media,
        charset: Some("utf-8".to_owned()),
        id: get(&columns.id).or_else(|| url.clone()),
        uri: url,
        title: get(&columns.title),
        published: get(&columns.published),
        site: get(&columns.site),
        retrieved: get(&columns.retrieved),
        ..Page::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_by_pairs() {
        let columns: Columns = "text=body, title=headline".parse().unwrap();
        assert_eq!(
            (columns.text.as_str(), columns.title.as_str(), columns.id.as_str()),
            ("body", "headline", "id")
        );
        assert!("body".parse::<Columns>().is_err());
        assert!("body=x".parse::<Columns>().unwrap_err().contains("published"));
    }

    #[test]
    fn objects() {
        let settings = Settings::default();
        let page = object(br#"{"id": 7, "text": "a", "title": null, "url": "u"}"#, "f:1", &settings).unwrap();
        assert_eq!((page.id.as_deref(), page.title, page.uri.as_deref()), (Some("7"), None, Some("u")));
        for (line, reason) in [("[]", "map"), ("{", "EOF"), (r#"{"id": 1}"#, "neither")] {
            let fault = object(line.as_bytes(), "f:1", &settings).unwrap_err();
            assert!(fault.reason.contains(reason) && fault.place == "f:1", "{fault}");
        }
    }
}
