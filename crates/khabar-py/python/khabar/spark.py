"""Khabar on Spark, and on what speaks its protocol (Sail).

    import khabar.spark as ks

    ks.read_pages(spark.read.parquet("pages")).write.parquet("records")
    records = spark.read.parquet("records")
    for layer in ks.TABLES:
        ks.with_month(ks.table(records, layer)).write.partitionBy("month").parquet(f"facts/{layer}")

Every row in is a row out: a page that cannot be read has the reason in `error`, and `rejects` lists those. The package must
be installed wherever executors run.
"""

from collections.abc import Iterable, Iterator
from functools import partial

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql import types as t
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

import khabar

LAYERS = khabar.LAYERS
"""The layers of facts: `blocks` … `commitments`."""

TABLES = ("pages", *LAYERS)
"""What `table` can make: `pages`, and the layers."""

_BESIDE = ("record", "error")

_ARROW: dict[type[t.DataType], pa.DataType] = {
    t.StringType: pa.string(),
    t.BinaryType: pa.binary(),
    t.ByteType: pa.int8(),
    t.ShortType: pa.int16(),
    t.IntegerType: pa.int32(),
    t.LongType: pa.int64(),
    t.DateType: pa.date32(),
    t.TimestampType: pa.timestamp("us", "UTC"),
    t.TimestampNTZType: pa.timestamp("us"),
    t.NullType: pa.null(),
}


def schema(columns: Iterable[str] | None = None) -> StructType:
    """Give the schema of what `read_pages` makes: that of `khabar.batch_schema()`, or these columns of it."""
    whole = khabar.batch_schema()
    return from_arrow_schema(whole if columns is None else pa.schema([whole.field(name) for name in columns]))


def read_pages(
    pages: DataFrame,
    *,
    columns: Iterable[str] | None = None,
    rows: int = 512,
    timezone: str | None = None,
    max_bytes: int | None = None,
) -> DataFrame:
    """Read the pages of a frame: a row of records for each row.

    Args:
        pages: columns as `khabar.read_batch` takes them; others are passed over.
        columns: those of `khabar.batch_schema()` that are wanted; all unless given. What is not wanted is not sent to
            Spark, which a `select` behind cannot do.
        rows: how many pages are read at a time, at most; 64 MiB of pages is the other bound.
        timezone: the zone whose days «اليوم» is counted in, by its IANA name.
        max_bytes: how many bytes of UTF-8 are read of a page; 16 MiB unless given.

    Raises:
        khabar.ColumnError: no column holds pages, or one is of a type that cannot be read; said before the job starts.
        khabar.OptionError: the zone is none.

    """
    khabar.read_batch(_empty(pages.schema), timezone=timezone, max_bytes=max_bytes)
    _at_least_one(rows)
    names = None if columns is None else list(columns)
    read = partial(_read, columns=names, rows=rows, timezone=timezone, max_bytes=max_bytes)
    return pages.mapInArrow(read, schema(names))


def read_files(
    spark: SparkSession,
    paths: Iterable[str],
    *,
    rows: int = 512,
    timezone: str | None = None,
    max_bytes: int | None = None,
) -> DataFrame:
    """Read the pages of files – web archives, JSONL, feeds – with a task for each file.

    Args:
        spark: the session.
        paths: files as every executor sees them.
        rows: as for `read_pages`.
        timezone: as for `read_pages`.
        max_bytes: as for `read_pages`.

    Returns:
        As `read_pages`, and a column `file`: the path that the page is from. A file that cannot be opened, and a page that
        cannot be had, is a row with `error`.

    """
    khabar.read_batch(khabar.page_schema().empty_table(), timezone=timezone, max_bytes=max_bytes)
    _at_least_one(rows)
    names = list(paths)
    read = partial(_read_files, paths=names, rows=rows, timezone=timezone, max_bytes=max_bytes)
    # A range has a part for each number; a frame of paths that is dealt out again may give one part several.
    numbers = spark.range(0, len(names), 1, max(1, len(names)))
    return numbers.mapInArrow(read, schema().add("file", "string"))


def table(records: DataFrame, name: str, *beside: str) -> DataFrame:
    """Make the table of a layer, a fact a row, or of `pages`: the columns of `khabar export`, `page` being the page's id.

    Columns of the frame named in `beside` are kept, such as `file` of `read_files`.
    """
    if name == "pages":
        columns = [column for column in khabar.batch_schema().names if column not in (*LAYERS, *_BESIDE)]
        return rows_read(records).select(*columns, *beside).withColumnRenamed("id", "page")
    facts = records.select(f.col("id").alias("page"), "published", *beside, f.explode(name).alias("fact"))
    return facts.select("page", "published", "fact.*", *beside)


def rows_read(records: DataFrame) -> DataFrame:
    """Leave only the pages that were read."""
    return records.where(f.col("error").isNull())


def rejects(records: DataFrame, *beside: str) -> DataFrame:
    """List the pages that could not be read: `id`, `uri`, `archive_file`, `archive_offset`, `error`, and those `beside`."""
    told = records.where(f.col("error").isNotNull())
    return told.select("id", "uri", "archive_file", "archive_offset", "error", *beside)


def with_month(frame: DataFrame) -> DataFrame:
    """Add `month`, `2021-11`, from `published`: null where a page does not say when it was published."""
    month = f.regexp_extract("published", r"^\d{4}-\d{2}", 0)
    return frame.withColumn("month", f.when(month != "", month))


def _at_least_one(rows: int) -> None:
    if rows < 1:
        raise ValueError(f"rows is {rows}: at least one page is read at a time")


def _empty(schema: StructType) -> pa.Table:
    """Make an empty table of the columns of a frame that are read."""
    known = {*khabar.page_schema().names, "text", "html"}
    columns = {}
    for field in schema.fields:
        if field.name not in known:
            continue
        kind = _ARROW.get(type(field.dataType))
        if kind is None:
            advice = (
                "give string or binary, of what is told of a page also a whole number, a date or a timestamp"
            )
            raise khabar.ColumnError(
                field.name, f"{field.dataType.simpleString()} cannot be read here: {advice}"
            )
        columns[field.name] = pa.array([], kind)
    return pa.table(columns) if columns else pa.table({name: pa.array([]) for name in schema.names})


def _read(
    batches: Iterator[pa.RecordBatch],
    *,
    columns: list[str] | None = None,
    rows: int,
    timezone: str | None,
    max_bytes: int | None,
) -> Iterator[pa.RecordBatch]:
    """Read the pages of a task. A task has one core, so it has one thread."""
    for batch in batches:
        for records in khabar.read_batches(
            batch, rows=rows, timezone=timezone, max_bytes=max_bytes, threads=1
        ):
            yield records if columns is None else records.select(columns)


def _read_files(
    batches: Iterator[pa.RecordBatch],
    *,
    paths: list[str],
    rows: int,
    timezone: str | None,
    max_bytes: int | None,
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for number in batch.column(0).to_pylist():
            path = paths[number]
            pages = khabar.files(path, rows=rows, max_bytes=max_bytes)
            for records in _read(pages, rows=rows, timezone=timezone, max_bytes=max_bytes):
                yield records.append_column("file", pa.array([path] * records.num_rows, pa.string()))
