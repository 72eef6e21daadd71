//! The pages of files, batch by batch.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3_arrow::PyRecordBatch;

use crate::raise;

/// An iterator over batches of pages.
#[pyclass]
pub struct Files(Mutex<khabar_arrow::Files>);

#[pymethods]
impl Files {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let next = || self.0.lock().unwrap_or_else(PoisonError::into_inner).next();
        let Some(batch) = py.detach(next) else { return Ok(None) };
        PyRecordBatch::new(batch.map_err(raise::batch)?).into_pyarrow(py).map(Some)
    }
}

/// The pages of an input of `khabar read`, in batches of so many rows or 32 MiB.
#[pyfunction]
#[pyo3(signature = (input, *, rows, max_bytes=None))]
pub fn files(py: Python<'_>, input: &str, rows: usize, max_bytes: Option<usize>) -> Files {
    Files(Mutex::new(py.detach(|| khabar_arrow::files(input, rows, max_bytes))))
}
