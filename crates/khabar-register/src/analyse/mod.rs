//! Arabic for search: a tokenizer for tantivy that depends on nothing else of the register.
//!
//! [`Arabic`] makes one term of the forms of a word: spelling is folded, proclitics come off as the segmenter of the
//! names layer says, then the article and the endings of inflection (`data/suffixes.tsv`). [`Exact`] folds the spelling
//! and no more. The same tokenizer serves the index and the query. A token's offsets are the **bytes** of the printed
//! word in the original text, marks and proclitics included: they are never moved.
//!
//! ```
//! use khabar_register::analyse::{Arabic, Exact, terms};
//!
//! let of = |text| terms(&Arabic, text).into_iter().map(|t| t.text).collect::<Vec<_>>();
//! assert_eq!(of("وللوزاراتِ الجديدة"), of("وزارة جديدة"));
//!
//! let text = "قال الوزيرُ";
//! let words: Vec<_> = terms(&Exact, text).into_iter().map(|t| &text[t.start..t.end]).collect();
//! assert_eq!(words, ["قال", "الوزيرُ"]);
//! ```

mod stem;
mod tables;

use khabar::Span;
use khabar::text::Kind;
use khabar::text::token::tokenize;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

pub use stem::stem;

/// The name under which an index knows [`Arabic`].
pub const ARABIC: &str = "khabar_arabic";
/// The name under which an index knows [`Exact`].
pub const EXACT: &str = "khabar_exact";

/// Longest word that becomes a term, in bytes of its folded form: an index takes no longer ones.
pub const LONGEST: usize = 255;

/// One term for the forms of a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Arabic;

/// One term for the spellings of a form.
#[derive(Debug, Clone, Copy, Default)]
pub struct Exact;

/// A term and where its word stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// First byte of the printed word.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What is indexed.
    pub text: String,
}

/// How a tokenizer of this module makes a term of a folded word.
pub trait Form: Copy {
    /// The term; `kind` says what the word is made of.
    fn term(self, folded: &str, kind: Kind) -> String;
}

impl Form for Arabic {
    fn term(self, folded: &str, kind: Kind) -> String {
        if kind == Kind::Arabic { stem(folded) } else { folded.to_owned() }
    }
}

impl Form for Exact {
    fn term(self, folded: &str, _: Kind) -> String {
        folded.to_owned()
    }
}

/// The terms of a text in order; marks have none.
#[must_use]
pub fn terms(form: &impl Form, text: &str) -> Vec<Term> {
    let (mut raw, mut folds) = (Vec::new(), String::new());
    tokenize(text, Span::from(0..text.len()), usize::MAX, &mut raw, &mut folds);
    let words = raw.iter().filter(|t| !matches!(t.kind, Kind::Mark(_)));
    let terms = words.filter_map(|t| {
        let folded = t.fold.of(&folds);
        let is_word = !folded.is_empty() && folded.len() <= LONGEST;
        is_word.then(|| Term {
            start: t.span.start as usize,
            end: t.span.end as usize,
            text: form.term(folded, t.kind),
        })
    });
    terms.collect()
}

/// The terms of a text with blanks between and around them, so that ` word ` can be looked for in it.
#[must_use]
pub fn line_of_terms(text: &str) -> String {
    let mut line = String::from(" ");
    for term in terms(&Arabic, text) {
        line.push_str(&term.text);
        line.push(' ');
    }
    line
}

/// The stream of a text's tokens.
#[derive(Debug)]
pub struct Stream {
    terms: std::vec::IntoIter<Term>,
    token: Token,
}

impl Stream {
    fn of(form: &impl Form, text: &str) -> Self {
        Self { terms: terms(form, text).into_iter(), token: Token::default() }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(term) = self.terms.next() else { return false };
        self.token = Token {
            offset_from: term.start,
            offset_to: term.end,
            position: self.token.position.wrapping_add(1),
            text: term.text,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl Tokenizer for Arabic {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream::of(self, text)
    }
}

impl Tokenizer for Exact {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream::of(self, text)
    }
}
