//! Any bytes through every reader: it ends, and nothing panics.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it finds a fault")]

use std::io::Cursor;
use std::time::{Duration, Instant};

use khabar_sources::{Settings, from_stream};
use proptest::prelude::*;

const NAMES: [&str; 13] = [
    "-", "a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.rss", "a.atom", "a.xml", "a.warc",
    "a.wet", "a.csv.gz",
];
/// Pieces that the formats are made of.
const PIECES: [&str; 40] = [
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "،",
    "\n",
    "\r\n",
    "id,title,text\n",
    "sep=;\n",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\\",
    "\\ud800",
    "NaN",
    "{\"text\":\"",
    "<rss><channel>",
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "&",
    "&nbsp;",
    "&#x0;",
    "<entry",
    "<description>",
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Length: 20\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n",
    "قال الوزير",
    "\u{FEFF}",
    "xmlns:a='http://purl.org/dc/'",
];

/// Reads all of it as every format.
fn read(bytes: &[u8]) {
    let settings = Settings::for_pages_of(1 << 12);
    for name in NAMES {
        let pages = from_stream(name, Cursor::new(bytes.to_vec()), &settings);
        // A page takes at least a byte, and an item of a feed no more than one.
        let count =
            pages.take(bytes.len() + 2).filter_map(Result::ok).filter_map(|p| p.load(&settings).ok()).count();
        assert!(count <= bytes.len(), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read(&bytes);
    }

    #[test]
    fn any_pieces(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40)) {
        read(pieces.concat().as_bytes());
    }

    #[test]
    fn any_pieces_in_utf_16(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..20)) {
        let bytes: Vec<u8> = pieces.concat().encode_utf16().flat_map(u16::to_le_bytes).collect();
        read(&bytes);
    }
}

#[test]
fn what_is_made_to_be_slow_is_not() {
    let settings = Settings::default();
    for (name, piece) in [
        ("a.csv", "\"x\",\"y\n"),
        ("a.csv", "\"\n"),
        ("a.jsonl", "{\"a\":[\n"),
        ("a.jsonl", "{\n"),
        ("a.json", "[{\"a\":{\n"),
        ("a.rss", "<!--"),
        ("a.rss", "<item><title>"),
        ("a.rss", "<![CDATA["),
        ("a.rss", "<a><b></c>"),
        ("a.xml", "<!DOCTYPE "),
    ] {
        let head = match name {
            "a.csv" => "id,text\n",
            "a.rss" => "<rss>",
            _ => "",
        };
        let bytes = format!("{head}{}", piece.repeat((2 << 20) / piece.len()));
        let start = Instant::now();
        let count = from_stream(name, Cursor::new(bytes.into_bytes()), &settings).count();
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "{name} {piece:?}: {count} in {:?}",
            start.elapsed()
        );
    }
}
