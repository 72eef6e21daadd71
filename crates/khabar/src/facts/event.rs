//! Events: who did what to whom (PLOVER), and whether it happened.

use std::ops::Range;

use super::clause::{self, noun_phrase};
use super::rule::Rule;
use super::scene::Scene;
use super::statement::{Told, phrase};
use crate::lexicon::{Function, SpeechType, Tense, Trigger, TriggerForm};
use crate::record::{Event, EventStatus, Id, Label};
use crate::text::{Cut, Kind, Strip};

/// A finite verb of the trigger table.
pub const VERB: Rule = Rule {
    by: "event.verb@1",
    why: "a finite verb of the trigger table, with its subject and object",
    example: "التقى وزير الخارجية التركي السفير.",
};
/// A verbal noun of the trigger table.
pub const NOUN: Rule = Rule {
    by: "event.noun@1",
    why: "a verbal noun of the trigger table, with what follows it",
    example: "أدى الهجوم على المطار إلى إغلاقه.",
};

/// Every rule of this layer.
pub const RULES: &[&Rule] = &[&VERB, &NOUN];

/// How far a participant or place may stand from its trigger, in tokens.
const REACH: usize = 12;

/// The events of the article.
#[must_use]
pub fn events(scene: &Scene, statements: &Told) -> Vec<Event> {
    let text = scene.text;
    let mut out = Vec::new();
    for sentence in scene.told() {
        let tokens = &sentence.tokens;
        let mut at = tokens.start;
        while at < tokens.end {
            let found = text.find(&text.lex.triggers, at, tokens.end, Strip::Proclitics).filter(|f| {
                let finite = matches!(f.value.form, TriggerForm::Finite(..));
                scene.name(at).is_none()
                    && scene.time(at).is_none()
                    && !(finite && matches!(f.cut.particle, Some('ب' | 'ل' | 'ك')))
            });
            match found {
                Some(found) => {
                    out.push(event(
                        scene,
                        statements,
                        at..found.end,
                        found.cut,
                        *found.value,
                        tokens,
                        out.len(),
                    ));
                    at = found.end;
                }
                None => at += 1,
            }
        }
    }
    out
}

fn event(
    scene: &Scene,
    statements: &Told,
    trigger: Range<usize>,
    cut: Cut,
    value: Trigger,
    sentence: &Range<usize>,
    number: usize,
) -> Event {
    let end = sentence.end.min(trigger.end + REACH);
    let (actor, recipient, rule) = match value.form {
        TriggerForm::Finite(..) => {
            let clause = clause::clause(scene, trigger.clone(), sentence);
            let recipient = if value.recipient == "obj" {
                let at = clause::skip_adverbials(scene, clause.rest, end);
                noun_phrase(scene, at, end).map(|e| at..e)
            } else {
                behind_preposition(scene, clause.rest, end, value.recipient)
            };
            (clause.subject, recipient, &VERB)
        }
        TriggerForm::Noun if value.recipient == "obj" => {
            (None, noun_phrase(scene, trigger.end, end).map(|e| trigger.end..e), &NOUN)
        }
        TriggerForm::Noun => (None, behind_preposition(scene, trigger.end, end, value.recipient), &NOUN),
    };
    let inside = statements.at(trigger.start);
    Event {
        id: Id { layer: "v", number: number as u32 + 1 },
        trigger: scene.text.span(trigger.clone(), cut.letters),
        kind: value.kind,
        actor: actor.map(|r| phrase(scene, &r)),
        recipient: recipient.map(|r| phrase(scene, &r)),
        place: place(scene, trigger.end, end),
        time: scene
            .times_within(trigger.start..sentence.end)
            .find(|t| t.timex.is_point())
            .map(|t| t.timex.to_string()),
        status: status(scene, trigger.start, sentence.start, cut, value, inside.map(|(_, s)| s.speech)),
        statement: inside.map(|(n, _)| Id { layer: "s", number: n as u32 + 1 }),
        by: rule.by.into(),
    }
}

/// The noun phrase behind a preposition of one or more letters.
fn behind_preposition(scene: &Scene, from: usize, end: usize, preposition: &str) -> Option<Range<usize>> {
    let text = scene.text;
    if preposition.is_empty() {
        return None;
    }
    let folded = crate::text::fold::fold(preposition);
    let free = |t: usize| text.eq(t, &folded);
    let at = (from..end).take_while(|&t| !matches!(text.kind(t), Kind::Mark('.' | '؛'))).find(|&t| {
        free(t)
            || (folded.chars().count() == 1
                && text.readings(t).iter().any(|r| r.cut.particle.is_some_and(|p| folded.starts_with(p))))
    })?;
    let start = at + usize::from(free(at));
    noun_phrase(scene, start, end).map(|e| start..e)
}

/// The first place named behind «في» or «ب».
fn place(scene: &Scene, from: usize, end: usize) -> Option<crate::span::Span> {
    let text = scene.text;
    let name = scene.name_within(from..end, &[Label::Loc])?;
    let lead = name.start.checked_sub(1)?;
    let placed = |t: usize| matches!(text.fold(t), "في" | "وفي");
    let near = placed(lead)
        || text.is(&text.lex.place_heads, lead, Strip::Article).is_some()
            && lead.checked_sub(1).is_some_and(placed);
    near.then_some(name.span)
}

fn status(
    scene: &Scene,
    i: usize,
    from: usize,
    cut: Cut,
    value: Trigger,
    speech: Option<SpeechType>,
) -> EventStatus {
    let text = scene.text;
    let before = (from.max(i.saturating_sub(3))..i).rev();
    let mut negated = false;
    for t in before {
        match text.function(t) {
            Some(Function::Neg) => negated = true,
            Some(Function::Future) => return EventStatus::Planned,
            Some(Function::Comp | Function::Conj | Function::Rel) => break,
            _ => {}
        }
    }
    if negated {
        return EventStatus::Negated;
    }
    if cut.particle == Some('س') {
        return EventStatus::Planned;
    }
    let present = matches!(value.form, TriggerForm::Finite(Tense::Present, _));
    let possible =
        i.checked_sub(1).is_some_and(|p| p >= from && matches!(text.fold(p), "قد" | "ان" | "لو" | "ربما"));
    if speech == Some(SpeechType::Demand) || (present && possible) {
        return EventStatus::Hypothetical;
    }
    EventStatus::Actual
}
