//! What the markup and the lines of a page say of its time, as candidates for `page::dates`.

use std::hash::{Hash as _, Hasher as _};

use html5ever::local_name;
use rustc_hash::{FxHashMap, FxHasher};

use super::dom::{Data, Dom, Element, NodeId};
use super::scripts;
use crate::lexicon::{DateWords, lexicons};
use crate::page::dates::printed::{self, Found, Habit};
use crate::page::dates::{Around, Candidate, Shape, Source, settle};
use crate::page::{When, when};
use crate::span::Span;

/// Most candidates of a page.
const MOST: usize = 400;
/// Most of them that are addresses of pictures.
const PICTURES: usize = 12;
/// Longest attribute that may be a date.
const LONGEST: usize = 64;
/// How many elements outwards names are read.
const OUTWARDS: usize = 14;

/// The candidates of a page as they are collected, each with the element that it stands in.
#[derive(Debug, Default)]
pub struct Collector {
    found: Vec<(NodeId, Candidate)>,
    said: FxHashMap<NodeId, DateWords>,
    pictures: usize,
    scripted: usize,
}

/// The two letters of a language, and whether its pages write the month first.
#[must_use]
pub fn habit(language: Option<&str>) -> Habit<'_> {
    let language = language.unwrap_or_default();
    let letters = language.get(..2).unwrap_or_default();
    let is_american = ["en", "en-US", "en-us", "en_US", "EN", "en-PH"].contains(&language);
    Habit { language: letters, month_first: is_american }
}

impl Collector {
    /// Takes in a candidate that stands in no element.
    pub fn push(&mut self, candidate: Candidate) {
        self.found.push((0, candidate));
    }

    /// Takes in a value that `key` says is a time.
    pub fn tell(
        &mut self,
        node: NodeId,
        source: Source,
        field: &str,
        key: DateWords,
        value: &str,
        habit: Habit,
    ) {
        if self.found.len() >= MOST || value.len() > LONGEST {
            return;
        }
        if let Some(candidate) = read(value, source, field, key, habit) {
            self.found.push((node, candidate));
        }
    }

    /// Takes in what an element's attributes say.
    pub fn element(&mut self, dom: &Dom, id: NodeId, element: &Element, habit: Habit) {
        let dates = &lexicons().html_dates;
        let (mut property, mut is_valued) = (None, false);
        for attr in element.attrs() {
            let name = &attr.name.local;
            let (source, field, says) = if *name == local_name!("datetime") {
                is_valued = true;
                (Source::Time, "time", DateWords::DATE)
            } else if *name == local_name!("title") {
                (Source::Attribute, "title", DateWords::DATE)
            } else if *name == local_name!("content") {
                is_valued = true;
                let key = element.attr("itemprop").or_else(|| element.attr("property"));
                (Source::Property, "microdata", key.map(|k| dates.says(k)).unwrap_or_default())
            } else if *name == local_name!("itemprop") {
                property = Some(&*attr.value).filter(|p| p.starts_with("date"));
                continue;
            } else if *name == local_name!("src") && element.name == local_name!("img") {
                self.picture(&attr.value);
                continue;
            } else if let Some(key) = name.strip_prefix("data-").filter(|_| may_be(&attr.value)) {
                (Source::Attribute, &**name, dates.says(key))
            } else {
                continue;
            };
            if says.is_date() && may_be(&attr.value) {
                // The names of these two attributes say nothing of what the date is.
                let key = if matches!(field, "time" | "title") { DateWords::default() } else { says };
                self.tell(id, source, field, key, attr.value.trim(), habit);
            }
        }
        if let Some(property) = property.filter(|_| !is_valued) {
            let text = dom.text(id);
            self.tell(id, Source::Property, "microdata", dates.says(property), text.trim(), habit);
        }
    }

    /// Takes in the day in the address of a picture.
    pub fn picture(&mut self, address: &str) {
        if self.pictures < PICTURES
            && let Some(day) = super::address::day(address)
        {
            self.pictures += 1;
            self.found
                .push((0, Candidate::new(Source::Image, "image", When::of_day(day), DateWords::default())));
        }
    }

    /// Takes in the dates of a script whose names say that they are dates.
    pub fn script(&mut self, script: &str, habit: Habit) {
        for (name, value) in scripts::dates(script, scripts::MOST.saturating_sub(self.scripted)) {
            self.scripted += 1;
            let says = lexicons().html_dates.says(name);
            if says.is_date() {
                self.tell(0, Source::Script, &format!("script:{name}"), says, value, habit);
            }
        }
    }

    /// The next candidate behind the `at`th that stands in an element, for who walks the page in order.
    pub fn place(&mut self, at: &mut usize, id: NodeId, line: usize) {
        while let Some((node, candidate)) = self.found.get_mut(*at) {
            if *node != id && *node != 0 {
                return;
            }
            if *node == id && id != 0 {
                candidate.line = Some(line as u32);
            }
            *at += 1;
        }
    }

    /// All candidates: those collected, and the dates printed in the lines. `pieces` says where in the text which
    /// text node begins.
    pub fn finish(
        mut self,
        dom: &Dom,
        text: &str,
        lines: impl Iterator<Item = Span>,
        pieces: &[(u32, NodeId)],
        habit: Habit,
    ) -> Vec<Candidate> {
        let mut before: Option<&str> = None;
        let mut is_day_first = habit.month_first && is_arabic(text);
        for (at, line) in lines.enumerate() {
            let words = line.of(text);
            let above = before.replace(words);
            let is_digitless = pieces
                .get(pieces.partition_point(|p| p.0 < line.start))
                .is_none_or(|piece| piece.0 >= line.end);
            if is_digitless {
                continue;
            }
            let mut said = 0;
            for (found, part) in dates_of(words, habit) {
                if self.found.len() >= MOST {
                    break;
                }
                is_day_first |= found.is_day_first;
                let start = line.start as usize + part + found.range.start;
                let piece = pieces.partition_point(|p| p.0 as usize <= start);
                let node = piece.checked_sub(1).and_then(|p| pieces.get(p)).map_or(0, |p| p.1);
                let mut candidate = printed_in(words, said, part + found.range.start, &found, above);
                candidate.line = Some(at as u32);
                if let Some((span, _)) = &mut candidate.words {
                    *span = Span::from(start..start + found.range.len());
                }
                said = part + found.range.end;
                self.found.push((node, candidate));
            }
        }
        let mut found = std::mem::take(&mut self.found);
        for (node, candidate) in &mut found {
            if *node != 0 {
                candidate.around = self.around(dom, *node);
            }
        }
        let mut found: Vec<Candidate> = found.into_iter().map(|f| f.1).collect();
        settle(&mut found, is_day_first && habit.month_first);
        found
    }

    /// What the names of the elements around a node say.
    fn around(&mut self, dom: &Dom, node: NodeId) -> Around {
        let mut around = Around::default();
        let mut kind = FxHasher::default();
        let mut at = Some(node);
        let mut level = 0;
        while let Some(id) = at.filter(|_| level < OUTWARDS) {
            if let Data::Element(element) = dom.data(id) {
                let says = *self.said.entry(id).or_insert_with(|| names(element));
                let slot = match level {
                    0 | 1 => &mut around.own,
                    2 | 3 => &mut around.near,
                    _ => &mut around.far,
                };
                *slot = slot.and(says);
                if level < 3 {
                    element.name.hash(&mut kind);
                    element.attr("class").hash(&mut kind);
                }
                level += 1;
            }
            at = dom.parent(id);
        }
        around.kind = kind.finish() as u32;
        around
    }
}

/// Whether a value has the length of a date and digits enough for one.
fn may_be(value: &str) -> bool {
    (6..=LONGEST).contains(&value.len()) && value.bytes().filter(u8::is_ascii_digit).take(3).count() == 3
}

/// What an element's name and its classes say.
fn names(element: &Element) -> DateWords {
    let mut says = match &*element.name {
        "time" => DateWords::DATE,
        "header" | "h1" | "h2" | "h3" => DateWords::HEAD,
        "footer" => DateWords::FOOT,
        "aside" | "nav" | "blockquote" => DateWords::RELATED,
        "html" | "body" => return DateWords::default(),
        _ => DateWords::default(),
    };
    for attr in element.attrs() {
        if matches!(&*attr.name.local, "class" | "id" | "itemprop" | "property" | "role" | "data-testid") {
            says = says.and(lexicons().html_dates.says(&attr.value));
        }
    }
    says
}

/// The time that a value tells, if it is one.
fn read(value: &str, source: Source, field: &str, key: DateWords, habit: Habit) -> Option<Candidate> {
    // Titles are many, and few of them dates: those that open with a year are read as data, the others as text.
    let is_data = source != Source::Attribute || value.starts_with(|c: char| c.is_ascii_digit());
    if is_data && let Some(when) = when::parse(value, None).or_else(|| stamp(value, key)) {
        // `04/11/2021` may be read two ways, which only the page's other dates can tell.
        let is_plain = value.get(..4).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()));
        if is_plain || !value.is_ascii() || value.contains(|c: char| c.is_ascii_alphabetic()) {
            return Some(Candidate::new(source, field, when, key));
        }
    }
    let mut found = printed::find(value, habit).into_iter();
    let first = found.next()?;
    // A date is most of what it says.
    if first.range.len() * 2 < value.trim().len() && source != Source::Meta {
        return None;
    }
    let mut candidate = Candidate::new(source, field, When::of_parts(first.date, first.time), key);
    (candidate.other, candidate.is_short) = (first.other, first.is_short);
    Some(candidate)
}

/// A date in eight digits, or seconds or milliseconds since 1970.
fn stamp(value: &str, key: DateWords) -> Option<When> {
    if !value.bytes().all(|b| b.is_ascii_digit()) || !key.is_date() {
        return None;
    }
    match value.len() {
        8 => super::address::compact(value).map(When::of_day),
        10 | 13 => {
            let seconds: i64 = value.get(..10)?.parse().ok()?;
            let when = jiff::Timestamp::from_second(seconds).ok()?;
            when::parse(&when.to_string(), None)
        }
        _ => None,
    }
}

/// Bytes at either end of running text that are looked at.
const EDGE: usize = 160;

/// The dates of a line, each with where the part begins that it was found in: of running text its two ends.
fn dates_of<'a>(words: &'a str, habit: Habit<'a>) -> impl Iterator<Item = (Found, usize)> {
    let (head, tail) = if words.len() <= 2 * EDGE {
        (words, None)
    } else {
        let (mut end, mut start) = (EDGE, words.len() - EDGE);
        while !words.is_char_boundary(end) {
            end += 1;
        }
        while !words.is_char_boundary(start) {
            start += 1;
        }
        (words.get(..end).unwrap_or_default(), words.get(start..).map(|t| (t, start)))
    };
    let found = move |(part, start): (&'a str, usize)| {
        printed::find(part, habit).into_iter().map(move |f| (f, start))
    };
    found((head, 0)).chain(tail.into_iter().flat_map(found))
}

/// Most characters before a date that may say what it is.
const LABEL: usize = 36;

/// The candidate that a date in a line is. `said` is where the date before it ends, `at` where it begins itself, `before` the
/// line above.
fn printed_in(words: &str, said: usize, at: usize, found: &Found, before: Option<&str>) -> Candidate {
    let dates = &lexicons().html_dates;
    let end = at + found.range.len();
    let (ahead, behind) = (words.get(said..at).unwrap_or_default(), words.get(end..).unwrap_or_default());
    let label =
        ahead.char_indices().rev().nth(LABEL).map_or(ahead, |(i, _)| ahead.get(i..).unwrap_or_default());
    let label = label.rsplit(['.', '|', '•']).find(|l| !l.trim().is_empty()).unwrap_or_default();
    let mut key = dates.says(label);
    let opens = said == 0 && !ahead.contains(char::is_alphanumeric);
    if opens && let Some(before) = before.filter(|b| b.len() <= LABEL) {
        // `Datum:` may stand in a line of its own.
        key = dates.says(before).only(DateWords::LABELS);
    }
    // `23. - 26.8.2017` is a time of something, and so is what goes on `bis zum 25. Oktober`.
    let is_dash = |c: char| matches!(c, '-' | '–');
    let is_end = ahead
        .trim_end()
        .strip_suffix(is_dash)
        .is_some_and(|a| a.trim_end_matches(['.', ' ']).ends_with(|c: char| c.is_ascii_digit()));
    let is_start = behind
        .trim_start()
        .strip_prefix(is_dash)
        .is_some_and(|b| b.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if is_end || is_start {
        key = key.and(DateWords::EVENT);
    }
    let tail: String = behind.chars().take(LABEL / 2).collect();
    let mut out = Candidate::new(Source::Printed, "", When::of_parts(found.date, found.time), key);
    // What stands before the next date is that one's.
    out.behind = dates.says(tail.split([',', '|', '•', '(']).next().unwrap_or_default());
    (out.other, out.is_short) = (found.other, found.is_short);
    let rest = words.len() - found.range.len();
    let shape = match () {
        () if rest <= 16 => Shape::Alone,
        () if rest <= 80 => Shape::Short,
        () if at <= 24 => Shape::Opens,
        () if behind.len() <= 60 => Shape::Ends,
        () => Shape::Within,
    };
    out.words = Some((Span::default(), shape));
    out
}

/// Letters at the beginning of a page by which its script is told.
const LETTERS: usize = 2_000;

/// Whether a text is written in Arabic letters.
fn is_arabic(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic()).take(LETTERS);
    let arabic = letters().filter(|c| matches!(c, '\u{600}'..='\u{6ff}')).count();
    arabic * 2 > letters().count()
}
