//! Commitments: who is bound to do what by when.

use std::ops::Range;

use jiff::civil::Date;

use super::clause::{self, noun_phrase};
use super::rule::Rule;
use super::scene::Scene;
use super::statement::{Told, phrase};
use crate::lexicon::{Function, Tense};
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
    example: "وأكدت عمان أنه لن تبقى سفن أجنبية في الميناء بحلول نهاية العام.",
};

/// A verb of the present with a day to come.
pub const SCHEDULED: Rule = Rule {
    by: "commitment.scheduled@1",
    why: "a verb of the present said of someone with a name, and a time that is still to come",
    example: "تستضيف وزارة الثقافة التونسية معرض الكتاب الشهر المقبل.",
};

/// Every rule of this layer.
pub const RULES: &[&Rule] = &[&BINDING, &FUTURE, &NEGATED, &SCHEDULED];

/// The commitments of the article; `published` tells which times are still to come.
#[must_use]
pub fn commitments(scene: &Scene, statements: &Told, published: Option<Date>) -> Vec<Commitment> {
    let mut out: Vec<Commitment> = Vec::new();
    for sentence in scene.told() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = binding(scene, at, &sentence.tokens, statements)
                .or_else(|| future(scene, at, &sentence.tokens, statements))
                .or_else(|| scheduled(scene, at, &sentence.tokens, statements, published?));
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

/// The deadline of a clause: the last point in time or length from now that it names, and where its words begin with their preposition.
fn deadline<'a>(scene: &Scene<'a>, clause: Range<usize>) -> Option<(&'a super::time::Found, usize)> {
    let text = scene.text;
    let time = scene.times_within(clause).filter(|t| t.limit().is_some()).last()?;
    let led = time.start.checked_sub(1).filter(|&p| {
        text.function(p) == Some(Function::Prep)
            || text.is(&text.lex.time_prepositions, p, Strip::Conjunction).is_some()
    });
    Some((time, led.unwrap_or(time.start)))
}

/// A deadline behind a comma: «…، في الموعد المقرر لافتتاحه في مطلع مايو», before the next verb and with a preposition of times.
fn deadline_behind<'a>(
    scene: &Scene<'a>,
    from: usize,
    end: usize,
) -> Option<(&'a super::time::Found, usize)> {
    let text = scene.text;
    let stop = (from..end)
        .find(|&t| {
            matches!(text.mark(t), '.' | '؛')
                || clause::is_finite(scene, t)
                || clause::speech(scene, t, Strip::Conjunction).is_some()
        })
        .unwrap_or(end);
    deadline(scene, from..stop).filter(|(time, lead)| *lead < time.start && matches!(text.mark(from), '،'))
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
    let due = deadline(scene, terms.action.start..end).or_else(|| {
        deadline_behind(scene, end, text.sentence_of(terms.action.start).map_or(end, |s| s.tokens.end))
    });
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
        deadline: due.and_then(|(t, _)| t.limit()),
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
    if scene.name(i).is_some() || scene.time(i).is_some() {
        return None;
    }
    let negated = text.eq(i, "لن") && stated;
    let word = text.fold(i);
    let word = word.strip_prefix('و').filter(|w| w.starts_with('س')).unwrap_or(word);
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
    let party = clause::clause(scene, i..i + 1, sentence).subject;
    let party = party.filter(|r| is_someone(scene, r) && noun_phrase(scene, r.start, r.end).is_some());
    // «وسيفتتح المعرض محافظ ينبع»: the object may stand before the one who acts.
    let party = party.or_else(|| {
        let object = noun_phrase(scene, i + 1, sentence.end)?;
        let end = noun_phrase(scene, object, sentence.end)?;
        Some(object..end).filter(|r| is_someone(scene, r))
    })?;
    let end = if party.start > i + 1 && party.start < end { party.start } else { end };
    let letters = u8::from(text.fold(i).starts_with('و'));
    let kind = if stated { CommitmentKind::Pledge } else { CommitmentKind::Plan };
    let terms = Terms { party: Some(party), action: i..end, letters, kind, negated: false, rule: &FUTURE };
    commitment(scene, statements, terms, end)
}

/// «تستضيف ينبع معرضا الشهر القادم»: the present of someone with a name, and a time behind the publication.
fn scheduled(
    scene: &Scene,
    i: usize,
    sentence: &Range<usize>,
    statements: &Told,
    published: Date,
) -> Option<(Commitment, usize)> {
    let text = scene.text;
    let present = text
        .is(&text.lex.verbs, i, Strip::Nothing)
        .is_some_and(|v| v.tense == Tense::Present && v.takes_object && text.fold(i).chars().count() > 3);
    let said = clause::speech(scene, i, Strip::Nothing).is_some();
    let particle = i.checked_sub(1).is_some_and(|p| {
        matches!(
            text.function(p),
            Some(Function::Neg | Function::Future | Function::Comp | Function::Rel | Function::Aux)
        )
    });
    if !present || said || particle || scene.name(i).is_some() || scene.time(i).is_some() {
        return None;
    }
    let party = clause::clause(scene, i..i + 1, sentence).subject.filter(|r| is_someone(scene, r))?;
    let end = clause_end(scene, i + 1, sentence.end);
    let due = scene
        .times_within(i..sentence.end.min(end + 6))
        .filter(|t| t.timex.is_point())
        .find(|t| t.timex.days().is_some_and(|(first, _)| first > published))?;
    // Two stops («.. الشهر القادم») only pause.
    let end = end.max(if due.start > end { end } else { due.end }).min(sentence.end);
    let terms = Terms {
        party: Some(party),
        action: i..end,
        letters: 0,
        kind: CommitmentKind::Plan,
        negated: false,
        rule: &SCHEDULED,
    };
    let (mut fact, next) = commitment(scene, statements, terms, end)?;
    fact.deadline = Some(due.timex.to_string());
    fact.deadline_mod = due.modifier;
    Some((fact, next.max(due.end)))
}

/// Whether a noun phrase names someone who can bind themselves: a name, a post, a body. A name behind a preposition says
/// where («نسمة في قضاء الفاو»), not who.
fn is_someone(scene: &Scene, range: &Range<usize>) -> bool {
    let text = scene.text;
    let is_prep = |i: &usize| text.function(*i) == Some(Function::Prep);
    let own = range.start..range.clone().find(is_prep).unwrap_or(range.end);
    scene.name_within(own, &[Label::Loc, Label::Org, Label::Per]).is_some()
        || text.is(&text.lex.posts, range.start, Strip::Proclitics).is_some()
        || text.is(&text.lex.name_heads, range.start, Strip::Article) == Some(&Label::Org)
}
