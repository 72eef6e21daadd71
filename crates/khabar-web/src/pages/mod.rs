//! The pages of the reading room, one module each.

mod about;
mod board;
mod page;
mod people;
mod rejects;
mod review;
mod search;
mod settings;
mod stories;
mod timeline;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::fault::{Fault, Result};

/// All of them.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(search::show))
        .route("/page/{page}", get(page::show))
        .route("/page/{page}/fact/{fact}", get(review::fact))
        .route("/people", get(people::list))
        .route("/people/{id}", get(people::show))
        .route("/stories", get(stories::list))
        .route("/stories/{id}", get(stories::show))
        .route("/timeline", get(timeline::show))
        .route("/board", get(board::show))
        .route("/board/{page}/{fact}", get(board::one))
        .route("/review", post(review::judge))
        .route("/settle", post(review::settle))
        .route("/undo", post(review::undo))
        .route("/rejects", get(rejects::show))
        .route("/about", get(about::show))
        .route("/settings", get(settings::show).post(settings::keep))
        .route("/login", get(settings::login).post(settings::enter))
        .route("/logout", post(settings::leave))
}

/// A page as it is sent.
fn html(page: &impl Template) -> Result<Response> {
    let html = page.render().map_err(|fault| {
        eprintln!("khabar: {fault}");
        Fault::Internal
    })?;
    Ok(Html(html).into_response())
}

/// The day that commitments are measured by.
pub fn today() -> String {
    jiff::ZonedDateTime::now().date().to_string()
}

/// The time of a decision, ISO 8601.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
