//! Errors as the exceptions of the package.

use pyo3::PyErr;
use pyo3::import_exception;

import_exception!(khabar._errors, ColumnError);
import_exception!(khabar._errors, Error);
import_exception!(khabar._errors, OptionError);
import_exception!(khabar._errors, PageError);
import_exception!(khabar._errors, RecordError);

/// What is wrong with a batch.
pub fn batch(fault: khabar_arrow::Error) -> PyErr {
    match fault {
        khabar_arrow::Error::Column { column, reason } => ColumnError::new_err((column, reason)),
        other => Error::new_err(other.to_string()),
    }
}
