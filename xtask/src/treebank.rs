//! `cargo xtask treebank`: whether `treebank/khabar-news.conllu` is sound, and how much of it there is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, ensure};

use khabar::morph::Upos;
use khabar::morph::tags::VALUES;
use khabar::syntax::Relation;

use crate::project;

/// Features that the analysis does not learn, as others tell them, and their values.
const OTHER_FEATURES: [(&str, &[&str]); 2] = [("Polarity", &["Neg"]), ("Tense", &["Past", "Pres", "Fut"])];

/// A syntactic word: the columns of CoNLL-U that are used.
pub struct Word {
    id: usize,
    pub form: String,
    lemma: String,
    pub part_of_speech: String,
    pub features: String,
    /// The number of its head, 0 for the root.
    pub head: usize,
    pub relation: String,
    /// Whether the next word touches it.
    pub touches: bool,
}

/// A sentence of a treebank.
pub struct Sentence {
    id: String,
    pub document: String,
    source: String,
    pub text: String,
    pub words: Vec<Word>,
}

/// The documents that are kept for tests.
pub fn test_documents() -> Result<BTreeSet<String>> {
    let list = fs::read_to_string(project::root().join("treebank/test-documents.txt"))?;
    Ok(list.lines().filter(|l| !l.starts_with('#')).map(str::to_owned).collect())
}

/// Checks the treebank and prints how many documents, sentences and words each source and part has.
pub fn run() -> Result<()> {
    let folder = project::root().join("treebank");
    let sentences = parse(&fs::read_to_string(folder.join("khabar-news.conllu"))?)?;
    let faults = faults(&sentences);
    for fault in &faults {
        println!("{fault}");
    }
    ensure!(faults.is_empty(), "{} faults", faults.len());
    let test = test_documents()?;
    let mut counts: BTreeMap<(&str, &str), (BTreeSet<&str>, usize, usize)> = BTreeMap::new();
    for sentence in &sentences {
        let part = if test.contains(&sentence.document) { "test" } else { "train" };
        let count = counts.entry((&sentence.source, part)).or_default();
        count.0.insert(&sentence.document);
        count.1 += 1;
        count.2 += sentence.words.len();
    }
    println!("{:<20} {:<6} {:>10} {:>10} {:>8}", "source", "part", "documents", "sentences", "words");
    for ((source, part), (documents, sentences, words)) in &counts {
        println!("{source:<20} {part:<6} {:>10} {sentences:>10} {words:>8}", documents.len());
    }
    Ok(())
}

/// The sentences of a file in CoNLL-U.
pub fn parse(conllu: &str) -> Result<Vec<Sentence>> {
    let mut document = String::new();
    let mut sentences = Vec::new();
    for block in conllu.split("\n\n").filter(|b| !b.trim().is_empty()) {
        let comment = |key: &str| {
            block.lines().find_map(|l| l.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(" = "))
        };
        if let Some(new) = comment("newdoc id") {
            new.clone_into(&mut document);
        }
        let id = comment("sent_id").context("a sentence has no sent_id")?.to_owned();
        let words =
            block.lines().filter(|l| l.split('\t').next().is_some_and(|id| id.parse::<usize>().is_ok()));
        let words = words.map(word).collect::<Result<_>>().with_context(|| id.clone())?;
        let text = comment("text").with_context(|| format!("{id} has no text"))?.to_owned();
        let source = comment("source").unwrap_or_default().to_owned();
        sentences.push(Sentence { id, document: document.clone(), source, text, words });
    }
    Ok(sentences)
}

fn word(line: &str) -> Result<Word> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, part_of_speech, _, features, head, relation, _, misc] = columns[..] else {
        anyhow::bail!("{} columns and not ten: {line}", columns.len());
    };
    Ok(Word {
        id: id.parse()?,
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        part_of_speech: part_of_speech.to_owned(),
        features: features.to_owned(),
        head: head.parse()?,
        relation: relation.to_owned(),
        touches: misc.split('|').any(|m| m == "SpaceAfter=No"),
    })
}

/// What is wrong with the sentences.
fn faults(sentences: &[Sentence]) -> Vec<String> {
    let mut out = Vec::new();
    let mut ids = BTreeSet::new();
    for sentence in sentences {
        if !ids.insert(&sentence.id) {
            out.push(format!("{}: stands twice", sentence.id));
        }
        out.extend(faults_of(sentence).into_iter().map(|fault| format!("{}: {fault}", sentence.id)));
    }
    out
}

fn faults_of(sentence: &Sentence) -> Vec<String> {
    let mut out = Vec::new();
    let words = &sentence.words;
    let mut text = String::new();
    for (n, word) in words.iter().enumerate() {
        let at = format!("{} «{}»", word.id, word.form);
        text.push_str(&word.form);
        text.push_str(if word.touches { "" } else { " " });
        if word.id != n + 1 {
            out.push(format!("{at}: the number {} is wanted", n + 1));
        }
        if Upos::from_name(&word.part_of_speech).is_none() {
            out.push(format!("{at}: part of speech {}", word.part_of_speech));
        }
        if Relation::from_name(&word.relation).is_none() {
            out.push(format!("{at}: relation {}", word.relation));
        }
        if word.lemma.is_empty() || word.lemma == "_" {
            out.push(format!("{at}: no lemma"));
        }
        if (word.head == 0) != (word.relation == "root") {
            out.push(format!("{at}: the root alone has no head"));
        }
        if let Some(fault) = fault_of_features(&word.features) {
            out.push(format!("{at}: {fault}"));
        }
        match word.head.checked_sub(1).map(|head| words.get(head)) {
            Some(None) => out.push(format!("{at}: head {}", word.head)),
            Some(Some(head)) if head.part_of_speech == "PUNCT" => {
                out.push(format!("{at}: hangs on a mark"));
            }
            _ => {}
        }
        if is_in_circle(words, word) {
            out.push(format!("{at}: lies in a circle"));
        }
    }
    if text.trim_end() != sentence.text {
        out.push("the words are not its text".to_owned());
    }
    let roots = words.iter().filter(|w| w.head == 0).count();
    if roots != 1 {
        out.push(format!("{roots} roots"));
    }
    out
}

/// Whether the heads above a word never end in the root.
fn is_in_circle(words: &[Word], word: &Word) -> bool {
    let mut at = word;
    for _ in 0..=words.len() {
        match at.head.checked_sub(1).and_then(|head| words.get(head)) {
            Some(head) => at = head,
            None => return false,
        }
    }
    true
}

fn fault_of_features(features: &str) -> Option<String> {
    if features == "_" {
        return None;
    }
    let names: Vec<&str> = features.split('|').map(|f| f.split('=').next().unwrap_or_default()).collect();
    if !names.is_sorted() {
        return Some(format!("features are not in order: {features}"));
    }
    let is_known = |feature: &str| {
        let (name, value) = feature.split_once('=').unwrap_or((feature, ""));
        VALUES.iter().chain(&OTHER_FEATURES).any(|(n, values)| *n == name && values.contains(&value))
    };
    features.split('|').find(|f| !is_known(f)).map(|f| format!("feature {f}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_treebank_is_sound() -> Result<()> {
        let text = fs::read_to_string(project::root().join("treebank/khabar-news.conllu"))?;
        let sentences = parse(&text)?;
        assert!(sentences.len() >= 850, "{} sentences", sentences.len());
        assert_eq!(faults(&sentences), Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn faults_are_seen() -> Result<()> {
        let row = |id: u8, form: &str, tags: &str, head: u8, relation: &str| {
            let (part, features) = tags.split_once(' ').unwrap_or((tags, "_"));
            format!("{id}\t{form}\t{form}\t{part}\t_\t{features}\t{head}\t{relation}\t_\t_\n")
        };
        let of = |rows: &[String]| -> Result<Vec<String>> {
            let text = format!("# sent_id = s\n# text = وصل الوفد\n{}", rows.concat());
            Ok(faults(&parse(&text)?))
        };
        let sound =
            [row(1, "وصل", "VERB Person=3|Voice=Act", 0, "root"), row(2, "الوفد", "NOUN", 1, "nsubj")];
        assert_eq!(of(&sound)?, Vec::<String>::new());
        for (broken, fault) in [
            (row(2, "الوفد", "NOUN", 2, "nsubj"), "circle"),
            (row(2, "الوفد", "NOUN", 0, "nsubj"), "root"),
            (row(2, "الوفد", "NN", 1, "nsubj"), "part of speech"),
            (row(2, "الوفد", "NOUN", 1, "subj"), "relation"),
            (row(2, "الوفود", "NOUN", 1, "nsubj"), "text"),
            (row(2, "الوفد", "NOUN Number=Sing|Gender=Masc", 1, "nsubj"), "order"),
            (row(2, "الوفد", "NOUN Number=Many", 1, "nsubj"), "feature"),
            (row(2, "الوفد", "NOUN", 7, "nsubj"), "head"),
        ] {
            let found = of(&[sound[0].clone(), broken])?;
            assert!(found.iter().any(|f| f.contains(fault)), "{fault}: {found:?}");
        }
        Ok(())
    }
}
