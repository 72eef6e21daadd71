//! Numbers in the digits of the reader.

use std::fmt::Display;

use super::{Digits, Prefs};

impl Prefs {
    /// A number, or any text with numbers in it, in the digits of the reader.
    #[must_use]
    pub fn digits(self, text: &str) -> String {
        match self.digits {
            Digits::Western => text.to_owned(),
            Digits::Arabic => text.chars().map(arabic).collect(),
        }
    }

    /// A whole number, its thousands apart.
    #[must_use]
    pub fn count(self, number: impl Display) -> String {
        self.digits(&self.grouped(&number.to_string()))
    }

    /// A number with a fraction, if it has one.
    #[must_use]
    pub fn number(self, number: f64) -> String {
        let text = format!("{number}");
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = self.grouped(whole);
        if !fraction.is_empty() {
            out.push(if self.digits == Digits::Arabic { '٫' } else { '.' });
            out.push_str(fraction);
        }
        self.digits(&out)
    }

    fn grouped(self, whole: &str) -> String {
        let mark = if self.digits == Digits::Arabic { '٬' } else { ',' };
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
        let mut out = sign.to_owned();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }
}

fn arabic(c: char) -> char {
    c.to_digit(10).filter(|_| c.is_ascii()).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_fractions() {
        let western = Prefs::default();
        let arabic = Prefs { digits: Digits::Arabic, ..western };
        assert_eq!(western.number(12_500_000.0), "12,500,000");
        assert_eq!(western.number(-1234.5), "-1,234.5");
        assert_eq!(arabic.number(12_500.25), "١٢٬٥٠٠٫٢٥");
        assert_eq!(arabic.count(7), "٧");
    }
}
