//! Facts by who, what, where and when, of the current versions of all pages.
//!
//! A name or phrase that is asked for is analysed as the text was ([`crate::analyse`]): a fact fits where it has all of
//! its words, in any form. Days are ISO 8601 and may be wide: `2021`, `2021-11`. Positions are **code points** of the
//! text of the page's record.

mod commitments;
mod events;
mod figures;
mod follow_up;
mod people;
mod statements;
mod stories;
mod timeline;

use std::fmt::Write as _;

use rusqlite::types::Value;
use serde::de::DeserializeOwned;

use crate::analyse::pieces_of;
use crate::error::{Error, Result};
use crate::store::{Reader, day, integer};

pub use commitments::{Commitment, Commitments, Status, commitments};
pub use events::{Event, Events, events};
pub use figures::{Figure, Figures, figures};
pub use follow_up::{Proposed, follow_up};
pub use people::{Known, Member, People, Person, Post, ids_of, people, person, person_of};
pub use statements::{Statement, Statements, statements};
pub use stories::{Difference, Report, Stories, Story, StoryPages, Told, stories, story, story_of};
pub use timeline::{Moment, Timeline, timeline};

/// The day on which a page was published.
const PUBLISHED: &str = "substr(p.published, 1, 10)";

/// What a fact must be to be found, piece by piece.
#[derive(Debug, Default)]
struct Filter {
    sql: String,
    values: Vec<Value>,
}

impl Filter {
    /// A condition over one value; `?` stands for it.
    fn value(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        let slot = format!("?{}", self.values.len());
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace('?', &slot));
    }

    /// All words of a phrase stand in one of the columns of terms.
    fn words(&mut self, columns: &[&str], phrase: Option<&str>) -> Result<()> {
        let Some(phrase) = phrase else { return Ok(()) };
        let words = pieces_of(phrase);
        if words.is_empty() {
            return Err(Error::Query(format!("«{phrase}» has no word in it")));
        }
        for word in &words {
            self.values.push(Value::Text(format!("%{word}%")));
        }
        let first = self.values.len() - words.len();
        let each = columns.iter().map(|column| {
            let all: Vec<_> = (1..=words.len()).map(|n| format!("{column} LIKE ?{}", first + n)).collect();
            format!("({})", all.join(" AND "))
        });
        let any = each.collect::<Vec<_>>().join(" OR ");
        self.sql.push_str(" AND (");
        self.sql.push_str(&any);
        self.sql.push(')');
        Ok(())
    }

    /// One of the columns holds an entity of the page that is this one of the register.
    fn person(&mut self, columns: &[&str], id: Option<&str>) {
        let Some(id) = id else { return };
        self.values.push(Value::Text(id.to_owned()));
        let known = format!("(SELECT known FROM known WHERE id = ?{})", self.values.len());
        let any = columns.join(", ");
        // The first condition is for the planner: the pages of an entity are few.
        let _ = write!(
            self.sql,
            " AND f.page IN (SELECT page FROM members WHERE known = {known})
             AND EXISTS (SELECT 1 FROM members m WHERE m.page = f.page AND m.fact IN ({any}) AND m.known = {known})"
        );
    }

    /// The last day of the interval is not before `since`, and its first day not after `until`.
    fn days(&mut self, first: &str, last: &str, since: Option<&str>, until: Option<&str>) -> Result<()> {
        if let Some(since) = since {
            self.value(&format!("{last} >= ?"), a_day(since, day::first)?);
        }
        if let Some(until) = until {
            self.value(&format!("{first} <= ?"), a_day(until, day::last)?);
        }
        Ok(())
    }

    /// Runs a query: `select` names the columns and the table of facts `f`.
    fn run<T>(
        &self,
        reader: &Reader,
        select: &str,
        order: &str,
        limit: Option<usize>,
        offset: usize,
        row: impl FnMut(&rusqlite::Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let sql = format!(
            "{select} JOIN pages p ON p.page = f.page WHERE p.current{} ORDER BY {order}, f.page, f.start, f.fact{}",
            self.sql,
            piece(limit, offset)
        );
        let mut select = reader.db.prepare_cached(&sql)?;
        let rows = select.query_map(rusqlite::params_from_iter(&self.values), row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// So many answers behind so many.
fn piece(limit: Option<usize>, offset: usize) -> String {
    format!(" LIMIT {} OFFSET {}", limit.map_or(-1, integer), integer(offset))
}

/// A column that holds a JSON list of words.
fn list(row: &rusqlite::Row, column: usize) -> rusqlite::Result<Vec<String>> {
    let json: String = row.get(column)?;
    let fault =
        |e| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e));
    serde_json::from_str(&json).map_err(fault)
}

fn a_day(words: &str, end: impl Fn(&str) -> Option<String>) -> Result<String> {
    end(words).ok_or_else(|| Error::Query(format!("«{words}» is no day: write 2021, 2021-11 or 2021-11-04")))
}

/// A name on the wire, in capitals, if it is one of `T`.
fn one_of<T: DeserializeOwned>(name: &str) -> Result<String> {
    let name = name.to_ascii_uppercase();
    let value = serde_json::Value::String(name.clone());
    serde_json::from_value::<T>(value).map_err(|e| Error::Query(e.to_string().replace('`', "")))?;
    Ok(name)
}
