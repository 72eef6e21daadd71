//! The query language: words, `"exact phrase"`, `=word`, `-word`, and fields: `title:جسر`, `speaker:"رئيس الوزراء"`.

use khabar::text::fold::fold;

use crate::error::{Error, Result};
use crate::store::day;

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Headline and body.
    Anywhere,
    /// The headline.
    Title,
    /// Names of who says something.
    Speaker,
    /// Names of persons, places and bodies.
    Entity,
    /// Names of places, and where events happened.
    Where,
    /// The name of the site.
    Site,
}

/// What a part of a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Words in a place.
    Words {
        /// Where.
        place: Place,
        /// As written in the query.
        words: String,
        /// As printed and side by side, spelling aside; else any forms of the words, wherever they stand.
        exact: bool,
    },
    /// Published on this day or later: 20211104.
    From(u64),
    /// Published on this day or earlier.
    To(u64),
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What is asked for.
    pub what: What,
    /// Whether it must not be there.
    pub negated: bool,
}

/// Reads a query. A quotation mark that is not closed is closed at the end.
///
/// ```
/// use khabar_register::search::query::parse;
///
/// assert_eq!(parse("جسر title:\"نهر دجلة\" -=سد from:2021-03").unwrap().len(), 4);
/// assert!(parse("titel:جسر").unwrap_err().to_string().contains("title:"));
/// ```
///
/// # Errors
/// [`Error::Query`] where it asks for nothing, names a field that is none, or a day that is none.
pub fn parse(query: &str) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let (part, behind) = part(rest)?;
        parts.extend(part);
        rest = behind.trim_start();
    }
    if parts.is_empty() {
        return Err(Error::Query("the query is empty: write a word, as in  khabar search جسر".to_owned()));
    }
    Ok(parts)
}

fn part(query: &str) -> Result<(Option<Part>, &str)> {
    let (negated, query) = match query.strip_prefix('-') {
        Some(behind) if !behind.starts_with(char::is_whitespace) => (true, behind),
        _ => (false, query),
    };
    let (field, query) = field(query)?;
    let (exact, query) = query.strip_prefix('=').map_or((false, query), |behind| (true, behind));
    let (words, quoted, behind) = value(query);
    let words = words.trim();
    let is_word = words.chars().any(char::is_alphanumeric);
    let what = match field {
        Some("from") => What::From(a_day(words, day::first(&fold(words)))?),
        Some("to") => What::To(a_day(words, day::last(&fold(words)))?),
        Some(name) if !is_word => {
            return Err(Error::Query(format!("behind «{name}:» stands no word: write {name}:جسر")));
        }
        // A mark alone asks for nothing.
        None if !is_word => return Ok((None, behind)),
        _ => What::Words {
            place: match field {
                Some("title") => Place::Title,
                Some("speaker") => Place::Speaker,
                Some("entity") => Place::Entity,
                Some("place") => Place::Where,
                Some("site") => Place::Site,
                _ => Place::Anywhere,
            },
            words: words.to_owned(),
            exact: exact || quoted,
        },
    };
    Ok((Some(Part { what, negated }), behind))
}

/// The names of fields: what the program calls them, and what a person may call them.
fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../data/fields.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|l| l.split_once('\t'))
}

/// The field in front of a word, if any. A colon behind anything but one word of letters is a mark like others.
fn field(query: &str) -> Result<(Option<&'static str>, &str)> {
    let Some((name, behind)) = query.split_once(':') else { return Ok((None, query)) };
    if name.is_empty() || !name.chars().all(char::is_alphabetic) || behind.starts_with('/') {
        return Ok((None, query));
    }
    let folded = fold(name);
    match names().find(|(_, n)| fold(n) == folded) {
        Some((field, _)) => Ok((Some(field), behind)),
        None if !name.is_ascii() => Ok((None, query)),
        None => {
            let known: Vec<_> =
                names().map(|n| n.1).filter(|n| n.is_ascii()).map(|n| format!("{n}:")).collect();
            Err(Error::Query(format!("there is no field «{name}:»; there are {}", known.join(", "))))
        }
    }
}

/// What opens and closes a phrase.
const QUOTES: [(char, char); 3] = [('"', '"'), ('«', '»'), ('“', '”')];

/// The words up to the closing mark, or one word; whether they were quoted; what stands behind.
fn value(query: &str) -> (&str, bool, &str) {
    let quotes = QUOTES.iter().find_map(|&(open, close)| Some((query.strip_prefix(open)?, close)));
    if let Some((inner, close)) = quotes {
        let (words, behind) = inner.split_once(close).unwrap_or((inner, ""));
        return (words, true, behind);
    }
    let (word, behind) = query.split_at(query.find(char::is_whitespace).unwrap_or(query.len()));
    (word, false, behind)
}

fn a_day(words: &str, day: Option<String>) -> Result<u64> {
    day.and_then(|d| day::number(&d)).ok_or_else(|| {
        Error::Query(format!("«{words}» is no day: write 2021, 2021-11 or 2021-11-04, as in  from:2021-11"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(place: Place, words: &str, exact: bool) -> What {
        What::Words { place, words: words.to_owned(), exact }
    }

    #[test]
    fn every_form() {
        let parts = parse(
            "جسر \"نهر دجلة\" =سدود -طريق speaker:«رئيس الوزراء» عنوان:ماء from:٢٠٢١-٠٢ to:2021-02 4:30",
        );
        let parts = parts.unwrap();
        let expected = [
            (words(Place::Anywhere, "جسر", false), false),
            (words(Place::Anywhere, "نهر دجلة", true), false),
            (words(Place::Anywhere, "سدود", true), false),
            (words(Place::Anywhere, "طريق", false), true),
            (words(Place::Speaker, "رئيس الوزراء", true), false),
            (words(Place::Title, "ماء", false), false),
            (What::From(20_210_201), false),
            (What::To(20_210_228), false),
            (words(Place::Anywhere, "4:30", false), false),
        ];
        let found: Vec<_> = parts.into_iter().map(|p| (p.what, p.negated)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn faults_say_what_to_write() {
        for (query, advice) in [
            ("", "write a word"),
            ("- ،", "write a word"),
            ("from:أمس", "2021-11"),
            ("title:", "title:جسر"),
            ("tile:x", "title:"),
        ] {
            let fault = parse(query).unwrap_err().to_string();
            assert!(fault.contains(advice), "{query}: {fault}");
        }
        assert!(parse("\"لم تغلق").is_ok());
        assert!(parse("https://example.org/a").is_ok());
    }
}
