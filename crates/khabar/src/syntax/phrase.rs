//! What the layers ask a tree: dependents, subjects and objects, noun phrases.

use std::ops::Range;

use super::forest::Forest;
use super::relation::Relation;

impl Forest {
    /// The dependents of a word, in order.
    pub fn dependents(&self, head: usize) -> impl Iterator<Item = usize> {
        let sentence = self.sentence_of(head);
        sentence.filter(move |&w| self.words.get(w).is_some_and(|w| w.head() == Some(head)))
    }

    /// The first dependent of a word in one of these relations.
    #[must_use]
    pub fn dependent(&self, head: usize, is: impl Fn(Relation) -> bool) -> Option<usize> {
        self.dependents(head).find(|&w| is(self.word(w).relation))
    }

    /// The subject of a verb or predicate, active or passive.
    #[must_use]
    pub fn subject(&self, predicate: usize) -> Option<usize> {
        self.dependent(predicate, Relation::is_subject)
    }

    /// The object of a verb, or of a verbal noun in the accusative.
    #[must_use]
    pub fn object(&self, predicate: usize) -> Option<usize> {
        self.dependent(predicate, |r| r == Relation::Obj)
    }

    /// The words of a phrase: its head and all that hangs on it, but the preposition, conjunction or particle that it opens
    /// with and the marks at its edges.
    #[must_use]
    pub fn phrase(&self, head: usize) -> Range<usize> {
        let whole = self.subtree(head);
        let is_outside = |&w: &usize| {
            let word = self.word(w);
            word.head() == Some(head) && word.relation.is_function() || word.relation == Relation::Punct
        };
        let start = whole.clone().find(|w| !is_outside(w)).unwrap_or(head);
        let end = whole.rev().find(|w| self.word(*w).relation != Relation::Punct).unwrap_or(head) + 1;
        start..end.max(start + 1)
    }

    /// The words that hang on a word, itself among them, from the first to the last.
    #[must_use]
    pub fn subtree(&self, head: usize) -> Range<usize> {
        let (mut first, mut last) = (head, head);
        for word in self.sentence_of(head) {
            if self.hangs_on(word, head) {
                (first, last) = (first.min(word), last.max(word));
            }
        }
        first..last + 1
    }

    /// Whether a word is another or hangs on it, however far below.
    #[must_use]
    pub fn hangs_on(&self, word: usize, head: usize) -> bool {
        let mut at = word;
        // A tree is no deeper than its sentence is long.
        for _ in self.sentence_of(word) {
            if at == head {
                return true;
            }
            match self.word(at).head() {
                Some(up) => at = up,
                None => return false,
            }
        }
        false
    }
}
