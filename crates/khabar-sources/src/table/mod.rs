//! CSV: a page a row, the columns named by the first row.

mod record;

use std::io::{self, BufRead, BufReader};

use crate::ahead::{Ahead, Next};
use crate::columns::{from_fields, names};
use crate::{Columns, Error, Pending, Result, Settings, transcode};
use record::{Quotes, Splitter};

/// What columns are parted by. The Arabic comma is what Arabic keyboards have in its place.
const DELIMITERS: [char; 5] = [',', ';', '\t', '،', '|'];
/// Rows that the delimiter is found by.
const SEEN: usize = 20;
/// How far it is looked for, in bytes.
const SEEN_BYTES: usize = 256 << 10;
/// How much may be looked at in vain for the end of quotes that have none, in pages of the longest kind and in lengths of
/// what was read.
const IN_VAIN: u64 = 2;
/// How many names of columns an error tells, and how many letters of each.
const TOLD: (usize, usize) = (12, 30);

/// The rows of a CSV stream, each with its place.
pub fn rows(
    name: String,
    stream: Box<dyn BufRead>,
    settings: &Settings,
) -> Result<Box<dyn Iterator<Item = Result<Pending>>>> {
    let fail = |e: io::Error| Error::new(name.clone(), e);
    let stream = BufReader::new(transcode::utf8(stream, settings.charset).map_err(fail)?);
    let mut rows = Rows {
        lines: Ahead::new(stream, settings.page_bytes),
        splitter: Splitter::new(','),
        width: None,
        taken: 0,
        in_vain: 0,
        most: settings.page_bytes,
    };
    rows.find_delimiter(&settings.columns).map_err(fail)?;
    let header = loop {
        match rows.next().map_err(fail)? {
            Row::Fields(_, fields) if is_blank(&fields) => {}
            Row::Fields(_, fields) => break fields,
            Row::End => return Err(Error::new(name, "there is no table in it")),
            Row::TooLong(_) | Row::Unclosed(_) => {
                return Err(Error::new(name, "its first line names no columns: it is too long"));
            }
        }
    };
    let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let columns = settings.columns.clone();
    if position(&header, &columns.text).or(position(&header, &columns.html)).is_none() {
        return Err(Error::new(name, unnamed(&header, &columns)));
    }
    rows.width = Some(header.len());
    let is_text_last = position(&header, &columns.text) == Some(header.len() - 1);
    let mut is_over = false;
    let mut count = 0_u64;
    Ok(Box::new(std::iter::from_fn(move || {
        while !is_over {
            let row = rows.next();
            let (line, mut fields) = match row {
                Ok(Row::Fields(_, fields)) if is_blank(&fields) => continue,
                Ok(Row::Fields(line, fields)) => (line, fields),
                Ok(Row::TooLong(line)) => {
                    is_over = rows.lines.skip_line().is_err();
                    count += 1;
                    let reason = format!("the row is longer than {} bytes", rows.most);
                    return Some(Err(Error::new(format!("{name}:{line}"), reason)));
                }
                Ok(Row::Unclosed(line)) => {
                    is_over = true;
                    return Some(Err(Error::new(
                        format!("{name}:{line}"),
                        "a quotation mark is opened here and in many rows before and never closed; the rest was not read",
                    )));
                }
                Ok(Row::End) => {
                    is_over = true;
                    if count > 0 {
                        return None;
                    }
                    return Some(Err(Error::new(
                        name.clone(),
                        "there is no row below the names of its columns",
                    )));
                }
                Err(fault) => {
                    is_over = true;
                    return Some(Err(Error::new(name.clone(), fault)));
                }
            };
            count += 1;
            let place = format!("{name}:{line}");
            let warning = rows.fit(&mut fields, is_text_last);
            let get = |column: &str| {
                let at = header.iter().position(|n| n == column)?;
                fields.get(at).filter(|v| !v.trim().is_empty()).cloned()
            };
            return Some(from_fields(get, &columns, &place).map(|mut page| {
                page.warnings.extend(warning);
                Pending::ready(place, page)
            }));
        }
        None
    })))
}

/// Where a column stands, under any of its names.
fn position(header: &[String], column: &str) -> Option<usize> {
    names(column).find_map(|name| header.iter().position(|n| n == name))
}

fn unnamed(header: &[String], columns: &Columns) -> String {
    let (count, letters) = TOLD;
    let told: Vec<String> =
        header.iter().take(count).map(|name| name.chars().take(letters).collect()).collect();
    let more = if header.len() > count { ", …" } else { "" };
    format!(
        "no column is called «{}» or «{}»: its first line names {}{more}; say which is which with --columns text=NAME,title=NAME",
        columns.text,
        columns.html,
        told.join(", ")
    )
}

fn is_blank(fields: &[String]) -> bool {
    fields.iter().all(|field| field.trim().is_empty())
}

/// A stream cut into rows.
struct Rows<R> {
    lines: Ahead<R>,
    splitter: Splitter,
    /// How many columns the header names.
    width: Option<usize>,
    /// Bytes that were taken, and that were looked at in vain.
    taken: u64,
    in_vain: u64,
    most: u64,
}

enum Row {
    /// The fields of a row that begins in this line.
    Fields(u64, Vec<String>),
    TooLong(u64),
    /// Quotes are opened again and again and never closed.
    Unclosed(u64),
    End,
}

impl<R: BufRead> Rows<R> {
    /// Takes what parts the columns from a line `sep=;`, else from the header and the rows below it: there the columns
    /// have their names, and rows have as many fields as the header.
    fn find_delimiter(&mut self, columns: &Columns) -> io::Result<()> {
        if let Next::Line(end) = self.lines.end_of_line(0)? {
            let line = String::from_utf8_lossy(self.lines.held().get(..end).unwrap_or_default());
            let line = line.trim_matches(['\n', '"', ' ']).to_ascii_lowercase();
            let told = line.strip_prefix("sep=");
            if let Some(delimiter) = told.and_then(|t| t.chars().next()).filter(|d| DELIMITERS.contains(d)) {
                self.splitter = Splitter::new(delimiter);
                self.lines.take(end);
                return Ok(());
            }
        }
        let mut at = 0;
        for _ in 0..SEEN {
            match self.lines.end_of_line(at)? {
                Next::Line(end) if end <= SEEN_BYTES => at = end,
                _ => break,
            }
        }
        let seen = String::from_utf8_lossy(self.lines.held().get(..at).unwrap_or_default());
        let score = |delimiter: char| {
            let rows = Splitter::new(delimiter).records(&seen);
            let mut widths = rows.iter().filter(|row| !is_blank(row)).map(Vec::len);
            let width = widths.next().unwrap_or_default();
            let header: Vec<String> =
                rows.first().map(|r| r.iter().map(|n| n.trim().to_owned()).collect()).unwrap_or_default();
            let is_named = position(&header, &columns.text).or(position(&header, &columns.html)).is_some();
            let alike = if width > 1 { widths.filter(|&w| w == width).count() } else { 0 };
            (is_named && width > 1, alike, width)
        };
        let best = DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter));
        self.splitter = Splitter::new(best.unwrap_or(','));
        Ok(())
    }

    /// Takes the next row. One over many lines that does not fit the header, where its first line alone does, is that line:
    /// a quotation mark that is not closed takes no other row with it.
    fn next(&mut self) -> io::Result<Row> {
        let line = self.lines.line();
        let mut end = match self.lines.end_of_line(0)? {
            Next::End => return Ok(Row::End),
            Next::TooLong => return Ok(Row::TooLong(line)),
            Next::Line(end) => end,
        };
        let (first, mut at, mut quotes) = (end, 0, Quotes::default());
        let mut is_open = false;
        loop {
            quotes.over(self.lines.held().get(at..end).unwrap_or_default(), self.splitter.delimiter());
            at = end;
            if !quotes.are_open() {
                break;
            }
            match self.lines.end_of_line(at)? {
                Next::Line(next) => end = next,
                Next::End | Next::TooLong => {
                    is_open = true;
                    break;
                }
            }
        }
        let whole = String::from_utf8_lossy(self.lines.held().get(..end).unwrap_or_default());
        let fields = self.splitter.records(&whole).pop().unwrap_or_default();
        let fits = self.width == Some(fields.len()) && !quotes.is_stray;
        if (end > first || is_open) && !fits {
            let head = String::from_utf8_lossy(self.lines.held().get(..first).unwrap_or_default());
            let alone = self.splitter.bare(&head).pop().unwrap_or_default();
            if is_open || self.width == Some(alone.len()) {
                self.in_vain += end as u64;
                if self.in_vain > self.most.saturating_add(self.taken).saturating_mul(IN_VAIN) {
                    return Ok(Row::Unclosed(line));
                }
                let alone = alone.iter().map(|field| field.trim_matches('"').to_owned()).collect();
                self.taken += first as u64;
                self.lines.take(first);
                return Ok(Row::Fields(line, alone));
            }
        }
        self.taken += end as u64;
        self.lines.take(end);
        Ok(Row::Fields(line, fields))
    }

    /// A row with more fields than there are columns: text in the last column that was not quoted is put together again.
    fn fit(&self, fields: &mut Vec<String>, is_text_last: bool) -> Option<String> {
        let width = self.width.filter(|&width| fields.len() > width)?;
        let surplus = fields.get(width..).unwrap_or_default();
        if is_blank(surplus) {
            return None;
        }
        if is_text_last {
            let text = fields
                .get(width - 1..)
                .unwrap_or_default()
                .join(self.splitter.delimiter().to_string().as_str());
            fields.truncate(width - 1);
            fields.push(text);
            return None;
        }
        Some(format!(
            "the row has {} fields and the table {width} columns; what is behind was left out",
            fields.len()
        ))
    }
}
