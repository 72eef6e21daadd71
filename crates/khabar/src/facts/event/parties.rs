//! Who acts and whom it meets: the frame of a trigger, read off the clause.

use std::ops::Range;

use super::Found;
use crate::facts::clause::{self, clause, is_finite, noun_phrase};
use crate::facts::predicates::{Predicate, antecedent, relative_before};
use crate::facts::scene::Scene;
use crate::facts::statement::Found as Statement;
use crate::lexicon::{Function, Party, SpeechForm, TriggerForm};
use crate::record::EventType;
use crate::text::{Kind, Strip};

/// How far a party may stand from its trigger, in tokens.
const REACH: usize = 14;

/// The two parties, as tokens.
#[derive(Default)]
pub struct Parties {
    pub actor: Option<Range<usize>>,
    pub recipient: Option<Range<usize>>,
    /// One past the verb that only carries the noun on: «الهجمات التي استهدفت تركيا».
    pub until: usize,
}

/// The parties of a trigger.
pub fn of(
    scene: &Scene,
    found: &Found,
    sentence: &Range<usize>,
    verbs: &[Predicate],
    inside: Option<&Statement>,
    last_subject: Option<&Range<usize>>,
) -> Parties {
    match found.trigger.form {
        TriggerForm::Finite(..) => of_verb(scene, found, sentence, verbs, last_subject),
        TriggerForm::Noun | TriggerForm::Possessed(_) => of_noun(scene, found, sentence, verbs, inside),
    }
}

fn of_verb(
    scene: &Scene,
    found: &Found,
    sentence: &Range<usize>,
    verbs: &[Predicate],
    last_subject: Option<&Range<usize>>,
) -> Parties {
    let end = sentence.end.min(found.tokens.end + REACH);
    let own = verbs.iter().find(|p| p.at == found.tokens.start);
    let near = clause(scene, found.tokens.clone(), sentence);
    if found.pronoun {
        // «أحد أفراد عائلته الذي يتهمونه»: the pronoun is the noun in front of «الذي», the subject is carried.
        let before = verbs.iter().rev().find(|p| p.at < found.tokens.start && p.subject.is_some());
        let carried = before.and_then(|p| p.subject.clone()).or_else(|| last_subject.cloned());
        let recipient = antecedent(scene, found.tokens.start, sentence.start);
        let behind = near.subject.filter(|s| s.start >= found.tokens.end);
        return match recipient {
            Some(_) => Parties { actor: behind.or(carried), recipient, until: 0 },
            None => Parties { actor: behind, recipient: carried, until: 0 },
        };
    }
    // Behind «الذي» the noun that follows the verb is its object.
    let related = relative_before(scene, found.tokens.start, sentence.start).is_some();
    let behind =
        near.subject.clone().filter(|s| s.start >= found.tokens.end && !related).map(|s| parted(scene, s));
    let told = own.filter(|p| p.relative).and_then(|p| p.subject.clone());
    let told = told.or_else(|| behind.clone());
    let told = told.or_else(|| own.and_then(|p| p.subject.clone())).or(near.subject.clone());
    let told = told.filter(|s| !related || s.end <= found.tokens.start);
    let carried = told.is_none();
    let mut actor = told.or_else(|| last_subject.cloned());
    let from = match &behind {
        // A relative's verb has its subject in front: what follows is its object («الذي زار تونس»).
        Some(subject) if !related => subject.end,
        _ => found.tokens.end,
    };
    let from = clause::skip_adverbials(scene, from, end);
    let object = if found.trigger.object { object(scene, from, end) } else { None };
    let mut recipient = object.or_else(|| by_preposition(scene, from, end, found.trigger.preps));
    // «قتل خمسة مدنيين», «أميري أعدم»: a verb that is often passive and has one noun phrase names whom it met.
    if found.trigger.alone == Party::Recipient && recipient.is_none() && !carried {
        recipient = actor.take();
    } else if found.trigger.alone == Party::Recipient && carried && recipient.is_none() {
        recipient = if matches!(found.trigger.form, TriggerForm::Finite(..)) { actor.take() } else { None };
    }
    if actor.is_none() {
        actor = agent(scene, found.tokens.end, end);
    }
    Parties { actor, recipient, until: 0 }
}

/// «اعتقلت الشرطة المحلية المدير المالي»: a subject that swallowed the object ends where a post with the article stands
/// behind an adjective.
fn parted(scene: &Scene, subject: Range<usize>) -> Range<usize> {
    let text = scene.text;
    let adjective = |t: usize| text.is(&text.lex.nationalities, t, Strip::Nothing).is_some();
    let title = |t: usize| {
        scene.name(t).is_none()
            && text.is_definite(t)
            && text.is(&text.lex.posts, t, Strip::Nothing).is_some()
    };
    let cut = (subject.start + 1..subject.end).find(|&t| title(t) && adjective(t - 1));
    subject.start..cut.unwrap_or(subject.end)
}

/// The object: a noun phrase that no preposition opens, after a comma that closes an adverbial too.
fn object(scene: &Scene, from: usize, end: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let at = from + usize::from(text.mark(from) == '،' && scene.time(from.saturating_sub(1)).is_some());
    let named = scene.name(at).is_some_and(|n| n.start == at);
    if text.function(at).is_some() && !named && !matches!(text.fold(at), "نحو" | "كلا") {
        return None;
    }
    // «كلا من X وY»: both are the object.
    let at = if text.eq(at, "كلا") && text.eq(at + 1, "من") { at + 2 } else { at };
    let fused = text.readings(at).iter().any(|r| matches!(r.cut.particle, Some('ب' | 'ل')))
        && !named
        && !text.readings(at).iter().any(|r| r.cut.letters == 0);
    let word = text.fold(at);
    let led = !named
        && (word.starts_with("بال")
            || word.starts_with("لل")
            || word.starts_with('و') && text.kind(at) == Kind::Arabic)
        && text.is(&text.lex.whole_words, at, Strip::Nothing).is_none();
    if fused || led || text.eq(at, "سوي") || text.eq(at, "الا") {
        return None;
    }
    noun_phrase(scene, at, end).map(|e| at..e)
}

/// «على يد X», «من قبل X», «من طرف X»: who did what was told in the passive.
fn agent(scene: &Scene, from: usize, end: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let opens = |t: usize| {
        text.eq(t, "علي") && matches!(text.fold(t + 1), "يد" | "ايدي")
            || text.eq(t, "من") && matches!(text.fold(t + 1), "قبل" | "طرف" | "جانب")
    };
    let at = (from..end).take_while(|&t| text.mark(t) != '.').find(|&t| opens(t))?;
    noun_phrase(scene, at + 2, end).map(|e| at + 2..e)
}

fn of_noun(
    scene: &Scene,
    found: &Found,
    sentence: &Range<usize>,
    verbs: &[Predicate],
    inside: Option<&Statement>,
) -> Parties {
    let text = scene.text;
    let at = found.tokens.start;
    let end = clause_end(scene, found.tokens.end, sentence.end).min(found.tokens.end + REACH);
    let mut parties = Parties::default();
    let mut from = skip_adjectives(scene, found.tokens.end, end);
    if text.eq(from, "بين") {
        (parties.actor, parties.recipient) = between(scene, from + 1, end);
        return parties;
    }
    if let Some((met, until)) = carried_on(scene, from, end) {
        parties.recipient = met;
        parties.until = until;
        return parties;
    }
    let (behind_verb, owner) = relative_owner(scene, from, end, verbs);
    if behind_verb > from {
        parties.recipient = by_preposition(scene, behind_verb, end, found.trigger.preps);
        parties.actor = owner;
        return parties;
    }
    let bare = !text.is_definite(at) && from == found.tokens.end;
    if matches!(found.trigger.form, TriggerForm::Noun) && bare && found.trigger.construct != Party::Thing {
        if let Some(behind) = object(scene, from, end) {
            from = behind.end;
            match found.trigger.construct {
                Party::Actor => parties.actor = Some(behind),
                _ => parties.recipient = Some(behind),
            }
        }
    } else if found.trigger.construct == Party::Thing && bare {
        from = object(scene, from, end).map_or(from, |o| o.end);
    }
    let verb = governor(scene, at, verbs);
    // «نظم نحو مئتي عامل إضرابا»: the subject ends where the trigger begins.
    let apart = |s: Range<usize>| if s.contains(&at) { s.start..at } else { s };
    let subject = verb.and_then(|p| p.subject.clone()).map(apart).filter(|s| !s.is_empty());
    if let TriggerForm::Possessed(_) = found.trigger.form {
        let before =
            verbs.iter().rev().find(|p| p.at < at && p.subject.as_ref().is_some_and(|s| !s.contains(&at)));
        let holder = before.and_then(|p| p.subject.clone());
        match found.trigger.construct {
            Party::Recipient => parties.recipient = holder,
            _ => parties.actor = holder,
        }
        // «لقائه الشاهد»: the object of a noun with a pronoun.
        if found.trigger.construct != Party::Recipient && found.trigger.object && scene.name(from).is_some() {
            parties.recipient = object(scene, from, end);
        }
    }
    if parties.recipient.is_none() && found.trigger.construct != Party::Recipient
        || parties.actor.is_some() && parties.recipient.is_none()
    {
        parties.recipient = by_preposition(scene, from, end, found.trigger.preps);
    } else if parties.recipient.is_some() && found.trigger.construct == Party::Recipient {
        // «قتل سليمان للعقيد», «اتهام الشرطة لفلان»: with «ل» behind it the construct names who acts.
        let met = by_preposition(scene, from, end, found.trigger.preps)
            .filter(|_| found.trigger.preps.contains('ل'));
        if met.is_some() {
            parties.actor = std::mem::replace(&mut parties.recipient, met);
        }
    }
    if parties.actor.is_none() {
        parties.actor = agent(scene, found.tokens.end, end);
    }
    if parties.actor.is_none() && text.eq(from, "من") && asks(found) {
        // «دعوات من المعارضة».
        parties.actor = noun_phrase(scene, from + 1, end).map(|e| from + 1..e);
    }
    let participle = text
        .is(&text.lex.speech, at, Strip::Nothing)
        .is_some_and(|s| matches!(s.form, SpeechForm::Participle(_)));
    if parties.actor.is_none() && participle {
        // «داعيا إلى …»: the speaker of the sentence.
        let main = verbs.iter().find(|p| p.at < at && !p.relative && p.subject.is_some());
        parties.actor = main.and_then(|p| p.subject.clone());
        return parties;
    }
    if parties.actor.is_none() {
        let light = verb.is_some_and(|p| is_light(scene, p.at));
        let talks =
            matches!(found.trigger.kind, EventType::Consult | EventType::Agree | EventType::Cooperate);
        // «أكدت بغداد استمرار المشاورات مع …»: who speaks of talks with another takes part in them.
        let speaker = inside.filter(|_| talks && parties.recipient.is_some());
        parties.actor = subject
            .filter(|_| light)
            .or_else(|| addressee(scene, found, verb, end))
            .or_else(|| speaker.and_then(|s| s.source.clone().or_else(|| s.carried.clone())))
            .filter(|a| parties.recipient.as_ref().is_none_or(|r| r.start != a.start));
    }
    parties
}

/// «لقاء أجراه مع نقيب الأطباء», «مساعدات كثيرة قدمتها قيادة التحالف»: a verb with the noun for its pronoun names who acts,
/// behind it, else as the verbs before it do. Gives where it ends, `from` where there is none.
fn relative_owner(
    scene: &Scene,
    from: usize,
    end: usize,
    verbs: &[Predicate],
) -> (usize, Option<Range<usize>>) {
    let text = scene.text;
    let pronoun = |t: usize| clause::is_light_with_pronoun(text, t) && text.function(t).is_none();
    let Some(at) = (from..end.min(from + 4)).find(|&t| pronoun(t)) else { return (from, None) };
    let behind = noun_phrase(scene, at + 1, end).map(|e| at + 1..e);
    let before = || verbs.iter().rev().find(|p| p.at < from && p.subject.is_some())?.subject.clone();
    (at + 1, behind.or_else(before))
}

/// «الهجمات التي استهدفت تركيا», «حملات استهدفت عناصر …»: whom a verb of aiming behind the noun names, and where that ends.
fn carried_on(scene: &Scene, from: usize, end: usize) -> Option<(Option<Range<usize>>, usize)> {
    let text = scene.text;
    let at = from + usize::from(text.function(from) == Some(Function::Rel));
    let aims = text.find(&text.lex.triggers, at, at + 1, Strip::Nothing)?;
    let verb = matches!(aims.value.form, TriggerForm::Finite(..)) && aims.value.kind == EventType::Assault;
    let carries = verb && aims.value.alone == Party::Actor && aims.value.object;
    carries.then(|| (object(scene, at + 1, end.max(at + REACH).min(text.len())), at + 1))
}

/// «دعا X الحكومة إلى وقف العنف»: who is asked to act.
fn addressee(scene: &Scene, found: &Found, verb: Option<&Predicate>, end: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let verb = verb?;
    let asks = text.is(&text.lex.triggers, verb.at, Strip::Proclitics);
    asks.filter(|t| t.kind == EventType::Request)?;
    let from = match &verb.subject {
        Some(subject) if subject.start > verb.at => subject.end,
        _ => verb.at + 1,
    };
    let from = clause::skip_adverbials(scene, from, end);
    object(scene, from, found.tokens.start).filter(|o| o.end < found.tokens.start)
}

fn asks(found: &Found) -> bool {
    matches!(
        found.trigger.kind,
        EventType::Request | EventType::Support | EventType::Threaten | EventType::Accuse
    )
}

/// The verb that a noun hangs on: the last before it, unless its clause is over.
fn governor<'p>(scene: &Scene, at: usize, verbs: &'p [Predicate]) -> Option<&'p Predicate> {
    let verb = verbs.iter().rev().find(|p| p.at < at)?;
    let over = (verb.at..at).any(|t| matches!(scene.text.mark(t), '.' | '؛'));
    (!over).then_some(verb)
}

fn is_light(scene: &Scene, verb: usize) -> bool {
    scene.text.find(&scene.text.lex.light_verbs, verb, verb + 1, Strip::Conjunction).is_some()
}

/// Behind the adjectives of a trigger: «الغارات الجوية», «المواجهات المسلحة التي دارت».
fn skip_adjectives(scene: &Scene, from: usize, end: usize) -> usize {
    let text = scene.text;
    let definite = text.is_definite(from.saturating_sub(1));
    let mut at = from;
    while at < end
        && text.kind(at) == Kind::Arabic
        && scene.name(at).is_none()
        && text.function(at).is_none()
        && (definite && text.fold(at).starts_with("ال")
            || text.is(&text.lex.nationalities, at, Strip::Nothing).is_some()
            || !definite && is_adjective(scene, at))
    {
        at += 1;
    }
    // «التي دارت بين»: a relative with a verb of happening.
    if text.function(at) == Some(Function::Rel) && text.kind(at + 1) == Kind::Arabic && text.eq(at + 2, "بين")
    {
        at += 2;
    }
    // «اجتماعا جرى، الخميس، بين»: a verb and its adverbials.
    let after = clause::skip_adverbials(scene, at + 1, end);
    if text.eq(after, "بين")
        && (text.is(&text.lex.verbs, at, Strip::Nothing).is_some() || is_finite(scene, at))
    {
        at = after;
    }
    at
}

/// Whether an indefinite word in «ة» or «ا» behind an indefinite trigger in «ات», «ة» or «ا» is its adjective: «تعزيزات مكثفة».
fn is_adjective(scene: &Scene, at: usize) -> bool {
    let text = scene.text;
    let before = text.fold(at.saturating_sub(1));
    let feminine = before.ends_with("ات") || before.ends_with('ه');
    let word = text.fold(at);
    !text.is_definite(at)
        && !text.is_definite(at + 1)
        && scene.name(at + 1).is_none()
        && (feminine && word.ends_with('ه') || before.ends_with('ا') && word.ends_with('ا'))
}

/// «بين X وY»: the two sides; one side where they are told together («بين الطرفين»).
fn between(scene: &Scene, from: usize, end: usize) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let text = scene.text;
    let Some(stop) = noun_phrase(scene, from, end) else { return (None, None) };
    let joins = |t: usize| {
        text.fold(t).starts_with('و')
            && text.is(&text.lex.whole_words, t, Strip::Nothing).is_none()
            && (text.readings(t).is_empty()
                || scene.name(t).is_some_and(|n| n.start == t && n.span.start > text.start_after(t, 0))
                || text.readings(t).iter().any(|r| r.cut.conjunction && r.cut.letters == 1)
                || text.fold(t).starts_with("وال"))
            || text.eq(t, "و")
    };
    // «… في مدينة كذا» at the end is where, not who.
    let stop = (from + 1..stop).find(|&t| text.eq(t, "في")).unwrap_or(stop);
    if let Some(at) = (from + 1..stop).find(|&t| joins(t)) {
        let second = at + usize::from(text.eq(at, "و"));
        return (Some(from..at), (second < stop).then_some(second..stop));
    }
    // «بين مسؤولين عراقيين، …، مع قائد قوات التحالف»: the other side may come with «مع» or «وبين».
    let second = (stop..end).find(|&t| matches!(text.fold(t), "مع" | "وبين"));
    let second = second.and_then(|t| noun_phrase(scene, t + 1, end).map(|e| t + 1..e));
    let joined = (stop < end && joins(stop)).then(|| noun_phrase(scene, stop, end).map(|e| stop..e));
    (Some(from..stop), second.or(joined.flatten()))
}

/// The noun phrase behind one of these prepositions, before the clause ends.
fn by_preposition(scene: &Scene, from: usize, end: usize, preps: &str) -> Option<Range<usize>> {
    let text = scene.text;
    let preps: Vec<String> =
        preps.split('|').filter(|p| !p.is_empty()).map(crate::text::fold::fold).collect();
    let stop = (from..end)
        .find(|&t| {
            matches!(text.kind(t), Kind::Mark('.' | '؛'))
                || text.function(t) == Some(Function::Rel)
                || t > from && is_finite(scene, t)
        })
        .unwrap_or(end);
    // The first preposition of the frame that stands there wins: «حملة على التهريب ضد عصابة …».
    preps.iter().find_map(|prep| {
        let one = prep.chars().next().filter(|_| prep.chars().count() == 1);
        let fused = |t: usize| {
            one.is_some_and(|p| {
                text.function(t).is_none()
                    && (text.readings(t).iter().any(|r| r.cut.particle == Some(p) && !r.cut.conjunction)
                        || text.fold(t).starts_with(p) && text.readings(t).is_empty())
            })
        };
        let at = (from..stop).find(|&t| text.eq(t, prep) || fused(t))?;
        let start = at + usize::from(text.eq(at, prep));
        noun_phrase(scene, start, end).map(|e| start..e)
    })
}

/// One past the clause that a trigger stands in: a full stop, a new finite clause behind a comma, a closing mark.
pub fn clause_end(scene: &Scene, from: usize, end: usize) -> usize {
    let text = scene.text;
    (from..end)
        .find(|&t| match text.kind(t) {
            Kind::Mark('.' | '؛' | '»' | '”') => true,
            Kind::Mark('،') => {
                let next = t + 1;
                is_finite(scene, next)
                    || matches!(text.function(next), Some(Function::Conj | Function::Rel))
                    || text.eq(next, "كما")
            }
            _ => false,
        })
        .unwrap_or(end)
}
