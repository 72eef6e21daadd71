//! Folding: one spelling for words that are written in several ways.
//!
//! Folding works on a copy, so it never moves a span: a folded word is looked up, the span stays on the page's own
//! characters. [`letters`] says how many characters of the page a number of folded letters take.

use unicode_normalization::char::decompose_compatible;

/// Whether a character is written on or between letters without being one: diacritics, tatweel, joiners, bidi marks.
#[must_use]
pub const fn is_transparent(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' if c != '\u{06DE}')
        || matches!(c, '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Appends the folded form of one character: nothing for a transparent one, several for a ligature.
pub fn push_folded(c: char, out: &mut String) {
    match c {
        '\u{0621}'..='\u{064A}' => match c {
            'أ' | 'إ' | 'آ' => out.push('ا'),
            'ى' => out.push('ي'),
            'ة' => out.push('ه'),
            '\u{0640}' => {}
            _ => out.push(c),
        },
        'a'..='z' | '0'..='9' => out.push(c),
        '\u{0671}' => out.push('ا'),
        'ک' => out.push('ك'),
        'ی' | 'ې' => out.push('ي'),
        'ہ' | 'ە' | 'ۀ' | 'ۃ' => out.push('ه'),
        '\u{0660}'..='\u{0669}' => out.push(char::from(b'0' + (c as u32 - 0x0660) as u8)),
        '\u{06F0}'..='\u{06F9}' => out.push(char::from(b'0' + (c as u32 - 0x06F0) as u8)),
        '٫' => out.push('.'),
        '٬' => out.push(','),
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => decompose_compatible(c, |d| {
            if !('\u{FB50}'..='\u{FEFC}').contains(&d) {
                push_folded(d, out);
            }
        }),
        _ if is_transparent(c) => {}
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        _ => out.extend(c.to_lowercase()),
    }
}

/// The folded form of a word or phrase.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    word.chars().for_each(|c| push_folded(c, &mut out));
    out
}

/// Bytes of `word` that its first `count` folded letters take, with the marks that sit on them. A ligature of more letters
/// than are left is not cut: «ﻻ» less its «ل» is «ﻻ».
#[must_use]
pub fn letters(word: &str, count: usize) -> usize {
    let mut folded = String::new();
    for (at, c) in word.char_indices() {
        if !is_transparent(c) && folded.chars().count() >= count {
            return at;
        }
        push_folded(c, &mut folded);
        if folded.chars().count() > count {
            return at;
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_many() {
        for (a, b) in [
            ("أعلنَتْ", "اعلنت"),
            ("إلى", "الي"),
            ("اعتقـال", "اعتقال"),
            ("وزارة", "وزاره"),
            ("٢٠٢١", "2021"),
            ("۱۲٫۵", "12.5"),
            ("ﻻ", "لا"),
            ("ﷲ", "الله"),
            ("کرد", "كرد"),
            ("\u{200F}بغداد\u{200E}", "بغداد"),
            ("Reuters", "reuters"),
        ] {
            assert_eq!(fold(a), b, "{a}");
        }
    }

    #[test]
    fn letters_keep_their_marks() {
        assert_eq!(letters("وَبغداد", 1), "وَ".len());
        assert_eq!(letters("بغداد", 0), 0);
        assert_eq!(letters("لا", 5), "لا".len());
        assert_eq!((letters("ﻻ", 1), letters("ﻻ", 2), letters("وﻻية", 2)), (0, "ﻻ".len(), "و".len()));
    }
}
