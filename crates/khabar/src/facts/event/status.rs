//! Whether an event happened: tense and particles of a verb, the words that a verbal noun hangs on (`modals.tsv`).

use super::Found;
use crate::facts::predicates::Predicate;
use crate::facts::scene::Scene;
use crate::lexicon::{Function, Tense, TriggerForm};
use crate::record::EventStatus;
use crate::text::{Kind, Strip};

/// How far back a word may say something of the trigger, in tokens.
const REACH: usize = 12;
/// How far behind a verb «سوى» may stand.
const EXCEPTION: usize = 8;

/// The status of a trigger in a sentence that begins at `from`.
pub fn of(scene: &Scene, found: &Found, from: usize, verbs: &[Predicate]) -> EventStatus {
    match found.trigger.form {
        TriggerForm::Finite(tense, _) => of_verb(scene, found, from, tense),
        TriggerForm::Noun | TriggerForm::Possessed(_) => of_noun(scene, found, from, verbs),
    }
}

fn of_verb(scene: &Scene, found: &Found, from: usize, tense: Tense) -> EventStatus {
    let text = scene.text;
    let at = found.tokens.start;
    if found.particle == Some('س') {
        return EventStatus::Planned;
    }
    for t in (from.max(at.saturating_sub(3))..at).rev() {
        match text.function(t) {
            Some(Function::Neg) => {
                // «لم تقصف … سوى ثلاث مرات»: all but denied is told as done.
                let excepted = (at..(at + EXCEPTION).min(text.len()))
                    .take_while(|&t| text.mark(t) != '.')
                    .any(|t| matches!(text.fold(t), "سوي" | "الا"));
                return if excepted { EventStatus::Actual } else { EventStatus::Negated };
            }
            Some(Function::Future) => return EventStatus::Planned,
            Some(Function::Comp) if text.eq(t, "ان") && tense == Tense::Present => {
                return modal_before(scene, t, from).unwrap_or(EventStatus::Actual);
            }
            Some(Function::Comp | Function::Conj | Function::Rel) => break,
            _ if text.eq(t, "لو") || text.eq(t, "ربما") => return EventStatus::Hypothetical,
            _ if text.eq(t, "قد") && tense == Tense::Present => return EventStatus::Hypothetical,
            _ => {}
        }
    }
    EventStatus::Actual
}

/// What the words in front of «أن» say of the verb behind it: «يجب أن», «يعتزم أن».
fn modal_before(scene: &Scene, at: usize, from: usize) -> Option<EventStatus> {
    (from.max(at.saturating_sub(4))..at).rev().find_map(|t| modal(scene, t))
}

fn modal(scene: &Scene, at: usize) -> Option<EventStatus> {
    let text = scene.text;
    if scene.name(at).is_some() {
        return None;
    }
    let found = text.find(&text.lex.modals, at, at + 1, Strip::Proclitics)?;
    // «وعد» is a promise, not «و» + «عد»; a verb takes no preposition in front.
    Some(*found.value)
}

fn of_noun(scene: &Scene, found: &Found, from: usize, verbs: &[Predicate]) -> EventStatus {
    let text = scene.text;
    let at = found.tokens.start;
    let mut joined = found.particle.is_some();
    for t in (from.max(at.saturating_sub(REACH))..at).rev() {
        if matches!(text.kind(t), Kind::Mark('.' | '؛' | '،' | ':'))
            || text.function(t) == Some(Function::Rel)
        {
            break;
        }
        // «لم تسجل أي بلاغات عن نشوب حرائق»: a negated verb right before denies what it tells of.
        if verbs.iter().any(|p| p.at == t) {
            let negated = t > from && text.function(t - 1) == Some(Function::Neg);
            if negated {
                return EventStatus::Negated;
            }
            if let Some(status) = modal(scene, t).filter(|_| governs(scene, t, at, joined)) {
                return status;
            }
            if text.fold(t).starts_with("سي")
                || text.fold(t).starts_with("ست")
                || t > from && text.function(t - 1) == Some(Function::Future)
            {
                return EventStatus::Planned;
            }
            break;
        }
        if let Some(status) = modal(scene, t).filter(|_| governs(scene, t, at, joined)) {
            return status;
        }
        // A particle whose verb no table knows: «لم ترد تقارير عن …».
        if text.function(t) == Some(Function::Neg) && matches!(text.fold(t), "لم" | "لن") {
            return EventStatus::Negated;
        }
        joined |= text.function(t) == Some(Function::Prep);
    }
    EventStatus::Actual
}

/// Whether a modal word governs the trigger: it stands right before it, or a preposition leads from one to the other.
fn governs(scene: &Scene, modal: usize, at: usize, joined: bool) -> bool {
    let text = scene.text;
    let fused = (modal + 1..=at).any(|t| text.fold(t).starts_with(['ب', 'ل']) && text.function(t).is_none());
    joined || modal + 1 == at || fused
}
