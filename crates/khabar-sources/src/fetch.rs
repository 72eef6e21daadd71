//! One polite fetch: `robots.txt` is asked first, redirects, time and size are limited, and the request says who asks.

use std::io::Read as _;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use khabar::Media;
use texting_robots::{Robot, get_robots_url};
use ureq::Agent;
use ureq::http::{Response, header};
use url::Url;

use crate::{Error, Page, Result, Settings};

/// How requests name themselves.
const AGENT: &str =
    concat!("khabar/", env!("CARGO_PKG_VERSION"), " (+https://github.com/khabar-news/khabar)");
/// The name that `robots.txt` may speak of.
const ROBOT: &str = "khabar";
/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// Longest `robots.txt` that is read, in bytes (RFC 9309 asks for at least 500 KiB).
const ROBOTS: u64 = 512 << 10;

/// A page fetched, and its media type as the server names it.
pub fn fetch(address: &str, settings: &Settings) -> Result<(Page, String)> {
    let fail = |reason: String| Error::new(address, reason);
    let mut url = Url::parse(address).map_err(|e| fail(e.to_string()))?;
    let until = Instant::now() + Duration::from_secs(settings.fetch_seconds);
    let left = || {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(fail(format!("the fetch took more than {} seconds", settings.fetch_seconds)));
        }
        Ok(left)
    };
    for _ in 0..=REDIRECTS {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(fail(format!("«{}» is no address of the web", url.scheme())));
        }
        if !is_allowed(&url, left()?).map_err(fail)? {
            let host = url.host_str().unwrap_or_default();
            return Err(fail(format!("robots.txt of {host} asks not to fetch it")));
        }
        let response = get(url.as_str(), left()?).map_err(|e| fail(e.to_string()))?;
        let status = response.status();
        if status.is_redirection() {
            let to = header_of(&response, header::LOCATION.as_str())
                .ok_or_else(|| fail("a redirect to nowhere".into()))?;
            url = url.join(&to).map_err(|e| fail(e.to_string()))?;
            continue;
        }
        if !status.is_success() {
            return Err(fail(format!("the server answers {status}")));
        }
        return page(response, &url, settings).map_err(fail);
    }
    Err(fail(format!("more than {REDIRECTS} redirects")))
}

fn page(
    mut response: Response<ureq::Body>,
    url: &Url,
    settings: &Settings,
) -> std::result::Result<(Page, String), String> {
    let kind = header_of(&response, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let charset = kind
        .split(';')
        .skip(1)
        .find_map(|p| p.trim().strip_prefix("charset="))
        .map(|c| c.trim_matches('"').to_owned());
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut bytes = Vec::new();
    let most = settings.page_bytes;
    response.body_mut().as_reader().take(most + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > most {
        return Err(format!("the page is longer than {most} bytes"));
    }
    let media = match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Media::Html,
        "text/plain" => Media::Text,
        _ => Media::Unknown,
    };
    let page = Page {
        bytes,
        media,
        charset: settings.charset.map(|charset| charset.name().to_owned()).or(charset),
        id: Some(url.to_string()),
        uri: Some(url.to_string()),
        retrieved: Some(Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        ..Page::default()
    };
    Ok((page, kind))
}

/// Whether `robots.txt` allows a fetch. RFC 9309: where there is none all is allowed, where it cannot be had now nothing.
fn is_allowed(url: &Url, left: Duration) -> std::result::Result<bool, String> {
    let place = get_robots_url(url.as_str()).map_err(|e| e.to_string())?;
    let mut response = get(&place, left).map_err(|e| format!("{place}: {e}"))?;
    let status = response.status();
    if status.is_server_error() {
        return Err(format!("robots.txt cannot be had now: the server answers {status}"));
    }
    if !status.is_success() {
        return Ok(true);
    }
    let mut bytes = Vec::new();
    response
        .body_mut()
        .as_reader()
        .take(ROBOTS)
        .read_to_end(&mut bytes)
        .map_err(|e| format!("{place}: {e}"))?;
    Ok(Robot::new(ROBOT, &bytes).is_ok_and(|robot| robot.allowed(url.as_str())))
}

fn get(url: &str, left: Duration) -> std::result::Result<Response<ureq::Body>, ureq::Error> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(left))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(AGENT)
        .build()
        .into();
    agent.get(url).header("accept", "text/html,application/xhtml+xml,application/rss+xml,*/*;q=0.5").call()
}

fn header_of(response: &Response<ureq::Body>, name: &str) -> Option<String> {
    response.headers().get(name)?.to_str().ok().map(str::to_owned)
}
