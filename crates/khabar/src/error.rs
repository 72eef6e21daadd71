//! What can go wrong at the edges of the core; the analysis itself never fails.

use std::fmt;

/// An error of the record format or of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not a record, or not JSON.
    Json,
    /// A span that does not fit the text, or whose words differ from it.
    Span,
    /// A fact that names another that is not there, or two of one name.
    Reference,
    /// A time or zone given by the caller that cannot be read.
    Time,
    /// A model file that cannot be used.
    Model,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The kind, to match on.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
