//! Tables written, read back, and compared with the records; and `docs/export.md` with the columns.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it finds a fault"
)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use khabar::Record;
use khabar_export::parquet::NO_MONTH;
use khabar_export::tables::{Kind, Row, Table, Value, month, tables, worded};
use khabar_export::{Error, arrow, csv, parquet};

fn rows_of(table: &Table, records: &[&Record]) -> Vec<Row<'static>> {
    let mut rows = Vec::new();
    for record in records {
        table.each_row(&worded(record).unwrap(), &mut |row| {
            rows.push(row.into_iter().map(Value::into_owned).collect());
        });
    }
    rows
}

fn cell(kind: Kind, batch: &RecordBatch, column: usize, row: usize) -> Value<'static> {
    let array = batch.column(column);
    if array.is_null(row) {
        return Value::Null;
    }
    match kind {
        Kind::Text => Value::Text(array.as_string::<i32>().value(row).to_owned().into()),
        Kind::Int => Value::Int(array.as_primitive::<Int64Type>().value(row)),
        Kind::Float => Value::Float(array.as_primitive::<Float64Type>().value(row)),
        Kind::Flag => Value::Flag(array.as_boolean().value(row)),
        Kind::List => {
            let list = array.as_list::<i32>().value(row);
            Value::List(list.as_string::<i32>().iter().map(|t| t.unwrap().to_owned()).collect())
        }
    }
}

/// The rows of the parts of a partition, in their order.
fn read_back(table: &Table, folder: &Path) -> Vec<Row<'static>> {
    let mut rows = Vec::new();
    for part in 0.. {
        let path = folder.join(format!("part-{part}.parquet"));
        let Ok(file) = File::open(&path) else { break };
        for batch in ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap() {
            let batch = batch.unwrap();
            assert_eq!(*batch.schema(), arrow::schema(table), "{}", table.name);
            for row in 0..batch.num_rows() {
                rows.push(
                    table
                        .columns
                        .iter()
                        .enumerate()
                        .map(|(c, column)| cell(column.kind, &batch, c, row))
                        .collect(),
                );
            }
        }
    }
    rows
}

#[test]
fn parquet_holds_what_the_records_say() {
    for budget in [parquet::BUDGET, 1] {
        let records = common::records();
        let root = tempfile::tempdir().unwrap();
        let mut folder = parquet::Folder::create(root.path(), budget).unwrap();
        for record in &records {
            folder.add(record).unwrap();
        }
        folder.finish().unwrap();
        let mut by_month: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in &records {
            by_month.entry(month(record).unwrap_or(NO_MONTH)).or_default().push(record);
        }
        assert_eq!(by_month.keys().copied().collect::<Vec<_>>(), ["2021-11", "2022-01", NO_MONTH]);
        let mut told = 0;
        for table in tables() {
            for (month, records) in &by_month {
                let folder = root.path().join(table.name).join(format!("month={month}"));
                let rows = rows_of(table, records);
                assert_eq!(read_back(table, &folder), rows, "{} {month}", table.name);
                told += usize::from(!rows.is_empty());
            }
        }
        assert!(told > 20, "most layers have rows: {told}");
        let left: Vec<PathBuf> =
            files(root.path()).into_iter().filter(|p| p.extension().unwrap() != "parquet").collect();
        assert_eq!(left, Vec::<PathBuf>::new());
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    entries.flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] }).collect()
}

#[test]
fn an_export_is_not_mixed_with_an_older_one() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("part-0.parquet"), "x").unwrap();
    assert!(matches!(parquet::Folder::create(root.path(), 1), Err(Error::NotEmpty(_))));
}

#[test]
fn csv_for_spreadsheets_has_a_mark_and_no_formula() {
    let input = khabar::Input {
        bytes: "قال الوزير: \"=HYPERLINK(A1)\".\nوقال الوزير: \"انخفضت الكلفة بنسبة -5\".".as_bytes(),
        id: Some("-1"),
        title: Some("@سؤال اليوم"),
        ..khabar::Input::default()
    };
    let record = khabar::read(&input, &khabar::Options::default());
    let root = tempfile::tempdir().unwrap();
    let mut folder = csv::Folder::create(root.path(), csv::Form::Excel).unwrap();
    folder.add(&record).unwrap();
    folder.finish().unwrap();
    let mut cells = 0;
    for table in tables() {
        let bytes = std::fs::read(root.path().join(format!("{}.csv", table.name))).unwrap();
        let rows = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a byte order mark");
        let mut reader = ::csv::Reader::from_reader(rows);
        assert_eq!(reader.headers().unwrap().get(0), Some("page"));
        for row in reader.records().map(Result::unwrap) {
            assert_eq!(row.get(0), Some("'-1"));
            for (cell, column) in
                row.iter().zip(&table.columns).filter(|(c, _)| c.starts_with(['=', '+', '-', '@']))
            {
                assert!(matches!(column.kind, Kind::Int | Kind::Float), "{}: {cell}", column.name);
            }
            cells += row.iter().filter(|c| c.starts_with("'@") || c.starts_with("'=")).count();
        }
    }
    assert!(cells > 1, "the headline and a statement are text");
}

#[test]
fn csv_holds_what_the_records_say() {
    let records = common::records();
    let root = tempfile::tempdir().unwrap();
    let mut folder = csv::Folder::create(root.path(), csv::Form::Plain).unwrap();
    for record in &records {
        folder.add(record).unwrap();
    }
    folder.finish().unwrap();
    for table in tables() {
        let mut reader = ::csv::Reader::from_path(root.path().join(format!("{}.csv", table.name))).unwrap();
        let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
        let read: Vec<Row> = reader
            .records()
            .map(|r| r.unwrap().iter().zip(&table.columns).map(|(field, c)| parsed(c.kind, field)).collect())
            .collect();
        // CSV does not tell nothing from an empty text.
        let blank = |v| if v == Value::Text(String::new().into()) { Value::Null } else { v };
        let wanted: Vec<Row> = rows_of(table, &records.iter().collect::<Vec<_>>())
            .into_iter()
            .map(|row| row.into_iter().map(blank).collect())
            .collect();
        assert_eq!(read, wanted, "{}", table.name);
    }
}

fn parsed(kind: Kind, field: &str) -> Value<'static> {
    match kind {
        _ if field.is_empty() => Value::Null,
        Kind::Text => Value::Text(field.to_owned().into()),
        Kind::Int => Value::Int(field.parse().unwrap()),
        Kind::Float => Value::Float(field.parse().unwrap()),
        Kind::Flag => Value::Flag(field.parse().unwrap()),
        Kind::List => Value::List(serde_json::from_str::<Vec<String>>(field).unwrap().into()),
    }
}

#[test]
fn positions_are_code_points_and_words_their_slice() {
    for record in common::records() {
        let wire = worded(&record).unwrap();
        for table in tables() {
            let at = |name: &str| table.columns.iter().position(|c| c.name == name);
            for end in table.columns.iter().filter_map(|c| c.name.strip_suffix("end")) {
                let [start, stop, words] =
                    ["start", "end", "text"].map(|what| at(&format!("{end}{what}")).unwrap());
                table.each_row(&wire, &mut |row| {
                    let (Value::Int(from), Value::Int(to)) = (&row[start], &row[stop]) else {
                        return assert_eq!(row[words], Value::Null);
                    };
                    let [from, to] = [from, to].map(|n| usize::try_from(*n).unwrap());
                    let slice: String = record.text.chars().skip(from).take(to - from).collect();
                    assert_eq!(row[words], Value::Text(slice.into()), "{} {end}", table.name);
                });
            }
        }
    }
}

#[test]
fn every_cell_fits_its_column() {
    for table in tables() {
        let mut names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.columns.len(), "{}: two columns of one name", table.name);
        for row in rows_of(table, &common::records().iter().collect::<Vec<_>>()) {
            assert_eq!(row.len(), table.columns.len());
            for (value, column) in row.iter().zip(&table.columns) {
                let fits = match value {
                    Value::Null => column.name != "page",
                    Value::Text(_) => column.kind == Kind::Text,
                    Value::Int(_) => column.kind == Kind::Int,
                    Value::Float(_) => column.kind == Kind::Float,
                    Value::Flag(_) => column.kind == Kind::Flag,
                    Value::List(_) => column.kind == Kind::List,
                };
                assert!(fits, "{}.{}: {value:?}", table.name, column.name);
            }
        }
    }
}

/// The tables as `docs/export.md` lists them.
fn listed() -> String {
    let mut out = String::new();
    for table in tables() {
        let _ = write!(
            out,
            "### {}\n\nA row is {}.\n\n| column | type | what it holds |\n|---|---|---|\n",
            table.name, table.doc
        );
        for column in &table.columns {
            let _ = writeln!(out, "| `{}` | {} | {} |", column.name, column.kind.name(), column.doc);
        }
        out.push('\n');
    }
    out
}

/// `KHABAR_DOCS=write cargo test -p khabar-export --test tables` writes the lists anew.
#[test]
fn the_documentation_lists_the_columns() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/export.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (open, close) = ("<!-- tables -->\n\n", "<!-- end of tables -->");
    let (head, rest) = page.split_once(open).unwrap();
    let (tables, tail) = rest.split_once(close).unwrap();
    if std::env::var_os("KHABAR_DOCS").is_some() {
        std::fs::write(&path, format!("{head}{open}{}{close}{tail}", listed())).unwrap();
    } else {
        assert_eq!(
            tables,
            listed(),
            "docs/export.md and the columns differ: run this test with KHABAR_DOCS=write"
        );
    }
}
