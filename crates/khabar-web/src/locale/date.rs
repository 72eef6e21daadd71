//! Days in words, in the months of the reader's press and, if they wish, in the Hijri calendar beside.

use icu_calendar::Date as IcuDate;
use icu_calendar::cal::{Hijri, Iso};
use jiff::civil::Date;

use super::{Calendar, Lang, Months, Prefs, fill};

/// The name of a month; columns of `data/months.tsv`.
fn month(prefs: Prefs, calendar: &str, month: u8) -> &'static str {
    let column = match (prefs.lang, prefs.months) {
        (Lang::En, _) => 6,
        (Lang::Ar, Months::Levant) => 2,
        (Lang::Ar, Months::Egypt) => 3,
        (Lang::Ar, Months::Maghreb) => 4,
        (Lang::Ar, Months::Morocco) => 5,
    };
    let rows = include_str!("../../data/months.tsv").lines();
    let mut rows = rows.map(|l| l.split('\t')).filter_map(|mut cells| {
        (cells.next()? == calendar && cells.next()?.parse() == Ok(month)).then(|| cells.nth(column - 2))
    });
    rows.next().flatten().unwrap_or("")
}

/// Year, month and day of the Umm al-Qura calendar.
fn hijri(day: Date) -> Option<(i32, u8, u8)> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    let iso = IcuDate::try_new_iso(i32::from(day.year()), month, of_month).ok()?.to_calendar(Iso);
    let date = iso.to_calendar(Hijri::new_umm_al_qura());
    Some((date.year().extended_year(), date.month().ordinal, date.day_of_month().0))
}

impl Prefs {
    /// The words of a pattern of `strings.tsv`.
    pub(crate) fn words(self, key: &str, values: &[(&'static str, &str)]) -> String {
        fill(self.t(key), values).into_iter().map(|p| p.text).collect()
    }

    /// A day, a month or a year in words: «الخميس 4 تشرين الثاني 2021»; what is none of these comes back as it is.
    #[must_use]
    pub fn date(self, iso: &str) -> String {
        let clock = iso.get(10..).and_then(|t| t.strip_prefix(['T', ' '])).and_then(|t| t.get(..5));
        let clock =
            clock.filter(|c| *c != "00:00" && c.is_char_boundary(2) && c.as_bytes().get(2) == Some(&b':'));
        let Some(day) = day(iso) else { return self.wide(iso) };
        let hijri = if self.calendar == Calendar::Both { self.hijri(day) } else { String::new() };
        let weekday = self
            .t(WEEKDAYS.get(day.weekday().to_monday_zero_offset().unsigned_abs() as usize).unwrap_or(&""));
        self.digits(&self.words(
            "date.full",
            &[
                ("weekday", weekday),
                ("day", &day.day().to_string()),
                ("month", self.month_of(day)),
                ("year", &day.year().to_string()),
                ("hijri", &hijri),
                ("clock", clock.unwrap_or("")),
            ],
        ))
    }

    /// A day without its weekday, its time and its Hijri date.
    #[must_use]
    pub fn short_date(self, iso: &str) -> String {
        let Some(day) = day(iso) else { return self.wide(iso) };
        self.digits(&self.words(
            "date.short",
            &[
                ("day", &day.day().to_string()),
                ("month", self.month_of(day)),
                ("year", &day.year().to_string()),
            ],
        ))
    }

    /// A day of a year that is known.
    #[must_use]
    pub fn day_month(self, iso: &str) -> String {
        let Some(day) = day(iso) else { return String::new() };
        self.digits(&format!("{} {}", day.day(), self.month_of(day)))
    }

    fn wide(self, iso: &str) -> String {
        let number = iso.get(5..7).filter(|_| iso.len() == 7 && iso.as_bytes().get(4) == Some(&b'-'));
        match number.and_then(|m| m.parse().ok()).map(|m| month(self, "gregorian", m)) {
            Some(name) if !name.is_empty() => self
                .digits(&self.words("date.month", &[("month", name), ("year", iso.get(..4).unwrap_or(""))])),
            _ => self.digits(iso),
        }
    }

    fn month_of(self, day: Date) -> &'static str {
        month(self, "gregorian", day.month().unsigned_abs())
    }

    fn hijri(self, day: Date) -> String {
        hijri(day).map_or_else(String::new, |(year, month_number, day)| {
            self.words(
                "date.hijri",
                &[
                    ("day", &day.to_string()),
                    ("month", month(self, "islamic", month_number)),
                    ("year", &year.to_string()),
                ],
            )
        })
    }
}

const WEEKDAYS: [&str; 7] = ["day.mon", "day.tue", "day.wed", "day.thu", "day.fri", "day.sat", "day.sun"];

/// The day of an ISO date or time.
pub(crate) fn day(iso: &str) -> Option<Date> {
    iso.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::Digits;
    use super::*;

    #[test]
    fn days_in_words() {
        let levant = Prefs { calendar: Calendar::Both, ..Prefs::default() };
        assert_eq!(
            levant.date("2021-11-04T16:44:29"),
            "الخميس 4 تشرين الثاني 2021 (29 ربيع الأول 1443 هـ)، 16:44"
        );
        let maghreb = Prefs { months: Months::Maghreb, digits: Digits::Arabic, ..Prefs::default() };
        assert_eq!(maghreb.short_date("2021-07-25"), "٢٥ جويلية ٢٠٢١");
        assert_eq!(maghreb.date("2021-08"), "أوت ٢٠٢١");
        let english = Prefs { lang: Lang::En, ..Prefs::default() };
        assert_eq!(english.date("2021-11-04"), "Thursday, 4 November 2021");
        for odd in ["2021", "XXXX-11", "", "«", "2021-13-40", "2021-11-04Tأأأ"] {
            let _ = english.date(odd);
        }
    }

    #[test]
    fn names_are_those_of_the_tables_of_the_analysis() {
        let known =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../khabar/data/months.tsv"))
                .unwrap();
        for row in include_str!("../../data/months.tsv").lines().skip(2) {
            let cells: Vec<_> = row.split('\t').collect();
            for name in &cells[2..6] {
                let line = format!("{name}\t{}\t{}\t", cells[1], cells[0]);
                assert!(known.lines().any(|l| l.starts_with(&line)), "{line}");
            }
        }
    }
}
