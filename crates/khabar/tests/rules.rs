//! Every rule fires on its own example.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds a fault"
)]

use khabar::facts::rule;
use khabar::{Input, Options, read};

/// The rules that speak in a record of the example, told as the body of a page or as its headline.
fn rules_on(example: &str, title: Option<&str>) -> String {
    let input = Input {
        bytes: example.as_bytes(),
        title,
        published: Some("2021-11-04T16:44:29"),
        ..Input::default()
    };
    read(&input, &Options::default()).to_json().expect("spans of a record lie on characters")
}

#[test]
fn every_rule_fires_on_its_example() {
    let mut silent = Vec::new();
    for rule in rule::all() {
        let name = format!("\"{}\"", rule.by);
        let fires = rules_on(rule.example, None).contains(&name)
            || rules_on("هذا متن قصير للخبر.", Some(rule.example)).contains(&name);
        if !fires {
            silent.push(format!("{}: «{}»", rule.by, rule.example));
        }
    }
    assert!(silent.is_empty(), "silent on their examples:\n{}", silent.join("\n"));
}

#[test]
fn names_of_rules_are_unique_and_reasons_given() {
    let mut names: Vec<_> = rule::all().map(|r| r.by).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(rule::all().all(|r| !r.why.is_empty() && r.by.contains('@')));
}
