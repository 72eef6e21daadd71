//! CSV: a page a row, the columns named by the first row.

use std::io::BufRead;

use khabar::Media;

use crate::jsonl::from_fields;
use crate::{Error, Pending, Result, Settings};

/// The rows of a CSV stream, each with its place. Commas, semicolons and tabs are told apart by the first row.
pub fn rows(
    name: String,
    mut stream: Box<dyn BufRead>,
    settings: &Settings,
) -> Result<Box<dyn Iterator<Item = Result<Pending>>>> {
    let head = stream.fill_buf().map_err(|e| Error::new(name.clone(), e))?;
    let first = head.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first.split(|&b| b == mark).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|&m| (count(m), m == b',')).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(stream);
    let header = reader.byte_headers().map_err(|e| Error::new(name.clone(), e))?;
    let names: Vec<String> = header.iter().map(decoded).collect();
    let columns = settings.columns.clone();
    if !names.contains(&columns.text) && !names.contains(&columns.html) {
        return Err(Error::new(
            name,
            format!("no column is called «{}» or «{}»: {}", columns.text, columns.html, names.join(", ")),
        ));
    }
    let most = settings.page_bytes;
    let mut row = csv::ByteRecord::new();
    let mut is_over = false;
    Ok(Box::new(std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let place = format!("{name}:{}", reader.position().line());
        match reader.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) if row.as_slice().len() as u64 > most => {
                Some(Err(Error::new(place, format!("the row is longer than {most} bytes"))))
            }
            Ok(true) => {
                let get = |column: &str| {
                    let at = names.iter().position(|n| n == column)?;
                    row.get(at).map(decoded).filter(|v| !v.trim().is_empty())
                };
                Some(from_fields(get, &columns, &place).map(|page| Pending::ready(place, page)))
            }
            Err(fault) => {
                is_over = fault.is_io_error();
                Some(Err(Error::new(place, fault)))
            }
        }
    })))
}

fn decoded(field: &[u8]) -> String {
    khabar::page::decode(field, None, Media::Text, usize::MAX / 4).text
}
