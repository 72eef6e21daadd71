//! One number for every word that any table knows, and phrase tables over those numbers.

use rustc_hash::FxHashMap;

use crate::span::Span;
use crate::text::token::tokenize;

/// A folded word of the lexicons; 0 is every word they do not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Word(pub u32);

impl Word {
    /// The word that no lexicon knows.
    pub const UNKNOWN: Self = Self(0);
}

/// Every folded word that a table holds.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: FxHashMap<Box<str>, Word>,
}

impl Vocabulary {
    /// The number of a folded word.
    #[must_use]
    pub fn get(&self, folded: &str) -> Word {
        self.words.get(folded).copied().unwrap_or_default()
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The number of a word that may be new.
    pub(super) fn intern(&mut self, folded: &str) -> Word {
        if let Some(&word) = self.words.get(folded) {
            return word;
        }
        let word = Word(self.words.len() as u32 + 1);
        self.words.insert(folded.into(), word);
        word
    }

    /// The words of a phrase as a page would be tokenised; marks count as words («%»).
    pub(super) fn phrase(&mut self, phrase: &str) -> Vec<Word> {
        let (mut tokens, mut folds) = (Vec::new(), String::new());
        tokenize(phrase, Span::from(0..phrase.len()), usize::MAX, &mut tokens, &mut folds);
        tokens.iter().map(|t| self.intern(t.fold.of(&folds))).collect()
    }
}

/// A phrase table: folded words → value. The longest phrase at a place wins.
#[derive(Debug)]
pub struct Lexicon<T> {
    heads: FxHashMap<Word, Vec<Entry<T>>>,
}

#[derive(Debug)]
struct Entry<T> {
    rest: Box<[Word]>,
    value: T,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self { heads: FxHashMap::default() }
    }
}

impl<T> Lexicon<T> {
    /// Adds a phrase; the first value given for a phrase stays.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, phrase: &str, value: T) {
        let words = vocabulary.phrase(phrase);
        let Some((&head, rest)) = words.split_first() else { return };
        let entries = self.heads.entry(head).or_default();
        if entries.iter().any(|e| *e.rest == *rest) {
            return;
        }
        entries.push(Entry { rest: rest.into(), value });
        entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
    }

    /// The longest phrase that begins with `head` and goes on with the words that `next` gives; its value and length.
    pub fn longest(&self, head: Word, next: impl Fn(usize) -> Word) -> Option<(&T, usize)> {
        if head == Word::UNKNOWN {
            return None;
        }
        let entries = self.heads.get(&head)?;
        let fits = |e: &&Entry<T>| e.rest.iter().enumerate().all(|(k, &w)| next(k + 1) == w);
        entries.iter().find(fits).map(|e| (&e.value, e.rest.len() + 1))
    }

    /// The value of a phrase of one word.
    #[must_use]
    pub fn word(&self, word: Word) -> Option<&T> {
        self.longest(word, |_| Word::UNKNOWN).filter(|(_, len)| *len == 1).map(|(value, _)| value)
    }

    /// The phrases of one word, and what the table says of them.
    pub fn words(&self) -> impl Iterator<Item = (Word, &T)> {
        self.heads.iter().filter_map(|(&word, entries)| {
            let alone = entries.iter().find(|e| e.rest.is_empty())?;
            Some((word, &alone.value))
        })
    }

    /// The first words of all phrases.
    pub fn heads(&self) -> impl Iterator<Item = Word> {
        self.heads.keys().copied()
    }

    /// How many phrases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.values().map(Vec::len).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }
}
