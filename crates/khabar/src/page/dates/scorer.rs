//! Weighs the candidates: a log-linear model over their features, whose weights stand in `models/dates.tsv`.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::features::{Feature, Scene, features};

/// What each feature is worth, and how sure a day must be.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    weights: FxHashMap<Feature, f32>,
    /// Least probability of a day that is told.
    pub threshold: f32,
}

/// The row that gives the threshold.
const THRESHOLD: &str = "threshold";

impl Weights {
    /// The weights that the binary carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::parse(include_str!("../../../models/dates.tsv")));
        &WEIGHTS
    }

    /// Reads rows of a feature's name and its weight; others are passed over.
    #[must_use]
    pub fn parse(table: &'static str) -> Self {
        let mut out = Self::default();
        for (name, weight) in table.lines().filter_map(|l| l.split_once('\t')) {
            let Ok(weight) = weight.parse() else { continue };
            if name == THRESHOLD {
                out.threshold = weight;
            } else if let Some(feature) = Feature::of_name(name) {
                out.weights.insert(feature, weight);
            }
        }
        out
    }

    /// Puts in the weight of a feature.
    pub fn set(&mut self, feature: Feature, weight: f32) {
        self.weights.insert(feature, weight);
    }

    fn score(&self, features: &[Feature]) -> f32 {
        features.iter().filter_map(|f| self.weights.get(f)).sum()
    }
}

/// A candidate as it is weighed.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its number among the page's candidates.
    pub candidate: usize,
    /// Its day.
    pub day: Date,
    /// Whether it says that the page was changed then.
    pub is_change: bool,
    /// What it is like.
    pub features: Vec<Feature>,
}

/// The candidates of a page, to be weighed.
#[derive(Debug, Clone, Default)]
pub struct Ballot {
    /// They.
    pub choices: Vec<Choice>,
    /// Whether one of them says outright when the page was published.
    is_told: bool,
}

impl Ballot {
    /// The candidates of a page with their features.
    #[must_use]
    pub fn of(scene: &Scene) -> Self {
        let mut choices: Vec<Choice> = Vec::new();
        for (candidate, features) in features(scene) {
            let Some(said) = scene.candidates.get(candidate) else { continue };
            let (day, is_change) = (said.day(), said.is_change());
            // A date that a page says ten times in one way says it once.
            if choices.iter().all(|c| c.day != day || c.features != features) {
                choices.push(Choice { candidate, day, is_change, features });
            }
        }
        let is_told = scene.candidates.iter().any(super::Candidate::is_publication);
        Self { choices, is_told }
    }

    /// How likely each candidate is the one, all days and silence together making one.
    #[must_use]
    pub fn weigh(&self, weights: &Weights) -> Vec<f32> {
        let scores: Vec<f32> = self.choices.iter().map(|c| weights.score(&c.features)).collect();
        let silent = weights.score(&[Feature::SILENT]);
        let top = scores.iter().copied().fold(silent, f32::max);
        let all: f32 = (silent - top).exp() + scores.iter().map(|s| (s - top).exp()).sum::<f32>();
        scores.iter().map(|s| (s - top).exp() / all).collect()
    }

    /// The likeliest day and how likely it is. A day that is only told as that of a change is none where something says
    /// outright when the page was published.
    #[must_use]
    pub fn best(&self, weighed: &[f32]) -> Option<(Date, f32)> {
        let mut days: Vec<(Date, f32)> = Vec::new();
        for (choice, p) in self.choices.iter().zip(weighed) {
            match days.iter_mut().find(|d| d.0 == choice.day) {
                Some(day) => day.1 += p,
                None => days.push((choice.day, *p)),
            }
        }
        let only_changed = |day: Date| self.choices.iter().filter(|c| c.day == day).all(|c| c.is_change);
        days.retain(|(day, _)| !(self.is_told && only_changed(*day)));
        days.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_weights_is_read() {
        let table = include_str!("../../../models/dates.tsv");
        let weights = Weights::embedded();
        assert_eq!(weights.weights.len() + 1, table.lines().count());
        assert!((0.1..0.9).contains(&weights.threshold), "{}", weights.threshold);
    }
}
