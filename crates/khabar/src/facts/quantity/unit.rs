//! What is counted: a unit of the table, or the noun that the number counts.

use std::ops::Range;

use super::core::{Core, Place, role};
use super::dual::is_definite;
use super::{DUAL, VAGUE};
use crate::lexicon::{NumberKind, NumberRole, Person, SpeechForm, Tense};
use crate::record::Dimension;
use crate::text::{Kind, Strip, Text};

/// A unit: its words, the letters cut off the first, what it measures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub tokens: Range<usize>,
    pub letters: u8,
    pub dimension: Dimension,
    pub currency: &'static str,
}

/// Currencies with a thousand small coins.
const MILS: [&str; 7] = ["KWD", "BHD", "OMR", "JOD", "TND", "LYD", "IQD"];

impl Unit {
    fn counted(tokens: Range<usize>) -> Self {
        Self { tokens, letters: 0, dimension: Dimension::Count, currency: "" }
    }

    /// Whether it is printed with three decimals, so that a dot before them is a decimal point.
    pub fn has_thousandths(&self, place: &Place) -> bool {
        match self.dimension {
            Dimension::Percent | Dimension::Temperature | Dimension::Speed => true,
            Dimension::Money => MILS.contains(&super::currency::of(place, self)),
            _ => false,
        }
    }

    /// Whether both numbers of a range are counted in it.
    pub fn is_like(&self, other: &Self, text: &Text) -> bool {
        let stem = |u: &Self| text.fold(u.tokens.start).chars().take(3);
        self.dimension == other.dimension && self.currency == other.currency && stem(self).eq(stem(other))
    }
}

/// The unit of a number, behind it; `None` where nothing is named there.
pub(super) fn unit(place: &Place, core: &Core) -> Option<Unit> {
    let (text, end) = (place.text, place.end);
    let mut at = core.end;
    let is_opened = |mark: char| {
        let opening = core.start.checked_sub(1).map_or(' ', |p| text.mark(p));
        matches!((opening, mark), ('(', ')') | ('«', '»') | ('"', '"') | ('“' | '”', '”' | '“'))
    };
    while at < end && is_opened(text.mark(at)) && at == core.end {
        at += 1;
    }
    if let Some(found) = text.find(&text.lex.units, at, end, Strip::Nothing) {
        let unit = Unit {
            tokens: at..found.end,
            letters: 0,
            dimension: found.value.dimension,
            currency: found.value.currency,
        };
        return Some(super::currency::with_country(text, unit, end));
    }
    let of = text.eq(at, "من");
    let mut noun = at + usize::from(of);
    // «ستة من كبار الضباط»: the noun behind is what is counted.
    let is_some_of = role(text, noun) == Some(NumberRole::Partitive);
    noun += usize::from(is_some_of);
    if noun >= end || text.kind(noun) != Kind::Arabic || (of && !is_some_of && text.eq(noun, "بين")) {
        return None;
    }
    if of
        && let Some(found) =
            text.find(&text.lex.units, noun, end, Strip::Article).filter(|f| f.cut.letters == 0)
    {
        let (dimension, currency) = (found.value.dimension, found.value.currency);
        return Some(Unit { tokens: noun..found.end, letters: 0, dimension, currency });
    }
    if !may_be_counted(text, noun, core, of || is_some_of) {
        return None;
    }
    let is_whole = of && !is_definite(text, noun) && core.low > 10.0;
    let is_two = is_whole && noun + 1 < end && is_definite(text, noun + 1);
    Some(Unit::counted(noun..noun + 1 + usize::from(is_two)))
}

/// Whether the noun at a token may be what a number counts.
fn may_be_counted(text: &Text, noun: usize, core: &Core, of: bool) -> bool {
    let word = text.fold(noun);
    // «ثلاثة وعشرين طالبا»: behind 11 to 99 stands an accusative noun, even one spelt as a verb.
    let tail = core.high.unwrap_or(core.low) % 100.0;
    let accusative =
        !of && (11.0..100.0).contains(&tail) && word.ends_with('ا') && text.function(noun).is_none();
    if !accusative && !is_noun(text, noun) {
        return false;
    }
    let definite = is_definite(text, noun);
    // Digits and words count an indefinite noun, «من» and a vague plural a definite one too.
    if definite && !of && !core.is(&VAGUE) && !core.is_definite {
        return false;
    }
    // «اثنين منهم», «أفرادها»
    let owned = ["هما", "هم", "ها", "هن"]
        .iter()
        .any(|p| word.strip_suffix(p).is_some_and(|stem| stem.chars().nth(2).is_some()));
    if owned && (!of || core.is(&DUAL)) {
        return false;
    }
    // «16 من نفس الشهر»
    if text.is(&text.lex.time_units, noun + 1, Strip::Article).is_some_and(|_| of && text.eq(noun, "نفس"))
    {
        return false;
    }
    accusative || !is_led(text, noun)
}

/// Whether a conjunction or a preposition is written on a word («وطائرات», «بوزارة»): then it is not counted.
fn is_led(text: &Text, i: usize) -> bool {
    let word = text.fold(i);
    if !word.starts_with(['و', 'ب', 'ل', 'ك', 'ف', 'س']) {
        return false;
    }
    let lex = text.lex;
    if text.is(&lex.whole_words, i, Strip::Nothing).is_some()
        || text.is(&lex.counted, i, Strip::Nothing).is_some()
    {
        return false;
    }
    let readings = text.readings(i);
    let is_cut = |r: &crate::text::Reading| {
        let is_future = r.cut.particle == Some('س') && lex.verbs.word(r.word).is_some();
        r.cut.conjunction || matches!(r.cut.particle, Some('ب' | 'ل' | 'ك')) || is_future
    };
    if readings.is_empty() {
        // A word of no table: with «و» or «س» it rather goes on the sentence.
        return word.starts_with(['و', 'س']) || word.starts_with("بال") || word.starts_with("لل");
    }
    readings.iter().all(is_cut)
}

/// Whether a token may be a noun.
pub(super) fn is_noun(text: &Text, i: usize) -> bool {
    let lex = text.lex;
    if text.kind(i) != Kind::Arabic || text.function(i).is_some() || text.fold(i).chars().nth(2).is_none() {
        return false;
    }
    if text.is(&lex.counted, i, Strip::Article).is_some() {
        return true;
    }
    let is_small = role(text, i).is_some_and(|r| !matches!(r, NumberRole::Level | NumberRole::Partitive));
    if is_small {
        return false;
    }
    let says = text.is(&lex.speech, i, Strip::Conjunction);
    if says.is_some_and(|s| matches!(s.form, SpeechForm::Finite(..)))
        || text.is(&lex.months, i, Strip::Nothing).is_some()
        || text.is(&lex.time_units, i, Strip::Article).is_some()
    {
        return false;
    }
    if text.is(&lex.numbers, i, Strip::Article).is_some_and(|w| w.kind == NumberKind::Ordinal) {
        return false;
    }
    // The past of «he» and a noun are mostly spelt alike; other forms are verbs.
    let verb = text.is(&lex.verbs, i, Strip::Conjunction);
    let is_verb =
        verb.is_some_and(|v| v.tense == Tense::Present || matches!(v.person, Person::They | Person::She));
    let is_future = text.fold(i).starts_with("سي") && verb_behind_future(text, i);
    let is_unknown_verb = text.fold(i).starts_with('ي') && text.word(i) == crate::lexicon::Word::UNKNOWN;
    !is_verb && !is_future && (!is_unknown_verb || is_definite(text, i))
}

fn verb_behind_future(text: &Text, i: usize) -> bool {
    text.readings(i).iter().any(|r| r.cut.particle == Some('س') && text.lex.verbs.word(r.word).is_some())
        || text.function(i).is_none() && text.fold(i).starts_with("سيكون")
}

/// The noun before a definite number or «واحد», «اثنين»: «الغارات الثلاث», «المسؤولين السوريين الثلاثة», «رصاصة واحدة».
pub(super) fn noun_before(place: &Place, core: &Core) -> Option<Unit> {
    let text = place.text;
    let at = core.start;
    let is_same = |p: usize| is_noun(text, p) && is_definite(text, p) == core.is_definite;
    let before = |p: usize| p.checked_sub(1).filter(|&p| p >= place.from);
    let mut noun = before(at).filter(|&p| is_same(p))?;
    if core.is_definite {
        // The first of a row of definite words is the noun, the others describe it.
        for _ in 0..2 {
            match before(noun).filter(|&p| is_same(p) && !text.fold(noun).starts_with('و')) {
                Some(p) => noun = p,
                None => break,
            }
        }
        let letters = text.readings(noun).iter().find(|r| r.cut.article).map_or(0, |r| r.cut.letters);
        return Some(Unit { letters, ..Unit::counted(noun..noun + 1) });
    }
    let letters =
        if is_led(text, noun) { text.readings(noun).first().map_or(0, |r| r.cut.letters) } else { 0 };
    let counted = Unit { letters, ..Unit::counted(noun..noun + 1) };
    // «دولار واحد»
    let measure = text.is(&text.lex.units, noun, Strip::Nothing);
    Some(measure.map_or(counted.clone(), |m| Unit {
        dimension: m.dimension,
        currency: m.currency,
        ..counted
    }))
}

/// The definite plural before an article that stands alone before digits: «الأعضاء الـ173».
pub(super) fn plural_before_article(place: &Place, core: &Core) -> Option<Unit> {
    let text = place.text;
    let noun =
        core.start.checked_sub(2).filter(|&p| p >= place.from && is_noun(text, p) && is_definite(text, p))?;
    let word = text.fold(noun);
    let is_sound = ["ات", "ين", "ون", "اء"].iter().any(|ending| word.ends_with(ending));
    // «الأعضاء», «الأشخاص»: the broken plural أفعال.
    let is_broken = word.starts_with("الا") && word.chars().nth_back(1) == Some('ا');
    let letters = text.readings(noun).iter().find(|r| r.cut.article).map_or(0, |r| r.cut.letters);
    (is_sound || is_broken).then(|| Unit { letters, ..Unit::counted(noun..noun + 1) })
}

/// The sign of a currency in front of the digits: «$5.2 مليون».
pub(super) fn sign_before(place: &Place, core: &Core) -> Option<Unit> {
    let text = place.text;
    let p = core.start.checked_sub(1).filter(|&p| p >= place.from && text.touches(p))?;
    let found = text.find(&text.lex.units, p, p + 1, Strip::Nothing)?;
    let is_sign = matches!(text.kind(p), Kind::Mark(_)) && found.value.dimension == Dimension::Money;
    is_sign.then_some(Unit {
        tokens: p..p + 1,
        letters: 0,
        dimension: Dimension::Money,
        currency: found.value.currency,
    })
}
