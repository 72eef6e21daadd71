//! `cargo xtask train syntax`: the models of morphology and syntax, from two treebanks and plain text, with one seed, and
//! their card.

mod card;
mod morph;
mod parser;
mod plain;
mod score;
mod segment;

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result};
use khabar::morph::{self as words, Spellings, Tagged};
use khabar::syntax::{Model, Models};
use khabar::weights::Weights;
use rayon::prelude::*;

use crate::project;
use crate::treebank::{self, Sentence};
use parser::Tree;
pub use score::Score;

/// Sentences to learn from, and those that are kept for tests.
pub struct Corpus {
    pub train: Vec<Sentence>,
    /// The test part of the project's treebank.
    pub own: Vec<Sentence>,
    /// A tenth of the documents of PUD.
    pub pud: Vec<Sentence>,
}

/// One document of PUD in so many is kept for tests.
const KEPT: usize = 10;

/// The treebanks, in their parts.
pub fn corpus(shared: &Path) -> Result<Corpus> {
    let own = treebank::parse(&fs::read_to_string(project::root().join("treebank/khabar-news.conllu"))?)?;
    let test = treebank::test_documents()?;
    let (own, mut train): (Vec<Sentence>, Vec<Sentence>) =
        own.into_iter().partition(|s| test.contains(&s.document));
    let path = shared.join("treebank/ar_pud.conllu.zst");
    let file = File::open(&path).with_context(|| path.display().to_string())?;
    let mut conllu = String::new();
    zstd::Decoder::new(file)?.read_to_string(&mut conllu)?;
    let (mut pud, mut number, mut document) = (Vec::new(), 0, String::new());
    for sentence in treebank::parse(&conllu)? {
        if sentence.document != document {
            document.clone_from(&sentence.document);
            number += 1;
        }
        if number % KEPT == KEPT / 2 { pud.push(sentence) } else { train.push(sentence) }
    }
    Ok(Corpus { train, own, pud })
}

/// How many parts the sentences are dealt into, each tagged by a model of the others, so that the parser learns from tags
/// as wrong as those it will see; and how many neighbours stay together.
const FOLDS: usize = 5;
const TOGETHER: usize = 8;
const SEED: u64 = 20_261_127;

/// The two models, learned from sentences, and from what plain text taught.
fn learn(train: &[&Sentence], spellings: &Spellings, segments: &Weights<1>) -> Result<(words::Model, Model)> {
    let all: Vec<Vec<Tagged>> = train.iter().map(|s| morph::words(s, spellings)).collect();
    let fold = |n: usize| n / TOGETHER % FOLDS;
    let tag = |held: usize| -> Result<Vec<(usize, Vec<Tagged>)>> {
        let others: Vec<Vec<Tagged>> = all
            .iter()
            .enumerate()
            .filter(|(n, _)| fold(*n) != held)
            .map(|(_, words)| words.clone())
            .collect();
        let model = morph::train(&others, spellings.clone(), segments.clone())?;
        let mut scratch = words::Scratch::default();
        let own = all.iter().enumerate().filter(|(n, _)| fold(*n) == held);
        Ok(own
            .map(|(n, words)| {
                let mut words = words.clone();
                khabar::morph::tag(&mut words, &model, &mut scratch);
                (n, words)
            })
            .collect())
    };
    let tagged: Vec<Vec<(usize, Vec<Tagged>)>> =
        (0..FOLDS).into_par_iter().map(tag).collect::<Result<_>>()?;
    let mut tagged: Vec<(usize, Vec<Tagged>)> = tagged.into_iter().flatten().collect();
    tagged.sort_unstable_by_key(|(n, _)| *n);
    let trees: Vec<Tree> = tagged.into_iter().map(|(n, words)| Tree::new(words, train[n])).collect();
    let (morph, syntax) = rayon::join(
        || morph::train(&all, spellings.clone(), segments.clone()),
        || parser::train(&trees, SEED),
    );
    Ok((morph?, syntax?))
}

/// Figures of the shipped models: on the words of both test parts, and on their text.
pub struct Figures {
    pub own: Score,
    pub pud: Score,
    pub own_text: Score,
    pub pud_text: Score,
}

/// Measures models on what was kept for tests.
pub fn measure(corpus: &Corpus, models: Models) -> Figures {
    Figures {
        own: score::of_words(&corpus.own, models),
        pud: score::of_words(&corpus.pud, models),
        own_text: score::of_text(&corpus.own, models),
        pud_text: score::of_text(&corpus.pud, models),
    }
}

impl Figures {
    /// Prints them.
    pub fn print(&self) {
        println!("treebank, test part: {}", self.own);
        println!("  from its text:     {}", self.own_text);
        println!("PUD, a tenth:        {}", self.pud);
        println!("  from its text:     {}", self.pud_text);
    }
}

/// Prints how right the shipped models are on what was kept for tests.
pub fn eval(shared: &Path) -> Result<Figures> {
    let figures = measure(&corpus(shared)?, Models::default());
    figures.print();
    Ok(figures)
}

/// Learns the shipped models, measures them, and writes them and their card.
pub fn run(shared: &Path) -> Result<()> {
    let corpus = corpus(shared)?;
    let plain = plain::sentences(shared)?;
    let train: Vec<&Sentence> = corpus.train.iter().collect();
    let mut spellings = plain::counts(&plain);
    let segments = segment::train(&train, &spellings)?;
    plain::classes(&plain, &segments, &mut spellings);
    let mut curve = Vec::new();
    for part in [4, 2] {
        let some: Vec<&Sentence> = train.iter().copied().step_by(part).collect();
        let (morph, syntax) = learn(&some, &spellings, &segments)?;
        let figures = measure(&corpus, Models { morph: &morph, syntax: &syntax });
        println!("1/{part} of the sentences:");
        figures.print();
        curve.push((100 / part, figures));
    }
    let (morph, syntax) = learn(&train, &spellings, &segments)?;
    let figures = measure(&corpus, Models { morph: &morph, syntax: &syntax });
    figures.print();
    curve.push((100, figures));
    let models = project::root().join("crates/khabar/models");
    let (of_words, of_trees) = (morph.to_bytes(), syntax.to_bytes());
    fs::write(models.join("morph.khm"), &of_words)?;
    fs::write(models.join("syntax.khm"), &of_trees)?;
    fs::write(models.join("syntax.md"), card::card(of_words.len(), of_trees.len(), &curve))?;
    println!("models/morph.khm: {} bytes, models/syntax.khm: {} bytes", of_words.len(), of_trees.len());
    Ok(())
}
