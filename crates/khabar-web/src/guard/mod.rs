//! Everything that a request passes on its way in and out: who may ask, where a form comes from, what a browser is told.

mod cookie;
mod origin;
mod posted;
mod token;

use std::sync::Arc;

use askama::Template as _;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH,
    REFERRER_POLICY, RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use http_body_util::BodyExt as _;
use khabar_register::search::Language;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::cx::{Asker, Cx};
use crate::fault::{Fault, Result};
use crate::locale::{Choice as _, Lang, Prefs, accepted};
use crate::templates;

use cookie::decode;
pub use cookie::{cookie, encode, set_cookie};
pub use posted::Posted;
pub use token::{same, session};

/// Nothing but our own files, nothing inline, no frames, forms only to ourselves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// Longest address that is answered.
const LONGEST_ADDRESS: usize = 4096;

/// The guard of every request.
pub async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let is_api = is_api(request.uri().path());
    let held = request.headers().clone();
    let headers = &held;
    let csrf = cookie(headers, "csrf").filter(|c| c.len() == 32).map_or_else(random, str::to_owned);
    let asked_lang = lang_of(request.uri().query());
    let prefs = prefs(headers, asked_lang);
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let cx = Cx::new(prefs, &csrf, &path, Asker(cookie(headers, "who").map(decode).unwrap_or_default()));
    request.extensions_mut().insert(cx.clone());
    let method = request.method().clone();
    let admitted = admit(&app, &request);
    let mut response = match admitted {
        Err(Fault::Token) if !is_api && method == Method::GET => {
            Redirect::to(&format!("/login?to={}", encode(&path))).into_response()
        }
        Err(fault) => fault.into_response(),
        Ok(()) => match app.places.try_acquire() {
            Ok(_place) => next.run(request).await,
            Err(_) => Fault::Busy.into_response(),
        },
    };
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        response = tell(&cx, &fault, is_api);
    } else if response.status().is_client_error() && !is_json(&response) {
        response = tell(&cx, &plain(response.status()), is_api);
    }
    if method == Method::GET {
        response = tagged(headers, response).await;
    }
    let out = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
    ] {
        out.insert(name, HeaderValue::from_static(value));
    }
    out.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    if cookie(headers, "csrf") != Some(&csrf) && !is_api {
        set_cookie(out, "csrf", &csrf, true);
    }
    if asked_lang.is_some() && !is_api {
        set_cookie(out, "prefs", &prefs.cookie(), true);
    }
    response
}

/// Whether a request may be answered at all.
fn admit(app: &App, request: &Request) -> Result<()> {
    let headers = request.headers();
    let path = request.uri().path();
    if request.uri().path_and_query().is_some_and(|p| p.as_str().len() > LONGEST_ADDRESS) {
        return Err(Fault::Refused(414, "the address is too long"));
    }
    let host = headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    match &app.token {
        None if !origin::is_loopback(host) => return Err(Fault::Host),
        None => {}
        Some(token) => {
            let is_open = matches!(path, "/login" | "/healthz") || path.starts_with("/assets/");
            if !is_open && !token::admits(headers, token) {
                return Err(Fault::Token);
            }
        }
    }
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || origin::is_ours(headers, host) { Ok(()) } else { Err(Fault::Forged) }
}

/// A fault as whoever asks can read it.
fn tell(cx: &Cx, fault: &Fault, is_api: bool) -> Response {
    let status = fault.status();
    let mut response = if is_api {
        (status, axum::Json(serde_json::json!({ "error": fault.to_string() }))).into_response()
    } else {
        let detail = match fault {
            Fault::Bad(_) | Fault::Refused(..) => fault.to_string(),
            Fault::Search(fault) => fault.words(match cx.prefs.lang {
                Lang::Ar => Language::Arabic,
                Lang::En => Language::English,
            }),
            Fault::Said { what, .. } => what.clone(),
            _ => String::new(),
        };
        let page = templates::Fault { cx: cx.clone(), key: fault.key(), detail, status: status.as_u16() };
        match page.render() {
            Ok(html) => (status, axum::response::Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    };
    match fault {
        Fault::Busy => response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1")),
        Fault::Token => response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
        _ => None,
    };
    response
}

/// What a layer before us refused with a bare status.
const fn plain(status: StatusCode) -> Fault {
    match status {
        StatusCode::NOT_FOUND => Fault::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Fault::Refused(405, "this address is not asked in this way"),
        StatusCode::PAYLOAD_TOO_LARGE => Fault::Refused(413, "what was sent is too large"),
        StatusCode::REQUEST_TIMEOUT => Fault::Refused(408, "the answer took too long"),
        other => Fault::Refused(other.as_u16(), "the request cannot be understood"),
    }
}

/// Tags an answer with the hash of its body, and leaves the body out where the browser has it.
async fn tagged(asked: &HeaderMap, response: Response) -> Response {
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return Fault::Internal.into_response();
    };
    let tag = format!("\"{}\"", hex(&Sha256::digest(&body), 16));
    let known = asked.get(IF_NONE_MATCH).and_then(|h| h.to_str().ok()).is_some_and(|tags| {
        tags.trim() == "*" || tags.split(',').any(|t| t.trim().trim_start_matches("W/") == tag)
    });
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, tag);
    }
    if known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
}

fn prefs(headers: &HeaderMap, asked: Option<Lang>) -> Prefs {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let mut prefs = cookie(headers, "prefs")
        .map_or_else(|| Prefs { lang: accepted(header), ..Prefs::default() }, Prefs::from_cookie);
    prefs.lang = asked.unwrap_or(prefs.lang);
    prefs
}

fn lang_of(query: Option<&str>) -> Option<Lang> {
    let name = query?.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    Lang::ALL.iter().find(|(_, n)| *n == name).map(|(lang, _)| *lang)
}

fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || path == "/healthz"
}

fn is_json(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"application/json"))
}

/// A name that cannot be guessed.
pub fn random() -> String {
    let mut bytes = [0; 16];
    // Without randomness no form is taken: the name is then one that no form can have.
    if getrandom::fill(&mut bytes).is_err() { String::new() } else { hex(&bytes, 16) }
}

fn hex(bytes: &[u8], count: usize) -> String {
    let digit = |d: u8| char::from_digit(d.into(), 16).unwrap_or_default();
    bytes.iter().take(count).flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// Whether an address to go on to is one of ours.
pub fn is_local(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && !to.contains(|c: char| c == '\\' || c.is_control())
}
