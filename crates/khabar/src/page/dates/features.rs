//! What a candidate is like: what says it, what stands around it, where it stands, what else on the page agrees.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Candidate, Shape, Source};
use crate::lexicon::DateWords;

/// Something that is so of a candidate: of which kind, and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature(&'static str, &'static str, &'static str);

impl Feature {
    /// That nothing is told.
    pub const SILENT: Self = Self("silent", "", "");

    /// Reads the name that `Display` writes.
    #[must_use]
    pub fn of_name(name: &'static str) -> Option<Self> {
        let mut parts = name.split(' ');
        let feature = Self(parts.next()?, parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        parts.next().is_none().then_some(feature)
    }
}

impl std::fmt::Display for Feature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str([self.0, self.1, self.2].join(" ").trim_end())
    }
}

/// What is known of a page when its dates are weighed.
#[derive(Debug)]
pub struct Scene<'a> {
    /// What says a date.
    pub candidates: &'a [Candidate],
    /// The line of the headline.
    pub title: Option<usize>,
    /// First and last line of the story.
    pub story: Option<(usize, usize)>,
    /// What the line of a candidate is by its words and names.
    pub roles: Vec<&'static str>,
    /// The latest year behind a ©.
    pub copyright: Option<i16>,
    /// Year and month in the address.
    pub month: Option<(i16, i8)>,
    /// The last day that is possible.
    pub limit: Option<Date>,
}

/// Most candidates that are weighed.
const MOST: usize = 80;

/// What the page's candidates tell together.
struct Sums {
    oldest: Option<Date>,
    newest: Option<Date>,
    /// What says each day.
    by_day: FxHashMap<Date, Vec<Source>>,
    /// How many printed dates stand in one kind of element.
    by_kind: FxHashMap<u32, usize>,
    /// Which days things of one source and sense tell.
    by_class: FxHashMap<(Source, &'static str), Vec<Date>>,
    /// Whether all stand with comments or other stories.
    is_only_beside: bool,
    /// The oldest comment.
    comment: Option<Date>,
    /// The last change that metadata tell.
    change: Option<Date>,
    /// Whether something says outright when it was published.
    is_told: bool,
    /// The pictures' days.
    pictures: Vec<Date>,
}

impl Sums {
    fn of(scene: &Scene) -> Self {
        let possible = || scene.candidates.iter().filter(|c| scene.limit.is_none_or(|l| c.day() <= l));
        let days = || possible().filter(|c| c.source != Source::Image).map(Candidate::day);
        let mut by_day: FxHashMap<Date, Vec<Source>> = FxHashMap::default();
        let mut by_kind: FxHashMap<u32, usize> = FxHashMap::default();
        let mut by_class: FxHashMap<(Source, &'static str), Vec<Date>> = FxHashMap::default();
        for candidate in possible() {
            let class = by_class.entry((candidate.source, gist(candidate.key))).or_default();
            if !class.contains(&candidate.day()) {
                class.push(candidate.day());
            }
            let sources = by_day.entry(candidate.day()).or_default();
            if !sources.contains(&candidate.source) {
                sources.push(candidate.source);
            }
            if candidate.around.kind != 0 {
                *by_kind.entry(candidate.around.kind).or_default() += 1;
            }
        }
        let is_comment = |c: &&Candidate| whole(c).has(DateWords::COMMENT);
        let told = |c: &&Candidate| matches!(c.source, Source::Story | Source::Meta | Source::Linked);
        Self {
            oldest: days().min(),
            newest: days().max(),
            by_day,
            by_kind,
            by_class,
            is_only_beside: possible().all(Candidate::is_beside),
            is_told: possible().any(Candidate::is_publication),
            comment: possible().filter(is_comment).map(Candidate::day).min(),
            change: possible().filter(told).filter(|c| c.is_change()).map(Candidate::day).max(),
            pictures: possible().filter(|c| c.source == Source::Image).map(Candidate::day).collect(),
        }
    }
}

const fn whole(c: &Candidate) -> DateWords {
    c.key.and(c.around.own).and(c.around.near).and(c.around.far)
}

/// The features of the candidates that may be weighed, by their numbers.
#[must_use]
pub fn features(scene: &Scene) -> Vec<(usize, Vec<Feature>)> {
    let sums = Sums::of(scene);
    let mut behind_title = 0;
    let mut out = Vec::new();
    for (at, candidate) in scene.candidates.iter().enumerate() {
        // A picture is no reason of its own.
        if candidate.source == Source::Image
            || is_clock(scene, &sums, candidate)
            || scene.limit.is_some_and(|l| candidate.day() > l)
        {
            continue;
        }
        if candidate.line.is_some_and(|l| scene.title.is_some_and(|t| l as usize >= t)) {
            behind_title += 1;
        }
        if out.len() < MOST {
            out.push((at, of(scene, &sums, at, candidate, behind_title)));
        }
    }
    out
}

/// Lines above the headline in which its date may stand.
const ABOVE: usize = 3;

/// Whether a date is the site's: a printed one well above the headline, of which nothing says what it is.
fn is_clock(scene: &Scene, sums: &Sums, candidate: &Candidate) -> bool {
    let is_above = candidate.line.is_some_and(|l| scene.title.is_some_and(|t| l as usize + ABOVE < t));
    let says = candidate.key.and(candidate.around.own).and(candidate.around.near);
    let is_alone = sums.by_day.get(&candidate.day()).is_none_or(|sources| sources.len() == 1);
    candidate.source == Source::Printed
        && is_above
        && is_alone
        && !says.is_date()
        && !says.has(DateWords::META.and(DateWords::HEAD))
}

/// The one word that says most of what a set says.
fn gist(says: DateWords) -> &'static str {
    let order = [
        (DateWords::COMMENT, "comment"),
        (DateWords::OTHER, "other"),
        (DateWords::CLOCK, "clock"),
        (DateWords::EVENT, "event"),
    ];
    if let Some((_, name)) = order.iter().find(|(w, _)| says.has(*w)) {
        return name;
    }
    match (says.has(DateWords::PUBLISHED), says.has(DateWords::UPDATED)) {
        (true, true) => return "both",
        (true, false) => return "published",
        (false, true) => return "updated",
        (false, false) => {}
    }
    let order = [
        (DateWords::CREATED, "created"),
        (DateWords::FOOT, "foot"),
        (DateWords::RELATED, "related"),
        (DateWords::DATE, "date"),
        (DateWords::META, "meta"),
        (DateWords::HEAD, "head"),
    ];
    order.iter().find(|(w, _)| says.has(*w)).map_or("nothing", |(_, name)| name)
}

/// A distance in lines, roughly.
const fn steps(lines: usize) -> &'static str {
    match lines {
        0 => "0",
        1 => "1",
        2 => "2",
        3 | 4 => "4",
        5..=8 => "8",
        9..=20 => "20",
        21..=60 => "60",
        _ => "far",
    }
}

const fn count(number: usize) -> &'static str {
    match number {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=5 => "5",
        _ => "many",
    }
}

fn compared(day: Date, with: Option<Date>) -> &'static str {
    match with.map(|w| day.cmp(&w)) {
        None => "none",
        Some(std::cmp::Ordering::Less) => "before",
        Some(std::cmp::Ordering::Equal) => "same",
        Some(std::cmp::Ordering::Greater) => "after",
    }
}

fn of(scene: &Scene, sums: &Sums, at: usize, candidate: &Candidate, behind_title: usize) -> Vec<Feature> {
    let source = candidate.source.name();
    let mut out = vec![Feature("source", source, ""), Feature("told", source, gist(candidate.key))];
    let around = candidate.around;
    let stands = candidate.line.is_some();
    let in_text = matches!(candidate.words, Some((_, Shape::Opens | Shape::Ends | Shape::Within)));
    let of_label = if in_text { "text" } else { "line" };
    let sets = [
        ("key", candidate.key, of_label),
        ("own", around.own, ""),
        ("near", around.near, ""),
        ("far", around.far, ""),
    ];
    for (place, says, of) in sets.into_iter().filter(|_| stands) {
        out.extend(says.names().map(|name| Feature(place, name, of)));
    }
    let beside = if whole(candidate).has(DateWords::COMMENT) {
        Some("comment")
    } else if around.far.and(around.near).has(DateWords::RELATED.and(DateWords::FOOT)) {
        Some("related")
    } else {
        None
    };
    if let Some(beside) = beside {
        out.push(Feature("beside", beside, if sums.is_only_beside { "alone" } else { "rivalled" }));
    }
    let rivals = sums.by_class.get(&(candidate.source, gist(candidate.key))).map_or(0, Vec::len);
    out.push(Feature("rivals", count(rivals), source));
    if stands {
        out.push(Feature("gist", source, gist(candidate.key.and(around.own))));
        out.extend(candidate.behind.only(DateWords::LABELS).names().map(|name| Feature("behind", name, "")));
        out.push(Feature("role", source, scene.roles.get(at).copied().unwrap_or("none")));
        out.push(Feature("repeats", count(sums.by_kind.get(&around.kind).copied().unwrap_or(0)), ""));
    }
    out.extend(place(scene, candidate, behind_title));
    if let Some((_, shape)) = candidate.words {
        let shape = match shape {
            Shape::Alone => "alone",
            Shape::Short => "short",
            Shape::Opens => "opens",
            Shape::Ends => "ends",
            Shape::Within => "within",
        };
        out.push(Feature("shape", shape, ""));
        if let (Some(line), Some(title)) = (candidate.line, scene.title) {
            let spot = match (line as usize).checked_sub(title) {
                None if line as usize + ABOVE < title => "above",
                None => "over",
                Some(0..=3) => "under",
                Some(4..=12) => "below",
                Some(_) => "far",
            };
            out.push(Feature("spot", spot, shape));
        }
    }
    out.push(Feature("clock", if candidate.has_clock() { "yes" } else { "no" }, source));
    if candidate.is_change() {
        out.push(Feature("changed", if sums.is_told { "beside" } else { "alone" }, source));
    }
    if candidate.other.is_some() {
        out.push(Feature("numbers", "ambiguous", ""));
    }
    if candidate.is_short {
        out.push(Feature("numbers", "short", ""));
    }
    out.extend(agreement(scene, sums, candidate));
    out
}

/// Where it stands beside the headline and the story.
fn place(scene: &Scene, candidate: &Candidate, behind_title: usize) -> Vec<Feature> {
    let Some(line) = candidate.line.map(|l| l as usize) else { return Vec::new() };
    let mut out = Vec::new();
    let source = if candidate.source == Source::Printed { "printed" } else { "marked" };
    match scene.title {
        Some(title) if line >= title => {
            out.push(Feature("behind-title", steps(line - title), source));
            out.push(Feature("number-behind-title", count(behind_title), source));
        }
        Some(title) => out.push(Feature("before-title", steps(title - line), source)),
        None => out.push(Feature("untitled", source, "")),
    }
    match scene.story {
        Some((first, _)) if line < first => out.push(Feature("before-story", steps(first - line), source)),
        Some((_, last)) if line > last => out.push(Feature("behind-story", steps(line - last), source)),
        Some((first, last)) => {
            let place = if line < first + 3 {
                "first"
            } else if line + 3 > last {
                "last"
            } else {
                "amid"
            };
            out.push(Feature("in-story", place, source));
        }
        None => out.push(Feature("no-story", source, "")),
    }
    out
}

/// What else the page says of that day.
fn agreement(scene: &Scene, sums: &Sums, candidate: &Candidate) -> Vec<Feature> {
    let day = candidate.day();
    let mut out = Vec::new();
    let sources = sums.by_day.get(&day).map(Vec::as_slice).unwrap_or_default();
    out.push(Feature("sources", count(sources.len()), ""));
    out.extend(sources.iter().filter(|s| **s != candidate.source).map(|s| Feature("with", s.name(), "")));
    let is_near = |other: Option<Date>| other.is_some_and(|o| sums.by_day.contains_key(&o));
    if is_near(day.tomorrow().ok()) || is_near(day.yesterday().ok()) {
        out.push(Feature("near", "", ""));
    }
    out.push(Feature("order", compared(day, sums.newest), compared(day, sums.oldest)));
    out.push(Feature("comment", compared(day, sums.comment), ""));
    out.push(Feature("change", compared(day, sums.change), ""));
    let month = |d: Date| (d.year(), d.month());
    let agrees = |same: bool| if same { "same" } else { "other" };
    if let Some(told) = scene.month {
        out.push(Feature("month", "address", agrees(month(day) == told)));
    }
    if !sums.pictures.is_empty() {
        let same = sums.pictures.iter().any(|p| month(*p) == month(day));
        out.push(Feature("month", "picture", agrees(same)));
    }
    if let Some(year) = scene.copyright {
        let order = match day.year().cmp(&year) {
            std::cmp::Ordering::Less => "before",
            std::cmp::Ordering::Equal => "same",
            std::cmp::Ordering::Greater => "after",
        };
        out.push(Feature("copyright", order, ""));
    }
    out
}
