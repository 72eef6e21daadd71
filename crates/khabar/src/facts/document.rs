//! Cited documents: «بيان» opens one, «البيان» later means the last that was opened.

use super::rule::Rule;
use super::scene::Scene;
use super::statement::{Found, phrase};
use crate::record::{Document, Id};
use crate::text::Strip;

/// A channel that is a document, and the definite noun that takes it up again.
pub const CITED: Rule = Rule {
    by: "document.cited@1",
    why: "the channel of a statement that is a document of its own",
    example: "قالت وزارة الخارجية التركية في بيان إن الوفد عاد.",
};

/// The documents met so far, in order.
#[derive(Default)]
pub(super) struct Shelf {
    documents: Vec<Document>,
}

impl Shelf {
    /// The document that a statement stands in: opened by its channel, or taken up by its source.
    pub fn place(&mut self, scene: &Scene, found: &Found) -> Option<Id> {
        let text = scene.text;
        let named = |range: &Option<std::ops::Range<usize>>| {
            let range = range.clone()?;
            let kind = *text.find(&text.lex.channels, range.start, range.end, Strip::Nothing)?.value;
            Some((kind, range))
        };
        let source = named(&found.source).or_else(|| named(&found.relay));
        let (kind, range) = source.clone().or_else(|| named(&found.channel))?;
        if !matches!(kind, "statement" | "report" | "agreement" | "letter" | "decision") {
            return None;
        }
        let words = phrase(scene, &range);
        let again = text.is_definite(range.start) && range.len() == 1;
        let open = self.documents.iter_mut().rev().find(|d| d.kind == kind);
        if again && let Some(open) = open {
            open.mentions.push(words);
            return Some(open.id);
        }
        let id = Id { layer: "d", number: self.documents.len() as u32 + 1 };
        let issuer = if source.is_some() { None } else { found.source.as_ref().map(|r| phrase(scene, r)) };
        self.documents.push(Document {
            id,
            span: words,
            kind: kind.into(),
            issuer,
            mentions: Vec::new(),
            by: CITED.by.into(),
        });
        Some(id)
    }

    pub fn finish(self) -> Vec<Document> {
        self.documents
    }
}
