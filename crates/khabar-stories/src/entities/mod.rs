//! Entities across pages: which entities of many pages are the same person, body or place.
//!
//! A page's own analysis has tied the mentions on it; here its entities are tied to those of other pages. What links to a
//! gazetteer goes by its link. Names are compared folded and without the words that only join them; posts, the country a
//! page is about and the bodies named beside a person are evidence. A given name alone never ties two persons, a family
//! name alone only with evidence, and «وزارة الداخلية» only within one country. A person's decisions always win.
//!
//! Ids are kept: what was called `e…` before stays so while most of it stays together.

mod cluster;
mod decide;
mod evidence;
mod name;

use std::collections::BTreeMap;

use khabar::Record;
use khabar::record::{Id, Label};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub use cluster::resolve;

/// An entity of a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member {
    /// The page's id.
    pub page: String,
    /// The entity in the page's record.
    pub entity: Id,
}

/// What a page says of one of its entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageEntity {
    /// The entity in the page's record.
    pub entity: Id,
    /// Its class.
    pub label: Label,
    /// The fullest form on the page.
    pub name: String,
    /// The other forms.
    pub aliases: Vec<String>,
    /// A gazetteer id.
    pub link: Option<String>,
    /// Posts and titles that the page gives a person, as printed.
    pub roles: Vec<String>,
    /// How often it is named.
    pub count: u32,
}

/// The entities of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageEntities {
    /// The page's id.
    pub page: String,
    /// The site it stands on.
    pub site: Option<String>,
    /// Its entities, in the order of the text.
    pub entities: Vec<PageEntity>,
}

impl PageEntities {
    /// The entities of a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let mut counts: FxHashMap<Id, u32> = FxHashMap::default();
        let mut roles: FxHashMap<Id, Vec<String>> = FxHashMap::default();
        for mention in &record.mentions {
            let Some(entity) = mention.entity else { continue };
            *counts.entry(entity).or_default() += 1;
            for role in record.roles.iter().filter(|r| r.person == mention.span) {
                roles.entry(entity).or_default().push(role.role.of(&record.text).to_owned());
            }
        }
        let entities = record.entities.iter().map(|e| PageEntity {
            entity: e.id,
            label: e.label,
            name: e.name.clone(),
            aliases: e.aliases.clone(),
            link: e.link.clone(),
            roles: roles.remove(&e.id).unwrap_or_default(),
            count: counts.get(&e.id).copied().unwrap_or(1),
        });
        Self { page: record.id.clone(), site: record.article.site.clone(), entities: entities.collect() }
    }
}

/// A person's word about two entities of pages. Of two about the same pair the later one holds; what two pages' entities
/// are told to be outweighs everything that is found, and `Different` outweighs what several `Same` only imply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// They are one.
    Same(Member, Member),
    /// They are two.
    Different(Member, Member),
}

/// An entity of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Global {
    /// Its id: the gazetteer's, or one of its own.
    pub id: String,
    /// Its class.
    pub label: Label,
    /// A person's fullest name; of others the form most pages use.
    pub name: String,
    /// The other forms, sorted.
    pub aliases: Vec<String>,
    /// A gazetteer id.
    pub link: Option<String>,
    /// Posts and titles, those that most pages give first.
    pub roles: Vec<String>,
    /// The pages' entities that it is, sorted, each with the rule that tied it.
    pub members: BTreeMap<Member, &'static str>,
}
