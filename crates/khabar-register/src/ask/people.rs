//! Persons, bodies and places of the register, by one id across pages.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use rusqlite::OptionalExtension as _;
use serde::Serialize;

use super::{list, piece};
use crate::analyse::pieces_of;
use crate::error::{Error, Result};
use crate::store::Reader;

/// Which entities are asked for.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Words of a name.
    pub name: Option<String>,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    pub label: Option<String>,
    /// How many at most.
    pub limit: Option<usize>,
    /// How many are passed over.
    pub offset: usize,
}

/// An entity of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Known {
    /// Its id: a gazetteer's, or one of the register's own that stays while most of its members stay together.
    pub id: String,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    pub label: String,
    /// A person's fullest name; of others the form most pages use.
    pub name: String,
    /// The other forms.
    pub aliases: Vec<String>,
    /// A gazetteer id.
    pub link: Option<String>,
    /// Posts and titles, as printed; those that most pages give first.
    pub roles: Vec<String>,
    /// Current pages that name it.
    pub pages: i64,
}

/// An entity of a page that is one of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// The page's number in the register.
    pub page: i64,
    /// The entity in the page's record.
    pub fact: String,
    /// Its fullest form there.
    pub name: String,
    /// The rule that tied it.
    pub by: String,
}

/// A post or title that a page gives a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Post {
    /// The words.
    pub role: String,
    /// The page's number in the register.
    pub page: i64,
    /// Its publication time, ISO 8601.
    pub published: Option<String>,
}

/// All that is known of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// Its names.
    #[serde(flatten)]
    pub known: Known,
    /// The pages' entities that it is, by page.
    pub members: Vec<Member>,
    /// Its posts, the earliest page first; each form at its first page only.
    pub posts: Vec<Post>,
}

const KNOWN: &str = "SELECT id, label, name, aliases, link, roles, pages, known FROM known";

/// The entities that fit: those on most pages first.
///
/// # Errors
/// [`Error::Query`] where the name has no word, or the class is none.
pub fn people(reader: &Reader, asked: &People) -> Result<Vec<Known>> {
    let words = asked.name.as_deref().map(pieces_of);
    if let (Some([]), Some(name)) = (words.as_deref(), &asked.name) {
        return Err(Error::Query(format!("«{name}» has no word in it")));
    }
    let label = asked.label.as_deref().map(super::one_of::<khabar::record::Label>).transpose()?;
    let mut sql = format!("{KNOWN} WHERE (?1 IS NULL OR label = ?1)");
    let mut values = vec![label];
    for word in words.iter().flatten() {
        values.push(Some(format!("%{word}%")));
        let _ = write!(sql, " AND terms LIKE ?{}", values.len());
    }
    let _ = write!(sql, " ORDER BY pages DESC, id{}", piece(asked.limit, asked.offset));
    let mut select = reader.db.prepare_cached(&sql)?;
    let known = select.query_map(rusqlite::params_from_iter(values), known)?;
    Ok(known.collect::<rusqlite::Result<_>>()?)
}

fn known(row: &rusqlite::Row) -> rusqlite::Result<Known> {
    Ok(Known {
        id: row.get(0)?,
        label: row.get(1)?,
        name: row.get(2)?,
        aliases: list(row, 3)?,
        link: row.get(4)?,
        roles: list(row, 5)?,
        pages: row.get(6)?,
    })
}

/// An entity by its id.
///
/// # Errors
/// [`Error::Query`] where there is none.
pub fn person(reader: &Reader, id: &str) -> Result<Person> {
    let sql = format!("{KNOWN} WHERE id = ?1");
    let found = reader
        .db
        .prepare_cached(&sql)?
        .query_row([id], |r| Ok((known(r)?, r.get::<_, i64>(7)?)))
        .optional()?;
    let (known, number) = found.ok_or_else(|| Error::Query(format!("there is no entity «{id}»")))?;
    let sql = "SELECT m.page, m.fact, coalesce(e.name, ''), m.\"by\" FROM members m
        LEFT JOIN entities e ON e.page = m.page AND e.fact = m.fact WHERE m.known = ?1 ORDER BY m.page, m.fact";
    let mut select = reader.db.prepare_cached(sql)?;
    let members = select.query_map([number], |r| {
        Ok(Member { page: r.get(0)?, fact: r.get(1)?, name: r.get(2)?, by: r.get(3)? })
    })?;
    let members = members.collect::<rusqlite::Result<_>>()?;
    let sql = "SELECT r.words, r.page, p.published FROM members m JOIN roles r ON r.page = m.page AND r.entity = m.fact
        JOIN pages p ON p.page = m.page WHERE m.known = ?1 ORDER BY p.published IS NULL, p.published, r.page, r.start";
    let mut select = reader.db.prepare_cached(sql)?;
    let posts = select
        .query_map([number], |r| Ok(Post { role: r.get(0)?, page: r.get(1)?, published: r.get(2)? }))?;
    let mut seen = HashSet::new();
    let mut posts: Vec<Post> = posts.collect::<rusqlite::Result<_>>()?;
    posts.retain(|p| seen.insert(p.role.clone()));
    Ok(Person { known, members, posts })
}

/// The id of the entity that one of a page is; `None` where the page is no current one.
///
/// # Errors
/// Where the database cannot be read.
pub fn person_of(reader: &Reader, page: i64, fact: &str) -> Result<Option<String>> {
    let sql = "SELECT id FROM members JOIN known USING (known) WHERE page = ?1 AND fact = ?2";
    Ok(reader.db.prepare_cached(sql)?.query_row((page, fact), |r| r.get(0)).optional()?)
}

/// The ids of a page's entities, by the ids that they have in its record.
///
/// # Errors
/// Where the database cannot be read.
pub fn ids_of(reader: &Reader, page: i64) -> Result<HashMap<String, String>> {
    let sql = "SELECT fact, id FROM members JOIN known USING (known) WHERE page = ?1";
    let mut select = reader.db.prepare_cached(sql)?;
    let rows = select.query_map([page], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
