//! The record: what Khabar says about one page.
//!
//! One set of types serves two coordinate systems. `Record<Span>` (the default) counts **bytes** and is what
//! the analysis makes; `Record<Quote>` counts **Unicode code points**, carries the words of every span, and is
//! what JSON holds. [`Record::to_wire`] and [`Record::from_wire`] are the only places where one becomes the other.

mod convert;
mod layer;
mod wire;

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use layer::Layer;
pub use wire::{Quote, SCHEMA, schema};

use crate::span::Span;

/// What positions count in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Positions {
    /// Bytes of UTF-8 (in Rust).
    Byte,
    /// Unicode code points (in JSON, Arrow, Python).
    Codepoint,
}

/// The name of a fact, unique in its record: a layer letter and a number, `t3` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// The layer's letters, `"t"` for times.
    pub layer: &'static str,
    /// Counted from 1 in the order of the text.
    pub number: u32,
}

/// The rule or model that made a fact, with its version: `time.day-month@1`.
pub type By = Cow<'static, str>;

/// All that Khabar says about one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(bound = "S: JsonSchema + Serialize + Default")]
pub struct Record<S = Span> {
    /// Always `khabar/record/1`.
    pub schema: Cow<'static, str>,
    /// What `start` and `end` count.
    pub positions: Positions,
    /// The caller's id, else the hash of the content.
    pub id: String,
    /// Where the page came from.
    pub source: Source,
    /// What the page says about itself.
    pub article: Article<S>,
    /// The page linearised; every position points into it.
    pub text: String,
    /// Every non-empty line, or part of a line, and its role.
    #[serde(default)]
    pub blocks: Vec<Block<S>>,
    /// Sentences of the article's own blocks.
    #[serde(default)]
    pub sentences: Vec<Sentence<S>>,
    /// Named entities where they are mentioned.
    #[serde(default)]
    pub mentions: Vec<Mention<S>>,
    /// The entities that the mentions name.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// Posts and titles of persons.
    #[serde(default)]
    pub roles: Vec<Role<S>>,
    /// Time expressions.
    #[serde(default)]
    pub times: Vec<Time<S>>,
    /// Numbers that count or measure.
    #[serde(default)]
    pub quantities: Vec<Quantity<S>>,
    /// Documents that the page cites.
    #[serde(default)]
    pub documents: Vec<Document<S>>,
    /// Who said what.
    #[serde(default)]
    pub statements: Vec<Statement<S>>,
    /// Who did what to whom.
    #[serde(default)]
    pub events: Vec<Event<S>>,
    /// Who is bound to do what by when.
    #[serde(default)]
    pub commitments: Vec<Commitment<S>>,
    /// What was odd about the input and what was done about it.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// Where a page came from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Path or URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// `text/plain` or `text/html`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Character encoding of the raw bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// SHA-256 of the raw bytes, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// When the page was fetched, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<String>,
    /// Where in a web archive the page stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<Archive>,
}

/// The place of a page in a web archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Archive {
    /// Path of the archive.
    pub file: String,
    /// First byte of the page's record in it, as it lies there (compressed, where it is).
    pub offset: u64,
    /// Length of the record's content, in bytes.
    pub length: u64,
}

/// What the page says about itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article<S = Span> {
    /// The headline, white space folded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The line under the headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Who wrote it, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Publication time, ISO 8601, as printed: no zone unless the page prints one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Where `published` was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_evidence: Option<Evidence<S>>,
    /// Time of the last change, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Name of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Section of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The address the page gives for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical_url: Option<String>,
    /// BCP 47 tag of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl<S> Default for Article<S> {
    fn default() -> Self {
        Self {
            title: None,
            subtitle: None,
            byline: None,
            published: None,
            published_evidence: None,
            updated: None,
            site: None,
            section: None,
            canonical_url: None,
            language: None,
        }
    }
}

/// Where a metadata value was read: words of the page, or a field that is not part of its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Evidence<S = Span> {
    /// The printed words.
    Words(S),
    /// A metadata field, such as `meta:article:published_time`, or `caller`.
    Field(Cow<'static, str>),
}

/// What a line of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are those of the guidelines")]
pub enum BlockRole {
    Title,
    Subtitle,
    Kicker,
    Byline,
    Dateline,
    Published,
    Updated,
    Source,
    Body,
    Caption,
    Heading,
    Tags,
    Related,
    Furniture,
}

impl BlockRole {
    /// Whether facts are looked for in such a block.
    #[must_use]
    pub const fn is_told(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::Subtitle
                | Self::Kicker
                | Self::Body
                | Self::Caption
                | Self::Heading
                | Self::Dateline
        )
    }
}

/// A line of the page, or part of one, and its role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// Its place.
    #[serde(flatten)]
    pub span: S,
    /// What it is.
    pub role: BlockRole,
    /// For furniture, which: weather, clock, counter, share, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Cow<'static, str>>,
    /// The page it stands on, counted from 1, where the input has pages (PDF).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The rule that said so.
    pub by: By,
}

/// Who speaks in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// The page itself.
    Narrator,
    /// A source whose words or view the page passes on.
    Attributed,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// Its place.
    #[serde(flatten)]
    pub span: S,
    /// Who speaks.
    pub voice: Voice,
    /// Its words and their tree, where that was asked for ([`crate::Options::with_syntax`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<SyntacticWord<S>>,
    /// The rule that cut it.
    pub by: By,
}

/// A word of a sentence, as in CoNLL-U: a token, or a proclitic or pronoun of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SyntacticWord<S = Span> {
    /// Its number in the sentence, from 1.
    pub id: u32,
    /// Its place.
    #[serde(flatten)]
    pub span: S,
    /// Its part of speech.
    pub upos: By,
    /// Its features, `_` where it has none.
    pub feats: By,
    /// The number of its head, 0 for the root.
    pub head: u32,
    /// Its relation to the head.
    pub deprel: By,
}

/// Class of a name (`CoNLL`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Label {
    /// A person.
    Per,
    /// A place.
    Loc,
    /// An organisation.
    Org,
    /// Any other name.
    Misc,
}

/// A name where it occurs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// Its place, without proclitics and quotation marks.
    #[serde(flatten)]
    pub span: S,
    /// Its class.
    pub label: Label,
    /// The entity it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<Id>,
    /// The rule or model.
    pub by: By,
}

/// What the mentions of a page name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Unique in the record.
    pub id: Id,
    /// Its class.
    pub label: Label,
    /// The fullest form on the page.
    pub name: String,
    /// The other forms on the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// A gazetteer id, such as `iso3166:IQ` or `geonames:98182`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The rule that tied the mentions together.
    pub by: By,
}

/// What a person is called: post or title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// The person's name.
    pub person: S,
    /// The post or title.
    pub role: S,
    /// The rule.
    pub by: By,
}

/// Type of a time expression (TIMEX3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeType {
    /// A calendar date of any width.
    Date,
    /// A point or part of a day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// TIMEX3 modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs, reason = "the names are those of TIMEX3")]
pub enum TimeMod {
    Start,
    Mid,
    End,
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    Approx,
    LessThan,
    MoreThan,
    EqualOrMore,
    EqualOrLess,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// Its place.
    #[serde(flatten)]
    pub span: S,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3 value: `2021-11-04`, `P3D`, `PRESENT_REF`; `XXXX` where it could not be resolved.
    pub value: String,
    /// TIMEX3 modifier.
    #[serde(default, rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<TimeMod>,
    /// First day or instant for which the words hold, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last day or instant for which the words hold, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// The calendar it was printed in, where that is not Gregorian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Cow<'static, str>>,
    /// What it was resolved against: `published`, or the id of an earlier time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Cow<'static, str>>,
    /// The rule.
    pub by: By,
}

/// How a number stands to the truth it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs, reason = "the names are those of the guidelines")]
pub enum Relation {
    Exact,
    Approx,
    MoreThan,
    LessThan,
    AtLeast,
    AtMost,
    Range,
    Vague,
}

/// What a quantity measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are those of the guidelines")]
pub enum Dimension {
    Count,
    Money,
    Percent,
    Length,
    Area,
    Mass,
    Volume,
    Temperature,
    Speed,
    Other,
}

/// A number that counts or measures something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// From the modifier to the number, without the unit.
    #[serde(flatten)]
    pub span: S,
    /// The number, unless it is a bound or a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Lower bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Upper bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// How the number is meant.
    pub relation: Relation,
    /// What it measures.
    pub dimension: Dimension,
    /// ISO 4217, for money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Cow<'static, str>>,
    /// The thing counted, or the unit, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<S>,
    /// The whole it is part of, where the text gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<S>,
    /// The rule.
    pub by: By,
}

/// A document that the page cites.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(bound = "S: JsonSchema + Serialize + Default")]
pub struct Document<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// The words that bring it in.
    #[serde(flatten)]
    pub span: S,
    /// statement, agreement, report, interview, tweet, …
    pub kind: Cow<'static, str>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<S>,
    /// Later words for the same document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<S>,
    /// The rule.
    pub by: By,
}

/// How much of a statement is the source's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum StatementType {
    /// All of it, in quotation marks or after a colon.
    Direct,
    /// None of it.
    Indirect,
    /// Part of it.
    Mixed,
}

/// Who said what (source, cue, content: PARC).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// The fullest noun phrase in the clause that names who says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<S>,
    /// Where the verb carries the source alone: the words of its earlier mention.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_entity_text: Option<String>,
    /// The entity the source is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_entity: Option<Id>,
    /// The reporting verb or noun; none for a headline «X: …».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<S>,
    /// What is said.
    pub content: S,
    /// The channel it was said through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<S>,
    /// The document it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Id>,
    /// A second source that passes it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relay: Option<S>,
    /// How much is quoted.
    #[serde(rename = "type")]
    pub kind: StatementType,
    /// The statement it is nested in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// The rule.
    pub by: By,
}

/// Type of an event (PLOVER).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are those of PLOVER")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Cooperate,
    Aid,
    Concede,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Whether an event happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventStatus {
    /// It happened, or is happening.
    Actual,
    /// It is announced.
    Planned,
    /// It did not happen.
    Negated,
    /// It is asked for, feared, possible.
    Hypothetical,
}

/// Who did what to whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// The verb or noun, one or two words.
    pub trigger: S,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<S>,
    /// To whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<S>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<S>,
    /// When, a TIMEX3 value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Whether it happened.
    pub status: EventStatus,
    /// The statement that reports it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<Id>,
    /// Where the page tells it again without adding to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<S>,
    /// The rule.
    pub by: By,
}

/// How someone is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum CommitmentKind {
    /// A promise by the actor.
    Pledge,
    /// Agreed between parties.
    Agreement,
    /// An announced intention or schedule.
    Plan,
    /// Imposed by law, ruling or resolution.
    Obligation,
}

/// Who is bound to do what by when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment<S = Span> {
    /// Unique in the record.
    pub id: Id,
    /// Who is bound; `by` on the wire.
    #[serde(rename = "by", skip_serializing_if = "Option::is_none")]
    pub party: Option<S>,
    /// Words of an earlier mention of who is bound, where the clause does not name them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_text: Option<String>,
    /// What is to be done, or not done.
    pub action: S,
    /// By when, a TIMEX3 value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// TIMEX3 modifier of the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline_mod: Option<TimeMod>,
    /// How they are bound.
    pub kind: CommitmentKind,
    /// Whether they undertake not to do it.
    pub negated: bool,
    /// The statement that reports it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<Id>,
    /// The rule; `rule` on the wire, where `by` names the party.
    #[serde(rename = "rule")]
    pub by: By,
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.layer, self.number)
    }
}
