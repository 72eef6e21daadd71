"""Khabar: reads Arabic news into records of facts, each tied to its exact characters.

`read` takes one page, `read_batch` a batch of pages in Arrow, `read_batches` a stream of them, `files` the pages of files
such as web archives. `khabar.spark` does the same on a cluster. The analysis is the one of the command line: the same
page gives the same record.

Positions count Unicode code points, so that `record.text[span.start:span.end]` is `span.text`.
"""

from khabar._errors import ColumnError, Error, OptionError, PageError, RecordError
from khabar._khabar import BATCH_VERSION, __version__
from khabar._pages import (
    LAYERS,
    batch_schema,
    files,
    page_schema,
    read,
    read_batch,
    read_batches,
    record_schema,
)
from khabar.record import Record

__all__ = [
    "BATCH_VERSION",
    "LAYERS",
    "ColumnError",
    "Error",
    "OptionError",
    "PageError",
    "Record",
    "RecordError",
    "__version__",
    "batch_schema",
    "files",
    "page_schema",
    "read",
    "read_batch",
    "read_batches",
    "record_schema",
]
