//! The table of cases: which commands are run, and what must come out.

use anyhow::{Context, Result, ensure};

use super::check::{Check, Test};

/// A case: a folder of inputs.
#[derive(Debug)]
pub struct Case {
    /// The name of its folder.
    pub name: String,
    /// What is run, in order.
    pub steps: Vec<Step>,
    /// What checks wait for.
    pub reasons: Vec<String>,
}

/// A command of the shell and what must come of it.
#[derive(Debug)]
pub struct Step {
    /// As the shell takes it.
    pub command: String,
    /// What is looked at.
    pub checks: Vec<Check>,
}

/// Reads `## CASE`, `$ command`, `- check`, `waits: REASON`; a reason holds for the checks behind it, up to the next
/// command. Other lines are for people.
pub fn parse(source: &str) -> Result<Vec<Case>> {
    let mut cases: Vec<Case> = Vec::new();
    let mut waits = None;
    for (number, line) in source.lines().enumerate() {
        let place = || format!("line {}: {line}", number + 1);
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.trim().to_owned(), steps: Vec::new(), reasons: Vec::new() });
            waits = None;
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(command) = line.strip_prefix("$ ") {
            case.steps.push(Step { command: command.to_owned(), checks: Vec::new() });
            waits = None;
        } else if let Some(reason) = line.strip_prefix("waits: ") {
            let known = case.reasons.iter().position(|r| r == reason);
            waits = Some(known.unwrap_or(case.reasons.len()));
            if known.is_none() {
                case.reasons.push(reason.to_owned());
            }
        } else if let Some(words) = line.strip_prefix("- ") {
            let step =
                case.steps.last_mut().with_context(place).context("a check stands behind a command")?;
            let test = Test::parse(words).with_context(place)?;
            step.checks.push(Check { source: words.to_owned(), test, waits });
        }
    }
    for case in &cases {
        let is_tested = case.steps.iter().any(|s| !s.checks.is_empty());
        ensure!(is_tested, "{}: nothing is checked", case.name);
    }
    Ok(cases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_holds_up_to_the_next_command() {
        let cases =
            parse("# Cases\n## a\n$ one\n- exit 0\nwaits: times: x\n- 1 times\n$ two\n- exit 2\n").unwrap();
        let waits: Vec<_> = cases[0].steps.iter().flat_map(|s| &s.checks).map(|c| c.waits).collect();
        assert_eq!(waits, [None, Some(0), None]);
        assert_eq!(cases[0].reasons, ["times: x"]);
    }

    #[test]
    fn what_tests_nothing_is_refused() {
        assert!(parse("## a\n$ one\n").is_err());
        assert!(parse("## a\n- exit 0\n").is_err());
        assert!(parse("## a\n$ one\n- times «x\n").is_err());
    }
}
