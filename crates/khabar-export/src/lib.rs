//! Records of Khabar in the formats of others.
//!
//! Every format takes a record at a time and writes it on, so memory does not grow with the number of pages. Positions are
//! Unicode code points everywhere, as in the JSON of a record.
//!
//! - [`tables`]: the columns of every layer, shared by [`parquet`] and [`csv`]; `docs/export.md` lists them.
//! - [`arrow`]: those columns as Arrow arrays.
//! - [`jsonl`]: the records themselves.
//! - [`gdelt`]: events as rows of GDELT 2.0.
//! - [`ftm`]: FollowTheMoney entities, for Aleph and its kin.
//! - [`jsonld`]: schema.org `NewsArticle`.
//! - [`gold`]: pages that people have reviewed, to train and test with.

pub mod arrow;
pub mod csv;
mod digest;
mod error;
pub mod ftm;
pub mod gdelt;
pub mod gold;
pub mod jsonl;
pub mod jsonld;
mod layers;
pub mod parquet;
pub mod tables;

pub use error::Error;

/// What a writer gives back.
pub type Result<T> = std::result::Result<T, Error>;
