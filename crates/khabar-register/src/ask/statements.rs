//! Who said what.

use serde::Serialize;

use super::{Filter, PUBLISHED};
use crate::error::Result;
use crate::store::Reader;

/// Which statements are asked for.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    /// Words of the speaker's name or post.
    pub speaker: Option<String>,
    /// The speaker, by id ([`super::Known::id`]).
    pub person: Option<String>,
    /// Who is named in what is said, by id.
    pub of: Option<String>,
    /// Words of what is said.
    pub about: Option<String>,
    /// Words of the channel it was said through.
    pub channel: Option<String>,
    /// Published on this day or later.
    pub since: Option<String>,
    /// Published on this day or earlier.
    pub until: Option<String>,
    /// How many at most.
    pub limit: Option<usize>,
    /// How many are passed over.
    pub offset: usize,
}

/// A statement and its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    /// The page's number in the register.
    pub page: i64,
    /// The id of the fact in its record.
    pub fact: String,
    /// Publication time of the page, ISO 8601.
    pub published: Option<String>,
    /// Who says it, as printed.
    pub speaker: Option<String>,
    /// The reporting verb or noun.
    pub cue: Option<String>,
    /// What is said, as printed.
    pub words: String,
    /// First code point of what is said.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
    /// The channel it was said through.
    pub channel: Option<String>,
    /// Who passes it on.
    pub relay: Option<String>,
    /// `DIRECT`, `INDIRECT` or `MIXED`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Headline of the page.
    pub title: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// The rule that found it.
    pub by: String,
}

/// The statements that fit, the latest page first.
///
/// # Errors
/// [`crate::Error::Query`] where a day is none or a name has no word.
pub fn statements(reader: &Reader, asked: &Statements) -> Result<Vec<Statement>> {
    let mut filter = Filter::default();
    filter.words(&["f.speaker_terms"], asked.speaker.as_deref())?;
    filter.person(&["f.entity"], asked.person.as_deref());
    let named = "SELECT n.entity FROM mentions n WHERE n.page = f.page AND n.start >= f.start AND n.\"end\" <= f.\"end\"";
    filter.person(&[named], asked.of.as_deref());
    filter.words(&["f.terms"], asked.about.as_deref())?;
    filter.words(&["f.channel_terms"], asked.channel.as_deref())?;
    filter.days(PUBLISHED, PUBLISHED, asked.since.as_deref(), asked.until.as_deref())?;
    let select = "SELECT f.page, f.fact, p.published, f.speaker, f.cue, f.words, f.start, f.\"end\", f.channel, f.relay,
        f.type, p.title, p.site, f.\"by\" FROM statements f";
    filter.run(reader, select, "p.published DESC", asked.limit, asked.offset, |r| {
        Ok(Statement {
            page: r.get(0)?,
            fact: r.get(1)?,
            published: r.get(2)?,
            speaker: r.get(3)?,
            cue: r.get(4)?,
            words: r.get(5)?,
            start: r.get(6)?,
            end: r.get(7)?,
            channel: r.get(8)?,
            relay: r.get(9)?,
            kind: r.get(10)?,
            title: r.get(11)?,
            site: r.get(12)?,
            by: r.get(13)?,
        })
    })
}
