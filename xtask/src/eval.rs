//! `cargo xtask eval`: the figures of `score.py`, which is called, not copied.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project;
use crate::train::lines;

/// Figures by name: `times.value` is an F1, `article.title` an accuracy; per cent.
pub type Figures = BTreeMap<String, f64>;

const BEGIN: &str = "<!-- results: written by `cargo xtask eval` -->";
const END: &str = "<!-- end of results -->";

/// Figures that the README shows, and what each says.
const SHOWN: [(&str, &str); 19] = [
    ("article.title", "title"),
    ("article.published", "publication time"),
    ("blocks.line_role", "role of each line"),
    ("blocks.body", "body, F1"),
    ("times.value", "times: place and TIMEX3 value, F1"),
    ("times.body_value", "times of the body, F1"),
    ("quantities.value", "quantities: place and value, F1"),
    ("mentions", "names: place and class, F1"),
    ("entities.b3", "coreference of names, B³ F1"),
    ("roles", "posts of persons, F1"),
    ("statements.content", "statements: what was said, F1"),
    ("statements.attributed", "statements: what was said, and by whom, F1"),
    ("statements.channel", "channels of statements, F1"),
    ("statements.relay", "sources that pass a statement on, F1"),
    ("events.typed", "events: trigger and PLOVER type, F1"),
    ("events.who_did_what_to_whom", "events with both parties, F1"),
    ("events.not_actual", "events planned, denied or supposed, F1"),
    ("commitments", "commitments: what, F1"),
    ("commitments.deadline", "commitments with their deadlines, F1"),
];

pub fn run(gold: Option<PathBuf>, errors: Option<&str>, only: Option<&str>) -> Result<()> {
    let whole = gold.is_none() && only.is_none();
    let gold = match gold {
        Some(gold) => gold,
        None => project::shared()?.join("gold/dev"),
    };
    let records = records(&gold)?;
    let mut score = scorer(&gold, &records)?;
    if let Some(layer) = errors {
        score.args(["--errors", layer]);
    }
    if let Some(stem) = only {
        score.args(["--only", stem]);
    }
    print!("{}", project::output(&mut score)?);
    if whole {
        // The lines of these pages taught the model of lines: the README shows what models say that did not see the page.
        let shared = project::shared()?;
        write_readme(&lines::measure(&shared)?.articles, &Unseen::read(&shared)?)?;
    }
    Ok(())
}

/// The records of a gold folder's pages, one a line; `khabar check` has passed them.
pub fn records(gold: &Path) -> Result<PathBuf> {
    let khabar = project::khabar()?;
    let records = project::scratch()?.join("gold.jsonl");
    let pages = fs::read_dir(gold).with_context(|| gold.display().to_string())?;
    let mut pages: Vec<PathBuf> = pages.filter_map(|e| Some(e.ok()?.path())).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    pages.sort();
    let out = File::create(&records)?;
    project::run(Command::new(&khabar).arg("read").args(pages).args(["--format", "jsonl"]).stdout(out))?;
    project::output(Command::new(&khabar).arg("check").arg(&records))?;
    Ok(records)
}

fn scorer(gold: &Path, records: &Path) -> Result<Command> {
    let beside = gold.join("../score.py");
    let script = if beside.is_file() { beside } else { project::shared()?.join("gold/score.py") };
    let mut score = Command::new("python3");
    score.arg(script).arg(gold).arg(records);
    Ok(score)
}

/// The figures of `score.py --json`: of a row its F1 or accuracy.
pub fn figures(gold: &Path, records: &Path, only: Option<&str>) -> Result<Figures> {
    let mut score = scorer(gold, records)?;
    score.arg("--json");
    if let Some(stem) = only {
        score.args(["--only", stem]);
    }
    let rows: BTreeMap<String, BTreeMap<String, f64>> = serde_json::from_str(&project::output(&mut score)?)?;
    let figure = |row: BTreeMap<String, f64>| row.get("f1").or_else(|| row.get("accuracy")).copied();
    Ok(rows.into_iter().filter_map(|(name, row)| Some((name, figure(row)?))).collect())
}

/// The scorer's figures on pages that nobody who works on Khabar has seen, and of which commit they are.
struct Unseen {
    commit: String,
    date: String,
    figures: Figures,
}

impl Unseen {
    /// Reads `gold/unseen.tsv`; the newest rows count.
    fn read(shared: &Path) -> Result<Self> {
        let table = fs::read_to_string(shared.join("gold/unseen.tsv"))?;
        let mut unseen = Self { commit: String::new(), date: String::new(), figures: Figures::new() };
        for line in table.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let [commit, date, metric, articles, ..] = line.split('\t').collect::<Vec<_>>()[..] else {
                continue;
            };
            if *date >= *unseen.date {
                (unseen.commit, unseen.date) = (commit.to_owned(), date.to_owned());
                unseen.figures.insert(metric.to_owned(), articles.parse()?);
            }
        }
        Ok(unseen)
    }
}

fn write_readme(figures: &Figures, unseen: &Unseen) -> Result<()> {
    let path = project::root().join("README.md");
    let readme = fs::read_to_string(&path)?;
    let begin = readme.find(BEGIN).context("README.md has no place for the results")? + BEGIN.len();
    let end = readme.find(END).context("README.md has no end of the results")?;
    let mut table =
        format!("\n| layer | gold/dev | unseen, {} at {} |\n|---|---:|---:|\n", unseen.date, unseen.commit);
    for (name, says) in SHOWN {
        let figure = figures.get(name).with_context(|| format!("score.py gives no {name}"))?;
        let kept = unseen.figures.get(name).map_or_else(|| "–".to_owned(), |f| format!("{f:.1}"));
        let _ = writeln!(table, "| {says} (`{name}`) | {figure:.1} | {kept} |");
    }
    let (before, after) = (readme.get(..begin).unwrap_or_default(), readme.get(end..).unwrap_or_default());
    fs::write(path, format!("{before}{table}{after}"))?;
    Ok(())
}
