//! The text of a page as the rules see it: tokens, their folded forms and readings, and sentences, all as spans.
//!
//! Tokens are looked up once; every layer then works with word numbers. Positions past the end are harmless: they are
//! blank tokens, so that a grammar may look ahead without asking.

pub mod clitic;
pub mod fold;
pub mod sentence;
pub mod token;

use std::ops::Range;

pub use clitic::Cut;
pub use token::Kind;

use crate::lexicon::{Function, Lexicon, Lexicons, Word};
use crate::span::Span;

/// A token of the article.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is made of.
    pub kind: Kind,
    /// Its folded form as a word of the lexicons.
    pub word: Word,
    fold: Span,
    readings: (u32, u32),
}

/// A way to read a token: so many proclitic letters, then a word of the lexicons.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// What was cut off.
    pub cut: Cut,
    /// What is left.
    pub word: Word,
}

/// A sentence: its tokens and the block it stands in.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Token numbers.
    pub tokens: Range<usize>,
    /// Its place.
    pub span: Span,
    /// The number of its block among those given to [`Text::new`].
    pub block: usize,
}

/// How much may be taken off the front of a token before it is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strip {
    /// Nothing: the word as written.
    Nothing,
    /// «و ف» alone.
    Conjunction,
    /// All proclitics but the article.
    Proclitics,
    /// The article as well.
    Article,
}

/// A phrase found in the text.
#[derive(Debug)]
pub struct Found<'l, T> {
    /// What the table says of it.
    pub value: &'l T,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// What was cut off the first token.
    pub cut: Cut,
}

impl<T> Clone for Found<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Found<'_, T> {}

/// The article's text, tokenised.
#[derive(Debug)]
pub struct Text<'p> {
    src: &'p str,
    /// The tables it was read with.
    pub lex: &'p Lexicons,
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Sentences in order; together they hold every token.
    pub sentences: Vec<Sentence>,
    folds: String,
    readings: Vec<Reading>,
    is_cut: bool,
}

/// Most tokens that are read of a page: a book of three hundred pages. What is behind them is text without tokens.
pub const TOKENS: usize = 120_000;

impl<'p> Text<'p> {
    /// Tokens and sentences of the given blocks of a page's linear text.
    #[must_use]
    pub fn new(src: &'p str, blocks: &[Span], lex: &'p Lexicons) -> Self {
        let size = blocks.iter().map(|b| b.len() as usize).sum::<usize>().min(TOKENS * 8);
        let mut text = Self {
            src,
            lex,
            tokens: Vec::with_capacity(size / 8),
            sentences: Vec::new(),
            folds: String::with_capacity(size),
            readings: Vec::with_capacity(size / 6),
            is_cut: false,
        };
        let (mut raw, mut scratch) = (Vec::new(), String::new());
        for (block, &span) in blocks.iter().enumerate() {
            let first = text.tokens.len();
            raw.clear();
            token::tokenize(src, span, TOKENS - first, &mut raw, &mut text.folds);
            for token in &raw {
                let token = text.look_up(*token, &mut scratch);
                text.tokens.push(token);
            }
            let tokens = text.tokens.get(first..).unwrap_or_default();
            for range in sentence::split(tokens, &text.readings, &text.folds, lex) {
                if let Some(span) = sentence::span_of(tokens, &range) {
                    text.sentences.push(Sentence {
                        tokens: first + range.start..first + range.end,
                        span,
                        block,
                    });
                }
            }
            if text.tokens.len() >= TOKENS {
                text.is_cut = true;
                break;
            }
        }
        text
    }

    /// Whether the page has more than [`TOKENS`] tokens.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn look_up(&mut self, raw: token::RawToken, scratch: &mut String) -> Token {
        let folded = raw.fold.of(&self.folds);
        let first = self.readings.len() as u32;
        let word = self.lex.vocabulary.get(folded);
        if raw.kind == Kind::Arabic {
            clitic::cuts(folded, scratch, |cut, rest| {
                let word = self.lex.vocabulary.get(rest);
                if word != Word::UNKNOWN {
                    self.readings.push(Reading { cut, word });
                }
            });
        } else if word != Word::UNKNOWN {
            self.readings.push(Reading { cut: Cut::default(), word });
        }
        Token {
            span: raw.span,
            kind: raw.kind,
            word,
            fold: raw.fold,
            readings: (first, self.readings.len() as u32),
        }
    }

    /// The linear text.
    #[must_use]
    pub const fn src(&self) -> &'p str {
        self.src
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded form of a token; empty past the end.
    #[must_use]
    pub fn fold(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.fold.of(&self.folds))
    }

    /// The words of a token as printed; empty past the end.
    #[must_use]
    pub fn printed(&self, i: usize) -> &'p str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.src))
    }

    /// The word number of a token as written.
    #[must_use]
    pub fn word(&self, i: usize) -> Word {
        self.tokens.get(i).map_or(Word::UNKNOWN, |t| t.word)
    }

    /// What a token is made of; a blank past the end.
    #[must_use]
    pub fn kind(&self, i: usize) -> Kind {
        self.tokens.get(i).map_or(Kind::Mark(' '), |t| t.kind)
    }

    /// The mark at a token, or a blank.
    #[must_use]
    pub fn mark(&self, i: usize) -> char {
        match self.kind(i) {
            Kind::Mark(c) => c,
            _ => ' ',
        }
    }

    /// Whether two neighbouring tokens touch.
    #[must_use]
    pub fn touches(&self, i: usize) -> bool {
        matches!((self.tokens.get(i), self.tokens.get(i + 1)), (Some(a), Some(b)) if a.span.end == b.span.start)
    }

    /// The ways to read a token.
    #[must_use]
    pub fn readings(&self, i: usize) -> &[Reading] {
        let range = self.tokens.get(i).map_or(0..0, |t| t.readings.0 as usize..t.readings.1 as usize);
        self.readings.get(range).unwrap_or_default()
    }

    /// The longest phrase of a table at token `i`, within `end`; among equals the one with the least cut off.
    #[must_use]
    pub fn find<'l, T>(
        &self,
        table: &'l Lexicon<T>,
        i: usize,
        end: usize,
        strip: Strip,
    ) -> Option<Found<'l, T>> {
        let mut best: Option<Found<'l, T>> = None;
        for reading in self.readings(i) {
            let cut = reading.cut;
            let allowed = match strip {
                Strip::Nothing => cut == Cut::default(),
                Strip::Conjunction => cut.particle.is_none() && !cut.article,
                Strip::Proclitics => !cut.article,
                Strip::Article => true,
            };
            if !allowed {
                continue;
            }
            let next = |k: usize| if i + k < end { self.word(i + k) } else { Word::UNKNOWN };
            if let Some((value, len)) = table.longest(reading.word, next)
                && best.is_none_or(|b| len > b.end - b.start)
            {
                best = Some(Found { value, start: i, end: i + len, cut });
            }
        }
        best
    }

    /// The value of one word of a table at token `i`.
    #[must_use]
    pub fn is<'l, T>(&self, table: &'l Lexicon<T>, i: usize, strip: Strip) -> Option<&'l T> {
        self.find(table, i, i + 1, strip).map(|f| f.value)
    }

    /// The class of the function word at `i`, «و ف» aside.
    #[must_use]
    pub fn function(&self, i: usize) -> Option<Function> {
        self.is(&self.lex.functions, i, Strip::Conjunction).copied()
    }

    /// Whether a token's folded form is this.
    #[must_use]
    pub fn eq(&self, i: usize, folded: &str) -> bool {
        self.fold(i) == folded
    }

    /// First byte of a token behind so many folded letters.
    #[must_use]
    pub fn start_after(&self, i: usize, letters: u8) -> u32 {
        let start = self.tokens.get(i).map_or(0, |t| t.span.start);
        if letters == 0 { start } else { start + fold::letters(self.printed(i), letters.into()) as u32 }
    }

    /// The span of tokens `start..end`, less the first `letters` letters.
    #[must_use]
    pub fn span(&self, range: Range<usize>, letters: u8) -> Span {
        let end = range.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |t| t.span.end);
        Span::new(self.start_after(range.start, letters), end)
    }

    /// Whether the token begins with the article, proclitics aside: «الدولة», «والدولة», «للدولة».
    #[must_use]
    pub fn is_definite(&self, i: usize) -> bool {
        let word = self.fold(i);
        let word = word
            .strip_prefix(['و', 'ف'])
            .filter(|w| w.starts_with("ال") || w.starts_with("بال") || w.starts_with("لل"))
            .unwrap_or(word);
        let opens = word.strip_prefix(['ب', 'ك']).unwrap_or(word).starts_with("ال") || word.starts_with("لل");
        // «والتزامها»: no word has the article and a pronoun.
        opens && !(word.ends_with("ها") && word.chars().count() > 6)
    }

    /// The sentence that holds a token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        let at = self.sentences.partition_point(|s| s.tokens.end <= token);
        self.sentences.get(at)
    }

    /// The first token that ends behind a byte.
    #[must_use]
    pub fn token_at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= byte)
    }
}
