//! Who is bound to what, and whether the time is over.

use rusqlite::OptionalExtension as _;
use serde::{Deserialize, Serialize};

use super::{Filter, a_day};
use crate::error::Result;
use crate::hand::settle::AGAIN;
use crate::hand::{Outcome, Settled};
use crate::store::{Reader, day};

/// How a commitment stands: by a person's hand, else by its date alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// There is time left, or no deadline was named.
    Pending,
    /// The last day of its deadline is over.
    Overdue,
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

impl From<Settled> for Status {
    fn from(settled: Settled) -> Self {
        match settled {
            Settled::Kept => Self::Kept,
            Settled::PartlyKept => Self::PartlyKept,
            Settled::Broken => Self::Broken,
            Settled::Superseded => Self::Superseded,
            Settled::Unverifiable => Self::Unverifiable,
        }
    }
}

impl Status {
    /// What a person can say of it; `None` where the date says so.
    #[must_use]
    pub const fn settled(self) -> Option<Settled> {
        match self {
            Self::Pending | Self::Overdue => None,
            Self::Kept => Some(Settled::Kept),
            Self::PartlyKept => Some(Settled::PartlyKept),
            Self::Broken => Some(Settled::Broken),
            Self::Superseded => Some(Settled::Superseded),
            Self::Unverifiable => Some(Settled::Unverifiable),
        }
    }
}

/// The number of the last word on how a commitment came out, of this version of its page or another.
fn last() -> String {
    format!(
        "(SELECT max(h.number) FROM hand h WHERE h.act = 'settle' AND h.undone IS NULL AND h.key = p.key
        AND CASE h.page WHEN f.page THEN h.fact = f.fact ELSE h.words = {AGAIN} END)"
    )
}

/// Which commitments are asked for.
#[derive(Debug, Clone, Default)]
pub struct Commitments {
    /// Words of who is bound.
    pub by: Option<String>,
    /// Who is bound, by id ([`super::Known::id`]).
    pub person: Option<String>,
    /// One page alone.
    pub page: Option<i64>,
    /// Due before this day.
    pub due_before: Option<String>,
    /// Due on this day or later.
    pub due_after: Option<String>,
    /// How it stands.
    pub status: Option<Status>,
    /// The day that [`Status`] is told for, ISO 8601: the register reads no clock.
    pub today: String,
    /// How many at most.
    pub limit: Option<usize>,
    /// How many are passed over.
    pub offset: usize,
}

/// A commitment and its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Commitment {
    /// The page's number in the register.
    pub page: i64,
    /// The id of the fact in its record.
    pub fact: String,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// How it stands.
    pub status: Status,
    /// How it came out, where a person said so.
    pub outcome: Option<Outcome>,
    /// Who is bound.
    pub party: Option<String>,
    /// What is to be done, as printed.
    pub words: String,
    /// First code point of what is to be done.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
    /// Whether they undertake not to do it.
    pub negated: bool,
    /// `PLEDGE`, `AGREEMENT`, `PLAN` or `OBLIGATION`.
    pub kind: String,
    /// By when, a TIMEX3 value.
    pub deadline: Option<String>,
    /// The last day of the deadline.
    pub due: Option<String>,
    /// The statement of the page that reports it.
    pub statement: Option<String>,
    /// Headline of the page.
    pub title: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// The rule that found it.
    pub by: String,
}

/// The commitments that fit: what is due first stands first, what has no deadline last.
///
/// # Errors
/// [`crate::Error::Query`] where a day is none.
pub fn commitments(reader: &Reader, asked: &Commitments) -> Result<Vec<Commitment>> {
    let mut filter = Filter::default();
    let today = a_day(&asked.today, day::first)?;
    let last = last();
    filter.words(&["f.party_terms"], asked.by.as_deref())?;
    if let Some(before) = &asked.due_before {
        filter.value("f.due < ?", a_day(before, day::first)?);
    }
    if let Some(after) = &asked.due_after {
        filter.value("f.due >= ?", a_day(after, day::first)?);
    }
    filter.person(&["f.party_entity"], asked.person.as_deref());
    if let Some(page) = asked.page {
        filter.value("f.page = ?", page);
    }
    match asked.status {
        None => {}
        Some(Status::Overdue) => filter.value(&format!("{last} IS NULL AND f.due < ?"), today.clone()),
        Some(Status::Pending) => {
            filter.value(&format!("{last} IS NULL AND (f.due IS NULL OR f.due >= ?)"), today.clone());
        }
        Some(settled) => {
            let named = serde_json::to_value(settled)?.as_str().unwrap_or_default().to_owned();
            let status = "SELECT json_extract(value, '$.status') FROM hand WHERE number =";
            filter.value(&format!("({status} {last}) = ?"), named);
        }
    }
    let select = format!(
        "SELECT f.page, f.fact, p.published, f.due, f.party, f.words, f.start, f.\"end\", f.negated, f.kind,
        f.deadline, f.statement, p.title, p.site, f.\"by\", {last} FROM commitments f"
    );
    let mut found = filter.run(reader, &select, "f.due IS NULL, f.due", asked.limit, asked.offset, |r| {
        let due: Option<String> = r.get(3)?;
        let is_over = due.as_ref().is_some_and(|d| *d < today);
        let commitment = Commitment {
            page: r.get(0)?,
            fact: r.get(1)?,
            published: r.get(2)?,
            status: if is_over { Status::Overdue } else { Status::Pending },
            outcome: None,
            due,
            party: r.get(4)?,
            words: r.get(5)?,
            start: r.get(6)?,
            end: r.get(7)?,
            negated: r.get(8)?,
            kind: r.get(9)?,
            deadline: r.get(10)?,
            statement: r.get(11)?,
            title: r.get(12)?,
            site: r.get(13)?,
            by: r.get(14)?,
        };
        Ok((commitment, r.get::<_, Option<i64>>(15)?))
    })?;
    for (commitment, number) in &mut found {
        commitment.outcome = number.map(|n| outcome(reader, n)).transpose()?.flatten();
        if let Some(outcome) = &commitment.outcome {
            commitment.status = outcome.status.into();
        }
    }
    Ok(found.into_iter().map(|(commitment, _)| commitment).collect())
}

fn outcome(reader: &Reader, number: i64) -> Result<Option<Outcome>> {
    let sql = "SELECT value, note, who, at FROM hand WHERE number = ?1";
    let row = reader
        .db
        .prepare_cached(sql)?
        .query_row([number], |r| Ok((r.get::<_, String>(0)?, r.get(1)?, r.get(2)?, r.get(3)?)));
    let Some((value, note, who, at)) = row.optional()? else { return Ok(None) };
    Ok(Some(Outcome { number, note, who, at, ..serde_json::from_str(&value)? }))
}
