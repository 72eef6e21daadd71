//! Records as they are, one a line.

use std::io::Write;

use khabar::Record;

use crate::Result;

/// Writes a record as one line of JSON, as `khabar read --format jsonl` does.
///
/// # Errors
/// [`Error::Record`](crate::Error::Record) where a span does not fit the text, [`Error::Write`](crate::Error::Write) where
/// the target refuses.
pub fn write(out: &mut impl Write, record: &Record) -> Result<()> {
    let json = record.to_json()?;
    out.write_all(json.as_bytes())?;
    out.write_all(b"\n")?;
    Ok(())
}
