//! Facts as cards: one sentence each, in the reader's language, with the page's own words in it.

pub mod tell;

use khabar::Record;
use khabar::record::{Commitment, Event, Id, Quantity, Quote, Statement, Time};
use serde::Serialize;

use crate::cx::Cx;
use crate::locale::{Part, fill};
use crate::marks::Mark;

/// A fact as it is shown beside the text.
#[derive(Debug, Clone)]
pub struct Card {
    /// The id of the fact.
    pub fact: String,
    /// What it says.
    pub sentence: Vec<Part>,
    /// What is known beside: the name of a field and its value.
    pub notes: Vec<(&'static str, String)>,
    /// The rule that found it.
    pub by: String,
    /// What people have said of it, if anything.
    pub verdict: Option<String>,
}

/// A fact of some page as it is listed.
#[derive(Debug, Clone)]
pub struct Told {
    /// The page's number in the register.
    pub page: i64,
    /// The id of the fact.
    pub fact: String,
    /// What it says.
    pub sentence: Vec<Part>,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// Headline of the page.
    pub title: Option<String>,
}

/// The cards of one layer.
#[derive(Debug, Clone)]
pub struct Group {
    /// `statements`, `events`, …
    pub layer: &'static str,
    /// Its cards in the order of the text.
    pub cards: Vec<Card>,
    /// How many facts it has.
    pub total: usize,
}

/// The cards of a page, layer by layer.
#[must_use]
pub fn groups(cx: &Cx, record: &Record<Quote>) -> Vec<Group> {
    let group = |layer, cards: Vec<Card>| Group { layer, total: cards.len(), cards };
    vec![
        group("statements", record.statements.iter().map(|s| statement(cx, record, s)).collect()),
        group("events", record.events.iter().map(|e| event(cx, record, e)).collect()),
        group("commitments", record.commitments.iter().map(|c| commitment(cx, record, c)).collect()),
        group("figures", record.quantities.iter().map(|q| figure(cx, q)).collect()),
        group("times", record.times.iter().map(|t| time(cx, t)).collect()),
    ]
}

/// Where the facts of a page stand.
#[must_use]
pub fn marks(record: &Record<Quote>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |quote: &Quote, fact: Id, class| {
        marks.push(Mark { start: quote.start, end: quote.end, fact: fact.to_string(), class });
    };
    for s in &record.statements {
        add(&s.content, s.id, "m-statements");
        s.cue.iter().for_each(|cue| add(cue, s.id, "m-cue"));
    }
    for c in &record.commitments {
        add(&c.action, c.id, "m-commitments");
    }
    for e in &record.events {
        add(&e.trigger, e.id, "m-events");
    }
    for q in &record.quantities {
        add(&q.span, q.id, "m-figures");
        // Side by side they are one mark.
        q.unit.iter().filter(|u| u.start >= q.span.end && u.start <= q.span.end + 1).for_each(|unit| {
            add(&Quote { start: q.span.end, end: unit.end, text: None }, q.id, "m-figures");
        });
    }
    for t in &record.times {
        add(&t.span, t.id, "m-times");
    }
    for m in &record.mentions {
        add(&m.span, m.id, "m-names");
    }
    marks
}

/// The name of a value on the wire.
pub(crate) fn wire(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn words(quote: Option<&Quote>) -> &str {
    quote.and_then(|q| q.text.as_deref()).unwrap_or_default()
}

fn card(fact: Id, sentence: Vec<Part>, by: &str) -> Card {
    Card { fact: fact.to_string(), sentence, notes: Vec::new(), by: by.to_owned(), verdict: None }
}

fn statement(cx: &Cx, record: &Record<Quote>, s: &Statement<Quote>) -> Card {
    let printed = s.source.as_ref().and_then(|q| q.text.as_deref()).or(s.source_entity_text.as_deref());
    let unnamed = cx.t("statement.unnamed");
    let sentence = fill(
        cx.t("say.statement"),
        &[
            ("speaker", printed.unwrap_or(unnamed)),
            ("cue", words(s.cue.as_ref())),
            ("channel", words(s.channel.as_ref())),
            ("relay", words(s.relay.as_ref())),
            ("content", words(Some(&s.content))),
        ],
    );
    let mut card = card(s.id, sentence, &s.by);
    let entity = s.source_entity.and_then(|id| record.entities.iter().find(|e| e.id == id));
    if let Some(entity) = entity.filter(|e| Some(&*e.name) != printed) {
        card.notes.push(("note.named", entity.name.clone()));
    }
    card.notes.push(("note.quoted", cx.name("type", &wire(s.kind)).to_owned()));
    card
}

fn event(cx: &Cx, record: &Record<Quote>, e: &Event<Quote>) -> Card {
    let when = e.time.as_deref().map(|value| in_words(cx, record, value, None)).unwrap_or_default();
    let sentence = fill(
        cx.t("say.event"),
        &[
            ("type", cx.name("event", &wire(e.kind))),
            ("trigger", words(Some(&e.trigger))),
            ("actor", words(e.actor.as_ref())),
            ("recipient", words(e.recipient.as_ref())),
            ("place", words(e.place.as_ref())),
            ("time", &when),
        ],
    );
    let mut card = card(e.id, sentence, &e.by);
    card.notes.push(("note.status", cx.name("status", &wire(e.status)).to_owned()));
    card
}

fn commitment(cx: &Cx, record: &Record<Quote>, c: &Commitment<Quote>) -> Card {
    let party = c.party.as_ref().and_then(|q| q.text.as_deref()).or(c.by_text.as_deref());
    let modifier = c.deadline_mod.map(wire);
    let when = c.deadline.as_deref().map(|value| in_words(cx, record, value, modifier.as_deref()));
    let sentence = fill(
        cx.t(if c.negated { "say.commitment-not" } else { "say.commitment" }),
        &[
            ("party", party.unwrap_or_else(|| cx.t("commitment.unnamed"))),
            ("kind", cx.name("kind", &wire(c.kind))),
            ("action", words(Some(&c.action))),
            ("deadline", when.as_deref().unwrap_or_default()),
        ],
    );
    card(c.id, sentence, &c.by)
}

fn figure(cx: &Cx, q: &Quantity<Quote>) -> Card {
    let sentence = fill(
        cx.t("say.figure"),
        &[("words", words(Some(&q.span))), ("unit", words(q.unit.as_ref())), ("of", words(q.of.as_ref()))],
    );
    let mut card = card(q.id, sentence, &q.by);
    let number = |n: f64| cx.prefs.number(n);
    let value = match (q.value, q.min, q.max) {
        (Some(value), _, _) => number(value),
        (None, Some(min), Some(max)) => format!("{} – {}", number(min), number(max)),
        (None, Some(min), None) => format!("≥ {}", number(min)),
        (None, None, Some(max)) => format!("≤ {}", number(max)),
        (None, None, None) => String::new(),
    };
    if !value.is_empty() {
        card.notes.push((
            "note.value",
            format!("{value} {}", q.currency.as_deref().unwrap_or_default()).trim().to_owned(),
        ));
    }
    card.notes.push(("note.dimension", cx.name("dimension", &wire(q.dimension)).to_owned()));
    let relation = wire(q.relation);
    if relation != "EXACT" {
        card.notes.push(("note.relation", cx.name("relation", &relation).to_owned()));
    }
    card
}

fn time(cx: &Cx, t: &Time<Quote>) -> Card {
    let modifier = t.modifier.map(wire);
    let value = cx.prefs.timex(&t.value, modifier.as_deref(), (t.earliest.as_deref(), t.latest.as_deref()));
    let sentence = fill(cx.t("say.time"), &[("words", words(Some(&t.span))), ("value", &value)]);
    card(t.id, sentence, &t.by)
}

/// A TIMEX3 value in words, with the days that the page's own time of that value means.
fn in_words(cx: &Cx, record: &Record<Quote>, value: &str, modifier: Option<&str>) -> String {
    let time = record.times.iter().find(|t| t.value == value);
    let days = (time.and_then(|t| t.earliest.as_deref()), time.and_then(|t| t.latest.as_deref()));
    cx.prefs.timex(value, modifier, days)
}
