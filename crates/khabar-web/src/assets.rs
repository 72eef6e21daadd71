//! Styles, the script and fonts, in the binary.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;

use crate::fault::{Fault, Result};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// Sends a file.
pub async fn send(Path(path): Path<String>) -> Result<Response> {
    let file = Assets::get(&path).ok_or(Fault::NotFound)?;
    let ending = path.rsplit('.').next().unwrap_or_default();
    let kind = match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };
    // Fonts never change under one name; the rest is asked for again and costs a 304.
    let cache = if ending == "woff2" { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(([(CONTENT_TYPE, kind), (CACHE_CONTROL, cache)], file.data).into_response())
}
