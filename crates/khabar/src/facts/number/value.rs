//! Numbers below the quantities: what a text says in figures, whatever is counted. Signs, fractions, powers, dozens, and
//! the ranges that «أكثر من», «بين … و…» and their kin make of them.

use super::amount::{amount, bare, ordinal_amount, role};
use crate::lexicon::NumberRole;
use crate::record::Relation;
use crate::span::Span;
use crate::text::{Kind, Strip, Text};

/// A number or a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Where it stands.
    pub span: Span,
    /// The least it can be; none where there is no least.
    pub low: Option<f64>,
    /// The most it can be; none where there is no most.
    pub high: Option<f64>,
}

impl Number {
    /// The value, where it is one number and no range.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.low.filter(|_| self.low == self.high)
    }
}

/// The numbers of a text in order, none inside another.
#[must_use]
pub fn numbers(text: &Text) -> Vec<Number> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let found = range(text, at).or_else(|| amount(text, at).map(|(v, end)| (Some(v), Some(v), end)));
        match found {
            Some((low, high, end)) => {
                out.push(Number { span: text.span(at..end, 0), low, high });
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// The lowest and highest value, and where the words end.
type Bounds = (Option<f64>, Option<f64>, usize);

// Ranges -------------------------------------------------------------------------------------------------------------

fn range(text: &Text, i: usize) -> Option<Bounds> {
    if let Some(first) = half(text, i) {
        return Some(joined(text, first));
    }
    // «بين 20 و30», «من 200 إلى 300».
    let lead = text.find(&text.lex.number_roles, i, text.len(), Strip::Nothing);
    let lead = lead.filter(|f| matches!(f.value, NumberRole::Between | NumberRole::From));
    let between = lead.is_some_and(|f| *f.value == NumberRole::Between);
    let start = lead.map_or(i, |f| f.end);
    let first = if between { bare(text, start) } else { amount(text, start) };
    let (low, at) = first.or_else(|| ordinal_amount(text, start).filter(|_| between))?;
    let is_to = role(text, at) == Some(NumberRole::To) || matches!(text.mark(at), '~' | '-' | '–');
    if between || is_to && (start > i || text.kind(start) == Kind::Number) {
        let next = if between && !text.eq(at, "و") { at } else { at + 1 };
        let (high, end) = amount(text, next)?;
        return (low < high).then_some((Some(low), Some(high), end));
    }
    None
}

/// Two halves that meet: «أكبر من 100 وأصغر من 300».
fn joined(text: &Text, first: Bounds) -> Bounds {
    let (low, high, end) = first;
    if low.is_some() == high.is_some() {
        return first;
    }
    let mut next = end;
    while matches!(text.mark(next), '،' | ',')
        || text.eq(next, "و")
        || role(text, next) == Some(NumberRole::Or)
    {
        next += 1;
    }
    // «وأقل من»: the conjunction is written on the word.
    match half(text, next) {
        Some((more, less, end)) => match (low.or(more), high.or(less)) {
            (Some(a), Some(b)) if a <= b && low.is_some() != more.is_some() => (Some(a), Some(b), end),
            _ => first,
        },
        None => first,
    }
}

/// «أكثر من 30», «30 أو أقل», «يساوي 20», «>= 30».
fn half(text: &Text, i: usize) -> Option<Bounds> {
    let lex = text.lex;
    let mut at = i;
    let equals = |at: usize| role(text, at) == Some(NumberRole::Equal);
    let or = |at: usize| usize::from(role(text, at) == Some(NumberRole::Or));
    let sign = matches!(text.mark(at), '<' | '>' | '=').then(|| text.mark(at));
    if let Some(sign) = sign {
        at += 1;
        at += usize::from(text.mark(at) == '=');
        let (value, end) = amount(text, at)?;
        return Some(match sign {
            '>' => (Some(value), None, end),
            '<' => (None, Some(value), end),
            _ => (Some(value), Some(value), end),
        });
    }
    let is_equal = equals(at);
    if is_equal {
        at += 1;
        at += or(at);
    }
    let bound = text.find(&lex.bounds, at, text.len(), Strip::Proclitics);
    let relation = bound.map(|b| b.value.relation).filter(|r| *r != Relation::Approx);
    if let (Some(bound), Some(_)) = (bound, relation) {
        at = bound.end;
        if or(at) == 1 && equals(at + 1) {
            at += 2;
        }
    } else if !is_equal {
        // «30 أو أكثر»: only what stands behind the number says how it is meant.
        let (value, end) = amount(text, i)?;
        return behind(text, value, end);
    }
    let (value, mut end) =
        amount(text, at).or_else(|| ordinal_amount(text, at).filter(|_| relation.is_some()))?;
    if let Some(told) = behind(text, value, end).filter(|_| relation.is_none()) {
        return Some(told);
    }
    if or(end) == 1 && equals(end + 1) && amount(text, end + 2).is_none() {
        end += 2;
    }
    Some(match relation {
        Some(Relation::MoreThan | Relation::AtLeast) => (Some(value), None, end),
        Some(Relation::LessThan | Relation::AtMost) => (None, Some(value), end),
        _ => (Some(value), Some(value), end),
    })
}

/// «… أو أكثر», «… فأكثر», «… على الأقل».
fn behind(text: &Text, value: f64, at: usize) -> Option<Bounds> {
    let lex = text.lex;
    // «يساوي 5000 أو أقل من 6000» says two things.
    let goes_on = |end: usize| role(text, end) == Some(NumberRole::From) && amount(text, end + 1).is_some();
    let found = text.find(&lex.bounds, at, text.len(), Strip::Nothing).filter(|b| b.value.after);
    if let Some(found) = found.filter(|f| !goes_on(f.end)) {
        let mut end = found.end;
        end += usize::from(role(text, end) == Some(NumberRole::From));
        return match found.value.relation {
            Relation::AtLeast | Relation::MoreThan => Some((Some(value), None, end)),
            Relation::AtMost | Relation::LessThan => Some((None, Some(value), end)),
            _ => None,
        };
    }
    let or = usize::from(text.eq(at, "و") || role(text, at) == Some(NumberRole::Or));
    let word = text.find(&text.lex.number_roles, at + or, at + or + 1, Strip::Conjunction)?;
    if (or == 0) != word.cut.conjunction {
        return None;
    }
    let more = match *word.value {
        NumberRole::More => true,
        NumberRole::Less => false,
        _ => return None,
    };
    let mut end = at + or + 1;
    if role(text, end) == Some(NumberRole::From) {
        if goes_on(end) {
            return None;
        }
        end += 1;
    }
    Some(if more { (Some(value), None, end) } else { (None, Some(value), end) })
}
