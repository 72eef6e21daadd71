//! Sentences as data: `{speaker} {cue}[ عبر {channel}]: {content}`. What stands in brackets is left out where a hole of it
//! is empty.

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// The name of the hole that they fill; none for words of the sentence itself.
    pub hole: Option<&'static str>,
}

/// Fills a pattern.
#[must_use]
pub fn fill(pattern: &'static str, values: &[(&'static str, &str)]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while !rest.is_empty() {
        let (plain, behind) = rest.split_once('[').unwrap_or((rest, ""));
        push(plain, values, &mut parts);
        let (optional, behind) = behind.split_once(']').unwrap_or((behind, ""));
        if holes(optional).all(|hole| value(hole, values).is_some()) {
            push(optional, values, &mut parts);
        }
        rest = behind;
    }
    parts
}

fn value<'v>(hole: &str, values: &[(&'static str, &'v str)]) -> Option<(&'static str, &'v str)> {
    values.iter().copied().find(|(name, text)| *name == hole && !text.is_empty())
}

fn holes(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split('{').skip(1).filter_map(|part| part.split('}').next())
}

fn push(pattern: &str, values: &[(&'static str, &str)], parts: &mut Vec<Part>) {
    let plain = |text: &str, parts: &mut Vec<Part>| {
        if !text.is_empty() {
            parts.push(Part { text: text.to_owned(), hole: None });
        }
    };
    let mut pieces = pattern.split('{');
    plain(pieces.next().unwrap_or_default(), parts);
    for piece in pieces {
        let (hole, behind) = piece.split_once('}').unwrap_or((piece, ""));
        if let Some((name, text)) = value(hole, values) {
            parts.push(Part { text: text.to_owned(), hole: Some(name) });
        }
        plain(behind, parts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(values: &[(&'static str, &str)]) -> String {
        fill("{who} قال[ عبر {channel}][، نقلا عن {relay}]: {what}", values)
            .into_iter()
            .map(|p| p.text)
            .collect()
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        assert_eq!(text(&[("who", "الوزير"), ("what", "نعم"), ("channel", "")]), "الوزير قال: نعم");
        assert_eq!(
            text(&[("who", "الوزير"), ("what", "[{who}]"), ("channel", "بيان"), ("relay", "الوكالة")]),
            "الوزير قال عبر بيان، نقلا عن الوكالة: [{who}]"
        );
    }
}
