//! Records as the columns of a batch.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::{ArrayRef, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field};
use khabar::Input;
use khabar_export::arrow::Cells;
use khabar_export::tables::{Column, Row, Table, Value};

use crate::Result;
use crate::analyse::Analysed;
use crate::schema::{article, fact, facts, layers, pages, schema};

/// Rows on their way to a batch.
pub struct Output {
    articles: Cells,
    layers: Vec<Layer>,
    records: Vec<Option<String>>,
    errors: Vec<Option<String>>,
}

/// The facts of one layer, and how many of them each page has.
struct Layer {
    table: &'static Table,
    cells: Cells,
    lengths: Vec<usize>,
}

impl Output {
    pub fn new() -> Self {
        let layer = |table| Layer { table, cells: Cells::new(facts(table)), lengths: Vec::new() };
        Self {
            articles: Cells::new(article()),
            layers: layers().iter().map(layer).collect(),
            records: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Adds the row of a page.
    pub fn push(&mut self, page: &Input, read: std::result::Result<Analysed, String>) {
        match read {
            Ok(read) => {
                if let Some(table) = pages() {
                    table.each_row(&read.record, &mut |row| self.articles.push(&row));
                }
                for layer in &mut self.layers {
                    let before = layer.cells.rows();
                    layer.table.each_fact(&read.record, &mut |row| layer.cells.push(&row));
                    layer.lengths.push(layer.cells.rows() - before);
                }
                self.records.push(Some(read.json));
                self.errors.push(None);
            }
            Err(reason) => {
                let told: Row = article().iter().map(|column| told(page, column)).collect();
                self.articles.push(&told);
                self.layers.iter_mut().for_each(|layer| layer.lengths.push(0));
                self.records.push(None);
                self.errors.push(Some(reason));
            }
        }
    }

    /// The batch of the rows.
    pub fn finish(self) -> Result<RecordBatch> {
        let mut columns = self.articles.finish();
        for layer in self.layers {
            columns.push(layer.finish()?);
        }
        columns.push(Arc::new(StringArray::from(self.records)));
        columns.push(Arc::new(StringArray::from(self.errors)));
        Ok(RecordBatch::try_new(schema(), columns)?)
    }
}

impl Layer {
    fn finish(self) -> Result<ArrayRef> {
        let rows = self.cells.rows();
        let fields = fact(self.table);
        let facts = StructArray::try_new_with_length(fields.clone(), self.cells.finish(), None, rows)?;
        let item = Arc::new(Field::new_list_field(DataType::Struct(fields), false));
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        Ok(Arc::new(ListArray::try_new(item, offsets, Arc::new(facts), None)?))
    }
}

/// What is known of a page that was not read.
fn told<'p>(page: &'p Input, column: &Column) -> Value<'p> {
    let text = |value: Option<&'p str>| value.map_or(Value::Null, |v| Value::Text(Cow::Borrowed(v)));
    let int = |value: Option<u64>| value.and_then(|v| i64::try_from(v).ok()).map_or(Value::Null, Value::Int);
    match column.name.as_str() {
        "page" => text(page.id),
        "uri" => text(page.uri),
        "retrieved" => text(page.retrieved),
        "archive_file" => text(page.archive.as_ref().map(|a| a.file.as_str())),
        "archive_offset" => int(page.archive.as_ref().map(|a| a.offset)),
        "archive_length" => int(page.archive.as_ref().map(|a| a.length)),
        "warnings" => Value::List(Cow::Borrowed(&[])),
        _ => Value::Null,
    }
}
