//! Linear chains of labels: the best sequence (Viterbi 1967) and how likely each label is (the forward-backward algorithm,
//! Rabiner 1989). What scores the labels of an item is the caller's affair.

/// What a sequence of `L` labels scores beside its items: its first label, and each label behind another.
#[derive(Debug, Clone)]
pub struct Chain<const L: usize> {
    start: [f32; L],
    ways: Box<[[f32; L]; L]>,
    /// For each label those that it may follow.
    before: [Vec<u8>; L],
    ends: [bool; L],
}

impl<const L: usize> Chain<L> {
    /// A chain of scores; what is [`f32::NEG_INFINITY`] may not be, nor may a label stand last unless `ends` says so.
    #[must_use]
    pub fn new(start: [f32; L], ways: Box<[[f32; L]; L]>, ends: [bool; L]) -> Self {
        let before = std::array::from_fn(|next| {
            let may = |from: &u8| {
                ways.get(usize::from(*from)).and_then(|w| w.get(next)).is_some_and(|w| w.is_finite())
            };
            (0..L as u8).filter(may).collect()
        });
        Self { start, ways, before, ends }
    }

    /// Score of a label at the start.
    #[must_use]
    pub const fn start(&self) -> &[f32; L] {
        &self.start
    }

    /// Score of each label behind each.
    #[must_use]
    pub fn ways(&self) -> &[[f32; L]; L] {
        &self.ways
    }

    /// The best sequence of labels for items with these scores, into `out`; `back` is only working space.
    pub fn best(&self, scores: &[[f32; L]], back: &mut Vec<[u8; L]>, out: &mut Vec<usize>) {
        out.clear();
        back.clear();
        let Some(first) = scores.first() else { return };
        let mut sums: [f32; L] =
            std::array::from_fn(|l| first.get(l).unwrap_or(&0.0) + self.start.get(l).unwrap_or(&0.0));
        for item in scores.iter().skip(1) {
            let mut next = [f32::NEG_INFINITY; L];
            let mut came = [0_u8; L];
            for (label, before) in self.before.iter().enumerate() {
                let mut top = (f32::NEG_INFINITY, 0);
                for &from in before {
                    let way = self.ways.get(usize::from(from)).and_then(|t| t.get(label)).unwrap_or(&0.0);
                    let sum = sums.get(usize::from(from)).unwrap_or(&0.0) + way;
                    if sum > top.0 {
                        top = (sum, from);
                    }
                }
                if let (Some(n), Some(c), Some(s)) =
                    (next.get_mut(label), came.get_mut(label), item.get(label))
                {
                    (*n, *c) = (top.0 + s, top.1);
                }
            }
            back.push(came);
            sums = next;
        }
        let ends = sums.iter().enumerate().filter(|(l, _)| self.ends.get(*l) == Some(&true));
        let mut label = ends.max_by(|a, b| a.1.total_cmp(b.1)).map_or(L.saturating_sub(1), |(l, _)| l);
        out.push(label);
        for came in back.iter().rev() {
            label = came.get(label).copied().map_or(L.saturating_sub(1), usize::from);
            out.push(label);
        }
        out.reverse();
    }

    /// How likely each label of each item is, 0 to 1; the labels of an item sum to 1.
    #[must_use]
    pub fn likely(&self, scores: &[[f32; L]]) -> Vec<[f32; L]> {
        let way =
            |from: usize, to: usize| self.ways.get(from).and_then(|w| w.get(to)).map_or(0.0, |w| w.exp());
        // Scores are taken from their largest, so that no exponential overflows.
        let own: Vec<[f32; L]> = scores
            .iter()
            .map(|s| {
                let top = s.iter().fold(f32::NEG_INFINITY, |m, &x| m.max(x));
                s.map(|x| (x - top).exp())
            })
            .collect();
        let mut forward: Vec<[f32; L]> = Vec::with_capacity(own.len());
        for item in &own {
            let mut sums: [f32; L] = std::array::from_fn(|to| match forward.last() {
                None => self.start.get(to).map_or(0.0, |s| s.exp()),
                Some(before) => before.iter().enumerate().map(|(from, b)| b * way(from, to)).sum(),
            });
            sums.iter_mut().zip(item).for_each(|(s, i)| *s *= i);
            normalise(&mut sums);
            forward.push(sums);
        }
        let mut behind: [f32; L] = self.ends.map(|e| f32::from(u8::from(e)));
        for (likely, item) in forward.iter_mut().zip(&own).rev() {
            likely.iter_mut().zip(&behind).for_each(|(l, b)| *l *= b);
            normalise(likely);
            let next: [f32; L] = std::array::from_fn(|from| {
                item.iter().zip(&behind).enumerate().map(|(to, (i, b))| way(from, to) * i * b).sum()
            });
            behind = next;
            normalise(&mut behind);
        }
        forward
    }
}

/// Makes the sum one.
fn normalise<const L: usize>(sums: &mut [f32; L]) {
    let norm = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for sum in sums {
        *sum /= norm;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two labels; the second may not follow itself, nor stand last.
    fn chain() -> Chain<2> {
        Chain::new([0.0, 0.5], Box::new([[0.2, 0.0], [0.0, f32::NEG_INFINITY]]), [true, false])
    }

    #[test]
    fn the_best_sequence_keeps_to_what_may_be() {
        let (mut back, mut out) = (Vec::new(), Vec::new());
        chain().best(&[[0.0, 3.0], [0.0, 9.0], [0.0, 4.0]], &mut back, &mut out);
        assert_eq!(out, [0, 1, 0]);
        chain().best(&[], &mut back, &mut out);
        assert_eq!(out, [0_usize; 0]);
    }

    #[test]
    fn likelihoods_are_those_of_all_sequences() {
        let scores = [[0.1, 0.4], [0.3, 0.2]];
        let weight = |a: usize, b: usize| {
            let chain = chain();
            (chain.start[a] + scores[0][a] + chain.ways[a][b] + scores[1][b]).exp()
        };
        // Only sequences that end in the first label count.
        let (zero, one) = (weight(0, 0), weight(1, 0));
        let likely = chain().likely(&scores);
        assert!((likely[0][0] - zero / (zero + one)).abs() < 1e-5);
        assert!((likely[1][0] - 1.0).abs() < 1e-5);
    }
}
