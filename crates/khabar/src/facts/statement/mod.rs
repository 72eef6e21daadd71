//! Statements: source, cue, content (PARC), with channel, relay and nesting.

mod governed;

use std::ops::Range;

use super::channel::{channel, fronted_channel, skip_channel};
use super::clause::{self, Clause, closing_quote, noun_phrase};
use super::content::{behind_dateline, content_of, lead_letters, shed_echo, trimmed};
use super::rule::{Rule, rules};
use super::scene::{Innermost, Scene};
use super::tree;
use crate::lexicon::{Attribution, Function, Person, Speech, SpeechForm, SpeechType};
use crate::record::{BlockRole, Document, Id, Label, Mention, StatementType};
use crate::span::Span;
use crate::text::{Kind, Strip};

rules! {
    VERB = "statement.verb@1", "a reporting verb, its subject, and what follows «أن», a preposition, a colon or a quotation mark", "أعلنت وزارة الخارجية التركية أن الوفد عاد.";
    GOVERNED = "statement.governed@1", "a reporting verb, its subject, and the clause, object or phrase that it governs farther on", "دعا رئيس البلدية أمس سكان الحي إلى فتح الطريق.";
    PARTICIPLE = "statement.participle@1", "«مشيرا إلى»: the speaker of the sentence goes on", "قال الوزير إن الوفد عاد، مشيرا إلى أن المحادثات انتهت.";
    RELAYED = "statement.relayed@1", "«نقل X عن Y قوله»: Y speaks, X passes it on", "ونقلت وكالة رويترز عن مسؤول قوله إن الوفد عاد.";
    OPENING = "statement.opening@1", "«بحسب X» in front of what is said", "وبحسب البيان، فإن الوفد عاد.";
    TRAILING = "statement.trailing@1", "«بحسب X» behind what is said", "عاد الوفد إلى بلاده، بحسب وكالة رويترز.";
    HEADLINE = "statement.headline@1", "a headline «X: …» with a person", "قاسم الأعرجي: الوفد عاد إلى بلاده";
}

/// A statement in tokens, before it is tied to entities and documents.
#[derive(Debug, Clone)]
pub struct Found {
    /// Tokens of the source, where the clause names it.
    pub source: Option<Range<usize>>,
    /// Where it does not, the earlier words for it.
    pub carried: Option<Range<usize>>,
    /// Tokens of the cue.
    pub cue: Option<Range<usize>>,
    /// Place of the content.
    pub content: Span,
    /// Tokens of the content.
    pub tokens: Range<usize>,
    /// Tokens of the channel.
    pub channel: Option<Range<usize>>,
    /// Tokens of the relay.
    pub relay: Option<Range<usize>>,
    /// How much is quoted.
    pub kind: StatementType,
    /// What kind of speech.
    pub speech: SpeechType,
    rule: &'static Rule,
}

/// The statements of an article, laid over its tokens.
#[derive(Debug, Default)]
pub struct Told {
    /// In the order in which they are told.
    pub found: Vec<Found>,
    innermost: Innermost,
}

impl Told {
    /// The innermost statement that holds a token, and its number.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<(usize, &Found)> {
        let n = self.innermost.at(token)?;
        Some((n, self.found.get(n)?))
    }
}

/// The source that a clause names, else the one that is carried from before.
type Speakers = (Option<Range<usize>>, Option<Range<usize>>);

/// What was said last, for verbs that carry their source alone.
#[derive(Default)]
struct Floor {
    speakers: Vec<(Range<usize>, bool)>,
}

impl Floor {
    fn takes(&mut self, scene: &Scene, source: &Range<usize>) {
        let feminine = clause::is_feminine(scene, source);
        self.speakers.push((source.clone(), feminine));
    }

    /// Who speaks where a verb of this person reports: its source, which then has the floor, or else who spoke before. A
    /// passive or impersonal verb with no speaker anywhere reports nobody's words.
    fn of_verb(&mut self, scene: &Scene, source: Option<Range<usize>>, person: Person) -> Option<Speakers> {
        match source {
            Some(source) => {
                self.takes(scene, &source);
                Some((Some(source), None))
            }
            None => Some((None, Some(self.speaker(Some(person))?))),
        }
    }

    /// The last speaker whose gender the verb allows.
    fn speaker(&self, person: Option<Person>) -> Option<Range<usize>> {
        let wants = match person {
            Some(Person::She) => Some(true),
            Some(Person::He) => Some(false),
            _ => None,
        };
        let fits = |(_, feminine): &&(Range<usize>, bool)| wants.is_none_or(|w| w == *feminine);
        let recent = self.speakers.iter().rev().take(4);
        recent.clone().find(fits).or(self.speakers.last()).map(|(range, _)| range.clone())
    }
}

/// The statements of the article, in order of their cues.
#[must_use]
pub fn statements(scene: &Scene) -> Told {
    let mut out: Vec<Found> = Vec::new();
    let mut floor = Floor::default();
    for sentence in scene.told() {
        if matches!(scene.role(sentence), BlockRole::Title | BlockRole::Kicker)
            && let Some(found) = headline(scene, sentence.tokens.clone())
        {
            out.push(found);
            continue;
        }
        let first = out.len();
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = attribution(scene, at, &sentence.tokens, &mut floor).or_else(|| {
                reported(scene, at, &sentence.tokens, &mut floor, out.get(first..).unwrap_or_default())
            });
            match found {
                Some((found, next)) => {
                    out.extend(found);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
    }
    let ranges: Vec<_> = out.iter().map(|f| f.tokens.clone()).collect();
    Told { innermost: Innermost::new(scene.text.len(), &ranges), found: out }
}

/// «X : …» in a headline, where X holds a person.
fn headline(scene: &Scene, sentence: Range<usize>) -> Option<Found> {
    let text = scene.text;
    let colon = sentence.clone().take(14).find(|&t| text.mark(t) == ':')?;
    let name = scene.name_within(sentence.start..colon, &[Label::Per])?;
    let tokens = colon + 1..sentence.end;
    if tokens.len() < 2 {
        return None;
    }
    Some(Found {
        source: Some(name.start..name.end),
        carried: None,
        cue: None,
        content: trimmed(scene, tokens.clone(), 0)?,
        tokens,
        channel: None,
        relay: None,
        kind: StatementType::Direct,
        speech: SpeechType::Say,
        rule: &HEADLINE,
    })
}

type Step = (Option<Found>, usize);

/// «بحسب X»: in front of the sentence, or behind what it attributes.
fn attribution(scene: &Scene, i: usize, sentence: &Range<usize>, floor: &mut Floor) -> Option<Step> {
    let text = scene.text;
    let found = text.find(&text.lex.attributions, i, sentence.end, Strip::Conjunction)?;
    if *found.value == Attribution::Echo {
        return Some((None, found.end));
    }
    let mut cue = i..found.end;
    let mut at = found.end;
    if *found.value == Attribution::Clause {
        clause::speech(scene, at, Strip::Nothing)?;
        at += 1;
        cue.end = at;
        while matches!(text.function(at), Some(Function::Prep)) && scene.name(at).is_none() {
            at += 1;
            cue.end = at;
        }
    }
    let mut relay = None;
    if let Some(name) = relay_at(scene, at, sentence.end) {
        at = name.end + usize::from(text.mark(name.end) == '،');
        relay = Some(name);
    }
    let end = noun_phrase(scene, at, sentence.end)?;
    let source = at..end;
    let opens = i <= sentence.start + 1;
    let (tokens, rule) = if opens {
        let mut start = end;
        start += usize::from(text.mark(start) == '،');
        start += usize::from(matches!(text.fold(start), "فان" | "فانه" | "فانها" | "ان" | "انه" | "انها"));
        (start..sentence.end, &OPENING)
    } else {
        (behind_dateline(scene, sentence.start, i)..i, &TRAILING)
    };
    let tokens = shed_echo(scene, tokens);
    if tokens.len() < 2 {
        return None;
    }
    floor.takes(scene, &source);
    let (content, kind) = content_of(scene, tokens.clone(), lead_letters(scene, tokens.start, opens))?;
    let found = Found {
        source: Some(source),
        carried: None,
        cue: Some(cue),
        content,
        tokens,
        channel: None,
        relay,
        kind,
        speech: SpeechType::Say,
        rule,
    };
    Some((Some(found), end))
}

/// A media name behind «ل»: «قال لرويترز», «لـ«الشرق الأوسط»».
fn relay_at(scene: &Scene, i: usize, end: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let fused =
        text.fold(i).starts_with('ل') && scene.name(i).is_some_and(|n| n.start == i && n.label == Label::Org);
    if fused {
        return scene.name(i).map(|n| n.start..n.end);
    }
    if text.eq(i, "ل") {
        let name = i + 1 + usize::from(matches!(text.mark(i + 1), '"' | '«' | '“'));
        return scene.name(name).filter(|n| n.start == name && n.end <= end).map(|n| n.start..n.end);
    }
    None
}

/// A reporting form at `i` and what it reports.
fn reported(
    scene: &Scene,
    i: usize,
    sentence: &Range<usize>,
    floor: &mut Floor,
    earlier: &[Found],
) -> Option<Step> {
    let text = scene.text;
    if scene.name(i).is_some() {
        return None;
    }
    let cue = text.find(&text.lex.speech, i, sentence.end, Strip::Conjunction)?;
    if clause::is_formula(scene, i) {
        return None;
    }
    let speech = *cue.value;
    match speech.form {
        SpeechForm::Finite(_, person) if speech.kind == SpeechType::Relay => {
            relayed(scene, i, sentence, floor, person)
        }
        SpeechForm::Finite(_, person) => verb(scene, i, sentence, floor, speech, person)
            .or_else(|| governed_by(scene, i, sentence, floor, speech, person)),
        SpeechForm::Participle(_) => participle(scene, i, sentence, speech, earlier, floor),
        SpeechForm::Possessed(_) | SpeechForm::Noun => None,
    }
}

fn verb(
    scene: &Scene,
    i: usize,
    sentence: &Range<usize>,
    floor: &mut Floor,
    speech: Speech,
    person: Person,
) -> Option<Step> {
    let clause = clause::clause(scene, i..i + 1, sentence);
    let opening = opening(scene, &clause, speech)?;
    let (source, via) = via_source(scene, &clause, opening.at);
    let source = source.or(clause.subject.clone());
    let source = source.or_else(|| tree::subject(scene, i).filter(|s| s.end <= opening.at));
    let (source, carried) = floor.of_verb(scene, source, person)?;
    let relay =
        via.or_else(|| (clause.predicate.end..opening.at).find_map(|t| relay_at(scene, t, opening.at)));
    let tokens = opening.at..content_end(scene, opening.at, sentence, opening.quoted);
    let (content, kind) = content_of(scene, tokens.clone(), opening.letters)?;
    let kind = if opening.colon { StatementType::Direct } else { kind };
    let channel = channel(scene, clause.start..clause.predicate.start)
        .or_else(|| channel(scene, clause.predicate.end..opening.cue_end.max(opening.at)));
    let channel = channel.or_else(|| fronted_channel(scene, sentence.start, clause.start));
    let found = Found {
        source,
        carried,
        cue: Some(i..i + 1),
        content,
        tokens,
        channel,
        relay,
        kind,
        speech: speech.kind,
        rule: &VERB,
    };
    // Reading goes on inside the content, for statements within statements.
    Some((Some(found), opening.at))
}

/// What a verb governs in its tree, where the words behind it do not tell.
fn governed_by(
    scene: &Scene,
    i: usize,
    sentence: &Range<usize>,
    floor: &mut Floor,
    speech: Speech,
    person: Person,
) -> Option<Step> {
    let governed = governed::governed(scene, i, speech)?;
    let source = governed.subject;
    let (source, carried) = floor.of_verb(scene, source, person)?;
    let at = governed.at;
    let quoted = clause::opens_quote(scene, at) && !clause::quotes_name(scene, at);
    let tokens = at..content_end(scene, at, sentence, quoted);
    let (content, kind) = content_of(scene, tokens.clone(), governed.letters)?;
    let channel = channel(scene, i + 1..at);
    let found = Found {
        source,
        carried,
        cue: Some(i..i + 1),
        content,
        tokens,
        channel,
        relay: None,
        kind,
        speech: speech.kind,
        rule: &GOVERNED,
    };
    Some((Some(found), at))
}

/// «ذكرت X نقلا عن Y أن …»: Y is the source, X the relay.
fn via_source(scene: &Scene, clause: &Clause, until: usize) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let text = scene.text;
    let at = (clause.rest..until).find(|&t| text.eq(t, "نقلا") && text.eq(t + 1, "عن"));
    match at.and_then(|t| noun_phrase(scene, t + 2, until).map(|e| t + 2..e)) {
        Some(source) => (Some(source), clause.subject.clone()),
        None => (None, None),
    }
}

fn participle(
    scene: &Scene,
    i: usize,
    sentence: &Range<usize>,
    speech: Speech,
    earlier: &[Found],
    floor: &Floor,
) -> Option<Step> {
    let clause = Clause { predicate: i..i + 1, subject: None, rest: i + 1, start: i, end: sentence.end };
    let opening = opening(scene, &clause, speech)?;
    let last = earlier.last();
    // «فتحت الشرطة تحقيقا، قائلة …»: without a statement before it in the sentence, its verb's subject speaks.
    let source = if last.is_none() { subject_before(scene, i, sentence) } else { None };
    let carried = match (&source, last) {
        (Some(_), _) => None,
        (None, Some(f)) => f.source.clone().or_else(|| f.carried.clone()),
        (None, None) => floor.speaker(None),
    };
    source.as_ref().or(carried.as_ref())?;
    let via = if last.is_none() { channel(scene, sentence.start..i) } else { None };
    let tokens = opening.at..content_end(scene, opening.at, sentence, opening.quoted);
    let (content, kind) = content_of(scene, tokens.clone(), opening.letters)?;
    let kind = if opening.colon { StatementType::Direct } else { kind };
    let cue = i..opening.cue_end;
    let found = Found {
        source,
        carried,
        cue: Some(cue),
        content,
        tokens,
        channel: via,
        relay: None,
        kind,
        speech: speech.kind,
        rule: &PARTICIPLE,
    };
    Some((Some(found), opening.at))
}

/// The subject of the last verb in front of a participle, of a relative clause as well («الذي استنكره النادي …، قائلا»).
fn subject_before(scene: &Scene, i: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let verbs = super::predicates::predicates(scene, &(sentence.start..i));
    let subject = verbs.iter().rev().find_map(|p| p.subject.clone())?;
    scene.name_within(subject.clone(), &[Label::Per, Label::Org]).is_some().then_some(subject)
}

/// «ونقل التقرير عن عميد الكلية قوله، إن …».
fn relayed(
    scene: &Scene,
    i: usize,
    sentence: &Range<usize>,
    floor: &mut Floor,
    person: Person,
) -> Option<Step> {
    let text = scene.text;
    let clause = clause::clause(scene, i..i + 1, sentence);
    let from = (clause.rest..sentence.end.min(clause.rest + 6)).find(|&t| text.eq(t, "عن"))?;
    let end = noun_phrase(scene, from + 1, sentence.end)?;
    let source = from + 1..end;
    let own = (end..sentence.end.min(end + 3)).find(|&t| {
        clause::speech(scene, t, Strip::Nothing).is_some_and(|s| matches!(s.form, SpeechForm::Possessed(_)))
    });
    let behind = own.map_or(end, |t| t + 1);
    let after =
        Clause { predicate: i..i + 1, subject: None, rest: behind, start: clause.start, end: sentence.end };
    let say = Speech { form: SpeechForm::Noun, kind: SpeechType::Say, preps: "", bare: false };
    let opening = opening(scene, &after, say)?;
    let tokens = opening.at..content_end(scene, opening.at, sentence, opening.quoted);
    let (content, kind) = content_of(scene, tokens.clone(), opening.letters)?;
    let relay = clause.subject.or_else(|| floor.speaker(Some(person)));
    floor.takes(scene, &source);
    let cue = own.map_or(i..i + 1, |t| t..t + 1);
    let found = Found {
        source: Some(source),
        carried: None,
        cue: Some(cue),
        content,
        tokens,
        channel: None,
        relay,
        kind,
        speech: SpeechType::Say,
        rule: &RELAYED,
    };
    Some((Some(found), opening.at))
}

/// Where the content begins, and how it was opened.
struct Opening {
    at: usize,
    letters: u8,
    colon: bool,
    quoted: bool,
    /// One past the cue with its preposition («مشيرا إلى»).
    cue_end: usize,
}

fn opening(scene: &Scene, clause: &Clause, speech: Speech) -> Option<Opening> {
    let text = scene.text;
    let direct = clause::skip_adverbials(scene, clause.rest, clause.end);
    let quote_at = |t: usize| clause::opens_quote(scene, t) && !clause::quotes_name(scene, t);
    let plain = |at, letters, cue_end| Opening { at, letters, colon: false, quoted: false, cue_end };
    // «أعلنت X عبر حسابها على موقع كذا، عن …»: the channel is passed over.
    let direct = skip_channel(scene, direct, clause.end).unwrap_or(direct);
    // Straight behind: a preposition of the verb («إلى», «عن», «بـ»), with or without «أن» behind it.
    for prep in speech.preps.split('|').filter(|p| !p.is_empty()) {
        let folded = crate::text::fold::fold(prep);
        if folded.chars().count() > 1 && text.eq(direct, &folded) {
            let behind = direct + 1;
            let opens = matches!(text.function(behind), Some(Function::Comp));
            let at = behind + usize::from(opens);
            return Some(Opening { quoted: quote_at(at), ..plain(at, 0, behind) });
        }
        let fused = folded.chars().count() == 1
            && text.fold(direct).starts_with(&folded)
            && text.function(direct) != Some(Function::Comp);
        let cut = text.readings(direct).iter().any(|r| r.cut.particle.is_some_and(|c| folded.starts_with(c)));
        if fused
            && direct < clause.end
            && (cut || text.readings(direct).is_empty())
            && scene.time(direct).is_none()
        {
            return Some(plain(direct, 1, clause.predicate.end));
        }
    }
    // Further on: «أن», a colon or a quotation mark, before any other reporting verb.
    let mut at = clause.rest;
    while at < clause.end {
        if text.function(at) == Some(Function::Comp) && scene.name(at).is_none() {
            return Some(Opening { quoted: quote_at(at + 1), ..plain(at + 1, 0, clause.predicate.end) });
        }
        if text.mark(at) == ':' {
            return Some(Opening {
                colon: true,
                quoted: quote_at(at + 1),
                ..plain(at + 1, 0, clause.predicate.end)
            });
        }
        if quote_at(at) && closing_quote(scene, at, clause.end).is_some_and(|c| c - at > 3) {
            return Some(Opening { quoted: true, ..plain(at, 0, clause.predicate.end) });
        }
        if at > clause.rest && (text.mark(at) == '.' || is_reporting(scene, at))
            || clause::closes_quote(scene, at)
        {
            break;
        }
        at += 1;
    }
    // A noun alone: «أعلنت بغداد إجلاء …».
    let noun = speech.bare
        && direct < clause.end
        && text.kind(direct) == Kind::Arabic
        && scene.time(direct).is_none();
    let free =
        text.function(direct).is_none() && !clause::is_finite(scene, direct) && !is_reporting(scene, direct);
    (noun && free).then(|| plain(direct, 0, clause.predicate.end))
}

/// Whether a reporting verb or participle stands at `i`.
fn is_reporting(scene: &Scene, i: usize) -> bool {
    scene.name(i).is_none()
        && clause::speech(scene, i, Strip::Conjunction)
            .is_some_and(|s| matches!(s.form, SpeechForm::Finite(..) | SpeechForm::Participle(_)))
}

/// Where the content that begins at `i` ends: at its closing mark, before the next cue of the sentence, or with it.
fn content_end(scene: &Scene, i: usize, sentence: &Range<usize>, quoted: bool) -> usize {
    let text = scene.text;
    let mut at = i;
    if quoted && let Some(close) = closing_quote(scene, i, sentence.end) {
        let next = close + 1;
        let over = next >= sentence.end
            || matches!(text.mark(next), '.' | '؛')
            || goes_on(scene, next, sentence.end);
        if over {
            return close + 1;
        }
        at = next;
    }
    while at < sentence.end {
        if at > i
            && let Some(close) = closing_quote(scene, at, sentence.end)
        {
            at = close + 1;
            continue;
        }
        // The quotation around a statement within it closes.
        if at > i && clause::closes_quote(scene, at) {
            return at;
        }
        if at > i && goes_on(scene, at, sentence.end) {
            return at;
        }
        at += 1;
    }
    sentence.end
}

/// Whether the sentence goes on with another cue at `i`: «، مشيرا إلى», «، وأضاف», «، بحسب».
fn goes_on(scene: &Scene, i: usize, end: usize) -> bool {
    let text = scene.text;
    let at = i + usize::from(matches!(text.mark(i), '،' | ','));
    if at >= end || scene.name(at).is_some() {
        return false;
    }
    if text.find(&text.lex.attributions, at, end, Strip::Nothing).is_some() {
        return true;
    }
    match clause::speech(scene, at, Strip::Conjunction).map(|s| s.form) {
        Some(SpeechForm::Participle(_)) => !text.is_definite(at) && behind_cue(scene, at, end),
        Some(SpeechForm::Finite(..)) => {
            at > i
                && text.fold(at).starts_with('و')
                && text.readings(at).iter().any(|r| r.cut.conjunction)
                && behind_cue(scene, at, end)
        }
        _ => false,
    }
}

/// Whether what follows a form at `i` makes it a cue: «أن», a preposition, a quotation mark, a colon or a noun.
fn behind_cue(scene: &Scene, i: usize, end: usize) -> bool {
    let Some(speech) = clause::speech(scene, i, Strip::Conjunction) else { return false };
    let clause = Clause { predicate: i..i + 1, subject: None, rest: i + 1, start: i, end };
    opening(scene, &clause, *speech).is_some()
}

/// The statements and documents of the record.
#[must_use]
pub fn record(
    scene: &Scene,
    told: &Told,
    mentions: &[Mention],
) -> (Vec<crate::record::Statement>, Vec<Document>) {
    let mut documents = super::document::Shelf::default();
    let statements: Vec<_> = told
        .found
        .iter()
        .enumerate()
        .map(|(n, f)| {
            let speaker = f.source.clone().or_else(|| f.carried.clone());
            let person = speaker.clone().and_then(|r| scene.name_within(r, &[Label::Per]).or(None));
            let name = person
                .or_else(|| speaker.clone().and_then(|r| scene.name_within(r, &[Label::Org, Label::Loc])));
            let entity = name
                .and_then(|n| mentions.get(scene.names.partition_point(|m| m.start < n.start)))
                .and_then(|m| m.entity);
            let carried = f
                .carried
                .as_ref()
                .map(|r| person.map_or_else(|| phrase(scene, r), |n| n.span).of(scene.text.src()).to_owned());
            crate::record::Statement {
                id: Id { layer: "s", number: n as u32 + 1 },
                source: f.source.as_ref().map(|r| phrase(scene, r)),
                source_entity_text: carried,
                source_entity: entity,
                cue: f.cue.as_ref().map(|r| cue_span(scene, r)),
                content: f.content,
                channel: f.channel.as_ref().map(|r| phrase(scene, r)),
                document: documents.place(scene, f),
                relay: f.relay.as_ref().map(|r| phrase(scene, r)),
                kind: f.kind,
                parent: parent(&told.found, n),
                by: f.rule.by.into(),
            }
        })
        .collect();
    (statements, documents.finish())
}

/// How many statements before and behind one are looked at for what holds it.
const NEAR: usize = 200;

/// The innermost statement whose content holds this one's cue or source.
fn parent(found: &[Found], n: usize) -> Option<Id> {
    let this = found.get(n)?;
    let near = n.saturating_sub(NEAR)..(n + NEAR).min(found.len());
    let at = this.cue.as_ref().or(this.source.as_ref())?.start;
    let holds =
        |(k, f): &(usize, &Found)| *k != n && f.tokens.contains(&at) && f.tokens.len() > this.tokens.len();
    let inner = found
        .iter()
        .enumerate()
        .take(near.end)
        .skip(near.start)
        .filter(holds)
        .min_by_key(|(_, f)| f.tokens.len())?;
    Some(Id { layer: "s", number: inner.0 as u32 + 1 })
}

/// The span of a noun phrase, proclitics of its first word left out.
#[must_use]
pub fn phrase(scene: &Scene, range: &Range<usize>) -> Span {
    let text = scene.text;
    let name = scene.name(range.start).filter(|n| n.start == range.start);
    let span = text.span(range.clone(), 0);
    if let Some(name) = name {
        Span::new(name.span.start, span.end)
    } else {
        let whole = text.readings(range.start).first().is_none_or(|r| r.cut.letters == 0);
        let letters = if whole { 0 } else { text.readings(range.start).first().map_or(0, |r| r.cut.letters) };
        text.span(range.clone(), letters)
    }
}

/// A cue without the conjunction in front.
fn cue_span(scene: &Scene, range: &Range<usize>) -> Span {
    let text = scene.text;
    let cut = text.find(&text.lex.speech, range.start, range.end, Strip::Conjunction).map(|f| f.cut);
    let cut = cut.or_else(|| {
        text.find(&text.lex.attributions, range.start, range.end, Strip::Conjunction).map(|f| f.cut)
    });
    text.span(range.clone(), cut.map_or(0, |c| c.letters))
}
