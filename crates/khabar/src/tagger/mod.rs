//! The trained tagger of names: a linear-chain conditional random field over hashed features.
//!
//! `cargo xtask train names` makes the model that the binary carries (`models/names.khm`; `models/names.md` is its card). A
//! text is looked at token by token, scored and decoded sentence by sentence (Lafferty, `McCallum` and Pereira 2001);
//! features combine words, proclitic-free stems, word classes learned from plain text, gazetteers and what the rules of
//! [`crate::names`] propose.
//!
//! ```
//! use khabar::lexicon::lexicons;
//! use khabar::tagger::{Model, tag};
//! use khabar::{Span, text::Text};
//!
//! let page = "وصل أحمد إلى بغداد";
//! let text = Text::new(page, &[Span::from(0..page.len())], lexicons());
//! let names = tag(Model::embedded(), &text, &[]);
//! assert_eq!(names.last().map(|n| n.tokens.clone()), Some(3..4));
//! ```

pub mod features;
pub mod hash;
pub mod label;
mod model;
mod scores;
mod words;

use std::ops::Range;

pub use features::{Hint, Look, looks};
pub use label::Place;
pub use model::{Model, Row, VERSION};
pub use words::{Form, Words};

use rustc_hash::FxHashMap;

use crate::record::Label;
use crate::text::Text;

/// A name that the tagger found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its class.
    pub label: Label,
    /// How many letters of its first token are proclitics.
    pub letters: u8,
}

/// The names of a text in order; `hints` are what rules propose.
#[must_use]
pub fn tag(model: &Model, text: &Text, hints: &[Hint]) -> Vec<Tagged> {
    let mut looks = looks(text, &model.words, hints);
    let first = labels(model, text, &looks);
    look_elsewhere(&mut looks, &first);
    labels(model, text, &looks)
}

/// Notes on each token what the other occurrences of its word were taken for.
pub fn look_elsewhere(looks: &mut [Look], tagged: &[Tagged]) {
    let mut class_of = vec![0_u8; looks.len()];
    for name in tagged {
        let class = label::CLASSES.iter().position(|&c| c == name.label).unwrap_or(0) as u8 + 1;
        for slot in class_of.iter_mut().take(name.tokens.end).skip(name.tokens.start) {
            *slot = class;
        }
    }
    let mut votes: FxHashMap<u32, [u16; 5]> = FxHashMap::default();
    for (look, &class) in looks.iter().zip(&class_of) {
        if let Some(vote) = votes.entry(look.stem).or_default().get_mut(usize::from(class)) {
            *vote = vote.saturating_add(1);
        }
    }
    for (look, &class) in looks.iter_mut().zip(&class_of) {
        let Some(vote) = votes.get(&look.stem) else { continue };
        let others = |c: usize| {
            let all = vote.get(c).copied().unwrap_or(0);
            if c == usize::from(class) { all.saturating_sub(1) } else { all }
        };
        let best = (1..5).max_by_key(|&c| (others(c), std::cmp::Reverse(c))).unwrap_or(1);
        look.elsewhere = match (others(best), others(0)) {
            (0, 0 | 1) => 0,
            (0, _) => 9,
            (1, out) => best as u8 + if out > 1 { 9 } else { 0 },
            (named, out) => best as u8 + if u32::from(out) > u32::from(named) { 13 } else { 4 },
        };
    }
}

/// Decodes the sentences of a text that was looked at.
#[must_use]
pub fn labels(model: &Model, text: &Text, looks: &[Look]) -> Vec<Tagged> {
    let (mut rows, mut scores, mut back, mut path) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut out = Vec::new();
    for sentence in &text.sentences {
        scores.clear();
        for i in sentence.tokens.clone() {
            rows.clear();
            features::features(looks, &sentence.tokens, i, &mut rows);
            scores.push(scores::scores(model, &rows));
        }
        model.chain.best(&scores, &mut back, &mut path);
        let mut begun = sentence.tokens.start;
        for (i, &found) in sentence.tokens.clone().zip(&path) {
            let Some((class, place)) = label::parts(found) else { continue };
            if matches!(place, Place::Begin | Place::Single) {
                begun = i;
            }
            if matches!(place, Place::End | Place::Single) {
                let letters = looks.get(begun).map_or(0, |l| l.letters);
                out.push(Tagged { tokens: begun..i + 1, label: class, letters });
            }
        }
    }
    out
}
