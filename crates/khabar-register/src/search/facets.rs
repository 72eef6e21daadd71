//! What pages are counted by beside a search: site, month, speaker and type of event.
//!
//! All of it is held in memory, some tens of bytes a page, so that counting a whole result costs less than finding it.

use khabar::text::fold::fold;
use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::error::Result;
use crate::store::Reader;

/// What a result is narrowed to; all of what is named must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// The name of the site, as it is counted.
    pub site: Option<String>,
    /// A year or a month: `2021`, `2021-11`.
    pub time: Option<String>,
    /// The name of someone who says something in it, as it is counted.
    pub speaker: Option<String>,
    /// The type of an event that it tells, of PLOVER.
    pub event: Option<String>,
}

impl Filters {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A value and how many pages of the result have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Count {
    /// What is counted.
    pub value: String,
    /// Pages of the result that have it.
    pub pages: usize,
}

/// How the pages of a result are spread; the commonest first, times from the latest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Names of sites.
    pub sites: Vec<Count>,
    /// Years, or the months of the one year that there is.
    pub times: Vec<Count>,
    /// Who says something.
    pub speakers: Vec<Count>,
    /// Types of events.
    pub events: Vec<Count>,
}

/// Names by number.
#[derive(Debug, Default)]
struct Names {
    numbers: FxHashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    /// The number of a name; spellings of one name are one.
    fn number(&mut self, name: &str) -> u32 {
        let names = &mut self.names;
        *self.numbers.entry(fold(name)).or_insert_with(|| {
            names.push(name.to_owned());
            names.len() as u32 - 1
        })
    }

    /// The number of a name that is known; of one that is not, a number that nothing has.
    fn known(&self, name: &str) -> u32 {
        self.numbers.get(&fold(name)).copied().unwrap_or(u32::MAX)
    }

    fn counts(&self, of: &[usize], most: usize) -> Vec<Count> {
        let mut counts: Vec<_> = self.names.iter().zip(of).filter(|(_, pages)| **pages > 0).collect();
        counts.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        counts.into_iter().take(most).map(|(name, &pages)| Count { value: name.clone(), pages }).collect()
    }
}

/// What is known of one page.
#[derive(Debug, Clone, Default)]
struct Row {
    site: Option<u32>,
    /// 202111; 0 where there is none.
    month: u32,
    speakers: Vec<u32>,
    events: Vec<u32>,
}

/// What the pages of a register are counted by, as of one state of it.
#[derive(Debug, Default)]
pub struct Facets {
    state: (i64, i64),
    /// By the number of the page, which counts from 1 without large gaps.
    rows: Vec<Row>,
    sites: Names,
    speakers: Names,
    events: Names,
}

impl Facets {
    /// Reads them from a register.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn read(reader: &Reader) -> Result<Self> {
        let mut facets = Self { state: reader.state()?, ..Self::default() };
        let sql = "SELECT page, site, published FROM pages WHERE current";
        let mut select = reader.db.prepare(sql)?;
        let mut found = select.query([])?;
        while let Some(row) = found.next()? {
            let (site, published): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
            let site = site.map(|s| facets.sites.number(&s));
            let month = published.as_deref().and_then(month).unwrap_or(0);
            if let Some(row) = facets.row(row.get(0)?) {
                (row.site, row.month) = (site, month);
            }
        }
        // The fullest form of the name where the page gives one, so that «الوزير» counts for whom it names.
        let sql = "SELECT s.page, coalesce(e.name, s.speaker) FROM statements s JOIN pages p ON p.page = s.page
            LEFT JOIN entities e ON e.page = s.page AND e.fact = s.entity WHERE p.current AND s.speaker NOT NULL";
        facets.names(reader, sql, |f| &mut f.speakers, |r| &mut r.speakers)?;
        let sql = "SELECT e.page, e.type FROM events e JOIN pages p ON p.page = e.page WHERE p.current";
        facets.names(reader, sql, |f| &mut f.events, |r| &mut r.events)?;
        Ok(facets)
    }

    /// The state of the register that they count ([`Reader::state`]).
    #[must_use]
    pub const fn state(&self) -> (i64, i64) {
        self.state
    }

    fn row(&mut self, page: i64) -> Option<&mut Row> {
        let at = usize::try_from(page).ok()?;
        if self.rows.len() <= at {
            self.rows.resize(at + 1, Row::default());
        }
        self.rows.get_mut(at)
    }

    fn names(
        &mut self,
        reader: &Reader,
        sql: &str,
        names: impl Fn(&mut Self) -> &mut Names,
        of: impl Fn(&mut Row) -> &mut Vec<u32>,
    ) -> Result<()> {
        let mut select = reader.db.prepare(sql)?;
        let mut found = select.query([])?;
        while let Some(row) = found.next()? {
            let name: String = row.get(1)?;
            let number = names(self).number(&name);
            if let Some(row) = self.row(row.get(0)?) {
                let numbers = of(row);
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        Ok(())
    }

    /// What a page must be to fit the filters.
    pub(super) fn fits(
        &self,
        filters: &Filters,
    ) -> impl Fn(u64) -> bool + Send + Sync + Clone + 'static + use<> {
        // A page is let through by its number; what fits is worked out once for each search.
        let rows: Option<Vec<bool>> = (!filters.is_empty()).then(|| {
            let site = filters.site.as_deref().map(|s| self.sites.known(s));
            let months = filters.time.as_deref().map(|t| months(t).unwrap_or((1, 0)));
            let speaker = filters.speaker.as_deref().map(|s| self.speakers.known(s));
            let event = filters.event.as_deref().map(|e| self.events.known(e));
            let fits = |row: &Row| {
                site.is_none_or(|s| row.site == Some(s))
                    && months.is_none_or(|(first, last)| (first..=last).contains(&row.month))
                    && speaker.is_none_or(|s| row.speakers.contains(&s))
                    && event.is_none_or(|e| row.events.contains(&e))
            };
            self.rows.iter().map(fits).collect()
        });
        let rows = rows.map(std::sync::Arc::new);
        move |page| {
            rows.as_ref().is_none_or(|rows| {
                usize::try_from(page).ok().and_then(|page| rows.get(page)).copied().unwrap_or(false)
            })
        }
    }

    /// How pages are spread; at most so many values of each kind.
    pub(super) fn count(&self, pages: &[u64], most: usize) -> Counts {
        let mut sites = vec![0; self.sites.names.len()];
        let mut speakers = vec![0; self.speakers.names.len()];
        let mut events = vec![0; self.events.names.len()];
        let mut months: FxHashMap<u32, usize> = FxHashMap::default();
        let add = |counts: &mut Vec<usize>, at: u32| {
            if let Some(count) = counts.get_mut(at as usize) {
                *count += 1;
            }
        };
        for row in pages.iter().filter_map(|&p| self.rows.get(usize::try_from(p).ok()?)) {
            row.site.into_iter().for_each(|at| add(&mut sites, at));
            row.speakers.iter().for_each(|&at| add(&mut speakers, at));
            row.events.iter().for_each(|&at| add(&mut events, at));
            if row.month > 0 {
                *months.entry(row.month).or_default() += 1;
            }
        }
        Counts {
            sites: self.sites.counts(&sites, most),
            times: times(&months, most),
            speakers: self.speakers.counts(&speakers, most),
            events: self.events.counts(&events, most),
        }
    }
}

/// Years where there are several, else months; from the latest.
fn times(months: &FxHashMap<u32, usize>, most: usize) -> Vec<Count> {
    let mut years: FxHashMap<u32, usize> = FxHashMap::default();
    for (month, pages) in months {
        *years.entry(month / 100).or_default() += pages;
    }
    let is_one = years.len() == 1;
    let mut all: Vec<_> = if is_one { months.iter() } else { years.iter() }.collect();
    all.sort_unstable_by(|a, b| b.0.cmp(a.0));
    let name = |n: u32| if is_one { format!("{:04}-{:02}", n / 100, n % 100) } else { format!("{n:04}") };
    all.into_iter().take(most).map(|(&n, &pages)| Count { value: name(n), pages }).collect()
}

/// The month of an ISO day, 202111.
fn month(day: &str) -> Option<u32> {
    let (year, month) = (day.get(..4)?.parse::<u32>().ok()?, day.get(5..7)?.parse::<u32>().ok()?);
    Some(year * 100 + month)
}

/// First and last month of a year or month.
fn months(time: &str) -> Option<(u32, u32)> {
    match time.len() {
        4 => time.parse::<u32>().ok().map(|year| (year * 100 + 1, year * 100 + 12)),
        7 => month(time).map(|m| (m, m)),
        _ => None,
    }
}

/// Collects the numbers of the pages that fit.
pub(super) struct Pages<F>(pub F);

/// Those of one segment.
pub(super) struct SegmentPages<F> {
    numbers: Column<u64>,
    fits: F,
    pages: Vec<u64>,
}

impl<F: Fn(u64) -> bool + Send + Sync + Clone + 'static> Collector for Pages<F> {
    type Fruit = Vec<u64>;
    type Child = SegmentPages<F>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Self::Child> {
        let numbers = segment.fast_fields().u64("page")?;
        Ok(SegmentPages { numbers, fits: self.0.clone(), pages: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<u64>>) -> tantivy::Result<Vec<u64>> {
        Ok(fruits.concat())
    }
}

impl<F: Fn(u64) -> bool + Send + Sync + 'static> SegmentCollector for SegmentPages<F> {
    type Fruit = Vec<u64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.pages.extend(self.numbers.first(doc).filter(|page| (self.fits)(*page)));
    }

    fn harvest(self) -> Vec<u64> {
        self.pages
    }
}
