//! What could not be read, and why.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use khabar_register::store::Reject;
use serde::Deserialize;

use super::html;
use crate::app::App;
use crate::cx::Cx;
use crate::fault::Result;
use crate::params;
use crate::templates::{Turn, turn};

const SHOWN: usize = 100;

/// Where in the list to begin.
#[derive(Debug, Deserialize)]
pub struct Params {
    from: Option<String>,
}

#[derive(Template)]
#[template(path = "rejects.html")]
struct List {
    cx: Cx,
    total: usize,
    rejects: Vec<Reject>,
    turn: Turn,
}

/// Shows it.
pub async fn show(cx: Cx, State(app): State<Arc<App>>, Query(asked): Query<Params>) -> Result<Response> {
    let from = params::from(asked.from.as_deref())?;
    let all = app.pool.ask(|reader| Ok(reader.rejects()?)).await?;
    let total = all.len();
    let rejects: Vec<_> = all.into_iter().skip(from).take(SHOWN).collect();
    let turn = turn("/rejects", "", from, SHOWN, from + rejects.len() < total);
    html(&List { cx, total, rejects, turn })
}
