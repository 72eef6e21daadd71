//! Near-duplicates by MinHash.
//!
//! A text is the set of its runs of five folded words (shingles). Two texts resemble each other as much as these sets do:
//! common shingles over all shingles, the Jaccard index. The least value of a hash over a set is equal for two sets with
//! just that probability, so 128 such minima estimate it and are all that is kept of a page (A. Broder, «On the
//! resemblance and containment of documents», 1997). Pages that share a band of minima are looked at; the rest never meet
//! (locality-sensitive hashing: P. Indyk, R. Motwani 1998).

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::hash::{hash, spread};

/// Words in a shingle. Five seldom recur in texts that do not copy each other.
pub const SHINGLE: usize = 5;

/// Minima that are kept of a page. With 128 the estimate has a standard error of at most 0.044.
pub const HASHES: usize = 128;

/// Bands of minima by which pages are looked up.
pub const BANDS: usize = 32;

/// Minima in a band. Two pages of resemblance 0.7 share one of 32 bands of four with probability 0.9998, of 0.2 with 0.05.
const ROWS: usize = HASHES / BANDS;

/// The least estimated resemblance of copies. An agency's report that a paper shortened by a fifth and gave a new first
/// line keeps 0.7 to 0.8 of its shingles; two reports of one event written apart stay below 0.2.
pub const SAME: f64 = 0.7;

/// What is kept of a text to compare it: the least value of each hash over its shingles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u32>", into = "Vec<u32>")]
pub struct Signature([u32; HASHES]);

impl From<Signature> for Vec<u32> {
    fn from(signature: Signature) -> Self {
        signature.0.to_vec()
    }
}

impl TryFrom<Vec<u32>> for Signature {
    type Error = String;

    fn try_from(minima: Vec<u32>) -> Result<Self, String> {
        let count = minima.len();
        minima.try_into().map(Self).map_err(|_| format!("a signature has {HASHES} minima, not {count}"))
    }
}

impl Signature {
    /// The signature of a text, given as folded words; `None` where there are fewer words than a shingle has.
    #[must_use]
    pub fn of<W: AsRef<str>>(words: &[W]) -> Option<Self> {
        if words.len() < SHINGLE {
            return None;
        }
        let words: Vec<u64> = words.iter().map(|w| hash(w.as_ref().as_bytes())).collect();
        let mut minima = [u32::MAX; HASHES];
        for window in words.windows(SHINGLE) {
            let shingle = window.iter().fold(0_u64, |h, &w| spread(h.rotate_left(5) ^ w));
            for (n, least) in minima.iter_mut().enumerate() {
                *least = (*least).min(nth_hash(n as u64, shingle));
            }
        }
        Some(Self(minima))
    }

    /// Estimate of the resemblance of two texts, 0 to 1.
    #[must_use]
    pub fn resemblance(&self, other: &Self) -> f64 {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal as f64 / HASHES as f64
    }

    /// The keys of its bands: pages that share one may be copies.
    pub fn bands(&self) -> impl Iterator<Item = u64> {
        self.0.chunks_exact(ROWS).enumerate().map(|(band, minima)| {
            minima.iter().fold(spread(band as u64 + 1), |h, &m| spread(h ^ u64::from(m)))
        })
    }
}

/// The `n`th hash of a shingle: multiply-shift by an odd number of its own.
const fn nth_hash(n: u64, shingle: u64) -> u32 {
    let odd = spread(2 * n + 1) | 1;
    let offset = spread(2 * n + 2);
    (shingle.wrapping_mul(odd).wrapping_add(offset) >> 32) as u32
}

/// Signatures by their bands. Pages are numbered in the order in which they are added.
#[derive(Debug, Clone, Default)]
pub struct Index {
    signatures: Vec<Signature>,
    bands: FxHashMap<u64, Vec<u32>>,
}

impl Index {
    /// Adds a signature and gives its number.
    pub fn add(&mut self, signature: Signature) -> u32 {
        let number = self.signatures.len() as u32;
        for band in signature.bands() {
            self.bands.entry(band).or_default().push(number);
        }
        self.signatures.push(signature);
        number
    }

    /// The numbers of the pages whose estimated resemblance is at least [`SAME`], with it; the most alike first, of equals
    /// the earliest.
    #[must_use]
    pub fn alike(&self, signature: &Signature) -> Vec<(u32, f64)> {
        let mut numbers: Vec<u32> =
            signature.bands().filter_map(|b| self.bands.get(&b)).flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut found: Vec<(u32, f64)> = numbers
            .into_iter()
            .filter_map(|n| Some((n, self.signatures.get(n as usize)?.resemblance(signature))))
            .filter(|(_, r)| *r >= SAME)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }
}
