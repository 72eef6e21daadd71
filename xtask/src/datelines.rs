//! `cargo xtask datelines`: the day that is read from a paper's printed publication lines, beside the day of their
//! Gregorian part, which is found here by its form alone: digits, a month's name of Unicode CLDR, digits.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};
use icu_calendar::Date as IcuDate;
use icu_calendar::cal::{Hijri, Iso};
use jiff::civil::Date;
use khabar::facts::time::{Timex, printed};
use khabar::text::fold::fold;
use serde_json::Value;

use crate::project;

/// Reads every line, prints those that were read otherwise than printed or whose two calendars tell different days, and
/// gives the share of right ones, per cent.
pub fn measure() -> Result<f64> {
    let shared = project::shared()?;
    let gregorian = months(&shared.join("lexicon/cldr-ar/ca-gregorian.json"), "gregorian")?;
    let islamic = months(&shared.join("lexicon/cldr-ar/ca-islamic.json"), "islamic")?;
    let file = File::open(shared.join("times/datelines-dev.tsv"))?;
    let mut rows = csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_reader(file);
    let (mut lines, mut right, mut apart) = (0, 0, 0);
    for row in rows.records() {
        let row = row?;
        let line = row.get(1).context("no column printed_date")?;
        let folded = fold(line);
        let day = iso(&folded)
            .or_else(|| in_words(&folded, &gregorian).and_then(|(y, m, d)| Date::new(y, m, d).ok()));
        let day = day.with_context(|| format!("«{line}» has no Gregorian day"))?;
        let read = printed(line).and_then(|(_, timex)| match timex {
            Timex::Day(day) | Timex::Clock(day, ..) => Some(day),
            _ => None,
        });
        lines += 1;
        if read == Some(day) {
            right += 1;
        } else {
            println!("«{line}» was read as {read:?}");
        }
        let moon = in_words(&folded, &islamic).and_then(|(y, m, d)| umm_al_qura(y, m, d));
        if let Some(moon) = moon.filter(|moon| moon.until(day).is_ok_and(|s| s.get_days().abs() > 2)) {
            apart += 1;
            println!("«{line}»: its Hijri day is {moon}");
        }
    }
    println!("{right} of {lines} lines right; {apart} tell two days");
    Ok(100.0 * f64::from(right) / f64::from(lines))
}

/// Names of months in order, folded.
fn months(file: &Path, calendar: &str) -> Result<Vec<String>> {
    let cldr: Value = serde_json::from_reader(File::open(file).with_context(|| file.display().to_string())?)?;
    let wide = cldr
        .pointer(&format!("/main/ar/dates/calendars/{calendar}/months/format/wide"))
        .context("CLDR has no names of months")?;
    let name = |number: i32| Some(fold(wide.get(number.to_string())?.as_str()?));
    (1..=12).map(|number| name(number).context("a month has no name")).collect()
}

fn iso(line: &str) -> Option<Date> {
    line.get(..10)?.parse().ok()
}

/// Year, month and day of the first «day month year».
fn in_words(line: &str, months: &[String]) -> Option<(i16, i8, i8)> {
    months.iter().zip(1..).find_map(|(name, month)| {
        let (before, behind) = line.split_once(name.as_str())?;
        let before = before.trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let day = before.get(digits..)?.parse().ok()?;
        let year = behind.trim_start().get(..4)?.parse().ok()?;
        Some((year, month, day))
    })
}

fn umm_al_qura(year: i16, month: i8, day: i8) -> Option<Date> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let date =
        IcuDate::try_new_hijri_with_calendar(year.into(), month, day, Hijri::new_umm_al_qura()).ok()?;
    let iso = date.to_calendar(Iso);
    let year = i16::try_from(iso.year().extended_year()).ok()?;
    Date::new(year, i8::try_from(iso.month().ordinal).ok()?, i8::try_from(iso.day_of_month().0).ok()?).ok()
}
