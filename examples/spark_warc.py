"""Web archives to tables of facts, CC-NEWS style: `spark_warc.py LIST OUT`.

LIST names a WARC file a line, as every executor sees it. OUT becomes

    records/file=…/           the records, as khabar.batch_schema() has them
    facts/LAYER/month=…/file=…/   a fact a row
    rejects/file=…/           the pages that could not be read, and why
    done/                     the files that were read to their end

Files are done in groups. A job that was broken off is started again with the same words: what is in `done` is passed
over, and a group that was not finished is written anew over what is there of it, so nothing is lost and nothing is there
twice. A file that cannot be opened is named at the end and tried again next time; one that ends within a page says so in
`rejects`.
"""

import argparse
from collections.abc import Iterator

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
    listed = list(dict.fromkeys(listed))
    done = files_done(spark, f"{arguments.out}/done")
    open_files = [path for path in listed if path and path not in done]
    shut: dict[str, str] = {}
    for group in grouped(open_files, arguments.group):
        shut |= read_group(spark, group, arguments.out)
    print(f"{len(open_files) - len(shut)} files read, {len(done)} were done before")
    for path, reason in shut.items():
        print(f"tried again next time: {path}: {reason}")


def read_group(spark: SparkSession, paths: list[str], out: str) -> dict[str, str]:
    """Read some files; they are named in `done` when everything of them is written.

    Give those that cannot be opened, and why.
    """
    read = ks.read_files(spark, paths)
    # The analysis runs once: tables are made of what it wrote.
    put(read.withColumn("path", f.col("file")).withColumn("file", name_of("path")), f"{out}/records", "file")
    records = spark.read.schema(ks.schema().add("path", "string").add("file", "string")).parquet(
        f"{out}/records"
    )
    records = records.where(f.col("path").isin(paths))
    # A file that cannot be opened is one page that cannot be had, by the file's own name.
    is_shut = f.col("error").isNotNull() & f.col("id").eqNullSafe(f.col("path"))
    put(ks.rejects(records.where(~is_shut), "file"), f"{out}/rejects", "file")
    for name in ks.TABLES:
        put(ks.with_month(ks.table(records, name, "file")), f"{out}/facts/{name}", "month", "file")
    shut = {row["path"]: row["error"] for row in records.where(is_shut).select("path", "error").collect()}
    done = [(path,) for path in paths if path not in shut]
    if done:
        spark.createDataFrame(done, "file string").write.mode("append").parquet(f"{out}/done")
    return shut


def put(frame: DataFrame, folder: str, *partitions: str) -> None:
    """Write a frame over the partitions that it has rows of, and over no others."""
    writer = frame.write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
    writer.partitionBy(*partitions).parquet(folder)


def name_of(column: str) -> "f.Column":
    """Make a partition's name of a path: its last part, and a hash by which files of one name are told apart."""
    return f.concat_ws("-", f.element_at(f.split(column, "/"), -1), f.sha2(column, 256).substr(1, 10))


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
