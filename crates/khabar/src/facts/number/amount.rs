//! One number of a text with its sign, its fraction, its power: «سالب خمسة», «2 1/4», «خمسة أثمان», «1e10».

use super::figure::figure;
use super::{digits, numeral, ordinal};
use crate::lexicon::{NumberKind, NumberRole};
use crate::text::{Kind, Strip, Text};

/// The role of the small word at a token.
pub(super) fn role(text: &Text, i: usize) -> Option<NumberRole> {
    text.is(&text.lex.number_roles, i, Strip::Nothing).copied()
}

/// The kind of a number word behind digits.
fn number_word_behind(text: &Text, i: usize) -> Option<NumberKind> {
    text.is(&text.lex.numbers, i, Strip::Nothing).map(|w| w.kind)
}

/// A number that «و» only joins to the next: of «بين 3 وخمس».
pub(super) fn bare(text: &Text, i: usize) -> Option<(f64, usize)> {
    signed(text, i, plain)
}

/// The number that an ordinal says: «بين العاشر والعشرين».
pub(super) fn ordinal_amount(text: &Text, i: usize) -> Option<(f64, usize)> {
    let word = text.find(&text.lex.numbers, i, i + 1, Strip::Article)?;
    let counts = text.is_definite(i) && word.value.kind == NumberKind::Tenth;
    let (value, end, _) =
        ordinal(text, i, text.len()).filter(|_| counts || word.value.kind == NumberKind::Ordinal)?;
    Some((f64::from(value), end))
}

/// One number with its sign and its fraction: its value and where it ends.
pub(super) fn amount(text: &Text, i: usize) -> Option<(f64, usize)> {
    signed(text, i, unsigned)
}

/// What `read` reads behind a sign, in words or as a mark that leans on nothing.
fn signed(
    text: &Text,
    i: usize,
    read: impl Fn(&Text, usize) -> Option<(f64, usize)>,
) -> Option<(f64, usize)> {
    let leans = i.checked_sub(1).is_some_and(|p| text.touches(p) && !matches!(text.kind(p), Kind::Mark(_)));
    let is_mark = text.mark(i) == '-' && text.kind(i + 1) == Kind::Number && !leans;
    if is_mark || role(text, i) == Some(NumberRole::Minus) {
        return read(text, i + 1).map(|(value, end)| (-value, end));
    }
    read(text, i)
}

fn unsigned(text: &Text, i: usize) -> Option<(f64, usize)> {
    // «جزء من مئة»
    if role(text, i) == Some(NumberRole::Part) && role(text, i + 1) == Some(NumberRole::From) {
        let (whole, end) = plain(text, i + 2)?;
        return Some((1.0 / whole, end));
    }
    if let Some(found) = split(text, i).or_else(|| share_of(text, i)) {
        return Some(found);
    }
    let Some((value, mut end)) = plain(text, i) else { return lone_fraction(text, i) };
    if let Some((part, parts_end)) = parts(text, end) {
        // «خمسة أثمان»
        return Some((value * part, parts_end));
    }
    let mut value = value;
    if let Some((more, more_end)) = added(text, end) {
        value += more;
        end = more_end;
    }
    // «واحد على 20», «واحد من مئة», «عشرين جزءا من مئة».
    let of = end + usize::from(role(text, end) == Some(NumberRole::Part));
    if matches!(role(text, of), Some(NumberRole::Over | NumberRole::From))
        && let Some((whole, whole_end)) = plain(text, of + 1)
        && whole > 0.0
    {
        return Some((value / whole, whole_end));
    }
    Some((value, end))
}

/// One past the last token of a row of number words and digits joined by «و».
fn row_end(text: &Text, i: usize) -> usize {
    let is_part = |at: usize| {
        let word = text.find(&text.lex.numbers, at, at + 1, Strip::Conjunction);
        text.kind(at) == Kind::Number || word.is_some_and(|w| w.value.kind != NumberKind::Ordinal)
    };
    let is_joint = |at: usize| text.eq(at, "و") || role(text, at) == Some(NumberRole::Point);
    let mut at = i;
    while is_part(at) || at > i && is_joint(at) && is_part(at + 1) {
        at += 1;
    }
    at
}

/// A whole and its fraction: «ستة وثمانية وثمانون من مئة», «مئة وثلاثة أرباع», «عشرة و واحد على ثلاثة».
fn split(text: &Text, i: usize) -> Option<(f64, usize)> {
    let last = row_end(text, i);
    let of = last + usize::from(role(text, last) == Some(NumberRole::Part));
    let whole_of =
        |start: usize, end: usize| numeral(text, start, end).filter(|n| n.end == end).map(|n| n.value);
    let of_role = role(text, of).filter(|r| matches!(r, NumberRole::From | NumberRole::Over));
    let (share, end) = if of_role.is_some() {
        let (base, end) = plain(text, of + 1).filter(|(base, _)| *base > 0.0)?;
        (1.0 / base, end)
    } else {
        parts(text, last)?
    };
    // «خمسة وعشرون من مئة» is a fraction as it stands.
    let is_proper = whole_of(i, last).is_some_and(|whole| whole * share < 1.0);
    if of_role == Some(NumberRole::From) && is_proper {
        return None;
    }
    (i + 1..last).find_map(|at| {
        let lone = text.eq(at, "و") || role(text, at) == Some(NumberRole::Point);
        let is_joint = lone || text.kind(at) == Kind::Arabic && text.fold(at).starts_with('و');
        let fits = if of_role == Some(NumberRole::Over) { lone } else { is_joint };
        let left = whole_of(i, at).filter(|_| fits)?;
        let right = whole_of(at + usize::from(lone), last)?;
        let is_part = match of_role {
            Some(NumberRole::From) => right * share < 1.0,
            Some(_) => true,
            None => right <= 10.0,
        };
        is_part.then_some((left + right * share, end))
    })
}

/// «خمس الفطيرة»: a number word that is a part, before what it is of.
fn share_of(text: &Text, i: usize) -> Option<(f64, usize)> {
    let found = text.find(&text.lex.number_parts, i, i + 1, Strip::Nothing).filter(|f| *f.value < 0.21)?;
    let is_number = text.is(&text.lex.numbers, i, Strip::Nothing).is_some();
    let ends = i + 1 == text.len() || text.kind(i + 1) == Kind::Arabic && text.fold(i + 1).starts_with("ال");
    (is_number && ends).then_some((*found.value, i + 1))
}

/// Digits in groups, with a decimal, a slash, a power; or a numeral in words.
fn plain(text: &Text, i: usize) -> Option<(f64, usize)> {
    let touching_number = |at: usize| text.kind(at) == Kind::Number && text.touches(at - 1);
    if text.mark(i) == '.' && touching_number(i + 1) {
        let value = format!("0.{}", text.fold(i + 1)).parse().ok()?;
        return Some((value, i + 2));
    }
    if text.kind(i) != Kind::Number {
        let n = numeral(text, i, text.len())?;
        return Some((n.value, n.end));
    }
    let found = figure(text, i, text.len())?;
    if found.end > i + 1 && number_word_behind(text, found.end).is_none() {
        return Some((found.value, found.end));
    }
    let first = digits(text.fold(i))?;
    if let Some((fraction, end)) = slashed(text, i) {
        // «٤/٥», and «2 1/4» read from either side.
        let whole = (text.kind(end) == Kind::Number && slashed(text, end).is_none())
            .then(|| digits(text.fold(end)))
            .flatten();
        return Some(whole.map_or((fraction, end), |w| (w + fraction, end + 1)));
    }
    if text.kind(i + 1) == Kind::Number
        && let Some((fraction, end)) = slashed(text, i + 1)
    {
        return Some((first + fraction, end));
    }
    if let Some(found) = power(text, i, first) {
        return Some(found);
    }
    let n = numeral(text, i, text.len())?;
    Some((n.value, n.end))
}

/// «3/4», not «5/17/2018».
fn slashed(text: &Text, i: usize) -> Option<(f64, usize)> {
    let is_fraction = text.kind(i) == Kind::Number
        && text.mark(i + 1) == '/'
        && text.kind(i + 2) == Kind::Number
        && text.touches(i)
        && text.mark(i + 3) != '/'
        && i.checked_sub(1).is_none_or(|p| text.mark(p) != '/');
    let (over, under) = (digits(text.fold(i))?, digits(text.fold(i + 2)).filter(|&u| u > 0.0));
    is_fraction.then_some(())?;
    Some((over / under?, i + 3))
}

/// «1e10», «12.32e+14», «2.5^-1».
fn power(text: &Text, i: usize, base: f64) -> Option<(f64, usize)> {
    if !text.touches(i) {
        return None;
    }
    let signed = |at: usize| -> Option<(f64, usize)> {
        let mut at = at;
        let mut sign = 1.0;
        while matches!(text.mark(at), '+' | '-') {
            sign *= if text.mark(at) == '-' && sign > 0.0 { -1.0 } else { 1.0 };
            at += 1;
        }
        (text.kind(at) == Kind::Number).then(|| digits(text.fold(at))).flatten().map(|v| (sign * v, at + 1))
    };
    if text.mark(i + 1) == '^' {
        let (exponent, end) = signed(i + 2)?;
        return Some((base.powf(exponent), end));
    }
    let (exponent, end) =
        match text.fold(i + 1).strip_prefix('e').filter(|_| text.kind(i + 1) == Kind::Other)? {
            "" => signed(i + 2)?,
            digits => (digits.parse().ok()?, i + 2),
        };
    Some((base * 10.0_f64.powf(exponent), end))
}

/// A fraction word: its share and whether it can only be one.
fn fraction(text: &Text, i: usize, strip: Strip) -> Option<f64> {
    let found = text.find(&text.lex.numbers, i, i + 1, strip)?;
    (found.value.kind == NumberKind::Fraction).then_some(found.value.value)
}

/// The parts that a number counts: «أثمان», «خمس» behind 23.
fn parts(text: &Text, i: usize) -> Option<(f64, usize)> {
    if let Some(share) = fraction(text, i, Strip::Nothing) {
        return Some((share, i + 1));
    }
    text.find(&text.lex.number_parts, i, i + 1, Strip::Nothing).map(|f| (*f.value, f.end))
}

/// «ونصف», «وثلاثة أخماس», «ودزينتين».
fn added(text: &Text, i: usize) -> Option<(f64, usize)> {
    let lone = usize::from(text.eq(i, "و"));
    let at = i + lone;
    let strip = if lone == 1 { Strip::Nothing } else { Strip::Conjunction };
    let is_joined = |at: usize| lone == 1 || text.fold(at).starts_with('و');
    if let Some(share) = fraction(text, at, strip).filter(|_| is_joined(at)) {
        return Some((share, at + 1));
    }
    if let Some(found) = text.find(&text.lex.number_parts, at, at + 1, strip).filter(|_| is_joined(at)) {
        return Some((*found.value, found.end));
    }
    let n = numeral(text, at, at + 1).filter(|_| is_joined(at))?;
    let (share, end) = parts(text, n.end)?;
    Some((n.value * share, end))
}

/// «نصف», «ثلثان», «خمس الفطيرة», «نصف دزينة», «دزينة».
fn lone_fraction(text: &Text, i: usize) -> Option<(f64, usize)> {
    let share = fraction(text, i, Strip::Article)
        .or_else(|| text.find(&text.lex.number_parts, i, i + 1, Strip::Article).map(|f| *f.value))?;
    if let Some((of, end)) = text
        .find(&text.lex.number_parts, i + 1, i + 2, Strip::Nothing)
        .filter(|f| *f.value > 1.0)
        .map(|f| (*f.value, f.end))
    {
        return Some((share * of, end));
    }
    Some((share, i + 1))
}
