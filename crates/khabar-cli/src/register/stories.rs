//! `khabar stories` and `khabar story`: pages that tell of the same thing, and the figures in which they differ.

use anyhow::Result;
use khabar_register::ask::{self, Told};
use serde::Serialize;

use super::args;
use super::print::{Column, print};
use super::reader;
use crate::outcome::Outcome;

pub fn list(args: args::Stories) -> Result<Outcome> {
    const COLUMNS: [Column; 5] = [
        ("القصة", "story"),
        ("الصفحات", "pages"),
        ("الروايات", "reports"),
        ("أول نشر", "published"),
        ("العنوان", "title"),
    ];
    const FIELDS: [&str; 8] = ["story", "page", "pages", "reports", "published", "last", "title", "site"];
    let asked = ask::Stories {
        about: args.about,
        least: args.least,
        since: args.days.since,
        until: args.days.until,
        limit: args.list.limit,
        offset: args.list.offset,
    };
    print(&args.list.asked, &COLUMNS, &FIELDS, &ask::stories(&reader(&args.list.asked)?, &asked)?)
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
    let story = ask::story(&reader(&args.asked)?, &args.id)?;
    if args.figures {
        return differences(args, story.differences);
    }
    print(&args.asked, &COLUMNS, &FIELDS, &story.reports)
}

/// A figure that does not agree with another of the story.
#[derive(Serialize)]
struct Differing {
    /// Counts the differences; figures of one number disagree.
    difference: usize,
    thing: String,
    #[serde(flatten)]
    told: Told,
}

fn differences(args: &args::Story, found: Vec<ask::Difference>) -> Result<Outcome> {
    const COLUMNS: [Column; 6] = [
        ("الخلاف", "difference"),
        ("الصفحة", "page"),
        ("النشر", "published"),
        ("الموقع", "site"),
        ("الرقم", "words"),
        ("ما يعده", "thing"),
    ];
    const FIELDS: [&str; 9] =
        ["difference", "thing", "page", "fact", "published", "site", "words", "start", "end"];
    let mut rows = Vec::new();
    for (n, difference) in found.into_iter().enumerate() {
        let thing = difference.thing;
        let row = |told| Differing { difference: n + 1, thing: thing.clone(), told };
        rows.extend(difference.figures.into_iter().map(row));
    }
    print(&args.asked, &COLUMNS, &FIELDS, &rows)
}
