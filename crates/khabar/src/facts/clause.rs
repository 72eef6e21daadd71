//! The clause model: noun phrases, subjects, adverbials and the bounds between clauses, over tokens.
//!
//! Statements, events and commitments all ask this module who stands where; none reads raw words for it.

use std::ops::Range;

use super::scene::Scene;
use crate::lexicon::{Function, Link, Post, Speech, SpeechForm};
use crate::record::Label;
use crate::text::sentence::closing;
use crate::text::{Kind, Strip, Text};

/// Longest noun phrase, in tokens.
const LONGEST: usize = 24;

/// What surrounds a predicate.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The predicate's tokens.
    pub predicate: Range<usize>,
    /// The noun phrase that is its subject, where the clause names it.
    pub subject: Option<Range<usize>>,
    /// First token behind the predicate and a subject that follows it.
    pub rest: usize,
    /// First token of the clause.
    pub start: usize,
    /// One past the last token of the sentence.
    pub end: usize,
}

/// The end of the noun phrase that begins at `i`; none where no noun does.
#[must_use]
pub fn noun_phrase(scene: &Scene, i: usize, end: usize) -> Option<usize> {
    let text = scene.text;
    let limit = end.min(i + LONGEST);
    let mut at = i;
    // «"أسوشيتد برس"»: a quoted name opens a phrase.
    if quotes_name(scene, at) {
        at += 1;
    }
    if !opens_phrase(scene, at) {
        return None;
    }
    let mut solid = at;
    // Behind a definite word an adjective, a link or another noun joined to it may follow, no bare noun.
    let mut definite = false;
    while at < limit {
        if scene.time(at).is_some() {
            break;
        }
        if let Some(name) = scene.name(at).filter(|n| n.start >= i) {
            // «لم تقصف تركيا داعش»: behind a place another name is the next phrase.
            let place = at
                .checked_sub(1)
                .and_then(|p| scene.name(p))
                .is_some_and(|p| p.label == Label::Loc && p.end == at);
            if place
                && at > i
                && name.start == at
                && !(name.label == Label::Per && has_post(scene, i..at))
                && !text.fold(at).starts_with('و')
            {
                break;
            }
            at = name.end.min(limit);
            at += usize::from(
                at < limit
                    && matches!(text.mark(at), '"' | '»' | '”')
                    && name.start > i
                    && is_quote(text.mark(name.start - 1)),
            );
            solid = at;
            definite = true;
            continue;
        }
        match text.kind(at) {
            Kind::Mark(mark) => {
                let next = at + 1;
                let named = scene.name(next).is_some_and(|n| n.start == next);
                let quoted = is_quote(mark) && named && at > i;
                let rank = text.is(&text.lex.posts, next, Strip::Nothing) == Some(&Post::Rank);
                let person = scene.name(next).is_some_and(|n| n.start == next && n.label == Label::Per);
                let apposition = mark == '،' && (person || rank) && has_post(scene, i..at);
                if !(quoted || apposition) {
                    break;
                }
                at += 1;
            }
            Kind::Number | Kind::Other => {
                at += 1;
                solid = at;
            }
            Kind::Arabic => {
                if at > i
                    && !(continues_phrase(scene, at, limit) && (!definite || follows_definite(scene, at)))
                {
                    break;
                }
                let preposition = text.function(at) == Some(Function::Prep);
                definite = text.fold(at).starts_with("ال");
                at += 1;
                if !preposition {
                    solid = at;
                }
            }
        }
    }
    (solid > i).then_some(solid)
}

/// Whether a word may carry a phrase on behind a definite word: an adjective, a noun joined to it, a post behind its
/// holder, a name no list knows.
fn follows_definite(scene: &Scene, i: usize) -> bool {
    let text = scene.text;
    let before = i.saturating_sub(1);
    let opened = text.is(&text.lex.phrase_links, before, Strip::Nothing) == Some(&Link::Opener);
    let held = scene.name(before).is_some_and(|n| n.label == Label::Per)
        && text.is(&text.lex.posts, i, Strip::Nothing).is_some();
    let word = text.fold(i);
    let unknown = text.readings(i).is_empty() && !word.starts_with(['ب', 'ل', 'ك', 'ف', 'س', 'ي', 'ت', 'ن']);
    word.starts_with("ال")
        || word.starts_with('و')
        || text.function(i) == Some(Function::Prep)
        || text.is(&text.lex.phrase_links, i, Strip::Nothing) == Some(&Link::On)
        || text.is(&text.lex.nationalities, i, Strip::Nothing).is_some()
        || (opened && word.starts_with('ل'))
        || held
        || unknown
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '“' | '»' | '”')
}

/// Whether a noun phrase may begin at a token.
fn opens_phrase(scene: &Scene, i: usize) -> bool {
    let text = scene.text;
    match text.kind(i) {
        Kind::Number => scene.time(i).is_none(),
        Kind::Other => true,
        Kind::Mark(_) => false,
        Kind::Arabic => {
            scene.name(i).is_some()
                || matches!(text.fold(i), "نحو" | "حوالي" | "قرابه") && text.function(i + 1).is_none()
                || (!matches!(text.function(i), Some(f) if !matches!(f, Function::Dem | Function::Pron))
                    && scene.time(i).is_none()
                    && !is_finite(scene, i)
                    && text.is(&text.lex.attributions, i, Strip::Nothing).is_none()
                    && speech(scene, i, Strip::Conjunction)
                        .is_none_or(|s| matches!(s.form, SpeechForm::Noun)))
        }
    }
}

/// Whether a word carries on the noun phrase in front of it.
fn continues_phrase(scene: &Scene, i: usize, limit: usize) -> bool {
    let text = scene.text;
    let lex = text.lex;
    if text.find(&lex.attributions, i, limit, Strip::Conjunction).is_some() {
        return false;
    }
    match text.function(i) {
        Some(Function::Prep) => {
            let next = i + 1;
            let plain = matches!(text.fold(i), "في" | "من") && next < limit;
            let channel = text.find(&lex.channels, next, limit, Strip::Nothing).is_some();
            let adverbial = scene.time(next).is_some() || text.function(next).is_some();
            plain && !channel && !adverbial && matches!(text.kind(next), Kind::Arabic | Kind::Number)
        }
        Some(_) => false,
        None => {
            let speech =
                speech(scene, i, Strip::Conjunction).is_some_and(|s| !matches!(s.form, SpeechForm::Noun));
            !speech && !is_finite(scene, i)
        }
    }
}

/// Whether a token is a finite verb in its tree, and no part of a name or time.
#[must_use]
pub fn is_finite(scene: &Scene, i: usize) -> bool {
    let is_verb = |w: usize| scene.forest.word(w).upos.is_verb();
    scene.name(i).is_none() && scene.time(i).is_none() && scene.forest.stem_of(i).is_some_and(is_verb)
}

/// Whether a word is spelt as a light verb with a pronoun for a noun told before: «(اجتماع) عقده», «(مساعدات) قدمتها».
#[must_use]
pub fn is_light_with_pronoun(text: &Text, i: usize) -> bool {
    let stems = ["ه", "ها"].iter().filter_map(|p| text.fold(i).strip_suffix(p));
    stems.into_iter().any(|stem| text.lex.light_verbs.word(text.lex.vocabulary.get(stem)).is_some())
}

/// Whether a noun phrase is feminine, as far as its first word shows.
#[must_use]
pub fn is_feminine(scene: &Scene, phrase: &Range<usize>) -> bool {
    let text = scene.text;
    let head = phrase.start;
    if let Some(&feminine) = text.is(&text.lex.genders, head, Strip::Article) {
        return feminine;
    }
    let place = scene.name(head).is_some_and(|n| n.start == head && n.label == Label::Loc);
    place || text.printed(head).ends_with('ة')
}

/// Whether a post stands among these tokens.
fn has_post(scene: &Scene, range: Range<usize>) -> bool {
    let text = scene.text;
    range.into_iter().any(|t| text.is(&text.lex.posts, t, Strip::Proclitics).is_some())
}

/// The clause around a finite predicate.
#[must_use]
pub fn clause(scene: &Scene, predicate: Range<usize>, sentence: &Range<usize>) -> Clause {
    let end = sentence.end;
    let start = clause_start(scene, predicate.start, sentence.start);
    let before = subject_before(scene, start, predicate.start);
    // «أن الحكومة أكدت التزامها»: a phrase that fills the clause up to its verb is the subject, whatever follows.
    if let Some((subject, Reach::Verb)) = before {
        return Clause { rest: predicate.end, predicate, subject: Some(subject), start, end };
    }
    match subject_behind(scene, skip_adverbials(scene, predicate.end, end), end) {
        Some(subject) => Clause { predicate, rest: subject.end, subject: Some(subject), start, end },
        None => Clause { rest: predicate.end, predicate, subject: before.map(|b| b.0), start, end },
    }
}

/// First token of the clause that holds token `i`: behind the last mark, complementiser, auxiliary or conjunction.
fn clause_start(scene: &Scene, i: usize, from: usize) -> usize {
    let text = scene.text;
    let mut at = i;
    while at > from {
        let before = at - 1;
        let bound = match text.kind(before) {
            Kind::Mark(m) => {
                matches!(m, '،' | '.' | ':' | '؛' | ',' | '؟' | '!')
                    || (is_quote(m) && !quotes_name(scene, before) && !closes_name(scene, before))
            }
            _ => {
                matches!(text.function(before), Some(Function::Comp | Function::Aux | Function::Conj))
                    && scene.name(before).is_none()
            }
        };
        if bound {
            break;
        }
        at = before;
    }
    at
}

/// Behind times, and «، … ،» that hold only a time.
#[must_use]
pub fn skip_adverbials(scene: &Scene, i: usize, end: usize) -> usize {
    let text = scene.text;
    let mut at = i;
    loop {
        let comma = usize::from(text.mark(at) == '،');
        match scene.time(at + comma).filter(|t| t.start == at + comma && t.end < end) {
            Some(time) => at = time.end + usize::from(comma == 1 && text.mark(time.end) == '،'),
            None => return at,
        }
    }
}

/// The subject that follows its verb: a name, a definite noun, a post, or a noun that speaks.
fn subject_behind(scene: &Scene, i: usize, end: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let quoted = usize::from(
        is_quote(text.mark(i))
            && scene.name(i + 1).is_some_and(|n| n.start == i + 1 && text.mark(n.end) != ' '),
    );
    let head = i + quoted;
    let cut_off = |n: &&crate::names::Name| n.start == head && n.span.start == text.start_after(head, 0);
    let named = scene.name(head).as_ref().is_some_and(cut_off);
    let agent = named
        || (text.is_definite(head) && text.fold(head).starts_with("ال"))
        || text.is(&text.lex.posts, head, Strip::Nothing).is_some()
        || text.is(&text.lex.source_nouns, head, Strip::Nothing).is_some()
        || text.kind(head) == Kind::Number;
    if is_amount(scene, head, end) {
        return noun_phrase(scene, i, end).map(|e| i..e);
    }
    if !agent || text.function(head).is_some_and(|f| f != Function::Prep && f != Function::Dem) && !named {
        return None;
    }
    if text.function(head) == Some(Function::Prep) && !named && !text.eq(head, "نحو") {
        return None;
    }
    noun_phrase(scene, i, end).map(|e| i..e)
}

/// «أكثر من ألف شخص», «عشرات المتظاهرين», «نحو 20 عنصرا»: a number word or what modifies one opens a phrase.
fn is_amount(scene: &Scene, i: usize, end: usize) -> bool {
    let (text, lex) = (scene.text, scene.text.lex);
    scene.time(i).is_none()
        && (text.find(&lex.bounds, i, end, Strip::Nothing).is_some()
            || text.find(&lex.vague, i, end, Strip::Nothing).is_some()
            || text.find(&lex.numbers, i, end, Strip::Nothing).is_some())
}

/// How far a phrase in front of a verb reaches.
enum Reach {
    /// To the verb itself, adverbials aside.
    Verb,
    /// To a relative pronoun: «الوفد الذي أعلن».
    Relative,
}

/// The subject in front of its verb.
fn subject_before(scene: &Scene, start: usize, verb: usize) -> Option<(Range<usize>, Reach)> {
    if start >= verb {
        return None;
    }
    let end = noun_phrase(scene, start, verb)?;
    let relative = scene.text.function(end) == Some(Function::Rel);
    match skip_adverbials(scene, end, verb + 1) {
        gap if gap >= verb => Some((start..end, Reach::Verb)),
        _ if relative => Some((start..end, Reach::Relative)),
        _ => None,
    }
}

/// Whether a quotation mark at `i` opens a quotation: by its shape, by the word it touches, else by how many stand
/// before it in the sentence.
#[must_use]
pub fn opens_quote(scene: &Scene, i: usize) -> bool {
    let text = scene.text;
    let mark = text.mark(i);
    if matches!(mark, '«' | '“' | '„') {
        return true;
    }
    if !matches!(mark, '"' | '”' | '″') {
        return false;
    }
    match (i > 0 && text.touches(i - 1), text.touches(i)) {
        (true, false) => false,
        (false, true) => true,
        _ => {
            let from = text.sentence_of(i).map_or(0, |s| s.tokens.start);
            (from..i).filter(|&t| text.mark(t) == mark).count() % 2 == 0
        }
    }
}

/// Whether a quotation mark at `i` closes a quotation.
#[must_use]
pub fn closes_quote(scene: &Scene, i: usize) -> bool {
    is_quote(scene.text.mark(i)) && !opens_quote(scene, i)
}

/// Whether the quotation mark at `i` opens the quotation of a name alone: «"أسوشيتد برس"».
#[must_use]
pub fn quotes_name(scene: &Scene, i: usize) -> bool {
    opens_quote(scene, i)
        && scene
            .name(i + 1)
            .is_some_and(|n| n.start == i + 1 && closing_quote(scene, i, n.end + 1) == Some(n.end))
}

/// Whether the quotation mark at `i` closes the quotation of a name alone.
fn closes_name(scene: &Scene, i: usize) -> bool {
    let name = i.checked_sub(1).and_then(|p| scene.name(p)).filter(|n| n.end == i);
    name.and_then(|n| n.start.checked_sub(1)).is_some_and(|open| quotes_name(scene, open))
}

/// The token that closes the quotation opened at `i`, within `end`.
#[must_use]
pub fn closing_quote(scene: &Scene, i: usize, end: usize) -> Option<usize> {
    let close = closing(scene.text.mark(i)).filter(|_| opens_quote(scene, i))?;
    (i + 1..end).find(|&t| scene.text.mark(t) == close || (close == '”' && scene.text.mark(t) == '"'))
}

/// The form of a reporting verb at `i`, unless it is part of a name, or a preposition spelt the same («بين») that no
/// «أن» follows, or opens a formula that reports nothing («طلب عدم ذكر اسمه»).
#[must_use]
pub fn speech<'l>(scene: &Scene<'l>, i: usize, strip: Strip) -> Option<&'l Speech> {
    let text = scene.text;
    if scene.name(i).is_some() || text.function(i).is_some() && text.function(i + 1) != Some(Function::Comp) {
        return None;
    }
    text.is(&text.lex.speech, i, strip).filter(|_| !is_formula(scene, i))
}

/// Whether a token is part of a formula that reports nothing: «طلب عدم ذكر اسمه».
#[must_use]
pub fn is_formula(scene: &Scene, i: usize) -> bool {
    /// Most tokens of a formula before its last.
    const BEFORE: usize = 2;
    let text = scene.text;
    (i.saturating_sub(BEFORE)..=i)
        .any(|t| text.find(&text.lex.no_speech, t, text.len(), Strip::Conjunction).is_some_and(|f| f.end > i))
}
