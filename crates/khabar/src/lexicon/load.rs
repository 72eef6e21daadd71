//! Reading every table of `data/`: what a row means, column by column.

use super::classes::classes;
use super::table::{Row, Table};
use super::time_bits::time_bits;
use super::{
    Attribution, Binding, Calendar, ClockWord, DateWord, DayPart, Deictic, Edge, Function, Half, Holiday,
    Known, LengthLead, Lexicons, LineKind, LineRule, Link, Month, NamePart, PageRule, Party, Piece, Post,
    RefUse, Speech, SpeechForm, SpeechType, Tense, TimeBits, TimeTense, TimeUnit, TimeUnitForm, TimeWord,
    Trigger, TriggerForm, Verb, inflect,
};
use crate::page::lines::LINE_KINDS;
use crate::record::{BlockRole, Label};
use crate::text::fold::fold;

macro_rules! table {
    ($name:literal) => {
        Table { name: $name, text: include_str!(concat!("../../data/", $name, ".tsv")) }
    };
}

pub(super) use table;

/// A field read as one of the serde names of an enum of the record.
pub(super) fn named<T: serde::de::DeserializeOwned>(field: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(field.to_owned())).ok()
}

/// Reads every table.
pub(super) fn load() -> Lexicons {
    let mut lex = Lexicons::default();
    load_function_words(&mut lex);
    load_times(&mut lex);
    load_time_particles(&mut lex);
    load_periods(&mut lex);
    super::load_numbers::load_numbers(&mut lex);
    load_speech(&mut lex);
    load_names(&mut lex);
    load_events(&mut lex);
    load_lines(&mut lex);
    lex.classes = classes(&lex);
    lex.time_bits = time_bits(&lex);
    lex.figure_openers = super::load_numbers::figure_openers(&lex);
    lex
}

impl Lexicons {
    /// Reads a table row by row; `read` says whether it understood the row.
    pub(super) fn each(&mut self, table: Table, mut read: impl FnMut(&mut Self, &Row) -> Option<()>) {
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
        let number = row.get(1).parse().ok()?;
        if calendar == Calendar::Gregorian {
            lex.html_dates.add_arabic_month(row.get(0), row.get(1).parse().ok()?);
        }
        lex.months.add(&mut lex.vocabulary, row.get(0), Month { number, calendar });
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
            "after" => Half::After,
            _ => return None,
        };
        lex.day_parts.add(&mut lex.vocabulary, row.get(0), DayPart { part: row.get(1), half });
        Some(())
    });
    lex.each(table!("deictics"), |lex, row| {
        let value = match row.get(1) {
            "" => {
                let used = match row.get(3) {
                    "" => RefUse::Any,
                    "in" => RefUse::In,
                    "later" => RefUse::Later,
                    _ => return None,
                };
                Deictic::Ref(row.get(2), used)
            }
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
        let edge = Edge { time_mod: named(row.get(1))?, of_days: row.get(2) == "day" };
        lex.edges.add(&mut lex.vocabulary, row.get(0), edge);
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

/// The closed words of times: each table's row is a word and its class.
fn load_time_particles(lex: &mut Lexicons) {
    lex.each(table!("time_particles"), |lex, row| {
        let mut bits = TimeBits::default();
        for class in row.alternatives(1) {
            bits = bits.with(TimeBits::of_class(class)?);
        }
        let word = lex.vocabulary.intern(&fold(row.get(0)));
        let known = lex.particles.entry(word).or_default();
        *known = known.with(bits);
        Some(())
    });
    lex.each(table!("clock_words"), |lex, row| {
        let word = match (row.get(1), row.get(2)) {
            ("minutes", minutes) => ClockWord::Minutes(minutes.parse().ok()?),
            ("less", _) => ClockWord::Less,
            ("half", "am") => ClockWord::Letter(Half::Am),
            ("half", "pm") => ClockWord::Letter(Half::Pm),
            _ => return None,
        };
        lex.clock_words.add(&mut lex.vocabulary, row.get(0), word);
        Some(())
    });
    lex.each(table!("length_leads"), |lex, row| {
        let lead = match row.get(1) {
            "back" => LengthLead::Back,
            "since" => LengthLead::Since,
            "on" => LengthLead::On,
            "within" => LengthLead::Within,
            _ => return None,
        };
        lex.length_leads.add(&mut lex.vocabulary, row.get(0), lead);
        Some(())
    });
    lex.each(table!("tenses"), |lex, row| {
        let tense = match row.get(1) {
            "future" => TimeTense::Future,
            "present" => TimeTense::Present,
            "past" => TimeTense::Past,
            _ => return None,
        };
        lex.tenses.add(&mut lex.vocabulary, row.get(0), tense);
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
            "nth" => TimeWord::Nth(number()?),
            "self" => TimeWord::Moved(0),
            "next" => TimeWord::Moved(1),
            "previous" => TimeWord::Moved(-1),
            "epithet" => TimeWord::Epithet,
            "ordinal" => TimeWord::Ordinal,
            "week" => TimeWord::Week(number()?),
            "final" => TimeWord::Final,
            "year" => TimeWord::Year(number()?),
            "same" => TimeWord::Same,
            "at" => TimeWord::At,
            "zone" => TimeWord::Zone,
            "zone-of" => TimeWord::ZoneOf,
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
            let known = Known { label: Label::Loc, authority: "capital", code: row.get(0), full: name };
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
    lex.each(table!("no_names"), |lex, row| {
        lex.no_names.add(&mut lex.vocabulary, row.get(0), ());
        Some(())
    });
    lex.each(table!("no_speech"), |lex, row| {
        lex.no_speech.add(&mut lex.vocabulary, row.get(0), ());
        Some(())
    });
    lex.each(table!("short_forms"), |lex, row| {
        lex.short_forms.add(&mut lex.vocabulary, row.get(0), ());
        Some(())
    });
    lex.each(table!("whole_words"), |lex, row| {
        lex.whole_words.add(&mut lex.vocabulary, row.get(0), ());
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
            "common" => {
                lex.common_names.add(&mut lex.vocabulary, row.get(0), ());
                return Some(());
            }
            _ => return None,
        };
        lex.person_names.add(&mut lex.vocabulary, row.get(0), part);
        Some(())
    });
}

fn load_events(lex: &mut Lexicons) {
    lex.each(table!("verbs"), |lex, row| {
        let takes_object = row.get(2) == "y";
        let past = inflect::past(row.get(0)).into_iter().map(|(f, p)| (f, Tense::Past, p));
        let present = inflect::present(row.get(1)).into_iter().map(|(f, p)| (f, Tense::Present, p));
        for (form, tense, person) in past.chain(present) {
            lex.verbs.add(&mut lex.vocabulary, &form, Verb { tense, person, takes_object });
        }
        Some(())
    });
    lex.each(table!("event_verbs"), |lex, row| {
        let kind = named(row.get(3))?;
        let party = |field: &str| match field {
            "actor" => Some(Party::Actor),
            "recipient" => Some(Party::Recipient),
            "thing" | "" => Some(Party::Thing),
            _ => None,
        };
        let (construct, alone) = (party(row.get(6))?, party(row.get(7))?);
        let mut forms = Vec::new();
        // A verb of two words («أطلق النار») is formed at its first.
        let mut finite = |verb: &str, tense| {
            let (head, rest) =
                verb.split_once(' ').map_or((verb, String::new()), |(h, r)| (h, format!(" {r}")));
            let all = if tense == Tense::Past { inflect::past(head) } else { inflect::present(head) };
            forms.extend(all.into_iter().map(|(f, p)| (format!("{f}{rest}"), TriggerForm::Finite(tense, p))));
        };
        if !row.get(0).is_empty() {
            finite(row.get(0), Tense::Past);
        }
        if !row.get(1).is_empty() {
            finite(row.get(1), Tense::Present);
        }
        for noun in row.alternatives(2) {
            forms.extend(inflect::noun(noun).into_iter().map(|f| (f, TriggerForm::Noun)));
            if !noun.contains(' ') {
                forms.extend(
                    inflect::possessed(noun).into_iter().map(|(f, p)| (f, TriggerForm::Possessed(p))),
                );
            }
        }
        for (spelling, form) in forms {
            let preps = row.get(5);
            let trigger = Trigger { kind, form, object: row.get(4) == "y", preps, construct, alone };
            lex.triggers.add(&mut lex.vocabulary, &spelling, trigger);
        }
        Some(())
    });
    lex.each(table!("light_verbs"), |lex, row| {
        let past = inflect::past(row.get(0)).into_iter().map(|(f, p)| (f, Tense::Past, p));
        let present = inflect::present(row.get(1)).into_iter().map(|(f, p)| (f, Tense::Present, p));
        for (form, tense, person) in past.chain(present) {
            lex.light_verbs.add(&mut lex.vocabulary, &form, Verb { tense, person, takes_object: true });
        }
        Some(())
    });
    lex.each(table!("modals"), |lex, row| {
        let status = named(row.get(2))?;
        let mut forms = vec![row.get(0).to_owned()];
        if !row.get(1).is_empty() {
            forms = inflect::past(row.get(0))
                .into_iter()
                .chain(inflect::present(row.get(1)))
                .map(|f| f.0)
                .collect();
        }
        for form in forms {
            lex.modals.add(&mut lex.vocabulary, &form, status);
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
    lex.each(table!("html_dates"), |lex, row| lex.html_dates.add(row));
    lex.each(table!("html_months"), |lex, row| lex.html_dates.add_month(row));
    lex.each(table!("furniture"), |lex, row| {
        let pieces = template(lex, row.get(2))?;
        let kind = Some(row.get(1)).filter(|k| !k.is_empty());
        lex.lines.push(LineRule { role: named(row.get(0))?, kind, pieces, example: row.get(3) });
        Some(())
    });
    lex.each(table!("line_words"), |lex, row| {
        let kind = LINE_KINDS.iter().position(|k| *k == row.get(1))?;
        lex.line_words.add(&mut lex.vocabulary, row.get(0), kind as u8);
        Some(())
    });
    lex.each(table!("date_words"), |lex, row| {
        let word = match row.get(1) {
            "between" => DateWord::Between,
            "ago" => DateWord::Ago,
            "and" => DateWord::And,
            "sign" => DateWord::Sign,
            role => DateWord::Label(
                named(role).filter(|r| matches!(r, BlockRole::Published | BlockRole::Updated))?,
            ),
        };
        lex.date_words.add(&mut lex.vocabulary, row.get(0), word);
        Some(())
    });
    lex.each(table!("agencies"), |lex, row| {
        for form in row.alternatives(0) {
            lex.agencies.add(&mut lex.vocabulary, form, ());
        }
        Some(())
    });
    lex.each(table!("page_kinds"), |lex, row| {
        let kind = match row.get(0) {
            "error" => LineKind::Error,
            "paywall" => LineKind::Paywall,
            "live" => LineKind::Live,
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
