//! Names of the fields of JSONL and of the columns of CSV, and the page that named fields tell of.

use std::str::FromStr;
use std::sync::LazyLock;

use khabar::Media;

use crate::{Error, Page, Result, date};

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

/// `data/columns.tsv`: a field's own name, and what it is called in Arabic.
static ARABIC: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("../data/columns.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(field, names)| (field, names.split('|').collect()))
        .collect()
});

/// The names under which a column is looked for: its own, and for one that was not renamed those it has in Arabic.
pub fn names(column: &str) -> impl Iterator<Item = &str> {
    let arabic = ARABIC.iter().find(|(field, _)| *field == column);
    std::iter::once(column).chain(arabic.into_iter().flat_map(|(_, names)| names.iter().copied()))
}

/// The page that named fields tell of.
pub fn from_fields(get: impl Fn(&str) -> Option<String>, columns: &Columns, place: &str) -> Result<Page> {
    let get = |column: &str| names(column).find_map(&get);
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
    let when = |column| get(column).map(|given| date::iso(&given));
    Ok(Page {
        bytes: words.into_bytes(),
        media,
        charset: Some("utf-8".to_owned()),
        id: get(&columns.id).or_else(|| url.clone()),
        uri: url,
        title: get(&columns.title),
        published: when(&columns.published),
        site: get(&columns.site),
        retrieved: when(&columns.retrieved),
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
    fn fields_have_arabic_names_and_no_name_is_two_fields() {
        let all: Vec<&str> = ARABIC.iter().flat_map(|(_, names)| names.clone()).collect();
        let once: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(all.len(), once.len());
        assert!(all.iter().all(|name| !name.trim().is_empty() && name.trim() == *name));
        let default = Columns::default();
        for (field, _) in ARABIC.iter() {
            let known =
                [&default.id, &default.url, &default.text, &default.title, &default.published, &default.site];
            assert!(known.iter().any(|name| name == field), "{field}");
        }
        assert_eq!(names("title").nth(1), Some("العنوان"));
        assert_eq!(names("headline").count(), 1, "a name that the caller gave is the only one");
    }
}
