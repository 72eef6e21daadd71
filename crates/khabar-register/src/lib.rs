//! The register: thousands of pages of Arabic news in one folder, and answers out of it.
//!
//! [`store`] keeps records and their facts in `SQLite` and the full text in an index; [`mod@ingest`] fills it; [`search`]
//! finds pages by words and [`ask`] facts by who, what, where and when; [`hand`] keeps what people decide. [`analyse`] is the Arabic tokenizer that the
//! index and the queries share; it can be used alone.
//!
//! ```
//! use khabar_register::ingest::{Plan, ingest};
//! use khabar_register::store::{Reader, Writer};
//! use khabar_register::{ask, search};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let page = folder.path().join("page.txt");
//! std::fs::write(&page, "افتتاح جسر في البصرة\n\nقال المحافظ إن الجسر الجديد افتتح أمام السيارات.").unwrap();
//!
//! let register = folder.path().join("register");
//! let mut writer = Writer::open(&register).unwrap();
//! ingest(&mut writer, &[page.display().to_string()], &Plan::default(), &mut |_| ()).unwrap();
//!
//! let reader = Reader::open(&register).unwrap();
//! let hits = search::search(&reader, "وللسيارات title:جسر", 10).unwrap().hits;
//! assert_eq!(hits[0].marks.last().unwrap().text.as_deref(), Some("السيارات"));
//! let said = ask::statements(&reader, &ask::Statements { speaker: Some("المحافظ".into()), ..Default::default() }).unwrap();
//! assert_eq!(said[0].speaker.as_deref(), Some("المحافظ"));
//! ```

pub mod analyse;
pub mod ask;
pub mod error;
pub mod hand;
mod index;
pub mod ingest;
pub mod search;
pub mod store;

pub use error::{Error, Result};
