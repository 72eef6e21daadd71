//! Commitments: who is bound to do what by when.

use std::ops::Range;

use super::clause::{self, noun_phrase};
use super::rule::Rule;
use super::scene::Scene;
use super::statement::{Told, phrase};
use crate::lexicon::Function;
use crate::record::{Commitment, CommitmentKind, Id, Label};
use crate::span::Span;
use crate::text::{Kind, Strip};

/// Words such as «تعهد» and «الاتفاق على».
pub const BINDING: Rule = Rule {
    by: "commitment.binding@1",
    why: "a word by which someone binds themselves, and what it opens",
    example: "تعهدت الحكومة العراقية بحماية البعثات حتى نهاية العام الجاري.",
};
/// A verb of the future said of someone with a name.
pub const FUTURE: Rule = Rule {
    by: "commitment.future@1",
    why: "a verb of the future within a statement, said of someone with a name",
    example: "أعلن الرئيس أن الولايات المتحدة ستنهي مهمتها بحلول نهاية العام.",
};
/// What shall not be, by a deadline.
pub const NEGATED: Rule = Rule {
    by: "commitment.negated@1",
    why: "«لن» within a statement that gives a deadline",
    example: "وأكدت بغداد أنه لن تكون هناك قوات أجنبية في البلاد بحلول نهاية العام.",
};

/// Every rule of this layer.
pub const RULES: &[&Rule] = &[&BINDING, &FUTURE, &NEGATED];

/// The commitments of the article.
#[must_use]
pub fn commitments(scene: &Scene, statements: &Told) -> Vec<Commitment> {
    let mut out: Vec<Commitment> = Vec::new();
    for sentence in scene.told() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = binding(scene, at, &sentence.tokens, statements)
                .or_else(|| future(scene, at, &sentence.tokens, statements));
            match found {
                Some((mut commitment, next)) => {
                    commitment.id = Id { layer: "c", number: out.len() as u32 + 1 };
                    out.push(commitment);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
    }
    out
}

/// One past the clause that begins at `i`: a comma with a new clause, a full stop, a closing mark.
fn clause_end(scene: &Scene, i: usize, end: usize) -> usize {
    let text = scene.text;
    (i..end)
        .find(|&t| match text.kind(t) {
            Kind::Mark(m) => {
                matches!(m, '.' | '؛' | '،' | '»' | '”')
                    || (m == '"' && (t + 1 == end || matches!(text.mark(t + 1), '.' | '،')))
            }
            _ => {
                t > i
                    && (matches!(text.function(t), Some(Function::Conj | Function::Comp))
                        || clause::speech(scene, t, Strip::Nothing).is_some() && clause::is_finite(scene, t))
            }
        })
        .unwrap_or(end)
}

/// The deadline of a clause: the last point in time it names, and where its words begin with their preposition.
fn deadline<'a>(scene: &Scene<'a>, clause: Range<usize>) -> Option<(&'a super::time::Found, usize)> {
    let text = scene.text;
    let time = scene.times_within(clause).filter(|t| t.timex.is_point()).last()?;
    let led = time.start.checked_sub(1).filter(|&p| {
        text.function(p) == Some(Function::Prep)
            || text.is(&text.lex.time_prepositions, p, Strip::Conjunction).is_some()
    });
    Some((time, led.unwrap_or(time.start)))
}

struct Terms {
    party: Option<Range<usize>>,
    action: Range<usize>,
    letters: u8,
    kind: CommitmentKind,
    negated: bool,
    rule: &'static Rule,
}

fn commitment(scene: &Scene, statements: &Told, terms: Terms, end: usize) -> Option<(Commitment, usize)> {
    let text = scene.text;
    let due = deadline(scene, terms.action.start..end);
    // Words of the deadline at the end of the action are no part of it.
    let mut action = terms.action.clone();
    if let Some((time, lead)) = due.filter(|(t, _)| t.end >= action.end) {
        action.end = lead.max(action.start + 1);
        debug_assert!(time.start >= lead);
    }
    while action.end > action.start
        && matches!(text.kind(action.end - 1), Kind::Mark(m) if m != '"' && m != '»')
    {
        action.end -= 1;
    }
    if action.is_empty() {
        return None;
    }
    let inside = statements.at(action.start);
    let speaker = inside.and_then(|(_, s)| s.source.clone().or_else(|| s.carried.clone()));
    let by_text = if terms.party.is_none() {
        speaker.map(|r| phrase(scene, &r).of(text.src()).to_owned())
    } else {
        None
    };
    let span: Span = text.span(action, terms.letters);
    let fact = Commitment {
        id: Id { layer: "c", number: 0 },
        party: terms.party.map(|r| phrase(scene, &r)),
        by_text,
        action: span,
        deadline: due.map(|(t, _)| t.timex.to_string()),
        deadline_mod: due.and_then(|(t, _)| t.modifier),
        kind: terms.kind,
        negated: terms.negated,
        statement: inside.map(|(n, _)| Id { layer: "s", number: n as u32 + 1 }),
        by: terms.rule.by.into(),
    };
    Some((fact, end))
}

fn binding(
    scene: &Scene,
    i: usize,
    sentence: &Range<usize>,
    statements: &Told,
) -> Option<(Commitment, usize)> {
    let text = scene.text;
    if scene.name(i).is_some() {
        return None;
    }
    let found = text.find(&text.lex.bindings, i, sentence.end, Strip::Proclitics)?;
    let binding = *found.value;
    let clause = if binding.verb { Some(clause::clause(scene, i..found.end, sentence)) } else { None };
    let rest = clause.as_ref().map_or(found.end, |c| c.rest);
    // The action opens with the preposition, at most a few words on («التزامها مجددا بحماية»).
    let prep = crate::text::fold::fold(binding.prep);
    let (start, letters) = if prep.is_empty() {
        (rest, 0)
    } else {
        let opens = |t: usize| {
            if text.eq(t, &prep) {
                return Some((t + 1, 0));
            }
            let fused = prep.chars().count() == 1
                && text.fold(t).starts_with(&prep)
                && text.function(t).is_none()
                && text.fold(t).chars().count() > 3;
            fused.then_some((t, 1))
        };
        (rest..sentence.end.min(rest + 4))
            .take_while(|&t| !matches!(text.kind(t), Kind::Mark(_)))
            .find_map(opens)?
    };
    let noun = start < sentence.end && text.kind(start) == Kind::Arabic && !text.is_definite(start)
        || matches!(text.mark(start), '"' | '«');
    if !noun {
        return None;
    }
    let end = clause_end(scene, start + 1, sentence.end);
    let party = clause.and_then(|c| c.subject);
    commitment(
        scene,
        statements,
        Terms { party, action: start..end, letters, kind: binding.kind, negated: false, rule: &BINDING },
        end,
    )
}

fn future(
    scene: &Scene,
    i: usize,
    sentence: &Range<usize>,
    statements: &Told,
) -> Option<(Commitment, usize)> {
    let text = scene.text;
    let stated = statements.at(i).is_some();
    if !stated || scene.name(i).is_some() {
        return None;
    }
    let negated = text.eq(i, "لن");
    let word = text.fold(i);
    let ahead = ["ست", "سي", "سن"].iter().any(|p| word.starts_with(p))
        && word.chars().count() >= 5
        && text.readings(i).iter().all(|r| r.cut.letters > 0);
    if !(negated || ahead) {
        return None;
    }
    let end = clause_end(scene, i + 1, sentence.end);
    if negated {
        deadline(scene, i..end)?;
        let terms = Terms {
            party: None,
            action: i..end,
            letters: 0,
            kind: CommitmentKind::Pledge,
            negated: true,
            rule: &NEGATED,
        };
        return commitment(scene, statements, terms, end);
    }
    let clause = clause::clause(scene, i..i + 1, sentence);
    let party = clause.subject.filter(|r| {
        scene.name_within(r.clone(), &[Label::Loc, Label::Org, Label::Per]).is_some()
            && noun_phrase(scene, r.start, r.end).is_some()
    })?;
    let terms = Terms {
        party: Some(party),
        action: i..end,
        letters: 0,
        kind: CommitmentKind::Pledge,
        negated: false,
        rule: &FUTURE,
    };
    commitment(scene, statements, terms, end)
}
