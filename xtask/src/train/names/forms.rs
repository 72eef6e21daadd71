//! Word forms of plain text: where their proclitics end, by how often the rest stands alone, and their classes.

use std::collections::HashMap;

use khabar::lexicon::lexicons;
use khabar::tagger::hash;
use khabar::tagger::{Form, Words};
use khabar::text::clitic::{Cut, cuts};
use khabar::text::{Kind, Text};

use crate::train::clusters;

/// Forms seen less often are not kept.
const LEAST: u32 = 3;

/// Sentences of folded words.
pub type Sentences = Vec<Vec<String>>;

/// The sentences of a text; numbers and marks become one word each.
pub fn sentences(text: &Text, out: &mut Sentences) {
    for sentence in &text.sentences {
        let words = sentence.tokens.clone().filter_map(|i| match text.kind(i) {
            Kind::Arabic | Kind::Other => Some(text.fold(i).to_owned()),
            Kind::Number => Some("0".to_owned()),
            Kind::Mark(c @ ('.' | '،' | ',' | ':' | '"' | '«' | '»' | '(' | ')' | '؟')) => {
                Some(c.to_string())
            }
            Kind::Mark(_) => None,
        });
        out.push(words.collect());
    }
}

/// How often the rest must stand for each time the whole word does, so that the letters in front of it are proclitics.
fn wanted(cut: Cut, is_verb: bool) -> f64 {
    match cut.particle {
        // «وأضاف» stands far oftener than «أضاف».
        None if is_verb => 0.02,
        None => 0.2,
        Some('س') => 0.05,
        Some(_) => 1.0,
    }
}

/// Letters of a form that are proclitics: a conjunction first, then what is left is looked at alone.
fn letters(form: &str, count: u32, counts: &HashMap<String, u32>) -> u8 {
    let lex = lexicons();
    let word = |w: &str| lex.vocabulary.get(w);
    if lex.whole_words.word(word(form)).is_some() {
        return 0;
    }
    let mut best = 0;
    cuts(form, &mut String::new(), |cut, rest| {
        if cut.letters != 1 || cut.article || best > 0 {
            return;
        }
        let seen = counts.get(rest).copied().unwrap_or(0);
        let named = lex.known.word(word(rest)).is_some_and(|k| k.authority != "geonames");
        let definite = rest.starts_with("ال") && cut.particle.is_some_and(|p| p != 'س');
        if cut.particle == Some('س') && !rest.starts_with(['ي', 'ت', 'ن', 'ا']) {
            return;
        }
        let is_verb = lex.verbs.word(word(rest)).is_some() || lex.speech.word(word(rest)).is_some();
        let share = f64::from(seen) / f64::from(count);
        if (named || definite) && seen > 0 || share >= wanted(cut, is_verb) && seen >= 2 {
            best = 1;
            if cut.conjunction {
                best += letters(rest, seen.max(1), counts);
            }
        }
    });
    best
}

/// The forms of a text and their classes.
pub fn learn(text: &Sentences, fine: usize, coarse: usize) -> Words {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for word in text.iter().flatten() {
        *counts.entry(word.clone()).or_default() += 1;
    }
    let mut scratch = String::new();
    let mut cut: HashMap<&str, (u8, String)> = HashMap::new();
    for (form, &count) in &counts {
        if count < 2 || !form.starts_with(['و', 'ف', 'ب', 'ل', 'ك', 'س']) {
            continue;
        }
        let letters = letters(form, count, &counts);
        if letters > 0 {
            let mut rest = String::new();
            cuts(form, &mut scratch, |c, r| {
                // «لليبيا» is no «ل» + «اليبيا».
                if c.letters == letters && !c.article && (rest.is_empty() || counts.contains_key(r)) {
                    r.clone_into(&mut rest);
                }
            });
            cut.insert(form, (letters, rest));
        }
    }
    // Classes are learned over words without their proclitics.
    let stem = |word: &str| cut.get(word).map_or_else(|| word.to_owned(), |(_, rest)| rest.clone());
    let mut stems: HashMap<String, u32> = HashMap::new();
    for word in text.iter().flatten() {
        *stems.entry(stem(word)).or_default() += 1;
    }
    let mut kept: Vec<(&String, u32)> =
        stems.iter().filter(|(_, n)| **n >= LEAST).map(|(w, &n)| (w, n)).collect();
    kept.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let number: HashMap<&str, u32> =
        kept.iter().enumerate().map(|(n, (w, _))| (w.as_str(), n as u32 + 1)).collect();
    let mut stream = vec![clusters::BREAK];
    for sentence in text {
        // A rare word parts the text as the end of a sentence does.
        stream.extend(
            sentence.iter().map(|w| number.get(stem(w).as_str()).copied().unwrap_or(clusters::BREAK)),
        );
        stream.push(clusters::BREAK);
    }
    let fine = clusters::cluster(&stream, kept.len(), fine, 12);
    let coarse = clusters::cluster(&stream, kept.len(), coarse, 12);
    let mut forms: HashMap<u32, Form> = HashMap::new();
    for (form, (letters, _)) in &cut {
        forms.insert(hash::word(form), Form { letters: *letters, ..Form::default() });
    }
    for (n, (form, _)) in kept.iter().enumerate() {
        if !cut.contains_key(form.as_str()) {
            let classes = Form { letters: 0, coarse: coarse[n + 1] as u8, fine: fine[n + 1] as u16 };
            forms.insert(hash::word(form), classes);
        }
    }
    Words::new(forms)
}
