//! Numbers in digits, as pages print them: «1,250», «1.250.000», «2.500,75», «25 000», «26،013,94», «2ر1».

use crate::lexicon::NumberKind;
use crate::text::fold::is_transparent;
use crate::text::{Kind, Strip, Text};

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    /// Its value; where `dotted`, with the dot as a decimal point.
    pub value: f64,
    /// One past its last token.
    pub end: usize,
    /// Whether its only mark is a dot before three digits («3.350»), which may as well stand between thousands.
    pub dotted: bool,
}

/// The value of a token of digits: `1,250`, `1.250.000` and `2.500,75` are grouped, `2.5` and `2,5` are not.
#[must_use]
pub fn digits(folded: &str) -> Option<f64> {
    let (commas, dots) = (folded.matches(',').count(), folded.matches('.').count());
    let plain = match (commas, dots) {
        (0, 0 | 1) => return folded.parse().ok(),
        (0, _) if is_grouped(folded, '.') => folded.replace('.', ""),
        // «13.136.65»: the last mark of a row is the decimal's, though it is drawn alike.
        (0, 2) => {
            let (whole, part) = folded.rsplit_once('.').filter(|(_, part)| part.len() == 2)?;
            let whole = Some(whole).filter(|w| is_grouped(w, '.'))?.replace('.', "");
            format!("{whole}.{part}")
        }
        (1.., 0 | 1) if is_grouped(folded, ',') => folded.replace(',', ""),
        (1, 0) => folded.replace(',', "."),
        (1, _) => {
            let (whole, part) = folded.split_once(',').filter(|(_, part)| !part.contains('.'))?;
            let whole = Some(whole).filter(|w| is_grouped(w, '.'))?.replace('.', "");
            format!("{whole}.{part}")
        }
        _ => return None,
    };
    plain.parse().ok()
}

/// Whether `mark` stands before every three digits, and nowhere else; behind the last group a decimal may follow.
fn is_grouped(folded: &str, mark: char) -> bool {
    let mut groups = folded.split(mark);
    let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && !g.contains(['.', ',']));
    first && groups.all(|g| g.split(['.', ',']).next().is_some_and(|g| g.len() == 3))
}

fn is_plain(folded: &str) -> bool {
    folded.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a token is digits alone, so many of them at least and at most.
fn has_digits(text: &Text, i: usize, least: usize, most: usize) -> bool {
    let folded = text.fold(i);
    text.kind(i) == Kind::Number && is_plain(folded) && (least..=most).contains(&folded.len())
}

/// The number in digits that begins at token `i`.
pub(super) fn figure(text: &Text, i: usize, end: usize) -> Option<Figure> {
    if text.kind(i) != Kind::Number {
        return None;
    }
    if let Some((value, end)) =
        swapped(text, i, end).or_else(|| commas(text, i, end)).or_else(|| blanks(text, i, end))
    {
        return Some(Figure { value, end, dotted: false });
    }
    let folded = text.fold(i);
    let dotted = folded.split_once('.').is_some_and(|(whole, part)| {
        part.len() == 3
            && is_plain(part)
            && (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && is_plain(whole)
    });
    digits(folded).map(|value| Figure { value, end: i + 1, dotted })
}

/// Decimals written from right to left: «2ر1» is 1.2, and «50, 12 ألف» is 12.5 thousand.
fn swapped(text: &Text, i: usize, end: usize) -> Option<(f64, usize)> {
    if i + 2 >= end || !has_digits(text, i, 1, 3) || !has_digits(text, i + 2, 1, 6) {
        return None;
    }
    let (before, behind) = (text.touches(i), text.touches(i + 1));
    let is_decimal = if text.eq(i + 1, "ر") {
        // «432ر690ر29» is no decimal.
        before && behind && !(text.eq(i + 3, "ر") && text.touches(i + 2))
    } else {
        let scale = text.find(&text.lex.numbers, i + 3, end.min(i + 4), Strip::Nothing);
        matches!(text.mark(i + 1), ',' | '،')
            && before != behind
            && text.fold(i).len() <= 2
            && scale.is_some_and(|s| s.value.kind == NumberKind::Scale)
    };
    let value = is_decimal.then(|| format!("{}.{}", text.fold(i + 2), text.fold(i)))?;
    value.parse().ok().map(|v| (v, i + 3))
}

/// The Arabic comma between digits: «26،013,94» and «12،500» by thousands, «4،8» before a decimal.
fn commas(text: &Text, i: usize, end: usize) -> Option<(f64, usize)> {
    let goes_on = |at: usize| {
        at + 2 < end
            && matches!(text.mark(at + 1), '،' | ',')
            && adjoins(text, at)
            && adjoins(text, at + 1)
            && text.kind(at + 2) == Kind::Number
    };
    if !goes_on(i) || !is_plain(text.fold(i)) {
        return None;
    }
    let mut joined = text.fold(i).to_owned();
    let mut at = i;
    let mut groups = 0;
    while goes_on(at) {
        at += 2;
        groups += 1;
        let part = text.fold(at);
        let is_last = !goes_on(at);
        let whole = part.split([',', '.']).next().unwrap_or_default();
        let short = is_last && is_plain(part) && part.len() < 3;
        if short {
            joined.push('.');
            joined.push_str(part);
        } else if whole.len() == 3 && text.fold(i).len() <= 3 && (is_last || is_plain(part)) {
            joined.push_str(&part.replace(',', "."));
        } else {
            return None;
        }
    }
    // «5،6،7» is a list.
    (groups == 1 || joined.len() > 4).then(|| joined.parse().ok().map(|v| (v, at + 1))).flatten()
}

/// Whether nothing that is seen stands between two tokens: bidi marks do not part a number.
fn adjoins(text: &Text, i: usize) -> bool {
    let (Some(a), Some(b)) = (text.tokens.get(i), text.tokens.get(i + 1)) else { return false };
    let gap = text.src().get(a.span.end as usize..b.span.start as usize).unwrap_or_default();
    gap.chars().all(is_transparent)
}

/// Groups of three set apart by blanks: «25 000», «1 234 567.8».
fn blanks(text: &Text, i: usize, end: usize) -> Option<(f64, usize)> {
    if !has_digits(text, i, 1, 3) || text.fold(i).starts_with('0') {
        return None;
    }
    let is_apart = |at: usize| {
        let (Some(a), Some(b)) = (text.tokens.get(at), text.tokens.get(at + 1)) else { return false };
        let gap = text.src().get(a.span.end as usize..b.span.start as usize).unwrap_or_default();
        gap.chars().count() == 1 && gap.chars().all(|c| c.is_whitespace() && c != '\n')
    };
    let mut joined = text.fold(i).to_owned();
    let mut at = i + 1;
    while at < end && is_apart(at - 1) && text.kind(at) == Kind::Number {
        let part = text.fold(at);
        let whole = part.split(['.', ',']).next().unwrap_or_default();
        if whole.len() != 3 {
            break;
        }
        joined.push_str(&part.replace(',', "."));
        at += 1;
        if whole.len() < part.len() {
            break;
        }
    }
    let stands_alone = text.kind(at) != Kind::Number;
    (at > i + 1 && stands_alone).then(|| joined.parse().ok().map(|v| (v, at))).flatten()
}
