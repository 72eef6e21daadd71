//! The formats that are not tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it finds a fault"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use khabar::record::{EventStatus, Layer};
use khabar::{Input, Options, Record, read};
use khabar_export::{ftm, gdelt, gold, jsonl, jsonld};
use proptest::prelude::*;
use serde_json::Value;

fn lines(write: impl Fn(&mut Vec<u8>, &Record)) -> Vec<String> {
    let mut out = Vec::new();
    for record in common::records() {
        write(&mut out, &record);
    }
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn jsonl_reads_back() {
    let lines = lines(|out, record| jsonl::write(out, record).unwrap());
    let back: Vec<Record> = lines.iter().map(|l| Record::from_json(l).unwrap()).collect();
    assert_eq!(back, common::records());
}

#[test]
fn gdelt_rows_have_every_column() {
    let lines = lines(|out, record| gdelt::write(out, record).unwrap());
    let actual =
        common::records().iter().flat_map(|r| &r.events).filter(|e| e.status == EventStatus::Actual).count();
    assert_eq!(lines.len(), actual);
    let mut numbers = BTreeSet::new();
    let column = |name: &str| gdelt::COLUMNS.iter().position(|c| *c == name).unwrap();
    for line in &lines {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), gdelt::COLUMNS.len());
        assert!(numbers.insert(cells[0].parse::<i64>().unwrap()), "two events of one number");
        assert!(["2021", "2022"].contains(&cells[column("Year")]), "{line}");
        assert_eq!(cells[column("SOURCEURL")], "https://example.org/news/1");
    }
    let assault =
        lines.iter().find(|l| l.split('\t').nth(column("EventRootCode")) == Some("18")).expect("an assault");
    let cells: Vec<&str> = assault.split('\t').collect();
    assert_eq!((cells[column("QuadClass")], cells[column("GoldsteinScale")]), ("4", "-9.0"));
    let accuse = lines
        .iter()
        .find(|l| l.split('\t').nth(column("EventRootCode")) == Some("11"))
        .expect("an accusation");
    assert_eq!(accuse.split('\t').nth(column("Actor1CountryCode")), Some("IRQ"));
}

/// What each schema of FollowTheMoney may hold, of what is written here.
fn known(schema: &str) -> &'static [&'static str] {
    match schema {
        "Article" => &[
            "title",
            "author",
            "publisher",
            "publishedAt",
            "modifiedAt",
            "retrievedAt",
            "sourceUrl",
            "language",
            "mimeType",
            "encoding",
            "bodyText",
        ],
        "Person" => &["name", "alias", "country", "position"],
        "Organization" => &["name", "alias", "country"],
        "Mention" => &["document", "resolved", "name", "detectedSchema", "contextCountry"],
        "Event" => &[
            "name",
            "keywords",
            "date",
            "location",
            "country",
            "organizer",
            "involved",
            "summary",
            "sourceUrl",
            "proof",
        ],
        other => panic!("no schema of ours: {other}"),
    }
}

#[test]
fn ftm_entities_are_whole() {
    let lines = lines(|out, record| ftm::write(out, record, |e| e.name.clone()).unwrap());
    let all: Vec<Value> = lines.iter().map(|l| serde_json::from_str(l).unwrap()).collect();
    let schema_of: BTreeMap<&str, &str> =
        all.iter().map(|e| (e["id"].as_str().unwrap(), e["schema"].as_str().unwrap())).collect();
    let mut seen = BTreeSet::new();
    for entity in &all {
        let schema = entity["schema"].as_str().unwrap();
        seen.insert(schema);
        for (name, values) in entity["properties"].as_object().unwrap() {
            assert!(known(schema).contains(&name.as_str()), "{schema}.{name}");
            assert!(values.as_array().unwrap().iter().all(Value::is_string), "{schema}.{name}");
            let range = match name.as_str() {
                "document" | "proof" => &["Article"][..],
                "resolved" | "organizer" | "involved" => &["Person", "Organization"],
                _ => continue,
            };
            for id in values.as_array().unwrap() {
                assert!(range.contains(&schema_of[id.as_str().unwrap()]), "{schema}.{name}");
            }
        }
    }
    assert_eq!(seen, BTreeSet::from(["Article", "Event", "Mention", "Organization", "Person"]));
}

#[test]
fn json_ld_is_a_news_article() {
    let lines = lines(|out, record| jsonld::write(out, record).unwrap());
    let article: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(
        (&article["@context"], &article["@type"]),
        (&"https://schema.org".into(), &"NewsArticle".into())
    );
    assert_eq!(article["headline"], "العراق يعلن وصول 140 مضخة إلى البصرة");
    assert_eq!(article["datePublished"], "2021-11-04T16:44");
    assert!(article["articleBody"].as_str().unwrap().starts_with("أعلنت وزارة الموارد المائية"));
    let places: Vec<&Value> =
        article["mentions"].as_array().unwrap().iter().filter(|m| m["@type"] == "Place").collect();
    assert!(places.iter().any(|p| p["identifier"] == "iso3166:IQ"), "{places:?}");
    let undated: Value = serde_json::from_str(&lines[2]).unwrap();
    assert_eq!(undated.get("datePublished"), None);
}

#[test]
fn gold_lists_the_reviewed_layers_and_no_others() {
    let record = &common::records()[0];
    let page = gold::gold(&record.to_wire().unwrap(), &[Layer::Statements]).unwrap();
    let names: BTreeSet<&str> = page.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, BTreeSet::from(["article", "blocks", "statements"]));
    let statement = &page["statements"][0];
    assert!(statement.get("id").is_none() && statement.get("by").is_none());
    assert!(statement["content"]["text"].is_string());
}

fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("KHABAR_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    named.or(Some(beside)).filter(|p| p.join("gold/validate.py").exists())
}

#[test]
fn gold_pages_pass_the_check_of_the_gold_folder() {
    let folder = tempfile::tempdir().unwrap();
    let names: BTreeSet<String> =
        common::records().iter().map(|r| gold::write(folder.path(), r, &gold::layers()).unwrap()).collect();
    assert_eq!(names.len(), 3);
    let Some(shared) = shared() else {
        eprintln!("skipped: no shared folder with gold/validate.py (set KHABAR_SHARED)");
        return;
    };
    let run =
        Command::new("python3").arg(shared.join("gold/validate.py")).arg("check").arg(folder.path()).output();
    let Ok(run) = run else {
        eprintln!("skipped: python3 is not here");
        return;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

proptest! {
    /// Whatever a page says, every format can be written, GDELT rows keep their columns and gold spans their words.
    #[test]
    fn any_page_can_be_written(text in "[ا-ي «»\"\t\n،.0-9🌊]{0,200}") {
        let record = read(&Input { bytes: text.as_bytes(), id: Some("x"), ..Input::default() }, &Options::default());
        let mut out = Vec::new();
        gdelt::write(&mut out, &record).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            prop_assert_eq!(line.split('\t').count(), 61);
        }
        let mut out = Vec::new();
        ftm::write(&mut out, &record, |e| e.name.clone()).unwrap();
        jsonld::write(&mut out, &record).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            prop_assert!(serde_json::from_str::<Value>(line).is_ok());
        }
        let page = gold::gold(&record.to_wire().unwrap(), &gold::layers()).unwrap();
        for quantity in page["quantities"].as_array().unwrap() {
            let at = |key: &str| quantity[key].as_u64().unwrap() as usize;
            let words: String = record.text.chars().skip(at("start")).take(at("end") - at("start")).collect();
            prop_assert_eq!(quantity["text"].as_str().unwrap(), words);
        }
    }
}
