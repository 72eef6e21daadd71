"""Pages in, records out."""

import json
from collections.abc import Iterator
from os import PathLike, fspath
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from khabar import _khabar
from khabar.record import Record

LAYERS: tuple[str, ...] = tuple(_khabar.layers())
"""The layers of facts, in the order of their columns: `blocks` … `commitments`."""

_SLICE_BYTES = 64 << 20


class ArrowArray(Protocol):
    """What hands over one batch through Arrow's C data interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> Any: ...


class ArrowStream(Protocol):
    """What hands over a stream of batches through Arrow's C data interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any: ...


ArrowPages = ArrowArray | ArrowStream
"""A pyarrow table or batch, a frame of pandas or polars, and whatever else is Arrow."""


def read(
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
) -> Record:
    """Read one page.

    Args:
        content: the page: text, or bytes in any encoding that Arabic pages are in.
        id: the page's name; else `url`, else the hash of the content.
        url: its address.
        title: its headline, where it is not in the content.
        published: when it was published, ISO 8601, where the page does not say; what cannot be read is a warning.
        retrieved: when it was fetched, ISO 8601: «منذ 3 ساعات» is counted from it.
        site: the name of the site.
        charset: the encoding of bytes, where the page does not say or says it wrongly.
        media_type: `text/plain` or `text/html`; without it the content tells.
        timezone: the zone whose days «اليوم» is counted in, by its IANA name.
        max_bytes: how many bytes of UTF-8 are read; 16 MiB unless given. What is behind is left out with a warning.
        syntax: whether sentences hold their words and trees: `record.sentences[0].words`.

    Raises:
        PageError: there is no text in it.
        OptionError: the zone or the media type is none.

    """
    return Record._of(
        _khabar.read_json(
            content,
            id=id,
            url=url,
            title=title,
            published=published,
            retrieved=retrieved,
            site=site,
            charset=charset,
            media_type=media_type,
            timezone=timezone,
            max_bytes=max_bytes,
            syntax=syntax,
        )
    )


def read_batch(
    pages: ArrowPages,
    *,
    timezone: str | None = None,
    max_bytes: int | None = None,
    threads: int | None = None,
) -> pa.RecordBatch:
    """Read a batch of pages: one row of the result for each row, in the same order.

    Args:
        pages: a pyarrow table or batch, a pandas or polars frame, or whatever else is Arrow by `__arrow_c_stream__` or
            `__arrow_c_array__`. Its columns: `content`, `text` or `html` (string or binary; the first of `html`, `text`,
            `content` that has words is the page), and where known `id`, `url`, `title`, `published`, `retrieved`, `site`,
            `charset`, `media_type`. Others are passed over.
        timezone: as for `read`.
        max_bytes: as for `read`.
        threads: how many threads read; as many as there are cores unless given. The interpreter is free meanwhile.

    Returns:
        A batch of `batch_schema()`. A page that cannot be read is a row whose `error` says why.

    Raises:
        ColumnError: no column holds pages, or one is of a type that cannot be read.
        OptionError: the zone is none.
        Error: a column of the result would be larger than 2 GiB: read fewer rows at a time, or use `read_batches`.

    """
    return _khabar.read_batch(pages, timezone=timezone, max_bytes=max_bytes, threads=threads)


def read_batches(
    pages: Any,
    *,
    rows: int = 512,
    timezone: str | None = None,
    max_bytes: int | None = None,
    threads: int | None = None,
) -> Iterator[pa.RecordBatch]:
    """Read a stream of pages, a batch of at most `rows` rows or 64 MiB of pages at a time, whatever its own batches are.

    Memory does not grow with the length of the stream. The rows come in its order; arguments and errors are those of
    `read_batch`, and ValueError where `rows` is less than one. A pyarrow batch, table or reader, or anything with
    `__arrow_c_stream__`, is a stream.
    """
    if rows < 1:
        raise ValueError(f"rows is {rows}: at least one page is read at a time")
    batches = [pages] if isinstance(pages, pa.RecordBatch) else pa.RecordBatchReader.from_stream(pages)
    for batch in batches:
        for part in _slices(batch, rows):
            yield read_batch(part, timezone=timezone, max_bytes=max_bytes, threads=threads)


def _slices(batch: pa.RecordBatch, rows: int) -> Iterator[pa.RecordBatch]:
    """Slices of at most `rows` rows; halved while they hold more than 64 MiB, down to one row."""
    waiting = [batch.slice(at, rows) for at in reversed(range(0, batch.num_rows, rows))]
    while waiting:
        part = waiting.pop()
        if part.num_rows > 1 and _bytes(part) > _SLICE_BYTES:
            half = part.num_rows // 2
            waiting += [part.slice(half), part.slice(0, half)]
        else:
            yield part


def _bytes(batch: pa.RecordBatch) -> int:
    """Bytes of the pages of a batch. `nbytes` of a slice of views counts all that its views could point into."""
    return sum(
        _length(batch.column(name)) for name in ("content", "text", "html") if name in batch.schema.names
    )


def _length(column: pa.Array) -> int:
    if pa.types.is_dictionary(column.type):
        lengths = pc.binary_length(column.dictionary.cast(pa.large_binary())).take(column.indices)
        return pc.sum(lengths).as_py() or 0
    if column.type in (pa.string_view(), pa.binary_view()):
        column = column.cast(pa.large_binary())
    elif not (
        pa.types.is_large_string(column.type) or pa.types.is_large_binary(column.type)
    ) and column.type not in (
        pa.string(),
        pa.binary(),
    ):
        return int(column.nbytes)
    return pc.sum(pc.binary_length(column)).as_py() or 0


def files(
    input: str | PathLike[str], *, rows: int = 512, max_bytes: int | None = None
) -> Iterator[pa.RecordBatch]:
    """Give the pages of a file, a folder or an address: whatever `khabar read` takes, packed or not.

    Text, HTML, JSONL, CSV, feeds, WARC, WET, PDF, DOCX, ODT, e-mail, exported chats. The batches have at most `rows` rows
    or 32 MiB and the columns of `page_schema()`; `read_batch` reads them. A page that cannot be had is a row whose
    `error` says why, and stays one when it is read; one whose `id` is the input itself says that the input cannot be
    opened. `max_bytes` is that of `read_batch`, where it is not the usual one.
    """
    return _khabar.files(fspath(input), rows=rows, max_bytes=max_bytes)


def batch_schema() -> pa.Schema:
    """Give the Arrow schema of a batch of records; its metadata has the version, `khabar.schema`."""
    return _khabar.batch_schema()


def page_schema() -> pa.Schema:
    """Give the Arrow schema of the pages of `files`."""
    return _khabar.page_schema()


def record_schema() -> dict[str, Any]:
    """Give the JSON Schema of a record."""
    schema: dict[str, Any] = json.loads(_khabar.record_schema())
    return schema
