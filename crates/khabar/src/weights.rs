//! Weights of hashed features, a byte each: what a sum over rows needs, and how it is kept in a model's file.

use crate::error::Error;
use crate::model_file::{Reader, fault, truncated};

/// Most rows of a table, as a power of two.
const MOST_BITS: u32 = 22;

/// How many rows are fetched at once.
const AT_ONCE: usize = 128;

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

/// A table of rows, each with a weight for each of `C` classes. Most rows hold none: those that do stand one behind the other,
/// and a bit for each row says whether it is there (a rank directory, Jacobson 1989), so that what is asked often is small
/// enough for the nearest caches.
#[derive(Debug, Clone)]
pub struct Weights<const C: usize> {
    /// log2 of how many rows there are.
    bits: u32,
    /// A bit for each row, 64 a word, and how many rows stand before those of each word.
    used: Vec<(u64, u32)>,
    /// A row without weights, and behind it the rows that hold some.
    rows: Vec<[i8; C]>,
    /// What one unit of a weight is worth.
    scale: f32,
}

impl<const C: usize> Default for Weights<C> {
    fn default() -> Self {
        Self { bits: 0, used: vec![(0, 0)], rows: vec![[0; C]], scale: 0.0 }
    }
}

impl<const C: usize> Weights<C> {
    /// A table of `rows`.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] where their number is no power of two within bounds.
    pub fn new(rows: &[[i8; C]], scale: f32) -> Result<Self, Error> {
        if !rows.len().is_power_of_two() || rows.len() > 1 << MOST_BITS {
            return Err(fault("its number of rows is no power of two within bounds"));
        }
        let held = rows.iter().enumerate().filter(|(_, row)| **row != [0; C]);
        Ok(Self::packed(rows.len().trailing_zeros(), scale, held.map(|(number, row)| (number, *row))))
    }

    /// A table of the rows that hold a weight, in the order of their numbers.
    fn packed(bits: u32, scale: f32, held: impl Iterator<Item = (usize, [i8; C])>) -> Self {
        let mut used = vec![(0_u64, 0_u32); (1_usize << bits).div_ceil(64)];
        let mut rows = vec![[0; C]];
        for (number, row) in held {
            if let Some((word, _)) = used.get_mut(number / 64) {
                *word |= 1 << (number % 64);
                rows.push(row);
            }
        }
        let mut before = 0;
        for (word, rank) in &mut used {
            *rank = before;
            before += word.count_ones();
        }
        Self { bits, used, rows, scale }
    }

    /// Where the row of a feature stands; 0 where it holds no weight. No branch depends on the feature, so that the
    /// processor fetches the rows of many at once.
    fn place(&self, feature: u32) -> u32 {
        let number = feature & ((1 << self.bits) - 1);
        let &(word, before) = self.used.get(number as usize / 64).unwrap_or(&(0, 0));
        let bit = number % 64;
        let below = word & ((1 << bit) - 1);
        (before + below.count_ones() + 1) * (word >> bit & 1) as u32
    }

    /// What the features give each class; at most 250 features.
    #[must_use]
    pub fn sums(&self, features: &[u32]) -> [i16; C] {
        let mut sums = [0_i16; C];
        let mut places = [0; AT_ONCE];
        for some in features.chunks(AT_ONCE) {
            for (place, &feature) in places.iter_mut().zip(some) {
                *place = self.place(feature);
            }
            for &place in places.iter().take(some.len()) {
                for (sum, &weight) in sums.iter_mut().zip(self.rows.get(place as usize).unwrap_or(&[0; C])) {
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
    pub const fn used(&self) -> usize {
        self.rows.len() - 1
    }

    /// Reads a table as [`Weights::write`] wrote it.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Model`] for one that was cut short, is too large, or whose rows are out of order.
    pub fn read(input: &mut Reader) -> Result<Self, Error> {
        let bits = input.u32()?;
        if bits > MOST_BITS {
            return Err(fault("it has more rows than this program reads"));
        }
        let scale = input.f32()?;
        let mut held: Vec<(usize, [i8; C])> = Vec::new();
        for _ in 0..input.u32()? {
            let number = input.u32()? as usize;
            if number >> bits != 0 || held.last().is_some_and(|(last, _)| *last >= number) {
                return Err(fault("its rows are out of order"));
            }
            let mut row = [0; C];
            for (weight, &byte) in row.iter_mut().zip(input.take(C).ok_or_else(truncated)?) {
                *weight = byte.cast_signed();
            }
            held.push((number, row));
        }
        Ok(Self::packed(bits, scale, held.into_iter()))
    }

    /// Appends log2 of the rows (`u32`), the worth of a unit (`f32`), how many rows follow (`u32`), and each row that holds
    /// a weight: its number (`u32`), a byte a class.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.bits.to_le_bytes());
        out.extend(self.scale.to_le_bytes());
        out.extend((self.used() as u32).to_le_bytes());
        let numbers = self.used.iter().zip(0_u32..).flat_map(|(&(word, _), at)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit)
        });
        for (number, row) in numbers.zip(self.rows.iter().skip(1)) {
            out.extend(number.to_le_bytes());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let mut rows = vec![[0_i8; 3]; 256];
        rows[3] = [1, -2, 3];
        rows[70] = [5, 0, 0];
        rows[255] = [-7, 7, 1];
        let table = Weights::new(&rows, 0.5).unwrap();
        let mut payload = Vec::new();
        table.write(&mut payload);
        let file = crate::model_file::seal(b"KHABARXX", 1, &payload);
        let mut input = crate::model_file::open(b"KHABARXX", 1, "test", &file).unwrap();
        let again: Weights<3> = Weights::read(&mut input).unwrap();
        for table in [&table, &again] {
            assert_eq!(table.used(), 3);
            assert_eq!(table.sums(&[3, 70, 70, 255, 4, 256 + 3]), [5, 3, 7]);
        }
        assert!(Weights::new(&rows[..7], 1.0).is_err());
    }
}
