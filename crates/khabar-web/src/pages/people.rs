//! People and bodies: who they are, what they said, what was said of them, what they did and owe.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use khabar_register::ask::{self, Known, Person};
use khabar_register::store::Reader;
use serde::Deserialize;

use super::html;
use crate::app::App;
use crate::cards::{Told, tell};
use crate::cx::Cx;
use crate::fault::{Fault, Result};
use crate::params;
use crate::templates::{Turn, cut, turn};

/// Names that are shown at once.
const SHOWN: usize = 48;
/// Facts of each kind on the page of a person.
const FACTS: usize = 20;
/// Pages that name a person, and their posts, at most.
const MOST: usize = 60;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    name: Option<String>,
    label: Option<String>,
    from: Option<String>,
}

#[derive(Template)]
#[template(path = "people.html")]
struct List {
    cx: Cx,
    name: String,
    label: String,
    people: Vec<Known>,
    turn: Turn,
}

/// Lists them.
pub async fn list(cx: Cx, State(app): State<Arc<App>>, Query(asked): Query<Params>) -> Result<Response> {
    let (name, label) = (params::text(asked.name.as_deref())?, params::text(asked.label.as_deref())?);
    let from = params::from(asked.from.as_deref())?;
    let people =
        ask::People { name: name.clone(), label: label.clone(), limit: Some(SHOWN + 1), offset: from };
    let mut people = app.pool.ask(move |reader| Ok(ask::people(reader, &people)?)).await?;
    let query = params::query(&[("name", name.as_deref()), ("label", label.as_deref())]);
    let turn = turn("/people", &query, from, SHOWN, cut(&mut people, SHOWN));
    html(&List { cx, name: name.unwrap_or_default(), label: label.unwrap_or_default(), people, turn })
}

#[derive(Template)]
#[template(path = "person.html")]
struct Shown {
    cx: Cx,
    person: Person,
    /// The name of a kind of facts, some of them, and whether there are more.
    groups: Vec<(&'static str, Vec<Told>, bool)>,
    pages: Vec<i64>,
}

/// Shows one.
pub async fn show(cx: Cx, State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response> {
    let shown = app
        .pool
        .ask(move |reader| {
            let mut person = ask::person(reader, &id).map_err(Fault::missing)?;
            let mut pages: Vec<i64> = person.members.iter().map(|m| m.page).collect();
            pages.dedup();
            pages.truncate(MOST);
            person.posts.truncate(MOST);
            let groups = told(&cx, reader, &id)?;
            Ok(Shown { cx, person, groups, pages })
        })
        .await?;
    html(&shown)
}

fn told(cx: &Cx, reader: &Reader, id: &str) -> Result<Vec<(&'static str, Vec<Told>, bool)>> {
    let person = Some(id.to_owned());
    let limit = Some(FACTS + 1);
    let said = ask::Statements { person: person.clone(), limit, ..ask::Statements::default() };
    let of = ask::Statements { of: person.clone(), limit, ..ask::Statements::default() };
    let did = ask::Events { person: person.clone(), limit, ..ask::Events::default() };
    let owes = ask::Commitments { person, limit, today: super::today(), ..ask::Commitments::default() };
    let groups: [(_, Vec<Told>); 4] = [
        ("person.said", ask::statements(reader, &said)?.iter().map(|s| tell::statement(cx, s)).collect()),
        ("person.of", ask::statements(reader, &of)?.iter().map(|s| tell::statement(cx, s)).collect()),
        ("person.did", ask::events(reader, &did)?.iter().map(|e| tell::event(cx, e)).collect()),
        ("person.owes", ask::commitments(reader, &owes)?.iter().map(|c| tell::commitment(cx, c)).collect()),
    ];
    let groups = groups.into_iter().map(|(name, mut facts)| {
        let is_more = cut(&mut facts, FACTS);
        (name, facts, is_more)
    });
    Ok(groups.collect())
}
