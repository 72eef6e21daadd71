//! What kind of page it is: an article, or one of the pages that a crawl brings with it.
//!
//! A page that is no article keeps its lines, all named furniture, and tells no title and no publication time.

use super::words::Reader;
use super::{Layout, Lines, Named};
use crate::lexicon::{LineKind, lexicons};
use crate::page::Markup;
use crate::record::{Article, BlockRole};
use crate::text::Kind;

/// Tokens of running text under which a page must call itself an article to be one.
const LEAST: usize = 25;
/// Tokens of running text under which a line such as «الصفحة غير موجودة» is believed.
const STUB: usize = 120;
/// Lines inside links that make a front page of one without a story.
const FRONT: usize = 15;

/// Says in `layout.warnings` that a page is no article, and takes back what was taken for one.
pub fn judge(lines: &Lines, named: &mut [Option<Named>], layout: &mut Layout) {
    let told = |n: &Option<Named>| n.as_ref().is_none_or(|n| n.role == BlockRole::Body);
    let body: Vec<usize> = (0..lines.len()).filter(|&l| named.get(l).is_some_and(told)).collect();
    let running: usize = body.iter().map(|&l| lines.tokens(l).len()).sum();
    let letters = |kind: Kind| -> usize {
        let tokens = body.iter().flat_map(|&l| lines.tokens(l));
        tokens.filter(|&i| lines.text.kind(i) == kind).count()
    };
    if lines.len() == 0 {
        return; // An empty page is told of where it is decoded.
    }
    let says = |kind: LineKind| {
        let reader = Reader { text: lines.text, retrieved: None };
        let rules = lexicons().page_kinds.iter().filter(|r| r.kind == kind);
        let short = (0..lines.len()).map(|l| lines.tokens(l)).filter(|t| t.len() <= 14);
        running < STUB
            && short.clone().any(|t| rules.clone().any(|r| reader.fits(&r.pieces, t.clone(), &mut None)))
    };
    let metadata = lines.metadata;
    let calls_itself = metadata.is_story || metadata.published.is_some() && metadata.has_headline;
    let no_article = if says(LineKind::Error) && running < LEAST * 2 {
        Some("an error page")
    } else if !lines.is_html {
        None
    } else if metadata.shows && !metadata.is_story && running < LEAST * 2 {
        Some("a page of pictures or films without running text")
    } else if running == 0 || (running < LEAST && !calls_itself) {
        let links = (0..lines.len()).filter(|&l| lines.get(l).is_some_and(|x| x.markup == Markup::Machinery || x.main == Some(false)));
        Some(if links.count() >= FRONT { "a front page or list of links" } else { "a page without running text" })
    } else {
        None
    };
    if let Some(what) = no_article {
        layout.warnings.push(format!("no article: this is {what}"));
        let article = std::mem::take(&mut layout.article);
        layout.article = Article {
            site: article.site,
            canonical_url: article.canonical_url,
            language: article.language,
            ..Article::default()
        };
        layout.published = None;
        for slot in named.iter_mut() {
            let keeps = slot.as_ref().is_some_and(|n| matches!(n.role, BlockRole::Furniture | BlockRole::Related));
            if !keeps {
                *slot = Some(Named { role: BlockRole::Furniture, kind: None, by: "page.no-article@1".into() });
            }
        }
        return;
    }
    if metadata.paid && running < STUB || says(LineKind::Paywall) {
        layout.warnings.push("the page shows only the beginning of the article: the rest is for subscribers".into());
    }
    if letters(Kind::Arabic) < letters(Kind::Other) {
        let language = layout.article.language.as_deref().unwrap_or("another language");
        layout.warnings.push(format!("the article is not in Arabic ({language}): facts are looked for in Arabic only"));
    }
}
