//! Numerals: digits, words and mixtures of both, read into a value.
//!
//! A numeral is a sum of groups. A group (below one thousand) is a hundred, a unit and a ten in the order Arabic says
//! them, joined by «و»; a scale word multiplies the group before it, and a greater one right behind it multiplies again
//! («خمسين ألف مليون»); each group is smaller than the scale before.

mod amount;
mod figure;
mod sum;
mod value;

pub use figure::digits;
pub use value::{Number, numbers};

use crate::lexicon::NumberKind;
use crate::text::{Cut, Kind, Strip, Text};

/// A numeral found in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral {
    /// Its value.
    pub value: f64,
    /// One past its last token.
    pub end: usize,
    /// What was cut off its first token.
    pub cut: Cut,
    /// Whether it begins with digits.
    pub digits: bool,
    /// Whether it is one token of digits whose dot may stand between thousands: «3.350».
    pub dotted: bool,
    /// The scale of a numeral that is one group and its scale, as «14 مليون»; 1 of any other.
    pub scale: f64,
}

/// A part of a numeral at a place: digits (no kind) or a number word.
struct Part {
    kind: Option<NumberKind>,
    value: f64,
    cut: Cut,
    end: usize,
    dotted: bool,
}

/// The numeral that begins at token `i` and ends before `end`.
#[must_use]
pub fn numeral(text: &Text, i: usize, end: usize) -> Option<Numeral> {
    let mut sum = sum::Sum::new();
    let mut at = i;
    let mut found: Option<Numeral> = None;
    let starts_with_digits = text.kind(i) == Kind::Number;
    let mut cut = Cut::default();
    while at < end {
        let first = at == i;
        // «و» may stand alone: «مليونا و 500 ألف».
        let lone = !first && text.eq(at, "و");
        // «(600) ألف»: the bracket closes before the scale.
        let bracket = !first && is_scale_behind_bracket(text, i, at);
        let start = at + usize::from(lone || bracket);
        let Some(part) = part_of(text, start, end, first) else { break };
        if first {
            cut = part.cut;
        }
        let joined = lone || (!first && part.cut.conjunction);
        // «300 ألف و1.2 مليار» is two amounts.
        let scale = number_word(text, part.end, end, Strip::Nothing).filter(|w| w.0 == NumberKind::Scale);
        if joined && part.kind.is_none() && scale.is_some_and(|w| !sum.is_below(w.1)) {
            break;
        }
        let is_led = part.cut.particle.is_some()
            || (part.cut.article && !matches!(part.kind, Some(NumberKind::Scale)));
        if !first && !joined && is_led {
            break;
        }
        if joined
            && part.kind == Some(NumberKind::Fraction)
            && is_scale(text, part.end, end)
            && sum.add_fraction(part.value)
        {
            // «ثلاثة ونصف مليون»: no number before its scale.
            at = part.end;
            continue;
        }
        if !sum.take(part.kind, part.value, first, joined) {
            break;
        }
        at = part.end;
        // «مليون ونصف المليون»: the scale that the fraction is of.
        if joined
            && part.kind == Some(NumberKind::Fraction)
            && is_scale(text, at, end)
            && text.is_definite(at)
        {
            at += 1;
        }
        // A word that only goes with another («أحد» of «أحد عشر») is no numeral alone.
        if !(part.kind == Some(NumberKind::Eleven) && (part.value < 2.0 || first)) || at > i + 1 {
            found = Some(Numeral {
                value: sum.value(),
                end: at,
                cut,
                digits: starts_with_digits,
                dotted: first && part.dotted,
                scale: sum.only_scale(),
            });
        }
    }
    found.filter(|n| is_number_alone(text, i, n))
}

fn number_word(text: &Text, i: usize, end: usize, strip: Strip) -> Option<(NumberKind, f64, Cut)> {
    text.find(&text.lex.numbers, i, end.min(i + 1), strip).map(|f| (f.value.kind, f.value.value, f.cut))
}

fn is_scale(text: &Text, i: usize, end: usize) -> bool {
    number_word(text, i, end, Strip::Article)
        .is_some_and(|(kind, _, cut)| kind == NumberKind::Scale && !cut.conjunction && cut.particle.is_none())
}

fn is_scale_behind_bracket(text: &Text, i: usize, at: usize) -> bool {
    at == i + 1
        && text.mark(at) == ')'
        && i.checked_sub(1).is_some_and(|p| text.mark(p) == '(')
        && is_scale(text, at + 1, at + 2)
}

/// The part of a numeral at a token.
fn part_of(text: &Text, i: usize, end: usize, first: bool) -> Option<Part> {
    if text.kind(i) == Kind::Number {
        let found = figure::figure(text, i, end)?;
        let (value, end, dotted) = (found.value, found.end, found.dotted);
        return Some(Part { kind: None, value, cut: Cut::default(), end, dotted });
    }
    let (kind, value, cut) = number_word(text, i, end, Strip::Article)?;
    let part = |kind, value, cut| Some(Part { kind: Some(kind), value, cut, end: i + 1, dotted: false });
    // «كمية» is no «ك» + «مئة», «سألف» no «س» + «ألف».
    if matches!(cut.particle, Some('ك' | 'س')) {
        return None;
    }
    // «وأحد عشر» is spelt as «واحد» once its hamza is folded.
    if !first && kind == NumberKind::Unit && value < 2.0 && cut == Cut::default() {
        let teen = number_word(text, i + 1, end, Strip::Nothing);
        if teen.is_some_and(|t| t.0 == NumberKind::Teen) {
            return part(NumberKind::Eleven, 1.0, Cut { conjunction: true, ..cut });
        }
    }
    if first && kind == NumberKind::Scale && is_construct_dual(text, i, end) {
        return part(NumberKind::Dual, 2.0 * value, cut);
    }
    let ordinal = matches!(kind, NumberKind::Ordinal) || (kind == NumberKind::Tenth && first);
    if ordinal { None } else { part(kind, value, cut) }
}

/// «مليونا نسخة»: right before a noun the dual of a scale has lost its ن, and is no accusative («مليوناً»).
fn is_construct_dual(text: &Text, i: usize, end: usize) -> bool {
    let next = i + 1;
    // «ألفا مليار» is two thousand of them, one would be «ألف مليار».
    let is_noun = number_word(text, next, end, Strip::Proclitics).is_none()
        || number_word(text, next, end, Strip::Nothing).is_some_and(|w| w.0 == NumberKind::Scale);
    is_noun
        && text.fold(i).ends_with('ا')
        && !text.printed(i).contains('\u{064B}')
        && next < end
        && text.kind(next) == Kind::Arabic
        && text.function(next).is_none()
        && !text.fold(next).starts_with('و')
        && text.find(&text.lex.bounds, next, end, Strip::Nothing).is_none()
}

/// Whether a parse may stand as a number: not a lone fraction («نصف المدينة»), «المئة» of a percentage, or a plural scale.
fn is_number_alone(text: &Text, i: usize, n: &Numeral) -> bool {
    if n.end > i + 1 || n.digits {
        return true;
    }
    let Some(found) = text.find(&text.lex.numbers, i, i + 1, Strip::Article) else { return false };
    match found.value.kind {
        NumberKind::Fraction | NumberKind::Eleven => false,
        NumberKind::Hundred => !text.is_definite(i),
        NumberKind::Scale => text.find(&text.lex.vague, i, i + 1, Strip::Article).is_none(),
        _ => true,
    }
}

/// The ordinal that begins at token `i`: its value and end. «الثاني عشر», «الحادي والثلاثين».
#[must_use]
#[allow(clippy::cast_sign_loss, reason = "ordinals of the table are whole and positive")]
pub fn ordinal(text: &Text, i: usize, end: usize) -> Option<(u32, usize, Cut)> {
    let first = text.find(&text.lex.numbers, i, end.min(i + 1), Strip::Proclitics)?;
    let small = match first.value.kind {
        NumberKind::Ordinal => first.value.value,
        NumberKind::Tenth => return Some((first.value.value as u32, i + 1, first.cut)),
        _ => return None,
    };
    if let Some(next) = text.find(&text.lex.numbers, i + 1, end.min(i + 2), Strip::Article) {
        let more = match next.value.kind {
            NumberKind::Teen if !next.cut.conjunction => Some(10.0),
            NumberKind::Tenth if next.cut.conjunction => Some(next.value.value),
            NumberKind::Ten if next.cut.conjunction && next.cut.article => Some(next.value.value),
            _ => None,
        };
        if let Some(more) = more {
            return Some(((small + more) as u32, i + 2, first.cut));
        }
    }
    Some((small as u32, i + 1, first.cut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicons;
    use crate::span::Span;

    fn read(words: &str) -> Option<(f64, usize)> {
        let text = Text::new(words, &[Span::from(0..words.len())], lexicons());
        numeral(&text, 0, text.len()).map(|n| (n.value, n.end))
    }

    #[test]
    fn words_digits_and_mixtures() {
        for (words, value) in [
            ("2100", 2100.0),
            ("1,250", 1250.0),
            ("٢٫٥ مليون", 2_500_000.0),
            ("أحد عشر", 11.0),
            ("خمسة وعشرون", 25.0),
            ("ثلاثمائة وخمسة وعشرين", 325.0),
            ("ثلاث مئة", 300.0),
            ("ألفين ومئتين", 2200.0),
            ("15 ألفا و300", 15300.0),
            ("مليوناً و 500 ألف", 1_500_000.0),
            ("مليون و525 ألف", 1_525_000.0),
            ("ربع مليون", 250_000.0),
            ("مليون ونصف المليون", 1_500_000.0),
            ("خمسة آلاف وستمئة", 5600.0),
            ("لتسعة", 9.0),
        ] {
            assert_eq!(read(words).map(|r| r.0), Some(value), "{words}");
        }
        assert_eq!(read("22 من رجال"), Some((22.0, 1)));
        for none in ["نصف المدينة", "أحد الحراس", "المئة", "الخامس"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
