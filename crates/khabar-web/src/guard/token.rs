//! The token that lets someone in where the register is served beyond this machine.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use sha2::{Digest as _, Sha256};

use super::cookie;

/// Whether two secrets are one, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    let (a, b) = (Sha256::digest(a), Sha256::digest(b));
    a.iter().zip(b.iter()).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

/// What the cookie of someone who gave the token holds: not the token itself.
pub fn session(token: &str) -> String {
    super::hex(&Sha256::digest(format!("khabar session {token}")), 32)
}

/// Whether a request carries the token, as a program or as a browser does.
pub fn admits(headers: &HeaderMap, token: &str) -> bool {
    let bearer =
        headers.get(AUTHORIZATION).and_then(|h| h.to_str().ok()).and_then(|h| h.strip_prefix("Bearer "));
    bearer.is_some_and(|given| same(given, token))
        || cookie(headers, "session").is_some_and(|given| same(given, &session(token)))
}
