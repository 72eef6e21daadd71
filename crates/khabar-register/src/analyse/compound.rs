//! Names of two words that are printed as one: «عبدالله», «أبوظبي», «لعبدالرحمن». Of such a word come the two terms that
//! it would be with a blank, so that one spelling finds the other, alone and in a phrase.

use super::tables::{Compound, tables};

/// Letters that may stand in front of a name, the longest first; the last is none.
const PROCLITICS: [&str; 4] = ["ال", "لل", "بال", ""];
/// Single letters that may stand in front of those.
const PARTICLES: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];
/// Least letters of a word that the table leaves open.
const OPEN: usize = 3;

/// How many bytes of a folded word its first word has, where it is two.
pub(super) fn seam(folded: &str) -> Option<usize> {
    tables().compounds.iter().find_map(|c| compound_seam(c, folded))
}

fn compound_seam(compound: &Compound, folded: &str) -> Option<usize> {
    let is_open = |word: &str| word.chars().count() >= OPEN;
    let second = compound.second.as_str();
    let (before, first) = match &compound.first {
        None => {
            let first = folded.strip_suffix(second)?;
            return is_open(first).then_some(first.len());
        }
        Some(first) if compound.is_open => {
            let (before, behind) = folded.split_once(first.as_str())?;
            (behind.strip_prefix(second).is_some_and(is_open).then_some(before)?, first)
        }
        Some(first) => (folded.strip_suffix(second)?.strip_suffix(first.as_str())?, first),
    };
    is_proclitics(before).then_some(before.len() + first.len())
}

/// Whether letters can be nothing but proclitics.
fn is_proclitics(before: &str) -> bool {
    PROCLITICS.iter().any(|p| {
        let particles = before.strip_suffix(p);
        particles.is_some_and(|s| s.chars().count() <= 2 && s.chars().all(|c| PARTICLES.contains(&c)))
    })
}

#[cfg(test)]
mod tests {
    use khabar::text::fold::fold;

    use super::*;

    fn parts(word: &str) -> (String, String) {
        let folded = fold(word);
        let (first, second) = folded.split_at(seam(&folded).unwrap_or(folded.len()));
        (first.to_owned(), second.to_owned())
    }

    #[test]
    fn names_come_apart() {
        for (word, first, second) in [
            ("عبدالله", "عبد", "الله"),
            ("وعبدالرحمن", "وعبد", "الرحمن"),
            ("لعبدالإله", "لعبد", "الإله"),
            ("العبدالله", "العبد", "الله"),
            ("أبوالغيط", "أبو", "الغيط"),
            ("بأبوظبي", "بأبو", "ظبي"),
            ("حزبالله", "حزب", "الله"),
            ("بنورالدين", "بنور", "الدين"),
        ] {
            assert_eq!(parts(word), (fold(first), fold(second)), "{word}");
        }
    }

    #[test]
    fn other_words_stay_whole() {
        for word in [
            "عبد",
            "عبدة",
            "عبيد",
            "أبواب",
            "وأبوابها",
            "أبوهما",
            "أبوان",
            "أبوال",
            "والله",
            "بالله",
            "فوالله",
            "الله",
            "والدين",
            "الوالدين",
            "خالدين",
            "المعبدال",
            "معبدالرحمن",
            "نورا",
        ] {
            assert_eq!(parts(word).1, "", "{word}");
        }
    }
}
