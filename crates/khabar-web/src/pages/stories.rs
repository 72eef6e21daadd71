//! Stories: their sources in order, copies folded under their first report, figures that differ side by side.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use khabar_register::ask::{self, Difference, Report, Story};
use serde::Deserialize;

use super::html;
use crate::app::App;
use crate::cx::Cx;
use crate::fault::{Fault, Result};
use crate::params;
use crate::templates::{Turn, cut, turn};

const SHOWN: usize = 24;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    about: Option<String>,
    since: Option<String>,
    until: Option<String>,
    from: Option<String>,
}

#[derive(Template)]
#[template(path = "stories.html")]
struct List {
    cx: Cx,
    about: String,
    since: String,
    until: String,
    stories: Vec<Story>,
    turn: Turn,
}

/// Lists them.
pub async fn list(cx: Cx, State(app): State<Arc<App>>, Query(asked): Query<Params>) -> Result<Response> {
    let about = params::text(asked.about.as_deref())?;
    let (since, until) = (params::day(asked.since.as_deref())?, params::day(asked.until.as_deref())?);
    let from = params::from(asked.from.as_deref())?;
    let query = params::query(&[
        ("about", about.as_deref()),
        ("since", since.as_deref()),
        ("until", until.as_deref()),
    ]);
    let asked = ask::Stories {
        about: about.clone(),
        least: 2,
        since: since.clone(),
        until: until.clone(),
        limit: Some(SHOWN + 1),
        offset: from,
    };
    let mut stories = app.pool.ask(move |reader| Ok(ask::stories(reader, &asked)?)).await?;
    let turn = turn("/stories", &query, from, SHOWN, cut(&mut stories, SHOWN));
    let text = Option::unwrap_or_default;
    html(&List { cx, about: text(about), since: text(since), until: text(until), stories, turn })
}

#[derive(Template)]
#[template(path = "story.html")]
struct Shown {
    cx: Cx,
    story: Story,
    /// Each report with its copies.
    reports: Vec<(Report, Vec<Report>)>,
    differences: Vec<Difference>,
}

/// Shows one.
pub async fn show(cx: Cx, State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response> {
    let told = app.pool.ask(move |reader| ask::story(reader, &id).map_err(Fault::missing)).await?;
    let mut reports: Vec<(Report, Vec<Report>)> = Vec::new();
    for report in told.reports {
        let first = report.copy_of.and_then(|first| reports.iter_mut().find(|(r, _)| r.page == first));
        match first {
            Some((_, copies)) => copies.push(report),
            None => reports.push((report, Vec::new())),
        }
    }
    html(&Shown { cx, story: told.story, reports, differences: told.differences })
}
