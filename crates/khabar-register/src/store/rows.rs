//! From a record to the rows of its facts.

use khabar::Record;
use khabar::record::{Id, Label, Quote, Time};
use rusqlite::types::Value;
use rusqlite::{Connection, ToSql};
use serde::Serialize;

use super::day;
use crate::analyse::line_of_terms;
use crate::error::Result;

/// A row of a table of facts, without the page's number that stands first in it.
#[derive(Debug)]
pub struct Row {
    sql: &'static str,
    values: Vec<Value>,
}

const ENTITY: &str = "INSERT INTO entities VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const MENTION: &str = "INSERT INTO mentions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
const ROLE: &str = "INSERT INTO roles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
const TIME: &str = "INSERT INTO times VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
const QUANTITY: &str =
    "INSERT INTO quantities VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
const STATEMENT: &str =
    "INSERT INTO statements VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
const EVENT: &str = "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)";
const COMMITMENT: &str =
    "INSERT INTO commitments VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";

/// The tables that are filled of a record.
const TABLES: [&str; 8] =
    ["entities", "mentions", "roles", "times", "quantities", "statements", "events", "commitments"];

/// Puts the facts of a record in the place of those that the tables have of its page.
pub fn replace(db: &Connection, page: i64, record: &Record<Quote>) -> Result<()> {
    for table in TABLES {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE page = ?1"))?.execute([page])?;
    }
    rows(record).iter().try_for_each(|row| row.insert(db, page))
}

impl Row {
    /// Writes the row for a page.
    pub fn insert(&self, db: &Connection, page: i64) -> Result<()> {
        let number: &dyn ToSql = &page;
        let values = std::iter::once(number).chain(self.values.iter().map(|v| v as &dyn ToSql));
        db.prepare_cached(self.sql)?.execute(rusqlite::params_from_iter(values))?;
        Ok(())
    }
}

/// The rows of a record as it stands on the wire.
pub fn rows(record: &Record<Quote>) -> Vec<Row> {
    let entities = record.entities.iter().map(|e| {
        let names: Vec<&str> =
            std::iter::once(&*e.name).chain(e.aliases.iter().map(String::as_str)).collect();
        Row {
            sql: ENTITY,
            values: vec![
                id(e.id),
                name(e.label),
                text(&e.name),
                maybe(e.link.as_deref()),
                terms(Some(&names.join(" "))),
                text(&e.by),
            ],
        }
    });
    let mentions = record.mentions.iter().map(|m| {
        let rest = [name(m.label), m.entity.map_or(Value::Null, id), text(&m.by)];
        Row { sql: MENTION, values: placed(m.id, &m.span).chain(rest).collect() }
    });
    let roles = record.roles.iter().map(|r| {
        let rest = [words(Some(&r.person)), entity_in(record, Some(&r.person)), text(&r.by)];
        Row { sql: ROLE, values: placed(r.id, &r.role).chain(rest).collect() }
    });
    let times = record.times.iter().map(|t| {
        let rest = [
            name(t.kind),
            text(&t.value),
            t.modifier.map_or(Value::Null, name),
            maybe(t.earliest.as_deref()),
            maybe(t.latest.as_deref()),
            text(&t.by),
        ];
        Row { sql: TIME, values: placed(t.id, &t.span).chain(rest).collect() }
    });
    let quantities = record.quantities.iter().map(|q| {
        let number = |n: Option<f64>| n.map_or(Value::Null, Value::Real);
        let rest = [
            number(q.value),
            number(q.min),
            number(q.max),
            name(q.relation),
            name(q.dimension),
            maybe(q.currency.as_deref()),
            words(q.unit.as_ref()),
            words(q.of.as_ref()),
            terms(q.unit.as_ref().and_then(|u| u.text.as_deref())),
            text(&q.by),
        ];
        Row { sql: QUANTITY, values: placed(q.id, &q.span).chain(rest).collect() }
    });
    let rows = entities.chain(mentions).chain(roles).chain(times).chain(quantities);
    rows.chain(statements(record)).chain(events(record)).chain(commitments(record)).collect()
}

fn statements(record: &Record<Quote>) -> impl Iterator<Item = Row> + '_ {
    record.statements.iter().map(|s| {
        let speaker = s.source.as_ref().and_then(|q| q.text.as_deref()).or(s.source_entity_text.as_deref());
        let entity = s.source_entity.and_then(|e| record.entities.iter().find(|f| f.id == e));
        let channel = s.channel.as_ref().and_then(|c| c.text.as_deref());
        let named = [speaker, entity.map(|e| &*e.name)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let rest = [
            name(s.kind),
            maybe(speaker),
            s.source_entity.map_or(Value::Null, id),
            words(s.cue.as_ref()),
            maybe(channel),
            words(s.relay.as_ref()),
            s.parent.map_or(Value::Null, id),
            terms(Some(&named)),
            terms(channel),
            terms(s.content.text.as_deref()),
            text(&s.by),
        ];
        Row { sql: STATEMENT, values: placed(s.id, &s.content).chain(rest).collect() }
    })
}

fn events(record: &Record<Quote>) -> impl Iterator<Item = Row> + '_ {
    record.events.iter().map(|e| {
        let part = |q: &Option<Quote>| terms(q.as_ref().and_then(|q| q.text.as_deref()));
        let (earliest, latest) = interval(record, e.time.as_deref(), |t| distance(&t.span, &e.trigger));
        let rest = [
            name(e.kind),
            name(e.status),
            words(e.actor.as_ref()),
            words(e.recipient.as_ref()),
            words(e.place.as_ref()),
            maybe(e.time.as_deref()),
            maybe(earliest.as_deref()),
            maybe(latest.as_deref()),
            e.statement.map_or(Value::Null, id),
            entity_in(record, e.actor.as_ref()),
            entity_in(record, e.recipient.as_ref()),
            entity_in(record, e.place.as_ref()),
            part(&e.actor),
            part(&e.recipient),
            part(&e.place),
            text(&e.by),
        ];
        Row { sql: EVENT, values: placed(e.id, &e.trigger).chain(rest).collect() }
    })
}

fn commitments(record: &Record<Quote>) -> impl Iterator<Item = Row> + '_ {
    record.commitments.iter().map(|c| {
        let party = c.party.as_ref().and_then(|p| p.text.as_deref()).or(c.by_text.as_deref());
        let (_, due) = interval(record, c.deadline.as_deref(), |t| {
            (t.modifier != c.deadline_mod, distance(&t.span, &c.action))
        });
        let rest = [
            name(c.kind),
            Value::Integer(c.negated.into()),
            maybe(party),
            maybe(c.deadline.as_deref()),
            c.deadline_mod.map_or(Value::Null, name),
            maybe(due.as_deref()),
            c.statement.map_or(Value::Null, id),
            entity_in(record, c.party.as_ref()),
            terms(party),
            text(&c.by),
        ];
        Row { sql: COMMITMENT, values: placed(c.id, &c.action).chain(rest).collect() }
    })
}

/// First and last day of a TIMEX3 value: as the time of that value in the record says, of several the one that comes first
/// in an order, else as the value itself says. «2022» and «قبل 2022» have one value and not the same days.
fn interval<T: Ord>(
    record: &Record<Quote>,
    value: Option<&str>,
    order: impl Fn(&Time<Quote>) -> T,
) -> (Option<String>, Option<String>) {
    let Some(value) = value else { return (None, None) };
    let time = record.times.iter().filter(|t| t.value == value).min_by_key(|t| order(t));
    let known = |end: Option<&String>| end.and_then(|e| e.get(..10)).map(str::to_owned);
    (
        known(time.and_then(|t| t.earliest.as_ref())).or_else(|| day::first(value)),
        known(time.and_then(|t| t.latest.as_ref())).or_else(|| day::last(value)),
    )
}

/// Code points between two spans.
fn distance(one: &Quote, other: &Quote) -> u32 {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    second.start.saturating_sub(first.end)
}

/// The entity that a phrase is about: the person in it, else the body, else the place; of several the first.
fn entity_in(record: &Record<Quote>, phrase: Option<&Quote>) -> Value {
    let Some(phrase) = phrase else { return Value::Null };
    let inside = record.mentions.iter().filter(|m| m.span.start >= phrase.start && m.span.end <= phrase.end);
    let order = |label| match label {
        Label::Per => 0,
        Label::Org => 1,
        Label::Loc => 2,
        Label::Misc => 3,
    };
    let named = inside.filter_map(|m| Some((order(m.label), m.span.start, m.entity?)));
    named.min_by_key(|(order, start, _)| (*order, *start)).map_or(Value::Null, |(.., entity)| id(entity))
}

fn placed(fact: Id, quote: &Quote) -> impl Iterator<Item = Value> + use<> {
    [id(fact), Value::Integer(quote.start.into()), Value::Integer(quote.end.into()), words(Some(quote))]
        .into_iter()
}

fn id(id: Id) -> Value {
    Value::Text(id.to_string())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn maybe(text: Option<&str>) -> Value {
    text.map_or(Value::Null, |t| Value::Text(t.to_owned()))
}

fn words(quote: Option<&Quote>) -> Value {
    maybe(quote.and_then(|q| q.text.as_deref()))
}

fn terms(text: Option<&str>) -> Value {
    Value::Text(line_of_terms(text.unwrap_or_default()))
}

/// The name of a value on the wire.
fn name(value: impl Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Value::Text(name),
        _ => Value::Null,
    }
}
