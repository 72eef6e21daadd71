//! Every kind of input, plain and packed, read from disk.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it finds a fault")]

use std::fs;
use std::io::Write as _;
use std::path::Path;

use khabar::{Media, Options};
use khabar_sources::{Error, Page, Settings, pages};
use tempfile::TempDir;

const STORY: &str = "قالت وزارة الموارد المائية إن المضخات وصلت إلى البصرة أمس، وإن العمل يبدأ غدا.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read(inputs: &[&Path], settings: &Settings) -> Vec<Result<Page, Error>> {
    let inputs: Vec<String> = inputs.iter().map(|p| p.display().to_string()).collect();
    pages(&inputs, settings).map(|p| p.and_then(|p| p.load(settings))).collect()
}

fn one_file(name: &str, content: &[u8]) -> Vec<Result<Page, Error>> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    read(&[&path], &Settings::default())
}

fn good(pages: Vec<Result<Page, Error>>) -> Vec<Page> {
    pages.into_iter().map(Result::unwrap).collect()
}

#[test]
fn a_folder_is_searched_for_all_that_may_be_pages() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    file("a.txt", STORY.as_bytes());
    file("b/c.html.gz", &gzip(format!("<p>{STORY}</p>").as_bytes()));
    file(
        "b/d.jsonl.zst",
        &zstd::encode_all(format!("{{\"id\":\"d1\",\"text\":\"{STORY}\"}}").as_bytes(), 3).unwrap(),
    );
    file("b/picture.png", b"\x89PNG");
    let found = good(read(&[folder.path()], &Settings::default()));
    let ids: Vec<_> = found.iter().map(|p| p.id.as_deref().unwrap()).collect();
    assert_eq!(ids, ["a", "c", "d1"]);
    assert_eq!(found[1].media, Media::Html);
    let empty = TempDir::new().unwrap();
    let fault = read(&[empty.path()], &Settings::default()).remove(0).unwrap_err();
    assert!(fault.reason.contains(".warc"), "{fault}");
}

#[test]
fn what_is_no_page_is_an_error_in_its_place() {
    let faults = [
        ("empty.txt", &b"  \n"[..], "no text in it"),
        ("program.txt", b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", "NUL"),
        ("bomb.html.gz", &gzip(&vec![b'<'; 64 << 20]), "bomb"),
        ("broken.html.gz", &gzip(STORY.repeat(1000).as_bytes())[..60], ""),
        ("other.xml", b"<?xml version='1.0'?><data/>", "no"),
        ("broken.rss", b"<rss><channel><item>", ""),
    ];
    for (name, bytes, reason) in faults {
        let found = one_file(name, bytes);
        if name == "other.xml" {
            // XML that is no feed is a page of markup.
            assert!(found[0].is_ok(), "{found:?}");
            continue;
        }
        let fault = found.into_iter().find_map(Result::err).unwrap_or_else(|| panic!("{name} was read"));
        assert!(fault.reason.contains(reason) && fault.place.contains(name), "{fault}");
    }
    let mixed = one_file(
        "mixed.jsonl",
        format!("{{\"text\":\"{STORY}\"}}\n{{\n\n{{\"text\":\"{STORY}\"}}").as_bytes(),
    );
    let found: Vec<bool> = mixed.iter().map(Result::is_ok).collect();
    assert_eq!(found, [true, false, true]);
    assert!(mixed[1].as_ref().unwrap_err().place.ends_with("mixed.jsonl:2"));
}

#[test]
fn tables_with_columns_of_any_name() {
    let csv =
        format!("number;headline;body;date\n1;عنوان أول;\"{STORY}\";2021-11-04\n2;عنوان ثان;;2021-11-05\n");
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("news.csv");
    fs::write(&path, &csv).unwrap();
    let settings = Settings {
        columns: "id=number,title=headline,text=body,published=date".parse().unwrap(),
        ..Settings::default()
    };
    let found = read(&[&path], &settings);
    let first = found[0].as_ref().unwrap();
    assert_eq!(
        (first.id.as_deref(), first.title.as_deref(), first.published.as_deref()),
        (Some("1"), Some("عنوان أول"), Some("2021-11-04"))
    );
    assert!(found[1].as_ref().unwrap_err().reason.contains("body"));
    let fault = read(&[&path], &Settings::default()).remove(0).unwrap_err();
    assert!(fault.reason.contains("number, headline"), "{fault}");
}

#[test]
fn feeds_of_three_kinds() {
    let rss = format!(
        "<?xml version=\"1.0\" encoding=\"windows-1256\"?><rss version=\"2.0\"><channel><title>موقع</title>
        <item><title>عنوان أول</title><link>https://s.example/1</link><guid>g1</guid>
        <pubDate>Thu, 04 Nov 2021 01:30:00 +0300</pubDate><description><![CDATA[<p>{STORY}</p>]]></description></item>
        <item><title>عنوان ثان</title><guid>g2</guid><pubDate>الخميس 4 نوفمبر 2021</pubDate><description>{STORY}</description></item>
        </channel></rss>"
    );
    let (legacy, _, lost) = encoding_rs::WINDOWS_1256.encode(&rss);
    assert!(!lost);
    let found = good(one_file("news.rss", &legacy));
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0].published.as_deref(),
        Some("2021-11-04T01:30:00+03:00"),
        "the zone, and the day, stay"
    );
    assert_eq!((found[0].media, found[0].site.as_deref()), (Media::Html, Some("موقع")));
    assert_eq!(found[1].published.as_deref(), Some("2021-11-04"));
    assert_eq!((found[1].title.as_deref(), found[1].id.as_deref()), (Some("عنوان ثان"), Some("g2")));

    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>موقع</title><id>f</id><updated>2021-11-04T10:00:00Z</updated>
        <entry><title>عنوان</title><id>a1</id><link href=\"https://s.example/a1\"/><published>2021-11-04T12:00:00+03:00</published>
        <updated>2021-11-05T12:00:00+03:00</updated><content type=\"html\">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>"
    );
    let found = good(one_file("news.xml", atom.as_bytes()));
    assert_eq!(found[0].published.as_deref(), Some("2021-11-04T12:00:00+03:00"));
    assert_eq!(found[0].uri.as_deref(), Some("https://s.example/a1"));

    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"موقع\", \"items\": [{{\"id\": \"j1\",
        \"title\": \"عنوان\", \"date_published\": \"2021-11-04T12:00:00+03:00\", \"content_html\": \"<p>{STORY}</p>\"}}]}}"
    );
    let found = good(one_file("feed.json", json.as_bytes()));
    assert_eq!(
        (found[0].id.as_deref(), found[0].published.as_deref()),
        (Some("j1"), Some("2021-11-04T12:00:00+03:00"))
    );
    let record = khabar::read(&found[0].input(), &Options::default());
    assert_eq!(record.article.title.as_deref(), Some("عنوان"));
    assert!(record.text.starts_with("عنوان\n"), "the title is the first line");
}

/// A record of an archive.
fn member(kind: &str, content_type: &str, uri: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{:08}-0000-0000-0000-000000000000>\r\nWARC-Date: 2021-11-05T10:00:00Z\r\n\
         WARC-Target-URI: {uri}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        content.len(),
        content.len()
    )
    .into_bytes();
    out.extend_from_slice(content);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status}\r\n{headers}\r\n\r\n").into_bytes();
    out.extend_from_slice(body);
    out
}

fn archive() -> Vec<Vec<u8>> {
    let http = "application/http; msgtype=response";
    let html = format!("<html><body><h1>عنوان</h1><p>{STORY}</p></body></html>");
    let (legacy, ..) = encoding_rs::WINDOWS_1256.encode(&html);
    let packed = gzip(html.as_bytes());
    vec![
        member("warcinfo", "application/warc-fields", "", b"software: test\r\n"),
        member(
            "request",
            "application/http; msgtype=request",
            "https://s.example/1",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        member(
            "response",
            http,
            "https://s.example/1",
            &response("200 OK", "Content-Type: text/html; charset=windows-1256", &legacy),
        ),
        member(
            "response",
            http,
            "https://s.example/2",
            &response("404 Not Found", "Content-Type: text/html", b"<p>none</p>"),
        ),
        member(
            "response",
            http,
            "https://s.example/3",
            &response("200 OK", "Content-Type: image/png", b"\x89PNG\0\0"),
        ),
        member(
            "response",
            http,
            "https://s.example/4",
            &response("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip", &packed),
        ),
        member("conversion", "text/plain", "https://s.example/5", STORY.as_bytes()),
    ]
}

#[test]
fn archives_plain_and_packed_give_pages_with_their_place() {
    let members = archive();
    let packed: Vec<Vec<u8>> = members.iter().map(|m| gzip(m)).collect();
    for (name, members) in [("a.warc", members), ("a.warc.gz", packed)] {
        let found = good(one_file(name, &members.concat()));
        let uris: Vec<_> = found.iter().map(|p| p.uri.as_deref().unwrap()).collect();
        assert_eq!(uris, ["https://s.example/1", "https://s.example/4", "https://s.example/5"], "{name}");
        let starts: Vec<u64> = found.iter().map(|p| p.archive.as_ref().unwrap().offset).collect();
        let place = |n: usize| members.iter().take(n).map(|m| m.len() as u64).sum::<u64>();
        assert_eq!(starts, [place(2), place(5), place(6)], "{name}");
        for page in &found {
            let record = khabar::read(&page.input(), &Options::default());
            assert!(record.text.contains(STORY), "{name}: {}", record.text);
            assert_eq!(record.source.retrieved.as_deref(), Some("2021-11-05T10:00:00Z"));
        }
    }
}

#[test]
fn an_archive_that_was_cut_says_so() {
    let members = archive();
    let packed: Vec<Vec<u8>> = members.iter().map(|m| gzip(m)).collect();
    let is_page = [false, false, true, false, false, true, true];
    for (name, members, tail, head) in [("a.warc", &members, 4, 0), ("a.warc.gz", &packed, 12, 100)] {
        let whole = members.concat();
        let ends: Vec<usize> = members
            .iter()
            .scan(0, |end, m| {
                *end += m.len();
                Some(*end)
            })
            .collect();
        for cut in (0..whole.len()).step_by(23) {
            let found = one_file(name, &whole[..cut]);
            // What is behind a record's content (line ends, the sum of a packed member) may be missing.
            let came = |end: &&usize| **end <= cut + tail;
            let least = ends.iter().take_while(|end| **end <= cut).count();
            let most = ends.iter().take_while(came).count();
            let pages = |n: usize| is_page.iter().take(n).filter(|p| **p).count();
            let good = found.iter().filter(|p| p.is_ok()).count();
            assert!((pages(least)..=pages(most)).contains(&good), "{name} {cut}: {good}");
            // Nor can it be told where a record has not begun: a packed one gives nothing in its first bytes.
            let is_between = ends.iter().any(|&end| (end..=end + tail + head).contains(&(cut + tail)));
            let fault = found.last().and_then(|last| last.as_ref().err());
            assert!(is_between || fault.is_some(), "{name} {cut} {found:?}");
        }
    }
    let found = one_file("b.warc", &[&archive().concat()[..], b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://s.example/9\r\nContent-Type: application/http\r\nContent-Length: 400\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x"].concat());
    let fault = found.last().unwrap().as_ref().unwrap_err();
    assert_eq!(fault.uri.as_deref(), Some("https://s.example/9"));
    assert!(fault.archive.as_ref().unwrap().offset > 0 && fault.reason.contains("was cut"), "{fault}");
}

#[test]
fn a_broken_archive_gives_what_came_before() {
    let mut bytes = archive().concat();
    bytes.truncate(bytes.len() - 60);
    bytes.extend_from_slice(b"WARC/1.0\r\nnonsense");
    let found = one_file("a.warc", &bytes);
    assert_eq!(found.iter().filter(|p| p.is_ok()).count(), 2, "{found:?}");
    assert!(found.last().unwrap().is_err(), "{found:?}");
    let bomb = gzip(&vec![b' '; 64 << 20]);
    let http = "application/http; msgtype=response";
    let bomb = member(
        "response",
        http,
        "https://s.example/b",
        &response("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip", &bomb),
    );
    let found = one_file("b.warc", &[bomb, archive().concat()].concat());
    assert!(found[0].as_ref().unwrap_err().reason.contains("bomb"));
    assert_eq!(found.iter().filter(|p| p.is_ok()).count(), 3, "the pages behind it still come");
}
