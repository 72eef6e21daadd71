//! What happened.

use khabar::record::{EventStatus, EventType};
use serde::Serialize;

use super::{Filter, one_of};
use crate::error::Result;
use crate::store::Reader;

/// Which events are asked for.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// A type of PLOVER, `PROTEST` for one.
    pub kind: Option<String>,
    /// Words of who did it.
    pub actor: Option<String>,
    /// Who did it, to whom it was done, or where it happened, by id ([`super::Known::id`]).
    pub person: Option<String>,
    /// Words of where it happened.
    pub place: Option<String>,
    /// It happened on this day or later; an event without a time counts from its page's publication.
    pub since: Option<String>,
    /// It happened on this day or earlier.
    pub until: Option<String>,
    /// `ACTUAL`, `PLANNED`, `NEGATED` or `HYPOTHETICAL`.
    pub status: Option<String>,
    /// How many at most.
    pub limit: Option<usize>,
    /// How many are passed over.
    pub offset: usize,
}

/// An event and its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// The page's number in the register.
    pub page: i64,
    /// The id of the fact in its record.
    pub fact: String,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// Type of PLOVER.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it happened.
    pub status: String,
    /// Who did it.
    pub actor: Option<String>,
    /// The verb or noun, as printed.
    pub words: String,
    /// First code point of the verb or noun.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
    /// To whom.
    pub recipient: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// When, a TIMEX3 value.
    pub time: Option<String>,
    /// First day that is meant.
    pub earliest: Option<String>,
    /// Last day that is meant.
    pub latest: Option<String>,
    /// The statement of the page that reports it.
    pub statement: Option<String>,
    /// Headline of the page.
    pub title: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// The rule that found it.
    pub by: String,
}

/// First and last day of an event.
pub(super) const FIRST: &str = "coalesce(f.earliest, substr(p.published, 1, 10))";
const LAST: &str = "coalesce(f.latest, substr(p.published, 1, 10))";

/// The events that fit, the latest first.
///
/// # Errors
/// [`crate::Error::Query`] where a type, a status or a day is none.
pub fn events(reader: &Reader, asked: &Events) -> Result<Vec<Event>> {
    let mut filter = Filter::default();
    if let Some(kind) = &asked.kind {
        filter.value("f.type = ?", one_of::<EventType>(kind)?);
    }
    if let Some(status) = &asked.status {
        filter.value("f.status = ?", one_of::<EventStatus>(status)?);
    }
    filter.words(&["f.actor_terms"], asked.actor.as_deref())?;
    filter.person(&["f.actor_entity", "f.recipient_entity", "f.place_entity"], asked.person.as_deref());
    filter.words(&["f.place_terms"], asked.place.as_deref())?;
    filter.days(FIRST, LAST, asked.since.as_deref(), asked.until.as_deref())?;
    let select = "SELECT f.page, f.fact, p.published, f.type, f.status, f.actor, f.words, f.start, f.\"end\", f.recipient,
        f.place, f.time, f.earliest, f.latest, f.statement, p.title, p.site, f.\"by\" FROM events f";
    filter.run(reader, select, &format!("{FIRST} DESC"), asked.limit, asked.offset, |r| {
        Ok(Event {
            page: r.get(0)?,
            fact: r.get(1)?,
            published: r.get(2)?,
            kind: r.get(3)?,
            status: r.get(4)?,
            actor: r.get(5)?,
            words: r.get(6)?,
            start: r.get(7)?,
            end: r.get(8)?,
            recipient: r.get(9)?,
            place: r.get(10)?,
            time: r.get(11)?,
            earliest: r.get(12)?,
            latest: r.get(13)?,
            statement: r.get(14)?,
            title: r.get(15)?,
            site: r.get(16)?,
            by: r.get(17)?,
        })
    })
}
