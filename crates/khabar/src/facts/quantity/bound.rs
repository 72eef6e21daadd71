//! What says how a number is meant: «أكثر من», «على الأقل», and verbs with their subject in between
//! («تجاوز عدد الحضور 300»).

use super::core::{Place, role};
use crate::facts::number::numeral;
use crate::lexicon::{Function, NumberRole, NumberSense, NumberVerb, SpeechForm};
use crate::record::Relation;
use crate::text::{Cut, Found, Kind, Strip, Text};

/// How far before its number a verb may stand.
const REACH: usize = 8;

/// A bound: its relation, its first token and what was cut off that.
#[derive(Clone, Copy)]
pub(super) struct Bound {
    pub relation: Relation,
    pub start: usize,
    pub end: usize,
    pub cut: Cut,
}

/// The bound that begins at token `i`; its end is where the number begins.
pub(super) fn before(place: &Place, i: usize) -> Option<Bound> {
    let text = place.text;
    let found = text.find(&text.lex.bounds, i, place.end, Strip::Proclitics)?;
    // «على الأقل مرتين»: what mostly stands behind may stand in front, a blank away.
    if found.value.after && (found.cut.letters > 0 || found.end < i + 2) {
        return None;
    }
    if is_arrival(place, i, found.cut) {
        return None;
    }
    let mut end = found.end;
    // «أكثر من نسبة 8», «فوق مستوى 1600», «أكثر من (90)».
    end += usize::from(role(text, end) == Some(NumberRole::Level));
    end += usize::from(text.mark(end) == '(');
    Some(Bound { relation: found.value.relation, start: i, end, cut: found.cut })
}

/// «ليصل إلى», «أن يصل إلى»: where a number arrives is the number itself.
fn is_arrival(place: &Place, i: usize, cut: Cut) -> bool {
    let text = place.text;
    let verb = text.find(&text.lex.number_verbs, i, i + 1, Strip::Proclitics).map(|f| f.value.sense);
    let is_aimed = cut.particle.is_some()
        || i.checked_sub(1).is_some_and(|p| p >= place.from && text.function(p) == Some(Function::Comp));
    verb == Some(NumberSense::Bound(Relation::AtMost)) && is_aimed
}

/// A bound behind the number: «على الأقل», also behind the unit.
pub(super) fn behind(place: &Place, at: usize) -> Option<Bound> {
    let text = place.text;
    let found = text.find(&text.lex.bounds, at, place.end, Strip::Nothing).filter(|b| b.value.after)?;
    // «30 أو أقل من 20» says two things.
    if role(text, found.end) == Some(NumberRole::From) && numeral(text, found.end + 1, place.end).is_some() {
        return None;
    }
    Some(Bound { relation: found.value.relation, start: at, end: found.end, cut: found.cut })
}

/// The verb that governs the number at token `i`, a subject between them or not.
pub(super) fn of_verb(place: &Place, i: usize) -> Option<Bound> {
    let text = place.text;
    let mut at = i;
    // «لا تتعدى كتب الأطفال نسبة 6»
    let is_level = |p: usize| {
        let found = text.find(&text.lex.number_roles, p, p + 1, Strip::Nothing);
        found.is_some_and(|f| *f.value == NumberRole::Level)
    };
    at -= usize::from(at > place.from && text.mark(at - 1) == '(');
    at -= usize::from(at > place.from && is_level(at - 1));
    let prep = at.checked_sub(1).filter(|&p| p >= place.from).map(|p| text.fold(p));
    let least = at.saturating_sub(REACH).max(place.from);
    for p in (least..at).rev() {
        let is_mark =
            matches!(text.kind(p), Kind::Number | Kind::Mark('.' | '،' | ',' | '؛' | ':' | ')' | '؟'));
        let says = text.is(&text.lex.speech, p, Strip::Conjunction);
        // «لا تتعدى كتب الأطفال»: right behind the verb stands the noun that is spelt alike.
        let is_subject =
            || p > place.from && text.is(&text.lex.number_verbs, p - 1, Strip::Proclitics).is_some();
        let speaks = says.is_some_and(|s| matches!(s.form, SpeechForm::Finite(..))) && !is_subject();
        if is_mark || speaks {
            return None;
        }
        let Some(verb) = text.find(&text.lex.number_verbs, p, p + 1, Strip::Proclitics) else {
            // Another verb or clause in between takes the number to itself.
            let is_clause = matches!(text.function(p), Some(Function::Rel | Function::Comp | Function::Neg))
                || text.is(&text.lex.numbers, p, Strip::Article).is_some();
            if is_clause {
                return None;
            }
            continue;
        };
        return bound_of(place, p, at, prep?, at < i, &verb);
    }
    None
}

fn bound_of(
    place: &Place,
    p: usize,
    at: usize,
    prep: &str,
    is_at_level: bool,
    verb: &Found<NumberVerb>,
) -> Option<Bound> {
    let text = place.text;
    let NumberSense::Bound(relation) = verb.value.sense else { return None };
    if relation == Relation::Exact {
        return None;
    }
    let governs = match verb.value.preps {
        // The verb's own object: no preposition leads to it.
        "" => {
            p + 1 == at
                || is_at_level
                || text.function(at - 1) != Some(Function::Prep) && !is_prep_led(text, at - 1)
        }
        preps => p + 1 < at && preps.split('|').any(|w| crate::text::fold::fold(w) == prep),
    };
    let negation = p.checked_sub(1).filter(|&n| n >= place.from).filter(|&n| {
        // «تجاوز» is a verb and its noun.
        text.fold(n).ends_with("عدم") || !verb.value.is_noun && text.function(n) == Some(Function::Neg)
    });
    let is_ma = negation.is_some_and(|n| text.eq(n, "ما"));
    let relation = match negation {
        Some(_) if !is_ma => verb.value.negated?,
        // «ارتفاع وتجاوز»: a verbal noun alone is no bound.
        None if verb.value.is_noun => return None,
        _ => relation,
    };
    if !governs || is_arrival(place, p, verb.cut) {
        return None;
    }
    let start = negation.unwrap_or(p);
    // With a long subject in between the words of the quantity are the number's own.
    let start = if at - p > 3 { at } else { start };
    let cut = if start == p { verb.cut } else { Cut::default() };
    Some(Bound { relation, start, end: at, cut })
}

/// Whether a word has a preposition written on it that leads to what follows: «بنسبة».
fn is_prep_led(text: &Text, i: usize) -> bool {
    let readings = text.readings(i);
    !readings.is_empty() && readings.iter().all(|r| matches!(r.cut.particle, Some('ب' | 'ل' | 'ك')))
}

/// Whether a verb before token `i` says that a range follows, or a change; none of both where neither stands there.
pub(super) fn sense_before(place: &Place, i: usize) -> Option<NumberSense> {
    let text = place.text;
    let least = i.saturating_sub(REACH).max(place.from);
    (least..i)
        .rev()
        .take_while(|&p| !matches!(text.kind(p), Kind::Number | Kind::Mark('.' | '؛' | '؟')))
        .find_map(|p| text.is(&text.lex.number_verbs, p, Strip::Article))
        .and_then(|v| match v.sense {
            // «زاد من 3 إلى 7»: without its preposition it is a verb of change.
            NumberSense::Bound(_) => (!v.preps.is_empty()).then_some(NumberSense::Change),
            sense => Some(sense),
        })
}
