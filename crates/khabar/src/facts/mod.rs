//! The facts of an article, layer on layer: times and quantities, then clauses, and on them statements, cited
//! documents, events and commitments. Each layer is a function from the text and the layers below it.

mod channel;
pub mod clause;
pub mod commitment;
mod content;
pub mod document;
pub mod event;
pub mod number;
pub mod predicates;
pub mod quantity;
pub mod rule;
pub mod scene;
pub mod statement;
pub mod time;
mod tree;
pub mod voice;
