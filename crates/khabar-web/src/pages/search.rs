//! The first page: words, and the facets that narrow what they find.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use khabar::record::Quote;
use khabar_register::search::facets::{Count, Filters};
use khabar_register::search::{Asked, Hit, Order};
use serde::Deserialize;

use super::html;
use crate::app::App;
use crate::cx::Cx;
use crate::fault::Result;
use crate::params;
use crate::templates::{Turn, turn};

/// Pages that are shown at once.
const SHOWN: usize = 12;
/// Values of a facet that are shown.
const VALUES: usize = 10;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    q: Option<String>,
    site: Option<String>,
    time: Option<String>,
    speaker: Option<String>,
    event: Option<String>,
    sort: Option<String>,
    from: Option<String>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    cx: Cx,
    query: String,
    total: usize,
    some_words: bool,
    hits: Vec<Shown>,
    facets: Vec<Facet>,
    /// What the result is narrowed to, and where it is not.
    chosen: Vec<(String, String)>,
    hidden: Vec<(&'static str, String)>,
    latest: bool,
    /// Where the same is shown in the other order.
    sort: String,
    turn: Turn,
}

/// A page that was found.
struct Shown {
    page: i64,
    title: String,
    site: String,
    published: String,
    passage: Vec<(String, bool)>,
}

struct Facet {
    key: &'static str,
    values: Vec<Value>,
}

struct Value {
    name: String,
    link: String,
    pages: usize,
}

/// Shows it.
pub async fn show(cx: Cx, State(app): State<Arc<App>>, Query(asked): Query<Params>) -> Result<Response> {
    let query = params::text(asked.q.as_deref())?;
    let filters = Filters {
        site: params::text(asked.site.as_deref())?,
        time: params::text(asked.time.as_deref())?,
        speaker: params::text(asked.speaker.as_deref())?,
        event: params::text(asked.event.as_deref())?,
    };
    let latest = asked.sort.as_deref() == Some("latest");
    let from = params::from(asked.from.as_deref())?;
    let order = if latest { Order::Latest } else { Order::Best };
    let search = Asked {
        query: query.clone(),
        filters: filters.clone(),
        order,
        offset: from,
        limit: SHOWN,
        values: VALUES,
    };
    let (found, counts) = app.pool.search(search).await?;
    let sort = latest.then_some("latest");
    let link = |changed: &'static str, to: Option<&str>| {
        let pairs = [
            ("q", query.as_deref()),
            ("site", filters.site.as_deref()),
            ("time", filters.time.as_deref()),
            ("speaker", filters.speaker.as_deref()),
            ("event", filters.event.as_deref()),
            ("sort", sort),
        ];
        let pairs = pairs.map(|(name, value)| if name == changed { (name, to) } else { (name, value) });
        let query = params::query(&pairs);
        if query.is_empty() { "/".to_owned() } else { format!("/?{query}") }
    };
    let name = |kind: &str, value: &str| match kind {
        "time" => cx.short(value),
        "event" => cx.name("event", value).to_owned(),
        _ => value.to_owned(),
    };
    let facet = |key: &'static str, kind: &'static str, counts: Vec<Count>, chosen: Option<&String>| {
        let fresh = counts.into_iter().filter(|c| Some(&c.value) != chosen);
        let values = fresh.map(|c| Value {
            name: name(kind, &c.value),
            link: link(kind, Some(&c.value)),
            pages: c.pages,
        });
        Facet { key, values: values.collect() }
    };
    let facets = vec![
        facet("facet.site", "site", counts.sites, filters.site.as_ref()),
        facet("facet.time", "time", counts.times, filters.time.as_ref()),
        facet("facet.speaker", "speaker", counts.speakers, filters.speaker.as_ref()),
        facet("facet.event", "event", counts.events, filters.event.as_ref()),
    ];
    let pairs = [
        ("site", filters.site.as_deref()),
        ("time", filters.time.as_deref()),
        ("speaker", filters.speaker.as_deref()),
        ("event", filters.event.as_deref()),
    ];
    let chosen =
        pairs.iter().filter_map(|(kind, value)| Some((name(kind, (*value)?), link(kind, None)))).collect();
    let hidden = pairs.iter().filter_map(|(kind, value)| Some((*kind, (*value)?.to_owned()))).collect();
    let here = link("from", None);
    let here = here.split_once('?').map_or("", |(_, query)| query);
    let turn = turn("/", here, from, SHOWN, from + found.hits.len() < found.total);
    let sort = link("sort", (!latest).then_some("latest"));
    let hits = found.hits.into_iter().map(|hit| shown(&cx, hit)).collect();
    html(&Search {
        query: query.clone().unwrap_or_default(),
        total: found.total,
        some_words: found.some_words,
        hits,
        facets,
        chosen,
        hidden,
        latest,
        sort,
        turn,
        cx,
    })
}

fn shown(cx: &Cx, hit: Hit) -> Shown {
    Shown {
        page: hit.page,
        title: hit.title.unwrap_or(hit.id),
        site: hit.site.unwrap_or_default(),
        published: hit.published.as_deref().map(|p| cx.short(p)).unwrap_or_default(),
        passage: hit.passage.map(|passage| lit(&passage, &hit.marks)).unwrap_or_default(),
    }
}

/// A passage cut where its marks begin and end.
fn lit(passage: &Quote, marks: &[Quote]) -> Vec<(String, bool)> {
    let letters: Vec<char> = passage.text.as_deref().unwrap_or_default().chars().collect();
    let slice = |from: u32, to: u32| -> String {
        let at = |point: u32| (point.saturating_sub(passage.start) as usize).min(letters.len());
        letters.get(at(from)..at(to)).unwrap_or_default().iter().collect()
    };
    let mut parts = Vec::new();
    let mut last = passage.start;
    for mark in marks.iter().filter(|m| m.start >= passage.start && m.end <= passage.end) {
        parts.push((slice(last, mark.start), false));
        parts.push((slice(mark.start, mark.end), true));
        last = mark.end;
    }
    parts.push((slice(last, passage.end), false));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}
