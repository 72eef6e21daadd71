//! The training copy of `ANERcorp` in the scheme of the gold guidelines; `xtask/data/conversion.tsv` says how.

use std::collections::HashSet;

use khabar::lexicon::lexicons;
use khabar::names;
use khabar::record::Label;
use khabar::tagger::Words;
use khabar::text::fold::fold;
use khabar::text::{Strip, Text};

use super::conll::{Page, Sentence};

/// The rules of the table.
pub struct Conversion {
    nationality: bool,
    heads: HashSet<String>,
}

impl Conversion {
    pub fn read() -> Self {
        let rows = include_str!("../../../data/conversion.tsv").lines().filter(|l| !l.starts_with('#'));
        let rows: Vec<(&str, &str)> = rows.filter_map(|l| l.split_once('\t')).collect();
        Self {
            nationality: rows.iter().any(|(rule, _)| *rule == "nationality"),
            heads: rows.iter().filter(|(rule, _)| *rule == "head").map(|(_, word)| fold(word)).collect(),
        }
    }

    /// A converted copy.
    pub fn of(&self, sentences: &[Sentence], words: &Words) -> Vec<Sentence> {
        sentences.chunks(super::conll::PAGE).map(Page::new).flat_map(|page| self.page(&page, words)).collect()
    }

    fn page(&self, page: &Page, words: &Words) -> Vec<Sentence> {
        let text = page.text();
        let headed: Vec<_> = names::proposals(&text, &[], words)
            .into_iter()
            .filter(|n| n.rule == &names::HEADED && n.label == Label::Org && self.is_head(&text, n.start))
            .map(|n| khabar::tagger::Tagged { tokens: n.start..n.end, label: n.label, letters: 0 })
            .collect();
        let joined = page.found(&text, &headed);
        let mut out = page.sentences.to_vec();
        for (sentence, joined) in out.iter_mut().zip(joined) {
            let words = &sentence.words;
            sentence.names.retain(|(range, class)| {
                !(self.nationality && *class == Label::Misc && nationality(words, range))
            });
            for (range, class) in joined {
                let apart = |r: &std::ops::Range<usize>| r.end <= range.start || range.end <= r.start;
                let inside = |r: &std::ops::Range<usize>| range.start <= r.start && r.end <= range.end;
                // A name that only begins inside is longer than the rule knows, a person is no part of a ministry.
                let fits = sentence
                    .names
                    .iter()
                    .all(|(r, c)| apart(r) || inside(r) && *c != Label::Per && (*r != range || *c == class));
                if fits {
                    sentence.names.retain(|(r, _)| apart(r));
                    sentence.names.push((range, class));
                }
            }
            sentence.names.sort_by_key(|(r, _)| r.start);
        }
        out
    }

    fn is_head(&self, text: &Text, i: usize) -> bool {
        let word = text.fold(i);
        let bare = word.strip_prefix(['و', 'ب', 'ل', 'ف']).unwrap_or(word);
        self.heads.contains(word) || self.heads.contains(bare)
    }
}

/// Whether a name is made of nationality adjectives alone.
fn nationality(words: &[String], range: &std::ops::Range<usize>) -> bool {
    let lex = lexicons();
    words.get(range.clone()).unwrap_or_default().iter().all(|word| {
        let text = Text::new(word, &[khabar::Span::from(0..word.len())], lex);
        let folded = fold(word);
        text.is(&lex.nationalities, 0, Strip::Article).is_some()
            || ["ي", "يه", "يين", "يون", "يتين", "يان", "يا", "يات"].iter().any(|end| folded.ends_with(end))
    })
}
