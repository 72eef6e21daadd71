//! What a case may ask of the output of a command.
//!
//! ```text
//! exit 2                            the exit status
//! stderr «no such zone»             words of an output; «no stderr «…»» where they must not be there
//! warnings «visual order»           words of a warning
//! article published=2021-11-02…     a field; `…` stands for anything, `-` for nothing
//! times «اليوم» value=2021-11-02    a fact with these words and fields; «no times …» where there must be none
//! 3 mentions «قره باغ» label=LOC    just so many of them
//! 2 lines                           so many JSON objects, records or answers, were printed
//! 2: article title=خبر              of the second record; else of any, and «no» and a number count in all
//! ```

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// A check of a case.
#[derive(Debug)]
pub struct Check {
    /// As the table writes it.
    pub source: String,
    /// What is asked.
    pub test: Test,
    /// The number of the reason for which it may fail.
    pub waits: Option<usize>,
}

/// What is asked of an output.
#[derive(Debug)]
pub enum Test {
    /// The exit status.
    Exit(i32),
    /// Words of standard output or standard error.
    Words { is_error: bool, negated: bool, words: Pattern },
    /// Facts of the records.
    Facts { record: Option<usize>, count: Count, layer: String, words: Option<Pattern>, fields: Vec<Field> },
}

/// How many are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Some,
    Just(usize),
}

type Field = (String, Pattern);

/// Words in which `…` stands for anything.
#[derive(Debug)]
pub struct Pattern(String);

impl Pattern {
    fn fits(&self, words: &str) -> bool {
        let mut parts = self.0.split('…');
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = words.strip_prefix(first) else { return false };
        let mut last = None;
        for part in parts {
            if let Some(middle) = last.replace(part) {
                let Some((_, behind)) = rest.split_once(middle) else { return false };
                rest = behind;
            }
        }
        last.map_or(rest.is_empty(), |end| rest.ends_with(end))
    }

    fn is_in(&self, words: &str) -> bool {
        Self(format!("…{}…", self.0)).fits(words)
    }
}

/// What a command printed.
pub struct Output {
    exit: Option<i32>,
    stdout: String,
    stderr: String,
    lines: Vec<Value>,
}

impl Output {
    /// Of the bytes of both outputs.
    pub fn new(exit: Option<i32>, stdout: &[u8], stderr: &[u8]) -> Self {
        let stdout = String::from_utf8_lossy(stdout).into_owned();
        let lines = stdout.lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
        Self { exit, lines, stderr: String::from_utf8_lossy(stderr).into_owned(), stdout }
    }
}

impl Test {
    /// Reads a check.
    pub fn parse(source: &str) -> Result<Self> {
        let (record, source) = match source.split_once(": ") {
            Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => {
                (Some(number.parse()?), rest)
            }
            _ => (None, source),
        };
        let (first, rest) = source.split_once(' ').unwrap_or((source, ""));
        let (count, source) = match (first, first.parse()) {
            ("no", _) => (Count::Just(0), rest),
            (_, Ok(number)) => (Count::Just(number), rest),
            _ => (Count::Some, source),
        };
        let (layer, rest) = source.split_once(' ').unwrap_or((source, ""));
        ensure!(!layer.is_empty(), "what is counted is not named");
        if layer == "exit" {
            return Ok(Self::Exit(rest.parse()?));
        }
        let (words, mut rest) = match rest.strip_prefix('«') {
            Some(words) => {
                let (words, rest) = words.split_once('»').context("» is missing")?;
                (Some(Pattern(words.to_owned())), rest)
            }
            None => (None, rest),
        };
        if matches!(layer, "stdout" | "stderr") {
            let words = words.context("«words» are missing")?;
            return Ok(Self::Words { is_error: layer == "stderr", negated: count == Count::Just(0), words });
        }
        let mut fields = Vec::new();
        while !rest.trim().is_empty() {
            let (name, value) = rest.split_once('=').context("a field is NAME=VALUE")?;
            let (value, behind) = match value.strip_prefix('«') {
                Some(value) => value.split_once('»').context("» is missing")?,
                None => value.split_once(' ').unwrap_or((value, "")),
            };
            fields.push((name.trim().to_owned(), Pattern(value.to_owned())));
            rest = behind;
        }
        Ok(Self::Facts { record, count, layer: layer.to_owned(), words, fields })
    }
}

impl Check {
    /// What is wrong, if anything.
    pub fn fault(&self, output: &Output) -> Option<String> {
        match &self.test {
            Test::Exit(status) if output.exit == Some(*status) => None,
            Test::Exit(_) => Some(format!("it is {:?}; {}", output.exit, output.stderr.trim())),
            Test::Words { is_error, negated, words } => {
                let printed = if *is_error { &output.stderr } else { &output.stdout };
                (words.is_in(printed) == *negated).then(|| format!("it is «{}»", short(printed)))
            }
            Test::Facts { record, count, layer, words, fields } => {
                let all = output.lines.iter().enumerate();
                let records = all.filter(|(at, _)| record.is_none_or(|r| r == at + 1)).map(|(_, r)| r);
                let facts: Vec<(String, &Value)> = records.flat_map(|r| facts(r, layer)).collect();
                let is_meant = |(text, fact): &&(String, &Value)| {
                    let is_warning = layer == "warnings";
                    words.as_ref().is_none_or(|w| if is_warning { w.is_in(text) } else { w.fits(text) })
                        && fields.iter().all(|(name, value)| value.fits(&field(fact, name)))
                };
                let found = facts.iter().filter(is_meant).count();
                let is_right = match count {
                    Count::Some => found > 0,
                    Count::Just(wanted) => found == *wanted,
                };
                let there =
                    || facts.iter().map(|(words, fact)| shown(words, fact, fields)).collect::<Vec<_>>();
                (!is_right).then(|| format!("{found} of {}: {}", facts.len(), short(&there().join(" | "))))
            }
        }
    }
}

/// The facts of a layer with the words that name each.
fn facts<'r>(record: &'r Value, layer: &str) -> Vec<(String, &'r Value)> {
    let part = match layer {
        "lines" => return vec![(String::new(), record)],
        "statements" => "content",
        "events" => "trigger",
        "commitments" => "action",
        "roles" => "role",
        _ => "",
    };
    let found = record.get(layer).unwrap_or(&Value::Null);
    match found {
        Value::Array(facts) => facts.iter().map(|f| (words(record, f.get(part).unwrap_or(f)), f)).collect(),
        Value::Null => Vec::new(),
        one => vec![(String::new(), one)],
    }
}

/// The words of a fact: its own, its name, or those at its place.
fn words(record: &Value, fact: &Value) -> String {
    let own = fact.as_str().or_else(|| fact.get("text").or_else(|| fact.get("name"))?.as_str());
    let at = |end: &str| fact.get(end).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    match (own, at("start"), at("end"), record.get("text").and_then(Value::as_str)) {
        (Some(own), ..) => own.to_owned(),
        (None, Some(start), Some(end), Some(text)) => text.chars().skip(start).take(end - start).collect(),
        _ => String::new(),
    }
}

/// A field as a case writes it; `marks.0.text` goes into what a field holds.
fn field(fact: &Value, name: &str) -> String {
    match fact.pointer(&format!("/{}", name.replace('.', "/"))) {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(words)) => words.clone(),
        Some(Value::Object(span)) if span.contains_key("text") => {
            span.get("text").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        Some(other) => other.to_string().trim_end_matches(".0").to_owned(),
    }
}

/// A fact as a fault shows it: its words, and the fields that were asked for.
fn shown(words: &str, fact: &Value, fields: &[Field]) -> String {
    let named = fields.iter().map(|(name, _)| format!("{name}={}", field(fact, name)));
    std::iter::once(short(words)).chain(named).collect::<Vec<_>>().join(" ")
}

fn short(words: &str) -> String {
    const MOST: usize = 400;
    let words = words.trim();
    if words.chars().count() <= MOST {
        words.to_owned()
    } else {
        words.chars().take(MOST).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(source: &str, output: &str) -> bool {
        let check = Check { source: source.to_owned(), test: Test::parse(source).unwrap(), waits: None };
        check.fault(&Output::new(Some(0), output.as_bytes(), b"khabar: no such zone")).is_none()
    }

    const RECORDS: &str = concat!(
        r#"{"text":"جسر جديد","article":{"title":"خبر","published":"2021-11-02T10:00"},"#,
        r#""warnings":["cut at 5 bytes"],"times":[{"text":"غدا","value":"2021-11-03"}],"#,
        r#""blocks":[{"start":0,"end":3}],"quantities":[{"text":"5","value":5.0}]}"#,
        "\n",
        r#"{"text":"","article":{"title":"ثان"},"times":[]}"#
    );

    #[test]
    fn what_holds() {
        for check in [
            "exit 0",
            "stderr «such zone»",
            "no stderr «panic»",
            "2 lines",
            "article published=2021-11-02…",
            "2: article published=- title=ثان",
            "warnings «5…bytes»",
            "times «غدا» value=2021-11-03",
            "1 times",
            "2: no times",
            "no times value=2021",
            "blocks «جسر»",
            "quantities value=5",
        ] {
            assert!(holds(check, RECORDS), "{check}");
        }
    }

    #[test]
    fn what_does_not_hold() {
        for check in [
            "exit 2",
            "no stderr «zone»",
            "3 lines",
            "article published=2021",
            "1: article title=ثان",
            "no times",
            "2 times",
            "times «غد»",
            "mentions «جسر»",
            "quantities value=…6",
        ] {
            assert!(!holds(check, RECORDS), "{check}");
        }
    }
}
