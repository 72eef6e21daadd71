//! The one hash of the tagger: words and features become rows of the model. It is part of the model format: a change
//! here is a new version of [`super::model::VERSION`].

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a folded word (FNV-1a over its bytes, mixed at the end).
#[must_use]
pub fn word(folded: &str) -> u32 {
    parts(&[folded])
}

/// The hash of a word that is given in parts.
#[must_use]
pub fn parts(parts: &[&str]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|p| p.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash.wrapping_mul(MULTIPLIER) >> 32) as u32
}

/// The hash of a feature: its template and two values.
#[must_use]
pub const fn feature(template: u32, a: u32, b: u32) -> u32 {
    let mixed = (a as u64 | (b as u64) << 32).wrapping_add((template as u64 + 1).wrapping_mul(MULTIPLIER));
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((mixed ^ (mixed >> 32)).wrapping_mul(MULTIPLIER) >> 32) as u32
}
