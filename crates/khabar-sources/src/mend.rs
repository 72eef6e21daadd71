//! JSON as it was meant, where writers of it are known to break it.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::CharIndices;

/// Words for numbers that JSON does not have.
const NO_NUMBERS: [&str; 4] = ["NaN", "-Infinity", "Infinity", "-NaN"];

/// JSON that was mended.
#[derive(Debug, Default)]
pub struct Mended {
    /// The JSON.
    pub text: String,
    /// Halves of surrogate pairs that stood alone.
    pub lone_surrogates: usize,
}

/// `NaN` and `Infinity` become `null`, a surrogate without its other half U+FFFD; control characters in strings are escaped,
/// and a comma before a closing bracket goes.
pub fn json(text: &str) -> Mended {
    let mut mended = Mended { text: String::with_capacity(text.len() + 16), lone_surrogates: 0 };
    let mut is_in_string = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = text.get(at..).unwrap_or_default();
        match c {
            '"' => is_in_string = !is_in_string,
            '\\' if is_in_string => {
                mended.escape(rest, &mut chars);
                continue;
            }
            c if is_in_string && c.is_ascii_control() => {
                let _ = write!(mended.text, "\\u{:04x}", u32::from(c));
                continue;
            }
            'N' | 'I' | '-' if !is_in_string => {
                if let Some(word) = NO_NUMBERS.into_iter().find(|word| rest.starts_with(word)) {
                    skip(&mut chars, word.len() - 1);
                    mended.text.push_str("null");
                    continue;
                }
            }
            '}' | ']' if !is_in_string => {
                let end = mended.text.trim_end().len();
                if mended.text.get(..end).is_some_and(|t| t.ends_with(',')) {
                    mended.text.truncate(end - 1);
                }
            }
            _ => {}
        }
        mended.text.push(c);
    }
    mended
}

fn skip(chars: &mut Peekable<CharIndices>, count: usize) {
    for _ in 0..count {
        chars.next();
    }
}

impl Mended {
    /// Copies the escape that `rest` begins with, if it is one of a whole character.
    fn escape(&mut self, rest: &str, chars: &mut Peekable<CharIndices>) {
        let unit = |at: usize| {
            let rest = rest.get(at..)?.strip_prefix("\\u")?;
            u32::from_str_radix(rest.get(..4)?, 16).ok()
        };
        let (length, is_whole) = match (unit(0), unit(6)) {
            (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => (12, true),
            (Some(0xD800..0xE000), _) => (6, false),
            (Some(_), _) => (6, true),
            (None, _) => (1 + rest.chars().nth(1).map_or(0, char::len_utf8), true),
        };
        if is_whole {
            self.text.push_str(rest.get(..length).unwrap_or_default());
        } else {
            self.lone_surrogates += 1;
            self.text.push('\u{FFFD}');
        }
        let end = rest.get(..length).unwrap_or_default().chars().count();
        skip(chars, end.saturating_sub(1));
    }
}
