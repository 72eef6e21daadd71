//! The lexicons: the tables of `data/`, read once, looked up by word number.
//!
//! Every table is read by `load`; a row that cannot be read is left out and named in [`Lexicons::faults`], which a
//! test holds empty. To add a word, add a row: `crates/khabar/data/SOURCES.md` says which table is which.

mod html_meta;
mod html_names;
mod inflect;
mod table;
mod vocabulary;

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

pub use html_meta::HtmlMeta;
pub use html_names::{HtmlNames, HtmlPart};
pub use inflect::{Person, Tense};
pub use vocabulary::{Lexicon, Vocabulary, Word};

use crate::record::{BlockRole, CommitmentKind, Dimension, EventType, Label, Relation, TimeMod};
use crate::text::fold::fold;
use table::{Row, Table};

/// What a function word does in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "functions.tsv says what each class is")]
pub enum Function {
    Prep,
    Conj,
    Comp,
    Rel,
    Neg,
    Future,
    Pron,
    Dem,
    Aux,
    Tam,
    Adv,
}

/// Calendar of a month name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Calendar {
    Gregorian,
    Islamic,
}

/// A month name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// 1 to 12.
    pub number: i8,
    /// Whose month it is.
    pub calendar: Calendar,
}

/// How a number word joins others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "numbers.tsv says what each kind is")]
pub enum NumberKind {
    Unit,
    Eleven,
    Teen,
    Ten,
    Hundred,
    Scale,
    Dual,
    Fraction,
    Ordinal,
    Tenth,
}

/// A number word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberWord {
    /// Its value.
    pub value: f64,
    /// How it joins others.
    pub kind: NumberKind,
}

/// Words that say how a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// What they make of a quantity.
    pub relation: Relation,
    /// What they make of a duration.
    pub time_mod: TimeMod,
    /// Whether they stand behind the number.
    pub after: bool,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

/// A form of a unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeUnitForm {
    /// The unit.
    pub unit: TimeUnit,
    /// 1, 2 for a dual, 0 for a plural.
    pub count: u8,
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayPart {
    /// TIMEX3 letters.
    pub part: &'static str,
    /// Which half of the day a clock time beside it is in.
    pub half: Half,
}

/// Which half of the day a word puts a clock time in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "day_parts.tsv says it")]
pub enum Half {
    Am,
    Noon,
    Pm,
    Night,
}

/// A word of the time grammar: `time_words.tsv` says what each class does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "time_words.tsv says what each class is")]
pub enum TimeWord {
    Rest,
    Through,
    Full,
    Few(u8),
    Last,
    Part(i8),
    Weekend,
    Clock(i8),
    Century,
    Decade(i8),
    Day,
}

/// A named day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// Whose months are meant.
    pub calendar: Calendar,
    /// 1 to 12.
    pub month: i8,
    /// The day it begins on.
    pub day: i8,
    /// How many days it lasts.
    pub days: u8,
}

/// A word for a time seen from the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deictic {
    /// So many days from the publication day.
    Days(i32),
    /// `PRESENT_REF` and its kin.
    Ref(&'static str),
}

/// A unit of measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// ISO 4217; empty where the country of the text decides, or it is no money.
    pub currency: &'static str,
}

/// How a reporting form stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeechForm {
    /// A finite verb.
    Finite(Tense, Person),
    /// «مشيرا»: the subject is that of the sentence.
    Participle(Person),
    /// «قوله»: the speaker is the pronoun's.
    Possessed(Person),
    /// «تأكيد»: the speaker follows in the construct.
    Noun,
}

/// What kind of speech a verb reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum SpeechType {
    Say,
    Demand,
    Accuse,
    Promise,
    Deny,
    Think,
    Relay,
}

/// A form of a reporting verb.
#[derive(Debug, Clone, Copy)]
pub struct Speech {
    /// Which form.
    pub form: SpeechForm,
    /// What it reports.
    pub kind: SpeechType,
    /// Prepositions that open the content.
    pub preps: &'static str,
    /// Whether a noun alone can be the content.
    pub bare: bool,
}

/// How a word carries a noun phrase on behind a definite word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The word itself goes on: «باسم».
    On,
    /// A phrase with «ل» may follow: «العام».
    Opener,
}

/// Words that name a source without a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// A noun phrase follows.
    Source,
    /// A reporting verb and its subject follow.
    Clause,
    /// Only says again who speaks.
    Echo,
}

/// A word that names what a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Post {
    /// A post or profession.
    Post,
    /// A rank or courtesy, no role.
    Rank,
}

/// A name known to a gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its class.
    pub label: Label,
    /// Authority of the link, `iso3166` or `geonames`; empty where there is none.
    pub authority: &'static str,
    /// Its code there.
    pub code: &'static str,
    /// The fullest form of the same name.
    pub full: &'static str,
}

/// A part of person names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum NamePart {
    Given,
    Family,
    Join,
}

/// How a trigger of an event stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriggerForm {
    /// A finite verb.
    Finite(Tense, Person),
    /// A verbal noun.
    Noun,
}

/// A trigger of an event.
#[derive(Debug, Clone, Copy)]
pub struct Trigger {
    /// PLOVER type.
    pub kind: EventType,
    /// Which form.
    pub form: TriggerForm,
    /// What brings the recipient in: `obj`, a preposition, or nothing.
    pub recipient: &'static str,
}

/// Words by which someone binds themselves.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// How.
    pub kind: CommitmentKind,
    /// The preposition that opens the action; empty where it follows directly.
    pub prep: &'static str,
    /// Whether it is a verb.
    pub verb: bool,
}

/// One piece of a furniture template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// This word.
    Word(Word),
    /// A number.
    Number,
    /// A printed date.
    Date,
    /// One word.
    Any,
    /// One word or more.
    Many,
}

/// What a line is when its words fit.
#[derive(Debug, Clone)]
pub struct LineRule {
    /// Its role.
    pub role: BlockRole,
    /// For furniture, which.
    pub kind: Option<&'static str>,
    /// The words.
    pub pieces: Vec<Piece>,
    /// The example of the table, which must match.
    pub example: &'static str,
}

/// What a short line says of the whole page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// The page was not found, or could not be shown.
    Error,
    /// The rest is for subscribers.
    Paywall,
}

/// A line that says what kind of page it stands on.
#[derive(Debug, Clone)]
pub struct PageRule {
    /// What it says.
    pub kind: LineKind,
    /// The words.
    pub pieces: Vec<Piece>,
    /// The example of the table, which must match.
    pub example: &'static str,
}

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
    pub bounds: Lexicon<Bound>,
    pub time_units: Lexicon<TimeUnitForm>,
    pub day_parts: Lexicon<DayPart>,
    pub deictics: Lexicon<Deictic>,
    pub relatives: Lexicon<i32>,
    pub edges: Lexicon<TimeMod>,
    pub seasons: Lexicon<&'static str>,
    pub time_words: Lexicon<TimeWord>,
    pub holidays: Lexicon<Holiday>,
    pub sets: Lexicon<&'static str>,
    pub time_prepositions: Lexicon<TimeMod>,
    pub abbreviations: FxHashSet<Word>,
    pub units: Lexicon<Unit>,
    pub duals: Lexicon<()>,
    pub no_quantity: Lexicon<()>,
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
    pub triggers: Lexicon<Trigger>,
    pub bindings: Lexicon<Binding>,
    pub lines: Vec<LineRule>,
    pub page_kinds: Vec<PageRule>,
    pub html_names: HtmlNames,
    pub html_meta: HtmlMeta,
    /// Rows that could not be read.
    pub faults: Vec<String>,
}

/// The lexicons, read at first use.
#[must_use]
pub fn lexicons() -> &'static Lexicons {
    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(load);
    &LEXICONS
}

macro_rules! table {
    ($name:literal) => {
        Table { name: $name, text: include_str!(concat!("../../data/", $name, ".tsv")) }
    };
}

/// A field read as one of the serde names of an enum of the record.
fn named<T: serde::de::DeserializeOwned>(field: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(field.to_owned())).ok()
}

/// Reads every table.
fn load() -> Lexicons {
    let mut lex = Lexicons::default();
    load_function_words(&mut lex);
    load_times(&mut lex);
    load_periods(&mut lex);
    load_numbers(&mut lex);
    load_speech(&mut lex);
    load_names(&mut lex);
    load_events(&mut lex);
    load_lines(&mut lex);
    lex
}

impl Lexicons {
    /// Reads a table row by row; `read` says whether it understood the row.
    fn each(&mut self, table: Table, mut read: impl FnMut(&mut Self, &Row) -> Option<()>) {
        let mut faults = std::mem::take(&mut self.faults);
        for row in table.rows(&mut faults) {
            if read(self, &row).is_none() {
                faults.push(format!(
                    "{}.tsv:{}: a field is not one of those the table knows",
                    table.name, row.line
                ));
            }
        }
        self.faults = faults;
    }
}

fn load_function_words(lex: &mut Lexicons) {
    lex.each(table!("functions"), |lex, row| {
        let class = match row.get(1) {
            "prep" => Function::Prep,
            "conj" => Function::Conj,
            "comp" => Function::Comp,
            "rel" => Function::Rel,
            "neg" => Function::Neg,
            "future" => Function::Future,
            "pron" => Function::Pron,
            "dem" => Function::Dem,
            "aux" => Function::Aux,
            "tam" => Function::Tam,
            "adv" => Function::Adv,
            _ => return None,
        };
        lex.functions.add(&mut lex.vocabulary, row.get(0), class);
        Some(())
    });
    lex.each(table!("abbreviations"), |lex, row| {
        let word = lex.vocabulary.intern(&fold(row.get(0)));
        lex.abbreviations.insert(word);
        Some(())
    });
}

fn load_times(lex: &mut Lexicons) {
    lex.each(table!("months"), |lex, row| {
        let calendar = match row.get(2) {
            "gregorian" => Calendar::Gregorian,
            "islamic" => Calendar::Islamic,
            _ => return None,
        };
        lex.months.add(&mut lex.vocabulary, row.get(0), Month { number: row.get(1).parse().ok()?, calendar });
        Some(())
    });
    lex.each(table!("weekdays"), |lex, row| {
        lex.weekdays.add(&mut lex.vocabulary, row.get(0), row.get(1).parse().ok()?);
        Some(())
    });
    lex.each(table!("time_units"), |lex, row| {
        let unit = match row.get(1) {
            "second" => TimeUnit::Second,
            "minute" => TimeUnit::Minute,
            "hour" => TimeUnit::Hour,
            "day" => TimeUnit::Day,
            "week" => TimeUnit::Week,
            "month" => TimeUnit::Month,
            "year" => TimeUnit::Year,
            "decade" => TimeUnit::Decade,
            "century" => TimeUnit::Century,
            _ => return None,
        };
        let count = match row.get(2) {
            "n" => 0,
            digits => digits.parse().ok()?,
        };
        lex.time_units.add(&mut lex.vocabulary, row.get(0), TimeUnitForm { unit, count });
        Some(())
    });
    lex.each(table!("day_parts"), |lex, row| {
        let half = match row.get(2) {
            "am" => Half::Am,
            "noon" => Half::Noon,
            "pm" => Half::Pm,
            "night" => Half::Night,
            _ => return None,
        };
        lex.day_parts.add(&mut lex.vocabulary, row.get(0), DayPart { part: row.get(1), half });
        Some(())
    });
    lex.each(table!("deictics"), |lex, row| {
        let value = match row.get(1) {
            "" => Deictic::Ref(row.get(2)),
            days => Deictic::Days(days.parse().ok()?),
        };
        lex.deictics.add(&mut lex.vocabulary, row.get(0), value);
        Some(())
    });
    lex.each(table!("relatives"), |lex, row| {
        lex.relatives.add(&mut lex.vocabulary, row.get(0), row.get(1).parse().ok()?);
        Some(())
    });
    lex.each(table!("edges"), |lex, row| {
        lex.edges.add(&mut lex.vocabulary, row.get(0), named(row.get(1))?);
        Some(())
    });
    lex.each(table!("seasons"), |lex, row| {
        lex.seasons.add(&mut lex.vocabulary, row.get(0), row.get(1));
        Some(())
    });
    lex.each(table!("sets"), |lex, row| {
        lex.sets.add(&mut lex.vocabulary, row.get(0), row.get(1));
        Some(())
    });
    lex.each(table!("time_prepositions"), |lex, row| {
        lex.time_prepositions.add(&mut lex.vocabulary, row.get(0), named(row.get(1))?);
        Some(())
    });
}

fn load_periods(lex: &mut Lexicons) {
    lex.each(table!("time_words"), |lex, row| {
        let number = || row.get(2).parse::<i8>().ok();
        let word = match row.get(1) {
            "rest" => TimeWord::Rest,
            "through" => TimeWord::Through,
            "full" => TimeWord::Full,
            "few" => TimeWord::Few(row.get(2).parse().ok()?),
            "last" => TimeWord::Last,
            "part" => TimeWord::Part(number()?),
            "weekend" => TimeWord::Weekend,
            "clock" => TimeWord::Clock(number()?),
            "century" => TimeWord::Century,
            "decade" => TimeWord::Decade(number()?),
            "day" => TimeWord::Day,
            _ => return None,
        };
        lex.time_words.add(&mut lex.vocabulary, row.get(0), word);
        Some(())
    });
    lex.each(table!("holidays"), |lex, row| {
        let calendar = match row.get(1) {
            "gregorian" => Calendar::Gregorian,
            "islamic" => Calendar::Islamic,
            _ => return None,
        };
        let holiday = Holiday {
            calendar,
            month: row.get(2).parse().ok()?,
            day: row.get(3).parse().ok()?,
            days: row.get(4).parse().ok()?,
        };
        lex.holidays.add(&mut lex.vocabulary, row.get(0), holiday);
        Some(())
    });
}

fn load_numbers(lex: &mut Lexicons) {
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
        lex.numbers.add(
            &mut lex.vocabulary,
            row.get(0),
            NumberWord { value: row.get(1).parse().ok()?, kind },
        );
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
        let stem = row.get(1);
        // Free, in the construct (with the article only where the noun behind has it), nominative and oblique.
        for ending in ["ان", "ين"] {
            lex.duals.add(&mut lex.vocabulary, &format!("{stem}{ending}"), ());
        }
        Some(())
    });
    lex.each(table!("no_quantity"), |lex, row| {
        lex.no_quantity.add(&mut lex.vocabulary, row.get(0), ());
        Some(())
    });
}

fn load_speech(lex: &mut Lexicons) {
    lex.each(table!("speech_verbs"), |lex, row| {
        let kind = match row.get(6) {
            "say" => SpeechType::Say,
            "demand" => SpeechType::Demand,
            "accuse" => SpeechType::Accuse,
            "promise" => SpeechType::Promise,
            "deny" => SpeechType::Deny,
            "think" => SpeechType::Think,
            "relay" => SpeechType::Relay,
            _ => return None,
        };
        let mut forms = Vec::new();
        forms.extend(
            inflect::past(row.get(0)).into_iter().map(|(f, p)| (f, SpeechForm::Finite(Tense::Past, p))),
        );
        forms.extend(
            inflect::present(row.get(1)).into_iter().map(|(f, p)| (f, SpeechForm::Finite(Tense::Present, p))),
        );
        if !row.get(2).is_empty() {
            forms.extend(
                inflect::participle(row.get(2)).into_iter().map(|(f, p)| (f, SpeechForm::Participle(p))),
            );
        }
        if !row.get(3).is_empty() {
            forms.push((row.get(3).to_owned(), SpeechForm::Noun));
            forms.extend(
                inflect::possessed(row.get(3)).into_iter().map(|(f, p)| (f, SpeechForm::Possessed(p))),
            );
        }
        for (spelling, form) in forms {
            let speech = Speech { form, kind, preps: row.get(4), bare: row.get(5) == "y" };
            lex.speech.add(&mut lex.vocabulary, &spelling, speech);
        }
        Some(())
    });
    lex.each(table!("attributions"), |lex, row| {
        let kind = match row.get(1) {
            "source" => Attribution::Source,
            "clause" => Attribution::Clause,
            "echo" => Attribution::Echo,
            _ => return None,
        };
        lex.attributions.add(&mut lex.vocabulary, row.get(0), kind);
        Some(())
    });
    lex.each(table!("genders"), |lex, row| {
        let feminine = match row.get(1) {
            "f" => true,
            "m" => false,
            _ => return None,
        };
        lex.genders.add(&mut lex.vocabulary, row.get(0), feminine);
        Some(())
    });
    lex.each(table!("phrase_links"), |lex, row| {
        let link = match row.get(1) {
            "link" => Link::On,
            "opener" => Link::Opener,
            _ => return None,
        };
        lex.phrase_links.add(&mut lex.vocabulary, row.get(0), link);
        Some(())
    });
    lex.each(table!("source_nouns"), |lex, row| {
        lex.source_nouns.add(&mut lex.vocabulary, row.get(0), ());
        Some(())
    });
    lex.each(table!("channels"), |lex, row| {
        lex.channels.add(&mut lex.vocabulary, row.get(0), row.get(1));
        Some(())
    });
}

fn load_names(lex: &mut Lexicons) {
    lex.each(table!("posts"), |lex, row| {
        let post = match row.get(1) {
            "post" => Post::Post,
            "rank" => Post::Rank,
            _ => return None,
        };
        lex.posts.add(&mut lex.vocabulary, row.get(0), post);
        lex.posts.add(&mut lex.vocabulary, &format!("ال{}", row.get(0)), post);
        Some(())
    });
    lex.each(table!("org_heads"), |lex, row| {
        lex.name_heads.add(&mut lex.vocabulary, row.get(0), named(row.get(1))?);
        Some(())
    });
    lex.each(table!("place_heads"), |lex, row| {
        lex.place_heads.add(&mut lex.vocabulary, row.get(0), ());
        Some(())
    });
    lex.each(table!("countries"), |lex, row| {
        let authority = if row.get(0).is_empty() { "" } else { "iso3166" };
        let full = row.alternatives(1).next().unwrap_or_default();
        for name in row.alternatives(1) {
            let known = Known { label: Label::Loc, authority, code: row.get(0), full };
            lex.known.add(&mut lex.vocabulary, name, known);
        }
        for name in row.alternatives(2) {
            let known = Known { label: Label::Loc, authority: "", code: "", full: name };
            lex.known.add(&mut lex.vocabulary, name, known);
        }
        for adjective in row.alternatives(3) {
            for form in inflect::adjective(adjective) {
                lex.nationalities.add(&mut lex.vocabulary, &form, row.get(0));
            }
        }
        Some(())
    });
    lex.each(table!("organizations"), |lex, row| {
        let (label, full) = (named(row.get(1))?, row.alternatives(0).next()?);
        for name in row.alternatives(0) {
            lex.known.add(&mut lex.vocabulary, name, Known { label, authority: "", code: row.get(2), full });
        }
        Some(())
    });
    lex.each(table!("places"), |lex, row| {
        let full = row.alternatives(1).next()?;
        for name in row.alternatives(1) {
            let known = Known { label: Label::Loc, authority: "geonames", code: row.get(0), full };
            lex.known.add(&mut lex.vocabulary, name, known);
        }
        Some(())
    });
    lex.each(table!("name_joins"), |lex, row| {
        lex.person_names.add(&mut lex.vocabulary, row.get(0), NamePart::Join);
        Some(())
    });
    lex.each(table!("person_names"), |lex, row| {
        let part = match row.get(1) {
            "given" => NamePart::Given,
            "family" => NamePart::Family,
            _ => return None,
        };
        lex.person_names.add(&mut lex.vocabulary, row.get(0), part);
        Some(())
    });
}

fn load_events(lex: &mut Lexicons) {
    lex.each(table!("event_verbs"), |lex, row| {
        let (kind, recipient) = (named(row.get(3))?, row.get(4));
        let mut forms = Vec::new();
        if !row.get(0).is_empty() {
            forms.extend(
                inflect::past(row.get(0)).into_iter().map(|(f, p)| (f, TriggerForm::Finite(Tense::Past, p))),
            );
        }
        if !row.get(1).is_empty() {
            forms.extend(
                inflect::present(row.get(1))
                    .into_iter()
                    .map(|(f, p)| (f, TriggerForm::Finite(Tense::Present, p))),
            );
        }
        forms.extend(row.alternatives(2).map(|noun| (noun.to_owned(), TriggerForm::Noun)));
        for (spelling, form) in forms {
            lex.triggers.add(&mut lex.vocabulary, &spelling, Trigger { kind, form, recipient });
        }
        Some(())
    });
    lex.each(table!("commitment_cues"), |lex, row| {
        let (kind, prep) = (named(row.get(2))?, row.get(3));
        let verb = !row.get(1).is_empty();
        let mut forms = vec![row.get(0).to_owned()];
        if verb {
            forms.extend(
                inflect::past(row.get(0)).into_iter().chain(inflect::present(row.get(1))).map(|(f, _)| f),
            );
        }
        for spelling in forms {
            lex.bindings.add(&mut lex.vocabulary, &spelling, Binding { kind, prep, verb });
        }
        Some(())
    });
}

fn load_lines(lex: &mut Lexicons) {
    lex.each(table!("html_names"), |lex, row| lex.html_names.add(row));
    lex.each(table!("html_meta"), |lex, row| lex.html_meta.add(row));
    lex.each(table!("furniture"), |lex, row| {
        let pieces = template(lex, row.get(2))?;
        let kind = Some(row.get(1)).filter(|k| !k.is_empty());
        lex.lines.push(LineRule { role: named(row.get(0))?, kind, pieces, example: row.get(3) });
        Some(())
    });
    lex.each(table!("page_kinds"), |lex, row| {
        let kind = match row.get(0) {
            "error" => LineKind::Error,
            "paywall" => LineKind::Paywall,
            _ => return None,
        };
        let pieces = template(lex, row.get(1))?;
        lex.page_kinds.push(PageRule { kind, pieces, example: row.get(2) });
        Some(())
    });
}

/// The pieces of a line's template.
fn template(lex: &mut Lexicons, template: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for piece in template.split(' ') {
        match piece {
            "{n}" => pieces.push(Piece::Number),
            "{date}" => pieces.push(Piece::Date),
            "{w}" => pieces.push(Piece::Any),
            "{*}" => pieces.push(Piece::Many),
            word if word.starts_with('{') => return None,
            word => pieces.extend(lex.vocabulary.phrase(word).into_iter().map(Piece::Word)),
        }
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

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
