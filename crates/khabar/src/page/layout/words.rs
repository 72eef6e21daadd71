//! What a line is by its words alone: the templates of `data/furniture.tsv`.

use std::ops::Range;

use jiff::civil::DateTime;

use super::Named;
use crate::facts::time::timex::span_of;
use crate::facts::time::{Context, Match, Timex};
use crate::lexicon::{DateWord, Deictic, LineRule, NumberKind, Piece, TimeUnit};
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
    /// When the page was changed, where the same line says that as well.
    pub updated: Option<Timex>,
}

impl Printed {
    /// Whether a time of day stands with it.
    pub const fn has_clock(&self) -> bool {
        matches!(self.timex, Some(Timex::Clock(..)))
    }
}

/// The lines of a page as their words are read, and when the page was fetched.
pub struct Reader<'t> {
    /// The text.
    pub text: &'t Text<'t>,
    /// When the page was fetched.
    pub retrieved: Option<DateTime>,
}

type Date = (Span, Option<Timex>);
/// A date and what its label says that it is.
type Labelled = (Option<BlockRole>, Date);

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
        if let Some(named) = self.date_line(tokens.clone(), line, printed) {
            return Some(named);
        }
        let mut date = None;
        let rule = text.lex.lines.iter().find(|rule| {
            date = None;
            self.fits(&rule.pieces, tokens.clone(), &mut date)
        })?;
        if let Some((span, timex)) = date {
            printed.push(Printed { line, span, timex, labelled: true, updated: None });
        }
        Some(Named::new(rule.role, rule.kind, "page.furniture-table@1"))
    }

    /// The role of a line of dates, clock times and the words of `data/date_words.tsv`, and nothing else: what its labels
    /// say, without one the clock of the site.
    fn date_line(&self, tokens: Range<usize>, line: usize, printed: &mut Vec<Printed>) -> Option<Named> {
        let dates = self.dates_of(tokens)?;
        let of = |role| dates.iter().find(|(label, _)| *label == role).map(|(_, date)| (role, date));
        let updated = of(Some(BlockRole::Updated));
        let (role, (span, timex)) = of(Some(BlockRole::Published)).or(updated).or_else(|| of(None))?;
        let updated =
            updated.filter(|_| role == Some(BlockRole::Published)).and_then(|(_, date)| date.1.clone());
        printed.push(Printed { line, span: *span, timex: timex.clone(), labelled: role.is_some(), updated });
        Some(match role {
            Some(role) => Named::new(role, None, "page.furniture-table@1"),
            None => Named::new(BlockRole::Furniture, Some("clock"), "page.lone-date@1"),
        })
    }

    /// The dates of a line that holds nothing else, each with the label before it, else the one behind it.
    fn dates_of(&self, tokens: Range<usize>) -> Option<Vec<Labelled>> {
        let (text, end) = (self.text, tokens.end);
        let (mut at, mut label, mut waiting) = (tokens.start, None, false);
        let mut dates: Vec<Labelled> = Vec::new();
        while at < end {
            if let Some((timex, behind)) = self.date(at, end) {
                waiting = label.is_none();
                dates.push((label, (text.span(at..behind, 0), timex)));
                at = behind;
            } else if let Some(word) = text.find(&text.lex.date_words, at, end, Strip::Conjunction) {
                match *word.value {
                    DateWord::Label(role) => {
                        label = Some(role);
                        if let Some(last) = dates.last_mut().filter(|_| std::mem::take(&mut waiting)) {
                            last.0 = label;
                        }
                    }
                    DateWord::Between => {}
                    DateWord::Ago | DateWord::And | DateWord::Sign => return None,
                }
                at = word.end;
            } else if text.kind(at) == Kind::Number
                && let Some(sign) = text.find(&text.lex.date_words, at + 1, end, Strip::Nothing)
                && *sign.value == DateWord::Sign
            {
                at = sign.end;
            } else if matches!(text.kind(at), Kind::Mark(_)) {
                at += 1;
            } else {
                return None;
            }
        }
        // Two dates without a label are the ends of a period.
        let is_one = dates.len() == 1 || dates.iter().all(|(label, _)| label.is_some());
        (is_one && !dates.is_empty()).then_some(dates)
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

    /// The whole days printed in a line.
    pub fn days_in(&self, tokens: Range<usize>) -> impl Iterator<Item = jiff::civil::Date> {
        tokens.clone().filter_map(move |at| match self.date(at, tokens.end)?.0? {
            Timex::Day(day) | Timex::Clock(day, ..) => Some(day),
            _ => None,
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
    pub fn date(&self, at: usize, end: usize) -> Option<(Option<Timex>, usize)> {
        let context = Context::new(self.text, end, None);
        if let Some(found) = context.longest(at).filter(Match::is_printed_day) {
            return Some((Some(found.timex), found.end));
        }
        self.ago(&context, at).or_else(|| self.today(&context, at))
    }

    /// «منذ 3 ساعات», «قبل يومين», «منذ ساعة و20 دقيقة»: counted from the crawl.
    fn ago(&self, context: &Context, at: usize) -> Option<(Option<Timex>, usize)> {
        let is = |at: usize, word| self.text.is(&self.text.lex.date_words, at, Strip::Nothing) == Some(&word);
        if !is(at, DateWord::Ago) {
            return None;
        }
        let mut then = self.retrieved;
        let mut smallest = TimeUnit::Century;
        let mut end = at + 1;
        loop {
            let (count, unit, behind) = self.length(context, end)?;
            then = then.and_then(|now| now.checked_sub(span_of(count, unit)?).ok());
            (smallest, end) = (smallest.min(unit), behind);
            if !is(end, DateWord::And) || self.length(context, end + 1).is_none() {
                break;
            }
            end += 1;
        }
        let timex = then.filter(|_| smallest <= TimeUnit::Week).map(|then| match smallest {
            TimeUnit::Day | TimeUnit::Week => Timex::Day(then.date()),
            _ => Timex::Clock(
                then.date(),
                then.time().with().second(0).subsec_nanosecond(0).build().unwrap_or_default(),
                false,
            ),
        });
        Some((timex, end))
    }

    /// A whole length of time, a lone unit counted as one: «3 ساعات», «ساعة», «دقيقة واحدة».
    fn length(&self, context: &Context, at: usize) -> Option<(i64, TimeUnit, usize)> {
        let text = self.text;
        if let Some(length) = context.duration(at) {
            return match length.timex {
                Timex::Duration(Some(count), unit) if count.fract() == 0.0 => {
                    Some((count as i64, unit, length.end))
                }
                _ => None,
            };
        }
        let unit =
            text.find(&text.lex.time_units, at, at + 1, Strip::Nothing).filter(|u| u.end <= context.end)?;
        let one = text
            .is(&text.lex.numbers, unit.end, Strip::Nothing)
            .is_some_and(|n| n.kind == NumberKind::Unit && n.value < 2.0);
        Some((1, unit.value.unit, unit.end + usize::from(one && unit.end < context.end)))
    }

    /// «اليوم 10:30», «أمس الساعة 4:15 م»: a clock time of a day counted from the crawl.
    fn today(&self, context: &Context, at: usize) -> Option<(Option<Timex>, usize)> {
        let deictic = self.text.is(&self.text.lex.deictics, at, Strip::Nothing)?;
        let Deictic::Days(..=0) = *deictic else { return None };
        // Without a crawl time any day shows where the words end.
        let day = self.retrieved.unwrap_or_default();
        let found = Context { published: Some(day), ..*context }.longest(at)?;
        let is_clock = matches!(found.timex, Timex::Clock(..));
        is_clock.then(|| (self.retrieved.map(|_| found.timex), found.end))
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

    fn of<T>(line: &str, read: impl Fn(&Reader, Range<usize>) -> T) -> T {
        let text = Text::new(line, &[Span::from(0..line.len())], lexicons());
        let retrieved = Some(jiff::civil::datetime(2021, 11, 5, 10, 0, 0, 0));
        read(&Reader { text: &text, retrieved }, 0..text.len())
    }

    #[test]
    fn every_furniture_row_fits_its_example() {
        let lex = lexicons();
        let lines = lex.lines.iter().map(|r| (&r.pieces, r.example));
        for (pieces, example) in lines.chain(lex.page_kinds.iter().map(|r| (&r.pieces, r.example))) {
            let fits = of(example, |reader, tokens| reader.fits(pieces, tokens, &mut None));
            assert!(fits, "«{example}» does not fit its template");
        }
    }

    /// Role, value and what the same line says of a change.
    fn told(line: &str) -> Option<(BlockRole, Option<String>, Option<String>)> {
        of(line, |reader, tokens| {
            let mut printed = Vec::new();
            let named = reader.date_line(tokens, 0, &mut printed)?;
            let date = printed.pop()?;
            Some((named.role, date.timex.map(|t| t.to_string()), date.updated.map(|t| t.to_string())))
        })
    }

    #[test]
    fn every_label_names_its_line_before_and_behind_the_date() {
        let rows =
            include_str!("../../../data/date_words.tsv").lines().filter_map(|row| row.split_once('\t'));
        let mut count = 0;
        for (label, class) in rows.filter(|(_, class)| matches!(*class, "published" | "updated")) {
            count += 1;
            for line in [
                format!("{label}: 4 نوفمبر 2021"),
                format!("{label} في 4 نوفمبر 2021"),
                format!("4 نوفمبر 2021 ({label})"),
            ] {
                let (role, value, _) = told(&line).expect("a line of a label and a date is told");
                assert_eq!(value.as_deref(), Some("2021-11-04"), "{line}");
                assert_eq!(role == BlockRole::Updated, class == "updated", "{line}");
            }
        }
        assert!(count > 80);
    }

    #[test]
    fn a_line_of_two_labels_tells_both_times() {
        for line in [
            "نشر: 4 نوفمبر 2021 10:30 - آخر تحديث: 5 نوفمبر 2021",
            "آخر تحديث في 5 نوفمبر 2021 | تاريخ النشر 4 نوفمبر 2021 الساعة 10:30",
        ] {
            let told = told(line).expect("both dates are told");
            let of = |value: &str| Some(value.to_owned());
            assert_eq!(told, (BlockRole::Published, of("2021-11-04T10:30"), of("2021-11-05")), "{line}");
        }
    }

    #[test]
    fn times_counted_from_the_fetch() {
        for (line, value) in [
            ("منذ 3 ساعات", "2021-11-05T07:00"),
            ("نُشر قبل ٥ ساعات", "2021-11-05T05:00"),
            ("منذ ساعة و 20 دقيقة", "2021-11-05T08:40"),
            ("منذ ساعة واحدة", "2021-11-05T09:00"),
            ("قبل يومين", "2021-11-03"),
            ("أمس الساعة 4:15 م", "2021-11-04T16:15"),
            ("اليوم، 09:10", "2021-11-05T09:10"),
        ] {
            assert_eq!(told(line).and_then(|t| t.1).as_deref(), Some(value), "{line}");
        }
        assert_eq!(told("منذ 3 أشهر").map(|t| t.1), Some(None), "no day is told");
    }

    #[test]
    fn lines_that_are_more_than_a_date_are_not_told() {
        for line in [
            "اليوم",
            "نشر",
            "حدث في بغداد 4 نوفمبر 2021",
            "4 نوفمبر 2021 - 10 نوفمبر 2021",
            "الجيش ينشر قواته في 4 نوفمبر 2021",
            "قبل 3 أعوام من الآن",
        ] {
            assert_eq!(told(line), None, "{line}");
        }
    }
}
