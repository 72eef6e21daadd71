//! Word classes from plain text: the exchange algorithm on class bigrams (Martin, Liermann and Ney 1998). Each word goes
//! to the class in which the text is likeliest, until none moves.

use std::collections::HashMap;

/// A text as numbers of words; `BREAK` parts its sentences.
pub const BREAK: u32 = 0;

struct State {
    classes: usize,
    /// Class of each word.
    of: Vec<usize>,
    /// Bigrams of classes.
    pairs: Vec<i64>,
    /// How often a class stands.
    sizes: Vec<i64>,
}

fn xlogx(n: i64) -> f64 {
    if n > 0 { n as f64 * (n as f64).ln() } else { 0.0 }
}

/// Classes (from 1) of the words 1 to `words`, numbered by falling count. Word 0 parts sentences and has a class of its own.
pub fn cluster(text: &[u32], words: usize, classes: usize, rounds: usize) -> Vec<usize> {
    let mut counts = vec![0_i64; words + 1];
    let mut right: Vec<HashMap<u32, i64>> = vec![HashMap::new(); words + 1];
    let mut left: Vec<HashMap<u32, i64>> = vec![HashMap::new(); words + 1];
    for &w in text {
        counts[w as usize] += 1;
    }
    for pair in text.windows(2) {
        *right[pair[0] as usize].entry(pair[1]).or_default() += 1;
        *left[pair[1] as usize].entry(pair[0]).or_default() += 1;
    }
    let sorted = |m: &HashMap<u32, i64>| {
        let mut v: Vec<(usize, i64)> = m.iter().map(|(&w, &n)| (w as usize, n)).collect();
        v.sort_unstable();
        v
    };
    let right: Vec<_> = right.iter().map(sorted).collect();
    let left: Vec<_> = left.iter().map(sorted).collect();
    // Frequent words begin with a class each, the others are dealt round.
    let mut state = State {
        classes: classes + 1,
        of: (0..=words).map(|w| if w == 0 { 0 } else { 1 + (w - 1) % classes }).collect(),
        pairs: vec![0; (classes + 1) * (classes + 1)],
        sizes: vec![0; classes + 1],
    };
    for w in 0..=words {
        state.sizes[state.of[w]] += counts[w];
        for &(v, n) in &right[w] {
            let (a, b) = (state.of[w], state.of[v]);
            state.pairs[a * state.classes + b] += n;
        }
    }
    for round in 0..rounds {
        let mut moved = 0;
        let mut company = Company::new(state.classes);
        for w in 1..=words {
            let from = state.of[w];
            company.meet(&state, w, &right[w], &left[w], counts[w]);
            state.shift(from, -1, &company);
            let mut best = (f64::NEG_INFINITY, from);
            for class in 1..state.classes {
                let gain = state.gain(class, &company);
                if gain > best.0 + 1e-9 || (class == from && gain >= best.0 - 1e-9) {
                    best = (gain, class);
                }
            }
            state.shift(best.1, 1, &company);
            state.of[w] = best.1;
            moved += usize::from(best.1 != from);
        }
        if moved * 200 < words || round + 1 == rounds {
            eprintln!("  {classes} classes of {words} words, {} rounds", round + 1);
            break;
        }
    }
    state.of
}

/// The classes that a word stands beside.
struct Company {
    /// How often a class follows the word, and which do.
    behind: Vec<i64>,
    behind_used: Vec<usize>,
    /// How often a class stands in front of it, and which do.
    before: Vec<i64>,
    before_used: Vec<usize>,
    /// How often the word follows itself.
    own: i64,
    /// How often it stands at all.
    count: i64,
}

impl Company {
    fn new(classes: usize) -> Self {
        Self {
            behind: vec![0; classes],
            behind_used: Vec::new(),
            before: vec![0; classes],
            before_used: Vec::new(),
            own: 0,
            count: 0,
        }
    }

    /// Counts the company of word `w`, whose neighbours stand in `right` and `left`.
    fn meet(&mut self, state: &State, w: usize, right: &[(usize, i64)], left: &[(usize, i64)], count: i64) {
        self.own = right.iter().filter(|(v, _)| *v == w).map(|(_, n)| n).sum();
        self.count = count;
        tally(state, w, right, &mut self.behind, &mut self.behind_used);
        tally(state, w, left, &mut self.before, &mut self.before_used);
    }
}

fn tally(state: &State, w: usize, words: &[(usize, i64)], counts: &mut [i64], used: &mut Vec<usize>) {
    for class in used.drain(..) {
        counts[class] = 0;
    }
    for &(v, n) in words.iter().filter(|(v, _)| *v != w) {
        let class = state.of[v];
        if counts[class] == 0 {
            used.push(class);
        }
        counts[class] += n;
    }
}

impl State {
    /// Puts a word's bigrams into a class, or takes them out.
    fn shift(&mut self, class: usize, sign: i64, company: &Company) {
        for &c in &company.behind_used {
            self.pairs[class * self.classes + c] += sign * company.behind[c];
        }
        for &c in &company.before_used {
            self.pairs[c * self.classes + class] += sign * company.before[c];
        }
        self.pairs[class * self.classes + class] += sign * company.own;
        self.sizes[class] += sign * company.count;
    }

    /// How much likelier the text is with the word in a class that it is not in.
    fn gain(&self, class: usize, company: &Company) -> f64 {
        let pair = |a: usize, b: usize| self.pairs[a * self.classes + b];
        let more = |n: i64, by: i64| xlogx(n + by) - xlogx(n);
        let mut sum = 0.0;
        for &c in company.behind_used.iter().filter(|&&c| c != class) {
            sum += more(pair(class, c), company.behind[c]);
        }
        for &c in company.before_used.iter().filter(|&&c| c != class) {
            sum += more(pair(c, class), company.before[c]);
        }
        sum += more(pair(class, class), company.behind[class] + company.before[class] + company.own);
        sum - 2.0 * more(self.sizes[class], company.count)
    }
}
