//! Names made of what they name.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first `bytes` bytes of the SHA-256 of a text, in hexadecimal.
pub fn digest(text: &str, bytes: usize) -> String {
    Sha256::digest(text).iter().take(bytes).fold(String::with_capacity(bytes * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
