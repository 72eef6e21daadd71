//! What the tables say of their words.

use super::{Person, Tense, Word};
use crate::record::{BlockRole, CommitmentKind, Dimension, EventType, Label, Relation, TimeMod};

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

/// What a small word does beside numbers: `number_roles.tsv` says what each role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "number_roles.tsv says what each role is")]
pub enum NumberRole {
    Between,
    From,
    To,
    Or,
    Point,
    Minus,
    Plus,
    Over,
    Part,
    Equal,
    More,
    Less,
    Level,
    Partitive,
    Age,
    Era,
    Against,
    Whole,
}

/// What a verb says of the number behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberSense {
    /// How it is meant.
    Bound(Relation),
    /// A range follows.
    Spread,
    /// A change from one number to another follows.
    Change,
}

/// A form of a verb of `number_verbs.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberVerb {
    /// What it says.
    pub sense: NumberSense,
    /// What it says behind a negation.
    pub negated: Option<Relation>,
    /// The prepositions that lead to the number, «|» between them.
    pub preps: &'static str,
    /// Whether it is a verbal noun.
    pub is_noun: bool,
}

/// How a dual is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DualForm {
    /// «شخصان», «شخصين».
    Free,
    /// «شركتي» before a noun.
    Oblique,
    /// «شركتا» before a noun.
    Nominative,
    /// «نجليه», «جارتيها».
    Possessed,
}

/// A dual of a noun that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dual {
    /// How it is written.
    pub form: DualForm,
    /// Whether the same letters are more often something else: an adjective («حزبي»), an accusative («فريقا»).
    pub is_doubtful: bool,
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
    /// Behind midnight: the first hours of the next day.
    After,
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
    /// So many days into a month or feast.
    Nth(i8),
    /// A unit of a time told before, moved by so many.
    Moved(i8),
    /// Praise behind the name of a month or feast.
    Epithet,
    /// «الأولى» behind a counted unit.
    Ordinal,
    /// The last part of a period.
    Final,
    /// A week of a month; negative from its end.
    Week(i8),
    Year(i8),
    Same,
    At,
    Zone,
    ZoneOf,
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
    Ref(&'static str, RefUse),
}

/// Where a clause looks, by one of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "tenses.tsv says it")]
pub enum TimeTense {
    Past,
    Present,
    Future,
}

/// Where a word is a vague reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefUse {
    /// Anywhere.
    Any,
    /// Behind «في» alone.
    In,
    /// Anywhere; behind a verb of the past it is past.
    Later,
}

/// A word that takes a part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Which part.
    pub time_mod: TimeMod,
    /// Whether it takes parts of days.
    pub of_days: bool,
}

/// A word of a clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockWord {
    /// So many minutes.
    Minutes(i8),
    /// The minutes behind it are counted back.
    Less,
    /// A letter for a half of the day.
    Letter(Half),
}

/// What a preposition before a length counts from the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthLead {
    /// A time so long ago.
    Back,
    /// All of the time up to now.
    Since,
    /// A time so far ahead.
    On,
    /// All of the time from now on.
    Within,
}

/// A unit of measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// ISO 4217; empty where the country of the text decides, or it is no money.
    pub currency: &'static str,
}

/// The currency that a country calls by a name it shares with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    /// The first form of the name.
    pub family: &'static str,
    /// ISO 3166.
    pub country: &'static str,
    /// ISO 4217.
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

/// A finite form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// Past or present.
    pub tense: Tense,
    /// Whose form it is.
    pub person: Person,
    /// Whether the verb takes an object.
    pub takes_object: bool,
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
    /// Authority of the link, `iso3166`, `geonames`, or `capital` of an ISO 3166 country; empty where there is none.
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
    /// A verbal noun with the pronoun of one of its parties: «زيارته».
    Possessed(Person),
}

/// A party of an event, as far as a noun phrase beside the trigger tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Who acts.
    Actor,
    /// Whom it meets.
    Recipient,
    /// What is given, ended or done: no party.
    Thing,
}

/// A trigger of an event and its frame.
#[derive(Debug, Clone, Copy)]
pub struct Trigger {
    /// PLOVER type.
    pub kind: EventType,
    /// Which form.
    pub form: TriggerForm,
    /// Whether the object of the verb is the recipient.
    pub object: bool,
    /// Prepositions that bring the recipient in, «|» between them.
    pub preps: &'static str,
    /// Whom the noun behind a verbal noun names.
    pub construct: Party,
    /// Whom the only noun phrase beside a verb names.
    pub alone: Party,
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

/// A word of a line that says when: `date_words.tsv` says what each class does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWord {
    /// It says what the date beside it is.
    Label(BlockRole),
    /// It stands between a label and its date.
    Between,
    /// A length of time behind it is counted back from the fetch.
    Ago,
    /// It joins two lengths of time.
    And,
    /// A sign of the zodiac, the solar month of Saudi papers.
    Sign,
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
    /// It goes on being written.
    Live,
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
