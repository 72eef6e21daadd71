//! Batches: Arrow in, Arrow out.

use std::num::NonZeroUsize;

use arrow_array::{RecordBatch, RecordBatchReader};
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
    let records = match pages {
        AnyRecordBatch::RecordBatch(batch) => {
            let batch = batch.into_inner();
            py.detach(|| khabar_arrow::read(&batch, &settings)).map_err(raise::batch)?
        }
        AnyRecordBatch::Stream(stream) => {
            // Whoever streams may need the interpreter for the next batch, and takes it then.
            let reader = stream.into_reader()?;
            py.detach(|| joined(reader, &settings)).map_err(raise::batch)?
        }
    };
    PyRecordBatch::new(records).into_pyarrow(py)
}

/// The records of a stream's batches as one batch. Many small batches are read as one, so that all threads have work; where
/// they do not fit into one – its text or its dictionary is too large – one by one.
fn joined(
    reader: Box<dyn RecordBatchReader + Send>,
    settings: &Settings,
) -> khabar_arrow::Result<RecordBatch> {
    let pages = reader.schema();
    let batches = reader.collect::<Result<Vec<_>, _>>()?;
    if let Ok(whole) = concat_batches(&pages, &batches) {
        return khabar_arrow::read(&whole, settings);
    }
    let records: Vec<_> =
        batches.iter().map(|batch| khabar_arrow::read(batch, settings)).collect::<Result<_, _>>()?;
    Ok(concat_batches(&khabar_arrow::schema(), &records)?)
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
