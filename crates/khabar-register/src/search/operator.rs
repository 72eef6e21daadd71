//! What may stand between the words of a query (`data/operators.tsv`), and marks of other query languages on a word.

use khabar::text::fold::fold;

use super::fault::QueryFault;
use crate::error::Result;

/// What stands alone between parts and is no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
}

/// The operator that a token is. One of another language is a fault, as is a word with a mark of one.
pub(super) fn operator(token: &str) -> Result<Option<Operator>> {
    let fault = |key| Err(QueryFault::new(key, token).into());
    let rows = include_str!("../../data/operators.tsv").lines().filter(|l| !l.starts_with('#'));
    let mut rows = rows.filter_map(|l| l.split_once('\t'));
    // «او» is «أو», «or» is a word.
    let is_it = |form: &str| if form.is_ascii() { token == form } else { fold(token) == fold(form) };
    match rows.find(|(form, _)| is_it(form)) {
        Some((_, "or")) => return Ok(Some(Operator::Or)),
        Some((_, "and")) => return Ok(Some(Operator::And)),
        Some((_, key)) => return fault(key),
        None => {}
    }
    let letter = |behind: &str| behind.starts_with(char::is_alphanumeric);
    let number = |mark| {
        token.rsplit_once(mark).is_some_and(|(word, n): (&str, &str)| {
            word.ends_with(char::is_alphanumeric) && n.chars().all(|c| c.is_numeric() || c == '.')
        })
    };
    if token.starts_with("NEAR/") {
        fault("near")
    } else if token.strip_prefix('!').is_some_and(letter) {
        fault("not")
    } else if number('~') {
        fault("distance")
    } else if number('^') {
        fault("weight")
    } else if token.ends_with('*') && token.contains(char::is_alphanumeric) && !token.starts_with('*') {
        fault("wildcard")
    } else {
        Ok(None)
    }
}
