//! WARC and WET with records that are not always what their headers say; ARC.

use std::fmt::Write as _;

use super::packed::{deflate, gzip, zlib, zstandard};
use super::{Made, encoded, html, or_changed, text};
use crate::pool::Pool;
use crate::random::Random;

const KINDS: [&str; 12] = [
    "response",
    "response",
    "response",
    "response",
    "response",
    "resource",
    "conversion",
    "request",
    "revisit",
    "metadata",
    "warcinfo",
    "x-other",
];

const HEADERS: [&str; 9] = [
    "WARC-Record-ID: <urn:uuid:00000001-0000-0000-0000-000000000000>",
    "WARC-Date: 2021-11-05T10:00:00Z",
    "WARC-Date: غدا",
    "WARC-Target-URI: https://news.example/2021/11/04/pumps.html",
    "WARC-Target-URI: <https://news.example/>",
    "WARC-Truncated: length",
    "Content-Type: application/http; msgtype=response",
    "Content-Type: text/html; charset=windows-1256",
    "Content-Type: text/plain",
];
const BROKEN: [&str; 6] = [
    "Content-Type: ;;=",
    "WARC-Payload-Digest: sha1:X",
    " continued",
    "without a colon",
    "X: \u{FF}",
    "Content-Length: 3",
];

/// An archive.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let is_text = random.once_in(5);
    let mut bytes = Vec::new();
    let packing = random.below(8);
    for _ in 0..random.few(1, 4) {
        let record = record(random, pool, is_text);
        bytes.extend(match packing {
            0 => gzip(&record),
            1 => zstandard(&record),
            _ => record,
        });
        if random.once_in(12) {
            bytes.extend(random.pick(&["\r\n", "\n\n\n", "WARC/1.0\r\n\r\n", "x", "\0"]).bytes());
        }
    }
    let bytes = or_changed(bytes, random);
    let name = if is_text { "a.wet" } else { random.mostly("a.warc", &["a.warc.gz", "-"]) };
    Made::stream(name, bytes)
}

fn record(random: &mut Random, pool: &Pool, is_text: bool) -> Vec<u8> {
    let kind = if is_text && !random.once_in(4) { "conversion" } else { random.pick(&KINDS) };
    let body = match kind {
        "response" => answer(random, pool),
        "request" => b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n".to_vec(),
        "conversion" => {
            let mut words = String::new();
            for _ in 0..random.few(1, 6) {
                text::line(&mut words, random, pool);
                words.push('\n');
            }
            encoded(&words, random)
        }
        _ => page(random, pool),
    };
    let end = random.mostly("\r\n", &["\n", "\r"]);
    let mut head = String::new();
    let _ = write!(
        head,
        "{}{end}",
        random.mostly("WARC/1.0", &["WARC/1.1", "WARC/0.17", "WARC/9", "warc/1.0", "WARC/"])
    );
    let _ = write!(head, "WARC-Type: {kind}{end}");
    if kind == "response" && !random.once_in(12) {
        let _ = write!(head, "Content-Type: application/http; msgtype=response{end}");
    }
    for _ in 0..random.few(0, 7) {
        let line = if random.once_in(24) { random.pick(&BROKEN) } else { random.pick(&HEADERS) };
        let _ = write!(head, "{line}{end}");
    }
    if !random.once_in(30) {
        let length = body.len();
        let told = match random.below(60) {
            0 => "-1".to_owned(),
            1 => "18446744073709551615".to_owned(),
            2 => "x".to_owned(),
            3 => (length + 1 + random.below(100)).to_string(),
            4 => (length / 2).to_string(),
            5 => "0".to_owned(),
            6 => "99999999999999999999999".to_owned(),
            _ => length.to_string(),
        };
        let _ = write!(head, "Content-Length: {told}{end}");
    }
    head.push_str(if random.once_in(40) { "" } else { end });
    let foot = random.mostly("\r\n\r\n", &["\n\n", "", "\r\n"]);
    [head.as_bytes(), &body, foot.as_bytes()].concat()
}

/// What a server answered.
fn answer(random: &mut Random, pool: &Pool) -> Vec<u8> {
    const STATUS: [&str; 6] = [
        "HTTP/1.0 200\r\n",
        "HTTP/2 200 \r\n",
        "HTTP/1.1 404 Not Found\r\n",
        "HTTP/1.1 99999 x\r\n",
        "HTTP/1.1\r\n",
        "",
    ];
    const TYPES: [&str; 7] = [
        "text/html",
        "text/html; charset=\"windows-1256\"",
        "text/plain",
        "application/xhtml+xml",
        "image/png",
        "",
        "TEXT/HTML;charset=none",
    ];
    let mut body = page(random, pool);
    let mut head = String::from(random.mostly("HTTP/1.1 200 OK\r\n", &STATUS));
    let kind = if random.once_in(2) { "text/html; charset=utf-8" } else { random.pick(&TYPES) };
    let _ = write!(head, "Content-Type: {kind}\r\n");
    let packing = random.below(16);
    let coding = match packing {
        0 => "gzip",
        1 => "deflate",
        2 => "zstd",
        3 => "br",
        4 => "gzip, gzip",
        5 => "x-none",
        6 => "identity",
        _ => "",
    };
    if !coding.is_empty() {
        let _ = write!(head, "Content-Encoding: {coding}\r\n");
    }
    // Many headers are not true: crawlers keep those of what they have unpacked.
    if !random.once_in(3) {
        body = match packing {
            0 => gzip(&body),
            1 if random.once_in(2) => deflate(&body),
            1 => zlib(&body),
            2 => zstandard(&body),
            4 => gzip(&gzip(&body)),
            _ => body,
        };
    }
    if random.once_in(4) {
        head.push_str("Transfer-Encoding: chunked\r\n");
        if !random.once_in(4) {
            body = chunked(&body, random);
        }
    }
    head.push_str(if random.once_in(30) { "" } else { "\r\n" });
    let mut answer = head.into_bytes();
    answer.extend(body);
    answer
}

fn chunked(body: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in body.chunks(1 + random.below(body.len())) {
        let length = if random.once_in(60) { random.below(2_000) } else { chunk.len() };
        let length = if random.once_in(60) { usize::MAX } else { length };
        out.extend(format!("{length:x}{}\r\n", random.pick(&["", "", ";a=b", " "])).into_bytes());
        out.extend(chunk);
        out.extend(b"\r\n");
    }
    out.extend(random.mostly("0\r\n\r\n", &["", "0\r\nA: b\r\n\r\n", "g\r\n"]).bytes());
    out
}

fn page(random: &mut Random, pool: &Pool) -> Vec<u8> {
    let page = html::page(random, pool);
    encoded(&page, random)
}

/// An archive of the kind before WARC.
pub fn old(random: &mut Random, pool: &Pool) -> Made {
    let mut bytes = b"filedesc://old.arc 0.0.0.0 20040101000000 text/plain 76\n1 0 Archive\n\n".to_vec();
    for _ in 0..random.few(0, 3) {
        let answer = answer(random, pool);
        bytes.extend(
            format!("https://news.example/ 10.0.0.1 20040101000000 text/html {}\n", answer.len())
                .into_bytes(),
        );
        bytes.extend(answer);
        bytes.push(b'\n');
    }
    let bytes = if random.once_in(4) { gzip(&bytes) } else { bytes };
    Made::stream(random.pick(&["old.arc", "old.arc.gz", "-", "old.warc"]), or_changed(bytes, random))
}
