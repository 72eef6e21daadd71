//! One page, with everything that a row is made of.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use khabar::record::Quote;
use khabar::{Input, Options, Record};
use khabar_export::tables::add_words;

/// A page that was read.
#[derive(Debug)]
pub struct Analysed {
    /// The record in code points, with the words of every span.
    pub record: Record<Quote>,
    /// The record as `khabar read --format jsonl` writes it, without the line feed.
    pub json: String,
}

/// Reads a page as `khabar read` does. A panic is caught: the next page can be read all the same.
///
/// # Errors
/// Why there is no record, in words: there is no text, or the analysis failed.
pub fn analyse(input: &Input, options: &Options) -> Result<Analysed, String> {
    if input.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("there is no text in it".to_owned());
    }
    // JSON may hold a NUL within its text: who hands over what is known to be UTF-8 is believed.
    if input.charset != Some("utf-8") && !khabar::page::is_text(input.bytes) {
        return Err("this is no text (it holds NUL bytes)".to_owned());
    }
    caught(|| {
        let record = khabar::read(input, options);
        let mut wire = record.to_wire().map_err(|e| e.to_string())?;
        let json = serde_json::to_string(&wire).map_err(|e| e.to_string())?;
        add_words(&mut wire, &record);
        Ok(Analysed { record: wire, json })
    })
}

/// What `work` gives, or that it panicked.
pub fn caught<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(format!("the analysis failed: {}", message(&*panic))))
}

/// What a panic said.
pub fn message(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_page() {
        let lost: Result<(), String> = caught(|| panic!("page {}", 7));
        assert_eq!(lost, Err("the analysis failed: page 7".to_owned()));
        assert_eq!(caught(|| Ok(1)), Ok(1));
    }
}
