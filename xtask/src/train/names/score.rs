//! Strict scores of entities: the same words and the same class.

use std::fmt;
use std::ops::Range;

use khabar::record::Label;
use khabar::tagger::label::CLASSES;

/// Entities found, wanted and right, per class.
#[derive(Default)]
pub struct Score {
    found: [usize; 4],
    wanted: [usize; 4],
    right: [usize; 4],
}

type Entity = (Range<usize>, Label);

impl Score {
    pub fn add(&mut self, wanted: &[Entity], found: &[Entity]) {
        let class = |l: Label| CLASSES.iter().position(|&c| c == l).unwrap_or(0);
        for (_, label) in wanted {
            self.wanted[class(*label)] += 1;
        }
        for entity in found {
            self.found[class(entity.1)] += 1;
            self.right[class(entity.1)] += usize::from(wanted.contains(entity));
        }
    }

    pub fn total(&self) -> f64 {
        f1(self.right.iter().sum(), self.found.iter().sum(), self.wanted.iter().sum())
    }
}

fn f1(right: usize, found: usize, wanted: usize) -> f64 {
    200.0 * right as f64 / (found + wanted).max(1) as f64
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sum = |of: &[usize; 4]| of.iter().sum::<usize>();
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let (right, found, wanted) = (sum(&self.right), sum(&self.found), sum(&self.wanted));
        write!(f, "F1 {:.1} (P {:.1}, R {:.1}", self.total(), share(right, found), share(right, wanted))?;
        for (n, class) in ["PER", "LOC", "ORG", "MISC"].iter().enumerate() {
            write!(f, "; {class} {:.1}", f1(self.right[n], self.found[n], self.wanted[n]))?;
        }
        write!(f, ")")
    }
}
