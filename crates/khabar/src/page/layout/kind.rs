//! What kind of page it is: an article, or one of the pages that a crawl brings with it.
//!
//! A page that is no article keeps its lines, all named furniture, and tells no title and no publication time.

use jiff::civil::Date;

use super::words::Reader;
use super::{Layout, Lines, Named};
use crate::lexicon::{LineKind, lexicons};
use crate::page::Markup;
use crate::page::dates::Candidate;
use crate::record::{Article, BlockRole};

/// Tokens of running text under which a page must call itself an article to be one.
const LEAST: usize = 25;
/// Tokens of running text under which a line such as «الصفحة غير موجودة» is believed.
const STUB: usize = 120;
/// Longest line, in tokens, that says what kind of page it stands on.
const LONGEST: usize = 14;
/// Lines that make a front page of one without a story.
const FRONT: usize = 10;

/// How likely a day of publication makes an article of a page with little text.
pub const SURE: f32 = 0.8;
/// Entries that make a ticker of a page that calls itself one, by their lone times of day.
const ENTRIES: usize = 2;
/// Headings that lead elsewhere, and days beside them, that make a list of a page that calls itself no story.
const LISTED: (usize, usize) = (4, 3);

/// Whether the page goes on being written: it says so, and its entries have times of their own.
fn is_live(lines: &Lines, named: &[Option<Named>]) -> bool {
    let is_title =
        |l: &usize| named.get(*l).and_then(|n| n.as_ref()).is_some_and(|n| n.role == BlockRole::Title);
    let title = (0..lines.len()).find(is_title);
    let calls_itself = lines.metadata.is_live || title.is_some_and(|l| fits(lines, l, LineKind::Live));
    let is_clock = |l: &usize| {
        let words = lines.words(*l);
        words.len() <= 16
            && words.contains(':')
            && words.chars().all(|c| c.is_numeric() || c.is_whitespace() || matches!(c, ':' | 'ص' | 'م'))
    };
    calls_itself && (title.unwrap_or_default()..lines.len()).filter(is_clock).count() >= ENTRIES
}

/// Whether what reads like the story is a list of stories: headings that are links, each with its day.
fn is_list(lines: &Lines) -> bool {
    let is_entry = |l: &usize| {
        lines.is_story(*l) && lines.get(*l).is_some_and(|l| l.is_link && l.markup == Markup::Heading)
    };
    let entries: Vec<usize> = (0..lines.len()).filter(is_entry).collect();
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return false };
    let within = |line: u32| (first.saturating_sub(3)..=last + 5).contains(&(line as usize));
    let mut days: Vec<Date> =
        lines.page.dates.iter().filter(|c| c.line.is_some_and(within)).map(Candidate::day).collect();
    days.sort_unstable();
    days.dedup();
    !lines.metadata.is_story && entries.len() >= LISTED.0 && days.len() >= LISTED.1
}

/// Whether a short line says that the page is of a kind.
fn fits(lines: &Lines, line: usize, kind: LineKind) -> bool {
    let reader = Reader { text: lines.text, retrieved: None };
    let tokens = lines.tokens(line);
    let mut rules = lexicons().page_kinds.iter().filter(|r| r.kind == kind);
    tokens.len() <= LONGEST && rules.any(|r| reader.fits(&r.pieces, tokens.clone(), &mut None))
}

/// Says in `layout.warnings` that a page is no article, and takes back what was taken for one. `is_sure`: whether it says
/// beyond doubt when it was published.
pub fn judge(lines: &Lines, is_sure: bool, named: &mut [Option<Named>], layout: &mut Layout) {
    let told = |n: &Option<Named>| n.as_ref().is_none_or(|n| n.role == BlockRole::Body);
    let body: Vec<usize> = (0..lines.len()).filter(|&l| named.get(l).is_some_and(told)).collect();
    let running: usize = body.iter().map(|&l| lines.tokens(l).len()).sum();
    if lines.len() == 0 && !lines.metadata.is_scripted {
        return; // An empty page is told of where it is decoded.
    }
    let says = |kind: LineKind| running < STUB && (0..lines.len()).any(|l| fits(lines, l, kind));
    let metadata = lines.metadata;
    let in_head = metadata.is_story || lines.page.tells_time();
    let calls_itself = metadata.is_story || is_sure || lines.page.tells_time() && metadata.has_headline;
    let no_article = if says(LineKind::Error) && running < LEAST * 2 {
        Some("an error page")
    } else if !lines.is_html {
        None
    } else if metadata.shows && !metadata.is_story && running < LEAST * 2 {
        Some("a page of pictures or films without running text")
    } else if running == 0 && lines.len() < FRONT && metadata.is_scripted && !in_head {
        Some("a page that its scripts draw: its text is not in the markup")
    } else if is_list(lines) {
        Some("a list of stories")
    } else if running < LEAST && !calls_itself || running == 0 && !(is_sure || metadata.is_story) {
        Some(if lines.len() >= FRONT {
            "a front page or list of links"
        } else {
            "a page without running text"
        })
    } else {
        None
    };
    if let Some(what) = no_article {
        layout.warnings.push(format!("no article: this is {what}"));
        let article = std::mem::take(&mut layout.article);
        layout.article =
            Article { site: article.site, canonical_url: article.canonical_url, ..Article::default() };
        layout.published = None;
        for slot in named.iter_mut() {
            let keeps =
                slot.as_ref().is_some_and(|n| matches!(n.role, BlockRole::Furniture | BlockRole::Related));
            if !keeps {
                *slot = Some(Named::new(BlockRole::Furniture, None, "page.no-article@1"));
            }
        }
        return;
    }
    if lines.is_html && is_live(lines, named) {
        layout
            .warnings
            .push("this is a live ticker: its entries have times of their own, the page has none".into());
        layout.published = None;
        (layout.article.published, layout.article.published_evidence) = (None, None);
    }
    let is_stub = says(LineKind::Paywall);
    for (at, slot) in named.iter_mut().enumerate().filter(|_| is_stub) {
        if fits(lines, at, LineKind::Paywall) {
            *slot = Some(Named::new(BlockRole::Furniture, Some("paywall"), "page.paywall@1"));
        }
    }
    if is_stub || metadata.paid && running < STUB {
        layout
            .warnings
            .push("the page shows only the beginning of the article: the rest is for subscribers".into());
    }
}
