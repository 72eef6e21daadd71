//! `cargo xtask train lines`: the model of the lines of plain text, and what it is worth by cross-validation.

mod made;
mod pages;
mod stock;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use khabar::page::lines::{self, COUNT, Model, features};
use khabar::page::{self, Given};
use khabar::{Input, Media, Options};

use super::crf::{self, Example, Grammar, Learned, Random, Settings};
use crate::{eval, project};
use pages::Page;

/// Pages put together for the model to learn from.
const MADE: usize = 4_000;
/// How often a gold page is shown beside the others.
const GOLD: usize = 12;
/// Share of the lines whose words are hidden in training, so that shapes are learned as well.
const HIDDEN: f32 = 0.45;
/// How many runs with seeds of their own a model is the mean of.
const RUNS: u64 = 3;
/// How many parts the gold pages are dealt into.
const FOLDS: usize = 5;
const SEED: u64 = 20_211_104;
const SETTINGS: Settings =
    Settings { bits: 24, epochs: 8, rate: 0.05, penalty: 1e-5, least: 2, dropout: 0.2, seed: SEED };

/// The lines of a page as features and labels; words of some lines are hidden.
fn example(page: &Page, hidden: f32, random: &mut Random) -> Example {
    let (linear, _) = page::linearise(&page.text, Media::Text, None, None);
    let view = page::view(&linear.tokenised(), &linear, &Given::default());
    let mut example = Example::default();
    for (line, &role) in page.roles.iter().enumerate().take(view.looks.len()) {
        let hide = random.share() < hidden;
        let mut rows = Vec::new();
        features::templates(&view, line, &mut |template, a, b| {
            if !(hide && features::is_lexical(template)) {
                rows.push(khabar::tagger::hash::feature(template, a, b));
            }
        });
        example.rows.push(rows);
        example.labels.push(lines::column(role));
    }
    example
}

/// Learns a model from pages; gold pages count for several.
fn fit(gold: &[&Page], others: &[Example]) -> Model {
    let mut random = Random::new(SEED);
    let mut all: Vec<Example> = others.to_vec();
    for page in gold {
        for _ in 0..GOLD {
            all.push(example(page, HIDDEN, &mut random));
        }
    }
    // Features are numbered, so that none shares a row with another.
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    let mut names = Vec::new();
    for feature in all.iter_mut().flat_map(|e| e.rows.iter_mut()).flatten() {
        *feature = *numbers.entry(*feature).or_insert_with(|| {
            names.push(*feature);
            names.len() as u32 - 1
        });
    }
    let bits = usize::BITS - names.len().leading_zeros();
    let grammar = Grammar { starts: |_| true, follows: |_, _| true, ends: |_| true };
    let learned =
        averaged((0..RUNS).map(|run| {
            crf::train(&all, grammar, Settings { bits, seed: SETTINGS.seed + 2 * run, ..SETTINGS })
        }));
    let share = 1.0 - SETTINGS.dropout;
    let (scale, rows) = learned.in_bytes();
    let rows = names.into_iter().zip(rows).filter(|(_, row)| row.iter().any(|w| w.abs() > 1));
    Model::new(rows, scale * share, learned.start, Box::new(learned.transitions))
}

/// The mean of the weights of several runs: a sum of features is as good as its noise is small.
fn averaged(runs: impl Iterator<Item = Learned<COUNT, COUNT>>) -> Learned<COUNT, COUNT> {
    let add =
        |sum: &mut [f32], more: &[f32]| sum.iter_mut().zip(more).for_each(|(s, m)| *s += m / RUNS as f32);
    let mut mean: Option<Learned<COUNT, COUNT>> = None;
    for run in runs {
        let mean = mean.get_or_insert_with(|| Learned {
            rows: vec![[0.0; COUNT]; run.rows.len()],
            transitions: [[0.0; COUNT]; COUNT],
            start: [0.0; COUNT],
        });
        mean.rows.iter_mut().zip(&run.rows).for_each(|(sum, row)| add(sum, row));
        mean.transitions.iter_mut().zip(&run.transitions).for_each(|(sum, row)| add(sum, row));
        add(&mut mean.start, &run.start);
    }
    mean.unwrap_or_else(|| Learned {
        rows: Vec::new(),
        transitions: [[0.0; COUNT]; COUNT],
        start: [0.0; COUNT],
    })
}

/// What the gold pages need not tell: pages with markup, and pages put together.
fn others(shared: &Path) -> Result<Vec<Example>> {
    let mut random = Random::new(SEED);
    let web = pages::web(shared)?;
    let made = made::pages(shared, MADE, SEED)?;
    eprintln!("  {} pages with markup, {} put together", web.len(), made.len());
    Ok(web.iter().chain(&made).map(|p| example(p, HIDDEN, &mut random)).collect())
}

/// The scorer's figures of articles and of whole copied pages, no page read by a model that saw it.
pub struct Measured {
    pub articles: eval::Figures,
    pub whole: eval::Figures,
}

/// Measures by cross-validation over the gold pages.
pub fn measure(shared: &Path) -> Result<Measured> {
    cross_validate(shared, &others(shared)?)
}

fn cross_validate(shared: &Path, others: &[Example]) -> Result<Measured> {
    let (gold, open) = pages::gold(shared)?;
    let mut records = BTreeMap::new();
    for fold in 0..FOLDS {
        let (held, seen): (Vec<_>, Vec<_>) = gold.iter().enumerate().partition(|(n, _)| n % FOLDS == fold);
        let seen: Vec<&Page> = seen.into_iter().filter(|(n, _)| *n < open).map(|(_, p)| p).collect();
        let options = Options::default().with_lines(fit(&seen, others));
        for (_, page) in held {
            let input = Input {
                bytes: page.text.as_bytes(),
                media: Media::Text,
                id: Some(&page.id),
                ..Input::default()
            };
            records.insert(page.id.clone(), khabar::read(&input, &options).to_json()?);
        }
    }
    let scored = |name: &str, whole: bool| -> Result<eval::Figures> {
        let folder = project::scratch()?.join(format!("gold-{name}"));
        fs::create_dir_all(&folder)?;
        let file = folder.with_extension("jsonl");
        let mut out = File::create(&file)?;
        for (id, record) in records.iter().filter(|(id, _)| id.starts_with("raw-") == whole) {
            writeln!(out, "{record}")?;
            for ending in ["json", "txt"] {
                let name = format!("{id}.{ending}");
                fs::copy(shared.join("gold/dev").join(&name), folder.join(&name))?;
            }
        }
        eval::figures(&folder, &file, None)
    };
    Ok(Measured { articles: scored("articles", false)?, whole: scored("whole", true)? })
}

/// Figures that say how well lines are told.
pub const SHOWN: [(&str, &str); 5] = [
    ("blocks.line_role", "role of each line"),
    ("blocks.body", "the story's lines, F1"),
    ("blocks.furniture", "furniture, F1"),
    ("article.title", "headline"),
    ("article.published", "publication time"),
];

/// Learns the shipped model, measures it, and writes model and card.
pub fn run(shared: &Path) -> Result<()> {
    let others = others(shared)?;
    let measured = cross_validate(shared, &others)?;
    let mut table = String::new();
    for (key, says) in SHOWN {
        let of = |figures: &eval::Figures| figures.get(key).copied().unwrap_or_default();
        let _ = writeln!(
            table,
            "| {says} (`{key}`) | {:.1} | {:.1} |",
            of(&measured.articles),
            of(&measured.whole)
        );
    }
    print!("{table}");
    let (gold, open) = pages::gold(shared)?;
    let model = fit(&gold.iter().take(open).collect::<Vec<_>>(), &others);
    let bytes = model.to_bytes();
    let models = project::root().join("crates/khabar/models");
    fs::write(models.join("lines.khm"), &bytes)?;
    fs::write(models.join("lines.md"), card(bytes.len(), open, others.len() - MADE, &table))?;
    println!("models/lines.khm: {} bytes", bytes.len());
    Ok(())
}

fn card(bytes: usize, gold: usize, web: usize, table: &str) -> String {
    let size = bytes as f64 / 1e6;
    format!(
        "# The model of lines\n\n\
         `lines.khm` ({size:.1} MB) is written by `cargo xtask train lines`, with this card; nothing in it is set by hand.\n\n\
         **What it is.** A linear-chain conditional random field over the lines of a page of plain text and the fourteen roles of\n\
         the record, trained by AdaGrad with dropout, weights stored as bytes. It sees of each line its length, marks, digits and\n\
         words, the kinds of page words it is mixed of (`data/line_words.tsv`), the rows of `data/furniture.tsv` it fits, the dates it\n\
         prints, whether it is said again, how much of it comes back in the running text and in its first paragraph, where it\n\
         stands, and the same of its neighbours. `src/page/lines/` says the rest.\n\n\
         **Learned from.** {gold} gold pages (those of the non-commercial SaudiNewsNet left out); the visible text of {web} pages with\n\
         markup, in many languages, their lines named by the markup; and {MADE} pages put together from stories of ANT v1.1\n\
         (Apache-2.0) and the wordings of `xtask/data/page_lines.tsv`, which are written for Khabar. Words of {:.0} % of the lines are\n\
         hidden while it learns, so that it knows a menu or a counter by its place and shape as well.\n\n\
         **Licence of the model.** Apache-2.0.\n\n\
         **How good it is.** By cross-validation in {FOLDS} parts: no page is read by weights that saw it.\n\n\
         | gold/dev | articles | whole copied pages |\n|---|---:|---:|\n{table}\n\
         **Not good at.** An over-line and a headline that change places with the line below; headings that read like a\n\
         sentence; tags, one a line; notices about the site that read like a story.\n",
        HIDDEN * 100.0,
    )
}
