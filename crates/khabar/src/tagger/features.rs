//! What the tagger sees of a token: rows of the model, by hash.
//!
//! Every token is looked at once ([`looks`]); the features of a token then combine the looks of its neighbours, two on
//! each side.

use std::ops::Range;

use super::hash::{feature, word};
use super::label::{Place, label};
use super::words::Words;
use crate::lexicon::{Classes, NamePart};
use crate::record::Label;
use crate::text::{Kind, Strip, Text};

/// What is seen of a token by itself.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs, reason = "the fields say it")]
pub struct Look {
    /// Hash of the folded word.
    pub word: u32,
    /// Hash of the word without its proclitics.
    pub stem: u32,
    /// Its proclitic letters.
    pub letters: u8,
    /// Its class among few, learned from plain text.
    pub coarse: u32,
    /// Its class among many.
    pub fine: u32,
    /// What the tables say of the word.
    pub classes: Classes,
    /// Its place in a name of the gazetteers.
    pub known: u8,
    /// Its place in a name that a rule proposes.
    pub hint: u8,
    pub shape: u32,
    pub prefixes: [u32; 3],
    pub suffixes: [u32; 4],
    /// Width of the quotation it stands in, where that is short.
    pub quoted: u8,
    /// How far behind a post or rank it stands.
    pub post: u8,
    /// What the rest of the document takes the word for, from a first reading; 0 where there was none.
    pub elsewhere: u8,
}

/// A name that a rule proposes: tokens and class.
pub type Hint = (Range<usize>, Label);

/// The looks of all tokens of a text.
#[must_use]
pub fn looks(text: &Text, words: &Words, hints: &[Hint]) -> Vec<Look> {
    let mut scratch = String::new();
    let mut out: Vec<Look> = (0..text.len()).map(|i| look(text, words, i, &mut scratch)).collect();
    for (range, class) in hints {
        lay(&mut out, range.clone(), *class, |look, label| look.hint = label);
    }
    for sentence in &text.sentences {
        let tokens = sentence.tokens.clone();
        known(text, tokens.clone(), &mut out);
        surroundings(text, tokens, &mut out);
    }
    out
}

/// Puts begin, inside, end or single on the tokens of a name, counted from 1.
fn lay(looks: &mut [Look], range: Range<usize>, class: Label, put: impl Fn(&mut Look, u8)) {
    let (first, last) = (range.start, range.end.saturating_sub(1));
    for (at, look) in looks.iter_mut().enumerate().take(range.end).skip(range.start) {
        let place = match (at == first, at == last) {
            (true, true) => Place::Single,
            (true, false) => Place::Begin,
            (false, true) => Place::End,
            (false, false) => Place::Inside,
        };
        put(look, label(class, place) as u8 + 1);
    }
}

fn look(text: &Text, words: &Words, i: usize, scratch: &mut String) -> Look {
    let folded = text.fold(i);
    let mut look = Look { word: word(folded), ..Look::default() };
    (look.letters, look.stem) = match text.kind(i) {
        Kind::Arabic => words.segment(folded, scratch),
        _ => (0, look.word),
    };
    if let Some(form) = words.get(look.stem) {
        (look.coarse, look.fine) = (form.coarse.into(), form.fine.into());
    }
    for reading in text.readings(i) {
        if reading.cut.letters == look.letters {
            look.classes = look.classes.with(text.lex.classes_of(reading.word));
        }
    }
    look.shape = match text.kind(i) {
        Kind::Arabic => 1 + u32::from(text.is_definite(i)) + 2 * u32::from(look.letters.min(2)),
        Kind::Other => 10,
        Kind::Number => 11 + (folded.len() as u32).min(5),
        Kind::Mark(c) => 100 + c as u32,
    };
    if text.kind(i) == Kind::Arabic {
        affixes(folded, look.letters, &mut look);
    }
    look
}

/// Hashes of the first one to three and the last one to four letters behind the proclitics.
fn affixes(folded: &str, letters: u8, look: &mut Look) {
    let stem = folded.char_indices().nth(letters.into()).map_or("", |(at, _)| folded.get(at..).unwrap_or(""));
    for ((at, c), slot) in stem.char_indices().zip(&mut look.prefixes) {
        *slot = word(stem.get(..at + c.len_utf8()).unwrap_or_default());
    }
    for ((at, _), slot) in stem.char_indices().rev().zip(&mut look.suffixes) {
        *slot = word(stem.get(at..).unwrap_or_default());
    }
}

/// Lays the gazetteers over a sentence: names that are known, and runs of given and family names.
fn known(text: &Text, tokens: Range<usize>, looks: &mut [Look]) {
    let mut at = tokens.start;
    while at < tokens.end {
        if let Some(found) = text.find(&text.lex.known, at, tokens.end, Strip::Proclitics) {
            lay(looks, at..found.end, found.value.label, |look, label| look.known = label);
            at = found.end;
            continue;
        }
        let mut end = at;
        let (mut given, mut family, mut common) = (false, false, false);
        while end < tokens.end {
            let strip = if end == at { Strip::Proclitics } else { Strip::Nothing };
            if let Some(part) = text.find(&text.lex.person_names, end, tokens.end, strip) {
                given |= *part.value == NamePart::Given;
                family |= *part.value == NamePart::Family;
                end = part.end;
            } else if text.is(&text.lex.common_names, end, strip).is_some() {
                common = true;
                end += 1;
            } else {
                break;
            }
        }
        if end > at {
            // A given name alone, a family name alone and both together are told apart.
            let kinds = u8::from(given) + 2 * u8::from(family) + 4 * u8::from(common);
            let told = 17 + kinds + 8 * ((end - at).min(4) as u8 - 1);
            for (n, look) in looks.iter_mut().take(end).skip(at).enumerate() {
                look.known = told + if n == 0 { 0 } else { 32 };
            }
        }
        at = end.max(at + 1);
    }
}

/// How far behind a post or rank a token stands, and whether it stands in short quotation marks.
fn surroundings(text: &Text, tokens: Range<usize>, looks: &mut [Look]) {
    let mut post = 0_u8;
    let mut quote: Option<(usize, char)> = None;
    for i in tokens {
        let classes = looks.get(i).map_or_else(Classes::default, |l| l.classes);
        let kind = text.kind(i);
        if let Kind::Mark(mark) = kind {
            if let Some((from, close)) = quote {
                if mark == close {
                    let width = (i - from).min(7) as u8;
                    for look in looks.iter_mut().take(i).skip(from + 1) {
                        look.quoted = width;
                    }
                    quote = None;
                }
            } else if let Some(close) = crate::text::sentence::closing(mark) {
                quote = Some((i, close));
            }
            if !matches!(mark, '"' | '«' | '“' | '/') {
                post = 0;
            }
        }
        if let Some(look) = looks.get_mut(i) {
            look.post = post;
        }
        if classes.any(Classes::POST.with(Classes::RANK)) {
            post = 1;
        } else if post > 0 && kind == Kind::Arabic {
            post = if post >= 7 || classes.any(Classes::SPEECH_VERB.with(Classes::RELATIVE)) {
                0
            } else {
                post + 1
            };
        }
    }
}

/// Appends the features of token `i`, one of `tokens`, to `out`.
pub fn features(looks: &[Look], tokens: &Range<usize>, i: usize, out: &mut Vec<u32>) {
    const EDGE: Look = Look {
        word: 1,
        stem: 1,
        letters: 0,
        coarse: 1000,
        fine: 100_000,
        classes: Classes(1 << 31),
        known: 0,
        hint: 0,
        shape: 1,
        prefixes: [0; 3],
        suffixes: [0; 4],
        quoted: 0,
        post: 0,
        elsewhere: 0,
    };
    let at = |offset: isize| -> &Look {
        let place = i.wrapping_add_signed(offset);
        if tokens.contains(&place) { looks.get(place).unwrap_or(&EDGE) } else { &EDGE }
    };
    let (before2, before, here, after, after2) = (at(-2), at(-1), at(0), at(1), at(2));
    let mut template = 0;
    let mut put = |a: u32, b: u32| {
        template += 1;
        out.push(feature(template, a, b));
    };
    for look in [before2, before, here, after, after2] {
        put(look.stem, 0);
        put(look.fine, 0);
        put(look.coarse, u32::from(look.letters));
        put(look.classes.0, 0);
    }
    for look in [before, here, after] {
        put(look.word, 0);
        put(u32::from(look.known), 0);
        put(u32::from(look.hint), 0);
        put(look.shape, 0);
        put(look.suffixes[1], look.shape);
    }
    for prefix in here.prefixes {
        put(prefix, 0);
    }
    for suffix in here.suffixes {
        put(suffix, u32::from(here.shape == 2));
    }
    put(before.suffixes[0], here.suffixes[0]);
    put(before.stem, here.stem);
    put(here.stem, after.stem);
    put(before.fine, here.fine);
    put(here.fine, after.fine);
    put(before.fine, after.fine);
    put(before.coarse, here.coarse);
    put(here.coarse, after.coarse);
    put(before2.coarse << 8 | before.coarse, here.coarse);
    put(here.coarse, after.coarse << 8 | after2.coarse);
    put(before2.coarse, before.coarse);
    put(before.classes.0, here.classes.0);
    put(here.classes.0, after.classes.0);
    put(before.classes.0, here.fine);
    put(before.stem, here.fine);
    put(here.fine, after.classes.0);
    put(before.stem, u32::from(here.known));
    put(u32::from(here.known), u32::from(after.known));
    put(u32::from(before.known), u32::from(here.known));
    put(u32::from(here.hint), u32::from(here.known));
    put(u32::from(here.hint), before.classes.0);
    put(u32::from(here.hint), here.fine);
    put(u32::from(here.hint), here.stem);
    put(u32::from(here.quoted), u32::from(before.shape > 100));
    put(u32::from(here.quoted), before.classes.0);
    put(u32::from(here.post), u32::from(here.known));
    put(u32::from(here.post), here.coarse);
    put(u32::from(here.post), here.classes.0);
    if here.elsewhere > 0 {
        put(u32::from(here.elsewhere), 0);
        put(u32::from(here.elsewhere), u32::from(here.known));
        put(u32::from(here.elsewhere), before.classes.0);
        put(u32::from(here.elsewhere), here.coarse);
    }
}
