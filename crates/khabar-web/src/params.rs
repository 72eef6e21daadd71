//! What an address may ask for, within limits.

use crate::fault::{Fault, Result};
use crate::guard::encode;

/// Longest text that is asked for, in code points.
pub const LONGEST: usize = 400;
/// How far a list is turned.
pub const FURTHEST: usize = 10_000;

/// A text of an address: none where it is empty.
pub fn text(value: Option<&str>) -> Result<Option<String>> {
    let Some(value) = value.map(str::trim).filter(|v| !v.is_empty()) else { return Ok(None) };
    if value.chars().count() > LONGEST {
        return Err(Fault::Bad(format!("no more than {LONGEST} characters can be asked for")));
    }
    Ok(Some(value.to_owned()))
}

/// Arabic-Indic and Persian digits as Western ones.
pub fn digits(text: &str) -> String {
    let western = |c: char| match c {
        '٠'..='٩' => char::from(b'0' + (u32::from(c) - u32::from('٠')) as u8),
        '۰'..='۹' => char::from(b'0' + (u32::from(c) - u32::from('۰')) as u8),
        c => c,
    };
    text.chars().map(western).collect()
}

/// A day of an address, in whatever digits.
pub fn day(value: Option<&str>) -> Result<Option<String>> {
    Ok(text(value)?.as_deref().map(digits))
}

/// Where in a list to begin.
pub fn from(value: Option<&str>) -> Result<usize> {
    let Some(value) = value.filter(|v| !v.is_empty()) else { return Ok(0) };
    let from = value.parse().map_err(|_| Fault::Bad("«from» is no number".to_owned()))?;
    within(from)
}

/// A place in a list, where it is not too far.
pub fn within(from: usize) -> Result<usize> {
    if from > FURTHEST { Err(Fault::Bad(format!("a list is turned as far as {FURTHEST}"))) } else { Ok(from) }
}

/// An address's query of pairs that have a value.
pub fn query(pairs: &[(&str, Option<&str>)]) -> String {
    let pairs = pairs.iter().filter_map(|(name, value)| Some(format!("{name}={}", encode((*value)?))));
    pairs.collect::<Vec<_>>().join("&")
}
