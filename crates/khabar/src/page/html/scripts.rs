//! Dates in scripts: `"publishedAt":"2021-11-04T…"` in the data that a page hands to its own program.
//!
//! A script is not parsed. A year is looked for, then the rest of a date behind it and a name before it.

use memchr::memmem;

/// Most dates that are taken of a page's scripts.
pub const MOST: usize = 60;
/// Most places that are looked at in one script.
const LOOKS: usize = 20_000;
/// Longest value, and longest name, in bytes.
const LONGEST: usize = 40;

/// The dates of a script with the names before them, at most so many.
#[must_use]
pub fn dates(script: &str, most: usize) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    for at in memmem::find_iter(script.as_bytes(), b"20").take(LOOKS) {
        if out.len() >= most {
            break;
        }
        if let Some(value) = value(script, at)
            && let Some(name) = name(script, at)
        {
            out.push((name, value));
        }
    }
    out
}

/// Whether a script holds anything that looks like a date at all.
#[must_use]
pub fn may_tell(script: &str) -> bool {
    memmem::find_iter(script.as_bytes(), b"20").any(|at| shape(script.as_bytes(), at))
}

/// Whether a date's numbers stand at a place: four digits, a mark, two digits, the mark, two digits.
fn shape(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..at + 10).is_some_and(|shape| {
        shape.iter().enumerate().all(|(i, b)| match i {
            4 | 7 => matches!(b, b'-' | b'/'),
            _ => b.is_ascii_digit(),
        })
    })
}

/// A value that begins with a date in ISO 8601, or with its numbers between slashes, at a place and behind a quote.
fn value(script: &str, at: usize) -> Option<&str> {
    let bytes = script.as_bytes();
    let before = bytes.get(at.checked_sub(1)?)?;
    if !shape(bytes, at) || !matches!(before, b'"' | b'\'' | b';') {
        return None;
    }
    let rest = bytes.get(at..(at + LONGEST).min(bytes.len()))?;
    let end = rest
        .iter()
        .position(|b| !matches!(b, b'0'..=b'9' | b'-' | b'/' | b':' | b'.' | b'T' | b'Z' | b'+' | b' '));
    script.get(at..at + end?)
}

/// The name that a value is given: `"published":`, `published =`, `\"published\":`.
fn name(script: &str, at: usize) -> Option<&str> {
    let bytes = script.as_bytes().get(at.saturating_sub(LONGEST + 8)..at)?;
    let start = at - bytes.len();
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let is_between =
        |b: &u8| matches!(b, b'"' | b'\'' | b'\\' | b':' | b'=' | b' ' | b',' | b';' | b'&' | b'[' | b'(');
    let end = bytes.iter().rposition(|b| !is_between(b))? + 1;
    // `&quot;` is a quote.
    let begin = bytes.get(..end)?.iter().rposition(|b| !is_name(b)).map_or(0, |p| p + 1);
    let gap = bytes.get(end..)?;
    let is_given = gap.iter().any(|b| matches!(b, b':' | b'=' | b','));
    script.get(start + begin..start + end).filter(|n| is_given && !n.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_their_names() {
        let script = r#"dataLayer.push({'publishDate': '2021-11-04', n: 2021, "a":"2021-11-04x"});
            var s = "{\"modifiedAt\":\"2021-12-01T10:00:00Z\"}"; x.created = "2020/01/02 10:00"; f("2020-05-05")"#;
        let found = dates(script, MOST);
        assert_eq!(
            found,
            [
                ("publishDate", "2021-11-04"),
                ("a", "2021-11-04"),
                ("modifiedAt", "2021-12-01T10:00:00Z"),
                ("created", "2020/01/02 10:00"),
            ]
        );
    }
}
