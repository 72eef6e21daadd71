//! How right the analysis is: against the words of a treebank, and from its bare text.

use std::fmt;

use khabar::Span;
use khabar::lexicon::lexicons;
use khabar::morph::{self, Feature, Tagged, Upos};
use khabar::syntax::parse::{self, parse};
use khabar::syntax::{Forest, Models, Relation};
use khabar::text::Text;

use super::morph::words;
use crate::treebank::Sentence;

/// Shares of a hundred.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    counts: Counts,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    words: usize,
    upos: usize,
    feats: usize,
    heads: usize,
    arcs: usize,
    arguments: Matches,
    nouns: Matches,
}

/// What was wanted, what was found, and how much of it was right.
#[derive(Debug, Clone, Copy, Default)]
struct Matches {
    wanted: usize,
    found: usize,
    right: usize,
}

impl Matches {
    fn add(&mut self, wanted: bool, found: bool, is_same: bool) {
        self.wanted += usize::from(wanted);
        self.found += usize::from(found);
        self.right += usize::from(wanted && found && is_same);
    }

    fn f1(self) -> f64 {
        share(2 * self.right, self.wanted + self.found)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

impl Score {
    pub fn upos(&self) -> f64 {
        share(self.counts.upos, self.counts.words)
    }

    /// Gender, number, person, definiteness and voice all right.
    pub fn feats(&self) -> f64 {
        share(self.counts.feats, self.counts.words)
    }

    pub fn uas(&self) -> f64 {
        share(self.counts.heads, self.counts.words)
    }

    pub fn las(&self) -> f64 {
        share(self.counts.arcs, self.counts.words)
    }

    /// F1 of the subjects (active and passive are two relations) and objects of verbs.
    pub fn arguments(&self) -> f64 {
        self.counts.arguments.f1()
    }

    /// F1 of what hangs on verbal and other nouns as genitive, complement or object.
    pub fn nouns(&self) -> f64 {
        self.counts.nouns.f1()
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "UPOS {:.1}, features {:.1}, UAS {:.1}, LAS {:.1}, subjects and objects of verbs {:.1}, dependents of nouns {:.1}",
            self.upos(),
            self.feats(),
            self.uas(),
            self.las(),
            self.arguments(),
            self.nouns()
        )
    }
}

/// A word as it is compared.
#[derive(Clone, Copy)]
struct Compared {
    tagged: Tagged,
    /// The number of its head, that of no word for the root.
    head: usize,
    relation: Relation,
}

/// Of the words of the treebank, tagged and parsed.
pub fn of_words(sentences: &[Sentence], models: Models) -> Score {
    let mut score = Score::default();
    let (mut tagging, mut parsing, mut arcs) =
        (morph::Scratch::default(), parse::Scratch::default(), Vec::new());
    for sentence in sentences {
        let right = words(sentence, &models.morph.spellings);
        let mut tagged = right.clone();
        morph::tag(&mut tagged, models.morph, &mut tagging);
        arcs.clear();
        parse(&tagged, models.syntax, &mut parsing, &mut arcs);
        let found = tagged
            .iter()
            .zip(&arcs)
            .map(|(&tagged, &(head, relation))| Some(Compared { tagged, head: head as usize, relation }));
        add(&mut score.counts, sentence, &right, &found.collect::<Vec<_>>());
    }
    score
}

/// Of the text of the treebank, from its characters on: a word that was cut otherwise is wrong in all.
pub fn of_text(sentences: &[Sentence], models: Models) -> Score {
    let mut score = Score::default();
    for sentence in sentences {
        let text = Text::new(&sentence.text, &[Span::from(0..sentence.text.len())], lexicons());
        let forest = Forest::of(&text, models);
        let right = words(sentence, &models.morph.spellings);
        let spans = spans(sentence);
        let place = |span: Span| spans.iter().position(|s| *s == span);
        let found: Vec<Option<Compared>> = spans
            .iter()
            .map(|span| {
                let word = forest.words.iter().find(|w| w.span == *span)?;
                let head = word.head().map_or(Some(right.len()), |h| place(forest.word(h).span));
                Some(Compared {
                    tagged: Tagged { upos: word.upos, feats: word.feats, ..Tagged::default() },
                    head: head.unwrap_or(usize::MAX),
                    relation: word.relation,
                })
            })
            .collect();
        add(&mut score.counts, sentence, &right, &found);
    }
    score
}

/// Where the words of a sentence stand in its text, in bytes.
fn spans(sentence: &Sentence) -> Vec<Span> {
    let mut at = 0;
    let mut out = Vec::new();
    for word in &sentence.words {
        let rest = sentence.text.get(at..).unwrap_or_default();
        let start = at + rest.find(word.form.as_str()).unwrap_or(0);
        out.push(Span::from(start..start + word.form.len()));
        at = start + word.form.len();
    }
    out
}

fn add(counts: &mut Counts, sentence: &Sentence, right: &[Tagged], found: &[Option<Compared>]) {
    const COMPARED: [Feature; 5] =
        [Feature::Gender, Feature::Number, Feature::Person, Feature::Definite, Feature::Voice];
    for (i, word) in sentence.words.iter().enumerate() {
        counts.words += 1;
        let head = word.head.checked_sub(1).unwrap_or(right.len());
        let relation = Relation::from_name(&word.relation).unwrap_or_default();
        let governor = |head: usize| right.get(head).map(|t| t.upos);
        let is_argument = |relation: Relation| relation.is_subject() || relation == Relation::Obj;
        let is_complement = |relation: Relation| matches!(relation, Relation::Nmod | Relation::Obj);
        let wanted = governor(head) == Some(Upos::Verb) && is_argument(relation);
        let of_noun = governor(head) == Some(Upos::Noun) && is_complement(relation);
        let Some(Compared { tagged, head: found_head, relation: found_relation }) = found[i] else {
            counts.arguments.add(wanted, false, false);
            counts.nouns.add(of_noun, false, false);
            continue;
        };
        counts.upos += usize::from(tagged.upos == right[i].upos);
        let same = |f: Feature| tagged.feats.get(f) == right[i].feats.get(f);
        counts.feats += usize::from(COMPARED.into_iter().all(same));
        let (same_head, same_relation) = (head == found_head, relation == found_relation);
        counts.heads += usize::from(same_head);
        counts.arcs += usize::from(same_head && same_relation);
        let governor = found.get(found_head).copied().flatten().map(|f| f.tagged.upos);
        let found_argument = governor == Some(Upos::Verb) && is_argument(found_relation);
        counts.arguments.add(wanted, found_argument, same_head && same_relation);
        let found_of_noun = governor == Some(Upos::Noun) && is_complement(found_relation);
        counts.nouns.add(of_noun, found_of_noun, same_head && same_relation);
    }
}
