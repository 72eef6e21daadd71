//! Pages by words: BM25 over headline and body, the headline weighing more, with highlights.

pub mod facets;
mod marks;
pub mod query;

use std::ops::Bound;

use khabar::record::Quote;
use serde::Serialize;
use tantivy::collector::{FilterCollector, TopDocs};
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Term};

use crate::analyse::{Arabic, Exact, terms};
use crate::error::Result;
use crate::index::Fields;
use crate::store::Reader;
use facets::{Counts, Facets, Filters, Pages};
use marks::{Needles, Shown, marks};
use query::{Part, Place, What};

/// How much more a word counts in the headline than in the body.
const TITLE_BOOST: f32 = 2.5;

/// How much a word counts beside that where it stands in the very form of the query.
pub const FORM_WEIGHT: f32 = 0.3;

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
/// [`crate::Error::Query`] where the query cannot be understood.
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
    let words = |p: &&Part| !p.negated && matches!(&p.what, What::Words { place: Place::Anywhere, .. });
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

/// The query for the index; `words` says whether words outside of fields must all be there.
fn build(parts: &[Part], fields: &Fields, words: Occur) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut some: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for part in parts {
        let query = one(&part.what, fields);
        match (&part.what, part.negated) {
            (_, true) => clauses.push((Occur::MustNot, query)),
            (What::Words { place: Place::Anywhere, .. }, false) if words == Occur::Should => {
                some.push((Occur::Should, query));
            }
            (_, false) => clauses.push((Occur::Must, query)),
        }
    }
    if !some.is_empty() {
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(some))));
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    BooleanQuery::new(clauses)
}

fn one(what: &What, fields: &Fields) -> Box<dyn Query> {
    let day = |day: &u64| Bound::Included(Term::from_field_u64(fields.published, *day));
    match what {
        What::From(first) => Box::new(RangeQuery::new(day(first), Bound::Unbounded)),
        What::To(last) => Box::new(RangeQuery::new(Bound::Unbounded, day(last))),
        What::Words { place: Place::Anywhere, words, exact } => {
            let (title, text) =
                if *exact { (fields.title_exact, fields.text_exact) } else { (fields.title, fields.text) };
            if *exact {
                let title = BoostQuery::new(phrase(title, words, true), TITLE_BOOST);
                return Box::new(BooleanQuery::union(vec![Box::new(title), phrase(text, words, true)]));
            }
            // «البصرة-بغداد» is two words, each of which may stand in headline or body.
            let each = terms(&Arabic, words).into_iter().map(|t| -> (Occur, Box<dyn Query>) {
                let title = BoostQuery::new(term(title, &t.text), TITLE_BOOST);
                let either = BooleanQuery::union(vec![Box::new(title), term(text, &t.text)]);
                (Occur::Must, Box::new(either))
            });
            let forms = terms(&Exact, words).into_iter().map(|t| -> (Occur, Box<dyn Query>) {
                (Occur::Should, Box::new(BoostQuery::new(term(fields.text_exact, &t.text), FORM_WEIGHT)))
            });
            Box::new(BooleanQuery::new(each.chain(forms).collect()))
        }
        What::Words { place, words, exact } => {
            let field = match (place, exact) {
                (Place::Title, true) => fields.title_exact,
                (Place::Title, false) | (Place::Anywhere, _) => fields.title,
                (Place::Speaker, _) => fields.speaker,
                (Place::Entity, _) => fields.entity,
                (Place::Where, _) => fields.place,
                (Place::Site, _) => fields.site,
            };
            phrase(field, words, field == fields.title_exact || field == fields.site)
        }
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

/// Words side by side in a field, as its tokenizer sees them.
fn phrase(field: Field, words: &str, exact: bool) -> Box<dyn Query> {
    let found = if exact { terms(&Exact, words) } else { terms(&Arabic, words) };
    match &found[..] {
        [one] => term(field, &one.text),
        [] => Box::new(BooleanQuery::new(Vec::new())),
        _ => {
            Box::new(PhraseQuery::new(found.iter().map(|t| Term::from_field_text(field, &t.text)).collect()))
        }
    }
}
