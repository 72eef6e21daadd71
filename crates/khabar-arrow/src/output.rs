//! Records as the columns of a batch.

use std::sync::Arc;

use arrow_array::{ArrayRef, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field};
use khabar::Input;
use khabar_export::arrow::arrays;
use khabar_export::tables::{Column, Row, Table, Value};

use crate::Result;
use crate::analyse::Analysed;
use crate::schema::{fact, facts, layers, pages, schema};

/// Rows on their way to a batch.
#[derive(Default)]
pub struct Output {
    pages: Vec<Row>,
    layers: Vec<Layer>,
    records: Vec<Option<String>>,
    errors: Vec<Option<String>>,
}

/// The facts of one layer, and how many of them each page has.
#[derive(Default)]
struct Layer {
    rows: Vec<Row>,
    lengths: Vec<usize>,
}

impl Output {
    pub fn new() -> Self {
        Self { layers: layers().iter().map(|_| Layer::default()).collect(), ..Self::default() }
    }

    /// Adds the row of a page.
    pub fn push(&mut self, page: &Input, read: std::result::Result<Analysed, String>) {
        match read {
            Ok(read) => {
                if let Some(table) = pages() {
                    table.each_row(&read.record, &mut |row| self.pages.push(row));
                }
                for (table, layer) in layers().iter().zip(&mut self.layers) {
                    let before = layer.rows.len();
                    table.each_fact(&read.record, &mut |row| layer.rows.push(row));
                    layer.lengths.push(layer.rows.len() - before);
                }
                self.records.push(Some(read.json));
                self.errors.push(None);
            }
            Err(reason) => {
                let columns = pages().map(|t| t.columns.as_slice()).unwrap_or_default();
                self.pages.push(columns.iter().map(|column| told(page, column)).collect());
                self.layers.iter_mut().for_each(|layer| layer.lengths.push(0));
                self.records.push(None);
                self.errors.push(Some(reason));
            }
        }
    }

    /// The batch of the rows.
    pub fn finish(self) -> Result<RecordBatch> {
        let mut columns = pages().map(|t| arrays(&t.columns, &self.pages)).unwrap_or_default();
        for (table, layer) in layers().iter().zip(self.layers) {
            columns.push(layer.finish(table)?);
        }
        columns.push(Arc::new(StringArray::from(self.records)));
        columns.push(Arc::new(StringArray::from(self.errors)));
        Ok(RecordBatch::try_new(schema(), columns)?)
    }
}

impl Layer {
    fn finish(self, table: &Table) -> Result<ArrayRef> {
        let count = self.rows.len();
        let facts = StructArray::try_new_with_length(fact(table), arrays(facts(table), &self.rows), None, count)?;
        let item = Field::new_list_field(DataType::Struct(fact(table)), false);
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        Ok(Arc::new(ListArray::try_new(Arc::new(item), offsets, Arc::new(facts), None)?))
    }
}

/// What is known of a page that was not read.
fn told(page: &Input, column: &Column) -> Value {
    let text = |value: Option<&str>| value.map_or(Value::Null, |v| Value::Text(v.to_owned()));
    let int = |value: Option<u64>| value.and_then(|v| i64::try_from(v).ok()).map_or(Value::Null, Value::Int);
    match column.name.as_str() {
        "page" => text(page.id),
        "uri" => text(page.uri),
        "retrieved" => text(page.retrieved),
        "archive_file" => text(page.archive.as_ref().map(|a| a.file.as_str())),
        "archive_offset" => int(page.archive.as_ref().map(|a| a.offset)),
        "archive_length" => int(page.archive.as_ref().map(|a| a.length)),
        "warnings" => Value::List(Vec::new()),
        _ => Value::Null,
    }
}
