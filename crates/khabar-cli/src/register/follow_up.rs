//! `khabar follow-up`: later facts that may bear on a commitment, the likeliest first.

use anyhow::Result;
use khabar::Record;
use khabar_stories::follow_up::{Kind, Later, bound, later, rank};
use khabar_stories::story::entity_key;
use serde::Serialize;

use super::args::FollowUp;
use super::print::{Column, print};
use super::reader;
use crate::outcome::Outcome;

/// A fact that may bear on the commitment.
#[derive(Serialize)]
struct Proposed {
    page: String,
    fact: String,
    kind: &'static str,
    published: Option<String>,
    words: String,
    score: f64,
}

pub fn run(args: &FollowUp) -> Result<Outcome> {
    const COLUMNS: [Column; 5] = [
        ("الصفحة", "page"),
        ("النشر", "published"),
        ("النوع", "kind"),
        ("الكلام", "words"),
        ("الوزن", "score"),
    ];
    const FIELDS: [&str; 6] = ["page", "fact", "published", "kind", "words", "score"];
    let refused = || {
        Outcome::refused(&format!(
            "there is no commitment «{}»: give PAGE/FACT, as `khabar commitments` lists them",
            args.id
        ))
    };
    let reader = reader(&args.asked)?;
    let Some((page, fact)) = args.id.split_once('/') else { return Ok(refused()) };
    let Ok(page) = page.parse::<i64>() else { return Ok(refused()) };
    let record = Record::from_wire(reader.record(page)?)?;
    let Some((_, mut bound)) = bound(&record, entity_key).into_iter().find(|(id, _)| id.to_string() == fact)
    else {
        return Ok(refused());
    };
    bound.page = page.to_string();
    let mut facts: Vec<Later> = Vec::new();
    let mut words = Vec::new();
    for other in reader.pages()?.iter().filter(|p| p.page != page) {
        let record = Record::from_wire(reader.record(other.page)?)?;
        for mut fact in later(&record, entity_key) {
            fact.page = other.page.to_string();
            words.push(words_of(&record, &fact));
            facts.push(fact);
        }
    }
    let proposed: Vec<Proposed> = rank(&bound, &facts)
        .into_iter()
        .take(args.limit)
        .filter_map(|candidate| {
            let fact = facts.get(candidate.later)?;
            Some(Proposed {
                page: fact.page.clone(),
                fact: fact.fact.to_string(),
                kind: if fact.kind == Kind::Event { "event" } else { "statement" },
                published: fact.published.map(|p| p.to_string()),
                words: words.get(candidate.later)?.clone(),
                score: (candidate.score * 100.0).round() / 100.0,
            })
        })
        .collect();
    print(&args.asked, &COLUMNS, &FIELDS, &proposed)
}

/// The words of a statement, or of the sentence that tells an event.
fn words_of(record: &Record, fact: &Later) -> String {
    let said = record.statements.iter().find(|s| s.id == fact.fact).map(|s| s.content);
    let told = || {
        let trigger = record.events.iter().find(|e| e.id == fact.fact)?.trigger;
        let sentence = record.sentences.iter().find(|s| s.span.contains(trigger));
        Some(sentence.map_or(trigger, |s| s.span))
    };
    said.or_else(told).map_or_else(String::new, |span| span.of(&record.text).to_owned())
}
