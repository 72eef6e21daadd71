//! Reading the tables of numbers and quantities.

use super::bits::OfWords;
use super::load::{named, table};
use super::table::Table;
use super::{
    Bound, Currency, Dual, DualForm, Lexicons, NumberKind, NumberRole, NumberSense, NumberVerb, NumberWord,
    Person, Unit, inflect,
};

pub(super) fn load_numbers(lex: &mut Lexicons) {
    load_roles(lex);
    load_money(lex);
    lex.each(table!("numbers"), |lex, row| {
        let kind = match row.get(2) {
            "unit" => NumberKind::Unit,
            "eleven" => NumberKind::Eleven,
            "teen" => NumberKind::Teen,
            "ten" => NumberKind::Ten,
            "hundred" => NumberKind::Hundred,
            "scale" => NumberKind::Scale,
            "dual" => NumberKind::Dual,
            "fraction" => NumberKind::Fraction,
            "ordinal" => NumberKind::Ordinal,
            "tenth" => NumberKind::Tenth,
            _ => return None,
        };
        let word = NumberWord { value: row.get(1).parse().ok()?, kind };
        for form in seats(row.get(0)) {
            lex.numbers.add(&mut lex.vocabulary, &form, word);
        }
        Some(())
    });
    lex.each(table!("number_parts"), |lex, row| {
        lex.number_parts.add(&mut lex.vocabulary, row.get(0), row.get(1).parse().ok()?);
        Some(())
    });
    lex.each(table!("vague"), |lex, row| {
        lex.vague.add(&mut lex.vocabulary, row.get(0), row.get(1).parse().ok()?);
        Some(())
    });
    lex.each(table!("bounds"), |lex, row| {
        let bound = Bound {
            relation: named(row.get(1))?,
            time_mod: named(row.get(2))?,
            after: row.get(3) == "after",
        };
        lex.bounds.add(&mut lex.vocabulary, row.get(0), bound);
        Some(())
    });
    lex.each(table!("units"), |lex, row| {
        let unit = Unit { dimension: named(row.get(1))?, currency: row.get(2) };
        lex.units.add(&mut lex.vocabulary, row.get(0), unit);
        Some(())
    });
    lex.each(table!("count_nouns"), |lex, row| {
        let kind = row.get(2);
        if !matches!(kind, "noun" | "pair" | "adjective" | "person" | "plural" | "free" | "construct") {
            return None;
        }
        for stem in row.alternatives(1) {
            add_dual(lex, stem, kind);
        }
        let noun = row.get(0);
        lex.counted.add(&mut lex.vocabulary, noun, ());
        if !noun.ends_with(['ة', 'ا', 'ى', 'ء']) {
            lex.counted.add(&mut lex.vocabulary, &format!("{noun}ا"), ());
        }
        Some(())
    });
    lex.each(table!("no_quantity"), |lex, row| {
        lex.no_quantity.add(&mut lex.vocabulary, row.get(0), ());
        Some(())
    });
}

fn load_money(lex: &mut Lexicons) {
    lex.each(table!("valued"), |lex, row| {
        lex.valued.add(&mut lex.vocabulary, row.get(0), ());
        Some(())
    });
    lex.each(table!("currencies"), |lex, row| {
        let family = row.alternatives(0).next()?;
        for form in row.alternatives(0) {
            lex.currency_forms.add(&mut lex.vocabulary, form, family);
        }
        lex.currencies.push(Currency { family, country: row.get(1), currency: row.get(2) });
        Some(())
    });
}

fn load_roles(lex: &mut Lexicons) {
    lex.each(table!("number_roles"), |lex, row| {
        let role = match row.get(1) {
            "between" => NumberRole::Between,
            "from" => NumberRole::From,
            "to" => NumberRole::To,
            "or" => NumberRole::Or,
            "point" => NumberRole::Point,
            "minus" => NumberRole::Minus,
            "plus" => NumberRole::Plus,
            "over" => NumberRole::Over,
            "part" => NumberRole::Part,
            "equal" => NumberRole::Equal,
            "more" => NumberRole::More,
            "less" => NumberRole::Less,
            "level" => NumberRole::Level,
            "partitive" => NumberRole::Partitive,
            "against" => NumberRole::Against,
            "era" => NumberRole::Era,
            "age" => NumberRole::Age,
            "whole" => NumberRole::Whole,
            _ => return None,
        };
        lex.number_roles.add(&mut lex.vocabulary, row.get(0), role);
        Some(())
    });
    lex.each(table!("number_verbs"), |lex, row| {
        let sense = match row.get(4) {
            "spread" => NumberSense::Spread,
            "change" => NumberSense::Change,
            relation => NumberSense::Bound(named(relation)?),
        };
        let negated = match row.get(5) {
            "" => None,
            relation => Some(named(relation)?),
        };
        let verb = NumberVerb { sense, negated, preps: row.get(3), is_noun: false };
        let past = Some(row.get(0)).filter(|v| !v.is_empty()).map(inflect::past);
        let finite = past.into_iter().flatten().chain(inflect::present(row.get(1)));
        // «أقارب» of the first person is mostly a noun.
        for (form, _) in finite.filter(|(_, person)| !matches!(person, Person::I | Person::We)) {
            lex.number_verbs.add(&mut lex.vocabulary, &form, verb);
        }
        for noun in row.alternatives(2) {
            let noun_of = NumberVerb { is_noun: true, ..verb };
            for form in
                inflect::noun(noun).into_iter().chain(inflect::possessed(noun).into_iter().map(|f| f.0))
            {
                lex.number_verbs.add(&mut lex.vocabulary, &form, noun_of);
            }
        }
        Some(())
    });
}

/// Of every word of the vocabulary, by its number, whether a figure may begin with it.
pub(super) fn figure_openers(lex: &Lexicons) -> Vec<bool> {
    let mut out = OfWords::new(lex, |a, b| a || b);
    let words = lex.numbers.heads().chain(lex.vague.heads()).chain(lex.duals.heads());
    for word in words.chain(lex.bounds.heads()).chain(lex.number_roles.heads()) {
        out.put(word, true);
    }
    out.finish()
}

/// A number word with its hamza in the seats that pages give it: مئة, مءة, and before ة also مأة and مية.
fn seats(form: &str) -> Vec<String> {
    let mut forms = vec![form.to_owned()];
    if form.contains('ئ') {
        forms.push(form.replace('ئ', "ء"));
        if form.ends_with('ة') {
            forms.push(form.replace('ئ', "أ"));
            forms.push(form.replace('ئ', "ي"));
        }
    }
    forms
}

/// The forms of a dual: free, in the construct, and with a pronoun.
fn add_dual(lex: &mut Lexicons, stem: &str, kind: &str) {
    let is_feminine = stem.ends_with('ت');
    let mut add = |ending: &str, form: DualForm, is_doubtful: bool| {
        lex.duals.add(&mut lex.vocabulary, &format!("{stem}{ending}"), Dual { form, is_doubtful });
    };
    if !matches!(kind, "plural" | "construct") {
        add("ان", DualForm::Free, false);
    }
    if !matches!(kind, "person" | "construct") {
        add("ين", DualForm::Free, false);
    }
    if !matches!(kind, "person" | "free") {
        add("ي", DualForm::Oblique, kind == "adjective");
    }
    if is_feminine || matches!(kind, "pair" | "construct") {
        for pronoun in ["ه", "ها", "هم", "هما"] {
            add(&format!("ي{pronoun}"), DualForm::Possessed, false);
        }
    }
    if !matches!(kind, "construct" | "free") {
        add("ا", DualForm::Nominative, !is_feminine);
    }
}
