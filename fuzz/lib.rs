//! The fuzz target of the page: any bytes at all become a record that reads back as itself.
//!
//! `cargo test -p khabar-fuzz` runs the seeds, changed in many small ways, and random bytes; with cargo-bolero installed,
//! `cargo bolero test page -p khabar-fuzz --engine libfuzzer` hunts for as long as it is left.

use khabar::{Input, Media, Options, Record, read};

/// Reads the bytes as a page of unknown media and as HTML; says what was wrong with the record, if anything was.
///
/// # Errors
/// The fault, where the record does not survive its JSON.
pub fn page(bytes: &[u8]) -> Result<(), String> {
    for media in [Media::Unknown, Media::Html] {
        let input = Input {
            bytes,
            media,
            published: Some("2021-11-04"),
            retrieved: Some("2021-11-05"),
            ..Input::default()
        };
        let record = read(&input, &Options::default());
        let json = record.to_json().map_err(|e| e.to_string())?;
        let back = Record::from_json(&json).map_err(|e| e.to_string())?;
        if back != record {
            return Err("the record read back is another one".to_owned());
        }
    }
    Ok(())
}
