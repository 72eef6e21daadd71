//! What the names of classes and ids say: `data/html_names.tsv`.

use rustc_hash::FxHashMap;

use super::table::Row;
use crate::record::BlockRole;

/// What a named element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HtmlPart {
    /// The body of a story.
    Whole,
    /// It may hold a story.
    Story,
    /// Its lines have this role and, for furniture, kind.
    Line(BlockRole, Option<&'static str>),
}

/// Longest name, in words, that is looked up.
const WORDS: usize = 6;
/// Bytes of a word that a row ending in `*` is found by.
const STEM: usize = 4;

/// The table, by first word.
#[derive(Debug, Default)]
pub struct HtmlNames {
    /// First word to (further words, part).
    exact: FxHashMap<&'static str, Vec<(Vec<&'static str>, HtmlPart)>>,
    /// First bytes to (stem, part).
    stems: FxHashMap<&'static [u8], Vec<(&'static str, HtmlPart)>>,
}

impl HtmlNames {
    pub(super) fn add(&mut self, row: &Row) -> Option<()> {
        let part = match row.get(1) {
            "whole" => HtmlPart::Whole,
            "story" => HtmlPart::Story,
            role => HtmlPart::Line(super::load::named(role)?, Some(row.get(2)).filter(|k| !k.is_empty())),
        };
        if let Some(stem) = row.get(0).strip_suffix('*') {
            self.stems.entry(stem.as_bytes().get(..STEM)?).or_default().push((stem, part));
        } else {
            let mut words = row.get(0).split(' ');
            let first = words.next()?;
            self.exact.entry(first).or_default().push((words.collect(), part));
        }
        Some(())
    }

    /// What the value of a `class` or `id` says: machinery where any of its names does, else the best word for a story.
    #[must_use]
    pub fn part(&self, value: &str) -> Option<HtmlPart> {
        let mut best = None;
        for name in value.split_ascii_whitespace().take(16) {
            match self.one(name) {
                Some(HtmlPart::Story) if best.is_some() => {}
                Some(part) => {
                    if matches!(part, HtmlPart::Line(..)) {
                        return Some(part);
                    }
                    best = Some(part);
                }
                None => {}
            }
        }
        best
    }

    /// The longest row that fits a name; of equally long ones the later in the name.
    fn one(&self, name: &str) -> Option<HtmlPart> {
        let mut buffer = [0_u8; 64];
        let mut ends = [0_usize; WORDS];
        let (mut at, mut count) = (0, 0);
        let mut was_lower = false;
        for &byte in name.as_bytes() {
            let cut = !byte.is_ascii_alphabetic();
            let ends_word = cut || (was_lower && byte.is_ascii_uppercase());
            if ends_word && at > 0 && count < WORDS && ends.iter().take(count).all(|&e| e != at) {
                *ends.get_mut(count)? = at;
                count += 1;
            }
            was_lower = byte.is_ascii_lowercase();
            if !cut {
                let Some(slot) = buffer.get_mut(at) else { break };
                *slot = byte.to_ascii_lowercase();
                at += 1;
            }
        }
        if count < WORDS && at > 0 && (count == 0 || ends.get(count - 1) != Some(&at)) {
            *ends.get_mut(count)? = at;
            count += 1;
        }
        let word = |i: usize| -> Option<&str> {
            let start = if i == 0 { 0 } else { *ends.get(i - 1)? };
            let end = *ends.get(i).filter(|_| i < count)?;
            std::str::from_utf8(buffer.get(start..end)?).ok()
        };
        let mut best: Option<(usize, HtmlPart)> = None;
        for i in 0..count {
            let Some(first) = word(i) else { break };
            let found = self
                .exact
                .get(first)
                .into_iter()
                .flatten()
                .filter(|(rest, _)| rest.iter().enumerate().all(|(k, w)| word(i + 1 + k) == Some(*w)))
                .map(|(rest, part)| (1 + rest.len(), *part))
                .max_by_key(|f| f.0);
            let stem = || {
                let key = first.as_bytes().get(..STEM)?;
                self.stems.get(key)?.iter().find(|(stem, _)| first.starts_with(stem)).map(|(_, p)| (1, *p))
            };
            if let Some(found) = found.or_else(stem)
                && best.is_none_or(|b| found.0 >= b.0)
            {
                best = Some(found);
            }
        }
        best.map(|b| b.1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicons;
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        let names = &lexicons().html_names;
        let share = Some(HtmlPart::Line(BlockRole::Furniture, Some("share")));
        for (name, part) in [
            ("entry-content", Some(HtmlPart::Whole)),
            ("articleBody", Some(HtmlPart::Whole)),
            ("td-post-content clearfix", Some(HtmlPart::Whole)),
            ("post_sharing_block", share),
            ("socialLinks", share),
            ("adapt", None),
            ("", None),
        ] {
            assert_eq!(names.part(name), part, "{name}");
        }
    }
}
