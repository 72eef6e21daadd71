//! Letters in the order in which a printer set them, as text copied out of a PDF has them.
//!
//! Two faults are told, from the words of the whole page: lines in visual order («ةرازو» for «وزارة»), and the two
//! letters of «لا» set apart and swapped («االتفاق» for «الاتفاق»). Both are mended in place: a line keeps its length.

mod lam_alef;

use unicode_normalization::char::decompose_compatible;

use super::Linear;
use crate::span::Span;
use crate::text::fold::is_transparent;

/// Words that must show a fault before a page is held to have it.
const LEAST: usize = 3;
/// Words that must begin with «ة» before the order of a page is looked at.
const ENDS: usize = 2;
/// So many words must show a fault for each that shows its absence.
const CLEAR: usize = 4;

/// What was done to a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// What was odd.
    pub warnings: Vec<String>,
    /// Whether the order of its letters cannot be told: facts would be nonsense.
    pub is_refused: bool,
}

/// Mends the order of a page's letters, where its words leave no doubt.
pub fn mend(page: &mut Linear) -> Mended {
    let mut mended = Mended::default();
    let spans: Vec<Span> = page.lines.iter().map(|l| l.span).collect();
    let order = if may_be_visual(&page.text) { Order::of(&page.text) } else { Order::default() };
    if order.is_clear() {
        let before = page.text.clone();
        let turned = change(page, &spans, |line| {
            let own = Order::of(line);
            (own.backward >= own.forward && words(line).next().is_some()).then(|| turn(line))
        });
        turn_dates(page, &before);
        mended.warnings.push(format!(
            "{turned} lines were in visual order, as copied from a PDF: their letters were turned"
        ));
    } else if order.backward >= LEAST && order.backward * CLEAR > order.forward {
        mended
            .warnings
            .push("some words stand in visual order and others do not: no facts were looked for".to_owned());
        mended.is_refused = true;
    }
    let swapped = words(&page.text).fold(lam_alef::Swapped::default(), lam_alef::Swapped::with);
    if swapped.is_clear() {
        let lines = change(page, &spans, |line| Some(lam_alef::unswap(line)).filter(|l| l != line));
        mended.warnings.push(format!(
            "the two letters of «لا» were swapped, as copied from a PDF: mended in {lines} lines"
        ));
    }
    mended
}

/// Puts other letters of the same length in place of lines, and counts those.
fn change(page: &mut Linear, spans: &[Span], other: impl Fn(&str) -> Option<String>) -> usize {
    let mut out = String::with_capacity(page.text.len());
    let (mut at, mut changed) = (0, 0);
    for span in spans {
        let line = span.of(&page.text);
        out.push_str(Span::new(at, span.start).of(&page.text));
        match other(line).filter(|l| l.len() == line.len()) {
            Some(line) => {
                out.push_str(&line);
                changed += 1;
            }
            None => out.push_str(line),
        }
        at = span.end;
    }
    out.push_str(Span::new(at, page.text.len() as u32).of(&page.text));
    page.text = out;
    changed
}

/// Puts the words of dates that were found `before` where they stand in their turned line. A date that was read out of letters
/// in the wrong order is none.
fn turn_dates(page: &mut Linear, before: &str) {
    let Linear { text, lines, dates, .. } = page;
    dates.retain_mut(|date| {
        let Some((span, _)) = &mut date.words else { return true };
        let at = lines.partition_point(|line| line.span.end <= span.start);
        let Some(line) = lines.get(at).map(|line| line.span) else { return false };
        if line.of(text) == line.of(before) {
            return true;
        }
        let (Some(from), Some(behind)) = (line.end.checked_sub(span.end), line.end.checked_sub(span.start))
        else {
            return false;
        };
        let turned = Span::new(line.start + from, line.start + behind);
        let is_same = text.get(turned.range()) == Some(span.of(before));
        *span = turned;
        is_same
    });
}

/// The words of Arabic letters of a text, with their marks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_arabic(c) && !is_transparent(c)).filter(|w| !w.is_empty())
}

const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{64A}' | '\u{671}'..='\u{6D3}' | '\u{FB50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
}

/// The letters of a word, from its first or from its last: ligatures apart, marks left out.
fn letters(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in chars.filter(|&c| !is_transparent(c)) {
        decompose_compatible(c, |d| {
            if is_arabic(d) {
                out.push(d);
            }
        });
    }
    out
}

/// Words that begin as only words in reading order do, and as only turned words do.
#[derive(Debug, Default, Clone, Copy)]
struct Order {
    forward: usize,
    backward: usize,
}

/// Whether words begin with «ة», which none does: what ordinary pages are asked, and no more.
fn may_be_visual(text: &str) -> bool {
    let opens = |at: usize| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let behind = text.get(at..).and_then(|t| t.chars().nth(1));
        before.is_none_or(|c| !is_arabic(c) && !is_transparent(c)) && behind.is_some_and(is_arabic)
    };
    text.match_indices(['ة', '\u{FE93}', '\u{FE94}']).filter(|(at, _)| opens(*at)).count() >= ENDS
}

impl Order {
    fn of(text: &str) -> Self {
        words(text).fold(Self::default(), Self::with)
    }

    fn with(self, word: &str) -> Self {
        Self {
            forward: self.forward + usize::from(is_told(word.chars())),
            backward: self.backward + usize::from(is_told(word.chars().rev())),
        }
    }

    const fn is_clear(self) -> bool {
        self.backward >= LEAST && self.backward >= self.forward * CLEAR
    }
}

/// Whether letters begin with the article or end in «ة» or «ى», as no word does that is read from its end.
fn is_told(chars: impl Iterator<Item = char>) -> bool {
    let word = letters(chars);
    word.chars().nth(1).is_some() && word.ends_with(['ة', 'ى'])
        || word.chars().nth(4).is_some() && word.starts_with("ال")
}

/// A line turned about: digits and words of other letters keep their order, brackets look the other way.
#[must_use]
pub fn turn(line: &str) -> String {
    let chars: Vec<char> = line.chars().rev().map(mirrored).collect();
    let mut out = String::with_capacity(line.len());
    let mut rest = chars.as_slice();
    while let Some((&first, behind)) = rest.split_first() {
        if is_ltr(first) {
            let run = ltr_run(rest);
            let (run, behind) = rest.split_at_checked(run).unwrap_or((rest, &[]));
            out.extend(run.iter().rev().map(|&c| mirrored(c)));
            rest = behind;
        } else {
            out.push(first);
            rest = behind;
        }
    }
    out
}

/// Whether a character is read from the left in any line.
fn is_ltr(c: char) -> bool {
    c.is_numeric() || c.is_alphabetic() && !is_arabic(c)
}

/// How many characters are one number, or words of other letters with what stands between them.
fn ltr_run(chars: &[char]) -> usize {
    let mut end = 0;
    while let Some(&c) = chars.get(end) {
        let before = end.checked_sub(1).and_then(|at| chars.get(at));
        if !is_ltr(c) && !joins(before, c, chars.get(end + 1)) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a mark keeps what stands around it in one run: marks inside numbers, marks and blanks between Latin words.
fn joins(before: Option<&char>, mark: char, behind: Option<&char>) -> bool {
    let (Some(before), Some(behind)) = (before, behind) else { return false };
    is_ltr(*before)
        && is_ltr(*behind)
        && if before.is_numeric() && behind.is_numeric() {
            matches!(mark, '.' | ',' | ':' | '/' | '٫' | '٬')
        } else {
            matches!(mark, ' ' | '.' | ',' | ':' | '/' | '-' | '\'' | '’' | '&' | '@' | '_')
        }
}

const fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        _ => c,
    }
}
