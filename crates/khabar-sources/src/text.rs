//! Whether bytes are text, as far as their beginning tells.

/// How much is looked at, in bytes.
const HEAD: usize = 8 << 10;
/// One byte of so many may be a control character that no text has.
const CONTROLS: usize = 20;
/// The first bytes of gzip and of Zstandard.
pub const GZIP: [u8; 2] = [0x1F, 0x8B];
/// See [`GZIP`].
pub const ZSTANDARD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Whether bytes begin as gzip or Zstandard do.
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&GZIP) || bytes.starts_with(&ZSTANDARD)
}

/// Whether bytes may be text; some has a few control characters in it.
pub fn may_be_text(bytes: &[u8]) -> bool {
    khabar::page::is_text(bytes) && (is_utf16(bytes) || controls(bytes) * CONTROLS <= bytes.len().min(HEAD))
}

/// Whether bytes are text without doubt: UTF-8, or no control character among them.
pub fn looks_like_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let is_utf8 = match str::from_utf8(head) {
        Ok(_) => true,
        Err(fault) => fault.error_len().is_none(),
    };
    khabar::page::is_text(bytes) && (is_utf16(bytes) || controls(bytes) == 0 || is_utf8 && may_be_text(bytes))
}

/// Whether text, which may have NUL bytes, has any.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.get(..HEAD).unwrap_or(bytes).contains(&0) && khabar::page::is_text(bytes)
}

fn controls(bytes: &[u8]) -> usize {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    head.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C)).count()
}

/// Whether there is nothing to read in bytes: a mark, blanks.
pub fn is_blank(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mark = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let is_utf16_blank = |b: &u8| *b == 0 || b.is_ascii_whitespace();
    bytes.iter().all(u8::is_ascii_whitespace)
        || mark && bytes.iter().skip(2).all(is_utf16_blank)
        || str::from_utf8(bytes).is_ok_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_what_is_none() {
        for text in ["قال الوزير", "a\tb\r\n", "صفحة أولى\u{C}صفحة ثانية ونص", ""]
        {
            assert!(may_be_text(text.as_bytes()) && looks_like_text(text.as_bytes()), "{text}");
        }
        let utf16: Vec<u8> = "\u{FEFF}قال الوزير".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(may_be_text(&utf16) && looks_like_text(&utf16));
        let legacy = encoding_rs::WINDOWS_1256.encode("قال الوزير إن العمل بدأ").0.into_owned();
        assert!(may_be_text(&legacy) && looks_like_text(&legacy));
        let noise: Vec<u8> = (0..400_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8 | 1).collect();
        assert!(!may_be_text(&noise) && !looks_like_text(&noise));
        assert!(!may_be_text(b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0"));
    }

    #[test]
    fn blanks() {
        for blank in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF", b"\xFF\xFE\n\0", "\u{A0}\n".as_bytes()] {
            assert!(is_blank(blank));
        }
        assert!(!is_blank(b"\xEF\xBB\xBFa") && !is_blank("\u{A0}خ".as_bytes()));
    }
}
