//! What the trees say of tokens: verbs, their subjects and objects, as ranges of tokens.

use std::ops::Range;

use super::scene::Scene;
use crate::morph::Upos;
use crate::syntax::{Forest, Relation};

/// The word of a token that is a finite verb, where the tree takes it for one.
#[must_use]
pub fn verb(scene: &Scene, token: usize) -> Option<usize> {
    scene.forest.stem_of(token).filter(|&w| scene.forest.word(w).upos == Upos::Verb)
}

/// The subject of the verb at a token, without its relative clauses.
#[must_use]
pub fn subject(scene: &Scene, token: usize) -> Option<Range<usize>> {
    let forest = scene.forest;
    forest.subject(verb(scene, token)?).map(|subject| party(forest, subject))
}

/// The tokens of a noun's phrase without its relative clauses.
fn party(forest: &Forest, head: usize) -> Range<usize> {
    let whole = forest.phrase(head);
    let relative = forest.dependents(head).find(|&d| forest.word(d).relation == Relation::AclRelcl);
    let end = relative.map_or(whole.end, |clause| forest.subtree(clause).start.max(head + 1));
    tokens(forest, whole.start..end.min(whole.end))
}

/// The tokens that words are part of.
fn tokens(forest: &Forest, words: Range<usize>) -> Range<usize> {
    let first = forest.word(words.start).token as usize;
    let last = forest.word(words.end.saturating_sub(1)).token as usize;
    first..last + 1
}
