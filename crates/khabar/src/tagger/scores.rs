//! What the features of a token sum up to.

use super::label::{COLUMNS, LABELS};
use super::model::Model;

/// Scores of the labels of a token.
pub type Scores = [f32; LABELS];

/// The scores of a token with these features.
#[must_use]
pub fn scores(model: &Model, features: &[u32]) -> Scores {
    // At most 255 features of 127 each: no sum leaves `i16`, and without the look at that the columns are added at once in
    // a build with checks, too.
    let mut sums = [0_i16; COLUMNS];
    for &feature in features.iter().take(255) {
        for (sum, &weight) in sums.iter_mut().zip(model.row(feature)) {
            *sum = sum.wrapping_add(i16::from(weight));
        }
    }
    let mut out = [0.0; LABELS];
    for (score, sum) in out.iter_mut().zip(sums) {
        *score = f32::from(sum) * model.scale + model.bias;
    }
    out
}
