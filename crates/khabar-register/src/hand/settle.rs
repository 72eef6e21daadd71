//! How a commitment came out, by a person's hand and with evidence.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use serde::{Deserialize, Serialize};

use super::{Act, Desk, Hand, Place, SETTLE, write};
use crate::error::{Error, Result};
use crate::store::Reader;

/// How a commitment came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// What was undertaken was done, in time.
    Kept,
    /// A part of it was done, or late.
    PartlyKept,
    /// It was not done.
    Broken,
    /// Another commitment took its place.
    Superseded,
    /// Nobody can tell.
    Unverifiable,
}

/// A person's word on how a commitment came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The commitment.
    pub place: Place,
    /// How it came out.
    pub status: Settled,
    /// Facts of the register that show it.
    pub evidence: Vec<Place>,
    /// Why; what is not in the register.
    pub note: Option<String>,
    /// Who and when.
    pub hand: Hand,
}

/// How a commitment came out, as the log has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcome {
    /// Its number in the log.
    #[serde(default)]
    pub number: i64,
    /// How it came out.
    pub status: Settled,
    /// Facts of the register that show it.
    #[serde(default)]
    pub evidence: Vec<Place>,
    /// Why.
    #[serde(default)]
    pub note: Option<String>,
    /// Who said so.
    #[serde(default)]
    pub who: Option<String>,
    /// When, ISO 8601.
    #[serde(default)]
    pub at: String,
}

/// By what a commitment is found again in another version of its page: who is bound to what by when.
pub(crate) const AGAIN: &str =
    "coalesce(f.party, '') || char(31) || f.words || char(31) || coalesce(f.deadline, '')";

impl Desk {
    /// Notes how a commitment came out and gives the number of the decision.
    ///
    /// # Errors
    /// [`Error::Query`] where there is no such commitment, a piece of evidence is no fact of the register, or neither
    /// evidence nor a note is given.
    pub fn settle(&mut self, settlement: &Settlement) -> Result<i64> {
        let Settlement { place, status, evidence, note, hand } = settlement;
        if evidence.is_empty() && note.as_deref().is_none_or(|n| n.trim().is_empty()) {
            return Err(Error::Query("say how that is known: evidence (PAGE/FACT) or a note".to_owned()));
        }
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = format!(
            "SELECT p.key, {AGAIN} FROM commitments f JOIN pages p USING (page) WHERE page = ?1 AND fact = ?2"
        );
        let again = change
            .query_row(&sql, (place.page, &place.fact), |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?
            .ok_or_else(|| Error::Query(format!("there is no commitment «{place}»")))?;
        for shown in evidence {
            if words(&change, shown)?.is_none() {
                let what = "is no statement, event, figure or commitment of the register";
                return Err(Error::Query(format!("«{shown}» {what}")));
            }
        }
        let value = serde_json::json!({ "status": status, "evidence": evidence });
        let act =
            Act { kind: SETTLE, place: Some(place), again: Some(again), value, note: note.as_deref(), hand };
        let number = write(&change, &act)?;
        change.commit()?;
        Ok(number)
    }
}

/// The words of a fact that was given as evidence, of an event with its parties; `None` where it is there no more.
///
/// # Errors
/// Where the database cannot be read.
pub fn evidence(reader: &Reader, place: &Place) -> Result<Option<String>> {
    words(&reader.db, place)
}

fn words(db: &Connection, place: &Place) -> Result<Option<String>> {
    let sql = "SELECT words FROM statements WHERE page = ?1 AND fact = ?2
        UNION ALL SELECT coalesce(actor || ' ', '') || words || coalesce(' ' || recipient, '')
            FROM events WHERE page = ?1 AND fact = ?2
        UNION ALL SELECT words FROM quantities WHERE page = ?1 AND fact = ?2
        UNION ALL SELECT words FROM commitments WHERE page = ?1 AND fact = ?2";
    Ok(db.prepare_cached(sql)?.query_row((place.page, &place.fact), |r| r.get(0)).optional()?)
}
