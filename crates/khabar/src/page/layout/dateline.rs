//! The dateline: place, day and agency at the head of a story, on a line of their own or before its first words.

use std::ops::Range;

use jiff::civil::Date;

use super::words::Reader;
use super::{Given, Lines, Named};
use crate::facts::time::{Context, Match, Timex};
use crate::lexicon::DateWord;
use crate::page::When;
use crate::page::dates::{Candidate, Source};
use crate::record::{BlockRole, Label, TimeType};
use crate::span::Span;
use crate::text::{Kind, Strip, Text};

/// Longest place of a dateline that no gazetteer knows, in words.
const UNKNOWN_PLACE: usize = 3;
/// Longest dateline without its place, in tokens.
const LONGEST: usize = 30;
/// Lines of the story among which the dateline is looked for.
const HEAD: usize = 3;

/// A dateline with the day it tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Dateline {
    /// The words of the day.
    pub span: Span,
    /// The day; open where no year is printed.
    pub timex: Timex,
    /// One past the last token: where the story begins.
    pub end: usize,
}

/// The dateline with a day that a line opens with: «بغداد - 4 نوفمبر 2021», «الرياض 05 ذو الحجة 1442 هـ الموافق 15 يوليو 2021 م واس:»,
/// «عمّان 4 تشرين الثاني (بترا) --». Behind the day stands an agency, a mark or the end of the line, so that a sentence
/// which begins with a place is none.
pub fn read(text: &Text, line: Range<usize>) -> Option<Dateline> {
    let end = line.end.min(line.start + LONGEST);
    let opened = behind_marks(text, line.start, end);
    let (at, mut agency) = behind_agency(text, opened, end);
    let (place, known) = behind_place(text, at, end)?;
    let at = behind_marks(text, place, end);
    // «واشنطن (رويترز) 4 نوفمبر 2021»
    let (at, before) = behind_agency(text, at, end);
    agency |= before;
    let at = at + usize::from(is_lead(text, at));
    let context = Context::new(text, end, None);
    let found = context.longest(at).filter(|m| m.is_printed_day() || is_day_of_month(m));
    let (timex, day) = found.map(|m| (m.timex, m.end)).or_else(|| day_and_month(text, at))?;
    let marks = behind_marks(text, day, end);
    let (behind, after) = behind_agency(text, marks, end);
    agency |= after;
    let is_set_apart = behind >= line.end || after || marks > day && !matches!(text.mark(day), '،' | ',');
    (is_set_apart && (known || agency)).then(|| Dateline { span: text.span(at..day, 0), timex, end: behind })
}

/// «4 - 11 (كونا)»: day and month in digits, which the agency behind them tells from a score.
fn day_and_month(text: &Text, at: usize) -> Option<(Timex, usize)> {
    let number = |at: usize| (text.kind(at) == Kind::Number).then(|| text.fold(at).parse::<i8>().ok())?;
    let (day, month) = (number(at)?, number(at + 2)?);
    let is_date = matches!(text.mark(at + 1), '-' | '/') && text.mark(at + 3) == '(';
    let () = text.is(&text.lex.agencies, at + 4, Strip::Nothing)?;
    // A leap year has every day.
    let day = Date::new(2000, month, day).ok().filter(|_| is_date)?;
    Some((Timex::Open(format!("XXXX-{:02}-{:02}", day.month(), day.day()), TimeType::Date), at + 3))
}

/// A day and month whose year is not told.
fn is_day_of_month(found: &Match) -> bool {
    matches!(&found.timex, Timex::Open(value, _) if value.starts_with("XXXX-") && month_and_day(value).is_some())
}

fn month_and_day(value: &str) -> Option<(i8, i8)> {
    let (month, day) = value.strip_prefix("XXXX-")?.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

fn behind_marks(text: &Text, mut at: usize, end: usize) -> usize {
    while at < end && matches!(text.kind(at), Kind::Mark(_)) {
        at += 1;
    }
    at
}

/// Behind the agency at `at` and the marks around it, and whether one stood there. In the running text its letters may be
/// a word («بنا», «معا»): a mark, a number or the end of the line follows it.
fn behind_agency(text: &Text, at: usize, end: usize) -> (usize, bool) {
    let Some(found) = text.find(&text.lex.agencies, at, end, Strip::Nothing) else { return (at, false) };
    let behind = behind_marks(text, found.end, end);
    let stands = behind > found.end || behind >= end || text.kind(behind) == Kind::Number;
    if stands { (behind, true) } else { (at, false) }
}

/// Whether a word leads to a date: «في».
fn is_lead(text: &Text, at: usize) -> bool {
    text.is(&text.lex.date_words, at, Strip::Nothing) == Some(&DateWord::Between)
}

/// Behind the places at `at` («الرباط/ الدار البيضاء», «قندز (أفغانستان)»), and whether a gazetteer knows the first; one that
/// it does not know ends at a mark, at «في» or at a number.
fn behind_place(text: &Text, at: usize, end: usize) -> Option<(usize, bool)> {
    let known = |at: usize| {
        text.find(&text.lex.known, at, end, Strip::Nothing)
            .filter(|p| p.value.label == Label::Loc)
            .map(|p| p.end)
    };
    let Some(mut place) = known(at) else {
        let is_word = |i: &usize| text.kind(*i) == Kind::Arabic && !is_lead(text, *i);
        let words = (at..end).take_while(is_word).count();
        return (1..=UNKNOWN_PLACE).contains(&words).then_some((at + words, false));
    };
    while let Some(next) = known(behind_marks(text, place, end)) {
        place = next;
    }
    Some((place, true))
}

/// Between the headline and the story, a short line that opens with a place: «صيدا - مكتب الجريدة»; and wherever it stands
/// behind the headline, a line that is nothing but a dateline with its day.
pub fn mark(lines: &Lines, title: Option<usize>, named: &mut [Option<Named>]) {
    let Some(title) = title else { return };
    let text = lines.text;
    let dateline = || Some(Named::new(BlockRole::Dateline, None, "page.dateline@1"));
    for at in title + 1..(title + 8).min(lines.len()) {
        let tokens = lines.tokens(at);
        let Some(slot) = named.get_mut(at) else { return };
        if slot.is_none() && read(text, tokens.clone()).is_some_and(|d| d.end >= tokens.end) {
            *slot = dateline();
            continue;
        }
        if lines.is_story(at) || lines.is_long(at) || tokens.len() > 40 {
            return;
        }
        let place = text.find(&text.lex.known, tokens.start, tokens.end, Strip::Nothing);
        let place = place.filter(|p| p.value.label == Label::Loc && tokens.len() <= 8);
        let is_set_apart = |end: usize| matches!(text.mark(end), '-' | '–' | '—' | ':' | '/' | '|' | '(');
        if slot.is_none() && place.is_some_and(|p| is_set_apart(p.end) || p.end == tokens.end) {
            *slot = dateline();
        }
    }
}

/// The day that the dateline of the story tells, and its words. A year that it does not print is that of the same day
/// elsewhere on the page, or of a fetch that came within a month; where neither is, the day stays unknown.
pub fn day(
    lines: &Lines,
    title: Option<usize>,
    named: &[Option<Named>],
    given: &Given,
) -> Option<(When, Span)> {
    let is_story = |&at: &usize| match named.get(at).and_then(Option::as_ref) {
        None => !lines.tokens(at).is_empty(),
        Some(named) => matches!(named.role, BlockRole::Dateline | BlockRole::Body),
    };
    let from = title.map_or(0, |title| title + 1);
    let mut head = (from..lines.len()).filter(is_story).take(HEAD);
    let dateline = head.find_map(|at| read(lines.text, lines.tokens(at)))?;
    let timex = match &dateline.timex {
        Timex::Open(value, _) => Timex::Day(whole_day(lines, month_and_day(value)?, given)?),
        timex => timex.clone(),
    };
    Some((When::of_timex(&timex)?, dateline.span))
}

/// Days within which a page must have been fetched for the year of the fetch to be that of its dateline.
const FRESH: i32 = 31;

/// The day of a month with the year that the page prints beside it elsewhere, that its address tells, or that makes it a
/// day shortly before the fetch.
fn whole_day(lines: &Lines, (month, day): (i8, i8), given: &Given) -> Option<Date> {
    let reader = Reader { text: lines.text, retrieved: None };
    let printed = (0..lines.len()).flat_map(|line| reader.days_in(lines.tokens(line)));
    let address = lines.page.dates.iter().filter(|c| c.source == Source::Address).map(Candidate::day);
    let mut days = printed.chain(address);
    let fetched = given.retrieved.as_ref().map(|r| r.local.date());
    let fresh = || {
        let fetched = fetched?;
        let days = [0, 1].into_iter().filter_map(|back| Date::new(fetched.year() - back, month, day).ok());
        let age = |d: Date| d.until(fetched).map_or(i32::MAX, |s| s.get_days());
        days.into_iter().find(|&d| (0..=FRESH).contains(&age(d)))
    };
    days.find(|d| (d.month(), d.day()) == (month, day)).or_else(fresh)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicons;

    /// The value of a line's dateline, and what stands behind it.
    fn told(line: &str) -> Option<(String, &str)> {
        let text = Text::new(line, &[Span::from(0..line.len())], lexicons());
        let found = read(&text, 0..text.len())?;
        let rest = if found.end < text.len() { text.span(found.end..text.len(), 0).of(line) } else { "" };
        Some((found.timex.to_string(), rest))
    }

    #[test]
    fn datelines_of_the_agencies() {
        for (head, value) in [
            ("الرياض 05 ذو الحجة 1442 هـ الموافق 15 يوليو 2021 م واس:", "2021-07-15"),
            ("الدوحة في 04 نوفمبر 2021 /قنا/", "2021-11-04"),
            ("أبوظبي في 4 نوفمبر/ وام /", "XXXX-11-04"),
            ("رام الله 4-11-2021 وفا-", "2021-11-04"),
            ("عمّان 4 تشرين الثاني (بترا) --", "XXXX-11-04"),
            ("الرباط/ 04 نونبر 2021 (ومع)/", "2021-11-04"),
            ("الجزائر - 4 نوفمبر 2021 (وأج) -", "2021-11-04"),
            ("تونس 4 نوفمبر 2021 (وات) -", "2021-11-04"),
            ("الخرطوم في 4-11-2021م (سونا) -", "2021-11-04"),
            ("الكويت - 4 - 11 (كونا) --", "XXXX-11-04"),
            ("الكويت في 4 نوفمبر 2021 / كونا /", "2021-11-04"),
            ("المنامة في 4 نوفمبر 2021 / بنا /", "2021-11-04"),
            ("مسقط في 4 نوفمبر 2021 /العمانية/", "2021-11-04"),
            ("دمشق-سانا 4-11-2021:", "2021-11-04"),
            ("صنعاء - سبأ: 4 نوفمبر 2021 -", "2021-11-04"),
            ("بغداد - 4 نوفمبر 2021 -", "2021-11-04"),
            ("سان خوسيه دي أبوراتشي في 4 نوفمبر 2021 (رويترز) -", ""),
            ("واشنطن (رويترز) 4 نوفمبر 2021 -", "2021-11-04"),
        ] {
            let value = (!value.is_empty()).then(|| value.to_owned());
            assert_eq!(told(head).map(|t| t.0), value, "{head}");
            let line = format!("{head} بحث الوزير التعاون مع نظيره.");
            let told = told(&line);
            assert_eq!(told.as_ref().map(|t| &t.0), value.as_ref(), "{line}");
            assert!(told.is_none_or(|t| t.1.starts_with("بحث")), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for line in [
            "بغداد تستضيف في 4 نوفمبر 2021 مؤتمرا",
            "بغداد 4 نوفمبر 2021 كانت هادئة",
            "بغداد: قال الوزير في 4 نوفمبر 2021 إن العمل بدأ",
            "شهدت المدينة في 4 نوفمبر 2021 - وهو يوم عطلة - مسيرة",
            "العراق 2 - 1 الأردن",
            "بغداد / وكالات",
        ] {
            assert_eq!(told(line), None, "{line}");
        }
    }
}
