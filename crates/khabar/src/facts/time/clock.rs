//! Clock times, with the day they are of.

use jiff::civil::{Date, Time};

use super::grammar::{CLOCK, Context, DAY_MONTH, Match, reading};
use super::timex::Timex;
use crate::facts::number::{numeral, ordinal};
use crate::lexicon::{ClockWord, Half, TimeBits, TimeUnit, TimeWord};
use crate::record::{TimeMod, TimeType};
use crate::text::{Cut, Kind, Strip};

/// A clock time alone.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub hour: i8,
    pub minute: i8,
    pub second: Option<i8>,
    /// The half of the day, where it is told.
    pub half: Option<Half>,
    pub end: usize,
    pub cut: Cut,
}

impl Clock {
    pub(super) fn time(self) -> Option<Time> {
        let hour = match (self.half, self.hour) {
            (Some(Half::Am | Half::Night | Half::After), 12) => 0,
            (Some(Half::Pm | Half::Noon), 0)
            | (Some(Half::Pm), 1..=11)
            | (Some(Half::Noon), 1..=6)
            | (Some(Half::Night), 6..=11) => self.hour + 12,
            _ => self.hour,
        };
        Time::new(hour, self.minute, self.second.unwrap_or(0), 0).ok()
    }

    pub(super) fn timex(self, day: Option<Date>) -> Option<Timex> {
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

impl Context<'_> {
    /// «الساعة 9 مساء اليوم الاثنين», «10:30 صباحا», and a day before a clock: «12 مارس 2020, 3:15:20 م», «صباح الغد
    /// الساعة 7».
    pub(super) fn clock(&self, i: usize) -> Option<Match> {
        self.clock_and_day(i).map(|found| self.in_zone(found))
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
        match self.clock_time(i) {
            Some(clock) => self.clock_before_day(i, clock),
            None => self.day_before_clock(i),
        }
    }

    /// The day behind a clock time: «… مساء الخميس», «… - 4 نوفمبر 2021», «… من صباح اليوم».
    fn day_behind(&self, clock: &Clock) -> Option<Match> {
        let behind = self.behind_zone(clock.end);
        let at = self.behind_joint(behind);
        let led = self.behind_lead(at);
        let of = self.skip(behind, TimeBits::OF);
        // Behind a mark a date alone is the clock's.
        let fits = |from: usize, d: &Match| {
            let is_joined = from == behind || from == of;
            d.cut == Cut::default() && (is_joined || !d.anchored || d.rule.by == DAY_MONTH.by)
        };
        let whole = [behind, of, at, led];
        let mut days = whole.into_iter().filter_map(|from| self.day(from).filter(|d| fits(from, d)));
        let parts = || {
            [behind, of]
                .into_iter()
                .find_map(|at| self.day_and_part(at).or_else(|| self.part_of_day(at)))
                .filter(|d| d.cut == Cut::default())
        };
        days.next().or_else(parts)
    }

    /// The day of the time beside a clock time: «غدا بين الساعة 8 و10 صباحا», «من 3 مساء حتى 4 مساء غدا».
    fn day_beside(&self, i: usize) -> Option<Date> {
        let before = self.found.last().filter(|f| f.end <= i && self.is_joint(f.end..i))?;
        match before.timex {
            Timex::Day(date) | Timex::Part(date, _) | Timex::Clock(date, ..) => Some(date),
            _ => None,
        }
    }

    fn day_ahead(&self, clock: &Clock) -> Option<Date> {
        let joins = self.is(clock.end, TimeBits::TO.with(TimeBits::AND));
        let second = self.clock_time(clock.end + 1).filter(|_| joins)?;
        match self.day_behind(&second)?.timex {
            Timex::Day(date) | Timex::Part(date, _) => Some(date),
            _ => None,
        }
    }

    /// The half of the day that the other end of a range tells: «بين الساعة 5 و6 مساء», «من 1:30 بعد الظهر إلى 3:30».
    fn half_of_other_end(&self, i: usize, clock: &Clock) -> Option<Half> {
        if self.is(clock.end, TimeBits::TO.with(TimeBits::AND)) {
            let second = self.clock_time(clock.end + 1)?;
            return second.half.filter(|_| clock.hour < second.hour);
        }
        let first = self.found.last().filter(|_| self.is_before(i, TimeBits::TO))?;
        let Timex::Clock(_, time, _) = first.timex else { return None };
        let is_later =
            first.end + 1 == i && time.hour() >= 12 && (time.hour() - 12..12).contains(&clock.hour);
        is_later.then_some(Half::Pm)
    }

    /// Whether nothing but small words stands between a time and the clock time that goes with it.
    fn is_joint(&self, mut between: std::ops::Range<usize>) -> bool {
        let joins = TimeBits::BETWEEN
            .with(TimeBits::OF)
            .with(TimeBits::TO)
            .with(TimeBits::IN)
            .with(TimeBits::AND)
            .with(TimeBits::START)
            .with(TimeBits::HOUR);
        between.len() <= 4
            && between.all(|at| {
                self.is_cut(at, joins).is_some() || matches!(self.text.mark(at), '،' | ',' | '(' | ')')
            })
    }

    /// «الثامنة والنصف من مساء الخميس», «الساعة 10 - 4 نوفمبر 2021», «الثالثة بعد منتصف ليل الأحد».
    fn clock_before_day(&self, i: usize, mut clock: Clock) -> Option<Match> {
        clock.half = clock.half.or_else(|| self.half_of_other_end(i, &clock));
        let (date, mut end, anchored) = match self.day_behind(&clock) {
            Some(Match { timex: Timex::Day(date), end, anchored, .. }) => (Some(date), end, anchored),
            Some(Match { timex: Timex::Part(date, part), end, anchored, .. }) => {
                clock.half = clock.half.or_else(|| half_of(part));
                (Some(date), end, anchored)
            }
            // The day is told, and cannot be resolved.
            Some(Match { timex: Timex::Open(value, _), end, .. })
                if self.published.is_none() && clock.half != Some(Half::After) =>
            {
                let time = clock.time()?;
                let day = value.split('T').next().unwrap_or_default();
                let value = format!("{day}T{:02}:{:02}", time.hour(), time.minute());
                return Some(reading(Timex::Open(value, TimeType::Time), end, clock.cut, &CLOCK));
            }
            _ => {
                let beside = self.day_beside(i).or_else(|| self.day_ahead(&clock));
                (beside.or_else(|| self.today()), clock.end, true)
            }
        };
        // «الساعة السابعة يوم الأحد مساء»
        if clock.half.is_none()
            && end > clock.end
            && let Some((half, behind, false)) = self.half_of_day(end)
        {
            (clock.half, end) = (Some(half), behind);
        }
        // Behind the midnight of a night it is the next day.
        let is_next =
            clock.half == Some(Half::After) && end > clock.end && !self.text.is_definite(clock.end - 1);
        let date = if is_next { date.and_then(|d| d.tomorrow().ok()) } else { date };
        Some(Match { anchored, ..reading(clock.timex(date)?, end, clock.cut, &CLOCK) })
    }

    /// «12 مارس 2020, 3:15:20 م», «صباح الغد الساعة 7», «2021-11-04T10:30».
    fn day_before_clock(&self, i: usize) -> Option<Match> {
        let text = self.text;
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
        let led = at > self.behind_joint(day.end);
        // «12 مايو في السابعة»: beside a date an hour in words needs no more.
        let is_hour =
            |at: usize| day.rule.by == DAY_MONTH.by && text.kind(at) == Kind::Arabic && text.is_definite(at);
        let mut clock = self
            .clock_time(at)
            .or_else(|| self.bare_hour(at).filter(|_| led && (part.is_some() || is_hour(at))))?;
        clock.half = clock.half.or_else(|| half_of(part?));
        Some(Match { timex: clock.timex(Some(date))?, end: clock.end, rule: &CLOCK, ..day })
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
            && (self.is(part.end, TimeBits::HOUR) || text.mark(part.end + 1) == ':')
        {
            let clock = self.hour_and_minute(part.end).filter(|c| c.half.is_none())?;
            return Some(Clock {
                half: Some(part.value.half),
                cut: Cut { article: false, ..part.cut },
                ..clock
            });
        }
        self.hour_and_minute(i).or_else(|| self.minutes_beside(i))
    }

    /// «عشر دقائق بعد الثامنة», «ثلاث دقائق قبل السادسة صباحا».
    fn minutes_beside(&self, i: usize) -> Option<Clock> {
        let text = self.text;
        let n = numeral(text, i, self.end)
            .filter(|n| (1.0..60.0).contains(&n.value) && n.value.fract() == 0.0)?;
        let unit = text.find(&text.lex.time_units, n.end, (n.end + 1).min(self.end), Strip::Nothing)?;
        let sign = match text.is(&text.lex.time_prepositions, unit.end, Strip::Nothing)? {
            TimeMod::Before => -1,
            TimeMod::After => 1,
            _ => return None,
        };
        let at = unit.end + 1;
        let hour = || self.bare_hour(at).filter(|_| text.is_definite(at));
        let clock = self.hour_and_minute(at).or_else(hour).filter(|c| c.minute == 0)?;
        let minutes = i16::from(clock.hour) * 60 + sign * n.value as i16;
        let (hour, minute) = (i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?);
        (unit.value.unit == TimeUnit::Minute).then_some(Clock { hour, minute, cut: n.cut, ..clock })
    }

    /// The hour alone, where a part of the day says that it is one: «مساء اليوم في السابعة».
    fn bare_hour(&self, i: usize) -> Option<Clock> {
        let text = self.text;
        let (hour, end) = if text.kind(i) == Kind::Number {
            (text.fold(i).parse().ok()?, i + 1)
        } else {
            let (hour, end, _) = ordinal(text, i, self.end).filter(|_| text.fold(i).ends_with('ه'))?;
            (i8::try_from(hour).ok()?, end)
        };
        let stands =
            (1..=12).contains(&hour) && !self.counts(end) && !matches!(text.mark(end), '%' | '/' | '.');
        let clock = Clock { hour, minute: 0, second: None, half: None, end, cut: Cut::default() };
        (stands || text.mark(end) == '.' && end + 1 >= self.end).then_some(clock)
    }

    fn hour_and_minute(&self, i: usize) -> Option<Clock> {
        let text = self.text;
        let called = self.is_cut(i, TimeBits::HOUR);
        let (named, cut) = (called.is_some(), called.unwrap_or_default());
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
        } else if let Some((hour, minute)) =
            text.fold(at).split_once(['.', ',']).filter(|_| named && at < self.end)
        {
            // «الساعة 10.30»
            let two = |digits: &str| digits.parse::<i8>().ok().filter(|_| digits.len() <= 2);
            (clock.hour, clock.minute, clock.end) =
                (two(hour)?, two(minute).filter(|_| minute.len() == 2)?, at + 1);
        } else {
            // «الواحدة» is no ordinal.
            let one = || {
                (self.is(at, TimeBits::APIECE) && text.is_definite(at)).then(|| (1, at + 1, Cut::default()))
            };
            let (hour, end, ordinal_cut) = ordinal(text, at, self.end).or_else(one)?;
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
            && let Some((minute, end)) = self.minutes(clock.end, named)
            && (named || spelt || exact || self.half_of_day(end).is_some_and(|h| !h.2))
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
        let clock_word = |at: usize, strip: Strip| text.find(&text.lex.clock_words, at, self.end, strip);
        let is_less = clock_word(i, Strip::Nothing).is_some_and(|w| *w.value == ClockWord::Less);
        let lone = self.is(i, TimeBits::AND);
        let at = i + usize::from(is_less || lone);
        if at >= self.end {
            return None;
        }
        let apart = is_less || lone;
        let sign = if is_less { -1 } else { 1 };
        let of_hour = clock_word(at, Strip::Conjunction)
            .filter(|w| w.cut.conjunction != apart)
            .and_then(|w| if let ClockWord::Minutes(minutes) = *w.value { Some(minutes) } else { None });
        if let Some(minutes) = of_hour {
            return Some((sign * minutes, at + 1));
        }
        let n = numeral(text, at, self.end).filter(|n| {
            (apart || n.cut.conjunction) && (1.0..60.0).contains(&n.value) && n.value.fract() == 0.0
        })?;
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

    /// «ص», «م», «مساء», «بعد الظهر», «في الليل», «من مساء»: the half, the end, and whether it was a letter alone.
    fn half_of_day(&self, i: usize) -> Option<(Half, usize, bool)> {
        let text = self.text;
        if i >= self.end {
            return None;
        }
        if let Some(found) = text.find(&text.lex.clock_words, i, self.end, Strip::Nothing)
            && let ClockWord::Letter(half) = *found.value
        {
            return Some((half, found.end, true));
        }
        let of = self.skip(i, TimeBits::OF);
        let led = of + usize::from(of == i && self.is(i, TimeBits::IN) && text.is_definite(i + 1));
        let strip = if led > i { Strip::Article } else { Strip::Nothing };
        let part = text.find(&text.lex.day_parts, led, self.end, strip).filter(|p| p.cut.letters == 0)?;
        Some((part.value.half, part.end, false))
    }
}

/// The half of the day that a part of it is in.
fn half_of(part: &str) -> Option<Half> {
    match part {
        "MO" => Some(Half::Am),
        "AF" => Some(Half::Noon),
        "EV" => Some(Half::Pm),
        "NI" => Some(Half::Night),
        _ => None,
    }
}
