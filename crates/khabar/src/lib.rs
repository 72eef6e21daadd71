//! Khabar reads Arabic news as it is found and makes a record of facts of it: the clean article; names and posts; times
//! and figures; who said what, through which channel, on whose word; who did what to whom; who owes what by when. Every
//! fact is tied to its exact characters.
//!
//! [`read`] takes a page as bytes and gives a [`Record`]; [`Record::to_json`] writes it, [`Record::from_json`] reads it
//! back and checks it. The crate does no I/O and reads no clock: what it should know beside the page comes in through
//! [`Input`] and [`Options`].
//!
//! The way of a page: [`page`] makes one linear text of it and names every line; [`text`] cuts that into sentences and
//! tokens, [`morph`] and [`syntax`] make trees of words; [`names`] and [`facts`] find what it tells, over the tables of [`lexicon`].

pub mod chain;
pub mod error;
pub mod facts;
pub mod lexicon;
pub mod model_file;
pub mod morph;
pub mod names;
pub mod page;
mod read;
pub mod record;
pub mod span;
pub mod syntax;
pub mod tagger;
pub mod text;
pub mod weights;

pub use error::{Error, ErrorKind};
pub use page::{Input, Media, Options};
pub use read::read;
pub use record::Record;
pub use span::Span;
