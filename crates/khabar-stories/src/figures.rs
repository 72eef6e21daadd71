//! Figures that differ: quantities of the same thing, told of the same happening by pages of one story, that cannot all be
//! true as they are stated.
//!
//! A figure is an interval: «2100» is that number, «أكثر من 2100» all above it, «نحو ألفي» a tenth around it, «بين 30 و40»
//! what lies between. Two figures differ where their intervals do not meet, so «أكثر من 2100» and 2300 agree. Whether they
//! tell of the same thing is judged by what is counted, the words of their sentences, the places and the days named there.
//! Nothing is decided about who is right.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use khabar::Record;
use khabar::record::{Dimension, Id, Label, Quantity, Relation, TimeType};
use khabar::span::Span;
use khabar::text::fold::fold;
use khabar::text::token::tokenize;

use crate::table::{ASPECTS, COUNTED, PLAIN_WORDS};
use crate::when::time_of;
use crate::words;

/// How far an approximate number reaches, as a share of it: «نحو 100» is 90 to 110.
pub const APPROX: f64 = 0.1;

/// The numbers that a figure allows, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least; minus infinity where there is no bound.
    pub low: f64,
    /// The greatest; infinity where there is no bound.
    pub high: f64,
}

impl Interval {
    /// What a quantity allows; `None` where it gives no number. The bounds of «أكثر من» and «أقل من» count as inside: the
    /// press writes «أكثر من 2100» of 2100 and a few. A vague plural («عشرات») has a least and no greatest.
    #[must_use]
    pub fn of(relation: Relation, value: Option<f64>, min: Option<f64>, max: Option<f64>) -> Option<Self> {
        let (low, high) = match relation {
            Relation::Exact => (value?, value?),
            Relation::Approx => {
                let (low, high) = value.map_or((min, max), |v| (Some(v), Some(v)));
                let (low, high) = (low?, high?);
                (low - APPROX * low.abs(), high + APPROX * high.abs())
            }
            Relation::MoreThan | Relation::AtLeast | Relation::Vague => (min.or(value)?, f64::INFINITY),
            Relation::LessThan | Relation::AtMost => (f64::NEG_INFINITY, max.or(value)?),
            Relation::Range => (min?, max?),
        };
        (low <= high).then_some(Self { low, high })
    }

    /// What a number allows that is exact to so much: «138.1 مليون» stands for all that is rounded to it. A little less than
    /// half a step, so that neighbours («2 مليون» and «3 ملايين») share no edge.
    #[must_use]
    pub fn rounded(self, step: f64) -> Self {
        Self { low: self.low - step * 0.499, high: self.high + step * 0.499 }
    }

    /// Whether some number is allowed by both. Sums of decimals that are printed alike count as equal.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let slack = |a: f64, b: f64| a.abs().min(b.abs()) * 1e-9;
        self.low <= other.high + slack(self.low, other.high)
            && other.low <= self.high + slack(other.low, self.high)
    }
}

/// What a figure counts or measures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thing {
    /// The dimension, by its name.
    pub dimension: String,
    /// ISO 4217 code of money, else empty.
    pub currency: String,
    /// The singular of what is counted, or the unit, folded; empty for money and percentages, which have one unit.
    pub head: String,
}

/// A quantity of a page with what it takes to compare it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The page's id.
    pub page: String,
    /// When the page was published: a toll may rise from page to page.
    pub published: Option<DateTime>,
    /// The quantity in the page's record.
    pub quantity: Id,
    /// Its words with the unit, in **bytes** of the page's text.
    pub span: Span,
    /// The words.
    pub words: String,
    /// What it counts.
    pub thing: Thing,
    /// What it allows.
    pub interval: Interval,
    /// What befell those that it counts, as the folded noun of `aspects.tsv` («قتيل» of «مقتل 5 أشخاص»), where that is told.
    pub aspect: Option<String>,
    /// Content words of its sentence, without its own unit.
    pub context: BTreeSet<String>,
    /// Places named in the sentence, as keys that are equal on all pages.
    pub places: BTreeSet<String>,
    /// First and last of the days that the sentence names.
    pub days: Option<(Date, Date)>,
}

/// The figures of a page that can be compared with those of others. Numbers without a unit are left out: nothing says
/// what they count.
#[must_use]
pub fn figures(record: &Record) -> Vec<Figure> {
    let published = record.article.published.as_deref().and_then(time_of);
    record.quantities.iter().filter_map(|q| figure(record, q, published)).collect()
}

fn figure(record: &Record, quantity: &Quantity, published: Option<DateTime>) -> Option<Figure> {
    let mut interval = Interval::of(quantity.relation, quantity.value, quantity.min, quantity.max)?;
    if let (Relation::Exact, Some(value)) = (quantity.relation, quantity.value) {
        interval = interval.rounded(step(&fold(quantity.span.of(&record.text)), value, quantity.dimension));
    }
    let unit = quantity.unit?;
    let mut thing = thing(quantity, unit.of(&record.text))?;
    let span = quantity.span.cover(unit);
    let sentence = record.sentences.iter().find(|s| s.span.contains(quantity.span))?.span;
    let aspect = (quantity.dimension == Dimension::Count).then(|| aspect(record, sentence, span)).flatten();
    // «12 قتيلا» and «مقتل 15 شخصا» count the same.
    if let (PERSON, Some(noun)) = (thing.head.as_str(), &aspect) {
        thing.head.clone_from(noun);
    }
    let of_unit: Vec<String> = words::content(unit.of(&record.text));
    let context = words::content(sentence.of(&record.text));
    let context = context.into_iter().filter(|w| !of_unit.contains(w)).collect();
    Some(Figure {
        page: record.id.clone(),
        published,
        quantity: quantity.id,
        span,
        words: span.of(&record.text).to_owned(),
        thing,
        interval,
        aspect,
        context,
        places: places(record, sentence),
        days: days(record, sentence),
    })
}

/// To how much a number is exact, by its last printed digit and the «ألف» or «مليون» behind it. A plain count is exact; what
/// is measured («7 في المئة») is not, nor what is told in thousands.
fn step(words: &str, value: f64, dimension: Dimension) -> f64 {
    let digits = words.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(digits.len());
    let digits = digits.get(..end).unwrap_or_default().trim_end_matches(['.', ',']);
    let decimals = digits.split_once('.').map_or(0, |(_, behind)| behind.len());
    let printed = digits.replace(',', "").parse::<f64>().ok().filter(|p| *p > 0.0);
    // Of a number in words the thousands are its multiplier.
    let multiplier = printed.map_or_else(|| thousands(value), |p| (value / p).abs());
    let is_count = dimension == Dimension::Count && decimals == 0 && multiplier < 2.0;
    if is_count { 0.0 } else { multiplier / 10_f64.powf(decimals.min(9) as f64) }
}

/// The greatest power of a thousand that a number holds.
fn thousands(value: f64) -> f64 {
    [1e9, 1e6, 1e3].into_iter().find(|t| value.abs() >= *t).unwrap_or(1.0)
}

fn thing(quantity: &Quantity, unit: &str) -> Option<Thing> {
    let has_one_unit = matches!(quantity.dimension, Dimension::Money | Dimension::Percent);
    let head = if has_one_unit { String::new() } else { head(unit)? };
    Some(Thing {
        dimension: format!("{:?}", quantity.dimension).to_uppercase(),
        currency: quantity.currency.as_deref().unwrap_or_default().to_owned(),
        head,
    })
}

/// The singular of the first word of a unit as `counted.tsv` gives it, else its light form. «آخرون» is no thing.
fn head(unit: &str) -> Option<String> {
    let first = words::folded(unit).into_iter().next().filter(|word| !PLAIN_WORDS.contains(word))?;
    let bare = first.strip_prefix("ال").filter(|r| r.chars().count() >= 3).unwrap_or(&first);
    Some(COUNTED.get(bare).cloned().unwrap_or_else(|| words::light(bare)))
}

/// The noun, as `counted.tsv` has it, that counts persons and says nothing of them.
const PERSON: &str = "شخص";

/// What befell those whom a figure counts: the last word in front of it, or in it, that says so, else the first behind it.
fn aspect(record: &Record, sentence: Span, figure: Span) -> Option<String> {
    let (mut tokens, mut folds) = (Vec::new(), String::new());
    tokenize(&record.text, sentence, usize::MAX, &mut tokens, &mut folds);
    let told = tokens.iter().filter_map(|t| {
        let word = t.fold.of(&folds);
        let noun = ASPECTS.get(word).or_else(|| ASPECTS.get(word.strip_prefix(['و', 'ف'])?))?;
        Some((t.span.start, noun))
    });
    let (before, behind): (Vec<_>, Vec<_>) = told.partition(|(start, _)| *start < figure.end);
    before.last().or(behind.first()).map(|(_, noun)| (*noun).clone())
}

fn places(record: &Record, sentence: Span) -> BTreeSet<String> {
    let here = record.mentions.iter().filter(|m| m.label == Label::Loc && sentence.contains(m.span));
    here.map(|m| {
        let entity = record.entities.iter().find(|e| Some(e.id) == m.entity);
        match entity {
            Some(e) => e.link.clone().unwrap_or_else(|| fold(&e.name)),
            None => fold(m.span.of(&record.text)),
        }
    })
    .collect()
}

fn days(record: &Record, sentence: Span) -> Option<(Date, Date)> {
    let dated = record.times.iter().filter(|t| {
        sentence.contains(t.span)
            && matches!(t.kind, TimeType::Date | TimeType::Time)
            && !t.value.contains("REF")
    });
    let read = |iso: &Option<String>| iso.as_deref().and_then(time_of).map(DateTime::date);
    dated
        .filter_map(|t| Some((read(&t.earliest)?, read(&t.latest)?)))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Figures of one thing of which some cannot be true together; numbers of the figures given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What they count.
    pub thing: Thing,
    /// All of them, in the order of publication.
    pub figures: Vec<usize>,
    /// The pairs whose intervals do not meet, each pair in the order of publication.
    pub conflicts: Vec<(usize, usize)>,
}

/// The differences among the figures of one story, by their first figure. Copies of a report should be left out: they
/// repeat its figures.
#[must_use]
pub fn differing(figures: &[Figure]) -> Vec<Difference> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    let key = |n: usize| figures.get(n).map(|f| (f.published.is_none(), f.published, &f.page, f.span));
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    let mut tied: Vec<(usize, usize)> = Vec::new();
    let mut conflicts: Vec<(usize, usize)> = Vec::new();
    for (at, &a) in order.iter().enumerate() {
        for &b in order.iter().skip(at + 1) {
            let (Some(x), Some(y)) = (figures.get(a), figures.get(b)) else { continue };
            if x.page == y.page || !tells_the_same(x, y) {
                continue;
            }
            if x.interval.meets(y.interval) {
                tied.push((a, b));
            } else if !is_told(figures, x, &y.page) && !is_told(figures, y, &x.page) {
                tied.push((a, b));
                conflicts.push((a, b));
            }
        }
    }
    groups(&order, &tied)
        .into_iter()
        .filter_map(|group| {
            let inside: Vec<_> = conflicts.iter().copied().filter(|(a, _)| group.contains(a)).collect();
            let thing = figures.get(*group.first()?)?.thing.clone();
            (!inside.is_empty()).then_some(Difference { thing, figures: group, conflicts: inside })
        })
        .collect()
}

/// Whether the other page tells this figure too, beside another of the same thing: of «5 في بغداد و3 في البصرة» on both
/// pages, the 5 of one is not compared with the 3 of the other.
fn is_told(figures: &[Figure], figure: &Figure, page: &str) -> bool {
    figures.iter().any(|f| f.page == page && tells_the_same(f, figure) && f.interval.meets(figure.interval))
}

/// Content words that two sentences share at least, and the least share of the shorter one. Money and percentages have no
/// noun that says what is measured, so their sentences must share more.
const SHARED: (usize, f64) = (2, 0.3);
const SHARED_BARE: (usize, f64) = (3, 0.5);

/// Whether two figures are of the same thing and the same happening.
fn tells_the_same(a: &Figure, b: &Figure) -> bool {
    if a.thing != b.thing {
        return false;
    }
    let elsewhere = !a.places.is_empty() && !b.places.is_empty() && a.places.is_disjoint(&b.places);
    let another_day = matches!((a.days, b.days), (Some(x), Some(y)) if x.1 < y.0 || y.1 < x.0);
    let another_lot = matches!((&a.aspect, &b.aspect), (Some(x), Some(y)) if x != y);
    if elsewhere || another_day || another_lot {
        return false;
    }
    let (least, share) = if a.thing.head.is_empty() { SHARED_BARE } else { SHARED };
    let shared = a.context.intersection(&b.context).count();
    let shorter = a.context.len().min(b.context.len());
    shared >= least && shared as f64 >= share * shorter as f64
}

/// Connected figures, each group in the given order, groups by their first.
fn groups(order: &[usize], tied: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = order.iter().map(|&n| vec![n]).collect();
    for (a, b) in tied {
        let place = |groups: &[Vec<usize>], n: &usize| groups.iter().position(|g| g.contains(n));
        let (Some(x), Some(y)) = (place(&groups, a), place(&groups, b)) else { continue };
        if x != y {
            let moved = groups.remove(x.max(y));
            if let Some(group) = groups.get_mut(x.min(y)) {
                group.extend(moved);
            }
        }
    }
    for group in &mut groups {
        group.sort_by_key(|n| order.iter().position(|o| o == n));
    }
    groups
}
