//! Parts of speech and features, learned from treebanks.

use std::ops::Range;

use anyhow::Result;
use khabar::chain::Chain;
use khabar::morph::features::{of_feats, of_upos};
use khabar::morph::look::light;
use khabar::morph::model::COLUMNS;
use khabar::morph::tags::{UPOS, VALUES};
use khabar::morph::{Feats, Look, Model, Spellings, Tagged, Upos};
use khabar::weights::Weights;

use crate::train::crf::{self, Example, Grammar, Learned, Random};
use crate::train::softmax::{Learner, Settings, in_bytes};
use crate::treebank::Sentence;

const EPOCHS: usize = 8;
const OF_UPOS: crf::Settings =
    crf::Settings { bits: 19, epochs: EPOCHS, rate: 0.1, penalty: 1e-4, least: 2, dropout: 0.3, seed: 11 };
const OF_FEATS: Settings = Settings { bits: 18, rate: 0.1, penalty: 1e-5, dropout: 0.2, least: 2 };

/// The words of a sentence with the tags that the treebank gives them.
pub fn words(sentence: &Sentence, spellings: &Spellings) -> Vec<Tagged> {
    let mut out = Vec::new();
    let (mut is_touched, mut is_lam) = (false, false);
    for word in &sentence.words {
        let mut form = String::new();
        light(&word.form, &mut form);
        let touches = u32::from(is_touched) + 2 * u32::from(word.touches);
        out.push(Tagged {
            look: Look { touches, ..Look::new(&form, is_touched && is_lam, spellings) },
            upos: Upos::from_name(&word.part_of_speech).unwrap_or_default(),
            feats: Feats::from_conllu(&word.features),
        });
        (is_touched, is_lam) = (word.touches, form == "ل");
    }
    out
}

/// A model of words; its segments are those given.
pub fn train(sentences: &[Vec<Tagged>], spellings: Spellings, segments: Weights<1>) -> Result<Model> {
    let example = |words: &Vec<Tagged>| Example {
        rows: (0..words.len()).map(|i| of_upos(words, i).to_vec()).collect(),
        labels: words.iter().map(|w| w.upos as usize).collect(),
    };
    let examples: Vec<Example> = sentences.iter().map(example).collect();
    let grammar = Grammar { starts: |_| true, follows: |_, _| true, ends: |_| true };
    let learned: Learned<UPOS, UPOS> = crf::train(&examples, grammar, OF_UPOS);
    let (scale, rows) = in_bytes(&learned.rows);
    Ok(Model {
        spellings,
        segments,
        // Dropout made the sums smaller while training, so they are made smaller here by as much.
        upos: Weights::new(&rows, scale * (1.0 - OF_UPOS.dropout))?,
        chain: Chain::new(learned.start, Box::new(learned.transitions), [true; UPOS]),
        feats: feats(sentences)?,
    })
}

fn feats(sentences: &[Vec<Tagged>]) -> Result<Weights<COLUMNS>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (_, values) in VALUES {
        let start = groups.last().map_or(0, |g| g.end);
        groups.push(start..start + values.len() + 1);
    }
    let mut learner: Learner<COLUMNS> = Learner::new(OF_FEATS);
    for words in sentences {
        (0..words.len()).for_each(|i| learner.count(&of_feats(words, i)));
    }
    let mut random = Random::new(5);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for words in order.iter().map(|&n| &sentences[n]) {
            for (i, word) in words.iter().enumerate() {
                let right: Vec<usize> = groups
                    .iter()
                    .zip(word.feats.values())
                    .map(|(g, value)| g.start + usize::from(value))
                    .collect();
                let is_right = |c: usize| right.contains(&c);
                learner.learn(&of_feats(words, i), &groups, is_right, |_| true, &mut random);
            }
        }
    }
    learner.weights()
}
