//! `cargo xtask bars`: every bar the project has set itself, measured in full.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::{
    bench, cases, datelines, eval, extraction, hostile, killed, nemo, project, recognizers, register,
    retrieval, serve_load, train,
};

/// What was measured, and what the bar asks for.
struct Bar {
    name: String,
    figure: f64,
    bound: Bound,
}

#[derive(Clone, Copy)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

impl Bar {
    fn at_least(name: impl Into<String>, figure: f64, bound: f64) -> Self {
        Self { name: name.into(), figure, bound: Bound::AtLeast(bound) }
    }

    fn at_most(name: impl Into<String>, figure: f64, bound: f64) -> Self {
        Self { name: name.into(), figure, bound: Bound::AtMost(bound) }
    }
}

/// What the iraq-drawdown page alone must reach.
const ONE_PAGE: [(&str, f64); 8] = [
    ("blocks.line_role", 100.0),
    ("article.title", 100.0),
    ("article.published", 100.0),
    ("times.value", 85.0),
    ("quantities.value", 80.0),
    ("mentions", 60.0),
    ("statements.attributed", 30.0),
    ("commitments.deadline", 1.0),
];

/// What the gold articles together must reach.
const ALL_PAGES: [(&str, f64); 17] = [
    ("times.body_value", 92.0),
    ("times.strict", 92.0),
    ("quantities.value", 93.0),
    ("quantities.unit", 94.0),
    ("mentions", 82.0),
    ("roles", 80.0),
    ("entities.b3", 77.0),
    ("statements.content", 80.0),
    ("statements.attributed", 68.0),
    ("statements.cue", 95.0),
    ("statements.channel", 58.0),
    ("statements.relay", 55.0),
    ("events.typed", 62.0),
    ("events.who_did_what_to_whom", 34.0),
    ("events.not_actual", 42.0),
    ("commitments", 46.0),
    ("commitments.deadline", 48.0),
];

/// What the lines of the gold articles, and of the whole copied pages, must reach by cross-validation.
const LINES: [(&str, f64); 4] = [
    ("blocks.line_role", 97.0),
    ("blocks.furniture", 95.0),
    ("article.title", 97.0),
    ("article.published", 96.0),
];
const WHOLE_PAGES: [(&str, f64); 3] =
    [("blocks.line_role", 95.0), ("blocks.body", 97.0), ("article.title", 100.0)];

pub fn run() -> Result<()> {
    let mut bars = Vec::new();
    gold(&mut bars)?;
    let lines = train::lines::measure(&project::shared()?)?;
    for (what, figures, wanted) in
        [("articles", &lines.articles, &LINES[..]), ("whole pages", &lines.whole, &WHOLE_PAGES[..])]
    {
        each(&mut bars, &format!("{what}, cross-validated:"), figures, wanted)?;
    }
    each(&mut bars, "articles:", &lines.articles, &ALL_PAGES)?;
    let cases = cases::measure(&project::shared()?, None)?;
    bars.push(Bar::at_least("cases: right", cases.right as f64, 30.0));
    bars.push(Bar::at_most("cases: wrong without a reason", cases.wrong as f64, 0.0));
    let extraction = extraction::measure()?;
    bars.push(Bar::at_least("extraction benchmark: body, F1", extraction.f1, 96.5));
    bars.push(Bar::at_least("extraction: times the speed of a peer", extraction.ratio, 2.8));
    bars.push(Bar::at_least("extraction: MB of HTML a second on one core", extraction.megabytes, 100.0));
    bars.push(Bar::at_most("a foreign page: times its page layer", extraction.foreign, 1.3));
    bars.push(Bar::at_least(
        "names: ANERcorp's last tenth, F1",
        train::names::measure(&project::shared()?)?,
        73.0,
    ));
    let languages = train::language::measure(&project::shared()?)?;
    bars.push(Bar::at_least("languages in Arabic letters: single lines, %", languages.line, 97.0));
    bars.push(Bar::at_least("languages in Arabic letters: pages of five lines, %", languages.page, 99.5));
    let (ours, _) = bench::names()?;
    bars.push(Bar::at_least("names: tokens a second on one core", ours, 400_000.0));
    let size = fs::metadata(project::root().join("crates/khabar/models/names.khm"))?.len() as f64 / 1e6;
    bars.push(Bar::at_most("names: MB of the model", size, 30.0));
    let syntax = train::syntax::eval(&project::shared()?)?;
    for (test, score) in [("treebank", syntax.own), ("PUD", syntax.pud)] {
        bars.push(Bar::at_least(format!("{test}: parts of speech, %"), score.upos(), 93.0));
        bars.push(Bar::at_least(format!("{test}: features, %"), score.feats(), 86.0));
        bars.push(Bar::at_least(format!("{test}: UAS"), score.uas(), 78.0));
        bars.push(Bar::at_least(format!("{test}: LAS"), score.las(), 70.0));
        bars.push(Bar::at_least(format!("{test}: subjects and objects, F1"), score.arguments(), 74.0));
    }
    bars.push(Bar::at_least("words and trees: words a second on one core", bench::syntax()?, 400_000.0));
    let dates = train::dates::measure(&project::shared()?)?;
    bars.push(Bar::at_least("publication of pages in any language: right, %", dates.right, 92.0));
    bars.push(Bar::at_most("publication of pages in any language: wrong, %", dates.wrong, 5.0));
    let shares = recognizers::measure(None)?;
    bars.push(Bar::at_least("recognizers: times, %", shares.times, 66.0));
    bars.push(Bar::at_least("recognizers: numbers, %", shares.numbers, 88.0));
    bars.push(Bar::at_least("nemo: number words and money, %", nemo::measure(false)?, 95.0));
    bars.push(Bar::at_least("datelines: days of printed lines, %", datelines::measure()?, 98.0));
    let worst = hostile::measure()?;
    bars.push(Bar::at_most("hostile pages: seconds, the worst", worst.seconds, 2.0));
    bars.push(Bar::at_most("hostile pages: MB of memory, the worst", worst.megabytes, 200.0));
    corpora(&mut bars)?;
    asked(&mut bars)?;
    println!("{:<44} {:>10} {:>12}", "bar", "figure", "bound");
    let mut missed = 0;
    for bar in &bars {
        let (met, bound) = match bar.bound {
            Bound::AtLeast(bound) => (bar.figure >= bound, format!(">= {bound:.1}")),
            Bound::AtMost(bound) => (bar.figure <= bound, format!("<= {bound:.1}")),
        };
        missed += usize::from(!met);
        let mark = if met { "" } else { "  MISSED" };
        println!("{:<44} {:>10.1} {bound:>12}{mark}", bar.name, bar.figure);
    }
    if missed > 0 {
        bail!("{missed} of {} bars missed", bars.len());
    }
    println!("all {} bars met", bars.len());
    Ok(())
}

/// The scorer's figures that are asked for, each a bar.
fn each(bars: &mut Vec<Bar>, what: &str, figures: &eval::Figures, wanted: &[(&str, f64)]) -> Result<()> {
    for &(name, at_least) in wanted {
        let figure = *figures.get(name).with_context(|| format!("score.py gives no {name}"))?;
        bars.push(Bar::at_least(format!("{what} {name}"), figure, at_least));
    }
    Ok(())
}

/// The page that the project began with.
fn gold(bars: &mut Vec<Bar>) -> Result<()> {
    let gold = project::shared()?.join("gold/dev");
    let records = eval::records(&gold)?;
    let only = "iraq-drawdown";
    each(bars, only, &eval::figures(&gold, &records, Some(only))?, &ONE_PAGE)
}

/// Every page of the corpora read without a panic, on one core, and every record sound.
fn corpora(bars: &mut Vec<Bar>) -> Result<()> {
    let khabar = project::khabar()?;
    for name in ["ant", "saudinewsnet-part"] {
        let pages = unpack(&project::shared()?.join(format!("corpus/{name}.jsonl.zst")), name)?;
        let records = project::scratch()?.join(format!("{name}.records.jsonl"));
        let size = fs::metadata(&pages)?.len() as f64 / 1e6;
        let start = Instant::now();
        let out = File::create(&records)?;
        // Articles without text are rejected, each in one line: exit status 3.
        let done = Command::new(&khabar)
            .arg("read")
            .arg(&pages)
            .args(["--format", "jsonl"])
            .env("RAYON_NUM_THREADS", "1")
            .stdout(out)
            .output()?;
        ensure!(matches!(done.status.code(), Some(0 | 3)), "{name}: {}", done.status);
        println!("{name}: {} pages rejected", String::from_utf8_lossy(&done.stderr).lines().count());
        let speed = size / start.elapsed().as_secs_f64();
        project::output(Command::new(&khabar).arg("check").arg(&records))?;
        // The whole analysis, from the corpus to its records; the tagger's two readings are half of it.
        bars.push(Bar::at_least(format!("{name}: records written, MB/s on one core"), speed, 2.5));
        fs::remove_file(&records)?;
    }
    Ok(())
}

/// The register of the corpora, and its search beside two others.
fn asked(bars: &mut Vec<Bar>) -> Result<()> {
    let shared = project::shared()?;
    let cost = register::measure(&shared)?;
    bars.push(Bar::at_least("register: pages a second", cost.speed, 400.0));
    bars.push(Bar::at_most("register: MB of memory", cost.megabytes, 1000.0));
    // 65 articles of the corpora have no text.
    bars.push(Bar::at_most("register: rejects", cost.done.rejects as f64, 65.0));
    bars.push(Bar::at_most("register: milliseconds of a query, p99", cost.p99, 20.0));
    let unequal = killed::measure(&shared)?;
    bars.push(Bar::at_most("register: unequal tables after ten kills", unequal as f64, 0.0));
    let times = serve_load::measure(&shared)?;
    bars.push(Bar::at_most("reading room: milliseconds of a search, p95", times.p95, serve_load::BOUND));
    let figures = retrieval::measure(&shared)?;
    let (ours, others) = figures.split_first().context("no figures")?;
    for other in others {
        bars.push(Bar::at_least(
            format!("retrieval: MRR@10 beside {}, %", other.name),
            ours.mrr * 100.0,
            other.mrr * 100.0,
        ));
    }
    Ok(())
}

/// A corpus unpacked under `target/`.
fn unpack(packed: &Path, name: &str) -> Result<std::path::PathBuf> {
    let to = project::scratch()?.join(format!("{name}.jsonl"));
    let file = File::open(packed).with_context(|| packed.display().to_string())?;
    let mut bytes = Vec::new();
    zstd::Decoder::new(file)?.read_to_end(&mut bytes)?;
    fs::write(&to, bytes)?;
    Ok(to)
}
