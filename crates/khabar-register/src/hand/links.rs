//! Which entities of the register are one, by a person's hand.
//!
//! An entity of a page is remembered by its place, and by the page's key, its class and its name, so that the decision holds
//! for later versions of the page and for any order in which pages come.

use std::collections::{BTreeSet, HashMap};

use khabar_stories::entities::{Decision, Member, PageEntities, PageEntity};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use serde::{Deserialize, Serialize};

use super::{Act, Desk, Hand, MERGE, Place, SPLIT, write};
use crate::error::{Error, Result};
use crate::store::{self, Page};

/// An entity of a page, found again by its place, in another version of the page by its name.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Named {
    place: Place,
    key: String,
    label: String,
    name: String,
}

/// Entities that are one, and groups that are not.
#[derive(Serialize, Deserialize)]
struct Link {
    /// Each is the same as the first.
    same: Vec<Named>,
    /// None of these is any of `same`.
    apart: Vec<Named>,
}

/// Members of an entity that a decision names at most; the rest follow them by their names.
const MOST: usize = 500;

impl Desk {
    /// Entities of the register are one, by their ids.
    ///
    /// # Errors
    /// [`Error::Query`] where there are fewer than two, or an id is none.
    pub fn merge(&mut self, ids: &[String], note: Option<&str>, hand: &Hand) -> Result<i64> {
        let mut same = Vec::new();
        for id in ids {
            same.extend(members(&self.db, id)?.into_iter().take(MOST));
        }
        if ids.len() < 2 {
            return Err(Error::Query("name two entities or more that are one".to_owned()));
        }
        self.link(MERGE, &Link { same, apart: Vec::new() }, note, hand)
    }

    /// Some of the pages' entities that make up one of the register are another.
    ///
    /// # Errors
    /// [`Error::Query`] where there is no such entity, or a place is none of its members, or nothing would be left of it.
    pub fn split(&mut self, id: &str, away: &[Place], note: Option<&str>, hand: &Hand) -> Result<i64> {
        let all = members(&self.db, id)?;
        for place in away {
            if !all.iter().any(|member| member.place == *place) {
                return Err(Error::Query(format!("«{place}» is no member of «{id}»")));
            }
        }
        let (mut same, mut apart): (Vec<_>, Vec<_>) = all.into_iter().partition(|m| away.contains(&m.place));
        if same.is_empty() || apart.is_empty() {
            return Err(Error::Query(format!("name some members of «{id}», not all of them")));
        }
        same.truncate(MOST);
        apart.truncate(MOST);
        self.link(SPLIT, &Link { same, apart }, note, hand)
    }

    fn link(&mut self, kind: &'static str, link: &Link, note: Option<&str>, hand: &Hand) -> Result<i64> {
        let act = Act { kind, place: None, again: None, value: serde_json::to_value(link)?, note, hand };
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let number = write(&change, &act)?;
        store::decided(&change)?;
        change.commit()?;
        store::compare(&mut self.db)?;
        Ok(number)
    }
}

/// The pages' entities that make up one of the register.
fn members(db: &Connection, id: &str) -> Result<Vec<Named>> {
    let known: Option<i64> =
        db.query_row("SELECT known FROM known WHERE id = ?1", [id], |r| r.get(0)).optional()?;
    let known = known.ok_or_else(|| Error::Query(format!("there is no entity «{id}»")))?;
    let sql = "SELECT m.page, m.fact, p.key, e.label, e.name FROM members m JOIN pages p USING (page)
        JOIN entities e ON e.page = m.page AND e.fact = m.fact WHERE m.known = ?1 ORDER BY m.page, m.fact";
    let mut select = db.prepare(sql)?;
    let rows = select.query_map([known], |r| {
        let place = Place { page: r.get(0)?, fact: r.get(1)? };
        Ok(Named { place, key: r.get(2)?, label: r.get(3)?, name: r.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The decisions that stand, over the current pages; what they say of pages that are not there is left aside.
pub(crate) fn decisions(db: &Connection, pages: &[Page], entities: &[PageEntities]) -> Result<Vec<Decision>> {
    let sql = "SELECT value FROM hand WHERE act IN ('merge', 'split') AND undone IS NULL ORDER BY number";
    let mut select = db.prepare(sql)?;
    let links = select.query_map([], |r| r.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let by_key: HashMap<&str, usize> = pages.iter().enumerate().map(|(n, p)| (&*p.key, n)).collect();
    let member = |named: &Named| {
        let page = entities.get(*by_key.get(&*named.key)?)?;
        let is_here = page.page.parse() == Ok(named.place.page);
        let is_it = |e: &&PageEntity| {
            if is_here {
                e.entity.to_string() == named.place.fact
            } else {
                e.name == named.name && format!("{:?}", e.label).eq_ignore_ascii_case(&named.label)
            }
        };
        let entity = page.entities.iter().find(is_it)?.entity;
        Some(Member { page: page.page.clone(), entity })
    };
    let mut decisions = Vec::new();
    for link in links {
        let link: Link = serde_json::from_str(&link)?;
        let of = |all: &[Named]| all.iter().filter_map(member).collect::<BTreeSet<_>>();
        let (same, apart) = (of(&link.same), of(&link.apart));
        // Who says that two are one takes back what kept any of their members apart.
        let is_over =
            |d: &Decision| matches!(d, Decision::Different(a, b) if same.contains(a) && same.contains(b));
        decisions.retain(|decision| !is_over(decision));
        // What is left is one as well, whichever of its members held it together.
        for group in [&same, &apart] {
            let Some(first) = group.first() else { continue };
            decisions.extend(group.iter().skip(1).map(|m| Decision::Same(first.clone(), m.clone())));
        }
        for one in &same {
            decisions.extend(apart.iter().map(|other| Decision::Different(one.clone(), other.clone())));
        }
    }
    Ok(decisions)
}
