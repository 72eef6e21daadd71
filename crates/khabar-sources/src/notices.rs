//! What a run should hear of beside its pages.

use std::sync::{Arc, Mutex};

/// Most that are kept until somebody takes them.
const MOST: usize = 1_000;

/// Words about what was passed over and is no fault: files of a folder that hold no pages, records of an archive that
/// point at others. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Notices(Arc<Mutex<Vec<String>>>);

impl Notices {
    /// Leaves a word of one line.
    pub fn leave(&self, notice: String) {
        if let Ok(mut notices) = self.0.lock()
            && notices.len() < MOST
        {
            notices.push(notice);
        }
    }

    /// Takes what was left.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        self.0.lock().map(|mut notices| std::mem::take(&mut *notices)).unwrap_or_default()
    }
}

/// Counts of kinds in one line: «3 .pdf, 1 .md».
#[derive(Debug, Default)]
pub struct Kinds(std::collections::BTreeMap<String, usize>);

/// Most kinds that are told.
const KINDS: usize = 12;

impl Kinds {
    /// Counts one of a kind.
    pub fn add(&mut self, kind: impl Into<String>) {
        *self.0.entry(kind.into()).or_default() += 1;
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }
}

impl std::fmt::Display for Kinds {
    /// The commonest first.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut kinds: Vec<_> = self.0.iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let told: Vec<String> =
            kinds.iter().take(KINDS).map(|(kind, count)| format!("{count} {kind}")).collect();
        let more = if kinds.len() > KINDS { " and other kinds" } else { "" };
        write!(f, "{}{more}", told.join(", "))
    }
}
