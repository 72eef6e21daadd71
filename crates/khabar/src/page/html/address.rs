//! Days and months in addresses.

use jiff::civil::Date;

use crate::page::when;

/// The day in an address: `/2021/11/04/`, `/2021/8/24/`, `2021-11-04`, `04-11-2021`, `/20211104…`.
#[must_use]
pub fn day(url: &str) -> Option<Date> {
    let mut parts = path(url)?.split(['/', '-', '_', '.']);
    while let Some(part) = parts.next() {
        if part.len() == 2 && is_digits(part, 2) {
            let mut ahead = parts.clone();
            if let (Some(m), Some(y)) = (ahead.next(), ahead.next())
                && m.len() == 2
                && y.len() == 4
                && let Some(date) = valid(y, m, part)
            {
                return Some(date);
            }
        }
        if is_digits(part, 4) && part.len() == 4 {
            let mut ahead = parts.clone();
            if let (Some(m), Some(d)) = (ahead.next(), ahead.next())
                && is_digits(m, 2)
                && is_digits(d, 2)
                && let Some(date) = valid(part, m, d)
            {
                return Some(date);
            }
        } else if is_digits(part, 32)
            && let Some(date) = compact(part)
        {
            return Some(date);
        }
    }
    None
}

/// The year and month in an address: `/2021/11/`, `/2021-11/`.
#[must_use]
pub fn month(url: &str) -> Option<(i16, i8)> {
    let mut parts = path(url)?.split(['/', '-']).peekable();
    while let Some(part) = parts.next() {
        if part.len() == 4
            && let Some(month) = parts.peek().filter(|m| is_digits(m, 2))
            && let Some(date) = valid(part, month, "1")
        {
            return Some((date.year(), date.month()));
        }
    }
    None
}

/// The day that digits begin with: `20211104…`.
#[must_use]
pub fn compact(digits: &str) -> Option<Date> {
    valid(digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?)
}

fn path(url: &str) -> Option<&str> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    path.split_once('/')?.1.split(['?', '#']).next()
}

fn is_digits(part: &str, most: usize) -> bool {
    !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit())
}

fn valid(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    when::is_plausible(date).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_addresses() {
        for (url, date) in [
            ("https://s.example/2020/11/09/2338761/", Some("2020-11-09")),
            ("https://s.example/story/2020/8/24/خبر/4943459", Some("2020-08-24")),
            ("https://s.example/news/2020-06-03-1.3874341", Some("2020-06-03")),
            ("https://s.example/arab/202003171044893040-x/", Some("2020-03-17")),
            ("https://s.example/news/09-11-2020-خبر", Some("2020-11-09")),
            ("https://s.example/2020/11/2338761/", None),
            ("https://s.example/99999999", None),
            ("https://2020.example/", None),
        ] {
            assert_eq!(day(url).map(|d| d.to_string()).as_deref(), date, "{url}");
        }
        assert_eq!(month("https://s.example/2020/11/2338761/"), Some((2020, 11)));
        assert_eq!(month("https://s.example/2020/story"), None);
    }
}
