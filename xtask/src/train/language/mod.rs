//! `cargo xtask train language`: the model of languages in Arabic letters, with one seed, and its card.

mod learn;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use khabar::page::language::{SCALE, TAGS, for_each_gram, likeliest};

use crate::project;
use learn::{Example, Weights};

/// The files of the languages, in the order of [`TAGS`].
const FILES: [&str; TAGS.len()] = ["arb", "fas", "prs", "urd", "ckb-Arab", "pus", "uig", "snd-Arab"];
/// Parts of the cross-validation; a document, in all of its translations, lies in one.
const PARTS: usize = 10;
/// Sentences in which a run of letters must stand.
const LEAST: usize = 3;
/// Runs of letters that the model keeps.
const KEPT: usize = 8000;
/// Lines of a page that is judged.
const PAGE: usize = 5;
/// Every so manieth page of the Arabic corpus is learned from, one line of it.
const EVERY: usize = 4;

/// A line whose language is known.
struct Line {
    grams: BTreeMap<String, f32>,
    /// How many runs of letters it has; its score is divided by the root of that.
    runs: usize,
    language: usize,
    part: usize,
    /// Whether it is one of the sentences that figures are taken on.
    judged: bool,
}

impl Line {
    fn new(text: &str, language: usize, part: usize, judged: bool) -> Self {
        let mut grams = BTreeMap::new();
        let mut runs = 0;
        for_each_gram(text, usize::MAX, |gram| {
            *grams.entry(gram.to_owned()).or_insert(0.0) += 1.0;
            runs += 1;
        });
        Self { grams, runs, language, part, judged }
    }

    fn norm(&self) -> f32 {
        (self.runs.max(1) as f32).sqrt()
    }
}

/// Shares of lines and of pages of [`PAGE`] lines, in per cent.
pub struct Figures {
    /// Lines whose language is right.
    pub line: f64,
    /// Pages whose language is right.
    pub page: f64,
    /// Lines that are rightly Arabic or not.
    line_arabic: f64,
    page_arabic: f64,
    /// Lines by language and by what they were taken for.
    table: [[usize; TAGS.len()]; TAGS.len()],
}

/// Learns the shipped model, and writes it and its card with the cross-validated figures.
pub fn run(shared: &Path) -> Result<()> {
    let lines = lines(shared)?;
    let figures = cross_validate(&lines);
    let all: Vec<&Line> = lines.iter().collect();
    let (names, weights) = train(&all);
    let models = project::root().join("crates/khabar/models");
    let file = tsv(&names, &weights);
    fs::write(models.join("language.tsv"), &file)?;
    let card = card(&figures, names.len(), file.len());
    fs::write(models.join("language.md"), &card)?;
    print!("{card}");
    Ok(())
}

/// The cross-validated figures.
pub fn measure(shared: &Path) -> Result<Figures> {
    Ok(cross_validate(&lines(shared)?))
}

fn lines(shared: &Path) -> Result<Vec<Line>> {
    let documents = fs::read_to_string(shared.join("treebank/ntrex-documents.tsv"))?;
    let documents: Vec<&str> = documents.lines().collect();
    let mut parts: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &documents {
        let next = parts.len() % PARTS;
        parts.entry(document).or_insert(next);
    }
    let mut lines = Vec::new();
    for (language, file) in FILES.iter().enumerate() {
        let path = shared.join(format!("languages/ntrex-{file}.txt"));
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        ensure!(text.lines().count() <= documents.len(), "{}: more lines than documents", path.display());
        let judged = text.lines().zip(&documents).map(|(line, d)| Line::new(line, language, parts[d], true));
        lines.extend(judged);
    }
    let corpus = fs::File::open(shared.join("corpus/ant.jsonl.zst"))?;
    for (n, row) in BufReader::new(zstd::Decoder::new(corpus)?).lines().enumerate().step_by(EVERY) {
        let page: serde_json::Value = serde_json::from_str(&row?)?;
        // Headlines in turn with first lines: both are short on a page.
        let field = if n % (2 * EVERY) == 0 { "title" } else { "text" };
        if let Some(line) = page[field].as_str().and_then(|t| t.lines().next()) {
            lines.push(Line::new(line, 0, n / EVERY % PARTS, false));
        }
    }
    Ok(lines)
}

/// The runs of letters that tell most, and their weights.
fn train(lines: &[&Line]) -> (Vec<String>, Vec<Weights>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for gram in lines.iter().flat_map(|l| l.grams.keys()) {
        *seen.entry(gram).or_default() += 1;
    }
    let mut names: Vec<&str> = seen.into_iter().filter(|(_, n)| *n >= LEAST).map(|(g, _)| g).collect();
    let examples = examples(lines, &names);
    let weights = learn::learn(&examples, names.len());
    let mut squares = vec![0.0_f32; names.len()];
    for (gram, value) in examples.iter().flat_map(|e| &e.values) {
        squares[*gram] += value * value;
    }
    // A run tells as much as its weights differ, and as often as it is seen.
    let spread =
        |w: &Weights| w.iter().copied().fold(f32::MIN, f32::max) - w.iter().copied().fold(f32::MAX, f32::min);
    let mut order: Vec<usize> = (0..names.len()).collect();
    let worth: Vec<f32> = weights.iter().zip(&squares).map(|(w, s)| spread(w) * s.sqrt()).collect();
    order.sort_by(|&a, &b| worth[b].total_cmp(&worth[a]).then(a.cmp(&b)));
    order.truncate(KEPT);
    order.sort_unstable();
    names = order.into_iter().map(|n| names[n]).collect();
    let weights = learn::learn(&self::examples(lines, &names), names.len());
    (names.into_iter().map(str::to_owned).collect(), weights)
}

/// Lines as numbered features; `names` are in order.
fn examples(lines: &[&Line], names: &[&str]) -> Vec<Example> {
    let values = |line: &Line| {
        let numbered = line.grams.iter().filter_map(|(gram, count)| {
            Some((names.binary_search(&gram.as_str()).ok()?, count / line.norm()))
        });
        numbered.collect()
    };
    lines.iter().map(|l| Example { values: values(l), language: l.language }).collect()
}

fn cross_validate(lines: &[Line]) -> Figures {
    let mut scores: Vec<[f32; TAGS.len()]> = vec![[0.0; TAGS.len()]; lines.len()];
    for part in 0..PARTS {
        let known: Vec<&Line> = lines.iter().filter(|l| l.part != part).collect();
        let (names, weights) = train(&known);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (line, score) in lines.iter().zip(&mut scores).filter(|(l, _)| l.part == part && l.judged) {
            for (gram, value) in &examples(&[line], &names)[0].values {
                for (sum, weight) in score.iter_mut().zip(&weights[*gram]) {
                    // As the file has them.
                    *sum += (weight * SCALE).round() / SCALE * value * line.norm();
                }
            }
        }
    }
    let judged: Vec<usize> = (0..lines.len()).filter(|&n| lines[n].judged).collect();
    let best = |of: &[usize]| {
        let runs = of.iter().map(|&n| lines[n].runs).sum();
        let mut sums = [0.0; TAGS.len()];
        for &n in of {
            for (sum, score) in sums.iter_mut().zip(scores[n]) {
                *sum += score;
            }
        }
        likeliest(&sums, runs)
    };
    let mut figures =
        Figures { line: 0.0, page: 0.0, line_arabic: 0.0, page_arabic: 0.0, table: Default::default() };
    let mut pages = 0;
    for &n in &judged {
        let (is, found) = (lines[n].language, best(&[n]));
        figures.table[is][found] += 1;
        figures.line += f64::from(found == is);
        figures.line_arabic += f64::from((found == 0) == (is == 0));
    }
    for page in judged.windows(PAGE) {
        let is = lines[page[0]].language;
        if page.iter().any(|&n| lines[n].language != is) {
            continue;
        }
        let found = best(page);
        pages += 1;
        figures.page += f64::from(found == is);
        figures.page_arabic += f64::from((found == 0) == (is == 0));
    }
    let (of_lines, of_pages) = (100.0 / judged.len() as f64, 100.0 / f64::from(pages));
    figures.line *= of_lines;
    figures.line_arabic *= of_lines;
    figures.page *= of_pages;
    figures.page_arabic *= of_pages;
    figures
}

/// The model's file: a run of letters a row, its weights in sixteenths.
fn tsv(names: &[String], weights: &[Weights]) -> String {
    let mut out = format!("run\t{}\n", TAGS.join("\t"));
    for (name, weights) in names.iter().zip(weights) {
        let _ = write!(out, "{name}");
        for weight in weights {
            let _ = write!(out, "\t{}", (weight * SCALE).round());
        }
        out.push('\n');
    }
    out
}

fn card(figures: &Figures, runs: usize, bytes: usize) -> String {
    let Figures { line, page, line_arabic, page_arabic, table } = figures;
    let mut rows = format!("| is, taken for | {} |\n|---|{}\n", TAGS.join(" | "), "---:|".repeat(TAGS.len()));
    for (tag, row) in TAGS.iter().zip(table) {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        let _ = writeln!(rows, "| {tag} | {} |", cells.join(" | "));
    }
    format!(
        "# The model of languages in Arabic letters\n\n\
         `language.tsv` ({size} kB) is written by `cargo xtask train language`, with this card; nothing in it is set by hand.\n\n\
         **What it is.** A log-linear model: {runs} runs of up to four letters and whole words (`_` is the edge of a word, `~` a\n\
         non-joiner), each with its weight in sixteenths for Arabic, Persian, Dari, Urdu, Sorani, Pashto, Uyghur and Sindhi.\n\
         Letters that only the keyboard decides (ک ك, ی ي ى, the hamza on alef) are one letter, digits and marks are not looked\n\
         at. The weights found in a text are summed and divided by the root of the number of its runs; another language must be\n\
         likelier than Arabic by a margin, and a word or two are Arabic in any case. `src/page/language.rs` says the rest.\n\n\
         **Learned from.** NTREX-128: 500 sentences of news in each language, translations of the same English documents\n\
         (CC BY-SA 4.0); a line each of 2,541 pages of ANT v1.1 (Arabic, Apache-2.0).\n\n\
         **Licence of the model.** CC BY-SA 4.0.\n\n\
         **How good it is.** On the sentences of NTREX, by cross-validation in {PARTS} parts over documents (the same document in\n\
         all languages lies in one part): a single line is right in {line:.2} % (as Arabic or not: {line_arabic:.2} %), a page of\n\
         {PAGE} consecutive lines in {page:.2} % (as Arabic or not: {page_arabic:.2} %). Single lines:\n\n\
         {rows}\n\
         **Not good at.** Single lines of Persian and Dari, which are one language in two spellings and vocabularies; languages\n\
         that it was not taught (Kashmiri, Punjabi in Shahmukhi, Azerbaijani, Kurmanji in Arabic letters) are taken for the nearest\n\
         that it knows, which is hardly ever Arabic; a word or two.\n",
        size = bytes.div_ceil(1000),
    )
}
