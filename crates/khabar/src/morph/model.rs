//! The model of morphology and its file.
//!
//! The payload of `KHABARMO` ([`crate::model_file`]): classes of words (count, then hash, coarse, fine), how often tokens
//! stand (count, then hash and logarithm), the tables of segments, parts of speech and features
//! ([`Weights::write`](crate::weights::Weights::write)), and what parts of speech score at the start and behind each other
//! (`f32`).

use std::sync::LazyLock;

use super::look::{Company, Spellings};
use super::tags::{UPOS, VALUES};
use crate::chain::Chain;
use crate::error::Error;
use crate::model_file;
use crate::weights::Weights;

/// The version of the format, of hashes and features.
pub const VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"KHABARMO";
/// Most spellings that a file may have.
const MOST: u32 = 1 << 20;

/// Columns of the table of features: for each feature none and its values, one feature behind the other.
pub const COLUMNS: usize = {
    let (mut sum, mut at) = (0, 0);
    #[allow(clippy::indexing_slicing, reason = "counted out when compiled")]
    while at < VALUES.len() {
        sum += 1 + VALUES[at].1.len();
        at += 1;
    }
    sum
};

/// What was learned of words by themselves.
#[derive(Debug, Clone)]
pub struct Model {
    /// Of spellings, from plain text.
    pub spellings: Spellings,
    /// Where a token is cut.
    pub segments: Weights<1>,
    /// Parts of speech.
    pub upos: Weights<UPOS>,
    /// What parts of speech score behind each other.
    pub chain: Chain<UPOS>,
    /// Features.
    pub feats: Weights<COLUMNS>,
}

impl Model {
    /// The model that the binary carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            Model::from_bytes(include_bytes!("../../models/morph.khm")).unwrap_or_else(|_| Model::blank())
        });
        &MODEL
    }

    /// A model that knows nothing.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            spellings: Spellings::default(),
            segments: Weights::default(),
            upos: Weights::default(),
            chain: Chain::new([0.0; UPOS], Box::new([[0.0; UPOS]; UPOS]), [true; UPOS]),
            feats: Weights::default(),
        }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] for a file that is no model, is of another version, was cut short or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut input = model_file::open(MAGIC, VERSION, "morphology", bytes)?;
        let mut spellings = Spellings::default();
        for _ in 0..input.u32()?.min(MOST) {
            let word = input.u32()?;
            let company = Company { coarse: input.u8()?, fine: input.u16()? };
            spellings.company.insert(word, company);
        }
        for _ in 0..input.u32()?.min(MOST) {
            let word = input.u32()?;
            spellings.counts.insert(word, input.u8()?);
        }
        let segments = Weights::read(&mut input)?;
        let upos = Weights::read(&mut input)?;
        let feats = Weights::read(&mut input)?;
        let mut start = [0.0; UPOS];
        for slot in &mut start {
            *slot = input.f32()?;
        }
        let mut ways = Box::new([[0.0; UPOS]; UPOS]);
        for slot in ways.iter_mut().flatten() {
            *slot = input.f32()?;
        }
        Ok(Self { spellings, segments, upos, chain: Chain::new(start, ways, [true; UPOS]), feats })
    }

    /// Writes a model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut company: Vec<_> = self.spellings.company.iter().collect();
        company.sort_unstable_by_key(|(word, _)| **word);
        out.extend((company.len() as u32).to_le_bytes());
        for (word, of) in company {
            out.extend(word.to_le_bytes());
            out.push(of.coarse);
            out.extend(of.fine.to_le_bytes());
        }
        let mut counts: Vec<_> = self.spellings.counts.iter().collect();
        counts.sort_unstable();
        out.extend((counts.len() as u32).to_le_bytes());
        for (word, count) in counts {
            out.extend(word.to_le_bytes());
            out.push(*count);
        }
        self.segments.write(&mut out);
        self.upos.write(&mut out);
        self.feats.write(&mut out);
        self.chain
            .start()
            .iter()
            .chain(self.chain.ways().iter().flatten())
            .for_each(|f| out.extend(f.to_le_bytes()));
        model_file::seal(MAGIC, VERSION, &out)
    }
}
