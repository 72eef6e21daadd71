//! `data/verbs.tsv`: the verbs of `CAMeL` Morph that news uses, as the past and the present of «he».

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

use anyhow::{Context, Result};
use khabar::text::fold::fold;

/// A verb is kept where the news has its present so often.
const LEAST: u32 = 2;

/// The table.
pub fn table(shared: &Path) -> Result<String> {
    let mut stems: HashMap<String, Stems> = HashMap::new();
    tables(shared, |name, text| {
        let past = name == "MSA-Verb-LEX-PV.csv";
        if past || name == "MSA-Verb-LEX-IV.csv" {
            collect(text, past, &mut stems)?;
        }
        Ok(())
    })?;
    let seen = seen(shared)?;
    let count = |form: &str| seen.get(&fold(form)).copied().unwrap_or(0);
    let mut rows: BTreeSet<(String, String, &str)> = BTreeSet::new();
    for verb in stems.values() {
        let (Some(past), Some(present)) = (&verb.past, &verb.present) else { continue };
        // The present is the sure sign: many a past is spelt as a noun.
        if count(present) + count(&format!("س{present}")) >= LEAST {
            rows.insert((past.clone(), present.clone(), if verb.transitive { "y" } else { "-" }));
        }
    }
    // One row for two verbs that are spelt alike: it takes an object where one of them does.
    let mut kept: BTreeMap<(String, String), &str> = BTreeMap::new();
    for (past, present, transitive) in rows {
        let slot = kept.entry((past, present)).or_insert("-");
        if transitive == "y" {
            *slot = "y";
        }
    }
    let mut out = String::from(
        "# Verbs of the news: past and present of «he», and whether the verb takes an object (y). CAMeL Morph MSA (CC BY 4.0),\\\n\
         # reduced by `cargo xtask data`: stems written out without diacritics, verbs that the news does not use left out.\npast\tpresent\tobject\n",
    );
    out = out.replace("\\\n", "\n");
    for ((past, present), transitive) in kept {
        let _ = writeln!(out, "{past}\t{present}\t{transitive}");
    }
    Ok(out)
}

/// Gives each table of `CAMeL` Morph by its name.
pub fn tables(shared: &Path, mut each: impl FnMut(&str, &str) -> Result<()>) -> Result<()> {
    let path = shared.join("lexicon/camel-morph-msa.tar.zst");
    let file = File::open(&path).with_context(|| path.display().to_string())?;
    let mut archive = tar::Archive::new(zstd::Decoder::new(file)?);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|e| e == "csv") {
            let mut text = String::new();
            entry.read_to_string(&mut text)?;
            each(&name, &text)?;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Stems {
    past: Option<String>,
    present: Option<String>,
    transitive: bool,
}

fn collect(table: &str, past: bool, stems: &mut HashMap<String, Stems>) -> Result<()> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|h| h == name).with_context(|| name.to_owned());
    let (lemma, form, terms, condition) =
        (column("LEMMA")?, column("FORM")?, column("COND-T")?, column("COND-S")?);
    for row in reader.records() {
        let row = row?;
        let get = |n: usize| row.get(n).unwrap_or_default();
        // The stem in front of a vowel or of nothing is that of «he».
        let (terms, condition) = (get(terms), get(condition));
        let all = format!("{terms} {condition}");
        if all.contains("c-suff") {
            continue;
        }
        let end = match () {
            () if all.contains("#-aw") => "ا",
            () if all.contains("#-ay") || all.contains("#-aY") => "ى",
            () if all.contains("#-iy") => "ي",
            () if all.contains("#-uw") => "و",
            () => "",
        };
        let verb = stems.entry(get(lemma).to_owned()).or_default();
        verb.transitive |= format!(" {all} ").contains(" trans ");
        let stem = format!("{}{end}", arabic(get(form)));
        if past {
            verb.past.get_or_insert(stem);
        } else {
            verb.present.get_or_insert(format!("ي{stem}"));
        }
    }
    Ok(())
}

/// Buckwalter's transliteration in Arabic letters, without diacritics.
pub fn arabic(stem: &str) -> String {
    const LETTERS: &str = "'ء|آ>أ&ؤ<إ}ئAاbبpةtتvثjجHحxخdد*ذrرzزsس$شSصDضTطZظEعgغfفqقkكlلmمnنhهwوYىyي{ا";
    let letters: Vec<char> = LETTERS.chars().collect();
    stem.chars().filter_map(|c| letters.chunks(2).find(|p| p.first() == Some(&c))?.get(1).copied()).collect()
}

/// How often each folded word stands in the corpus.
fn seen(shared: &Path) -> Result<HashMap<String, u32>> {
    let path = shared.join("corpus/ant.jsonl.zst");
    let file = File::open(&path).with_context(|| path.display().to_string())?;
    let mut seen: HashMap<String, u32> = HashMap::new();
    for line in BufReader::new(zstd::Decoder::new(file)?).lines() {
        let page: serde_json::Value = serde_json::from_str(&line?)?;
        let text = page.get("text").and_then(|t| t.as_str()).unwrap_or_default();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            let word = fold(word);
            if let Some(bare) = word.strip_prefix('و') {
                *seen.entry(bare.to_owned()).or_default() += 1;
            }
            *seen.entry(word).or_default() += 1;
        }
    }
    Ok(seen)
}
