//! The query language: words, `"exact phrase"`, `"near words"~5`, `=word`, `-word`, `one OR other`, and fields:
//! `title:جسر`, `speaker:"رئيس الوزراء"`. What other languages have and this one does not is told, never taken for a word.

use khabar::text::fold::fold;

use super::fault::QueryFault;
use super::operator::{Operator, operator};
use crate::analyse::is_compound;
use crate::error::Result;
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
        /// As written in the query; a name of two words may be drawn together.
        words: String,
        /// As printed, spelling aside, and side by side; else in any form.
        exact: bool,
        /// How many other words may stand between them, `"…"~5`; a word that stands before the one in front of it in the
        /// query counts as two more. Without it words that are not exact may stand anywhere.
        near: Option<u32>,
    },
    /// Published on this day or later: 20211104.
    From(u64),
    /// Published on this day or earlier.
    To(u64),
    /// One of several, at least.
    Any(Vec<Self>),
}

impl What {
    /// A part with what it asks for, or what each of its alternatives asks for.
    pub(super) fn each(&self) -> &[Self] {
        if let Self::Any(several) = self { several } else { std::slice::from_ref(self) }
    }

    /// The word, where it is one in headline or body, in any form.
    fn plain_word(&mut self) -> Option<&mut String> {
        match self {
            Self::Words { place: Place::Anywhere, words, exact: false, near: None } => Some(words),
            _ => None,
        }
    }
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
/// assert_eq!(parse("جسر OR سد").unwrap().len(), 1);
/// assert!(parse("titel:جسر").unwrap_err().to_string().contains("title:"));
/// ```
///
/// # Errors
/// [`crate::Error::Search`] where it asks for nothing, names a field that is none or a day that is none, or has an operator
/// that this language does not have.
pub fn parse(query: &str) -> Result<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut or = None; // the operator that the next part stands behind
    let mut ors = 0;
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let (token, behind) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        if let Some(operator) = operator(token)? {
            if operator == Operator::Or {
                if or.is_some() || parts.is_empty() {
                    return Err(QueryFault::new("alone", token).into());
                }
                (or, ors) = (Some(token), ors + 1);
            }
            rest = behind.trim_start();
            continue;
        }
        let (part, behind) = part(rest)?;
        if let Some(part) = part {
            match or.take() {
                Some(_) => join(parts.last_mut(), part, token)?,
                None => add(&mut parts, part),
            }
        }
        rest = behind.trim_start();
    }
    if let Some(or) = or {
        return Err(QueryFault::new("alone", or).into());
    }
    // Without alternatives, what stands in brackets is asked for as it would be without them.
    let bracket = query.split_whitespace().find(|t| t.starts_with('(') || t.ends_with(')'));
    if let (Some(bracket), 1..) = (bracket, ors) {
        return Err(QueryFault::new("brackets", bracket).into());
    }
    if parts.is_empty() {
        return Err(QueryFault::new("empty", "").into());
    }
    Ok(parts)
}

/// Makes a part one of several with the part before it.
fn join(before: Option<&mut Part>, part: Part, token: &str) -> Result<()> {
    let Some(before) = before else { return Ok(()) };
    if before.negated || part.negated {
        return Err(QueryFault::new("left-out", token).into());
    }
    let mut several = match std::mem::replace(&mut before.what, What::Any(Vec::new())) {
        What::Any(several) => several,
        one => vec![one],
    };
    several.push(part.what);
    before.what = What::Any(several);
    Ok(())
}

/// Adds a part; «عبد الله» is asked for as «عبدالله» is.
fn add(parts: &mut Vec<Part>, mut part: Part) {
    if let Some(before) = parts.last_mut().filter(|b| !b.negated && !part.negated)
        && let (Some(first), Some(second)) = (before.what.plain_word(), part.what.plain_word())
        && is_compound(first, second)
    {
        first.push_str(second);
        return;
    }
    parts.push(part);
}

fn part(query: &str) -> Result<(Option<Part>, &str)> {
    let (negated, query) = match query.strip_prefix('-') {
        Some(behind) if !behind.starts_with(char::is_whitespace) => (true, behind),
        _ => (false, query),
    };
    let (field, query) = field(query)?;
    let (exact, query) = query.strip_prefix('=').map_or((false, query), |behind| (true, behind));
    if (negated || field.is_some()) && query.starts_with('(') {
        return Err(QueryFault::new("brackets", query).into());
    }
    let (words, quoted, behind) = value(query);
    let (near, behind) = distance(quoted, behind)?;
    let words = words.trim();
    let is_word = words.chars().any(char::is_alphanumeric);
    let what = match field {
        Some("from") => What::From(a_day(words, day::first(&fold(words)))?),
        Some("to") => What::To(a_day(words, day::last(&fold(words)))?),
        Some(name) if !is_word => return Err(QueryFault::new("word", name).into()),
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
            exact: exact || quoted && near.is_none(),
            near,
        },
    };
    Ok((Some(Part { what, negated }), behind))
}

/// Most words that may stand between words that are near.
const FARTHEST: u32 = 100;

/// The `~5` behind a phrase.
fn distance(quoted: bool, behind: &str) -> Result<(Option<u32>, &str)> {
    let Some(number) = behind.strip_prefix('~').filter(|_| quoted) else { return Ok((None, behind)) };
    let (number, rest) = number.split_at(number.find(char::is_whitespace).unwrap_or(number.len()));
    let near = fold(number).parse().ok().filter(|n| *n <= FARTHEST);
    near.map_or_else(
        || Err(QueryFault::new("distance", &format!("~{number}")).into()),
        |n| Ok((Some(n), rest)),
    )
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
        None => Err(QueryFault::new("field", name).into()),
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
    day.and_then(|d| day::number(&d)).ok_or_else(|| QueryFault::new("day", words).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(place: Place, words: &str, exact: bool) -> What {
        What::Words { place, words: words.to_owned(), exact, near: None }
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
    fn one_of_several() {
        let parts = parse("نهر جسر OR سد أو \"طريق سريع\" AND ماء").unwrap();
        let asked: Vec<_> = parts.iter().map(|p| p.what.each()).collect();
        assert_eq!(asked[0], [words(Place::Anywhere, "نهر", false)]);
        assert_eq!(
            asked[1],
            [
                words(Place::Anywhere, "جسر", false),
                words(Place::Anywhere, "سد", false),
                words(Place::Anywhere, "طريق سريع", true)
            ]
        );
        assert_eq!(asked[2], [words(Place::Anywhere, "ماء", false)]);
    }

    #[test]
    fn words_near_each_other() {
        let near =
            |place, exact, near| What::Words {
                place, words: "جسر دجلة".to_owned(), exact, near: Some(near)
            };
        for (query, what) in [
            ("\"جسر دجلة\"~5", near(Place::Anywhere, false, 5)),
            ("title:=«جسر دجلة»~٣", near(Place::Title, true, 3)),
        ] {
            assert_eq!(parse(query).unwrap(), [Part { what, negated: false }], "{query}");
        }
    }

    #[test]
    fn a_name_is_one_word_in_either_spelling() {
        assert_eq!(parse("زار عبد الله -عبد").unwrap(), parse("زار عبدالله -عبد").unwrap());
    }

    #[test]
    fn what_is_printed_in_headlines_is_no_operator() {
        for query in ["\"لم تغلق\"", "https://example.org/~a", "هل يفتتح (الجسر) غدا؟!", "A&B * C or D"]
        {
            assert!(parse(query).is_ok(), "{query}: {:?}", parse(query));
        }
    }
}
