//! What each line of the page is: title, publication line, body, furniture.
//!
//! Words decide first (`data/furniture.tsv`), then what the markup says, then position.
//!
//! Publication time: the caller's; of a page with markup the likeliest of all that it says (`page::dates`); else the
//! printed line. Nothing is published after the page was fetched: such a date is the site's clock.

mod dated;
mod kind;
mod published;
mod title;
mod words;

use std::ops::Range;

use jiff::civil::DateTime;

use super::dates::{Ballot, Candidate, Weights};
use super::{Line, Linear, Markup, Media, Metadata, When};
use crate::facts::time::Timex;
use crate::record::{Article, Block, BlockRole, By, Evidence, Id, Label};
use crate::text::{Kind, Strip, Text};
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

impl Lines<'_> {
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

/// A page whose lines have names but for its times.
struct Undated<'p> {
    lines: Lines<'p>,
    named: Vec<Option<Named>>,
    printed: Vec<Printed>,
    title: Option<usize>,
}

fn undated<'p>(text: &'p Text, page: &'p Linear, media: Media, given: &Given) -> Undated<'p> {
    let lines = Lines {
        text,
        page,
        metadata: &page.metadata,
        is_html: media == Media::Html,
        tokens: line_tokens(text, page.lines.len()),
    };
    let reader = Reader { text, retrieved: given.retrieved.as_ref().map(|w| w.local) };
    let mut printed = Vec::new();
    let mut named: Vec<Option<Named>> = (0..lines.len())
        .map(|line| {
            if lines.is_unread(line) {
                return None;
            }
            let by_words = reader.role(lines.tokens(line), line, &mut printed);
            by_words.or_else(|| by_markup(&lines, line, &reader, &mut printed))
        })
        .collect();
    let title = title::find(&lines, &mut named);
    mark_behind_headers(&lines, &mut named);
    mark_dateline(&lines, title, &mut named);
    printed.retain(|p| is_possible(p, given.retrieved.as_ref()));
    Undated { lines, named, printed, title }
}

/// The candidates for the time of publication of a page with markup, and what each is like: what the scorer learns from.
#[must_use]
pub fn ballot(text: &Text, page: &Linear, given: &Given) -> Ballot {
    let Undated { lines, named, printed, title } = undated(text, page, Media::Html, given);
    let candidates = dated::candidates(&lines, &printed);
    dated::ballot(&lines, title, &named, &candidates, given)
}

/// Names every line. `text` holds one block for each line of the page.
#[must_use]
pub fn layout(text: &Text, page: &Linear, media: Media, given: &Given) -> Layout {
    layout_by(text, page, media, given, Weights::embedded())
}

/// Names every line, the time of publication found with other weights than those that the binary carries.
#[must_use]
pub fn layout_by(text: &Text, page: &Linear, media: Media, given: &Given, weights: &Weights) -> Layout {
    let Undated { lines, mut named, printed, title } = undated(text, page, media, given);
    let told = lines.is_html.then(|| {
        let candidates = dated::candidates(&lines, &printed);
        let ballot = dated::ballot(&lines, title, &named, &candidates, given);
        dated::choose(&ballot, &candidates, weights)
    });
    let told = told.flatten();
    let line = published::choose(&lines, title, &printed, told.as_ref(), &mut named);
    if lines.is_html {
        mark_rest(&lines, title, &mut named);
    }
    let mut layout = Layout { article: article_of(&lines, &named, title), ..Layout::default() };
    let is_sure = told.as_ref().is_some_and(|t| t.likelihood >= kind::SURE);
    date(&mut layout, &lines, &printed, (told, line), &named, given);
    kind::judge(&lines, is_sure, &mut named, &mut layout);

    let blocks = named.into_iter().zip(&page.lines).enumerate().map(|(n, (named, line))| {
        let named = named.unwrap_or(Named::new(BlockRole::Body, None, "page.body@1"));
        let id = Id { layer: "b", number: n as u32 + 1 };
        Block { id, span: line.span, role: named.role, kind: named.kind.map(Into::into), by: named.by }
    });
    layout.blocks = blocks.collect();
    layout
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
fn by_markup(lines: &Lines, at: usize, reader: &Reader, printed: &mut Vec<Printed>) -> Option<Named> {
    let line = lines.get(at)?;
    let named = |role, kind, by| Some(Named::new(role, kind, by));
    if let Some(hint) = line.hint {
        let is_credit = hint.role == BlockRole::Caption && lines.tokens(at).len() <= CREDIT;
        if is_credit && let Some((span, timex @ Some(Timex::Clock(..)))) = reader.date_in(lines.tokens(at)) {
            // Credits under a headline hold the date as often as a photographer.
            printed.push(Printed { line: at, span, timex, labelled: true });
            return named(BlockRole::Published, None, "page.html-name@1");
        }
        if hint.role == BlockRole::Published {
            match reader.date_in(lines.tokens(at)) {
                Some((span, timex)) => printed.push(Printed { line: at, span, timex, labelled: true }),
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

/// Between the headline and the story, a short line that opens with a place: «صيدا - مكتب الجريدة».
fn mark_dateline(lines: &Lines, title: Option<usize>, named: &mut [Option<Named>]) {
    let Some(title) = title else { return };
    for at in title + 1..(title + 8).min(lines.len()) {
        let tokens = lines.tokens(at);
        let text = lines.text;
        if lines.is_story(at) || lines.is_long(at) || tokens.len() > 40 {
            return;
        }
        let place = text.find(&text.lex.known, tokens.start, tokens.end, Strip::Nothing);
        let place = place.filter(|p| p.value.label == Label::Loc && tokens.len() <= 8);
        let is_set_apart = |end: usize| matches!(text.mark(end), '-' | '–' | '—' | ':' | '/' | '|' | '(');
        if let Some(slot) = named.get_mut(at)
            && slot.is_none()
            && place.is_some_and(|p| is_set_apart(p.end) || p.end == tokens.end)
        {
            *slot = Some(Named::new(BlockRole::Dateline, None, "page.dateline@1"));
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
            (Some(n), _) if n.role == BlockRole::Related || n.kind == Some("comments") => {
                header = Some((n.role, n.kind));
            }
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

/// Puts in when the page was published and changed, and on what evidence.
fn date(
    layout: &mut Layout,
    lines: &Lines,
    printed: &[Printed],
    (told, line): (Option<Told>, Option<&Printed>),
    named: &[Option<Named>],
    given: &Given,
) {
    let caller = given.published.clone().map(|w| (w, Evidence::Field("caller".into())));
    let markup = || {
        let Candidate { when, field, words, .. } = told.as_ref()?.candidate.clone();
        let evidence = words.map_or(Evidence::Field(field.into()), |(span, _)| Evidence::Words(span));
        Some((when, evidence))
    };
    let words = || {
        let line = line.filter(|_| !lines.is_html)?;
        Some((When::of_timex(line.timex.as_ref()?)?, Evidence::Words(line.span)))
    };
    if let Some((when, evidence)) = caller.or_else(markup).or_else(words) {
        layout.published = Some(when.local);
        layout.article.published = Some(when.iso);
        layout.article.published_evidence = Some(evidence);
    }
    let updated = printed.iter().find(|p| {
        named.get(p.line).is_some_and(|n| n.as_ref().is_some_and(|n| n.role == BlockRole::Updated))
    });
    let updated = || When::of_timex(updated?.timex.as_ref()?);
    let marked = || told.as_ref().and_then(|t| t.updated.clone());
    layout.article.updated = lines.metadata.updated.clone().or_else(updated).or_else(marked).map(|w| w.iso);
}

fn article_of(lines: &Lines, named: &[Option<Named>], title: Option<usize>) -> Article {
    let tidy = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = |role: BlockRole| {
        let line = named.iter().position(|n| n.as_ref().is_some_and(|n| n.role == role))?;
        Some(tidy(lines.words(line)))
    };
    let count = |kind: Kind| lines.text.tokens.iter().filter(|t| t.kind == kind).count();
    let metadata = lines.metadata;
    let language = || metadata.language.clone().or_else(|| metadata.markup_language.clone());
    let title = title.map(|t| tidy(lines.words(t))).or_else(|| metadata.title.clone());
    let site = || site_of(metadata.page_title.as_deref()?, title.as_deref()?);
    Article {
        subtitle: first(BlockRole::Subtitle),
        byline: metadata.byline.clone().or_else(|| byline(lines, named)),
        site: metadata.site.clone().or_else(site),
        title,
        section: metadata.section.clone(),
        canonical_url: metadata.url.clone(),
        language: if count(Kind::Arabic) > count(Kind::Other) { Some("ar".to_owned()) } else { language() },
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
