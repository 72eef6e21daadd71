//! A stream of text in any encoding as UTF-8 with plain line ends: the encoding is one for all of it, and none of it is
//! held longer than it takes.

use std::io::{self, BufRead, Cursor, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};
use khabar::Media;

use crate::Charset;

/// How much of a stream its encoding is found by, in bytes.
const SAMPLE: usize = 256 << 10;
/// How far a stream is read for a byte that is not ASCII.
const FARTHEST: usize = 8 << 20;
/// Bytes that are decoded at a time.
const PIECE: usize = 64 << 10;

/// A stream as UTF-8.
pub struct Utf8 {
    inner: Box<dyn Read>,
    decoder: Decoder,
    raw: Vec<u8>,
    decoded: String,
    given: usize,
    is_over: bool,
    is_behind_cr: bool,
}

/// Decodes a stream by its mark, else as valid UTF-8, else as the caller says, else as its bytes look.
pub fn utf8(mut stream: Box<dyn BufRead>, charset: Option<Charset>) -> io::Result<Utf8> {
    let mut sample = Vec::new();
    loop {
        let before = sample.len();
        stream.by_ref().take(SAMPLE as u64).read_to_end(&mut sample)?;
        let is_over = sample.len() - before < SAMPLE;
        let told = sample.get(before..).is_some_and(|new| !new.is_ascii());
        if is_over || told || sample.len() >= FARTHEST {
            break;
        }
    }
    // Where every second byte may be NUL the beginning tells; else the first byte that is not ASCII, and what is behind it.
    let told = sample.iter().position(|b| !b.is_ascii()).filter(|_| !sample.contains(&0)).unwrap_or_default();
    let charset = charset.map(Charset::name);
    let seen =
        khabar::page::decode(sample.get(told..).unwrap_or_default(), charset, Media::Text, usize::MAX / 4)
            .encoding;
    let encoding = Encoding::for_label(seen.as_bytes()).unwrap_or(UTF_8);
    Ok(Utf8 {
        inner: Box::new(Cursor::new(sample).chain(stream)),
        decoder: encoding.new_decoder_with_bom_removal(),
        raw: vec![0; PIECE],
        decoded: String::new(),
        given: 0,
        is_over: false,
        is_behind_cr: false,
    })
}

impl Utf8 {
    /// Decodes the next piece.
    fn fill(&mut self) -> io::Result<()> {
        let count = self.inner.read(&mut self.raw)?;
        self.is_over = count == 0;
        let raw = self.raw.get(..count).unwrap_or_default();
        self.given = 0;
        self.decoded.clear();
        let most = self.decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len().saturating_mul(4));
        self.decoded.reserve(most);
        let _ = self.decoder.decode_to_string(raw, &mut self.decoded, self.is_over);
        if self.is_behind_cr && self.decoded.starts_with('\n') {
            self.given = 1;
        }
        if !self.decoded.is_empty() {
            self.is_behind_cr = self.decoded.ends_with('\r');
        }
        if self.decoded.contains('\r') {
            self.decoded = self.decoded.replace("\r\n", "\n").replace('\r', "\n");
        }
        Ok(())
    }
}

impl Read for Utf8 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given >= self.decoded.len() && !self.is_over {
            self.fill()?;
        }
        let mut rest = self.decoded.as_bytes().get(self.given..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{ISO_8859_6, WINDOWS_1256};
    use std::io::BufReader;

    const WORDS: &str = "قالت وزارة الموارد المائية إن المضخات وصلت إلى البصرة أمس.\n";

    /// Gives a stream byte by byte, so that every character is cut somewhere.
    fn read(bytes: &[u8], charset: Option<&str>) -> String {
        let stream = BufReader::with_capacity(1, Cursor::new(bytes.to_vec()));
        let charset = charset.map(|c| c.parse().unwrap());
        let mut out = String::new();
        let mut utf8 = utf8(Box::new(stream), charset).unwrap();
        utf8.raw = vec![0; 3];
        utf8.read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn one_encoding_for_all_of_a_stream() {
        let little: Vec<u8> = WORDS.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xFF, 0xFE][..], &little].concat();
        for bytes in
            [WORDS.as_bytes(), &little, &marked, &WINDOWS_1256.encode(WORDS).0, &ISO_8859_6.encode(WORDS).0]
        {
            assert_eq!(read(bytes, None), WORDS);
        }
        assert_eq!(read(&ISO_8859_6.encode("قال").0, Some("iso-8859-6")), "قال");
        assert_eq!(read("\u{FEFF}a\r\nb\rc\n\rd".as_bytes(), None), "a\nb\nc\n\nd");
        assert_eq!(read(b"", None), "");
    }

    #[test]
    fn a_long_stretch_of_ascii_tells_nothing() {
        let head = "2021,news\n".repeat(40_000);
        let bytes = [head.as_bytes(), &WINDOWS_1256.encode(WORDS).0].concat();
        let mut out = String::new();
        utf8(Box::new(Cursor::new(bytes)), None).unwrap().read_to_string(&mut out).unwrap();
        assert!(out.ends_with(WORDS));
    }
}
