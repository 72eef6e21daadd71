//! The walk over every span of a record: what turns bytes into code points and back.

use super::{
    Article, Block, Commitment, Document, Event, Evidence, Mention, Positions, Quantity, Record, Role,
    Sentence, Statement, SyntacticWord, Time,
};

/// Turns one kind of span into another; `place` tells where in the record the span stands, for error messages.
pub(super) trait Convert<S, T> {
    type Error;
    /// A span that carries its words on the wire.
    fn words(&mut self, span: S, place: &'static str) -> Result<T, Self::Error>;
    /// A span that stands without its words (blocks, sentences).
    fn bounds(&mut self, span: S, place: &'static str) -> Result<T, Self::Error>;

    fn maybe(&mut self, span: Option<S>, place: &'static str) -> Result<Option<T>, Self::Error> {
        span.map(|s| self.words(s, place)).transpose()
    }
}

fn each<A, B, E>(items: Vec<A>, f: impl FnMut(A) -> Result<B, E>) -> Result<Vec<B>, E> {
    items.into_iter().map(f).collect()
}

impl<S> Record<S> {
    /// The same record with every span converted.
    #[allow(clippy::too_many_lines, reason = "one line for each field of the record, and nothing else")]
    pub(super) fn convert<T, C: Convert<S, T>>(
        self,
        positions: Positions,
        c: &mut C,
    ) -> Result<Record<T>, C::Error> {
        Ok(Record {
            schema: self.schema,
            positions,
            id: self.id,
            source: self.source,
            article: Article {
                title: self.article.title,
                subtitle: self.article.subtitle,
                byline: self.article.byline,
                published: self.article.published,
                published_evidence: match self.article.published_evidence {
                    Some(Evidence::Words(s)) => {
                        Some(Evidence::Words(c.words(s, "article.published_evidence")?))
                    }
                    Some(Evidence::Field(name)) => Some(Evidence::Field(name)),
                    None => None,
                },
                updated: self.article.updated,
                site: self.article.site,
                section: self.article.section,
                canonical_url: self.article.canonical_url,
                language: self.article.language,
            },
            text: self.text,
            blocks: each(self.blocks, |b| {
                Ok(Block {
                    id: b.id,
                    span: c.bounds(b.span, "blocks")?,
                    role: b.role,
                    kind: b.kind,
                    page: b.page,
                    by: b.by,
                })
            })?,
            sentences: each(self.sentences, |s| {
                let words = each(s.words, |w| {
                    Ok(SyntacticWord {
                        id: w.id,
                        span: c.words(w.span, "sentences.words")?,
                        upos: w.upos,
                        feats: w.feats,
                        head: w.head,
                        deprel: w.deprel,
                    })
                })?;
                Ok(Sentence {
                    id: s.id,
                    span: c.bounds(s.span, "sentences")?,
                    voice: s.voice,
                    words,
                    by: s.by,
                })
            })?,
            mentions: each(self.mentions, |m| {
                Ok(Mention {
                    id: m.id,
                    span: c.words(m.span, "mentions")?,
                    label: m.label,
                    entity: m.entity,
                    by: m.by,
                })
            })?,
            entities: self.entities,
            roles: each(self.roles, |r| {
                Ok(Role {
                    id: r.id,
                    person: c.words(r.person, "roles.person")?,
                    role: c.words(r.role, "roles.role")?,
                    by: r.by,
                })
            })?,
            times: each(self.times, |t| {
                Ok(Time {
                    id: t.id,
                    span: c.words(t.span, "times")?,
                    kind: t.kind,
                    value: t.value,
                    modifier: t.modifier,
                    earliest: t.earliest,
                    latest: t.latest,
                    calendar: t.calendar,
                    anchor: t.anchor,
                    by: t.by,
                })
            })?,
            quantities: each(self.quantities, |q| {
                Ok(Quantity {
                    id: q.id,
                    span: c.words(q.span, "quantities")?,
                    value: q.value,
                    min: q.min,
                    max: q.max,
                    relation: q.relation,
                    dimension: q.dimension,
                    currency: q.currency,
                    unit: c.maybe(q.unit, "quantities.unit")?,
                    of: c.maybe(q.of, "quantities.of")?,
                    by: q.by,
                })
            })?,
            documents: each(self.documents, |d| {
                Ok(Document {
                    id: d.id,
                    span: c.words(d.span, "documents")?,
                    kind: d.kind,
                    issuer: c.maybe(d.issuer, "documents.issuer")?,
                    mentions: each(d.mentions, |m| c.words(m, "documents.mentions"))?,
                    by: d.by,
                })
            })?,
            statements: each(self.statements, |s| {
                Ok(Statement {
                    id: s.id,
                    source: c.maybe(s.source, "statements.source")?,
                    source_entity_text: s.source_entity_text,
                    source_entity: s.source_entity,
                    cue: c.maybe(s.cue, "statements.cue")?,
                    content: c.words(s.content, "statements.content")?,
                    channel: c.maybe(s.channel, "statements.channel")?,
                    document: s.document,
                    relay: c.maybe(s.relay, "statements.relay")?,
                    kind: s.kind,
                    parent: s.parent,
                    by: s.by,
                })
            })?,
            events: each(self.events, |e| {
                Ok(Event {
                    id: e.id,
                    trigger: c.words(e.trigger, "events.trigger")?,
                    kind: e.kind,
                    actor: c.maybe(e.actor, "events.actor")?,
                    recipient: c.maybe(e.recipient, "events.recipient")?,
                    place: c.maybe(e.place, "events.place")?,
                    time: e.time,
                    status: e.status,
                    statement: e.statement,
                    mentions: each(e.mentions, |m| c.words(m, "events.mentions"))?,
                    by: e.by,
                })
            })?,
            commitments: each(self.commitments, |m| {
                Ok(Commitment {
                    id: m.id,
                    party: c.maybe(m.party, "commitments.by")?,
                    by_text: m.by_text,
                    action: c.words(m.action, "commitments.action")?,
                    deadline: m.deadline,
                    deadline_mod: m.deadline_mod,
                    kind: m.kind,
                    negated: m.negated,
                    statement: m.statement,
                    by: m.by,
                })
            })?,
            warnings: self.warnings,
        })
    }
}
