//! What each line of the page is: title, publication line, body, furniture.
//!
//! Words decide first (`data/furniture.tsv`), then what the markup says, then position.
//!
//! Publication time: the caller's; of a page with markup the likeliest of all that it says (`page::dates`); else the
//! printed line, and last the dateline. Nothing is published after the page was fetched: such a date is the site's clock.

mod dated;
mod dateline;
mod kind;
mod plain;
mod published;
mod title;
mod words;

use std::ops::Range;

use jiff::civil::DateTime;

use super::dates::{Ballot, Candidate, Weights};
use super::lines::{Model, View};
use super::{Line, Linear, Markup, Media, Metadata, When};
use crate::facts::time::Timex;
use crate::record::{Article, Block, BlockRole, By, Evidence, Id};
use crate::span::Span;
use crate::text::{Kind, Text};
use dated::Told;
use words::{Printed, Reader};

/// The blocks of a page and what they say about the article.
#[derive(Debug, Default)]
pub struct Layout {
    /// One block a line, in order.
    pub blocks: Vec<Block>,
    /// Title, times and the rest.
    pub article: Article,
    /// The wall clock that relative times are counted from.
    pub published: Option<DateTime>,
    /// What kind of page it is, where it is no article.
    pub warnings: Vec<String>,
}

/// What is known of a page's times from outside it.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// When it was published.
    pub published: Option<When>,
    /// When it was fetched.
    pub retrieved: Option<When>,
}

/// What a line is, and the rule that says so.
struct Named {
    role: BlockRole,
    kind: Option<&'static str>,
    by: By,
}

impl Named {
    fn new(role: BlockRole, kind: Option<&'static str>, by: &'static str) -> Self {
        Self { role, kind, by: by.into() }
    }
}

/// The lines of a page with their tokens.
struct Lines<'p> {
    text: &'p Text<'p>,
    page: &'p Linear,
    metadata: &'p Metadata,
    is_html: bool,
    tokens: Vec<Range<usize>>,
}

impl<'p> Lines<'p> {
    fn new(text: &'p Text<'p>, page: &'p Linear, is_html: bool) -> Self {
        let tokens = line_tokens(text, page.lines.len());
        Self { text, page, metadata: &page.metadata, is_html, tokens }
    }

    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn get(&self, line: usize) -> Option<&Line> {
        self.page.lines.get(line)
    }

    fn tokens(&self, line: usize) -> Range<usize> {
        self.tokens.get(line).cloned().unwrap_or_default()
    }

    /// Whether a line stands behind the last token that was read.
    fn is_unread(&self, line: usize) -> bool {
        self.text.is_cut() && self.tokens(line).is_empty() && !self.words(line).is_empty()
    }

    fn words(&self, line: usize) -> &str {
        self.get(line).map(|l| l.span.of(&self.page.text)).unwrap_or_default()
    }

    /// The folded words, marks left out.
    fn key(&self, line: usize) -> String {
        title::key(self.text, self.tokens(line))
    }

    fn ends_sentence(&self, line: usize) -> bool {
        matches!(self.text.mark(self.tokens(line).end.saturating_sub(1)), '.' | '؟' | '!' | '…')
    }

    /// Whether a line reads like running text.
    fn is_long(&self, line: usize) -> bool {
        let tokens = self.tokens(line).len();
        tokens > 40 || (tokens > 14 && self.ends_sentence(line))
    }

    fn is_story(&self, line: usize) -> bool {
        self.get(line).is_some_and(|l| l.main == Some(true))
    }

    /// Whether the story begins within a few lines.
    fn is_near_story(&self, line: usize) -> bool {
        (line..line + 12).any(|l| self.is_story(l))
    }
}

/// What was learned of lines and of dates.
#[derive(Debug, Clone, Copy)]
pub struct Models<'m> {
    /// Of the lines of plain text.
    pub lines: &'m Model,
    /// Of what a page with markup says of its time.
    pub dates: &'m Weights,
}

impl Default for Models<'static> {
    /// Those that the binary carries.
    fn default() -> Self {
        Self { lines: Model::embedded(), dates: Weights::embedded() }
    }
}

/// Names every line. `text` holds one block for each line of the page.
#[must_use]
pub fn layout(text: &Text, page: &Linear, media: Media, given: &Given, models: Models) -> Layout {
    let lines = Lines::new(text, page, media == Media::Html);
    let reader = Reader { text, retrieved: given.retrieved.as_ref().map(|w| w.local) };
    let mut printed = Vec::new();
    let mut told = None;
    let (mut named, title, line) = if lines.is_html {
        let (mut named, title) = by_markup(&lines, &reader, given, &mut printed);
        let candidates = dated::candidates(&lines, &printed);
        let ballot = dated::ballot(&lines, title, &named, &candidates, given);
        told = dated::choose(&ballot, &candidates, models.dates);
        published::choose(title, &printed, told.as_ref(), &mut named);
        mark_rest(&lines, title, &mut named);
        (named, title, None)
    } else {
        let plain = plain::name(&lines, &reader, models.lines, given, &mut printed);
        (plain.named, plain.title, plain.published)
    };
    let mut layout = Layout { article: article_of(&lines, &named, title), ..Layout::default() };
    let is_sure = told.as_ref().is_some_and(|t| t.likelihood >= kind::SURE);
    let dateline = dateline::day(&lines, title, &named, given);
    date(&mut layout, &lines, &printed, &Dates { told, line, dateline }, &named, given);
    kind::judge(&lines, is_sure, &mut named, &mut layout);

    let blocks = named.into_iter().zip(&page.lines).enumerate().map(|(n, (named, line))| {
        let named = named.unwrap_or(Named::new(BlockRole::Body, None, "page.body@1"));
        let id = Id { layer: "b", number: n as u32 + 1 };
        Block {
            id,
            span: line.span,
            role: named.role,
            kind: named.kind.map(Into::into),
            page: line.page,
            by: named.by,
        }
    });
    layout.blocks = blocks.collect();
    layout
}

/// How the model of lines sees a page of plain text, for training and measuring it.
#[must_use]
pub fn view(text: &Text, page: &Linear, given: &Given) -> View {
    let lines = Lines::new(text, page, false);
    let reader = Reader { text, retrieved: given.retrieved.as_ref().map(|w| w.local) };
    plain::look(&lines, &reader, given, &mut Vec::new()).1
}

/// The candidates for the time of publication of a page with markup, and what each is like: what the scorer learns from.
#[must_use]
pub fn ballot(text: &Text, page: &Linear, given: &Given) -> Ballot {
    let lines = Lines::new(text, page, true);
    let reader = Reader { text, retrieved: given.retrieved.as_ref().map(|w| w.local) };
    let mut printed = Vec::new();
    let (named, title) = by_markup(&lines, &reader, given, &mut printed);
    let candidates = dated::candidates(&lines, &printed);
    dated::ballot(&lines, title, &named, &candidates, given)
}

/// Names the lines of a page with markup but for its times, and finds its headline.
fn by_markup(
    lines: &Lines,
    reader: &Reader,
    given: &Given,
    printed: &mut Vec<Printed>,
) -> (Vec<Option<Named>>, Option<usize>) {
    let mut named: Vec<Option<Named>> = (0..lines.len())
        .map(|line| {
            if lines.is_unread(line) {
                return None;
            }
            let by_words = reader.role(lines.tokens(line), line, printed);
            by_words.or_else(|| by_element(lines, line, reader, printed))
        })
        .collect();
    let title = title::find(lines, &mut named);
    mark_behind_headers(lines, &mut named);
    dateline::mark(lines, title, &mut named);
    printed.retain(|p| is_possible(p, given.retrieved.as_ref()));
    (named, title)
}

/// Token range of each line.
fn line_tokens(text: &Text, lines: usize) -> Vec<Range<usize>> {
    let mut ranges = vec![0..0; lines];
    for sentence in &text.sentences {
        if let Some(range) = ranges.get_mut(sentence.block) {
            if range.start == range.end {
                *range = sentence.tokens.clone();
            }
            range.end = sentence.tokens.end;
        }
    }
    ranges
}

/// A date later than the fetch (a day's grace for zones) is the site's clock.
fn is_possible(printed: &Printed, retrieved: Option<&When>) -> bool {
    let day = printed.timex.as_ref().and_then(When::of_timex).map(|w| w.local.date());
    match (day, retrieved.and_then(|r| r.local.date().tomorrow().ok())) {
        (Some(day), Some(limit)) => day <= limit,
        _ => true,
    }
}

/// Longest credit line, in tokens, that may be a date line.
const CREDIT: usize = 24;

/// What element names and elements say of a line.
fn by_element(lines: &Lines, at: usize, reader: &Reader, printed: &mut Vec<Printed>) -> Option<Named> {
    let line = lines.get(at)?;
    let named = |role, kind, by| Some(Named::new(role, kind, by));
    if let Some(hint) = line.hint {
        let is_credit = hint.role == BlockRole::Caption && lines.tokens(at).len() <= CREDIT;
        if is_credit && let Some((span, timex @ Some(Timex::Clock(..)))) = reader.date_in(lines.tokens(at)) {
            // Credits under a headline hold the date as often as a photographer.
            printed.push(Printed { line: at, span, timex, labelled: true, updated: None });
            return named(BlockRole::Published, None, "page.html-name@1");
        }
        if hint.role == BlockRole::Published {
            match reader.date_in(lines.tokens(at)) {
                Some((span, timex)) => {
                    printed.push(Printed { line: at, span, timex, labelled: true, updated: None });
                }
                // A date in another language is a date; a line without a number is none.
                None if lines.words(at).bytes().any(|b| b.is_ascii_digit()) => {}
                None => return named(BlockRole::Furniture, None, "page.html-name@1"),
            }
        }
        return named(hint.role, hint.kind, "page.html-name@1");
    }
    match line.markup {
        Markup::Machinery => named(BlockRole::Furniture, None, "page.markup@1"),
        Markup::Caption => named(BlockRole::Caption, None, "page.markup@1"),
        Markup::Heading if line.main == Some(true) => named(BlockRole::Heading, None, "page.markup@1"),
        _ => None,
    }
}

/// Least tokens of a lead.
const LEAD_WORDS: usize = 10;

/// Lines of a page with markup that are neither the story nor named: the line under the headline, and machinery.
fn mark_rest(lines: &Lines, title: Option<usize>, named: &mut [Option<Named>]) {
    for (at, slot) in named.iter_mut().enumerate() {
        let is_bare = slot.as_ref().is_some_and(|n| n.role == BlockRole::Furniture && n.kind.is_none());
        let Some(line) = lines.get(at).filter(|_| slot.is_none() || is_bare) else { continue };
        let is_above = title.is_none_or(|t| at < t);
        let is_menu = line.is_link && line.markup != Markup::Heading;
        if is_above && is_menu && (line.hint.is_none() || line.markup == Markup::Machinery) {
            *slot = Some(Named::new(BlockRole::Furniture, Some("menu"), "page.links-above@1"));
        } else if slot.is_none() && !lines.is_story(at) {
            let under_title =
                |most: usize| title.is_some_and(|t| at > t && at <= t + most) && lines.is_near_story(at);
            // Many sites set the first paragraph in an element of its own.
            let is_lead = lines.ends_sentence(at) && lines.tokens(at).len() >= LEAD_WORDS && under_title(20);
            let is_subtitle = is_lead || line.markup == Markup::Heading && under_title(2);
            let role = if is_subtitle { BlockRole::Subtitle } else { BlockRole::Furniture };
            *slot = Some(Named::new(role, None, "page.outside-story@1"));
        }
    }
}

/// The name of the site behind the headline in the `title` element: «العنوان - الموقع».
fn site_of(page_title: &str, headline: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, '-' | '–' | '—' | '|' | '»' | '«' | ':' | '·' | '•' | '\\');
    let rest = page_title.trim().strip_prefix(headline.trim())?.trim_start();
    let site = rest.strip_prefix(is_mark)?.trim_matches(|c: char| is_mark(c) || c.is_whitespace());
    (!site.is_empty() && site.chars().count() <= 40).then(|| site.to_owned())
}

/// Short lines behind a header such as «اقرأ أيضا» or «التعليقات» belong to it.
fn mark_behind_headers(lines: &Lines, named: &mut [Option<Named>]) {
    let mut header: Option<(BlockRole, Option<&'static str>)> = None;
    for (line, slot) in named.iter_mut().enumerate() {
        match (slot.as_ref(), header) {
            (Some(n), _) if n.role == BlockRole::Related || n.kind == Some("related") => {
                header = Some((BlockRole::Related, None));
            }
            (Some(n), _) if n.kind == Some("comments") => header = Some((n.role, n.kind)),
            (Some(_), _) | (None, None) => {}
            (None, Some((role, kind))) => {
                let paragraph = lines.get(line).is_some_and(|l| l.markup == Markup::Paragraph);
                let ends = lines.text.mark(lines.tokens(line).end.saturating_sub(1)) == '.';
                if paragraph || lines.tokens(line).len() > 25 || ends {
                    header = None;
                } else {
                    *slot = Some(Named::new(role, kind, "page.behind-header@1"));
                }
            }
        }
    }
}

/// What was found of a page's time of publication, beside what the caller says.
struct Dates {
    /// Of a page with markup.
    told: Option<Told>,
    /// The publication line of plain text, by its place among the printed dates.
    line: Option<usize>,
    /// The dateline's day.
    dateline: Option<(When, Span)>,
}

/// Puts in when the page was published and changed, and on what evidence.
fn date(
    layout: &mut Layout,
    lines: &Lines,
    printed: &[Printed],
    dates: &Dates,
    named: &[Option<Named>],
    given: &Given,
) {
    let caller = given.published.clone().map(|w| (w, Evidence::Field("caller".into())));
    let limit = given.retrieved.as_ref().and_then(|r| r.local.date().tomorrow().ok());
    let possible = |when: &When| limit.is_none_or(|l| when.local.date() <= l);
    let markup = || {
        let Candidate { when, field, words, .. } = dates.told.as_ref()?.candidate.clone();
        let evidence = words.map_or(Evidence::Field(field.into()), |(span, _)| Evidence::Words(span));
        Some((when, evidence))
    };
    let words = || {
        let line = printed.get(dates.line?)?;
        Some((When::of_timex(line.timex.as_ref()?)?, Evidence::Words(line.span)))
    };
    let dateline = || {
        let (when, words) = dates.dateline.clone().filter(|(when, _)| possible(when))?;
        Some((when, Evidence::Words(words)))
    };
    if let Some((when, evidence)) = caller.or_else(markup).or_else(words).or_else(dateline) {
        layout.published = Some(when.local);
        layout.article.published = Some(when.iso);
        layout.article.published_evidence = Some(evidence);
    }
    let updated = printed.iter().find_map(|p| match named.get(p.line)?.as_ref()?.role {
        BlockRole::Updated => p.timex.as_ref(),
        _ => p.updated.as_ref(),
    });
    let marked = || dates.told.as_ref().and_then(|t| t.updated.clone());
    let updated = || When::of_timex(updated?);
    layout.article.updated = lines.metadata.updated.clone().or_else(updated).or_else(marked).map(|w| w.iso);
}

fn article_of(lines: &Lines, named: &[Option<Named>], title: Option<usize>) -> Article {
    let tidy = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = |role: BlockRole| {
        let line = named.iter().position(|n| n.as_ref().is_some_and(|n| n.role == role))?;
        Some(tidy(lines.words(line)))
    };
    let metadata = lines.metadata;
    let title = title.map(|t| tidy(lines.words(t))).or_else(|| metadata.title.clone());
    let site = || site_of(metadata.page_title.as_deref()?, title.as_deref()?);
    Article {
        subtitle: first(BlockRole::Subtitle),
        byline: metadata.byline.clone().or_else(|| byline(lines, named)),
        site: metadata.site.clone().or_else(site),
        title,
        section: metadata.section.clone(),
        canonical_url: metadata.url.clone(),
        ..Article::default()
    }
}

/// The names in the byline, without the words that only say that it is one («كتبت», «بقلم»).
fn byline(lines: &Lines, named: &[Option<Named>]) -> Option<String> {
    let line = named.iter().position(|n| n.as_ref().is_some_and(|n| n.role == BlockRole::Byline))?;
    let tokens = lines.tokens(line);
    let reader = Reader { text: lines.text, retrieved: None };
    let mut start = tokens.start + reader.label(tokens.clone());
    while start + 1 < tokens.end && matches!(lines.text.kind(start), Kind::Mark(_)) {
        start += 1;
    }
    let words = lines.text.span(start..tokens.end, 0).of(&lines.page.text);
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}
