//! Quantities: numbers that count or measure something, with what they count.
//!
//! A quantity is a small grammar over tokens: a bound, a number (a range, a numeral, a vague plural, a dual), its unit, a
//! bound behind. `core` derives the number and names the rule that joined its parts; `refuse` says which numbers count
//! nothing.

mod bound;
mod core;
mod currency;
mod dual;
mod refuse;
mod unit;

use std::cell::OnceCell;

use self::bound::Bound;
use self::core::{Core, Place};
use self::unit::Unit;
use super::rule::{Rule, rules};
use super::time::Found as Time;
use crate::lexicon::{NumberRole, NumberSense};
use crate::record::{Dimension, Id, Quantity, Relation};
use crate::span::Span;
use crate::text::{Cut, Kind, Strip, Text};

rules! {
    NUMERAL = "quantity.numeral@2", "a numeral in digits or words, with what says how it is meant", "وصلت أكثر من 2300 حقيبة إلى الميناء.";
    VAGUE = "quantity.vague@1", "a plural such as «عشرات» or «آلاف»", "شارك آلاف العمال في المسيرة.";
    DUAL = "quantity.dual@2", "the dual of a noun that can be counted", "وصلت شحنتين إلى الميناء.";
    RANGE = "quantity.range@2", "«بين X وY», «من X إلى Y», «X-Y», with the unit behind one number or both", "يعمل في المصنع بين 20 و30 عاملا.";
    POSTPOSED = "quantity.postposed@2", "a definite number behind a definite noun, «واحد» behind its noun", "تحدثت الدول الثلاث عن الأزمة.";
    BY_VERB = "quantity.by-verb@1", "a verb that bounds the number, its subject in between", "تجاوز عدد الزوار 300 زائر.";
}

/// What stands at a place.
enum Reading {
    /// A quantity, and where to read on.
    Quantity(Quantity, usize),
    /// A number that counts nothing, up to this token.
    Refused(usize),
}

/// The quantities of a text. `taken` holds the token ranges of names; times are never quantities.
#[must_use]
pub fn quantities(text: &Text, times: &[Time], taken: &[std::ops::Range<usize>]) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    let countries = OnceCell::new();
    let mut times = times.iter().peekable();
    let mut taken = taken.iter().peekable();
    for sentence in &text.sentences {
        let mut at = sentence.tokens.start;
        let (mut refused, mut time_end) = (None, None);
        while at < sentence.tokens.end {
            while times.next_if(|t| t.end <= at).is_some() {}
            while taken.next_if(|t| t.end <= at).is_some() {}
            if let Some(time) = times.peek().filter(|t| t.start <= at) {
                (at, time_end) = (time.end, Some(time.end));
                continue;
            }
            let end = times.peek().map_or(sentence.tokens.end, |t| t.start.min(sentence.tokens.end));
            let place = Place {
                text,
                from: sentence.tokens.start,
                end,
                refused,
                time_end,
                countries: &countries,
                counts_on: end < sentence.tokens.end && opens_with_number(text, end),
            };
            // «وزارتا الدفاع والداخلية»: a name may begin with a dual, and counts nothing else.
            let name = taken.peek().filter(|t| t.start <= at && has_letters(text, t));
            if let Some(name) = name
                && (name.start < at || dual::dual(&place, at).is_none() || name.end == at + 1)
            {
                at += 1;
                continue;
            }
            match read(&place, at) {
                Some(Reading::Quantity(mut quantity, next)) => {
                    quantity.id = Id { layer: "q", number: out.len() as u32 + 1 };
                    tie_to_whole(text, out.last_mut(), &quantity);
                    out.push(quantity);
                    at = next;
                }
                Some(Reading::Refused(next)) => {
                    (at, refused) = (next, Some(next));
                }
                None => at += 1,
            }
        }
    }
    out
}

/// Whether a name has letters: one of digits and marks alone is none.
fn has_letters(text: &Text, tokens: &std::ops::Range<usize>) -> bool {
    tokens.clone().any(|i| matches!(text.kind(i), Kind::Arabic | Kind::Other))
}

/// Whether a number or a number word stands at a token.
fn opens_with_number(text: &Text, i: usize) -> bool {
    text.kind(i) == Kind::Number || text.is(&text.lex.numbers, i, Strip::Conjunction).is_some()
}

/// The number at token `i`, or the one that the bound at `i` bounds.
fn read(place: &Place, i: usize) -> Option<Reading> {
    let text = place.text;
    let opens = || text.readings(i).iter().any(|r| text.lex.opens_figure(r.word));
    if text.kind(i) != Kind::Number && !opens() {
        return None;
    }
    let front = bound::before(place, i);
    let at = front.map_or(i, |b| b.end);
    let core = core::core(place, at)?;
    let mut unit = unit_of(place, &core);
    let mut rule = core.rule;
    let behind = bound::behind(place, core.end)
        .or_else(|| unit.as_ref().and_then(|u| bound::behind(place, u.tokens.end.max(core.end))));
    // «بأربع مرات» is an adverb, not what the verb bounds.
    let is_object = front.is_none() && core.cut.particle.is_none();
    let by_verb = if is_object { bound::of_verb(place, at) } else { None };
    let bound = front.or(by_verb).or(behind);
    if refuse::is_no_quantity(place, i, &core, unit.as_ref(), bound.is_some()) {
        return Some(Reading::Refused(core.end));
    }
    if by_verb.is_some() {
        rule = &BY_VERB;
    }
    if unit.is_none() && refuse::is_behind_article(place, &core) {
        unit = unit::plural_before_article(place, &core);
        rule = &POSTPOSED;
    }
    let is_small_word = text.kind(core.start) == Kind::Arabic && core.high.is_none() && !core.is(&VAGUE);
    let is_measured = unit.as_ref().is_some_and(|u| u.dimension != Dimension::Count);
    let is_one = is_small_word && core.low.to_bits() == 1.0_f64.to_bits() && !is_measured;
    let is_two = is_small_word && core.low.to_bits() == 2.0_f64.to_bits() && !core.is(&DUAL);
    if unit.is_none() || core.is_definite || is_one || is_two {
        let noun = (is_small_word && (core.is_definite || is_one || is_two))
            .then(|| unit::noun_before(place, &core))
            .flatten()
            .filter(|u| !is_two || core.is_definite || is_dual_ending(text, u))
            .filter(|u| !is_one || core.cut == Cut::default() && agrees_with_one(text, &core, u));
        if let Some(noun) = noun {
            unit = Some(noun);
            rule = &POSTPOSED;
        } else if is_one && bound.is_none() {
            // «واحد من أبرز …» is a pronoun unless a noun in front agrees with it.
            return None;
        }
    }
    let is_bare =
        unit.is_none() && text.kind(core.start) == Kind::Arabic && !core.is(&VAGUE) && bound.is_none();
    if is_bare && core.is_definite {
        return None;
    }
    Some(quantity(place, i, &core, unit, bound, rule, behind))
}

fn is_dual_ending(text: &Text, unit: &Unit) -> bool {
    let word = text.fold(unit.tokens.start);
    word.ends_with("ين") || word.ends_with("ان")
}

/// Whether a noun and «واحد» or «واحدة» behind it agree; «باعتباره واحدا من …», «فرنسا واحدة من …» do not.
fn agrees_with_one(text: &Text, core: &Core, unit: &Unit) -> bool {
    let noun = text.fold(unit.tokens.start);
    let is_owned =
        noun.ends_with("ها") || noun.ends_with("هم") || text.printed(unit.tokens.start).ends_with('ه');
    let is_name = text.find(&text.lex.known, unit.tokens.start, core.start, Strip::Proclitics).is_some();
    let feminine = text.fold(core.start).ends_with('ه');
    let shows = noun.ends_with('ه') || noun.ends_with('ت');
    !is_owned && !is_name && (feminine == noun.ends_with('ه') || feminine && shows)
}

/// The unit of a number: the dual itself, what stands behind, between the numbers of a range, or a sign in front.
fn unit_of(place: &Place, core: &Core) -> Option<Unit> {
    if core.is(&DUAL) {
        let text = place.text;
        let tokens = core.start..core.start + 1;
        let found = text.find(&text.lex.units, core.start, core.start + 1, Strip::Proclitics);
        let (dimension, currency) =
            found.map_or((Dimension::Count, ""), |f| (f.value.dimension, f.value.currency));
        return Some(Unit { tokens, letters: core.cut.letters, dimension, currency });
    }
    unit::sign_before(place, core).or_else(|| unit::unit(place, core)).or_else(|| core.inner.clone())
}

/// The fact: its span, numbers, relation and unit.
fn quantity(
    place: &Place,
    i: usize,
    core: &Core,
    unit: Option<Unit>,
    bound: Option<Bound>,
    rule: &'static Rule,
    behind: Option<Bound>,
) -> Reading {
    let text = place.text;
    let relation = match bound {
        _ if core.is(&VAGUE) => Relation::Vague,
        _ if core.high.is_some() => Relation::Range,
        Some(b) => b.relation,
        None => Relation::Exact,
    };
    let sign = usize::from(refuse::is_sign(place, core) && is_signed(unit.as_ref()));
    let is_minus = sign == 1 && text.mark(core.start - 1) != '+';
    let low = if is_minus { -core.low } else { core.low };
    let (min, max, value) = match relation {
        Relation::MoreThan | Relation::AtLeast | Relation::Vague => (Some(low), None, None),
        Relation::LessThan | Relation::AtMost => (None, Some(low), None),
        Relation::Range => (Some(low), core.high, None),
        Relation::Exact | Relation::Approx => (None, None, Some(low)),
    };
    let (start, letters) = match bound.filter(|b| b.start < core.start) {
        Some(b) => (b.start.min(i), b.cut.letters),
        None if i < core.start => (i, core.cut.letters),
        None => (core.start - sign, if sign == 1 { 0 } else { core.cut.letters }),
    };
    let last = behind.filter(|b| b.start == core.end).map_or(core.end, |b| b.end);
    let next = unit.as_ref().map_or(last, |u| u.tokens.end.max(last));
    let next = behind.map_or(next, |b| b.end.max(next));
    let currency = unit.as_ref().map_or("", |u| currency::of(place, u));
    let quantity = Quantity {
        id: Id { layer: "q", number: 0 },
        span: text.span(start..last, letters),
        value,
        min,
        max,
        relation,
        dimension: unit.as_ref().map_or(Dimension::Count, |u| u.dimension),
        currency: Some(currency).filter(|c| !c.is_empty()).map(Into::into),
        unit: unit.map(|u| text.span(u.tokens, u.letters)),
        of: None,
        by: rule.by.into(),
    };
    Reading::Quantity(quantity, next)
}

/// Whether what is measured may be below nothing: a dash before people is a dash.
fn is_signed(unit: Option<&Unit>) -> bool {
    !unit.is_some_and(|u| matches!(u.dimension, Dimension::Count | Dimension::Money | Dimension::Mass))
}

/// Whether two numbers are the ends of a range and not those of a change, or of two statements.
fn rule_of_range(place: &Place, i: usize, opener: Option<NumberRole>, has_inner: bool, joint: usize) -> bool {
    match opener {
        Some(NumberRole::Between) => true,
        // «ارتفع من 30 إلى 40» is two numbers; with a unit between them only a verb of spreading makes a range.
        Some(_) => match bound::sense_before(place, i) {
            Some(NumberSense::Spread) => true,
            Some(NumberSense::Change) => false,
            _ => !has_inner,
        },
        // «من» in front was not taken for the opening of a range.
        None if i.checked_sub(1).is_some_and(|p| core::role(place.text, p) == Some(NumberRole::From)) => {
            false
        }
        None => {
            !has_inner && place.text.kind(joint.saturating_sub(1)) == Kind::Number
                || bound::sense_before(place, i) == Some(NumberSense::Spread)
        }
    }
}

/// «2500 مقعد في القاعة من بين 3500»: the second number is the whole of the first.
fn tie_to_whole(text: &Text, first: Option<&mut Quantity>, whole: &Quantity) {
    let Some(first) = first else { return };
    let at = text.token_at(whole.span.start);
    let led = at.checked_sub(2).is_some_and(|p| {
        text.find(&text.lex.number_roles, p, at, Strip::Nothing)
            .is_some_and(|f| *f.value == NumberRole::Whole && f.end == at)
    });
    let same = text.sentence_of(at).is_some_and(|s| s.span.contains(first.span));
    if led && same {
        first.of = Some(Span::new(whole.span.start, whole.span.end));
    }
}
