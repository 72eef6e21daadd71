//! Plain text for morphology: how often tokens stand, and the classes of syntactic words.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::Result;
use khabar::Span;
use khabar::lexicon::lexicons;
use khabar::morph::Spellings;
use khabar::morph::look::{Company, hash, light};
use khabar::morph::segment::segment;
use khabar::text::{Kind, Text};
use khabar::weights::Weights;

use crate::train::{ant, clusters};

/// Tokens seen less often are not counted, words seen less often have no class.
const LEAST_COUNT: u32 = 2;
const LEAST_CLASS: u32 = 4;
/// How many classes words are sorted into: many, and few.
const CLASSES: (usize, usize) = (512, 64);
const ROUNDS: usize = 12;

/// Sentences of tokens in their light spelling.
pub type Sentences = Vec<Vec<String>>;

/// The plain text that the shipped model may learn from.
pub fn sentences(shared: &Path) -> Result<Sentences> {
    let mut out = Vec::new();
    ant::each_line(shared, |line| add(line, &mut out))?;
    fs::read_to_string(shared.join("treebank/ntrex-arb.txt"))?.lines().for_each(|line| add(line, &mut out));
    Ok(out)
}

fn add(line: &str, out: &mut Sentences) {
    let text = Text::new(line, &[Span::from(0..line.len())], lexicons());
    for sentence in &text.sentences {
        let token = |i: usize| {
            let mut word = String::new();
            if text.kind(i) == Kind::Number {
                word.push('0');
            } else {
                light(text.printed(i), &mut word);
            }
            word
        };
        out.push(sentence.tokens.clone().map(token).collect());
    }
}

/// How often each token stands, as a logarithm.
pub fn counts(text: &Sentences) -> Spellings {
    let mut spellings = Spellings::default();
    for (word, count) in tally(text.iter().flatten()) {
        if count >= LEAST_COUNT {
            spellings.counts.insert(hash(word), (u32::BITS - count.leading_zeros()) as u8);
        }
    }
    spellings
}

fn tally<'a>(words: impl Iterator<Item = &'a String>) -> HashMap<&'a str, u32> {
    let mut out = HashMap::new();
    for word in words {
        *out.entry(word.as_str()).or_default() += 1;
    }
    out
}

/// Sorts syntactic words into classes by the company they keep, once tokens can be cut.
pub fn classes(text: &Sentences, segments: &Weights<1>, spellings: &mut Spellings) {
    let mut cuts: HashMap<&str, Vec<String>> = HashMap::new();
    let mut words: Vec<Vec<String>> = Vec::new();
    for sentence in text {
        let pieces = |token: &'_ str| -> Vec<String> {
            let way = segment(token, segments, spellings);
            let proclitics = token.chars().take(way.proclitics.into()).map(String::from);
            let rest = [way.stem(token), way.pronoun()].map(str::to_owned);
            proclitics.chain(rest.into_iter().filter(|r| !r.is_empty())).collect()
        };
        let cut = sentence.iter().flat_map(|t| cuts.entry(t).or_insert_with(|| pieces(t)).clone());
        words.push(cut.collect());
    }
    let counts = tally(words.iter().flatten());
    let mut forms: Vec<(&str, u32)> = counts.into_iter().filter(|(_, n)| *n >= LEAST_CLASS).collect();
    forms.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let numbers: HashMap<&str, u32> =
        forms.iter().zip(1..).map(|((form, _), number)| (*form, number)).collect();
    let mut sequence = vec![clusters::BREAK];
    for sentence in &words {
        sequence.extend(sentence.iter().map(|w| numbers.get(&**w).copied().unwrap_or(clusters::BREAK)));
        sequence.push(clusters::BREAK);
    }
    let fine = clusters::cluster(&sequence, forms.len(), CLASSES.0, ROUNDS);
    let coarse = clusters::cluster(&sequence, forms.len(), CLASSES.1, ROUNDS);
    for ((form, _), number) in forms.iter().zip(1..) {
        let company = Company { coarse: coarse[number] as u8, fine: fine[number] as u16 };
        spellings.company.insert(hash(form), company);
    }
}
