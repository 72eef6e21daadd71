//! `cargo xtask train MODEL`: the models that the binary carries, each from its data, with one seed, and its card.

pub mod dates;
pub mod names;

use anyhow::Result;

use crate::project;

/// A model that can be trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Which {
    /// Names, from annotated and plain text.
    Names,
    /// Times of publication, from dated pages.
    Dates,
}

pub fn run(which: Which) -> Result<()> {
    match which {
        Which::Names => names::run(&project::shared()?),
        Which::Dates => dates::run(&project::shared()?),
    }
}
