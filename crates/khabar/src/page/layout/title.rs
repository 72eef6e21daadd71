//! Which line is the headline.

use std::ops::Range;

use super::{Lines, Named};
use crate::lexicon::lexicons;
use crate::page::{Markup, Metadata};
use crate::record::BlockRole;
use crate::span::Span;
use crate::text::{Kind, Text};

/// Longest title, in tokens.
pub const LONGEST: usize = 80;
/// Shortest title, in letters of its key, of which a part is taken for the whole.
const LEAST: usize = 15;

/// Finds the headline of a page with markup, marks its blocks, and gives the number of its first line.
pub fn find(lines: &Lines, named: &mut [Option<Named>]) -> Option<usize> {
    let title = by_markup(lines, named)?;
    let key = lines.key(title);
    for line in 0..lines.len() {
        let Some(slot) = named.get_mut(line) else { continue };
        let is_repeated = || lines.tokens(line).len() <= LONGEST && lines.key(line) == key;
        if line == title || slot.is_none() && is_repeated() {
            *slot = Some(Named::new(BlockRole::Title, None, "page.title@1"));
        }
    }
    Some(title)
}

/// In a page with markup: the line that says what the metadata call the title, else the only `h1`.
fn by_markup(lines: &Lines, named: &[Option<Named>]) -> Option<usize> {
    let told = told(lines.metadata);
    let is_off =
        |line: usize| lines.get(line).is_none_or(|l| l.hint.is_some() || l.markup == Markup::Machinery);
    let scored = (0..lines.len()).filter_map(|line| {
        let markup = lines.get(line)?.markup;
        if lines.tokens(line).len() > LONGEST {
            return None;
        }
        let key = lines.key(line);
        let fit = told.iter().map(|t| fit(&key, t)).max().unwrap_or(0);
        let heading = match markup {
            Markup::Headline | Markup::Title => 2,
            Markup::Heading => 1,
            _ => 0,
        };
        (fit > 0).then_some((fit * 4 + heading + i32::from(!is_off(line)), line))
    });
    let best = scored.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|b| b.1);
    let headlines = || {
        (0..lines.len()).filter(|&l| {
            lines.get(l).is_some_and(|x| x.markup == Markup::Headline)
                && !is_off(l)
                && named.get(l).is_none_or(Option::is_none)
        })
    };
    best.or_else(|| headlines().find(|&l| lines.is_near_story(l))).or_else(|| headlines().next())
}

/// The titles that the page's metadata tell, as keys.
fn told(metadata: &Metadata) -> Vec<String> {
    [&metadata.title, &metadata.page_title]
        .into_iter()
        .flatten()
        .map(|t| key_of(t))
        .filter(|k| !k.is_empty())
        .collect()
}

/// How well a line says a told title: 3 the whole, 2 all of it but a site's name at its end, 0 not.
fn fit(line: &str, told: &str) -> i32 {
    if line.is_empty() {
        0
    } else if line == told {
        3
    } else if line.chars().count() >= LEAST && told.starts_with(line)
        || told.chars().count() >= LEAST && line.starts_with(told)
    {
        2
    } else {
        0
    }
}

/// The folded words of a string, marks left out, a blank between them.
fn key_of(words: &str) -> String {
    let text = Text::new(words, &[Span::from(0..words.len())], lexicons());
    key(&text, 0..text.len())
}

/// The folded words of a run of tokens, marks left out, a blank between them.
pub fn key(text: &Text, tokens: Range<usize>) -> String {
    let mut key = String::new();
    for i in tokens.filter(|&i| !matches!(text.kind(i), Kind::Mark(_))) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(text.fold(i));
    }
    key
}
