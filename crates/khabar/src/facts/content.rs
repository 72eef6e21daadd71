//! What is said in a statement: which of its tokens, and whether word for word.

use std::ops::Range;

use super::clause::{self, closing_quote};
use super::scene::Scene;
use crate::lexicon::{Attribution, Function};
use crate::record::StatementType;
use crate::span::Span;
use crate::text::clitic::ENCLITICS;
use crate::text::{Kind, Strip};

/// Longest line that says where a report is from, in tokens.
const DATELINE: usize = 10;

/// Behind «البصرة - وكالة الأنباء:», which opens a report and belongs to no statement; else the start itself.
pub fn behind_dateline(scene: &Scene, start: usize, end: usize) -> usize {
    let text = scene.text;
    let limit = end.min(start + DATELINE);
    let Some(colon) = (start..limit).find(|&t| text.mark(t) == ':') else { return start };
    let is_dash = |t: usize| matches!(text.mark(t), '-' | '–' | '/');
    let is_part = |t: usize| match text.kind(t) {
        Kind::Mark(m) => is_dash(t) || matches!(m, '(' | ')' | '،'),
        _ => clause::speech(scene, t, Strip::Conjunction).is_none(),
    };
    let is_dateline = (start..colon).all(is_part) && (start..colon).any(is_dash);
    if is_dateline { colon + 1 } else { start }
}

/// «وشهدت …، بحسب كذا»: the conjunction that opens a sentence is no part of what is said.
pub fn lead_letters(scene: &Scene, i: usize, opens: bool) -> u8 {
    let word = scene.text.fold(i);
    let cut = scene.text.readings(i).first().is_some_and(|r| r.cut.conjunction && r.cut.letters == 1);
    u8::from(
        !opens
            && scene.name(i).is_none()
            && word.starts_with('و')
            && (cut || scene.text.readings(i).is_empty() && word.chars().count() > 4),
    )
}

/// The place and kind of a content: quotation marks around all of it are left out.
pub fn content_of(scene: &Scene, tokens: Range<usize>, letters: u8) -> Option<(Span, StatementType)> {
    let text = scene.text;
    let mut range = tokens;
    while range.end > range.start && matches!(text.mark(range.end - 1), '.' | '،' | ',' | '؛' | '…') {
        range.end -= 1;
    }
    let opens = clause::opens_quote(scene, range.start);
    let close = if opens { closing_quote(scene, range.start, range.end) } else { None };
    if opens && (close.is_none() || close == Some(range.end - 1)) {
        let inner = range.start + 1..close.unwrap_or(range.end);
        return Some((trimmed(scene, inner, 0)?, StatementType::Direct));
    }
    let quotes = range.clone().any(|t| {
        matches!(text.mark(t), '"' | '«' | '“')
            && closing_quote(scene, t, range.end)
                .is_some_and(|c| !scene.name(t + 1).is_some_and(|n| n.start == t + 1 && n.end == c))
    });
    let kind = if quotes { StatementType::Mixed } else { StatementType::Indirect };
    // «المهلة التي تعهدت بها»: a pronoun behind its preposition says nothing.
    let left = text.fold(range.start).char_indices().nth(letters.into());
    let left = left.and_then(|(at, _)| text.fold(range.start).get(at..));
    let is_pronoun = letters > 0 && left.is_some_and(|l| ENCLITICS.contains(&l));
    let is_prep = range.len() == 1 && text.function(range.start) == Some(Function::Prep);
    if is_pronoun || is_prep {
        return None;
    }
    Some((trimmed(scene, range, letters)?, kind))
}

/// The span of tokens without marks at its edges.
pub fn trimmed(scene: &Scene, range: Range<usize>, letters: u8) -> Option<Span> {
    let text = scene.text;
    let edge = |t: usize| matches!(text.mark(t), '.' | '،' | ',' | '؛' | ':' | '…' | '-');
    let mut range = range;
    while range.start < range.end && edge(range.start) {
        range.start += 1;
    }
    while range.end > range.start && edge(range.end - 1) {
        range.end -= 1;
    }
    (range.start < range.end).then(|| text.span(range, letters)).filter(|s| !s.is_empty())
}

/// Content without a trailing «وفق قوله».
pub fn shed_echo(scene: &Scene, tokens: Range<usize>) -> Range<usize> {
    let text = scene.text;
    let from = tokens.end.saturating_sub(5).max(tokens.start);
    let echo = (from..tokens.end).find(|&t| {
        text.find(&text.lex.attributions, t, tokens.end, Strip::Nothing)
            .is_some_and(|f| *f.value == Attribution::Echo)
    });
    tokens.start..echo.unwrap_or(tokens.end)
}
