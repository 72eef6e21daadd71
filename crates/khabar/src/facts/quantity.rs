//! Quantities: numbers that count or measure something, with what they count.

use super::number::{self, Numeral};
use super::rule::Rule;
use super::time::Found as Time;
use crate::record::{Dimension, Id, Quantity, Relation};
use crate::span::Span;
use crate::text::{Cut, Kind, Strip, Text};

macro_rules! rules {
    ($($name:ident = $by:literal, $why:literal, $example:literal;)*) => {
        $(const $name: Rule = Rule { by: $by, why: $why, example: $example };)*
        /// Every rule of this layer.
        pub const RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    NUMERAL = "quantity.numeral@1", "a numeral in digits or words, with what says how it is meant", "وصلت أكثر من 2100 شحنة إلى الميناء.";
    VAGUE = "quantity.vague@1", "a plural such as «عشرات» or «آلاف»", "شارك آلاف العمال في المسيرة.";
    DUAL = "quantity.dual@1", "the dual of a noun that can be counted", "وصلت شحنتين إلى الميناء.";
    RANGE = "quantity.range@1", "«بين X وY», «من X إلى Y», «X-Y»", "يعمل في المصنع بين 20 و30 عاملا.";
    POSTPOSED = "quantity.postposed@1", "a definite number behind a definite noun", "تحدثت الدول الثلاث عن الأزمة.";
}

/// The quantities of a text. `taken` holds the token ranges of names; times are never quantities.
#[must_use]
pub fn quantities(text: &Text, times: &[Time], taken: &[std::ops::Range<usize>]) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    let mut times = times.iter().peekable();
    let mut taken = taken.iter().peekable();
    for sentence in &text.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            while times.next_if(|t| t.end <= at).is_some() {}
            while taken.next_if(|t| t.end <= at).is_some() {}
            if let Some(time) = times.peek().filter(|t| t.start <= at) {
                at = time.end;
                continue;
            }
            if taken.peek().is_some_and(|t| t.start <= at) {
                at += 1;
                continue;
            }
            let end = times.peek().map_or(sentence.tokens.end, |t| t.start.min(sentence.tokens.end));
            match quantity(text, at, sentence.tokens.start, end) {
                Some((mut quantity, next)) => {
                    quantity.id = Id { layer: "q", number: out.len() as u32 + 1 };
                    tie_to_whole(text, out.last_mut(), &quantity);
                    out.push(quantity);
                    at = next;
                }
                None => at += 1,
            }
        }
    }
    out
}

/// A numeral, vague plural or dual: its numbers and end.
struct Core {
    low: f64,
    high: Option<f64>,
    vague: bool,
    end: usize,
    cut: Cut,
    definite: bool,
    rule: &'static Rule,
    dual: bool,
}

fn core(text: &Text, i: usize, end: usize) -> Option<Core> {
    if let Some(n) = number::numeral(text, i, end) {
        let one = Core {
            low: n.value,
            high: None,
            vague: false,
            end: n.end,
            cut: n.cut,
            definite: n.cut.article,
            rule: &NUMERAL,
            dual: false,
        };
        let more = range_end(text, &n, end);
        return Some(match more {
            Some((high, end)) if high > n.value => Core { high: Some(high), end, rule: &RANGE, ..one },
            _ => one,
        });
    }
    let simple = |low, end, cut: Cut, rule, vague, dual| Core {
        low,
        high: None,
        vague,
        end,
        cut: Cut { article: false, ..cut },
        definite: false,
        rule,
        dual,
    };
    if let Some(found) = text.find(&text.lex.vague, i, end, Strip::Proclitics) {
        return Some(simple(*found.value, found.end, found.cut, &VAGUE, true, false));
    }
    let found = text.find(&text.lex.duals, i, i + 1, Strip::Article)?;
    Some(simple(2.0, found.end, found.cut, &DUAL, false, true))
}

/// The upper end of a range behind a first number: «10-12», «بين 20 و30», «من 3 إلى 5».
fn range_end(text: &Text, first: &Numeral, end: usize) -> Option<(f64, usize)> {
    let at = first.end;
    let before = |words: &[&str]| {
        let start = at.checked_sub(2);
        start.is_some_and(|s| words.contains(&text.fold(s)))
    };
    if matches!(text.mark(at), '-' | '–') && text.kind(at + 1) == Kind::Number && text.touches(at) {
        let high = number::numeral(text, at + 1, end)?;
        return Some((high.value, high.end));
    }
    let second = if (text.eq(at, "الي") || text.eq(at, "و")) && before(&["من", "بين", "مابين"])
    {
        at + 1
    } else {
        at
    };
    let high = number::numeral(text, second, end)?;
    (second > at || before(&["بين"]) && high.cut.conjunction).then_some((high.value, high.end))
}

fn quantity(text: &Text, i: usize, from: usize, end: usize) -> Option<(Quantity, usize)> {
    let lex = text.lex;
    let bound = text.find(&lex.bounds, i, end, Strip::Proclitics).filter(|b| !b.value.after);
    let at = bound.map_or(i, |b| b.end);
    let core = core(text, at, end)?;
    if bound.is_none()
        && (is_no_quantity(text, i, from, &core) || core.dual && core.cut.particle == Some('س'))
    {
        return None;
    }
    let mut last = core.end;
    let behind = text.find(&lex.bounds, last, end, Strip::Nothing).filter(|b| b.value.after);
    // «واحد» and «واحدة» are pronouns unless something says they count.
    if core.low < 2.0
        && core.high.is_none()
        && bound.is_none()
        && behind.is_none()
        && text.kind(at) != Kind::Number
        && !core.vague
        && core.low.to_bits() == 1.0_f64.to_bits()
    {
        return None;
    }
    if let Some(behind) = behind {
        last = behind.end;
    }
    let relation = match (bound.or(behind), core.vague, core.high) {
        (_, true, _) => Relation::Vague,
        (_, _, Some(_)) => Relation::Range,
        (Some(b), ..) => b.value.relation,
        _ => Relation::Exact,
    };
    let cut = bound.map_or(core.cut, |b| b.cut);
    let mut unit = if core.dual {
        Some((at..core.end, core.cut.letters, Dimension::Count, ""))
    } else {
        unit(text, last, end, &core)
    };
    let mut rule = core.rule;
    if unit.is_none() || core.definite {
        // «الغارات الثلاث», «رصاصة واحدة»
        let noun = at
            .checked_sub(1)
            .filter(|&p| p >= from && is_noun(text, p) && text.is_definite(p) == core.definite);
        if let Some(noun) =
            noun.filter(|_| text.kind(at) == Kind::Arabic && (core.definite || core.low <= 2.0))
        {
            unit = Some((noun..noun + 1, 0, Dimension::Count, ""));
            rule = &POSTPOSED;
        }
    }
    let lone = unit.is_none() && text.kind(at) == Kind::Arabic && !core.vague && bound.is_none();
    if lone && core.definite {
        return None;
    }
    let (min, max, value) = match relation {
        Relation::MoreThan | Relation::AtLeast | Relation::Vague => (Some(core.low), None, None),
        Relation::LessThan | Relation::AtMost => (None, Some(core.low), None),
        Relation::Range => (Some(core.low), core.high, None),
        Relation::Exact | Relation::Approx => (None, None, Some(core.low)),
    };
    let (dimension, currency) = unit.as_ref().map_or((Dimension::Count, ""), |u| (u.2, u.3));
    let next = unit.as_ref().map_or(last, |u| u.0.end.max(last));
    let quantity = Quantity {
        id: Id { layer: "q", number: 0 },
        span: text.span(i..last, cut.letters),
        value,
        min,
        max,
        relation,
        dimension,
        currency: Some(currency).filter(|c| !c.is_empty()).map(Into::into),
        unit: unit.map(|(range, letters, ..)| text.span(range, letters)),
        of: None,
        by: rule.by.into(),
    };
    Some((quantity, next))
}

/// Numbers that are names, ordinals, list marks, scores, phone numbers.
fn is_no_quantity(text: &Text, i: usize, from: usize, core: &Core) -> bool {
    let before = i.checked_sub(1).filter(|&p| p >= from);
    if before.is_some_and(|p| text.is(&text.lex.no_quantity, p, Strip::Proclitics).is_some()) {
        return true;
    }
    if text.kind(i) != Kind::Number {
        return false;
    }
    let touching = |p: usize, q: usize| {
        text.touches(p) && matches!(text.mark(q), '/' | ':' | '-' | '_' | '+' | '@' | '.')
    };
    let glued = before.is_some_and(|p| touching(p, p) || (text.touches(p) && text.kind(p) == Kind::Other))
        || (text.touches(core.end - 1) && matches!(text.mark(core.end), '/' | ':' | '_' | '@' | '+'));
    let listed = i == from && matches!(text.mark(core.end), '-' | '.' | ')' | '–');
    let phone = text.fold(i).len() >= 7 && text.fold(i).starts_with('0')
        || text.fold(i).len() >= 10 && !text.fold(i).contains(['.', ',']);
    // «2-1» is a score when nothing is counted.
    let score = core.high.is_some() && core.low <= 20.0 && unit(text, core.end, text.len(), core).is_none();
    glued || listed || phone || score
}

fn is_noun(text: &Text, i: usize) -> bool {
    text.kind(i) == Kind::Arabic
        && text.function(i).is_none()
        && text.is(&text.lex.speech, i, Strip::Conjunction).is_none()
        && text.is(&text.lex.months, i, Strip::Nothing).is_none()
        && text.fold(i).chars().count() > 2
}

type Unit = (std::ops::Range<usize>, u8, Dimension, &'static str);

/// What is counted: a unit of the table, or the noun behind the number.
fn unit(text: &Text, at: usize, end: usize, core: &Core) -> Option<Unit> {
    let mut at = at;
    while at < end && matches!(text.mark(at), '»' | '"' | '”' | ')') {
        at += 1;
    }
    if let Some(found) = text.find(&text.lex.units, at, end, Strip::Nothing) {
        return Some((at..found.end, 0, found.value.dimension, found.value.currency));
    }
    let of = text.eq(at, "من");
    let noun = at + usize::from(of);
    // «ثلاثة وعشرين طالبا»: behind 11 to 99 stands an accusative noun, even one spelt as a verb.
    let accusative = !of && (11.0..100.0).contains(&core.low) && text.fold(noun).ends_with('ا');
    if noun >= end
        || !(is_noun(text, noun) || accusative && text.kind(noun) == Kind::Arabic)
        || (of && text.eq(noun, "بين"))
    {
        return None;
    }
    let definite = text.is_definite(noun);
    // Digits and words count an indefinite noun, «من» and a vague plural a definite one too.
    if definite && !of && !core.vague && !core.definite {
        return None;
    }
    let word = text.fold(noun);
    let verb = word.starts_with('ي') && text.word(noun) == crate::lexicon::Word::UNKNOWN && !definite && !of;
    let owned = ["هم", "ها", "هن"].iter().any(|p| word.ends_with(p)) && !of;
    // «المرتبة العاشرة بوزارة الداخلية»: what stands behind a conjunction or a preposition is not counted.
    let readings = text.readings(noun);
    let is_led = |c: &Cut| c.conjunction || matches!(c.particle, Some('ب' | 'ل' | 'ك'));
    let joined = matches!(word.chars().next(), Some('و' | 'ب' | 'ل' | 'ك'))
        && readings.iter().all(|r| is_led(&r.cut))
        && !readings.is_empty();
    if verb || owned || joined {
        return None;
    }
    let last = if of && !definite && noun + 1 < end && text.is_definite(noun + 1) && core.low > 10.0 {
        noun + 2
    } else {
        noun + 1
    };
    Some((noun..last, 0, Dimension::Count, ""))
}

/// «2500 عسكري في العراق من بين 3500 عنصر»: the second number is the whole of the first.
fn tie_to_whole(text: &Text, first: Option<&mut Quantity>, whole: &Quantity) {
    let Some(first) = first else { return };
    let at = text.token_at(whole.span.start);
    let led = at
        .checked_sub(2)
        .is_some_and(|p| text.eq(p, "من") && matches!(text.fold(p + 1), "بين" | "اصل" | "اجمالي" | "مجموع"));
    let same = text.sentence_of(at).is_some_and(|s| s.span.contains(first.span));
    if led && same {
        first.of = Some(Span::new(whole.span.start, whole.span.end));
    }
}
