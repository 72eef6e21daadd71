//! Later statements and events that may bear on a commitment, ranked.
//!
//! «تعهد الوزير بافتتاح المحطة قبل نهاية مارس» may be borne out, or not, by «افتتح الوزير المحطة» on a later page. What is
//! ranked here is only what a person should read first: who is named, the words of the action, and how near the deadline it
//! was told. Nothing is decided; every candidate says why it stands there.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use khabar::Record;
use khabar::record::{Commitment, Entity, EventStatus, Id, Label, Mention};
use khabar::span::Span;

use crate::when::time_of;
use crate::words;

/// A commitment with what it takes to follow it up.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The page's id.
    pub page: String,
    /// When the page was published.
    pub published: Option<DateTime>,
    /// Keys of the party that is bound.
    pub party: BTreeSet<String>,
    /// Keys of the other entities of the action.
    pub entities: BTreeSet<String>,
    /// Light forms of the content words of the action, names of persons left out.
    pub action: BTreeSet<String>,
    /// The last day of the deadline.
    pub deadline: Option<Date>,
}

/// Which kind of fact a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A statement.
    Statement,
    /// An event that happened, or did not.
    Event,
}

/// A statement or event that could be a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Later {
    /// The page's id.
    pub page: String,
    /// The fact in the page's record.
    pub fact: Id,
    /// Statement or event.
    pub kind: Kind,
    /// When the page was published.
    pub published: Option<DateTime>,
    /// Keys of the entities named in it, its source or actor included.
    pub entities: BTreeSet<String>,
    /// Content words of it, light forms, names of persons left out.
    pub words: BTreeSet<String>,
}

/// Why a candidate stands in the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// It names the party that is bound, by these keys.
    Party(Vec<String>),
    /// It names other entities of the commitment, by these keys.
    Entities(Vec<String>),
    /// It has these words of the action, as the action has them.
    Action(Vec<String>),
    /// It has words that share their consonants with these words of the action.
    Kin(Vec<String>),
    /// It was told so many days from the deadline; negative before it.
    Deadline(i64),
}

/// A fact that may bear on a commitment.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its number among the facts given.
    pub later: usize,
    /// How likely it bears on the commitment; it only ranks, 0 and up.
    pub score: f64,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Weights of the evidence. The action says most: a party in the news is named on many pages. Chosen by reading, to be
/// learnt once people have judged candidates.
const PARTY: f64 = 1.0;
const ENTITY: f64 = 0.5;
const ACTION: f64 = 3.0;
const KIN: f64 = 0.6;
const NEAR: f64 = 1.0;

/// Days from the deadline after which nearness has fallen to about a third.
const NEAR_DAYS: f64 = 30.0;

/// Entities beyond so many add nothing: a long list of names is a list.
const ENTITIES: usize = 3;

/// The commitments of a page. `key` names an entity across pages.
#[must_use]
pub fn bound(record: &Record, key: impl Fn(&Entity) -> String) -> Vec<(Id, Bound)> {
    record.commitments.iter().map(|c| (c.id, one_bound(record, c, &key))).collect()
}

fn one_bound(record: &Record, commitment: &Commitment, key: &impl Fn(&Entity) -> String) -> Bound {
    let mut party = keys_in(record, commitment.party, key);
    if let Some(words) = &commitment.by_text {
        party.extend(record.entities.iter().filter(|e| is_called(e, words)).map(key));
    }
    // Where the sentence does not name the party, the source of the statement that binds is as near.
    let said = record.statements.iter().find(|s| Some(s.id) == commitment.statement);
    if let (true, Some(said)) = (party.is_empty(), said) {
        party.extend(keys_in(record, said.source, key));
        party.extend(record.entities.iter().filter(|e| Some(e.id) == said.source_entity).map(key));
    }
    let deadline = commitment.deadline.as_ref().and_then(|value| {
        let told = record.times.iter().filter(|t| &t.value == value);
        let latest =
            told.clone().find(|t| t.modifier == commitment.deadline_mod).or_else(|| told.clone().next());
        latest
            .and_then(|t| t.latest.as_deref())
            .or(Some(value.as_str()))
            .and_then(time_of)
            .map(DateTime::date)
    });
    Bound {
        page: record.id.clone(),
        published: published(record),
        entities: keys_in(record, Some(commitment.action), key).difference(&party).cloned().collect(),
        party,
        action: plain_words(record, commitment.action),
        deadline,
    }
}

/// Statements and events of a page that may bear on the commitments of others. Planned and hypothetical events are left
/// out: they keep nothing and break nothing.
#[must_use]
pub fn later(record: &Record, key: impl Fn(&Entity) -> String) -> Vec<Later> {
    let fact = |fact, kind, spans: &[Option<Span>], whole: Span| {
        let mut entities = keys_in(record, Some(whole), &key);
        for span in spans {
            entities.extend(keys_in(record, *span, &key));
        }
        Later {
            page: record.id.clone(),
            fact,
            kind,
            published: published(record),
            entities,
            words: plain_words(record, whole),
        }
    };
    let statements = record.statements.iter().map(|s| {
        let mut told = fact(s.id, Kind::Statement, &[s.source], s.content);
        told.entities.extend(record.entities.iter().filter(|e| Some(e.id) == s.source_entity).map(&key));
        told
    });
    let told =
        record.events.iter().filter(|e| matches!(e.status, EventStatus::Actual | EventStatus::Negated));
    let events = told.map(|e| {
        // The trigger alone tells too little: its sentence says what was done.
        let sentence =
            record.sentences.iter().find(|s| s.span.contains(e.trigger)).map_or(e.trigger, |s| s.span);
        fact(e.id, Kind::Event, &[e.actor, e.recipient, e.place], sentence)
    });
    statements.chain(events).collect()
}

/// The facts that may bear on a commitment, the likeliest first; of equals the earliest told. A candidate stands on another
/// page, was published after the commitment, names one of its entities and shares a word of its action.
#[must_use]
pub fn rank(bound: &Bound, later: &[Later]) -> Vec<Candidate> {
    let kin: Vec<(&String, String)> =
        bound.action.iter().filter_map(|w| Some((w, words::skeleton(w)?))).collect();
    let mut found: Vec<Candidate> = later
        .iter()
        .enumerate()
        .filter(|(_, l)| l.page != bound.page && is_after(bound, l))
        .filter_map(|(n, l)| candidate(bound, &kin, n, l))
        .collect();
    let told = |c: &Candidate| later.get(c.later).map(|l| (l.published, &l.page, l.fact));
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| told(a).cmp(&told(b))));
    found
}

/// A page without a time may be later; where both have one it must be.
fn is_after(bound: &Bound, later: &Later) -> bool {
    match (bound.published, later.published) {
        (Some(then), Some(now)) => now > then,
        _ => true,
    }
}

fn candidate(bound: &Bound, kin: &[(&String, String)], n: usize, later: &Later) -> Option<Candidate> {
    let shared = |of: &BTreeSet<String>, with: &BTreeSet<String>| -> Vec<String> {
        of.intersection(with).cloned().collect()
    };
    let party = shared(&bound.party, &later.entities);
    let entities = shared(&bound.entities, &later.entities);
    if party.is_empty() && entities.is_empty() {
        return None;
    }
    let action = shared(&bound.action, &later.words);
    let skeletons: BTreeSet<String> = later.words.iter().filter_map(|w| words::skeleton(w)).collect();
    let kin: Vec<String> = kin
        .iter()
        .filter(|(word, skeleton)| !action.contains(*word) && skeletons.contains(skeleton))
        .map(|(word, _)| (*word).clone())
        .collect();
    if action.is_empty() && kin.is_empty() {
        return None;
    }
    let of_action = |count: usize| ACTION * count as f64 / bound.action.len().max(1) as f64;
    let mut weighed = Vec::new();
    if !action.is_empty() {
        weighed.push((of_action(action.len()), Reason::Action(action)));
    }
    if !kin.is_empty() {
        weighed.push((KIN * of_action(kin.len()), Reason::Kin(kin)));
    }
    if !party.is_empty() {
        weighed.push((PARTY, Reason::Party(party)));
    }
    if !entities.is_empty() {
        weighed.push((ENTITY * entities.len().min(ENTITIES) as f64, Reason::Entities(entities)));
    }
    if let (Some(deadline), Some(now)) = (bound.deadline, later.published) {
        let days = (now.date() - deadline).get_days();
        weighed.push((NEAR * (-f64::from(days.abs()) / NEAR_DAYS).exp(), Reason::Deadline(days.into())));
    }
    let score = weighed.iter().map(|(weight, _)| weight).sum();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some(Candidate { later: n, score, reasons: weighed.into_iter().map(|(_, reason)| reason).collect() })
}

fn published(record: &Record) -> Option<DateTime> {
    record.article.published.as_deref().and_then(time_of)
}

fn keys_in(record: &Record, span: Option<Span>, key: &impl Fn(&Entity) -> String) -> BTreeSet<String> {
    let Some(span) = span else { return BTreeSet::new() };
    let named = record.mentions.iter().filter(|m| span.contains(m.span)).filter_map(|m| m.entity);
    named.filter_map(|id| record.entities.iter().find(|e| e.id == id)).map(key).collect()
}

fn is_called(entity: &Entity, words: &str) -> bool {
    entity.name == words || entity.aliases.iter().any(|a| a == words)
}

/// Content words of a span without those of the persons and known places in it, which are compared as entities. Other
/// names stay: what is built or opened («محطة التحلية») is a name on one page and none on the next.
fn plain_words(record: &Record, span: Span) -> BTreeSet<String> {
    let is_sure = |m: &Mention| {
        m.label == Label::Per || record.entities.iter().any(|e| Some(e.id) == m.entity && e.link.is_some())
    };
    let sure = record.mentions.iter().filter(|m| span.contains(m.span) && is_sure(m));
    let mut names: Vec<Span> = sure.map(|m| m.span).collect();
    names.sort_unstable();
    let mut words_of = BTreeSet::new();
    let mut at = span.start;
    for name in names.into_iter().chain([Span::new(span.end, span.end)]) {
        words_of.extend(words::content(Span::new(at, name.start).of(&record.text)));
        at = name.end.max(at);
    }
    words_of
}
