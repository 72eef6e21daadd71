//! What a reporting verb governs in the tree of its sentence: its subject says, and its clause, object or prepositional
//! phrase is what is said. Words may stand between them («دعا الحزب الحكومة أمس إلى …»).

use std::ops::Range;

use crate::facts::scene::Scene;
use crate::facts::tree;
use crate::lexicon::Speech;
use crate::morph::Upos;
use crate::record::Label;
use crate::syntax::{Forest, Part, Relation};

/// What is said, as it begins: its first token, and the letters of it that stand before.
pub struct Governed {
    /// Tokens of the subject, where the verb has one.
    pub subject: Option<Range<usize>>,
    /// The first token of what is said.
    pub at: usize,
    /// How many of its letters are proclitics.
    pub letters: u8,
}

/// What the verb at a token governs; none where the tree takes it for no verb.
pub fn governed(scene: &Scene, at: usize, speech: Speech) -> Option<Governed> {
    let forest = scene.forest;
    // «المهلة التي تعهدت بها»: a relative clause tells of its noun, and what it says stands before it.
    let verb = tree::verb(scene, at).filter(|&v| forest.word(v).relation != Relation::AclRelcl)?;
    let begin = clause(forest, verb)
        .or_else(|| prepositional(scene, verb, speech))
        .or_else(|| object(scene, verb, speech))?;
    let subject = tree::subject(scene, at);
    let (at, letters) = place(forest, begin);
    Some(Governed { subject, at, letters })
}

/// The first word of the clause that is said, behind its «أن».
fn clause(forest: &Forest, verb: usize) -> Option<usize> {
    let clause = forest.dependent(verb, |r| r == Relation::Ccomp)?;
    let mark = forest.dependent(clause, |r| r == Relation::Mark);
    let first = mark.map_or(forest.subtree(clause).start, |mark| mark + 1);
    (first > verb).then_some(first)
}

/// The noun behind a preposition of the verb: «دعا إلى الحوار», «طالب بفتح الطريق».
fn prepositional(scene: &Scene, verb: usize, speech: Speech) -> Option<usize> {
    let forest = scene.forest;
    let is_own = |case: usize| {
        let word = forest.word(case).span.of(scene.text.src());
        let folded = crate::text::fold::fold(word);
        speech.preps.split('|').any(|p| crate::text::fold::fold(p) == folded)
    };
    forest.dependents(verb).filter(|&d| d > verb && forest.word(d).relation == Relation::Obl).find_map(|d| {
        let case = forest.dependent(d, |r| r == Relation::Case).filter(|&case| is_own(case))?;
        forest.word(d).upos.is_noun().then_some(case + 1)
    })
}

/// A noun that is no person and no body: «أكد المدير وصول الشحنة».
fn object(scene: &Scene, verb: usize, speech: Speech) -> Option<usize> {
    let forest = scene.forest;
    let object = forest.object(verb).filter(|&o| o > verb && speech.bare)?;
    let word = forest.word(object);
    let name = scene.name(word.token as usize);
    let is_party = name.is_some_and(|n| matches!(n.label, Label::Per | Label::Org));
    (word.upos == Upos::Noun && !is_party).then(|| forest.phrase(object).start)
}

/// The token of a word, and how many letters of it stand before the word.
fn place(forest: &Forest, word: usize) -> (usize, u8) {
    let token = forest.word(word).token;
    let first = forest.of_token(token as usize).start;
    let letters = (first..word).filter(|&w| forest.word(w).part == Part::Proclitic).count();
    (token as usize, letters as u8)
}
