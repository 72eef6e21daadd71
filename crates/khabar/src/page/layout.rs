//! What each line of the page is: title, publication line, body, furniture.
//!
//! Words decide first (`data/furniture.tsv`), then position: the headline is the line told twice before the body, else
//! the first line of its own; a lone date is the publication line or the site's clock by where it stands.

use jiff::civil::DateTime;

use super::{Linear, Markup, Media, When};
use crate::facts::time::{Context, Timex};
#[cfg(test)]
use crate::lexicon::LineRule;
use crate::lexicon::Piece;
use crate::record::{Article, Block, BlockRole, By, Evidence, Id};
use crate::span::Span;
use crate::text::{Kind, Text};

/// The blocks of a page and what they say about the article.
#[derive(Debug, Default)]
pub struct Layout {
    /// One block a line, in order.
    pub blocks: Vec<Block>,
    /// Title, times and the rest.
    pub article: Article,
    /// The wall clock that relative times are counted from.
    pub published: Option<DateTime>,
}

/// Longest line, in tokens, that may be furniture by its words.
const LONGEST_FURNITURE: usize = 60;
/// How many lines the head of a page may have before its body.
const HEAD: usize = 15;

/// A printed date found as a line of its own.
struct Printed {
    line: usize,
    span: Span,
    timex: Timex,
    labelled: bool,
}

struct Named {
    role: BlockRole,
    kind: Option<&'static str>,
    by: By,
}

/// Names every line. `text` holds one block for each line of the page; `given` is the caller's publication time.
#[must_use]
pub fn layout(text: &Text, page: &Linear, media: Media, given: Option<When>) -> Layout {
    let ranges = line_tokens(text, page.lines.len());
    let mut named: Vec<Option<Named>> = Vec::with_capacity(ranges.len());
    let mut printed = Vec::new();
    for (line, (tokens, shape)) in ranges.iter().zip(&page.lines).enumerate() {
        named.push(
            by_words(text, tokens.clone(), line, &mut printed).or_else(|| by_markup(shape.markup, media)),
        );
    }
    let title = find_title(text, page, &ranges, &mut named);
    mark_behind_headers(text, page, &ranges, &mut named);
    let published = choose_published(title, &printed, &mut named);
    let updated = printed.iter().find(|p| {
        named.get(p.line).is_some_and(|n| n.as_ref().is_some_and(|n| n.role == BlockRole::Updated))
    });

    let mut article = article_of(text, page, &named);
    article.updated = updated.map(|p| p.timex.to_string()).or_else(|| page.metadata.updated.clone());
    let mut wall = None;
    if let Some(when) = given {
        (article.published, wall) = (Some(when.iso), Some(when.local));
        article.published_evidence = Some(Evidence::Field("caller".into()));
    } else if let Some((when, field)) =
        page.metadata.published.as_ref().and_then(|(v, f)| Some((super::when::parse(v, None)?, f)))
    {
        (article.published, wall) = (Some(when.iso), Some(when.local));
        article.published_evidence = Some(Evidence::Field(field.clone().into()));
    } else if let Some(found) = published {
        (article.published, wall) = (Some(found.timex.to_string()), wall_clock(&found.timex));
        article.published_evidence = Some(Evidence::Words(found.span));
    }

    let blocks = named.into_iter().zip(&page.lines).enumerate().map(|(n, (named, line))| {
        let named = named.unwrap_or(Named { role: BlockRole::Body, kind: None, by: "page.body@1".into() });
        let id = Id { layer: "b", number: n as u32 + 1 };
        Block { id, span: line.span, role: named.role, kind: named.kind.map(Into::into), by: named.by }
    });
    Layout { blocks: blocks.collect(), article, published: wall }
}

/// Token range of each line.
fn line_tokens(text: &Text, lines: usize) -> Vec<std::ops::Range<usize>> {
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

/// Role by the line's words alone.
fn by_words(
    text: &Text,
    tokens: std::ops::Range<usize>,
    line: usize,
    printed: &mut Vec<Printed>,
) -> Option<Named> {
    if tokens.is_empty() {
        // Marks or invisible characters alone.
        return Some(Named { role: BlockRole::Furniture, kind: None, by: "page.marks@1".into() });
    }
    if tokens.len() > LONGEST_FURNITURE {
        return None;
    }
    if !tokens.clone().any(|i| !matches!(text.kind(i), Kind::Mark(_)))
        && !tokens.clone().any(|i| matches!(text.mark(i), '℃' | '°'))
    {
        return Some(Named { role: BlockRole::Furniture, kind: None, by: "page.marks@1".into() });
    }
    let mut date = None;
    if fits(text, &[Piece::Date], tokens.clone(), &mut date) {
        let (span, timex) = date?;
        printed.push(Printed { line, span, timex, labelled: false });
        return Some(Named {
            role: BlockRole::Furniture,
            kind: Some("clock"),
            by: "page.lone-date@1".into(),
        });
    }
    let rule = text.lex.lines.iter().find(|rule| {
        date = None;
        fits(text, &rule.pieces, tokens.clone(), &mut date)
    })?;
    if let Some((span, timex)) = date {
        printed.push(Printed { line, span, timex, labelled: true });
    }
    Some(Named { role: rule.role, kind: rule.kind, by: "page.furniture-table@1".into() })
}

/// Marks that a template does not see.
fn skips(text: &Text, mut at: usize, end: usize, next: Option<&Piece>) -> usize {
    while at < end
        && matches!(text.kind(at), Kind::Mark(_))
        && !matches!(next, Some(Piece::Word(w)) if *w == text.word(at))
        && !matches!(text.mark(at), '%' | '°' | '℃' | '©')
    {
        at += 1;
    }
    at
}

/// Whether the words of a line fit a template; the date it holds goes to `date`.
fn fits(
    text: &Text,
    pieces: &[Piece],
    tokens: std::ops::Range<usize>,
    date: &mut Option<(Span, Timex)>,
) -> bool {
    let at = skips(text, tokens.start, tokens.end, pieces.first());
    let Some((piece, rest)) = pieces.split_first() else { return at >= tokens.end };
    if at >= tokens.end {
        return false;
    }
    let one = |date: &mut Option<(Span, Timex)>| fits(text, rest, at + 1..tokens.end, date);
    match piece {
        Piece::Word(word) => text.word(at) == *word && one(date),
        Piece::Number => text.kind(at) == Kind::Number && one(date),
        Piece::Any => !matches!(text.kind(at), Kind::Mark(_)) && one(date),
        Piece::Many => (at + 1..=tokens.end).rev().any(|end| fits(text, rest, end..tokens.end, date)),
        Piece::Date => {
            let context = Context { text, end: tokens.end, published: None, future: false };
            let Some(found) = context
                .longest(at)
                .filter(|m| matches!(m.timex, Timex::Day(_) | Timex::Clock(..)) && !m.anchored)
            else {
                return false;
            };
            *date = Some((text.span(at..found.end, 0), found.timex));
            fits(text, rest, found.end..tokens.end, date)
        }
    }
}

fn by_markup(markup: Markup, media: Media) -> Option<Named> {
    let role = match markup {
        Markup::Machinery => BlockRole::Furniture,
        Markup::Caption => BlockRole::Caption,
        Markup::Heading if media == Media::Html => BlockRole::Heading,
        _ => return None,
    };
    Some(Named { role, kind: None, by: "page.markup@1".into() })
}

/// Finds the headline, marks its blocks, and gives the number of its first line.
fn find_title(
    text: &Text,
    page: &Linear,
    ranges: &[std::ops::Range<usize>],
    named: &mut [Option<Named>],
) -> Option<usize> {
    let folded = |line: usize| -> Vec<&str> {
        let tokens = ranges.get(line).cloned().unwrap_or_default();
        tokens.filter(|&i| !matches!(text.kind(i), Kind::Mark(_))).map(|i| text.fold(i)).collect()
    };
    let free: Vec<usize> = (0..ranges.len()).filter(|&l| named.get(l).is_some_and(Option::is_none)).collect();
    let is_long = |line: usize| {
        let tokens = ranges.get(line).cloned().unwrap_or_default();
        tokens.len() > 40 || (tokens.len() > 14 && text.mark(tokens.end.saturating_sub(1)) == '.')
    };
    let body = free.iter().position(|&l| is_long(l)).unwrap_or(free.len());
    let head = free.get(..body.min(HEAD)).unwrap_or_default();
    let marked = |markup: Markup| page.lines.iter().position(|l| l.markup == markup);
    let given = page.metadata.title.as_deref().or(page.metadata.page_title.as_deref());
    let told = |line: usize| {
        let words = page.lines.get(line).map(|l| l.span.of(&page.text)).unwrap_or_default();
        given.is_some_and(|g| g.trim() == words || (words.chars().count() > 15 && g.starts_with(words)))
    };
    let doubled = || {
        head.iter()
            .copied()
            .find(|&l| folded(l).len() > 1 && free.iter().any(|&o| o > l && folded(o) == folded(l)))
    };
    let title = marked(Markup::Title)
        .or_else(|| marked(Markup::Headline))
        .or_else(|| free.iter().copied().find(|&l| told(l)))
        .or_else(doubled)
        .or_else(|| head.first().copied().filter(|_| free.len() > 1))?;
    let words = folded(title);
    for line in title..ranges.len() {
        let same = line == title || folded(line) == words;
        if let Some(slot) = named.get_mut(line)
            && same
            && (slot.is_none() || line == title)
        {
            *slot = Some(Named { role: BlockRole::Title, kind: None, by: "page.title@1".into() });
        }
    }
    // What short lines stand between the machinery and the headline are over-lines.
    for &line in head.iter().take_while(|&&l| l < title) {
        if let Some(slot) = named.get_mut(line) {
            *slot = Some(Named { role: BlockRole::Kicker, kind: None, by: "page.kicker@1".into() });
        }
    }
    Some(title)
}

/// Short lines behind a header such as «اقرأ أيضا» or «التعليقات» belong to it.
fn mark_behind_headers(
    text: &Text,
    page: &Linear,
    ranges: &[std::ops::Range<usize>],
    named: &mut [Option<Named>],
) {
    let mut header: Option<(BlockRole, Option<&'static str>)> = None;
    for (line, tokens) in ranges.iter().enumerate() {
        let Some(slot) = named.get_mut(line) else { continue };
        match (slot.as_ref(), header) {
            (Some(n), _) if n.role == BlockRole::Related || n.kind == Some("comments") => {
                header = Some((n.role, n.kind));
            }
            (Some(_), _) | (None, None) => {}
            (None, Some((role, kind))) => {
                let paragraph = page.lines.get(line).is_some_and(|l| l.markup == Markup::Paragraph);
                if paragraph || tokens.len() > 25 || text.mark(tokens.end.saturating_sub(1)) == '.' {
                    header = None;
                } else {
                    *slot = Some(Named { role, kind, by: "page.behind-header@1".into() });
                }
            }
        }
    }
}

/// The publication line among the printed dates; the others are the site's clock.
///
/// Trust: a label («نشر في»), then a date with a clock time behind the headline, a date behind it, one with a clock time
/// before it, and last a lone date that touches the headline where no weather stands above.
fn choose_published<'p>(
    title: Option<usize>,
    printed: &'p [Printed],
    named: &mut [Option<Named>],
) -> Option<&'p Printed> {
    let role_at = |line: usize| named.get(line).and_then(|n| n.as_ref());
    let labelled = printed
        .iter()
        .find(|p| p.labelled && role_at(p.line).is_some_and(|n| n.role == BlockRole::Published));
    if labelled.is_some() {
        return labelled;
    }
    let free = || printed.iter().filter(|p| !p.labelled);
    let clocked = |p: &&Printed| matches!(p.timex, Timex::Clock(..));
    let behind = |p: &&Printed| title.is_none_or(|t| p.line > t);
    let weather =
        |p: &Printed| p.line.checked_sub(1).and_then(role_at).is_some_and(|n| n.kind == Some("weather"));
    let touches = |p: &&Printed| title.is_some_and(|t| p.line + 1 == t) && !weather(p);
    let chosen = free()
        .find(|p| clocked(p) && behind(p))
        .or_else(|| free().find(behind))
        .or_else(|| free().find(clocked))
        .or_else(|| free().find(touches))?;
    if let Some(slot) = named.get_mut(chosen.line) {
        *slot = Some(Named { role: BlockRole::Published, kind: None, by: "page.published@1".into() });
    }
    Some(chosen)
}

fn wall_clock(timex: &Timex) -> Option<DateTime> {
    match *timex {
        Timex::Day(date) => Some(date.to_datetime(jiff::civil::Time::midnight())),
        Timex::Clock(date, time, _) => Some(date.to_datetime(time)),
        _ => None,
    }
}

fn article_of(text: &Text, page: &Linear, named: &[Option<Named>]) -> Article {
    let first = |role: BlockRole| {
        let line = named.iter().position(|n| n.as_ref().is_some_and(|n| n.role == role))?;
        let words = page.lines.get(line)?.span.of(&page.text);
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let arabic = text.tokens.iter().filter(|t| t.kind == Kind::Arabic).count();
    let other = text.tokens.iter().filter(|t| t.kind == Kind::Other).count();
    let metadata = &page.metadata;
    Article {
        title: first(BlockRole::Title).or_else(|| metadata.title.clone()),
        subtitle: first(BlockRole::Subtitle),
        byline: first(BlockRole::Byline).or_else(|| metadata.byline.clone()),
        site: metadata.site.clone(),
        section: metadata.section.clone(),
        canonical_url: metadata.url.clone(),
        language: if arabic > other { Some("ar".to_owned()) } else { metadata.language.clone() },
        ..Article::default()
    }
}

/// Whether a line rule's own example fits it: the test of the table.
#[cfg(test)]
fn example_fits(rule: &LineRule, text: &Text) -> bool {
    fits(text, &rule.pieces, 0..text.len(), &mut None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicons;

    #[test]
    fn every_furniture_row_fits_its_example() {
        for rule in &lexicons().lines {
            let text = Text::new(rule.example, &[Span::from(0..rule.example.len())], lexicons());
            assert!(example_fits(rule, &text), "«{}» does not fit its template", rule.example);
        }
    }
}
