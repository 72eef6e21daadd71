//! Texts of the interface: `data/strings.tsv`, one a row, in both languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Lang;

static STRINGS: LazyLock<HashMap<&'static str, [&'static str; 2]>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = (&'static str, [&'static str; 2])> {
    let rows = include_str!("../../data/strings.tsv").lines().skip(1);
    rows.filter(|l| !l.is_empty() && !l.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, [cells.next()?, cells.next()?]))
    })
}

/// The text of a key; the key itself where there is none, so that a gap is seen.
#[must_use]
pub fn lookup(key: &str, lang: Lang) -> &'static str {
    let Some([ar, en]) = STRINGS.get(key) else { return "⟨?⟩" };
    match lang {
        Lang::Ar => ar,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn files(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, into) } else { into.push(path) }
        }
    }

    /// Keys that stand as `t("key")` in code and templates.
    fn used() -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut all = Vec::new();
        files(&root.join("src"), &mut all);
        files(&root.join("templates"), &mut all);
        let mut keys = BTreeSet::new();
        for file in all {
            let text = fs::read_to_string(file).unwrap();
            for part in text.split("t(\"").skip(1) {
                let key = part.split('"').next().unwrap();
                if key.contains('.') && key.chars().all(|c| c.is_ascii_lowercase() || ".-_".contains(c)) {
                    keys.insert(key.to_owned());
                }
            }
        }
        keys
    }

    #[test]
    fn every_row_has_both_languages_and_stands_once() {
        let mut seen = BTreeSet::new();
        let rows = include_str!("../../data/strings.tsv").lines().skip(1);
        for line in rows.filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(cells.iter().all(|c| !c.trim().is_empty()), "{line}");
            assert!(seen.insert(cells[0]), "twice: {line}");
            let of = |text: &str| -> BTreeSet<String> {
                text.split('{').skip(1).map(|h| h.split('}').next().unwrap().to_owned()).collect()
            };
            assert_eq!(of(cells[1]), of(cells[2]), "{line}");
        }
    }

    #[test]
    fn every_text_that_is_used_is_there() {
        let missing: Vec<_> = used().into_iter().filter(|k| !STRINGS.contains_key(&**k)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_value_of_the_record_has_a_name() {
        let names = [
            (
                "event",
                "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT",
            ),
            ("status", "ACTUAL PLANNED NEGATED HYPOTHETICAL"),
            ("type", "DIRECT INDIRECT MIXED DATE TIME DURATION SET"),
            (
                "mod",
                "START MID END BEFORE AFTER ON_OR_BEFORE ON_OR_AFTER APPROX LESS_THAN MORE_THAN EQUAL_OR_MORE EQUAL_OR_LESS",
            ),
            ("relation", "EXACT APPROX MORE_THAN LESS_THAN AT_LEAST AT_MOST RANGE VAGUE"),
            ("dimension", "COUNT MONEY PERCENT LENGTH AREA MASS VOLUME TEMPERATURE SPEED OTHER"),
            ("kind", "PLEDGE AGREEMENT PLAN OBLIGATION"),
            ("label", "PER LOC ORG MISC"),
            ("stands", "pending overdue kept partly_kept broken superseded unverifiable"),
            ("verdict", "accepted rejected corrected added done"),
            (
                "role",
                "title subtitle kicker byline dateline published updated source body caption heading tags related furniture",
            ),
            ("layer", "statements events figures times commitments names"),
            ("lang", "ar en"),
            ("digits", "western arabic"),
            ("months", "levant egypt maghreb morocco"),
            ("calendar", "gregorian both"),
            ("theme", "auto light dark"),
        ];
        for (kind, values) in names {
            for value in values.split(' ') {
                assert!(STRINGS.contains_key(&*format!("{kind}.{value}")), "{kind}.{value}");
            }
        }
    }
}
