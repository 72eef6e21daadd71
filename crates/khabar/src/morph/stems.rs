//! What the table of stems says of a spelling: which kinds of word it could be, as bits.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::look::hash;
use crate::lexicon::table::{Row, Table};
use crate::text::fold::fold;

const TABLE: Table = Table { name: "stems", text: include_str!("../../data/stems.tsv") };

/// Kinds of stems in `data/stems.tsv`.
const KINDS: [&str; 6] = ["perfect", "imperfect", "adjective", "elative", "name", "number"];
const PERFECT: usize = 0;
const IMPERFECT: usize = 1;
const ADJECTIVE: usize = 2;
const ELATIVE: usize = 3;
const NAME: usize = 4;
const NUMBER: usize = 5;

/// Endings of the perfect.
const OF_PERFECT: [&str; 9] = ["ت", "وا", "نا", "تا", "تم", "ن", "و", "ا", "تمو"];
/// Endings of the imperfect.
const OF_IMPERFECT: [&str; 8] = ["ون", "وا", "ان", "ين", "ن", "ا", "و", "ي"];
/// Endings of adjectives, folded.
const OF_ADJECTIVE: [&str; 10] = ["ه", "ون", "ين", "ات", "ان", "تين", "تان", "ا", "ت", "يه"];
/// Endings of numbers, folded.
const OF_NUMBER: [&str; 4] = ["ه", "ون", "ين", "ا"];

/// The stems, by the hash of their folded spelling: a bit for each kind.
fn stems() -> &'static FxHashMap<u32, u8> {
    static STEMS: LazyLock<FxHashMap<u32, u8>> = LazyLock::new(|| {
        let mut out = FxHashMap::default();
        for row in TABLE.rows(&mut Vec::new()) {
            let slot: &mut u8 = out.entry(hash(&fold(row.get(0)))).or_default();
            *slot |= bits(&row).unwrap_or_default();
        }
        out
    });
    &STEMS
}

/// The kinds of a row, a bit each; none where one of them is no kind.
fn bits(row: &Row) -> Option<u8> {
    let bit = |kind: &str| KINDS.iter().position(|k| *k == kind).map(|at| 1_u8 << at);
    row.alternatives(1).try_fold(0, |bits, kind| Some(bits | bit(kind)?))
}

/// What a folded spelling could be: a bit each for the perfect without and with an ending, the imperfect without and with
/// one, an adjective without and with one, a name, an elative, a number, and the article.
#[must_use]
pub fn kinds(folded: &str) -> u32 {
    let stems = stems();
    let is = |word: &str, kind: usize| stems.get(&hash(word)).is_some_and(|bits| bits & 1 << kind != 0);
    let ends = |word: &str, endings: &[&str], kind: usize| {
        endings.iter().any(|e| word.strip_suffix(e).is_some_and(|rest| is(rest, kind)))
    };
    let bare = folded.strip_prefix("ال").unwrap_or(folded);
    let imperfect = folded.strip_prefix(['ي', 'ت', 'ن', 'ا']);
    let tests = [
        is(folded, PERFECT),
        ends(folded, &OF_PERFECT, PERFECT),
        imperfect.is_some_and(|rest| is(rest, IMPERFECT)),
        imperfect.is_some_and(|rest| ends(rest, &OF_IMPERFECT, IMPERFECT)),
        is(bare, ADJECTIVE),
        ends(bare, &OF_ADJECTIVE, ADJECTIVE),
        is(folded, NAME),
        is(bare, ELATIVE),
        is(bare, NUMBER) || ends(bare, &OF_NUMBER, NUMBER),
        bare.len() < folded.len(),
    ];
    tests.iter().enumerate().fold(0, |bits, (at, &test)| bits | u32::from(test) << at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let mut faults = Vec::new();
        let rows = TABLE.rows(&mut faults);
        faults.extend(rows.iter().filter(|r| bits(r).is_none()).map(|r| r.get(0).to_owned()));
        assert!(faults.is_empty(), "{faults:?}");
        assert!(stems().len() > 10_000);
    }

    #[test]
    fn verbs_are_known_by_their_endings() {
        assert_eq!(kinds("اعلنت") & 2, 2);
        assert_eq!(kinds("يعلنون") & 8, 8);
    }
}
