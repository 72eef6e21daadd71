//! The words, numbers and marks of a text in any language, as its dates are made of them.

use crate::lexicon::{HtmlDates, lexicons};
use crate::text::fold::fold;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number and how many digits it has.
    Number(u32, u8),
    /// A word, and the month it names.
    Word(Option<u32>),
    /// Anything else.
    Mark(char),
}

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether a blank stands before it.
    pub is_apart: bool,
}

/// Most words and marks of a text that are looked at.
const TOKENS: usize = 400;

/// The words, numbers and marks of a text in a language.
pub fn tokens(text: &str, language: &str) -> Vec<Token> {
    let dates: &HtmlDates = &lexicons().html_dates;
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut is_apart = false;
    let mut lowered = String::new();
    while let Some((start, c)) = chars.next() {
        if out.len() >= TOKENS {
            break;
        }
        if c.is_whitespace() {
            is_apart = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut run = |of: fn(char) -> bool| {
            while let Some((at, c)) = chars.next_if(|(_, c)| of(*c)) {
                end = at + c.len_utf8();
            }
            end
        };
        let (kind, end) = if digit(c).is_some() {
            let end = run(|c| digit(c).is_some());
            (number(text.get(start..end).unwrap_or_default()), end)
        } else if is_arabic(c) {
            let end = run(is_arabic);
            let month = |start: usize| dates.arabic_month(&fold(text.get(start..end).unwrap_or_default()));
            // «كانون الثاني» is one name of two words.
            if let Some(Token { kind: kind @ Kind::Word(None), start, end: before, .. }) = out.last_mut()
                && let Some(both) = month(*start)
            {
                (*kind, *before) = (Kind::Word(Some(both)), end);
                is_apart = false;
                continue;
            }
            (Kind::Word(month(start)), end)
        } else if c.is_alphabetic() {
            let end = run(char::is_alphabetic);
            let word = text.get(start..end).unwrap_or_default();
            lowered.clear();
            lowered.extend(word.chars().flat_map(char::to_lowercase));
            (Kind::Word(dates.month(&lowered, language)), end)
        } else {
            (Kind::Mark(c), end)
        };
        out.push(Token { kind, start, end, is_apart });
        is_apart = false;
    }
    out
}

/// Letters of Arabic and the marks on them.
const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{65f}' | '\u{670}'..='\u{6d3}')
}

/// The value of a digit, Arabic-Indic and Persian ones included.
pub const fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    }
}

fn number(digits: &str) -> Kind {
    let value = digits.chars().filter_map(digit).fold(0_u32, |n, d| n.saturating_mul(10).saturating_add(d));
    Kind::Number(value, digits.chars().count().min(255) as u8)
}
