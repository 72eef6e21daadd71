//! A person's word on a fact, and the record as it is after all of them.

use std::collections::BTreeMap;

use khabar::Record;
use khabar::record::{Layer, Quote};
use rusqlite::{Connection, TransactionBehavior};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Act, Desk, Hand, Place, REVIEW, write};
use crate::error::{Error, Result};
use crate::store::{self, Page, Reader};

/// What a person says of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is right as it stands.
    Accepted,
    /// It is no fact.
    Rejected,
    /// It is right with other fields.
    Corrected,
    /// It was missed: a new fact. The place names its layer.
    Added,
    /// The layer was looked through: what was not judged is right, and nothing is missing. The place names the layer.
    Done,
}

/// A word on a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The fact; of [`Verdict::Added`] and [`Verdict::Done`] the name of a layer stands for it, `12/statements`.
    pub place: Place,
    /// What is said.
    pub verdict: Verdict,
    /// Of a correction the fields that change, of a new fact all that it has, as on the wire. A span is
    /// `{"start": …, "end": …}` in **code points**, `null` takes a field away.
    pub value: Option<Value>,
    /// Why.
    pub note: Option<String>,
    /// Who and when.
    pub hand: Hand,
}

/// A word on a fact, as the log has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Judged {
    /// Its number in the log.
    pub number: i64,
    /// The fact's id, or the name of a layer.
    pub fact: String,
    /// What was said.
    pub verdict: Verdict,
    /// Fields of a correction or a new fact.
    pub value: Option<Value>,
    /// Why.
    pub note: Option<String>,
    /// Who said so.
    pub who: Option<String>,
    /// When, ISO 8601.
    pub at: String,
    /// When it was undone.
    pub undone: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Told {
    verdict: Verdict,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
}

/// The rule of a fact that a person corrected or added.
const RULE: &str = "hand.review@1";
/// Facts that a person added are numbered by the log, from here on: no page has as many of its own.
const ADDED: i64 = 1_000_000;

impl Desk {
    /// Notes a person's word on a fact and gives its number.
    ///
    /// # Errors
    /// [`Error::NoPage`] and [`Error::Query`] where there is no such page or fact, or a correction makes no sense: it says
    /// what is wrong with it.
    pub fn review(&mut self, judgement: &Judgement) -> Result<i64> {
        let Judgement { place, verdict, value, note, hand } = judgement;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = found(&change, place.page)?;
        let now = apply(&found, &judged(&change, place.page)?)?;
        match verdict {
            Verdict::Added | Verdict::Done => {
                layer_named(&place.fact)?;
            }
            // A fact that was rejected can be taken up again.
            Verdict::Accepted | Verdict::Rejected | Verdict::Corrected => {
                if layer_of(&now, &place.fact).or_else(|| layer_of(&found, &place.fact)).is_none() {
                    return Err(Error::Query(format!("there is no fact «{place}»")));
                }
            }
        }
        let is_changed = matches!(verdict, Verdict::Corrected | Verdict::Added);
        if is_changed != value.as_ref().is_some_and(Value::is_object) {
            let what = "a correction and a new fact need an object of fields, and nothing else takes one";
            return Err(Error::Query(what.to_owned()));
        }
        let told = serde_json::to_value(Told { verdict: *verdict, value: value.clone() })?;
        let act =
            Act { kind: REVIEW, place: Some(place), again: None, value: told, note: note.as_deref(), hand };
        let number = write(&change, &act)?;
        show(&change, place.page)?;
        change.commit()?;
        Ok(number)
    }
}

/// All that people said of the facts of a page, in order, what was undone included.
///
/// # Errors
/// Where the database cannot be read.
pub fn judgements(reader: &Reader, page: i64) -> Result<Vec<Judged>> {
    judged(&reader.db, page)
}

/// The record of a page after review: what was rejected is gone, what was corrected or added is there.
///
/// # Errors
/// [`Error::NoPage`] where there is none.
pub fn reviewed(reader: &Reader, page: i64) -> Result<Record<Quote>> {
    let judged = judged(&reader.db, page)?;
    if judged.is_empty() { reader.record(page) } else { checked(apply(&found(&reader.db, page)?, &judged)?) }
}

/// The pages that people said something of that stands, earlier versions of pages among them.
///
/// # Errors
/// Where the database cannot be read.
pub fn pages_reviewed(reader: &Reader) -> Result<Vec<Page>> {
    let sql = "SELECT DISTINCT page FROM hand WHERE act = 'review' AND undone IS NULL ORDER BY page";
    let mut select = reader.db.prepare_cached(sql)?;
    let pages = select.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    pages.into_iter().map(|page| reader.page(page)).collect()
}

/// The layers of a page that were reviewed as a whole: those said to be done, and those of which every fact was judged.
///
/// # Errors
/// [`Error::NoPage`] where there is none.
pub fn layers_reviewed(reader: &Reader, page: i64) -> Result<Vec<Layer>> {
    let judged = judged(&reader.db, page)?;
    let standing = standing(&judged);
    if standing.is_empty() {
        return Ok(Vec::new());
    }
    let found = found(&reader.db, page)?;
    let is_reviewed = |layer: &Layer| {
        let facts = found.get(layer.name()).and_then(Value::as_array);
        let ids = facts.into_iter().flatten().filter_map(|f| f.get("id")?.as_str());
        let (mut count, mut of_them) = (0, 0);
        for id in ids {
            count += 1;
            of_them += usize::from(standing.contains_key(id));
        }
        standing.contains_key(layer.name()) || count > 0 && of_them == count
    };
    Ok(Layer::ALL.into_iter().filter(is_reviewed).collect())
}

/// Puts the facts of a page as they are after review into the tables.
pub fn show(db: &Connection, page: i64) -> Result<()> {
    let record = checked(apply(&found(db, page)?, &judged(db, page)?)?)?;
    store::replace(db, page, &record)?;
    store::keep(db, page, &Record::from_wire(record)?)
}

fn found(db: &Connection, page: i64) -> Result<Value> {
    Ok(serde_json::to_value(store::record(db, page)?)?)
}

/// A fault of a correction is one that its writer can mend.
fn checked(record: Value) -> Result<Record<Quote>> {
    let fault = |what: String| Error::Query(format!("the correction does not fit: {what}"));
    let record: Record<Quote> = serde_json::from_value(record).map_err(|e| fault(e.to_string()))?;
    Record::from_wire(record.clone()).map_err(|e| fault(e.to_string()))?;
    Ok(record)
}

fn judged(db: &Connection, page: i64) -> Result<Vec<Judged>> {
    let sql = "SELECT number, fact, value, note, who, at, undone FROM hand
        WHERE page = ?1 AND act = 'review' ORDER BY number";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([page])?;
    let mut judged = Vec::new();
    while let Some(row) = rows.next()? {
        let Told { verdict, value } = serde_json::from_str(&row.get::<_, String>(2)?)?;
        judged.push(Judged {
            number: row.get(0)?,
            fact: row.get(1)?,
            verdict,
            value,
            note: row.get(3)?,
            who: row.get(4)?,
            at: row.get(5)?,
            undone: row.get(6)?,
        });
    }
    Ok(judged)
}

/// How a fact stands.
#[derive(Debug, Default)]
struct Stand {
    is_rejected: bool,
    /// Fields of the corrections, the later in the place of the earlier.
    fields: Map<String, Value>,
}

/// How facts and layers stand after all words on them; a fact that was added goes by its own id. Corrections gather, and
/// who accepts a fact accepts it as corrected; one that was rejected and is taken up again stands as it was found.
fn standing(judged: &[Judged]) -> BTreeMap<String, Stand> {
    let mut standing = BTreeMap::<String, Stand>::new();
    for word in judged.iter().filter(|j| j.undone.is_none() && j.verdict != Verdict::Added) {
        let stand = standing.entry(word.fact.clone()).or_default();
        stand.is_rejected = word.verdict == Verdict::Rejected;
        if stand.is_rejected {
            stand.fields.clear();
        }
        let fields = word.value.as_ref().and_then(Value::as_object).into_iter().flatten();
        stand.fields.extend(fields.map(|(name, value)| (name.clone(), value.clone())));
    }
    standing
}

/// The record after review.
fn apply(found: &Value, judged: &[Judged]) -> Result<Value> {
    let mut record = found.clone();
    let text: Vec<char> = found.get("text").and_then(Value::as_str).unwrap_or_default().chars().collect();
    for added in judged.iter().filter(|j| j.undone.is_none() && j.verdict == Verdict::Added) {
        let layer = layer_named(&added.fact)?;
        let mut fact = Map::new();
        fact.insert("id".to_owned(), json!(added_id(layer, added.number)));
        if let Some(fields) = added.value.as_ref().and_then(Value::as_object) {
            change(&mut fact, fields, layer, &text);
        }
        if let Some(facts) = record.get_mut(layer.name()).and_then(Value::as_array_mut) {
            facts.push(Value::Object(fact));
        }
    }
    for (id, stand) in standing(judged) {
        let Some(layer) = layer_of(&record, &id) else { continue };
        let Some(facts) = record.get_mut(layer.name()).and_then(Value::as_array_mut) else { continue };
        if stand.is_rejected {
            facts.retain(|f| f.get("id").and_then(Value::as_str) != Some(&id));
            forget(&mut record, &id);
        } else if !stand.fields.is_empty() {
            let fact = facts.iter_mut().find(|f| f.get("id").and_then(Value::as_str) == Some(&id));
            if let Some(fact) = fact.and_then(Value::as_object_mut) {
                change(fact, &stand.fields, layer, &text);
            }
        }
    }
    Ok(record)
}

/// The id of a fact that was added under a number of the log.
fn added_id(layer: Layer, number: i64) -> String {
    let letter = match layer {
        Layer::Article | Layer::Blocks => "b",
        Layer::Sentences => "n",
        Layer::Mentions => "m",
        Layer::Entities => "e",
        Layer::Roles => "r",
        Layer::Times => "t",
        Layer::Quantities => "q",
        Layer::Documents => "d",
        Layer::Statements => "s",
        Layer::Events => "v",
        Layer::Commitments => "c",
    };
    format!("{letter}{}", ADDED + number)
}

fn layer_named(name: &str) -> Result<Layer> {
    let facts = Layer::ALL.into_iter().filter(|l| *l != Layer::Article);
    let names: Vec<&str> = facts.clone().map(Layer::name).collect();
    let wrong = || Error::Query(format!("«{name}» is no layer: {}", names.join(", ")));
    facts.into_iter().find(|l| l.name() == name).ok_or_else(wrong)
}

fn layer_of(record: &Value, id: &str) -> Option<Layer> {
    let has = |layer: &Layer| {
        let facts = record.get(layer.name()).and_then(Value::as_array);
        facts.is_some_and(|f| f.iter().any(|f| f.get("id").and_then(Value::as_str) == Some(id)))
    };
    Layer::ALL.into_iter().find(has)
}

/// Changes fields of a fact. A span gets the words that stand there; positions of the fact itself do too.
fn change(fact: &mut Map<String, Value>, fields: &Map<String, Value>, layer: Layer, text: &[char]) {
    for (name, value) in fields.iter().filter(|(name, _)| *name != "id") {
        if value.is_null() {
            fact.remove(name);
            continue;
        }
        let mut value = value.clone();
        if let Some(span) = value.as_object_mut() {
            quote(span, text);
        }
        fact.insert(name.clone(), value);
    }
    if fact.contains_key("start") && !matches!(layer, Layer::Blocks | Layer::Sentences) {
        quote(fact, text);
    }
    let rule = if layer == Layer::Commitments { "rule" } else { "by" };
    fact.insert(rule.to_owned(), json!(RULE));
}

fn quote(span: &mut Map<String, Value>, text: &[char]) {
    let at = |name: &str| span.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    let (Some(start), Some(end)) = (at("start"), at("end")) else { return };
    if let Some(words) = text.get(start..end) {
        span.insert("text".to_owned(), json!(words.iter().collect::<String>()));
    }
}

/// Facts that refer to another that is gone refer to nothing.
fn forget(record: &mut Value, id: &str) {
    const REFERENCES: [&str; 5] = ["entity", "source_entity", "document", "parent", "statement"];
    for layer in Layer::ALL {
        let facts = record.get_mut(layer.name()).and_then(Value::as_array_mut);
        for fact in facts.into_iter().flatten().filter_map(Value::as_object_mut) {
            for name in REFERENCES {
                if fact.get(name).and_then(Value::as_str) == Some(id) {
                    fact.remove(name);
                }
            }
        }
    }
}
