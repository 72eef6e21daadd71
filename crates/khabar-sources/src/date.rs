//! Times that come beside a page – of a feed's item, of a field – in the dresses that programs give them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use khabar::Options;

/// Forms with English names that no standard knows, as `strftime` writes them. A weekday in front was taken off.
const FORMS: [&str; 16] = [
    "%b %d %Y %I:%M:%S %p",
    "%b %d %Y %I:%M %p",
    "%b %d %Y %H:%M:%S",
    "%b %d %Y %H:%M",
    "%b %d %H:%M:%S %Y",
    "%b %d %Y",
    "%d %b %Y %I:%M:%S %p",
    "%d %b %Y %I:%M %p",
    "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M",
    "%d %b %Y",
    "%d-%b-%Y %H:%M:%S",
    "%d-%b-%Y %H:%M",
    "%d-%b-%Y",
    "%Y-%m-%d %I:%M:%S %p",
    "%Y-%m-%d %I:%M %p",
];
/// Names of zones that RFC 2822 knows.
const ZONES: [&str; 8] = ["EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"];
/// The years in which a number of seconds may lie.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;
/// The longest time that is looked at, in bytes.
const LONGEST: usize = 100;

/// A time as ISO 8601; what cannot be read stays as it stands, and the record then says so.
pub fn iso(given: &str) -> String {
    read(given).unwrap_or_else(|| given.to_owned())
}

/// A time as ISO 8601, if it can be read.
pub fn read(given: &str) -> Option<String> {
    let given = Some(given.trim()).filter(|given| given.len() <= LONGEST)?;
    epoch(given).or_else(|| zoned(given)).or_else(|| plain(given))
}

/// Seconds since 1970, or thousandths or millionths of them.
fn epoch(given: &str) -> Option<String> {
    let (whole, part) = given.split_once('.').unwrap_or((given, ""));
    if !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9..=10 => number,
        12..=13 => number / 1_000,
        15..=16 => number / 1_000_000,
        _ => return None,
    };
    let time = Timestamp::from_second(seconds).ok()?;
    YEARS.contains(&jiff::tz::Offset::UTC.to_datetime(time).year()).then(|| time.to_string())
}

/// A time before a zone that the analysis would not see, because it reads no more than the day and the clock.
fn zoned(given: &str) -> Option<String> {
    let (time, zone) = given.rsplit_once(' ')?;
    let zone = match zone {
        "GMT" | "UTC" | "UT" | "Z" => "Z".to_owned(),
        // Which zone another name stands for nobody knows: «AST» is at home in Arabia and in America.
        name if name.len() > 2 && name.bytes().all(|b| b.is_ascii_uppercase()) && !ZONES.contains(&name) => {
            return plain(time.trim_end());
        }
        name if ZONES.contains(&name) => return plain(given),
        _ => offset(zone.trim_start_matches("GMT").trim_start_matches("UTC"))?,
    };
    if let Ok(when) = Options::default().when(given)
        && has_zone(&when.iso)
    {
        return Some(when.iso);
    }
    let time = plain(time.trim_end())?;
    (time.contains('T') && !has_zone(&time)).then(|| time + &zone)
}

/// `+0300`, `+03:00`, `+3` as `+03:00`.
fn offset(given: &str) -> Option<String> {
    let sign = given.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let digits: String = given.chars().skip(1).filter(|c| *c != ':').collect();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() > 2 { (number / 100, number % 100) } else { (number, 0) };
    (hours <= 14 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

fn has_zone(iso: &str) -> bool {
    iso.split_once('T').is_some_and(|(_, clock)| clock.contains(['Z', '+', '-']))
}

fn plain(given: &str) -> Option<String> {
    if let Ok(when) = Options::default().when(given) {
        return Some(when.iso);
    }
    let words: Vec<&str> = given.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    // A weekday tells nothing that the date does not.
    let is_weekday = |word: &str| {
        word.get(..3).is_some_and(|w| {
            ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(&w.to_ascii_lowercase().as_str())
        })
    };
    let from = usize::from(words.first().is_some_and(|word| is_weekday(word)));
    // Of a month's name three letters are enough.
    let short = |word: &'_ str| -> String {
        word.chars().take(if word.bytes().all(|b| b.is_ascii_alphabetic()) { 3 } else { LONGEST }).collect()
    };
    let given = words.iter().skip(from).map(|word| short(word)).collect::<Vec<_>>().join(" ");
    let found = FORMS.iter().find_map(|form| {
        DateTime::strptime(form, &given)
            .or_else(|_| {
                let date = jiff::civil::Date::strptime(form, &given)?;
                Ok::<_, jiff::Error>(date.to_datetime(jiff::civil::Time::midnight()))
            })
            .ok()
            .map(|time| (form, time))
    });
    let (form, time) = found?;
    if !YEARS.contains(&time.year()) {
        return None;
    }
    let form = if form.contains("%S") {
        "%Y-%m-%dT%H:%M:%S"
    } else if form.contains("%M") {
        "%Y-%m-%dT%H:%M"
    } else {
        "%Y-%m-%d"
    };
    Some(time.strftime(form).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dresses_of_a_time() {
        for (given, iso_8601) in [
            ("2021-11-04", "2021-11-04"),
            ("Thu, 04 Nov 2021 01:30:00 +0300", "2021-11-04T01:30:00+03:00"),
            ("الخميس, 04 نوفمبر 2021 10:00:00 +0300", "2021-11-04T10:00:00+03:00"),
            ("الخميس 4 نوفمبر 2021 10:00 GMT", "2021-11-04T10:00Z"),
            ("4 نوفمبر 2021 10:00 GMT+3", "2021-11-04T10:00+03:00"),
            ("Thu, 4 Nov 2021 10:00:00 AST", "2021-11-04T10:00:00"),
            ("Thu, 4 Nov 2021 10:00:00 EST", "2021-11-04T10:00:00-05:00"),
            ("Fri, Nov 05 2021 08:18:00 PM", "2021-11-05T20:18:00"),
            ("November 5, 2021 8:18 PM", "2021-11-05T20:18"),
            ("Fri Nov 5 08:18:00 2021", "2021-11-05T08:18:00"),
            ("05-Nov-2021", "2021-11-05"),
            ("1636009200", "2021-11-04T07:00:00Z"),
            ("1636009200000", "2021-11-04T07:00:00Z"),
            ("1636009200.25", "2021-11-04T07:00:00Z"),
        ] {
            assert_eq!(iso(given), iso_8601, "{given}");
        }
        for other in ["قريبا", "", "20211104101", "Fri", "99999999999999999999", "منذ 3 ساعات"] {
            assert_eq!(iso(other), other);
        }
    }
}
