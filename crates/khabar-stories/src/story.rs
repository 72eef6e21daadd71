//! Stories: pages that tell of the same happenings.
//!
//! Pages are taken in the order of publication. Each joins the open story that it resembles most, or opens one of its own:
//! single-pass clustering, as in topic detection (J. Allan et al. 1998). Resemblance is the cosine of weighted features,
//! the entities and the words of the headline, each weighing by how few pages hold it. A story is closed when nothing has
//! come to it for [`Settings::days`], so what is decided about a day never depends on much later ones.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use khabar::Record;
use khabar::text::fold::fold;
use rustc_hash::FxHashMap;

use crate::hash::hash;
use crate::minhash::{Index, Signature};
use crate::when::{days_between, time_of};
use crate::words;

/// What is kept of a page to find its story.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryPage {
    /// The page's id.
    pub id: String,
    /// When it was published, on the clock of the page. Pages that do not say stay alone, copies aside.
    pub published: Option<DateTime>,
    /// Its entities, as keys that are equal on all pages, and how often each is named.
    pub entities: Vec<(u64, u32)>,
    /// The content words of its headline, hashed.
    pub title: Vec<u64>,
    /// The signature of its body; `None` where it is too short.
    pub signature: Option<Signature>,
}

impl StoryPage {
    /// What is kept of a record. `key` names an entity across pages; [`entity_key`] will do where none was resolved.
    #[must_use]
    pub fn of(record: &Record, key: impl Fn(&khabar::record::Entity) -> String) -> Self {
        let mut counts: FxHashMap<_, u32> = FxHashMap::default();
        for id in record.mentions.iter().filter_map(|m| m.entity) {
            *counts.entry(id).or_default() += 1;
        }
        let mut entities: BTreeMap<u64, u32> = BTreeMap::new();
        for entity in &record.entities {
            *entities.entry(hash(key(entity).as_bytes())).or_default() +=
                counts.get(&entity.id).copied().unwrap_or(1);
        }
        let mut title: Vec<u64> =
            record.article.title.iter().flat_map(|t| words::content(t)).map(|w| hash(w.as_bytes())).collect();
        title.sort_unstable();
        title.dedup();
        Self {
            id: record.id.clone(),
            published: record.article.published.as_deref().and_then(time_of),
            entities: entities.into_iter().collect(),
            title,
            signature: Signature::of(&words::body(record)),
        }
    }
}

/// The key of an entity by what its page knows: the gazetteer's id, else its class and folded name.
#[must_use]
pub fn entity_key(entity: &khabar::record::Entity) -> String {
    match &entity.link {
        Some(link) => link.clone(),
        None => format!("{:?}:{}", entity.label, fold(&entity.name)),
    }
}

/// What counts as one story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Days without a page after which a story is closed.
    pub days: f64,
    /// The least resemblance, 0 to 1, with which a page joins a story.
    pub join: f64,
    /// The share of the headline in the resemblance, 0 to 1; entities have the rest.
    pub title_share: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { days: 3.0, join: 0.35, title_share: 0.5 }
    }
}

/// A story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Its name, made of the id of its first report: it stays when pages come to it.
    pub id: String,
    /// When its last page was published, copies counted; `None` where none says so.
    pub last: Option<DateTime>,
    /// Its pages in the order of publication, the first report first; numbers of the pages given.
    pub pages: Vec<Told>,
}

/// A report and its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The earliest page with these words.
    pub page: usize,
    /// Later pages that copy it, in the order of publication.
    pub copies: Vec<usize>,
}

impl Story {
    /// How many pages it has, copies counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pages.iter().map(|t| 1 + t.copies.len()).sum()
    }

    /// Whether no page published at `time` or later can come to it.
    #[must_use]
    pub fn is_closed(&self, time: DateTime, settings: &Settings) -> bool {
        self.last.is_some_and(|last| days_between(last, time) > settings.days)
    }

    /// Whether it has none; a story that was found has one at least.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }
}

/// The stories of these pages, by their first report. The order in which pages are given does not matter: they are taken
/// by time, then by id.
#[must_use]
pub fn stories(pages: &[StoryPage], settings: &Settings) -> Vec<Story> {
    stories_of_some(pages, &Rarity::of(pages), settings)
}

/// The stories of some pages of a register whose pages have this rarity. When pages come that were published from some time
/// on, the stories that were [closed](Story::is_closed) by then stay as they are; it is enough to give the pages of all others
/// and the new ones. What comes out is what all pages would give, but that a page without a time is no copy of one that is
/// not given.
#[must_use]
pub fn stories_of_some(pages: &[StoryPage], rarity: &Rarity, settings: &Settings) -> Vec<Story> {
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by_key(|&n| pages.get(n).map(|p| (p.published.is_none(), p.published, &p.id)));
    let mut copies = Copies::default();
    let mut open = Open { settings, rarity, drafts: Vec::new(), by_feature: FxHashMap::default() };
    let mut story_of_first: FxHashMap<usize, usize> = FxHashMap::default();
    for n in order {
        let Some(page) = pages.get(n) else { continue };
        let first = copies.first_of(n, page, settings.days);
        if let Some(story) = first.and_then(|f| story_of_first.get(&f)) {
            open.fold_copy(*story, first.unwrap_or(n), n, page.published);
            continue;
        }
        let story = open.place(n, page);
        story_of_first.insert(n, story);
    }
    open.drafts
        .into_iter()
        .map(|draft| {
            let first = draft.told.first().and_then(|t| pages.get(t.page)).map_or("", |p| p.id.as_str());
            Story {
                id: format!("s{:012x}", hash(first.as_bytes()) >> 16),
                last: draft.last,
                pages: draft.told,
            }
        })
        .collect()
}

/// How much a feature tells: the logarithm of pages over pages that hold it.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    pages: f64,
    held_by: FxHashMap<u64, u32>,
}

impl Rarity {
    /// Of all these pages.
    #[must_use]
    pub fn of(pages: &[StoryPage]) -> Self {
        let mut rarity = Self::default();
        for page in pages {
            rarity.count(page);
        }
        rarity
    }

    /// Counts a page more.
    pub fn count(&mut self, page: &StoryPage) {
        self.pages += 1.0;
        for feature in features(page) {
            *self.held_by.entry(feature).or_default() += 1;
        }
    }

    /// One is added to the pages, so that in a register of few pages a shared feature still tells something.
    fn weight(&self, feature: u64) -> f64 {
        let held = f64::from(self.held_by.get(&feature).copied().unwrap_or(1));
        ((self.pages + 1.0) / held).ln()
    }

    fn is_rare(&self, feature: u64) -> bool {
        let held = self.held_by.get(&feature).copied().unwrap_or(0);
        held <= 8 || f64::from(held) < self.pages * COMMON
    }

    fn vectors(&self, page: &StoryPage) -> [Vector; 2] {
        let entities =
            page.entities.iter().map(|&(f, count)| (f, self.weight(f) * (1.0 + f64::from(count)).ln()));
        let title = page.title.iter().map(|&f| (f, self.weight(f)));
        [Vector::unit(entities), Vector::unit(title)]
    }
}

/// The share of pages above which a feature brings no story to mind; it still weighs.
const COMMON: f64 = 0.02;

/// A sparse vector, by feature.
#[derive(Default)]
struct Vector(FxHashMap<u64, f64>);

impl Vector {
    fn unit(features: impl Iterator<Item = (u64, f64)>) -> Self {
        let mut vector: FxHashMap<u64, f64> = features.collect();
        let length = sum(vector.values().map(|v| v * v)).sqrt();
        if length > 0.0 {
            for value in vector.values_mut() {
                *value /= length;
            }
        }
        Self(vector)
    }

    fn add(&mut self, other: &Self) {
        for (&feature, value) in &other.0 {
            *self.0.entry(feature).or_default() += value;
        }
    }

    fn cosine(&self, other: &Self) -> f64 {
        let dot = sum(other.0.iter().filter_map(|(f, v)| self.0.get(f).map(|w| v * w)));
        let length = (sum(self.0.values().map(|v| v * v)) * sum(other.0.values().map(|v| v * v))).sqrt();
        if length > 0.0 { dot / length } else { 0.0 }
    }
}

/// A sum that does not depend on the order of its parts.
fn sum(parts: impl Iterator<Item = f64>) -> f64 {
    let mut parts: Vec<f64> = parts.collect();
    parts.sort_by(f64::total_cmp);
    parts.iter().sum()
}

/// Which page a page copies.
#[derive(Default)]
struct Copies {
    index: Index,
    /// Page and time of every signature of the index.
    firsts: Vec<(usize, Option<DateTime>)>,
}

impl Copies {
    /// The page of which this is a copy. Only firsts are compared with, so that copies never chain away from their first;
    /// what is told again long after (a yearly notice) is no copy.
    fn first_of(&mut self, n: usize, page: &StoryPage, days: f64) -> Option<usize> {
        let signature = page.signature.as_ref()?;
        let near = |time: Option<DateTime>| match (time, page.published) {
            (Some(a), Some(b)) => days_between(a, b) <= days,
            _ => true,
        };
        let alike = self.index.alike(signature);
        let first =
            alike.iter().filter_map(|(s, _)| self.firsts.get(*s as usize)).find(|(_, time)| near(*time));
        if let Some((first, _)) = first {
            return Some(*first);
        }
        self.index.add(signature.clone());
        self.firsts.push((n, page.published));
        None
    }
}

/// A story while pages still come to it.
struct Draft {
    told: Vec<Told>,
    last: Option<DateTime>,
    /// Sums of the vectors of its reports: entities, headline.
    centre: [Vector; 2],
}

/// The stories that pages may still come to.
struct Open<'s> {
    settings: &'s Settings,
    rarity: &'s Rarity,
    drafts: Vec<Draft>,
    /// Rare features → stories that hold them, the latest last.
    by_feature: FxHashMap<u64, Vec<usize>>,
}

impl Open<'_> {
    fn fold_copy(&mut self, story: usize, first: usize, copy: usize, time: Option<DateTime>) {
        let Some(draft) = self.drafts.get_mut(story) else { return };
        draft.last = draft.last.max(time);
        if let Some(told) = draft.told.iter_mut().find(|t| t.page == first) {
            told.copies.push(copy);
        }
    }

    /// Puts a report into the story it resembles most, or a new one; gives the story's number.
    fn place(&mut self, n: usize, page: &StoryPage) -> usize {
        let vectors = self.rarity.vectors(page);
        let story = self.nearest(page, &vectors).unwrap_or_else(|| {
            self.drafts.push(Draft { told: Vec::new(), last: page.published, centre: Default::default() });
            self.drafts.len() - 1
        });
        if let Some(draft) = self.drafts.get_mut(story) {
            draft.told.push(Told { page: n, copies: Vec::new() });
            draft.last = draft.last.max(page.published);
            for (centre, vector) in draft.centre.iter_mut().zip(&vectors) {
                centre.add(vector);
            }
        }
        for feature in features(page).filter(|f| self.rarity.is_rare(*f)) {
            let stories = self.by_feature.entry(feature).or_default();
            if !stories.contains(&story) {
                stories.push(story);
            }
        }
        story
    }

    fn nearest(&mut self, page: &StoryPage, vectors: &[Vector; 2]) -> Option<usize> {
        let now = page.published?;
        let days = self.settings.days;
        let mut near: Vec<usize> = Vec::new();
        for feature in features(page).filter(|f| self.rarity.is_rare(*f)) {
            let Some(stories) = self.by_feature.get_mut(&feature) else { continue };
            // Time only moves on, so what is closed now is closed for good.
            let drafts = &self.drafts;
            stories.retain(|&s| {
                drafts.get(s).and_then(|d| d.last).is_some_and(|last| days_between(last, now) <= days)
            });
            near.extend(stories.iter());
        }
        near.sort_unstable();
        near.dedup();
        let share = self.settings.title_share;
        let scored = near.into_iter().filter_map(|s| {
            let draft = self.drafts.get(s)?;
            let [entities, title] = &draft.centre;
            let [page_entities, page_title] = vectors;
            let (e, t) = (entities.cosine(page_entities), title.cosine(page_title));
            // Entities alone are a beat, headline words alone a phrase: a story has some of both.
            (e > 0.0 && t > 0.0).then_some((s, (1.0 - share) * e + share * t))
        });
        // Of equals the earliest story.
        scored
            .filter(|(_, score)| *score >= self.settings.join)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(s, _)| s)
    }
}

fn features(page: &StoryPage) -> impl Iterator<Item = u64> {
    page.entities.iter().map(|e| e.0).chain(page.title.iter().copied())
}
