//! Lengths that are counted from the publication: «الأيام العشرة المقبلة», «قبل أربعة أشهر», «خلال 48 ساعة».

use jiff::ToSpan;
use jiff::civil::Date;

use super::grammar::{COUNTED, COUNTED_LENGTH, Context, DURATION, LONE, Match, WHOLE, reading};
use super::timex::{Timex, bounded, monday, span_of};
use crate::facts::number::{numeral, ordinal};
use crate::lexicon::{Deictic, LengthLead, Tense, TimeBits, TimeUnit, TimeWord};
use crate::record::TimeType;
use crate::text::{Cut, Strip};

/// Counted units, how many, and where their words end.
struct Count {
    number: Option<f64>,
    unit: TimeUnit,
    end: usize,
    cut: Cut,
}

impl Context<'_> {
    /// «الأيام العشرة المقبلة», «اليومين الماضيين», «3 أيام القادمة», «آخر ثلاث سنوات», «الأشهر القليلة الماضية», «الأسبوعين الأولين».
    pub(super) fn counted(&self, i: usize) -> Option<Match> {
        if let Some((TimeWord::Last, at, cut)) = self.word(i, Strip::Proclitics) {
            let length = self.duration(at)?;
            let Timex::Duration(Some(count), unit) = length.timex else { return None };
            return self.up_to_now(
                &Count { number: Some(count), unit, end: length.end, cut },
                -1,
                length.end,
            );
        }
        let found = self.definite_units(i).or_else(|| self.numbered_units(i))?;
        if let Some((TimeWord::Ordinal, end, _)) = self.word(found.end, Strip::Nothing) {
            // «الأشهر الثلاثة الأولى» of something: its length, and no more.
            let timex = Timex::Duration(Some(found.number?), found.unit);
            return Some(reading(timex, end, found.cut, &COUNTED));
        }
        let (shift, end) = self.shift(found.end);
        self.up_to_now(&found, shift.filter(|s| *s != 0)?, end)
    }

    /// «الأيام العشرة», «اليومين», «الأشهر القليلة».
    fn definite_units(&self, i: usize) -> Option<Count> {
        let text = self.text;
        let unit = text
            .find(&text.lex.time_units, i, i + 1, Strip::Article)
            .filter(|u| u.value.count != 1 && text.is_definite(i))?;
        let (count, end) = if unit.value.count == 2 {
            (Some(2.0), unit.end)
        } else if let Some((TimeWord::Few(_), end, _)) = self.word(unit.end, Strip::Nothing) {
            (None, end)
        } else if let Some(n) = numeral(text, unit.end, self.end).filter(|n| n.cut.article) {
            (Some(n.value), n.end)
        } else {
            let (tens, end, _) = ordinal(text, unit.end, self.end).filter(|o| o.0 >= 20)?;
            (Some(f64::from(tens)), end)
        };
        Some(Count { number: count, unit: unit.value.unit, end, cut: Cut { article: false, ..unit.cut } })
    }

    /// «ثلاثة أيام», «الثلاثة الأشهر», «عدة أيام».
    fn numbered_units(&self, i: usize) -> Option<Count> {
        let text = self.text;
        if let Some(length) = self.duration(i) {
            let Timex::Duration(count, unit) = length.timex else { return None };
            return Some(Count { number: count, unit, end: length.end, cut: length.cut });
        }
        let n = numeral(text, i, self.end).filter(|n| n.cut.article || n.digits)?;
        let unit = text
            .find(&text.lex.time_units, n.end, n.end + 1, Strip::Article)
            .filter(|u| u.cut.letters == 0 && u.value.count == 0)?;
        let cut = Cut { article: false, ..n.cut };
        Some(Count { number: Some(n.value), unit: unit.value.unit, end: unit.end, cut })
    }

    /// A count of units up to the publication or from it on.
    fn up_to_now(&self, found: &Count, shift: i32, end: usize) -> Option<Match> {
        let open = Timex::Duration(found.number, found.unit);
        let Some(count) = found.number else {
            return Some(Match { anchored: true, ..reading(open, end, found.cut, &COUNTED) });
        };
        if count.fract() != 0.0 {
            return None;
        }
        let timex = self.today().and_then(|today| {
            let length = span_of(count as i64, found.unit).filter(|_| found.unit >= TimeUnit::Day)?;
            let (first, last) = if shift < 0 {
                (today.checked_sub(length).ok()?, today.yesterday().ok()?)
            } else {
                (today.tomorrow().ok()?, today.checked_add(length).ok()?)
            };
            Some(bounded(open.to_string(), TimeType::Duration, first, last))
        });
        Some(Match { anchored: true, ..reading(timex.unwrap_or(open), end, found.cut, &COUNTED) })
    }

    /// What the preposition before `i` counts from the publication.
    pub(super) fn length_lead(&self, i: usize) -> Option<LengthLead> {
        let text = self.text;
        (i.saturating_sub(3)..i).find_map(|at| {
            let lead = text.find(&text.lex.length_leads, at, i, Strip::Conjunction)?;
            (lead.end == i).then_some(*lead.value)
        })
    }

    /// A length behind a preposition that counts it from the publication: «قبل أربعة أشهر», «منذ عامين», and of what lies
    /// ahead «بعد ثلاثة أيام», «خلال 48 ساعة». «بعد يومين من الحادث» is counted from something else.
    pub(super) fn counted_length(&self, i: usize, length: &Match) -> Option<Match> {
        let by = length.rule.by;
        if ![DURATION.by, WHOLE.by, LONE.by].contains(&by) {
            return None;
        }
        let (span, unit) = match &length.timex {
            Timex::Duration(Some(count), unit) if count.fract() == 0.0 => {
                (span_of(*count as i64, *unit)?, *unit)
            }
            // «سنة وشهرين»
            Timex::Open(value, TimeType::Duration) => (value.parse().ok()?, TimeUnit::Day),
            _ => return None,
        };
        let lead = self.length_lead(i)?;
        let at = length.end;
        let is_from = self.is(at, TimeBits::OF);
        let is_elsewhere = is_from && !self.is_from_now(at + 1) || self.is_upon(at);
        let is_ahead = self.future || self.verb == Some(Tense::Present);
        if is_elsewhere || matches!(lead, LengthLead::On | LengthLead::Within) && !is_ahead {
            return None;
        }
        let end = if is_from { at + 2 } else { at };
        let now = self.published?;
        let today = now.date();
        let then = |ahead: bool| -> Option<(Date, Date)> {
            let then = if ahead { now.checked_add(span) } else { now.checked_sub(span) }.ok()?.date();
            Some(match unit {
                // «بعد أسبوعين من الآن» tells the day.
                _ if is_from => (then, then),
                TimeUnit::Week => (monday(then), monday(then).checked_add(6.days()).ok()?),
                TimeUnit::Month => (then.first_of_month(), then.last_of_month()),
                TimeUnit::Year => (Date::new(then.year(), 1, 1).ok()?, Date::new(then.year(), 12, 31).ok()?),
                TimeUnit::Decade | TimeUnit::Century => return None,
                _ => (then, then),
            })
        };
        let (first, last) = match lead {
            LengthLead::Back => then(false)?,
            LengthLead::Since => (now.checked_sub(span).ok()?.date(), today),
            LengthLead::On => then(true)?,
            LengthLead::Within => (today, now.checked_add(span).ok()?.date()),
        };
        let timex = bounded(length.timex.to_string(), TimeType::Duration, first, last);
        Some(Match { timex, anchored: true, end, rule: &COUNTED_LENGTH, ..length.clone() })
    }

    /// Whether «الآن» or «اليوم» stands at `i`: «بعد أسبوعين من الآن».
    fn is_from_now(&self, i: usize) -> bool {
        matches!(
            self.text.is(&self.text.lex.deictics, i, Strip::Nothing),
            Some(Deictic::Days(0) | Deictic::Ref("PRESENT_REF", _))
        )
    }

    /// Whether «على» stands at `i`: «بعد ساعات على الهجوم».
    fn is_upon(&self, i: usize) -> bool {
        matches!(self.word(i, Strip::Nothing), Some((TimeWord::At, ..))) && !self.is(i, TimeBits::IN)
    }
}
