//! TIMEX3 values and the interval that each means: the one interval type of times and deadlines.

use std::borrow::Cow;
use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Time};

use crate::lexicon::TimeUnit;
use crate::record::{TimeMod, TimeType};

/// What a time expression means.
#[derive(Debug, Clone, PartialEq)]
pub enum Timex {
    /// A calendar day.
    Day(Date),
    /// A part of a day: the TIMEX3 letters (`MO`).
    Part(Date, &'static str),
    /// A clock time; seconds only where they are printed.
    Clock(Date, Time, bool),
    /// A month.
    Month(i16, i8),
    /// A week, by its Monday.
    Week(Date),
    /// A year.
    Year(i16),
    /// A season or half of a year: the TIMEX3 letters (`SU`).
    Season(i16, &'static str),
    /// A decade, by its first year.
    Decade(i16),
    /// So many of a unit; none where the number is not told («أشهر»), halves allowed.
    Duration(Option<f64>, TimeUnit),
    /// A recurring time, by its period.
    Set(Cow<'static, str>),
    /// `PRESENT_REF` and its kin.
    Ref(&'static str),
    /// A period with a value of its own and its first and last day: a quarter, a century, the rest of a week, the last
    /// three years.
    Bounded {
        /// TIMEX3 value.
        value: String,
        /// TIMEX3 type.
        kind: TimeType,
        /// First day.
        first: Date,
        /// Last day.
        last: Date,
    },
    /// What could not be resolved for want of a publication time: its value with `X`, and its type.
    Open(String, TimeType),
}

impl Timex {
    /// TIMEX3 type.
    #[must_use]
    pub const fn kind(&self) -> TimeType {
        match self {
            Self::Part(..) | Self::Clock(..) => TimeType::Time,
            Self::Duration(..) => TimeType::Duration,
            Self::Set(_) => TimeType::Set,
            Self::Open(_, kind) | Self::Bounded { kind, .. } => *kind,
            _ => TimeType::Date,
        }
    }

    /// Whether it names a place in time (not a length, a recurrence or a vague reference).
    #[must_use]
    pub const fn is_point(&self) -> bool {
        !matches!(
            self,
            Self::Duration(..)
                | Self::Set(_)
                | Self::Ref(_)
                | Self::Open(_, TimeType::Duration | TimeType::Set)
                | Self::Bounded { kind: TimeType::Duration, .. }
        )
    }

    /// The first and last day, where it is a place in time, whole.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        Some(match *self {
            Self::Day(d) | Self::Part(d, _) | Self::Clock(d, ..) => (d, d),
            Self::Month(y, m) => {
                let first = Date::new(y, m, 1).ok()?;
                (first, first.last_of_month())
            }
            Self::Week(monday) => (monday, monday.checked_add(6.days()).ok()?),
            Self::Year(y) => (Date::new(y, 1, 1).ok()?, Date::new(y, 12, 31).ok()?),
            Self::Season(y, part) => {
                // Meteorological seasons; winter is that of the year's own first months.
                let (from, to) = match part {
                    "SP" => (3, 5),
                    "SU" => (6, 8),
                    "FA" => (9, 11),
                    _ => (1, 2),
                };
                (Date::new(y, from, 1).ok()?, Date::new(y, to, 1).ok()?.last_of_month())
            }
            Self::Bounded { first, last, .. } => (first, last),
            Self::Decade(y) => (Date::new(y, 1, 1).ok()?, Date::new(y + 9, 12, 31).ok()?),
            Self::Duration(..) | Self::Set(_) | Self::Ref(_) | Self::Open(..) => return None,
        })
    }

    /// First and last day or instant for which the words hold, under a modifier (guidelines, «times»).
    #[must_use]
    pub fn interval(&self, modifier: Option<TimeMod>) -> (Option<String>, Option<String>) {
        let Some((first, last)) = self.days() else { return (None, None) };
        let (first, last) = match modifier {
            Some(TimeMod::Start | TimeMod::Mid | TimeMod::End) => narrowed(self, first, last, modifier),
            _ => (first, last),
        };
        let point = match self {
            Self::Clock(..) => Some(self.to_string()),
            _ => None,
        };
        let (first, last) =
            (point.clone().unwrap_or_else(|| first.to_string()), point.unwrap_or_else(|| last.to_string()));
        match modifier {
            Some(TimeMod::Before) => (None, Some(first)),
            Some(TimeMod::OnOrBefore) => (None, Some(last)),
            Some(TimeMod::After) => (Some(last), None),
            Some(TimeMod::OnOrAfter) => (Some(first), None),
            _ => (Some(first), Some(last)),
        }
    }
}

/// START, MID and END of a period: of a year its quarters, of a month ten days, of the rest a third.
fn narrowed(timex: &Timex, first: Date, last: Date, modifier: Option<TimeMod>) -> (Date, Date) {
    let whole = first.until(last).map_or(0, |s| s.get_days());
    let edge = match timex {
        Timex::Year(_) => {
            let month = |m: i8| Date::new(first.year(), m, 1).unwrap_or(first);
            return match modifier {
                Some(TimeMod::Start) => (first, month(3).last_of_month()),
                Some(TimeMod::End) => (month(10), last),
                _ => (month(4), month(9).last_of_month()),
            };
        }
        Timex::Month(..) => 10,
        _ => (whole + 1) / 3,
    };
    let add = |day: Date, days: i32| day.checked_add(days.days()).unwrap_or(day);
    match modifier {
        Some(TimeMod::Start) => (first, add(first, (edge - 1).max(0))),
        Some(TimeMod::End) => (add(last, -(edge - 1).max(0)), last),
        _ => (add(first, edge), add(last, -edge).max(add(first, edge))),
    }
}

impl fmt::Display for Timex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(d) => write!(f, "{d}"),
            Self::Part(d, part) => write!(f, "{d}T{part}"),
            Self::Clock(d, t, true) => write!(f, "{d}T{:02}:{:02}:{:02}", t.hour(), t.minute(), t.second()),
            Self::Clock(d, t, false) => write!(f, "{d}T{:02}:{:02}", t.hour(), t.minute()),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Week(monday) => {
                let week = ISOWeekDate::from(*monday);
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Season(y, part) => write!(f, "{y:04}-{part}"),
            Self::Decade(y) => write!(f, "{:03}", y / 10),
            // «بعد ساعات» is `PXH` (guidelines, «more rulings»).
            Self::Duration(None, TimeUnit::Hour) => f.write_str("PXH"),
            Self::Duration(count, unit) => {
                let (time, letter) = letters(*unit);
                match count {
                    // «عامين ونصف»: half of a year is six months.
                    Some(n) if *unit == TimeUnit::Year && (n.fract() - 0.5).abs() < f64::EPSILON => {
                        match n.trunc() {
                            0.0 => f.write_str("P6M"),
                            years => write!(f, "P{years}Y6M"),
                        }
                    }
                    Some(n) => write!(f, "P{time}{n}{letter}"),
                    None => write!(f, "P{time}X{letter}"),
                }
            }
            Self::Set(period) => f.write_str(period),
            Self::Ref(name) => f.write_str(name),
            Self::Open(value, _) | Self::Bounded { value, .. } => f.write_str(value),
        }
    }
}

/// A period with a value of its own and its first and last day.
pub(super) const fn bounded(value: String, kind: TimeType, first: Date, last: Date) -> Timex {
    Timex::Bounded { value, kind, first, last }
}

/// The letters of a unit in a duration, and «T» before those of the clock.
pub(super) const fn letters(unit: TimeUnit) -> (&'static str, &'static str) {
    match unit {
        TimeUnit::Second => ("T", "S"),
        TimeUnit::Minute => ("T", "M"),
        TimeUnit::Hour => ("T", "H"),
        TimeUnit::Day => ("", "D"),
        TimeUnit::Week => ("", "W"),
        TimeUnit::Month => ("", "M"),
        TimeUnit::Year => ("", "Y"),
        TimeUnit::Decade => ("", "DE"),
        TimeUnit::Century => ("", "00Y"),
    }
}

/// So many of a unit as a span of the calendar.
#[must_use]
pub fn span_of(count: i64, unit: TimeUnit) -> Option<jiff::Span> {
    let span = jiff::Span::new();
    match unit {
        TimeUnit::Second => span.try_seconds(count),
        TimeUnit::Minute => span.try_minutes(count),
        TimeUnit::Hour => span.try_hours(count),
        TimeUnit::Day => span.try_days(count),
        TimeUnit::Week => span.try_weeks(count),
        TimeUnit::Month => span.try_months(count),
        TimeUnit::Year => span.try_years(count),
        TimeUnit::Decade => span.try_years(count.checked_mul(10)?),
        TimeUnit::Century => span.try_years(count.checked_mul(100)?),
    }
    .ok()
}

/// The Monday of a day's ISO week.
#[must_use]
pub fn monday(day: Date) -> Date {
    day.checked_sub(day.weekday().to_monday_zero_offset().days()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn values_and_intervals() {
        assert_eq!(Timex::Week(date(2016, 8, 1)).to_string(), "2016-W31");
        assert_eq!(monday(date(2016, 8, 7)), date(2016, 8, 1));
        assert_eq!(Timex::Duration(Some(1.0), TimeUnit::Decade).to_string(), "P1DE");
        assert_eq!(Timex::Duration(None, TimeUnit::Hour).to_string(), "PXH");
        assert_eq!(Timex::Duration(Some(3.5), TimeUnit::Year).to_string(), "P3Y6M");
        let of = |t: Timex, m| t.interval(m);
        assert_eq!(
            of(Timex::Year(2021), Some(TimeMod::End)),
            (Some("2021-10-01".into()), Some("2021-12-31".into()))
        );
        assert_eq!(
            of(Timex::Month(2021, 2), Some(TimeMod::End)),
            (Some("2021-02-19".into()), Some("2021-02-28".into()))
        );
        assert_eq!(
            of(Timex::Month(2021, 2), Some(TimeMod::Start)),
            (Some("2021-02-01".into()), Some("2021-02-10".into()))
        );
        assert_eq!(
            of(Timex::Day(date(2021, 12, 31)), Some(TimeMod::OnOrBefore)),
            (None, Some("2021-12-31".into()))
        );
    }
}
