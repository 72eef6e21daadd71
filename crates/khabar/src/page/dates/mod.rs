//! When a page with markup was published: everything that it says of its time is a candidate, and a scorer that was
//! learned (`models/dates.md`) weighs them. It can also stay silent.
//!
//! `page::html` collects the candidates; where the headline and the story stand is known in `page::layout`, which asks
//! here. Features are of the kind of a candidate and never of a site: what says it, what the words around it say, where
//! it stands, what else on the page agrees.

mod features;
pub mod printed;
mod scorer;
mod tokens;

use jiff::civil::Date;

pub use features::{Feature, Scene};
pub use scorer::{Ballot, Weights};

use crate::lexicon::DateWords;
use crate::page::When;
use crate::span::Span;

/// What says a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// JSON-LD of a story.
    Story,
    /// `meta`, by a key that tells publication or change.
    Meta,
    /// JSON-LD of something else.
    Linked,
    /// Microdata and `RDFa`.
    Property,
    /// `datetime` of `time` and its kin.
    Time,
    /// The text that is read.
    Printed,
    /// A `title`, or an attribute of scripts.
    Attribute,
    /// A value in a script.
    Script,
    /// The page's address.
    Address,
    /// The address of a picture.
    Image,
}

impl Source {
    /// What it is called in features.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Meta => "meta",
            Self::Linked => "linked",
            Self::Property => "property",
            Self::Time => "time",
            Self::Printed => "printed",
            Self::Attribute => "attribute",
            Self::Script => "script",
            Self::Address => "address",
            Self::Image => "image",
        }
    }
}

/// What the names of the elements around a date say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Around {
    /// Of its own element and the next.
    pub own: DateWords,
    /// Of the two around those.
    pub near: DateWords,
    /// Of those further out.
    pub far: DateWords,
    /// The element's kind as its name and class tell it: dates of one list have one.
    pub kind: u32,
}

/// How a printed date stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// There is little else.
    Alone,
    /// In a short line.
    Short,
    /// Running text opens with it.
    Opens,
    /// Running text ends with it.
    Ends,
    /// It stands amid running text.
    Within,
}

/// Something that a page says of its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What says it.
    pub source: Source,
    /// The field of the evidence: `json-ld`, `meta:…`.
    pub field: String,
    /// The time.
    pub when: When,
    /// The day that it is if day and month change places.
    pub other: Option<Date>,
    /// Whether its year has two digits.
    pub is_short: bool,
    /// What the field's name says, or the words printed before it.
    pub key: DateWords,
    /// What the words printed behind it say.
    pub behind: DateWords,
    /// What the elements around say.
    pub around: Around,
    /// The line where it stands, or the first behind it.
    pub line: Option<u32>,
    /// Its words and how they stand in their line, where it is printed.
    pub words: Option<(Span, Shape)>,
}

impl Candidate {
    /// A candidate that stands nowhere in the text.
    #[must_use]
    pub fn new(source: Source, field: impl Into<String>, when: When, key: DateWords) -> Self {
        Self {
            source,
            field: field.into(),
            when,
            other: None,
            is_short: false,
            key,
            behind: DateWords::default(),
            around: Around::default(),
            line: None,
            words: None,
        }
    }

    /// Its day.
    #[must_use]
    pub fn day(&self) -> Date {
        self.when.local.date()
    }

    /// Whether it tells a time of day, too.
    #[must_use]
    pub fn has_clock(&self) -> bool {
        self.when.iso.len() > 10
    }

    /// Whether it says outright that the page was published then.
    #[must_use]
    pub fn is_publication(&self) -> bool {
        let sure = matches!(self.source, Source::Story | Source::Meta | Source::Property | Source::Printed);
        sure && self.key.has(DateWords::PUBLISHED) && !self.is_change() && !self.is_beside()
    }

    /// Whether it is told of a comment or of another story.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        let around = self.around.own.and(self.around.near).and(self.around.far);
        around.has(DateWords::COMMENT.and(DateWords::RELATED)) || self.key.has(DateWords::COMMENT)
    }

    /// Whether it says that the page was changed then, and not that it was published.
    #[must_use]
    pub fn is_change(&self) -> bool {
        let told = self.key.and(self.behind);
        let named =
            if told.has(DateWords::UPDATED.and(DateWords::PUBLISHED)) { told } else { self.around.own };
        named.has(DateWords::UPDATED) && !named.has(DateWords::PUBLISHED)
    }
}

/// Dates that could be read two ways are read as the page's other dates say; `turned` where others show that the page's
/// habit is not that of its language.
pub fn settle(candidates: &mut [Candidate], turned: bool) {
    let sure: Vec<Date> = candidates.iter().filter(|c| c.other.is_none()).map(Candidate::day).collect();
    for candidate in candidates {
        let Some(other) = candidate.other else { continue };
        let (here, there) = (sure.contains(&candidate.day()), sure.contains(&other));
        if if here == there { turned } else { there } {
            candidate.other = Some(candidate.day());
            let local = other.to_datetime(candidate.when.local.time());
            candidate.when.iso.replace_range(..10.min(candidate.when.iso.len()), &other.to_string());
            candidate.when.local = local;
        }
    }
}
