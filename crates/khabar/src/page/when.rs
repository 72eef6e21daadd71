//! Times given by metadata, by an archive or by the caller: ISO 8601 in its many dresses, RFC 2822, Arabic dates.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::{DateTimeParser, Pieces, PiecesOffset};
use jiff::tz::TimeZone;

use crate::facts::time::{self, Timex};

/// A time as the record writes it, and as the analysis counts from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// ISO 8601, with the offset only where one was given.
    pub iso: String,
    /// The wall clock that «اليوم» is counted on.
    pub local: DateTime,
}

impl When {
    /// A day.
    #[must_use]
    pub fn of_day(day: Date) -> Self {
        Self { iso: day.to_string(), local: day.to_datetime(Time::midnight()) }
    }

    /// A day with its time of day, if that is told.
    #[must_use]
    pub fn of_parts(day: Date, time: Option<Time>) -> Self {
        let Some(time) = time else { return Self::of_day(day) };
        let local = day.to_datetime(time);
        let form = if time.second() == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
        Self { iso: local.strftime(form).to_string(), local }
    }

    /// A day, or a time of a day, as it is printed; `None` for a value that is no point in time.
    #[must_use]
    pub fn of_timex(timex: &Timex) -> Option<Self> {
        let local = match *timex {
            Timex::Day(date) => date.to_datetime(Time::midnight()),
            Timex::Clock(date, time, _) => date.to_datetime(time),
            _ => return None,
        };
        Some(Self { iso: timex.to_string(), local })
    }
}

/// Whether a story of the web can be of that day.
#[must_use]
pub fn is_plausible(date: Date) -> bool {
    (1990..=2100).contains(&date.year())
}

/// Reads `2021-11-04`, `2021-11-04T16:44`, `2021-11-04 16:44:29`, `2021-11-04T13:44:29Z`, `…+03:00`, `…+0300`,
/// `2021/11/04`, `Thu, 04 Nov 2021 16:44:29 GMT`, «٤ نوفمبر ٢٠٢١».
///
/// With a zone, an instant is put on that zone's wall clock before days are counted.
#[must_use]
pub fn parse(given: &str, zone: Option<&TimeZone>) -> Option<When> {
    let given = given.trim();
    if given.len() > 100 {
        return None;
    }
    let found = iso(given, zone).or_else(|| rfc2822(given, zone)).or_else(|| {
        let (_, timex) = time::printed(given)?;
        When::of_timex(&timex)
    });
    found.filter(|w| is_plausible(w.local.date()))
}

fn iso(given: &str, zone: Option<&TimeZone>) -> Option<When> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    if !given.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let pieces = |text: &str| PARSER.parse_pieces(text).ok().map(Pieces::into_owned);
    let pieces = pieces(given)
        .or_else(|| pieces(&given.replacen(' ', "T", 1).replace(' ', "")))
        // `2021/11/04 16:44` is written with slashes by many a page.
        .or_else(|| pieces(&given.replacen('/', "-", 2)))?;
    let date = pieces.date();
    let Some(time) = pieces.time() else {
        return Some(When { iso: date.to_string(), local: date.to_datetime(Time::midnight()) });
    };
    let local = date.to_datetime(time);
    let clock = if time.second() == 0 && !has_seconds(given) {
        local.strftime("%Y-%m-%dT%H:%M").to_string()
    } else {
        local.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    };
    let (iso, offset) = match pieces.offset() {
        None => (clock, None),
        Some(PiecesOffset::Zulu) => (clock + "Z", Some(jiff::tz::Offset::UTC)),
        Some(given) => {
            let offset = given.to_numeric_offset();
            let minutes = offset.seconds() / 60;
            let sign = if minutes < 0 { '-' } else { '+' };
            (format!("{clock}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60), Some(offset))
        }
    };
    let moved = offset.zip(zone).and_then(|(o, zone)| Some(zone.to_datetime(o.to_timestamp(local).ok()?)));
    Some(When { iso, local: moved.unwrap_or(local) })
}

fn has_seconds(given: &str) -> bool {
    given.split(['+', 'Z']).next().is_some_and(|g| g.matches(':').count() >= 2)
}

fn rfc2822(given: &str, zone: Option<&TimeZone>) -> Option<When> {
    let zoned = jiff::fmt::rfc2822::parse(given).ok()?;
    iso(&zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(), zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dresses_of_a_time() {
        for (given, iso) in [
            ("2021-11-04", "2021-11-04"),
            ("2021-11-04 16:44:29", "2021-11-04T16:44:29"),
            ("2021-11-04T16:44+03:00", "2021-11-04T16:44+03:00"),
            ("2021-11-04T16:44+0300", "2021-11-04T16:44+03:00"),
            (" 2021-11-04T13:44:29Z ", "2021-11-04T13:44:29Z"),
            ("2021-11-04T13:44:29.123Z", "2021-11-04T13:44:29Z"),
            ("2021/11/04", "2021-11-04"),
            ("2021/11/04 16:44", "2021-11-04T16:44"),
            ("2021-11-04 16:44:29 +0300", "2021-11-04T16:44:29+03:00"),
            ("Thu, 04 Nov 2021 16:44:29 GMT", "2021-11-04T16:44:29+00:00"),
            ("٤ نوفمبر ٢٠٢١", "2021-11-04"),
            ("الخميس 4 نوفمبر 2021 - 5:12 م", "2021-11-04T17:12"),
        ] {
            assert_eq!(parse(given, None).map(|w| w.iso).as_deref(), Some(iso), "{given}");
        }
        for none in ["أمس", "", "0001-01-01T00:00:00", "1636033469"] {
            assert_eq!(parse(none, None), None, "{none}");
        }
    }

    #[test]
    fn a_zone_moves_an_instant_to_its_own_day() {
        let zone = TimeZone::get("Asia/Baghdad").unwrap();
        let when = parse("2021-11-03T22:30:00Z", Some(&zone)).unwrap();
        assert_eq!(when.local.date(), date(2021, 11, 4));
    }
}
