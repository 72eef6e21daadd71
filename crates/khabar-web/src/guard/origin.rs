//! Where a request comes from, and by which name it calls us.

use axum::http::HeaderMap;
use axum::http::header::ORIGIN;

/// Whether a `Host` names this machine to itself: a page elsewhere whose name was pointed at us is turned away.
pub fn is_loopback(host: &str) -> bool {
    let name = host.strip_prefix('[').map_or_else(
        || host.rsplit_once(':').map_or(host, |(name, _)| name),
        |v6| v6.split_once(']').map_or("", |(name, _)| name),
    );
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a request that changes something was made by our own pages, or by a program.
///
/// Browsers say where a request comes from (over plain HTTP beyond this machine by `Origin` alone); a program that says nothing carries no one's cookies by accident.
pub fn is_ours(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|h| h.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text(ORIGIN.as_str()) {
        Some(origin) => origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn names_of_this_machine() {
        for host in ["127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["", "evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", "[::2]", "10.0.0.1"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn only_our_own_pages() {
        let of = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            is_ours(&headers, "localhost:8080")
        };
        assert!(of("sec-fetch-site", "same-origin") && of("origin", "http://localhost:8080"));
        assert!(!of("sec-fetch-site", "cross-site") && !of("sec-fetch-site", "same-site"));
        assert!(!of("origin", "http://localhost:9") && !of("origin", "null"));
    }
}
