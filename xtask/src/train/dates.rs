//! `cargo xtask train dates`: what a page's words on its own time are worth, from dated pages, with one seed, and its card.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::Date;
use khabar::Media;
use khabar::page::dates::{Ballot, Candidate, Feature, Source, Weights};
use khabar::page::{self, Given, LIMIT, Linear, Models};
use khabar::text::Text;

use crate::project;

/// How many parts the pages are dealt into, each judged by weights of the others.
const FOLDS: usize = 10;
/// How far weights are drawn to nothing.
const DECAY: f32 = 1.5;
/// Steps of the descent, and how long the first is.
const STEPS: i32 = 200;
const PACE: f32 = 0.1;
/// Features that stand in fewer ballots are left out.
const LEAST: usize = 3;
/// What the thinned ballots of a page count together, beside the page itself.
const THINNED: f32 = 0.1;
/// Weights nearer to nothing are not written.
const SMALL: f32 = 0.005;

/// A page, when it was published, and what it says of that.
struct Page {
    name: String,
    date: Date,
    linear: Linear,
    ballot: Ballot,
    /// The same with less that tells the right day, so that each source learns to carry a page alone.
    thinned: Vec<Ballot>,
}

/// How many pages were told rightly, wrongly and not at all, per cent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    pub right: f64,
    pub wrong: f64,
    pub silent: f64,
}

/// What was found of a page by weights that had not seen it: how sure its likeliest day is, and whether it is right.
struct Judged {
    fold: usize,
    best: Option<(f32, bool)>,
}

/// The dated pages of the shared folder, read with their addresses or without.
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
        let decoded = page::decode(&bytes, None, Media::Html, LIMIT);
        let (linear, _) = page::linearise(&decoded.text, Media::Html, None, with_address.then_some(url));
        let (ballot, thinned) = ballots(&linear.tokenised(), &linear, date);
        out.push(Page { name, date, linear, ballot, thinned });
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

/// The ballot of a page, and those in which only metadata, only the text, or only one source tells the right day.
fn ballots(text: &Text, linear: &Linear, date: Date) -> (Ballot, Vec<Ballot>) {
    let ballot = |linear: &Linear| page::ballot(text, linear, &Given::default());
    let tells = |c: &&Candidate| c.day() == date && c.source != Source::Image;
    let mut sources: Vec<Source> = linear.dates.iter().filter(tells).map(|c| c.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let is_head = |s: &Source| {
        matches!(s, Source::Story | Source::Meta | Source::Linked | Source::Script | Source::Address)
    };
    let (head, body): (Vec<Source>, Vec<Source>) = sources.iter().partition(|s| is_head(s));
    let mut kept = vec![head, body];
    kept.extend(sources.iter().map(|s| vec![*s]));
    kept.retain(|k| !k.is_empty() && k.len() < sources.len());
    let thinned = kept.iter().map(|kept| {
        let mut less = linear.clone();
        less.dates.retain(|c| !tells(&c) || kept.contains(&c.source));
        ballot(&less)
    });
    let thinned = thinned.collect();
    (ballot(linear), thinned)
}

/// A ballot as the descent sees it: what it counts, the features of its candidates by number, and which of them are right.
struct Example {
    weight: f32,
    choices: Vec<Vec<usize>>,
    right: Vec<bool>,
}

/// Learns weights from pages; the likelihood of the right day is the sum of its candidates'.
fn learn(pages: &[&Page]) -> Vec<(Feature, f32)> {
    let ballots = || {
        pages.iter().flat_map(|page| {
            let share = THINNED / page.thinned.len().max(1) as f32;
            let thinned = page.thinned.iter().map(move |b| (page.date, b, share));
            std::iter::once((page.date, &page.ballot, 1.0)).chain(thinned)
        })
    };
    let mut seen: BTreeMap<Feature, usize> = BTreeMap::new();
    for (_, ballot, _) in ballots() {
        let of_page: BTreeSet<Feature> = ballot.choices.iter().flat_map(|c| c.features.clone()).collect();
        for feature in of_page {
            *seen.entry(feature).or_default() += 1;
        }
    }
    let mut features: Vec<Feature> = vec![Feature::SILENT];
    features.extend(seen.iter().filter(|(_, n)| **n >= LEAST).map(|(f, _)| *f));
    let numbers: BTreeMap<Feature, usize> = features.iter().enumerate().map(|(i, f)| (*f, i)).collect();
    let examples = ballots().map(|(date, ballot, weight)| {
        let mut choices = vec![vec![0]];
        let mut right = vec![ballot.choices.iter().all(|c| c.day != date)];
        for choice in &ballot.choices {
            choices.push(choice.features.iter().filter_map(|f| numbers.get(f).copied()).collect());
            right.push(choice.day == date);
        }
        Example { weight, choices, right }
    });
    let weights = descend(&examples.collect::<Vec<_>>(), features.len());
    features.into_iter().zip(weights).collect()
}

fn weights_of(learned: &[(Feature, f32)], threshold: f32) -> Weights {
    let mut out = Weights::default();
    out.threshold = threshold;
    for &(feature, weight) in learned {
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
                    slope[feature] += example.weight * (e / all - wanted);
                }
            }
        }
        let (first, second) = (0.9_f32, 0.99_f32);
        let unbias = |decay: f32| 1.0 - decay.powi(step);
        for i in 0..size {
            mean[i] = first * mean[i] + (1.0 - first) * slope[i];
            square[i] = second * square[i] + (1.0 - second) * slope[i] * slope[i];
            let pace = PACE * (1.0 - step as f32 / (STEPS + 1) as f32);
            weights[i] -= pace * (mean[i] / unbias(first)) / ((square[i] / unbias(second)).sqrt() + 1e-6);
        }
    }
    weights
}

/// The part that a page is dealt into: pages of one site stay together.
fn fold(page: &Page) -> usize {
    let site: String = page.name.split(['.', '-']).take(2).collect();
    site.bytes().fold(7_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte as usize)) % FOLDS
}

/// What weights of the other parts say of every page.
fn judge(pages: &[Page], learned: &[Vec<(Feature, f32)>]) -> Vec<Judged> {
    let weights: Vec<Weights> = learned.iter().map(|l| weights_of(l, 0.0)).collect();
    let one = |page: &Page| {
        let best = page.ballot.best(&page.ballot.weigh(&weights[fold(page)]));
        Judged { fold: fold(page), best: best.map(|(day, p)| (p, day == page.date)) }
    };
    pages.iter().map(one).collect()
}

/// What a higher threshold may lose of the pages told rightly less those told wrongly: other pages are harder.
const MARGIN: f32 = 0.01;

/// The threshold under which silence is better: the highest at which rightly told less wrongly told pages are about most.
fn threshold<'j>(judged: impl Iterator<Item = &'j Judged>) -> f32 {
    let mut sure: Vec<(f32, bool)> = judged.filter_map(|j| j.best).collect();
    sure.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut sum = 0.0;
    let sums: Vec<f32> = sure
        .iter()
        .map(|(_, is_right)| {
            sum += if *is_right { 1.0 } else { -1.0 };
            sum
        })
        .collect();
    let best = sums.iter().copied().fold(0.0, f32::max) - MARGIN * sure.len() as f32;
    sums.iter().position(|s| *s >= best).map_or(1.0, |at| sure[at].0)
}

/// The figures over whole pages as they are read, each with weights and a threshold of other parts.
fn figures(pages: &[Page], learned: &[Vec<(Feature, f32)>], tell: bool) -> Figures {
    let judged = judge(pages, learned);
    let weights: Vec<Weights> = learned
        .iter()
        .enumerate()
        .map(|(part, l)| weights_of(l, threshold(judged.iter().filter(|j| j.fold != part))))
        .collect();
    let mut counts = [0_usize; 3];
    for page in pages {
        let models = Models { dates: &weights[fold(page)], ..Models::default() };
        let text = page.linear.tokenised();
        let told = page::layout(&text, &page.linear, Media::Html, &Given::default(), models).published;
        let told = told.map(jiff::civil::DateTime::date);
        counts[match told {
            Some(day) if day == page.date => 0,
            Some(_) => 1,
            None => 2,
        }] += 1;
        if tell && told != Some(page.date) {
            let told = told.map_or_else(|| "nothing".to_owned(), |d| d.to_string());
            println!("{}: {}, told {told}", page.name, page.date);
        }
    }
    let share = |n: usize| 100.0 * n as f64 / pages.len().max(1) as f64;
    Figures { right: share(counts[0]), wrong: share(counts[1]), silent: share(counts[2]) }
}

/// Weights for each part, learned from the others.
fn by_part(pages: &[Page]) -> Vec<Vec<(Feature, f32)>> {
    let others = |part: usize| pages.iter().filter(|p| fold(p) != part).collect::<Vec<_>>();
    (0..FOLDS).map(|part| learn(&others(part))).collect()
}

/// The cross-validated figures, of pages without their addresses.
pub fn measure(shared: &Path) -> Result<Figures> {
    let pages = pages(shared, false)?;
    Ok(figures(&pages, &by_part(&pages), false))
}

/// Learns the shipped weights from all pages, measures them by cross-validation, and writes weights and card.
pub fn run(shared: &Path) -> Result<()> {
    let pages = pages(shared, false)?;
    let by_part = by_part(&pages);
    let bare = figures(&pages, &by_part, true);
    let addressed = self::pages(shared, true)?;
    let addressed = figures(&addressed, &by_part, false);
    let mut learned = learn(&pages.iter().collect::<Vec<_>>());
    learned.retain(|(_, weight)| weight.abs() >= SMALL);
    let mut table = format!("threshold\t{:.3}\n", threshold(judge(&pages, &by_part).iter()));
    for (feature, weight) in &learned {
        let _ = writeln!(table, "{feature}\t{weight:.3}");
    }
    let models = project::root().join("crates/khabar/models");
    fs::write(models.join("dates.tsv"), table)?;
    fs::write(models.join("dates.md"), card(pages.len(), learned.len(), bare, addressed))?;
    println!(
        "without addresses: {bare}\nwith addresses: {addressed}\nmodels/dates.tsv: {} weights",
        learned.len()
    );
    Ok(())
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} % right, {:.1} % wrong, {:.1} % silent", self.right, self.wrong, self.silent)
    }
}

fn card(pages: usize, weights: usize, bare: Figures, addressed: Figures) -> String {
    format!(
        "# The weights of dates\n\n\
         `dates.tsv` is written by `cargo xtask train dates`, with this card; nothing in it is set by hand.\n\n\
         **What it is.** A log-linear model of {weights} features that weighs what a page with markup says of its time: what says it,\n\
         what the words around it say, where it stands beside headline and story, what else agrees. The day with the most\n\
         probability is told if it has more than the threshold; else nothing is. `src/page/dates/` says the rest.\n\n\
         **Learned from.** {pages} pages of many sites, most in German and English, with their days of publication: half of the\n\
         default test set of htmldate (annotations Apache-2.0; the pages are their sites'). Each page is also learned from with\n\
         less that tells the right day, so that a single source carries a page. Nothing of the pages is in the weights but\n\
         how often kinds of features were right.\n\n\
         **Licence of the weights.** Apache-2.0.\n\n\
         **How good it is.** By cross-validation in {FOLDS} parts (pages whose file names begin alike in one part; weights and threshold from the others),\n\
         the whole page read:\n\n\
         | pages | right | wrong | silent |\n|---|---:|---:|---:|\n\
         | without their addresses | {:.1} % | {:.1} % | {:.1} % |\n\
         | with their addresses | {:.1} % | {:.1} % | {:.1} % |\n\n\
         Features, decay and the share of thinned ballots were chosen by such figures of the same pages, so pages of other sites\n\
         will be somewhat harder.\n\n\
         **Not good at.** Pages that print no date but those of other stories; forums; instants near midnight that metadata tell in\n\
         another zone than the page.\n",
        bare.right, bare.wrong, bare.silent, addressed.right, addressed.wrong, addressed.silent
    )
}
