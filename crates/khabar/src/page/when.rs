//! Publication times given by metadata or by the caller: ISO 8601 in its many dresses.

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;

/// A time as the record writes it, and as the analysis counts from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// ISO 8601, with the offset only where one was given.
    pub iso: String,
    /// The wall clock that «اليوم» is counted on.
    pub local: DateTime,
}

/// Reads `2021-11-04`, `2021-11-04T16:44`, `2021-11-04 16:44:29`, `2021-11-04T13:44:29Z`, `…+03:00`.
///
/// With a zone, an instant is put on that zone's wall clock before days are counted.
#[must_use]
pub fn parse(given: &str, zone: Option<&TimeZone>) -> Option<When> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    let given = given.trim();
    if let Ok(pieces) = PARSER.parse_pieces(given) {
        let date: Date = pieces.date();
        let local = date.to_datetime(pieces.time().unwrap_or_default());
        let iso = given.replacen(' ', "T", 1);
        let moved = match (pieces.offset(), zone) {
            (Some(_), Some(zone)) => PARSER.parse_timestamp(given).ok().map(|t| zone.to_datetime(t)),
            _ => None,
        };
        return Some(When { iso, local: moved.unwrap_or(local) });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dresses_of_iso() {
        for (given, iso) in [
            ("2021-11-04", "2021-11-04"),
            ("2021-11-04 16:44:29", "2021-11-04T16:44:29"),
            ("2021-11-04T16:44+03:00", "2021-11-04T16:44+03:00"),
            (" 2021-11-04T13:44:29Z ", "2021-11-04T13:44:29Z"),
        ] {
            assert_eq!(parse(given, None).map(|w| w.iso).as_deref(), Some(iso), "{given}");
        }
        assert_eq!(parse("أمس", None), None);
    }

    #[test]
    fn a_zone_moves_an_instant_to_its_own_day() {
        let zone = TimeZone::get("Asia/Baghdad").unwrap();
        let when = parse("2021-11-03T22:30:00Z", Some(&zone)).unwrap();
        assert_eq!(when.local.date(), date(2021, 11, 4));
    }
}
