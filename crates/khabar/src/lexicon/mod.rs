//! The lexicons: the tables of `data/`, read once, looked up by word number.
//!
//! Every table is read by `load`; a row that cannot be read is left out and named in [`Lexicons::faults`], which a
//! test holds empty. To add a word, add a row: `crates/khabar/data/SOURCES.md` says which table is which.

mod bits;
mod classes;
mod html_dates;
mod html_meta;
mod html_names;
mod inflect;
mod load;
mod load_numbers;
pub(crate) mod table;
mod time_bits;
mod values;
mod vocabulary;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use classes::Classes;
pub use html_dates::{DateWords, HtmlDates};
pub use html_meta::HtmlMeta;
pub use html_names::{HtmlNames, HtmlPart};
pub use inflect::{Person, Tense};
pub use time_bits::TimeBits;
pub use values::*;
pub use vocabulary::{Lexicon, Vocabulary, Word};

use crate::record::{EventStatus, Label, TimeMod};

/// All tables.
#[derive(Debug, Default)]
#[allow(missing_docs, reason = "each field is the table of its name in data/")]
pub struct Lexicons {
    pub vocabulary: Vocabulary,
    pub functions: Lexicon<Function>,
    pub months: Lexicon<Month>,
    pub weekdays: Lexicon<i8>,
    pub numbers: Lexicon<NumberWord>,
    pub vague: Lexicon<f64>,
    pub number_parts: Lexicon<f64>,
    pub number_roles: Lexicon<NumberRole>,
    pub number_verbs: Lexicon<NumberVerb>,
    pub bounds: Lexicon<Bound>,
    pub time_units: Lexicon<TimeUnitForm>,
    pub day_parts: Lexicon<DayPart>,
    pub deictics: Lexicon<Deictic>,
    pub relatives: Lexicon<i32>,
    pub edges: Lexicon<Edge>,
    pub clock_words: Lexicon<ClockWord>,
    pub length_leads: Lexicon<LengthLead>,
    pub tenses: Lexicon<TimeTense>,
    pub particles: FxHashMap<Word, TimeBits>,
    pub time_bits: Vec<TimeBits>,
    pub seasons: Lexicon<&'static str>,
    pub time_words: Lexicon<TimeWord>,
    pub holidays: Lexicon<Holiday>,
    pub sets: Lexicon<&'static str>,
    pub time_prepositions: Lexicon<TimeMod>,
    pub abbreviations: FxHashSet<Word>,
    pub units: Lexicon<Unit>,
    pub duals: Lexicon<Dual>,
    pub no_quantity: Lexicon<()>,
    pub counted: Lexicon<()>,
    pub valued: Lexicon<()>,
    pub currencies: Vec<Currency>,
    pub currency_forms: Lexicon<&'static str>,
    pub figure_openers: Vec<bool>,
    pub speech: Lexicon<Speech>,
    pub attributions: Lexicon<Attribution>,
    pub channels: Lexicon<&'static str>,
    pub genders: Lexicon<bool>,
    pub phrase_links: Lexicon<Link>,
    pub source_nouns: Lexicon<()>,
    pub posts: Lexicon<Post>,
    pub name_heads: Lexicon<Label>,
    pub place_heads: Lexicon<()>,
    pub nationalities: Lexicon<&'static str>,
    pub known: Lexicon<Known>,
    pub person_names: Lexicon<NamePart>,
    pub common_names: Lexicon<()>,
    pub no_names: Lexicon<()>,
    pub no_speech: Lexicon<()>,
    pub short_forms: Lexicon<()>,
    pub whole_words: Lexicon<()>,
    pub verbs: Lexicon<Verb>,
    pub light_verbs: Lexicon<Verb>,
    pub modals: Lexicon<EventStatus>,
    pub triggers: Lexicon<Trigger>,
    pub bindings: Lexicon<Binding>,
    pub lines: Vec<LineRule>,
    pub line_words: Lexicon<u8>,
    pub date_words: Lexicon<DateWord>,
    pub agencies: Lexicon<()>,
    pub page_kinds: Vec<PageRule>,
    pub classes: Vec<Classes>,
    pub html_names: HtmlNames,
    pub html_meta: HtmlMeta,
    pub html_dates: HtmlDates,
    /// Rows that could not be read.
    pub faults: Vec<String>,
}

impl Lexicons {
    /// What a word may do in a time.
    #[must_use]
    pub fn time_bits_of(&self, word: Word) -> TimeBits {
        self.time_bits.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// Whether a figure may begin with a word: a number, what bounds one, or a dual.
    #[must_use]
    pub fn opens_figure(&self, word: Word) -> bool {
        self.figure_openers.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// What the tables say of a word.
    #[must_use]
    pub fn classes_of(&self, word: Word) -> Classes {
        self.classes.get(word.0 as usize).copied().unwrap_or_default()
    }
}

/// The lexicons, read at first use.
#[must_use]
pub fn lexicons() -> &'static Lexicons {
    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(load::load);
    &LEXICONS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn every_row_of_every_table_is_read() {
        assert_eq!(lexicons().faults, Vec::<String>::new());
    }

    #[test]
    fn months_of_every_press_are_known() {
        let lex = lexicons();
        let number = |name: &str| lex.months.word(lex.vocabulary.get(&fold(name))).map(|m| m.number);
        assert_eq!(number("جويلية"), Some(7));
        assert_eq!(number("تموز"), Some(7));
        assert_eq!(number("يوليوز"), Some(7));
        assert_eq!(number("أغسطس"), Some(8));
    }
}
