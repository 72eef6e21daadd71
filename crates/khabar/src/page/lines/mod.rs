//! The learned part of the layout of plain text: a linear-chain conditional random field over the lines of a page.
//!
//! Scraped text has no markup, yet a reader sees at once where the story begins: what stands before and behind a line,
//! how long it is, whether its words come back in the running text. [`view()`] looks at every line once, [`features()`]
//! turns a line and its neighbours into rows of the [`Model`], and a chain over the roles decides for the page as a whole
//! (Lafferty et al. 2001). `cargo xtask train lines` makes `models/lines.khm` and its card.

pub mod features;
mod model;
mod view;
mod words;

pub use features::features;
pub use model::{Model, Row, VERSION};
pub use view::{Look, Printed, Seen, View, view};
pub use words::LINE_KINDS;

use std::slice;

use crate::record::BlockRole;

/// Roles, in the order of the model's columns.
pub const ROLES: [BlockRole; COUNT] = [
    BlockRole::Title,
    BlockRole::Subtitle,
    BlockRole::Kicker,
    BlockRole::Byline,
    BlockRole::Dateline,
    BlockRole::Published,
    BlockRole::Updated,
    BlockRole::Source,
    BlockRole::Body,
    BlockRole::Caption,
    BlockRole::Heading,
    BlockRole::Tags,
    BlockRole::Related,
    BlockRole::Furniture,
];

/// How many roles there are.
pub const COUNT: usize = 14;

/// The column of a role.
#[must_use]
pub fn column(role: BlockRole) -> usize {
    ROLES.iter().position(|&r| r == role).unwrap_or(COUNT - 1)
}

/// How likely each role of each line is, and the best roles of all.
#[derive(Debug, Default)]
pub struct Roles {
    /// The roles of the lines that are likeliest together.
    pub best: Vec<BlockRole>,
    /// How likely each role of each line is, 0 to 1, in the order of [`ROLES`].
    pub likely: Vec<[f32; COUNT]>,
}

impl Roles {
    /// How likely a role of a line is.
    #[must_use]
    pub fn likelihood(&self, line: usize, role: BlockRole) -> f32 {
        self.likely.get(line).and_then(|l| l.get(column(role))).copied().unwrap_or(0.0)
    }
}

/// What a role that is known from elsewhere counts for: more than all that a model has learned.
const SURE: f32 = 30.0;

/// What is known of a line before it is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Known {
    /// Nothing.
    #[default]
    Open,
    /// It has this role.
    Is(BlockRole),
    /// It has none of these.
    IsNot(&'static [BlockRole]),
}

/// What the features of each line of a page sum up to.
#[must_use]
pub fn scores(model: &Model, view: &View) -> Vec<[f32; COUNT]> {
    let mut rows = Vec::new();
    let score = |line: usize| {
        rows.clear();
        features(view, line, &mut |feature| rows.push(feature));
        model.scores(&rows)
    };
    (0..view.looks.len()).map(score).collect()
}

/// The roles of the lines of a page, with what is known of them.
#[must_use]
pub fn roles(model: &Model, scores: &[[f32; COUNT]], known: &[Known]) -> Roles {
    let mut scores = scores.to_vec();
    for (scores, known) in scores.iter_mut().zip(known) {
        let (those, weight) = match known {
            Known::Open => continue,
            Known::Is(role) => (slice::from_ref(role), SURE),
            Known::IsNot(those) => (*those, -SURE),
        };
        for &role in those {
            if let Some(score) = scores.get_mut(column(role)) {
                *score += weight;
            }
        }
    }
    let (mut back, mut path) = (Vec::new(), Vec::new());
    model.chain.best(&scores, &mut back, &mut path);
    let best = path.iter().map(|&l| ROLES.get(l).copied().unwrap_or(BlockRole::Furniture)).collect();
    Roles { best, likely: model.chain.likely(&scores) }
}
