//! What the current pages tell together: their stories, and which of their entities are one.
//!
//! Made anew of what is kept of every page whenever pages came or a person tied or parted entities. A reader sees what was
//! there before until all of it is written.

use std::collections::BTreeMap;

use khabar::record::Id;
use khabar_stories::entities::{Global, Member, PageEntities, resolve};
use khabar_stories::story::{Settings, Story, StoryPage, stories};
use khabar_stories::time_of;
use rayon::prelude::*;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::pages::{self, Page, last_batch, meta, unpack};
use super::{Kept, Writer, integer};
use crate::analyse::line_of_terms;
use crate::error::Result;
use crate::hand::links;

impl Writer {
    /// Compares the pages where some came, or people decided, since this was last done; says whether it did.
    ///
    /// # Errors
    /// Where the database cannot be read or written.
    pub fn compare(&mut self) -> Result<bool> {
        let db = &self.db;
        let is_stale =
            meta(db, "told")? != last_batch(db)? || meta(db, "told_decided")? != meta(db, "decided")?;
        if is_stale {
            compare(&mut self.db)?;
        }
        Ok(is_stale)
    }
}

/// Compares all current pages and writes what they tell together.
pub fn compare(db: &mut Connection) -> Result<()> {
    while !compare_once(db)? {}
    Ok(())
}

/// As [`compare`]; false, and nothing is written, where meanwhile a person decided or another compared later pages.
fn compare_once(db: &mut Connection) -> Result<bool> {
    let (batch, decided) = (last_batch(db)?, meta(db, "decided")?);
    let pages = pages::current(db)?;
    let (story_pages, page_entities): (Vec<StoryPage>, Vec<PageEntities>) =
        kept(db, &pages)?.into_iter().zip(&pages).map(|(kept, page)| kept.split(page)).unzip();
    let decisions = links::decisions(db, &pages, &page_entities)?;
    let before = before(db)?;
    let (found, known) = rayon::join(
        || stories(&story_pages, &Settings::default()),
        || resolve(&page_entities, &decisions, &before),
    );
    // Nobody waits while pages are compared; the lock is taken for the writing alone.
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if meta(&change, "decided")? != decided || meta(&change, "told")? > batch {
        return Ok(false);
    }
    write_stories(&change, &found, &pages)?;
    write_known(&change, &known)?;
    let sql = "UPDATE meta SET value = CASE key WHEN 'told' THEN ?1 ELSE ?2 END WHERE key IN ('told', 'told_decided')";
    change.execute(sql, [batch, decided])?;
    change.commit()?;
    Ok(true)
}

/// What is kept of these pages, in their order.
fn kept(db: &Connection, pages: &[Page]) -> Result<Vec<Kept>> {
    let mut select = db.prepare_cached("SELECT json FROM kept WHERE page = ?1")?;
    let packed: Vec<Vec<u8>> =
        pages.iter().map(|p| select.query_row([p.page], |r| r.get(0))).collect::<rusqlite::Result<_>>()?;
    packed.par_iter().map(|packed| Ok(serde_json::from_slice(&unpack(packed)?)?)).collect()
}

/// The ids that entities of pages had.
fn before(db: &Connection) -> Result<BTreeMap<Member, String>> {
    let mut select = db.prepare("SELECT page, fact, id FROM members JOIN known USING (known)")?;
    let rows = select.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get(2)?)))?;
    let mut before = BTreeMap::new();
    for row in rows {
        let (page, fact, id) = row?;
        before.insert(Member { page: page.to_string(), entity: fact.parse::<Id>()? }, id);
    }
    Ok(before)
}

fn write_stories(db: &Transaction, found: &[Story], pages: &[Page]) -> Result<()> {
    db.execute_batch("DELETE FROM stories; DELETE FROM story_pages;")?;
    let mut story_row = db.prepare("INSERT INTO stories VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut page_row = db.prepare("INSERT INTO story_pages VALUES (?1, ?2, ?3, ?4)")?;
    for story in found {
        let Some(first) = story.pages.first().and_then(|t| pages.get(t.page)) else { continue };
        let titles = story.pages.iter().filter_map(|t| pages.get(t.page)?.title.as_deref());
        let terms = line_of_terms(&titles.collect::<Vec<_>>().join(" "));
        let all = story.pages.iter().flat_map(|told| std::iter::once(&told.page).chain(&told.copies));
        let published = all.filter_map(|&page| pages.get(page)?.published.as_deref());
        let last = published.max_by_key(|published| time_of(published));
        let (len, reports) = (integer(story.len()), integer(story.pages.len()));
        story_row.execute(params![story.id, first.page, len, reports, first.published, last, terms])?;
        for (place, told) in story.pages.iter().enumerate() {
            let Some(report) = pages.get(told.page) else { continue };
            page_row.execute(params![report.page, story.id, integer(place), None::<i64>])?;
            for copy in told.copies.iter().filter_map(|&c| pages.get(c)) {
                page_row.execute(params![copy.page, story.id, integer(place), report.page])?;
            }
        }
    }
    Ok(())
}

fn write_known(db: &Transaction, known: &[Global]) -> Result<()> {
    db.execute_batch("DELETE FROM known; DELETE FROM members;")?;
    let mut known_row = db.prepare("INSERT INTO known VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    let mut member_row = db.prepare("INSERT INTO members VALUES (?1, ?2, ?3, ?4)")?;
    for (number, entity) in known.iter().enumerate() {
        let number = integer(number + 1);
        let forms = std::iter::once(&entity.name).chain(&entity.aliases);
        let terms = line_of_terms(&forms.map(String::as_str).collect::<Vec<_>>().join(" "));
        let mut pages: Vec<&str> = entity.members.keys().map(|m| &*m.page).collect();
        pages.dedup();
        known_row.execute(params![
            number,
            entity.id,
            format!("{:?}", entity.label).to_uppercase(),
            entity.name,
            serde_json::to_string(&entity.aliases)?,
            entity.link,
            serde_json::to_string(&entity.roles)?,
            integer(pages.len()),
            terms
        ])?;
        for (member, by) in &entity.members {
            let page: i64 = member.page.parse().unwrap_or_default();
            member_row.execute(params![page, member.entity.to_string(), number, by])?;
        }
    }
    Ok(())
}
