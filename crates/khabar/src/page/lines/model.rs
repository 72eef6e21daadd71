//! The model of lines and its file.
//!
//! The payload of `KHABARLN` ([`crate::model_file`]): what one unit of a weight is worth (`f32`), scores of a role at the
//! start and behind each other (`f32`), rows (count, then feature and one `i8` a role).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::COUNT;
use crate::chain::Chain;
use crate::error::Error;
use crate::model_file::{self, truncated};

/// The version of the format, and of the features.
pub const VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"KHABARLN";
/// Most rows that a file may have.
const MOST: u32 = 1 << 20;

/// Weights of a feature, one a role.
pub type Row = [i8; COUNT];

/// What was learned of lines.
#[derive(Debug, Clone)]
pub struct Model {
    rows: FxHashMap<u32, Row>,
    scale: f32,
    /// What roles score behind each other.
    pub chain: Chain<COUNT>,
}

impl Model {
    /// A model of these weights.
    #[must_use]
    pub fn new(
        rows: impl IntoIterator<Item = (u32, Row)>,
        scale: f32,
        start: [f32; COUNT],
        ways: Box<[[f32; COUNT]; COUNT]>,
    ) -> Self {
        Self { rows: rows.into_iter().collect(), scale, chain: Chain::new(start, ways, [true; COUNT]) }
    }

    /// The model that the binary carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            Model::from_bytes(include_bytes!("../../../models/lines.khm")).unwrap_or_else(|_| Model::blank())
        });
        &MODEL
    }

    /// A model that knows nothing.
    #[must_use]
    pub fn blank() -> Self {
        Self::new([], 0.0, [0.0; COUNT], Box::new([[0.0; COUNT]; COUNT]))
    }

    /// What features sum up to.
    #[must_use]
    pub fn scores(&self, features: &[u32]) -> [f32; COUNT] {
        let mut sums = [0_i32; COUNT];
        for row in features.iter().filter_map(|f| self.rows.get(f)) {
            sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum += i32::from(weight));
        }
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] for a file that is no model, is of another version, was cut short or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut input = model_file::open(MAGIC, VERSION, "lines", bytes)?;
        let scale = input.f32()?;
        let mut start = [0.0; COUNT];
        for slot in &mut start {
            *slot = input.f32()?;
        }
        let mut ways = Box::new([[0.0; COUNT]; COUNT]);
        for slot in ways.iter_mut().flatten() {
            *slot = input.f32()?;
        }
        let count = input.u32()?.min(MOST);
        let mut rows = FxHashMap::default();
        for _ in 0..count {
            let feature = input.u32()?;
            let bytes: [u8; COUNT] =
                input.take(COUNT).and_then(|b| b.try_into().ok()).ok_or_else(truncated)?;
            rows.insert(feature, bytes.map(u8::cast_signed));
        }
        Ok(Self { rows, scale, chain: Chain::new(start, ways, [true; COUNT]) })
    }

    /// Writes a model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(self.scale.to_le_bytes());
        self.chain
            .start()
            .iter()
            .chain(self.chain.ways().iter().flatten())
            .for_each(|f| out.extend(f.to_le_bytes()));
        let mut rows: Vec<_> = self.rows.iter().filter(|(_, row)| **row != [0; COUNT]).collect();
        rows.sort_unstable_by_key(|(feature, _)| **feature);
        out.extend((rows.len() as u32).to_le_bytes());
        for (feature, row) in rows {
            out.extend(feature.to_le_bytes());
            out.extend(row.iter().map(|w| w.cast_unsigned()));
        }
        model_file::seal(MAGIC, VERSION, &out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_is_whole() {
        let model = Model::from_bytes(include_bytes!("../../../models/lines.khm")).unwrap();
        assert!(model.rows.len() > 1_000);
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let mut row = [0; COUNT];
        row[3] = -7;
        let model = Model::new([(5, row)], 0.5, [0.25; COUNT], Box::new([[-1.0; COUNT]; COUNT]));
        let again = Model::from_bytes(&model.to_bytes()).unwrap();
        assert!((again.scores(&[5, 6])[3] - -3.5).abs() < f32::EPSILON);
        let whole = model.to_bytes();
        assert!(Model::from_bytes(&whole[..whole.len() - 1]).is_err());
    }
}
