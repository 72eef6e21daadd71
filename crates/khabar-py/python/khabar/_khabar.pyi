"""The compiled part: conversions around the Rust analysis."""

from collections.abc import Iterator

import pyarrow as pa

from khabar._pages import ArrowPages

__version__: str
BATCH_VERSION: str

class Files(Iterator[pa.RecordBatch]):
    def __iter__(self) -> Files: ...
    def __next__(self) -> pa.RecordBatch: ...

def read_json(
    content: str | bytes,
    *,
    id: str | None = None,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    retrieved: str | None = None,
    site: str | None = None,
    charset: str | None = None,
    media_type: str | None = None,
    timezone: str | None = None,
    max_bytes: int | None = None,
    syntax: bool = False,
) -> str: ...
def check_json(json: str) -> str: ...
def record_schema() -> str: ...
def read_batch(
    pages: ArrowPages,
    *,
    timezone: str | None = None,
    max_bytes: int | None = None,
    threads: int | None = None,
) -> pa.RecordBatch: ...
def batch_schema() -> pa.Schema: ...
def page_schema() -> pa.Schema: ...
def layers() -> list[str]: ...
def files(input: str, *, rows: int, max_bytes: int | None = None) -> Files: ...
