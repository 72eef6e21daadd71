//! One page: its text with facts marked, a card for each, what is around it folded away, how it was read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use khabar::Record;
use khabar::record::{Block, BlockRole, Evidence, Quote};
use khabar_register::ask::{person_of, story_of};
use khabar_register::hand::{Judged, Verdict, judgements, reviewed};
use khabar_register::store::Page;

use super::html;
use crate::app::App;
use crate::cards::{Card, Group, groups, marks, wire};
use crate::cx::Cx;
use crate::fault::Result;
use crate::marks::{Points, segments};

/// Code points of a page that are shown; the rest is in its record.
const LONGEST: u32 = 400_000;
/// Cards of a layer that are shown.
const CARDS: usize = 500;

#[derive(Template)]
#[template(path = "page.html")]
struct Shown {
    cx: Cx,
    page: Page,
    title: String,
    lines: Vec<Line>,
    is_cut: bool,
    around: Vec<Around>,
    groups: Vec<Group>,
    rejected: Vec<Card>,
    names: Vec<Name>,
    found: Vec<Found>,
    warnings: Vec<String>,
    story: Option<String>,
    versions: Vec<Page>,
    history: Vec<Judged>,
    uri: Option<String>,
}

/// A line of the story.
pub struct Line {
    /// `title`, `body`, …
    pub role: &'static str,
    /// Its words, cut at the edges of facts.
    pub segments: Vec<Piece>,
}

/// A piece of a line.
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Classes of its facts; empty for plain text.
    pub classes: String,
    /// Its facts, the widest first.
    pub facts: String,
    /// Where a click leads.
    pub inner: String,
    /// Facts whose words begin here.
    pub opens: Vec<String>,
}

/// A line that is none of the story.
struct Around {
    name: &'static str,
    text: String,
    by: String,
}

/// Someone or something that the page names.
struct Name {
    label: String,
    full: String,
    aliases: String,
    /// The entity across pages.
    person: Option<String>,
}

/// What the page says about itself, and where.
struct Found {
    key: &'static str,
    value: String,
    /// The words or the field that it was read from.
    from: String,
    by: String,
}

/// Shows it.
pub async fn show(cx: Cx, State(app): State<Arc<App>>, Path(page): Path<i64>) -> Result<Response> {
    let shown = app
        .pool
        .ask(move |reader| {
            let listed = reader.page(page)?;
            let record = reviewed(reader, page)?;
            let judged = judgements(reader, page)?;
            let story = story_of(reader, page)?;
            let versions = reader.versions_of(page)?;
            let mut names = Vec::new();
            for entity in &record.entities {
                let person = person_of(reader, page, &entity.id.to_string())?;
                let (label, aliases) = (wire(entity.label), entity.aliases.join("، "));
                names.push(Name { label, full: entity.name.clone(), aliases, person });
            }
            let is_rejected = judged.iter().any(|j| j.undone.is_none() && j.verdict == Verdict::Rejected);
            let before = if is_rejected { Some(reader.record(page)?) } else { None };
            let (mut groups, rejected) = judge(&cx, &record, before.as_ref(), &judged);
            groups.retain(|g| !g.cards.is_empty());
            for group in &mut groups {
                group.cards.truncate(CARDS);
            }
            let shown: HashSet<&str> = groups.iter().flat_map(|g| &g.cards).map(|c| &*c.fact).collect();
            let points = Points::new(&record.text);
            let (lines, is_cut) = lines(&record, &points, &shown);
            Ok(Shown {
                title: title(&record, &listed),
                lines,
                is_cut,
                around: around(&cx, &record, &points),
                groups,
                rejected,
                names,
                found: found(&cx, &record, &points),
                warnings: record.warnings.clone(),
                story,
                versions: if versions.len() > 1 { versions } else { Vec::new() },
                history: judged.into_iter().rev().collect(),
                uri: record
                    .source
                    .uri
                    .clone()
                    .filter(|u| u.starts_with("https://") || u.starts_with("http://")),
                page: listed,
                cx,
            })
        })
        .await?;
    html(&shown)
}

fn title(record: &Record<Quote>, page: &Page) -> String {
    record.article.title.clone().unwrap_or_else(|| page.id.clone())
}

/// The cards with what people said of them, and those that were rejected.
fn judge(
    cx: &Cx,
    record: &Record<Quote>,
    before: Option<&Record<Quote>>,
    judged: &[Judged],
) -> (Vec<Group>, Vec<Card>) {
    // The last word that stands decides.
    let standing: HashMap<&str, Verdict> =
        judged.iter().filter(|j| j.undone.is_none()).map(|j| (&*j.fact, j.verdict)).collect();
    let verdict = |card: &Card| standing.get(&*card.fact).map(|v| wire(*v));
    let mut groups = groups(cx, record);
    for card in groups.iter_mut().flat_map(|g| &mut g.cards) {
        card.verdict = verdict(card);
    }
    let before = before.map(|b| groups_of(cx, b)).unwrap_or_default();
    let gone = |card: &Card| standing.get(&*card.fact) == Some(&Verdict::Rejected);
    (groups, before.into_iter().filter(gone).collect())
}

fn groups_of(cx: &Cx, record: &Record<Quote>) -> Vec<Card> {
    groups(cx, record).into_iter().flat_map(|g| g.cards).collect()
}

/// What is shown as the story: the headline once, and all that is told.
fn is_story(block: &Block<Quote>, headlines: &mut usize) -> bool {
    if block.role == BlockRole::Title {
        *headlines += 1;
    }
    block.role.is_told() && (block.role != BlockRole::Title || *headlines == 1)
}

/// The lines of the story; words lead to the cards that are shown.
fn lines(record: &Record<Quote>, points: &Points, cards: &HashSet<&str>) -> (Vec<Line>, bool) {
    let marks = marks(record);
    let mut seen = HashSet::new();
    let (mut lines, mut shown, mut headlines) = (Vec::new(), 0, 0);
    let whole = Block {
        span: Quote { start: 0, end: points.count(), text: None },
        role: BlockRole::Body,
        id: khabar::record::Id { layer: "b", number: 1 },
        kind: None,
        page: None,
        by: "".into(),
    };
    let blocks = if record.blocks.is_empty() { std::slice::from_ref(&whole) } else { &record.blocks[..] };
    let mut headed = false;
    for block in blocks.iter().filter(|b| is_story(b, &mut headlines)) {
        if shown >= LONGEST {
            return (lines, true);
        }
        headed |= block.role == BlockRole::Title;
        let end = block.span.end.min(block.span.start + LONGEST - shown);
        let cut = segments(points, (block.span.start, end), &marks, cards, &mut seen);
        shown += end - block.span.start;
        let segments = cut.into_iter().map(|s| Piece {
            text: s.text.to_owned(),
            classes: s.classes,
            facts: s.facts,
            inner: s.inner,
            opens: s.opens,
        });
        lines.push(Line { role: role(block.role), segments: segments.collect() });
    }
    if !headed {
        let text = record.article.title.clone().unwrap_or_default();
        let plain = Piece {
            text,
            classes: String::new(),
            facts: String::new(),
            inner: String::new(),
            opens: Vec::new(),
        };
        lines.insert(0, Line { role: "title", segments: vec![plain] });
    }
    (lines, shown >= LONGEST)
}

const fn role(role: BlockRole) -> &'static str {
    match role {
        BlockRole::Title => "title",
        BlockRole::Subtitle => "subtitle",
        BlockRole::Kicker => "kicker",
        BlockRole::Heading => "heading",
        BlockRole::Caption => "caption",
        _ => "body",
    }
}

/// Lines that stand around the story.
fn around(cx: &Cx, record: &Record<Quote>, points: &Points) -> Vec<Around> {
    let mut headlines = 0;
    let blocks = record.blocks.iter().filter(|b| !is_story(b, &mut headlines));
    let line = |b: &Block<Quote>| Around {
        name: cx.name("role", &wire(b.role)),
        text: points.slice(b.span.start, b.span.end.min(b.span.start + 500)).to_owned(),
        by: [b.kind.as_deref().unwrap_or_default(), &b.by].join(" ").trim().to_owned(),
    };
    blocks.take(400).map(line).collect()
}

/// What the page says about itself, and how that was found.
fn found(cx: &Cx, record: &Record<Quote>, points: &Points) -> Vec<Found> {
    let article = &record.article;
    let printed = |role: BlockRole| record.blocks.iter().find(|b| b.role == role);
    let words = |b: &Block<Quote>| points.slice(b.span.start, b.span.end.min(b.span.start + 300)).to_owned();
    let mut found = Vec::new();
    for (key, value, role) in [
        ("meta.title", &article.title, BlockRole::Title),
        ("meta.subtitle", &article.subtitle, BlockRole::Subtitle),
        ("meta.byline", &article.byline, BlockRole::Byline),
        ("meta.updated", &article.updated, BlockRole::Updated),
        ("meta.site", &article.site, BlockRole::Source),
    ] {
        let Some(value) = value else { continue };
        // What is printed is credited to its line only where the line says it; a time is said in other words.
        let says = |b: &&Block<Quote>| role == BlockRole::Updated || words(b).contains(&**value);
        let block = printed(role).filter(says);
        let from = block.map_or_else(|| cx.t("meta.fields").to_owned(), words);
        let value = if key == "meta.updated" { cx.date(value) } else { value.clone() };
        found.push(Found { key, value, from, by: block.map(|b| b.by.to_string()).unwrap_or_default() });
    }
    if let Some(published) = &article.published {
        let (from, by) = match &article.published_evidence {
            Some(Evidence::Words(quote)) => {
                let block = printed(BlockRole::Published).map(|b| b.by.to_string());
                (quote.text.clone().unwrap_or_default(), block.unwrap_or_default())
            }
            Some(Evidence::Field(field)) => (cx.t("meta.fields").to_owned(), field.to_string()),
            None => (String::new(), String::new()),
        };
        found.push(Found { key: "meta.published", value: cx.date(published), from, by });
    }
    for (key, value, from) in [
        ("meta.section", &article.section, "meta.fields"),
        ("meta.address", &article.canonical_url, "meta.fields"),
        ("meta.language", &article.language, "meta.own-words"),
        ("meta.encoding", &record.source.encoding, "meta.own-bytes"),
        ("meta.source", &record.source.uri, "meta.given"),
        ("meta.sha256", &record.source.sha256, "meta.own-bytes"),
    ] {
        let Some(value) = value else { continue };
        found.push(Found { key, value: value.clone(), from: cx.t(from).to_owned(), by: String::new() });
    }
    found
}
