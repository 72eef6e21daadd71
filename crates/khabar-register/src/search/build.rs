//! From the parts of a query to what the index is asked.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::query::{Part, Place, What};
use crate::analyse::{self, Arabic, Exact, terms, words};
use crate::index::Fields;

/// How much more a word counts in the headline than in the body.
const TITLE_BOOST: f32 = 2.5;

/// How much a word counts beside that where it stands in the very form of the query.
pub const FORM_WEIGHT: f32 = 0.3;

/// Whether words of headline or body are asked for, outside of fields.
pub(super) fn is_of_the_page(what: &What) -> bool {
    what.each().iter().all(|w| matches!(w, What::Words { place: Place::Anywhere, .. }))
}

/// The query for the index; `words` says whether words outside of fields must all be there.
pub(super) fn build(parts: &[Part], fields: &Fields, words: Occur) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut some: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for part in parts {
        let query = one(&part.what, fields);
        if part.negated {
            clauses.push((Occur::MustNot, query));
        } else if words == Occur::Should && is_of_the_page(&part.what) {
            some.push((Occur::Should, query));
        } else {
            clauses.push((Occur::Must, query));
        }
    }
    if !some.is_empty() {
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(some))));
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    BooleanQuery::new(clauses)
}

fn one(what: &What, fields: &Fields) -> Box<dyn Query> {
    let day = |day: &u64| Bound::Included(Term::from_field_u64(fields.published, *day));
    match what {
        What::From(first) => Box::new(RangeQuery::new(day(first), Bound::Unbounded)),
        What::To(last) => Box::new(RangeQuery::new(Bound::Unbounded, day(last))),
        What::Any(several) => {
            Box::new(BooleanQuery::union(several.iter().map(|one_of| one(one_of, fields)).collect()))
        }
        What::Words { place: Place::Anywhere, words, exact: false, near: None } => any_form(words, fields),
        What::Words { place: Place::Anywhere, words, exact, near } => {
            let (title, text) =
                if *exact { (fields.title_exact, fields.text_exact) } else { (fields.title, fields.text) };
            let title = BoostQuery::new(phrase(title, words, *exact, *near), TITLE_BOOST);
            Box::new(BooleanQuery::union(vec![Box::new(title), phrase(text, words, *exact, *near)]))
        }
        What::Words { place, words, exact, near } => {
            let field = match (place, exact) {
                (Place::Title, true) => fields.title_exact,
                (Place::Title, false) | (Place::Anywhere, _) => fields.title,
                (Place::Speaker, _) => fields.speaker,
                (Place::Entity, _) => fields.entity,
                (Place::Where, _) => fields.place,
                (Place::Site, _) => fields.site,
            };
            phrase(field, words, field == fields.title_exact || field == fields.site, *near)
        }
    }
}

/// Words in headline or body. «البصرة-بغداد» is two, each of which may stand in either; the two of «عبدالله» stand together.
fn any_form(text: &str, fields: &Fields) -> Box<dyn Query> {
    let each = words(&Arabic, text).into_iter().map(|word| -> (Occur, Box<dyn Query>) {
        let title = BoostQuery::new(side_by_side(fields.title, &word, 0), TITLE_BOOST);
        let either = BooleanQuery::union(vec![Box::new(title), side_by_side(fields.text, &word, 0)]);
        (Occur::Must, Box::new(either))
    });
    let forms = terms(&Exact, text).into_iter().map(|t| -> (Occur, Box<dyn Query>) {
        (Occur::Should, Box::new(BoostQuery::new(side_by_side(fields.text_exact, &[t], 0), FORM_WEIGHT)))
    });
    Box::new(BooleanQuery::new(each.chain(forms).collect()))
}

/// Words side by side in a field, as its tokenizer sees them, or with so many others between.
fn phrase(field: Field, words: &str, exact: bool, near: Option<u32>) -> Box<dyn Query> {
    let found = if exact { terms(&Exact, words) } else { terms(&Arabic, words) };
    side_by_side(field, &found, near.unwrap_or(0))
}

fn side_by_side(field: Field, found: &[analyse::Term], apart: u32) -> Box<dyn Query> {
    let term = |t: &analyse::Term| Term::from_field_text(field, &t.text);
    match found {
        [one] => Box::new(TermQuery::new(term(one), IndexRecordOption::WithFreqs)),
        [] => Box::new(BooleanQuery::new(Vec::new())),
        _ => {
            let mut phrase = PhraseQuery::new(found.iter().map(term).collect());
            phrase.set_slop(apart);
            Box::new(phrase)
        }
    }
}
