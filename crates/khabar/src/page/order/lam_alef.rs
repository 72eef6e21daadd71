//! The two letters of «لا», set apart and swapped.

use super::{CLEAR, LEAST, is_arabic};
use crate::lexicon::{Word, lexicons};
use crate::tagger::{Model, hash};
use crate::text::clitic;
use crate::text::fold::{fold, is_transparent};

/// Letters of the longest word that is looked up.
const LONGEST: usize = 24;

/// Words with «لا» swapped behind the article, and with it in order.
#[derive(Debug, Default)]
pub struct Swapped {
    swapped: usize,
    right: usize,
}

impl Swapped {
    /// Counts a word.
    pub fn with(self, word: &str) -> Self {
        let bare = word.trim_start_matches(['و', 'ف', 'ب', 'ك']);
        let hamza = |c| matches!(c, 'أ' | 'إ' | 'آ' | 'ا');
        let (first, second, third) = {
            let mut chars = bare.chars();
            (chars.next(), chars.next(), chars.next())
        };
        let long = bare.chars().nth(3).is_some();
        let opens = first == Some('ا') && long;
        Self {
            swapped: self.swapped + usize::from(opens && second.is_some_and(hamza) && third == Some('ل')),
            right: self.right + usize::from(opens && second == Some('ل') && third.is_some_and(hamza)),
        }
    }

    /// Whether the page leaves no doubt.
    pub const fn is_clear(&self) -> bool {
        self.swapped >= LEAST && self.swapped >= self.right * CLEAR
    }
}

/// A line with «لا» put in order where the letters or the words that are known leave no doubt.
pub fn unswap(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(is_arabic) {
        let (between, behind) = rest.split_at(start);
        let end = behind.find(|c| !is_arabic(c) && !is_transparent(c)).unwrap_or(behind.len());
        let (word, behind) = behind.split_at(end);
        out.push_str(between);
        out.push_str(&unswap_word(word));
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn unswap_word(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let pair = |at: usize, of: &[char]| {
        matches!((of.get(at), of.get(at + 1)), (Some('أ' | 'إ' | 'آ' | 'ا'), Some('ل')))
    };
    let swap = |at: usize, of: &[char]| {
        let mut chars = of.to_vec();
        if pair(at, of) {
            chars.swap(at, at + 1);
        }
        chars
    };
    let text = |chars: &[char]| chars.iter().collect::<String>();
    // «ال» alone is «لا»; with a letter before it, «ولا», «بلا», «إلا».
    if matches!(chars.as_slice(), ['ا', 'ل'] | ['و' | 'ف' | 'ب' | 'أ' | 'إ', 'ا', 'ل']) {
        return text(&swap(chars.len() - 2, &chars));
    }
    // «االتفاق»: no word has two alefs in front.
    let proclitics = chars.iter().take_while(|c| matches!(c, 'و' | 'ف' | 'ب' | 'ك')).count();
    let mut best = chars.clone();
    if chars.get(proclitics) == Some(&'ا') && pair(proclitics + 1, &chars) {
        best = swap(proclitics + 1, &chars);
    }
    if chars.len() > LONGEST || is_known(&text(&best)) {
        return text(&best);
    }
    // Elsewhere a word that is known must come out of one that is not.
    let places = (1..best.len()).filter(|&at| pair(at, &best));
    let mended = places.map(|at| text(&swap(at, &best))).find(|w| is_known(w));
    mended.unwrap_or_else(|| text(&best))
}

/// Whether the tables or the text that the tagger learned from know a word.
fn is_known(word: &str) -> bool {
    let folded = fold(word);
    let lex = lexicons();
    let mut known = Model::embedded().words.get(hash::word(&folded)).is_some();
    clitic::cuts(&folded, &mut String::new(), |_, rest| {
        known |= lex.vocabulary.get(rest) != Word::UNKNOWN;
    });
    known
}
