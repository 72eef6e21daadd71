//! A person, a place or a story through time: a picture by the days on which things happened, and the same as a table.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use khabar_register::ask::{self, Moment};
use serde::Deserialize;

use super::html;
use crate::app::App;
use crate::chart::{Chart, chart};
use crate::cx::Cx;
use crate::fault::{Fault, Result};
use crate::params;
use crate::templates::cut;

/// Facts of the picture and rows of the table at most.
const MOST: usize = 500;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    name: Option<String>,
    person: Option<String>,
    story: Option<String>,
    since: Option<String>,
    until: Option<String>,
}

#[derive(Template)]
#[template(path = "timeline.html")]
struct Timeline {
    cx: Cx,
    name: String,
    since: String,
    until: String,
    /// Whose it is.
    title: String,
    /// What the form keeps.
    hidden: Vec<(&'static str, String)>,
    is_asked: bool,
    is_cut: bool,
    chart: Option<Chart>,
    moments: Vec<Row>,
}

/// A row of the table.
struct Row {
    moment: Moment,
    /// The first row of its day: where the picture leads.
    anchor: Option<String>,
}

/// Shows it.
pub async fn show(cx: Cx, State(app): State<Arc<App>>, Query(asked): Query<Params>) -> Result<Response> {
    let text = |value: &Option<String>| params::text(value.as_deref());
    let (name, person, story) = (text(&asked.name)?, text(&asked.person)?, text(&asked.story)?);
    let (since, until) = (params::day(asked.since.as_deref())?, params::day(asked.until.as_deref())?);
    let is_asked = name.is_some() || person.is_some() || story.is_some();
    let asked = ask::Timeline {
        name: name.clone(),
        person: person.clone(),
        story: story.clone(),
        since: since.clone(),
        until: until.clone(),
    };
    let (title, mut moments) = app
        .pool
        .ask(move |reader| {
            let title = match (&asked.person, &asked.story) {
                (Some(id), _) => ask::person(reader, id).map_err(Fault::missing)?.known.name,
                (None, Some(id)) => {
                    ask::story(reader, id).map_err(Fault::missing)?.story.title.unwrap_or_default()
                }
                (None, None) => asked.name.clone().unwrap_or_default(),
            };
            let moments = if is_asked { ask::timeline(reader, &asked)? } else { Vec::new() };
            Ok((title, moments))
        })
        .await?;
    let is_cut = cut(&mut moments, MOST);
    let hidden = [("person", person), ("story", story)];
    let chart = chart(&cx, &moments);
    let mut last = None;
    let rows = moments.into_iter().map(|moment| {
        let day = moment.day.as_deref().and_then(|d| d.get(..10)).map(str::to_owned);
        let anchor = day.clone().filter(|_| day != last);
        last = day;
        Row { moment, anchor }
    });
    let moments = rows.collect();
    html(&Timeline {
        name: name.unwrap_or_default(),
        since: since.unwrap_or_default(),
        until: until.unwrap_or_default(),
        title,
        hidden: hidden.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        is_asked,
        is_cut,
        chart,
        moments,
        cx,
    })
}
