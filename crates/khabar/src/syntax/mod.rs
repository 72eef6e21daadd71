//! Syntax: each sentence analysed once, for every layer above.
//!
//! [`Forest::of`] cuts the tokens of each sentence into syntactic words, tags them ([`crate::morph`]) and parses them
//! ([`parse`]). What the layers ask for is answered from the stored trees: dependents, subjects and objects, phrases.

pub mod features;
mod forest;
pub mod model;
pub mod parse;
mod phrase;
pub mod relation;
pub mod state;

pub use forest::{Forest, Part, Word};
pub use model::Model;
pub use relation::Relation;

/// The models that a forest is made with.
#[derive(Debug, Clone, Copy)]
pub struct Models<'m> {
    /// Of words.
    pub morph: &'m crate::morph::Model,
    /// Of trees.
    pub syntax: &'m Model,
}

impl Default for Models<'_> {
    fn default() -> Self {
        Self { morph: crate::morph::Model::embedded(), syntax: Model::embedded() }
    }
}
