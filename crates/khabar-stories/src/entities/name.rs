//! Names taken apart for comparison.

use khabar::lexicon::{NamePart, Word, lexicons};
use khabar::record::Label;

use crate::table::{LOCAL_BODIES, NAME_LINKS};
use crate::words;

/// A name as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// Its words, folded: of a person without «بن» and with «عبد» and «أبو» joined to the next; of others without
    /// articles, and without the country.
    pub words: Vec<String>,
    /// The country in it, ISO 3166: «وزارة الخارجية التركية».
    pub country: Option<String>,
}

/// Takes a name apart.
pub fn parse(label: Label, name: &str) -> Name {
    match label {
        Label::Per => Name { words: person(name), country: None },
        Label::Org => body(name),
        Label::Loc | Label::Misc => {
            Name { words: words::folded(name).iter().map(|w| bare(w).to_owned()).collect(), country: None }
        }
    }
}

fn person(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut opened = false;
    for word in words::folded(name).iter().flat_map(|w| servant(w)) {
        if NAME_LINKS.contains(word) {
            continue;
        }
        match parts.last_mut().filter(|_| opened) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => parts.push(word.to_owned()),
        }
        opened = part(word) == Some(NamePart::Join);
    }
    parts
}

/// «عبدالعزيز» is written in one word or two.
fn servant(word: &str) -> Vec<&str> {
    match word.strip_prefix("عبد").filter(|rest| rest.starts_with("ال")) {
        Some(rest) => vec!["عبد", rest],
        None => vec![word],
    }
}

fn part(word: &str) -> Option<NamePart> {
    let lex = lexicons();
    lex.person_names.word(lex.vocabulary.get(word)).copied()
}

/// Whether a part of a person's name tells families apart: known as such, with the article, or in no list of names (names
/// from abroad: «أوباما»). Given names, and words that the news mostly uses otherwise, do not.
pub fn is_family(word: &str) -> bool {
    let lex = lexicons();
    let has_article = word.strip_prefix("ال").is_some_and(|r| r.chars().count() >= 2);
    let is_common = lex.common_names.word(lex.vocabulary.get(word)).is_some();
    match part(word) {
        Some(NamePart::Family) => true,
        Some(NamePart::Given) => has_article,
        _ if word.contains(' ') => false,
        _ => has_article || !is_common,
    }
}

fn body(name: &str) -> Name {
    let lex = lexicons();
    let folded = words::folded(name);
    let mut out = Name::default();
    let mut at = 0;
    while let Some(word) = folded.get(at) {
        let number = |k: usize| folded.get(at + k).map_or(Word::UNKNOWN, |w| lex.vocabulary.get(w));
        let place = lex.known.longest(number(0), number).filter(|(k, _)| k.authority == "iso3166" && at > 0);
        if let Some((known, length)) = place {
            out.country = Some(known.code.to_owned());
            at += length;
            continue;
        }
        let nationality = lex.nationalities.word(number(0)).or_else(|| {
            let adjective = bare(word);
            lex.nationalities.word(lex.vocabulary.get(adjective))
        });
        match nationality {
            // The first word is the head: «العراقية» alone is a channel.
            Some(code) if at > 0 && *code != "-" && !code.is_empty() => {
                out.country = Some((*code).to_owned());
            }
            _ => out.words.push(bare(word).to_owned()),
        }
        at += 1;
    }
    out
}

/// A folded word without its article.
fn bare(word: &str) -> &str {
    word.strip_prefix("ال").filter(|r| r.chars().count() >= 2).unwrap_or(word)
}

impl Name {
    /// The words as one key.
    pub fn key(&self) -> String {
        self.words.join(" ")
    }

    /// Whether every country has a body that is called so.
    pub fn is_local(&self) -> bool {
        self.words.first().and_then(|head| LOCAL_BODIES.get(head)) == Some(&true)
    }

    /// Whether it is a head alone, which could be any of its kind: «الحركة», «الوزارة».
    pub fn is_lone_head(&self) -> bool {
        matches!(self.words.as_slice(), [head] if LOCAL_BODIES.contains_key(head))
    }

    /// Whether all its words stand in `other` in the same order, and it has fewer.
    pub fn is_part_of(&self, other: &Self) -> bool {
        let mut rest = other.words.iter();
        self.words.len() < other.words.len() && self.words.iter().all(|w| rest.any(|o| o == w))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let words = |label, name| parse(label, name).words;
        assert_eq!(words(Label::Per, "عبد الرحمن بن محمد السالمي"), ["عبد الرحمن", "محمد", "السالمي"]);
        assert_eq!(words(Label::Per, "عبدالرحمن"), words(Label::Per, "عبد الرحمن"));
        assert_eq!(words(Label::Per, "أبو مازن"), ["ابو مازن"]);
        assert_eq!(
            words(Label::Org, "الهيئة العامة للسياحة"),
            ["هييه", "عامه", "للسياحه"].map(|w| w.replace("هييه", "هيئه"))
        );
        let ministry = parse(Label::Org, "وزارة الخارجية التركية");
        assert_eq!(
            (ministry.words, ministry.country.as_deref()),
            (vec!["وزاره".to_owned(), "خارجيه".to_owned()], Some("TR"))
        );
        assert_eq!(parse(Label::Org, "وزارة خارجية العراق").country.as_deref(), Some("IQ"));
        assert!(parse(Label::Org, "وزارة الداخلية").is_local());
        assert!(!parse(Label::Org, "حلف شمال الأطلسي").is_local());
    }

    #[test]
    fn given_names_tell_no_family() {
        for (word, family) in
            [("محمد", false), ("علي", false), ("الاعرجي", true), ("اوباما", true), ("عبد الله", false)]
        {
            assert_eq!(is_family(word), family, "{word}");
        }
    }
}
