//! Days: told from the publication, of the week, and by their number; `calendar` reads those with a month.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::grammar::{Context, DAY_MONTH, DEICTIC, HIJRI, Match, WEEKDAY, resolved};
use super::timex::Timex;
use crate::facts::number::{numeral, ordinal};
use crate::lexicon::{Deictic, Function, TimeBits, TimeUnit};
use crate::text::{Cut, Kind, Strip};

impl Context<'_> {
    /// A day: any run of «يوم», a deictic, a weekday and a date; the most exact of them wins.
    pub fn day(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let lex = text.lex;
        let (mut at, mut cut) = (i, None);
        let mut note = |c: Cut| cut = cut.or(Some(c));
        if self.is(i, TimeBits::THIS) {
            return self.this_weekday(i);
        }
        if let Some(unit) = text.find(&lex.time_units, i, i + 1, Strip::Proclitics)
            && unit.value.unit == TimeUnit::Day
            && unit.value.count == 1
            && self.is_cut(i, TimeBits::DAY).is_some()
        {
            note(unit.cut);
            at += 1;
        } else if self.is(i, TimeBits::PAIR) && text.is(&lex.weekdays, i + 1, Strip::Nothing).is_some() {
            // «يومي السبت والأحد»
            note(Cut::default());
            at += 1;
        }
        let opened = at;
        let (mut deictic, mut weekday, mut dated) = (None, None, None);
        while at < self.end {
            let strip = if at == opened { Strip::Proclitics } else { Strip::Nothing };
            if deictic.is_none()
                && weekday.is_none()
                && let Some(found) = text.find(&lex.deictics, at, self.end, strip)
                && let Deictic::Days(days) = *found.value
            {
                // «اليوم الثاني للبطولة» is none of the calendar; «"حوار اليوم"» is a name.
                if days == 0 && self.is_called_day(found.end) || self.is_quoted(at, found.end) {
                    return None;
                }
                note(found.cut);
                deictic = Some(days);
                at = found.end;
            } else if weekday.is_none()
                && let Some(found) = text.find(&lex.weekdays, at, self.end, strip)
            {
                note(found.cut);
                at = found.end;
                let (shift, end) = self.shift(at);
                at = end;
                weekday = Some((*found.value, shift));
            } else if let Some(found) = self.date(at) {
                note(found.cut);
                at = found.end;
                dated = Some(found);
                break;
            } else if weekday.is_some()
                && let Some(next) = self.behind_joint_of_day(at).filter(|&next| self.date(next).is_some())
            {
                at = next;
            } else {
                break;
            }
        }
        let cut = cut.unwrap_or_default();
        if let Some(found) = dated {
            // The Hijri month begins with the moon: its weekday tells the day.
            let timex = match (&found.timex, weekday) {
                (Timex::Day(day), Some((number, _))) if found.rule.by == HIJRI.by => {
                    Timex::Day(nearest_weekday(*day, number).unwrap_or(*day))
                }
                _ => found.timex,
            };
            return Some(Match { timex, cut, ..found });
        }
        // «The Sun» is no Sunday: a foreign weekday counts beside a date alone.
        if text.kind(i) == Kind::Other {
            return None;
        }
        if let Some(found) = self.numbered_day(i, opened, at, weekday, cut) {
            return Some(found);
        }
        if at == opened {
            return None;
        }
        // «سوق الأحد» is a place.
        let is_place =
            i.checked_sub(1).is_some_and(|p| text.is(&lex.place_heads, p, Strip::Proclitics).is_some());
        if is_place && opened == i && weekday.is_some() && deictic.is_none() {
            return None;
        }
        let today = self.today();
        if let (None, Some((number, None))) = (deictic, weekday)
            && let Some((date, end)) = self.of_week(at, number)
        {
            return Some(resolved(date.map(Timex::Day), &format!("XXXX-WXX-{number}"), end, cut, &WEEKDAY));
        }
        match (deictic, weekday) {
            (Some(days), None) => {
                let day = today.and_then(|t| t.checked_add(days.days()).ok());
                Some(resolved(day.map(Timex::Day), "XXXX-XX-XX", at, cut, &DEICTIC))
            }
            (days, Some((number, shift))) => {
                // A weekday wins over a wrong «أمس», and is the one nearest to it.
                let day = today.and_then(|t| {
                    let told = days.and_then(|d| nearest_weekday(t.checked_add(d.days()).ok()?, number));
                    told.or_else(|| self.repeated(i, number).or_else(|| self.in_told_week(i, number)))
                        .or_else(|| self.behind_weekday(i, cut, number).filter(|_| shift.is_none()))
                        .or_else(|| self.weekday(t, number, shift))
                });
                Some(resolved(day.map(Timex::Day), &format!("XXXX-WXX-{number}"), at, cut, &WEEKDAY))
            }
            (None, None) => None,
        }
    }

    /// «يوم 27», «الخميس 21»: the day of that number, nearest to the publication, that is of the weekday.
    pub(super) fn numbered_day(
        &self,
        i: usize,
        opened: usize,
        at: usize,
        weekday: Option<(i8, Option<i32>)>,
        cut: Cut,
    ) -> Option<Match> {
        let text = self.text;
        if weekday.is_none() && opened == i {
            return None;
        }
        let led = usize::from(self.is(at, TimeBits::IN));
        let (number, end) = if text.kind(at + led) == Kind::Number {
            let folded = text.fold(at + led);
            (folded.parse::<i8>().ok().filter(|_| folded.len() <= 2)?, at + led + 1)
        } else if let Some((value, end, _)) = ordinal(text, at + led, self.end).filter(|o| o.0 > 10) {
            (i8::try_from(value).ok()?, end)
        } else {
            // «يوم الجمعة في خمسة عشر»
            let n =
                numeral(text, at + led, self.end).filter(|n| led == 1 && (11.0..=31.0).contains(&n.value))?;
            (n.value as i8, n.end)
        };
        let marked = matches!(text.mark(end), ':' | '/' | '-' | '%') && text.touches(end - 1);
        let counts = self.counts(end)
            || end < self.end && text.kind(end) == Kind::Arabic && text.function(end).is_none();
        if !(1..=31).contains(&number)
            || marked
            || counts && weekday.is_none()
            || self.clock_follows(at + led)
        {
            return None;
        }
        let today = self.today();
        let month = |back: i32| today.and_then(|t| t.first_of_month().checked_add((-back).months()).ok());
        let days = [0, 1, -1]
            .into_iter()
            .filter_map(month)
            .filter_map(|m| Date::new(m.year(), m.month(), number).ok());
        let fits = |d: &Date| weekday.is_none_or(|(w, _)| d.weekday().to_monday_one_offset() == w);
        let distance = |d: &Date| today.map_or(0, |t| t.until(*d).map_or(i32::MAX, |s| s.get_days()));
        let ahead =
            |d: &Date| weekday.is_some() || if self.future { distance(d) >= 0 } else { distance(d) <= 0 };
        let day = days.filter(fits).filter(ahead).min_by_key(|d| distance(d).abs());
        if today.is_some() && day.is_none() {
            return None;
        }
        Some(resolved(day.map(Timex::Day), &format!("XXXX-XX-{number:02}"), end, cut, &DAY_MONTH))
    }

    /// «… من الأسبوع المقبل» behind a weekday: its date, and where the words end.
    pub(super) fn of_week(&self, at: usize, number: i8) -> Option<(Option<Date>, usize)> {
        let week = self.relative(self.skip(at, TimeBits::OF))?;
        let Timex::Week(monday) = week.timex else { return None };
        // A week of the Arab press begins on Saturday or Sunday, before its Monday.
        let from_monday = if number >= 6 { i32::from(number) - 8 } else { i32::from(number) - 1 };
        Some((monday.checked_add(from_monday.days()).ok(), week.end))
    }

    pub(super) fn weekday(&self, today: Date, number: i8, shift: Option<i32>) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        let same = today.weekday() == weekday;
        match shift {
            Some(back @ ..=-1) => today.nth_weekday(back, weekday).ok(),
            Some(on @ 1..) => today.nth_weekday(on, weekday).ok(),
            _ if same => Some(today),
            None if self.future => today.nth_weekday(1, weekday).ok(),
            _ => today.nth_weekday(-1, weekday).ok(),
        }
    }

    /// «الأسبوع المقبل بين الأربعاء والجمعة»: a weekday of the week that was told just before.
    fn in_told_week(&self, i: usize, number: i8) -> Option<Date> {
        let week = self.found.iter().rev().take(2).find(|f| matches!(f.timex, Timex::Week(_)))?;
        let Timex::Week(monday) = week.timex else { return None };
        let joins = TimeBits::BETWEEN
            .with(TimeBits::OF)
            .with(TimeBits::TO)
            .with(TimeBits::AND)
            .with(TimeBits::PAIR)
            .with(TimeBits::WEEKDAYS);
        let is_near = week.end <= i && i <= week.end + 4 && (week.end..i).all(|at| self.is(at, joins));
        is_near.then(|| monday.checked_add((i32::from(number) - 1).days()).ok()).flatten()
    }

    /// «هذا الثلاثاء», «هذا يوم الجمعة»: the one nearest to the publication, or to come.
    fn this_weekday(&self, i: usize) -> Option<Match> {
        let text = self.text;
        let at = i + 1 + usize::from(self.is(i + 1, TimeBits::DAY));
        let found = text.find(&text.lex.weekdays, at, self.end, Strip::Nothing)?;
        let day = self.today().and_then(|t| {
            if self.future { self.weekday(t, *found.value, None) } else { nearest_weekday(t, *found.value) }
        });
        let open = format!("XXXX-WXX-{}", found.value);
        let stands = self.date(found.end).is_none() && self.shift(found.end).0.is_none();
        stands.then(|| resolved(day.map(Timex::Day), &open, found.end, Cut::default(), &WEEKDAY))
    }

    /// «من الأحد إلى الخميس», «السبت والأحد»: the second weekday is the next behind the first.
    fn behind_weekday(&self, i: usize, cut: Cut, number: i8) -> Option<Date> {
        let first = self.found.last().filter(|f| f.by == WEEKDAY.by)?;
        let Timex::Day(day) = first.timex else { return None };
        let joint = self.skip(first.end, TimeBits::TO.with(TimeBits::AND));
        let joint = joint + usize::from(joint > first.end && self.is(joint, TimeBits::DAY));
        let is_joined = if joint > first.end { joint == i } else { joint == i && cut.conjunction };
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        is_joined.then(|| day.nth_weekday(1, weekday).ok()).flatten()
    }

    /// «غدا (الأربعاء)»: the day that was told just before, said again by its weekday.
    fn repeated(&self, i: usize, number: i8) -> Option<Date> {
        let before = self.found.last()?;
        let (Timex::Day(day) | Timex::Part(day, _)) = before.timex else { return None };
        let is_bracketed = before.end + 1 == i && self.text.mark(before.end) == '(';
        (is_bracketed && day.weekday().to_monday_one_offset() == number).then_some(day)
    }

    /// Whether what stands at `i` behind «اليوم» makes it a day of an event: an ordinal («اليوم الثاني»), an adjective of
    /// relation («اليوم الدراسي») that is no nationality.
    fn is_called_day(&self, i: usize) -> bool {
        let text = self.text;
        // «اليوم الذي وصل فيه»
        if i < self.end && text.function(i) == Some(Function::Rel) {
            return true;
        }
        if i >= self.end || !text.is_definite(i) || text.function(i).is_some() {
            return false;
        }
        let word = text.fold(i);
        let relates = word.starts_with("ال") && word.ends_with('ي') && word.chars().nth(5).is_some();
        ordinal(text, i, self.end).is_some()
            || relates && text.is(&text.lex.nationalities, i, Strip::Article).is_none()
    }
}

/// The day of a weekday that is nearest to another.
fn nearest_weekday(day: Date, number: i8) -> Option<Date> {
    [0, 1, -1, 2, -2, 3, -3]
        .into_iter()
        .filter_map(|days: i32| day.checked_add(days.days()).ok())
        .find(|d| d.weekday().to_monday_one_offset() == number)
}
