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
    let kinds = [
        "weather",
        "clock",
        "counter",
        "share",
        "more",
        "menu",
        "cookie",
        "copyright",
        "newsletter",
        "comments",
        "ad",
    ];
    for kind in kinds {
        let count = all.matches(&format!("furniture {kind}\t")).count();
        assert!(count >= 3, "{kind} stands on {count} lines only");
    }
    for role in ["tags", "related", "byline", "caption", "source", "dateline", "updated"] {
        let count = all.matches(&format!("\n{role}\t")).count();
        assert!(count >= 3, "{role} stands on {count} lines only");
    }
}

/// The publication line in every style, with and without its label, in text and in markup.
#[test]
fn printed_dates() {
    let printed = [
        ("4 نوفمبر 2021, 5:12:30 م", "2021-11-04T17:12:30"),
        ("الخميس 4 نوفمبر 2021 - 5:12:30 م", "2021-11-04T17:12:30"),
        ("٣١ كانون الأول ٢٠٢١", "2021-12-31"),
        ("15 ربيع الأول 1446", "2024-09-18"),
        ("١٥ ربيع الأول ١٤٤٦ هـ", "2024-09-18"),
        ("30 ديسمبر/كانون الأول 2021", "2021-12-30"),
        ("٤/١١/٢٠٢١", "2021-11-04"),
        ("04-11-2021 16:44", "2021-11-04T16:44"),
        ("2021-11-04 | 16:44", "2021-11-04T16:44"),
        ("12 جويلية 2021", "2021-07-12"),
        ("الأحد 5 شتنبر 2021 - 10:30", "2021-09-05T10:30"),
        ("04.11.2021", "2021-11-04"),
        ("منذ 3 ساعات", "2024-12-05T07:00"),
        ("منذ ساعة", "2024-12-05T09:00"),
        ("قبل يومين", "2024-12-03"),
        ("منذ 25 دقيقة", "2024-12-05T09:35"),
    ];
    let story = "أعلنت بلدية المدينة افتتاح الجسر الجديد أمام السيارات بعد عام من العمل، بحضور عدد من سكان الحي ومهندسيه.";
    for (words, wanted) in printed {
        for page in [
            format!("افتتاح الجسر الجديد\nنشر في: {words}\n{story}"),
            format!("افتتاح الجسر الجديد\n{words}\n{story}"),
            format!("<h1>افتتاح الجسر الجديد</h1><div>{words}</div><p>{story}</p><p>{story}</p>"),
            format!(
                "<h1>افتتاح الجسر الجديد</h1><span class=date>{words}</span><p>{story}</p><p>{story}</p>"
            ),
        ] {
            let input =
                Input { bytes: page.as_bytes(), retrieved: Some("2024-12-05T10:00"), ..Input::default() };
            let record = read(&input, &Options::default());
            assert_eq!(record.article.published.as_deref(), Some(wanted), "{page}");
        }
    }
}

/// A date after the fetch is the clock of the site, not the time of the story.
#[test]
fn nothing_is_published_after_it_was_fetched() {
    let story = "أعلنت بلدية المدينة افتتاح الجسر الجديد أمام السيارات بعد عام من العمل، بحضور عدد من سكان الحي ومهندسيه.";
    let page = format!(
        "<meta property=\"article:published_time\" content=\"2024-02-13T10:00\"><h1>افتتاح الجسر</h1><p>نشر في 4 نوفمبر 2021</p><p>{story}</p>"
    );
    let input = Input { bytes: page.as_bytes(), retrieved: Some("2021-11-05"), ..Input::default() };
    assert_eq!(read(&input, &Options::default()).article.published.as_deref(), Some("2021-11-04"));
}
