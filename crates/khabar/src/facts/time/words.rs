//! The small look-ups that the parsers share: closed words, what stands before and behind a time.

use super::grammar::Context;
use crate::lexicon::{TimeBits, TimeWord};
use crate::text::{Cut, Kind, Strip};

impl Context<'_> {
    /// Whether the word at `i`, as printed, may do one of these.
    pub(super) fn is(&self, i: usize, bits: TimeBits) -> bool {
        i < self.end && self.text.lex.time_bits_of(self.text.word(i)).any(bits)
    }

    /// What is cut off the word at `i`, where what is left may do one of these: «لعام», «والساعة».
    pub(super) fn is_cut(&self, i: usize, bits: TimeBits) -> Option<Cut> {
        if i >= self.end {
            return None;
        }
        let fits = |cut: Cut, word| !cut.article && self.text.lex.time_bits_of(word).any(bits);
        self.text.readings(i).iter().find(|r| fits(r.cut, r.word)).map(|r| r.cut)
    }

    /// The same of the word before `i`.
    pub(super) fn is_before(&self, i: usize, bits: TimeBits) -> bool {
        i.checked_sub(1).is_some_and(|p| self.is_cut(p, bits).is_some())
    }

    /// The token behind a word at `i` that may do one of these, else `i`.
    pub(super) fn skip(&self, i: usize, bits: TimeBits) -> usize {
        i + usize::from(self.is(i, bits))
    }

    /// All that a time may begin with at `i`.
    pub(super) fn opens(&self, i: usize) -> TimeBits {
        if self.text.kind(i) == Kind::Number {
            return TimeBits::DIGITS;
        }
        let lex = self.text.lex;
        self.text.readings(i).iter().fold(TimeBits::default(), |bits, r| bits.with(lex.time_bits_of(r.word)))
    }

    /// The word of the time grammar at `i`, its end and what is cut off it.
    pub(super) fn word(&self, i: usize, strip: Strip) -> Option<(TimeWord, usize, Cut)> {
        let found = self.text.find(&self.text.lex.time_words, i, self.end, strip)?;
        Some((*found.value, found.end, found.cut))
    }

    /// A word such as «الماضي» behind a period, and where it ends.
    pub(super) fn shift(&self, i: usize) -> (Option<i32>, usize) {
        match self.text.find(&self.text.lex.relatives, i, self.end, Strip::Nothing) {
            Some(found) => (Some(*found.value), found.end),
            None => (None, i),
        }
    }

    /// The token behind praise of a month or feast at `i`, else `i`.
    pub(super) fn behind_epithet(&self, i: usize) -> usize {
        match self.word(i, Strip::Nothing) {
            Some((TimeWord::Epithet, end, _)) => end,
            _ => i,
        }
    }

    /// Whether the word at `i` leads to a time: «في», «منذ», «نهاية» …
    pub(super) fn asks_for_time(&self, i: usize) -> bool {
        let text = self.text;
        self.is_cut(i, TimeBits::ASKS).is_some()
            || text.is(&text.lex.edges, i, Strip::Proclitics).is_some()
            || text.is(&text.lex.time_prepositions, i, Strip::Proclitics).is_some()
    }

    /// Whether the word at `i` is what a number counts: a unit, or a noun in the accusative of counting.
    pub(super) fn counts(&self, i: usize) -> bool {
        let text = self.text;
        text.find(&text.lex.units, i, self.end, Strip::Nothing).is_some()
            || (text.kind(i) == Kind::Arabic && text.printed(i).ends_with(['ً'])
                || text.printed(i).ends_with("اً"))
            || text.is(&text.lex.numbers, i, Strip::Nothing).is_some()
    }

    /// Whether the words before `i` say how a number there is meant: «أكثر من 2000».
    pub(super) fn is_bounded(&self, i: usize) -> bool {
        let text = self.text;
        (i.saturating_sub(3)..i).any(|at| {
            text.find(&text.lex.bounds, at, self.end, Strip::Proclitics)
                .is_some_and(|b| b.end == i && !b.value.after)
        })
    }

    /// Whether the word before `i` counts what stands there («مئات السنين»).
    pub(super) fn is_counted(&self, i: usize) -> bool {
        let text = self.text;
        i.checked_sub(1).is_some_and(|p| {
            text.kind(p) == Kind::Number
                || text.is(&text.lex.numbers, p, Strip::Article).is_some()
                || text.is(&text.lex.vague, p, Strip::Article).is_some()
        })
    }

    /// Whether the tokens `i..end` are all that stands between quotation marks: «"الغد"» is a newspaper.
    pub(super) fn is_quoted(&self, i: usize, end: usize) -> bool {
        let opens = |at: usize| is_quote(self.text.mark(at));
        let before = i.checked_sub(1).is_some_and(|p| opens(p) || p >= 1 && !opens(i - 1) && opens(p - 1));
        before && opens(end)
    }

    /// Whether a clause begins at `i`, so that a word there may be its verb.
    pub(super) fn opens_clause(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return true };
        let starts = self.text.sentence_of(i).is_some_and(|s| s.tokens.start == i);
        starts || self.is(before, TimeBits::CLAUSE)
    }
}

/// Whether a mark opens or closes a quotation.
pub(super) const fn is_quote(mark: char) -> bool {
    matches!(mark, '"' | '«' | '»' | '“' | '”' | '‘' | '’' | '\'')
}
