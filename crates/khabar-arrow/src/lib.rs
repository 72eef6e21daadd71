//! Pages in Arrow batches become records in Arrow batches.
//!
//! [`read`] takes a batch with a page a row and gives a batch with a record a row, in the same order: the article, every
//! layer as a list of structs, the record as JSON. The columns that it takes are those of [`page_schema`], the columns that
//! it gives those of [`schema`]; both are listed in `docs/python.md`. Positions are Unicode code points.
//!
//! A page that cannot be read is a row that says so in `error`; only a column of the wrong type is an [`Error`].
//! [`files`] gives the pages of files – web archives, feeds, JSONL – as such batches.

mod analyse;
mod cells;
mod error;
mod files;
mod input;
mod output;
mod read;
mod schema;

pub use analyse::{Analysed, analyse};
pub use error::Error;
pub use files::{Files, files};
pub use read::{Settings, read};
pub use schema::{LAYERS, VERSION, page_schema, schema};

/// What a function of this crate gives back.
pub type Result<T> = std::result::Result<T, Error>;
