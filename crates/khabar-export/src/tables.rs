//! Tables: the columns of each layer, once for every tabular format.

use std::borrow::Cow;
use std::sync::LazyLock;

use khabar::Record;
use khabar::record::{Id, Quote};
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

/// A cell; its words are those of the record where they can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'r> {
    /// Nothing is known.
    Null,
    /// Of a [`Kind::Text`] column.
    Text(Cow<'r, str>),
    /// Of a [`Kind::Int`] column.
    Int(i64),
    /// Of a [`Kind::Float`] column.
    Float(f64),
    /// Of a [`Kind::Flag`] column.
    Flag(bool),
    /// Of a [`Kind::List`] column.
    List(Cow<'r, [String]>),
}

impl Value<'_> {
    /// The cell with words of its own.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Int(n) => Value::Int(n),
            Self::Float(n) => Value::Float(n),
            Self::Flag(yes) => Value::Flag(yes),
            Self::List(list) => Value::List(Cow::Owned(list.into_owned())),
        }
    }

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
pub type Row<'r> = Vec<Value<'r>>;

/// How many columns every table opens with: `page` and `published`.
pub const COMMON: usize = 2;

/// Calls the given function with every row of a record, from the given column on.
type Rows = Box<dyn Fn(&Record<Quote>, usize, &mut dyn FnMut(Row<'_>)) + Send + Sync>;

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
    pub fn each_row(&self, record: &Record<Quote>, each: &mut dyn FnMut(Row<'_>)) {
        (self.rows)(record, 0, each);
    }

    /// As [`each_row`](Self::each_row), without the [`COMMON`] columns: for facts that stand within the row of their page.
    pub fn each_fact(&self, record: &Record<Quote>, each: &mut dyn FnMut(Row<'_>)) {
        (self.rows)(record, COMMON, each);
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

/// Words of a fact, where it has them.
pub(crate) type Words<'r> = Option<Cow<'r, str>>;

type Get<F> = Box<dyn for<'r> Fn(&'r Record<Quote>, &'r F) -> Value<'r> + Send + Sync>;

/// Columns of facts of one type, each with the function that reads it.
pub(crate) struct Columns<F> {
    columns: Vec<Column>,
    gets: Vec<Get<F>>,
}

impl<F: 'static> Columns<F> {
    /// The [`COMMON`] columns.
    pub fn new() -> Self {
        let new = Self { columns: Vec::new(), gets: Vec::new() };
        new.add("page", Kind::Text, "id of the page", |record, _| Value::Text(Cow::Borrowed(&record.id))).add(
            "published",
            Kind::Text,
            "publication time of the page, ISO 8601",
            |record, _| text(said(record.article.published.as_ref())),
        )
    }

    fn add(
        mut self,
        name: impl Into<String>,
        kind: Kind,
        doc: impl Into<String>,
        get: impl for<'r> Fn(&'r Record<Quote>, &'r F) -> Value<'r> + Send + Sync + 'static,
    ) -> Self {
        self.columns.push(Column { name: name.into(), kind, doc: doc.into() });
        self.gets.push(Box::new(get));
        self
    }

    pub fn text(self, name: &str, doc: &str, get: for<'r> fn(&'r F) -> Words<'r>) -> Self {
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

    pub fn list(self, name: &str, doc: &str, get: for<'r> fn(&'r F) -> Cow<'r, [String]>) -> Self {
        self.add(name, Kind::List, doc, move |_, fact| Value::List(get(fact)))
    }

    /// Three columns: where the words stand, in code points, and the words. A span without a part's name is the fact's own.
    pub fn span(self, part: &str, doc: &str, get: fn(&F) -> Option<&Quote>) -> Self {
        let named = |what: &str| if part.is_empty() { what.to_owned() } else { format!("{part}_{what}") };
        let place = |at: Option<u32>| at.map_or(Value::Null, |at| Value::Int(at.into()));
        self.add(named("start"), Kind::Int, format!("{doc}: first code point"), move |_, fact| {
            place(get(fact).map(|q| q.start))
        })
        .add(named("end"), Kind::Int, format!("{doc}: one past the last code point"), move |_, fact| {
            place(get(fact).map(|q| q.end))
        })
        .add(named("text"), Kind::Text, format!("{doc}: the words"), move |_, fact| {
            text(get(fact).and_then(|quote| said(quote.text.as_ref())))
        })
    }

    /// The table of the facts that `of` finds in a record.
    pub fn table(self, name: &'static str, doc: &'static str, of: fn(&Record<Quote>) -> &[F]) -> Table {
        let gets = self.gets;
        let rows = move |record: &Record<Quote>, from: usize, each: &mut dyn FnMut(Row<'_>)| {
            for fact in of(record) {
                each(gets.iter().skip(from).map(|get| get(record, fact)).collect());
            }
        };
        Table { name, doc, columns: self.columns, rows: Box::new(rows) }
    }
}

fn text(value: Words<'_>) -> Value<'_> {
    value.map_or(Value::Null, Value::Text)
}

/// What the record says itself.
pub(crate) fn said(words: Option<&String>) -> Words<'_> {
    words.map(|words| Cow::Borrowed(words.as_str()))
}

/// What the fact always says.
#[allow(clippy::unnecessary_wraps, reason = "a column may be empty, this one is not")]
pub(crate) fn borrowed(words: &str) -> Words<'_> {
    Some(Cow::Borrowed(words))
}

/// A name as the record's JSON writes it.
pub(crate) fn named(name: impl Serialize) -> Words<'static> {
    wire(name).map(Cow::Owned)
}

/// The name of a fact.
#[allow(clippy::unnecessary_wraps, reason = "a column may be empty, this one is not")]
pub(crate) fn name(id: Id) -> Words<'static> {
    Some(Cow::Owned(id.to_string()))
}

/// The record as tables read it: on the wire, with the words of blocks and sentences too.
///
/// # Errors
/// [`Error::Record`](crate::Error::Record) where a span does not fit the text.
pub fn worded(record: &Record) -> Result<Record<Quote>> {
    let mut wire = record.to_wire()?;
    add_words(&mut wire, record);
    Ok(wire)
}

/// Adds the words of blocks and sentences to the wire form of `record`.
pub fn add_words(wire: &mut Record<Quote>, record: &Record) {
    let words = |span: khabar::Span| Some(span.of(&record.text).to_owned());
    for (block, there) in record.blocks.iter().zip(&mut wire.blocks) {
        there.span.text = words(block.span);
    }
    for (sentence, there) in record.sentences.iter().zip(&mut wire.sentences) {
        there.span.text = words(sentence.span);
    }
}

/// A name as the record's JSON writes it: `MORE_THAN`.
pub(crate) fn wire(name: impl Serialize) -> Option<String> {
    match serde_json::to_value(name) {
        Ok(serde_json::Value::String(name)) => Some(name),
        _ => None,
    }
}
