//! How well questions find their paragraph: three systems over the questions of ARCD.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use khabar_register::analyse::{Arabic, Exact};
use khabar_register::search::FORM_WEIGHT;
use rusqlite::Connection;
use serde::Deserialize;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer, TokenStream as _,
};
use tantivy::{Index, TantivyDocument, Term};

/// How far down a list an answer still counts.
const DEPTH: usize = 10;

#[derive(Deserialize)]
struct Squad {
    data: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    context: String,
    qas: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    question: String,
}

/// What one system reached.
pub struct Figure {
    /// The system.
    pub name: &'static str,
    /// Mean reciprocal rank of the right paragraph among the first ten, 0 to 1.
    pub mrr: f64,
    /// Share of questions whose paragraph is among the first ten, 0 to 1.
    pub found: f64,
}

/// Pages, and questions with the number of the page that answers each.
struct Collection {
    pages: Vec<String>,
    questions: Vec<(String, usize)>,
}

/// Measures the three systems and prints them in one table.
pub fn run(shared: &Path) -> Result<()> {
    println!("{:<34} {:>7} {:>9}", "system", "MRR@10", "found@10");
    for figure in measure(shared)? {
        println!("{:<34} {:>7.4} {:>9.4}", figure.name, figure.mrr, figure.found);
    }
    Ok(())
}

/// The figures of the analyser, of `SQLite`'s unicode61, of tantivy's own Arabic stemmer.
pub fn measure(shared: &Path) -> Result<Vec<Figure>> {
    let path = shared.join("retrieval/arcd-train.json");
    let json = std::fs::read(&path).with_context(|| path.display().to_string())?;
    let collection = collect(serde_json::from_slice(&json)?);
    let snowball = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::Arabic))
        .build();
    let register = vec![(Arabic.into(), 1.0), (Exact.into(), FORM_WEIGHT)];
    Ok(vec![
        figure("khabar search: terms and forms", &collection, tantivy(register, &collection)?),
        figure("its terms alone", &collection, tantivy(vec![(Arabic.into(), 1.0)], &collection)?),
        figure("SQLite FTS5 unicode61", &collection, fts5(&collection)?),
        figure("tantivy's Arabic stemmer", &collection, tantivy(vec![(snowball, 1.0)], &collection)?),
    ])
}

fn collect(squad: Squad) -> Collection {
    let mut number: HashMap<String, usize> = HashMap::new();
    let mut collection = Collection { pages: Vec::new(), questions: Vec::new() };
    for paragraph in squad.data.into_iter().flat_map(|a| a.paragraphs) {
        let next = collection.pages.len();
        let page = *number.entry(paragraph.context.clone()).or_insert(next);
        if page == next {
            collection.pages.push(paragraph.context);
        }
        collection.questions.extend(paragraph.qas.into_iter().map(|q| (q.question, page)));
    }
    collection
}

/// `ranked` holds for each question the pages found, best first.
fn figure(name: &'static str, collection: &Collection, ranked: Vec<Vec<usize>>) -> Figure {
    let mut figure = Figure { name, mrr: 0.0, found: 0.0 };
    let count = collection.questions.len() as f64;
    for ((_, page), pages) in collection.questions.iter().zip(ranked) {
        if let Some(rank) = pages.iter().position(|p| p == page) {
            figure.mrr += 1.0 / (rank + 1) as f64 / count;
            figure.found += 1.0 / count;
        }
    }
    figure
}

/// A field for each analyser; a word counts as much as its field weighs.
fn tantivy(analyzers: Vec<(TextAnalyzer, f32)>, collection: &Collection) -> Result<Vec<Vec<usize>>> {
    let mut schema = Schema::builder();
    let page = schema.add_u64_field("page", STORED);
    let mut fields = Vec::new();
    for (number, (analyzer, weight)) in analyzers.into_iter().enumerate() {
        let name = format!("text{number}");
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(&name)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = schema.add_text_field(&name, TextOptions::default().set_indexing_options(indexing));
        fields.push((name, text, analyzer, weight));
    }
    let index = Index::create_in_ram(schema.build());
    for (name, _, analyzer, _) in &fields {
        index.tokenizers().register(name, analyzer.clone());
    }
    let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
    for (number, context) in collection.pages.iter().enumerate() {
        let mut document = tantivy::doc!(page => number as u64);
        for (_, text, _, _) in &fields {
            document.add_text(*text, context);
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    let searcher = index.reader()?.searcher();
    let mut ranked = Vec::new();
    for (question, _) in &collection.questions {
        let mut words = Vec::new();
        for (_, text, analyzer, weight) in &mut fields {
            bag(analyzer, *text, *weight, question, &mut words);
        }
        let query = BooleanQuery::new(words);
        let mut pages = Vec::new();
        for (_, at) in searcher.search(&query, &TopDocs::with_limit(DEPTH).order_by_score())? {
            let found: TantivyDocument = searcher.doc(at)?;
            pages.extend(found.get_first(page).and_then(|v| v.as_u64()).map(|n| n as usize));
        }
        ranked.push(pages);
    }
    Ok(ranked)
}

/// Any of the words of a question.
fn bag(
    analyzer: &mut TextAnalyzer,
    field: Field,
    weight: f32,
    question: &str,
    words: &mut Vec<(Occur, Box<dyn Query>)>,
) {
    let mut stream = analyzer.token_stream(question);
    while let Some(token) = stream.next() {
        let term = Term::from_field_text(field, &token.text);
        let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        words.push((Occur::Should, Box::new(BoostQuery::new(query, weight))));
    }
}

fn fts5(collection: &Collection) -> Result<Vec<Vec<usize>>> {
    let db = Connection::open_in_memory()?;
    db.execute_batch("CREATE VIRTUAL TABLE pages USING fts5(text, tokenize = 'unicode61')")?;
    let mut insert = db.prepare("INSERT INTO pages (rowid, text) VALUES (?1, ?2)")?;
    for (number, context) in collection.pages.iter().enumerate() {
        insert.execute((u32::try_from(number)?, context))?;
    }
    let sql = "SELECT rowid FROM pages WHERE pages MATCH ?1 ORDER BY bm25(pages) LIMIT ?2";
    let mut select = db.prepare(sql)?;
    let mut ranked = Vec::new();
    for (question, _) in &collection.questions {
        let words: Vec<_> = question
            .split(|c: char| !c.is_alphanumeric() && !khabar::text::fold::is_transparent(c))
            .filter(|w| !w.is_empty())
            .map(|w| format!("\"{w}\""))
            .collect();
        let pages = select.query_map((words.join(" OR "), DEPTH as u32), |r| r.get::<_, u32>(0))?;
        ranked.push(pages.map(|p| p.map(|n| n as usize)).collect::<Result<_, _>>()?);
    }
    Ok(ranked)
}
