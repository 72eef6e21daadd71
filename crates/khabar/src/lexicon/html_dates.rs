//! What words say of a date beside them, and the months of many languages: `data/html_dates.tsv`, `data/html_months.tsv`.

use rustc_hash::FxHashMap;

use super::table::Row;
use crate::text::fold::fold;

/// What the words around a date say of it: a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct DateWords(pub u16);

impl DateWords {
    /// What each member is called, in the order of their bits.
    pub const NAMES: [&'static str; 12] = [
        "published",
        "created",
        "updated",
        "date",
        "meta",
        "comment",
        "event",
        "related",
        "foot",
        "clock",
        "other",
        "head",
    ];
    /// It was published then.
    pub const PUBLISHED: Self = Self(1);
    /// It was made then.
    pub const CREATED: Self = Self(1 << 1);
    /// It was changed then.
    pub const UPDATED: Self = Self(1 << 2);
    /// It is a date.
    pub const DATE: Self = Self(1 << 3);
    /// It stands with what is told about a story.
    pub const META: Self = Self(1 << 4);
    /// It is a reader's.
    pub const COMMENT: Self = Self(1 << 5);
    /// Something takes place then.
    pub const EVENT: Self = Self(1 << 6);
    /// It is another story's.
    pub const RELATED: Self = Self(1 << 7);
    /// It stands at the foot of the page.
    pub const FOOT: Self = Self(1 << 8);
    /// It is today's.
    pub const CLOCK: Self = Self(1 << 9);
    /// It is something else's: an expiry, a birth.
    pub const OTHER: Self = Self(1 << 10);
    /// It stands with a headline.
    pub const HEAD: Self = Self(1 << 11);

    /// What a label before a date may say.
    pub const LABELS: Self = Self(
        Self::PUBLISHED.0
            | Self::CREATED.0
            | Self::UPDATED.0
            | Self::DATE.0
            | Self::EVENT.0
            | Self::OTHER.0
            | Self::FOOT.0,
    );

    /// The member of a name.
    fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|n| *n == name).map(|bit| Self(1 << bit))
    }

    /// Whether it says that something is a date.
    #[must_use]
    pub const fn is_date(self) -> bool {
        self.has(Self::PUBLISHED.and(Self::CREATED).and(Self::UPDATED).and(Self::DATE))
    }

    /// Whether it has any member of another set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// All members of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The members that both have.
    #[must_use]
    pub const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The names of its members.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0).map(|(_, n)| n)
    }
}

/// The tables.
#[derive(Debug, Default)]
pub struct HtmlDates {
    exact: FxHashMap<&'static str, DateWords>,
    /// By their first bytes.
    openings: FxHashMap<&'static [u8], Vec<(&'static str, DateWords)>>,
    endings: Vec<(&'static str, DateWords)>,
    months: FxHashMap<&'static str, Vec<(&'static str, u32)>>,
    arabic: FxHashMap<String, u32>,
}

/// Longest word that is looked up, in bytes.
const LONGEST: usize = 48;
/// Bytes of a word that a row ending in `*` is found by.
const STEM: usize = 4;

impl HtmlDates {
    pub(super) fn add(&mut self, row: &Row) -> Option<()> {
        let says = DateWords::of_name(row.get(1))?;
        let word = row.get(0);
        if let Some(opening) = word.strip_suffix('*') {
            self.openings.entry(opening.as_bytes().get(..STEM)?).or_default().push((opening, says));
        } else if let Some(ending) = word.strip_prefix('*') {
            self.endings.push((ending, says));
        } else {
            let there = self.exact.entry(word).or_default();
            *there = there.and(says);
        }
        Some(())
    }

    pub(super) fn add_month(&mut self, row: &Row) -> Option<()> {
        let number: u32 = row.get(1).parse().ok().filter(|n| (1..=12).contains(n))?;
        for form in row.alternatives(2) {
            self.months.entry(form).or_default().push((row.get(0), number));
        }
        Some(())
    }

    /// Takes in an Arabic month, as the other tables have it.
    pub(super) fn add_arabic_month(&mut self, form: &str, number: u32) {
        self.arabic.insert(fold(form), number);
    }

    /// The month that folded Arabic words name.
    #[must_use]
    pub fn arabic_month(&self, words: &str) -> Option<u32> {
        self.arabic.get(words).copied()
    }

    /// The month that a lowered word names in a language, else in the first language that has it.
    #[must_use]
    pub fn month(&self, word: &str, language: &str) -> Option<u32> {
        let named = self.months.get(word)?;
        let own = named.iter().find(|(l, _)| *l == language);
        own.or(named.first()).map(|(_, number)| *number)
    }

    /// What one lowered word says.
    fn word(&self, word: &str) -> DateWords {
        let mut says = self.exact.get(word).copied().unwrap_or_default();
        let stem = word.as_bytes().get(..STEM).and_then(|stem| self.openings.get(stem));
        let openings = stem.into_iter().flatten().filter(|(w, _)| word.starts_with(w));
        let endings = self.endings.iter().filter(|(w, _)| word.ends_with(w));
        for (_, more) in openings.chain(endings) {
            says = says.and(*more);
        }
        says
    }

    /// What the words of a text, or of a name that is cut at its marks and capitals, say together.
    #[must_use]
    pub fn says(&self, name: &str) -> DateWords {
        let mut says = DateWords::default();
        let mut word = String::new();
        let mut was_lower = false;
        for c in name.chars().chain(std::iter::once(' ')) {
            let ends = !c.is_alphabetic() || (was_lower && c.is_uppercase());
            if ends && !word.is_empty() {
                if word.len() <= LONGEST {
                    says = says.and(self.word(&word));
                }
                word.clear();
            }
            was_lower = c.is_lowercase();
            if c.is_alphabetic() {
                word.extend(c.to_lowercase());
            }
        }
        says
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicons;
    use super::*;

    #[test]
    fn names_and_texts_are_cut_into_words() {
        let dates = &lexicons().html_dates;
        for (name, says) in [
            ("datePublished", DateWords::DATE.and(DateWords::PUBLISHED)),
            ("entry-date updated", DateWords::DATE.and(DateWords::UPDATED)),
            ("Zuletzt geändert am", DateWords::UPDATED),
            ("آخر تحديث:", DateWords::UPDATED),
            ("", DateWords::default()),
        ] {
            assert_eq!(dates.says(name).only(DateWords(0x7ff)), says, "{name}");
        }
    }

    #[test]
    fn one_word_is_two_months_in_two_languages() {
        let dates = &lexicons().html_dates;
        assert_eq!((dates.month("listopada", "pl"), dates.month("listopada", "hr")), (Some(11), Some(10)));
    }
}
