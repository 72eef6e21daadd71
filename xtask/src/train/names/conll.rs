//! Annotated news in `CoNLL` columns: sentences of words with BIO labels, and the way between them and our tokens.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use khabar::Span;
use khabar::lexicon::lexicons;
use khabar::record::Label;
use khabar::tagger::{Tagged, label};
use khabar::text::Text;

/// A sentence: words and the names over them, in words.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    pub words: Vec<String>,
    pub names: Vec<(Range<usize>, Label)>,
}

/// Reads a file of `word label` lines, a blank line between sentences.
pub fn read(path: &Path) -> Result<Vec<Sentence>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = vec![Sentence::default()];
    for line in text.lines() {
        let Some((word, tag)) = line.trim_end().rsplit_once(['\t', ' ']) else {
            if out.last().is_some_and(|s| !s.words.is_empty()) {
                out.push(Sentence::default());
            }
            continue;
        };
        if let Some(sentence) = out.last_mut() {
            sentence.push(word.trim(), tag);
        }
    }
    out.retain(|s| !s.words.is_empty());
    Ok(out)
}

impl Sentence {
    fn push(&mut self, word: &str, tag: &str) {
        let at = self.words.len();
        self.words.push(word.to_owned());
        let class = match tag.get(2..) {
            Some("PER" | "PERS") => Label::Per,
            Some("LOC") => Label::Loc,
            Some("ORG") => Label::Org,
            Some("MISC" | "MIS") => Label::Misc,
            _ => return,
        };
        match self.names.last_mut().filter(|n| tag.starts_with("I-") && n.0.end == at && n.1 == class) {
            Some(name) => name.0.end = at + 1,
            None => self.names.push((at..at + 1, class)),
        }
    }
}

/// Some neighbouring sentences as one text, and where their words are.
pub struct Page<'s> {
    pub src: String,
    pub sentences: &'s [Sentence],
    /// Bytes of each sentence.
    pub blocks: Vec<Span>,
    /// Bytes of each word of each sentence.
    words: Vec<Vec<Span>>,
}

/// How many sentences are read as one text.
pub const PAGE: usize = 20;

impl<'s> Page<'s> {
    pub fn new(sentences: &'s [Sentence]) -> Self {
        let (mut src, mut blocks, mut words) = (String::new(), Vec::new(), Vec::new());
        for sentence in sentences {
            let start = src.len();
            let mut spans = Vec::new();
            for word in &sentence.words {
                let from = src.len();
                src.push_str(word);
                spans.push(Span::from(from..src.len()));
                src.push(' ');
            }
            src.pop();
            blocks.push(Span::from(start..src.len()));
            words.push(spans);
            src.push('\n');
        }
        Self { src, sentences, blocks, words }
    }

    pub fn text(&self) -> Text<'_> {
        Text::new(&self.src, &self.blocks, lexicons())
    }

    /// The labels of our tokens that the annotation means.
    pub fn labels(&self, text: &Text) -> Vec<usize> {
        let mut out = vec![label::OUTSIDE; text.len()];
        for (sentence, words) in self.sentences.iter().zip(&self.words) {
            for (range, class) in &sentence.names {
                let Some(span) = words.get(range.clone()).and_then(|w| Some(w.first()?.cover(*w.last()?)))
                else {
                    continue;
                };
                let tokens = text.token_at(span.start)..text.token_at(span.end - 1) + 1;
                let last = tokens.end.saturating_sub(1);
                for (n, i) in tokens.clone().enumerate() {
                    let place = match (n == 0, i == last) {
                        (true, true) => label::Place::Single,
                        (true, false) => label::Place::Begin,
                        (false, true) => label::Place::End,
                        (false, false) => label::Place::Inside,
                    };
                    if let Some(slot) = out.get_mut(i) {
                        *slot = label::label(*class, place);
                    }
                }
            }
        }
        out
    }

    /// Names found in our tokens, as words of each sentence.
    pub fn found(&self, text: &Text, names: &[Tagged]) -> Vec<Vec<(Range<usize>, Label)>> {
        let mut out = vec![Vec::new(); self.words.len()];
        for name in names {
            let span = text.span(name.tokens.clone(), 0);
            let block = self.blocks.partition_point(|b| b.end <= span.start);
            let (Some(words), Some(found)) = (self.words.get(block), out.get_mut(block)) else { continue };
            let start = words.partition_point(|w| w.end <= span.start);
            let end = words.partition_point(|w| w.start < span.end);
            let open = found.last().is_none_or(|(r, _): &(Range<usize>, Label)| r.end <= start);
            if open && start < end {
                found.push((start..end, name.label));
            }
        }
        out
    }
}
