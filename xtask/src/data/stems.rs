//! `data/stems.tsv`: which kinds of word a spelling could be, from the stems of `CAMeL` Morph.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use super::verbs::{arabic, tables};

/// Tables of the lexicon and the kind that their stems are; the names are those of `morph/stems.rs`.
const TABLES: [(&str, &str); 7] = [
    ("MSA-Verb-LEX-PV.csv", "perfect"),
    ("MSA-Verb-LEX-IV.csv", "imperfect"),
    ("MSA-Adj-LEX.csv", "adjective"),
    ("MSA-Adj-Comp-LEX.csv", "elative"),
    ("MSA-Noun-Prop-LEX.csv", "name"),
    ("MSA-Noun-Num-LEX.csv", "number"),
    ("MSA-Adj-Num-LEX.csv", "number"),
];

/// The table.
pub fn table(shared: &Path) -> Result<String> {
    let mut stems: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    tables(shared, |name, text| {
        let Some((_, kind)) = TABLES.iter().find(|(table, _)| *table == name) else { return Ok(()) };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let form = reader.headers()?.iter().position(|h| h == "FORM").context("no column FORM")?;
        for row in reader.records() {
            let stem = arabic(row?.get(form).unwrap_or_default());
            if stem.chars().nth(1).is_some() {
                stems.entry(stem).or_default().insert(kind);
            }
        }
        Ok(())
    })?;
    let mut out = String::from(
        "# Stems and the kinds of word that are spelt with them: CAMeL Morph MSA (CC BY 4.0), written out without diacritics by\n\
         # `cargo xtask data`. What follows a stem (endings) and stands before it (ي ت ن أ) is known to `src/morph/stems.rs`.\n\
         stem\tkinds\n",
    );
    for (stem, kinds) in stems {
        let kinds: Vec<&str> = kinds.into_iter().collect();
        let _ = writeln!(out, "{stem}\t{}", kinds.join("|"));
    }
    Ok(out)
}
