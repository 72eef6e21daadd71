//! The best labels of a sentence (Viterbi), over scores that the features sum up to.

use super::label::{COLUMNS, LABELS, OUTSIDE, may_end, may_follow};
use super::model::Model;

/// Scores of the labels of a token.
pub type Scores = [f32; LABELS];

/// The scores of a token with these features.
#[must_use]
pub fn scores(model: &Model, features: &[u32]) -> Scores {
    // At most 255 features of 127 each: no sum leaves `i16`.
    let mut sums = [0_i16; COLUMNS];
    for &feature in features.iter().take(255) {
        for (sum, &weight) in sums.iter_mut().zip(model.row(feature)) {
            *sum += i16::from(weight);
        }
    }
    let mut out = [0.0; LABELS];
    for (score, sum) in out.iter_mut().zip(sums) {
        *score = f32::from(sum) * model.scale + model.bias;
    }
    out
}

/// For each label those that it may follow.
#[derive(Debug)]
struct Before([Vec<usize>; LABELS]);

static BEFORE: std::sync::LazyLock<Before> = std::sync::LazyLock::new(|| {
    Before(std::array::from_fn(|next| (0..LABELS).filter(|&l| may_follow(l, next)).collect()))
});

/// The best sequence of labels; `back` is only working space.
pub fn best(model: &Model, scores: &[Scores], back: &mut Vec<[u8; LABELS]>, out: &mut Vec<usize>) {
    out.clear();
    back.clear();
    let Some(first) = scores.first() else { return };
    let mut sums = [f32::NEG_INFINITY; LABELS];
    for (label, sum) in sums.iter_mut().enumerate() {
        if may_follow(OUTSIDE, label) {
            *sum = first.get(label).unwrap_or(&0.0) + model.start.get(label).unwrap_or(&0.0);
        }
    }
    for token in scores.iter().skip(1) {
        let mut next = [f32::NEG_INFINITY; LABELS];
        let mut came = [0_u8; LABELS];
        for (label, before) in BEFORE.0.iter().enumerate() {
            let mut top = (f32::NEG_INFINITY, 0);
            for &from in before {
                let way = model.transitions.get(from).and_then(|t| t.get(label)).unwrap_or(&0.0);
                let sum = sums.get(from).unwrap_or(&0.0) + way;
                if sum > top.0 {
                    top = (sum, from);
                }
            }
            if let (Some(n), Some(c), Some(s)) = (next.get_mut(label), came.get_mut(label), token.get(label))
            {
                (*n, *c) = (top.0 + s, top.1 as u8);
            }
        }
        back.push(came);
        sums = next;
    }
    let ends = sums.iter().enumerate().filter(|(l, _)| may_end(*l));
    let mut label = ends.max_by(|a, b| a.1.total_cmp(b.1)).map_or(OUTSIDE, |(l, _)| l);
    out.push(label);
    for came in back.iter().rev() {
        label = came.get(label).copied().unwrap_or(OUTSIDE as u8).into();
        out.push(label);
    }
    out.reverse();
}
