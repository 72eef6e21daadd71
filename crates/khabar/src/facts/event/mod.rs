//! Events: who did what to whom (PLOVER), and whether it happened.
//!
//! A trigger of `event_verbs.tsv` opens an event; `parties` reads its frame off the clause, `status` what particles and
//! the words it hangs on say of it, `tellings` folds what the page tells again.

mod parties;
mod status;
mod tellings;

use std::ops::Range;

use super::predicates::{Predicate, predicates};
use super::rule::Rule;
use super::scene::Scene;
use super::statement::{Told, phrase};
use crate::lexicon::{Trigger, TriggerForm};
use crate::record::{Event, Id, Label};
use crate::span::Span;
use crate::text::clitic::ENCLITICS;
use crate::text::{Kind, Strip};

/// A finite verb of the trigger table.
pub const VERB: Rule = Rule {
    by: "event.verb@2",
    why: "a finite verb of the trigger table, with its subject and object",
    example: "التقى وزير الخارجية التركي السفير.",
};
/// A verbal noun of the trigger table.
pub const NOUN: Rule = Rule {
    by: "event.noun@2",
    why: "a verbal noun of the trigger table, with what follows it and the verb it hangs on",
    example: "أدى الهجوم على المطار إلى إغلاقه.",
};
/// A finite verb of the trigger table with a pronoun for its object.
pub const PRONOUN: Rule = Rule {
    by: "event.pronoun@1",
    why: "a finite verb of the trigger table whose object is a pronoun: the noun before a relative, or the one told last",
    example: "غادر الوزير الذي استقبلته تركيا أنقرة.",
};

/// Every rule of this layer.
pub const RULES: &[&Rule] = &[&VERB, &NOUN, &PRONOUN];

/// A trigger where it stands.
struct Found {
    tokens: Range<usize>,
    /// Its proclitic letters.
    letters: u8,
    /// The one-letter particle in front of it.
    particle: Option<char>,
    trigger: Trigger,
    /// Whether a pronoun is its object.
    pronoun: bool,
}

/// Tokens of an event before it is written.
struct Draft {
    found: Found,
    actor: Option<Range<usize>>,
    recipient: Option<Range<usize>>,
    place: Option<Span>,
    time: Option<String>,
    status: crate::record::EventStatus,
    statement: Option<usize>,
}

/// The events of the article.
#[must_use]
pub fn events(scene: &Scene, statements: &Told) -> Vec<Event> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut last_subject = None;
    for sentence in scene.told() {
        let tokens = &sentence.tokens;
        let verbs = predicates(scene, tokens);
        let mut at = tokens.start;
        while at < tokens.end {
            let Some(found) = trigger(scene, at, tokens.end) else {
                at += 1;
                continue;
            };
            let (draft, until) = draft(scene, statements, found, tokens, &verbs, last_subject.as_ref());
            at = draft.found.tokens.end.max(until);
            if is_between_parties(scene, &draft) {
                drafts.push(draft);
            }
        }
        let leading = verbs.iter().rev().find(|p| !p.relative && p.subject.is_some());
        last_subject = leading.and_then(|p| p.subject.clone()).or(last_subject);
    }
    tellings::fold(scene, drafts)
        .into_iter()
        .enumerate()
        .map(|(n, (draft, again))| write(scene, &draft, again, n))
        .collect()
}

/// The trigger at a token.
fn trigger(scene: &Scene, at: usize, end: usize) -> Option<Found> {
    let text = scene.text;
    if text.kind(at) != Kind::Arabic || scene.name(at).is_some() || scene.time(at).is_some() {
        return None;
    }
    if let Some(found) = text.find(&text.lex.triggers, at, end, Strip::Proclitics) {
        let finite = matches!(found.value.form, TriggerForm::Finite(..));
        let particle = found.cut.particle;
        if finite && matches!(particle, Some('ب' | 'ل' | 'ك')) || !finite && particle == Some('س') {
            return None;
        }
        return Some(Found {
            tokens: at..found.end,
            letters: found.cut.letters,
            particle,
            trigger: *found.value,
            pronoun: false,
        });
    }
    // «يتهمونه», «استهدفتها»: the pronoun is taken off, and the «ا» of «اتهموا» put back.
    let word = text.fold(at);
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let letters = (word.chars().count() - bare.chars().count()) as u8;
    ENCLITICS.iter().find_map(|pronoun| {
        let stem = bare.strip_suffix(pronoun).filter(|s| s.chars().count() > 2)?;
        let lex = text.lex;
        let of = |form: &str| lex.triggers.word(lex.vocabulary.get(form)).copied();
        let trigger = of(stem).or_else(|| of(&format!("{stem}ا")))?;
        (trigger.object && matches!(trigger.form, TriggerForm::Finite(..))).then_some(Found {
            tokens: at..at + 1,
            letters,
            particle: None,
            trigger,
            pronoun: true,
        })
    })
}

fn draft(
    scene: &Scene,
    statements: &Told,
    found: Found,
    sentence: &Range<usize>,
    verbs: &[Predicate],
    last_subject: Option<&Range<usize>>,
) -> (Draft, usize) {
    let inside = statements.at(found.tokens.start);
    let parties = parties::of(scene, &found, sentence, verbs, inside.map(|(_, s)| s), last_subject);
    let at = found.tokens.start;
    let scope = parties::clause_end(scene, found.tokens.end, sentence.end);
    let until = parties.until;
    let draft = Draft {
        status: status::of(scene, &found, sentence.start, verbs),
        place: place(scene, found.tokens.end, scope),
        time: time(scene, at, scope, sentence, verbs),
        actor: parties.actor,
        recipient: parties.recipient,
        statement: inside.map(|(n, _)| n),
        found,
    };
    (draft, until)
}

/// Whether a meeting, a support or a threat has someone in it: «تستقبل الشواطئ الزوار» and «يهددون مستوى المعيشة» are none.
fn is_between_parties(scene: &Scene, draft: &Draft) -> bool {
    use crate::record::EventType::{Consult, Cooperate, Support, Threaten};
    if !matches!(draft.found.trigger.kind, Consult | Cooperate | Support | Threaten) {
        return true;
    }
    let text = scene.text;
    let someone = |range: &Range<usize>| {
        scene.name_within(range.clone(), &[Label::Per, Label::Org, Label::Loc]).is_some()
            || range.clone().any(|t| {
                text.is(&text.lex.posts, t, Strip::Proclitics).is_some()
                    || text.is(&text.lex.source_nouns, t, Strip::Proclitics).is_some()
            })
    };
    let met = draft.recipient.as_ref().filter(|_| draft.found.trigger.object);
    let (actor, recipient) = (draft.actor.as_ref(), draft.recipient.as_ref());
    met.is_none_or(someone) && (actor.is_some_and(someone) || recipient.is_some_and(someone))
}

/// The first place named behind «في», «ب» or «عند», with the head that is part of the phrase.
fn place(scene: &Scene, from: usize, end: usize) -> Option<Span> {
    let text = scene.text;
    (from..end).find_map(|t| {
        let name = scene.name(t).filter(|n| n.start == t && n.label == Label::Loc)?;
        let placed = |t: usize| matches!(text.fold(t), "في" | "وفي" | "عند" | "قرب" | "داخل");
        let fused = text.fold(t).starts_with('ب') && name.span.start > text.start_after(t, 0);
        let lead = t.checked_sub(1)?;
        let headed = text.is(&text.lex.place_heads, lead, Strip::Article).is_some();
        let near = fused
            || placed(lead)
            || headed && (lead.checked_sub(1).is_some_and(placed) || text.fold(lead).starts_with('ب'));
        near.then_some(name.span)
    })
}

/// The time of the clause: behind the trigger, else between the verb it hangs on and the trigger.
fn time(
    scene: &Scene,
    at: usize,
    scope: usize,
    sentence: &Range<usize>,
    verbs: &[Predicate],
) -> Option<String> {
    let point = |range: Range<usize>| {
        scene.times_within(range).find(|t| t.timex.is_point()).map(|t| t.timex.to_string())
    };
    point(at..scope).or_else(|| {
        let verb = verbs.iter().rev().find(|p| p.at <= at)?;
        let bounded = (verb.at..at).all(|t| scene.text.mark(t) != '.');
        bounded.then(|| point(verb.at.max(sentence.start)..at))?
    })
}

fn write(scene: &Scene, draft: &Draft, again: Vec<Span>, number: usize) -> Event {
    let rule = match (draft.found.pronoun, draft.found.trigger.form) {
        (true, _) => &PRONOUN,
        (false, TriggerForm::Finite(..)) => &VERB,
        (false, _) => &NOUN,
    };
    Event {
        id: Id { layer: "v", number: number as u32 + 1 },
        trigger: scene.text.span(draft.found.tokens.clone(), draft.found.letters),
        kind: draft.found.trigger.kind,
        actor: draft.actor.as_ref().map(|r| phrase(scene, r)),
        recipient: draft.recipient.as_ref().map(|r| phrase(scene, r)),
        place: draft.place,
        time: draft.time.clone(),
        status: draft.status,
        statement: draft.statement.map(|n| Id { layer: "s", number: n as u32 + 1 }),
        mentions: again,
        by: rule.by.into(),
    }
}
