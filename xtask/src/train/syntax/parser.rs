//! The parser, learned from treebanks with the dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013): it sees
//! states that its own mistakes lead to, and learns what is best there.

use anyhow::Result;
use khabar::morph::Tagged;
use khabar::syntax::features::{Seen, of_action, of_relation};
use khabar::syntax::relation::RELATIONS;
use khabar::syntax::state::{ACTIONS, Action, NONE, State};
use khabar::syntax::{Model, Relation};

use crate::train::crf::Random;
use crate::train::softmax::{Learner, Settings};
use crate::treebank::Sentence;

const OF_ACTIONS: Settings = Settings { bits: 20, rate: 0.05, penalty: 1e-5, dropout: 0.3, least: 2 };
const OF_RELATIONS: Settings = Settings { bits: 19, rate: 0.05, penalty: 1e-5, dropout: 0.3, least: 2 };
const EPOCHS: usize = 10;
/// How often the parser follows itself and not the oracle, from the second epoch on.
const EXPLORE: f32 = 0.9;

/// A tree to learn from: its words as the tagger tags them, heads and relations as the treebank has them.
pub struct Tree {
    pub words: Vec<Tagged>,
    heads: Vec<u32>,
    relations: Vec<Relation>,
}

impl Tree {
    pub fn new(words: Vec<Tagged>, sentence: &Sentence) -> Self {
        let count = words.len() as u32;
        let head = |head: usize| if head == 0 { count } else { head as u32 - 1 };
        let mut heads: Vec<u32> = sentence.words.iter().map(|w| head(w.head)).collect();
        lift(&mut heads);
        let relation = |name: &str| Relation::from_name(name).unwrap_or_default();
        Self { words, heads, relations: sentence.words.iter().map(|w| relation(&w.relation)).collect() }
    }
}

/// Makes a tree projective: the shortest arc that crosses another goes to the head above, until none does.
fn lift(heads: &mut [u32]) {
    let root = heads.len() as u32;
    let covers = |heads: &[u32], dependent: u32| {
        let head = heads[dependent as usize];
        (dependent.min(head) + 1..dependent.max(head)).all(|between| {
            let mut at = between;
            while at != root && at != head {
                at = heads[at as usize];
            }
            at == head
        })
    };
    loop {
        let crossing = (0..root).filter(|&d| heads[d as usize] != root && !covers(heads, d));
        let Some(dependent) = crossing.min_by_key(|&d| d.abs_diff(heads[d as usize])) else { return };
        heads[dependent as usize] = heads[heads[dependent as usize] as usize];
    }
}

/// How many arcs of the tree each action puts out of reach.
fn costs(state: &State, heads: &[u32]) -> [usize; ACTIONS] {
    let (next, top, second) = (state.next(), state.below(0), state.below(1));
    let head = |word: u32| heads.get(word as usize).copied().unwrap_or(NONE);
    let below = state.stack().split_last().map_or(&[][..], |(_, below)| below);
    let shift = usize::from(below.contains(&head(next)))
        + state.stack().iter().filter(|&&word| head(word) == next).count();
    if top == NONE {
        return [shift, 0, 0];
    }
    let waiting = (next..state.words()).filter(|&word| head(word) == top).count();
    let own = head(top);
    let ahead = |from: u32| own >= from && own != NONE;
    let left = usize::from(second != NONE && own == second || ahead(next + 1));
    [shift, waiting + left, waiting + usize::from(ahead(next))]
}

/// Learns from trees.
pub fn train(trees: &[Tree], seed: u64) -> Result<Model> {
    let mut actions: Learner<ACTIONS> = Learner::new(OF_ACTIONS);
    let mut relations: Learner<RELATIONS> = Learner::new(OF_RELATIONS);
    for tree in trees {
        count(tree, &mut actions, &mut relations);
    }
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut state = State::default();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        for tree in order.iter().map(|&n| &trees[n]) {
            let words: Vec<Seen> = tree.words.iter().map(Seen::new).collect();
            state.begin(tree.words.len());
            while !state.is_done() {
                let costs = costs(&state, &tree.heads);
                let may = |n: usize| state.may(Action::from_number(n));
                let least = (0..ACTIONS).filter(|&n| may(n)).map(|n| costs[n]).min().unwrap_or(0);
                let is_right = |n: usize| costs[n] == least;
                let features = of_action(&words, &state);
                let scores =
                    actions.learn(&features, std::slice::from_ref(&(0..ACTIONS)), is_right, may, &mut random);
                let explores = epoch > 0 && random.share() < EXPLORE;
                let follows = (0..ACTIONS).filter(|&n| may(n) && (explores || is_right(n)));
                let chosen = follows.max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
                let action = Action::from_number(chosen);
                let relation = state.arc(action).map_or(Relation::default(), |arc| {
                    relation(&mut relations, tree, &words, &state, arc, &mut random)
                });
                state.act(action, relation);
            }
        }
    }
    Ok(Model { actions: actions.weights()?, relations: relations.weights()? })
}

/// Counts the features of the states that lead to a tree.
fn count(tree: &Tree, actions: &mut Learner<ACTIONS>, relations: &mut Learner<RELATIONS>) {
    let words: Vec<Seen> = tree.words.iter().map(Seen::new).collect();
    let mut state = State::default();
    state.begin(words.len());
    while !state.is_done() {
        let costs = costs(&state, &tree.heads);
        let may = |n: &usize| state.may(Action::from_number(*n));
        let action = Action::from_number((0..ACTIONS).filter(may).min_by_key(|&n| costs[n]).unwrap_or(0));
        actions.count(&of_action(&words, &state));
        let mut relation = Relation::Root;
        if let Some((head, dependent)) = state.arc(action).filter(|(head, _)| *head != state.words()) {
            relations.count(&of_relation(&words, &state, head, dependent));
            relation = tree.relations[dependent as usize];
        }
        state.act(action, relation);
    }
}

/// Learns the relation of an arc where it is one of the tree; of another gives what the parser takes it for.
fn relation(
    learner: &mut Learner<RELATIONS>,
    tree: &Tree,
    seen: &[Seen],
    state: &State,
    (head, dependent): (u32, u32),
    random: &mut Random,
) -> Relation {
    if head == state.words() {
        return Relation::Root;
    }
    let features = of_relation(seen, state, head, dependent);
    let may = |n: usize| n != Relation::Root as usize;
    if tree.heads[dependent as usize] == head {
        let right = tree.relations[dependent as usize];
        learner.learn(&features, std::slice::from_ref(&(0..RELATIONS)), |n| n == right as usize, may, random);
        return right;
    }
    let kept = learner.kept(&features, random);
    let scores = learner.scores(&kept);
    let best = (0..RELATIONS).filter(|&n| may(n)).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    Relation::from_number(best.unwrap_or_default())
}
