//! Numerals: digits, words and mixtures of both, read into a value.
//!
//! A numeral is a sum of groups. A group (below one thousand) is a hundred, a unit and a ten in the order Arabic says
//! them, joined by «و»; a scale word multiplies the group before it; each group is smaller than the scale before.

mod value;

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
}

/// How far a group has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Empty,
    Hundred,
    Unit,
    Full,
}

struct Sum {
    total: f64,
    group: f64,
    slot: Slot,
    /// The last scale; the next group must stay below it.
    scale: f64,
}

/// The value of a token of digits: `1,250` and `1.250.000` are grouped, `2.5` and `2,5` are not.
#[must_use]
pub fn digits(folded: &str) -> Option<f64> {
    let grouped = |mark: char| {
        let mut groups = folded.split(mark);
        let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && !g.contains(['.', ',']));
        first && groups.all(|g| g.split(['.', ',']).next().is_some_and(|g| g.len() == 3))
    };
    let (commas, dots) = (folded.matches(',').count(), folded.matches('.').count());
    let plain = match (commas, dots) {
        (0, 0 | 1) => folded.to_owned(),
        (0, _) if grouped('.') => folded.replace('.', ""),
        (1.., 0 | 1) if grouped(',') => folded.replace(',', ""),
        (1, 0) => folded.replace(',', "."),
        _ => return None,
    };
    plain.parse().ok()
}

/// The numeral that begins at token `i` and ends before `end`.
#[must_use]
pub fn numeral(text: &Text, i: usize, end: usize) -> Option<Numeral> {
    let mut sum = Sum { total: 0.0, group: 0.0, slot: Slot::Empty, scale: f64::INFINITY };
    let mut at = i;
    let mut found: Option<Numeral> = None;
    let mut cut = Cut::default();
    let starts_with_digits = text.kind(i) == Kind::Number;
    while at < end {
        let first = at == i;
        // «و» may stand alone: «مليونا و 500 ألف».
        let lone = !first && text.eq(at, "و");
        let part = if lone { at + 1 } else { at };
        let Some((kind, value, part_cut)) = part_of(text, part, end, first) else { break };
        if first {
            cut = part_cut;
        }
        let joined = lone || (!first && part_cut.conjunction);
        if !first
            && !joined
            && (part_cut.particle.is_some() || (part_cut.article && !matches!(kind, Some(NumberKind::Scale))))
        {
            break;
        }
        if !sum.take(kind, value, first, joined) {
            break;
        }
        at = part + 1;
        // A word that only goes with another («أحد» of «أحد عشر») is no numeral alone.
        if !(kind == Some(NumberKind::Eleven) && (value < 2.0 || first)) || at > i + 1 {
            found = Some(Numeral { value: sum.total + sum.group, end: at, cut, digits: starts_with_digits });
        }
    }
    found.filter(|n| is_number_alone(text, i, n))
}

/// The part of a numeral at a token: digits (no kind) or a number word.
fn part_of(text: &Text, i: usize, end: usize, first: bool) -> Option<(Option<NumberKind>, f64, Cut)> {
    if text.kind(i) == Kind::Number {
        return digits(text.fold(i)).map(|value| (None, value, Cut::default()));
    }
    let found = text.find(&text.lex.numbers, i, end.min(i + 1), Strip::Article)?;
    let word = found.value;
    // «وأحد عشر» is spelt as «واحد» once its hamza is folded.
    if !first && word.kind == NumberKind::Unit && word.value < 2.0 && found.cut == Cut::default() {
        let teen = text.find(&text.lex.numbers, i + 1, end.min(i + 2), Strip::Nothing);
        if teen.is_some_and(|t| t.value.kind == NumberKind::Teen) {
            return Some((Some(NumberKind::Eleven), 1.0, Cut { conjunction: true, ..found.cut }));
        }
    }
    let ordinal = matches!(word.kind, NumberKind::Ordinal) || (word.kind == NumberKind::Tenth && first);
    (!ordinal).then_some((Some(word.kind), word.value, found.cut))
}

impl Sum {
    /// Adds a part; false where it does not go on the numeral.
    fn take(&mut self, kind: Option<NumberKind>, value: f64, first: bool, joined: bool) -> bool {
        let opens = first || joined;
        let below = value < self.scale;
        match kind {
            None if opens && self.slot == Slot::Empty && below => self.put(value, Slot::Full),
            Some(NumberKind::Unit) if opens && below && matches!(self.slot, Slot::Empty | Slot::Hundred) => {
                self.put(value, Slot::Unit)
            }
            Some(NumberKind::Eleven)
                if opens && below && matches!(self.slot, Slot::Empty | Slot::Hundred) =>
            {
                self.put(value, Slot::Unit)
            }
            Some(NumberKind::Teen) if !opens && self.slot == Slot::Unit && self.group % 100.0 < 10.0 => {
                self.put(10.0, Slot::Full)
            }
            Some(NumberKind::Teen) if opens && below && matches!(self.slot, Slot::Empty | Slot::Hundred) => {
                self.put(10.0, Slot::Full)
            }
            Some(NumberKind::Ten | NumberKind::Tenth) if opens && below && self.slot != Slot::Full => {
                self.put(value, Slot::Full)
            }
            Some(NumberKind::Hundred) if opens && below && self.slot == Slot::Empty => {
                self.put(value, Slot::Hundred)
            }
            // «ثلاث مئة»
            Some(NumberKind::Hundred)
                if !opens
                    && value.to_bits() == 100.0_f64.to_bits()
                    && self.slot == Slot::Unit
                    && self.group >= 3.0 =>
            {
                self.group *= 100.0;
                self.slot = Slot::Hundred;
                true
            }
            Some(NumberKind::Scale) if !opens && self.slot != Slot::Empty && below => {
                self.close(self.group * value, value)
            }
            Some(NumberKind::Scale) if opens && self.slot == Slot::Empty && below => self.close(value, value),
            Some(NumberKind::Dual) if opens && self.slot == Slot::Empty && below => {
                self.close(value, value / 2.0)
            }
            Some(NumberKind::Fraction) if first => self.put(value, Slot::Full),
            // «مليون ونصف المليون»
            Some(NumberKind::Fraction) if joined && self.slot == Slot::Empty && self.scale.is_finite() => {
                self.total += value * self.scale;
                true
            }
            _ => false,
        }
    }

    fn put(&mut self, value: f64, slot: Slot) -> bool {
        self.group += value;
        self.slot = slot;
        true
    }

    fn close(&mut self, value: f64, scale: f64) -> bool {
        self.total += value;
        self.group = 0.0;
        self.slot = Slot::Empty;
        self.scale = scale;
        true
    }
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
