//! The pages of `spec/pages/`: whole pages in the image of real sites, and what every line of them is.
//!
//! `NAME.html` or `NAME.txt` is the page, `NAME.blocks` what must come out: fields of the article as `field: value`,
//! warnings by their beginning as `warning: …`, `retrieved: …` where a crawl time is given, then every line of the page
//! as `role`, for furniture its kind, a tab, and the words. Nothing may be missing, and nothing besides.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it finds a fault")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use khabar::{Input, Media, Options, Record, read};

const FIELDS: [&str; 8] =
    ["title", "subtitle", "byline", "published", "updated", "site", "section", "language"];

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/pages");
    let mut pages: Vec<_> =
        fs::read_dir(folder).expect("spec/pages is there").map(|e| e.expect("readable").path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e != "blocks"));
    pages.sort();
    pages
}

/// What came out, in the form of a `.blocks` file.
fn told(record: &Record, retrieved: Option<&str>) -> String {
    let article = &record.article;
    let values = [
        &article.title,
        &article.subtitle,
        &article.byline,
        &article.published,
        &article.updated,
        &article.site,
        &article.section,
        &article.language,
    ];
    let mut out = String::new();
    if let Some(retrieved) = retrieved {
        let _ = writeln!(out, "retrieved: {retrieved}");
    }
    for (field, value) in FIELDS.into_iter().zip(values) {
        if let Some(value) = value {
            let _ = writeln!(out, "{field}: {value}");
        }
    }
    for warning in &record.warnings {
        let _ = writeln!(out, "warning: {warning}");
    }
    for block in &record.blocks {
        let role = serde_json::to_value(block.role).expect("a role has a name");
        let kind = block.kind.as_deref().map(|k| format!(" {k}")).unwrap_or_default();
        let _ = writeln!(out, "{}{kind}\t{}", role.as_str().unwrap_or_default(), block.span.of(&record.text));
    }
    out
}

#[test]
fn every_line_of_every_page_has_its_role() {
    let mut faults = String::new();
    let pages = pages();
    assert!(pages.len() >= 17, "only {} pages were found", pages.len());
    for page in &pages {
        let wanted = fs::read_to_string(page.with_extension("blocks")).expect("every page has its .blocks");
        let retrieved = wanted.lines().next().and_then(|l| l.strip_prefix("retrieved: "));
        let bytes = fs::read(page).expect("readable");
        let media = if page.extension().is_some_and(|e| e == "html") { Media::Html } else { Media::Text };
        let input = Input { bytes: &bytes, media, retrieved, ..Input::default() };
        let found = told(&read(&input, &Options::default()), retrieved);
        let mut lines = (wanted.lines(), found.lines());
        loop {
            match (lines.0.next(), lines.1.next()) {
                (None, None) => break,
                (wanted, found) if wanted == found => {}
                (wanted, found) => {
                    let name = page.file_name().unwrap_or_default().display();
                    let _ = writeln!(
                        faults,
                        "{name}:\n  wanted {}\n  found  {}",
                        wanted.unwrap_or("nothing more"),
                        found.unwrap_or("nothing more")
                    );
                    break;
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// The furniture that a page may carry; each kind stands on at least three lines of the pages.
#[test]
fn every_kind_of_furniture_is_tried() {
    let mut all = String::new();
    for page in pages() {
        all += &fs::read_to_string(page.with_extension("blocks")).expect("every page has its .blocks");
    }
    let kinds =
        ["weather", "clock", "counter", "share", "more", "menu", "cookie", "copyright", "newsletter", "comments", "ad"];
    for kind in kinds {
        let count = all.matches(&format!("furniture {kind}\t")).count();
        assert!(count >= 3, "{kind} stands on {count} lines only");
    }
    for role in ["tags", "related", "byline", "caption", "source", "dateline", "updated"] {
        let count = all.matches(&format!("\n{role}\t")).count();
        assert!(count >= 3, "{role} stands on {count} lines only");
    }
}
