//! The tables of the layers, column by column.

use std::borrow::Cow;
use std::slice::from_ref;

use khabar::Record;
use khabar::record::{
    Block, Commitment, Document, Entity, Event, Evidence, Mention, Quantity, Quote, Role, Sentence,
    Statement, Time,
};

use crate::tables::{Columns, Table, borrowed, name, named, said};

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
                Some(Evidence::Field(field)) => borrowed(field),
                _ => None,
            }
        })
        .span("published", "words that `published` was read from", |r| match &r.article.published_evidence {
            Some(Evidence::Words(words)) => Some(words),
            _ => None,
        })
        .text("title", "headline", |r| said(r.article.title.as_ref()))
        .text("subtitle", "line under the headline", |r| said(r.article.subtitle.as_ref()))
        .text("byline", "who wrote it, as printed", |r| said(r.article.byline.as_ref()))
        .text("updated", "time of the last change, ISO 8601", |r| said(r.article.updated.as_ref()))
        .text("site", "name of the site", |r| said(r.article.site.as_ref()))
        .text("section", "section of the site", |r| said(r.article.section.as_ref()))
        .text("canonical_url", "address that the page gives for itself", |r| {
            said(r.article.canonical_url.as_ref())
        })
        .text("language", "BCP 47 tag", |r| said(r.article.language.as_ref()))
        .text("uri", "path or address it was read from", |r| said(r.source.uri.as_ref()))
        .text("media_type", "`text/plain` or `text/html`", |r| said(r.source.media_type.as_ref()))
        .text("encoding", "encoding of the raw bytes", |r| said(r.source.encoding.as_ref()))
        .text("sha256", "SHA-256 of the raw bytes, hexadecimal", |r| said(r.source.sha256.as_ref()))
        .text("retrieved", "when it was fetched, ISO 8601", |r| said(r.source.retrieved.as_ref()))
        .text("archive_file", "web archive that holds it", |r| {
            r.source.archive.as_ref().map(|a| a.file.as_str().into())
        })
        .int("archive_offset", "first byte of its record in the archive", |r| {
            r.source.archive.as_ref().map(|a| a.offset)
        })
        .int("archive_length", "bytes of its content in the archive", |r| {
            r.source.archive.as_ref().map(|a| a.length)
        })
        .text("text", "the page as one linear text; every position points into it", |r| borrowed(&r.text))
        .list("warnings", "what was odd about the input", |r| Cow::Borrowed(r.warnings.as_slice()))
        .table("pages", "a page", |r| from_ref(r))
}

fn blocks() -> Table {
    Columns::<Block<Quote>>::new()
        .text("id", "name of the fact in its page", |b| name(b.id))
        .span("", "the line", |b| Some(&b.span))
        .text("role", "what the line is: title, body, furniture, …", |b| named(b.role))
        .text("kind", "for furniture, which", |b| b.kind.as_deref().map(Cow::Borrowed))
        .int("page_number", "the page it stands on, where the input has pages (PDF)", |b| {
            b.page.map(Into::into)
        })
        .text("by", "rule and version", |b| borrowed(&b.by))
        .table("blocks", "a line of the page, or a part of one", |r| &r.blocks)
}

fn sentences() -> Table {
    Columns::<Sentence<Quote>>::new()
        .text("id", "name of the fact in its page", |s| name(s.id))
        .span("", "the sentence", |s| Some(&s.span))
        .text("voice", "`narrator` or `attributed`", |s| named(s.voice))
        .text("by", "rule and version", |s| borrowed(&s.by))
        .table("sentences", "a sentence of the article", |r| &r.sentences)
}

fn mentions() -> Table {
    Columns::<Mention<Quote>>::new()
        .text("id", "name of the fact in its page", |m| name(m.id))
        .span("", "the name", |m| Some(&m.span))
        .text("label", "PER, LOC, ORG or MISC", |m| named(m.label))
        .text("entity", "the entity it names, of `entities`", |m| m.entity.and_then(name))
        .text("by", "rule or model and version", |m| borrowed(&m.by))
        .table("mentions", "a name where it stands", |r| &r.mentions)
}

fn entities() -> Table {
    Columns::<Entity>::new()
        .text("id", "name of the entity in its page", |e| name(e.id))
        .text("label", "PER, LOC, ORG or MISC", |e| named(e.label))
        .text("name", "fullest form on the page", |e| borrowed(&e.name))
        .list("aliases", "other forms on the page", |e| Cow::Borrowed(e.aliases.as_slice()))
        .text("link", "gazetteer id: `iso3166:IQ`", |e| said(e.link.as_ref()))
        .text("by", "rule and version", |e| borrowed(&e.by))
        .table("entities", "what the mentions of a page name", |r| &r.entities)
}

fn roles() -> Table {
    Columns::<Role<Quote>>::new()
        .text("id", "name of the fact in its page", |f| name(f.id))
        .span("person", "the person's name", |f| Some(&f.person))
        .span("role", "the post or title", |f| Some(&f.role))
        .text("by", "rule and version", |f| borrowed(&f.by))
        .table("roles", "a person's post or title", |r| &r.roles)
}

fn times() -> Table {
    Columns::<Time<Quote>>::new()
        .text("id", "name of the fact in its page", |t| name(t.id))
        .span("", "the words", |t| Some(&t.span))
        .text("type", "DATE, TIME, DURATION or SET", |t| named(t.kind))
        .text("value", "TIMEX3 value", |t| borrowed(&t.value))
        .text("mod", "TIMEX3 modifier", |t| named(t.modifier))
        .text("earliest", "first day or instant for which the words hold, ISO 8601", |t| {
            said(t.earliest.as_ref())
        })
        .text("latest", "last day or instant for which the words hold, ISO 8601", |t| said(t.latest.as_ref()))
        .text("calendar", "calendar it was printed in, where not Gregorian", |t| {
            t.calendar.as_deref().map(Cow::Borrowed)
        })
        .text("anchor", "what it was resolved against", |t| t.anchor.as_deref().map(Cow::Borrowed))
        .text("by", "rule and version", |t| borrowed(&t.by))
        .table("times", "a time expression", |r| &r.times)
}

fn quantities() -> Table {
    Columns::<Quantity<Quote>>::new()
        .text("id", "name of the fact in its page", |q| name(q.id))
        .span("", "the number with its modifier", |q| Some(&q.span))
        .float("value", "the number, unless it is a bound or a range", |q| q.value)
        .float("min", "lower bound", |q| q.min)
        .float("max", "upper bound", |q| q.max)
        .text("relation", "EXACT, APPROX, MORE_THAN, …", |q| named(q.relation))
        .text("dimension", "COUNT, MONEY, PERCENT, …", |q| named(q.dimension))
        .text("currency", "ISO 4217, for money", |q| q.currency.as_deref().map(Cow::Borrowed))
        .span("unit", "the thing counted, or the unit", |q| q.unit.as_ref())
        .span("of", "the whole it is part of", |q| q.of.as_ref())
        .text("by", "rule and version", |q| borrowed(&q.by))
        .table("quantities", "a number that counts or measures", |r| &r.quantities)
}

fn documents() -> Table {
    Columns::<Document<Quote>>::new()
        .text("id", "name of the fact in its page", |d| name(d.id))
        .span("", "the words that bring it in", |d| Some(&d.span))
        .text("kind", "statement, agreement, report, interview, …", |d| borrowed(&d.kind))
        .span("issuer", "who issued it", |d| d.issuer.as_ref())
        .list("mentions", "later words for it, as `start-end` in code points", |d| {
            d.mentions.iter().map(|m| format!("{}-{}", m.start, m.end)).collect()
        })
        .text("by", "rule and version", |d| borrowed(&d.by))
        .table("documents", "a document that the page cites", |r| &r.documents)
}

fn statements() -> Table {
    Columns::<Statement<Quote>>::new()
        .text("id", "name of the fact in its page", |s| name(s.id))
        .span("source", "who says it", |s| s.source.as_ref())
        .text("source_entity_text", "words of an earlier mention of who says it", |s| {
            said(s.source_entity_text.as_ref())
        })
        .text("source_entity", "who says it, of `entities`", |s| s.source_entity.and_then(name))
        .span("cue", "the reporting verb or noun", |s| s.cue.as_ref())
        .span("content", "what is said", |s| Some(&s.content))
        .span("channel", "the channel it was said through", |s| s.channel.as_ref())
        .text("document", "the document it stands in, of `documents`", |s| s.document.and_then(name))
        .span("relay", "a second source that passes it on", |s| s.relay.as_ref())
        .text("type", "DIRECT, INDIRECT or MIXED", |s| named(s.kind))
        .text("parent", "the statement it is nested in", |s| s.parent.and_then(name))
        .text("by", "rule and version", |s| borrowed(&s.by))
        .table("statements", "who said what", |r| &r.statements)
}

fn events() -> Table {
    Columns::<Event<Quote>>::new()
        .text("id", "name of the fact in its page", |e| name(e.id))
        .span("trigger", "the verb or noun", |e| Some(&e.trigger))
        .text("type", "PLOVER type", |e| named(e.kind))
        .span("actor", "who did it", |e| e.actor.as_ref())
        .span("recipient", "to whom", |e| e.recipient.as_ref())
        .span("place", "where", |e| e.place.as_ref())
        .text("time", "when, TIMEX3 value", |e| said(e.time.as_ref()))
        .text("status", "ACTUAL, PLANNED, NEGATED or HYPOTHETICAL", |e| named(e.status))
        .text("statement", "the statement that reports it", |e| e.statement.and_then(name))
        .text("by", "rule and version", |e| borrowed(&e.by))
        .table("events", "who did what to whom", |r| &r.events)
}

fn commitments() -> Table {
    Columns::<Commitment<Quote>>::new()
        .text("id", "name of the fact in its page", |c| name(c.id))
        .span("by", "who is bound", |c| c.party.as_ref())
        .text("by_earlier", "words of an earlier mention of who is bound", |c| said(c.by_text.as_ref()))
        .span("action", "what is to be done, or not done", |c| Some(&c.action))
        .text("deadline", "by when, TIMEX3 value", |c| said(c.deadline.as_ref()))
        .text("deadline_mod", "TIMEX3 modifier of the deadline", |c| named(c.deadline_mod))
        .text("kind", "PLEDGE, AGREEMENT, PLAN or OBLIGATION", |c| named(c.kind))
        .flag("negated", "whether they undertake not to do it", |c| c.negated)
        .text("statement", "the statement that reports it", |c| c.statement.and_then(name))
        .text("rule", "rule and version", |c| borrowed(&c.by))
        .table("commitments", "who is bound to do what by when", |r| &r.commitments)
}
