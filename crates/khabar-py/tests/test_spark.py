"""A real cluster: a master and two workers, and the records of the command line."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import khabar
import pytest
from conftest import Page, as_table

pytest.importorskip("pyspark")

import khabar.spark as ks
from cluster import Cluster, cluster, session
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


@pytest.fixture(scope="module")
def spark(up: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    warehouse = str(tmp_path_factory.mktemp("warehouse"))
    opened = session(up, {"spark.sql.shuffle.partitions": "4", "spark.sql.warehouse.dir": warehouse})
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def frame(spark: SparkSession, jsonl: Path, tmp_path_factory: pytest.TempPathFactory) -> DataFrame:
    """The pages as Parquet in forty parts, as they lie on a cluster."""
    folder = str(tmp_path_factory.mktemp("parquet") / "pages")
    spark.read.json(str(jsonl)).repartition(40).write.parquet(folder)
    return spark.read.parquet(folder)


def check(rows: list[Any], pages: list[Page], printed: dict[str, str]) -> None:
    """Every page is there once, and is the record of the command line."""
    assert len(rows) == len(pages)
    assert {row["id"] for row in rows} == {page["id"] for page in pages}
    for row in rows:
        assert row["record"] == printed.get(row["id"]), row["id"]
        assert (row["error"] is None) == (row["id"] in printed), row["id"]


def test_every_record_is_that_of_the_command_line(
    frame: DataFrame, pages: list[Page], printed: dict[str, str]
) -> None:
    columns = ["id", "record", "error"]
    check(ks.read_pages(frame).select(*columns).collect(), pages, printed)
    check(ks.read_pages(frame, columns=columns).collect(), pages, printed)


def test_tables_of_facts(spark: SparkSession, frame: DataFrame, pages: list[Page], tmp_path: Path) -> None:
    ks.read_pages(frame).write.parquet(str(tmp_path / "records"))
    records = spark.read.parquet(str(tmp_path / "records"))
    for name in ks.TABLES:
        table = ks.with_month(ks.table(records, name))
        table.write.partitionBy("month").parquet(str(tmp_path / name))
    wanted = khabar.read_batch(as_table(pages)).to_pylist()
    assert spark.read.parquet(str(tmp_path / "pages")).count() == sum(row["error"] is None for row in wanted)
    for layer in ("statements", "commitments"):
        facts = spark.read.parquet(str(tmp_path / layer))
        assert facts.count() == sum(len(row[layer]) for row in wanted)
    statements = spark.read.parquet(str(tmp_path / "statements"))
    struct = khabar.batch_schema().field("statements").type.value_type
    assert statements.columns == ["page", "published", *(field.name for field in struct), "month"]
    months = {row["published"][:7] for row in wanted if row["statements"] and row["published"]}
    assert {str(row["month"]) for row in statements.select("month").distinct().collect()} - {"None"} == months
    assert {row["id"] for row in ks.rejects(records).collect()} == {r["id"] for r in wanted if r["error"]}


def test_a_bad_row_is_a_row(spark: SparkSession) -> None:
    good = "أعلنت بغداد إجلاء 2100 شحنة."
    rows = [("a", good.encode()), ("b", None), ("c", b"\xff\xfe\xd8" * 9), ("d", b"\0" * 99), ("e", b"")]
    rows.append(("f", (good * 20).encode() * 50_000))
    assert len(rows[-1][1] or b"") > 45_000_000
    read = {
        row["id"]: row
        for row in ks.read_pages(spark.createDataFrame(rows, "id string, content binary")).collect()
    }
    assert read.keys() == {*"abcdef"}
    assert [read[i]["error"] is None for i in "abcdef"] == [True, False, True, False, False, True]
    assert read["f"]["warnings"] and read["c"]["warnings"]


def test_times_of_a_frame_are_read(spark: SparkSession) -> None:
    frame = spark.sql(
        "SELECT 'أعلنت بغداد اليوم' AS text, timestamp '2021-11-04T13:44:29Z' AS published, map('a', 1) AS other"
    )
    (row,) = ks.read_pages(frame).select("published", "error").collect()
    assert row["error"] is None and row["published"].startswith("2021-11-04T13:44:29"), row
    with pytest.raises(ValueError, match="at least one"):
        ks.read_pages(frame, rows=0)


def test_each_file_is_a_task(spark: SparkSession, tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{number}.txt") for number in range(8)]
    for path in paths:
        Path(path).write_text("أعلنت بغداد إجلاء 2100 شحنة.", encoding="utf-8")
    read = ks.read_files(spark, paths).select("file", f.spark_partition_id().alias("part")).collect()
    assert len({row["part"] for row in read}) == len({row["file"] for row in read}) == 8


def test_wrong_columns_are_told_before_the_job(spark: SparkSession) -> None:
    with pytest.raises(khabar.ColumnError, match="content"):
        ks.read_pages(spark.createDataFrame([(1,)], "content int"))
    with pytest.raises(khabar.ColumnError, match="words"):
        ks.read_pages(spark.createDataFrame([("a",)], "words string"))


def test_files(spark: SparkSession, jsonl: Path, pages: list[Page]) -> None:
    records = ks.read_files(spark, [str(jsonl), "/none.warc"]).select("file", "id", "error").collect()
    assert len(records) == len(pages) + 1
    (lost,) = [row for row in records if row["file"] == "/none.warc"]
    assert "No such file" in lost["error"]


def test_a_worker_killed_half_way_loses_nothing(
    spark: SparkSession, up: Cluster, frame: DataFrame, pages: list[Page], printed: dict[str, str]
) -> None:
    tracker = spark.sparkContext.statusTracker()
    killed_at: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            # Not the stage that only deals the pages out.
            reading = [stage for stage in stages if stage and stage.numTasks == 80]
            done = max((stage.numCompletedTasks for stage in reading), default=0)
            if done >= 8:
                up.kill_worker()
                killed_at.append(done)
                return
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    # Smaller bites, so that the job is long enough to be hit.
    rows = ks.read_pages(frame.repartition(80), rows=16).select("id", "record", "error").collect()
    thread.join()
    assert killed_at and killed_at[0] < 80
    assert sum(worker.poll() is None for worker in up.workers) == 1
    check(rows, pages, printed)
