//! What inputs are made of: the project's own pages, sentences, words of its tables, and examples of its rules.

use std::fs;
use std::io;
use std::path::Path;

use khabar::facts::rule;

/// Folders of whole pages, from this crate.
const PAGES: [&str; 3] = ["seeds", "../spec/pages", "../examples/pages"];
/// The suites; their quoted lines are sentences.
const SUITES: &str = "../spec";
/// The tables of the language.
const TABLES: &str = "../crates/khabar/data";
/// PDFs.
const PDFS: &str = "../crates/khabar-sources/tests/data";

/// Pages, sentences and words.
#[derive(Debug, Default)]
pub struct Pool {
    /// Whole pages: their names and their bytes.
    pub seeds: Vec<(String, Vec<u8>)>,
    /// Sentences that facts are found in.
    pub sentences: Vec<String>,
    /// Words and phrases of the tables.
    pub words: Vec<String>,
    /// Names of classes, keys and attributes that markup is told by.
    pub names: Vec<String>,
    /// Whole PDFs.
    pub pdfs: Vec<Vec<u8>>,
}

impl Pool {
    /// Reads all of it from the workspace.
    ///
    /// # Errors
    /// Where a folder or file cannot be read.
    pub fn of_workspace() -> io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut pool = Self::default();
        for folder in PAGES {
            pool.seeds.extend(files(&root.join(folder), &["txt", "html", "jsonl", "blocks"])?);
        }
        for (_, suite) in files(&root.join(SUITES), &["md"])? {
            let suite = String::from_utf8_lossy(&suite).into_owned();
            pool.sentences
                .extend(suite.lines().filter_map(|line| line.strip_prefix("> ")).map(str::to_owned));
        }
        pool.sentences.extend(rule::all().map(|rule| rule.example.to_owned()));
        for (name, table) in files(&root.join(TABLES), &["tsv"])? {
            let table = String::from_utf8_lossy(&table).into_owned();
            let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
            let cells = rows.filter_map(|row| row.split('\t').next()).flat_map(|cell| cell.split('|'));
            let words = cells.filter(|word| !word.is_empty() && *word != "-").map(str::to_owned);
            if name.contains("html_") { pool.names.extend(words) } else { pool.words.extend(words) }
        }
        pool.pdfs = files(&root.join(PDFS), &["pdf"])?.into_iter().map(|(_, bytes)| bytes).collect();
        Ok(pool)
    }
}

/// The files of a folder with such endings, by name.
fn files(folder: &Path, endings: &[&str]) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e)) {
            found.push((path.display().to_string(), fs::read(&path)?));
        }
    }
    found.sort();
    Ok(found)
}
