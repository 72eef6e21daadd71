//! What is seen of a syntactic word by itself: its spelling in several widths, its classes, what the table of stems says.

use rustc_hash::FxHashMap;

use super::stems;
use crate::text::fold::{is_transparent, push_folded};

/// The hash of a spelling, which is part of the model's format.
pub use crate::tagger::hash::word as hash;

/// The spelling of a word without what sits on or between its letters; «ة» and the hamzas stay, as they tell forms apart.
pub fn light(printed: &str, out: &mut String) {
    for c in printed.chars().filter(|&c| !is_transparent(c)) {
        match c {
            '\u{0621}'..='\u{064A}' => out.push(c),
            _ => push_folded(c, out),
        }
    }
}

/// What plain text taught of a word: the company it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Company {
    /// Its class among few, 0 where it has none.
    pub coarse: u8,
    /// Its class among many, 0 where it has none.
    pub fine: u16,
}

/// What plain text taught of spellings, by their hashes.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    /// Classes of syntactic words.
    pub company: FxHashMap<u32, Company>,
    /// How often a token stands as it is written: log2 of the count, plus one.
    pub counts: FxHashMap<u32, u8>,
}

impl Spellings {
    /// How often a spelling stands as a token, as a logarithm; 0 where it was never seen.
    #[must_use]
    pub fn count(&self, word: &str) -> u8 {
        self.counts.get(&hash(word)).copied().unwrap_or_default()
    }
}

/// What is seen of a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Hash of its spelling.
    pub word: u32,
    /// Hash of its folded spelling.
    pub fold: u32,
    /// Hash of its folded spelling without the article.
    pub stem: u32,
    /// Its class among few.
    pub coarse: u32,
    /// Its class among many.
    pub fine: u32,
    /// What the table of stems says: [`stems::kinds`].
    pub kinds: u32,
    /// The first three letters behind the article, a byte each.
    pub prefix: u32,
    /// The last four letters, a byte each, the last one lowest.
    pub suffix: u32,
    /// How many letters stand behind the article, at most nine.
    pub letters: u32,
    /// What it is made of.
    pub shape: u32,
    /// Whether it touches the word before it (1) and behind it (2).
    pub touches: u32,
}

impl Look {
    /// The first `count` letters.
    #[must_use]
    pub const fn first(&self, count: u32) -> u32 {
        if self.letters < count { 0 } else { self.prefix & ((1 << (8 * count)) - 1) }
    }

    /// The last `count` letters, at most three.
    #[must_use]
    pub const fn last(&self, count: u32) -> u32 {
        if self.letters < count { 0 } else { self.suffix & ((1 << (8 * count)) - 1) }
    }

    /// A word that opens or closes nothing: what stands before the first word and behind the last.
    #[must_use]
    pub fn edge() -> Self {
        Self { word: 1, shape: 99, ..Self::default() }
    }

    /// What is seen of a word in its light spelling. Behind a «ل» that it touches (`behind_lam`), the article has lost its
    /// alef: «للدول» is «ل» and «لدول».
    #[must_use]
    pub fn new(light: &str, behind_lam: bool, spellings: &Spellings) -> Self {
        let whole = if behind_lam && light.starts_with('ل') { article(light, spellings) } else { None };
        let light = whole.as_deref().unwrap_or(light);
        let mut folded = String::with_capacity(light.len());
        for c in light.chars() {
            match c {
                '0'..='9' => folded.push('0'),
                _ => push_folded(c, &mut folded),
            }
        }
        let first = folded.chars().next().unwrap_or_default();
        let is_arabic = ('\u{0621}'..='\u{064A}').contains(&first);
        let stem = folded.strip_prefix("ال").filter(|rest| rest.chars().nth(1).is_some());
        let is_definite = stem.is_some();
        let stem = stem.unwrap_or(&folded);
        let spelt = hash(if first == '0' { "0" } else { light });
        let company = spellings.company.get(&spelt).copied().unwrap_or_default();
        let mut look = Self {
            word: if first == '0' { hash(&folded) } else { spelt },
            fold: hash(&folded),
            stem: hash(stem),
            coarse: company.coarse.into(),
            fine: company.fine.into(),
            shape: shape(first, &folded, is_definite),
            ..Self::default()
        };
        if is_arabic {
            look.kinds = stems::kinds(&folded);
            look.letters = stem.chars().count().min(9) as u32;
            let byte = |c: char| c as u32 & 0xFF;
            look.prefix = stem.chars().take(3).enumerate().fold(0, |all, (n, c)| all | byte(c) << (8 * n));
            look.suffix =
                stem.chars().rev().take(4).enumerate().fold(0, |all, (n, c)| all | byte(c) << (8 * n));
        }
        look
    }
}

/// The word behind «ل» with its article whole: «لدول» «الدول», «لجنة» «اللجنة», whichever is seen more.
fn article(light: &str, spellings: &Spellings) -> Option<String> {
    let (short, long) = (format!("ا{light}"), format!("ال{light}"));
    let (of_short, of_long) = (spellings.count(&short), spellings.count(&long));
    if of_short == 0 && of_long == 0 {
        return None;
    }
    Some(if of_long > of_short { long } else { short })
}

fn shape(first: char, folded: &str, is_definite: bool) -> u32 {
    let letters = folded.chars().count();
    match first {
        '\u{0621}'..='\u{064A}' => 1 + u32::from(is_definite) + 2 * u32::from(letters == 1),
        '0' => 10 + letters.min(5) as u32,
        _ if first.is_alphabetic() => 20,
        _ => 100 + first as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_made_whole_behind_lam() {
        let mut spellings = Spellings::default();
        spellings.counts.insert(hash("الدول"), 9);
        spellings.counts.insert(hash("اللجنة"), 7);
        let word = |w: &str, behind| Look::new(w, behind, &spellings).word;
        assert_eq!(word("لدول", true), hash("الدول"));
        assert_eq!(word("لجنة", true), hash("اللجنة"));
        assert_eq!(word("لجنة", false), hash("لجنة"));
    }
}
