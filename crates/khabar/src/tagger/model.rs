//! The model of names and its file.
//!
//! The payload of `KHABARNM` ([`crate::model_file`]): log2 of the rows (`u32`), what one unit of a weight is worth (`f32`),
//! the bias (`f32`), transitions (`f32` from each label to each, and from the start), word forms (count, then hash,
//! letters, coarse, fine), rows (count, then row number and one `i8` a column). Rows that are not there are zero.

use std::sync::LazyLock;

use super::label::{COLUMNS, LABELS, OUTSIDE, may_end, may_follow};
use super::words::{Form, Words};
use crate::chain::Chain;
use crate::error::Error;
use crate::model_file::{self, fault, truncated};

/// The version of the format, and of hashes and features.
pub const VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"KHABARNM";
/// Most rows, as a power of two.
const MOST_BITS: u32 = 22;

/// A row of weights, one a column.
pub type Row = [i8; COLUMNS];

/// What the tagger learned.
#[derive(Debug, Clone)]
pub struct Model {
    /// Rows of weights; a power of two.
    rows: Vec<Row>,
    /// What one unit of a weight is worth.
    pub scale: f32,
    /// What every label but outside gets on top: the weight of recall against precision.
    pub bias: f32,
    /// What labels score behind each other.
    pub chain: Chain<LABELS>,
    /// Word forms.
    pub words: Words,
}

impl Model {
    /// A model of `rows`, whose number is a power of two; what may not follow is left out of `transitions` here.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] where it is not.
    pub fn new(
        rows: Vec<Row>,
        scale: f32,
        bias: f32,
        transitions: Box<[[f32; LABELS]; LABELS]>,
        start: [f32; LABELS],
        words: Words,
    ) -> Result<Self, Error> {
        if !rows.len().is_power_of_two() || rows.len() > 1 << MOST_BITS {
            return Err(fault("its number of rows is no power of two within bounds"));
        }
        Ok(Self { rows, scale, bias, chain: chain(transitions, start), words })
    }

    /// The model that the binary carries.
    ///
    /// # Panics
    /// Never: a test reads it.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            Model::from_bytes(include_bytes!("../../models/names.khm")).unwrap_or_else(|_| Model::blank())
        });
        &MODEL
    }

    /// A model that knows nothing.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            rows: vec![[0; COLUMNS]],
            scale: 0.0,
            bias: 0.0,
            chain: chain(Box::new([[0.0; LABELS]; LABELS]), [0.0; LABELS]),
            words: Words::default(),
        }
    }

    /// The weights of a feature.
    #[must_use]
    pub fn row(&self, feature: u32) -> &Row {
        const ZERO: Row = [0; COLUMNS];
        self.rows.get(feature as usize & (self.rows.len() - 1)).unwrap_or(&ZERO)
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] for a file that is no model, is of another version, was cut short or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut input = model_file::open(MAGIC, VERSION, "names", bytes)?;
        let log2 = input.u32()?;
        if log2 > MOST_BITS {
            return Err(fault("it has more rows than this program reads"));
        }
        let scale = input.f32()?;
        let bias = input.f32()?;
        let mut transitions = Box::new([[0.0; LABELS]; LABELS]);
        for slot in transitions.iter_mut().flatten() {
            *slot = input.f32()?;
        }
        let mut start = [0.0; LABELS];
        for slot in &mut start {
            *slot = input.f32()?;
        }
        let mut forms = Vec::new();
        for _ in 0..input.u32()? {
            let word = input.u32()?;
            let form = Form { letters: input.u8()?, coarse: input.u8()?, fine: input.u16()? };
            forms.push((word, form));
        }
        let mut rows = vec![[0; COLUMNS]; 1 << log2];
        for _ in 0..input.u32()? {
            let slot = rows.get_mut(input.u32()? as usize).ok_or_else(truncated)?;
            for (weight, &byte) in slot.iter_mut().zip(input.take(COLUMNS).ok_or_else(truncated)?) {
                *weight = byte.cast_signed();
            }
        }
        Self::new(rows, scale, bias, transitions, start, Words::new(forms))
    }

    /// Writes a model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let u32_ = |out: &mut Vec<u8>, n: u32| out.extend(n.to_le_bytes());
        u32_(&mut out, self.rows.len().trailing_zeros());
        out.extend(self.scale.to_le_bytes());
        out.extend(self.bias.to_le_bytes());
        self.chain
            .ways()
            .iter()
            .flatten()
            .chain(self.chain.start())
            .for_each(|f| out.extend(f.to_le_bytes()));
        let forms = self.words.sorted();
        u32_(&mut out, forms.len() as u32);
        for (word, form) in forms {
            u32_(&mut out, word);
            out.extend([form.letters, form.coarse]);
            out.extend(form.fine.to_le_bytes());
        }
        let kept = || self.rows.iter().enumerate().filter(|(_, r)| **r != [0; COLUMNS]);
        u32_(&mut out, kept().count() as u32);
        for (number, row) in kept() {
            u32_(&mut out, number as u32);
            out.extend(row.iter().map(|w| w.cast_unsigned()));
        }
        model_file::seal(MAGIC, VERSION, &out)
    }
}

/// The chain of the labels of names: what may not follow scores nothing at all.
fn chain(mut transitions: Box<[[f32; LABELS]; LABELS]>, mut start: [f32; LABELS]) -> Chain<LABELS> {
    for (from, ways) in transitions.iter_mut().enumerate() {
        for (to, way) in ways.iter_mut().enumerate() {
            if !may_follow(from, to) {
                *way = f32::NEG_INFINITY;
            }
        }
    }
    for (label, score) in start.iter_mut().enumerate() {
        if !may_follow(OUTSIDE, label) {
            *score = f32::NEG_INFINITY;
        }
    }
    Chain::new(start, transitions, std::array::from_fn(may_end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_is_whole() {
        let model = Model::from_bytes(include_bytes!("../../models/names.khm")).unwrap();
        assert!(model.rows.len() > 1 << 16);
    }

    #[test]
    fn a_file_that_is_none_is_refused() {
        let whole = Model::blank().to_bytes();
        assert!(Model::from_bytes(&whole).is_ok());
        let says = |bytes: &[u8]| Model::from_bytes(bytes).unwrap_err().to_string();
        assert!(says(b"").contains("no names model"));
        assert!(says(&whole[..whole.len() - 3]).contains("cut short"));
        let mut other = whole.clone();
        other[8] = 9;
        assert!(says(&other).contains("version 9"));
        let mut changed = whole;
        *changed.last_mut().unwrap() ^= 1;
        assert!(says(&changed).contains("checksum"));
    }
}
