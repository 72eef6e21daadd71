//! Bytes to text: which encoding, and what was odd.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_6, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252,
    WINDOWS_1254, WINDOWS_1256,
};

use super::{Media, mojibake};

/// Longest page that is analysed unless the caller says otherwise, in bytes of UTF-8.
pub const LIMIT: usize = 16 << 20;
/// How far into a page its own word on its encoding is looked for, in bytes.
const HEAD: usize = 4096;
/// How much of a page the detector sees, in bytes.
const SAMPLE: usize = 256 << 10;
/// Of so many non-ASCII bytes one may be broken in a page that calls itself UTF-8 before that is not believed.
const BROKEN: usize = 20;

/// Encodings whose labels stand on Arabic pages by mistake.
const LATIN: [&Encoding; 5] = [WINDOWS_1252, WINDOWS_1250, WINDOWS_1254, ISO_8859_2, ISO_8859_15];

/// A page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text: byte order mark dropped, CR and CRLF made LF, broken bytes replaced.
    pub text: String,
    /// The encoding it was read in, by its name in the Encoding Standard, lowered.
    pub encoding: String,
    /// What was odd about it.
    pub warnings: Vec<String>,
}

/// Reads bytes as text. Trust: byte order mark, valid UTF-8, `charset` of the transport, the page's own word, detection.
/// What is longer than `limit` bytes of UTF-8 is cut at the end of a line or tag.
#[must_use]
pub fn decode(bytes: &[u8], charset: Option<&str>, media: Media, limit: usize) -> Decoded {
    let mut warnings = Vec::new();
    // No encoding known here writes a character in more bytes than two of UTF-16 for one of UTF-8.
    let most = limit.saturating_mul(2).saturating_add(4);
    let whole = bytes.len();
    let bytes = bytes.get(..most).unwrap_or(bytes);
    let (encoding, body) = encoding_of(bytes, charset);
    let (text, had_errors) = decoded(encoding, body, limit);
    let mut text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    if text.len() > limit || whole > most {
        let end = cut(&text, limit, media);
        warnings.push(format!(
            "the page is longer than {limit} bytes of text; what is behind the first {end} was left out"
        ));
        text.truncate(end);
    }
    if let Some((mended, how)) = mojibake::mend(&text) {
        warnings.push(format!("the page was stored as {how}: it was decoded once more"));
        text = mended;
    }
    if media.guess(&text) != Media::Html
        && let Some(fed) = line_feeds(&text)
    {
        warnings.push(
            "the page had «\\n» typed in it in place of line feeds: its lines were parted there".to_owned(),
        );
        text = fed;
    }
    let broken = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    if broken > 0 {
        warnings.push(format!("{broken} broken places in the {} were replaced by U+FFFD", encoding.name()));
    }
    if text.trim().is_empty() {
        warnings.push("the page has no text".to_owned());
    }
    Decoded { text, encoding: encoding.name().to_ascii_lowercase(), warnings }
}

/// The text of `bytes` as far as a little beyond `limit`, and whether broken bytes were replaced.
fn decoded(encoding: &'static Encoding, bytes: &[u8], limit: usize) -> (String, bool) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(usize::MAX);
    let mut text = String::with_capacity(most.min(limit.saturating_add(16)));
    let (_, _, had_errors) = decoder.decode_to_string(bytes, &mut text, true);
    (text, had_errors)
}

/// Typed line feeds that a page must have, and how many for each real one.
const TYPED: (usize, usize) = (2, 2);

/// A text with line feeds in place of `\n` that was typed, where it has many of these and few real ones. `\new` is a path.
fn line_feeds(text: &str) -> Option<String> {
    let is_path = |behind: &str| behind.starts_with(|c: char| c.is_ascii_alphanumeric());
    let typed = text.split("\\n").skip(1).filter(|behind| !is_path(behind)).count();
    let real = text.trim().matches('\n').count();
    if typed < TYPED.0 || typed < real * TYPED.1 {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split("\\n");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        if is_path(part) {
            out.push_str("\\n");
        } else {
            out.truncate(out.strip_suffix("\\r").unwrap_or(&out).len());
            out.push('\n');
        }
        out.push_str(part);
    }
    Some(out)
}

/// Whether bytes can be text at all: no NUL, or UTF-16.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..8192).unwrap_or(bytes);
    !head.contains(&0) || Encoding::for_bom(head).is_some() || utf16(head).is_some()
}

/// The place at which over-long text is cut: behind its last line end, or tag, within the limit.
fn cut(text: &str, limit: usize, media: Media) -> usize {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    let block = if media == Media::Html { head.rfind('>').map(|at| at + 1) } else { head.rfind('\n') };
    block.filter(|&at| at > end / 2).unwrap_or(end)
}

/// The encoding of a page and its bytes without a byte order mark.
fn encoding_of<'b>(bytes: &'b [u8], charset: Option<&str>) -> (&'static Encoding, &'b [u8]) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, bytes.get(length..).unwrap_or_default());
    }
    // Bytes that are valid UTF-8 by chance are unheard of in longer text; a wrong label is common.
    let valid = Encoding::utf8_valid_up_to(bytes);
    // A page may have been cut within its last character.
    let cut_short = bytes.len() - valid < 4 && bytes.len() > 64;
    if (valid == bytes.len() || cut_short) && !bytes.get(..HEAD).unwrap_or(bytes).contains(&0) {
        return (UTF_8, bytes);
    }
    if let Some(encoding) = utf16(bytes) {
        return (encoding, bytes);
    }
    let said = charset
        .and_then(|c| Encoding::for_label(c.trim().as_bytes()))
        .or_else(|| declared(bytes))
        // Such a page could not have said so in ASCII.
        .filter(|e| *e != UTF_16LE && *e != UTF_16BE);
    match said {
        Some(encoding) if encoding == UTF_8 && !is_mostly_utf8(bytes) => (detected(bytes), bytes),
        // What templates say that nobody looked at, over bytes that are Arabic words.
        Some(encoding) if LATIN.contains(&encoding) => {
            let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
            let is_1256 = is_arabic(&WINDOWS_1256.decode_without_bom_handling(sample).0);
            (if is_1256 { WINDOWS_1256 } else { encoding }, bytes)
        }
        Some(encoding) => (encoding, bytes),
        None if is_mostly_utf8(bytes) => (UTF_8, bytes),
        None => (detected(bytes), bytes),
    }
}

/// Whether broken places are few beside the characters that are right.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut broken, mut right) = (0, 0);
    for chunk in sample.utf8_chunks() {
        right += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * BROKEN <= right
}

/// Windows-1256 and ISO-8859-6 are what Arabic pages without a label are in; the detector knows both, and others.
fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess.is_single_byte() && guess != WINDOWS_1256 && guess != ISO_8859_6 {
        // Short Arabic text is taken for others; the letters tell.
        return [WINDOWS_1256, ISO_8859_6]
            .into_iter()
            .find(|e| is_arabic(&e.decode_without_bom_handling(bytes.get(..HEAD).unwrap_or(bytes)).0))
            .unwrap_or(guess);
    }
    guess
}

/// Whether most letters that are not Latin are Arabic, in words of more than one letter.
pub(super) fn is_arabic(text: &str) -> bool {
    let foreign = text.chars().filter(|c| !c.is_ascii() && *c != '\u{A0}').count();
    let words = text.split(|c: char| !('\u{0621}'..='\u{0652}').contains(&c));
    let arabic: usize = words.map(|w| w.chars().count()).filter(|&n| n > 1).sum();
    foreign > 0 && arabic * 10 >= foreign * 9
}

/// UTF-16 without a mark: every other byte is that of the Latin or the Arabic block.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let pairs = head.len() / 2;
    if pairs < 8 {
        return None;
    }
    let high =
        |first: usize| head.iter().skip(first).step_by(2).filter(|b| matches!(b, 0 | 6 | 0x20)).count();
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let (big, little) = (high(0), high(1));
    if little * 10 >= pairs * 9 && zeros(0) == 0 && zeros(1) > 0 {
        Some(UTF_16LE)
    } else if big * 10 >= pairs * 9 && zeros(1) == 0 && zeros(0) > 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What the head of a page says: `<meta charset=…>`, `http-equiv`, the XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let label = |key: &[u8]| {
        let at = head.windows(key.len()).position(|w| w == key)? + key.len();
        let rest = head.get(at..)?;
        let start = rest.iter().position(|b| !matches!(b, b'=' | b'"' | b'\'' | b' '))?;
        let rest = rest.get(start..)?;
        let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_' | b':'))?;
        Encoding::for_label(rest.get(..end)?)
    };
    label(b"charset").or_else(|| head.starts_with(b"<?xml").then(|| label(b"encoding")).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "قالت وزارة الموارد المائية إن المضخات وصلت إلى البصرة أمس، وإن العمل يبدأ غدا.";

    fn read(bytes: &[u8]) -> Decoded {
        decode(bytes, None, Media::Unknown, LIMIT)
    }

    fn utf16(words: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        words.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn line_ends_marks_and_broken_bytes() {
        let page = read(b"\xEF\xBB\xBFa\r\nb\rc");
        assert_eq!((page.text.as_str(), page.warnings.len()), ("a\nb\nc", 0));
        let page = read("ابجد هوز حطي كلمن سعفص قرشت ثخذ".as_bytes());
        assert_eq!(page.encoding, "utf-8");
        let mut broken = WORDS.as_bytes().to_vec();
        broken.insert(20, 0xFF);
        let page = read(&broken);
        assert_eq!((page.encoding.as_str(), page.warnings.len()), ("utf-8", 1));
        assert!(page.text.contains('\u{FFFD}'));
        assert_eq!(read(b" \n").warnings, ["the page has no text"]);
    }

    #[test]
    fn arabic_encodings_without_a_label() {
        for encoding in [WINDOWS_1256, ISO_8859_6] {
            let (bytes, _, lost) = encoding.encode(WORDS);
            assert!(!lost);
            let page = read(&bytes);
            assert_eq!(page.text, WORDS, "{}", encoding.name());
        }
        for (bytes, name) in [
            (utf16(WORDS, u16::to_le_bytes), "utf-16le"),
            (utf16(WORDS, u16::to_be_bytes), "utf-16be"),
            (utf16(&format!("\u{FEFF}{WORDS}"), u16::to_be_bytes), "utf-16be"),
        ] {
            assert!(is_text(&bytes));
            let page = read(&bytes);
            assert_eq!((page.text.as_str(), page.encoding.as_str()), (WORDS, name));
        }
    }

    #[test]
    fn labels_are_believed_unless_the_bytes_say_otherwise() {
        let page = format!("<meta http-equiv=content-type content='text/html; charset=windows-1256'>{WORDS}");
        assert_eq!(read(&WINDOWS_1256.encode(&page).0).encoding, "windows-1256");
        assert_eq!(read(page.as_bytes()).encoding, "utf-8", "the label is a template's");
        let page = format!("<meta charset=utf-8>{WORDS}");
        let read = read(&WINDOWS_1256.encode(&page).0);
        assert_eq!((read.encoding.as_str(), read.text.contains(WORDS)), ("windows-1256", true));
        let (bytes, ..) = ISO_8859_6.encode(WORDS);
        assert_eq!(decode(&bytes, Some("ISO-8859-6"), Media::Text, LIMIT).text, WORDS);
    }

    #[test]
    fn an_over_long_page_is_cut_at_a_block_end() {
        let line = "سطر من النص\n";
        let page = decode(line.repeat(1000).as_bytes(), None, Media::Text, 5000);
        assert!(page.text.len() <= 5000 && page.text.ends_with("النص"));
        assert_eq!(page.warnings.len(), 1);
        let page = decode("<p>فقرة</p>".repeat(1000).as_bytes(), None, Media::Html, 5000);
        assert!(page.text.len() <= 5000 && page.text.ends_with('>'));
    }

    #[test]
    fn what_is_no_text() {
        assert!(!is_text(b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0"));
        assert!(is_text(WORDS.as_bytes()));
    }
}
