//! Days as people and TIMEX3 write them: `2021`, `2021-11`, `2021-11-04`, with or without a time behind.

/// The first day that is meant, `YYYY-MM-DD`.
#[must_use]
pub fn first(value: &str) -> Option<String> {
    let (year, month, day) = parts(value)?;
    Some(format!("{year:04}-{:02}-{:02}", month.unwrap_or(1), day.unwrap_or(1)))
}

/// The last day that is meant, `YYYY-MM-DD`.
#[must_use]
pub fn last(value: &str) -> Option<String> {
    let (year, month, day) = parts(value)?;
    let month = month.unwrap_or(12);
    let day = day.unwrap_or_else(|| days_of(year, month));
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A day as a number that orders like it: 20211104.
#[must_use]
pub fn number(day: &str) -> Option<u64> {
    let (year, month, day) = parts(day)?;
    Some(u64::from(year) * 10_000 + u64::from(month.unwrap_or(1)) * 100 + u64::from(day.unwrap_or(1)))
}

type Parts = (u16, Option<u8>, Option<u8>);

fn parts(value: &str) -> Option<Parts> {
    let date = value.split(['T', ' ']).next()?;
    let mut fields = date.split('-');
    let year = fields.next().filter(|y| y.len() == 4).and_then(number_of)?;
    let month = match fields.next() {
        None => return Some((year, None, None)),
        Some(month) => number_of(month).filter(|m| (1..=12).contains(m))? as u8,
    };
    let day = match fields.next() {
        None => return Some((year, Some(month), None)),
        Some(day) => number_of(day).map(|d| d as u8).filter(|d| (1..=days_of(year, month)).contains(d))?,
    };
    fields.next().is_none().then_some((year, Some(month), Some(day)))
}

fn number_of(digits: &str) -> Option<u16> {
    (digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

const fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_an_interval() {
        for (value, from, to) in [
            ("2021", "2021-01-01", "2021-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2021-11-04T16:44", "2021-11-04", "2021-11-04"),
        ] {
            assert_eq!((first(value).as_deref(), last(value).as_deref()), (Some(from), Some(to)));
        }
        for none in ["2021-13", "2021-02-31", "P3D", "XXXX-11", "2021-W10", "2021-11-04-1", "٢٠٢١"] {
            assert_eq!(first(none), None, "{none}");
        }
        assert_eq!(number("2021-11"), Some(20_211_101));
    }
}
