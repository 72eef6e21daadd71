//! Pages and their records: prepared by any thread, written by one.

use khabar::Record;
use khabar::record::Quote;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, TransactionBehavior};
use serde::Serialize;
use tantivy::TantivyDocument;

use super::kept::Kept;
use super::rows::{Row, rows};
use super::{Reader, Writer};
use crate::error::{Error, Result};
use crate::index;

/// SHA-256 of what came in for a page: its bytes and what was said beside them.
pub type Hash = [u8; 32];

/// How hard records are packed: Zstandard's own default.
const LEVEL: i32 = 3;
/// Longest record that is unpacked, in bytes of JSON.
const LONGEST: usize = 1 << 30;

/// A page as the register lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page {
    /// Its number in the register.
    pub page: i64,
    /// Its id in the record.
    pub id: String,
    /// What versions of the page have in common: its address, else its id.
    pub key: String,
    /// Counted from 1.
    pub version: i64,
    /// Whether it is the latest version.
    pub current: bool,
    /// Headline.
    pub title: Option<String>,
    /// Name of the site.
    pub site: Option<String>,
    /// Publication time, ISO 8601.
    pub published: Option<String>,
}

/// An input without a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reject {
    /// File, line or address.
    pub source: String,
    /// What is the matter.
    pub reason: String,
}

/// A page with all that is written of it.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) key: String,
    pub(crate) hash: Hash,
    id: String,
    uri: Option<String>,
    title: Option<String>,
    site: Option<String>,
    published: Option<String>,
    language: Option<String>,
    json: Vec<u8>,
    kept: Vec<u8>,
    rows: Vec<Row>,
    document: TantivyDocument,
}

impl Prepared {
    /// What is written of a record.
    ///
    /// # Errors
    /// Where a span of the record is no slice of its text.
    pub fn new(key: String, hash: Hash, record: &Record) -> Result<Self> {
        let wire = record.to_wire()?;
        let json = pack(&serde_json::to_vec(&wire)?)?;
        let kept = kept(record)?;
        let article = &record.article;
        Ok(Self {
            key,
            hash,
            id: record.id.clone(),
            uri: record.source.uri.clone(),
            title: article.title.clone(),
            site: article.site.clone(),
            published: article.published.clone(),
            language: article.language.clone(),
            json,
            kept,
            rows: rows(&wire),
            document: index::document(record),
        })
    }
}

/// A page that was written, and the version that it replaces.
#[derive(Debug, Clone, Copy)]
pub struct Inserted {
    page: i64,
    replaced: Option<i64>,
}

/// Writes a page as the current version of its key; nothing where the key has that content already.
pub fn insert(db: &Connection, prepared: &Prepared, batch: i64) -> Result<Option<Inserted>> {
    if is_known(db, &prepared.key, &prepared.hash)? {
        return Ok(None);
    }
    let sql = "SELECT page, version FROM pages WHERE key = ?1 ORDER BY version DESC LIMIT 1";
    let last: Option<(i64, i64)> =
        db.prepare_cached(sql)?.query_row([&prepared.key], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    if let Some((page, _)) = last {
        db.prepare_cached("UPDATE pages SET current = 0 WHERE page = ?1")?.execute([page])?;
    }
    let sql = "INSERT INTO pages (key, hash, version, current, batch, record_id, uri, title, site, published, language)
        VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let p = prepared;
    let version = last.map_or(1, |(_, version)| version + 1);
    db.prepare_cached(sql)?.execute(rusqlite::params![
        p.key,
        p.hash,
        version,
        batch,
        p.id,
        p.uri,
        p.title,
        p.site,
        p.published,
        p.language
    ])?;
    let page = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO records VALUES (?1, ?2)")?.execute(rusqlite::params![page, p.json])?;
    db.prepare_cached("INSERT INTO kept VALUES (?1, ?2)")?.execute(rusqlite::params![page, p.kept])?;
    for row in &p.rows {
        row.insert(db, page)?;
    }
    Ok(Some(Inserted { page, replaced: last.map(|(page, _)| page) }))
}

/// Whether a key has had this content.
pub fn is_known(db: &Connection, key: &str, hash: &Hash) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM pages WHERE key = ?1 AND hash = ?2")?.exists((key, hash))?)
}

/// The number of the last batch that was written; 0 before the first.
pub fn last_batch(db: &Connection) -> Result<i64> {
    meta(db, "batch")
}

/// A number that the register keeps of itself.
pub fn meta(db: &Connection, key: &str) -> Result<i64> {
    Ok(db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([key], |r| r.get(0))?)
}

/// Gives the index the pages of a batch as they stand now.
pub fn index_batch(db: &Connection, batch: i64, index: &mut index::Writer) -> Result<()> {
    let sql = "SELECT page, key, version, current FROM pages WHERE batch = ?1 ORDER BY page";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([batch])?;
    while let Some(row) = rows.next()? {
        let (page, key): (i64, String) = (row.get(0)?, row.get(1)?);
        let sql = "SELECT page FROM pages WHERE key = ?1 AND version < ?2";
        let mut older = db.prepare_cached(sql)?;
        let mut older = older.query((key, row.get::<_, i64>(2)?))?;
        while let Some(row) = older.next()? {
            index.remove(row.get(0)?);
        }
        index.remove(page);
        if row.get(3)? {
            index.add(page, index::document(&Record::from_wire(record(db, page)?)?))?;
        }
    }
    Ok(())
}

/// The JSON of a page's record.
pub(crate) fn json(db: &Connection, page: i64) -> Result<Vec<u8>> {
    let sql = "SELECT json FROM records WHERE page = ?1";
    let packed: Option<Vec<u8>> = db.prepare_cached(sql)?.query_row([page], |r| r.get(0)).optional()?;
    unpack(&packed.ok_or_else(|| Error::NoPage(page.to_string()))?)
}

fn kept(record: &Record) -> Result<Vec<u8>> {
    pack(&serde_json::to_vec(&Kept::of(record))?)
}

/// Keeps of a page what its record says after review; where that differs, pages are to be compared again.
pub fn keep(db: &Connection, page: i64, record: &Record) -> Result<()> {
    let sql = "UPDATE kept SET json = ?2 WHERE page = ?1 AND json <> ?2";
    if db.prepare_cached(sql)?.execute(rusqlite::params![page, kept(record)?])? > 0 {
        decided(db)?;
    }
    Ok(())
}

/// Notes that a person decided something that pages are compared by.
pub fn decided(db: &Connection) -> Result<()> {
    db.execute("UPDATE meta SET value = value + 1 WHERE key = 'decided'", [])?;
    Ok(())
}

fn pack(json: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(json, LEVEL).map_err(|e| Error::io("zstd".as_ref(), e))
}

/// JSON as it was before it was packed.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::Decompressor::upper_bound(packed)
        .map_or_else(
            || zstd::stream::decode_all(packed),
            |size| zstd::bulk::decompress(packed, size.min(LONGEST)),
        )
        .map_err(|e| Error::io("zstd".as_ref(), e))
}

/// The record of a page as it was found, in code points.
pub fn record(db: &Connection, page: i64) -> Result<Record<Quote>> {
    Ok(serde_json::from_slice(&json(db, page)?)?)
}

/// What a batch changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Pages that are new, new versions included.
    pub pages: usize,
    /// Pages that the register had.
    pub known: usize,
}

impl Writer {
    /// Writes pages and rejects as one batch: all of it or, whatever happens, nothing.
    ///
    /// `read` names the inputs that were read: what was said of them before no longer holds.
    ///
    /// # Errors
    /// Where the disk or the database refuses.
    pub fn write(&mut self, pages: Vec<Prepared>, rejects: &[Reject], read: &[String]) -> Result<Written> {
        let mut written = Written::default();
        // A transaction that first reads and then writes is refused at once where a desk has written in between.
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let batch = last_batch(&change)? + 1;
        let mut inserted = Vec::with_capacity(pages.len());
        for page in pages {
            match insert(&change, &page, batch)? {
                Some(at) => inserted.push((at, page.document)),
                None => written.known += 1,
            }
        }
        let sql = "INSERT INTO rejects VALUES (?1, ?2) ON CONFLICT DO UPDATE SET reason = excluded.reason";
        for reject in rejects {
            change.prepare_cached(sql)?.execute((&reject.source, &reject.reason))?;
        }
        if change.prepare_cached("SELECT 1 FROM rejects")?.exists([])? {
            for source in read {
                change.prepare_cached("DELETE FROM rejects WHERE source = ?1")?.execute([source])?;
            }
        }
        written.pages = inserted.len();
        if inserted.is_empty() {
            change.commit()?;
            return Ok(written);
        }
        change.execute("UPDATE meta SET value = ?1 WHERE key = 'batch'", [batch])?;
        change.commit()?;
        for (at, document) in inserted {
            if let Some(replaced) = at.replaced {
                self.index.remove(replaced);
            }
            self.index.add(at.page, document)?;
        }
        self.index.commit(batch)?;
        Ok(written)
    }
}

impl Reader {
    /// Whether a page with this content was read before under this key.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn is_known(&self, key: &str, hash: &Hash) -> Result<bool> {
        is_known(&self.db, key, hash)
    }

    /// The last batch, and a count of what people decided or took back: another pair means that the register changed.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn state(&self) -> Result<(i64, i64)> {
        let sql = "SELECT count(*) + count(undone) FROM hand";
        Ok((last_batch(&self.db)?, self.db.prepare_cached(sql)?.query_row([], |r| r.get(0))?))
    }

    /// The record of a page by its number, in code points.
    ///
    /// # Errors
    /// [`Error::NoPage`] where there is none.
    pub fn record(&self, page: i64) -> Result<Record<Quote>> {
        record(&self.db, page)
    }

    /// The JSON of a page's record, as [`Reader::record`] reads it.
    ///
    /// # Errors
    /// [`Error::NoPage`] where there is none.
    pub fn json(&self, page: i64) -> Result<Vec<u8>> {
        json(&self.db, page)
    }

    /// A page by its number.
    ///
    /// # Errors
    /// [`Error::NoPage`] where there is none.
    pub fn page(&self, page: i64) -> Result<Page> {
        let sql = format!("{PAGE} WHERE page = ?1");
        let found = self.db.prepare_cached(&sql)?.query_row([page], listed).optional()?;
        found.ok_or_else(|| Error::NoPage(page.to_string()))
    }

    /// Every version of a page, the latest first, by its number, its record's id, or its key.
    ///
    /// # Errors
    /// [`Error::NoPage`] where there is none.
    pub fn versions(&self, name: &str) -> Result<Vec<Page>> {
        let sql = format!(
            "{PAGE} WHERE key IN (SELECT key FROM pages WHERE page = ?1 OR record_id = ?2 OR key = ?2)
             ORDER BY page = ?1 DESC, current DESC, page DESC"
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let pages = select.query_map((name.parse::<i64>().ok(), name), listed)?;
        let pages = pages.collect::<rusqlite::Result<Vec<_>>>()?;
        if pages.is_empty() { Err(Error::NoPage(name.to_owned())) } else { Ok(pages) }
    }

    /// Every version of the page of a number, the latest first.
    ///
    /// # Errors
    /// [`Error::NoPage`] where there is none.
    pub fn versions_of(&self, page: i64) -> Result<Vec<Page>> {
        let sql = format!("{PAGE} WHERE key = (SELECT key FROM pages WHERE page = ?1) ORDER BY version DESC");
        let mut select = self.db.prepare_cached(&sql)?;
        let pages = select.query_map([page], listed)?.collect::<rusqlite::Result<Vec<_>>>()?;
        if pages.is_empty() { Err(Error::NoPage(page.to_string())) } else { Ok(pages) }
    }

    /// The current pages, in the order in which they came in.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn pages(&self) -> Result<Vec<Page>> {
        current(&self.db)
    }

    /// What could not be read, by source.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn rejects(&self) -> Result<Vec<Reject>> {
        let mut select = self.db.prepare_cached("SELECT source, reason FROM rejects ORDER BY source")?;
        let rejects = select.query_map([], |r| Ok(Reject { source: r.get(0)?, reason: r.get(1)? }))?;
        Ok(rejects.collect::<rusqlite::Result<_>>()?)
    }
}

/// The current pages, by number.
pub fn current(db: &Connection) -> Result<Vec<Page>> {
    let mut select = db.prepare_cached(&format!("{PAGE} WHERE current ORDER BY page"))?;
    let pages = select.query_map([], listed)?;
    Ok(pages.collect::<rusqlite::Result<_>>()?)
}

const PAGE: &str = "SELECT page, record_id, key, version, current, title, site, published FROM pages";

fn listed(row: &SqlRow) -> rusqlite::Result<Page> {
    Ok(Page {
        page: row.get(0)?,
        id: row.get(1)?,
        key: row.get(2)?,
        version: row.get(3)?,
        current: row.get(4)?,
        title: row.get(5)?,
        site: row.get(6)?,
        published: row.get(7)?,
    })
}
