//! Numbers that count nothing: of rules, models, years, scores, minutes of a match, ages, telephones, items of a list.

use super::core::{Core, Place, role};
use super::unit::{self, Unit};
use super::{DUAL, NUMERAL, RANGE, VAGUE};
use crate::lexicon::NumberRole;
use crate::record::Dimension;
use crate::text::{Kind, Strip, Text};

/// Longest match or half of one, in minutes.
const MATCH: f64 = 130.0;

/// From here on digits are an amount and no name.
const LARGE: f64 = 10_000.0;

/// Whether a number counts nothing. `is_bound`: something says how it is meant, so it counts.
pub(super) fn is_no_quantity(
    place: &Place,
    i: usize,
    core: &Core,
    unit: Option<&Unit>,
    is_bound: bool,
) -> bool {
    let text = place.text;
    if core.is(&DUAL) {
        return is_behind_name_of_numbers(place, i);
    }
    if core.is(&VAGUE) {
        // «بضع ساعات» is a time.
        return text.is(&text.lex.time_units, core.end, Strip::Article).is_some();
    }
    let before = core.start.checked_sub(1).filter(|&p| p >= place.from);
    let is_time = |i: usize| text.is(&text.lex.time_units, i, Strip::Article).is_some();
    if is_time(core.end)
        || role(text, core.end) == Some(NumberRole::Era)
        || core.is_definite && before.is_some_and(is_time)
        || role(text, core.end) == Some(NumberRole::Age)
        || text.eq(core.end, "من") && role(text, core.end + 1) == Some(NumberRole::Age)
    {
        return true;
    }
    if is_bound {
        return false;
    }
    if place.refused.is_some_and(|end| end == core.start || joint(text, end) == core.start) {
        return true;
    }
    // «دورته الـ27» is an ordinal, «الأعضاء الـ173» are counted.
    if is_behind_article(place, core) && unit.is_none() && !core.has_scale {
        return unit::plural_before_article(place, core).is_none();
    }
    // What is measured is an amount, whatever stands before it: «كلف الطريق 70 مليون يورو».
    let is_measured = core.has_scale || unit.is_some_and(|u| u.dimension != Dimension::Count);
    if !is_measured && (is_behind_name_of_numbers(place, core.start) || is_behind_name_of_numbers(place, i)) {
        return true;
    }
    // «بين 4 و5 سنوات», «يومي 10 و11 أبريل»: the number belongs to the time.
    if place.counts_on && unit.is_none() && joint(text, core.end) == place.end {
        return true;
    }
    if text.kind(core.start) != Kind::Number {
        return is_word_for_none(place, core);
    }
    is_glued(place, core)
        || is_listed(place, core)
        || is_phone(text, core)
        || unit.is_none() && (is_score(place, core) || is_year(text, core) || is_mere_name(place, core))
        // «عامي 2010 و2015»
        || is_year(text, core) && place.time_end.is_some_and(|end| joint(text, end) == core.start)
        || is_year(text, core)
            && before.is_none_or(|p| is_bare_noun(text, p))
            && !unit.is_some_and(|u| is_accusative(text, core, u))
}

/// Whether the article alone stands before digits: «الـ27».
pub(super) fn is_behind_article(place: &Place, core: &Core) -> bool {
    core.start > place.from
        && place.text.eq(core.start - 1, "ال")
        && place.text.kind(core.start) == Kind::Number
}

/// What joins a number to the next: «و», «إلى», «أو», a dash or a comma; where the next begins.
fn joint(text: &Text, at: usize) -> usize {
    let is_joint = matches!(text.mark(at), '-' | '–' | ',' | '،')
        || text.eq(at, "و")
        || matches!(role(text, at), Some(NumberRole::To | NumberRole::Or | NumberRole::Against));
    at + usize::from(is_joint)
}

/// «المادة 7», «الفصول 498», «وقت واحد»: the word before makes the number its name.
fn is_behind_name_of_numbers(place: &Place, i: usize) -> bool {
    let text = place.text;
    let skip = usize::from(i > place.from && matches!(text.mark(i - 1), '(' | '"' | '«' | '“'));
    let before = (i - skip).checked_sub(1).filter(|&p| p >= place.from);
    before.is_some_and(|p| {
        let found = text.find(&text.lex.no_quantity, p, p + 1, Strip::Article);
        found.is_some_and(|f| skip == 0 || f.cut.letters == 0)
    })
}

/// Number words that count nothing: «6/صفر», «الخامسة عشرة», «السادسة والثمانين».
fn is_word_for_none(place: &Place, core: &Core) -> bool {
    let text = place.text;
    let Some(before) = core.start.checked_sub(1).filter(|&p| p >= place.from) else { return false };
    let is_score = matches!(text.mark(before), '/' | '-') && text.touches(before);
    let ordinal = crate::facts::number::ordinal(text, before, core.start + 1);
    let ends_ordinal = ordinal.is_some_and(|(_, end, _)| end > core.start);
    let tail = core.is(&NUMERAL)
        && core.cut.article
        && core.cut.conjunction
        && ordinal.is_some()
        && text.fold(before).starts_with("ال");
    is_score || ends_ordinal || tail
}

/// Digits that a mark or letters join to something: «7/1», «A380», «ماي2019», «503-1».
fn is_glued(place: &Place, core: &Core) -> bool {
    let text = place.text;
    let before = core.start.checked_sub(1).filter(|&p| p >= place.from);
    let joins = |mark: char| matches!(mark, '/' | ':' | '-' | '–' | '_' | '@' | '\\' | '#');
    let is_dots = |p: usize| text.mark(p) == '.' && !(p > 0 && text.mark(p - 1) == '.');
    let front = before.is_some_and(|p| {
        text.touches(p)
            && (joins(text.mark(p)) && !is_sign(place, core)
                || is_dots(p)
                || text.mark(p) == '+' && p > place.from && text.kind(p - 1) == Kind::Number
                || text.kind(p) == Kind::Other)
    });
    let last = core.end - 1;
    let is_sum = text.mark(core.end) == '+' && text.kind(core.end + 1) == Kind::Number;
    let behind = text.touches(last)
        && (is_sum || matches!(text.mark(core.end), '/' | ':' | '_' | '@' | '\\') || is_code(text, core.end));
    // «7 / 6»
    let apart = before
        .is_some_and(|p| text.mark(p) == '/' && p > place.from && text.kind(p - 1) == Kind::Number)
        || text.mark(core.end) == '/' && text.kind(core.end + 1) == Kind::Number;
    // «432ر690ر29»
    let is_letter = text.eq(core.end, "ر") && text.touches(last) && text.touches(core.end);
    front || behind || apart || is_letter
}

/// Latin letters right behind digits («5G», «3D») that are no unit.
fn is_code(text: &Text, at: usize) -> bool {
    text.kind(at) == Kind::Other && text.find(&text.lex.units, at, at + 1, Strip::Nothing).is_none()
}

/// Whether a sign stands before the digits and nothing that it could join them to.
pub(super) fn is_sign(place: &Place, core: &Core) -> bool {
    let text = place.text;
    let Some(sign) = core.start.checked_sub(1).filter(|&p| p > place.from && text.touches(p)) else {
        return false;
    };
    let is_free = !text.touches(sign - 1) || matches!(text.mark(sign - 1), '(' | '“' | '"' | '«');
    matches!(text.mark(sign), '-' | '−' | '+') && is_free && text.kind(core.start) == Kind::Number
}

/// «1- الوزارة», «2. المجلس»: the number of an item at the head of a sentence.
fn is_listed(place: &Place, core: &Core) -> bool {
    let head = place.from + usize::from(matches!(place.text.mark(place.from), '(' | '-' | '•' | '*'));
    core.start == head
        && core.end == core.start + 1
        && matches!(place.text.mark(core.end), '-' | '.' | ')' | '–' | '/')
}

fn is_phone(text: &Text, core: &Core) -> bool {
    let folded = text.fold(core.start);
    folded.len() >= 7 && folded.starts_with('0') || folded.len() >= 10 && !folded.contains(['.', ','])
}

/// «97-78», «23-24»: two numbers and a dash, and nothing that is counted.
fn is_score(place: &Place, core: &Core) -> bool {
    let text = place.text;
    let is_dash = |at: usize| matches!(text.mark(at), '-' | '–' | '—' | 'ـ');
    if core.is(&RANGE) {
        return text.kind(core.start) == Kind::Number && is_dash(core.start + 1);
    }
    // «3 مقابل 2»
    if role(text, core.end) == Some(NumberRole::Against) && text.kind(core.end + 1) == Kind::Number {
        return true;
    }
    // «101-،83»: some pages print a comma between.
    let at = core.end + 1;
    let other = at + usize::from(matches!(text.mark(at), '،' | ','));
    is_dash(core.end) && (text.kind(other) == Kind::Number || text.fold(other) == "صفر")
        || core.start.checked_sub(2).is_some_and(|p| {
            p >= place.from && matches!(text.mark(p + 1), '،' | ',') && text.touches(p + 1) && is_dash(p)
        })
}

/// A number with four digits that may be a year and counts nothing.
fn is_year(text: &Text, core: &Core) -> bool {
    let is_year = |at: usize, value: f64| (1900.0..2100.0).contains(&value) && text.fold(at).len() == 4;
    match core.high {
        Some(high) => {
            (1000.0..2100.0).contains(&core.low)
                && (1000.0..2100.0).contains(&high)
                && core.low.fract() == 0.0
                && text.fold(core.start).len() == 4
        }
        None => is_year(core.start, core.low),
    }
}

/// Whether a noun stands in the accusative that 11 to 99 ask for; «رسميا» is an adverb.
fn is_accusative(text: &Text, core: &Core, unit: &Unit) -> bool {
    let word = text.fold(unit.tokens.end - 1);
    core.low % 100.0 > 10.0 && word.ends_with('ا') && !word.ends_with("يا")
}

/// Digits that only tell one thing from others like it: «آيفون 7», «سكاي 50”», «(50)» behind a scorer.
fn is_mere_name(place: &Place, core: &Core) -> bool {
    let text = place.text;
    if core.is(&RANGE) || core.is_amount || core.low >= LARGE {
        return false;
    }
    let Some(before) = core.start.checked_sub(1).filter(|&p| p >= place.from) else { return false };
    let next = core.end;
    match (text.mark(before), text.mark(next)) {
        ('(', ')') => return core.low <= MATCH && core.low.fract() == 0.0,
        ('«', '»') | ('"', '"') | ('“' | '”', '”' | '“') => return true,
        _ => {}
    }
    // «12 منهم»
    if text.function(next).is_some() && text.fold(next).starts_with("منه") {
        return false;
    }
    match text.kind(before) {
        Kind::Other => true,
        Kind::Arabic => is_bare_noun(text, before),
        _ => false,
    }
}

/// Whether a word is a noun that takes no bare number as its value; of unknown words it is thought so.
fn is_bare_noun(text: &Text, i: usize) -> bool {
    let lex = text.lex;
    let is_word = text.kind(i) == Kind::Arabic
        && text.fold(i).chars().nth(1).is_some()
        && text.function(i).is_none()
        && text.readings(i).iter().all(|r| lex.functions.word(r.word).is_none());
    is_word
        && role_of(text, i) != Some(NumberRole::Level)
        && text.find(&lex.triggers, i, i + 1, Strip::Proclitics).is_none()
        && text.find(&lex.verbs, i, i + 1, Strip::Conjunction).is_none()
        && text.find(&lex.speech, i, i + 1, Strip::Conjunction).is_none()
        && text.find(&lex.number_verbs, i, i + 1, Strip::Article).is_none()
        && text.find(&lex.valued, i, i + 1, Strip::Article).is_none()
}

fn role_of(text: &Text, i: usize) -> Option<NumberRole> {
    text.find(&text.lex.number_roles, i, i + 1, Strip::Article).map(|f| *f.value)
}
