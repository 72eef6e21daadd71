//! `khabar._khabar`: what the Python package `khabar` is built on. Conversions only; the work is that of `khabar-arrow`.
//!
//! The functions are documented where Python sees them: in `python/khabar/`.

mod batch;
mod files;
mod page;
mod raise;

use pyo3::prelude::*;

/// The module.
#[pymodule]
mod _khabar {
    #[pymodule_export]
    use super::batch::{batch_schema, layers, page_schema, read_batch};
    #[pymodule_export]
    use super::files::{Files, files};
    #[pymodule_export]
    use super::page::{check_json, read_json, record_schema};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("BATCH_VERSION", khabar_arrow::VERSION)
    }
}
