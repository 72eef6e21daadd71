//! The tables of the layers, column by column.

use std::slice::from_ref;

use khabar::Record;
use khabar::record::{
    Block, Commitment, Document, Entity, Event, Evidence, Mention, Quantity, Quote, Role, Sentence,
    Statement, Time,
};

use crate::tables::{Columns, Table, wire};

/// Every table, in the order of the record.
pub fn all() -> Vec<Table> {
    vec![
        pages(),
        blocks(),
        sentences(),
        mentions(),
        entities(),
        roles(),
        times(),
        quantities(),
        documents(),
        statements(),
        events(),
        commitments(),
    ]
}

fn pages() -> Table {
    Columns::<Record<Quote>>::new()
        .text("published_field", "metadata field that `published` was read from", |r| {
            match &r.article.published_evidence {
                Some(Evidence::Field(field)) => Some(field.to_string()),
                _ => None,
            }
        })
        .span("published", "words that `published` was read from", |r| match &r.article.published_evidence {
            Some(Evidence::Words(words)) => Some(words),
            _ => None,
        })
        .text("title", "headline", |r| r.article.title.clone())
        .text("subtitle", "line under the headline", |r| r.article.subtitle.clone())
        .text("byline", "who wrote it, as printed", |r| r.article.byline.clone())
        .text("updated", "time of the last change, ISO 8601", |r| r.article.updated.clone())
        .text("site", "name of the site", |r| r.article.site.clone())
        .text("section", "section of the site", |r| r.article.section.clone())
        .text("canonical_url", "address that the page gives for itself", |r| r.article.canonical_url.clone())
        .text("language", "BCP 47 tag", |r| r.article.language.clone())
        .text("uri", "path or address it was read from", |r| r.source.uri.clone())
        .text("media_type", "`text/plain` or `text/html`", |r| r.source.media_type.clone())
        .text("encoding", "encoding of the raw bytes", |r| r.source.encoding.clone())
        .text("sha256", "SHA-256 of the raw bytes, hexadecimal", |r| r.source.sha256.clone())
        .text("retrieved", "when it was fetched, ISO 8601", |r| r.source.retrieved.clone())
        .text("archive_file", "web archive that holds it", |r| {
            r.source.archive.as_ref().map(|a| a.file.clone())
        })
        .int("archive_offset", "first byte of its record in the archive", |r| {
            r.source.archive.as_ref().map(|a| a.offset)
        })
        .int("archive_length", "bytes of its content in the archive", |r| {
            r.source.archive.as_ref().map(|a| a.length)
        })
        .text("text", "the page as one linear text; every position points into it", |r| Some(r.text.clone()))
        .list("warnings", "what was odd about the input", |r| r.warnings.clone())
        .table("pages", "a page", |r| from_ref(r))
}

fn blocks() -> Table {
    Columns::<Block<Quote>>::new()
        .text("id", "name of the fact in its page", |b| Some(b.id.to_string()))
        .span("", "the line", |b| Some(&b.span))
        .text("role", "what the line is: title, body, furniture, …", |b| wire(b.role))
        .text("kind", "for furniture, which", |b| b.kind.as_ref().map(ToString::to_string))
        .text("by", "rule and version", |b| Some(b.by.to_string()))
        .table("blocks", "a line of the page, or a part of one", |r| &r.blocks)
}

fn sentences() -> Table {
    Columns::<Sentence<Quote>>::new()
        .text("id", "name of the fact in its page", |s| Some(s.id.to_string()))
        .span("", "the sentence", |s| Some(&s.span))
        .text("voice", "`narrator` or `attributed`", |s| wire(s.voice))
        .text("by", "rule and version", |s| Some(s.by.to_string()))
        .table("sentences", "a sentence of the article", |r| &r.sentences)
}

fn mentions() -> Table {
    Columns::<Mention<Quote>>::new()
        .text("id", "name of the fact in its page", |m| Some(m.id.to_string()))
        .span("", "the name", |m| Some(&m.span))
        .text("label", "PER, LOC, ORG or MISC", |m| wire(m.label))
        .text("entity", "the entity it names, of `entities`", |m| m.entity.map(|id| id.to_string()))
        .text("by", "rule or model and version", |m| Some(m.by.to_string()))
        .table("mentions", "a name where it stands", |r| &r.mentions)
}

fn entities() -> Table {
    Columns::<Entity>::new()
        .text("id", "name of the entity in its page", |e| Some(e.id.to_string()))
        .text("label", "PER, LOC, ORG or MISC", |e| wire(e.label))
        .text("name", "fullest form on the page", |e| Some(e.name.clone()))
        .list("aliases", "other forms on the page", |e| e.aliases.clone())
        .text("link", "gazetteer id: `iso3166:IQ`", |e| e.link.clone())
        .text("by", "rule and version", |e| Some(e.by.to_string()))
        .table("entities", "what the mentions of a page name", |r| &r.entities)
}

fn roles() -> Table {
    Columns::<Role<Quote>>::new()
        .text("id", "name of the fact in its page", |f| Some(f.id.to_string()))
        .span("person", "the person's name", |f| Some(&f.person))
        .span("role", "the post or title", |f| Some(&f.role))
        .text("by", "rule and version", |f| Some(f.by.to_string()))
        .table("roles", "a person's post or title", |r| &r.roles)
}

fn times() -> Table {
    Columns::<Time<Quote>>::new()
        .text("id", "name of the fact in its page", |t| Some(t.id.to_string()))
        .span("", "the words", |t| Some(&t.span))
        .text("type", "DATE, TIME, DURATION or SET", |t| wire(t.kind))
        .text("value", "TIMEX3 value", |t| Some(t.value.clone()))
        .text("mod", "TIMEX3 modifier", |t| wire(t.modifier))
        .text("earliest", "first day or instant for which the words hold, ISO 8601", |t| t.earliest.clone())
        .text("latest", "last day or instant for which the words hold, ISO 8601", |t| t.latest.clone())
        .text("calendar", "calendar it was printed in, where not Gregorian", |t| {
            t.calendar.as_ref().map(ToString::to_string)
        })
        .text("anchor", "what it was resolved against", |t| t.anchor.as_ref().map(ToString::to_string))
        .text("by", "rule and version", |t| Some(t.by.to_string()))
        .table("times", "a time expression", |r| &r.times)
}

fn quantities() -> Table {
    Columns::<Quantity<Quote>>::new()
        .text("id", "name of the fact in its page", |q| Some(q.id.to_string()))
        .span("", "the number with its modifier", |q| Some(&q.span))
        .float("value", "the number, unless it is a bound or a range", |q| q.value)
        .float("min", "lower bound", |q| q.min)
        .float("max", "upper bound", |q| q.max)
        .text("relation", "EXACT, APPROX, MORE_THAN, …", |q| wire(q.relation))
        .text("dimension", "COUNT, MONEY, PERCENT, …", |q| wire(q.dimension))
        .text("currency", "ISO 4217, for money", |q| q.currency.as_ref().map(ToString::to_string))
        .span("unit", "the thing counted, or the unit", |q| q.unit.as_ref())
        .span("of", "the whole it is part of", |q| q.of.as_ref())
        .text("by", "rule and version", |q| Some(q.by.to_string()))
        .table("quantities", "a number that counts or measures", |r| &r.quantities)
}

fn documents() -> Table {
    Columns::<Document<Quote>>::new()
        .text("id", "name of the fact in its page", |d| Some(d.id.to_string()))
        .span("", "the words that bring it in", |d| Some(&d.span))
        .text("kind", "statement, agreement, report, interview, …", |d| Some(d.kind.to_string()))
        .span("issuer", "who issued it", |d| d.issuer.as_ref())
        .list("mentions", "later words for it, as `start-end` in code points", |d| {
            d.mentions.iter().map(|m| format!("{}-{}", m.start, m.end)).collect()
        })
        .text("by", "rule and version", |d| Some(d.by.to_string()))
        .table("documents", "a document that the page cites", |r| &r.documents)
}

fn statements() -> Table {
    Columns::<Statement<Quote>>::new()
        .text("id", "name of the fact in its page", |s| Some(s.id.to_string()))
        .span("source", "who says it", |s| s.source.as_ref())
        .text("source_entity_text", "words of an earlier mention of who says it", |s| {
            s.source_entity_text.clone()
        })
        .text("source_entity", "who says it, of `entities`", |s| s.source_entity.map(|id| id.to_string()))
        .span("cue", "the reporting verb or noun", |s| s.cue.as_ref())
        .span("content", "what is said", |s| Some(&s.content))
        .span("channel", "the channel it was said through", |s| s.channel.as_ref())
        .text("document", "the document it stands in, of `documents`", |s| {
            s.document.map(|id| id.to_string())
        })
        .span("relay", "a second source that passes it on", |s| s.relay.as_ref())
        .text("type", "DIRECT, INDIRECT or MIXED", |s| wire(s.kind))
        .text("parent", "the statement it is nested in", |s| s.parent.map(|id| id.to_string()))
        .text("by", "rule and version", |s| Some(s.by.to_string()))
        .table("statements", "who said what", |r| &r.statements)
}

fn events() -> Table {
    Columns::<Event<Quote>>::new()
        .text("id", "name of the fact in its page", |e| Some(e.id.to_string()))
        .span("trigger", "the verb or noun", |e| Some(&e.trigger))
        .text("type", "PLOVER type", |e| wire(e.kind))
        .span("actor", "who did it", |e| e.actor.as_ref())
        .span("recipient", "to whom", |e| e.recipient.as_ref())
        .span("place", "where", |e| e.place.as_ref())
        .text("time", "when, TIMEX3 value", |e| e.time.clone())
        .text("status", "ACTUAL, PLANNED, NEGATED or HYPOTHETICAL", |e| wire(e.status))
        .text("statement", "the statement that reports it", |e| e.statement.map(|id| id.to_string()))
        .text("by", "rule and version", |e| Some(e.by.to_string()))
        .table("events", "who did what to whom", |r| &r.events)
}

fn commitments() -> Table {
    Columns::<Commitment<Quote>>::new()
        .text("id", "name of the fact in its page", |c| Some(c.id.to_string()))
        .span("by", "who is bound", |c| c.party.as_ref())
        .text("by_earlier", "words of an earlier mention of who is bound", |c| c.by_text.clone())
        .span("action", "what is to be done, or not done", |c| Some(&c.action))
        .text("deadline", "by when, TIMEX3 value", |c| c.deadline.clone())
        .text("deadline_mod", "TIMEX3 modifier of the deadline", |c| wire(c.deadline_mod))
        .text("kind", "PLEDGE, AGREEMENT, PLAN or OBLIGATION", |c| wire(c.kind))
        .flag("negated", "whether they undertake not to do it", |c| c.negated)
        .text("statement", "the statement that reports it", |c| c.statement.map(|id| id.to_string()))
        .text("rule", "rule and version", |c| Some(c.by.to_string()))
        .table("commitments", "who is bound to do what by when", |r| &r.commitments)
}
