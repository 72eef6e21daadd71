//! What this is, how it counts, and where programs may ask.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use khabar_register::search::{Asked, faceted};

use super::html;
use crate::app::App;
use crate::cx::Cx;
use crate::fault::Result;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    cx: Cx,
    version: &'static str,
    pages: usize,
    sites: usize,
    rejects: usize,
}

/// Shows it.
pub async fn show(cx: Cx, State(app): State<Arc<App>>) -> Result<Response> {
    let pool = Arc::clone(&app.pool);
    let (pages, sites, rejects) = app
        .pool
        .ask(move |reader| {
            let asked = Asked { values: usize::MAX, ..Asked::default() };
            let facets = pool.facets(reader)?;
            let (found, counts) = faceted(reader, &facets, &asked)?;
            Ok((found.total, counts.sites.len(), reader.rejects()?.len()))
        })
        .await?;
    html(&About { cx, version: env!("CARGO_PKG_VERSION"), pages, sites, rejects })
}
