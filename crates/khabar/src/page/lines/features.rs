//! The features of a line: what is seen of it, of its neighbours, and where it stands.

use super::view::{Look, View};
use crate::lexicon::Classes;
use crate::tagger::hash::feature;

/// Which of a line's words are features of their own.
const LEXICAL: u32 = 200;

/// Templates from here on are of every line, those before of lines with a date.
const DATED: u32 = 60;

/// Words of what stands beyond the edges of a page: more than any line has.
const EDGE: usize = 1000;

/// Whether a feature is a word and not a shape; training hides these often, so that shapes are learned too.
#[must_use]
pub const fn is_lexical(template: u32) -> bool {
    template >= LEXICAL
}

/// Gives the features of a line to `put`.
pub fn features(view: &View, line: usize, put: &mut impl FnMut(u32)) {
    templates(view, line, &mut |template, a, b| put(feature(template, a, b)));
}

/// Gives the features of a line to `put` as their template and two values.
pub fn templates(view: &View, line: usize, put: &mut impl FnMut(u32, u32, u32)) {
    let Some(look) = view.looks.get(line) else { return };
    let seen = Seen {
        look,
        place: place(view, line),
        to_headline: view.headline.map_or(30, |h| steps(h, line)),
        length: length(look.words),
        kind: kind(look),
        told: told(look),
    };
    shapes(view, line, &seen, put);
    mixes(&seen, put);
    neighbours(view, line, &seen, put);
    words(view, line, &seen, put);
}

/// A line and what is asked of it again and again.
struct Seen<'v> {
    look: &'v Look,
    place: u32,
    to_headline: u32,
    length: u32,
    kind: u32,
    told: u32,
}

/// Templates with numbers that go up one by one.
fn numbered(from: u32, put: &mut impl FnMut(u32, u32, u32)) -> impl FnMut(u32, u32) {
    let mut number = from;
    move |a, b| {
        number += 1;
        put(number, a, b);
    }
}

/// Length, marks, place, repetition and dates of a line.
fn shapes(view: &View, line: usize, seen: &Seen, put: &mut impl FnMut(u32, u32, u32)) {
    let &Seen { look, place, to_headline, length, kind, told } = seen;
    let mut shape = numbered(0, put);
    shape(0, 0);
    shape(length, 0);
    shape(length, place);
    shape(length, look.end as u32);
    shape(look.end as u32, place);
    shape(look.opens as u32, length.min(6));
    shape(kind, 0);
    shape(kind, place);
    shape(kind, to_headline);
    shape(kind, length);
    shape(place, told);
    shape(to_headline, 0);
    shape(to_headline, told);
    shape(to_headline, length);
    shape(told, length);
    shape(share(look.digits, look.words), length.min(6));
    shape(share(look.latin, look.words), length.min(6));
    shape(share(look.marks, look.words), length.min(6));
    shape(look.bars.min(4) as u32, length.min(8));
    shape(look.quotes.min(3) as u32, place);
    shape(look.colon as u32, length.min(8));
    shape(edges(line, view.looks.len()), 0);
    shape(edges(line, view.looks.len()), length);
    shape(size(view.looks.len()), place);
    let again = again(look);
    shape(again, length);
    shape(again, place);
    shape(again, told);
    shape(u32::from(look.is_in_first), u32::from(line == 0));
    shape(u32::from(look.is_in_first), again);
    shape(u32::from(look.is_running), place);
    // Dates.
    if let Some(date) = look.date {
        let beside = date.beside.min(4) as u32;
        let order = u32::from(look.is_newest) + 2 * u32::from(look.is_oldest);
        let clock = u32::from(date.has_clock);
        let rank = (look.dates_before.min(3) * 4 + look.dates_behind.min(3)) as u32;
        shape(beside, clock);
        shape(order, place);
        shape(order, to_headline);
        shape(beside + 8 * clock, to_headline);
        shape(rank, clock);
        shape(u32::from(date.day.is_some()), beside);
    }
}

/// Where a line stands in the head, and the kinds of words it is mixed of.
fn mixes(seen: &Seen, put: &mut impl FnMut(u32, u32, u32)) {
    let &Seen { look, place, to_headline, length, told, .. } = seen;
    let again = again(look);
    let covered = quarters(look);
    let mut shape = numbered(DATED, put);
    let lede = share(look.lede, look.content);
    let nth = (look.nth.min(5) * 6 + look.of.min(5)) as u32;
    shape(nth, look.dates_before.min(2) as u32);
    shape(nth, look.dates_behind.min(2) as u32);
    shape(nth, length);
    shape(nth, u32::from(look.opens_phrase));
    shape(u32::from(look.opens_phrase), length);
    shape(lede, length);
    shape(lede, place);
    shape(u32::from(look.is_running), told);
    shape(told + 32 * u32::from(look.is_running), place);
    shape(u32::from(look.is_headline), again);
    shape(u32::from(look.is_headline), to_headline);
    // Words of pages.
    shape(covered, length);
    shape(covered, place);
    shape(share(look.persons, look.words), length);
    shape(share(look.places, look.words), length);
    shape(share(look.persons, look.words), to_headline);
    shape(share(look.places, look.words), to_headline);
    drop(shape);
    for kind in look.mix.kinds() {
        put(90, kind, length.min(8));
        put(91, kind, covered);
        put(92, kind, place);
    }
    for (bit, class) in HEADS.into_iter().enumerate() {
        if look.head.any(class) {
            put(93, bit as u32, length.min(9));
        }
        if look.classes.any(class) {
            put(94, bit as u32, length.min(9));
        }
    }
}

/// The lines around a line.
fn neighbours(view: &View, line: usize, seen: &Seen, put: &mut impl FnMut(u32, u32, u32)) {
    let &Seen { length, kind, told, .. } = seen;
    let edge = Look { words: EDGE, ..Look::default() };
    for offset in [-3, -2, -1, 1, 2, 3] {
        let other = neighbour(view, line, offset).unwrap_or(&edge);
        let base = 100 + 6 * offset.unsigned_abs() as u32 + if offset < 0 { 40 } else { 0 };
        put(base, self::length(other.words), length);
        put(base + 1, self::kind(other), kind);
        put(base + 2, u32::from(other.is_running), length);
        put(base + 3, other.end as u32, length.min(6));
        put(base + 4, quarters(other), kind);
        put(base + 5, self::told(other), told);
    }
    put(95, quiet(view, line, -1), length);
    put(96, quiet(view, line, 1), length);
}

/// The words of a line, and the first of its neighbours.
fn words(view: &View, line: usize, seen: &Seen, put: &mut impl FnMut(u32, u32, u32)) {
    let &Seen { look, place, length, .. } = seen;
    for (n, &word) in look.hashes.iter().enumerate() {
        put(LEXICAL, word, 0);
        put(LEXICAL + 1, word, length.min(8));
        if n == 0 {
            put(LEXICAL + 2, word, 0);
            put(LEXICAL + 3, word, place);
        }
        if n + 1 == look.hashes.len() {
            put(LEXICAL + 4, word, 0);
        }
        if let Some(&next) = look.hashes.get(n + 1) {
            put(LEXICAL + 5, word, next);
        }
    }
    if let [word] = look.hashes[..] {
        put(LEXICAL + 6, word, place);
    }
    for (offset, template) in [(-1, LEXICAL + 7), (1, LEXICAL + 8)] {
        if let Some(&word) = neighbour(view, line, offset).and_then(|l| l.hashes.first()) {
            put(template, word, length.min(6));
        }
    }
}

/// The line so many lines away.
fn neighbour(view: &View, line: usize, offset: isize) -> Option<&Look> {
    view.looks.get(line.checked_add_signed(offset)?)
}

/// How often a line is said before and behind: a headline is said again, a menu stands twice.
fn again(look: &Look) -> u32 {
    (look.before.min(2) * 3 + look.behind.min(2)) as u32
}

/// How many quarters of a line are page words.
fn quarters(look: &Look) -> u32 {
    u32::from(look.mix.covered) * 4 / u32::from(look.mix.words.max(1))
}

/// What the first word of a line may be.
const HEADS: [Classes; 12] = [
    Classes::SPEECH_VERB,
    Classes::SPEECH_NOUN,
    Classes::EVENT_VERB,
    Classes::PAST,
    Classes::PRESENT,
    Classes::POST,
    Classes::ORG_HEAD,
    Classes::COUNTRY,
    Classes::PLACE,
    Classes::PREP,
    Classes::JUNCTION,
    Classes::TIME,
];

/// How long a line is.
const fn length(words: usize) -> u32 {
    match words {
        0..=4 => words as u32,
        5..=6 => 5,
        7..=8 => 6,
        9..=11 => 7,
        12..=15 => 8,
        16..=22 => 9,
        23..=36 => 10,
        37..=80 => 11,
        81..=999 => 12,
        _ => 13,
    }
}

/// Where a line stands: before the story, in it, behind it, and how far away.
fn place(view: &View, line: usize) -> u32 {
    let story = &view.story;
    if line < story.start {
        match story.start - line {
            near @ 1..=4 => near as u32,
            5..=7 => 5,
            8..=14 => 6,
            _ => 7,
        }
    } else if line < story.end {
        if line == story.start {
            8
        } else if line + 1 == story.end {
            9
        } else {
            10
        }
    } else {
        match line - story.end {
            near @ 0..=2 => 11 + near as u32,
            3..=6 => 14,
            7..=14 => 15,
            _ => 16,
        }
    }
}

/// How many lines a line stands from another, before or behind it.
const fn steps(from: usize, line: usize) -> u32 {
    if line < from {
        match from - line {
            near @ 1..=3 => near as u32,
            4..=6 => 4,
            7..=14 => 5,
            _ => 6,
        }
    } else {
        match line - from {
            near @ 0..=6 => 10 + near as u32,
            7..=9 => 17,
            10..=20 => 18,
            _ => 19,
        }
    }
}

/// What sort of line it is by tables and dates.
fn kind(look: &Look) -> u32 {
    if let Some(role) = look.row {
        return 20 + super::column(role) as u32;
    }
    match look.date {
        Some(date) if date.beside == 0 => 1 + u32::from(date.has_clock),
        Some(date) if date.beside <= 3 => 3 + u32::from(date.has_clock),
        Some(date) if date.beside <= 8 => 5 + u32::from(date.has_clock),
        _ if look.words == 0 => 7,
        _ if look.words == look.digits => 8,
        _ if look.words == look.latin => 9,
        _ if look.mix.covered > 0 && look.mix.covered == look.mix.words => 10,
        _ if look.is_running => 11,
        _ => 0,
    }
}

/// How much of a line comes back in the story.
const fn told(look: &Look) -> u32 {
    if look.content == 0 {
        return 9;
    }
    let few = if look.content < 3 { 10 } else { 0 };
    few + (look.told * 5 / look.content) as u32
}

/// A share in quarters; none, some and all stand apart.
const fn share(part: usize, whole: usize) -> u32 {
    if part == 0 || whole == 0 {
        0
    } else if part >= whole {
        5
    } else {
        1 + (part * 4 / whole) as u32
    }
}

/// How far a line stands from the edges of the page.
const fn edges(line: usize, lines: usize) -> u32 {
    let behind = lines - line - 1;
    match (line, behind) {
        (0, _) => 0,
        (1, _) => 1,
        (2, _) => 2,
        (3..=5, _) => 3,
        (_, 0) => 9,
        (_, 1) => 8,
        (_, 2..=4) => 7,
        _ => 4,
    }
}

/// How large a page is.
const fn size(lines: usize) -> u32 {
    match lines {
        0..=4 => 0,
        5..=12 => 1,
        13..=30 => 2,
        31..=80 => 3,
        _ => 4,
    }
}

/// How many lines there are to the next running text, before or behind.
fn quiet(view: &View, line: usize, step: isize) -> u32 {
    let mut far = 0;
    let mut at = line;
    while far < 12 {
        let Some(next) = at.checked_add_signed(step).and_then(|l| Some((l, view.looks.get(l)?))) else {
            return 20;
        };
        if next.1.is_running {
            break;
        }
        (at, far) = (next.0, far + 1);
    }
    match far {
        0..=4 => far,
        5..=7 => 5,
        8..=11 => 6,
        _ => 7,
    }
}
