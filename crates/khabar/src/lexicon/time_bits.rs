//! What a word may do in a time, as bits: one look-up a token tells whether a time can begin there, and of which kind.

use super::bits::{OfWords, bit_set};
use super::{Lexicon, Lexicons, Word};

/// What a word may do in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeBits(u64);

macro_rules! time_bits {
    ($($name:ident $bit:literal $class:literal $says:literal;)*) => {
        impl TimeBits {
            $(#[doc = $says] pub const $name: Self = Self(1 << $bit);)*

            /// The bit of a class of `time_particles.tsv`; tables of their own have none there.
            pub(super) fn of_class(class: &str) -> Option<Self> {
                match class {
                    $($class => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

time_bits! {
    OF 0 "of" "«من»";
    IN 1 "in" "«في»";
    AND 2 "and" "«و», alone";
    OR 3 "or" "«أو»";
    TO 4 "to" "leads to the end of a range";
    BETWEEN 5 "between" "«بين»";
    THIS 6 "this" "points at a period of now";
    THAT 7 "that" "points at a period that was told";
    SAME 8 "same" "stands before a period that was told";
    YEAR 9 "year" "stands before the number of a year";
    PAIR 10 "pair" "stands before two years, days or months";
    MONTH 11 "month" "stands before the name of a month";
    SEASON 12 "season" "stands before the name of a season";
    HOUR 13 "hour" "stands before a clock time";
    EVERY 14 "every" "opens a recurring time";
    ASKS 15 "asks" "a time may follow";
    LATE 16 "late" "a part of a day may follow";
    SPAN 17 "span" "a stretch of time";
    ONCE 18 "once" "then, behind «ذلك»";
    AGE 19 "age" "says that years are those of a life";
    ISLAMIC 20 "islamic" "the Hijri era";
    GREGORIAN 21 "gregorian" "the Gregorian era";
    NAMED 22 "named" "an event that is called by its day";
    EDITION 23 "edition" "what is held each few years and called by its year";
    CLAUSE 24 "eh" "a clause begins behind it";
    HALF 25 "half" "half of a unit";
    APIECE 26 "apiece" "one, behind a unit";
    ONLY 27 "only" "may follow a lone length";
    LASTS 28 "lasts" "a length follows";
    TIMES 29 "times" "counts how often";
    FEMININE 30 "feminine" "an ordinal that is feminine without its ending";
    START 31 "start" "may stand between a day and its clock time";
    DAY 32 "day" "stands before a weekday or the number of a day";
    EVENT 33 "event" "makes a season the name of an event";
    NUMBERS 40 "-numbers" "opens a number";
    MONTHS 41 "-months" "opens the name of a month";
    WEEKDAYS 42 "-weekdays" "opens the name of a weekday";
    UNITS 43 "-units" "is a unit of time";
    PARTS 44 "-parts" "opens a part of a day";
    DEICTICS 45 "-deictics" "opens a time seen from now";
    EDGES 46 "-edges" "takes a part of a period";
    SEASONS 47 "-seasons" "is a season";
    WORDS 48 "-words" "is a word of `time_words.tsv`";
    HOLIDAYS 49 "-holidays" "opens the name of a feast";
    SETS 50 "-sets" "is a recurring time";
    BOUNDS 51 "-bounds" "says how a number is meant";
    VAGUE 52 "-vague" "a number that is not told";
    DIGITS 53 "-digits" "is a number in digits";
}

bit_set!(TimeBits);

/// The bits of every word, by its number.
pub(super) fn time_bits(lex: &Lexicons) -> Vec<TimeBits> {
    let mut out = OfWords::new(lex, TimeBits::with);
    let mut put = |word: Word, bits: TimeBits| out.put(word, bits);
    for (&word, &bits) in &lex.particles {
        put(word, bits);
    }
    heads(&lex.numbers, TimeBits::NUMBERS, &mut put);
    heads(&lex.months, TimeBits::MONTHS, &mut put);
    heads(&lex.weekdays, TimeBits::WEEKDAYS, &mut put);
    heads(&lex.time_units, TimeBits::UNITS, &mut put);
    heads(&lex.day_parts, TimeBits::PARTS, &mut put);
    heads(&lex.deictics, TimeBits::DEICTICS, &mut put);
    heads(&lex.edges, TimeBits::EDGES, &mut put);
    heads(&lex.seasons, TimeBits::SEASONS, &mut put);
    heads(&lex.time_words, TimeBits::WORDS, &mut put);
    heads(&lex.holidays, TimeBits::HOLIDAYS, &mut put);
    heads(&lex.sets, TimeBits::SETS, &mut put);
    heads(&lex.bounds, TimeBits::BOUNDS, &mut put);
    heads(&lex.vague, TimeBits::VAGUE, &mut put);
    out.finish()
}

fn heads<T>(table: &Lexicon<T>, bits: TimeBits, put: &mut impl FnMut(Word, TimeBits)) {
    table.heads().for_each(|word| put(word, bits));
}
