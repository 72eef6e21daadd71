//! Sentences: cut at full stops and question marks, never inside a quotation, a number or an abbreviation.

use std::ops::Range;

use super::{Kind, Token};
use crate::lexicon::Lexicons;
use crate::span::Span;

/// What closes a quotation that `c` opens; straight quotation marks close themselves.
#[must_use]
pub const fn closing(c: char) -> Option<char> {
    match c {
        '«' => Some('»'),
        '“' => Some('”'),
        '”' | '„' => Some('“'),
        '"' | '‟' | '″' => Some(c),
        _ => None,
    }
}

/// Longest sentence, in tokens: what goes on for longer has lost its full stops.
const LONGEST: usize = 600;

/// Token ranges of the sentences of one block. Every token is in exactly one of them.
#[must_use]
pub fn split(tokens: &[Token], lexicons: &Lexicons) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut quote: Option<usize> = None; // the token that closes the open quotation
    for (i, token) in tokens.iter().enumerate() {
        if i - start >= LONGEST {
            out.push(start..i);
            (start, quote) = (i, None);
        }
        let Kind::Mark(mark) = token.kind else { continue };
        if let Some(end) = quote {
            if i >= end {
                quote = None;
            }
            continue;
        }
        if let Some(close) = closing(mark) {
            let ahead = tokens.iter().enumerate().skip(i + 1);
            quote = ahead.take(400).find(|(_, t)| t.kind == Kind::Mark(close)).map(|(at, _)| at);
            continue;
        }
        if ends_sentence(tokens, i, mark, lexicons) {
            let end = i + 1;
            out.push(start..end);
            start = end;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

fn ends_sentence(tokens: &[Token], i: usize, mark: char, lexicons: &Lexicons) -> bool {
    let touches = |a: Option<&Token>, b: Option<&Token>| matches!((a, b), (Some(a), Some(b)) if a.span.end == b.span.start);
    let (here, next) = (tokens.get(i), tokens.get(i + 1));
    let before = i.checked_sub(1).and_then(|p| tokens.get(p));
    let is_mark = |t: Option<&Token>, m: char| t.is_some_and(|t| t.kind == Kind::Mark(m));
    match mark {
        '؟' | '!' | '?' | '۔' => !next.is_some_and(|n| matches!(n.kind, Kind::Mark('؟' | '!' | '?'))),
        '.' => {
            // «..» and «…» only pause; a stop that touches the next word is part of an address or an abbreviation.
            let dots = is_mark(before, '.') || is_mark(next, '.');
            let abbreviation =
                touches(before, here) && before.is_some_and(|b| lexicons.abbreviations.contains(&b.word));
            // «الفساد.وقال»: between Arabic words a blank was forgotten.
            let arabic = |t: Option<&Token>| t.is_some_and(|t| t.kind == Kind::Arabic);
            let address = touches(here, next) && !(arabic(before) && arabic(next));
            !dots && !abbreviation && !address
        }
        _ => false,
    }
}

/// The span of a token range.
#[must_use]
pub fn span_of(tokens: &[Token], range: &Range<usize>) -> Option<Span> {
    let first = tokens.get(range.start)?;
    let last = tokens.get(range.end.checked_sub(1)?)?;
    Some(first.span.cover(last.span))
}
