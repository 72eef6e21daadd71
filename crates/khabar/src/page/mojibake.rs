//! Text that was decoded wrongly before it was stored.
//!
//! Three ways are common: UTF-8 read as windows-1252 or Latin-1 (`Ø§Ù„`), UTF-8 read as windows-1256 (`ط§ظ„`), and
//! windows-1256 read as windows-1252 (`ÇáÓáÇã`). Each leaves letters in an order that no language has, and encoding what
//! stands there gives back the bytes.

use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1252, WINDOWS_1256};
use rustc_hash::FxHashMap;

/// A text that was decoded once more, and what had been done to it.
pub type Mended = (String, String);

/// How often a text may have been decoded wrongly.
const ROUNDS: usize = 2;
/// Arabic letters that must come out of a run of a page that is full of such runs, and of one that is not.
const RUN: (usize, usize) = (1, 3);
/// Of so many letters of mojibake at least one is the first byte of a letter.
const LEADS: usize = 3;
/// Letters that are enough to judge a page by.
const ENOUGH: usize = 20;

/// Mends a text that was decoded wrongly, once or twice.
#[must_use]
pub fn mend(text: &str) -> Option<Mended> {
    let mut mended: Option<Mended> = None;
    for _ in 0..ROUNDS {
        let Some(next) = once(mended.as_ref().map_or(text, |(text, _)| text)) else { break };
        mended = Some(next);
    }
    mended
}

/// One more decoding, where the letters ask for it.
fn once(text: &str) -> Option<Mended> {
    let count = Count::of(text);
    let utf8 =
        [(WINDOWS_1252, count.leads_1252, count.latin), (WINDOWS_1256, count.leads_1256, count.arabic)];
    for (encoding, leads, letters) in utf8 {
        let least = if leads * LEADS > letters { RUN.0 } else { RUN.1 };
        if leads >= least
            && let Some(text) = as_utf8(text, encoding, least)
        {
            return Some((text, format!("UTF-8 that had been read as {}", encoding.name())));
        }
    }
    // Hardly a letter of French or German text has such a neighbour.
    if count.latin_pairs < RUN.1 || count.latin_pairs * 2 < count.latin || count.arabic > count.latin {
        return None;
    }
    let bytes = Table::new(WINDOWS_1252);
    [WINDOWS_1256, ISO_8859_6].into_iter().find_map(|encoding| {
        let text = runs(text, |run, out| match bytes.encode(run) {
            Some(bytes) => out.push_str(&encoding.decode_without_bom_handling(&bytes).0),
            None => out.push_str(run),
        });
        super::decode::is_arabic(&text)
            .then(|| (text, format!("{} that had been read as windows-1252", encoding.name())))
    })
}

/// Letters of a text by which mojibake is told.
#[derive(Default)]
struct Count {
    arabic: usize,
    /// «ط» and «ظ», the first bytes of Arabic letters in UTF-8 as windows-1256 has them.
    leads_1256: usize,
    /// «Ø» and «Ù», the same in windows-1252.
    leads_1252: usize,
    /// Letters of the upper half of Latin-1, and those behind another.
    latin: usize,
    latin_pairs: usize,
    /// Characters that are not ASCII, less marks that mojibake and good text share; replacements among them.
    others: usize,
    lost: usize,
}

impl Count {
    fn of(text: &str) -> Self {
        let mut count = Self::default();
        let mut before = ' ';
        let mut rest = text;
        // Markup is ASCII, and long.
        while let Some(start) = rest.bytes().position(|b| !b.is_ascii()) {
            rest = rest.get(start..).unwrap_or_default();
            if start > 0 {
                before = ' ';
            }
            let Some(c) = rest.chars().next() else { break };
            match c {
                '\u{621}'..='\u{64A}' => {
                    count.arabic += 1;
                    count.leads_1256 += usize::from(matches!(c, 'ط' | 'ظ'));
                }
                '\u{C0}'..='\u{FF}' => {
                    count.latin += 1;
                    count.latin_pairs += usize::from(matches!(before, '\u{C0}'..='\u{FF}'));
                    count.leads_1252 += usize::from(matches!(c, 'Ø' | 'Ù' | 'Ã'));
                }
                _ => count.lost += usize::from(c == '\u{FFFD}'),
            }
            count.others += 1;
            before = c;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        count
    }
}

/// Why the letters of a page's linear text are held to be lost: no decoding gives them back.
#[must_use]
pub fn broken(text: &str) -> Option<&'static str> {
    let count = Count::of(text);
    let questions = || text.as_bytes().windows(2).filter(|w| w == b"??").count();
    if count.lost * 10 >= count.others && count.lost >= ENOUGH / 2 {
        Some("U+FFFD stands for many of its letters")
    } else if count.others < ENOUGH && questions() * 3 > text.len() && text.len() > ENOUGH {
        Some("question marks stand for its letters")
    } else if count.arabic >= ENOUGH && count.leads_1256 * LEADS > count.arabic
        || count.latin >= ENOUGH && count.leads_1252 * LEADS > count.latin
    {
        Some("it was decoded wrongly, and bytes of it are lost")
    } else {
        None
    }
}

/// Decodes the runs of a text that are UTF-8 in the bytes of `encoding`; `None` where no run gives so many letters.
fn as_utf8(text: &str, encoding: &'static Encoding, least: usize) -> Option<String> {
    let mut table = Table::new(encoding);
    if encoding == WINDOWS_1252 && text.contains("Ù\u{FFFD}") && !text.contains("ÙŽ") {
        // Five bytes have no letter in windows-1252. Behind «Ù» they are «ف» and vowel signs, of which the commonest, the
        // fatha, is not one of them: where it is absent, so are the others.
        table.bytes.insert('\u{FFFD}', 0x81);
    }
    let mut mended = false;
    let text = runs(text, |run, out| match table.encode(run).and_then(|bytes| utf8(&bytes, run, least)) {
        Some(words) => {
            mended |= words.chars().any(is_telling);
            out.push_str(&words);
        }
        None => out.push_str(run),
    });
    mended.then_some(text)
}

/// Arabic letters, or what is another mojibake of them.
const fn is_telling(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{64A}' | 'Ø' | 'Ù')
}

/// A run as UTF-8. On a page full of such runs (`least` says so) a few places may be none, which stay as they are, and
/// marks alone are decoded, too.
fn utf8(bytes: &[u8], run: &str, least: usize) -> Option<String> {
    let mut out = String::with_capacity(bytes.len());
    let mut chars = run.chars();
    let (mut right, mut telling) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        chars.by_ref().take(valid.len()).for_each(drop);
        out.push_str(valid);
        out.extend(chars.by_ref().take(chunk.invalid().len()));
        right += valid.len();
        telling += valid.chars().filter(|&c| is_telling(c)).count();
    }
    let is_whole = right == bytes.len();
    let fits = if least == RUN.0 {
        is_whole || telling > least && right * 5 >= bytes.len() * 4
    } else {
        is_whole && telling >= least
    };
    fits.then_some(out)
}

/// A text with `change` in place of its runs of characters that are not ASCII.
fn runs(text: &str, mut change: impl FnMut(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (ascii, run) = rest.split_at(start);
        let end = run.find(|c: char| c.is_ascii()).unwrap_or(run.len());
        let (run, behind) = run.split_at(end);
        out.push_str(ascii);
        change(run, &mut out);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The upper bytes of a single-byte encoding by their characters.
struct Table {
    bytes: FxHashMap<char, u8>,
}

impl Table {
    fn new(encoding: &'static Encoding) -> Self {
        let mut bytes = FxHashMap::default();
        if encoding == WINDOWS_1252 {
            // Latin-1 has controls where windows-1252 has marks.
            bytes.extend((0x80..=0xFF_u8).map(|b| (char::from(b), b)));
        }
        for byte in 0x80..=0xFF_u8 {
            if let Some(c) = encoding.decode_without_bom_handling(&[byte]).0.chars().next() {
                bytes.insert(c, byte);
            }
        }
        bytes.remove(&'\u{FFFD}');
        Self { bytes }
    }

    /// The bytes of a run, where each of its characters has one.
    fn encode(&self, run: &str) -> Option<Vec<u8>> {
        run.chars().map(|c| self.bytes.get(&c).copied()).collect()
    }
}
