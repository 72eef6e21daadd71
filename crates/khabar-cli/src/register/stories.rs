//! `khabar stories` and `khabar story`: pages that tell of the same thing, and the figures in which they differ.

use anyhow::Result;
use khabar::Record;
use khabar_register::store::{Page, Reader};
use khabar_stories::figures::{differing, figures};
use khabar_stories::story::{self, Settings, StoryPage, entity_key};
use serde::Serialize;

use super::args;
use super::print::{Column, print};
use super::reader;
use crate::outcome::Outcome;

/// A story as it is listed.
#[derive(Serialize)]
struct Listed {
    story: String,
    pages: usize,
    reports: usize,
    published: Option<String>,
    title: Option<String>,
}

/// A page of a story.
#[derive(Serialize)]
struct Report<'a> {
    page: i64,
    /// The page it copies, where it is a copy.
    copy_of: Option<i64>,
    published: Option<&'a str>,
    site: Option<&'a str>,
    title: Option<&'a str>,
}

/// A figure that does not agree with another of the story.
#[derive(Serialize)]
struct Differing {
    /// Counts the differences; figures of one number disagree.
    difference: usize,
    page: String,
    published: Option<String>,
    words: String,
    thing: String,
}

/// The current pages and what stories are made of; pages without a story stand alone.
fn told(reader: &Reader) -> Result<(Vec<Page>, Vec<story::Story>)> {
    let pages = reader.pages()?;
    let mut features = Vec::with_capacity(pages.len());
    for page in &pages {
        let mut told = StoryPage::of(&Record::from_wire(reader.record(page.page)?)?, entity_key);
        // Records of two sites may share an id; the page's number in the register is its own.
        told.id = format!("{}#{}", told.id, page.page);
        features.push(told);
    }
    let stories = story::stories(&features, &Settings::default());
    Ok((pages, stories))
}

pub fn list(args: &args::Stories) -> Result<Outcome> {
    const COLUMNS: [Column; 5] = [
        ("القصة", "story"),
        ("الصفحات", "pages"),
        ("الروايات", "reports"),
        ("أول نشر", "published"),
        ("العنوان", "title"),
    ];
    const FIELDS: [&str; 5] = ["story", "pages", "reports", "published", "title"];
    let (pages, mut stories) = told(&reader(&args.asked)?)?;
    stories.retain(|s| s.len() >= args.least);
    stories.sort_by_key(|s| std::cmp::Reverse(s.len()));
    stories.truncate(args.limit.unwrap_or(usize::MAX));
    let listed: Vec<Listed> = stories
        .iter()
        .map(|s| {
            let first = s.pages.first().and_then(|t| pages.get(t.page));
            Listed {
                story: s.id.clone(),
                pages: s.len(),
                reports: s.pages.len(),
                published: first.and_then(|p| p.published.clone()),
                title: first.and_then(|p| p.title.clone()),
            }
        })
        .collect();
    print(&args.asked, &COLUMNS, &FIELDS, &listed)
}

pub fn show(args: &args::Story) -> Result<Outcome> {
    const COLUMNS: [Column; 5] = [
        ("الصفحة", "page"),
        ("نسخة عن", "copy_of"),
        ("النشر", "published"),
        ("الموقع", "site"),
        ("العنوان", "title"),
    ];
    const FIELDS: [&str; 5] = ["page", "copy_of", "published", "site", "title"];
    let reader = reader(&args.asked)?;
    let (pages, stories) = told(&reader)?;
    let Some(story) = stories.iter().find(|s| s.id == args.id) else {
        return Ok(Outcome::refused(&format!(
            "no story is called «{}»; `khabar stories` lists them",
            args.id
        )));
    };
    if args.figures {
        return differences(args, &reader, &pages, story);
    }
    let report = |n: usize, copy_of: Option<i64>| {
        let page = pages.get(n)?;
        Some(Report {
            page: page.page,
            copy_of,
            published: page.published.as_deref(),
            site: page.site.as_deref(),
            title: page.title.as_deref(),
        })
    };
    let mut reports = Vec::new();
    for told in &story.pages {
        let first = pages.get(told.page).map(|p| p.page);
        reports.extend(report(told.page, None));
        reports.extend(told.copies.iter().filter_map(|&copy| report(copy, first)));
    }
    print(&args.asked, &COLUMNS, &FIELDS, &reports)
}

fn differences(args: &args::Story, reader: &Reader, pages: &[Page], story: &story::Story) -> Result<Outcome> {
    const COLUMNS: [Column; 5] = [
        ("الخلاف", "difference"),
        ("الصفحة", "page"),
        ("النشر", "published"),
        ("الرقم", "words"),
        ("ما يعده", "thing"),
    ];
    const FIELDS: [&str; 5] = ["difference", "page", "published", "words", "thing"];
    let mut all = Vec::new();
    for page in story.pages.iter().filter_map(|t| pages.get(t.page)) {
        let mut found = figures(&Record::from_wire(reader.record(page.page)?)?);
        for figure in &mut found {
            figure.page = page.page.to_string();
        }
        all.extend(found);
    }
    let mut rows = Vec::new();
    for (number, difference) in differing(&all).iter().enumerate() {
        for figure in difference.figures.iter().filter_map(|&n| all.get(n)) {
            rows.push(Differing {
                difference: number + 1,
                page: figure.page.clone(),
                published: figure.published.map(|p| p.to_string()),
                words: figure.words.clone(),
                thing: if difference.thing.head.is_empty() {
                    format!("{} {}", difference.thing.dimension, difference.thing.currency).trim().to_owned()
                } else {
                    difference.thing.head.clone()
                },
            });
        }
    }
    print(&args.asked, &COLUMNS, &FIELDS, &rows)
}
