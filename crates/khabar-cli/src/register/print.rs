//! Answers as a table, JSON, JSON lines or CSV.

use std::io::Write;

use anyhow::Result;
use khabar_export::csv::Form;
use serde::Serialize;
use serde_json::Value;

use super::args::{Asked, Format};
use super::table::Table;
use crate::outcome::Outcome;
use crate::pretty::View;

/// A column of the table: its heading, and the field of an answer that stands in it (`passage/text` within a field).
pub type Column = (&'static str, &'static str);

/// Prints answers in the format that was asked for. `fields` are the columns of CSV, in their order.
pub fn print<T: Serialize>(
    asked: &Asked,
    columns: &[Column],
    fields: &[&str],
    answers: &[T],
) -> Result<Outcome> {
    let mut out = std::io::BufWriter::new(anstream::stdout());
    match asked.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, answers)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for answer in answers {
                serde_json::to_writer(&mut out, answer)?;
                writeln!(out)?;
            }
        }
        Format::Csv | Format::CsvExcel => {
            let form = if asked.format == Format::Csv { Form::Plain } else { Form::Excel };
            form.begin(&mut out)?;
            let mut table = csv::Writer::from_writer(&mut out);
            table.write_record(fields)?;
            for answer in answers {
                let answer = serde_json::to_value(answer)?;
                table.write_record(fields.iter().map(|f| cell(&answer, f, form)))?;
            }
            table.flush()?;
        }
        Format::Table => {
            let mut table = Table::new(columns.iter().map(|c| c.0));
            for answer in answers {
                let answer = serde_json::to_value(answer)?;
                table.row(columns.iter().map(|c| cell(&answer, c.1, Form::Plain)));
            }
            let view = View::of_terminal(asked.width, asked.direction);
            out.write_all(table.to_string(&view).as_bytes())?;
            if answers.is_empty() {
                anstream::eprintln!("khabar: nothing found");
            }
        }
    }
    out.flush()?;
    // Nothing found is an answer.
    Ok(Outcome::default().with_done(answers.len().max(1)))
}

/// A field as text; lists and objects as JSON.
fn cell(answer: &Value, field: &str, form: Form) -> String {
    match answer.pointer(&format!("/{field}")) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => form.cell(text.into()).into_owned(),
        Some(other) => other.to_string(),
    }
}
