//! Pages by words: BM25 over headline and body, the headline weighing more, with highlights.

mod build;
pub mod facets;
mod fault;
mod marks;
mod operator;
pub mod query;

use khabar::record::Quote;
use serde::Serialize;
use tantivy::DocAddress;
use tantivy::collector::{FilterCollector, TopDocs};
use tantivy::query::Occur;

use crate::error::Result;
use crate::store::Reader;
use build::{build, is_of_the_page};
use facets::{Counts, Facets, Filters, Pages};
use marks::{Needles, Shown, marks};
use query::Part;

pub use build::FORM_WEIGHT;
pub use fault::{Language, QueryFault};

/// A page that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// Its number in the register.
    pub page: i64,
    /// Its id in the record.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Name of the site.
    pub site: Option<String>,
    /// Publication time, ISO 8601.
    pub published: Option<String>,
    /// BM25.
    pub score: f64,
    /// The passage with most of the words, in code points of the record's text.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub passage: Option<Quote>,
    /// Where the words stand, in code points of the record's text.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub marks: Vec<Quote>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// How many pages fit.
    pub total: usize,
    /// Whether no page has all the words, so that these are pages that have some of them.
    pub some_words: bool,
    /// The best of them, best first.
    pub hits: Vec<Hit>,
}

/// In which order pages come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best first.
    #[default]
    Best,
    /// The latest first.
    Latest,
}

/// A search that is narrowed, counted and turned page by page.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// See [`query`]; none asks for all pages.
    pub query: Option<String>,
    /// What the result is narrowed to.
    pub filters: Filters,
    /// In which order.
    pub order: Order,
    /// So many pages are passed over.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
    /// How many values of each facet at most.
    pub values: usize,
}

/// Looks for the current pages that fit a query (see [`query`]), at most `limit` of them.
///
/// All words are asked for; where no page has them all, pages with some of them are found, those with more and rarer
/// words first.
///
/// # Errors
/// [`crate::Error::Search`] where the query cannot be understood.
pub fn search(reader: &Reader, query: &str, limit: usize) -> Result<Found> {
    let parts = query::parse(query)?;
    let asked = Asked { limit, ..Asked::default() };
    Ok(find(reader, &parts, &asked, |_| true, <[u64]>::len)?.0)
}

/// As [`search`], narrowed by facets, with what the whole result is counted by.
///
/// # Errors
/// As [`search`].
pub fn faceted(reader: &Reader, facets: &Facets, asked: &Asked) -> Result<(Found, Counts)> {
    let parts = asked.query.as_deref().map_or_else(|| Ok(Vec::new()), query::parse)?;
    find(reader, &parts, asked, facets.fits(&asked.filters), |pages| facets.count(pages, asked.values))
}

/// Scores and places of what is shown, and the numbers of all pages that fit.
type Ranked = (Vec<(f64, DocAddress)>, Vec<u64>);

fn find<T>(
    reader: &Reader,
    parts: &[Part],
    asked: &Asked,
    fits: impl Fn(u64) -> bool + Send + Sync + Clone + 'static,
    count: impl Fn(&[u64]) -> T,
) -> Result<(Found, T)> {
    let fields = &reader.index().fields;
    let searcher = reader.index().reader.searcher();
    let run = |words: Occur| -> Result<Ranked> {
        let query = build(parts, fields, words);
        // Room is made for as many as are asked for.
        let most = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX).max(1);
        let top = TopDocs::with_limit(asked.limit.clamp(1, most)).and_offset(asked.offset.min(most));
        let all = Pages(fits.clone());
        if asked.order == Order::Best && !parts.is_empty() {
            let top = FilterCollector::new("page".to_owned(), fits.clone(), top.order_by_score());
            let (best, pages) = searcher.search(&query, &(top, all))?;
            return Ok((best.into_iter().map(|(score, at)| (f64::from(score), at)).collect(), pages));
        }
        let top = top.order_by_u64_field("published", tantivy::Order::Desc);
        let top = FilterCollector::new("page".to_owned(), fits.clone(), top);
        let (best, pages) = searcher.search(&query, &(top, all))?;
        Ok((best.into_iter().map(|(_, at)| (0.0, at)).collect(), pages))
    };
    let (mut best, mut pages) = run(Occur::Must)?;
    let words = |p: &&Part| !p.negated && is_of_the_page(&p.what);
    let some_words = pages.is_empty() && parts.iter().filter(words).count() > 1;
    if some_words {
        (best, pages) = run(Occur::Should)?;
    }
    let needles = Needles::of(parts);
    let mut hits = Vec::with_capacity(best.len().min(asked.limit));
    for (score, at) in best.into_iter().take(asked.limit) {
        let numbers = searcher.segment_reader(at.segment_ord).fast_fields().u64("page")?;
        let Some(number) = numbers.first(at.doc_id) else { continue };
        let page = reader.page(number.cast_signed())?;
        let shown: Shown = serde_json::from_slice(&reader.json(page.page)?)?;
        let (marks, passage) = marks(&shown, &needles);
        let (id, title, site, published) = (page.id, page.title, page.site, page.published);
        hits.push(Hit { page: page.page, id, title, site, published, score, passage, marks });
    }
    let total = pages.len();
    Ok((Found { total, some_words: some_words && total > 0, hits }, count(&pages)))
}
