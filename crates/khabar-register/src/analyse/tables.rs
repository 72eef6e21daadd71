//! The tables of the analyser, read once; a row that cannot be read fails this module's test.

use std::sync::LazyLock;

use khabar::text::fold::fold;
use rustc_hash::FxHashSet;

/// What a language expert edits, as the analyser uses it.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Endings by step; within a step the longest stand first.
    pub steps: Vec<Vec<Ending>>,
    /// Letters that are read as others.
    pub letters: Vec<(char, char)>,
    /// The article behind proclitics, the longest first.
    pub articles: Vec<String>,
    /// Folded words that begin like the article and have none.
    pub whole: FxHashSet<String>,
    /// How such words begin, where all that begin so have none.
    pub open: Vec<String>,
    /// Names of two words that are also printed as one.
    pub compounds: Vec<Compound>,
}

/// A name of two words, folded.
#[derive(Debug)]
pub(super) struct Compound {
    /// Its first word; none where any word will do.
    pub first: Option<String>,
    /// Its second word, or how that begins.
    pub second: String,
    /// Whether the second word goes on.
    pub is_open: bool,
}

/// An ending and how many letters it must leave.
#[derive(Debug)]
pub(super) struct Ending {
    pub form: String,
    pub left: usize,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| read().unwrap_or_default());

/// The tables that the crate carries.
pub(super) fn tables() -> &'static Tables {
    &TABLES
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

fn read() -> Result<Tables, String> {
    let mut tables = Tables::default();
    for row in rows(include_str!("../../data/letters.tsv")) {
        let [from, to, _] = row[..] else { return Err(format!("letters.tsv: {row:?}")) };
        let one = |s: &str| s.parse::<char>().map_err(|e| format!("letters.tsv: {s}: {e}"));
        tables.letters.push((one(from)?, one(to)?));
    }
    for row in rows(include_str!("../../data/suffixes.tsv")) {
        let [step, form, left, _] = row[..] else { return Err(format!("suffixes.tsv: {row:?}")) };
        let number = |s: &str| s.parse::<usize>().map_err(|e| format!("suffixes.tsv: {s}: {e}"));
        let (step, left) = (number(step)?, number(left)?);
        if tables.steps.len() < step {
            tables.steps.resize_with(step, Vec::new);
        }
        let slot = step.checked_sub(1).and_then(|s| tables.steps.get_mut(s));
        slot.ok_or_else(|| format!("suffixes.tsv: {form}: steps count from 1"))?
            .push(Ending { form: fold(form), left });
    }
    for step in &mut tables.steps {
        step.sort_by_key(|e| std::cmp::Reverse(e.form.len()));
    }
    for row in rows(include_str!("../../data/articles.tsv")) {
        let [form, _] = row[..] else { return Err(format!("articles.tsv: {row:?}")) };
        tables.articles.push(fold(form));
    }
    tables.articles.sort_by_key(|a| std::cmp::Reverse(a.len()));
    for row in rows(include_str!("../../data/no_article.tsv")) {
        let [how, form] = row[..] else { return Err(format!("no_article.tsv: {row:?}")) };
        let form = read_letters(&fold(form), &tables.letters);
        match how {
            "whole" => drop(tables.whole.insert(form)),
            "open" => tables.open.push(form),
            _ => return Err(format!("no_article.tsv: {how} is neither whole nor open")),
        }
    }
    for row in rows(include_str!("../../data/compounds.tsv")) {
        let [first, second, _] = row[..] else { return Err(format!("compounds.tsv: {row:?}")) };
        let (second, is_open) = second.strip_suffix('…').map_or((second, false), |begins| (begins, true));
        let first = (first != "…").then(|| fold(first));
        tables.compounds.push(Compound { first, second: fold(second), is_open });
    }
    Ok(tables)
}

impl Tables {
    /// Whether a word begins with the article's letters and has no article.
    pub fn has_no_article(&self, word: &str) -> bool {
        self.whole.contains(word) || self.open.iter().any(|o| word.starts_with(o.as_str()))
    }
}

/// A folded word with the letters of the table read as others.
pub(super) fn read_letters(word: &str, letters: &[(char, char)]) -> String {
    let read = |c: char| letters.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    word.chars().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let tables = read().unwrap();
        assert_eq!(tables.steps.len(), 3);
        assert!(tables.steps.iter().all(|s| !s.is_empty()));
        assert!(!tables.letters.is_empty() && !tables.articles.is_empty());
        assert!(!tables.whole.is_empty() && !tables.open.is_empty() && !tables.compounds.is_empty());
    }

    #[test]
    fn every_ending_fits_its_example() {
        for row in rows(include_str!("../../data/suffixes.tsv")) {
            let (form, example) = (fold(row[1]), fold(row[3]));
            assert!(example.ends_with(&form), "{form}: {example}");
        }
    }

    #[test]
    fn every_compound_fits_its_example() {
        for row in rows(include_str!("../../data/compounds.tsv")) {
            let example = fold(row[2]);
            let seam = super::super::compound::seam(&example).unwrap_or_else(|| panic!("{example}"));
            let (first, second) = example.split_at(seam);
            assert!(row[0] == "…" || first == fold(row[0]), "{example}: {first}");
            assert!(second.starts_with(&fold(row[1].trim_end_matches('…'))), "{example}: {second}");
        }
    }
}
