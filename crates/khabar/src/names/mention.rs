//! Mentions by gazetteers, heads and titles. The longest name at a place wins.

use std::collections::HashMap;

use super::{AGAIN, GAZETTEER, HEADED, Name, PERSON, PLACED, QUOTED, TITLED};
use crate::lexicon::{Function, Known, NamePart, Post, Word};
use crate::record::Label;
use crate::text::{Cut, Kind, Strip, Text};

/// Longest name, in tokens.
const LONGEST: usize = 8;

/// The names of a text in order, none inside another.
#[must_use]
pub fn mentions(text: &Text, taken: &[std::ops::Range<usize>]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut taken = taken.iter().peekable();
    for sentence in &text.sentences {
        let end = sentence.tokens.end;
        let mut at = sentence.tokens.start;
        while at < end {
            while taken.next_if(|t| t.end <= at).is_some() {}
            if let Some(range) = taken.peek().filter(|t| t.start <= at) {
                at = range.end;
                continue;
            }
            match name_at(text, at, end) {
                Some(name) => {
                    at = name.end;
                    names.push(name);
                }
                None => at += 1,
            }
        }
    }
    add_short_forms(text, &mut names);
    names
}

fn name_at(text: &Text, i: usize, end: usize) -> Option<Name> {
    if text.kind(i) != Kind::Arabic {
        return None;
    }
    let candidates = [
        headed(text, i, end),
        known(text, i, end),
        person(text, i, end),
        placed(text, i, end),
        titled(text, i, end),
    ];
    candidates.into_iter().flatten().reduce(|a, b| if b.end - b.start > a.end - a.start { b } else { a })
}

fn name(
    text: &Text,
    range: std::ops::Range<usize>,
    cut: Cut,
    label: Label,
    known: Option<Known>,
    rule: &'static super::Rule,
) -> Name {
    Name {
        span: text.span(range.clone(), cut.letters),
        start: range.start,
        end: range.end,
        label,
        known,
        rule,
    }
}

/// A name of the gazetteers.
fn known(text: &Text, i: usize, end: usize) -> Option<Name> {
    let found =
        text.find(&text.lex.known, i, end, Strip::Proclitics).filter(|f| f.cut.particle != Some('س'))?;
    let single = found.end == i + 1;
    // A small place that is also some other word, or only appears when letters are cut off, is too weak alone.
    if single
        && found.value.authority == "geonames"
        && (found.cut.letters > 0 && text.word(i) != Word::UNKNOWN || is_common(text, i))
    {
        return None;
    }
    Some(name(text, i..found.end, found.cut, found.value.label, Some(*found.value), &GAZETTEER))
}

/// Whether another table knows the word as written, as something that is no name.
fn is_common(text: &Text, i: usize) -> bool {
    let lex = text.lex;
    text.function(i).is_some()
        || text.is(&lex.speech, i, Strip::Conjunction).is_some()
        || text.is(&lex.numbers, i, Strip::Article).is_some()
        || text.is(&lex.triggers, i, Strip::Proclitics).is_some()
        || text.is(&lex.posts, i, Strip::Proclitics).is_some()
        || text.is(&lex.units, i, Strip::Proclitics).is_some()
        || text.is(&lex.time_units, i, Strip::Article).is_some()
        || text.is(&lex.day_parts, i, Strip::Article).is_some()
        || text.is(&lex.channels, i, Strip::Article).is_some()
}

/// «وزارة الخارجية التركية», «هيئة السياحة والتراث الوطني», «المرصد السوري لحقوق الإنسان».
fn headed(text: &Text, i: usize, end: usize) -> Option<Name> {
    let lex = text.lex;
    let head = text.find(&lex.name_heads, i, i + 1, Strip::Proclitics)?;
    let definite_head = text.is_definite(i);
    let mut at = i + 1;
    while at < end && at < i + LONGEST && text.kind(at) == Kind::Arabic {
        let inside = text.find(&lex.known, at, end, Strip::Nothing).filter(|k| k.value.label != Label::Misc);
        if let Some(inside) = inside.filter(|_| {
            !definite_head && at == i + 1 || inside.is_some_and(|k| k.value.authority == "iso3166")
        }) {
            at = inside.end;
            continue;
        }
        let printed = text.fold(at);
        let stops = text.function(at).is_some()
            || text.is(&lex.relatives, at, Strip::Nothing).is_some()
            || text.is(&lex.weekdays, at, Strip::Nothing).is_some()
            || text.is(&lex.deictics, at, Strip::Nothing).is_some()
            || text.is(&lex.posts, at, Strip::Conjunction).is_some();
        if stops {
            break;
        }
        let nationality = text.is(&lex.nationalities, at, Strip::Nothing).is_some();
        let joined = printed.starts_with("وال") && at > i + 1 && text.is_definite(at - 1);
        let to = printed.starts_with('ل')
            && !printed.starts_with("لل")
            && at > i + 1
            && definite_head
            && text.is_definite(at + 1);
        let plain = printed.starts_with("ال") || (nationality && definite_head == printed.starts_with("ال"));
        let paired = joined
            && text.is(&lex.name_heads, at, Strip::Proclitics).is_none()
            && text.is(&lex.nationalities, at, Strip::Conjunction).is_none();
        if plain || paired {
            at += 1;
        } else if to {
            at += 2;
        } else if printed.starts_with("لل") && definite_head && at > i + 1 {
            at += 1;
        } else {
            break;
        }
    }
    if at == i + 1 || at > end {
        return None;
    }
    // «الحركة الدستورية» is a name, «الشركة الكبيرة» is not told apart here: a definite head wants two words or a nationality.
    let nationality = (i + 1..at).any(|t| text.is(&lex.nationalities, t, Strip::Article).is_some());
    if definite_head && at == i + 2 && !nationality && *head.value == Label::Loc {
        return None;
    }
    Some(name(text, i..at, head.cut, *head.value, None, &HEADED))
}

/// The unknown word behind «مدينة».
fn placed(text: &Text, i: usize, end: usize) -> Option<Name> {
    let before = i.checked_sub(1)?;
    text.is(&text.lex.place_heads, before, Strip::Article)?;
    let plain = i < end
        && text.function(i).is_none()
        && !text.is_definite(i)
        && text.readings(i).is_empty()
        && text.fold(i).chars().count() > 2;
    plain.then(|| name(text, i..i + 1, Cut::default(), Label::Loc, None, &PLACED))
}

fn part(text: &Text, i: usize, end: usize, strip: Strip) -> Option<(NamePart, usize, Cut)> {
    let found = text.find(&text.lex.person_names, i, end, strip)?;
    (found.cut.particle != Some('س')).then_some((*found.value, found.end, found.cut))
}

/// A given name and what follows it: other names, «بن», a definite family name, an unknown word.
fn person(text: &Text, i: usize, end: usize) -> Option<Name> {
    let (first, mut at, cut) = part(text, i, end, Strip::Proclitics)?;
    if first == NamePart::Family
        || is_common(text, i) && (first != NamePart::Join || text.function(i) == Some(Function::Comp))
        || text.is(&text.lex.nationalities, i, Strip::Proclitics).is_some()
    {
        return None;
    }
    let start_end = at;
    while at < end && at < i + LONGEST && text.kind(at) == Kind::Arabic {
        if let Some((_, next, _)) =
            part(text, at, end, Strip::Nothing).filter(|_| text.function(at).is_none())
        {
            at = next;
        } else if is_family_name(text, at, at == start_end) {
            at += 1;
            break;
        } else {
            break;
        }
    }
    // A trailing «بن» joins nothing.
    while at > start_end && part(text, at - 1, at, Strip::Nothing).is_some_and(|p| p.0 == NamePart::Join) {
        at -= 1;
    }
    (at > start_end).then(|| name(text, i..at, cut, Label::Per, None, &PERSON))
}

/// Whether a word that no name list knows may end a person's name.
fn is_family_name(text: &Text, i: usize, only: bool) -> bool {
    let lex = text.lex;
    let free = text.function(i).is_none()
        && text.is(&lex.nationalities, i, Strip::Nothing).is_none()
        && text.is(&lex.posts, i, Strip::Nothing).is_none()
        && text.is(&lex.name_heads, i, Strip::Nothing).is_none()
        && text.is(&lex.speech, i, Strip::Conjunction).is_none()
        && text.is(&lex.weekdays, i, Strip::Nothing).is_none()
        && text.is(&lex.relatives, i, Strip::Nothing).is_none()
        && text.is(&lex.deictics, i, Strip::Nothing).is_none();
    let word = text.fold(i);
    let nisba = word.starts_with("ال") && word.ends_with('ي');
    free && (nisba
        || only
            && (text.readings(i).is_empty() && !word.starts_with(['ي', 'ت', 'و', 'ف', 'ل', 'ب'])
                || word.starts_with("ال") && text.word(i) == Word::UNKNOWN))
}

/// Unknown words behind a post or rank: two that no table knows, or what stands in quotation marks.
fn titled(text: &Text, i: usize, end: usize) -> Option<Name> {
    let before = i.checked_sub(1)?;
    let quoted = matches!(text.mark(before), '"' | '«' | '“');
    let lead = if quoted { before.checked_sub(1)? } else { before };
    if quoted {
        let close = (i..end.min(i + 5)).find(|&t| matches!(text.mark(t), '"' | '»' | '”'))?;
        let words = close - i;
        let fits = (2..=4).contains(&words)
            && (i..close).all(|t| text.kind(t) == Kind::Arabic && text.function(t).is_none());
        return (fits && leads_to_person(text, lead))
            .then(|| name(text, i..close, Cut::default(), Label::Per, None, &QUOTED));
    }
    let unknown = |t: usize| {
        text.kind(t) == Kind::Arabic
            && t < end
            && text.readings(t).is_empty()
            && !text.fold(t).starts_with("ال")
    };
    let named = |t: usize| {
        t < end
            && (unknown(t) || is_family_name(text, t, true) || part(text, t, end, Strip::Nothing).is_some())
    };
    let post = text.is(&text.lex.posts, lead, Strip::Proclitics).is_some()
        || text.is(&text.lex.nationalities, lead, Strip::Nothing).is_some() && leads_to_person(text, lead);
    (post && unknown(i) && named(i + 1)).then(|| {
        let third = usize::from(unknown(i + 2));
        name(text, i..i + 2 + third, Cut::default(), Label::Per, None, &TITLED)
    })
}

/// Whether a post stands in the few words that end at `lead`.
fn leads_to_person(text: &Text, lead: usize) -> bool {
    let from = text.sentence_of(lead).map_or(lead, |s| s.tokens.start).max(lead.saturating_sub(7));
    (from..=lead).rev().take_while(|&t| text.kind(t) == Kind::Arabic).any(|t| {
        text.is(&text.lex.posts, t, Strip::Proclitics) == Some(&Post::Post)
            || text.is(&text.lex.posts, t, Strip::Proclitics) == Some(&Post::Rank)
    })
}

/// Parts of a person's name told again alone, and «الحركة» for a name that no other shares.
fn add_short_forms(text: &Text, names: &mut Vec<Name>) {
    let mut last: HashMap<Box<str>, usize> = HashMap::new();
    for (n, name) in names.iter().enumerate() {
        if name.label == Label::Per && name.end - name.start > 1 {
            last.entry(text.fold(name.end - 1).into()).or_insert(n);
        }
    }
    if last.is_empty() {
        return;
    }
    let covered: Vec<_> = names.iter().map(|n| n.start..n.end).collect();
    let mut covered = covered.iter().peekable();
    let mut more = Vec::new();
    for i in 0..text.len() {
        while covered.next_if(|c| c.end <= i).is_some() {}
        if text.kind(i) != Kind::Arabic || covered.peek().is_some_and(|c| c.start <= i) {
            continue;
        }
        let word = text.fold(i);
        let cut = if last.contains_key(word) {
            Some(0)
        } else {
            word.strip_prefix(['و', 'ف', 'ل', 'ب']).filter(|w| last.contains_key(*w)).map(|_| 1)
        };
        if let Some(letters) = cut {
            more.push(name(text, i..i + 1, Cut { letters, ..Cut::default() }, Label::Per, None, &AGAIN));
        }
    }
    names.extend(more);
    names.sort_by_key(|n| n.start);
}
