//! Layers: which kinds of facts a record holds.

use super::Record;

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of the record's fields")]
pub enum Layer {
    Article,
    Blocks,
    Sentences,
    Mentions,
    Entities,
    Roles,
    Times,
    Quantities,
    Documents,
    Statements,
    Events,
    Commitments,
}

impl Layer {
    /// Every layer, in the order of the record.
    pub const ALL: [Self; 12] = [
        Self::Article,
        Self::Blocks,
        Self::Sentences,
        Self::Mentions,
        Self::Entities,
        Self::Roles,
        Self::Times,
        Self::Quantities,
        Self::Documents,
        Self::Statements,
        Self::Events,
        Self::Commitments,
    ];

    /// The name of its field in the record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Blocks => "blocks",
            Self::Sentences => "sentences",
            Self::Mentions => "mentions",
            Self::Entities => "entities",
            Self::Roles => "roles",
            Self::Times => "times",
            Self::Quantities => "quantities",
            Self::Documents => "documents",
            Self::Statements => "statements",
            Self::Events => "events",
            Self::Commitments => "commitments",
        }
    }
}

impl<S> Record<S> {
    /// Leaves only the facts of these layers; what refers to a fact left out refers to nothing.
    pub fn keep(&mut self, layers: &[Layer]) {
        for layer in Layer::ALL.into_iter().filter(|l| !layers.contains(l)) {
            match layer {
                Layer::Article => self.article = super::Article::default(),
                Layer::Blocks => self.blocks.clear(),
                Layer::Sentences => self.sentences.clear(),
                Layer::Mentions => self.mentions.clear(),
                Layer::Entities => {
                    self.entities.clear();
                    self.mentions.iter_mut().for_each(|m| m.entity = None);
                    self.statements.iter_mut().for_each(|s| s.source_entity = None);
                }
                Layer::Roles => self.roles.clear(),
                Layer::Times => self.times.clear(),
                Layer::Quantities => self.quantities.clear(),
                Layer::Documents => {
                    self.documents.clear();
                    self.statements.iter_mut().for_each(|s| s.document = None);
                }
                Layer::Statements => {
                    self.statements.clear();
                    self.events.iter_mut().for_each(|e| e.statement = None);
                    self.commitments.iter_mut().for_each(|c| c.statement = None);
                }
                Layer::Events => self.events.clear(),
                Layer::Commitments => self.commitments.clear(),
            }
        }
    }
}
