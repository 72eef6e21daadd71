//! Times of pages as they stand in records.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// The clock that pages are put in order by: that of Baghdad, Riyadh and, half of the year, Cairo and Beirut.
const CLOCK: Offset = Offset::constant(3);

/// The time of an ISO 8601 value on one clock for all pages, UTC+3; a day alone is its midnight. Most pages print no zone:
/// what they print is taken as that clock's.
#[must_use]
pub fn time_of(iso: &str) -> Option<DateTime> {
    if let Ok(instant) = iso.parse::<Timestamp>() {
        return Some(CLOCK.to_datetime(instant));
    }
    let day: Date = iso.get(..10)?.parse().ok()?;
    let clock = match (iso.get(10..11), iso.get(11..19), iso.get(11..16)) {
        (Some("T" | " "), Some(seconds), _) if seconds.as_bytes().get(5) == Some(&b':') => Some(seconds),
        (Some("T" | " "), _, Some(minutes)) => Some(minutes),
        _ => None,
    };
    let clock = clock.and_then(|c| c.parse::<jiff::civil::Time>().ok());
    Some(day.to_datetime(clock.unwrap_or_default()))
}

/// Whole days from one time to another; negative where the second is earlier.
pub(crate) fn days_between(from: DateTime, to: DateTime) -> f64 {
    to.duration_since(from).as_secs_f64() / 86_400.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_records_print_it() {
        let read = |iso| time_of(iso).map(|t| t.to_string());
        assert_eq!(read("2021-11-04").as_deref(), Some("2021-11-04T00:00:00"));
        assert_eq!(read("2021-11-04T16:44").as_deref(), Some("2021-11-04T16:44:00"));
        assert_eq!(read("2021-11-04T16:44:29+03:00").as_deref(), Some("2021-11-04T16:44:29"));
        assert!(time_of("2021-11-04T12:00+03:00") < time_of("2021-11-04T10:00Z"));
        assert_eq!(read("2021-11-04TEV").as_deref(), Some("2021-11-04T00:00:00"));
        assert_eq!(read("2021-11"), None);
        assert_eq!(read("2021-02-31"), None);
    }
}
