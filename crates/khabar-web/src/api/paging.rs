//! Lists in pieces: so many, and a cursor to the next piece.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::fault::{Fault, Result};
use crate::params;

/// Answers of one piece, where nothing else is asked for.
const USUAL: usize = 20;
/// Answers of one piece at most.
const MOST: usize = 100;

/// How many answers, and from where.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many answers: 1 to 100, 20 if it is not said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// The `next` of the answer before.
    #[param(max_length = 16)]
    cursor: Option<String>,
}

impl Paging {
    /// So many, behind so many.
    pub fn place(&self) -> Result<(usize, usize)> {
        let limit = self.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Fault::Bad(format!("«limit» is 1 to {MOST}")));
        }
        let offset = match self.cursor.as_deref() {
            None => 0,
            Some(cursor) => {
                let offset = cursor.strip_prefix('c').and_then(|hex| u32::from_str_radix(hex, 16).ok());
                offset.map(|o| o as usize).ok_or_else(|| Fault::Bad("«cursor» is none of ours".to_owned()))?
            }
        };
        Ok((limit, offset))
    }

    /// How many to ask for, and behind how many: one more than is shown, so that it is known whether there are more.
    pub fn ask(&self) -> Result<(Option<usize>, usize)> {
        self.place().map(|(limit, offset)| (Some(limit + 1), offset))
    }
}

/// A piece of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Items<T> {
    /// The answers.
    pub items: Vec<T>,
    /// The cursor to the next piece; none behind the last.
    pub next: Option<String>,
}

impl<T> Items<T> {
    /// Of one answer more than is shown, if there is one.
    pub fn of(mut items: Vec<T>, (limit, offset): (usize, usize)) -> Self {
        let is_more = items.len() > limit;
        items.truncate(limit);
        let next = is_more.then(|| format!("c{:x}", offset + limit));
        Self { items, next }
    }

    /// Of a whole list.
    pub fn cut(all: Vec<T>, (limit, offset): (usize, usize)) -> Self {
        Self::of(all.into_iter().skip(offset).take(limit + 1).collect(), (limit, offset))
    }
}

/// A text of an address, within its limit; an empty one is none.
pub fn text<'d, D: Deserializer<'d>>(from: D) -> std::result::Result<Option<String>, D::Error> {
    params::text(Option::<String>::deserialize(from)?.as_deref()).map_err(serde::de::Error::custom)
}
