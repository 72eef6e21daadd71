//! One page in, one record out.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::facts::scene::Scene;
use crate::facts::{commitment, event, quantity, statement, time, voice};
use crate::names;
use crate::page::{self, Input, Options};
use crate::record::{Article, BlockRole, Id, Positions, Record, Role, SCHEMA, Source};
use crate::syntax::{self, Forest};
use crate::text::{TOKENS, Text};

/// Reads a page. It never fails: what was odd about the input stands in the record's `warnings`.
///
/// ```
/// use khabar::{Input, Options, read};
///
/// let page = "أعلنت بغداد، الخميس، إجلاء أكثر من 2100 شحنة.";
/// let record = read(&Input { bytes: page.as_bytes(), published: Some("2021-11-04"), ..Input::default() }, &Options::default());
/// assert_eq!(record.times[0].value, "2021-11-04");
/// assert_eq!(record.quantities[0].min, Some(2100.0));
/// assert_eq!(record.statements[0].source.map(|s| s.of(&record.text)), Some("بغداد"));
/// ```
#[must_use]
pub fn read(input: &Input, options: &Options) -> Record {
    let page::Decoded { text: decoded, encoding, mut warnings } =
        page::decode(input.bytes, input.charset, input.media, options.limit());
    warnings.splice(0..0, input.warnings.iter().cloned());
    let (mut linear, media) = page::linearise(&decoded, input.media, input.title, input.uri);
    let is_template = linear.text.trim().is_empty() && !decoded.trim().is_empty();
    drop(decoded);
    if linear.is_cut {
        warnings.push(
            "the page has too many lines, or its markup is too large or too deep: its end was left out"
                .to_owned(),
        );
    }
    let order = page::order::mend(&mut linear);
    warnings.extend(order.warnings);
    let broken = page::mojibake::broken(&linear.text);
    let mut when = |name: &str, given: Option<&str>| match options.when(given?) {
        Ok(when) => Some(when),
        Err(fault) => {
            warnings.push(format!("{name}: {fault}"));
            None
        }
    };
    let given = page::Given {
        published: when("published", input.published),
        retrieved: when("retrieved", input.retrieved),
    };
    let mut text = linear.tokenised();
    if text.is_cut() {
        warnings.push(format!(
            "the page is very long: facts were looked for in its first {TOKENS} words and marks"
        ));
    }
    let mut layout = page::layout(&text, &linear, media, &given, options.page_models());
    if is_template && layout.warnings.is_empty() {
        warnings.push("the page has markup and no text: it is a template".to_owned());
    }
    warnings.append(&mut layout.warnings);
    let language = page::language::of_page(&text, &linear, &layout.blocks);
    let facts = if language.is_read() && !order.is_refused && broken.is_none() {
        Facts::of(&mut text, &layout, options)
    } else {
        Facts::default()
    };
    let broken = broken.map(|why| format!("the page cannot be read: {why}; no facts were looked for"));
    warnings.extend(broken.or(language.warning));
    for time in facts.times.iter().filter(|t| is_impossible(&t.value)) {
        warnings.push(format!(
            "«{}» is no day of the calendar; it is kept as printed",
            time.span.of(&linear.text)
        ));
    }

    let sha256 = hex(&Sha256::digest(input.bytes));
    let mut article = Article { language: language.tag, ..layout.article };
    if let Some(site) = input.site {
        article.site = Some(site.to_owned());
    }
    Record {
        schema: SCHEMA.into(),
        positions: Positions::Byte,
        id: input.id.map_or_else(|| sha256.get(..16).unwrap_or_default().to_owned(), str::to_owned),
        source: Source {
            uri: input.uri.map(str::to_owned),
            media_type: Some(media.name().to_owned()),
            encoding: Some(encoding),
            sha256: Some(sha256),
            retrieved: input.retrieved.map(str::to_owned),
            archive: input.archive.clone(),
        },
        article,
        blocks: layout.blocks,
        sentences: facts.sentences,
        mentions: facts.mentions,
        entities: facts.entities,
        roles: facts.roles,
        times: facts.times,
        quantities: facts.quantities,
        documents: facts.documents,
        statements: facts.statements,
        events: facts.events,
        commitments: facts.commitments,
        warnings,
        text: linear.text,
    }
}

/// The layers that are found in the text; none of a page that is not in Arabic.
#[derive(Default)]
struct Facts {
    sentences: Vec<crate::record::Sentence>,
    mentions: Vec<crate::record::Mention>,
    entities: Vec<crate::record::Entity>,
    roles: Vec<Role>,
    times: Vec<crate::record::Time>,
    quantities: Vec<crate::record::Quantity>,
    documents: Vec<crate::record::Document>,
    statements: Vec<crate::record::Statement>,
    events: Vec<crate::record::Event>,
    commitments: Vec<crate::record::Commitment>,
}

impl Facts {
    fn of(text: &mut Text, layout: &page::Layout, options: &Options) -> Self {
        let role = |block: usize| layout.blocks.get(block).map_or(BlockRole::Body, |b| b.role);
        // Publication lines tell a time and nothing else.
        text.sentences.retain(|s| {
            role(s.block).is_told() || matches!(role(s.block), BlockRole::Published | BlockRole::Updated)
        });
        let found_times = time::times(text, layout.published);
        text.sentences.retain(|s| role(s.block).is_told());
        let forest = Forest::of(text, syntax::Models::default());
        let time_ranges: Vec<_> = found_times.iter().map(|t| t.start..t.end).collect();
        let found_names = names::mentions(text, &time_ranges, options.model());
        let name_ranges: Vec<_> = found_names.iter().map(|n| n.start..n.end).collect();
        let quantities = quantity::quantities(text, &found_times, &name_ranges);
        let (mentions, mut entities) = names::entities(text, &found_names);
        let roles = names::roles(text, &found_names).into_iter().enumerate().filter_map(|(n, r)| {
            let person = found_names.get(r.person)?.span;
            Some(Role {
                id: Id { layer: "r", number: n as u32 + 1 },
                person,
                role: r.span,
                by: r.rule.by.into(),
            })
        });
        let roles = roles.collect();
        let scene = Scene::new(text, &forest, &found_names, &found_times, &layout.blocks);
        let told = statement::statements(&scene);
        let (statements, documents) = statement::record(&scene, &told, &mentions);
        let events = event::events(&scene, &told);
        let sources = statements.iter().filter_map(|s| s.source);
        let actors = events.iter().filter_map(|e| e.actor);
        names::link_capitals(&found_names, &mentions, &mut entities, sources.chain(actors));
        let mut sentences = voice::voices(&scene, &told);
        if options.has_syntax() {
            sentences
                .iter_mut()
                .zip(&forest.sentences)
                .for_each(|(s, words)| s.words = forest.record(text, words));
        }
        Self {
            sentences,
            events,
            commitments: commitment::commitments(
                &scene,
                &told,
                layout.published.map(jiff::civil::DateTime::date),
            ),
            times: time::record(&found_times),
            mentions,
            entities,
            roles,
            quantities,
            documents,
            statements,
        }
    }
}

/// Whether a value has the form of a day and is none: `2021-02-31`.
fn is_impossible(value: &str) -> bool {
    value.len() == 10
        && value.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && value.parse::<jiff::civil::Date>().is_err()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
