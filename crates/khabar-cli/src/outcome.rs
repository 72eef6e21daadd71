//! How a command ended: the exit statuses of the whole project.

use std::process::ExitCode;

/// How many inputs were done and how many were rejected.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    done: usize,
    rejected: usize,
}

/// Tells in one line on standard error of what is no fault.
pub fn note(notice: &str) {
    anstream::eprintln!("khabar: note: {}", notice.replace('\n', " "));
}

impl Outcome {
    /// With so many more done.
    pub fn with_done(mut self, count: usize) -> Self {
        self.done += count;
        self
    }

    /// With so many more rejected, of which was told elsewhere.
    pub fn with_rejected(mut self, count: usize) -> Self {
        self.rejected += count;
        self
    }

    /// Wrong usage, or nothing to work on, told in one line on standard error.
    pub fn refused(reason: &str) -> Self {
        let mut outcome = Self::default();
        outcome.reject(reason);
        outcome
    }

    /// Tells of a rejected input in one line on standard error, and counts it.
    pub fn reject(&mut self, reason: &str) {
        self.rejected += 1;
        anstream::eprintln!("khabar: {}", reason.replace('\n', " "));
    }

    /// Counts an input that was done.
    pub fn done(&mut self) {
        self.done += 1;
    }

    /// How many were done.
    pub const fn count(self) -> usize {
        self.done
    }

    /// 0 all done; 2 nothing readable; 3 some rejected. (1, an internal error, is an `Err` of the command; clap exits
    /// with 2 on wrong usage.)
    pub fn code(self) -> ExitCode {
        match (self.done, self.rejected) {
            (0, _) => ExitCode::from(2),
            (_, 0) => ExitCode::SUCCESS,
            _ => ExitCode::from(3),
        }
    }
}
