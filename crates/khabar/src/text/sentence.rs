//! Sentences: cut at full stops and question marks, never inside a quotation, a number or an abbreviation.

use std::ops::Range;

use super::{Kind, Reading, Token};
use crate::lexicon::{Classes, Lexicons};
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

/// Token ranges of the sentences of one block. Every token is in exactly one of them; `readings` and `folds` are those of
/// the text.
#[must_use]
pub fn split(tokens: &[Token], readings: &[Reading], folds: &str, lexicons: &Lexicons) -> Vec<Range<usize>> {
    let block = Block { tokens, readings, folds, lexicons };
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
        if block.ends_sentence(start, i, mark) {
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

/// The tokens of a block and what is known of them.
struct Block<'t> {
    tokens: &'t [Token],
    readings: &'t [Reading],
    folds: &'t str,
    lexicons: &'t Lexicons,
}

impl Block<'_> {
    /// Whether the sentence that begins at `start` ends with the mark at `i`.
    fn ends_sentence(&self, start: usize, i: usize, mark: char) -> bool {
        match mark {
            '؟' | '!' | '?' | '۔' => !matches!(self.kind(i + 1), Kind::Mark('؟' | '!' | '?')),
            // «..» and «…» only pause, unless a verb behind «و» goes on.
            '…' => self.opens(i + 1),
            '.' if self.is_mark(i + 1, '.') => false,
            '.' if i > start && self.is_mark(i - 1, '.') => self.opens(i + 1),
            '.' if i == start => true,
            '.' => self.is_full_stop(start, i),
            _ => false,
        }
    }

    /// Whether a single stop behind a token ends the sentence.
    fn is_full_stop(&self, start: usize, i: usize) -> bool {
        let before = i - 1;
        if self.touches(before) && self.is_abbreviation(before) {
            return self.opens(i + 1) && (!self.is_listed(before) || self.is_behind_number(before));
        }
        // «1. الوزارة»: the number of an item.
        if before == start && self.kind(before) == Kind::Number {
            return false;
        }
        // A stop that touches the next word is part of an address, unless a blank was forgotten: «الفساد.وقال», «15.وأضاف».
        let is_forgotten = match self.kind(before) {
            Kind::Arabic => self.kind(i + 1) == Kind::Arabic,
            Kind::Number => self.is_plain_word(i + 1),
            _ => false,
        };
        !self.touches(i) || is_forgotten
    }

    fn kind(&self, i: usize) -> Kind {
        self.tokens.get(i).map_or(Kind::Mark(' '), |t| t.kind)
    }

    fn is_mark(&self, i: usize, mark: char) -> bool {
        self.kind(i) == Kind::Mark(mark)
    }

    /// Whether a token and the next one touch.
    fn touches(&self, i: usize) -> bool {
        matches!((self.tokens.get(i), self.tokens.get(i + 1)), (Some(a), Some(b)) if a.span.end == b.span.start)
    }

    /// The folded letters of a token without a «و» in front: «وأ.د.».
    fn letters(&self, i: usize) -> &str {
        let word = self.tokens.get(i).map_or("", |t| t.fold.of(self.folds));
        word.strip_prefix('و').filter(|rest| !rest.is_empty()).unwrap_or(word)
    }

    /// Whether a token is a word of the table.
    fn is_listed(&self, i: usize) -> bool {
        self.lexicons.abbreviations.contains(&self.lexicons.vocabulary.get(self.letters(i)))
    }

    /// Whether a stop behind a token shortens it: a word of the table or a lone letter, «د.», «ر.س.».
    fn is_abbreviation(&self, i: usize) -> bool {
        let is_word = matches!(self.kind(i), Kind::Arabic | Kind::Other);
        is_word && (self.is_listed(i) || self.letters(i).chars().nth(1).is_none())
    }

    /// Whether an abbreviation stands behind a number, as those of units and years do: «14.500 ر.س.», «1443 هـ.».
    fn is_behind_number(&self, last: usize) -> bool {
        let mut first = last;
        while first >= 2
            && self.is_mark(first - 1, '.')
            && self.touches(first - 1)
            && self.is_abbreviation(first - 2)
        {
            first -= 2;
        }
        first.checked_sub(1).is_some_and(|i| self.kind(i) == Kind::Number)
    }

    /// Whether a token is a word of three letters or more, and none that a number counts with.
    fn is_plain_word(&self, i: usize) -> bool {
        const COUNTED: Classes = Classes::NUMBER.with(Classes::UNIT);
        self.tokens.get(i).is_some_and(|t| {
            t.kind == Kind::Arabic && t.span.len() >= 6 && !self.lexicons.classes_of(t.word).any(COUNTED)
        })
    }

    /// Whether a token is a verb behind «و» or «ف», as sentences of news begin: «وأضاف». What may be a noun or a particle
    /// as well («ورفض», «وأن») goes on with a list.
    fn opens(&self, i: usize) -> bool {
        const VERB: Classes = Classes::PAST.with(Classes::PRESENT);
        const OTHER: Classes = Classes::EVENT_NOUN
            .with(Classes::SPEECH_NOUN)
            .with(Classes::JUNCTION)
            .with(Classes::PARTICLE)
            .with(Classes::PREP);
        let Some(token) = self.tokens.get(i) else { return false };
        let range = token.readings.0 as usize..token.readings.1 as usize;
        let mut readings = self.readings.get(range).unwrap_or_default().iter();
        readings.any(|r| {
            let is = self.lexicons.classes_of(r.word);
            let is_verb = is.any(Classes::SPEECH_VERB) || is.any(VERB) && !is.any(OTHER);
            is_verb && r.cut.conjunction && r.cut.particle.is_none() && !r.cut.article
        })
    }
}

/// The span of a token range.
#[must_use]
pub fn span_of(tokens: &[Token], range: &Range<usize>) -> Option<Span> {
    let first = tokens.get(range.start)?;
    let last = tokens.get(range.end.checked_sub(1)?)?;
    Some(first.span.cover(last.span))
}
