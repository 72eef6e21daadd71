//! Tokens: words, numbers and marks. Tokens and what lies between them joined equal the text.

use super::fold::{is_transparent, push_folded};
use crate::span::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A word in Arabic script.
    Arabic,
    /// A word in another script.
    Other,
    /// Digits of any family, with the marks between them (`2.5`, `1,250`).
    Number,
    /// One mark or symbol.
    Mark(char),
}

/// A token and the place of its folded form.
#[derive(Debug, Clone, Copy)]
pub struct RawToken {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Where its folded form stands in the buffer of folded forms.
    pub fold: Span,
}

fn class(c: char) -> Option<Kind> {
    match c {
        '0'..='9' | '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' => Some(Kind::Number),
        '\u{0621}'..='\u{063F}'
        | '\u{0641}'..='\u{064A}'
        | '\u{066E}'..='\u{06D3}'
        | '\u{06D5}'
        | '\u{06EE}'..='\u{06EF}'
        | '\u{06FA}'..='\u{06FF}'
        | '\u{0750}'..='\u{077F}'
        | '\u{08A0}'..='\u{08C9}'
        | '\u{FB50}'..='\u{FD3D}'
        | '\u{FD50}'..='\u{FDFB}'
        | '\u{FE70}'..='\u{FEFC}'
            if c != '۔' && c != '\u{066D}' =>
        {
            Some(Kind::Arabic)
        }
        _ if is_transparent(c) || c.is_whitespace() || c.is_control() => None,
        _ if c.is_alphabetic() => Some(Kind::Other),
        _ => Some(Kind::Mark(c)),
    }
}

/// A mark that may stand inside a number.
const fn joins_digits(c: char) -> bool {
    matches!(c, '.' | ',' | '٫' | '٬')
}

/// Invisible characters that may follow each other within a word.
const JOINERS: usize = 16;

/// Tokens of `text` in `span`, `most` of them, appended to `tokens`; folded forms are appended to `folds`.
pub fn tokenize(text: &str, span: Span, most: usize, tokens: &mut Vec<RawToken>, folds: &mut String) {
    let base = span.start;
    let mut chars = span.of(text).char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let Some(kind) = class(c) else { continue };
        if tokens.len() >= most {
            return;
        }
        let fold_start = folds.len() as u32;
        push_folded(c, folds);
        let mut end = at + c.len_utf8();
        if !matches!(kind, Kind::Mark(_)) {
            while let Some(&(next_at, next)) = chars.peek() {
                let width = next.len_utf8();
                let joined = match class(next) {
                    Some(k) if k == kind => true,
                    Some(Kind::Number) => kind == Kind::Other,
                    Some(Kind::Mark(m)) if kind == Kind::Number && joins_digits(m) => {
                        span.of(text).get(next_at + width..).and_then(|r| r.chars().next()).and_then(class)
                            == Some(Kind::Number)
                    }
                    Some(_) => false,
                    None => {
                        // A mark on or between letters belongs to the word only if the word goes on behind it.
                        let goes_on = || {
                            let rest = span.of(text).get(next_at..).unwrap_or_default();
                            let after = rest.chars().take(JOINERS).find(|&c| !is_transparent(c));
                            after.and_then(class) == Some(kind)
                        };
                        let on_letter = !matches!(next, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
                        is_transparent(next) && kind != Kind::Number && (on_letter || goes_on())
                    }
                };
                if !joined {
                    break;
                }
                push_folded(next, folds);
                end = next_at + width;
                chars.next();
            }
        }
        tokens.push(RawToken {
            span: Span::new(base + at as u32, base + end as u32),
            kind,
            fold: Span::new(fold_start, folds.len() as u32),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let (mut tokens, mut folds) = (Vec::new(), String::new());
        tokenize(text, Span::from(0..text.len()), usize::MAX, &mut tokens, &mut folds);
        tokens.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            words("أكثر من 100عربة، و2.5 مليون!"),
            ["أكثر", "من", "100", "عربة", "،", "و", "2.5", "مليون", "!"]
        );
        assert_eq!(words("4:44:29 م"), ["4", ":", "44", ":", "29", "م"]);
        assert_eq!(words("اعتقـال «17» شخصاً"), ["اعتقـال", "«", "17", "»", "شخصاً"]);
        assert_eq!(words("طراز F16 في"), ["طراز", "F16", "في"]);
        assert_eq!(words("\u{200F}بغداد\u{200F} "), ["بغداد"]);
    }
}
