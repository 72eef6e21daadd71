//! The labels of tokens: outside, or a class and a place within a name (begin, inside, end, single).

use crate::record::Label;

/// Columns of the model: outside is the zero that the others are measured against.
pub const COLUMNS: usize = 16;
/// Labels: the columns and outside.
pub const LABELS: usize = COLUMNS + 1;
/// The label outside names.
pub const OUTSIDE: usize = COLUMNS;

/// The classes in the order of their columns.
pub const CLASSES: [Label; 4] = [Label::Per, Label::Loc, Label::Org, Label::Misc];

/// Place of a token in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Place {
    Begin,
    Inside,
    End,
    Single,
}

/// The label of a class and a place.
#[must_use]
pub fn label(class: Label, place: Place) -> usize {
    let class = CLASSES.iter().position(|&c| c == class).unwrap_or(0);
    class * 4 + place as usize
}

/// Class and place of a label; none outside.
#[must_use]
pub fn parts(label: usize) -> Option<(Label, Place)> {
    let class = *CLASSES.get(label / 4)?;
    let place = match label % 4 {
        0 => Place::Begin,
        1 => Place::Inside,
        2 => Place::End,
        _ => Place::Single,
    };
    Some((class, place))
}

/// Whether `next` may follow `label`: a name that was begun is ended.
#[must_use]
pub fn may_follow(label: usize, next: usize) -> bool {
    let open = matches!(parts(label), Some((_, Place::Begin | Place::Inside)));
    match parts(next) {
        Some((_, Place::Inside | Place::End)) => open && label / 4 == next / 4,
        _ => !open,
    }
}

/// Whether a sentence may end with this label.
#[must_use]
pub fn may_end(label: usize) -> bool {
    !matches!(parts(label), Some((_, Place::Begin | Place::Inside)))
}
