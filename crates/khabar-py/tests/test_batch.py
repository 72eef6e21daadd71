"""Batches: Arrow in, Arrow out."""

import datetime as dt
import multiprocessing
from pathlib import Path
from typing import Any

import khabar
import pyarrow as pa
import pytest
from conftest import ROOT, Page, as_table

SENTENCE = "أعلنت بغداد، الخميس، إجلاء أكثر من 2100 شحنة."


def of(records: pa.RecordBatch, column: str) -> list[Any]:
    values: list[Any] = records.column(column).to_pylist()
    return values


def test_every_record_is_that_of_the_command_line(pages: list[Page], printed: dict[str, str]) -> None:
    records = khabar.read_batch(as_table(pages))
    records.validate(full=True)
    assert of(records, "id") == [page["id"] for page in pages]
    for id_, record, error in zip(*(of(records, c) for c in ("id", "record", "error")), strict=True):
        # A page that the command line rejects is a row with its reason.
        assert record == printed.get(id_), id_
        assert (error is None) == (id_ in printed), id_
    # What is handed over as bytes is the same page.
    part = as_table(pages[:50])
    part = part.set_column(2, "text", part.column("text").cast(pa.large_binary()))
    assert of(khabar.read_batch(part), "record") == of(records, "record")[:50]


def test_layers_are_those_of_the_record(pages: list[Page]) -> None:
    records = khabar.read_batch(as_table(pages[:100]), threads=1)
    assert records.schema.equals(khabar.batch_schema(), check_metadata=True)
    for row in records.to_pylist():
        if row["error"]:
            continue
        record = khabar.Record.from_json(row["record"])
        assert (row["text"], row["title"]) == (record.text, record.article.title)
        assert row["warnings"] == list(record.warnings)
        for layer in khabar.LAYERS:
            facts = getattr(record, layer)
            assert [fact["id"] for fact in row[layer]] == [fact.id for fact in facts], layer
        for there, statement in zip(row["statements"], record.statements, strict=True):
            assert there["content_text"] == statement.content.text
            assert there["source_start"] == (statement.source and statement.source.start)


def test_any_number_of_threads_gives_the_same(pages: list[Page]) -> None:
    table = as_table(pages[:200])
    one = khabar.read_batch(table, threads=1)
    assert khabar.read_batch(table, threads=3).equals(one)
    joined = pa.Table.from_batches(khabar.read_batches(table, rows=33)).combine_chunks()
    assert joined.to_batches()[0].equals(one)


def test_frames_are_batches(pages: list[Page]) -> None:
    table = as_table(pages[:40])
    wanted = of(khabar.read_batch(table), "record")
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    for frame in (table.to_pandas(), polars.from_arrow(table), table.to_batches()[0], table.to_reader()):
        assert of(khabar.read_batch(frame), "record") == wanted, type(frame)
    assert of(next(khabar.read_batches(table.to_pandas())), "record") == wanted
    records = khabar.read_batch(table)
    assert len(pandas.DataFrame(records.to_pandas())) == len(polars.from_arrow(pa.table(records))) == 40


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.binary_view(),
        pa.dictionary(pa.int8(), pa.string()),
    ],
    ids=str,
)
def test_every_kind_of_text_is_read(kind: pa.DataType) -> None:
    words = pa.array([SENTENCE, None, SENTENCE])
    content = words.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else words.cast(kind)
    records = khabar.read_batch(pa.table({"content": content}).slice(1))
    assert of(records, "error") == ["there is no text in it", None]
    assert of(records, "text") == [None, SENTENCE]


def test_what_is_told_of_a_page_may_be_of_many_types() -> None:
    day = dt.datetime(2021, 11, 4, 13, 44, 29, tzinfo=dt.UTC)
    for published, wanted in [
        (pa.array(["2021-11-04T16:44"]), "2021-11-04T16:44:00"),
        (pa.array([day.date()]), "2021-11-04"),
        (pa.array([day.replace(tzinfo=None)], pa.timestamp("us")), "2021-11-04T13:44:29"),
        (pa.array([day], pa.timestamp("ms", "Asia/Baghdad")), "2021-11-04T16:44:29+03:00"),
        (pa.array([day], pa.timestamp("ns", "+03:00")), "2021-11-04T16:44:29+03:00"),
        (pa.array([day], pa.timestamp("ns", "GMT+03:00")), "2021-11-04T16:44:29+03:00"),
        (pa.array([day], pa.timestamp("ns", "+0300")), "2021-11-04T16:44:29+03:00"),
        (pa.array([day.date()], pa.date64()), "2021-11-04"),
    ]:
        table = pa.table({"id": pa.array([7], pa.int32()), "content": [SENTENCE], "published": published})
        records = khabar.read_batch(table)
        assert of(records, "id") == ["7"]
        assert of(records, "published")[0].startswith(wanted[:16]), (published.type, of(records, "published"))
        assert of(records, "times")[0][0]["value"] == "2021-11-04"


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"content": [1, 2]}, "content"),
        ({"content": [["a"], ["b"]]}, "content"),
        ({"text": [1.5, None]}, "text"),
        ({"text": ["a", "b"], "id": [1.5, 2.5]}, "id"),
        ({"text": ["a", "b"], "published": [True, False]}, "published"),
        ({"text": ["a"], "published": pa.array([0], pa.timestamp("us", "Baghdad"))}, "published"),
        ({"text": ["a", "b"], "error": [0, 1]}, "error"),
        ({"words": ["a", "b"]}, "content"),
        ({}, "content"),
    ],
)
def test_a_wrong_column_is_named(columns: dict[str, Any], name: str) -> None:
    with pytest.raises(khabar.ColumnError) as fault:
        khabar.read_batch(pa.table(columns))
    assert fault.value.column == name and f"«{name}»" in str(fault.value)


def test_a_batch_of_all_that_is_odd() -> None:
    """Nulls, 50 MB, bytes that are no UTF-8, even where the column says string: rows, and no end of the process."""
    bad = b"\xff\xfe\xd8" + SENTENCE.encode() + b"\xc3"
    long = (SENTENCE + "\n") * (50_000_000 // len((SENTENCE + "\n").encode()))
    content = pa.array(
        [None, long.encode(), SENTENCE.encode() + b"\xff\xff", b"", b"\0" * 99, SENTENCE.encode()]
    )
    records = khabar.read_batch(pa.table({"id": [*"abcdef"], "content": content}), threads=2)
    assert [bool(error) for error in of(records, "error")] == [True, False, False, True, True, False]
    assert "longer than 16777216 bytes" in of(records, "warnings")[1][0]
    assert any("U+FFFD" in warning for warning in of(records, "warnings")[2])
    assert of(records, "record")[5] == khabar.read(SENTENCE.encode(), id="f").to_json()

    lengths = pa.array([0, len(bad)], pa.int32()).buffers()[1]
    forged = pa.StringArray.from_buffers(1, lengths, pa.py_buffer(bad))
    for columns in ({"text": forged}, {"text": [SENTENCE], "id": forged, "title": forged}):
        records = khabar.read_batch(pa.table(columns))
        (error,) = of(records, "error")
        assert error is None
    assert of(records, "text")[0].endswith(SENTENCE) and "\ufffd" in of(records, "id")[0]


def test_what_does_not_fit_is_an_error_and_no_panic() -> None:
    """Dictionaries that cannot be one, and ids of more than a column can hold."""
    kind = pa.dictionary(pa.int8(), pa.string())
    chunks = [
        pa.array([f"{SENTENCE} {n}-{m}" for m in range(100)]).dictionary_encode().cast(kind) for n in range(2)
    ]
    records = khabar.read_batch(pa.table({"text": pa.chunked_array(chunks)}))
    assert records.num_rows == 200 and of(records, "text")[150].endswith("1-50")
    large = pa.DictionaryArray.from_arrays(pa.array([0] * 32, pa.int8()), ["a" * (70 << 20)])
    with pytest.raises(khabar.Error, match="2 GiB"):
        khabar.read_batch(pa.table({"id": large, "content": pa.nulls(32)}), threads=1)


def test_slices_are_measured_by_their_own_pages() -> None:
    polars = pytest.importorskip("polars")
    page = (SENTENCE + "\n") * 40
    frame = polars.DataFrame({"text": [page] * 20_000})
    batch = frame.to_arrow().combine_chunks().to_batches()[0]
    view = batch.set_column(0, "text", batch.column(0).cast(pa.string_view()))
    coded = batch.set_column(0, "text", batch.column(0).dictionary_encode())
    for pages in (batch, view, coded):
        sizes = [part.num_rows for part in khabar._pages._slices(pages, 512)]
        assert sum(sizes) == 20_000 and set(sizes[:-1]) == {512}, (pages.schema, sizes[:9])
    with pytest.raises(ValueError, match="at least one"):
        next(khabar.read_batches(batch, rows=-1))


def test_an_empty_batch() -> None:
    assert khabar.read_batch(pa.table({"content": pa.array([], pa.string())})).num_rows == 0
    assert khabar.read_batch(pa.table({"content": pa.nulls(2)})).num_rows == 2
    assert list(khabar.read_batches(pa.table({"content": pa.array([], pa.string())}))) == []


def test_an_error_of_the_input_stays() -> None:
    table = pa.table({"id": ["a"], "content": [SENTENCE], "error": ["cut off"]})
    assert of(khabar.read_batch(table), "error") == ["cut off"]


def _read_one(number: int) -> str:
    records = khabar.read_batch(pa.table({"content": [SENTENCE, str(number)] * 40}), threads=2)
    return str(records.column("id")[0])


def test_a_forked_process_reads() -> None:
    _read_one(0)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert len(set(pool.map(_read_one, range(4)))) == 1


def test_the_documentation_lists_the_columns() -> None:
    words = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in words.splitlines() if line.startswith("| `")]
    listed = {row[1].strip(" `"): row[2].strip() for row in rows}
    for field in khabar.batch_schema():
        kind = "list of struct" if field.name in khabar.LAYERS else str(field.type)
        kind = "list of string" if kind.startswith("list<") else kind
        assert listed.get(field.name) == kind, field
    assert f"`{khabar.BATCH_VERSION}`" in words
    assert khabar.batch_schema().metadata == {b"khabar.schema": khabar.BATCH_VERSION.encode()}


def test_the_columns_of_layers_are_those_of_exports() -> None:
    words = (Path(ROOT) / "docs/export.md").read_text(encoding="utf-8")
    for layer in khabar.LAYERS:
        part = words.split(f"\n### {layer}\n")[1].split("\n### ")[0].split("\n<!--")[0]
        names = [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")]
        struct = khabar.batch_schema().field(layer).type.value_type
        assert ["page", "published", *(field.name for field in struct)] == names, layer
