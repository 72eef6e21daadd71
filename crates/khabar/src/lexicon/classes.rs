//! What the tables say of a single word, as bits: one look-up where a feature would ask twenty tables.

use super::bits::{OfWords, bit_set};
use super::{Function, Known, Lexicon, Lexicons, NamePart, Post, SpeechForm, Tense, TriggerForm, Word};
use crate::record::Label;

/// A set of classes of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(pub u32);

macro_rules! classes {
    ($($name:ident $bit:literal $says:literal;)*) => {
        #[allow(missing_docs, reason = "the tables say it")]
        impl Classes {
            $(#[doc = $says] pub const $name: Self = Self(1 << $bit);)*
        }
    };
}

classes! {
    SPEECH_VERB 0 "a finite form of a reporting verb";
    SPEECH_NOUN 1 "another form of a reporting verb";
    EVENT_VERB 2 "a finite form of a trigger of events";
    EVENT_NOUN 3 "a verbal noun that is a trigger";
    POST 4 "a post or profession";
    RANK 5 "a rank or courtesy";
    ORG_HEAD 6 "opens the name of an organisation";
    LOC_HEAD 7 "opens the name of a place and is part of it";
    PLACE_HEAD 8 "stands before the name of a place";
    NATIONALITY 9 "an adjective of nationality";
    TIME 10 "a word of times";
    NUMBER 11 "a number word";
    UNIT 12 "a unit of measure";
    GIVEN 13 "a given name";
    FAMILY 14 "a family name";
    JOIN 15 "a word inside person names";
    COUNTRY 16 "a country";
    PLACE 17 "another known place";
    ORG 18 "a known organisation";
    MISC 19 "another known name";
    CHANNEL 20 "a channel of statements";
    SOURCE_NOUN 21 "a common noun that speaks";
    PREP 22 "a preposition";
    JUNCTION 23 "joins or opens clauses";
    RELATIVE 24 "a relative pronoun";
    PARTICLE 25 "negation, future, auxiliary";
    PRONOUN 26 "a pronoun or demonstrative";
    ADVERB 27 "an adverb";
    COMMON_NAME 28 "a part of person names that is mostly another word";
    PAST 29 "spelt as the past of a verb";
    PRESENT 30 "spelt as the present of a verb";
}

bit_set!(Classes);

/// The classes of every word of the vocabulary, by its number.
pub(super) fn classes(lex: &Lexicons) -> Vec<Classes> {
    let mut out = OfWords::new(lex, Classes::with);
    let mut put = |word: Word, class: Classes| out.put(word, class);
    lex.speech.words().for_each(|(w, s)| {
        let finite = matches!(s.form, SpeechForm::Finite(..));
        put(w, if finite { Classes::SPEECH_VERB } else { Classes::SPEECH_NOUN });
    });
    lex.triggers.words().for_each(|(w, t)| {
        let finite = matches!(t.form, TriggerForm::Finite(..));
        put(w, if finite { Classes::EVENT_VERB } else { Classes::EVENT_NOUN });
    });
    lex.verbs
        .words()
        .for_each(|(w, v)| put(w, if v.tense == Tense::Past { Classes::PAST } else { Classes::PRESENT }));
    lex.posts.words().for_each(|(w, p)| put(w, if *p == Post::Post { Classes::POST } else { Classes::RANK }));
    lex.name_heads
        .words()
        .for_each(|(w, l)| put(w, if *l == Label::Loc { Classes::LOC_HEAD } else { Classes::ORG_HEAD }));
    all(&lex.place_heads, Classes::PLACE_HEAD, &mut put);
    all(&lex.nationalities, Classes::NATIONALITY, &mut put);
    all(&lex.months, Classes::TIME, &mut put);
    all(&lex.weekdays, Classes::TIME, &mut put);
    all(&lex.time_units, Classes::TIME, &mut put);
    all(&lex.day_parts, Classes::TIME, &mut put);
    all(&lex.deictics, Classes::TIME, &mut put);
    all(&lex.relatives, Classes::TIME, &mut put);
    all(&lex.numbers, Classes::NUMBER, &mut put);
    all(&lex.units, Classes::UNIT, &mut put);
    all(&lex.channels, Classes::CHANNEL, &mut put);
    all(&lex.source_nouns, Classes::SOURCE_NOUN, &mut put);
    lex.person_names.words().for_each(|(w, p)| {
        put(
            w,
            match p {
                NamePart::Given => Classes::GIVEN,
                NamePart::Family => Classes::FAMILY,
                NamePart::Join => Classes::JOIN,
            },
        );
    });
    all(&lex.common_names, Classes::COMMON_NAME, &mut put);
    lex.known.words().for_each(|(w, k)| put(w, of_known(k)));
    lex.functions.words().for_each(|(w, f)| {
        put(
            w,
            match f {
                Function::Prep => Classes::PREP,
                Function::Conj | Function::Comp => Classes::JUNCTION,
                Function::Rel => Classes::RELATIVE,
                Function::Neg | Function::Future | Function::Aux | Function::Tam => Classes::PARTICLE,
                Function::Pron | Function::Dem => Classes::PRONOUN,
                Function::Adv => Classes::ADVERB,
            },
        );
    });
    out.finish()
}

fn all<T>(table: &Lexicon<T>, class: Classes, put: &mut impl FnMut(Word, Classes)) {
    table.words().for_each(|(w, _)| put(w, class));
}

fn of_known(known: &Known) -> Classes {
    match known.label {
        Label::Loc if known.authority == "iso3166" => Classes::COUNTRY,
        Label::Loc => Classes::PLACE,
        Label::Org => Classes::ORG,
        Label::Per | Label::Misc => Classes::MISC,
    }
}
