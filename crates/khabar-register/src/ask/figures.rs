//! How many, how much.

use khabar::record::Dimension;
use serde::Serialize;

use super::{Filter, PUBLISHED, one_of};
use crate::error::Result;
use crate::store::Reader;

/// Which figures are asked for.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Words of the thing counted or the unit.
    pub unit: Option<String>,
    /// `COUNT`, `MONEY`, `PERCENT`, …
    pub dimension: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// No less than this.
    pub least: Option<f64>,
    /// No more than this.
    pub most: Option<f64>,
    /// Published on this day or later.
    pub since: Option<String>,
    /// Published on this day or earlier.
    pub until: Option<String>,
    /// How many at most.
    pub limit: Option<usize>,
    /// How many are passed over.
    pub offset: usize,
}

/// A quantity and its page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figure {
    /// The page's number in the register.
    pub page: i64,
    /// The id of the fact in its record.
    pub fact: String,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// As printed.
    pub words: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The number, unless it is a bound or a range.
    pub value: Option<f64>,
    /// Lower bound.
    pub min: Option<f64>,
    /// Upper bound.
    pub max: Option<f64>,
    /// How the number is meant.
    pub relation: String,
    /// What it measures.
    pub dimension: String,
    /// ISO 4217, for money.
    pub currency: Option<String>,
    /// The thing counted, or the unit, as printed.
    pub unit: Option<String>,
    /// The whole it is part of.
    pub of: Option<String>,
    /// Headline of the page.
    pub title: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// The rule that found it.
    pub by: String,
}

/// The figures that fit, the latest page first.
///
/// # Errors
/// [`crate::Error::Query`] where a dimension or a day is none.
pub fn figures(reader: &Reader, asked: &Figures) -> Result<Vec<Figure>> {
    let mut filter = Filter::default();
    filter.words(&["f.unit_terms"], asked.unit.as_deref())?;
    if let Some(dimension) = &asked.dimension {
        filter.value("f.dimension = ?", one_of::<Dimension>(dimension)?);
    }
    if let Some(currency) = &asked.currency {
        filter.value("f.currency = ?", currency.to_ascii_uppercase());
    }
    if let Some(least) = asked.least {
        filter.value("coalesce(f.value, f.max, f.min) >= ?", least);
    }
    if let Some(most) = asked.most {
        filter.value("coalesce(f.value, f.min, f.max) <= ?", most);
    }
    filter.days(PUBLISHED, PUBLISHED, asked.since.as_deref(), asked.until.as_deref())?;
    let select =
        "SELECT f.page, f.fact, p.published, f.words, f.start, f.\"end\", f.value, f.min, f.max, f.relation,
        f.dimension, f.currency, f.unit, f.\"of\", p.title, p.site, f.\"by\" FROM quantities f";
    filter.run(reader, select, "p.published DESC", asked.limit, asked.offset, |r| {
        Ok(Figure {
            page: r.get(0)?,
            fact: r.get(1)?,
            published: r.get(2)?,
            words: r.get(3)?,
            start: r.get(4)?,
            end: r.get(5)?,
            value: r.get(6)?,
            min: r.get(7)?,
            max: r.get(8)?,
            relation: r.get(9)?,
            dimension: r.get(10)?,
            currency: r.get(11)?,
            unit: r.get(12)?,
            of: r.get(13)?,
            title: r.get(14)?,
            site: r.get(15)?,
            by: r.get(16)?,
        })
    })
}
