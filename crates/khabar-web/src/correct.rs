//! The fields of a fact as a form, and a form as the fields that a correction changes.
//!
//! People give words, not positions: words of the page are looked up where they stand nearest to the fact.

use khabar::Record;
use khabar::record::Quote;
use serde_json::{Map, Value, json};

use crate::fault::{Fault, Result};
use crate::marks::Points;
use crate::params::digits;

/// What a field of a fact holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Words of the page; `own` where they are those of the fact itself.
    Words { own: bool },
    /// Any text.
    Text,
    /// A number.
    Number,
    /// One of these names.
    Choice(&'static str),
    /// Yes or no.
    Flag,
}

const SPAN: Kind = Kind::Words { own: false };
const OWN: Kind = Kind::Words { own: true };
const TYPES: &str = "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT";
const STATUSES: &str = "ACTUAL PLANNED NEGATED HYPOTHETICAL";
const MODS: &str = "START MID END BEFORE AFTER ON_OR_BEFORE ON_OR_AFTER APPROX LESS_THAN MORE_THAN EQUAL_OR_MORE EQUAL_OR_LESS";
const RELATIONS: &str = "EXACT APPROX MORE_THAN LESS_THAN AT_LEAST AT_MOST RANGE VAGUE";
const DIMENSIONS: &str = "COUNT MONEY PERCENT LENGTH AREA MASS VOLUME TEMPERATURE SPEED OTHER";

/// Layers that can be corrected: the letter of their ids, their name, the group of names of each choice, their fields.
struct Layer {
    letter: &'static str,
    name: &'static str,
    fields: &'static [(&'static str, Kind, &'static str)],
}

const LAYERS: [Layer; 6] = [
    Layer {
        letter: "s",
        name: "statements",
        fields: &[
            ("source", SPAN, ""),
            ("cue", SPAN, ""),
            ("content", SPAN, ""),
            ("channel", SPAN, ""),
            ("relay", SPAN, ""),
            ("type", Kind::Choice("DIRECT INDIRECT MIXED"), "type"),
        ],
    },
    Layer {
        letter: "v",
        name: "events",
        fields: &[
            ("trigger", SPAN, ""),
            ("type", Kind::Choice(TYPES), "event"),
            ("status", Kind::Choice(STATUSES), "status"),
            ("actor", SPAN, ""),
            ("recipient", SPAN, ""),
            ("place", SPAN, ""),
            ("time", Kind::Text, ""),
        ],
    },
    Layer {
        letter: "c",
        name: "commitments",
        fields: &[
            ("by", SPAN, ""),
            ("action", SPAN, ""),
            ("deadline", Kind::Text, ""),
            ("deadline_mod", Kind::Choice(MODS), "mod"),
            ("kind", Kind::Choice("PLEDGE AGREEMENT PLAN OBLIGATION"), "kind"),
            ("negated", Kind::Flag, ""),
        ],
    },
    Layer {
        letter: "q",
        name: "quantities",
        fields: &[
            ("words", OWN, ""),
            ("value", Kind::Number, ""),
            ("min", Kind::Number, ""),
            ("max", Kind::Number, ""),
            ("relation", Kind::Choice(RELATIONS), "relation"),
            ("dimension", Kind::Choice(DIMENSIONS), "dimension"),
            ("currency", Kind::Text, ""),
            ("unit", SPAN, ""),
            ("of", SPAN, ""),
        ],
    },
    Layer {
        letter: "t",
        name: "times",
        fields: &[
            ("words", OWN, ""),
            ("value", Kind::Text, ""),
            ("type", Kind::Choice("DATE TIME DURATION SET"), "type"),
            ("mod", Kind::Choice(MODS), "mod"),
        ],
    },
    Layer {
        letter: "m",
        name: "mentions",
        fields: &[("words", OWN, ""), ("label", Kind::Choice("PER LOC ORG MISC"), "label")],
    },
];

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the form.
    pub name: &'static str,
    /// What it holds now.
    pub value: String,
    /// The values that it may have, if they are few.
    pub choices: Vec<&'static str>,
    /// The group that names its choices.
    pub group: &'static str,
    /// Whether it holds words of the page.
    pub is_words: bool,
    /// Whether it is yes or no.
    pub is_flag: bool,
}

/// The layer of a fact and the fact as it stands on the wire.
fn find(record: &Record<Quote>, fact: &str) -> Option<(&'static Layer, Map<String, Value>)> {
    let letter = fact.trim_end_matches(|c: char| c.is_ascii_digit());
    let layer = LAYERS.iter().find(|l| l.letter == letter)?;
    let record = serde_json::to_value(record).ok()?;
    let facts = record.get(layer.name)?.as_array()?;
    let found = facts.iter().find(|f| f.get("id").and_then(Value::as_str) == Some(fact))?;
    Some((layer, found.as_object()?.clone()))
}

fn words(value: Option<&Value>) -> &str {
    value.and_then(|v| v.get("text")).and_then(Value::as_str).unwrap_or_default()
}

fn shown(fact: &Map<String, Value>, name: &str, kind: Kind) -> String {
    match (kind, fact.get(name)) {
        (Kind::Words { own: true }, _) => {
            fact.get("text").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        (Kind::Words { own: false }, value) => words(value).to_owned(),
        (_, Some(Value::String(text))) => text.clone(),
        (_, Some(Value::Number(number))) => number.to_string().trim_end_matches(".0").to_owned(),
        (_, Some(Value::Bool(flag))) => if *flag { "yes" } else { "" }.to_owned(),
        _ => String::new(),
    }
}

/// Where the words of a fact stand: its own, or those of its first part.
fn place(layer: &Layer, fact: &Map<String, Value>) -> (u32, u32) {
    let at =
        |value: &Map<String, Value>, name: &str| value.get(name).and_then(Value::as_u64).map(|n| n as u32);
    let of = |value: &Map<String, Value>| Some((at(value, "start")?, at(value, "end")?));
    let main = ["content", "trigger", "action"];
    let part =
        layer.fields.iter().find(|(name, ..)| main.contains(name)).and_then(|(name, ..)| fact.get(*name));
    of(fact).or_else(|| part.and_then(Value::as_object).and_then(of)).unwrap_or((0, 0))
}

/// The fields of a fact, and where its words stand.
#[must_use]
pub fn fields(record: &Record<Quote>, fact: &str) -> Option<(Vec<Field>, (u32, u32))> {
    let (layer, found) = find(record, fact)?;
    let field = |&(name, kind, group): &(&'static str, Kind, &'static str)| Field {
        name,
        value: shown(&found, name, kind),
        choices: if let Kind::Choice(names) = kind { names.split(' ').collect() } else { Vec::new() },
        group,
        is_words: matches!(kind, Kind::Words { .. }),
        is_flag: kind == Kind::Flag,
    };
    Some((layer.fields.iter().map(field).collect(), place(layer, &found)))
}

/// What a form changes of a fact as it was shown, as a correction on the wire.
///
/// # Errors
/// [`Fault::Said`] where words do not stand on the page, a number is none, or nothing is changed.
pub fn changes<'f>(
    record: &Record<Quote>,
    fact: &str,
    form: impl Fn(&str) -> Option<&'f str>,
) -> Result<Value> {
    let (layer, found) = find(record, fact).ok_or(Fault::NotFound)?;
    let points = Points::new(&record.text);
    let (near, _) = place(layer, &found);
    let mut changed = Map::new();
    for &(name, kind, _) in layer.fields {
        let given = if kind == Kind::Flag { Some(form(name).unwrap_or_default()) } else { form(name) };
        let Some(given) = given else { continue };
        if given == shown(&found, name, kind) {
            continue;
        }
        match kind {
            Kind::Words { own } => {
                if given.is_empty() && !own {
                    changed.insert(name.to_owned(), Value::Null);
                    continue;
                }
                let at = points.nearest(given, near);
                let (start, end) = at.ok_or_else(|| Fault::said("fault.no-words", given))?;
                if own {
                    changed.insert("start".to_owned(), json!(start));
                    changed.insert("end".to_owned(), json!(end));
                } else {
                    changed.insert(name.to_owned(), json!({ "start": start, "end": end }));
                }
            }
            Kind::Flag => drop(changed.insert(name.to_owned(), json!(!given.is_empty()))),
            _ if given.is_empty() => drop(changed.insert(name.to_owned(), Value::Null)),
            Kind::Number => {
                let number = digits(given).replace('٫', ".").parse::<f64>().ok().filter(|n| n.is_finite());
                let number = number.ok_or_else(|| Fault::said("fault.no-number", given))?;
                changed.insert(name.to_owned(), json!(number));
            }
            Kind::Text | Kind::Choice(_) => drop(changed.insert(name.to_owned(), json!(given))),
        }
    }
    if changed.is_empty() {
        return Err(Fault::said("fault.no-change", ""));
    }
    Ok(Value::Object(changed))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use khabar::{Input, Options, read};

    use super::*;

    fn record() -> Record<Quote> {
        let text = "قال الوزير إن 140 مضخة وصلت إلى البصرة، وقال الوزير إن الماء يكفي.";
        read(&Input { bytes: text.as_bytes(), ..Input::default() }, &Options::default()).to_wire().unwrap()
    }

    #[test]
    fn words_become_positions_and_what_is_the_same_is_left_out() {
        let record = record();
        let (fields, _) = fields(&record, "s1").unwrap();
        let mut form: HashMap<&str, String> = fields.into_iter().map(|f| (f.name, f.value)).collect();
        form.insert("content", "وصلت إلى البصرة".to_owned());
        form.insert("cue", String::new());
        let changed = changes(&record, "s1", |name| form.get(name).map(String::as_str)).unwrap();
        assert_eq!(changed, json!({ "content": { "start": 23, "end": 38 }, "cue": null }));
        let number =
            |value: &'static str| changes(&record, "q1", move |name| (name == "value").then_some(value));
        assert_eq!(number("١٤٠٫٥").unwrap(), json!({ "value": 140.5 }));
        assert!(number("nan").is_err() && number("inf").is_err());
        form.insert("content", "وصلت إلى بغداد".to_owned());
        assert!(changes(&record, "s1", |name| form.get(name).map(String::as_str)).is_err());
    }

    #[test]
    fn a_form_without_changes_and_a_fact_that_is_none_are_refused() {
        let record = record();
        assert!(changes(&record, "q1", |_| None).is_err());
        assert!(fields(&record, "x9").is_none() && fields(&record, "s99").is_none());
    }
}
