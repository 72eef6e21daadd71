//! Runs of letters, the features of the model of languages.

use unicode_normalization::char::decompose_compatible;

use crate::text::fold::is_transparent;

/// Longest run of letters that is looked at; words are looked at whole besides.
const RUN: usize = 4;

/// Calls `each` with the runs of letters of a text, its first `most` letters: single letters, runs with the edges of
/// words as `_`, whole words. A non-joiner is `~`.
pub fn for_each_gram(text: &str, most: usize, mut each: impl FnMut(&str)) {
    let (mut word, mut edges) = (String::from("_"), vec![0_usize]);
    let mut letters = 0;
    for c in text.chars().chain([' ']) {
        if letters < most && is_letter(c) {
            let mut push = |c: char| {
                edges.push(word.len());
                word.push(same(c));
                letters += 1;
            };
            match c {
                '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                    decompose_compatible(c, |d| {
                        if d != c && is_letter(d) {
                            push(d);
                        }
                    });
                }
                _ => push(c),
            }
        } else if c == '\u{200C}' && word.len() > 1 {
            edges.push(word.len());
            word.push('~');
        } else if !is_transparent(c) && word.len() > 1 {
            edges.extend([word.len(), word.len() + 1]);
            word.push('_');
            grams_of_word(&word, &edges, &mut each);
            word.truncate(1);
            edges.truncate(1);
        }
    }
}

/// The runs of a word between its edges; `ends` are the places of its letters and its end.
fn grams_of_word(word: &str, ends: &[usize], each: &mut impl FnMut(&str)) {
    for length in 1..=RUN {
        for (from, to) in ends.iter().zip(ends.iter().skip(length)) {
            let gram = word.get(*from..*to).unwrap_or_default();
            if gram != "_" {
                each(gram);
            }
        }
    }
    if ends.len() > RUN + 1 {
        each(word);
    }
}

/// Whether a character is a letter of Arabic script.
const fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}' | '\u{0671}'..='\u{06D3}' | '\u{06D5}'
        | '\u{06EE}'..='\u{06EF}' | '\u{06FA}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C9}'
        | '\u{FB50}'..='\u{FDFB}' | '\u{FE80}'..='\u{FEFC}')
}

/// One letter for those between which only the keyboard decides, or the writer's care.
const fn same(c: char) -> char {
    match c {
        'ک' => 'ك',
        'ی' | 'ى' => 'ي',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_letters() {
        let mut grams = Vec::new();
        for_each_gram("إلى ۱۲ «می‌رود»", usize::MAX, |gram| grams.push(gram.to_owned()));
        for wanted in ["ا", "_الي_", "_ال", "مي~ر", "_مي~رود_"] {
            assert!(grams.iter().any(|g| g == wanted), "{wanted} is not among {grams:?}");
        }
        assert!(grams.iter().all(|g| g != "_" && !g.contains(['۱', '«', ' '])));
    }
}
