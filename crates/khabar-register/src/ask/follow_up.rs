//! Later statements and events that may bear on a commitment.

use std::collections::{BTreeSet, HashMap};

use khabar::Record;
use khabar::record::{Entity, Id, Quote};
use khabar_stories::follow_up::{Kind, Later, bound, later, rank};
use khabar_stories::story::entity_key;
use rayon::prelude::*;
use rusqlite::types::Value;
use serde::Serialize;

use super::people::ids_of;
use crate::error::{Error, Result};
use crate::hand::{Place, reviewed};
use crate::store::{Reader, unpack};

/// Pages that are looked at: those that share most entities with the commitment come first.
const PAGES: usize = 2000;

/// A fact that may bear on a commitment. Positions are **code points**.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposed {
    /// The page's number in the register.
    pub page: i64,
    /// The fact in its record.
    pub fact: String,
    /// `statement` or `event`.
    pub kind: &'static str,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// What is said, or the sentence that tells the event.
    pub words: String,
    /// How likely it bears on the commitment; it only ranks.
    pub score: f64,
}

/// The facts that may bear on a commitment, the likeliest first; it decides nothing.
///
/// # Errors
/// [`Error::Query`] where there is no such commitment, [`Error::NoPage`] where there is no such page.
pub fn follow_up(reader: &Reader, place: &Place, limit: usize) -> Result<Vec<Proposed>> {
    let record = Record::from_wire(reviewed(reader, place.page)?)?;
    let names = ids_of(reader, place.page)?;
    let found = bound(&record, |e| key(&names, e)).into_iter().find(|(id, _)| id.to_string() == place.fact);
    let (_, mut bound) = found.ok_or_else(|| Error::Query(format!("there is no commitment «{place}»")))?;
    bound.page = place.page.to_string();
    let mut all: Vec<(Later, String)> = Vec::new();
    let shared = bound.party.union(&bound.entities).collect::<BTreeSet<_>>();
    for chunk in near(reader, place.page, &shared)?.chunks(64) {
        let loaded = chunk.iter().map(|&page| Ok((page, Stored::of(reader, page)?, ids_of(reader, page)?)));
        let loaded = loaded.collect::<Result<Vec<_>>>()?;
        let read =
            loaded.into_par_iter().map(|(page, stored, names)| Ok(facts(page, &stored.record()?, &names)));
        all.extend(read.collect::<Result<Vec<_>>>()?.into_iter().flatten());
    }
    let (facts, words): (Vec<Later>, Vec<String>) = all.into_iter().unzip();
    let proposed = rank(&bound, &facts).into_iter().take(limit).filter_map(|candidate| {
        let fact = facts.get(candidate.later)?;
        Some(Proposed {
            page: fact.page.parse().ok()?,
            fact: fact.fact.to_string(),
            kind: if fact.kind == Kind::Event { "event" } else { "statement" },
            published: fact.published.map(|p| p.to_string()),
            words: words.get(candidate.later)?.clone(),
            score: (candidate.score * 100.0).round() / 100.0,
        })
    });
    Ok(proposed.collect())
}

/// A record that is still packed, or one that people changed.
enum Stored {
    Packed(Vec<u8>),
    Reviewed(Box<Record<Quote>>),
}

impl Stored {
    fn of(reader: &Reader, page: i64) -> Result<Self> {
        let mut judged = reader.db.prepare_cached("SELECT 1 FROM hand WHERE page = ?1 AND act = 'review'")?;
        if judged.exists([page])? {
            return Ok(Self::Reviewed(Box::new(reviewed(reader, page)?)));
        }
        let sql = "SELECT json FROM records WHERE page = ?1";
        Ok(Self::Packed(reader.db.prepare_cached(sql)?.query_row([page], |r| r.get(0))?))
    }

    fn record(self) -> Result<Record> {
        let wire = match self {
            Self::Packed(json) => serde_json::from_slice(&unpack(&json)?)?,
            Self::Reviewed(record) => *record,
        };
        Ok(Record::from_wire(wire)?)
    }
}

fn key(names: &HashMap<String, String>, entity: &Entity) -> String {
    names.get(&entity.id.to_string()).cloned().unwrap_or_else(|| entity_key(entity))
}

/// Current pages that name one of these entities.
fn near(reader: &Reader, page: i64, ids: &BTreeSet<&String>) -> Result<Vec<i64>> {
    let slots: Vec<String> = (1..=ids.len()).map(|n| format!("?{}", n + 1)).collect();
    let sql = format!(
        "SELECT page FROM members JOIN known USING (known) JOIN pages p USING (page)
         WHERE p.current AND page <> ?1 AND id IN ({}) GROUP BY page
         ORDER BY count(DISTINCT known) DESC, page DESC LIMIT {PAGES}",
        slots.join(", ")
    );
    let values = std::iter::once(Value::Integer(page)).chain(ids.iter().map(|id| Value::Text((*id).clone())));
    let mut select = reader.db.prepare(&sql)?;
    let pages = select.query_map(rusqlite::params_from_iter(values), |r| r.get(0))?;
    Ok(pages.collect::<rusqlite::Result<_>>()?)
}

/// The facts of a page that could bear on something, each with its words.
fn facts(page: i64, record: &Record, names: &HashMap<String, String>) -> Vec<(Later, String)> {
    let found = later(record, |e| key(names, e)).into_iter().map(|mut fact| {
        fact.page = page.to_string();
        let words = words_of(record, fact.fact);
        (fact, words)
    });
    found.collect()
}

/// The words of a statement, or of the sentence that tells an event.
fn words_of(record: &Record, fact: Id) -> String {
    let said = record.statements.iter().find(|s| s.id == fact).map(|s| s.content);
    let told = || {
        let trigger = record.events.iter().find(|e| e.id == fact)?.trigger;
        let sentence = record.sentences.iter().find(|s| s.span.contains(trigger));
        Some(sentence.map_or(trigger, |s| s.span))
    };
    said.or_else(told).map_or_else(String::new, |span| span.of(&record.text).to_owned())
}
