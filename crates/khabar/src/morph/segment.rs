//! Tokens into syntactic words: which letters in front are proclitics, and which pronoun stands at the end. The spellings
//! allow some ways to cut a word; a log-linear model over the parts chooses.

use super::look::{Spellings, hash};
use crate::weights::{Weights, feature};

/// Pronouns at the end of a word, longest last among those that end alike.
pub const PRONOUNS: [&str; 14] =
    ["", "ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "نا", "ي", "ني", "كن", "يا"];

/// A way to cut a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Segments {
    /// How many letters in front are proclitics, a word each.
    pub proclitics: u8,
    /// The number of the pronoun at the end in [`PRONOUNS`], 0 for none.
    pub pronoun: u8,
}

impl Segments {
    /// The pronoun at the end.
    #[must_use]
    pub fn pronoun(self) -> &'static str {
        PRONOUNS.get(usize::from(self.pronoun)).copied().unwrap_or_default()
    }

    /// The letters between proclitics and pronoun.
    #[must_use]
    pub fn stem(self, light: &str) -> &str {
        let start = light.char_indices().nth(self.proclitics.into()).map_or(light.len(), |(at, _)| at);
        light.get(start..light.len() - self.pronoun().len()).unwrap_or_default()
    }
}

/// Calls `each` with every way that the spelling allows; the whole token first.
pub fn ways(light: &str, mut each: impl FnMut(Segments)) {
    let mut letters = [' '; 4];
    for (slot, c) in letters.iter_mut().zip(light.chars()) {
        *slot = c;
    }
    let count = light.chars().count();
    let [first, second, third, _] = letters;
    let joins = |c: char| matches!(c, 'و' | 'ف');
    let leads = |c: char| matches!(c, 'ب' | 'ل' | 'ك');
    let may = [
        true,
        joins(first) || leads(first) || first == 'س',
        joins(first) && (leads(second) || second == 'س') || leads(first) && leads(second),
        joins(first) && leads(second) && leads(third),
    ];
    for (proclitics, _) in may.iter().enumerate().filter(|&(n, &may)| may && n < count) {
        for (pronoun, ending) in PRONOUNS.iter().enumerate().filter(|(_, p)| light.ends_with(**p)) {
            let rest = count.checked_sub(proclitics + ending.chars().count());
            if rest.is_some_and(|left| left > 0 || pronoun > 0 && proclitics > 0) {
                each(Segments { proclitics: proclitics as u8, pronoun: pronoun as u8 });
            }
        }
    }
}

/// How many features a way to cut a token has.
pub const FEATURES: usize = 20;

/// The features of a way to cut a token.
#[must_use]
pub fn features(light: &str, way: Segments, spellings: &Spellings) -> [u32; FEATURES] {
    let stem = way.stem(light);
    let front = light.char_indices().nth(way.proclitics.into()).map_or(light.len(), |(at, _)| at);
    let proclitics = hash(light.get(..front).unwrap_or_default());
    let pronoun = u32::from(way.pronoun);
    let both = feature(0, proclitics, pronoun);
    let count = |word: &str| u32::from(spellings.count(word));
    let (of_stem, of_whole) = (count(stem), count(light));
    let of_rest = count(light.get(front..).unwrap_or_default());
    // «مدرسته» is «مدرسة» with its pronoun.
    let bare = match stem.strip_suffix('ت') {
        Some(rest) if pronoun > 0 => count(&format!("{rest}ة")),
        _ => of_stem,
    };
    let letter = |n: usize| stem.chars().nth(n).map_or(0, |c| c as u32 & 0xFF);
    let last = |n: usize| stem.chars().rev().nth(n).map_or(0, |c| c as u32 & 0xFF);
    let (opening, ending) = (letter(0) | letter(1) << 8, last(0) | last(1) << 8);
    let length = stem.chars().count() as u32;
    let is_definite = u32::from(stem.starts_with("ال"));
    crate::weights::features(
        1,
        &[
            (hash(light), both),
            (hash(stem), both),
            (both, of_stem),
            (both, of_whole * 32 + of_stem),
            (proclitics, of_rest * 32 + of_whole),
            (pronoun, bare * 32 + of_stem),
            (both, opening),
            (both, ending),
            (both, length),
            (both, 0),
            (pronoun, last(0)),
            (proclitics, opening),
            (hash(stem), 0),
            (length, u32::from(way.proclitics > 0) * 2 + u32::from(pronoun > 0)),
            (proclitics, is_definite),
            (pronoun, is_definite),
            (pronoun, bare),
            (pronoun, hash(stem)),
            (both, bare * 1024 + of_whole * 32 + of_stem),
            (proclitics, opening | letter(2) << 16),
        ],
    )
}

/// The likeliest way to cut a token in its light spelling.
#[must_use]
pub fn segment(light: &str, weights: &Weights<1>, spellings: &Spellings) -> Segments {
    let mut best: Option<(i16, Segments)> = None;
    ways(light, |way| {
        let [sum] = weights.sums(&features(light, way, spellings));
        if best.is_none_or(|(top, _)| sum > top) {
            best = Some((sum, way));
        }
    });
    best.map_or_else(Segments::default, |(_, way)| way)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(light: &str) -> Vec<(u8, &'static str)> {
        let mut out = Vec::new();
        ways(light, |w| out.push((w.proclitics, w.pronoun())));
        out
    }

    #[test]
    fn spellings_allow_some_cuts() {
        assert_eq!(all("كتاب"), [(0, ""), (1, "")]);
        assert_eq!(all("من"), [(0, "")]);
        assert!(all("وبكتابها").contains(&(2, "ها")));
        assert_eq!(all("له"), [(0, ""), (0, "ه"), (1, ""), (1, "ه")]);
        assert_eq!(all(""), []);
    }

    #[test]
    fn a_stem_is_what_is_left() {
        assert_eq!(Segments { proclitics: 2, pronoun: 2 }.stem("وبكتابها"), "كتاب");
        assert_eq!(Segments { proclitics: 1, pronoun: 1 }.stem("له"), "");
    }
}
