//! A person's decisions as constraints: which entities of pages are one group, and which must stay apart.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Decision, Member};

/// Decisions over numbered members.
#[derive(Debug, Default)]
pub struct Decided {
    /// Members that are one by decision, by the group's least number; only groups of two or more.
    pub groups: BTreeMap<usize, Vec<usize>>,
    /// Member → members it must stay apart from.
    pub apart: FxHashMap<usize, FxHashSet<usize>>,
}

/// Decisions about members that are not among the numbered are left aside: their page is not there.
pub fn decided(decisions: &[Decision], number: &BTreeMap<&Member, usize>) -> Decided {
    let mut by_pair: FxHashMap<(usize, usize), (usize, bool)> = FxHashMap::default();
    for (order, decision) in decisions.iter().enumerate() {
        let (Decision::Same(a, b) | Decision::Different(a, b)) = decision;
        let (Some(&a), Some(&b)) = (number.get(a), number.get(b)) else { continue };
        if a == b {
            continue;
        }
        by_pair.insert((a.min(b), a.max(b)), (order, matches!(decision, Decision::Same(..))));
    }
    let mut last: Vec<((usize, usize), (usize, bool))> = by_pair.into_iter().collect();
    last.sort_unstable_by_key(|(_, (order, _))| *order);
    let last: Vec<((usize, usize), bool)> = last.into_iter().map(|(pair, (_, same))| (pair, same)).collect();
    let mut out = Decided::default();
    for &((a, b), _) in last.iter().filter(|(_, same)| !same) {
        out.apart.entry(a).or_default().insert(b);
        out.apart.entry(b).or_default().insert(a);
    }
    let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
    for &((a, b), _) in last.iter().filter(|(_, same)| *same) {
        for n in [a, b] {
            group_of.entry(n).or_insert_with(|| {
                out.groups.insert(n, vec![n]);
                n
            });
        }
        let (Some(&x), Some(&y)) = (group_of.get(&a), group_of.get(&b)) else { continue };
        let (Some(left), Some(right)) = (out.groups.get(&x), out.groups.get(&y)) else { continue };
        if x == y || out.must_part(left, right) {
            continue;
        }
        let (into, from) = (x.min(y), x.max(y));
        let moved = out.groups.remove(&from).unwrap_or_default();
        group_of.extend(moved.iter().map(|&n| (n, into)));
        out.groups.entry(into).or_default().extend(moved);
    }
    out.groups.retain(|_, members| members.len() > 1);
    for members in out.groups.values_mut() {
        members.sort_unstable();
    }
    out
}

impl Decided {
    /// Whether a decision keeps some member of one from some member of the other.
    pub fn must_part(&self, left: &[usize], right: &[usize]) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        left.iter().filter_map(|n| self.apart.get(n)).any(|others| right.iter().any(|m| others.contains(m)))
    }
}
