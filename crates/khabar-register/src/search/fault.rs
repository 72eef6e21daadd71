//! Why a query cannot be understood; the words stand in `data/query_faults.tsv`, in both languages.

use std::fmt;

/// The language that a fault is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Arabic.
    Arabic,
    /// English.
    English,
}

/// What is wrong with a query; it says what to write in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFault {
    key: &'static str,
    what: String,
}

impl QueryFault {
    /// The fault of a row of the table, about a piece of the query.
    pub(super) fn new(key: &'static str, what: &str) -> Self {
        Self { key, what: what.to_owned() }
    }

    /// What is said of it.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let row = rows().find(|(key, ..)| *key == self.key);
        let (_, arabic, english) = row.unwrap_or((self.key, self.key, self.key));
        let words = if language == Language::Arabic { arabic } else { english };
        words.replace("{}", &self.what)
    }
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}

impl std::error::Error for QueryFault {}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = include_str!("../../data/query_faults.tsv").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::parse;

    /// Queries with each fault of the table.
    const FAULTS: [(&str, &str); 20] = [
        ("empty", ""),
        ("empty", "- ،"),
        ("field", "tile:x"),
        ("word", "title:"),
        ("day", "from:أمس"),
        ("alone", "جسر OR"),
        ("alone", "أو جسر"),
        ("alone", "جسر OR OR سد"),
        ("left-out", "جسر OR -سد"),
        ("left-out", "-جسر | سد"),
        ("not", "جسر NOT سد"),
        ("not", "جسر !سد"),
        ("near", "جسر NEAR سد"),
        ("near", "جسر NEAR/5 سد"),
        ("distance", "\"جسر سد\"~x"),
        ("distance", "جسر~2"),
        ("wildcard", "إرهاب*"),
        ("weight", "جسر^2"),
        ("brackets", "(جسر OR سد) طريق"),
        ("brackets", "title:(جسر سد)"),
    ];

    #[test]
    fn every_fault_is_told_in_both_languages() {
        for (key, query) in FAULTS {
            let crate::Error::Search(fault) = parse(query).unwrap_err() else { panic!("{query}") };
            assert_eq!(fault.key, key, "{query}");
            for language in [Language::Arabic, Language::English] {
                let words = fault.words(language);
                assert!(words.contains(&fault.what) && !words.contains("{}") && words.len() > 20, "{words}");
            }
        }
        for (key, ..) in rows() {
            assert!(FAULTS.iter().any(|(k, _)| *k == key), "no query has the fault {key}");
        }
    }
}
