//! Parts of the day, with the day they are of or alone.

use jiff::ToSpan;

use super::grammar::{Context, DAY_PART, Match, reading, resolved};
use super::timex::Timex;
use crate::lexicon::{Classes, TimeBits};
use crate::record::TimeType;
use crate::text::{Cut, Kind, Strip};

/// A part of a day, known or open.
fn part_of(day: Timex, part: &'static str) -> Option<Timex> {
    match day {
        Timex::Day(date) => Some(Timex::Part(date, part)),
        Timex::Open(value, _) => Some(Timex::Open(format!("{value}T{part}"), TimeType::Time)),
        _ => None,
    }
}

impl Context<'_> {
    /// «صباح اليوم», «فجر اليوم الجمعة», «مساء أول من أمس», «بعد ظهر الأحد».
    pub(super) fn part_of_day(&self, i: usize) -> Option<Match> {
        let text = self.text;
        // «الصباح الباكر الثلاثاء»
        let early = || {
            text.find(&text.lex.day_parts, i, self.end, Strip::Article)
                .filter(|p| p.end > i + 1 && p.cut.letters == 0)
        };
        let found = text.find(&text.lex.day_parts, i, self.end, Strip::Proclitics).or_else(early)?;
        let mut at = found.end;
        while at < self.end && text.mark(at) == '.' {
            at += 1;
        }
        at = self.skip(at, TimeBits::OF);
        let day = self.day(at)?;
        // «ظهر أول من أمس …» at the head of a clause: the word is its verb.
        let is_verb = found.end == i + 1
            && self.opens_clause(i)
            && text.lex.classes_of(text.word(i)).any(Classes::PAST)
            && !matches!(text.mark(day.end), '،' | ',');
        if day.cut != Cut::default() || is_verb || at > found.end && !text.is_definite(found.end - 1) {
            return None;
        }
        let timex = part_of(day.timex, found.value.part)?;
        Some(Match { timex, cut: Cut { article: false, ..found.cut }, rule: &DAY_PART, ..day })
    }

    /// «الثلاثاء بعد الظهر», «5 فبراير صباحا», «الجمعة في وقت متأخر من المساء», «هذا المساء», «الليلة الماضية».
    pub(super) fn day_and_part(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let lex = text.lex;
        if self.is(i, TimeBits::THIS) {
            let part = text
                .find(&lex.day_parts, i + 1, self.end, Strip::Article)
                .filter(|_| text.is_definite(i + 1))?;
            return Some(self.part_of_today(part.value.part, 0, part.end));
        }
        // «الليلة», «الليلة قبل الماضية», «ليلة البارحة»
        if text.is_definite(i)
            && let Some(night) = text.find(&lex.day_parts, i, i + 1, Strip::Article)
            && night.cut.letters == 0
            && text.is(&lex.time_units, i, Strip::Article).is_some()
        {
            let (shift, end) = self.shift(i + 1);
            return Some(self.part_of_today(night.value.part, shift.unwrap_or(0), end));
        }
        let day = self.day(i)?;
        let at = day.end + usize::from(matches!(text.mark(day.end), '،' | ','));
        let led = self.is(at, TimeBits::IN);
        let mut from = at;
        while led && from < at + 4 && self.is(from, TimeBits::LATE.with(TimeBits::OF)) {
            from += 1;
        }
        let strip = if led { Strip::Article } else { Strip::Nothing };
        let part = text.find(&lex.day_parts, from, self.end, strip)?;
        // «مساء» before another day is that day's.
        if !led && self.day(part.end).is_some() || led && !self.is_definite_part(from, part.end) {
            return None;
        }
        let timex = part_of(day.timex, part.value.part)?;
        Some(Match { timex, end: part.end, rule: &DAY_PART, ..day })
    }

    fn part_of_today(&self, part: &'static str, shift: i32, end: usize) -> Match {
        let day = self.today().and_then(|d| d.checked_add(shift.days()).ok());
        let open = format!("XXXX-XX-XXT{part}");
        resolved(day.map(|d| Timex::Part(d, part)), &open, end, Cut::default(), &DAY_PART)
    }

    fn is_definite_part(&self, i: usize, end: usize) -> bool {
        self.text.is_definite(i) || end > i + 1 && self.text.is_definite(end - 1)
    }

    /// «في الصباح», «خلال المساء», «في وقت متأخر من الليل», «فجرا»: a part of no day in particular.
    pub(super) fn part_alone(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let part = text
            .find(&text.lex.day_parts, i, self.end, Strip::Article)
            .filter(|p| p.cut.letters == 0 && p.cut.particle.is_none())?;
        let before = i.checked_sub(1)?;
        let stands = if self.is_definite_part(i, part.end) {
            let of = self.is(before, TimeBits::OF).then(|| before.checked_sub(1)).flatten();
            self.is(before, TimeBits::LATE)
                || part.end > i + 1
                    && text.is(&text.lex.time_prepositions, before, Strip::Conjunction).is_some()
                || of.is_some_and(|p| self.is(p, TimeBits::LATE) && !self.is(p, TimeBits::IN))
                || part.end > i + 1 && part.end >= self.end
        } else {
            // The accusative of time; «عصرا جديدا» is an age.
            let ends =
                |at: usize| at < self.end && text.kind(at) == Kind::Arabic && text.fold(at).ends_with('ا');
            ends(i) && !ends(part.end) && text.fold(i).chars().nth(3).is_some()
        };
        let timex = Timex::Open(format!("T{}", part.value.part), TimeType::Time);
        stands.then(|| reading(timex, part.end, Cut::default(), &DAY_PART))
    }
}
