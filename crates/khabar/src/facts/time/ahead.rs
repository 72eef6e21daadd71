//! Whether a time lies ahead: what the verb before it says.

use std::ops::Range;

use crate::lexicon::{Classes, Tense, TimeTense};
use crate::record::TimeMod;
use crate::text::{Strip, Text};

/// How far back the verb is looked for, in tokens.
const NEAR: usize = 12;
/// How far back a word that binds is looked for.
const FAR: usize = 20;
/// How far behind a time its verb is looked for, where none is before it.
const CLOSE: usize = 4;

/// Whether a time at token `at` lies ahead: the last verb before it looks there («سوف», «سيعقد», «من المقرر أن»), or it ends what
/// someone is bound to («تعهد بإنجازه قبل نهاية مارس»).
pub(super) fn looks_ahead(text: &Text, from: usize, at: usize) -> bool {
    let is_limit = at > from
        && (matches!(
            text.is(&text.lex.time_prepositions, at - 1, Strip::Proclitics),
            Some(TimeMod::Before | TimeMod::OnOrBefore)
        ) || text.is(&text.lex.length_leads, at - 1, Strip::Conjunction).is_some());
    let is_bound =
        |i: usize| text.find(&text.lex.bindings, i, at, Strip::Proclitics).is_some_and(|b| b.value.verb);
    if is_limit && (from.max(at.saturating_sub(FAR))..at).any(is_bound) {
        return true;
    }
    (from.max(at.saturating_sub(NEAR))..at).rev().any(|i| {
        is_future(text, i) || text.is(&text.lex.tenses, i, Strip::Conjunction) == Some(&TimeTense::Future)
    })
}

/// A word without the «و» or «ف» before its «س».
fn unjoined(word: &str) -> &str {
    word.strip_prefix(['و', 'ف']).filter(|w| w.starts_with('س')).unwrap_or(word)
}

/// Whether a word is spelt as the future of a verb: «سيعقد», «وستنتهي», «سأعود» with its hamza («ساعة» has none).
fn is_future(text: &Text, i: usize) -> bool {
    let word = unjoined(text.fold(i));
    let is_first = || unjoined(text.printed(i)).starts_with("سأ");
    (["سي", "ست", "سن"].iter().any(|p| word.starts_with(p)) || is_first())
        && word.chars().nth(4).is_some()
        && text.readings(i).iter().all(|r| r.cut.letters > 0)
}

/// The tense of the nearest verb before a time at `tokens` of a sentence, else of one close behind it.
pub(super) fn tense_near(text: &Text, sentence: Range<usize>, tokens: Range<usize>) -> Option<Tense> {
    let from = sentence.start.max(tokens.start.saturating_sub(NEAR));
    let behind = tokens.end..sentence.end.min(tokens.end + CLOSE);
    (from..tokens.start).rev().chain(behind).find_map(|i| tense(text, i))
}

/// The tense that a word tells, where it is sure.
fn tense(text: &Text, i: usize) -> Option<Tense> {
    if is_future(text, i) {
        return Some(Tense::Present);
    }
    if let Some(told) = text.is(&text.lex.tenses, i, Strip::Conjunction) {
        return Some(if *told == TimeTense::Past { Tense::Past } else { Tense::Present });
    }
    if text.function(i).is_some() {
        return None;
    }
    let (mut past, mut present) = (false, false);
    for reading in text.readings(i).iter().filter(|r| r.cut.particle.is_none() && !r.cut.article) {
        let class = text.lex.classes_of(reading.word);
        past |= class.any(Classes::PAST);
        present |= class.any(Classes::PRESENT);
    }
    match (past, present) {
        (true, false) => Some(Tense::Past),
        (false, true) => Some(Tense::Present),
        _ => None,
    }
}
