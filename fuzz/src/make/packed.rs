//! Streams packed as gzip or Zstandard, whole, cut, changed, and packed twice.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::{Made, changed, feed, json, table, text};
use crate::pool::Pool;
use crate::random::Random;

/// A packed stream of another format.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let inner = match random.below(4) {
        0 => json::input(random, pool),
        1 => feed::input(random, pool),
        2 => table::input(random, pool),
        _ => text::page(random, pool),
    };
    let bytes = inner.bytes;
    let mut packed = match random.below(4) {
        0 => zstandard(&bytes),
        1 => gzip(&gzip(&bytes)),
        2 => {
            let (head, tail) = bytes.split_at(random.below(bytes.len()));
            [gzip(head), gzip(tail)].concat()
        }
        _ => gzip(&bytes),
    };
    if random.once_in(2) {
        packed = changed(&packed, &bytes, random);
    }
    let name =
        random.pick(&["a.jsonl.gz", "a.csv.gz", "a.rss.gz", "a.txt.zst", "a.txt.gz", "-", "a.html", "a.gz"]);
    Made::stream(name, packed)
}

/// Packed as gzip; not at all where that fails.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// Packed as RFC 1950 says.
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// Packed as RFC 1951 says.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// Packed as Zstandard.
pub fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap_or_default()
}
