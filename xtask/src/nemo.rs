//! The number words of NVIDIA's `NeMo` text processing for Arabic: third-party lines, written and in digits.
//!
//! The side in words is read; what it must say is the side in digits, where a comma stands before a decimal. A line of money
//! counts when its amounts make up the sum («سبعة دولار وخمسون سنت» is 7.50), any other when one number of the whole line has
//! the value. Left out are the lines of the whitelist, which hold no number. Lines whose words also say something else are
//! counted and missed: «ثمن» (a price), «سبعين» (seventy) for 2/7, «مئة وواحد وخمسون من مئة» for 101.50.

use std::fs;

use anyhow::{Context, Result};
use khabar::Span;
use khabar::facts::{number, quantity};
use khabar::lexicon::lexicons;
use khabar::record::Dimension;
use khabar::text::Text;

use crate::project;

/// The part of a file's name that says that it holds no numbers.
const NO_NUMBERS: &str = "whitelist";

/// The share of lines that are read as they should be, per cent; `show` prints the others.
pub fn measure(show: bool) -> Result<f64> {
    let folder = project::shared()?.join("times/nemo");
    let files = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    let mut files: Vec<_> = files.filter_map(|f| Some(f.ok()?.path())).collect();
    files.sort();
    files.retain(|f| !f.to_string_lossy().contains(NO_NUMBERS));
    let (mut right, mut wanted) = (0, 0);
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let before = (right, wanted);
        for line in fs::read_to_string(&file)?.lines() {
            let Some((one, other)) = line.split_once('~') else { continue };
            let is_digits = |side: &str| side.chars().any(|c| c.is_ascii_digit());
            let (words, digits) = if is_digits(one) { (other, one) } else { (one, other) };
            let Some(value) = value_of(digits) else { continue };
            let is_right = if name.contains("money") { sum(words) } else { whole(words) }
                .is_some_and(|found| (found - value).abs() < 1e-6 * value.abs().max(1.0));
            wanted += 1;
            right += u32::from(is_right);
            if show && !is_right {
                println!("  {words} | wanted {value}");
            }
        }
        println!("nemo {name:<55} {:>4} of {:>4}", right - before.0, wanted - before.1);
    }
    Ok(100.0 * f64::from(right) / f64::from(wanted))
}

/// What a side in digits says: «20 1/3», «6,88», «$7.50», «%12».
fn value_of(digits: &str) -> Option<f64> {
    let plain: String = digits
        .chars()
        .map(|c| if c == ',' { '.' } else { c })
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | ' '))
        .collect();
    plain.trim_matches([' ', '.']).split(' ').filter(|p| !p.is_empty()).try_fold(0.0, |sum, part| {
        let value = match part.split_once('/') {
            Some((over, under)) => over.parse::<f64>().ok()? / under.parse::<f64>().ok()?,
            None => part.trim_matches('.').parse().ok()?,
        };
        Some(sum + value)
    })
}

fn text(words: &str) -> Text<'_> {
    Text::new(words, &[Span::from(0..words.len())], lexicons())
}

/// The one number of a line.
fn whole(words: &str) -> Option<f64> {
    match number::numbers(&text(words)).as_slice() {
        [one] => one.value(),
        _ => None,
    }
}

/// The sum of the amounts of money of a line; cents are hundredths.
fn sum(words: &str) -> Option<f64> {
    let found = quantity::quantities(&text(words), &[], &[]);
    let money = found.iter().filter(|q| q.dimension == Dimension::Money);
    let cents = |q: &khabar::record::Quantity| q.unit.is_some_and(|u| u.of(words).starts_with("سنت"));
    money.map(|q| Some(q.value? / if cents(q) { 100.0 } else { 1.0 })).sum()
}
