//! The board of commitments: overdue, pending, settled; and one of them with what may bear on it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use khabar_register::ask::{self, Commitment, Commitments, Proposed, Status};
use khabar_register::hand::{Decided, Outcome, Place, evidence, log};
use khabar_register::store::Reader;
use serde::Deserialize;

use super::html;
use crate::app::App;
use crate::cards::{Told, tell, wire};
use crate::cx::Cx;
use crate::fault::{Fault, Result};
use crate::params;
use crate::templates::{Turn, cut, turn};

/// Commitments of a column.
const SHOWN: usize = 30;
/// Facts that are proposed as evidence.
const PROPOSED: usize = 10;
/// How a commitment can be settled.
const SETTLED: [Status; 5] =
    [Status::Kept, Status::PartlyKept, Status::Broken, Status::Superseded, Status::Unverifiable];

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    by: Option<String>,
    /// One column alone.
    column: Option<String>,
    from: Option<String>,
}

#[derive(Template)]
#[template(path = "board.html")]
struct Board {
    cx: Cx,
    by: String,
    columns: Vec<Column>,
    turn: Turn,
    is_one: bool,
}

struct Column {
    name: &'static str,
    commitments: Vec<Due>,
    is_more: bool,
    /// Where the whole column is.
    more: Option<String>,
}

/// A commitment of the board.
pub struct Due {
    pub told: Told,
    pub status: String,
    pub outcome: Option<Outcome>,
    /// Facts that show how it came out, with their words.
    pub evidence: Vec<(Place, String)>,
}

fn due(cx: &Cx, reader: &Reader, commitment: &Commitment) -> Result<Due> {
    let places = commitment.outcome.iter().flat_map(|o| &o.evidence);
    let words = |place: &Place| {
        let words = evidence(reader, place)?.unwrap_or_else(|| place.to_string());
        Ok((place.clone(), words))
    };
    Ok(Due {
        told: tell::commitment(cx, commitment),
        status: wire(commitment.status),
        outcome: commitment.outcome.clone(),
        evidence: places.map(words).collect::<Result<_>>()?,
    })
}

const COLUMNS: [&str; 3] = ["overdue", "pending", "settled"];

/// Shows the board.
pub async fn show(cx: Cx, State(app): State<Arc<App>>, Query(asked): Query<Params>) -> Result<Response> {
    let by = params::text(asked.by.as_deref())?;
    let from = params::from(asked.from.as_deref())?;
    let one = COLUMNS.into_iter().find(|c| Some(*c) == asked.column.as_deref());
    let from = if one.is_some() { from } else { 0 };
    let (cx, columns) = {
        let by = by.clone();
        app.pool
            .ask(move |reader| {
                let mut columns = Vec::new();
                for name in COLUMNS.into_iter().filter(|c| one.is_none_or(|one| one == *c)) {
                    let mut found = column(reader, name, by.as_deref(), from)?;
                    let is_more = cut(&mut found, SHOWN);
                    let query = params::query(&[("by", by.as_deref()), ("column", Some(name))]);
                    let more = (is_more && one.is_none()).then(|| format!("/board?{query}"));
                    columns.push(Column {
                        name,
                        commitments: found.iter().map(|c| due(&cx, reader, c)).collect::<Result<_>>()?,
                        is_more,
                        more,
                    });
                }
                Ok((cx, columns))
            })
            .await?
    };
    let query = params::query(&[("by", by.as_deref()), ("column", one)]);
    let is_more = columns.first().is_some_and(|c| c.is_more);
    let turn = if one.is_some() { turn("/board", &query, from, SHOWN, is_more) } else { Turn::default() };
    html(&Board { cx, by: by.unwrap_or_default(), columns, turn, is_one: one.is_some() })
}

/// One more than are shown, so that it is known whether there are more.
fn column(reader: &Reader, name: &str, by: Option<&str>, from: usize) -> Result<Vec<Commitment>> {
    let asked = |status, limit, offset| Commitments {
        by: by.map(str::to_owned),
        status: Some(status),
        today: super::today(),
        limit: Some(limit),
        offset,
        ..Commitments::default()
    };
    match name {
        "overdue" => Ok(ask::commitments(reader, &asked(Status::Overdue, SHOWN + 1, from))?),
        "pending" => Ok(ask::commitments(reader, &asked(Status::Pending, SHOWN + 1, from))?),
        _ => {
            let mut all = Vec::new();
            for status in SETTLED {
                all.extend(ask::commitments(reader, &asked(status, from + SHOWN + 1, 0))?);
            }
            // What was settled last stands first.
            all.sort_by_key(|c| std::cmp::Reverse(c.outcome.as_ref().map(|o| o.number)));
            Ok(all.into_iter().skip(from).collect())
        }
    }
}

#[derive(Template)]
#[template(path = "commitment.html")]
struct Shown {
    cx: Cx,
    place: Place,
    due: Due,
    statuses: Vec<String>,
    proposed: Vec<Proposed>,
    history: Vec<Decided>,
}

/// Shows one, with what may bear on it.
pub async fn one(
    cx: Cx,
    State(app): State<Arc<App>>,
    Path((page, fact)): Path<(i64, String)>,
) -> Result<Response> {
    let shown = app
        .pool
        .ask(move |reader| {
            let asked = Commitments { page: Some(page), today: super::today(), ..Commitments::default() };
            let found = ask::commitments(reader, &asked)?;
            let commitment = found.iter().find(|c| c.fact == fact).ok_or(Fault::NotFound)?;
            let place = Place { page, fact };
            let proposed = ask::follow_up(reader, &place, PROPOSED)?;
            let about = place.to_string();
            let mut history = log(reader, Some(page))?;
            history.retain(|d| d.act == "settle" && d.place.as_deref() == Some(&*about));
            history.reverse();
            let due = due(&cx, reader, commitment)?;
            let statuses = SETTLED.into_iter().map(wire).collect();
            Ok(Shown { cx, place, due, statuses, proposed, history })
        })
        .await?;
    html(&shown)
}
