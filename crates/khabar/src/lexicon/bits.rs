//! Sets of bits that the tables give a word, looked up by its number.

use super::{Lexicons, Word};

/// What every set of bits can do.
macro_rules! bit_set {
    ($name:ident) => {
        impl $name {
            /// Whether the two share a bit.
            #[must_use]
            pub const fn any(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// The bits of both.
            #[must_use]
            pub const fn with(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
    };
}

pub(super) use bit_set;

/// What is kept of every word of the vocabulary, by its number; `join` adds to it.
pub(super) struct OfWords<T> {
    of: Vec<T>,
    join: fn(T, T) -> T,
}

impl<T: Copy + Default> OfWords<T> {
    /// Nothing of any word.
    pub fn new(lex: &Lexicons, join: fn(T, T) -> T) -> Self {
        Self { of: vec![T::default(); lex.vocabulary.len() + 1], join }
    }

    /// Adds to what is kept of a word.
    pub fn put(&mut self, word: Word, more: T) {
        if let Some(slot) = self.of.get_mut(word.0 as usize) {
            *slot = (self.join)(*slot, more);
        }
    }

    /// What is kept of each word.
    pub fn finish(self) -> Vec<T> {
        self.of
    }
}
