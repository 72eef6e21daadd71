//! Packed streams: gzip and Zstandard, told by their first bytes, with a guard against bombs.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use crate::text::{GZIP, is_packed, looks_like_text};

/// Bytes that any stream may unpack to.
const FREE: u64 = 8 << 20;
/// How many times its own size a stream may unpack to beyond that; text packs 5 to 30 times.
const RATIO: u64 = 100;
/// Largest window of a Zstandard stream, as a power of two.
const WINDOW: u32 = 27;

/// Endings of the names of packed files, and what they promise.
const ENDINGS: [(&str, &str); 2] = [(".gz", "gzip"), (".zst", "Zstandard")];

/// A name without the ending that says how it is packed.
pub fn unpacked_name(name: &str) -> &str {
    ENDINGS.iter().find_map(|(ending, _)| name.strip_suffix(ending)).unwrap_or(name)
}

/// The stream itself, or what is packed in it. What is called packed, is not, and is no text either is refused.
pub fn unpacked(name: &str, mut stream: impl BufRead + 'static) -> io::Result<Box<dyn BufRead>> {
    let head = stream.fill_buf()?;
    if head.is_empty() {
        return Err(io::Error::other("the file is empty"));
    }
    if !is_packed(head) {
        let promise = ENDINGS.iter().find(|(ending, _)| name.to_ascii_lowercase().ends_with(ending));
        if let Some((ending, packing)) = promise.filter(|_| !looks_like_text(head)) {
            return Err(io::Error::other(format!(
                "it is called {ending} and is neither {packing} nor text: it may be damaged, or have a wrong name"
            )));
        }
        return Ok(Box::new(stream));
    }
    let gzip = head.starts_with(&GZIP);
    let taken = Rc::new(Cell::new(0));
    let counted = BufReader::new(Counted { inner: stream, taken: Rc::clone(&taken) });
    let inner: Box<dyn Read> = if gzip {
        Box::new(flate2::bufread::MultiGzDecoder::new(counted))
    } else {
        let mut decoder = zstd::Decoder::with_buffer(counted)?;
        decoder.window_log_max(WINDOW)?;
        Box::new(decoder)
    };
    Ok(Box::new(BufReader::with_capacity(64 << 10, Guarded { inner, taken, given: 0 })))
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

/// Stops where a stream unpacks to far more than it is.
struct Guarded {
    inner: Box<dyn Read>,
    taken: Rc<Cell<u64>>,
    given: u64,
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let broken =
            |e: io::Error| io::Error::new(e.kind(), format!("what is packed in it is broken or cut: {e}"));
        let count = self.inner.read(buffer).map_err(broken)?;
        self.given += count as u64;
        check(self.given, self.taken.get())?;
        Ok(count)
    }
}

/// Whether `given` bytes may come from `taken`.
pub fn check(given: u64, taken: u64) -> io::Result<()> {
    if given > FREE && given > taken.saturating_mul(RATIO) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("a decompression bomb: {taken} bytes unpack to more than {given}"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write as _};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(packed: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        unpacked("a.gz", Cursor::new(packed))?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn packed_and_plain() {
        let words = "خبر\n".repeat(1000).into_bytes();
        assert_eq!(read(words.clone()).unwrap(), words);
        assert_eq!(read(gzip(&words)).unwrap(), words);
        assert_eq!(read([gzip(b"a"), gzip(b"b")].concat()).unwrap(), b"ab", "members follow each other");
        assert_eq!(read(zstd::encode_all(&words[..], 3).unwrap()).unwrap(), words);
    }

    #[test]
    fn bombs_and_broken_streams_are_errors() {
        let zeros = vec![b' '; 64 << 20];
        assert!(read(gzip(&zeros)).unwrap_err().to_string().contains("bomb"));
        assert!(read(zstd::encode_all(&zeros[..], 3).unwrap()).unwrap_err().to_string().contains("bomb"));
        let mut broken = gzip(&"نص ".repeat(10_000).into_bytes());
        broken.truncate(40);
        assert!(read(broken).unwrap_err().to_string().contains("cut"));
        let noise: Vec<u8> = (0..40_u8).map(|n| n.wrapping_mul(37) | 1).collect();
        assert!(read(noise).unwrap_err().to_string().contains("neither gzip nor text"));
        assert!(read(Vec::new()).unwrap_err().to_string().contains("empty"));
    }
}
