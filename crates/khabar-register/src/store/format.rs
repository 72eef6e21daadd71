//! The format of the database and how an older one becomes the present one.
//!
//! A record holds all that was found on its page, so every migration keeps pages and records and makes the rest anew.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Transaction};

use super::compare;
use super::pages::{self, Hash, Prepared};
use crate::error::{Error, Result};
use crate::hand;

/// The format that this program writes.
pub const VERSION: i64 = 3;

/// The format of a database; [`VERSION`] for one that is still empty.
pub fn of(db: &Connection, path: &Path) -> Result<i64> {
    let foreign = |reason: &str| Error::Foreign { path: path.to_owned(), reason: reason.to_owned() };
    let tables = db
        .query_row("SELECT count(*), total(name = 'meta') FROM sqlite_schema WHERE type = 'table'", [], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, f64>(1)? > 0.0))
        })
        .map_err(|e| match e.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => foreign("it is no SQLite database"),
            _ => e.into(),
        })?;
    match tables {
        (0, _) => Ok(VERSION),
        (_, false) => Err(foreign("it has no table «meta»")),
        (_, true) => {
            let sql = "SELECT value FROM meta WHERE key = 'version'";
            let found: Option<i64> = db.query_row(sql, [], |r| r.get(0)).optional()?;
            let found = found.ok_or_else(|| foreign("its table «meta» names no version"))?;
            if found > VERSION { Err(Error::Newer { found, known: VERSION }) } else { Ok(found) }
        }
    }
}

/// Makes an empty database one of the present format, and brings an older one up to it, in one transaction.
pub fn migrate(db: &mut Connection, path: &Path) -> Result<()> {
    let found = of(db, path)?;
    let change = db.transaction()?;
    let is_empty = !change.table_exists(None, "meta")?;
    if is_empty {
        create(&change)?;
    } else if found == 0 {
        from_0(&change)?;
    } else if found == 1 {
        from_1(&change)?;
    } else if found == 2 {
        from_2(&change)?;
    }
    change.commit()?;
    // Names and headlines across pages are looked for by the same terms.
    if found == 2 && pages::meta(db, "told")? > 0 { compare(db) } else { Ok(()) }
}

fn create(db: &Connection) -> Result<()> {
    db.execute_batch(include_str!("schema.sql"))?;
    db.execute("INSERT INTO meta VALUES ('version', ?1), ('batch', 0), ('decided', 0), ('told', 0), ('told_decided', 0)", [VERSION])?;
    Ok(())
}

/// Format 0 had pages with their record as plain JSON, and no facts: `pages (page, key, hash, json)`, oldest first.
fn from_0(db: &Transaction) -> Result<()> {
    db.execute_batch("ALTER TABLE pages RENAME TO pages_0; DROP TABLE meta;")?;
    create(db)?;
    let mut select = db.prepare("SELECT key, hash, json FROM pages_0 ORDER BY page")?;
    let mut rows = select.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let (key, hash, json): (String, Hash, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let record = khabar::Record::from_json(&json)?;
        pages::insert(db, &Prepared::new(key, hash, &record)?, 1)?;
        count += 1;
    }
    drop(rows);
    drop(select);
    db.execute_batch("DROP TABLE pages_0;")?;
    db.execute("UPDATE meta SET value = ?1 WHERE key = 'batch'", [i64::from(count > 0)])?;
    Ok(())
}

/// Format 1 had no roles, no entities of events and commitments, and nothing across pages or by hand.
fn from_1(db: &Transaction) -> Result<()> {
    const FACTS: [&str; 7] =
        ["entities", "mentions", "times", "quantities", "statements", "events", "commitments"];
    for table in FACTS {
        db.execute_batch(&format!("DROP TABLE {table}"))?;
    }
    db.execute_batch(
        "DROP INDEX pages_record_id; DROP INDEX pages_batch; ALTER TABLE pages RENAME TO pages_1;
         ALTER TABLE records RENAME TO records_1; ALTER TABLE rejects RENAME TO rejects_1;
         ALTER TABLE meta RENAME TO meta_1;",
    )?;
    create(db)?;
    let mut select =
        db.prepare("SELECT key, hash, json, batch FROM pages_1 JOIN records_1 USING (page) ORDER BY page")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (key, hash, json): (String, Hash, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let record = khabar::Record::from_wire(serde_json::from_slice(&pages::unpack(&json)?)?)?;
        pages::insert(db, &Prepared::new(key, hash, &record)?, row.get(3)?)?;
    }
    drop(rows);
    drop(select);
    db.execute_batch(
        "INSERT INTO rejects SELECT * FROM rejects_1;
         UPDATE meta SET value = (SELECT value FROM meta_1 WHERE key = 'batch') WHERE key = 'batch';
         DROP TABLE pages_1; DROP TABLE records_1; DROP TABLE rejects_1; DROP TABLE meta_1;",
    )?;
    Ok(())
}

/// Format 2 had the terms of an analyser to which «عبدالله» was one word. What pages tell together is to be made anew.
fn from_2(db: &Transaction) -> Result<()> {
    let mut select = db.prepare("SELECT page FROM pages ORDER BY page")?;
    for page in select.query_map([], |r| r.get(0))? {
        hand::show(db, page?)?;
    }
    db.execute("UPDATE meta SET value = ?1 WHERE key = 'version'", [VERSION])?;
    pages::decided(db)
}
