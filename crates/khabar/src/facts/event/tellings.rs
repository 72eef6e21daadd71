//! The same event told again: folded into its first telling, unless the later one adds a party, a time or a place.

use std::ops::Range;

use super::Draft;
use crate::facts::scene::Scene;
use crate::lexicon::{Party, TriggerForm};
use crate::record::{EventStatus, EventType};
use crate::span::Span;

/// The events in order, each with the places where it is told again.
pub fn fold(scene: &Scene, drafts: Vec<Draft>) -> Vec<(Draft, Vec<Span>)> {
    let mut out: Vec<(Draft, Vec<Span>)> = Vec::new();
    for draft in drafts {
        // «اللقاء», «قتله»: a definite noun without parties, or with a pronoun for whom it met, points back.
        if points_back(scene, &draft) {
            let kind = draft.found.trigger.kind;
            if let Some((_, again)) = out.iter_mut().rev().find(|(first, _)| first.found.trigger.kind == kind)
            {
                again.push(scene.text.span(draft.found.tokens.clone(), draft.found.letters));
                continue;
            }
            if !matches!(draft.found.trigger.form, TriggerForm::Possessed(_)) {
                continue;
            }
        }
        let first = out.iter_mut().rev().take(NEAR).find(|(first, _)| is_again(scene, first, &draft));
        match first {
            Some((_, again)) => again.push(scene.text.span(draft.found.tokens.clone(), draft.found.letters)),
            None => out.push((draft, Vec::new())),
        }
    }
    out
}

fn points_back(scene: &Scene, draft: &Draft) -> bool {
    let trigger = draft.found.trigger;
    match trigger.form {
        TriggerForm::Finite(..) => false,
        TriggerForm::Noun => {
            let definite = scene.text.is_definite(draft.found.tokens.start) && draft.found.tokens.len() == 1;
            definite && draft.actor.is_none() && draft.recipient.is_none() && trigger.kind != EventType::Agree
        }
        TriggerForm::Possessed(_) => trigger.construct == Party::Recipient,
    }
}

/// How many events back a telling is compared with.
const NEAR: usize = 40;

/// Whether `later` tells what `first` told, and adds nothing.
fn is_again(scene: &Scene, first: &Draft, later: &Draft) -> bool {
    let same_word = stem(scene, first) == stem(scene, later);
    let status = first.status == later.status || first.status == EventStatus::Actual;
    first.found.trigger.kind == later.found.trigger.kind
        && same_word
        && status
        && adds_nothing(scene, first.actor.as_ref(), later.actor.as_ref())
        && adds_nothing(scene, first.recipient.as_ref(), later.recipient.as_ref())
        && (later.time.is_none() || first.time == later.time)
        && (later.place.is_none()
            || later.place.map(|p| p.of(scene.text.src())) == first.place.map(|p| p.of(scene.text.src())))
        && (later.actor.is_some()
            || later.recipient.is_some()
            || first.actor.is_none() && first.recipient.is_none())
}

/// The trigger without article and proclitics, as far as two tellings must share it.
fn stem<'s>(scene: &'s Scene, draft: &Draft) -> &'s str {
    let word = scene.text.fold(draft.found.tokens.start);
    let cut = word.char_indices().nth(draft.found.letters.into()).map_or(0, |(at, _)| at);
    let word = word.get(cut..).unwrap_or(word);
    word.strip_prefix("ال").unwrap_or(word)
}

/// Whether a party of the later telling is in the first: nobody, or a word of the same name.
fn adds_nothing(scene: &Scene, first: Option<&Range<usize>>, later: Option<&Range<usize>>) -> bool {
    let text = scene.text;
    match (first, later) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(first), Some(later)) => {
            let bare = |t: usize| text.fold(t).strip_prefix("ال").unwrap_or(text.fold(t));
            later
                .clone()
                .any(|l| text.fold(l).chars().count() > 2 && first.clone().any(|f| bare(f) == bare(l)))
        }
    }
}
