//! Batches: Arrow in, Arrow out.

use std::num::NonZeroUsize;

use arrow_array::RecordBatchReader as _;
use arrow_select::concat::concat_batches;
use khabar_arrow::Settings;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PyRecordBatch, PySchema};

use crate::page::options;
use crate::raise;

/// The records of a batch of pages.
#[pyfunction]
#[pyo3(signature = (pages, *, timezone=None, max_bytes=None, threads=None))]
pub fn read_batch<'py>(
    py: Python<'py>,
    pages: AnyRecordBatch,
    timezone: Option<&str>,
    max_bytes: Option<usize>,
    threads: Option<NonZeroUsize>,
) -> PyResult<Bound<'py, PyAny>> {
    let settings = Settings { options: options(timezone, max_bytes)?, threads };
    let batch = match pages {
        AnyRecordBatch::RecordBatch(batch) => batch.into_inner(),
        AnyRecordBatch::Stream(stream) => {
            // Whoever streams may need the interpreter for the next batch, and takes it then.
            let reader = stream.into_reader()?;
            let joined = py.detach(|| {
                let schema = reader.schema();
                let batches = reader.collect::<Result<Vec<_>, _>>()?;
                concat_batches(&schema, &batches)
            });
            joined.map_err(|fault| raise::batch(fault.into()))?
        }
    };
    let records = py.detach(|| khabar_arrow::read(&batch, &settings)).map_err(raise::batch)?;
    PyRecordBatch::new(records).into_pyarrow(py)
}

/// The schema of a batch of records.
#[pyfunction]
pub fn batch_schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    PySchema::new(khabar_arrow::schema()).into_pyarrow(py)
}

/// The schema of the pages of files.
#[pyfunction]
pub fn page_schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    PySchema::new(khabar_arrow::page_schema()).into_pyarrow(py)
}

/// The names of the layers.
#[pyfunction]
pub fn layers() -> Vec<&'static str> {
    khabar_arrow::LAYERS.clone()
}
