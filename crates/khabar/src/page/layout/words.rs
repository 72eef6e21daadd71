//! What a line is by its words alone: the templates of `data/furniture.tsv`.

use std::ops::Range;

use jiff::civil::DateTime;

use super::Named;
use crate::facts::time::timex::span_of;
use crate::facts::time::{Context, Timex};
use crate::lexicon::{LineRule, Piece, TimeUnit};
use crate::record::BlockRole;
use crate::span::Span;
use crate::text::{Kind, Strip, Text};

/// Longest line, in tokens, that may be furniture by its words.
const LONGEST: usize = 60;

/// A printed date found in a line.
pub struct Printed {
    /// The line's number.
    pub line: usize,
    /// The words.
    pub span: Span,
    /// The day or time; none where it is counted from a crawl time that is not known («منذ 3 ساعات»).
    pub timex: Option<Timex>,
    /// Whether a word or the markup says what the date is.
    pub labelled: bool,
}

/// The lines of a page as their words are read, and when the page was fetched.
pub struct Reader<'t> {
    /// The text.
    pub text: &'t Text<'t>,
    /// When the page was fetched.
    pub retrieved: Option<DateTime>,
}

type Date = (Span, Option<Timex>);

impl Reader<'_> {
    /// Role of a line; a date it holds goes to `printed`.
    pub fn role(&self, tokens: Range<usize>, line: usize, printed: &mut Vec<Printed>) -> Option<Named> {
        let text = self.text;
        let furniture = |kind, by| Some(Named::new(BlockRole::Furniture, kind, by));
        let is_mark = |i: usize| matches!(text.kind(i), Kind::Mark(_)) && !matches!(text.mark(i), '℃' | '°');
        if tokens.clone().all(is_mark) {
            // Marks or invisible characters alone.
            return furniture(None, "page.marks@1");
        }
        if is_address(text.span(tokens.clone(), 0).of(text.src())) {
            return furniture(None, "page.address@1");
        }
        if tokens.len() > LONGEST {
            return None;
        }
        let mut date = None;
        if self.fits(&[Piece::Date], tokens.clone(), &mut date) {
            let (span, timex) = date?;
            printed.push(Printed { line, span, timex, labelled: false });
            return furniture(Some("clock"), "page.lone-date@1");
        }
        let rule = text.lex.lines.iter().find(|rule| {
            date = None;
            self.fits(&rule.pieces, tokens.clone(), &mut date)
        })?;
        if let Some((span, timex)) = date {
            printed.push(Printed { line, span, timex, labelled: true });
        }
        Some(Named::new(rule.role, rule.kind, "page.furniture-table@1"))
    }

    /// How many words a line that fits a template opens with before what differs from page to page.
    pub fn label(&self, tokens: Range<usize>) -> usize {
        let fits = |rule: &&LineRule| self.fits(&rule.pieces, tokens.clone(), &mut None);
        let rule = self.text.lex.lines.iter().find(fits);
        rule.map_or(0, |r| r.pieces.iter().take_while(|p| matches!(p, Piece::Word(_))).count())
    }

    /// The first date in a line.
    pub fn date_in(&self, tokens: Range<usize>) -> Option<Date> {
        tokens.clone().find_map(|at| {
            let (timex, end) = self.date(at, tokens.end)?;
            Some((self.text.span(at..end, 0), timex))
        })
    }

    /// Whether the words of a line fit a template; the date it holds goes to `date`.
    pub fn fits(&self, pieces: &[Piece], tokens: Range<usize>, date: &mut Option<Date>) -> bool {
        let text = self.text;
        let at = skips(text, tokens.start, tokens.end, pieces.first());
        let Some((piece, rest)) = pieces.split_first() else { return at >= tokens.end };
        if at >= tokens.end {
            return false;
        }
        let one = |date: &mut Option<Date>| self.fits(rest, at + 1..tokens.end, date);
        match piece {
            Piece::Word(word) => text.word(at) == *word && one(date),
            Piece::Number => text.kind(at) == Kind::Number && one(date),
            Piece::Any => !matches!(text.kind(at), Kind::Mark(_)) && one(date),
            Piece::Many if rest.is_empty() => true,
            Piece::Many => (at + 1..=tokens.end).rev().any(|end| self.fits(rest, end..tokens.end, date)),
            Piece::Date => {
                let Some((timex, end)) = self.date(at, tokens.end) else { return false };
                *date = Some((text.span(at..end, 0), timex));
                self.fits(rest, end..tokens.end, date)
            }
        }
    }

    /// A printed date that begins at a token, and where it ends.
    fn date(&self, at: usize, end: usize) -> Option<(Option<Timex>, usize)> {
        let context = Context { text: self.text, end, published: None, told: None, future: false };
        if let Some(found) = context.longest(at).filter(crate::facts::time::Match::is_printed_day) {
            return Some((Some(found.timex), found.end));
        }
        self.ago(&context, at)
    }

    /// «منذ 3 ساعات», «قبل يومين»: counted from the crawl.
    fn ago(&self, context: &Context, at: usize) -> Option<(Option<Timex>, usize)> {
        if !matches!(self.text.fold(at), "منذ" | "قبل") {
            return None;
        }
        let (count, unit, end) = if let Some(length) = context.duration(at + 1) {
            match length.timex {
                Timex::Duration(Some(count), unit) if count.fract() == 0.0 => {
                    (count as i64, unit, length.end)
                }
                _ => return None,
            }
        } else {
            let unit = self.text.find(&self.text.lex.time_units, at + 1, at + 2, Strip::Nothing)?;
            (1, unit.value.unit, unit.end)
        };
        if unit > TimeUnit::Week {
            return None;
        }
        let then = self.retrieved.and_then(|now| now.checked_sub(span_of(count, unit)?).ok());
        let timex = then.map(|then| match unit {
            TimeUnit::Day | TimeUnit::Week => Timex::Day(then.date()),
            _ => Timex::Clock(
                then.date(),
                then.time().with().second(0).subsec_nanosecond(0).build().unwrap_or_default(),
                false,
            ),
        });
        Some((timex, end))
    }
}

/// Whether a line is an address of the web or of a mailbox, and nothing else.
fn is_address(line: &str) -> bool {
    !line.contains(char::is_whitespace)
        && (line.starts_with("http://")
            || line.starts_with("https://")
            || line.starts_with("www.")
            || line.split_once('@').is_some_and(|(_, host)| host.contains('.') && host.is_ascii()))
}

/// Marks that a template does not see.
fn skips(text: &Text, mut at: usize, end: usize, next: Option<&Piece>) -> usize {
    while at < end
        && matches!(text.kind(at), Kind::Mark(_))
        && !matches!(next, Some(Piece::Word(w)) if *w == text.word(at))
        && !matches!(text.mark(at), '%' | '°' | '℃' | '©')
    {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicons;

    #[test]
    fn every_furniture_row_fits_its_example() {
        let lex = lexicons();
        let lines = lex.lines.iter().map(|r| (&r.pieces, r.example));
        for (pieces, example) in lines.chain(lex.page_kinds.iter().map(|r| (&r.pieces, r.example))) {
            let text = Text::new(example, &[Span::from(0..example.len())], lex);
            let reader = Reader { text: &text, retrieved: None };
            assert!(reader.fits(pieces, 0..text.len(), &mut None), "«{example}» does not fit its template");
        }
    }
}
