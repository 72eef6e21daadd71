//! The specs of Microsoft's Recognizers-Text for Arabic: third-party sentences with the times and numbers expected.
//!
//! A time counts when its span overlaps the expected one and its value is the expected Timex; where that leaves the year
//! or the week open (`XXXX`), the past or the future resolution; where it is a triple `(a,b,P…)`, when the interval is
//! that from `a` to before `b`, or to the period that begins with `b`; where the sentence has no reference time, or the expected
//! Timex is a clock time of no day, the clock part. A length that is counted from the reference counts by the day that it
//! carries, half a year as six months, and the end of a week as its `-WE`. A number counts when its span
//! overlaps and its value, or both ends of its range, are the expected ones.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use khabar::Span;
use khabar::facts::number::{self, Number};
use khabar::facts::time;
use khabar::lexicon::lexicons;
use khabar::record::{Time, TimeMod, TimeType};
use khabar::text::Text;
use serde_json::Value;

use crate::project;

/// The files of times.
const TIMES: [&str; 10] = [
    "DateParser",
    "DatePeriodParser",
    "DateTimeParser",
    "DateTimePeriodParser",
    "DurationParser",
    "HolidayParser",
    "MergedParser",
    "SetParser",
    "TimeParser",
    "TimePeriodParser",
];
/// The files of numbers.
const NUMBERS: [&str; 3] = ["NumberModel", "PercentModel", "NumberRangeModel"];

/// Shares found, per cent.
pub struct Shares {
    /// Of the times.
    pub times: f64,
    /// Of the numbers.
    pub numbers: f64,
}

/// Reads every spec; prints what was missed in the file called `errors`.
pub fn measure(errors: Option<&str>) -> Result<Shares> {
    let folder = project::shared()?.join("times");
    let share = |files: &[&str], judge: fn(&Value, &mut Tally)| -> Result<f64> {
        let (mut found, mut wanted) = (0, 0);
        for name in files {
            let mut tally = Tally { show: errors == Some(name), ..Tally::default() };
            for case in cases(&folder.join(format!("recognizers-{name}.jsonl")))? {
                judge(&case, &mut tally);
            }
            println!("recognizers {name:<22} {:>4} of {:>4}", tally.found, tally.wanted);
            found += tally.found;
            wanted += tally.wanted;
        }
        Ok(100.0 * f64::from(found) / f64::from(wanted))
    };
    Ok(Shares { times: share(&TIMES, judge_times)?, numbers: share(&NUMBERS, judge_numbers)? })
}

#[derive(Default)]
struct Tally {
    found: u32,
    wanted: u32,
    show: bool,
}

impl Tally {
    fn count(&mut self, is_found: bool, case: &Value, wanted: &str, told: &dyn Fn() -> String) {
        self.wanted += 1;
        self.found += u32::from(is_found);
        if self.show && !is_found {
            println!("  {} | wanted {wanted} | found {}", case["text"].as_str().unwrap_or_default(), told());
        }
    }
}

fn cases(path: &Path) -> Result<Vec<Value>> {
    let lines = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    lines.lines().map(|l| Ok(serde_json::from_str(l)?)).collect()
}

/// The words of an expected result, in bytes.
fn span_of(source: &str, result: &Value) -> Option<Span> {
    let words = result["Text"].as_str()?.trim();
    let from = result["Start"].as_u64().unwrap_or(0) as usize;
    let from = source.char_indices().nth(from).map_or(0, |c| c.0);
    let at =
        source.get(from..).and_then(|s| s.find(words)).map(|at| from + at).or_else(|| source.find(words))?;
    Some(Span::from(at..at + words.len()))
}

fn judge_times(case: &Value, tally: &mut Tally) {
    let source = case["text"].as_str().unwrap_or_default();
    let reference: Option<DateTime> = case["reference"].as_str().and_then(|r| r.parse().ok());
    let text = Text::new(source, &[Span::from(0..source.len())], lexicons());
    let found = time::record(&time::times(&text, reference));
    for result in case["results"].as_array().into_iter().flatten() {
        let value = &result["Value"];
        let wanted: Vec<(String, Vec<String>)> = match value["values"].as_array() {
            Some(values) => values.iter().map(|v| (string(&v["timex"]), ends(v))).collect(),
            None => vec![
                (string(&value["Timex"]), ends(&value["PastResolution"])),
                (string(&value["Timex"]), ends(&value["FutureResolution"])),
            ],
        };
        let Some(span) = span_of(source, result) else { continue };
        let near: Vec<&Time> = found.iter().filter(|t| t.span.overlaps(span)).collect();
        let is_found = wanted.iter().any(|(timex, ends)| {
            near.iter().any(|t| is_same(t, timex, ends, reference.is_some())) || spans(&near, timex, ends)
        });
        let told = || near.iter().map(|t| t.value.clone()).collect::<Vec<_>>().join(" ");
        let timex = wanted.first().map(|w| w.0.clone()).unwrap_or_default();
        tally.count(is_found, case, &timex, &told);
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The values of a resolution: a day or time, or both ends.
fn ends(resolution: &Value) -> Vec<String> {
    let keys =
        ["date", "dateTime", "value", "startDate", "startDateTime", "start", "endDate", "endDateTime", "end"];
    keys.iter().filter_map(|k| resolution.get(*k)?.as_str()).map(|s| s.replacen(' ', "T", 1)).collect()
}

/// `T07` and `T07:00` are one.
fn whole(value: &str) -> String {
    let value = value.strip_suffix(":00").filter(|v| v.matches(':').count() == 1).unwrap_or(value);
    value.strip_suffix(":00").filter(|v| v.contains('T') && !v.contains(':')).unwrap_or(value).to_owned()
}

fn is_same(time: &Time, timex: &str, ends: &[String], has_reference: bool) -> bool {
    if whole(&time.value) == whole(timex) || time.value == in_months(timex) {
        return true;
    }
    // The end of a week is a modifier in Khabar's gold, and a value in the specs.
    if time.modifier == Some(TimeMod::End) && timex.strip_suffix("-WE") == Some(&*time.value) {
        return true;
    }
    if time.kind == TimeType::Duration && ends.first().is_some_and(|end| is_interval(time, end, end)) {
        return true;
    }
    let clock = |v: &str| v.split_once('T').map(|(_, clock)| whole(&format!("T{clock}")));
    let is_of_no_day = timex.starts_with('T') && ends.iter().all(|end| !end.contains('-'));
    if timex.starts_with('T') && (!has_reference || is_of_no_day) {
        return clock(&time.value).is_some_and(|c| c == whole(timex));
    }
    if timex.contains("XX") && !timex.starts_with('(') {
        // «الثلاثاء مساء»: the day of the resolution, and the same part of it.
        let part = |v: &str| {
            v.split_once('T').map(|(_, p)| p.to_owned()).filter(|p| p.bytes().all(|b| b.is_ascii_uppercase()))
        };
        if let (Some(a), Some(b)) = (part(timex), part(&time.value)) {
            let day = |v: &str| v.split('T').next().map(str::to_owned);
            return a == b && ends.first().is_some_and(|e| day(e) == day(&time.value));
        }
        return match ends {
            [one] => whole(&time.value) == whole(one),
            [first, last] => is_interval(time, first, last),
            _ => false,
        };
    }
    timex.starts_with('(') && interval_of(timex, ends).is_some_and(|(a, b)| is_interval(time, &a, &b))
}

/// Half a year in months, as TIMEX3 writes it: `P3.5Y` is `P3Y6M`.
fn in_months(timex: &str) -> String {
    timex.replace("P0.5Y", "P6M").replace(".5Y", "Y6M")
}

/// Both ends of a triple; where it leaves the year open, those of the resolution.
fn interval_of(timex: &str, ends: &[String]) -> Option<(String, String)> {
    if timex.contains("XX") {
        return Some((ends.first()?.clone(), ends.get(1)?.clone()));
    }
    let mut parts = timex.trim_matches(['(', ')']).split(',');
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}

/// Whether a time lasts from `first` to before `last`.
fn is_interval(time: &Time, first: &str, last: &str) -> bool {
    time.earliest.as_deref() == Some(first)
        && time.latest.as_deref().is_some_and(|l| l == day_before(last) || l == last)
}

/// Two neighbouring times that are the ends of a range («من 4 إلى 22 يناير» is two times, each with its value; «غدا» before
/// two clock times is a third).
fn spans(near: &[&Time], timex: &str, ends: &[String]) -> bool {
    near.windows(2).any(|two| are_ends(two, timex, ends))
}

fn are_ends(two: &[&Time], timex: &str, ends: &[String]) -> bool {
    let [first, last] = two else { return false };
    if !timex.starts_with('(') {
        return false;
    }
    interval_of(timex, ends).is_some_and(|(a, b)| {
        let day = |value: &Option<String>, wanted: &str| {
            value.as_deref().is_some_and(|v| whole(v) == whole(wanted) || clock_is(v, wanted))
        };
        day(&first.earliest, &a)
            && (day(&last.latest, &b)
                || day(&last.earliest, &b)
                || last.latest.as_deref() == Some(&day_before(&b)))
    })
}

/// Whether an instant has the clock time that the end of a range of clock times names.
fn clock_is(value: &str, wanted: &str) -> bool {
    wanted.starts_with('T')
        && value.split_once('T').is_some_and(|(_, c)| whole(&format!("T{c}")) == whole(wanted))
}

fn day_before(day: &str) -> String {
    day.parse::<Date>()
        .ok()
        .and_then(|d| d.checked_sub(1.day()).ok())
        .map(|d| d.to_string())
        .unwrap_or_default()
}

fn judge_numbers(case: &Value, tally: &mut Tally) {
    let source = case["text"].as_str().unwrap_or_default();
    let text = Text::new(source, &[Span::from(0..source.len())], lexicons());
    let found = number::numbers(&text);
    for result in case["results"].as_array().into_iter().flatten() {
        let Some(span) = span_of(source, result) else { continue };
        let wanted = result.pointer("/Resolution/value").and_then(Value::as_str).unwrap_or_default();
        let near: Vec<&Number> = found.iter().filter(|n| n.span.overlaps(span)).collect();
        let is_found = near.iter().any(|n| is_number(n, wanted));
        let told = || near.iter().map(|n| format!("{:?}", (n.low, n.high))).collect::<Vec<_>>().join(" ");
        tally.count(is_found, case, wanted, &told);
    }
}

fn is_number(number: &Number, wanted: &str) -> bool {
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    let Some((low, high)) = wanted.split_once(',') else {
        let value = wanted.trim_end_matches('%').parse::<f64>().ok();
        return number.value().zip(value).is_some_and(|(a, b)| same(a, b));
    };
    let end = |given: &str, told: Option<f64>| match (
        given.trim_matches(['[', ']', '(', ')']).parse::<f64>(),
        told,
    ) {
        (Ok(given), Some(told)) => same(given, told),
        (Err(_), None) => true,
        _ => false,
    };
    end(low, number.low) && end(high, number.high)
}
