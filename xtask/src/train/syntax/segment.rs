//! Where tokens are cut, learned from the words of treebanks: a choice among the ways that a spelling allows.

use anyhow::Result;
use khabar::morph::Spellings;
use khabar::morph::look::light;
use khabar::morph::segment::{FEATURES, PRONOUNS, Segments, features, ways};
use khabar::weights::Weights;

use crate::train::crf::Random;
use crate::train::softmax::{Learner, Settings};
use crate::treebank::Sentence;

const SETTINGS: Settings = Settings { bits: 18, rate: 0.2, penalty: 0.0, dropout: 0.1, least: 1 };
const EPOCHS: usize = 10;

/// A token of a treebank in its light spelling, its words, and how they cut it where that is a way we know.
pub struct Token {
    pub light: String,
    pub words: Vec<usize>,
    pub way: Option<Segments>,
}

fn is_arabic(word: &str) -> bool {
    word.chars().next().is_some_and(|c| ('\u{0621}'..='\u{064A}').contains(&c))
}

/// The tokens of a sentence: Arabic words that touch are one.
pub fn tokens(sentence: &Sentence) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut touches = false;
    for (n, word) in sentence.words.iter().enumerate() {
        match out.last_mut().filter(|t| touches && is_arabic(&t.light) && is_arabic(&word.form)) {
            Some(token) => token.words.push(n),
            None => out.push(Token { light: String::new(), words: vec![n], way: None }),
        }
        if let Some(token) = out.last_mut() {
            light(&word.form, &mut token.light);
        }
        touches = word.touches;
    }
    for token in &mut out {
        let parts: Vec<&str> = token.words.iter().map(|&n| sentence.words[n].form.as_str()).collect();
        token.way = way(&parts);
    }
    out
}

fn way(parts: &[&str]) -> Option<Segments> {
    let is_proclitic = |part: &&str| matches!(*part, "و" | "ف" | "س" | "ب" | "ل" | "ك");
    let count = parts.iter().take(parts.len() - 1).take_while(|p| is_proclitic(p)).count();
    let pronoun = match &parts[count..] {
        [_] => 0,
        [_, pronoun] => PRONOUNS.iter().position(|p| p == pronoun)?,
        _ => return None,
    };
    // «له» is a proclitic and a pronoun, which its one part behind the proclitic does not tell from «لم».
    let is_lone = pronoun == 0 && count > 0 && PRONOUNS.iter().skip(1).any(|p| *p == parts[count]);
    let pronoun = if is_lone { PRONOUNS.iter().position(|p| *p == parts[count])? } else { pronoun };
    Some(Segments { proclitics: count as u8, pronoun: pronoun as u8 })
}

/// Learns from the tokens of sentences.
pub fn train(sentences: &[&Sentence], spellings: &Spellings) -> Result<Weights<1>> {
    let mut random = Random::new(17);
    let mut items: Vec<(Vec<[u32; FEATURES]>, usize)> = Vec::new();
    for token in sentences.iter().flat_map(|s| tokens(s)).filter(|t| is_arabic(&t.light)) {
        let mut all = Vec::new();
        ways(&token.light, |way| all.push(way));
        let Some(right) = all.iter().position(|way| Some(*way) == token.way) else { continue };
        if all.len() > 1 {
            items.push((all.iter().map(|way| features(&token.light, *way, spellings)).collect(), right));
        }
    }
    let mut learner: Learner<1> = Learner::new(SETTINGS);
    items.iter().flat_map(|(ways, _)| ways).for_each(|way| learner.count(way));
    for _ in 0..EPOCHS {
        random.shuffle(&mut items);
        for (ways, right) in &items {
            let kept: Vec<Vec<u32>> = ways.iter().map(|way| learner.kept(way, &mut random)).collect();
            let scores: Vec<f32> = kept.iter().map(|way| learner.scores(way)[0]).collect();
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let whole: f32 = scores.iter().map(|s| (s - top).exp()).sum();
            for (n, way) in kept.iter().enumerate() {
                let share = (scores[n] - top).exp() / whole;
                learner.descend(way, &[share - f32::from(u8::from(n == *right))]);
            }
        }
    }
    learner.weights()
}
