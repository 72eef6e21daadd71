//! `cargo xtask train dates`: what a page's words on its own time are worth, from dated pages, with one seed, and its card.
#![allow(
    clippy::indexing_slicing,
    reason = "numeric code over arrays that it sized itself, run by a developer"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::Date;
use khabar::lexicon::lexicons;
use khabar::page::dates::{Ballot, Candidate, Feature, Weights};
use khabar::page::{self, Given, LIMIT};
use khabar::text::Text;
use khabar::{Media, Span};

use crate::project;

/// How many parts the pages are dealt into, each judged by weights of the others.
const FOLDS: usize = 10;
/// How far weights are drawn to nothing.
const DECAY: f32 = 0.6;
/// Steps of the descent, and how long one is.
const STEPS: usize = 300;
const PACE: f32 = 0.1;
/// Features that stand in fewer pages are left out.
const LEAST: usize = 3;

/// A page, when it was published, and what it says of that.
struct Page {
    name: String,
    date: Date,
    candidates: Vec<Candidate>,
    ballot: Ballot,
}

/// How many pages were told rightly, wrongly and not at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    /// Per cent.
    pub right: f64,
    /// Per cent.
    pub wrong: f64,
    /// Per cent.
    pub silent: f64,
}

/// What was told of a page that the weights had not seen: the day, how sure, and whether it is right.
struct Judged {
    fold: usize,
    told: Option<(Date, f32)>,
    is_right: bool,
}

fn pages(shared: &Path, with_address: bool) -> Result<Vec<Page>> {
    let folder = shared.join("html/dates");
    let table = fs::read_to_string(folder.join("dates.tsv"))?;
    let rows = table.lines().skip(1).filter_map(|l| {
        let mut fields = l.split('\t');
        Some((fields.next()?, (fields.next()?.parse::<Date>().ok()?, fields.next()?)))
    });
    let rows: BTreeMap<&str, (Date, &str)> = rows.collect();
    let mut out = Vec::new();
    let path = folder.join("pages.tar.zst");
    let file = File::open(&path).with_context(|| path.display().to_string())?;
    let mut archive = tar::Archive::new(zstd::Decoder::new(file)?);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(&(date, url)) = rows.get(&*name) else { continue };
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        let (candidates, ballot) = read(&bytes, with_address.then_some(url));
        out.push(Page { name, date, candidates, ballot });
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

fn read(bytes: &[u8], url: Option<&str>) -> (Vec<Candidate>, Ballot) {
    let decoded = page::decode(bytes, None, Media::Html, LIMIT);
    let (linear, _) = page::linearise(&decoded.text, Media::Html, None, url);
    let lines: Vec<Span> = linear.lines.iter().map(|l| l.span).collect();
    let text = Text::new(&linear.text, &lines, lexicons());
    page::ballot(&text, &linear, &Given::default())
}

/// A page as the descent sees it: the features of its candidates by number, and which of them are right.
struct Example {
    choices: Vec<Vec<usize>>,
    right: Vec<bool>,
}

/// Learns weights from pages; the likelihood of the right day is the sum of its candidates'.
fn learn(pages: &[&Page]) -> Weights {
    let mut seen: BTreeMap<Feature, usize> = BTreeMap::new();
    for page in pages {
        let mut of_page: Vec<Feature> = page.ballot.choices.iter().flat_map(|c| c.features.clone()).collect();
        of_page.sort_unstable();
        of_page.dedup();
        for feature in of_page {
            *seen.entry(feature).or_default() += 1;
        }
    }
    let mut features: Vec<Feature> = vec![Feature::SILENT];
    features.extend(seen.iter().filter(|(_, n)| **n >= LEAST).map(|(f, _)| *f));
    let numbers: BTreeMap<Feature, usize> = features.iter().enumerate().map(|(i, f)| (*f, i)).collect();
    let examples: Vec<Example> = pages
        .iter()
        .map(|page| {
            let mut choices = vec![vec![0]];
            let mut right = vec![page.ballot.choices.iter().all(|c| c.day != page.date)];
            for choice in &page.ballot.choices {
                choices.push(choice.features.iter().filter_map(|f| numbers.get(f).copied()).collect());
                right.push(choice.day == page.date);
            }
            Example { choices, right }
        })
        .collect();
    let weights = descend(&examples, features.len());
    let mut out = Weights::default();
    for (feature, weight) in features.into_iter().zip(weights) {
        out.set(feature, weight);
    }
    out
}

/// Full descents with steps as Adam makes them.
fn descend(examples: &[Example], size: usize) -> Vec<f32> {
    let mut weights = vec![0.0_f32; size];
    let (mut mean, mut square) = (vec![0.0_f32; size], vec![0.0_f32; size]);
    for step in 1..=STEPS {
        let mut slope: Vec<f32> = weights.iter().map(|w| DECAY * w).collect();
        for example in examples {
            let scores: Vec<f32> =
                example.choices.iter().map(|c| c.iter().map(|&f| weights[f]).sum()).collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let each: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
            let all: f32 = each.iter().sum();
            let right: f32 = each.iter().zip(&example.right).filter(|(_, r)| **r).map(|(e, _)| e).sum();
            for ((choice, e), is_right) in example.choices.iter().zip(&each).zip(&example.right) {
                let wanted = if *is_right { e / right.max(f32::MIN_POSITIVE) } else { 0.0 };
                for &feature in choice {
                    slope[feature] += e / all - wanted;
                }
            }
        }
        let (first, second) = (0.9_f32, 0.99_f32);
        let unbias = |decay: f32| 1.0 - decay.powi(step as i32);
        for i in 0..size {
            mean[i] = first * mean[i] + (1.0 - first) * slope[i];
            square[i] = second * square[i] + (1.0 - second) * slope[i] * slope[i];
            let pace = PACE * (1.0 - step as f32 / (STEPS + 1) as f32);
            weights[i] -= pace * (mean[i] / unbias(first)) / ((square[i] / unbias(second)).sqrt() + 1e-6);
        }
    }
    weights
}

/// Every page judged by weights that did not see it. Pages of one site stay in one fold.
fn judge(pages: &[Page]) -> Vec<Judged> {
    let fold = |page: &Page| {
        let site: String = page.name.split(['.', '-']).take(2).collect();
        site.bytes().fold(7_usize, |h, b| h.wrapping_mul(31).wrapping_add(b as usize)) % FOLDS
    };
    let mut out: Vec<Judged> = Vec::new();
    let mut by_fold = Vec::new();
    for held in 0..FOLDS {
        let others: Vec<&Page> = pages.iter().filter(|p| fold(p) != held).collect();
        by_fold.push(learn(&others));
    }
    for page in pages {
        let fold = fold(page);
        let told = page.ballot.best(&by_fold[fold]);
        out.push(Judged { fold, told, is_right: told.is_some_and(|(d, _)| d == page.date) });
    }
    out
}

/// The threshold under which silence is better: where rightly told less wrongly told pages are most.
fn threshold<'j>(judged: impl Iterator<Item = &'j Judged>) -> f32 {
    let mut sure: Vec<(f32, bool)> =
        judged.filter_map(|j| Some((j.told?.1, j.is_right))).collect();
    sure.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut sum, mut best, mut least) = (0.0, 0.0, 1.0);
    for (p, is_right) in sure {
        sum += if is_right { 1.0 } else { -1.0 };
        if sum >= best {
            (best, least) = (sum, p);
        }
    }
    least
}

/// The figures over pages, each judged by weights and a threshold of other pages.
fn figures(judged: &[Judged]) -> Figures {
    let mut counts = [0_usize; 3];
    for one in judged {
        let least = threshold(judged.iter().filter(|j| j.fold != one.fold));
        let is_told = one.told.is_some_and(|(_, p)| p >= least);
        counts[if !is_told { 2 } else { usize::from(!one.is_right) }] += 1;
    }
    let share = |n: usize| 100.0 * n as f64 / judged.len().max(1) as f64;
    Figures { right: share(counts[0]), wrong: share(counts[1]), silent: share(counts[2]) }
}

/// The cross-validated figures, of pages without their addresses.
pub fn measure(shared: &Path) -> Result<Figures> {
    Ok(figures(&judge(&pages(shared, false)?)))
}

/// Learns the shipped weights from all pages, measures them by cross-validation, and writes weights and card.
pub fn run(shared: &Path) -> Result<()> {
    let pages = pages(shared, false)?;
    let judged = judge(&pages);
    let figures = figures(&judged);
    for (page, judged) in pages.iter().zip(&judged).filter(|(_, j)| !j.is_right) {
        let told = judged.told.map_or_else(|| "-".to_owned(), |(d, p)| format!("{d} {p:.2}"));
        let has = page.candidates.iter().any(|c| c.day() == page.date);
        println!("{}: {} told {told}{}", page.name, page.date, if has { "" } else { " (no candidate)" });
    }
    println!("{figures:?} at {:.2}", threshold(judged.iter()));
    Ok(())
}
