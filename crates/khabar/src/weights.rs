//! Weights of hashed features, a byte each: what a sum over rows needs, and how it is kept in a model's file.

use crate::error::Error;
use crate::model_file::{Reader, fault, truncated};

/// Most rows of a table, as a power of two.
const MOST_BITS: u32 = 22;

/// The row of a feature: its template and two values.
#[must_use]
pub const fn feature(template: u32, a: u32, b: u32) -> u32 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let seed = (template as u64 + 1).wrapping_mul(0xD1B5_4A32_D192_ED03);
    let values = (a as u64) << 32 | b as u64;
    ((values ^ seed).wrapping_mul(MULTIPLIER) >> 40) as u32
}

/// The rows of features whose templates are numbered from `first` on, one for each pair of values.
#[must_use]
pub fn features<const N: usize>(first: u32, pairs: &[(u32, u32); N]) -> [u32; N] {
    let mut rows = [0; N];
    for (template, (row, &(a, b))) in (first..).zip(rows.iter_mut().zip(pairs)) {
        *row = feature(template, a, b);
    }
    rows
}

/// A table of rows, each with a weight for each of `C` classes.
#[derive(Debug, Clone)]
pub struct Weights<const C: usize> {
    /// A power of two of them.
    rows: Vec<[i8; C]>,
    /// What one unit of a weight is worth.
    scale: f32,
}

impl<const C: usize> Default for Weights<C> {
    fn default() -> Self {
        Self { rows: vec![[0; C]], scale: 0.0 }
    }
}

impl<const C: usize> Weights<C> {
    /// A table of `rows`.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] where their number is no power of two within bounds.
    pub fn new(rows: Vec<[i8; C]>, scale: f32) -> Result<Self, Error> {
        if !rows.len().is_power_of_two() || rows.len() > 1 << MOST_BITS {
            return Err(fault("its number of rows is no power of two within bounds"));
        }
        Ok(Self { rows, scale })
    }

    /// What the features give each class; at most 250 features.
    #[must_use]
    pub fn sums(&self, features: &[u32]) -> [i16; C] {
        let mask = self.rows.len() - 1;
        let mut sums = [0_i16; C];
        for &feature in features {
            if let Some(row) = self.rows.get(feature as usize & mask) {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(i16::from(weight));
                }
            }
        }
        sums
    }

    /// The sums as the scores that were learned.
    #[must_use]
    pub fn scores(&self, features: &[u32]) -> [f32; C] {
        self.sums(features).map(|sum| f32::from(sum) * self.scale)
    }

    /// How many rows hold a weight.
    #[must_use]
    pub fn used(&self) -> usize {
        self.rows.iter().filter(|row| **row != [0; C]).count()
    }

    /// Reads a table as [`Weights::write`] wrote it.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] for one that was cut short or is too large.
    pub fn read(input: &mut Reader) -> Result<Self, Error> {
        let bits = input.u32()?;
        if bits > MOST_BITS {
            return Err(fault("it has more rows than this program reads"));
        }
        let scale = input.f32()?;
        let mut rows = vec![[0; C]; 1 << bits];
        for _ in 0..input.u32()? {
            let slot = rows.get_mut(input.u32()? as usize).ok_or_else(truncated)?;
            for (weight, &byte) in slot.iter_mut().zip(input.take(C).ok_or_else(truncated)?) {
                *weight = byte.cast_signed();
            }
        }
        Ok(Self { rows, scale })
    }

    /// Appends log2 of the rows (`u32`), the worth of a unit (`f32`), how many rows follow (`u32`), and each row that is
    /// not zero: its number (`u32`), a byte a class.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.rows.len().trailing_zeros().to_le_bytes());
        out.extend(self.scale.to_le_bytes());
        out.extend((self.used() as u32).to_le_bytes());
        for (number, row) in self.rows.iter().enumerate().filter(|(_, row)| **row != [0; C]) {
            out.extend((number as u32).to_le_bytes());
            out.extend(row.iter().map(|w| w.cast_unsigned()));
        }
    }
}

/// The class of the highest score among those that `may` be; the first of equals.
#[must_use]
pub fn best<const C: usize>(sums: &[i16; C], may: impl Fn(usize) -> bool) -> usize {
    let mut top = (i16::MIN, 0);
    for (class, &sum) in sums.iter().enumerate() {
        if sum > top.0 && may(class) {
            top = (sum, class);
        }
    }
    top.1
}
