//! Arabic for search: a tokenizer for tantivy that depends on nothing else of the register.
//!
//! [`Arabic`] makes one term of the forms of a word: spelling is folded, proclitics come off as the segmenter of the
//! names layer says, then the article and the endings of inflection (`data/suffixes.tsv`). [`Exact`] folds the spelling
//! and no more. Names of two words that are printed as one are two terms (`data/compounds.tsv`). The same tokenizer serves the index and the query. A token's offsets are the **bytes** of the printed
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

mod compound;
mod stem;
mod tables;

use khabar::Span;
use khabar::text::Kind;
use khabar::text::fold::{fold, letters};
use khabar::text::token::tokenize;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

pub use stem::stem;

/// Raised when the terms of a text change: what an older one made is made anew.
pub const VERSION: i64 = 2;

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

/// The terms of a text in order; marks have none, a name of two words that is printed as one has both.
#[must_use]
pub fn terms(form: &impl Form, text: &str) -> Vec<Term> {
    let (mut raw, mut folds) = (Vec::new(), String::new());
    tokenize(text, Span::from(0..text.len()), usize::MAX, &mut raw, &mut folds);
    let mut terms = Vec::with_capacity(raw.len());
    for token in raw.iter().filter(|t| !matches!(t.kind, Kind::Mark(_))) {
        let folded = token.fold.of(&folds);
        if !folded.is_empty() && folded.len() <= LONGEST {
            let word = Word { start: token.span.start as usize, printed: token.span.of(text), folded };
            word.terms(form, token.kind, &mut terms);
        }
    }
    terms
}

/// The terms of a text, those of a word together; a name of two words is one word, however it is printed.
///
/// ```
/// use khabar_register::analyse::{Exact, words};
///
/// for text in ["زار عبدالله", "زار عبد الله"] {
///     assert_eq!(words(&Exact, text).iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
/// }
/// ```
#[must_use]
pub fn words(form: &impl Form, text: &str) -> Vec<Vec<Term>> {
    let printed = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut words: Vec<Vec<Term>> = Vec::new();
    for term in terms(form, text) {
        let goes_on = |last: &Term| {
            let between = printed(last.end, term.start);
            let is_one = || is_compound(printed(last.start, last.end), printed(term.start, term.end));
            between.is_empty() || between.trim().is_empty() && is_one()
        };
        match words.last_mut().filter(|w| w.last().is_some_and(goes_on)) {
            Some(word) => word.push(term),
            None => words.push(vec![term]),
        }
    }
    words
}

/// A word or a part of one, as printed from a byte on and as folded.
struct Word<'t> {
    start: usize,
    printed: &'t str,
    folded: &'t str,
}

impl Word<'_> {
    fn terms(&self, form: &impl Form, kind: Kind, terms: &mut Vec<Term>) {
        let parts = if kind == Kind::Arabic { self.parts() } else { None };
        if let Some(parts) = parts {
            for part in parts {
                part.terms(form, kind, terms);
            }
        } else {
            let (start, end) = (self.start, self.start + self.printed.len());
            terms.push(Term { start, end, text: form.term(self.folded, kind) });
        }
    }

    /// The two words of a compound; none where one sign is a letter of both.
    fn parts(&self) -> Option<[Self; 2]> {
        let (first, second) = self.folded.split_at(compound::seam(self.folded)?);
        let at = letters(self.printed, first.chars().count());
        let (before, behind) = self.printed.split_at_checked(at)?;
        (fold(before) == first).then_some([
            Self { start: self.start, printed: before, folded: first },
            Self { start: self.start + at, printed: behind, folded: second },
        ])
    }
}

/// Whether two words are a name that is also printed as one.
#[must_use]
pub fn is_compound(first: &str, second: &str) -> bool {
    let first = fold(first);
    compound::seam(&[&*first, &*fold(second)].concat()) == Some(first.len())
}

/// The terms of a text with blanks between and around them, so that ` word ` can be looked for in it.
#[must_use]
pub fn line_of_terms(text: &str) -> String {
    line_of(&terms(&Arabic, text))
}

/// What a line of terms has in it where it has all words of a phrase: a piece for each word.
#[must_use]
pub fn pieces_of(phrase: &str) -> Vec<String> {
    words(&Arabic, phrase).iter().map(|word| line_of(word)).collect()
}

fn line_of(terms: &[Term]) -> String {
    let mut line = String::from(" ");
    for term in terms {
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
