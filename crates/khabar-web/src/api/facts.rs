//! Facts by who, what, where and when; stories; people.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use khabar_register::ask::{
    self, Commitment, Event, Figure, Known, Moment, Person, Proposed, Statement, Status, Story, StoryPages,
};
use khabar_register::hand::Place;
use khabar_register::store::Reader;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Asked;
use super::paging::{Items, Paging, text};
use crate::app::App;
use crate::fault::{Fault, Result};
use crate::pages::today;

/// The piece of a list that was asked for.
async fn piece<T: Send + 'static>(
    app: &App,
    paging: &Paging,
    ask: impl FnOnce(&Reader) -> khabar_register::Result<Vec<T>> + Send + 'static,
) -> Result<Json<Items<T>>> {
    let found = app.pool.ask(move |reader| Ok(ask(reader)?)).await?;
    Ok(Json(Items::of(found, paging.place()?)))
}

/// Which statements are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Statements {
    /// Words of the speaker's name or post.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    speaker: Option<String>,
    /// A person, body or place, by its id.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    person: Option<String>,
    /// Who is named in what is said, by id.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    of: Option<String>,
    /// Words of what is said or of the headline.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    about: Option<String>,
    /// Words of the channel.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    channel: Option<String>,
    /// On this day or later: `2021`, `2021-11`, `2021-11-04`.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    since: Option<String>,
    /// On this day or earlier.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    until: Option<String>,
}

/// Who said what, the latest page first.
#[utoipa::path(get, path = "/api/v1/statements", params(Statements, Paging), responses((status = 200, body = Items<Statement>)))]
pub async fn statements(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<Statements>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Items<Statement>>> {
    let (limit, offset) = paging.ask()?;
    let asked = ask::Statements {
        speaker: asked.speaker,
        person: asked.person,
        of: asked.of,
        about: asked.about,
        channel: asked.channel,
        since: asked.since,
        until: asked.until,
        limit,
        offset,
    };
    piece(&app, &paging, move |reader| ask::statements(reader, &asked)).await
}

/// Which events are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Events {
    /// A type of PLOVER, `PROTEST` for one.
    #[serde(rename = "type", default, deserialize_with = "text")]
    #[param(max_length = 400)]
    kind: Option<String>,
    /// Words of who did it.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    actor: Option<String>,
    /// A person, body or place, by its id.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    person: Option<String>,
    /// Words of where it happened.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    place: Option<String>,
    /// On this day or later: `2021`, `2021-11`, `2021-11-04`.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    since: Option<String>,
    /// On this day or earlier.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    until: Option<String>,
    /// `ACTUAL`, `PLANNED`, `NEGATED` or `HYPOTHETICAL`.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    status: Option<String>,
}

/// Who did what to whom, the latest first.
#[utoipa::path(get, path = "/api/v1/events", params(Events, Paging), responses((status = 200, body = Items<Event>)))]
pub async fn events(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<Events>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Items<Event>>> {
    let (limit, offset) = paging.ask()?;
    let asked = ask::Events {
        kind: asked.kind,
        actor: asked.actor,
        person: asked.person,
        place: asked.place,
        since: asked.since,
        until: asked.until,
        status: asked.status,
        limit,
        offset,
    };
    piece(&app, &paging, move |reader| ask::events(reader, &asked)).await
}

/// Which figures are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Figures {
    /// Words of the thing counted or the unit.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    unit: Option<String>,
    /// `COUNT`, `MONEY`, `PERCENT`, …
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    dimension: Option<String>,
    /// ISO 4217.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    currency: Option<String>,
    /// On this day or later: `2021`, `2021-11`, `2021-11-04`.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    since: Option<String>,
    /// On this day or earlier.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    until: Option<String>,
    /// No less than this.
    least: Option<f64>,
    /// No more than this.
    most: Option<f64>,
}

/// Quantities, the latest page first.
#[utoipa::path(get, path = "/api/v1/figures", params(Figures, Paging), responses((status = 200, body = Items<Figure>)))]
pub async fn figures(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<Figures>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Items<Figure>>> {
    let (limit, offset) = paging.ask()?;
    let asked = ask::Figures {
        unit: asked.unit,
        dimension: asked.dimension,
        currency: asked.currency,
        least: asked.least,
        most: asked.most,
        since: asked.since,
        until: asked.until,
        limit,
        offset,
    };
    piece(&app, &paging, move |reader| ask::figures(reader, &asked)).await
}

/// Which commitments are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Commitments {
    /// Words of who is bound.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    by: Option<String>,
    /// A person, body or place, by its id.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    person: Option<String>,
    /// Due before this day.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    due_before: Option<String>,
    /// Due on this day or later.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    due_after: Option<String>,
    /// How it stands.
    #[param(inline)]
    status: Option<Status>,
    /// One page alone.
    page: Option<i64>,
}

/// Who is bound to what, and how it stands today; what is due first stands first.
#[utoipa::path(get, path = "/api/v1/commitments", params(Commitments, Paging), responses((status = 200, body = Items<Commitment>)))]
pub async fn commitments(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<Commitments>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Items<Commitment>>> {
    let (limit, offset) = paging.ask()?;
    let asked = ask::Commitments {
        by: asked.by,
        person: asked.person,
        page: asked.page,
        due_before: asked.due_before,
        due_after: asked.due_after,
        status: asked.status,
        today: today(),
        limit,
        offset,
    };
    piece(&app, &paging, move |reader| ask::commitments(reader, &asked)).await
}

/// Later statements and events that may bear on a commitment, the likeliest first; it decides nothing.
#[utoipa::path(get, path = "/api/v1/commitments/{page}/{fact}/follow-up", params(("page" = i64, Path, description = "number of the page"), ("fact" = String, Path, description = "id of the commitment")), responses((status = 200, body = Vec<Proposed>), (status = 404)))]
pub async fn follow_up(
    State(app): State<Arc<App>>,
    Path((page, fact)): Path<(i64, String)>,
) -> Result<Json<Vec<Proposed>>> {
    let place = Place { page, fact };
    Ok(Json(app.pool.ask(move |reader| ask::follow_up(reader, &place, 20).map_err(Fault::missing)).await?))
}

/// Whose timeline is asked for: a name, a person or a story.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Timeline {
    /// Words of a name.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    name: Option<String>,
    /// A person, body or place, by its id.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    person: Option<String>,
    /// A story, by its name.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    story: Option<String>,
    /// On this day or later: `2021`, `2021-11`, `2021-11-04`.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    since: Option<String>,
    /// On this day or earlier.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    until: Option<String>,
}

/// What someone said, did and is bound to, or what a story tells, by the days on which it happened.
#[utoipa::path(get, path = "/api/v1/timeline", params(Timeline, Paging), responses((status = 200, body = Items<Moment>)))]
pub async fn timeline(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<Timeline>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Items<Moment>>> {
    let place = paging.place()?;
    let Timeline { name, person, story, since, until } = asked;
    let asked = ask::Timeline { name, person, story, since, until };
    let moments = app.pool.ask(move |reader| Ok(ask::timeline(reader, &asked)?)).await?;
    Ok(Json(Items::cut(moments, place)))
}

/// Which stories are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Stories {
    /// Words of what is said or of the headline.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    about: Option<String>,
    /// On this day or later: `2021`, `2021-11`, `2021-11-04`.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    since: Option<String>,
    /// On this day or earlier.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    until: Option<String>,
    /// Pages that it has at least, 2 if it is not said.
    least: Option<usize>,
}

/// Stories, those with most pages first.
#[utoipa::path(get, path = "/api/v1/stories", params(Stories, Paging), responses((status = 200, body = Items<Story>)))]
pub async fn stories(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<Stories>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Items<Story>>> {
    let (limit, offset) = paging.ask()?;
    let asked = ask::Stories {
        about: asked.about,
        least: asked.least.unwrap_or(2),
        since: asked.since,
        until: asked.until,
        limit,
        offset,
    };
    piece(&app, &paging, move |reader| ask::stories(reader, &asked)).await
}

/// A story: its reports with their copies, and the figures in which they differ.
#[utoipa::path(get, path = "/api/v1/stories/{id}", params(("id" = String, Path, description = "its name")), responses((status = 200, body = StoryPages), (status = 404)))]
pub async fn story(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<StoryPages>> {
    Ok(Json(app.pool.ask(move |reader| ask::story(reader, &id).map_err(Fault::missing)).await?))
}

/// Which people are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct People {
    /// Words of a name.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    name: Option<String>,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    #[serde(default, deserialize_with = "text")]
    #[param(max_length = 400)]
    label: Option<String>,
}

/// Persons, bodies and places, those on most pages first.
#[utoipa::path(get, path = "/api/v1/people", params(People, Paging), responses((status = 200, body = Items<Known>)))]
pub async fn people(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<People>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Items<Known>>> {
    let (limit, offset) = paging.ask()?;
    let asked = ask::People { name: asked.name, label: asked.label, limit, offset };
    piece(&app, &paging, move |reader| ask::people(reader, &asked)).await
}

/// A person, body or place: its names, posts, and where it is named.
#[utoipa::path(get, path = "/api/v1/people/{id}", params(("id" = String, Path, description = "its id")), responses((status = 200, body = Person), (status = 404)))]
pub async fn person(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<Person>> {
    Ok(Json(app.pool.ask(move |reader| ask::person(reader, &id).map_err(Fault::missing)).await?))
}
