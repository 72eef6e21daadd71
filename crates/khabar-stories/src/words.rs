//! Words of a text as pages are compared by them: folded, marks and function words left out, light affixes taken off.

use khabar::Record;
use khabar::lexicon::{Word, lexicons};
use khabar::record::BlockRole;
use khabar::span::Span;
use khabar::text::Kind;
use khabar::text::token::{RawToken, tokenize};

use crate::table::{AFFIXES, PLAIN_WORDS};

/// Letters that light folding leaves of a word at least; shorter words would meet by chance.
const LETTERS: usize = 3;

/// Calls `each` with every word and number of `text`, folded, in order.
pub fn each_folded(text: &str, mut each: impl FnMut(Kind, &str)) {
    let (mut tokens, mut folds) = (Vec::<RawToken>::new(), String::new());
    tokenize(text, Span::from(0..text.len()), usize::MAX, &mut tokens, &mut folds);
    for token in tokens {
        let word = token.fold.of(&folds);
        if !matches!(token.kind, Kind::Mark(_)) && !word.is_empty() {
            each(token.kind, word);
        }
    }
}

/// The words and numbers of `text`, folded.
#[must_use]
pub fn folded(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_folded(text, |_, word| words.push(word.to_owned()));
    words
}

/// The content words of `text`: light forms of its words, without function words, plain words and numbers.
#[must_use]
pub fn content(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_folded(text, |kind, word| {
        if kind != Kind::Number && word.chars().nth(1).is_some() && !is_plain(word) {
            words.push(light(word));
        }
    });
    words
}

/// Whether a folded word tells nothing of what a text is about.
fn is_plain(word: &str) -> bool {
    let lex = lexicons();
    let is_function = |w: &str| lex.functions.word(lex.vocabulary.get(w)).is_some();
    let bare = |w: &str| w.strip_prefix("ال").is_some_and(|rest| PLAIN_WORDS.contains(rest));
    let plain = |w: &str| PLAIN_WORDS.contains(w) || bare(w) || is_function(w);
    plain(word) || word.strip_prefix(['و', 'ف']).is_some_and(|rest| rest.chars().count() >= 2 && plain(rest))
}

/// The light form of a folded word: affixes taken off while three letters are left («والمدنيين» → «مدني»). It serves to
/// compare, never to print.
#[must_use]
pub fn light(word: &str) -> String {
    let enough = |rest: &str| rest.chars().nth(LETTERS - 1).is_some();
    let mut rest = without_conjunction(word);
    if let Some(behind) =
        AFFIXES.prefixes.iter().find_map(|p| rest.strip_prefix(p.as_str()).filter(|r| enough(r)))
    {
        rest = behind;
    }
    // A pronoun may stand behind the ending of a plural or of the feminine: «مطالبها», «وزارتهم».
    for _ in 0..2 {
        let Some(before) =
            AFFIXES.suffixes.iter().find_map(|s| rest.strip_suffix(s.as_str()).filter(|r| enough(r)))
        else {
            break;
        };
        rest = before;
    }
    rest.to_owned()
}

/// A word without a «و» in front that is no letter of its own: the tables know the rest and not the whole.
fn without_conjunction(word: &str) -> &str {
    let known = |w: &str| lexicons().vocabulary.get(w) != Word::UNKNOWN;
    word.strip_prefix('و').filter(|rest| !known(word) && known(rest)).unwrap_or(word)
}

/// The consonants that a verb and its noun share: «سيفتتح», «افتتاح» and «افتتحت» give «فتتح». Weak evidence: roots with
/// weak letters lose them. Takes a folded word; `None` where fewer than three consonants are left.
#[must_use]
pub fn skeleton(word: &str) -> Option<String> {
    let light = light(word);
    let stem = light.strip_prefix('س').filter(|r| r.starts_with(['ي', 'ت', 'ن'])).unwrap_or(&light);
    let stem = stem
        .strip_prefix(['ي', 'ا', 'ت', 'ن', 'ب', 'ل'])
        .filter(|r| r.chars().count() >= LETTERS)
        .unwrap_or(stem);
    let bare: String = stem.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ء' | 'ئ' | 'ؤ')).collect();
    let bare = bare.strip_suffix('ت').filter(|r| r.chars().count() >= LETTERS).unwrap_or(&bare);
    (bare.chars().count() >= LETTERS).then(|| bare.to_owned())
}

/// The folded words of the article's own body; the headline and page machinery are left out, since copies of one wire
/// report differ there.
#[must_use]
pub fn body(record: &Record) -> Vec<String> {
    let mut words = Vec::new();
    for block in record.blocks.iter().filter(|b| b.role == BlockRole::Body) {
        each_folded(block.span.of(&record.text), |_, word| words.push(word.to_owned()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        for (a, b) in [
            ("والمدنيين", "مدنيا"),
            ("الاتفاقية", "اتفاق"),
            ("مطالبها", "المطالب"),
            ("للجامعات", "جامعة"),
            ("المتظاهرون", "متظاهرين"),
        ] {
            assert_eq!(light(&khabar::text::fold::fold(a)), light(&khabar::text::fold::fold(b)), "{a} {b}");
        }
    }

    #[test]
    fn a_short_word_is_left_whole() {
        for word in ["وزير", "الي", "بيت", "والي"] {
            assert!(light(word).chars().count() >= LETTERS.min(word.chars().count()), "{word}");
        }
        assert_eq!(light("وزير"), "وزير", "its «و» is its own");
    }

    #[test]
    fn a_verb_and_its_noun_share_a_skeleton() {
        for (a, b) in [("سيفتتح", "افتتاح"), ("افتتحت", "يفتتح"), ("انسحاب", "ستنسحب"), ("تسليم", "سلمت")]
        {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_eq!(skeleton("قول"), None);
    }

    #[test]
    fn content_leaves_out_what_every_text_has() {
        assert_eq!(content("وقال الوزير إن 12 مضخة وصلت إلى البصرة."), ["وزير", "مضخ", "بصر"]);
    }
}
