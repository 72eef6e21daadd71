//! Fetching, from a server of our own on loopback.
#![allow(clippy::unwrap_used, reason = "a test stops where it finds a fault")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use khabar_sources::{Error, Page, Settings, pages};

const STORY: &str = "قالت وزارة الموارد المائية إن المضخات وصلت إلى البصرة أمس، وإن العمل يبدأ غدا.";

/// A server that answers what `answer` says of a path, and the request lines and agents it saw.
fn serve(answer: impl Fn(&str) -> String + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            let path = request.split(' ').nth(1).unwrap().to_owned();
            let agent = lines
                .map_while(Result::ok)
                .take_while(|l| !l.is_empty())
                .find(|l| l.to_ascii_lowercase().starts_with("user-agent"))
                .unwrap_or_default();
            log.lock().unwrap().push(format!("{path} {agent}"));
            let _ = stream.write_all(answer(&path).as_bytes());
        }
    });
    (address, seen)
}

fn ok(kind: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn status(line: &str, more: &str) -> String {
    format!("HTTP/1.1 {line}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n")
}

fn read(address: &str, settings: &Settings) -> Result<Page, Error> {
    let inputs = [address.to_owned()];
    pages(&inputs, settings).next().unwrap()?.load(settings)
}

#[test]
fn a_page_is_fetched_once_after_its_robots() {
    let (server, seen) = serve(|path| match path {
        "/robots.txt" => ok("text/plain", "User-agent: *\nDisallow: /private\n"),
        "/old" => status("301 Moved Permanently", "Location: /story\r\n"),
        "/story" => ok("text/html; charset=utf-8", &format!("<h1>عنوان</h1><p>{STORY}</p>")),
        _ => status("404 Not Found", ""),
    });
    let settings = Settings::default();
    let page = read(&format!("{server}/old"), &settings).unwrap();
    assert_eq!(page.uri.as_deref(), Some(format!("{server}/story").as_str()));
    assert_eq!(page.charset.as_deref(), Some("utf-8"));
    assert!(page.retrieved.is_some());
    let log = seen.lock().unwrap().clone();
    assert_eq!(log.iter().filter(|l| l.starts_with("/story")).count(), 1);
    assert!(log.iter().all(|l| l.contains("khabar/")), "{log:?}");

    let fault = read(&format!("{server}/private/x"), &settings).unwrap_err();
    assert!(fault.reason.contains("robots.txt"), "{fault}");
    let fault = read(&format!("{server}/none"), &settings).unwrap_err();
    assert!(fault.reason.contains("404"), "{fault}");
}

#[test]
fn what_never_ends_is_ended() {
    let (server, _) = serve(|path| match path {
        "/robots.txt" => status("404 Not Found", ""),
        "/loop" => status("302 Found", "Location: /loop\r\n"),
        "/away" => status("302 Found", "Location: file:///etc/hostname\r\n"),
        _ => ok("text/html", &"<p>x</p>".repeat(1000)),
    });
    let settings = Settings { page_bytes: 1000, ..Settings::default() };
    for (path, reason) in [("/loop", "redirects"), ("/away", "file"), ("/large", "longer than 1000")] {
        let fault = read(&format!("{server}{path}"), &settings).unwrap_err();
        assert!(fault.reason.contains(reason), "{path}: {fault}");
    }
}

#[test]
fn a_server_in_trouble_is_left_alone() {
    let (server, seen) = serve(|_| status("503 Service Unavailable", ""));
    let fault = read(&format!("{server}/story"), &Settings::default()).unwrap_err();
    assert!(fault.reason.contains("robots.txt"), "{fault}");
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[test]
fn a_feed_at_an_address_is_its_items() {
    let (server, _) = serve(|path| match path {
        "/robots.txt" => status("404 Not Found", ""),
        _ => ok(
            "application/rss+xml",
            &format!(
                "<rss version=\"2.0\"><channel><title>s</title><item><title>عنوان</title><description>{STORY}</description></item></channel></rss>"
            ),
        ),
    });
    let page = read(&format!("{server}/feed"), &Settings::default()).unwrap();
    assert_eq!(page.title.as_deref(), Some("عنوان"));
}
