//! What a batch of pages may hold, and what a batch of records holds.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use khabar_export::arrow::field;
use khabar_export::tables::{COMMON, Column, Table, tables};

/// Name and version of the output: it is raised when a column is renamed, removed or changes its type.
pub const VERSION: &str = "khabar/batch/1";

/// The layers, in the order of their columns.
pub static LAYERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| layers().iter().map(|t| t.name).collect());

/// The table whose row a page is, and those of its facts.
pub fn pages() -> Option<&'static Table> {
    tables().first()
}

/// The columns of the article.
pub fn article() -> &'static [Column] {
    pages().map(|table| table.columns.as_slice()).unwrap_or_default()
}

/// The tables of facts.
pub fn layers() -> &'static [Table] {
    tables().get(1..).unwrap_or_default()
}

/// The columns of a fact within the row of its page.
pub fn facts(table: &Table) -> &[Column] {
    table.columns.get(COMMON..).unwrap_or_default()
}

/// The struct that a fact is.
pub fn fact(table: &Table) -> Fields {
    facts(table).iter().map(field).collect()
}

/// The columns of a batch of records: those of the table of pages, where `page` is called `id`; a list of structs for each
/// layer; `record`, the JSON of the record as `khabar read --format jsonl` writes it; and `error`.
#[must_use]
pub fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
        let article = article().iter().map(|column| match column.name.as_str() {
            "page" => Field::new("id", DataType::Utf8, true),
            "warnings" => field(column).with_nullable(false),
            _ => field(column),
        });
        let layers = layers().iter().map(|table| {
            let item = Field::new_list_field(DataType::Struct(fact(table)), false);
            Field::new(table.name, DataType::List(Arc::new(item)), false)
        });
        let ends = ["record", "error"].map(|name| Field::new(name, DataType::Utf8, true));
        let fields: Vec<Field> = article.chain(layers).chain(ends).collect();
        let metadata = [("khabar.schema".to_owned(), VERSION.to_owned())].into();
        Arc::new(Schema::new(fields).with_metadata(metadata))
    });
    SCHEMA.clone()
}

/// The columns that pages of files come in ([`files`](crate::files)); a batch for [`read`](crate::read) may have any of
/// them, and `text` and `html`.
#[must_use]
pub fn page_schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let int = |name: &str| Field::new(name, DataType::Int64, true);
    Arc::new(Schema::new(vec![
        text("id"),
        text("url"),
        Field::new("content", DataType::Binary, true),
        text("media_type"),
        text("charset"),
        text("title"),
        text("published"),
        text("retrieved"),
        text("site"),
        text("archive_file"),
        int("archive_offset"),
        int("archive_length"),
        text("error"),
    ]))
}
