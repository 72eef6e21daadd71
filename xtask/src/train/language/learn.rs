//! Multinomial logistic regression by stochastic gradient with a step for each weight (`AdaGrad`, Duchi et al. 2011).

use khabar::page::language::TAGS;

use crate::train::crf::Random;

/// A weight for each language.
pub type Weights = [f32; TAGS.len()];

/// A line as numbered features.
pub struct Example {
    pub values: Vec<(usize, f32)>,
    pub language: usize,
}

const EPOCHS: usize = 20;
const RATE: f32 = 0.5;
/// L2 penalty of a weight, each time it is touched.
const PENALTY: f32 = 1e-4;
const SEED: u64 = 20_211_104;

/// The weights of features `0..size`.
pub fn learn(examples: &[Example], size: usize) -> Vec<Weights> {
    let mut weights = vec![[0.0; TAGS.len()]; size];
    let mut squares = vec![[1e-2_f32; TAGS.len()]; size];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(SEED);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for &n in &order {
            let Example { values, language } = &examples[n];
            let errors = errors(&weights, values, *language);
            for &(feature, value) in values {
                let (weights, squares) = (&mut weights[feature], &mut squares[feature]);
                for ((weight, square), error) in weights.iter_mut().zip(squares).zip(errors) {
                    let gradient = error * value + PENALTY * *weight;
                    *square += gradient * gradient;
                    *weight -= RATE * gradient / square.sqrt();
                }
            }
        }
    }
    weights
}

/// How much likelier each language was taken than it is.
fn errors(weights: &[Weights], values: &[(usize, f32)], language: usize) -> Weights {
    let mut scores = [0.0; TAGS.len()];
    for &(feature, value) in values {
        for (score, weight) in scores.iter_mut().zip(weights[feature]) {
            *score += weight * value;
        }
    }
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut shares = scores.map(|s| (s - most).exp());
    let sum: f32 = shares.iter().sum();
    shares = shares.map(|s| s / sum);
    shares[language] -= 1.0;
    shares
}
