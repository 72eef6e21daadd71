//! What templates share.

use askama::Template;

use crate::cx::Cx;

/// What is said where a page cannot be shown.
#[derive(Template)]
#[template(path = "fault.html")]
pub struct Fault {
    /// Who reads.
    pub cx: Cx,
    /// The text that explains it.
    pub key: &'static str,
    /// What was wrong in particular.
    pub detail: String,
    /// The status of the answer.
    pub status: u16,
}

/// A link to more of a list.
#[derive(Debug, Clone, Default)]
pub struct Turn {
    /// Where earlier ones are.
    pub back: Option<String>,
    /// Where further ones are.
    pub on: Option<String>,
}

/// Cuts a list of one more than are shown, if there is one; says whether there was.
pub fn cut<T>(list: &mut Vec<T>, limit: usize) -> bool {
    let is_more = list.len() > limit;
    list.truncate(limit);
    is_more
}

/// Links to the pages of a list; `query` is what else the address holds, encoded.
pub fn turn(path: &str, query: &str, offset: usize, limit: usize, is_more: bool) -> Turn {
    let link = |from: usize| {
        let from = if from == 0 { String::new() } else { format!("from={from}") };
        let both = [query, &from].iter().filter(|q| !q.is_empty()).copied().collect::<Vec<_>>().join("&");
        if both.is_empty() { path.to_owned() } else { format!("{path}?{both}") }
    };
    Turn {
        back: (offset > 0).then(|| link(offset.saturating_sub(limit))),
        on: (is_more && offset + limit <= crate::params::FURTHEST).then(|| link(offset + limit)),
    }
}
