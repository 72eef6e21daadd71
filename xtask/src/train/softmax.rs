//! Training of log-linear classifiers over hashed features: stochastic gradient with a step for each weight (`AdaGrad`, Duchi
//! et al. 2011) and dropout of features (Srivastava et al. 2014, the sums made larger by the share that is hidden).

use std::ops::Range;

use super::crf::{Random, descend};

/// What training is told.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// log2 of the rows.
    pub bits: u32,
    pub rate: f32,
    /// L2 penalty of a weight, each time it is touched.
    pub penalty: f32,
    /// Share of features that are hidden from an item while training.
    pub dropout: f32,
    /// Features that were counted less often are not learned.
    pub least: u8,
}

/// Rows of weights for `C` classes that are being learned.
pub struct Learner<const C: usize> {
    rows: Vec<[f32; C]>,
    squares: Vec<[f32; C]>,
    counts: Vec<u8>,
    settings: Settings,
}

impl<const C: usize> Learner<C> {
    pub fn new(settings: Settings) -> Self {
        let size = 1 << settings.bits;
        Self { rows: vec![[0.0; C]; size], squares: vec![[0.0; C]; size], counts: vec![0; size], settings }
    }

    /// Counts the features of an item that will be learned from.
    pub fn count(&mut self, features: &[u32]) {
        let mask = self.rows.len() - 1;
        for &feature in features {
            let count = &mut self.counts[feature as usize & mask];
            *count = count.saturating_add(1);
        }
    }

    /// The features that are common enough and not hidden this time.
    pub fn kept(&self, features: &[u32], random: &mut Random) -> Vec<u32> {
        let mask = self.rows.len() - 1;
        let is_common = |f: &u32| self.counts[*f as usize & mask] >= self.settings.least;
        features
            .iter()
            .copied()
            .filter(is_common)
            .filter(|_| random.share() >= self.settings.dropout)
            .collect()
    }

    /// What the features give each class, when some of them are hidden.
    pub fn scores(&self, kept: &[u32]) -> [f32; C] {
        self.sums(kept).map(|sum| sum / (1.0 - self.settings.dropout))
    }

    fn sums(&self, features: &[u32]) -> [f32; C] {
        let mut sums = [0.0; C];
        for &feature in features {
            let row = &self.rows[feature as usize & (self.rows.len() - 1)];
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        }
        sums
    }

    /// A step down the gradient of the scores.
    pub fn descend(&mut self, kept: &[u32], gradient: &[f32; C]) {
        if gradient.iter().all(|g| g.abs() < 1e-3) {
            return;
        }
        let mask = self.rows.len() - 1;
        let steps = (self.settings.rate, self.settings.penalty);
        for &feature in kept {
            let at = feature as usize & mask;
            let (row, squares) = (&mut self.rows[at], &mut self.squares[at]);
            for c in 0..C {
                if gradient[c] != 0.0 {
                    descend(&mut row[c], &mut squares[c], gradient[c], steps);
                }
            }
        }
    }

    /// A step towards the classes that are right, each group of columns a choice of its own among those that may be. Gives
    /// the scores as they were.
    pub fn learn(
        &mut self,
        features: &[u32],
        groups: &[Range<usize>],
        is_right: impl Fn(usize) -> bool,
        may: impl Fn(usize) -> bool,
        random: &mut Random,
    ) -> [f32; C] {
        let kept = self.kept(features, random);
        let scores = self.scores(&kept);
        let mut gradient = [0.0; C];
        for group in groups {
            let all = || group.clone().filter(|&c| may(c));
            let top = all().map(|c| scores[c]).fold(f32::NEG_INFINITY, f32::max);
            all().for_each(|c| gradient[c] = (scores[c] - top).exp());
            let whole: f32 = all().map(|c| gradient[c]).sum();
            let right: f32 = all().filter(|&c| is_right(c)).map(|c| gradient[c]).sum();
            for c in all() {
                let share = if is_right(c) { gradient[c] / right.max(f32::MIN_POSITIVE) } else { 0.0 };
                gradient[c] = gradient[c] / whole - share;
            }
        }
        self.descend(&kept, &gradient);
        scores
    }

    /// The weights, a byte each.
    pub fn weights(self) -> anyhow::Result<khabar::weights::Weights<C>> {
        let (scale, rows) = in_bytes(&self.rows);
        Ok(khabar::weights::Weights::new(&rows, scale)?)
    }
}

/// Most weights lie far below the largest: one in so many is cut down to what a byte holds.
const CUT: usize = 2_000;

/// What one unit of a weight is worth, and the rows in such units.
pub fn in_bytes<const C: usize>(rows: &[[f32; C]]) -> (f32, Vec<[i8; C]>) {
    let mut sizes: Vec<f32> = rows.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let largest = sizes.get(sizes.len() - sizes.len() / CUT - 1).copied().unwrap_or(1.0);
    let scale = (largest / 127.0).max(1e-6);
    let byte = |w: f32| (w / scale).round().clamp(-127.0, 127.0) as i8;
    (scale, rows.iter().map(|row| row.map(byte)).collect())
}
