//! `cargo xtask data`: the gazetteer tables that are reduced from larger lists.
//!
//! A name that is also a common word («سعيد», «الشيخ») does more harm than good in a gazetteer: a word that the annotated
//! news of `ANERcorp` knows, mostly as no name of that class, is left out.

mod stems;
mod verbs;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use khabar::text::fold::fold;

/// Places below this are kept only in the countries of the Arabic press and their neighbours.
const LARGE: u64 = 100_000;
/// Places below this are not kept.
const SMALL: u64 = 15_000;
const NEAR: [&str; 25] = [
    "IQ", "SY", "LB", "JO", "PS", "EG", "SD", "LY", "TN", "DZ", "MA", "MR", "SA", "YE", "OM", "AE", "QA",
    "BH", "KW", "SO", "DJ", "KM", "IR", "TR", "IL",
];

/// How often a word is a name of a class, and how often it stands in the news at all.
#[derive(Default)]
struct Seen {
    all: u32,
    per: u32,
    loc: u32,
}

/// Writes `data/places.tsv`, `data/person_names.tsv`, `data/verbs.tsv` and `data/stems.tsv` from the lists in `shared`.
pub fn run(shared: &Path, data: &Path) -> Result<()> {
    let seen = seen_in_news(&shared.join("ner/anercorp-train.conll"))?;
    let places = places(&read(&shared.join("lexicon/geonames-places-ar.tsv"))?, &seen);
    fs::write(data.join("places.tsv"), places)?;
    let names = names(&read(&shared.join("lexicon/person-name-parts-ar.tsv"))?, &seen);
    fs::write(data.join("person_names.tsv"), names)?;
    fs::write(data.join("verbs.tsv"), verbs::table(shared)?)?;
    fs::write(data.join("stems.tsv"), stems::table(shared)?)?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{}", path.display()))
}

fn seen_in_news(path: &Path) -> Result<HashMap<String, Seen>> {
    let mut seen: HashMap<String, Seen> = HashMap::new();
    // The last tenth is left for measuring.
    let text = read(path)?;
    let sentences: Vec<&str> = text.split("\n\n").collect();
    let kept = sentences.get(..sentences.len() * 9 / 10).unwrap_or_default();
    for line in kept.iter().flat_map(|s| s.lines()) {
        let Some((word, label)) = line.split_once(['\t', ' ']) else { continue };
        let entry = seen.entry(fold(word)).or_default();
        entry.all += 1;
        entry.per += u32::from(label.trim().ends_with("PERS") || label.trim().ends_with("PER"));
        entry.loc += u32::from(label.trim().ends_with("LOC"));
    }
    Ok(seen)
}

fn places(list: &str, seen: &HashMap<String, Seen>) -> String {
    let mut out = String::from(
        "# Places of 15,000 people or more around the Arabic press, 100,000 elsewhere: GeoNames (CC BY 4.0), reduced by\n\
         # `cargo xtask data`. Words that the news mostly uses otherwise are left out.\ngeonameid\tnames\n",
    );
    let mut taken = BTreeSet::new();
    for line in list.lines().skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        let [id, country, population, _, _, _, names] = f.as_slice() else { continue };
        let population: u64 = population.parse().unwrap_or(0);
        if population < SMALL || (population < LARGE && !NEAR.contains(country)) {
            continue;
        }
        let kept: Vec<&str> = names
            .split('|')
            .map(str::trim)
            .filter(|n| {
                let folded = fold(n);
                let common = seen.get(&folded).is_some_and(|s| s.all >= 2 && s.loc * 2 < s.all);
                n.chars().count() > 2
                    && !common
                    && n.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c))
                    && taken.insert(folded)
            })
            .collect();
        if !kept.is_empty() {
            let _ = writeln!(out, "{id}\t{}", kept.join("|"));
        }
    }
    out
}

fn names(list: &str, seen: &HashMap<String, Seen>) -> String {
    let mut out = String::from(
        "# Parts of person names: Wikidata and open name lists through arabic-name-romanizer (CC0, MIT), reduced by `cargo xtask data`.\n\
         # `common`: words that the news mostly uses otherwise.\nform\tpart\n",
    );
    let mut parts: BTreeMap<String, (&str, u32)> = BTreeMap::new();
    for line in list.lines().skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        let [form, role, count] = f.as_slice() else { continue };
        let count: u32 = count.parse().unwrap_or(0);
        let part = if *role == "given" { "given" } else { "family" };
        let folded = fold(form);
        let common = seen.get(&folded).is_some_and(|s| s.all >= 2 && s.per * 3 < s.all);
        if form.chars().count() < 3 || (part == "family" && count < 2) || form.contains(['-', '.', '_']) {
            continue;
        }
        // A name that is mostly another word is none by itself; the tagger weighs it.
        let part = if common { "common" } else { part };
        let entry = parts.entry(folded).or_insert((part, 0));
        if part == "given" {
            entry.0 = "given";
        }
        entry.1 += count;
    }
    for (form, (part, _)) in parts {
        let _ = writeln!(out, "{form}\t{part}");
    }
    out
}
