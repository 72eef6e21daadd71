//! What people decide: that a fact is right, wrong or otherwise, how a commitment came out, who is one and who is two.
//!
//! Everything is a row of one log, in order. Nothing is overwritten and nothing is deleted: what is undone is marked, and of
//! several words about one thing the last that stands decides. The record of a page stays as it was found; the tables of
//! facts show what it is after review. The full-text index (`speaker:`, `entity:`, `place:` of a search) stays with what was
//! found.
//!
//! A [`Desk`] writes while an ingest runs: its changes are small, and each waits for the other's.

pub mod links;
mod review;
pub(crate) mod settle;

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::store::{self, Reader};

pub(crate) use review::show;
pub use review::{Judged, Judgement, Verdict, judgements, layers_reviewed, pages_reviewed, reviewed};
pub use settle::{Outcome, Settled, Settlement, evidence};

/// A fact of a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// The page's number in the register.
    pub page: i64,
    /// The id of the fact in its record.
    pub fact: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.page, self.fact)
    }
}

impl std::str::FromStr for Place {
    type Err = Error;

    /// `12/s3`: the page's number and the fact's id.
    fn from_str(words: &str) -> Result<Self> {
        let parts = words.split_once('/').and_then(|(page, fact)| Some((page.parse().ok()?, fact)));
        match parts {
            Some((page, fact)) if !fact.is_empty() => Ok(Self { page, fact: fact.to_owned() }),
            _ => Err(Error::Query(format!("«{words}» names no fact: write PAGE/FACT, 12/s3 for one"))),
        }
    }
}

/// The register as a person writes into it.
#[derive(Debug)]
pub struct Desk {
    db: Connection,
}

/// Who decides, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hand {
    /// A name, where one is given.
    pub who: Option<String>,
    /// ISO 8601; the register reads no clock.
    pub at: String,
}

/// Kinds of rows of the log.
const REVIEW: &str = "review";
const SETTLE: &str = "settle";
const MERGE: &str = "merge";
const SPLIT: &str = "split";

/// A row of the log that is to be written.
struct Act<'a> {
    kind: &'static str,
    place: Option<&'a Place>,
    /// The page's key, and words by which the fact is found again in a later version.
    again: Option<(String, String)>,
    value: Value,
    note: Option<&'a str>,
    hand: &'a Hand,
}

/// Longest note or correction that is kept, in bytes.
const LONGEST: usize = 64 << 10;

impl Desk {
    /// Opens the register in a folder for a person's decisions.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn open(folder: &Path) -> Result<Self> {
        Ok(Self { db: store::present(folder)? })
    }

    /// Takes back what was decided under this number.
    ///
    /// # Errors
    /// [`Error::Query`] where there is no such decision, or it was undone before.
    pub fn undo(&mut self, number: i64, hand: &Hand) -> Result<()> {
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "SELECT act, page, undone IS NOT NULL FROM hand WHERE number = ?1";
        let found: Option<(String, Option<i64>, bool)> =
            change.query_row(sql, [number], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
        let (act, page) = match found {
            None => return Err(Error::Query(format!("there is no decision {number}"))),
            Some((.., true)) => return Err(Error::Query(format!("decision {number} was undone before"))),
            Some((act, page, false)) => (act, page),
        };
        change.execute("UPDATE hand SET undone = ?2 WHERE number = ?1", (number, &hand.at))?;
        let is_link = matches!(act.as_str(), MERGE | SPLIT);
        if let (REVIEW, Some(page)) = (act.as_str(), page) {
            show(&change, page)?;
        } else if is_link {
            store::decided(&change)?;
        }
        change.commit()?;
        if is_link { store::compare(&mut self.db) } else { Ok(()) }
    }
}

/// Writes a row of the log and gives its number.
fn write(db: &Connection, act: &Act) -> Result<i64> {
    let value = act.value.to_string();
    // What is linked is named by the register itself.
    let is_written = !matches!(act.kind, MERGE | SPLIT);
    if is_written && value.len() > LONGEST || act.note.is_some_and(|n| n.len() > LONGEST) {
        return Err(Error::Query(format!("a note or a correction has {LONGEST} bytes at most")));
    }
    let (key, words) = act.again.clone().unzip();
    let sql = "INSERT INTO hand (act, page, fact, key, words, value, note, who, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let place = act.place;
    db.prepare_cached(sql)?.execute(params![
        act.kind,
        place.map(|p| p.page),
        place.map(|p| &p.fact),
        key,
        words,
        value,
        act.note,
        act.hand.who,
        act.hand.at
    ])?;
    Ok(db.last_insert_rowid())
}

/// A decision, as the log has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decided {
    /// Its number.
    pub number: i64,
    /// `review`, `settle`, `merge` or `split`.
    pub act: String,
    /// The fact it is about, `PAGE/FACT`; none of `merge` and `split`.
    pub place: Option<String>,
    /// What was decided.
    pub value: Value,
    /// Why.
    pub note: Option<String>,
    /// Who decided.
    pub who: Option<String>,
    /// When, ISO 8601.
    pub at: String,
    /// When it was undone.
    pub undone: Option<String>,
}

/// All decisions, of one page or of all, in order.
///
/// # Errors
/// Where the database cannot be read.
pub fn log(reader: &Reader, page: Option<i64>) -> Result<Vec<Decided>> {
    let sql = "SELECT number, act, page || '/' || fact, value, note, who, at, undone FROM hand
        WHERE ?1 IS NULL OR page = ?1 ORDER BY number";
    let mut select = reader.db.prepare_cached(sql)?;
    let mut rows = select.query([page])?;
    let mut log = Vec::new();
    while let Some(row) = rows.next()? {
        log.push(Decided {
            number: row.get(0)?,
            act: row.get(1)?,
            place: row.get(2)?,
            value: serde_json::from_str(&row.get::<_, String>(3)?)?,
            note: row.get(4)?,
            who: row.get(5)?,
            at: row.get(6)?,
            undone: row.get(7)?,
        });
    }
    Ok(log)
}
