//! `cargo xtask train MODEL`: the models that the binary carries, each from its data, with one seed, and its card.
#![allow(
    clippy::indexing_slicing,
    reason = "numeric code over arrays that it sized itself, run by a developer"
)]

mod ant;
mod clusters;
mod crf;
pub mod dates;
pub mod language;
pub mod lines;
pub mod names;
mod softmax;
pub mod syntax;

use anyhow::Result;

use crate::project;

/// A model that can be trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Which {
    /// Languages in Arabic letters, from sentences of each.
    Language,
    /// Lines of plain text: headline, story, furniture.
    Lines,
    /// Names, from annotated and plain text.
    Names,
    /// Times of publication, from dated pages.
    Dates,
    /// Words and trees, from treebanks and plain text.
    Syntax,
}

pub fn run(which: Which) -> Result<()> {
    match which {
        Which::Language => language::run(&project::shared()?),
        Which::Lines => lines::run(&project::shared()?),
        Which::Names => names::run(&project::shared()?),
        Which::Dates => dates::run(&project::shared()?),
        Which::Syntax => syntax::run(&project::shared()?),
    }
}
