//! The trees of a text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::parse::{self, parse};
use super::relation::Relation;
use super::{Models, state};
use crate::morph::look::{hash, light};
use crate::morph::segment::segment;
use crate::morph::{self, Feats, Look, Segments, Tagged, Upos};
use crate::record::SyntacticWord;
use crate::span::Span;
use crate::text::{Kind, Text};

/// Which part of its token a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// A letter in front: «و», «ب», «س».
    Proclitic,
    /// The word itself.
    #[default]
    Stem,
    /// A pronoun at the end.
    Pronoun,
}

/// A syntactic word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// The token that it is, or is part of.
    pub token: u32,
    /// Which part.
    pub part: Part,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its part of speech.
    pub upos: Upos,
    /// Its features.
    pub feats: Feats,
    /// The number of its head, `u32::MAX` for the root of a sentence.
    pub head: u32,
    /// Its relation to the head.
    pub relation: Relation,
}

impl Word {
    /// The number of its head; the root of a sentence has none.
    #[must_use]
    pub fn head(&self) -> Option<usize> {
        (self.head != state::NONE).then_some(self.head as usize)
    }
}

/// The words of a text and the trees that they form, sentence by sentence.
#[derive(Debug, Clone, Default)]
pub struct Forest {
    /// All words in order.
    pub words: Vec<Word>,
    /// The words of each sentence of the text.
    pub sentences: Vec<Range<usize>>,
    /// The first word of each token, and one past the last token's.
    first: Vec<u32>,
}

/// How a token was read before: where it is cut, and what is seen of its parts.
#[derive(Debug, Clone, Copy)]
struct Read {
    segments: Segments,
    looks: [Look; 5],
}

/// What reading tokens needs beside the models.
#[derive(Debug, Default)]
struct Reader {
    known: FxHashMap<u32, Read>,
    light: String,
}

impl Reader {
    /// How a token is read; the same word is read once.
    fn read(&mut self, printed: &str, kind: Kind, model: &morph::Model) -> Read {
        self.light.clear();
        light(printed, &mut self.light);
        let Self { known, light } = self;
        *known.entry(hash(light)).or_insert_with(|| {
            let segments = match kind {
                Kind::Arabic => segment(light, &model.segments, &model.spellings),
                _ => Segments::default(),
            };
            let mut looks = [Look::default(); 5];
            let mut is_lam = false;
            for (slot, piece) in looks.iter_mut().zip(pieces(light, segments)) {
                *slot = Look::new(piece, is_lam, &model.spellings);
                is_lam = piece == "ل";
            }
            Read { segments, looks }
        })
    }
}

/// The parts of a token in its light spelling: proclitics, what is left, the pronoun.
fn pieces(light: &str, segments: Segments) -> impl Iterator<Item = &str> {
    let count = usize::from(segments.proclitics);
    let proclitics = light.char_indices().take(count).filter_map(|(at, c)| light.get(at..at + c.len_utf8()));
    let stem = Some(segments.stem(light)).filter(|s| !s.is_empty());
    let pronoun = Some(segments.pronoun()).filter(|p| !p.is_empty());
    proclitics.chain(stem).chain(pronoun)
}

impl Forest {
    /// The trees of the sentences of a text.
    #[must_use]
    pub fn of(text: &Text, models: Models) -> Self {
        let mut forest = Self { first: vec![0; text.tokens.len() + 1], ..Self::default() };
        let (mut reader, mut tagging, mut parsing) =
            (Reader::default(), morph::Scratch::default(), parse::Scratch::default());
        let (mut tagged, mut arcs) = (Vec::new(), Vec::new());
        let mut token = 0;
        for sentence in &text.sentences {
            forest.open(token..sentence.tokens.start);
            token = sentence.tokens.end;
            let first = forest.words.len();
            tagged.clear();
            for i in sentence.tokens.clone() {
                forest.open(i..i + 1);
                let read = reader.read(text.printed(i), text.kind(i), models.morph);
                forest.cut(text, i, &read, &mut tagged);
            }
            morph::tag(&mut tagged, models.morph, &mut tagging);
            arcs.clear();
            parse(&tagged, models.syntax, &mut parsing, &mut arcs);
            let words = forest.words.iter_mut().skip(first);
            for ((word, tagged), &(head, relation)) in words.zip(&tagged).zip(&arcs) {
                (word.upos, word.feats, word.relation) = (tagged.upos, tagged.feats, relation);
                word.head = if head as usize == arcs.len() { state::NONE } else { first as u32 + head };
            }
            forest.sentences.push(first..forest.words.len());
        }
        forest.open(token..text.tokens.len() + 1);
        forest
    }

    /// Notes that the words of these tokens begin here.
    fn open(&mut self, tokens: Range<usize>) {
        let here = self.words.len() as u32;
        if let Some(slots) = self.first.get_mut(tokens) {
            slots.fill(here);
        }
    }

    /// Appends the words of a token.
    fn cut(&mut self, text: &Text, i: usize, read: &Read, tagged: &mut Vec<Tagged>) {
        let Some(span) = text.tokens.get(i).map(|t| t.span) else { return };
        let (touches_before, touches_behind) = (i > 0 && text.touches(i - 1), text.touches(i));
        let segments = read.segments;
        let pronoun = segments.pronoun();
        let (proclitics, has_pronoun) = (usize::from(segments.proclitics), !pronoun.is_empty());
        let has_stem = read.looks.get(proclitics + usize::from(has_pronoun)).is_some_and(|l| l.word != 0);
        let count = proclitics + usize::from(has_stem) + usize::from(has_pronoun);
        let letters = text.fold(i).chars().count().saturating_sub(pronoun.chars().count());
        let mut start = span.start;
        for (n, look) in read.looks.iter().take(count).enumerate() {
            let part = match n {
                _ if n < proclitics => Part::Proclitic,
                _ if has_pronoun && n + 1 == count => Part::Pronoun,
                _ => Part::Stem,
            };
            let end = match part {
                _ if n + 1 == count => span.end,
                Part::Proclitic => text.start_after(i, n as u8 + 1),
                _ => text.start_after(i, letters as u8),
            };
            let touches = u32::from(n > 0 || touches_before) + 2 * u32::from(n + 1 < count || touches_behind);
            tagged.push(Tagged { look: Look { touches, ..*look }, ..Tagged::default() });
            let span = Span::new(start, end.max(start));
            self.words.push(Word { token: i as u32, part, span, ..Word::default() });
            start = end.max(start);
        }
    }

    /// The words of a token.
    #[must_use]
    pub fn of_token(&self, token: usize) -> Range<usize> {
        let at = |i: usize| self.first.get(i).copied().unwrap_or(self.words.len() as u32) as usize;
        at(token)..at(token + 1)
    }

    /// The word that a token is without its proclitics and its pronoun; its first where it is nothing else.
    #[must_use]
    pub fn stem_of(&self, token: usize) -> Option<usize> {
        let mut words = self.of_token(token);
        let stem = words.clone().find(|&w| self.words.get(w).is_some_and(|w| w.part == Part::Stem));
        stem.or_else(|| words.next())
    }

    /// The words of a sentence as a record holds them.
    #[must_use]
    pub fn record(&self, text: &Text, sentence: &Range<usize>) -> Vec<SyntacticWord> {
        let mut is_future = false;
        let word = |n: usize| {
            let word = self.word(n);
            let feats = word.feats.to_conllu(is_future);
            is_future = word.upos == Upos::Part && matches!(word.span.of(text.src()), "س" | "سوف");
            SyntacticWord {
                id: (n - sentence.start) as u32 + 1,
                span: word.span,
                upos: word.upos.name().into(),
                feats: feats.into(),
                head: word.head().map_or(0, |h| (h - sentence.start) as u32 + 1),
                deprel: word.relation.name().into(),
            }
        };
        sentence.clone().map(word).collect()
    }

    /// A word.
    #[must_use]
    pub fn word(&self, number: usize) -> Word {
        self.words.get(number).copied().unwrap_or_default()
    }

    /// The sentence that a word stands in, as its words.
    #[must_use]
    pub fn sentence_of(&self, word: usize) -> Range<usize> {
        let at = self.sentences.partition_point(|s| s.end <= word);
        self.sentences.get(at).cloned().unwrap_or(0..0)
    }
}
