"""`sail_job.py PAGES.jsonl FOLDER`: reads the pages on Sail, writes the rows to FOLDER, counts the facts."""

import json
import sys
from pathlib import Path

import khabar.spark as ks
from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession


def main(source: str, folder: Path) -> None:
    server = SparkConnectServer("127.0.0.1", 0)
    server.start()
    _, port = server.listening_address
    try:
        spark = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
        ks.read_pages(spark.read.json(source)).write.parquet(str(folder / "records"))
        records = spark.read.parquet(str(folder / "records"))
        with (folder / "rows.jsonl").open("w", encoding="utf-8") as out:
            for row in records.select("id", "record", "error").collect():
                out.write(json.dumps(row.asDict(), ensure_ascii=False) + "\n")
        layers = ("statements", "times", "commitments")
        print(json.dumps({layer: ks.table(records, layer).count() for layer in layers}))
        spark.stop()
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
