//! The full-text index: which words stand in which page, over [`crate::analyse`].

use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use khabar::record::{BlockRole, Label};
use khabar::{Record, Span};
use tantivy::directory::MmapDirectory;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexReader, IndexWriter, TantivyDocument, TantivyError, Term};

use crate::analyse::{self, ARABIC, Arabic, EXACT, Exact};
use crate::error::{Error, Result};
use crate::store::day;

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub page: Field,
    pub title: Field,
    pub title_exact: Field,
    pub text: Field,
    pub text_exact: Field,
    pub site: Field,
    pub published: Field,
    pub speaker: Field,
    pub entity: Field,
    pub place: Field,
}

static SCHEMA: LazyLock<(Schema, Fields)> = LazyLock::new(schema);

/// What an index holds, in the order of [`Fields`]; the order is part of the format.
fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = |tokenizer| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        page: schema.add_u64_field("page", INDEXED | FAST),
        title: schema.add_text_field("title", words(ARABIC)),
        title_exact: schema.add_text_field("title_exact", words(EXACT)),
        text: schema.add_text_field("text", words(ARABIC)),
        text_exact: schema.add_text_field("text_exact", words(EXACT)),
        site: schema.add_text_field("site", words(EXACT)),
        published: schema.add_u64_field("published", INDEXED | FAST),
        speaker: schema.add_text_field("speaker", words(ARABIC)),
        entity: schema.add_text_field("entity", words(ARABIC)),
        place: schema.add_text_field("place", words(ARABIC)),
    };
    (schema.build(), fields)
}

/// What is indexed of a record; the number of its page is added where it is known.
pub(crate) fn document(record: &Record) -> TantivyDocument {
    let fields = SCHEMA.1;
    let mut document = TantivyDocument::default();
    let mut add = |field: Field, words: &str| document.add_text(field, words);
    let title = record.article.title.as_deref().unwrap_or_default();
    add(fields.title, title);
    add(fields.title_exact, title);
    for told in told(record) {
        add(fields.text, told.of(&record.text));
        add(fields.text_exact, told.of(&record.text));
    }
    add(fields.site, record.article.site.as_deref().unwrap_or_default());
    for statement in &record.statements {
        let named = statement.source_entity.and_then(|id| record.entities.iter().find(|e| e.id == id));
        let words = statement.source.map(|s| s.of(&record.text)).or(statement.source_entity_text.as_deref());
        [words, named.map(|e| &*e.name)].into_iter().flatten().for_each(|w| add(fields.speaker, w));
    }
    for entity in &record.entities {
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            add(fields.entity, name);
            if entity.label == Label::Loc {
                add(fields.place, name);
            }
        }
    }
    record.events.iter().filter_map(|e| e.place).for_each(|p| add(fields.place, p.of(&record.text)));
    if let Some(day) = record.article.published.as_deref().and_then(day::number) {
        document.add_u64(fields.published, day);
    }
    document
}

/// The blocks of a record that are searched beside its title; all of its text where none is known.
fn told(record: &Record) -> Vec<Span> {
    let blocks = record.blocks.iter().filter(|b| b.role.is_told() && b.role != BlockRole::Title);
    let told: Vec<Span> = blocks.map(|b| b.span).collect();
    if told.is_empty() && record.blocks.is_empty() { vec![Span::from(0..record.text.len())] } else { told }
}

fn register_tokenizers(index: &tantivy::Index) {
    index.tokenizers().register(ARABIC, tantivy::tokenizer::TextAnalyzer::from(Arabic));
    index.tokenizers().register(EXACT, tantivy::tokenizer::TextAnalyzer::from(Exact));
}

/// An index that is searched.
pub struct Index {
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

impl Index {
    /// Opens an index; where there is none yet, an empty one in memory.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let (schema, fields) = &*SCHEMA;
        let index = match tantivy::Index::open_in_dir(folder) {
            Ok(index) => index,
            Err(TantivyError::OpenDirectoryError(_) | TantivyError::OpenReadError(_)) => {
                tantivy::Index::create_in_ram(schema.clone())
            }
            Err(fault) => return Err(fault.into()),
        };
        register_tokenizers(&index);
        Ok(Self { reader: index.reader()?, fields: *fields })
    }
}

/// What an index notes of itself: the version of the analyser that made it, and the last batch that it holds.
fn note(batch: i64) -> String {
    format!("{}:{batch}", analyse::VERSION)
}

/// The batch that a note names; none where another analyser made the index.
fn batch_of(note: &str) -> Option<i64> {
    let (version, batch) = note.split_once(':')?;
    if version.parse() == Ok(analyse::VERSION) { batch.parse().ok() } else { None }
}

/// An index that is written, batch by batch.
pub(crate) struct Writer {
    writer: IndexWriter,
    fields: Fields,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Writer {
    /// Opens or makes an index; one with other fields, of another analyser, or none that can be read is made anew.
    pub fn open(folder: &Path, memory: usize) -> Result<Self> {
        let (schema, fields) = &*SCHEMA;
        let fail = |e| Error::io(folder, e);
        std::fs::create_dir_all(folder).map_err(fail)?;
        let open = || -> Result<tantivy::Index> {
            let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
            Ok(tantivy::Index::open_or_create(directory, schema.clone())?)
        };
        let is_present = |index: &tantivy::Index| {
            let metas = index.load_metas();
            metas.is_ok_and(|m| m.payload.as_deref().is_none_or(|note| batch_of(note).is_some()))
        };
        let index = if let Some(index) = open().ok().filter(is_present) {
            index
        } else {
            std::fs::remove_dir_all(folder).map_err(fail)?;
            std::fs::create_dir_all(folder).map_err(fail)?;
            open()?
        };
        register_tokenizers(&index);
        // One thread: the pages of a batch then lie in one segment, in their order.
        let writer = index.writer_with_num_threads(1, memory)?;
        Ok(Self { writer, fields: *fields })
    }

    /// The last batch that was committed; 0 before the first.
    pub fn batch(&self) -> Result<i64> {
        let note = self.writer.index().load_metas()?.payload;
        Ok(note.as_deref().and_then(batch_of).unwrap_or(0))
    }

    pub fn clear(&mut self) -> Result<()> {
        self.writer.delete_all_documents()?;
        self.commit(0)
    }

    pub fn remove(&mut self, page: i64) {
        self.writer.delete_term(Term::from_field_u64(self.fields.page, page.unsigned_abs()));
    }

    pub fn add(&mut self, page: i64, mut document: TantivyDocument) -> Result<()> {
        document.add_u64(self.fields.page, page.unsigned_abs());
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Makes all that came since the last commit visible at once, and notes the batch that it belongs to.
    pub fn commit(&mut self, batch: i64) -> Result<()> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&note(batch));
        commit.commit()?;
        Ok(())
    }

    pub fn close(self) -> Result<()> {
        Ok(self.writer.wait_merging_threads()?)
    }
}
