//! Who is bound to what, and whether the time is over.

use serde::Serialize;

use super::{Filter, a_day};
use crate::error::Result;
use crate::store::{Reader, day};

/// How a commitment stands by its date alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// There is time left, or no deadline was named.
    Pending,
    /// The last day of its deadline is over.
    Overdue,
}

/// Which commitments are asked for.
#[derive(Debug, Clone, Default)]
pub struct Commitments {
    /// Words of who is bound.
    pub by: Option<String>,
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
}

/// A commitment and its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commitment {
    /// The page's number in the register.
    pub page: i64,
    /// The id of the fact in its record.
    pub fact: String,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// How it stands.
    pub status: Status,
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
    filter.words(&["f.party_terms"], asked.by.as_deref())?;
    if let Some(before) = &asked.due_before {
        filter.value("f.due < ?", a_day(before, day::first)?);
    }
    if let Some(after) = &asked.due_after {
        filter.value("f.due >= ?", a_day(after, day::first)?);
    }
    match asked.status {
        Some(Status::Overdue) => filter.value("f.due < ?", today.clone()),
        Some(Status::Pending) => filter.value("(f.due IS NULL OR f.due >= ?)", today.clone()),
        None => {}
    }
    let select =
        "SELECT f.page, f.fact, p.published, f.due, f.party, f.words, f.start, f.\"end\", f.negated, f.kind,
        f.deadline, f.statement, p.title, p.site, f.\"by\" FROM commitments f";
    filter.run(reader, select, "f.due IS NULL, f.due", asked.limit, |r| {
        let due: Option<String> = r.get(3)?;
        let is_over = due.as_ref().is_some_and(|d| *d < today);
        Ok(Commitment {
            page: r.get(0)?,
            fact: r.get(1)?,
            published: r.get(2)?,
            status: if is_over { Status::Overdue } else { Status::Pending },
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
        })
    })
}
