//! What the parser sees of a sentence half read: rows of its tables. The templates are those of Zhang and Nivre (2011), with
//! agreement, definiteness, the preposition of a phrase and the verbs that wait on the stack or lie ahead.

use super::relation::Relation;
use super::state::{NONE, State};
use crate::morph::{Feature, Tagged, Upos};
use crate::weights::features;

/// How many features an action has, and how many a relation has.
pub const OF_ACTION: usize = 107;
/// See [`OF_ACTION`].
pub const OF_RELATION: usize = 41;
/// The first templates of either.
const ACTION_FROM: u32 = 0;
const RELATION_FROM: u32 = 500;
/// The number of no relation.
const NO_RELATION: u32 = 40;

/// What is asked of a word again and again, worked out once.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    /// Hash of its folded spelling.
    word: u32,
    upos: u32,
    /// Part of speech with definiteness, voice and aspect.
    tags: u32,
    coarse: u32,
    fine: u32,
    agreement: u32,
    definite: u32,
    case: u32,
    shape: u32,
}

impl Seen {
    /// Of a word that is tagged.
    #[must_use]
    pub fn new(word: &Tagged) -> Self {
        let (upos, feats) = (word.upos as u32, word.feats);
        let [definite, voice, aspect, case] =
            [Feature::Definite, Feature::Voice, Feature::Aspect, Feature::Case]
                .map(|f| u32::from(feats.get(f)));
        Self {
            word: word.look.fold,
            upos,
            tags: upos | definite << 5 | voice << 7 | aspect << 9,
            coarse: word.look.coarse,
            fine: word.look.fine,
            agreement: feats.agreement(),
            definite,
            case,
            shape: word.look.shape,
        }
    }

    /// Of no word, and of the root.
    const fn none(number: u32) -> Self {
        let class = 1000 - number;
        Self {
            word: number,
            upos: 30 + number,
            tags: 0,
            coarse: class,
            fine: class,
            agreement: 0,
            definite: 0,
            case: 0,
            shape: 0,
        }
    }
}

fn seen(words: &[Seen], at: u32) -> Seen {
    match words.get(at as usize) {
        Some(seen) => *seen,
        None if at as usize == words.len() => Seen::none(2),
        None => Seen::none(1),
    }
}

const fn pair(a: Seen, b: Seen) -> u32 {
    a.upos * 40 + b.upos
}

const fn triple(a: Seen, b: Seen, c: Seen) -> u32 {
    pair(a, b) * 40 + c.upos
}

/// The distance of two words in steps that grow.
fn distance(a: u32, b: u32) -> u32 {
    if a == NONE || b == NONE {
        return 20;
    }
    match a.abs_diff(b) {
        near @ 0..6 => near,
        6..10 => 6,
        10..20 => 7,
        _ => 8,
    }
}

/// The preposition or subordinator in front of a phrase.
fn opener(state: &State, words: &[Seen], at: u32) -> u32 {
    let opens =
        |&child: &u32| child != NONE && matches!(state.node(child).relation, Relation::Case | Relation::Mark);
    state.node(at).left.iter().find(|child| opens(child)).map_or(0, |&child| seen(words, child).word)
}

/// How far ahead a finite verb is looked for, and how deep in the stack.
const AHEAD: usize = 12;
const DEEP: usize = 8;

/// The features of what to do next.
#[must_use]
#[allow(
    clippy::too_many_lines,
    clippy::similar_names,
    reason = "a list of templates, one a line, named by their places"
)]
pub fn of_action(words: &[Seen], state: &State) -> [u32; OF_ACTION] {
    let get = |at: u32| seen(words, at);
    let relation = |at: u32| if at == NONE { NO_RELATION } else { state.node(at).relation as u32 };
    let [i0, i1, i2] = [0, 1, 2].map(|depth| state.below(depth));
    let [s0, s1, s2] = [i0, i1, i2].map(get);
    let next = state.next();
    let ahead = |by: u32| if next + by <= state.words() { next + by } else { NONE };
    let [b0, b1, b2, b3] = [0, 1, 2, 3].map(|by| get(ahead(by)));
    let [n0, n1, nb] = [i0, i1, next].map(|at| state.node(at));
    let ([l0, l02], [r0, r02]) = (n0.left, n0.right);
    let ([l1, _], [r1, r12]) = (n1.left, n1.right);
    let [bl, _] = nb.left;
    let valency = |n: super::state::Node| u32::from(n.lefts.min(3)) * 8 + u32::from(n.rights.min(5));
    let (v0, v1, vb) = (valency(n0), valency(n1), valency(nb));
    let (d0, d1) = (distance(i0, next), distance(i1, i0));
    let (k0, kb) = (opener(state, words, i0), opener(state, words, next));
    let is_verb = |s: &Seen| s.upos == Upos::Verb as u32 || s.upos == Upos::Aux as u32;
    let verb = words.iter().skip(next as usize).take(AHEAD).position(is_verb);
    let verb = match verb {
        Some(near @ 0..4) => near as u32,
        Some(4..8) => 4,
        _ => 5,
    };
    let waits = state.stack().iter().rev().skip(1).take(DEEP);
    let waits = waits.map(|&w| get(w)).position(|s| s.upos == Upos::Verb as u32).map_or(9, |p| p as u32);
    let before = get(next.checked_sub(1).unwrap_or(NONE));
    let (p0b, p10, p1b) = (pair(s0, b0), pair(s1, s0), pair(s1, b0));
    let (p0bb, p10b) = (triple(s0, b0, b1), triple(s1, s0, b0));
    let (rl0, rr0, rl1, rr1, rbl) = (relation(l0), relation(r0), relation(l1), relation(r1), relation(bl));
    features(
        ACTION_FROM,
        &[
            (0, 0),
            (s0.word, s0.upos),
            (s0.upos, 0),
            (s0.tags, 0),
            (s1.word, s1.upos),
            (s1.upos, 0),
            (b0.word, b0.upos),
            (b0.upos, 0),
            (b1.word, b1.upos),
            (b1.upos, 0),
            (b2.upos, 0),
            (b2.word, 0),
            (s2.upos, 0),
            (s0.fine, 0),
            (b0.fine, 0),
            (s1.fine, 0),
            (b1.coarse, b1.upos),
            (s0.word, b0.word),
            (s0.word, b0.upos),
            (s0.upos, b0.word),
            (p0b, 0),
            (s1.word, s0.word),
            (s1.word, s0.upos),
            (s1.upos, s0.word),
            (p10, 0),
            (s1.tags, s0.tags),
            (s0.tags, b0.tags),
            (p1b, 0),
            (s1.word, b0.upos),
            (s1.upos, b0.word),
            (s0.coarse, b0.coarse),
            (s1.coarse, s0.coarse),
            (s1.coarse, b0.coarse),
            (s0.fine, b0.upos),
            (s0.upos, b0.fine),
            (s1.fine, s0.upos),
            (s1.upos, s0.fine),
            (s1.fine, s0.fine),
            (s0.fine, b0.fine),
            (p0bb, 0),
            (p10b, 0),
            (triple(s2, s1, s0), 0),
            (triple(b0, b1, b2), s0.upos),
            (p10b, b1.upos),
            (triple(s2, s1, s0), b0.upos),
            (triple(b1, b2, b3), b0.upos),
            (p0b, b1.word),
            (p10, b0.word),
            (p0b, s1.word),
            (p1b, s0.word),
            (p0b, d0),
            (p10, d1),
            (s0.word, d0),
            (b0.word, d0),
            (s1.word, d1),
            (p0b, v0),
            (p10, v1),
            (s0.word, v0),
            (s1.word, v1),
            (p0b, vb),
            (p10, v0),
            (s0.upos, rl0),
            (s0.upos, rr0),
            (s1.upos, rl1),
            (s1.upos, rr1),
            (b0.upos, rbl),
            (s0.upos * 50 + rr0, relation(r02)),
            (s1.upos * 50 + rr1, relation(r12)),
            (s0.upos * 50 + rl0, relation(l02)),
            (triple(s0, get(l0), b0), rl0),
            (triple(s0, get(r0), b0), rr0),
            (triple(s1, get(r1), s0), rr1),
            (triple(s1, get(l1), s0), rl1),
            (triple(s0, b0, get(bl)), rbl),
            (p10 * 50 + rr1, rr0),
            (p0b * 50 + rr0, rbl),
            (k0, s1.word),
            (k0, s1.upos),
            (k0, s1.fine),
            (k0, p10),
            (k0, s1.coarse * 256 + s0.coarse),
            (kb, s0.word),
            (kb, s0.upos),
            (k0, p1b),
            (k0, rr1 * 40 + s1.upos),
            (k0, s2.upos * 40 + s1.upos),
            (k0, s2.word),
            (p0b, s0.agreement * 32 + b0.agreement),
            (p10, s1.agreement * 32 + s0.agreement),
            (p1b, s1.agreement * 32 + b0.agreement),
            (p10b, s1.definite * 16 + s0.definite * 4 + b0.definite),
            (p10 * 64 + s1.agreement, s0.agreement * 16 + s1.definite * 4 + s0.definite),
            (p0b * 64 + s0.agreement, b0.agreement * 16 + s0.definite * 4 + b0.definite),
            (p10, verb),
            (p0b, verb),
            (p0b, waits),
            (p10, waits),
            (p0bb, verb),
            (before.upos, p0b),
            (before.word, p0b),
            (before.upos, p10),
            (before.word, p10),
            (triple(b0, b1, b2), s1.upos * 40 + s0.upos),
            (s0.shape, b0.shape),
            (s1.shape, s0.shape),
            (rr0 * 50 + rr1, p10b),
            (u32::from(state.stack().len() > 2), p10b),
        ],
    )
}

/// The features of the relation between a head and a dependent that are to be joined.
#[must_use]
pub fn of_relation(words: &[Seen], state: &State, head: u32, dependent: u32) -> [u32; OF_RELATION] {
    let get = |at: u32| seen(words, at);
    let (h, d) = (get(head), get(dependent));
    let relation = |at: u32| if at == NONE { NO_RELATION } else { state.node(at).relation as u32 };
    let (nh, nd) = (state.node(head), state.node(dependent));
    let [dl, dl2] = nd.left;
    let [dr, _] = nd.right;
    let [hl, _] = nh.left;
    let [hr, hr2] = nh.right;
    let (rdl, rdr, rhl, rhr) = (relation(dl), relation(dr), relation(hl), relation(hr));
    let near = |at: u32| if (at as usize) < words.len() { get(at) } else { Seen::none(1) };
    let (before, behind) = (near(dependent.wrapping_sub(1)), near(dependent + 1));
    let is_before = u32::from(dependent < head);
    let apart = match dependent.abs_diff(head) {
        close @ 0..5 => close,
        5..10 => 5,
        _ => 6,
    };
    let p = pair(h, d) * 2 + is_before;
    let opener = [dl, dl2].into_iter().find(|&c| c != NONE).map_or(0, |c| get(c).word);
    let adjacent = u32::from(dependent + 1 == head) + 2 * u32::from(head + 1 == dependent);
    features(
        RELATION_FROM,
        &[
            (p, 0),
            (p, apart),
            (h.word, d.upos * 2 + is_before),
            (d.word, h.upos * 2 + is_before),
            (h.word, d.word),
            (h.fine, d.upos),
            (d.fine, h.upos),
            (h.coarse, d.coarse),
            (h.tags * 2 + is_before, d.tags),
            (p, h.agreement * 32 + d.agreement),
            (p, h.definite * 4 + d.definite),
            (d.word, 0),
            (d.fine, 0),
            (h.word, 0),
            (p, rdl),
            (p, rdr),
            (p, rhl),
            (p, rhr),
            (p, rhr * 50 + relation(hr2)),
            (p, opener),
            (opener, h.word),
            (opener, h.fine),
            (opener, d.word),
            (opener, h.coarse * 256 + d.coarse),
            (d.word, rdl),
            (p * 50 + rdl, rdr),
            (p, before.upos),
            (p, behind.upos),
            (p, before.word),
            (p, behind.word),
            (h.word, rhr * 40 + d.upos),
            (h.tags, rhr * 2048 + d.tags),
            (p, rhl * 50 + rhr),
            (before.word, d.word),
            (p * 4 + adjacent, before.upos * 40 + behind.upos),
            (d.shape, p),
            (d.coarse, p),
            (h.coarse, p),
            (p, d.case * 8 + d.definite),
            (p * 8 + d.case, rhr),
            (p * 64 + h.agreement, rhl * 64 + d.agreement),
        ],
    )
}
