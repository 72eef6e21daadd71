//! Tables: the columns of each layer, once for every tabular format.

use std::sync::LazyLock;

use khabar::Record;
use khabar::record::Quote;
use serde::Serialize;

use crate::Result;
use crate::layers;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words or a name.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// Yes or no.
    Flag,
    /// Several texts; in CSV a JSON array.
    List,
}

impl Kind {
    /// Its name in the documentation.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Int => "int",
            Self::Float => "float",
            Self::Flag => "bool",
            Self::List => "list of text",
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds; every column but `page` may be empty.
    pub kind: Kind,
    /// What it means.
    pub doc: String,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Null,
    /// Of a [`Kind::Text`] column.
    Text(String),
    /// Of a [`Kind::Int`] column.
    Int(i64),
    /// Of a [`Kind::Float`] column.
    Float(f64),
    /// Of a [`Kind::Flag`] column.
    Flag(bool),
    /// Of a [`Kind::List`] column.
    List(Vec<String>),
}

impl Value {
    /// Bytes that it holds in memory, nearly.
    #[must_use]
    pub fn size(&self) -> usize {
        let held = match self {
            Self::Text(text) => text.len(),
            Self::List(list) => list.iter().map(|t| size_of::<String>() + t.len()).sum(),
            _ => 0,
        };
        size_of::<Self>() + held
    }
}

/// A cell of each column.
pub type Row = Vec<Value>;

/// Calls the given function with every row of a record.
type Rows = Box<dyn Fn(&Record<Quote>, &mut dyn FnMut(Row)) + Send + Sync>;

/// A layer as a table.
pub struct Table {
    /// The layer's name: `statements`.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    rows: Rows,
}

impl Table {
    /// Calls `each` with every row that a record has in this table; the record comes from [`worded`].
    pub fn each_row(&self, record: &Record<Quote>, each: &mut dyn FnMut(Row)) {
        (self.rows)(record, each);
    }
}

/// Every table, in the order of the record.
#[must_use]
pub fn tables() -> &'static [Table] {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(layers::all);
    &TABLES
}

/// The month that a record belongs to, `2021-11`; `None` where the page does not say when it was published.
#[must_use]
pub fn month<S>(record: &Record<S>) -> Option<&str> {
    let month = record.article.published.as_deref()?.get(..7)?;
    let is_digit = |at: usize, b: u8| if at == 4 { b == b'-' } else { b.is_ascii_digit() };
    month.bytes().enumerate().all(|(at, b)| is_digit(at, b)).then_some(month)
}

type Get<F> = Box<dyn Fn(&Record<Quote>, &F) -> Value + Send + Sync>;

/// Columns of facts of one type, each with the function that reads it.
pub(crate) struct Columns<F> {
    columns: Vec<Column>,
    gets: Vec<Get<F>>,
}

impl<F: 'static> Columns<F> {
    /// The columns that every table opens with.
    pub fn new() -> Self {
        let new = Self { columns: Vec::new(), gets: Vec::new() };
        new.add("page", Kind::Text, "id of the page", |record, _| Value::Text(record.id.clone())).add(
            "published",
            Kind::Text,
            "publication time of the page, ISO 8601",
            |record, _| text(record.article.published.clone()),
        )
    }

    fn add(
        mut self,
        name: impl Into<String>,
        kind: Kind,
        doc: impl Into<String>,
        get: impl Fn(&Record<Quote>, &F) -> Value + Send + Sync + 'static,
    ) -> Self {
        self.columns.push(Column { name: name.into(), kind, doc: doc.into() });
        self.gets.push(Box::new(get));
        self
    }

    pub fn text(self, name: &str, doc: &str, get: fn(&F) -> Option<String>) -> Self {
        self.add(name, Kind::Text, doc, move |_, fact| text(get(fact)))
    }

    pub fn int(self, name: &str, doc: &str, get: fn(&F) -> Option<u64>) -> Self {
        self.add(name, Kind::Int, doc, move |_, fact| {
            get(fact).and_then(|n| i64::try_from(n).ok()).map_or(Value::Null, Value::Int)
        })
    }

    pub fn float(self, name: &str, doc: &str, get: fn(&F) -> Option<f64>) -> Self {
        self.add(name, Kind::Float, doc, move |_, fact| get(fact).map_or(Value::Null, Value::Float))
    }

    pub fn flag(self, name: &str, doc: &str, get: fn(&F) -> bool) -> Self {
        self.add(name, Kind::Flag, doc, move |_, fact| Value::Flag(get(fact)))
    }

    pub fn list(self, name: &str, doc: &str, get: fn(&F) -> Vec<String>) -> Self {
        self.add(name, Kind::List, doc, move |_, fact| Value::List(get(fact)))
    }

    /// Three columns: where the words stand, in code points, and the words. A span without a part's name is the fact's own.
    pub fn span(self, part: &str, doc: &str, get: fn(&F) -> Option<&Quote>) -> Self {
        let named = |what: &str| if part.is_empty() { what.to_owned() } else { format!("{part}_{what}") };
        let place = |at: fn(&Quote) -> u32| {
            move |_: &Record<Quote>, fact: &F| get(fact).map_or(Value::Null, |q| Value::Int(at(q).into()))
        };
        self.add(named("start"), Kind::Int, format!("{doc}: first code point"), place(|q| q.start))
            .add(named("end"), Kind::Int, format!("{doc}: one past the last code point"), place(|q| q.end))
            .add(named("text"), Kind::Text, format!("{doc}: the words"), move |_, fact| {
                text(get(fact).and_then(|quote| quote.text.clone()))
            })
    }

    /// The table of the facts that `of` finds in a record.
    pub fn table(self, name: &'static str, doc: &'static str, of: fn(&Record<Quote>) -> &[F]) -> Table {
        let gets = self.gets;
        let rows = move |record: &Record<Quote>, each: &mut dyn FnMut(Row)| {
            for fact in of(record) {
                each(gets.iter().map(|get| get(record, fact)).collect());
            }
        };
        Table { name, doc, columns: self.columns, rows: Box::new(rows) }
    }
}

fn text(value: Option<String>) -> Value {
    value.map_or(Value::Null, Value::Text)
}

/// The record as tables read it: on the wire, with the words of blocks and sentences too.
///
/// # Errors
/// [`Error::Record`](crate::Error::Record) where a span does not fit the text.
pub fn worded(record: &Record) -> Result<Record<Quote>> {
    let mut wire = record.to_wire()?;
    let words = |span: khabar::Span| Some(span.of(&record.text).to_owned());
    for (block, there) in record.blocks.iter().zip(&mut wire.blocks) {
        there.span.text = words(block.span);
    }
    for (sentence, there) in record.sentences.iter().zip(&mut wire.sentences) {
        there.span.text = words(sentence.span);
    }
    Ok(wire)
}

/// A name as the record's JSON writes it: `MORE_THAN`.
pub(crate) fn wire(name: impl Serialize) -> Option<String> {
    match serde_json::to_value(name) {
        Ok(serde_json::Value::String(name)) => Some(name),
        _ => None,
    }
}
