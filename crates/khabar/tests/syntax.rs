//! The suite `spec/syntax.md`: a sentence, and what its words and phrases must be.
//!
//! ```text
//! > أعلنت الوزارة وصول شحنة من القمح.
//! - word «أعلنت» upos=VERB subject=«الوزارة» object=«وصول»    a syntactic word and some of what is known of it
//! - phrase «شحنة من القمح»                                    a whole noun phrase
//! ~ word «شحنة» head=«وصول»                                   wanted, and not reached yet
//! ```
//! A form stands once in its sentence. `head`, `subject` and `object` are given by their forms, `-` for none; the other
//! fields are `upos`, `relation` and features of Universal Dependencies in small letters (`gender=Fem`). A line that is wanted
//! and not reached is counted; once it holds it must become a line that must hold.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it finds a fault")]

use std::fmt::Write as _;
use std::path::Path;

use khabar::Span;
use khabar::lexicon::lexicons;
use khabar::morph::Feature;
use khabar::syntax::{Forest, Models};
use khabar::text::Text;

/// Features by the names of the suite.
const FEATURES: [(&str, Feature); 5] = [
    ("gender", Feature::Gender),
    ("number", Feature::Number),
    ("person", Feature::Person),
    ("definite", Feature::Definite),
    ("voice", Feature::Voice),
];

/// A sentence that is analysed.
struct Case<'s> {
    sentence: &'s str,
    forest: Forest,
}

impl<'s> Case<'s> {
    fn new(sentence: &'s str) -> Self {
        let text = Text::new(sentence, &[Span::from(0..sentence.len())], lexicons());
        Self { sentence, forest: Forest::of(&text, Models::default()) }
    }

    fn form(&self, word: usize) -> &'s str {
        self.forest.word(word).span.of(self.sentence)
    }

    fn find(&self, form: &str) -> Result<usize, String> {
        let mut found = (0..self.forest.words.len()).filter(|&w| self.form(w) == form);
        let first = found.next().ok_or_else(|| format!("«{form}» is no word"))?;
        if found.next().is_some() { Err(format!("«{form}» stands twice")) } else { Ok(first) }
    }

    /// What is wrong of a line, if anything is.
    fn fault(&self, line: &str) -> Option<String> {
        let (kind, rest) = line.split_once(" «").unwrap_or((line, ""));
        let (words, fields) = rest.split_once('»').unwrap_or((rest, ""));
        if kind == "phrase" {
            let is_phrase = |head: usize| {
                let phrase = self.forest.phrase(head);
                let (first, last) = (self.forest.word(phrase.start), self.forest.word(phrase.end - 1));
                Span::new(first.span.start, last.span.end).of(self.sentence) == words
            };
            let is_there = (0..self.forest.words.len()).any(is_phrase);
            return (!is_there).then(|| "no such phrase".to_owned());
        }
        match self.find(words) {
            Ok(word) => fields_of(fields).iter().find_map(|(field, wanted)| {
                let found = self.field(word, field);
                (found != *wanted).then(|| format!("{field} is {found}"))
            }),
            Err(fault) => Some(fault),
        }
    }

    fn field(&self, word: usize, field: &str) -> String {
        let own = self.forest.word(word);
        let form = |word: Option<usize>| word.map_or("-", |w| self.form(w)).to_owned();
        match field {
            "upos" => own.upos.name().to_owned(),
            "relation" => own.relation.name().to_owned(),
            "head" => form(own.head()),
            "subject" => form(self.forest.subject(word)),
            "object" => form(self.forest.object(word)),
            _ => {
                let known = FEATURES.iter().find(|(name, _)| *name == field);
                let (_, feature) = known.unwrap_or_else(|| panic!("no field is called {field}"));
                own.feats.value(*feature).unwrap_or("-").to_owned()
            }
        }
    }
}

/// `key=value` or `key=«words»`.
fn fields_of(mut rest: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    while let Some((key, value)) = rest.split_once('=') {
        let (value, more) = match value.strip_prefix('«') {
            Some(value) => value.split_once('»').unwrap_or((value, "")),
            None => value.split_once(' ').unwrap_or((value, "")),
        };
        out.push((key.trim().to_owned(), value.to_owned()));
        rest = more;
    }
    out
}

#[test]
fn the_suite_of_syntax() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/syntax.md");
    let suite = std::fs::read_to_string(path).expect("spec/syntax.md is there");
    let (mut case, mut cases, mut held, mut waiting) = (None, 0, 0, 0);
    let mut faults = String::new();
    for (number, line) in suite.lines().enumerate() {
        let mut fault =
            |what: &str| writeln!(faults, "syntax.md:{}: {line}: {what}", number + 1).expect("a string");
        if let Some(sentence) = line.strip_prefix("> ") {
            case = Some(Case::new(sentence));
            cases += 1;
        } else if let Some(wanted) = line.strip_prefix("- ") {
            match case.as_ref().expect("a sentence stands before").fault(wanted) {
                Some(what) => fault(&what),
                None => held += 1,
            }
        } else if let Some(wanted) = line.strip_prefix("~ ") {
            match case.as_ref().expect("a sentence stands before").fault(wanted) {
                Some(_) => waiting += 1,
                None => fault("it holds now: write «-»"),
            }
        }
    }
    println!("{cases} sentences, {held} lines hold, {waiting} wait");
    assert!(faults.is_empty(), "\n{faults}");
    assert!(cases >= 250 && held > waiting, "{cases} sentences, {held} lines hold, {waiting} wait");
}
