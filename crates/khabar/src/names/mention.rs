//! Mentions by gazetteers, heads and titles. The longest name at a place wins.

use super::again;
use super::{GAZETTEER, HEADED, Name, PERSON, PLACED, QUOTED, TAGGED, TITLED};
use crate::lexicon::{Function, Known, NamePart, Person, Post, SpeechForm, TriggerForm, Word};
use crate::record::Label;
use crate::tagger::{self, Hint, Model, Tagged, Words};
use crate::text::{Cut, Kind, Strip, Text};

/// Longest name, in tokens.
const LONGEST: usize = 8;

/// The names of a text in order, none inside another: what the tagger finds, knowing what the rules propose, and what only
/// a rule can know.
#[must_use]
pub fn mentions(text: &Text, taken: &[std::ops::Range<usize>], model: &Model) -> Vec<Name> {
    let proposed = proposals(text, taken, &model.words);
    let hints: Vec<Hint> = proposed.iter().map(|n| (n.start..n.end, n.label)).collect();
    let tagged = tagger::tag(model, text, &hints);
    let tagged = tagged.into_iter().flat_map(|found| parted(text, found, &model.words));
    let tagged = tagged.filter_map(|found| trained(text, &found));
    let mut names = merge(tagged.collect(), proposed);
    let mut times = taken.iter().peekable();
    names.retain(|n| {
        while times.next_if(|t| t.end <= n.start).is_some() {}
        times.peek().is_none_or(|t| t.start >= n.end)
    });
    again::add(text, &mut names);
    names
}

/// «ماي وكازنوف» is two persons: a name is parted in front of a conjunction that is no letter of the word.
fn parted(text: &Text, found: Tagged, words: &Words) -> Vec<Tagged> {
    let (start, end) = (found.tokens.start, found.tokens.end);
    let joined = |t: &usize| {
        text.fold(*t).starts_with('و')
            && text.find(&text.lex.person_names, *t, *t + 1, Strip::Nothing).is_none()
            && (words.segment(text.fold(*t), &mut String::new()).0 == 1
                || text.find(&text.lex.person_names, *t, *t + 1, Strip::Conjunction).is_some())
    };
    match (start + 1..end).find(joined).filter(|_| found.label == Label::Per) {
        Some(at) => vec![
            Tagged { tokens: start..at, ..found },
            Tagged { tokens: at..end, letters: 1, label: found.label },
        ],
        None => vec![found],
    }
}

/// A name of the tagger, mended where its edges are words that no name of its class has.
fn trained(text: &Text, found: &Tagged) -> Option<Name> {
    let lex = text.lex;
    let (mut start, mut end) = (found.tokens.start, found.tokens.end);
    while start < end && matches!(text.kind(start), Kind::Mark(_)) {
        start += 1;
    }
    while start < end && matches!(text.kind(end - 1), Kind::Mark(_)) {
        end -= 1;
    }
    if start == end || end == start + 1 && text.fold(start).chars().count() < 3 {
        return None;
    }
    if found.label == Label::Org {
        // «الحكومة العراقية والتزامها»: what is joined to a definite word without an article is something else.
        let cut = (start + 1..end).find(|&t| {
            let joined = text.fold(t).starts_with('و') && text.is_definite(t - 1) && !text.is_definite(t);
            let nation = text.fold(t).starts_with("وال")
                && text.is(&lex.nationalities, t, Strip::Conjunction).is_some();
            // «وزارة الموارد المائية بإنجاز …»: behind a definite word «ب» is a preposition.
            let led = text.fold(t).starts_with('ب')
                && text.is_definite(t - 1)
                && text.is(&lex.whole_words, t, Strip::Nothing).is_none()
                && text.is(&lex.known, t, Strip::Nothing).is_none();
            joined || nation || led
        });
        end = cut.unwrap_or(end);
        start += usize::from(end > start + 1 && is_outer_head(text, start, end));
    }
    // «نهر دجلة»: the head of a place is part of its name, whichever words the tagger took.
    let head = start.checked_sub(1).filter(|&h| {
        found.label == Label::Loc
            && !text.is_definite(h)
            && text.is(&lex.name_heads, h, Strip::Nothing) == Some(&Label::Loc)
            && text.sentence_of(h).is_some_and(|s| s.tokens.contains(&start))
    });
    start = head.unwrap_or(start);
    if found.label == Label::Per {
        // «حسان الشيخ الضابط في …», «سليمان الأسد ابن هلال …»: a post and «ابن» behind two names go on with something else.
        let titled =
            |t: usize| text.find(&lex.posts, t, t + 3, Strip::Proclitics).is_some_and(|p| p.end > t + 1);
        if titled(start) {
            return None;
        }
        let cut = (start + 2..end).find(|&t| {
            text.eq(t, "ابن")
                || titled(t)
                || text.is(&lex.posts, t, Strip::Nothing).is_some() && text.is_definite(t)
        });
        end = cut.unwrap_or(end);
    }
    let single = end == start + 1;
    let unknown = text.find(&lex.known, start, end, Strip::Proclitics).is_none()
        && text.find(&lex.person_names, start, end, Strip::Proclitics).is_none();
    // A lone plural («المعتصمون») or finite verb is no name, whatever stands around it.
    let plural = text.is_definite(start) && ["ون", "ين", "ات"].iter().any(|e| text.fold(start).ends_with(e));
    if single && unknown && (plural && found.label == Label::Per || is_verb(text, start)) {
        return None;
    }
    if let Some(common) = text.find(&lex.no_names, start, end, Strip::Proclitics)
        && (common.end..end).all(|t| text.is(&lex.nationalities, t, Strip::Nothing).is_some())
    {
        return None;
    }
    let known = text.find(&lex.known, start, end, Strip::Proclitics).filter(|k| k.end == end);
    let known = known.map(|k| *k.value).filter(|k| k.label == found.label);
    let letters = if start == found.tokens.start { found.letters } else { 0 };
    let cut = Cut { letters, ..Cut::default() };
    Some(name(text, start..end, cut, found.label, known, &TAGGED))
}

/// Both in one order. Where they meet, the tagger wins, unless the rule knows the name or sees the whole of it.
fn merge(tagged: Vec<Name>, proposed: Vec<Name>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(tagged.len() + proposed.len());
    let mut tagged = tagged.into_iter().peekable();
    for rule in proposed {
        while let Some(before) = tagged.next_if(|t| t.end <= rule.start) {
            out.push(before);
        }
        let mut met: Vec<Name> = Vec::new();
        while let Some(name) = tagged.next_if(|t| t.start < rule.end) {
            met.push(name);
        }
        let taken = out.last().is_some_and(|o| o.end > rule.start);
        if !taken && rule_wins(&rule, &met) {
            out.push(rule);
        } else {
            // One that goes on behind this rule may meet the next.
            out.extend(met);
        }
    }
    out.extend(tagged);
    out.sort_by_key(|n| n.start);
    out.dedup_by(|b, a| b.start < a.end);
    out
}

fn rule_wins(rule: &Name, met: &[Name]) -> bool {
    let within = met.iter().all(|m| m.start >= rule.start && m.end <= rule.end);
    let same = matches!(met, [one] if one.start == rule.start && one.end == rule.end);
    if !within {
        return false;
    }
    let named = rule.known.is_some_and(|k| k.authority != "geonames");
    if same {
        // «متحف باردو»: what a head opens is of the class that its row says.
        return named || rule.rule == &HEADED || met.iter().all(|m| m.label == rule.label);
    }
    match rule.rule.by {
        by if by == GAZETTEER.by => named,
        // «الحزب المقرب», «التيار الكهربائي»: a definite head with one word behind it wants a second witness.
        by if by == HEADED.by => {
            // Where the tagger ends a name of three words, what follows is the next phrase («… المعرض»).
            let ended = matches!(met, [one] if one.label == rule.label && one.start == rule.start && one.end >= one.start + 3);
            met.iter().all(|m| m.label != Label::Per) && (rule.sure || !met.is_empty()) && !ended
        }
        by if by == PERSON.by => rule.end - rule.start > 1 && met.iter().all(|m| m.label == Label::Per),
        by if by == TITLED.by => met.iter().all(|m| m.label == Label::Per) && (rule.sure || !met.is_empty()),
        _ => true,
    }
}

/// What the rules take for names, in order, none inside another.
#[must_use]
pub fn proposals(text: &Text, taken: &[std::ops::Range<usize>], words: &Words) -> Vec<Name> {
    let mut scratch = String::new();
    let mut names: Vec<Name> = Vec::new();
    let mut taken = taken.iter().peekable();
    for sentence in &text.sentences {
        let end = sentence.tokens.end;
        let mut at = sentence.tokens.start;
        while at < end {
            while taken.next_if(|t| t.end <= at).is_some() {}
            if let Some(range) = taken.peek().filter(|t| t.start <= at) {
                at = range.end;
                continue;
            }
            match name_at(text, at, end).filter(|n| !splits_a_word(text, n, words, &mut scratch)) {
                Some(mut name) => {
                    at = name.end;
                    let rare = |t: usize| words.get(words.segment(text.fold(t), &mut scratch).1).is_none();
                    name.sure &= name.rule != &TITLED || (name.start..name.end).all(rare);
                    names.push(name);
                }
                None => at += 1,
            }
        }
    }
    names
}

/// Whether a name begins inside a word that stays whole («كبار» is no «ك» + «بار»).
fn splits_a_word(text: &Text, name: &Name, words: &Words, scratch: &mut String) -> bool {
    let cut = text.tokens.get(name.start).is_some_and(|t| t.span.start < name.span.start);
    let strong = name.known.is_some_and(|k| k.authority != "geonames");
    cut && !strong && words.segment(text.fold(name.start), scratch).0 == 0
}

fn name_at(text: &Text, i: usize, end: usize) -> Option<Name> {
    if text.kind(i) != Kind::Arabic {
        return None;
    }
    let candidates = [
        headed(text, i, end),
        known(text, i, end),
        person(text, i, end),
        placed(text, i, end),
        titled(text, i, end),
    ];
    // A name that is known in two words or more is not made longer by what follows it.
    let whole = |n: &&Name| n.known.is_some_and(|k| k.authority != "geonames") && n.end > i + 1;
    let known = candidates.iter().flatten().find(whole).cloned();
    known.or_else(|| {
        candidates.into_iter().flatten().reduce(|a, b| if b.end - b.start > a.end - a.start { b } else { a })
    })
}

pub(super) fn name(
    text: &Text,
    range: std::ops::Range<usize>,
    cut: Cut,
    label: Label,
    known: Option<Known>,
    rule: &'static super::Rule,
) -> Name {
    Name {
        span: text.span(range.clone(), cut.letters),
        start: range.start,
        end: range.end,
        label,
        known,
        sure: true,
        rule,
    }
}

/// A name of the gazetteers.
fn known(text: &Text, i: usize, end: usize) -> Option<Name> {
    let found =
        text.find(&text.lex.known, i, end, Strip::Proclitics).filter(|f| f.cut.particle != Some('س'))?;
    let single = found.end == i + 1;
    // A small place that is also some other word, or only appears when letters are cut off, is too weak alone.
    if single
        && found.value.authority == "geonames"
        && (found.cut.letters > 0 && text.word(i) != Word::UNKNOWN || is_common(text, i))
    {
        return None;
    }
    Some(name(text, i..found.end, found.cut, found.value.label, Some(*found.value), &GAZETTEER))
}

/// Whether another table knows the word as written, as something that is no name.
fn is_common(text: &Text, i: usize) -> bool {
    let lex = text.lex;
    text.function(i).is_some()
        || text.is(&lex.speech, i, Strip::Conjunction).is_some()
        || text.is(&lex.numbers, i, Strip::Article).is_some()
        || text.is(&lex.triggers, i, Strip::Proclitics).is_some()
        || text.is(&lex.posts, i, Strip::Proclitics).is_some()
        || text.is(&lex.units, i, Strip::Proclitics).is_some()
        || text.is(&lex.time_units, i, Strip::Article).is_some()
        || text.is(&lex.day_parts, i, Strip::Article).is_some()
        || text.is(&lex.channels, i, Strip::Article).is_some()
}

/// «وزارة الخارجية التركية», «هيئة السياحة والتراث الوطني», «المرصد السوري لحقوق الإنسان».
fn headed(text: &Text, i: usize, end: usize) -> Option<Name> {
    let lex = text.lex;
    let head = text.find(&lex.name_heads, i, i + 1, Strip::Proclitics)?;
    let definite_head = text.is_definite(i);
    if is_outer_head(text, i, end) {
        return None;
    }
    let mut at = i + 1;
    while at < end && at < i + LONGEST && text.kind(at) == Kind::Arabic {
        // «اتحاد الشغل، …»: a quotation mark or comma ends the name by not being a word.
        let inside = text.find(&lex.known, at, end, Strip::Nothing).filter(|k| k.value.label != Label::Misc);
        if let Some(inside) = inside.filter(|_| {
            !definite_head && at == i + 1 || inside.is_some_and(|k| k.value.authority == "iso3166")
        }) {
            at = inside.end;
            continue;
        }
        if stops_name(text, at) {
            break;
        }
        let printed = text.fold(at);
        let nationality = text.is(&lex.nationalities, at, Strip::Nothing).is_some();
        let joined = printed.starts_with("وال") && at > i + 1 && text.is_definite(at - 1);
        // «لحقوق الإنسان», «لكرة القدم»: a purpose in two words.
        let to = printed.starts_with('ل')
            && !printed.starts_with("لل")
            && at > i + 1
            && printed.chars().count() > 3
            && text.is_definite(at + 1)
            && !stops_name(text, at + 1)
            && text.kind(at + 1) == Kind::Arabic;
        let plain = printed.starts_with("ال") || (nationality && definite_head == printed.starts_with("ال"));
        let paired = joined
            && text.is(&lex.name_heads, at, Strip::Proclitics).is_none()
            && text.is(&lex.nationalities, at, Strip::Conjunction).is_none();
        // «هيئة مكافحة الفساد», «جمعية مديري الصحف»: a construct of a bare noun and a definite one.
        let construct = at == i + 1
            && !definite_head
            && (text.is_definite(at + 1) || text.find(&lex.known, at + 1, end, Strip::Nothing).is_some())
            && !stops_name(text, at + 1)
            && printed.chars().count() > 2
            && !is_verb(text, at)
            && text.is(&lex.numbers, at, Strip::Nothing).is_none();
        if plain || paired {
            at += 1;
        } else if to || construct {
            at += 2;
        } else if printed.starts_with("لل")
            && at > i + 1
            && printed.chars().count() > 4
            && text.is(&lex.nationalities, at - 1, Strip::Nothing).is_none()
        {
            at += 1;
        } else {
            break;
        }
    }
    if at == i + 1 || at > end {
        return None;
    }
    // «معرض ألوان السعودية 2015»: an event carries its year.
    if *head.value == Label::Misc && text.kind(at) == Kind::Number && at < end {
        at += 1 + usize::from(at + 1 < end && text.eq(at + 1, "م"));
    }
    // A common phrase, with or without a nationality behind it.
    if let Some(common) = text.find(&lex.no_names, i, end, Strip::Proclitics)
        && (common.end..at).all(|t| text.is(&lex.nationalities, t, Strip::Nothing).is_some())
    {
        return None;
    }
    // «الحركة الدستورية» is a name, «الشركة الكبيرة» is not told apart here: a definite head wants two words or a nationality.
    let nationality = (i + 1..at).any(|t| text.is(&lex.nationalities, t, Strip::Article).is_some());
    if definite_head && at == i + 2 && !nationality && *head.value != Label::Org {
        return None;
    }
    let sure = !definite_head || nationality || at > i + 2;
    Some(Name { sure, ..name(text, i..at, head.cut, *head.value, None, &HEADED) })
}

/// «قوات التحالف الدولي», «قيادة التحالف»: a bare head in front of a known name that has a head of its own stays outside.
fn is_outer_head(text: &Text, i: usize, end: usize) -> bool {
    let lex = text.lex;
    !text.is_definite(i)
        && text.is(&lex.name_heads, i, Strip::Proclitics).is_some()
        && text.is(&lex.name_heads, i + 1, Strip::Nothing).is_some()
        && text.find(&lex.known, i + 1, end, Strip::Nothing).is_some_and(|k| k.value.label == Label::Org)
}

/// Whether a word ends the name of an organisation in front of it.
fn stops_name(text: &Text, i: usize) -> bool {
    let lex = text.lex;
    text.function(i).is_some()
        || text.is(&lex.relatives, i, Strip::Nothing).is_some()
        || text.is(&lex.weekdays, i, Strip::Nothing).is_some()
        || text.is(&lex.deictics, i, Strip::Nothing).is_some()
        || text.is(&lex.posts, i, Strip::Conjunction).is_some()
}

/// Whether a word is spelt as a finite verb.
fn is_verb(text: &Text, i: usize) -> bool {
    let lex = text.lex;
    text.is(&lex.verbs, i, Strip::Conjunction).is_some()
        || text
            .is(&lex.speech, i, Strip::Conjunction)
            .is_some_and(|s| matches!(s.form, SpeechForm::Finite(..)))
        || text
            .is(&lex.triggers, i, Strip::Conjunction)
            .is_some_and(|t| matches!(t.form, TriggerForm::Finite(..)))
}

/// The unknown word behind «مدينة».
fn placed(text: &Text, i: usize, end: usize) -> Option<Name> {
    let before = i.checked_sub(1)?;
    text.is(&text.lex.place_heads, before, Strip::Article)?;
    // «محافظة ينبع»: a verb behind a feminine noun would be feminine.
    let verb = text.is(&text.lex.verbs, i, Strip::Nothing);
    let no_verb = verb.is_none_or(|v| v.person == Person::He && text.printed(before).ends_with('ة'));
    let free = text.readings(i).iter().all(|r| text.lex.verbs.word(r.word).is_some());
    let plain = i < end
        && text.function(i).is_none()
        && !text.is_definite(i)
        && free
        && no_verb
        && text.fold(i).chars().count() > 2;
    plain.then(|| name(text, i..i + 1, Cut::default(), Label::Loc, None, &PLACED))
}

fn part(text: &Text, i: usize, end: usize, strip: Strip) -> Option<(NamePart, usize, Cut)> {
    // «عبدربه», «عبدالمهيمن»: no list has them all.
    if text.word(i) == Word::UNKNOWN && text.fold(i).starts_with("عبد") && text.fold(i).chars().count() > 5
    {
        return Some((NamePart::Given, i + 1, Cut::default()));
    }
    let found = text.find(&text.lex.person_names, i, end, strip)?;
    (found.cut.particle != Some('س')).then_some((*found.value, found.end, found.cut))
}

/// A given name and what follows it: other names, «بن», a definite family name, an unknown word.
fn person(text: &Text, i: usize, end: usize) -> Option<Name> {
    let (first, mut at, cut) = part(text, i, end, Strip::Proclitics)?;
    if first == NamePart::Family
        || text.eq(i, "ابن")
        || is_common(text, i) && (first != NamePart::Join || text.function(i) == Some(Function::Comp))
        || text.is(&text.lex.nationalities, i, Strip::Proclitics).is_some()
    {
        return None;
    }
    let start_end = at;
    while at < end && at < i + LONGEST && text.kind(at) == Kind::Arabic {
        // «سليمان الأسد ابن هلال»: behind two names «ابن» begins another.
        if text.eq(at, "ابن") && at > i + 1 {
            break;
        }
        if let Some((_, next, _)) =
            part(text, at, end, Strip::Nothing).filter(|_| text.function(at).is_none())
        {
            at = next;
        } else if is_family_name(text, at, at == start_end) {
            at += 1;
            break;
        } else {
            break;
        }
    }
    // A trailing «بن» joins nothing.
    while at > start_end && part(text, at - 1, at, Strip::Nothing).is_some_and(|p| p.0 == NamePart::Join) {
        at -= 1;
    }
    (at > start_end).then(|| name(text, i..at, cut, Label::Per, None, &PERSON))
}

/// Whether a word that no name list knows may end a person's name.
fn is_family_name(text: &Text, i: usize, only: bool) -> bool {
    let lex = text.lex;
    let free = text.function(i).is_none()
        && text.is(&lex.nationalities, i, Strip::Nothing).is_none()
        && (only && text.is_definite(i) || text.is(&lex.posts, i, Strip::Nothing).is_none())
        && text.is(&lex.name_heads, i, Strip::Article).is_none()
        && text.is(&lex.speech, i, Strip::Conjunction).is_none()
        && text.is(&lex.weekdays, i, Strip::Nothing).is_none()
        && text.is(&lex.relatives, i, Strip::Nothing).is_none()
        && text.is(&lex.deictics, i, Strip::Nothing).is_none();
    let word = text.fold(i);
    let nisba = word.starts_with("ال") && word.ends_with('ي');
    free && (nisba
        || only
            && (text.readings(i).is_empty() && !word.starts_with(['ي', 'ت', 'و', 'ف', 'ل', 'ب'])
                || word.starts_with("ال")
                    && (text.word(i) == Word::UNKNOWN || text.is(&lex.posts, i, Strip::Nothing).is_some())))
}

/// Unknown words behind a post or rank: two that no table knows, or what stands in quotation marks.
fn titled(text: &Text, i: usize, end: usize) -> Option<Name> {
    let before = i.checked_sub(1)?;
    let quoted = matches!(text.mark(before), '"' | '«' | '“');
    let lead = if quoted { before.checked_sub(1)? } else { before };
    if quoted {
        let close = (i..end.min(i + 5)).find(|&t| matches!(text.mark(t), '"' | '»' | '”'))?;
        let words = close - i;
        let fits = (2..=4).contains(&words)
            && (i..close).all(|t| text.kind(t) == Kind::Arabic && text.function(t).is_none());
        return (fits && leads_to_person(text, lead))
            .then(|| name(text, i..close, Cut::default(), Label::Per, None, &QUOTED));
    }
    let unknown = |t: usize| {
        text.kind(t) == Kind::Arabic
            && t < end
            && text.readings(t).is_empty()
            && !text.fold(t).starts_with("ال")
    };
    let named = |t: usize| {
        t < end
            && (unknown(t) || is_family_name(text, t, true) || part(text, t, end, Strip::Nothing).is_some())
    };
    let post = text.is(&text.lex.posts, lead, Strip::Proclitics).is_some()
        || text.is(&text.lex.nationalities, lead, Strip::Nothing).is_some() && leads_to_person(text, lead);
    (post && unknown(i) && named(i + 1)).then(|| {
        let third = usize::from(unknown(i + 2));
        name(text, i..i + 2 + third, Cut::default(), Label::Per, None, &TITLED)
    })
}

/// Whether a post stands in the few words that end at `lead`.
fn leads_to_person(text: &Text, lead: usize) -> bool {
    let from = text.sentence_of(lead).map_or(lead, |s| s.tokens.start).max(lead.saturating_sub(7));
    (from..=lead).rev().take_while(|&t| text.kind(t) == Kind::Arabic).any(|t| {
        text.is(&text.lex.posts, t, Strip::Proclitics) == Some(&Post::Post)
            || text.is(&text.lex.posts, t, Strip::Proclitics) == Some(&Post::Rank)
    })
}
