//! Morphology: a token becomes syntactic words, each with its part of speech and features.
//!
//! [`segment`] cuts proclitics and the pronoun at the end off a token, [`look`] says what is seen of a word by itself,
//! [`features`] what is seen of it among its neighbours. Parts of speech are the best sequence of a linear-chain conditional
//! random field; features follow from the last word to the first, as a noun in construct is as definite as what stands
//! behind it.

pub mod features;
pub mod look;
pub mod model;
pub mod segment;
pub mod stems;
pub mod tags;

pub use features::Tagged;
pub use look::{Look, Spellings};
pub use model::Model;
pub use segment::Segments;
pub use tags::{Feats, Feature, Upos};

use tags::{FEATURES, UPOS, VALUES};

/// What tagging needs to work in; one serves any number of sentences.
#[derive(Debug, Default)]
pub struct Scratch {
    scores: Vec<[f32; UPOS]>,
    back: Vec<[u8; UPOS]>,
    best: Vec<usize>,
}

/// Gives each word of a sentence its part of speech and its features.
pub fn tag(words: &mut [Tagged], model: &Model, scratch: &mut Scratch) {
    scratch.scores.clear();
    scratch.scores.extend((0..words.len()).map(|i| model.upos.scores(&features::of_upos(words, i))));
    model.chain.best(&scratch.scores, &mut scratch.back, &mut scratch.best);
    for (word, &upos) in words.iter_mut().zip(&scratch.best) {
        word.upos = Upos::from_number(upos);
    }
    for i in (0..words.len()).rev() {
        let feats = feats(&model.feats.sums(&features::of_feats(words, i)));
        if let Some(word) = words.get_mut(i) {
            word.feats = feats;
        }
    }
}

/// The best value of each feature, by the sums of its columns.
fn feats(sums: &[i16; model::COLUMNS]) -> Feats {
    let mut out = [0; FEATURES];
    let mut rest = sums.as_slice();
    for (slot, (_, values)) in out.iter_mut().zip(VALUES) {
        let (own, behind) = rest.split_at_checked(values.len() + 1).unwrap_or_default();
        rest = behind;
        let mut top = i16::MIN;
        for (value, &sum) in own.iter().enumerate() {
            if sum > top {
                (top, *slot) = (sum, value as u8);
            }
        }
    }
    Feats::new(out)
}
