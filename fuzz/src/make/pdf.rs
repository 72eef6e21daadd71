//! PDFs of our own, changed. Another program reads them, so they are few.

use super::{Made, changed};
use crate::pool::Pool;
use crate::random::Random;

/// A PDF.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let pdf = |at: usize| pool.pdfs.get(at).map_or(&[][..], Vec::as_slice);
    let (one, other) = (random.below(pool.pdfs.len()), random.below(pool.pdfs.len()));
    let bytes = changed(pdf(one), pdf(other), random);
    Made::stream(random.pick(&["a.pdf", "a.txt", "-"]), bytes)
}
