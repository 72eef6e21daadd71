//! Pages: found, listed, read.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use khabar_register::hand::{Judged, reviewed};
use khabar_register::search::facets::{Counts, Filters};
use khabar_register::search::{self, Hit, Order};
use khabar_register::store::{Page, Reject};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Asked;
use super::paging::{Items, Paging, text};
use crate::app::App;
use crate::fault::Result;

/// Values of a facet that are counted.
const VALUES: usize = 20;

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// Words, phrases and fields, as `khabar search` takes them; without it all pages fit.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    q: Option<String>,
    /// A site, as it is counted.
    #[serde(default, deserialize_with = "text")]
    site: Option<String>,
    /// A year or month of publication: `2021`, `2021-11`.
    #[serde(default, deserialize_with = "text")]
    time: Option<String>,
    /// A speaker, as counted.
    #[serde(default, deserialize_with = "text")]
    speaker: Option<String>,
    /// A type of event, `PROTEST` for one.
    #[serde(default, deserialize_with = "text")]
    event: Option<String>,
    /// `best` or `latest`.
    #[serde(default, deserialize_with = "text")]
    sort: Option<String>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// How many pages fit.
    total: usize,
    /// Whether no page has all the words, so that these are pages that have some of them.
    some_words: bool,
    /// Pages.
    items: Vec<Hit>,
    /// How all pages that fit are spread.
    counts: Counts,
    /// The cursor to the next piece.
    next: Option<String>,
}

/// Finds pages by words, and counts them by site, time, speaker and type of event.
#[utoipa::path(get, path = "/api/v1/search", params(Search, Paging), responses((status = 200, body = Found)))]
pub async fn search(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<Search>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Found>> {
    let (limit, offset) = paging.place()?;
    let asked = search::Asked {
        query: asked.q,
        filters: Filters { site: asked.site, time: asked.time, speaker: asked.speaker, event: asked.event },
        order: if asked.sort.as_deref() == Some("latest") { Order::Latest } else { Order::Best },
        offset,
        limit: limit + 1,
        values: VALUES,
    };
    let (found, counts) = app.pool.search(asked).await?;
    let (total, some_words) = (found.total, found.some_words);
    let Items { items, next } = Items::of(found.hits, (limit, offset));
    Ok(Json(Found { total, some_words, items, counts, next }))
}

/// Lists the current pages in the order in which they came in.
#[utoipa::path(get, path = "/api/v1/pages", params(Paging), responses((status = 200, body = Items<Page>)))]
pub async fn list(State(app): State<Arc<App>>, Asked(paging): Asked<Paging>) -> Result<Json<Items<Page>>> {
    let place = paging.place()?;
    let pages = app.pool.ask(|reader| Ok(reader.pages()?)).await?;
    Ok(Json(Items::cut(pages, place)))
}

/// Every version of a page, the one that is asked for first.
#[utoipa::path(get, path = "/api/v1/pages/{page}", params(("page" = i64, Path, description = "its number")), responses((status = 200, body = Vec<Page>), (status = 404)))]
pub async fn one(State(app): State<Arc<App>>, Path(page): Path<i64>) -> Result<Json<Vec<Page>>> {
    Ok(Json(app.pool.ask(move |reader| Ok(reader.versions_of(page)?)).await?))
}

/// The record of a page after review, as `khabar schema` describes it.
#[utoipa::path(get, path = "/api/v1/pages/{page}/record", params(("page" = i64, Path, description = "its number")), responses((status = 200, description = "the schema `Record` of this document", content_type = "application/json"), (status = 404)))]
pub async fn record(State(app): State<Arc<App>>, Path(page): Path<i64>) -> Result<Response> {
    let json = app.pool.ask(move |reader| Ok(serde_json::to_vec(&reviewed(reader, page)?)?)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

/// What people said of the facts of a page, what was undone included.
#[utoipa::path(get, path = "/api/v1/pages/{page}/judgements", params(("page" = i64, Path, description = "its number")), responses((status = 200, body = Vec<Judged>)))]
pub async fn judgements(State(app): State<Arc<App>>, Path(page): Path<i64>) -> Result<Json<Vec<Judged>>> {
    Ok(Json(app.pool.ask(move |reader| Ok(khabar_register::hand::judgements(reader, page)?)).await?))
}

/// Inputs that became no pages, and why.
#[utoipa::path(get, path = "/api/v1/rejects", params(Paging), responses((status = 200, body = Items<Reject>)))]
pub async fn rejects(
    State(app): State<Arc<App>>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Items<Reject>>> {
    let place = paging.place()?;
    let rejects = app.pool.ask(|reader| Ok(reader.rejects()?)).await?;
    Ok(Json(Items::cut(rejects, place)))
}
