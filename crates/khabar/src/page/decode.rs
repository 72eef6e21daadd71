//! Bytes to text.

use std::borrow::Cow;

/// Longest text that is analysed, in bytes; what is over is cut at a line end.
const LIMIT: usize = 16 << 20;

/// A page's text: byte order mark dropped, CR and CRLF made LF, broken bytes replaced, over-long input cut; and what was
/// odd about it.
#[must_use]
pub fn decode(bytes: &[u8]) -> (String, Vec<String>) {
    let mut warnings = Vec::new();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, Cow::Owned(_)) {
        let broken = text.matches('\u{FFFD}').count();
        warnings.push(format!("{broken} broken places in the UTF-8 were replaced by U+FFFD"));
    }
    let mut text =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() };
    if text.len() > LIMIT {
        let mut end = LIMIT;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let end = text.get(..end).and_then(|t| t.rfind('\n')).unwrap_or(end);
        warnings.push(format!(
            "the page is longer than 16 MiB; its last {} bytes were left out",
            text.len() - end
        ));
        text.truncate(end);
    }
    if text.trim().is_empty() {
        warnings.push("the page has no text".to_owned());
    }
    (text, warnings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_marks_and_broken_bytes() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb\rc"), ("a\nb\nc".to_owned(), vec![]));
        let (text, warnings) = decode(b"ab\xFFc");
        assert_eq!(text, "ab\u{FFFD}c");
        assert_eq!(warnings.len(), 1);
        assert_eq!(decode(b" \n").1, ["the page has no text"]);
    }

    #[test]
    fn an_over_long_page_is_cut_at_a_line_end() {
        let line = "سطر من النص\n";
        let (text, warnings) = decode(line.repeat(LIMIT / line.len() + 10).as_bytes());
        assert!(text.len() <= LIMIT && text.ends_with("النص"));
        assert_eq!(warnings.len(), 1);
    }
}
