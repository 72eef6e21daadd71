//! What kinds of page words a line is mixed of (`data/line_words.tsv`): words of menus, sharing, counters, weather.

use std::ops::Range;

use crate::text::{Kind, Strip, Text};

/// The page words of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mix {
    /// One bit for each kind that is there, by its place in [`LINE_KINDS`].
    pub kinds: u32,
    /// Words that belong to a kind.
    pub covered: u16,
    /// All words, numbers included.
    pub words: u16,
}

/// Kinds of page words, as the table names them.
pub const LINE_KINDS: [&str; 20] = [
    "menu",
    "section",
    "search",
    "account",
    "share",
    "media",
    "counter",
    "comments",
    "more",
    "related",
    "tags",
    "newsletter",
    "app",
    "ad",
    "copyright",
    "cookie",
    "contact",
    "weather",
    "clock",
    "label",
];

impl Mix {
    /// Which share of the line is page words, 0 to 1.
    #[must_use]
    pub fn share(self) -> f32 {
        f32::from(self.covered) / f32::from(self.words.max(1))
    }

    /// The kinds that are there.
    pub fn kinds(self) -> impl Iterator<Item = u32> {
        (0..LINE_KINDS.len() as u32).filter(move |k| self.kinds & (1 << k) != 0)
    }

    /// The name of the first kind that is there.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.kinds().next().and_then(|k| LINE_KINDS.get(k as usize)).copied()
    }
}

/// The page words among tokens.
pub fn mix(text: &Text, tokens: Range<usize>) -> Mix {
    let mut mix = Mix::default();
    let mut at = tokens.start;
    while at < tokens.end {
        if matches!(text.kind(at), Kind::Mark(_)) {
            at += 1;
            continue;
        }
        let found = text.find(&text.lex.line_words, at, tokens.end, Strip::Article);
        let end = found.map_or(at + 1, |f| f.end);
        mix.words = mix.words.saturating_add((end - at) as u16);
        if let Some(found) = found {
            mix.kinds |= 1 << *found.value;
            mix.covered = mix.covered.saturating_add((end - at) as u16);
        }
        at = end;
    }
    mix
}
