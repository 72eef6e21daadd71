//! The file of a learned model: eight bytes that say which model, its version (`u32`), the first eight bytes of the SHA-256
//! of what follows, and the payload, all little-endian.

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};

/// What a payload is read from, front to back.
pub struct Reader<'a> {
    bytes: &'a [u8],
}

/// The payload of a file that is whole, of the model `magic` names and of this version.
///
/// # Errors
/// [`ErrorKind::Model`] for a file that is not.
pub fn open<'a>(magic: &[u8; 8], version: u32, name: &str, bytes: &'a [u8]) -> Result<Reader<'a>, Error> {
    let mut input = Reader { bytes };
    if input.take(8).is_none_or(|m| m != magic) {
        return Err(fault(&format!("it is no {name} model of Khabar")));
    }
    let found = input.u32()?;
    if found != version {
        return Err(fault(&format!("it is of version {found}; this program reads version {version}")));
    }
    let sum = input.take(8).ok_or_else(truncated)?;
    if Sha256::digest(input.bytes).get(..8) != Some(sum) {
        return Err(fault("it was cut short or changed: its checksum does not fit"));
    }
    Ok(input)
}

/// A file of this payload.
#[must_use]
pub fn seal(magic: &[u8; 8], version: u32, payload: &[u8]) -> Vec<u8> {
    let mut file = magic.to_vec();
    file.extend(version.to_le_bytes());
    file.extend(Sha256::digest(payload).get(..8).unwrap_or_default());
    file.extend(payload);
    file
}

/// A model that cannot be used, and why.
#[must_use]
pub fn fault(what: &str) -> Error {
    Error::new(ErrorKind::Model, what.to_owned())
}

/// A model file that ends too early.
#[must_use]
pub fn truncated() -> Error {
    fault("it was cut short")
}

impl<'a> Reader<'a> {
    /// The next `count` bytes; none where there are not so many.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    /// The next `N` bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where there are not so many; so do the numbers below.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        self.take(N).and_then(|b| b.try_into().ok()).ok_or_else(truncated)
    }

    #[allow(missing_docs, clippy::missing_errors_doc, reason = "as `array`")]
    pub fn u8(&mut self) -> Result<u8, Error> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    #[allow(missing_docs, clippy::missing_errors_doc, reason = "as `array`")]
    pub fn u16(&mut self) -> Result<u16, Error> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    #[allow(missing_docs, clippy::missing_errors_doc, reason = "as `array`")]
    pub fn u32(&mut self) -> Result<u32, Error> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    #[allow(missing_docs, clippy::missing_errors_doc, reason = "as `array`")]
    pub fn f32(&mut self) -> Result<f32, Error> {
        Ok(f32::from_le_bytes(self.array()?))
    }
}
