//! What is wrong with a whole batch; what is wrong with a page stands in its row.

/// A batch that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A column is missing or holds what it should not.
    #[error("column «{column}»: {reason}")]
    Column {
        /// Which.
        column: String,
        /// What is the matter with it.
        reason: String,
    },
    /// Arrays that do not fit together, or more than 2 GiB of text in one column.
    #[error("Arrow: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
    /// More than a column can hold.
    #[error("a column of the result would be larger than 2 GiB ({0}): read fewer rows at a time")]
    Large(String),
    /// A thread ended before its work was done.
    #[error("a thread of the analysis was lost")]
    Thread,
}

impl Error {
    pub(crate) fn column(column: &str, reason: impl Into<String>) -> Self {
        Self::Column { column: column.to_owned(), reason: reason.into() }
    }
}
