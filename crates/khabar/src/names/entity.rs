//! Entities: which mentions name the same thing.

use rustc_hash::FxHashMap;

use super::{AGAIN, Name, SHORT};
use crate::facts::rule::Rule;
use crate::record::{Entity, Id, Label, Mention};
use crate::span::Span;
use crate::text::Text;
use crate::text::fold::fold;

/// Same folded name, an alias of the gazetteer, or a part of a person's name.
pub const BY_NAME: Rule = Rule {
    by: "entity.by-name@1",
    why: "same name, known alias, or part of a person's name",
    example: "زار بغداد. ثم غادر بغداد.",
};

/// The mentions of the record, tied to their entities.
#[must_use]
pub fn entities(text: &Text, names: &[Name]) -> (Vec<Mention>, Vec<Entity>) {
    let mut entities: Vec<Entity> = Vec::new();
    let mut by_key: FxHashMap<(Label, String), usize> = FxHashMap::default();
    let mut people: Vec<(String, usize)> = Vec::new();
    let mut bodies: Vec<(String, usize)> = Vec::new();
    let mut mentions = Vec::with_capacity(names.len());
    for (n, name) in names.iter().enumerate() {
        let words = name.span.of(text.src());
        let key = (name.label, key_of(name, words));
        let found = by_key
            .get(&key)
            .copied()
            .or_else(|| same_person(name, &key.1, &people))
            .or_else(|| same_body(name, &key.1, &bodies));
        let entity = found.unwrap_or_else(|| {
            entities.push(Entity {
                id: Id { layer: "e", number: entities.len() as u32 + 1 },
                label: name.label,
                name: words.to_owned(),
                aliases: Vec::new(),
                link: name
                    .known
                    .filter(|k| !k.code.is_empty() && k.authority != "capital")
                    .map(|k| format!("{}:{}", k.authority, k.code)),
                by: BY_NAME.by.into(),
            });
            entities.len() - 1
        });
        if name.label == Label::Per && !by_key.contains_key(&key) {
            people.push((key.1.clone(), entity));
        }
        if name.label == Label::Org && !by_key.contains_key(&key) {
            bodies.push((key.1.clone(), entity));
        }
        by_key.entry(key).or_insert(entity);
        if let Some(entity) = entities.get_mut(entity) {
            note_form(entity, words);
        }
        mentions.push(Mention {
            id: Id { layer: "m", number: n as u32 + 1 },
            span: name.span,
            label: name.label,
            entity: entities.get(entity).map(|e| e.id),
            by: name.rule.by.into(),
        });
    }
    (mentions, entities)
}

/// Links the capitals that act for their government («أعلنت بغداد») to the country; `acting` are the spans of sources of
/// statements and of actors of events. `mentions` are those of `names`, in the same order.
pub fn link_capitals(
    names: &[Name],
    mentions: &[Mention],
    entities: &mut [Entity],
    acting: impl Iterator<Item = Span>,
) {
    for span in acting {
        let Ok(at) = names.binary_search_by_key(&span.start, |n| n.span.start) else { continue };
        let capital = names.get(at).filter(|n| n.span == span).and_then(|n| n.known);
        let entity = mentions.get(at).and_then(|m| m.entity);
        let entity = entities.iter_mut().find(|e| Some(e.id) == entity);
        if let (Some(known), Some(entity)) = (capital.filter(|k| k.authority == "capital"), entity) {
            entity.link = Some(format!("iso3166:{}", known.code));
        }
    }
}

/// What equal mentions share: the gazetteer's full form, or the folded words without the article.
fn key_of(name: &Name, words: &str) -> String {
    if let Some(known) = name.known {
        fold(known.full)
    } else {
        let folded = fold(words);
        let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        folded.strip_prefix("لل").map(|r| format!("ال{r}")).unwrap_or(folded)
    }
}

/// How many persons' names back a part of a name may lead.
const NEAR: usize = 200;

/// An earlier person whose name holds all words of this one, or whose words this one holds.
fn same_person(name: &Name, key: &str, people: &[(String, usize)]) -> Option<usize> {
    if name.label != Label::Per {
        return None;
    }
    let words: Vec<&str> = key.split(' ').collect();
    let within = |a: &[&str], b: &[&str]| a.iter().all(|w| b.contains(w));
    let near = people.iter().rev().take(NEAR);
    let mut found: Vec<usize> = near
        .filter(|(other, _)| {
            let other: Vec<&str> = other.split(' ').collect();
            within(&words, &other) || within(&other, &words)
        })
        .map(|(_, n)| *n)
        .collect();
    found.sort_unstable();
    found.dedup();
    // A part that two people share names neither.
    if found.len() == 1 { found.first().copied() } else { None }
}

/// An organisation told before in more or fewer words: «الهيئة العامة للسياحة» and «هيئة السياحة», «التحالف الدولي» and
/// «التحالف». All words of one stand in the other, and both open with the same word or one is that word.
fn same_body(name: &Name, key: &str, bodies: &[(String, usize)]) -> Option<usize> {
    if name.label != Label::Org {
        return None;
    }
    let bare = |key: &str| -> Vec<String> { key.split(' ').map(|w| bare(w).to_owned()).collect() };
    let words = bare(key);
    let lone = name.rule == &SHORT || name.rule == &AGAIN;
    let mut found: Vec<usize> = bodies
        .iter()
        .rev()
        .take(NEAR)
        .filter(|(other, _)| {
            let other = bare(other);
            let (few, many) = if words.len() <= other.len() { (&words, &other) } else { (&other, &words) };
            let inside = few.iter().all(|w| many.contains(w));
            inside && (lone || few.len() > 1 && few.first() == many.first())
        })
        .map(|(_, n)| *n)
        .collect();
    found.sort_unstable();
    found.dedup();
    // The short form of two is that of neither, but a head told again means the last that it opened.
    match found.as_slice() {
        [one] => Some(*one),
        _ if lone => found.last().copied(),
        _ => None,
    }
}

/// A folded word without its article and the preposition in front of it.
fn bare(word: &str) -> &str {
    let word = word.strip_prefix("لل").or_else(|| word.strip_prefix("وال")).unwrap_or(word);
    word.strip_prefix("ال").unwrap_or(word)
}

/// The fullest form is the name, the others are aliases.
fn note_form(entity: &mut Entity, words: &str) {
    if entity.name == words || entity.aliases.iter().any(|a| a == words) {
        return;
    }
    if words.chars().count() > entity.name.chars().count() {
        let old = std::mem::replace(&mut entity.name, words.to_owned());
        entity.aliases.push(old);
    } else {
        entity.aliases.push(words.to_owned());
    }
}
