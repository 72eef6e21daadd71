//! The text with its names and times laid over it, token by token: what clauses are read from.

use std::ops::Range;

use super::time::Found as Time;
use crate::names::Name;
use crate::record::{Block, BlockRole, Label};
use crate::syntax::Forest;
use crate::text::{Sentence, Text};

const NONE: u32 = u32::MAX;

/// The text and what is known of its tokens.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// The trees of its sentences.
    pub forest: &'a Forest,
    /// Its names, in order.
    pub names: &'a [Name],
    /// Its times, in order.
    pub times: &'a [Time],
    /// The blocks its sentences stand in.
    pub blocks: &'a [Block],
    name_of: Vec<u32>,
    time_of: Vec<u32>,
}

impl<'a> Scene<'a> {
    /// Lays names and times over the text.
    #[must_use]
    pub fn new(
        text: &'a Text<'a>,
        forest: &'a Forest,
        names: &'a [Name],
        times: &'a [Time],
        blocks: &'a [Block],
    ) -> Self {
        Self {
            forest,
            name_of: overlay(text.len(), names.iter().map(|n| n.start..n.end)),
            time_of: overlay(text.len(), times.iter().map(|t| t.start..t.end)),
            text,
            names,
            times,
            blocks,
        }
    }

    /// The name that a token is part of.
    #[must_use]
    pub fn name(&self, i: usize) -> Option<&'a Name> {
        self.names.get(self.name_of.get(i).copied().unwrap_or(NONE) as usize)
    }

    /// The time that a token is part of.
    #[must_use]
    pub fn time(&self, i: usize) -> Option<&'a Time> {
        self.times.get(self.time_of.get(i).copied().unwrap_or(NONE) as usize)
    }

    /// The first name that begins among these tokens and has one of the labels.
    #[must_use]
    pub fn name_within(&self, range: Range<usize>, labels: &[Label]) -> Option<&'a Name> {
        let at = self.names.partition_point(|n| n.start < range.start);
        self.names.iter().skip(at).take_while(|n| n.start < range.end).find(|n| labels.contains(&n.label))
    }

    /// The times that begin among these tokens.
    pub fn times_within(&self, range: Range<usize>) -> impl Iterator<Item = &'a Time> {
        let at = self.times.partition_point(|t| t.start < range.start);
        self.times.iter().skip(at).take_while(move |t| t.start < range.end)
    }

    /// The role of the block that a sentence stands in.
    #[must_use]
    pub fn role(&self, sentence: &Sentence) -> BlockRole {
        self.blocks.get(sentence.block).map_or(BlockRole::Body, |b| b.role)
    }

    /// The sentences in which the page tells something, each telling once: repetitions of the headline are left out.
    pub fn told(&self) -> impl Iterator<Item = &'a Sentence> + '_ {
        let headline = self.blocks.iter().position(|b| b.role == BlockRole::Title);
        let repeated = move |s: &Sentence| self.role(s) == BlockRole::Title && Some(s.block) != headline;
        self.text.sentences.iter().filter(move |s| self.role(s).is_told() && !repeated(s))
    }
}

/// For each token the number of the range that holds it.
fn overlay(len: usize, ranges: impl Iterator<Item = Range<usize>>) -> Vec<u32> {
    let mut out = vec![NONE; len];
    for (n, range) in ranges.enumerate() {
        if let Some(slots) = out.get_mut(range) {
            slots.fill(n as u32);
        }
    }
    out
}

/// For each token the number of the shortest of the ranges that hold it.
///
/// Ranges are laid shortest first, and each token is laid once: a list of the next free tokens is followed, and
/// shortened on the way (union-find).
#[derive(Debug, Clone, Default)]
pub struct Innermost(Vec<u32>);

impl Innermost {
    /// Lays the ranges over a text of `len` tokens.
    #[must_use]
    pub fn new(len: usize, ranges: &[Range<usize>]) -> Self {
        let mut of = vec![NONE; len];
        let mut free: Vec<u32> = (0..=len as u32).collect();
        let mut order: Vec<usize> = (0..ranges.len()).collect();
        order.sort_by_key(|&n| ranges.get(n).map_or(0, Range::len));
        for n in order {
            let Some(range) = ranges.get(n) else { continue };
            let mut at = next_free(&mut free, range.start);
            while at < range.end.min(len) {
                if let (Some(slot), Some(next)) = (of.get_mut(at), free.get_mut(at)) {
                    *slot = n as u32;
                    *next = at as u32 + 1;
                }
                at = next_free(&mut free, at);
            }
        }
        Self(of)
    }

    /// The number of the shortest range that holds a token.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<usize> {
        self.0.get(token).copied().filter(|&n| n != NONE).map(|n| n as usize)
    }
}

fn next_free(free: &mut [u32], from: usize) -> usize {
    let step = |free: &[u32], at: usize| free.get(at).map_or(at, |&n| n as usize);
    let mut root = from;
    while step(free, root) != root {
        root = step(free, root);
    }
    let mut at = from;
    while at != root {
        let next = step(free, at);
        if let Some(slot) = free.get_mut(at) {
            *slot = root as u32;
        }
        at = next;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_range_wins() {
        let laid = Innermost::new(8, &[0..7, 2..4, 3..6]);
        let told: Vec<_> = (0..9).map(|t| laid.at(t)).collect();
        assert_eq!(told, [Some(0), Some(0), Some(1), Some(1), Some(2), Some(2), Some(0), None, None]);
    }
}
