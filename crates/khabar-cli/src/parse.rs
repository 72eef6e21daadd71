//! `khabar parse`: the words of each sentence and how they hang together.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::Result;
use khabar::Options;
use khabar::record::{Quote, Record, Sentence, SyntacticWord};
use khabar_sources::{Pending, Settings};

use crate::args::{Parse, TreeFormat};
use crate::outcome::{self, Outcome};

pub fn run(args: &Parse) -> Result<Outcome> {
    let options = Options::default().with_syntax();
    let settings = Settings::default();
    let mut outcome = Outcome::default();
    let mut out = std::io::BufWriter::new(anstream::stdout());
    for page in khabar_sources::pages(&args.inputs, &settings) {
        for notice in settings.notices.take() {
            outcome::note(&notice);
        }
        let page = match page.and_then(|p| Pending::load(p, &settings)) {
            Ok(page) => page,
            Err(fault) => {
                outcome.reject(&format!("{fault:#}"));
                continue;
            }
        };
        let record = khabar::read(&page.input(), &options).to_wire()?;
        for sentence in &record.sentences {
            out.write_all(print(&record, sentence, args.format)?.as_bytes())?;
        }
        out.flush()?;
        outcome.done();
    }
    Ok(outcome)
}

fn print(record: &Record<Quote>, sentence: &Sentence<Quote>, format: TreeFormat) -> Result<String> {
    Ok(match format {
        TreeFormat::Conllu => conllu(record, sentence),
        TreeFormat::Tree => tree(&sentence.words),
        TreeFormat::Json => serde_json::to_string(sentence)? + "\n",
    })
}

/// The sentence in CoNLL-U.
fn conllu(record: &Record<Quote>, sentence: &Sentence<Quote>) -> String {
    let mut text = String::new();
    let mut rows = String::new();
    for (n, word) in sentence.words.iter().enumerate() {
        let form = form(word);
        text.push_str(&form);
        let next = sentence.words.get(n + 1);
        let touches = next.is_some_and(|next| next.span.start == word.span.end);
        if !touches && next.is_some() {
            text.push(' ');
        }
        let misc = if touches { "SpaceAfter=No" } else { "_" };
        let SyntacticWord { id, upos, feats, head, deprel, .. } = word;
        let _ = writeln!(rows, "{id}\t{form}\t_\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t{misc}");
    }
    format!("# sent_id = {}-{}\n# text = {text}\n{rows}\n", record.id, sentence.id)
}

/// The form of a word, without blanks, which CoNLL-U has no room for.
fn form(word: &SyntacticWord<Quote>) -> String {
    word.span.text.iter().flat_map(|t| t.split_whitespace()).collect()
}

/// The sentence as a tree: each word under its head, dependents in order.
fn tree(words: &[SyntacticWord<Quote>]) -> String {
    let mut out = String::new();
    let mut path = vec![0];
    let mut printed = vec![false; words.len() + 1];
    // The depth is that of the tree, so the path is walked and not called.
    while let Some(&head) = path.last() {
        let is_next =
            |w: &&SyntacticWord<Quote>| w.head == head && printed.get(w.id as usize) == Some(&false);
        let Some(word) = words.iter().find(is_next) else {
            path.pop();
            continue;
        };
        if let Some(slot) = printed.get_mut(word.id as usize) {
            *slot = true;
        }
        let feats = if word.feats == "_" { String::new() } else { format!("  {}", word.feats) };
        let indent = "  ".repeat(path.len() - 1);
        let _ = writeln!(out, "{indent}{}  {} {}{feats}", form(word), word.upos, word.deprel);
        path.push(word.id);
    }
    out.push('\n');
    out
}
