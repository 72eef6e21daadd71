//! The reading room: a register in a browser, for people who read, check and follow what was promised.
//!
//! [`App`] opens a register, [`router`] is all that is served of it, [`serve()`] serves it. Pages are made here and work as
//! plain links and forms; `assets/room.js` only makes them quicker to use. Nothing of a page's own HTML is ever sent: its
//! text is escaped, and its facts are marked by cutting the text at their edges.

mod api;
mod app;
mod assets;
mod cards;
mod chart;
mod correct;
mod cx;
mod fault;
mod guard;
mod locale;
mod marks;
mod pages;
mod params;
mod pool;
mod serve;
mod templates;

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::routing::get;
use axum::{Router, middleware};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

pub use app::{App, Settings};
pub use serve::serve;

/// Largest body that is taken, in bytes.
const LARGEST: usize = 64 << 10;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// All that is served of a register.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(pages::router())
        .merge(api::router())
        .route("/healthz", get(|| async { axum::Json(serde_json::json!({ "status": "ok" })) }))
        .route("/assets/{*path}", get(assets::send))
        .layer(RequestBodyLimitLayer::new(LARGEST))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}
