//! Posts of persons: the noun phrase in front of a name, or behind it.

use super::{Name, ROLE_BEFORE, ROLE_BEHIND, RoleName};
use crate::lexicon::{Function, Post};
use crate::record::Label;
use crate::text::{Kind, Strip, Text};

/// How far a post may reach, in tokens.
const REACH: usize = 14;

/// The posts of the persons among `names`.
#[must_use]
pub fn roles(text: &Text, names: &[Name]) -> Vec<RoleName> {
    let mut out = Vec::new();
    for (person, name) in names.iter().enumerate().filter(|(_, n)| n.label == Label::Per) {
        let floor = person
            .checked_sub(1)
            .and_then(|p| names.get(p))
            .filter(|p| p.label == Label::Per)
            .map_or(0, |p| p.end);
        let role = before(text, name, floor).map(|(start, end)| (start, end, &ROLE_BEFORE));
        let ceiling =
            names.iter().skip(person + 1).find(|n| n.label == Label::Per).map_or(usize::MAX, |n| n.start);
        let role =
            role.or_else(|| behind(text, name, ceiling).map(|(start, end)| (start, end, &ROLE_BEHIND)));
        if let Some((start, end, rule)) = role {
            let cut =
                text.find(&text.lex.posts, start, start + 1, Strip::Proclitics).map_or(0, |f| f.cut.letters);
            out.push(RoleName { span: text.span(start..end, cut), start, end, person, rule });
        }
    }
    out
}

fn post(text: &Text, i: usize) -> Option<Post> {
    text.find(&text.lex.posts, i, i + 1, Strip::Proclitics)
        .filter(|f| f.cut.particle != Some('س'))
        .map(|f| *f.value)
}

/// Whether a token may stand inside a post.
fn continues(text: &Text, i: usize) -> bool {
    match text.kind(i) {
        Kind::Arabic => {
            !matches!(
                text.function(i),
                Some(
                    Function::Comp
                        | Function::Rel
                        | Function::Conj
                        | Function::Neg
                        | Function::Aux
                        | Function::Tam
                        | Function::Future
                        | Function::Dem
                        | Function::Pron
                )
            ) && text.is(&text.lex.speech, i, Strip::Nothing).is_none()
        }
        _ => false,
    }
}

fn before(text: &Text, name: &Name, floor: usize) -> Option<(usize, usize)> {
    let sentence = text.sentence_of(name.start)?;
    let from = sentence.tokens.start.max(floor).max(name.start.saturating_sub(REACH));
    let mut end = name.start;
    // Ranks, a comma and quotation marks stand between the post and the name.
    while end > from
        && (matches!(text.mark(end - 1), '،' | ',' | '"' | '«' | '“')
            || post(text, end - 1) == Some(Post::Rank))
    {
        end -= 1;
    }
    let mut start = None;
    let mut at = end;
    while at > from && continues(text, at - 1) {
        at -= 1;
        match post(text, at) {
            Some(Post::Post) => start = Some(at),
            // A word with a conjunction begins a new phrase unless the post is a pair («رئيس الوزراء ووزير الدفاع»).
            _ if start.is_some() && text.function(at).is_some() => break,
            _ => {}
        }
        // The nearest post that a verb, preposition or nothing stands before is the outermost.
        if start == Some(at)
            && !at.checked_sub(1).is_some_and(|p| p >= from && post(text, p) == Some(Post::Post))
        {
            break;
        }
    }
    start.filter(|&s| s < end).map(|s| (s, end))
}

fn behind(text: &Text, name: &Name, ceiling: usize) -> Option<(usize, usize)> {
    let sentence = text.sentence_of(name.start)?;
    let limit = sentence.tokens.end.min(ceiling).min(name.end + REACH);
    let mut start = name.end;
    start += usize::from(matches!(text.mark(start), '"' | '»' | '”'));
    start += usize::from(matches!(text.mark(start), '،' | '('));
    if post(text, start) != Some(Post::Post)
        || text.find(&text.lex.posts, start, start + 1, Strip::Nothing).is_none()
    {
        return None;
    }
    let mut end = start + 1;
    while end < limit && continues(text, end) {
        let preposition = text.function(end) == Some(Function::Prep);
        let verb = text.is(&text.lex.speech, end, Strip::Conjunction).is_some()
            || text.is(&text.lex.triggers, end, Strip::Nothing).is_some();
        if verb || (preposition && !text.eq(end, "في")) {
            break;
        }
        end += 1;
    }
    (end > start).then_some((start, end))
}
