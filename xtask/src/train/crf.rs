//! Training of linear-chain conditional random fields: stochastic gradient with a step for each weight (`AdaGrad`, Duchi
//! et al. 2011) on the likelihood (Lafferty et al. 2001), over the transitions that a label sequence may make.
//!
//! `L` labels; the first `C` of them have weights, the others are the zero that those are measured against.

/// A sequence as features and labels.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// Rows of each item's features.
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
    /// Share of features that are hidden from an item while training.
    pub dropout: f32,
    pub seed: u64,
}

/// Which labels may stand where.
#[derive(Debug, Clone, Copy)]
pub struct Grammar {
    pub starts: fn(usize) -> bool,
    pub follows: fn(usize, usize) -> bool,
    pub ends: fn(usize) -> bool,
}

/// What was learned: rows of weights, and scores of labels behind each other and at the start. Weights are to be made
/// smaller by the share that dropout hid.
pub struct Learned<const C: usize, const L: usize> {
    pub rows: Vec<[f32; C]>,
    pub transitions: [[f32; L]; L],
    pub start: [f32; L],
}

impl<const C: usize, const L: usize> Learned<C, L> {
    /// What one unit of a weight is worth, and the rows in such units: a byte each.
    pub fn in_bytes(&self) -> (f32, Vec<[i8; C]>) {
        let largest = self.rows.iter().flatten().fold(0.0_f32, |m, x| m.max(x.abs()));
        let scale = (largest / 127.0).max(1e-6);
        (scale, self.rows.iter().map(|row| row.map(|x| (x / scale).round() as i8)).collect())
    }
}

struct Weights<const C: usize, const L: usize> {
    rows: Vec<[f32; C]>,
    squares: Vec<[f32; C]>,
    transitions: [[f32; L]; L],
    transition_squares: [[f32; L]; L],
    start: [f32; L],
    start_squares: [f32; L],
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

/// Learns from examples; their features are hashed to rows here.
pub fn train<const C: usize, const L: usize>(
    examples: &[Example],
    grammar: Grammar,
    settings: Settings,
) -> Learned<C, L> {
    let size = 1_usize << settings.bits;
    let mask = size as u32 - 1;
    let mut counts = vec![0_u32; size];
    examples.iter().flat_map(|e| &e.rows).flatten().for_each(|f| counts[(f & mask) as usize] += 1);
    let mut w = Weights {
        rows: vec![[0.0; C]; size],
        squares: vec![[0.0; C]; size],
        transitions: [[0.0; L]; L],
        transition_squares: [[0.0; L]; L],
        start: [0.0; L],
        start_squares: [0.0; L],
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
            loss += step(&mut w, &kept, &examples[n].labels, grammar, settings);
        }
        if epoch + 1 == settings.epochs {
            eprintln!("  {} sequences, {} epochs: loss {loss:.0}", examples.len(), epoch + 1);
        }
    }
    Learned { rows: w.rows, transitions: w.transitions, start: w.start }
}

/// One step on one sequence; its loss.
fn step<const C: usize, const L: usize>(
    w: &mut Weights<C, L>,
    rows: &[Vec<u32>],
    labels: &[usize],
    grammar: Grammar,
    settings: Settings,
) -> f64 {
    let Some(&first) = labels.first() else { return 0.0 };
    let steps = (settings.rate, settings.penalty);
    let mut emit = vec![[0.0_f32; L]; rows.len()];
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
    let mut expected = expected(w, &emit, grammar);
    for (n, gradient) in expected.labels.iter_mut().enumerate() {
        gradient[labels[n]] -= 1.0;
        if n == 0 {
            for (b, &g) in gradient.iter().enumerate() {
                descend(&mut w.start[b], &mut w.start_squares[b], g, steps);
            }
        }
        if gradient.iter().all(|g| g.abs() < 1e-4) {
            continue;
        }
        for &f in &rows[n] {
            let (row, squares) = (&mut w.rows[f as usize], &mut w.squares[f as usize]);
            for c in 0..C {
                descend(&mut row[c], &mut squares[c], gradient[c], steps);
            }
        }
    }
    labels.windows(2).for_each(|p| expected.pairs[p[0]][p[1]] -= 1.0);
    for a in 0..L {
        for b in 0..L {
            if expected.pairs[a][b] != 0.0 {
                let (weight, square) = (&mut w.transitions[a][b], &mut w.transition_squares[a][b]);
                descend(weight, square, expected.pairs[a][b], steps);
            }
        }
    }
    expected.log - gold
}

/// What the model expects of a sequence.
struct Expected<const L: usize> {
    /// How likely each label of each item is.
    labels: Vec<[f32; L]>,
    /// How often each label is expected behind each.
    pairs: [[f32; L]; L],
    /// Logarithm of the sum over all label sequences.
    log: f64,
}

/// The forward-backward algorithm, each item's sums scaled to one.
fn expected<const C: usize, const L: usize>(
    w: &Weights<C, L>,
    emit: &[[f32; L]],
    grammar: Grammar,
) -> Expected<L> {
    let len = emit.len();
    let way: [[f32; L]; L] = std::array::from_fn(|a| {
        std::array::from_fn(|b| if (grammar.follows)(a, b) { w.transitions[a][b].exp() } else { 0.0 })
    });
    let mut log = 0.0_f64;
    // Scores are taken from their largest, so that no exponential overflows.
    let mut likely = vec![[0.0_f32; L]; len];
    for (out, scores) in likely.iter_mut().zip(emit) {
        let top = scores.iter().fold(f32::NEG_INFINITY, |m, &s| m.max(s));
        log += f64::from(top);
        for (o, s) in out.iter_mut().zip(scores) {
            *o = (s - top).exp();
        }
    }
    let mut alpha = vec![[0.0_f32; L]; len];
    for i in 0..len {
        for b in 0..L {
            let sum: f32 = if i == 0 {
                if (grammar.starts)(b) { w.start[b].exp() } else { 0.0 }
            } else {
                (0..L).map(|a| alpha[i - 1][a] * way[a][b]).sum()
            };
            alpha[i][b] = sum * likely[i][b];
        }
        log += f64::from(normalise(&mut alpha[i]).ln());
    }
    let mut beta = vec![[0.0_f32; L]; len];
    beta[len - 1] = std::array::from_fn(|b| f32::from(u8::from((grammar.ends)(b))));
    let end: f32 = alpha[len - 1].iter().zip(&beta[len - 1]).map(|(a, b)| a * b).sum();
    log += f64::from(end.max(f32::MIN_POSITIVE).ln());
    for i in (0..len - 1).rev() {
        beta[i] =
            std::array::from_fn(|a| (0..L).map(|b| way[a][b] * likely[i + 1][b] * beta[i + 1][b]).sum());
        normalise(&mut beta[i]);
    }
    let mut labels: Vec<[f32; L]> =
        (0..len).map(|i| std::array::from_fn(|b| alpha[i][b] * beta[i][b])).collect();
    for sums in &mut labels {
        normalise(sums);
    }
    let mut pairs = [[0.0_f32; L]; L];
    for i in 1..len {
        let here: [[f32; L]; L] = std::array::from_fn(|a| {
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
fn normalise<const L: usize>(sums: &mut [f32; L]) -> f32 {
    let norm = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for sum in sums.iter_mut() {
        *sum /= norm;
    }
    norm
}

/// A step of `AdaGrad` for one weight.
pub fn descend(weight: &mut f32, square: &mut f32, gradient: f32, (rate, penalty): (f32, f32)) {
    let gradient = gradient + penalty * *weight;
    *square += gradient * gradient;
    *weight -= rate * gradient / (square.sqrt() + 1e-6);
}
