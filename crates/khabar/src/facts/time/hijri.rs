//! Hijri dates: the Umm al-Qura calendar, which is tabular where the official tables end (`icu_calendar`).

use icu_calendar::Date as IcuDate;
use icu_calendar::cal::{Hijri, Iso};
use jiff::civil::Date;

/// The calendar's name in a record (CLDR).
pub const CALENDAR: &str = "islamic-umalqura";

/// Years of a day in digits that are Hijri where no «م» stands: the news tell no days of the Gregorian fifteenth century.
pub const HIJRI_DAYS: std::ops::RangeInclusive<i16> = 1300..=1500;
/// Bare years that are Hijri where no «م» stands, 1931 to 2028; «عام 1492» is one of history.
pub const HIJRI_YEARS: std::ops::RangeInclusive<i16> = 1350..=1450;

/// The Gregorian year that holds most of a Hijri one, and the first and last day of that.
#[must_use]
pub fn year(year: i16) -> Option<(i16, Date, Date)> {
    let first = gregorian(year, 1, 1)?;
    let last = gregorian(year + 1, 1, 1)?.yesterday().ok()?;
    Some((gregorian(year, 7, 1)?.year(), first, last))
}

/// The Gregorian day of a Hijri date; none where the month has no such day.
#[must_use]
pub fn gregorian(year: i16, month: i8, day: i8) -> Option<Date> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let date =
        IcuDate::try_new_hijri_with_calendar(i32::from(year), month, day, Hijri::new_umm_al_qura()).ok()?;
    let iso = date.to_calendar(Iso);
    let year = i16::try_from(iso.year().extended_year()).ok()?;
    Date::new(year, i8::try_from(iso.month().ordinal).ok()?, i8::try_from(iso.day_of_month().0).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn known_days() {
        assert_eq!(gregorian(1446, 3, 15), Some(date(2024, 9, 18)));
        assert_eq!(gregorian(1441, 9, 20), Some(date(2020, 5, 13)));
        assert_eq!(gregorian(1444, 9, 1), Some(date(2023, 3, 23)));
        assert_eq!(gregorian(1441, 9, 31), None);
        assert_eq!(year(1436), Some((2015, date(2014, 10, 25), date(2015, 10, 13))));
    }
}
