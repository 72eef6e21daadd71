//! What people decide, through programs.
//!
//! Only JSON is taken: a form of another site cannot send it without asking, and it is never let.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequest, Query, Request, State};
use khabar_register::hand::{self, Decided, Hand, Judgement, Place, Settled, Settlement, Verdict};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::paging::{Items, Paging};
use crate::app::App;
use crate::fault::{Fault, Result};
use crate::pages::now;

/// A body of JSON.
pub struct Sent<T>(T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let sent = Json::<T>::from_request(request, state).await;
        sent.map(|Json(sent)| Self(sent)).map_err(|e| match e.status().as_u16() {
            400 | 422 => Fault::Bad(e.body_text()),
            413 => Fault::Refused(413, "what was sent is too large"),
            status => Fault::Refused(status, "send JSON, with `Content-Type: application/json`"),
        })
    }
}

/// The number of a decision.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Number {
    /// Its number in the log.
    number: i64,
    /// Who takes it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    who: Option<String>,
}

fn by(who: Option<String>) -> Result<Hand> {
    if who.as_ref().is_some_and(|w| w.chars().count() > 60) {
        return Err(Fault::Bad("a name has 60 characters at most".to_owned()));
    }
    Ok(Hand { who, at: now() })
}

const fn decided(number: i64) -> Json<Number> {
    Json(Number { number, who: None })
}

/// Which decisions are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Log {
    /// Those of one page.
    page: Option<i64>,
}

/// All decisions in order, what was undone included.
#[utoipa::path(get, path = "/api/v1/log", params(Log, Paging), responses((status = 200, body = Items<Decided>)))]
pub async fn log(
    State(app): State<Arc<App>>,
    Query(asked): Query<Log>,
    Query(paging): Query<Paging>,
) -> Result<Json<Items<Decided>>> {
    let place = paging.place()?;
    let log = app.pool.ask(move |reader| Ok(hand::log(reader, asked.page)?)).await?;
    Ok(Json(Items::cut(log, place)))
}

/// A word on a fact.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The page's number.
    page: i64,
    /// The fact's id; of `added` and `done` the name of a layer.
    fact: String,
    /// What is said.
    verdict: Verdict,
    /// Fields that change, or of a new fact all that it has; spans as `{"start": …, "end": …}` in code points.
    #[schema(value_type = Option<Object>)]
    value: Option<Value>,
    /// Why.
    note: Option<String>,
    /// Who says so.
    who: Option<String>,
}

/// Accepts, rejects, corrects or adds a fact.
#[utoipa::path(post, path = "/api/v1/review", request_body = Review, responses((status = 200, body = Number), (status = 400, description = "what is wrong with it")))]
pub async fn review(State(app): State<Arc<App>>, Sent(sent): Sent<Review>) -> Result<Json<Number>> {
    let Review { page, fact, verdict, value, note, who } = sent;
    let judgement = Judgement { place: Place { page, fact }, verdict, value, note, hand: by(who)? };
    Ok(decided(app.desk(move |desk| desk.review(&judgement)).await?))
}

/// How a commitment came out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// The page's number.
    page: i64,
    /// The commitment's id.
    fact: String,
    /// How it came out.
    status: Settled,
    /// Facts of the register that show it.
    #[serde(default)]
    #[schema(max_items = 50)]
    evidence: Vec<Place>,
    /// How else it is known.
    note: Option<String>,
    /// Who says so.
    who: Option<String>,
}

/// Says how a commitment came out, and how that is known.
#[utoipa::path(post, path = "/api/v1/settle", request_body = Settle, responses((status = 200, body = Number), (status = 400, description = "what is wrong with it")))]
pub async fn settle(State(app): State<Arc<App>>, Sent(sent): Sent<Settle>) -> Result<Json<Number>> {
    let Settle { page, fact, status, evidence, note, who } = sent;
    if evidence.len() > 50 {
        return Err(Fault::Bad("50 pieces of evidence are enough".to_owned()));
    }
    let settlement = Settlement { place: Place { page, fact }, status, evidence, note, hand: by(who)? };
    Ok(decided(app.desk(move |desk| desk.settle(&settlement)).await?))
}

/// Takes a decision back; it stays in the log.
#[utoipa::path(post, path = "/api/v1/undo", request_body = Number, responses((status = 200, body = Number), (status = 400, description = "what is wrong with it")))]
pub async fn undo(State(app): State<Arc<App>>, Sent(sent): Sent<Number>) -> Result<Json<Number>> {
    let hand = by(sent.who)?;
    app.desk(move |desk| desk.undo(sent.number, &hand)).await?;
    Ok(decided(sent.number))
}
