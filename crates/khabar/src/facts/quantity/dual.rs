//! Duals that count: «شحنتين», «شركتي الكهرباء», «وزارتا الدفاع والداخلية», «نجليه».

use super::core::Place;
use crate::lexicon::{Dual, DualForm};
use crate::text::{Cut, Kind, Strip, Text};

/// The dual of a noun at token `i`: where its words end, and what was cut off.
pub(super) fn dual(place: &Place, i: usize) -> Option<(usize, Cut)> {
    let text = place.text;
    let found = text.find(&text.lex.duals, i, i + 1, Strip::Article)?;
    let cut = found.cut;
    // «التي» and «ولدى» are no duals, nor is «مرضى», whose last letter folds to ي.
    if matches!(cut.particle, Some('س' | 'ك'))
        || (cut.article && found.value.form != DualForm::Free)
        || text.function(i).is_some()
        || text.is(&text.lex.months, i, Strip::Conjunction).is_some()
        // «والدين» is «و» and «الدين» first.
        || cut.letters == 0 && text.fold(i).starts_with("وال")
        || text.printed(i).ends_with('ى')
    {
        return None;
    }
    // «البحرين», «مراكش»: a known name is no dual.
    let is_name = text.find(&text.lex.known, i, i + 1, Strip::Proclitics).is_some();
    let counts = match found.value.form {
        DualForm::Free => !is_name && !is_adjective(place, i, cut),
        DualForm::Oblique => !is_name && has_construct(place, i, cut, *found.value),
        DualForm::Nominative => !is_name && is_subject(place, i, *found.value),
        // «حزبية» folds to the letters of «حزبيه».
        DualForm::Possessed => !text.printed(i).ends_with('ة'),
    };
    if !counts {
        return None;
    }
    // «شخصين اثنين» counts once.
    let two = text.find(&text.lex.numbers, i + 1, place.end.min(i + 2), Strip::Nothing);
    let is_said_again = two.is_some_and(|t| t.value.value.to_bits() == 2.0_f64.to_bits());
    Some((i + 1 + usize::from(is_said_again), cut))
}

/// Whether a word in the dual only describes the dual in front of it: «الدولتين الجارتين».
fn is_adjective(place: &Place, i: usize, cut: Cut) -> bool {
    let text = place.text;
    let before = i.checked_sub(1).filter(|&p| p >= place.from);
    !cut.conjunction
        && cut.particle.is_none()
        && before.is_some_and(|p| {
            let dual = text.find(&text.lex.duals, p, p + 1, Strip::Article);
            dual.is_some_and(|d| d.value.form == DualForm::Free && d.cut.article == cut.article)
        })
}

/// Whether a noun follows that may stand behind a noun in the construct.
fn noun_follows(place: &Place, i: usize) -> Option<bool> {
    let text = place.text;
    let next = i + 1;
    let is_noun = next < place.end
        && text.kind(next) == Kind::Arabic
        && text.function(next).is_none()
        && text.is(&text.lex.verbs, next, Strip::Conjunction).is_none()
        && text.fold(next).chars().nth(2).is_some();
    let is_led = text.fold(next).starts_with("لل") || text.fold(next).starts_with("بال");
    (is_noun && !is_led).then(|| is_definite(text, next) || is_known(text, next))
}

/// Whether a token begins with the article; «ألماني» folds to letters that only look like it.
pub(super) fn is_definite(text: &Text, i: usize) -> bool {
    let printed = text.printed(i).trim_start_matches(['و', 'ف', 'ب', 'ك']);
    text.is_definite(i) && !printed.starts_with(['أ', 'إ', 'آ'])
}

fn is_known(text: &Text, i: usize) -> bool {
    text.find(&text.lex.known, i, i + 3, Strip::Nothing).is_some()
}

/// «شركتي الكهرباء», «في حزبي السلطة»; but not «الاجتماع الحزبي».
fn has_construct(place: &Place, i: usize, cut: Cut, dual: Dual) -> bool {
    let text = place.text;
    let Some(is_definite) = noun_follows(place, i) else { return false };
    if !dual.is_doubtful {
        return true;
    }
    let before = i.checked_sub(1).filter(|&p| p >= place.from);
    let is_led = cut.particle.is_some()
        || before.is_some_and(|p| text.function(p) == Some(crate::lexicon::Function::Prep));
    is_definite && is_led
}

/// «وزيرا الدفاع والخارجية» as a subject; «فريقا» alone is one team in the accusative.
fn is_subject(place: &Place, i: usize, dual: Dual) -> bool {
    let text = place.text;
    let Some(is_definite) = noun_follows(place, i) else { return false };
    if !dual.is_doubtful {
        return true;
    }
    let is_bare = !text.printed(i).contains('\u{064B}');
    let says = text.is(&text.lex.speech, i, Strip::Nothing).is_some();
    let is_led = says || text.fold(i + 1).starts_with('ل');
    let names = is_definite || noun_follows(place, i + 1) == Some(true);
    let before = i.checked_sub(1).filter(|&p| p >= place.from);
    let opens = before.is_none_or(|p| {
        matches!(text.kind(p), Kind::Mark(_)) || text.is(&text.lex.verbs, p, Strip::Conjunction).is_some()
    });
    is_bare && names && opens && !is_led
}
