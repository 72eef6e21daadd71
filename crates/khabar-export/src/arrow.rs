//! Columns of the tables as Arrow arrays.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};

use crate::Result;
use crate::tables::{Column, Kind, Row, Table, Value};

/// The Arrow schema of a table.
#[must_use]
pub fn schema(table: &Table) -> Schema {
    Schema::new(table.columns.iter().map(field).collect::<Vec<_>>())
}

/// A column as a field; every column but `page` may be null.
#[must_use]
pub fn field(column: &Column) -> Field {
    let kind = match column.kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::List => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
    };
    Field::new(&column.name, kind, column.name != "page")
}

/// Rows as an Arrow batch.
pub(crate) fn batch(table: &Table, rows: &[Row]) -> Result<RecordBatch> {
    let mut cells = Cells::new(&table.columns);
    for row in rows {
        cells.push(row);
    }
    Ok(RecordBatch::try_new(Arc::new(schema(table)), cells.finish())?)
}

/// The cells of a table on their way to arrays.
pub struct Cells {
    columns: Vec<Built>,
    rows: usize,
}

enum Built {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Flag(BooleanBuilder),
    List(ListBuilder<StringBuilder>),
}

impl Cells {
    /// Cells of these columns, no row yet.
    #[must_use]
    pub fn new(columns: &[Column]) -> Self {
        let built = columns.iter().map(|column| match column.kind {
            Kind::Text => Built::Text(StringBuilder::new()),
            Kind::Int => Built::Int(Int64Builder::new()),
            Kind::Float => Built::Float(Float64Builder::new()),
            Kind::Flag => Built::Flag(BooleanBuilder::new()),
            Kind::List => Built::List(ListBuilder::new(StringBuilder::new())),
        });
        Self { columns: built.collect(), rows: 0 }
    }

    /// How many rows there are.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Adds a row with a cell for each column; what it lacks, or holds of another kind, is null.
    pub fn push(&mut self, row: &[Value]) {
        self.rows += 1;
        let cells = row.iter().chain(std::iter::repeat(&Value::Null));
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Built::Text(built), Value::Text(text)) => built.append_value(text),
                (Built::Text(built), _) => built.append_null(),
                (Built::Int(built), Value::Int(n)) => built.append_value(*n),
                (Built::Int(built), _) => built.append_null(),
                (Built::Float(built), Value::Float(n)) => built.append_value(*n),
                (Built::Float(built), _) => built.append_null(),
                (Built::Flag(built), Value::Flag(yes)) => built.append_value(*yes),
                (Built::Flag(built), _) => built.append_null(),
                (Built::List(built), Value::List(list)) => built.append_value(list.iter().map(Some)),
                (Built::List(built), _) => built.append_null(),
            }
        }
    }

    /// The array of each column.
    #[must_use]
    pub fn finish(self) -> Vec<ArrayRef> {
        let arrays = self.columns.into_iter().map(|column| -> ArrayRef {
            match column {
                Built::Text(mut built) => Arc::new(built.finish()),
                Built::Int(mut built) => Arc::new(built.finish()),
                Built::Float(mut built) => Arc::new(built.finish()),
                Built::Flag(mut built) => Arc::new(built.finish()),
                Built::List(mut built) => Arc::new(built.finish()),
            }
        });
        arrays.collect()
    }
}
