//! `cargo xtask cases`: the small inputs of the shared folder, each with what is right of it (`data/cases.md`).
//!
//! A case is right where all of its checks hold. Checks behind `waits: REASON` may fail, for the reason named; as soon as
//! all of them hold, the reason is stale and counts as a fault.

mod check;
mod table;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::project;
use check::Output;
use table::{Case, Step};

/// How the cases came out.
#[derive(Default)]
pub struct Count {
    /// Cases of which every check holds.
    pub right: usize,
    /// Cases that wait, and for no more than what their reasons name.
    pub waiting: usize,
    /// Cases with a check that fails and no reason, or a reason and no check that fails.
    pub wrong: usize,
}

/// What is to be said of a case.
struct Report {
    faults: Vec<String>,
    reasons: Vec<String>,
}

/// Runs the cases whose names contain `only`, prints what is wrong, and fails where a case is wrong without a reason.
pub fn run(shared: &Path, only: Option<&str>) -> Result<()> {
    let count = measure(shared, only)?;
    println!("{} right, {} wait, {} wrong", count.right, count.waiting, count.wrong);
    if count.wrong > 0 {
        bail!("{} cases are wrong without a reason, or have a reason that is stale", count.wrong);
    }
    Ok(())
}

/// As [`run`], without failing.
pub fn measure(shared: &Path, only: Option<&str>) -> Result<Count> {
    let folder = shared.join("cases");
    let table = project::root().join("xtask/data/cases.md");
    let cases = table::parse(&fs::read_to_string(&table)?).with_context(|| table.display().to_string())?;
    every_folder_has_a_case(&folder, &cases)?;
    let khabar = project::khabar()?;
    let mut count = Count::default();
    for case in cases.iter().filter(|c| only.is_none_or(|o| c.name.contains(o))) {
        let report = try_case(case, &folder.join(&case.name), &khabar)?;
        let (slot, word) = match (&report.faults[..], &report.reasons[..]) {
            ([], []) => (&mut count.right, "right"),
            ([], _) => (&mut count.waiting, "waits"),
            _ => (&mut count.wrong, "WRONG"),
        };
        *slot += 1;
        println!("{word}  {}", case.name);
        for line in report.faults.iter().chain(&report.reasons) {
            println!("       {line}");
        }
    }
    Ok(count)
}

fn every_folder_has_a_case(folder: &Path, cases: &[Case]) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        ensure!(cases.iter().any(|c| c.name == name), "data/cases.md has no case «{name}»");
    }
    Ok(())
}

/// Runs the commands of a case in its folder; what they write lies in a folder of its own, `$OUT`.
fn try_case(case: &Case, folder: &Path, khabar: &Path) -> Result<Report> {
    let out = project::scratch()?.join("cases").join(&case.name);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let mut report = Report { faults: Vec::new(), reasons: Vec::new() };
    let mut held_of = vec![true; case.reasons.len()];
    for step in &case.steps {
        let output = execute(step, folder, &out, khabar)?;
        for check in &step.checks {
            let Some(fault) = check.fault(&output) else { continue };
            match check.waits.and_then(|reason| held_of.get_mut(reason)) {
                Some(held) => *held = false,
                None => report.faults.push(format!("{}: {fault}", check.source)),
            }
        }
    }
    for (reason, held) in case.reasons.iter().zip(held_of) {
        if held {
            report
                .faults
                .push(format!("waits: {reason}: all that waits for it is right; take the line away"));
        } else {
            report.reasons.push(reason.clone());
        }
    }
    Ok(report)
}

fn execute(step: &Step, folder: &Path, out: &Path, khabar: &Path) -> Result<Output> {
    let binaries = khabar.parent().context("a binary lies in a folder")?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path =
        std::env::join_paths(std::iter::once(binaries.to_owned()).chain(std::env::split_paths(&path)))?;
    let mut shell = Command::new("sh");
    shell.args(["-c", &step.command]).current_dir(folder).env("PATH", path).env("OUT", out);
    let done = shell.output().with_context(|| step.command.clone())?;
    Ok(Output::new(done.status.code(), &done.stdout, &done.stderr))
}
