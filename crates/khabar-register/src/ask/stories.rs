//! Stories: pages that tell of the same thing, and the figures in which they differ.

use std::collections::HashMap;

use khabar::Record;
use khabar_stories::figures::{self as stories, Figure, differing, figures};
use rusqlite::OptionalExtension as _;
use serde::Serialize;

use super::{Filter, piece};
use crate::error::{Error, Result};
use crate::store::{Reader, integer};

/// Which stories are asked for.
#[derive(Debug, Clone, Default)]
pub struct Stories {
    /// Words of its headlines.
    pub about: Option<String>,
    /// Pages that it has at least, copies counted.
    pub least: usize,
    /// Something was published on this day or later.
    pub since: Option<String>,
    /// Its first report was published on this day or earlier.
    pub until: Option<String>,
    /// How many at most.
    pub limit: Option<usize>,
    /// How many are passed over.
    pub offset: usize,
}

/// A story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Story {
    /// Its name, made of its first report.
    pub story: String,
    /// The number of its first report.
    pub page: i64,
    /// Its pages, copies counted.
    pub pages: i64,
    /// Its pages without copies.
    pub reports: i64,
    /// When its first report was published, ISO 8601.
    pub published: Option<String>,
    /// When its last page was published.
    pub last: Option<String>,
    /// Headline of its first report.
    pub title: Option<String>,
    /// Site of its first report.
    pub site: Option<String>,
}

/// A page of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// The page's number in the register.
    pub page: i64,
    /// The page that it copies.
    pub copy_of: Option<i64>,
    /// Its publication time, ISO 8601.
    pub published: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// Headline.
    pub title: Option<String>,
}

/// A figure as a page tells it. Positions are **code points**.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Told {
    /// The page's number in the register.
    pub page: i64,
    /// The quantity in its record.
    pub fact: String,
    /// First code point of the number with its unit.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words.
    pub words: String,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// The site.
    pub site: Option<String>,
}

/// Figures of one thing that cannot all be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// What they count, as the first of them prints it, or what befell whom they count («قتيل»).
    pub thing: String,
    /// Those that contradict each other or say the same as one of them, in the order of publication, each once a page.
    pub figures: Vec<Told>,
    /// Numbers of the figures that contradict each other, in pairs.
    pub conflicts: Vec<(usize, usize)>,
}

/// A story with its pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoryPages {
    /// The story.
    #[serde(flatten)]
    pub story: Story,
    /// Its reports in the order of publication, each with its copies behind it.
    pub reports: Vec<Report>,
    /// The figures in which they differ.
    pub differences: Vec<Difference>,
}

const STORY: &str = "SELECT f.story, f.page, f.pages, f.reports, f.published, f.last, p.title, p.site
    FROM stories f JOIN pages p ON p.page = f.page";

/// The stories that fit: those with most pages first, of equals the latest.
///
/// # Errors
/// [`Error::Query`] where a day is none or the words have no word in them.
pub fn stories(reader: &Reader, asked: &Stories) -> Result<Vec<Story>> {
    let mut filter = Filter::default();
    filter.words(&["f.terms"], asked.about.as_deref())?;
    let (first, last) = ("substr(f.published, 1, 10)", "substr(f.last, 1, 10)");
    filter.days(first, last, asked.since.as_deref(), asked.until.as_deref())?;
    filter.value("f.pages >= ?", integer(asked.least));
    let sql = format!(
        "{STORY} WHERE 1{} ORDER BY f.pages DESC, f.last DESC, f.story{}",
        filter.sql,
        piece(asked.limit, asked.offset)
    );
    let mut select = reader.db.prepare_cached(&sql)?;
    let stories = select.query_map(rusqlite::params_from_iter(&filter.values), listed)?;
    Ok(stories.collect::<rusqlite::Result<_>>()?)
}

fn listed(row: &rusqlite::Row) -> rusqlite::Result<Story> {
    Ok(Story {
        story: row.get(0)?,
        page: row.get(1)?,
        pages: row.get(2)?,
        reports: row.get(3)?,
        published: row.get(4)?,
        last: row.get(5)?,
        title: row.get(6)?,
        site: row.get(7)?,
    })
}

/// A story by its name.
///
/// # Errors
/// [`Error::Query`] where there is none.
pub fn story(reader: &Reader, name: &str) -> Result<StoryPages> {
    let sql = format!("{STORY} WHERE f.story = ?1");
    let story = reader.db.prepare_cached(&sql)?.query_row([name], listed).optional()?;
    let story = story.ok_or_else(|| Error::Query(format!("there is no story «{name}»")))?;
    let sql =
        "SELECT s.page, s.copy_of, p.published, p.site, p.title FROM story_pages s JOIN pages p USING (page)
        WHERE s.story = ?1 ORDER BY s.place, s.copy_of IS NOT NULL, p.published, s.page";
    let mut select = reader.db.prepare_cached(sql)?;
    let reports = select.query_map([name], |r| {
        Ok(Report {
            page: r.get(0)?,
            copy_of: r.get(1)?,
            published: r.get(2)?,
            site: r.get(3)?,
            title: r.get(4)?,
        })
    })?;
    let reports = reports.collect::<rusqlite::Result<Vec<_>>>()?;
    let differences = differences(reader, &reports)?;
    Ok(StoryPages { story, reports, differences })
}

/// The figures in which reports differ; copies repeat those of their first.
fn differences(reader: &Reader, reports: &[Report]) -> Result<Vec<Difference>> {
    let (mut all, mut units) = (Vec::new(), Vec::new());
    for report in reports.iter().filter(|r| r.copy_of.is_none()) {
        let record = Record::from_wire(crate::hand::reviewed(reader, report.page)?)?;
        let codepoint = |byte: u32| record.text.get(..byte as usize).map_or(0, |t| t.chars().count() as u32);
        for mut figure in figures(&record) {
            figure.page = report.page.to_string();
            let told = Told {
                page: report.page,
                fact: figure.quantity.to_string(),
                start: codepoint(figure.span.start),
                end: codepoint(figure.span.end),
                words: figure.words.clone(),
                published: report.published.clone(),
                site: report.site.clone(),
            };
            let unit = record.quantities.iter().find(|q| q.id == figure.quantity).and_then(|q| q.unit);
            units.push(unit.map_or("", |unit| unit.of(&record.text)).to_owned());
            all.push((figure, told));
        }
    }
    let (figures, told): (Vec<Figure>, Vec<Told>) = all.into_iter().unzip();
    Ok(differing(&figures).into_iter().map(|found| difference(&found, &figures, &told, &units)).collect())
}

/// A difference as it is shown: the figures that contradict each other and those that say the same as one of them, each
/// once a page.
fn difference(
    found: &stories::Difference,
    figures: &[Figure],
    told: &[Told],
    units: &[String],
) -> Difference {
    let says = |n: usize| figures.get(n).map(|f| f.interval);
    let contradicts = |n: usize| {
        let sides = found.conflicts.iter().flat_map(|&(a, b)| [a, b]);
        sides.map(says).any(|interval| interval == says(n))
    };
    // A figure → its place among those shown; a page's second of the same number has that of the first.
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut shown: Vec<usize> = Vec::new();
    for &n in found.figures.iter().filter(|&&n| contradicts(n)) {
        let page = |n: usize| told.get(n).map(|t| t.page);
        let place = shown.iter().position(|&s| page(s) == page(n) && says(s) == says(n));
        places.insert(n, place.unwrap_or(shown.len()));
        if place.is_none() {
            shown.push(n);
        }
    }
    let mut conflicts: Vec<(usize, usize)> =
        found.conflicts.iter().filter_map(|(a, b)| Some((*places.get(a)?, *places.get(b)?))).collect();
    conflicts.sort_unstable();
    conflicts.dedup();
    let head = &found.thing.head;
    let is_aspect = shown.iter().any(|&n| figures.get(n).is_some_and(|f| f.aspect.as_ref() == Some(head)));
    let thing = if is_aspect { Some(head) } else { shown.first().and_then(|&n| units.get(n)) };
    Difference {
        thing: thing.cloned().unwrap_or_default(),
        conflicts,
        figures: shown.iter().filter_map(|&n| told.get(n).cloned()).collect(),
    }
}

/// The name of the story that a page belongs to.
///
/// # Errors
/// Where the database cannot be read.
pub fn story_of(reader: &Reader, page: i64) -> Result<Option<String>> {
    let sql = "SELECT story FROM story_pages WHERE page = ?1";
    Ok(reader.db.prepare_cached(sql)?.query_row([page], |r| r.get(0)).optional()?)
}
