//! One page, and records on the way back.

use khabar::{Input, Media, Options, Record};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::raise::{Error, OptionError, PageError, RecordError};

/// What holds for every page, from what Python says.
pub fn options(timezone: Option<&str>, max_bytes: Option<usize>) -> PyResult<Options> {
    let options = timezone.map_or_else(|| Ok(Options::default()), Options::in_zone);
    let options = options.map_err(|fault| OptionError::new_err(fault.to_string()))?;
    Ok(match max_bytes {
        Some(limit) => options.with_limit(limit),
        None => options,
    })
}

/// A page as text or as bytes.
#[derive(FromPyObject)]
pub enum Content<'py> {
    Text(Bound<'py, PyString>),
    Bytes(Bound<'py, PyBytes>),
}

/// The record of a page as JSON.
#[pyfunction]
#[pyo3(signature = (
    content, *, id=None, url=None, title=None, published=None, retrieved=None, site=None, charset=None,
    media_type=None, timezone=None, max_bytes=None, syntax=false
))]
#[allow(clippy::too_many_arguments, clippy::needless_pass_by_value, reason = "arguments as Python has them")]
pub fn read_json(
    py: Python<'_>,
    content: Content<'_>,
    id: Option<&str>,
    url: Option<&str>,
    title: Option<&str>,
    published: Option<&str>,
    retrieved: Option<&str>,
    site: Option<&str>,
    charset: Option<&str>,
    media_type: Option<&str>,
    timezone: Option<&str>,
    max_bytes: Option<usize>,
    syntax: bool,
) -> PyResult<String> {
    let media = match media_type {
        None => Media::Unknown,
        Some("text/plain") => Media::Text,
        Some("text/html") => Media::Html,
        Some(other) => {
            let reason = format!("media_type is «{other}»: give text/plain or text/html");
            return Err(OptionError::new_err(reason));
        }
    };
    let mut options = options(timezone, max_bytes)?;
    if syntax {
        options = options.with_syntax();
    }
    let id = id.or(url);
    // Half of a surrogate pair is no character: it becomes U+FFFD.
    let text = match &content {
        Content::Text(text) => text.to_string_lossy(),
        Content::Bytes(_) => "".into(),
    };
    let (bytes, charset) = match &content {
        Content::Text(_) => (text.as_bytes(), Some("utf-8")),
        Content::Bytes(bytes) => (bytes.as_bytes(), charset),
    };
    let input = Input {
        bytes,
        media,
        id,
        uri: url,
        title,
        published,
        site,
        charset,
        retrieved,
        archive: None,
        warnings: &[],
    };
    let read = py.detach(|| khabar_arrow::analyse(&input, &options));
    let read = read.map_err(|reason| PageError::new_err((id.map(str::to_owned), reason)))?;
    Ok(read.json)
}

/// The JSON of a record as `khabar read --format jsonl` writes it; refuses one that contradicts itself.
#[pyfunction]
pub fn check_json(py: Python<'_>, json: &str) -> PyResult<String> {
    let checked = py.detach(|| Record::from_json(json)?.to_wire());
    let wire = checked.map_err(|fault| RecordError::new_err(fault.to_string()))?;
    py.detach(|| serde_json::to_string(&wire)).map_err(|fault| Error::new_err(fault.to_string()))
}

/// The JSON Schema of a record.
#[pyfunction]
pub fn record_schema() -> PyResult<String> {
    serde_json::to_string(&khabar::record::schema()).map_err(|fault| Error::new_err(fault.to_string()))
}
