"""Web archives to tables of facts, CC-NEWS style: `spark_warc.py LIST OUT`.

LIST names a WARC file a line, as every executor sees it. OUT becomes

    records/file=…/           the records, as khabar.batch_schema() has them
    facts/LAYER/month=…/file=…/   a fact a row
    rejects/file=…/           the pages that could not be read, and why
    done/                     the files that are whole

Files are done in groups. A job that was broken off is started again with the same words: what is in `done` is passed
over, and a group that was not finished is written anew over what is there of it, so nothing is lost and nothing is there
twice.
"""

import argparse
from collections.abc import Iterator
from pathlib import PurePosixPath

import khabar.spark as ks
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f


def main() -> None:
    """Read every file of the list that is not done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("list")
    parser.add_argument("out")
    parser.add_argument("--group", type=int, default=16, help="files at a time: a few for each core")
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("khabar").getOrCreate()
    listed = [row["value"].strip() for row in spark.read.text(arguments.list).collect()]
    done = files_done(spark, f"{arguments.out}/done")
    open_files = [path for path in listed if path and path not in done]
    for group in grouped(open_files, arguments.group):
        read_group(spark, group, arguments.out)
    print(f"{len(open_files)} files read, {len(done)} were done before")


def read_group(spark: SparkSession, paths: list[str], out: str) -> None:
    """Read some files; they are named in `done` when everything of them is written."""
    read = ks.read_files(spark, paths)
    # The analysis runs once: tables are made of what it wrote.
    put(read.withColumn("file", name_of("file")), f"{out}/records", "file")
    names = [PurePosixPath(path).name for path in paths]
    records = spark.read.schema(ks.schema().add("file", "string")).parquet(f"{out}/records")
    records = records.where(f.col("file").isin(names))
    put(ks.rejects(records, "file"), f"{out}/rejects", "file")
    for name in ks.TABLES:
        put(ks.with_month(ks.table(records, name, "file")), f"{out}/facts/{name}", "month", "file")
    spark.createDataFrame([(path,) for path in paths], "file string").write.mode("append").parquet(
        f"{out}/done"
    )


def put(frame: DataFrame, folder: str, *partitions: str) -> None:
    """Write a frame over the partitions that it has rows of, and over no others."""
    writer = frame.write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
    writer.partitionBy(*partitions).parquet(folder)


def name_of(column: str) -> "f.Column":
    """Take the last part of a path: slashes cannot stand in the name of a partition."""
    return f.element_at(f.split(column, "/"), -1)


def files_done(spark: SparkSession, folder: str) -> set[str]:
    """Tell which files are whole."""
    try:
        return {row["file"] for row in spark.read.parquet(folder).collect()}
    except AnalysisException:
        return set()


def grouped(paths: list[str], size: int) -> Iterator[list[str]]:
    """Cut a list into groups."""
    for at in range(0, len(paths), size):
        yield paths[at : at + size]


if __name__ == "__main__":
    main()
