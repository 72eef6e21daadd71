//! Training of the linear-chain conditional random field: stochastic gradient with a step for each weight (`AdaGrad`, Duchi
//! et al. 2011) on the likelihood (Lafferty et al. 2001), over the transitions that a label sequence may make.

use khabar::tagger::label::{COLUMNS, LABELS, OUTSIDE, may_end, may_follow};
use khabar::tagger::{Model, Words};

/// A sentence as features and labels.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// Rows of each token's features.
    pub rows: Vec<Vec<u32>>,
    pub labels: Vec<usize>,
}

/// What training is told.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// log2 of the rows.
    pub bits: u32,
    pub epochs: usize,
    pub rate: f32,
    /// L2 penalty of a weight, each time it is touched.
    pub penalty: f32,
    /// Features seen less often are left out.
    pub least: u32,
    /// Share of features that are hidden from a token while training.
    pub dropout: f32,
    /// What every label but outside gets on top when the model is used: recall against precision.
    pub bias: f32,
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bits: 20,
            epochs: 12,
            rate: 0.03,
            penalty: 1e-5,
            least: 2,
            dropout: 0.3,
            bias: 0.7,
            seed: 20_211_104,
        }
    }
}

struct Weights {
    rows: Vec<[f32; COLUMNS]>,
    squares: Vec<[f32; COLUMNS]>,
    transitions: [[f32; LABELS]; LABELS],
    transition_squares: [[f32; LABELS]; LABELS],
    start: [f32; LABELS],
    start_squares: [f32; LABELS],
}

/// A small random number generator (xorshift64*), so that a run can be told again from its seed.
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number from 0 up to 1.
    pub fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.next() >> 33) as usize % (i + 1));
        }
    }
}

/// Learns a model from examples; their features are hashed to rows here.
pub fn train(examples: &[Example], words: Words, settings: Settings) -> anyhow::Result<Model> {
    let size = 1_usize << settings.bits;
    let mask = size as u32 - 1;
    let mut counts = vec![0_u32; size];
    examples.iter().flat_map(|e| &e.rows).flatten().for_each(|f| counts[(f & mask) as usize] += 1);
    let mut w = Weights {
        rows: vec![[0.0; COLUMNS]; size],
        squares: vec![[0.0; COLUMNS]; size],
        transitions: [[0.0; LABELS]; LABELS],
        transition_squares: [[0.0; LABELS]; LABELS],
        start: [0.0; LABELS],
        start_squares: [0.0; LABELS],
    };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(settings.seed);
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for &n in &order {
            let kept: Vec<Vec<u32>> = examples[n]
                .rows
                .iter()
                .map(|features| {
                    features
                        .iter()
                        .map(|f| f & mask)
                        .filter(|&f| counts[f as usize] >= settings.least)
                        .filter(|_| random.share() >= settings.dropout)
                        .collect()
                })
                .collect();
            loss += step(&mut w, &kept, &examples[n].labels, settings);
        }
        if epoch + 1 == settings.epochs {
            eprintln!("  {} sentences, {} epochs: loss {loss:.0}", examples.len(), epoch + 1);
        }
    }
    quantised(&w, words, settings)
}

/// Weights as bytes. Dropout made the sums smaller while training, so they are made smaller here by as much.
fn quantised(w: &Weights, words: Words, settings: Settings) -> anyhow::Result<Model> {
    let largest = w.rows.iter().flatten().fold(0.0_f32, |m, x| m.max(x.abs()));
    let scale = (largest / 127.0).max(1e-6);
    let rows = w.rows.iter().map(|row| row.map(|x| (x / scale).round() as i8)).collect();
    Ok(Model::new(
        rows,
        scale * (1.0 - settings.dropout),
        settings.bias,
        Box::new(w.transitions),
        w.start,
        words,
    )?)
}

/// One step on one sentence; its loss.
fn step(w: &mut Weights, rows: &[Vec<u32>], labels: &[usize], settings: Settings) -> f64 {
    let Some(&first) = labels.first() else { return 0.0 };
    let mut emit = vec![[0.0_f32; LABELS]; rows.len()];
    for (scores, features) in emit.iter_mut().zip(rows) {
        for &f in features {
            for (score, weight) in scores.iter_mut().zip(&w.rows[f as usize]) {
                *score += weight;
            }
        }
    }
    let mut gold = f64::from(w.start[first]);
    gold += labels.iter().zip(&emit).map(|(&l, scores)| f64::from(scores[l])).sum::<f64>();
    gold += labels.windows(2).map(|p| f64::from(w.transitions[p[0]][p[1]])).sum::<f64>();
    let mut expected = expected(w, &emit);
    for (n, gradient) in expected.labels.iter_mut().enumerate() {
        gradient[labels[n]] -= 1.0;
        if n == 0 {
            for (b, &g) in gradient.iter().enumerate() {
                descend(&mut w.start[b], &mut w.start_squares[b], g, settings);
            }
        }
        if gradient.iter().all(|g| g.abs() < 1e-4) {
            continue;
        }
        for &f in &rows[n] {
            let (row, squares) = (&mut w.rows[f as usize], &mut w.squares[f as usize]);
            for c in 0..COLUMNS {
                descend(&mut row[c], &mut squares[c], gradient[c], settings);
            }
        }
    }
    labels.windows(2).for_each(|p| expected.pairs[p[0]][p[1]] -= 1.0);
    for a in 0..LABELS {
        for b in 0..LABELS {
            if expected.pairs[a][b] != 0.0 {
                let (weight, square) = (&mut w.transitions[a][b], &mut w.transition_squares[a][b]);
                descend(weight, square, expected.pairs[a][b], settings);
            }
        }
    }
    expected.log - gold
}

/// What the model expects of a sentence.
struct Expected {
    /// How likely each label of each token is.
    labels: Vec<[f32; LABELS]>,
    /// How often each label is expected behind each.
    pairs: [[f32; LABELS]; LABELS],
    /// Logarithm of the sum over all label sequences.
    log: f64,
}

/// The forward-backward algorithm, each token's sums scaled to one.
fn expected(w: &Weights, emit: &[[f32; LABELS]]) -> Expected {
    let len = emit.len();
    let way: [[f32; LABELS]; LABELS] = std::array::from_fn(|a| {
        std::array::from_fn(|b| if may_follow(a, b) { w.transitions[a][b].exp() } else { 0.0 })
    });
    let mut log = 0.0_f64;
    // Scores are taken from their largest, so that no exponential overflows.
    let mut likely = vec![[0.0_f32; LABELS]; len];
    for (out, scores) in likely.iter_mut().zip(emit) {
        let top = scores.iter().fold(f32::NEG_INFINITY, |m, &s| m.max(s));
        log += f64::from(top);
        for (o, s) in out.iter_mut().zip(scores) {
            *o = (s - top).exp();
        }
    }
    let mut alpha = vec![[0.0_f32; LABELS]; len];
    for i in 0..len {
        for b in 0..LABELS {
            let sum: f32 = if i == 0 {
                if may_follow(OUTSIDE, b) { w.start[b].exp() } else { 0.0 }
            } else {
                (0..LABELS).map(|a| alpha[i - 1][a] * way[a][b]).sum()
            };
            alpha[i][b] = sum * likely[i][b];
        }
        log += f64::from(normalise(&mut alpha[i]).ln());
    }
    let mut beta = vec![[0.0_f32; LABELS]; len];
    beta[len - 1] = std::array::from_fn(|b| f32::from(u8::from(may_end(b))));
    let end: f32 = alpha[len - 1].iter().zip(&beta[len - 1]).map(|(a, b)| a * b).sum();
    log += f64::from(end.max(f32::MIN_POSITIVE).ln());
    for i in (0..len - 1).rev() {
        beta[i] =
            std::array::from_fn(|a| (0..LABELS).map(|b| way[a][b] * likely[i + 1][b] * beta[i + 1][b]).sum());
        normalise(&mut beta[i]);
    }
    let mut labels: Vec<[f32; LABELS]> =
        (0..len).map(|i| std::array::from_fn(|b| alpha[i][b] * beta[i][b])).collect();
    for sums in &mut labels {
        normalise(sums);
    }
    let mut pairs = [[0.0_f32; LABELS]; LABELS];
    for i in 1..len {
        let here: [[f32; LABELS]; LABELS] = std::array::from_fn(|a| {
            std::array::from_fn(|b| alpha[i - 1][a] * way[a][b] * likely[i][b] * beta[i][b])
        });
        let norm = here.iter().flatten().sum::<f32>().max(f32::MIN_POSITIVE);
        for (sums, row) in pairs.iter_mut().zip(&here) {
            for (sum, share) in sums.iter_mut().zip(row) {
                *sum += share / norm;
            }
        }
    }
    Expected { labels, pairs, log }
}

/// Makes the sum one, and gives what it was.
fn normalise(sums: &mut [f32; LABELS]) -> f32 {
    let norm = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for sum in sums.iter_mut() {
        *sum /= norm;
    }
    norm
}

fn descend(weight: &mut f32, square: &mut f32, gradient: f32, settings: Settings) {
    let gradient = gradient + settings.penalty * *weight;
    *square += gradient * gradient;
    *weight -= settings.rate * gradient / (square.sqrt() + 1e-6);
}
