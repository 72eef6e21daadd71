//! What kind of page it is: an article, or one of the pages that a crawl brings with it.
//!
//! A page that is no article keeps its lines, all named furniture, and tells no title and no publication time.

use super::words::Reader;
use super::{Layout, Lines, Named};
use crate::lexicon::{LineKind, lexicons};
use crate::record::{Article, BlockRole};

/// Tokens of running text under which a page must call itself an article to be one.
const LEAST: usize = 25;
/// Tokens of running text under which a line such as «الصفحة غير موجودة» is believed.
const STUB: usize = 120;
/// Longest line, in tokens, that says what kind of page it stands on.
const LONGEST: usize = 14;
/// Lines that make a front page of one without a story.
const FRONT: usize = 10;

/// Whether a short line says that the page is of a kind.
fn fits(lines: &Lines, line: usize, kind: LineKind) -> bool {
    let reader = Reader { text: lines.text, retrieved: None };
    let tokens = lines.tokens(line);
    let mut rules = lexicons().page_kinds.iter().filter(|r| r.kind == kind);
    tokens.len() <= LONGEST && rules.any(|r| reader.fits(&r.pieces, tokens.clone(), &mut None))
}

/// Says in `layout.warnings` that a page is no article, and takes back what was taken for one.
pub fn judge(lines: &Lines, named: &mut [Option<Named>], layout: &mut Layout) {
    let told = |n: &Option<Named>| n.as_ref().is_none_or(|n| n.role == BlockRole::Body);
    let body: Vec<usize> = (0..lines.len()).filter(|&l| named.get(l).is_some_and(told)).collect();
    let running: usize = body.iter().map(|&l| lines.tokens(l).len()).sum();
    if lines.len() == 0 {
        return; // An empty page is told of where it is decoded.
    }
    let says = |kind: LineKind| running < STUB && (0..lines.len()).any(|l| fits(lines, l, kind));
    let metadata = lines.metadata;
    let calls_itself = metadata.is_story || metadata.published.is_some() && metadata.has_headline;
    let no_article = if says(LineKind::Error) && running < LEAST * 2 {
        Some("an error page")
    } else if !lines.is_html {
        None
    } else if metadata.shows && !metadata.is_story && running < LEAST * 2 {
        Some("a page of pictures or films without running text")
    } else if running == 0 || (running < LEAST && !calls_itself) {
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
