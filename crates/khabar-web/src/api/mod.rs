//! The register as JSON under `/api/v1`, described by an `OpenAPI` document that is made from these functions.

#![allow(unused_qualifications, reason = "what utoipa writes names types by their full paths")]

mod decide;
mod facts;
mod pages;
mod paging;

use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::OpenApi;

use crate::app::App;
use crate::fault::{Fault, Result};

/// The document's outline; the paths bring their schemas.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Khabar: the reading room",
        description = "A register of facts from Arabic news. Positions are code points of the text of a page's record; \
            `fact` is the id of a fact in its record. Lists are turned with `cursor`: send the `next` of the answer \
            before. Every answer to a GET has an `ETag`. Where the register is served beyond its own machine, send \
            `Authorization: Bearer TOKEN`."
    ),
    paths(
        pages::search,
        pages::list,
        pages::one,
        pages::record,
        pages::judgements,
        pages::rejects,
        facts::statements,
        facts::events,
        facts::figures,
        facts::commitments,
        facts::follow_up,
        facts::timeline,
        facts::stories,
        facts::story,
        facts::people,
        facts::person,
        decide::log,
        decide::review,
        decide::settle,
        decide::undo,
    )
)]
struct Outline;

/// All addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/openapi.json", get(openapi))
        .route("/api/v1/search", get(pages::search))
        .route("/api/v1/pages", get(pages::list))
        .route("/api/v1/pages/{page}", get(pages::one))
        .route("/api/v1/pages/{page}/record", get(pages::record))
        .route("/api/v1/pages/{page}/judgements", get(pages::judgements))
        .route("/api/v1/rejects", get(pages::rejects))
        .route("/api/v1/statements", get(facts::statements))
        .route("/api/v1/events", get(facts::events))
        .route("/api/v1/figures", get(facts::figures))
        .route("/api/v1/commitments", get(facts::commitments))
        .route("/api/v1/commitments/{page}/{fact}/follow-up", get(facts::follow_up))
        .route("/api/v1/timeline", get(facts::timeline))
        .route("/api/v1/stories", get(facts::stories))
        .route("/api/v1/stories/{id}", get(facts::story))
        .route("/api/v1/people", get(facts::people))
        .route("/api/v1/people/{id}", get(facts::person))
        .route("/api/v1/log", get(decide::log))
        .route("/api/v1/review", post(decide::review))
        .route("/api/v1/settle", post(decide::settle))
        .route("/api/v1/undo", post(decide::undo))
}

/// The document; the record's own schema is put in beside those of the answers.
async fn openapi() -> Result<Json<Value>> {
    let mut document = serde_json::to_value(Outline::openapi())?;
    let record = khabar::record::schema().to_value().to_string();
    let mut record: Value =
        serde_json::from_str(&record.replace("#/$defs/", "#/components/schemas/Record."))?;
    let parts = record.as_object_mut().and_then(|r| r.remove("$defs"));
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        for (name, schema) in parts.as_ref().and_then(Value::as_object).into_iter().flatten() {
            schemas.insert(format!("Record.{name}"), schema.clone());
        }
        schemas.insert("Record".to_owned(), record);
    }
    Ok(Json(document))
}

/// What an address asks for; what cannot be read is said in words.
struct Asked<T>(T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let asked = Query::<T>::from_request_parts(parts, state).await;
        asked.map(|Query(asked)| Self(asked)).map_err(|e| Fault::Bad(e.body_text()))
    }
}
