//! The one hash of this crate: it is stored, so it must be the same on every machine and in every version.

/// A 64-bit hash of bytes: FNV-1a (Fowler, Noll, Vo), its bits then spread by the finaliser of `SplitMix64`, since `FNV`
/// leaves the high bits of short words alike.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    spread(
        bytes
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3)),
    )
}

/// The finaliser of `SplitMix64` (Steele, Lea, Flood 2014): every bit of the input moves half of the output.
pub(crate) const fn spread(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_hashes_never_change() {
        assert_eq!(hash(b""), spread(0xcbf2_9ce4_8422_2325));
        assert_eq!(hash("بغداد".as_bytes()), 10_829_746_494_253_372_039);
    }
}
