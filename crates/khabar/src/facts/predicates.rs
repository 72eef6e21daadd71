//! The finite verbs of a sentence and whose they are: what verbal nouns and verbs without a subject of their own lean on.

use std::ops::Range;

use super::clause::{self, clause, is_finite};
use super::scene::Scene;
use crate::lexicon::{Function, Person, SpeechForm, TriggerForm, Verb};
use crate::text::{Kind, Strip};

/// A finite verb.
#[derive(Debug, Clone)]
pub struct Predicate {
    /// Its token.
    pub at: usize,
    /// The noun phrase that is its subject: in its clause, or that of the verb before it («… وأكدت»).
    pub subject: Option<Range<usize>>,
    /// Whether the subject stands behind it.
    pub leads: bool,
    /// Whether its subject is the noun that a relative pronoun takes up: «الوفد الذي زار».
    pub relative: bool,
}

/// The finite verbs of a sentence, in order.
#[must_use]
pub fn predicates(scene: &Scene, sentence: &Range<usize>) -> Vec<Predicate> {
    let text = scene.text;
    let mut out: Vec<Predicate> = Vec::new();
    for at in sentence.clone() {
        if text.kind(at) != Kind::Arabic || !is_finite(scene, at) {
            continue;
        }
        let clause = clause(scene, at..at + 1, sentence);
        let relative = antecedent(scene, at, sentence.start);
        let found = relative.clone().or(clause.subject);
        let leads = found.as_ref().is_some_and(|s| s.start > at);
        let carried = || {
            let last =
                out.last().filter(|p| !p.relative).or_else(|| out.iter().rev().find(|p| !p.relative))?;
            last.subject.clone().filter(|s| agrees(scene, s, at))
        };
        let is_relative = relative.is_some();
        out.push(Predicate { at, subject: found.or_else(carried), leads, relative: is_relative });
    }
    out
}

/// The relative pronoun in front of a verb, particles aside: «الذي كان قد زار».
#[must_use]
pub fn relative_before(scene: &Scene, verb: usize, from: usize) -> Option<usize> {
    let text = scene.text;
    let particle = |t: usize| {
        matches!(text.function(t), Some(Function::Aux | Function::Neg | Function::Future)) || text.eq(t, "قد")
    };
    let mut at = verb;
    while at > from && particle(at - 1) {
        at -= 1;
    }
    at.checked_sub(1).filter(|&r| r >= from && text.function(r) == Some(Function::Rel))
}

/// The noun phrase in front of a relative pronoun that stands right before the verb, particles aside.
#[must_use]
pub fn antecedent(scene: &Scene, verb: usize, from: usize) -> Option<Range<usize>> {
    let relative = relative_before(scene, verb, from).filter(|&r| r > from)?;
    let end = relative - usize::from(matches!(scene.text.mark(relative - 1), '،' | '»' | '"'));
    phrase_ending_at(scene, end, from)
}

/// The longest noun phrase that ends at a token.
#[must_use]
pub fn phrase_ending_at(scene: &Scene, end: usize, from: usize) -> Option<Range<usize>> {
    let start = from.max(end.saturating_sub(10));
    (start..end).find_map(|t| {
        let stop = clause::noun_phrase(scene, t, end)?;
        (stop == end).then_some(t..end)
    })
}

/// Gender and number that a verb shows, by whichever table knows it.
#[must_use]
pub fn person(scene: &Scene, verb: usize) -> Option<Person> {
    let text = scene.text;
    let lex = text.lex;
    if let Some(trigger) = text.is(&lex.triggers, verb, Strip::Proclitics)
        && let TriggerForm::Finite(_, person) = trigger.form
    {
        return Some(person);
    }
    if let Some(speech) = text.is(&lex.speech, verb, Strip::Proclitics)
        && let SpeechForm::Finite(_, person) = speech.form
    {
        return Some(person);
    }
    text.is(&lex.verbs, verb, Strip::Proclitics).map(|v: &Verb| v.person)
}

/// Whether a noun phrase may be the subject of a verb that stands behind it, as far as the spelling tells.
fn agrees(scene: &Scene, subject: &Range<usize>, verb: usize) -> bool {
    match person(scene, verb) {
        Some(Person::She) => clause::is_feminine(scene, subject) || is_plural(scene, subject),
        Some(Person::He) => !clause::is_feminine(scene, subject),
        Some(Person::They) => is_plural(scene, subject) || !clause::is_feminine(scene, subject),
        _ => true,
    }
}

/// Whether a noun phrase is a plural of persons or counts them.
fn is_plural(scene: &Scene, phrase: &Range<usize>) -> bool {
    let text = scene.text;
    let word = text.fold(phrase.start);
    ["ون", "ين", "ات"].iter().any(|e| word.ends_with(e)) || text.kind(phrase.start) == Kind::Number
}
