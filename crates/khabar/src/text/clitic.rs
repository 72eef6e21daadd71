//! Proclitic candidates: the ways in which a written word may be cut into «و ف», «ب ل ك س», «ال» and a rest.
//!
//! The candidates are spellings only; a reading counts when the rest is a word of the lexicons.

/// One way to cut a folded word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cut {
    /// Letters of the word that are proclitics (of «لل», the first ل alone).
    pub letters: u8,
    /// «و» or «ف» stands in front.
    pub conjunction: bool,
    /// The one-letter preposition or future particle, if any: ب ل ك س.
    pub particle: Option<char>,
    /// The article was taken off as well.
    pub article: bool,
}

/// Calls `each` with the cuts of a folded word, fewest letters first, and the rest of the word.
///
/// «للجيش» gives «الجيش» with the cut «ل», so a rest need not be a slice of the word: `scratch` holds it then.
pub fn cuts(word: &str, scratch: &mut String, mut each: impl FnMut(Cut, &str)) {
    // A lone «و» is a word as it stands; of others a cut leaves two letters or more.
    if !letters_at_least(word, 2) {
        return each(Cut::default(), word);
    }
    let mut offer = |cut: Cut, rest: &str| {
        if letters_at_least(rest, 2) {
            each(cut, rest);
            if let Some(bare) = rest.strip_prefix("ال")
                && letters_at_least(bare, 2)
            {
                each(Cut { article: true, ..cut }, bare);
            }
        }
    };
    offer(Cut::default(), word);
    let mut start = Cut::default();
    let mut rest = word;
    loop {
        if let Some(behind) = rest.strip_prefix("لل") {
            scratch.clear();
            scratch.push_str("ال");
            scratch.push_str(behind);
            offer(Cut { letters: start.letters + 1, particle: Some('ل'), ..start }, scratch);
        }
        for particle in ['ب', 'ل', 'ك', 'س'] {
            if let Some(behind) = rest.strip_prefix(particle) {
                offer(Cut { letters: start.letters + 1, particle: Some(particle), ..start }, behind);
            }
        }
        match rest.strip_prefix(['و', 'ف']) {
            Some(behind) if !start.conjunction => {
                start = Cut { letters: 1, conjunction: true, ..start };
                rest = behind;
                offer(start, rest);
            }
            _ => break,
        }
    }
}

fn letters_at_least(word: &str, count: usize) -> bool {
    word.chars().nth(count - 1).is_some()
}

/// The enclitic pronouns that a verb or noun may end in, longest first.
pub const ENCLITICS: [&str; 9] = ["هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه"];

#[cfg(test)]
mod tests {
    use super::*;

    fn rests(word: &str) -> Vec<(u8, String)> {
        let mut out = Vec::new();
        cuts(word, &mut String::new(), |cut, rest| out.push((cut.letters, rest.to_owned())));
        out
    }

    #[test]
    fn every_cut_is_offered() {
        let of = |word| rests(word).into_iter().map(|(_, rest)| rest).collect::<Vec<_>>();
        assert_eq!(of("وبغداد"), ["وبغداد", "بغداد", "غداد"]);
        assert_eq!(of("وللعراق"), ["وللعراق", "للعراق", "العراق", "عراق", "لعراق"]);
        assert_eq!(rests("للجيش")[1], (1, "الجيش".to_owned()), "only the first ل is cut");
    }
}
