//! Which lines are the story: content density over the regions of the page.
//!
//! Every paragraph lends its weight to the elements around it, less with each step outwards; the element with the most
//! weight, links taken off, holds the story (the idea of Arc90's Readability, 2009; the measures and the cleaning are our
//! own). Names of classes (`data/html_names.tsv`) vote, and mark what inside the story is no part
//! of it.

use std::ops::Range;

use html5ever::LocalName;

use crate::lexicon::HtmlPart;
use crate::page::{Hint, Line, Markup};
use crate::record::BlockRole;

/// A line and what was measured on it.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The line.
    pub line: Line,
    /// Number of the innermost block element around it.
    pub region: u32,
    /// Letters, digits and marks.
    chars: u32,
    /// Those of them inside links.
    linked: u32,
    /// Commas.
    commas: u32,
    /// Whether the last word ends a sentence.
    ends_sentence: bool,
}

impl Draft {
    /// Counts a word in.
    pub fn measure(&mut self, word: &str, is_link: bool) {
        let chars = word.chars().count() as u32 + 1;
        self.chars += chars;
        // An address in the text is a link that was not made one.
        if is_link || word.contains("://") {
            self.linked += chars;
        }
        self.ends_sentence =
            word.trim_end_matches(['"', '»', '”', ')', '\'', '’']).ends_with(['.', '؟', '!', '?', '…', ':']);
        self.commas += u32::from(word.ends_with([',', '،', '؛', ';']));
    }

    const fn is_heading(&self) -> bool {
        matches!(self.line.markup, Markup::Heading | Markup::Headline)
    }

    /// The share of the line inside links.
    fn link_density(&self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }

    /// What the line lends to the elements around it.
    fn weight(&self) -> f32 {
        let own = self.chars - self.linked;
        if own < 25 || matches!(self.line.markup, Markup::Heading | Markup::Headline | Markup::Caption) {
            return 0.0;
        }
        (1.0 + self.commas as f32 + (own as f32 / 100.0).min(3.0)) * (1.0 - self.link_density())
    }
}

/// A block element: a run of lines.
#[derive(Debug, Clone)]
pub struct Region {
    /// The block element around it; the page is its own.
    pub parent: u32,
    /// Its name.
    pub tag: LocalName,
    /// What its class says.
    pub part: Option<HtmlPart>,
    /// Its lines.
    pub lines: Range<usize>,
}

impl Default for Region {
    fn default() -> Self {
        Self { parent: 0, tag: LocalName::from(""), part: None, lines: 0..0 }
    }
}

/// Sums over lines, so that a region is measured in one step.
struct Sums {
    chars: Vec<u32>,
    linked: Vec<u32>,
    weight: Vec<f32>,
}

impl Sums {
    fn new(drafts: &[Draft], off: &[bool]) -> Self {
        let mut sums = Self { chars: vec![0], linked: vec![0], weight: vec![0.0] };
        let (mut chars, mut linked, mut weight) = (0, 0, 0.0);
        for draft in drafts {
            chars += draft.chars;
            linked += draft.linked;
            if !is(off, draft.region) {
                weight += draft.weight();
            }
            sums.chars.push(chars);
            sums.linked.push(linked);
            sums.weight.push(weight);
        }
        sums
    }

    fn over<T: Copy + std::ops::Sub<Output = T> + Default>(of: &[T], lines: &Range<usize>) -> T {
        let at = |i: usize| of.get(i).copied().unwrap_or_default();
        at(lines.end) - at(lines.start)
    }

    fn chars(&self, lines: &Range<usize>) -> u32 {
        Self::over(&self.chars, lines)
    }

    fn link_density(&self, lines: &Range<usize>) -> f32 {
        Self::over(&self.linked, lines) as f32 / self.chars(lines).max(1) as f32
    }

    fn weight(&self, lines: &Range<usize>) -> f32 {
        Self::over(&self.weight, lines)
    }
}

fn is(flags: &[bool], at: u32) -> bool {
    flags.get(at as usize).copied().unwrap_or(false)
}

/// Largest share of the page's running text that an element may hold and still be machinery by its name.
const MACHINERY_SHARE: f32 = 0.5;
/// Most weight (about two full paragraphs) of what is machinery by a name that stands for few words: a share bar.
const TERSE: f32 = 9.0;
/// How many elements outwards a line's weight is felt.
const REACH: usize = 6;

/// Marks the lines of the story and gives lines their hints.
pub fn mark(drafts: &mut [Draft], regions: &[Region]) {
    let open = Sums::new(drafts, &[]);
    let (off, hints) = machinery(regions, &open);
    let sums = Sums::new(drafts, &off);
    let story = best(drafts, regions, &off, &sums);
    let kept = story.map(|story| keep(story, drafts, regions, &off, &sums));
    for (at, draft) in drafts.iter_mut().enumerate() {
        draft.line.is_link = draft.link_density() > 0.8;
        draft.line.hint = hints.get(draft.region as usize).copied().flatten();
        draft.line.main = Some(kept.as_ref().is_some_and(|k| k.get(at) == Some(&true)));
    }
}

/// Which regions are machinery by tag or name, and what their lines are.
fn machinery(regions: &[Region], sums: &Sums) -> (Vec<bool>, Vec<Option<Hint>>) {
    let all = sums.weight(&(0..sums.weight.len() - 1));
    let (mut off, mut hints) = (Vec::with_capacity(regions.len()), Vec::with_capacity(regions.len()));
    for (at, region) in regions.iter().enumerate() {
        let around = is(&off, region.parent) && at > 0;
        let mut hint: Option<Hint> = hints.get(region.parent as usize).copied().flatten();
        let weight = sums.weight(&region.lines);
        let small = || weight <= MACHINERY_SHARE * all;
        let by_name = match region.part {
            Some(HtmlPart::Line(role, kind)) if small() && (tells(role, kind) || weight <= TERSE) => {
                hint = hint.or(Some(Hint { role, kind }));
                true
            }
            _ => false,
        };
        let by_tag = matches!(&*region.tag, "nav" | "aside" | "footer" | "menu") && small();
        off.push(around || by_name || by_tag);
        hints.push(hint);
    }
    (off, hints)
}

/// Whether machinery of this name may hold running text: other stories, comments, advertisements.
fn tells(role: BlockRole, kind: Option<&str>) -> bool {
    role == BlockRole::Related
        || role == BlockRole::Furniture && matches!(kind, None | Some("comments" | "ad"))
}

/// The region that holds the story.
fn best(drafts: &[Draft], regions: &[Region], off: &[bool], sums: &Sums) -> Option<usize> {
    let mut scores = vec![0.0_f32; regions.len()];
    for draft in drafts {
        if is(off, draft.region) {
            continue;
        }
        let weight = draft.weight();
        if weight <= 0.0 {
            continue;
        }
        let mut at = draft.region;
        let own = |at: u32| {
            regions
                .get(at as usize)
                .is_some_and(|r| matches!(&*r.tag, "p" | "li" | "blockquote" | "br" | "pre"))
        };
        while own(at) && at != 0 {
            at = regions.get(at as usize).map_or(0, |r| r.parent);
        }
        for step in 0..REACH {
            let share = match step {
                0 => 1.0,
                1 => 0.5,
                _ => 1.0 / (3.0 * step as f32),
            };
            if let Some(score) = scores.get_mut(at as usize) {
                *score += weight * share;
            }
            if at == 0 {
                break;
            }
            at = regions.get(at as usize).map_or(0, |r| r.parent);
        }
    }
    let measured = |at: usize| -> Option<f32> {
        let region = regions.get(at)?;
        let factor = match region.part {
            Some(HtmlPart::Whole) => 3.0,
            Some(HtmlPart::Story) => 1.5,
            _ => 1.0,
        };
        Some(scores.get(at)? * (1.0 - sums.link_density(&region.lines)) * factor)
    };
    let ranked = (0..regions.len()).filter_map(|at| Some((at, measured(at).filter(|&s| s > 0.0)?)));
    let (best, _) = ranked.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    Some(widen(best, regions, sums))
}

/// Least part of the weight of a story that beside it makes the element around both the story's.
const BESIDE: f32 = 0.15;
/// Most of the text beside a story that may be links if it is to belong to it.
const BESIDE_LINKS: f32 = 0.25;

/// A story broken into several elements is what is around them all.
fn widen(best: usize, regions: &[Region], sums: &Sums) -> usize {
    let mut story = best;
    let mut at = best;
    for _ in 0..4 {
        let (Some(inner), Some(region)) = (regions.get(story), regions.get(at)) else { break };
        let parent = region.parent as usize;
        let Some(outer) = regions.get(parent).filter(|_| parent != at && parent != 0) else { break };
        let (within, around) = (sums.weight(&inner.lines), sums.weight(&outer.lines));
        let linked = |r: &Region| sums.link_density(&r.lines) * sums.chars(&r.lines) as f32;
        let text = (sums.chars(&outer.lines) - sums.chars(&inner.lines)).max(1) as f32;
        let links = (linked(outer) - linked(inner)) / text;
        if around - within >= BESIDE * within && links <= BESIDE_LINKS {
            story = parent;
        }
        at = parent;
    }
    story
}

/// Which lines inside the story's region are the story.
fn keep(story: usize, drafts: &[Draft], regions: &[Region], off: &[bool], sums: &Sums) -> Vec<bool> {
    let mut kept = vec![false; drafts.len()];
    let Some(region) = regions.get(story) else { return kept };
    let mut dropped = vec![false; regions.len()];
    for (at, inner) in regions.iter().enumerate().skip(story + 1) {
        if inner.lines.start >= region.lines.end {
            break;
        }
        let links = sums.link_density(&inner.lines);
        let drop = match &*inner.tag {
            "ul" | "ol" | "div" | "section" | "table" | "dl" => links > 0.5,
            _ => false,
        };
        let around = is(&dropped, inner.parent);
        if let Some(slot) = dropped.get_mut(at) {
            *slot = around || drop;
        }
    }
    for at in region.lines.clone() {
        let Some(draft) = drafts.get(at) else { break };
        if let Some(slot) = kept.get_mut(at) {
            *slot = !is(off, draft.region) && !is(&dropped, draft.region);
        }
    }
    trim(&mut kept, region.lines.clone(), drafts);
    kept
}

/// Takes off what stands at the edges of a story without being running text: dates, counters, headers of lists.
fn trim(kept: &mut [bool], lines: Range<usize>, drafts: &[Draft]) {
    let solid = |at: &usize| drafts.get(*at).is_some_and(|d| d.ends_sentence || d.weight() > 0.0);
    let is_kept = |kept: &[bool], at: usize| kept.get(at) == Some(&true);
    let inner = lines.clone().filter(|&at| is_kept(kept, at));
    let (Some(first), Some(last)) = (inner.clone().find(solid), inner.clone().rev().find(solid)) else {
        return;
    };
    let lead = inner.clone().filter(|at| *at < first && !drafts.get(*at).is_some_and(Draft::is_heading));
    let outside: Vec<usize> = lead.chain(inner.filter(|at| *at > last)).collect();
    for at in outside {
        if let Some(slot) = kept.get_mut(at) {
            *slot = false;
        }
    }
}
