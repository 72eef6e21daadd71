//! Parts of the day and clock times, with the day they are of.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::grammar::{CLOCK, Context, DAY_MONTH, DAY_PART, Match, RANGE, reading, resolved};
use super::timex::Timex;
use crate::facts::number::{numeral, ordinal};
use crate::lexicon::{Half, TimeUnit, TimeWord};
use crate::record::TimeType;
use crate::text::{Cut, Kind, Strip};

/// A clock time alone.
#[derive(Clone, Copy)]
struct Clock {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    /// The half of the day, where it is told.
    half: Option<Half>,
    end: usize,
    cut: Cut,
}

impl Clock {
    fn time(self) -> Option<Time> {
        let hour = match (self.half, self.hour) {
            (Some(Half::Am | Half::Night), 12) => 0,
            (Some(Half::Pm), 1..=11) | (Some(Half::Noon), 1..=6) | (Some(Half::Night), 6..=11) => {
                self.hour + 12
            }
            _ => self.hour,
        };
        Time::new(hour, self.minute, self.second.unwrap_or(0), 0).ok()
    }

    fn timex(self, day: Option<Date>) -> Option<Timex> {
        let time = self.time()?;
        Some(day.map_or_else(
            || {
                let seconds = self.second.map(|s| format!(":{s:02}")).unwrap_or_default();
                let value = format!("XXXX-XX-XXT{:02}:{:02}{seconds}", time.hour(), time.minute());
                Timex::Open(value, TimeType::Time)
            },
            |d| Timex::Clock(d, time, self.second.is_some()),
        ))
    }
}

/// A part of a day, known or open.
fn part_of(day: Timex, part: &'static str) -> Option<Timex> {
    match day {
        Timex::Day(date) => Some(Timex::Part(date, part)),
        Timex::Open(value, _) => Some(Timex::Open(format!("{value}T{part}"), TimeType::Time)),
        _ => None,
    }
}

impl Context<'_> {
    /// «صباح اليوم», «فجر اليوم الجمعة», «مساء أول من أمس».
    pub(super) fn part_of_day(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let found = text.find(&text.lex.day_parts, i, self.end, Strip::Proclitics)?;
        let mut at = found.end;
        while at < self.end && text.mark(at) == '.' {
            at += 1;
        }
        let day = self.day(at)?;
        if day.cut != Cut::default() {
            return None;
        }
        let timex = part_of(day.timex, found.value.part)?;
        Some(Match { timex, cut: found.cut, rule: &DAY_PART, ..day })
    }

    /// «الثلاثاء بعد الظهر», «5 فبراير صباحا», «الجمعة في المساء», «هذا المساء».
    pub(super) fn day_and_part(&self, i: usize) -> Option<Match> {
        let text = self.text;
        if matches!(text.fold(i), "هذا" | "هذه") {
            let part = text
                .find(&text.lex.day_parts, i + 1, self.end, Strip::Article)
                .filter(|_| text.is_definite(i + 1))?;
            let today = self.today().map(|d| Timex::Part(d, part.value.part));
            return Some(resolved(
                today,
                &format!("XXXX-XX-XXT{}", part.value.part),
                part.end,
                Cut::default(),
                &DAY_PART,
            ));
        }
        // «الليلة», «الليلة الماضية»
        if text.eq(i, "الليله") {
            let (shift, end) = self.shift(i + 1);
            let day = self.today().and_then(|d| d.checked_add(shift.unwrap_or(0).days()).ok());
            return Some(resolved(
                day.map(|d| Timex::Part(d, "NI")),
                "XXXX-XX-XXTNI",
                end,
                Cut::default(),
                &DAY_PART,
            ));
        }
        let day = self.day(i)?;
        let mut at = day.end;
        at += usize::from(matches!(text.mark(at), '،' | ','));
        let led = text.eq(at, "في");
        at += usize::from(led);
        let strip = if led { Strip::Article } else { Strip::Nothing };
        let part = text.find(&text.lex.day_parts, at, self.end, strip)?;
        // «مساء» before another day is that day's.
        if !led && self.day(part.end).is_some() || led && !text.is_definite(at) {
            return None;
        }
        let timex = part_of(day.timex, part.value.part)?;
        Some(Match { timex, end: part.end, rule: &DAY_PART, ..day })
    }

    /// «في الصباح», «خلال المساء», «في وقت متأخر من الليل»: a part of no day in particular.
    pub(super) fn part_alone(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let part = text.find(&text.lex.day_parts, i, self.end, Strip::Article).filter(|p| {
            p.cut.letters == 0 && (text.is_definite(i) || text.is_definite(p.end - 1) && p.end > i + 1)
        })?;
        let before = i.checked_sub(1)?;
        let is_led = matches!(text.fold(before), "في" | "خلال" | "اواخر" | "اوائل" | "اول" | "مبكر" | "متاخر")
            || text.eq(before, "من")
                && before.checked_sub(1).is_some_and(|p| matches!(text.fold(p), "مبكر" | "متاخر"));
        let alone = part.end > i + 1 && part.end >= self.end;
        if !is_led && !alone {
            return None;
        }
        let timex = Timex::Open(format!("T{}", part.value.part), TimeType::Time);
        Some(reading(timex, part.end, Cut::default(), &DAY_PART))
    }

    /// «الساعة 8 مساء اليوم الأحد», «10:30 صباحا», and a day before a clock: «4 نوفمبر 2021, 4:44:29 م», «صباح الغد
    /// الساعة 7».
    pub(super) fn clock(&self, i: usize) -> Option<Match> {
        self.clock_and_day(i).map(|found| self.in_zone(found))
    }

    /// A clock time with the zone behind it: «بتوقيت غرينتش», «(GMT+3)». The value stays on the printed clock.
    fn in_zone(&self, found: Match) -> Match {
        match found.timex {
            Timex::Clock(..) => Match { end: self.behind_zone(found.end), ..found },
            _ => found,
        }
    }

    /// The token behind the name of a zone at `i`, else `i`.
    fn behind_zone(&self, i: usize) -> usize {
        let text = self.text;
        let is_bracketed = text.mark(i) == '(';
        let Some((word, mut end, _)) = self.word(i + usize::from(is_bracketed), Strip::Nothing) else {
            return i;
        };
        match word {
            TimeWord::Zone => {}
            TimeWord::ZoneOf if end < self.end && text.kind(end) == Kind::Arabic => {
                let place = text.find(&text.lex.known, end, self.end, Strip::Nothing);
                end = place.map_or(end + 1, |p| p.end);
            }
            _ => return i,
        }
        if matches!(text.mark(end), '+' | '-') && text.kind(end + 1) == Kind::Number && text.touches(end) {
            end += if text.mark(end + 2) == ':' { 4 } else { 2 };
        }
        match (is_bracketed, text.mark(end)) {
            (true, ')') => end + 1,
            (true, _) => i,
            (false, _) => end,
        }
    }

    /// The first token at or behind `i` that is no mark between a day and its clock time.
    fn behind_joint(&self, mut i: usize) -> usize {
        while i < self.end && matches!(self.text.mark(i), ',' | '،' | '-' | '–' | '—' | '|' | '/' | '•' | '·')
        {
            i += 1;
        }
        i
    }

    /// The token behind a word that leads from a day to its clock time at `i`, or back, else `i`: «على», «في», «الوقت:».
    fn behind_lead(&self, i: usize) -> usize {
        match self.word(i, Strip::Nothing) {
            Some((TimeWord::At | TimeWord::Day, end, _)) => end + usize::from(self.text.mark(end) == ':'),
            _ => i,
        }
    }

    fn clock_and_day(&self, i: usize) -> Option<Match> {
        let text = self.text;
        if let Some(clock) = self.clock_time(i) {
            let behind = self.behind_zone(clock.end);
            let at = self.behind_joint(behind);
            let led = self.behind_lead(at);
            let day = [at, led].into_iter().find_map(|at| self.day(at)).filter(|d| {
                let is_joined = at == behind && led == at;
                d.cut == Cut::default() && (is_joined || !d.anchored || d.rule.by == DAY_MONTH.by)
            });
            let (date, end, anchored) = match day {
                Some(Match { timex: Timex::Day(date), end, anchored, .. }) => (Some(date), end, anchored),
                _ => (self.today(), clock.end, true),
            };
            let timex = clock.timex(date)?;
            return Some(Match { anchored, ..reading(timex, end, clock.cut, &CLOCK) });
        }
        let day = self.part_of_day(i).or_else(|| self.day_and_part(i)).or_else(|| self.day(i))?;
        let (date, part) = match day.timex {
            Timex::Day(date) => (date, None),
            Timex::Part(date, part) => (date, Some(part)),
            _ => return None,
        };
        if let Some(clock) = self.stamp(day.end) {
            return Some(Match { timex: clock.timex(Some(date))?, end: clock.end, rule: &CLOCK, ..day });
        }
        let mut at = self.behind_lead(self.behind_joint(day.end));
        let about = text.find(&text.lex.bounds, at, self.end, Strip::Nothing).filter(|b| !b.value.after);
        at = about.map_or(at, |b| b.end);
        let mut clock = self.clock_time(at)?;
        if clock.half.is_none() {
            clock.half = match part {
                Some("MO") => Some(Half::Am),
                Some("AF") => Some(Half::Noon),
                Some("EV") => Some(Half::Pm),
                Some("NI") => Some(Half::Night),
                _ => None,
            };
        }
        Some(Match { timex: clock.timex(Some(date))?, end: clock.end, rule: &CLOCK, ..day })
    }

    /// What ISO 8601 writes behind a day: «T10:30», «T10:30:00Z», «T10:30:00.000+03:00».
    fn stamp(&self, i: usize) -> Option<Clock> {
        let text = self.text;
        let number = |at: usize| (text.kind(at) == Kind::Number && at < self.end).then(|| text.fold(at));
        let hour = text.fold(i).strip_prefix('t').filter(|h| h.len() == 2)?.parse().ok()?;
        let minute = number(i + 2).filter(|m| text.mark(i + 1) == ':' && m.len() == 2)?.parse().ok()?;
        let mut clock = Clock { hour, minute, second: None, half: None, end: i + 3, cut: Cut::default() };
        if text.mark(i + 3) == ':'
            && let Some(second) = number(i + 4).and_then(|s| s.split('.').next())
        {
            (clock.second, clock.end) = (Some(second.parse().ok()?), i + 5);
        }
        if text.eq(clock.end, "z") {
            clock.end += 1;
        } else if matches!(text.mark(clock.end), '+' | '-') && number(clock.end + 1).is_some() {
            clock.end += if text.mark(clock.end + 2) == ':' { 4 } else { 2 };
        }
        clock.time().filter(|_| clock.end <= self.end).map(|_| clock)
    }

    /// Whether a clock time begins at a token.
    pub(super) fn clock_follows(&self, i: usize) -> bool {
        self.clock_time(i).is_some()
    }

    /// Hours, minutes, seconds, and the half of the day: «الساعة الثامنة والنصف مساء», «10:30», «7 صباحا».
    fn clock_time(&self, i: usize) -> Option<Clock> {
        let text = self.text;
        if let Some(found) = text.find(&text.lex.time_words, i, self.end, Strip::Proclitics)
            && let TimeWord::Clock(hour) = *found.value
        {
            return Some(Clock { hour, minute: 0, second: None, half: None, end: found.end, cut: found.cut });
        }
        // «بعد الظهر الساعة 7»
        if let Some(part) = text.find(&text.lex.day_parts, i, self.end, Strip::Article)
            && (text.eq(part.end, "الساعه") || text.mark(part.end + 1) == ':')
        {
            let clock = self.hour_and_minute(part.end).filter(|c| c.half.is_none())?;
            return Some(Clock {
                half: Some(part.value.half),
                cut: Cut { article: false, ..part.cut },
                ..clock
            });
        }
        self.hour_and_minute(i)
    }

    fn hour_and_minute(&self, i: usize) -> Option<Clock> {
        let text = self.text;
        let named = matches!(text.fold(i), "الساعه" | "والساعه" | "بالساعه");
        let cut = Cut { letters: u8::from(named && !text.eq(i, "الساعه")), ..Cut::default() };
        let at = i + usize::from(named);
        let at = at + usize::from(named && text.mark(at) == ':');
        let field = |at: usize| {
            let folded = (at < self.end && text.kind(at) == Kind::Number).then(|| text.fold(at))?;
            folded.parse::<i8>().ok().filter(|_| folded.len() <= 2)
        };
        let mut clock = Clock { hour: 0, minute: 0, second: None, half: None, end: at, cut };
        // Whether the words can only be a clock time.
        let mut exact = named;
        let mut spelt = false;
        if let Some(hour) = field(at) {
            (clock.hour, clock.end) = (hour, at + 1);
            if text.mark(clock.end) == ':'
                && let Some(minute) = field(at + 2)
            {
                (clock.minute, clock.end, exact) = (minute, at + 3, true);
                if text.mark(clock.end) == ':'
                    && let Some(second) = field(at + 4)
                {
                    (clock.second, clock.end) = (Some(second), at + 5);
                }
            } else if let Some(minute) = text
                .fold(clock.end)
                .strip_prefix('h')
                .filter(|m| m.len() == 2 && text.touches(at) && clock.end < self.end)
                .and_then(|m| m.parse().ok())
            {
                // «10h30», as the Maghreb writes it.
                (clock.minute, clock.end, exact) = (minute, clock.end + 1, true);
            }
        } else if let Some((hour, minute)) = text.fold(at).split_once('.').filter(|_| named && at < self.end)
        {
            // «الساعة 10.30»
            let two = |digits: &str| digits.parse::<i8>().ok().filter(|_| digits.len() <= 2);
            (clock.hour, clock.minute, clock.end) =
                (two(hour)?, two(minute).filter(|_| minute.len() == 2)?, at + 1);
        } else {
            let (hour, end, ordinal_cut) = ordinal(text, at, self.end)?;
            let feminine = text.fold(at).ends_with('ه') && text.is_definite(at);
            if !(1..=12).contains(&hour) || !named && !feminine {
                return None;
            }
            (clock.hour, clock.end, spelt) = (i8::try_from(hour).ok()?, end, true);
            if !named {
                clock.cut = Cut { article: false, ..ordinal_cut };
            }
        }
        if clock.minute == 0
            && (named || spelt || exact)
            && let Some((minute, end)) = self.minutes(clock.end, named)
        {
            (clock.minute, clock.end) = (minute, end);
            exact = true;
            if minute < 0 {
                clock.minute += 60;
                clock.hour = (clock.hour + 11) % 12;
            }
        }
        let half = self.half_of_day(clock.end);
        if !exact && half.is_none_or(|(_, _, letter)| letter) {
            return None;
        }
        if let Some((half, end, _)) = half {
            (clock.half, clock.end) = (Some(half), end);
        }
        clock.time().map(|_| clock)
    }

    /// «والنصف», «وربع», «إلا ثلثا», «وعشر دقائق», «إلا خمس دقائق»: minutes past the hour, negative before it.
    fn minutes(&self, i: usize, named: bool) -> Option<(i8, usize)> {
        let text = self.text;
        let word = text.fold(i);
        let is_less = word == "الا";
        let lone = text.eq(i, "و");
        let at = i + usize::from(is_less || lone);
        if at >= self.end {
            return None;
        }
        let word = text.fold(at);
        let word = if is_less || lone { word } else { word.strip_prefix('و')? };
        let sign = if is_less { -1 } else { 1 };
        let of_hour = match word.strip_prefix("ال").unwrap_or(word) {
            "نصف" => Some(30),
            "ربع" | "ربعا" => Some(15),
            "ثلث" | "ثلثا" => Some(20),
            _ => None,
        };
        if let Some(minutes) = of_hour {
            return Some((sign * minutes, at + 1));
        }
        let n = numeral(text, at, self.end)
            .filter(|n| (1.0..60.0).contains(&n.value) && n.value.fract() == 0.0)?;
        let unit = text.find(&text.lex.time_units, n.end, n.end + 1, Strip::Nothing);
        let is_minutes = unit.is_some_and(|u| u.value.unit == TimeUnit::Minute);
        // «الساعة 5 و6 مساء» are two hours.
        if !is_minutes && n.value < 10.0
            || !is_minutes && (unit.is_some() || !named && self.half_of_day(n.end).is_none())
        {
            return None;
        }
        (is_minutes || self.half_of_day(n.end).is_some())
            .then_some((sign * n.value as i8, n.end + usize::from(is_minutes)))
    }

    /// «ص», «م», «مساء», «بعد الظهر», «في الليل»: the half, the end, and whether it was a letter alone.
    fn half_of_day(&self, i: usize) -> Option<(Half, usize, bool)> {
        if i >= self.end {
            return None;
        }
        match self.text.fold(i) {
            "ص" | "am" => return Some((Half::Am, i + 1, true)),
            "م" | "pm" => return Some((Half::Pm, i + 1, true)),
            _ => {}
        }
        let led = usize::from(self.text.eq(i, "في") && self.text.is_definite(i + 1));
        let strip = if led == 1 { Strip::Article } else { Strip::Nothing };
        let part = self.text.find(&self.text.lex.day_parts, i + led, self.end, strip)?;
        Some((part.value.half, part.end, false))
    }

    /// The second end of a range of clock times that leaves its half of the day to the first: «من 1:30 بعد الظهر إلى 4».
    pub(super) fn range_end(&self, first: &Match) -> Option<(usize, Match)> {
        let text = self.text;
        let Timex::Clock(day, time, _) = first.timex else { return None };
        if !matches!(text.fold(first.end), "الي" | "حتي") && !matches!(text.mark(first.end), '-' | '–')
        {
            return None;
        }
        let at = first.end + 1;
        let hour: i8 = (text.kind(at) == Kind::Number).then(|| text.fold(at)).and_then(|f| f.parse().ok())?;
        let stands = at + 1 >= self.end || matches!(text.mark(at + 1), '.' | '،' | ',');
        let hour = if time.hour() >= 12 && hour < 12 { hour + 12 } else { hour };
        let second = Time::new(hour, 0, 0, 0).ok().filter(|t| stands && *t > time)?;
        let timex = Timex::Clock(day, second, false);
        Some((at, Match { anchored: first.anchored, ..reading(timex, at + 1, Cut::default(), &RANGE) }))
    }

    /// The other end of a range: «4» of «من 4 إلى 22 يناير», «5» of «من 5 إلى 6 مساء». `second` was found at token `at`.
    pub(super) fn range_start(&self, from: usize, at: usize, second: &Match) -> Option<(usize, Match)> {
        let text = self.text;
        let joint = at.checked_sub(1).filter(|&j| j > from)?;
        let is_joint =
            matches!(text.fold(joint), "الي" | "حتي" | "و") || matches!(text.mark(joint), '-' | '–');
        let first = if is_joint {
            joint - 1
        } else if text.fold(at).starts_with('و') {
            joint
        } else {
            return None;
        };
        let number: i8 =
            (text.kind(first) == Kind::Number).then(|| text.fold(first)).and_then(|f| f.parse().ok())?;
        let lead = first.checked_sub(1).filter(|&l| l >= from);
        let is_led = lead.is_some_and(|l| matches!(text.fold(l), "من" | "بين" | "مابين" | "الساعه" | "وبين"));
        let touching = matches!(text.mark(joint), '-' | '–') && is_joint;
        if !is_led && !touching {
            return None;
        }
        let timex = match second.timex {
            Timex::Day(day) => {
                let first = Date::new(day.year(), day.month(), number).ok()?;
                (first < day).then_some(Timex::Day(first))?
            }
            Timex::Clock(day, time, _) => {
                let hour = if time.hour() >= 12 && number < 12 { number + 12 } else { number };
                // «من 11 إلى 1 ظهرا» begins before noon.
                let hour = if hour > time.hour() && hour >= 12 { number } else { hour };
                let start = Time::new(hour, 0, 0, 0).ok()?;
                (start < time).then_some(Timex::Clock(day, start, false))?
            }
            _ => return None,
        };
        Some((
            first,
            Match { anchored: second.anchored, ..reading(timex, first + 1, Cut::default(), &RANGE) },
        ))
    }
}
