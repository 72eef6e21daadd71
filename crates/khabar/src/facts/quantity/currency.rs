//! Which country's money «دينار», «ريال» or «ليرة» is: the one named beside it, else the one that the page speaks of most.

use super::core::Place;
use super::unit::Unit;
use crate::record::Dimension;
use crate::text::{Strip, Text};

/// The unit with the adjective of its country, and its currency: «درهما إماراتيا».
pub(super) fn with_country(text: &Text, unit: Unit, end: usize) -> Unit {
    let next = unit.tokens.end;
    if unit.dimension != Dimension::Money || next >= end {
        return unit;
    }
    let Some(family) = family(text, &unit) else { return unit };
    let Some(code) = text.is(&text.lex.nationalities, next, Strip::Nothing) else { return unit };
    let rows = &text.lex.currencies;
    match rows.iter().find(|row| row.family == family && row.country == *code) {
        Some(row) => Unit { tokens: unit.tokens.start..next + 1, currency: row.currency, ..unit },
        None => unit,
    }
}

/// The family of a unit whose words do not name a country: «دينار» of «ديناراً».
fn family(text: &Text, unit: &Unit) -> Option<&'static str> {
    let found = text.find(&text.lex.currency_forms, unit.tokens.start, unit.tokens.end, Strip::Article)?;
    (found.end == unit.tokens.end).then_some(*found.value)
}

/// The currency of a unit: that of its words, or of the country that the page names most often among those that have one
/// of this name.
pub(super) fn of(place: &Place, unit: &Unit) -> &'static str {
    let text = place.text;
    let Some(family) = family(text, unit) else { return unit.currency };
    let rows = text.lex.currencies.iter().filter(|r| r.family == family);
    let named = place.countries.get_or_init(|| countries(text));
    let mut best = (0, unit.currency);
    for row in rows {
        let count = named.iter().filter(|c| **c == row.country).count();
        if count > best.0 {
            best = (count, row.currency);
        }
    }
    best.1
}

/// The countries that a page names, by name or by adjective, each as often as it does.
fn countries(text: &Text) -> Vec<&'static str> {
    let lex = text.lex;
    let named = |i: usize| {
        let known = text.find(&lex.known, i, text.len(), Strip::Proclitics).map(|f| f.value);
        let country = known.filter(|k| matches!(k.authority, "iso3166" | "capital")).map(|k| k.code);
        country.or_else(|| text.is(&lex.nationalities, i, Strip::Article).copied())
    };
    (0..text.len()).filter_map(named).collect()
}
