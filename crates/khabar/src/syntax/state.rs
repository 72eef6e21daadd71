//! The arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011): words are read one by one onto a stack, and the word on
//! top is attached to the next word or to the one below it. Every projective tree can be built so, and nothing else.

use super::relation::Relation;

/// No word.
pub const NONE: u32 = u32::MAX;

/// What the parser does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Reads the next word onto the stack.
    Shift,
    /// Attaches the word on top to the next word.
    Left,
    /// Attaches the word on top to the word below it.
    Right,
}

/// How many actions there are.
pub const ACTIONS: usize = 3;

impl Action {
    /// All of them in the order of their numbers.
    pub const ALL: [Self; ACTIONS] = [Self::Shift, Self::Left, Self::Right];

    /// The action with this number.
    #[must_use]
    pub fn from_number(number: usize) -> Self {
        Self::ALL.get(number).copied().unwrap_or(Self::Shift)
    }
}

/// What is known of a word's place in the tree that is being built.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Its head, [`NONE`] while it has none; the number of words for the root of the sentence.
    pub head: u32,
    /// Its relation to the head.
    pub relation: Relation,
    /// The two farthest dependents in front of it, the farthest first.
    pub left: [u32; 2],
    /// The two farthest dependents behind it, the farthest first.
    pub right: [u32; 2],
    /// How many dependents stand in front of it.
    pub lefts: u8,
    /// How many stand behind it.
    pub rights: u8,
}

impl Default for Node {
    fn default() -> Self {
        Self {
            head: NONE,
            relation: Relation::default(),
            left: [NONE; 2],
            right: [NONE; 2],
            lefts: 0,
            rights: 0,
        }
    }
}

/// A sentence half read. Words are numbered from 0; the number of words stands for the root, which is read last.
#[derive(Debug, Clone, Default)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u32>,
    next: u32,
    words: u32,
}

impl State {
    /// Begins a sentence of so many words.
    pub fn begin(&mut self, words: usize) {
        self.nodes.clear();
        self.nodes.resize(words + 1, Node::default());
        self.stack.clear();
        self.next = 0;
        self.words = words as u32;
    }

    /// Whether every word has its head.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.words
    }

    /// How many words the sentence has, which is also the number of the root.
    #[must_use]
    pub const fn words(&self) -> u32 {
        self.words
    }

    /// The next word; the root behind the last.
    #[must_use]
    pub const fn next(&self) -> u32 {
        self.next
    }

    /// The stack, its top last.
    #[must_use]
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// The word so far below the top of the stack; [`NONE`] where there is none.
    #[must_use]
    pub fn below(&self, depth: usize) -> u32 {
        let at = self.stack.len().checked_sub(depth + 1);
        at.and_then(|at| self.stack.get(at)).copied().unwrap_or(NONE)
    }

    /// What is known of a word.
    #[must_use]
    pub fn node(&self, word: u32) -> Node {
        self.nodes.get(word as usize).copied().unwrap_or_default()
    }

    /// Whether an action is possible: the root is attached to nothing, and has one dependent.
    #[must_use]
    pub const fn may(&self, action: Action) -> bool {
        let stack = self.stack.len();
        match action {
            Action::Shift => self.next < self.words,
            Action::Left => stack > 0 && (self.next < self.words || stack == 1),
            Action::Right => stack > 1,
        }
    }

    /// Head and dependent that an action joins.
    #[must_use]
    pub fn arc(&self, action: Action) -> Option<(u32, u32)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, self.below(0))),
            Action::Right => Some((self.below(1), self.below(0))),
        }
    }

    /// Does an action that [`State::may`] allows.
    pub fn act(&mut self, action: Action, relation: Relation) {
        let Some((head, dependent)) = self.arc(action) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        if let Some(node) = self.nodes.get_mut(dependent as usize) {
            (node.head, node.relation) = (head, relation);
        }
        if let Some(node) = self.nodes.get_mut(head as usize) {
            let (farthest, count) = if dependent < head {
                (&mut node.left, &mut node.lefts)
            } else {
                (&mut node.right, &mut node.rights)
            };
            *farthest = [dependent, farthest[0]];
            *count = count.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_built() {
        let mut state = State::default();
        state.begin(3);
        // The second word is the root, the others hang on it.
        for (action, relation) in [
            (Action::Shift, Relation::Dep),
            (Action::Left, Relation::Cc),
            (Action::Shift, Relation::Dep),
            (Action::Shift, Relation::Dep),
            (Action::Right, Relation::Nsubj),
            (Action::Left, Relation::Root),
        ] {
            assert!(state.may(action));
            state.act(action, relation);
        }
        assert!(state.is_done());
        assert_eq!([0, 1, 2].map(|w| state.node(w).head), [1, 3, 1]);
        assert_eq!(state.node(2).relation, Relation::Nsubj);
    }
}
