//! What every rule says of itself. A test runs each rule's example and sees the rule fire.

/// A named rule: its name and version stand in the `by` of the facts it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `layer.name@version`.
    pub by: &'static str,
    /// Why it is there, in one line.
    pub why: &'static str,
    /// Arabic words on which it fires, published on Thursday 4 November 2021.
    pub example: &'static str,
}

/// The rules of a layer, each a constant, and all of them as its `RULES`.
macro_rules! rules {
    ($($name:ident = $by:literal, $why:literal, $example:literal;)*) => {
        $(#[doc = $why] pub const $name: $crate::facts::rule::Rule =
            $crate::facts::rule::Rule { by: $by, why: $why, example: $example };)*
        /// Every rule of this layer.
        pub const RULES: &[&$crate::facts::rule::Rule] = &[$(&$name),*];
    };
}

pub(crate) use rules;

/// Every rule that makes facts from words, layer on layer.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let names = crate::names::RULES.iter().chain([&&crate::names::BY_NAME]);
    let told = super::statement::RULES.iter().chain([&&super::document::CITED]);
    let done = super::event::RULES.iter().chain(super::commitment::RULES);
    super::time::RULES.iter().chain(super::quantity::RULES).chain(names).chain(told).chain(done).copied()
}
