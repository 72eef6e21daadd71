//! What the tagger sees of a word and of its neighbours, two on each side: rows of its tables.

use super::look::Look;
use super::tags::{Feats, Feature, Upos};
use crate::weights::features;

/// How many features a word has for its part of speech, and for its morphology.
pub const OF_UPOS: usize = 64;
/// See [`OF_UPOS`].
pub const OF_FEATS: usize = 40;
/// The first template of morphology.
const FEATS_FROM: u32 = 200;
/// The part of speech of what is beyond the edge of a sentence.
const BEYOND: u32 = 50;

/// A word with its tags, as far as they are known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tagged {
    /// What is seen of it.
    pub look: Look,
    /// Its part of speech.
    pub upos: Upos,
    /// Its features.
    pub feats: Feats,
}

/// The word at `i + by`, or the edge.
fn near(words: &[Tagged], i: usize, by: isize) -> Look {
    i.checked_add_signed(by).and_then(|at| words.get(at)).map_or_else(Look::edge, |w| w.look)
}

/// The features of a word for its part of speech.
#[must_use]
pub fn of_upos(words: &[Tagged], i: usize) -> [u32; OF_UPOS] {
    let (c, p, n) = (near(words, i, 0), near(words, i, -1), near(words, i, 1));
    let (pp, nn) = (near(words, i, -2), near(words, i, 2));
    features(
        0,
        &[
            (1, 0),
            (c.word, 0),
            (c.fold, 0),
            (c.stem, 0),
            (c.coarse, 0),
            (c.fine, 0),
            (c.first(1), 0),
            (c.first(2), 0),
            (c.first(3), 0),
            (c.last(1), 0),
            (c.last(2), 0),
            (c.last(3), 0),
            (c.suffix, 0),
            (c.shape, 0),
            (c.kinds, 0),
            (c.letters, 0),
            (p.word, 0),
            (n.word, 0),
            (pp.word, 0),
            (nn.word, 0),
            (p.fine, 0),
            (n.fine, 0),
            (p.coarse, 0),
            (n.coarse, 0),
            (pp.coarse, 0),
            (nn.coarse, 0),
            (p.shape, 0),
            (n.shape, 0),
            (p.kinds, 0),
            (n.kinds, 0),
            (p.last(2), 0),
            (n.last(2), 0),
            (n.first(1), 0),
            (p.stem, 0),
            (n.stem, 0),
            (c.coarse, p.coarse),
            (c.coarse, n.coarse),
            (c.kinds, p.coarse),
            (c.kinds, n.coarse),
            (c.kinds, c.last(2)),
            (c.kinds, c.first(1)),
            (c.shape, p.shape),
            (c.shape, n.shape),
            (c.touches, c.shape),
            (c.touches, c.word),
            (c.kinds, p.shape),
            (c.kinds, n.shape),
            (p.coarse, n.coarse),
            (c.word, p.word),
            (c.word, n.word),
            (c.fold, p.coarse),
            (c.fold, n.coarse),
            (c.last(2), p.coarse),
            (c.last(2), n.shape),
            (c.kinds, c.letters),
            (c.fine, p.shape),
            (c.fine, n.shape),
            (c.first(1), c.letters),
            (c.first(2), c.last(2)),
            (u32::from(i == 0), c.kinds),
            (u32::from(i < 2), c.shape),
            (p.coarse, pp.coarse),
            (p.word, c.last(1)),
            (p.word, c.kinds),
        ],
    )
}

/// The features of a word for its morphology; parts of speech are known, and the morphology of the words behind it.
#[must_use]
#[allow(
    clippy::many_single_char_names,
    reason = "the word before, this one and the next, and its part of speech"
)]
pub fn of_feats(words: &[Tagged], i: usize) -> [u32; OF_FEATS] {
    let upos =
        |by: isize| i.checked_add_signed(by).and_then(|at| words.get(at)).map_or(BEYOND, |w| w.upos as u32);
    let feats = |by: usize| words.get(i + by).map(|w| w.feats).unwrap_or_default();
    let tags = |by: usize| {
        let feats = feats(by);
        feats.agreement()
            | u32::from(feats.get(Feature::Definite)) << 6
            | u32::from(feats.get(Feature::Case)) << 9
            | upos(by.cast_signed()) << 12
    };
    let (c, p, n) = (near(words, i, 0), near(words, i, -1), near(words, i, 1));
    let (u, up, un) = (upos(0), upos(-1), upos(1));
    let with = |other: u32| u * 64 + other;
    let shaped = u << 16 | c.shape;
    features(
        FEATS_FROM,
        &[
            (u, 0),
            (u, c.word),
            (u, c.fold),
            (u, c.stem),
            (u, c.fine),
            (u, c.coarse),
            (u, c.last(1)),
            (u, c.last(2)),
            (u, c.last(3)),
            (u, c.first(1)),
            (u, c.first(2)),
            (u, c.shape),
            (u, c.kinds),
            (u, c.letters),
            (u, p.word),
            (u, n.word),
            (u, up),
            (u, un),
            (with(un), tags(1)),
            (with(up), un),
            (shaped, un),
            (shaped, tags(1)),
            (u << 16 | n.shape, un * 64 + upos(2)),
            (u, tags(2)),
            (with(up), p.fold),
            (u, p.last(1)),
            (with(up), p.shape),
            (with(up), p.last(2)),
            (with(un), n.shape),
            (with(up), c.last(2)),
            (with(un), c.last(2)),
            (u << 16 | n.shape, c.last(1)),
            (shaped, n.word),
            (shaped, un << 16 | n.shape),
            (u, p.fine),
            (u, n.fine),
            (with(un), c.last(1)),
            (u << 16 | c.kinds, c.first(1)),
            (u, c.touches),
            (with(up), p.coarse),
        ],
    )
}
