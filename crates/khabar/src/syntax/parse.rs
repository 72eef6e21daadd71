//! The parser: one pass over a sentence, the likeliest action at each step (greedy, as in Goldberg and Nivre 2013, whose
//! dynamic oracle it was trained with).

use super::features::{self, Seen};
use super::model::Model;
use super::relation::{RELATIONS, Relation};
use super::state::{Action, State};
use crate::morph::Tagged;
use crate::weights::best;

/// What parsing needs to work in; one serves any number of sentences.
#[derive(Debug, Default)]
pub struct Scratch {
    seen: Vec<Seen>,
    state: State,
}

/// Heads and relations of the words of a sentence, in order, into `out`; the head is the number of a word of the sentence,
/// `words.len()` for its root.
pub fn parse(words: &[Tagged], model: &Model, scratch: &mut Scratch, out: &mut Vec<(u32, Relation)>) {
    let Scratch { seen, state } = scratch;
    seen.clear();
    seen.extend(words.iter().map(Seen::new));
    state.begin(words.len());
    while !state.is_done() {
        let sums = model.actions.sums(&features::of_action(seen, state));
        let action = Action::from_number(best(&sums, |n| state.may(Action::from_number(n))));
        let relation = state.arc(action).map_or(Relation::default(), |arc| relation(seen, state, arc, model));
        state.act(action, relation);
    }
    out.extend((0..words.len() as u32).map(|w| {
        let node = state.node(w);
        (node.head, node.relation)
    }));
}

/// The likeliest relation of an arc; the root alone is called root.
fn relation(seen: &[Seen], state: &State, (head, dependent): (u32, u32), model: &Model) -> Relation {
    if head == state.words() {
        return Relation::Root;
    }
    let sums: [i16; RELATIONS] = model.relations.sums(&features::of_relation(seen, state, head, dependent));
    Relation::from_number(best(&sums, |n| n != Relation::Root as usize))
}
