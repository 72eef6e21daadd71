//! Words with their facts marked: the text is cut at every edge of every fact, so that marks never cross and words
//! never move. Positions are code points of the record's text.

use std::collections::HashSet;

/// A text and where its code points lie.
#[derive(Debug)]
pub struct Points<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> Points<'t> {
    /// Of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, starts: text.char_indices().map(|(at, _)| at as u32).collect() }
    }

    fn byte(&self, point: u32) -> usize {
        self.starts.get(point as usize).map_or(self.text.len(), |at| *at as usize)
    }

    /// How many code points there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The words between two code points.
    #[must_use]
    pub fn slice(&self, start: u32, end: u32) -> &'t str {
        self.text.get(self.byte(start)..self.byte(end.max(start))).unwrap_or_default()
    }

    /// Where words stand that are nearest to a place.
    #[must_use]
    pub fn nearest(&self, words: &str, to: u32) -> Option<(u32, u32)> {
        if words.is_empty() {
            return None;
        }
        let point = |byte: usize| self.starts.partition_point(|at| (*at as usize) < byte) as u32;
        let found = self.text.match_indices(words).map(|(at, _)| point(at));
        let start = found.min_by_key(|at| at.abs_diff(to))?;
        Some((start, start + words.chars().count() as u32))
    }
}

/// A fact, or a part of one, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The id of the fact.
    pub fact: String,
    /// The class that it is shown with.
    pub class: &'static str,
}

/// A piece of text under the same facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<'t> {
    /// Its words.
    pub text: &'t str,
    /// Classes of the facts that it belongs to.
    pub classes: String,
    /// The facts, the widest first, between blanks.
    pub facts: String,
    /// The narrowest fact that has a card: where a click leads. Empty where there is none.
    pub inner: String,
    /// Facts whose words begin here.
    pub opens: Vec<String>,
}

/// Cuts the text between two code points. `cards` are the facts that a click can lead to (a name has no card), `seen` those
/// whose first words have been shown already.
#[must_use]
pub fn segments<'t>(
    points: &Points<'t>,
    (start, end): (u32, u32),
    marks: &[Mark],
    cards: &HashSet<&str>,
    seen: &mut HashSet<String>,
) -> Vec<Segment<'t>> {
    let mut here: Vec<&Mark> =
        marks.iter().filter(|m| m.start < end && m.end > start && m.start < m.end).collect();
    here.sort_by_key(|m| m.start);
    let mut edges: Vec<u32> = here.iter().flat_map(|m| [m.start, m.end]).chain([start, end]).collect();
    edges.retain(|at| (start..=end).contains(at));
    edges.sort_unstable();
    edges.dedup();
    let mut out = Vec::with_capacity(edges.len());
    let mut coming = here.into_iter().peekable();
    let mut over: Vec<&Mark> = Vec::new();
    for (&from, &to) in edges.iter().zip(edges.iter().skip(1)) {
        over.retain(|m| m.end > from);
        while let Some(mark) = coming.next_if(|m| m.start <= from) {
            over.push(mark);
        }
        over.sort_by_key(|m| (std::cmp::Reverse(m.end - m.start), m.start));
        let mut classes: Vec<&str> = over.iter().map(|m| m.class).collect();
        classes.dedup();
        let mut facts: Vec<&str> = Vec::new();
        for mark in &over {
            if !facts.contains(&&*mark.fact) {
                facts.push(&mark.fact);
            }
        }
        let opens = facts.iter().filter(|f| !seen.contains(**f)).map(|f| (*f).to_owned()).collect::<Vec<_>>();
        seen.extend(opens.iter().cloned());
        out.push(Segment {
            text: points.slice(from, to),
            classes: classes.join(" "),
            inner: over
                .iter()
                .rfind(|m| cards.contains(&*m.fact))
                .map(|m| m.fact.clone())
                .unwrap_or_default(),
            facts: facts.join(" "),
            opens,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32, fact: &str, class: &'static str) -> Mark {
        Mark { start, end, fact: fact.to_owned(), class }
    }

    #[test]
    fn nested_and_crossing_facts_are_cut_at_every_edge() {
        let text = "قال 💡 الوزير: 140 مضخة وصلت";
        let points = Points::new(text);
        let marks = [
            mark(6, 24, "s1", "a"),
            mark(14, 17, "q1", "b"),
            mark(16, 26, "x1", "c"),
            mark(3, 3, "z", "c"),
            mark(18, 22, "m1", "d"),
        ];
        let mut seen = HashSet::new();
        let cards = HashSet::from(["s1", "q1", "x1", "z"]);
        let cut = segments(&points, (0, points.count()), &marks, &cards, &mut seen);
        assert_eq!(cut.iter().map(|s| s.text).collect::<String>(), text);
        let q = cut.iter().find(|s| s.opens.contains(&"q1".to_owned())).unwrap();
        assert_eq!((q.text, &*q.facts, &*q.inner), ("14", "s1 q1", "q1"));
        assert_eq!(cut.iter().filter(|s| s.opens.contains(&"s1".to_owned())).count(), 1);
        let name = cut.iter().find(|s| s.facts.contains("m1")).unwrap();
        assert_eq!(name.inner, "x1", "a name leads to the fact around it");
    }

    #[test]
    fn words_are_found_nearest_to_where_they_were() {
        let points = Points::new("ماء ماء ماء");
        assert_eq!(points.nearest("ماء", 5), Some((4, 7)));
        assert_eq!(points.nearest("نار", 5), None);
        assert_eq!(points.slice(90, 3), "");
    }
}
