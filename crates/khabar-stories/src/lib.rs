//! What many pages of news tell together.
//!
//! Everything here is a pure function over records, or over what is taken from them once: no I/O, no clock, the same
//! answer for the same pages in any order. A page is taken in by [`words`], [`minhash`] and the `of` functions of each
//! module; what a register keeps between runs are those small values, not the records.
//!
//! - [`minhash`]: near-duplicates, such as copies of one wire report.
//! - [`story`]: pages that tell the same story, in the order of publication, copies folded under their first.
//! - [`figures`]: figures of one story that cannot all be true.
//! - [`entities`]: which entities of many pages are the same person, body or place.
//! - [`follow_up`]: later statements and events that may bear on a commitment.

pub mod entities;
pub mod figures;
pub mod follow_up;
mod hash;
pub mod minhash;
pub mod story;
mod table;
mod when;
pub mod words;

pub use hash::hash;
pub use when::time_of;
