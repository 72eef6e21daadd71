//! The number of a quantity and how it was put together: the rule, and the parts that the rule joined.

use std::cell::OnceCell;

use super::unit::{Unit, unit};
use super::{DUAL, NUMERAL, RANGE, VAGUE, dual, rule_of_range};
use crate::facts::number::{self, Numeral};
use crate::facts::rule::Rule;
use crate::lexicon::{NumberKind, NumberRole};
use crate::record::Dimension;
use crate::text::{Cut, Kind, Strip, Text};

/// Where a quantity may stand: tokens of one sentence, up to the next time.
#[derive(Clone, Copy)]
pub(super) struct Place<'t, 'p> {
    pub text: &'t Text<'p>,
    /// First token of the sentence.
    pub from: usize,
    /// One past the last token that may be read.
    pub end: usize,
    /// The end of a number that was found to be none; what is joined to it is none as well.
    pub refused: Option<usize>,
    /// The end of the last time before.
    pub time_end: Option<usize>,
    /// The countries that the page names, once they are asked for.
    pub countries: &'t OnceCell<Vec<&'static str>>,
    /// Whether a time follows at `end` that begins with a number.
    pub counts_on: bool,
}

/// A derivation: the rule, its numbers, and its words.
#[derive(Clone)]
pub(super) struct Core {
    pub rule: &'static Rule,
    pub low: f64,
    pub high: Option<f64>,
    /// First token of the number, bounds and «بين» aside.
    pub start: usize,
    pub end: usize,
    pub cut: Cut,
    /// Whether the number itself has the article.
    pub is_definite: bool,
    /// Whether a scale word or a mark within digits says that it is an amount, and no name's number.
    pub is_amount: bool,
    /// Whether a scale word is part of it.
    pub has_scale: bool,
    /// The unit between the two numbers of a range.
    pub inner: Option<Unit>,
}

impl Core {
    pub fn is(&self, rule: &'static Rule) -> bool {
        self.rule.by == rule.by
    }

    fn of_numeral(text: &Text, start: usize, n: &Numeral) -> Self {
        let is_marked = n.digits && (text.fold(start).contains(['.', ',']) || n.end > start + 1);
        Self {
            rule: &NUMERAL,
            low: n.value,
            high: None,
            start,
            end: n.end,
            cut: n.cut,
            is_definite: n.cut.article,
            is_amount: n.scale > 1.0 || is_marked,
            has_scale: n.scale > 1.0 || n.value >= 1000.0 && n.end > start + 1,
            inner: None,
        }
    }

    fn simple(rule: &'static Rule, low: f64, start: usize, end: usize, cut: Cut) -> Self {
        let cut = Cut { article: false, ..cut };
        Self {
            rule,
            low,
            high: None,
            start,
            end,
            cut,
            is_definite: false,
            is_amount: false,
            has_scale: false,
            inner: None,
        }
    }
}

/// The role of the small word at a token.
pub(super) fn role(text: &Text, i: usize) -> Option<NumberRole> {
    text.is(&text.lex.number_roles, i, Strip::Nothing).copied()
}

/// The number that begins at token `i`: a range, a numeral, a vague plural or a dual.
pub(super) fn core(place: &Place, i: usize) -> Option<Core> {
    let text = place.text;
    if let Some(found) = range(place, i) {
        return Some(found);
    }
    if let Some(n) = number::numeral(text, i, place.end) {
        return Some(whole(place, Core::of_numeral(text, i, &n), n.dotted, None));
    }
    // «نصف طن»: a fraction of a measure counts, one of a thing («نصف المدينة») does not.
    if let Some(share) =
        text.is(&text.lex.numbers, i, Strip::Proclitics).filter(|w| w.kind == NumberKind::Fraction)
        && let Some(of) = text.find(&text.lex.units, i + 1, place.end, Strip::Nothing)
        && of.value.dimension != Dimension::Percent
    {
        let cut = text.find(&text.lex.numbers, i, i + 1, Strip::Proclitics).map_or(Cut::default(), |f| f.cut);
        return Some(Core::simple(&NUMERAL, share.value, i, i + 1, cut));
    }
    if let Some(found) = text.find(&text.lex.vague, i, place.end, Strip::Proclitics) {
        return Some(Core::simple(&VAGUE, *found.value, i, found.end, found.cut));
    }
    let (end, cut) = dual::dual(place, i)?;
    Some(Core::simple(&DUAL, 2.0, i, end, cut))
}

/// «3.350 شخصا»: a dot before three digits stands between thousands, unless what is measured comes in thousandths.
fn whole(place: &Place, core: Core, is_dotted: bool, high: Option<&Numeral>) -> Core {
    let dotted_high = high.is_some_and(|h| h.dotted);
    if !is_dotted && !dotted_high {
        return core;
    }
    let found = unit(place, &core).or_else(|| core.inner.clone());
    if found.is_some_and(|u| u.has_thousandths(place)) {
        return core;
    }
    let times = |value: f64, is_dotted: bool| if is_dotted { (value * 1000.0).round() } else { value };
    Core { low: times(core.low, is_dotted), high: core.high.map(|h| times(h, dotted_high)), ..core }
}

/// «بين 20 و30», «من 3 إلى 5», «10-12», «20 أو 25».
fn range(place: &Place, i: usize) -> Option<Core> {
    let text = place.text;
    let lead = text.find(&text.lex.number_roles, i, place.end, Strip::Proclitics);
    let lead = lead.filter(|f| matches!(f.value, NumberRole::Between | NumberRole::From));
    let opener = lead.map(|f| *f.value);
    let start = lead.map_or(i, |f| f.end);
    let low = number::numeral(text, start, place.end)?;
    let first = Core::of_numeral(text, start, &low);
    let joint = |at: usize| -> Option<(NumberRole, usize)> {
        match text.mark(at) {
            '-' | '–' | '—' | '−' | '~' if opener.is_none() => {
                let is_tight = text.touches(at) && text.touches(at - 1) && text.kind(at + 1) == Kind::Number;
                return is_tight.then_some((NumberRole::To, at + 1));
            }
            _ => {}
        }
        match role(text, at) {
            Some(NumberRole::To) => Some((NumberRole::To, at + 1)),
            Some(NumberRole::Or) if opener.is_none() && low.digits => Some((NumberRole::Or, at + 1)),
            _ if opener == Some(NumberRole::Between) && text.eq(at, "و") => {
                Some((NumberRole::Between, at + 1))
            }
            _ => None,
        }
    };
    let is_and = |n: &Numeral| opener == Some(NumberRole::Between) && n.cut.conjunction;
    let second = |at: usize| -> Option<Numeral> {
        match joint(at) {
            Some((_, next)) => number::numeral(text, next, place.end).filter(|n| n.cut.particle.is_none()),
            None => number::numeral(text, at, place.end).filter(is_and),
        }
    };
    // The unit may stand behind both numbers, or behind the last alone.
    let inner = unit(place, &first).filter(|u| u.tokens.start >= low.end);
    let (inner, high, joint_at) = if let Some(high) = second(low.end) {
        (None, high, low.end)
    } else {
        let inner = inner?;
        let at = inner.tokens.end;
        (Some(inner), second(at)?, at)
    };
    // «20 إلى 25» in words alone is «from» of another verb: both ends are in digits, or a word opens the range.
    if opener.is_none() && !(low.digits && high.digits) {
        return None;
    }
    let shares_scale =
        low.scale <= 1.0 && high.scale > 1.0 && low.value < high.value / high.scale && inner.is_none();
    let low_value = if shares_scale { low.value * high.scale } else { low.value };
    let core = Core {
        rule: &RANGE,
        low: low_value,
        high: Some(high.value),
        start,
        end: high.end,
        cut: lead.map_or(first.cut, |f| f.cut),
        is_definite: false,
        is_amount: true,
        has_scale: high.scale > 1.0,
        inner,
    };
    let core = whole(place, core, low.dotted && !shares_scale, Some(&high));
    let outer = unit(place, &core);
    let is_one_unit = match (&core.inner, &outer) {
        (Some(a), Some(b)) => a.is_like(b, text),
        (Some(_), None) => opener == Some(NumberRole::Between),
        _ => true,
    };
    let is_rising = core.high.is_some_and(|h| h > core.low);
    let is_range = rule_of_range(place, i, opener, core.inner.is_some(), joint_at);
    (is_rising && is_one_unit && is_range).then_some(core)
}
