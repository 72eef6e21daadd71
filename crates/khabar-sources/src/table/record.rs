//! One row of CSV: where it ends, and its fields.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Stands for a delimiter that is more than a byte: no text has it.
const SEPARATOR: char = '\u{1F}';

/// Cuts rows into fields.
pub struct Splitter {
    delimiter: char,
    quoted: Reader,
    bare: Reader,
}

impl Splitter {
    pub fn new(delimiter: char) -> Self {
        let byte = u8::try_from(delimiter).unwrap_or(SEPARATOR as u8);
        let reader = |quoting| ReaderBuilder::new().delimiter(byte).quoting(quoting).build();
        Self { delimiter, quoted: reader(true), bare: reader(false) }
    }

    pub fn delimiter(&self) -> char {
        self.delimiter
    }

    /// The rows of a piece of CSV, blank lines aside.
    pub fn records(&mut self, piece: &str) -> Vec<Vec<String>> {
        split(&mut self.quoted, piece, self.delimiter)
    }

    /// The same where quotation marks are letters like others.
    pub fn bare(&mut self, piece: &str) -> Vec<Vec<String>> {
        split(&mut self.bare, piece, self.delimiter)
    }
}

fn split(reader: &mut Reader, piece: &str, delimiter: char) -> Vec<Vec<String>> {
    reader.reset();
    let swapped = (!delimiter.is_ascii()).then(|| piece.replace(delimiter, &SEPARATOR.to_string()));
    let mut rest = swapped.as_deref().unwrap_or(piece).as_bytes();
    // Fields are no longer than what they are cut from, and there is a mark behind each but the last.
    let mark = swapped.as_ref().map_or(delimiter, |_| SEPARATOR) as u8;
    let marks = rest.iter().filter(|&&b| b == mark || matches!(b, b'\n' | b'\r')).count();
    let (mut out, mut ends) = (vec![0; rest.len() + 1], vec![0; marks + 2]);
    let mut rows = Vec::new();
    let (mut written, mut count) = (0, 0);
    loop {
        let room = out.get_mut(written..).unwrap_or_default();
        let (result, read, wrote, ended) =
            reader.read_record(rest, room, ends.get_mut(count..).unwrap_or_default());
        rest = rest.get(read..).unwrap_or_default();
        written += wrote;
        count += ended;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::Record => {
                let mut from = 0;
                let fields = ends.iter().take(count).map(|&end| {
                    let field = String::from_utf8_lossy(out.get(from..end).unwrap_or_default());
                    from = end;
                    if swapped.is_some() {
                        field.replace(SEPARATOR, &delimiter.to_string())
                    } else {
                        field.into_owned()
                    }
                });
                rows.push(fields.collect());
                (written, count) = (0, 0);
            }
            // There is room for all that may come.
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull | ReadRecordResult::End => {
                return rows;
            }
        }
    }
}

/// Where a reader of quotes is, line by line.
#[derive(Default)]
pub struct Quotes {
    at: Quote,
    /// Whether a mark closed a field that looks like one that opens the next: it stands behind a delimiter and before text.
    pub is_stray: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Quote {
    /// At the beginning of a field.
    #[default]
    None,
    /// In a field without.
    Bare,
    /// In a quoted field.
    Open,
    /// Behind a mark that may close it, which stands behind a delimiter or does not.
    Closing(bool),
}

impl Quotes {
    /// Whether the line ended in a quoted field.
    pub fn are_open(&self) -> bool {
        self.at == Quote::Open
    }

    /// Goes over a line with its end.
    pub fn over(&mut self, line: &[u8], delimiter: char) {
        let mut mark = [0; 4];
        let mark = delimiter.encode_utf8(&mut mark).as_bytes();
        for (at, &byte) in line.iter().enumerate() {
            let (before, rest) = line.split_at(at);
            let ends = byte == b'\n' || rest.starts_with(mark);
            self.at = match (self.at, byte) {
                (Quote::Open, b'"') => Quote::Closing(before.is_empty() || before.ends_with(mark)),
                (Quote::Open, _) | (Quote::Closing(_), b'"') => Quote::Open,
                _ if ends => Quote::None,
                (Quote::None, b'"') => Quote::Open,
                // The last byte of an Arabic comma is still that comma.
                (Quote::None, _) if mark.len() > 1 && line.get(..=at).is_some_and(|l| l.ends_with(mark)) => {
                    Quote::None
                }
                (Quote::Closing(true), _) => {
                    self.is_stray = true;
                    Quote::Bare
                }
                _ => Quote::Bare,
            };
        }
    }
}
