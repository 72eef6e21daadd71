//! One name through time: what they said, what they did or was done to them, what they are bound to.

use serde::Serialize;

use super::{Filter, PUBLISHED, events};
use crate::error::{Error, Result};
use crate::store::Reader;

/// Whose timeline is asked for.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// Words of a person, a body, a place or a thing: facts that bear them, and statements about them.
    pub name: Option<String>,
    /// A person, a body or a place by id ([`super::Known::id`]).
    pub person: Option<String>,
    /// A story, by its name.
    pub story: Option<String>,
    /// On this day or later.
    pub since: Option<String>,
    /// On this day or earlier.
    pub until: Option<String>,
}

/// A fact at its day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Moment {
    /// ISO 8601: of an event its first day, else the publication of the page.
    pub day: Option<String>,
    /// The page's number in the register.
    pub page: i64,
    /// First code point of the fact's words.
    pub start: u32,
    /// One past their last code point.
    pub end: u32,
    /// The id of the fact in its record.
    pub fact: String,
    /// `statement`, `event` or `commitment`.
    pub layer: &'static str,
    /// The type of the event or statement, the kind of the commitment.
    #[serde(rename = "type")]
    pub kind: String,
    /// Who said it, did it, is bound.
    pub who: Option<String>,
    /// What is said, the verb, or what is to be done, as printed.
    pub words: String,
    /// Headline of the page.
    pub title: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// The last day of an event, or of a commitment's deadline.
    pub until: Option<String>,
}

/// Where facts of a layer stand.
struct Source {
    layer: &'static str,
    terms: &'static [&'static str],
    entities: &'static [&'static str],
    /// Columns for type, name and last day, and the table.
    table: &'static str,
    day: &'static str,
}

const SOURCES: [Source; 3] = [
    Source {
        layer: "statement",
        terms: &["f.speaker_terms", "f.terms"],
        entities: &["f.entity"],
        table: "f.type, f.speaker, NULL FROM statements f",
        day: PUBLISHED,
    },
    Source {
        layer: "event",
        terms: &["f.actor_terms", "f.recipient_terms", "f.place_terms"],
        entities: &["f.actor_entity", "f.recipient_entity", "f.place_entity"],
        table: "f.type, f.actor, f.latest FROM events f",
        day: events::FIRST,
    },
    Source {
        layer: "commitment",
        terms: &["f.party_terms"],
        entities: &["f.party_entity"],
        table: "f.kind, f.party, f.due FROM commitments f",
        day: PUBLISHED,
    },
];

/// The facts that bear a name or belong to a story, the earliest first.
///
/// # Errors
/// [`crate::Error::Query`] where nothing is asked for, the name has no word, or a day is none.
pub fn timeline(reader: &Reader, asked: &Timeline) -> Result<Vec<Moment>> {
    if asked.name.is_none() && asked.person.is_none() && asked.story.is_none() {
        return Err(Error::Query("say whose timeline: a name, a person or a story".to_owned()));
    }
    let mut moments = Vec::new();
    for Source { layer, terms, entities, table, day } in SOURCES {
        let mut filter = Filter::default();
        filter.words(terms, asked.name.as_deref())?;
        filter.person(entities, asked.person.as_deref());
        if let Some(story) = &asked.story {
            // A copy repeats what its first report tells.
            let pages = "f.page IN (SELECT page FROM story_pages WHERE story = ? AND copy_of IS NULL)";
            filter.value(pages, story.clone());
        }
        filter.days(day, day, asked.since.as_deref(), asked.until.as_deref())?;
        let select = format!(
            "SELECT {day}, f.page, f.start, f.\"end\", f.fact, f.words, p.title, p.site, p.published, {table}"
        );
        moments.extend(filter.run(reader, &select, day, None, 0, |r| {
            Ok(Moment {
                layer,
                day: r.get(0)?,
                page: r.get(1)?,
                start: r.get(2)?,
                end: r.get(3)?,
                fact: r.get(4)?,
                words: r.get(5)?,
                title: r.get(6)?,
                site: r.get(7)?,
                published: r.get(8)?,
                kind: r.get(9)?,
                who: r.get(10)?,
                until: r.get(11)?,
            })
        })?);
    }
    moments.sort();
    Ok(moments)
}
