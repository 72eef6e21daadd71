//! What is kept of a page to compare it with others without its record.

use khabar::Record;
use khabar_stories::entities::{PageEntities, PageEntity};
use khabar_stories::minhash::Signature;
use khabar_stories::story::{StoryPage, entity_key};
use khabar_stories::time_of;
use serde::{Deserialize, Serialize};

use super::Page;

/// What a page is compared by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// Hashed keys of its entities, and how often each is named.
    named: Vec<(u64, u32)>,
    /// Hashed words of its headline.
    title: Vec<u64>,
    signature: Option<Signature>,
    /// Its entities.
    pub entities: Vec<PageEntity>,
}

impl Kept {
    /// Of a record.
    pub fn of(record: &Record) -> Self {
        let told = StoryPage::of(record, entity_key);
        Self {
            named: told.entities,
            title: told.title,
            signature: told.signature,
            entities: PageEntities::of(record).entities,
        }
    }

    /// As the crate of stories takes it. Records of two sites may share an id; the page's number is its own.
    pub fn split(self, page: &Page) -> (StoryPage, PageEntities) {
        let id = page.page.to_string();
        let published = page.published.as_deref().and_then(time_of);
        let Self { named, title, signature, entities } = self;
        (
            StoryPage { id: id.clone(), published, entities: named, title, signature },
            PageEntities { page: id, site: page.site.clone(), entities },
        )
    }
}
