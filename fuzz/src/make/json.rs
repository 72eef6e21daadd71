//! JSON and JSONL: articles with fields as they should be, as they are, and as they must not be.

use std::fmt::Write as _;

use super::{Made, encoded, html, or_changed, or_cut, text};
use crate::pool::Pool;
use crate::random::Random;

const FIELDS: [&str; 22] = [
    "id",
    "url",
    "text",
    "html",
    "title",
    "published",
    "site",
    "retrieved",
    "النص",
    "العنوان",
    "تاريخ النشر",
    "الموقع",
    "الرابط",
    "body",
    "content",
    "date",
    "source",
    "a",
    "",
    "text ",
    "\\u0074ext",
    "charset",
];
/// Values that are no text.
const ODD: [&str; 30] = [
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "-0",
    "NaN",
    "-Infinity",
    "Infinity",
    "1636009200",
    "12345678901234567890123",
    "[]",
    "{}",
    "[\"أولا.\",\"ثانيا.\"]",
    "[1,[2]]",
    "{\"text\":\"نص\"}",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"\\x\"",
    "\"\\u00\"",
    "\"\"",
    "undefined",
    "'نص'",
    "\"\n\"",
    "\"\\u0000\"",
    "0x10",
    "01",
    ".5",
    "\"\\u202e\"",
];

/// Objects in lines, in an array, or one over many lines.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let mut out = String::new();
    match random.below(5) {
        0 => {
            out.push('[');
            for _ in 0..random.few(0, 4) {
                article(&mut out, random, pool);
                out.push_str(random.mostly(",\n", &[",", "", ",,", " "]));
            }
            out.push_str(random.mostly("]", &["", "]]", "]\n"]));
        }
        1 => deep(&mut out, random),
        _ => {
            for _ in 0..random.few(1, 4) {
                article(&mut out, random, pool);
                out.push_str(random.mostly("\n", &["\r\n", "\n\n", "", ",\n", "\nنص\n"]));
            }
        }
    }
    let out = or_cut(out, random);
    let bytes = encoded(&out, random);
    let bytes = or_changed(bytes, random);
    Made::stream(random.pick(&["a.jsonl", "a.json", "a.ndjson", "-", "a.txt"]), bytes)
}

/// An object of an article.
fn article(out: &mut String, random: &mut Random, pool: &Pool) {
    let space = random.pick(&["", "", " ", "\n ", "\t"]);
    out.push('{');
    out.push_str(space);
    for n in 0..random.few(1, 7) {
        if n > 0 {
            out.push_str(random.mostly(",", &[", ", "", ",,", ";"]));
            out.push_str(space);
        }
        let field = if n == 0 && !random.once_in(4) { "text" } else { random.pick(&FIELDS) };
        let _ = write!(out, "\"{field}\"{}", random.mostly(":", &[": ", " :", "", "="]));
        if random.once_in(if field == "text" { 16 } else { 4 }) {
            out.push_str(random.pick(&ODD));
            continue;
        }
        out.push('"');
        let mut words = String::new();
        match field {
            "published" | "retrieved" | "date" | "تاريخ النشر" => {
                words.push_str(text::stamp(random));
            }
            "html" => words = html::page(random, pool),
            "url" | "id" => words.push_str(random.mostly("https://news.example/1", &["1", "//", "a b"])),
            _ => text::line(&mut words, random, pool),
        }
        escaped(out, &words, random);
        out.push('"');
    }
    out.push_str(random.mostly("}", &[",}", "", "}}", "\n}"]));
}

/// A string as JSON writes it, mostly.
fn escaped(out: &mut String, words: &str, random: &mut Random) {
    let is_ascii = random.once_in(4);
    let is_careless = random.once_in(24);
    for c in words.chars() {
        match c {
            '"' | '\\' if !is_careless => {
                out.push('\\');
                out.push(c);
            }
            '\n' if !is_careless => out.push_str("\\n"),
            c if (c as u32) < 0x20 && !is_careless || is_ascii && !c.is_ascii() => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
    if random.once_in(24) {
        out.push_str(random.pick(&["\\ud800", "\\udfff", "\\", "\\u12", "\\ud83d\\u0041"]));
    }
}

/// Brackets within each other.
fn deep(out: &mut String, random: &mut Random) {
    let pair = random.pick(&[
        ("[", "]"),
        ("{\"a\":", "}"),
        ("[{\"a\":", "}]"),
        ("[[],", "]"),
        ("{\"text\":[", "]}"),
    ]);
    let times = random.few(1, 300);
    out.push_str(random.pick(&["", "{\"text\":\"نص\",\"a\":", "[", "{\"text\":"]));
    out.push_str(&pair.0.repeat(times));
    out.push_str(random.pick(&["", "1", "\"نص\""]));
    out.push_str(&pair.1.repeat(if random.once_in(3) { random.few(0, times) } else { times }));
    out.push_str(random.pick(&["", "}", "]", "\n{\"text\":\"قال الوزير إن العمل بدأ.\"}"]));
}

/// What a page tells of itself as JSON-LD.
pub fn linked(out: &mut String, random: &mut Random, pool: &Pool) {
    let graph = random.once_in(4);
    out.push_str(if graph {
        "{\"@context\":\"https://schema.org\",\"@graph\":["
    } else {
        random.pick(&["", "", "[", "/* */"])
    });
    for n in 0..random.few(1, 3) {
        if n > 0 {
            out.push(',');
        }
        thing(out, random, pool, 0);
    }
    out.push_str(if graph { "]}" } else { random.pick(&["", "", "]", ";"]) });
}

fn thing(out: &mut String, random: &mut Random, pool: &Pool, depth: usize) {
    const KEYS: [&str; 18] = [
        "headline",
        "datePublished",
        "dateModified",
        "dateCreated",
        "author",
        "publisher",
        "articleBody",
        "description",
        "name",
        "@id",
        "mainEntityOfPage",
        "isPartOf",
        "liveBlogUpdate",
        "image",
        "keywords",
        "inLanguage",
        "articleSection",
        "uploadDate",
    ];
    const KINDS: [&str; 8] = [
        "NewsArticle",
        "LiveBlogPosting",
        "WebPage",
        "Person",
        "NewsMediaOrganization",
        "VideoObject",
        "BreadcrumbList",
        "x",
    ];
    out.push_str("{\"@type\":");
    let kind = random.pick(&KINDS);
    let (open, close) = if random.once_in(4) { ("[", ",\"Thing\"]") } else { ("", "") };
    let _ = write!(out, "{open}\"{kind}\"{close}");
    for _ in 0..random.few(0, 6) {
        let key = random.pick(&KEYS);
        let _ = write!(out, ",\"{key}\":");
        if depth < 4 && random.once_in(5) {
            thing(out, random, pool, depth + 1);
            continue;
        }
        if random.once_in(5) {
            out.push_str(random.pick(&ODD));
            continue;
        }
        let mut words = String::new();
        if key.starts_with("date") || key == "uploadDate" {
            words.push_str(text::stamp(random));
        } else {
            text::sentence(&mut words, random, pool);
        }
        out.push('"');
        escaped(out, &words, random);
        out.push('"');
    }
    out.push_str(random.mostly("}", &["", ",}"]));
}
