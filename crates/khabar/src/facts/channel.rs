//! The channel of a statement: «في بيان», «عبر حسابها على موقع …».

use std::ops::Range;

use super::clause::{self, noun_phrase};
use super::scene::Scene;
use crate::lexicon::Function;
use crate::text::Strip;

/// The channel among these tokens: «في بيان», «عبر حسابها على موقع …», «خلال اجتماع».
pub fn channel(scene: &Scene, range: Range<usize>) -> Option<Range<usize>> {
    let text = scene.text;
    let at = range.clone().find(|&t| {
        t > 0
            && text.find(&text.lex.channels, t, range.end, Strip::Nothing).is_some()
            && (matches!(text.function(t - 1), Some(Function::Prep))
                && matches!(text.fold(t - 1).trim_start_matches('و'), "في" | "عبر" | "خلال" | "علي"))
            && scene.name(t).is_none()
    })?;
    let phrase = text.find(&text.lex.channels, at, range.end, Strip::Nothing)?;
    // The noun phrase goes on over «على موقع», «مع صحيفة».
    let mut end = noun_phrase(scene, at, range.end).unwrap_or(phrase.end).max(phrase.end);
    // «اجتماع عقده مع …», «بيان أصدرته …»: what was done with it is no part of its name.
    let verb = (phrase.end..end).find(|&t| clause::is_light_with_pronoun(text, t) && !text.is_definite(t));
    if let Some(verb) = verb {
        return Some(at..verb);
    }
    while end < range.end
        && matches!(text.fold(end), "علي" | "مع")
        && let Some(more) = noun_phrase(scene, end + 1, range.end)
    {
        end = more;
    }
    Some(at..end)
}

/// Behind a channel that a preposition opens at `i`, and the mark that closes it.
pub fn skip_channel(scene: &Scene, i: usize, end: usize) -> Option<usize> {
    let text = scene.text;
    let at = i + usize::from(text.mark(i) == '،');
    text.function(at).filter(|f| *f == Function::Prep)?;
    let found = channel(scene, at..end).filter(|r| r.start == at + 1)?;
    let mut behind = found.end;
    behind += usize::from(clause::closes_quote(scene, behind));
    behind = clause::skip_adverbials(scene, behind, end);
    behind += usize::from(text.mark(behind) == '،');
    Some(behind).filter(|&b| b < end)
}

/// «وفي بيان مشترك، صدر …، أكدت …»: a channel at the front of the sentence.
pub fn fronted_channel(scene: &Scene, from: usize, until: usize) -> Option<Range<usize>> {
    let text = scene.text;
    matches!(text.fold(from), "في" | "وفي").then(|| channel(scene, from..until.min(from + 6)))?
}
