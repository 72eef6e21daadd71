//! `cargo xtask train names`: the model of names from annotated and plain text, with one seed, and its card.

mod conll;
mod convert;
mod forms;
mod score;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use khabar::Span;
use khabar::lexicon::{Classes, lexicons};
use khabar::names;
use khabar::tagger::label::{COLUMNS, LABELS, OUTSIDE, may_end, may_follow};
use khabar::tagger::{self, Hint, Look, Model, Tagged, Words, features, looks};
use khabar::text::Text;

use super::ant;
use super::crf::{self, Example, Grammar, Learned, Settings};
use crate::project;
use conll::{Page, Sentence};

use score::Score;

/// What the tagger is kept from seeing, to measure what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Without {
    Nothing,
    Gazetteers,
    Rules,
    Clusters,
    Proclitics,
    Document,
}

const ABLATIONS: [(Without, &str); 5] = [
    (Without::Gazetteers, "gazetteers and other tables"),
    (Without::Rules, "what the rules propose"),
    (Without::Clusters, "word classes from plain text"),
    (Without::Proclitics, "proclitics cut off"),
    (Without::Document, "the rest of the document"),
];

/// How many classes words are sorted into: many, and few.
const CLUSTERS: (usize, usize) = (500, 80);

fn pages(sentences: &[Sentence]) -> Vec<Page<'_>> {
    sentences.chunks(conll::PAGE).map(Page::new).collect()
}

/// The looks of a page, less what is to be left out.
fn seen(text: &Text, words: &Words, without: Without) -> Vec<Look> {
    let proposed = names::proposals(text, &[], words);
    let hints: Vec<Hint> = proposed.into_iter().map(|n| (n.start..n.end, n.label)).collect();
    let mut looks = looks(text, words, &hints);
    for look in &mut looks {
        match without {
            Without::Nothing | Without::Document => {}
            Without::Gazetteers => (look.known, look.hint, look.post, look.classes) = (0, 0, 0, Classes(0)),
            Without::Rules => look.hint = 0,
            Without::Clusters => (look.coarse, look.fine) = (0, 0),
            Without::Proclitics => (look.stem, look.letters) = (look.word, 0),
        }
    }
    looks
}

/// The sentences as examples; with a model of other pages, with what that model finds elsewhere on the page.
fn examples(sentences: &[Sentence], words: &Words, without: Without, first: Option<&Model>) -> Vec<Example> {
    let mut out = Vec::new();
    for page in pages(sentences) {
        let text = page.text();
        let mut looks = seen(&text, words, without);
        if let Some(first) = first {
            let found = tagger::labels(first, &text, &looks);
            tagger::look_elsewhere(&mut looks, &found);
        }
        let labels = page.labels(&text);
        for sentence in &text.sentences {
            let mut example = Example::default();
            for i in sentence.tokens.clone() {
                let mut rows = Vec::new();
                features::features(&looks, &sentence.tokens, i, &mut rows);
                example.rows.push(rows);
                example.labels.push(labels[i]);
            }
            if is_whole(&example.labels) {
                out.push(example);
            }
        }
    }
    out
}

/// Whether no name is cut by the edges of the sentence.
fn is_whole(labels: &[usize]) -> bool {
    let first = labels.first().is_none_or(|&l| may_follow(OUTSIDE, l));
    first && labels.last().is_none_or(|&l| may_end(l)) && labels.windows(2).all(|p| may_follow(p[0], p[1]))
}

const SETTINGS: Settings =
    Settings { bits: 20, epochs: 12, rate: 0.03, penalty: 1e-5, least: 2, dropout: 0.3, seed: 20_211_104 };
/// What every label but outside gets on top when the model is used: recall against precision.
const BIAS: f32 = 0.7;

/// Learns a model; its weights become bytes. Dropout made the sums smaller while training, so they are made smaller here by
/// as much.
fn learn(examples: &[Example], words: Words) -> Result<Model> {
    let grammar = Grammar { starts: |l| may_follow(OUTSIDE, l), follows: may_follow, ends: may_end };
    let learned: Learned<COLUMNS, LABELS> = crf::train(examples, grammar, SETTINGS);
    let (scale, rows) = learned.in_bytes();
    let scale = scale * (1.0 - SETTINGS.dropout);
    Ok(Model::new(rows, scale, BIAS, Box::new(learned.transitions), learned.start, words)?)
}

/// How many parts the pages are dealt into, each read by a model of the others.
const FOLDS: usize = 5;

/// A model that reads a page twice: each sentence is learned as it is seen at first, and with what a model that never saw
/// its page found elsewhere on it.
fn fit(sentences: &[Sentence], words: &Words, without: Without) -> Result<Model> {
    let mut all = examples(sentences, words, without, None);
    if without != Without::Document {
        let size = sentences.len().div_ceil(FOLDS).next_multiple_of(conll::PAGE);
        for fold in sentences.chunks(size) {
            let held = fold.as_ptr_range();
            let others: Vec<Sentence> =
                sentences.iter().filter(|s| !held.contains(&std::ptr::from_ref(*s))).cloned().collect();
            let others = examples(&others, words, without, None);
            let model = learn(&others, words.clone())?;
            all.extend(examples(fold, words, without, Some(&model)));
        }
    }
    learn(&all, words.clone())
}

fn tag(model: &Model, text: &Text, without: Without) -> Vec<Tagged> {
    let mut looks = seen(text, &model.words, without);
    let found = tagger::labels(model, text, &looks);
    if without == Without::Document {
        return found;
    }
    tagger::look_elsewhere(&mut looks, &found);
    tagger::labels(model, text, &looks)
}

fn score(model: &Model, sentences: &[Sentence], without: Without) -> Score {
    let mut score = Score::default();
    for page in pages(sentences) {
        let text = page.text();
        let found = tag(model, &text, without);
        for (sentence, found) in page.sentences.iter().zip(page.found(&text, &found)) {
            score.add(&sentence.names, &found);
        }
    }
    score
}

/// The plain text of the corpus that the shipped model may learn from.
fn plain(shared: &Path) -> Result<forms::Sentences> {
    let mut out = Vec::new();
    ant::each_line(shared, |line| {
        forms::sentences(&Text::new(line, &[Span::from(0..line.len())], lexicons()), &mut out);
    })?;
    Ok(out)
}

fn learn_words(plain: &forms::Sentences, sentences: &[Sentence]) -> Words {
    let mut text = plain.clone();
    for page in pages(sentences) {
        forms::sentences(&page.text(), &mut text);
    }
    forms::learn(&text, CLUSTERS.0, CLUSTERS.1)
}

/// The annotated news: all of it, and where its last tenth begins.
fn news(shared: &Path) -> Result<(Vec<Sentence>, usize)> {
    let news = conll::read(&shared.join("ner/anercorp-train.conll"))?;
    let cut = news.len() * 9 / 10;
    Ok((news, cut))
}

/// F1 in the scheme of `ANERcorp`: learned from nine tenths, measured on the last.
pub fn measure(shared: &Path) -> Result<f64> {
    let (news, cut) = news(shared)?;
    let (train, test) = news.split_at(cut);
    let words = learn_words(&plain(shared)?, train);
    Ok(score(&fit(train, &words, Without::Nothing)?, test, Without::Nothing).total())
}

/// Learns the shipped model, measures its settings in `ANERcorp`'s own scheme, and writes model and card.
pub fn run(shared: &Path) -> Result<()> {
    let (news, cut) = news(shared)?;
    let (train, test) = news.split_at(cut);
    let plain = plain(shared)?;
    eprintln!("word classes of the shipped model");
    let words = learn_words(&plain, &news);
    eprintln!("the shipped model");
    let converted = convert::Conversion::read().of(&news, &words);
    let bytes = fit(&converted, &words, Without::Nothing)?.to_bytes();
    let models = project::root().join("crates/khabar/models");
    fs::write(models.join("names.khm"), &bytes)?;

    eprintln!("word classes for the measurement");
    let words = learn_words(&plain, train);
    let whole = score(&fit(train, &words, Without::Nothing)?, test, Without::Nothing);
    println!("ANERcorp, last tenth: {whole}");
    let mut table = format!("| all | {:.1} | |\n", whole.total());
    for (without, name) in ABLATIONS {
        let less = score(&fit(train, &words, without)?, test, without).total();
        println!("without {name}: {less:.1}");
        let _ = writeln!(table, "| without {name} | {less:.1} | {:+.1} |", whole.total() - less);
    }
    fs::write(models.join("names.md"), card(bytes.len(), &whole, &table))?;
    println!("models/names.khm: {} bytes", bytes.len());
    Ok(())
}

fn card(bytes: usize, whole: &Score, table: &str) -> String {
    let size = bytes as f64 / 1e6;
    format!(
        "# The model of names\n\n\
         `names.khm` ({size:.1} MB) is written by `cargo xtask train names`, with this card; nothing in it is set by hand.\n\n\
         **What it is.** A linear-chain conditional random field over 17 labels (outside; begin, inside, end, single of PER, LOC,\n\
         ORG, MISC) and hashed features, trained by AdaGrad with dropout, weights stored as bytes. A page is read twice: the\n\
         second time the tagger knows what it took the same word for elsewhere. `src/tagger/` says the rest.\n\n\
         **Learned from.** The train part of CLEANANERCorp (125,101 words of news, 2005 and before; repository GPL-3, the data\n\
         cited as a research corpus), converted to the scheme of the gold guidelines by `xtask/data/conversion.tsv`; word\n\
         classes from the plain text of ANT v1.1 (10,161 articles, Apache-2.0) and of ANERcorp; the tables of `data/` (GeoNames\n\
         CC BY 4.0, Wikidata CC0, CAMeL Morph CC BY 4.0). No page of the gold set and no non-commercial text was used.\n\n\
         **Licence of the model.** CC BY 4.0.\n\n\
         **How good it is.** In ANERcorp's own scheme, learned from the first nine tenths of its sentences and measured on the\n\
         last tenth, strict entities: {whole}. A plain CRF with word, affix and context features gets 66.4 there.\n\n\
         | ANERcorp, last tenth | F1 | gain |\n|---|---:|---:|\n{table}\n\
         On the gold pages the figure is in the README; there rules and tables add what only they can know\n\
         (`src/names/mention.rs`).\n\n\
         **Not good at.** Names of works and events (MISC); transliterated names of companies that no table knows; titles of\n\
         courtesy that are written as names.\n"
    )
}
