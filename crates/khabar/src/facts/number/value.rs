//! Numbers below the quantities: what a text says in figures, whatever is counted. Signs, fractions, powers, dozens, and
//! the ranges that «أكثر من», «بين … و…» and their kin make of them.

use super::{digits, numeral};
use crate::lexicon::NumberKind;
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
    let led = |words: &[&str]| words.contains(&text.fold(i));
    let between = led(&["بين", "مابين"]) || (led(&["ما"]) && text.eq(i + 1, "بين"));
    let start = i + usize::from(between || led(&["من"])) + usize::from(between && led(&["ما"]));
    let (low, at) = amount(text, start)?;
    let is_to = matches!(text.fold(at), "الي" | "حتي") || matches!(text.mark(at), '~' | '-' | '–');
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
    let mut next = end;
    while matches!(text.mark(next), '،' | ',') || matches!(text.fold(next), "و" | "او") {
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
    let equals = |at: usize| matches!(text.fold(at), "يساوي" | "تساوي");
    let or = |at: usize| usize::from(text.eq(at, "او"));
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
    let (value, mut end) = amount(text, at)?;
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
    if let Some(found) = text.find(&lex.bounds, at, text.len(), Strip::Nothing).filter(|b| b.value.after) {
        let end = found.end;
        return match found.value.relation {
            Relation::AtLeast | Relation::MoreThan => Some((Some(value), None, end)),
            Relation::AtMost | Relation::LessThan => Some((None, Some(value), end)),
            _ => None,
        };
    }
    let or = usize::from(matches!(text.fold(at), "او" | "و"));
    let word = text.fold(at + or);
    let word = if or == 0 { word.strip_prefix('و')? } else { word };
    let more = match word {
        "اكثر" | "اكبر" | "اعلي" => true,
        "اقل" | "اصغر" | "ادني" => false,
        _ => return None,
    };
    let mut end = at + or + 1;
    if text.eq(end, "من") {
        // «يساوي 5000 أو أقل من 6000» says two things.
        if amount(text, end + 1).is_some() {
            return None;
        }
        end += 1;
    }
    Some(if more { (Some(value), None, end) } else { (None, Some(value), end) })
}

// Amounts ------------------------------------------------------------------------------------------------------------

/// One number with its sign and its fraction: its value and where it ends.
fn amount(text: &Text, i: usize) -> Option<(f64, usize)> {
    if matches!(text.fold(i), "سالب" | "ناقص") {
        let (value, end) = unsigned(text, i + 1)?;
        return Some((-value, end));
    }
    if text.mark(i) == '-' && text.kind(i + 1) == Kind::Number {
        let leans =
            i.checked_sub(1).is_some_and(|p| text.touches(p) && !matches!(text.kind(p), Kind::Mark(_)));
        if !leans {
            let (value, end) = unsigned(text, i + 1)?;
            return Some((-value, end));
        }
    }
    unsigned(text, i)
}

fn unsigned(text: &Text, i: usize) -> Option<(f64, usize)> {
    // «جزء من مئة»
    if text.eq(i, "جزء") && text.eq(i + 1, "من") {
        let (whole, end) = plain(text, i + 2)?;
        return Some((1.0 / whole, end));
    }
    let Some((value, mut end)) = plain(text, i) else { return lone_fraction(text, i) };
    if let Some((part, parts_end)) = parts(text, end) {
        // «خمسة أثمان»
        return Some((value * part, parts_end));
    }
    let mut value = value;
    if let Some((more, more_end)) = added_fraction(text, end) {
        value += more;
        end = more_end;
    }
    // «واحد على 20», «واحد من مئة», «عشرين جزءا من مئة».
    let of = end + usize::from(matches!(text.fold(end), "جزء" | "جزءا" | "اجزاء"));
    if matches!(text.fold(of), "علي" | "من")
        && let Some((whole, whole_end)) = plain(text, of + 1)
        && whole > 0.0
    {
        return Some((value / whole, whole_end));
    }
    Some((value, end))
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
    if let Some(found) = spaced(text, i) {
        return Some(found);
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

/// «1 234 567»: groups of three set apart by blanks.
fn spaced(text: &Text, i: usize) -> Option<(f64, usize)> {
    let group = |at: usize, first: bool| {
        let folded = text.fold(at);
        let whole = folded.split('.').next().unwrap_or_default();
        let is_last = whole.len() < folded.len();
        (text.kind(at) == Kind::Number
            && whole.bytes().all(|b| b.is_ascii_digit())
            && (if first { (1..=3).contains(&whole.len()) && !is_last } else { whole.len() == 3 }))
        .then_some((folded, is_last))
    };
    let (head, _) = group(i, true)?;
    let mut joined = head.to_owned();
    let mut at = i + 1;
    while let Some((folded, is_last)) = group(at, false).filter(|_| !text.touches(at - 1)) {
        joined.push_str(folded);
        at += 1;
        if is_last {
            break;
        }
    }
    let stands_alone = text.kind(at) != Kind::Number;
    (at > i + 1 && stands_alone).then(|| joined.parse().ok().map(|v| (v, at))).flatten()
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

/// «ونصف», «وثلاثة أخماس».
fn added_fraction(text: &Text, i: usize) -> Option<(f64, usize)> {
    let lone = usize::from(text.eq(i, "و"));
    let at = i + lone;
    let strip = if lone == 1 { Strip::Nothing } else { Strip::Conjunction };
    let is_joined = |at: usize| lone == 1 || text.fold(at).starts_with('و');
    if let Some(share) = fraction(text, at, strip).filter(|_| is_joined(at)) {
        return Some((share, at + 1));
    }
    if let Some(found) =
        text.find(&text.lex.number_parts, at, at + 1, strip).filter(|f| *f.value < 1.0 && is_joined(at))
    {
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
