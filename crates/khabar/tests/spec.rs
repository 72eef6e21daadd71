//! The Markdown suites of `spec/`: an Arabic page, and what must come out of it.
//!
//! ```text
//! published: 2021-11-04T16:44:29        the reference time of the cases below (`-` for none)
//! > أعلنت بغداد، الخميس، إجلاء 2100 شحنة.   the page, a line for each `>`
//! - times «الخميس» value=2021-11-04      a fact: its words and some of its fields
//! - no quantities                       nothing of this layer
//! ```
//! A layer that a case names must hold exactly the facts listed, so every case says what must not match, too. A field is
//! `key=word` or `key=«words»`, `key=-` where it must be absent; spans are given by their words.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds a fault"
)]

use std::fmt::Write as _;
use std::path::Path;

use khabar::{Input, Media, Options, read};
use serde_json::Value;

struct Case {
    place: String,
    published: Option<String>,
    page: String,
    expected: Vec<Expected>,
}

struct Expected {
    place: String,
    layer: String,
    /// `None`: the layer must be empty.
    words: Option<String>,
    fields: Vec<(String, String)>,
}

#[test]
fn spec_suites() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let mut files: Vec<_> =
        std::fs::read_dir(&root).expect("spec/ is there").map(|e| e.expect("readable").path()).collect();
    files.sort();
    let (mut cases, mut faults) = (0, String::new());
    // That of syntax says other things: `tests/syntax.rs`.
    let is_suite = |f: &&std::path::PathBuf| {
        f.extension().is_some_and(|e| e == "md") && f.file_stem().is_none_or(|n| n != "syntax")
    };
    for file in files.iter().filter(is_suite) {
        let name = file.file_name().expect("a file").to_string_lossy().into_owned();
        for case in parse(&name, &std::fs::read_to_string(file).expect("readable")) {
            cases += 1;
            check(&case, &mut faults);
        }
    }
    assert!(cases > 50, "only {cases} cases were found");
    assert!(faults.is_empty(), "\n{faults}");
}

fn parse(file: &str, source: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let (mut published, mut in_page) = (None, false);
    for (number, line) in source.lines().enumerate() {
        let place = format!("{file}:{}", number + 1);
        if let Some(time) = line.strip_prefix("published:") {
            published = Some(time.trim().to_owned()).filter(|t| t != "-");
        } else if let Some(text) = line.strip_prefix('>') {
            let text = text.strip_prefix(' ').unwrap_or(text);
            match cases.last_mut().filter(|_| in_page) {
                Some(case) => case.page = format!("{}\n{text}", case.page),
                None => cases.push(Case {
                    place,
                    published: published.clone(),
                    page: text.to_owned(),
                    expected: vec![],
                }),
            }
            in_page = true;
            continue;
        } else if let Some(fact) = line.strip_prefix("- ") {
            let case = cases.last_mut().unwrap_or_else(|| panic!("{place}: a fact before any page"));
            case.expected.push(expected(&place, fact));
        }
        in_page = false;
    }
    cases
}

fn expected(place: &str, fact: &str) -> Expected {
    let (layer, rest) = fact.split_once(' ').unwrap_or((fact, ""));
    if layer == "no" {
        return Expected {
            place: place.to_owned(),
            layer: rest.trim().to_owned(),
            words: None,
            fields: vec![],
        };
    }
    let rest =
        rest.trim().strip_prefix('«').unwrap_or_else(|| panic!("{place}: «words» wanted after the layer"));
    let (words, mut rest) = rest.split_once('»').unwrap_or_else(|| panic!("{place}: » is missing"));
    let mut fields = Vec::new();
    while let Some((key, value)) = rest.split_once('=') {
        let (value, more) = match value.strip_prefix('«') {
            Some(value) => value.split_once('»').unwrap_or_else(|| panic!("{place}: » is missing")),
            None => value.split_once(' ').unwrap_or((value, "")),
        };
        fields.push((key.trim().to_owned(), value.to_owned()));
        rest = more;
    }
    Expected { place: place.to_owned(), layer: layer.to_owned(), words: Some(words.to_owned()), fields }
}

fn check(case: &Case, faults: &mut String) {
    let media = if case.page.starts_with('<') { Media::Html } else { Media::Text };
    let input = Input {
        bytes: case.page.as_bytes(),
        media,
        published: case.published.as_deref(),
        ..Input::default()
    };
    let record = read(&input, &Options::default()).to_wire().expect("sound spans");
    let record = serde_json::to_value(record).expect("serialisable");
    let mut layers: Vec<&str> = case.expected.iter().map(|e| e.layer.as_str()).collect();
    layers.dedup();
    for layer in layers {
        if layer == "article" {
            continue;
        }
        let listed: Vec<&Expected> =
            case.expected.iter().filter(|e| e.layer == layer && e.words.is_some()).collect();
        let found = record
            .get(layer)
            .and_then(Value::as_array)
            .unwrap_or_else(|| panic!("{}: no layer «{layer}»", case.place));
        for fact in found {
            let words = words_of(layer, fact, &record);
            if !listed.iter().any(|e| e.words.as_deref() == Some(&words)) {
                let _ = writeln!(faults, "{}: {layer} «{words}» must not be there: {fact}", case.place);
            }
        }
        for expected in listed {
            let fits = |fact: &&Value| Some(words_of(layer, fact, &record)) == expected.words;
            let same: Vec<&Value> = found.iter().filter(fits).collect();
            let wrong =
                |fact: &Value| expected.fields.iter().any(|(key, value)| shown(fact.get(key)) != *value);
            match same.as_slice() {
                [] => {
                    let _ = writeln!(
                        faults,
                        "{}: {layer} «{}» is missing",
                        expected.place,
                        expected.words.as_deref().unwrap_or_default()
                    );
                }
                facts if facts.iter().all(|f| wrong(f)) => {
                    let _ = writeln!(faults, "{}: {layer} has other fields: {}", expected.place, facts[0]);
                }
                _ => {}
            }
        }
    }
    for expected in case.expected.iter().filter(|e| e.layer == "article") {
        for (key, value) in &expected.fields {
            let found = shown(record["article"].get(key));
            if found != *value {
                let _ = writeln!(faults, "{}: article.{key} is «{found}»", expected.place);
            }
        }
    }
}

/// The words that a case names a fact by.
fn words_of(layer: &str, fact: &Value, record: &Value) -> String {
    let part = match layer {
        "statements" => &fact["content"],
        "events" => &fact["trigger"],
        "commitments" => &fact["action"],
        "roles" => &fact["role"],
        _ => fact,
    };
    if layer == "blocks" || layer == "sentences" {
        let at = |key: &str| part[key].as_u64().unwrap_or_default() as usize;
        let text = record["text"].as_str().unwrap_or_default();
        return text.chars().skip(at("start")).take(at("end") - at("start")).collect();
    }
    part.get("text").or_else(|| part.get("name")).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A field as a case writes it.
fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(s)) => s.clone(),
        Some(Value::Object(o)) => o.get("text").and_then(Value::as_str).unwrap_or_default().to_owned(),
        Some(other) => other.to_string().trim_end_matches(".0").to_owned(),
    }
}
