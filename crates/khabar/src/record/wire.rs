//! The record as JSON: code points for bytes, words beside every position, and the check on the way back.

use std::borrow::Cow;
use std::collections::HashSet;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::convert::Convert;
use super::{Id, Positions, Record};
use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// Name and version of the record format.
pub const SCHEMA: &str = "khabar/record/1";

/// Letters that an [`Id`] may begin with, one for each layer.
const LAYERS: [&str; 11] = ["b", "n", "m", "e", "r", "t", "q", "d", "s", "v", "c"];

/// A span on the wire: **code points**, and the words that stand there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The slice of the record's `text`; absent only in blocks and sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The JSON Schema of `Record<Quote>`, generated from the types.
#[must_use]
pub fn schema() -> Schema {
    schemars::schema_for!(Record<Quote>)
}

impl Record<Span> {
    /// The record in code points, each span with its words.
    ///
    /// # Errors
    /// [`ErrorKind::Span`] where a span does not lie on character boundaries of `text`: a fault of a rule.
    pub fn to_wire(&self) -> Result<Record<Quote>, Error> {
        let mut outward = Outward { text: &self.text, marks: Marks::new(&self.text) };
        self.clone().convert(Positions::Codepoint, &mut outward)
    }

    /// The record as one line of JSON.
    ///
    /// # Errors
    /// As [`Record::to_wire`].
    pub fn to_json(&self) -> Result<String, Error> {
        serde_json::to_string(&self.to_wire()?).map_err(|e| Error::new(ErrorKind::Json, e.to_string()))
    }

    /// A record from its JSON, checked: every span lies in the text, its words are the slice there, ids are unique,
    /// and a fact that names another names one of this record.
    ///
    /// # Errors
    /// [`ErrorKind::Json`] where it is no record, [`ErrorKind::Span`] and [`ErrorKind::Reference`] where it contradicts itself.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let wire: Record<Quote> =
            serde_json::from_str(json).map_err(|e| Error::new(ErrorKind::Json, e.to_string()))?;
        Self::from_wire(wire)
    }

    /// As [`Record::from_json`], from the parsed form.
    ///
    /// # Errors
    /// As [`Record::from_json`].
    pub fn from_wire(wire: Record<Quote>) -> Result<Self, Error> {
        if wire.schema != SCHEMA {
            return Err(Error::new(ErrorKind::Json, format!("schema is «{}», not {SCHEMA}", wire.schema)));
        }
        if wire.positions != Positions::Codepoint {
            return Err(Error::new(ErrorKind::Json, "positions is not «codepoint»"));
        }
        let text = wire.text.clone();
        let record = wire.convert(Positions::Byte, &mut Inward { text: &text, offsets: offsets(&text) })?;
        check_ids(&record)?;
        Ok(record)
    }
}

/// Code points up to every 64th byte, so that a position is found by counting at most 64 bytes.
struct Marks(Vec<u32>);

impl Marks {
    const STEP: usize = 64;

    fn new(text: &str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            counts.push(count);
            count += starts(chunk);
        }
        counts.push(count);
        Self(counts)
    }

    fn codepoint(&self, text: &str, byte: u32) -> Option<u32> {
        let byte = byte as usize;
        let mark = byte / Self::STEP;
        let rest = text.as_bytes().get(mark * Self::STEP..byte)?;
        Some(self.0.get(mark)? + starts(rest))
    }
}

/// Characters that begin in `bytes`.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

/// Byte offset of every code point, and of the end.
fn offsets(text: &str) -> Vec<u32> {
    text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
}

struct Outward<'t> {
    text: &'t str,
    marks: Marks,
}

impl Convert<Span, Quote> for Outward<'_> {
    type Error = Error;

    fn words(&mut self, span: Span, place: &'static str) -> Result<Quote, Error> {
        let quote = self.bounds(span, place)?;
        Ok(Quote { text: Some(span.of(self.text).to_owned()), ..quote })
    }

    fn bounds(&mut self, span: Span, place: &'static str) -> Result<Quote, Error> {
        let fault = || {
            Error::new(
                ErrorKind::Span,
                format!("{place}: bytes {}..{} are no slice of the text", span.start, span.end),
            )
        };
        if span.is_empty() || self.text.get(span.range()).is_none() {
            return Err(fault());
        }
        let at = |byte| self.marks.codepoint(self.text, byte).ok_or_else(fault);
        Ok(Quote { start: at(span.start)?, end: at(span.end)?, text: None })
    }
}

struct Inward<'t> {
    text: &'t str,
    offsets: Vec<u32>,
}

impl Convert<Quote, Span> for Inward<'_> {
    type Error = Error;

    fn words(&mut self, quote: Quote, place: &'static str) -> Result<Span, Error> {
        if quote.text.is_none() {
            return Err(Error::new(
                ErrorKind::Span,
                format!("{place} {}..{}: the words are missing", quote.start, quote.end),
            ));
        }
        self.bounds(quote, place)
    }

    fn bounds(&mut self, quote: Quote, place: &'static str) -> Result<Span, Error> {
        let at = |codepoint: u32| self.offsets.get(codepoint as usize).copied();
        let (Some(start), Some(end), true) = (at(quote.start), at(quote.end), quote.start < quote.end) else {
            return Err(Error::new(
                ErrorKind::Span,
                format!("{place} {}..{}: outside the text", quote.start, quote.end),
            ));
        };
        let span = Span::new(start, end);
        match quote.text {
            Some(words) if words != span.of(self.text) => Err(Error::new(
                ErrorKind::Span,
                format!(
                    "{place} {}..{}: says «{words}» where the text has «{}»",
                    quote.start,
                    quote.end,
                    span.of(self.text)
                ),
            )),
            _ => Ok(span),
        }
    }
}

/// Ids are unique, and those that facts refer to exist.
fn check_ids(record: &Record) -> Result<(), Error> {
    let ids = record.blocks.iter().map(|f| f.id);
    let ids = ids.chain(record.sentences.iter().map(|f| f.id)).chain(record.mentions.iter().map(|f| f.id));
    let ids = ids.chain(record.entities.iter().map(|f| f.id)).chain(record.roles.iter().map(|f| f.id));
    let ids = ids.chain(record.times.iter().map(|f| f.id)).chain(record.quantities.iter().map(|f| f.id));
    let ids = ids.chain(record.documents.iter().map(|f| f.id)).chain(record.statements.iter().map(|f| f.id));
    let ids = ids.chain(record.events.iter().map(|f| f.id)).chain(record.commitments.iter().map(|f| f.id));
    let mut known = HashSet::new();
    for id in ids {
        if !known.insert(id) {
            return Err(Error::new(ErrorKind::Reference, format!("two facts are called {id}")));
        }
    }
    let named = record.mentions.iter().filter_map(|m| m.entity);
    let named = named.chain(
        record.statements.iter().flat_map(|s| [s.source_entity, s.document, s.parent].into_iter().flatten()),
    );
    let named = named.chain(record.events.iter().filter_map(|e| e.statement));
    let mut named = named.chain(record.commitments.iter().filter_map(|c| c.statement));
    match named.find(|id| !known.contains(id)) {
        Some(id) => Err(Error::new(ErrorKind::Reference, format!("{id} is referred to but is not there"))),
        None => Ok(()),
    }
}

impl FromStr for Id {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let fault =
            || Error::new(ErrorKind::Json, format!("«{name}» is no id: a layer's letter and a number"));
        let layer = LAYERS.into_iter().find(|l| name.starts_with(l)).ok_or_else(fault)?;
        let number = name.get(layer.len()..).and_then(|n| n.parse().ok()).ok_or_else(fault)?;
        Ok(Self { layer, number })
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[bnmertqdsvc][0-9]+$",
            "description": "Name of a fact, unique in its record: a layer's letter and a number"
        })
    }
}
