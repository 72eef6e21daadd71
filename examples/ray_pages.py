"""Pages of a Parquet folder on Ray Data: `ray_pages.py PAGES RECORDS`.

pip install '.' 'ray[data]'
"""

import sys

import khabar
import pyarrow as pa
import ray


def read(pages: pa.Table) -> pa.Table:
    """Read a block; a task has one core."""
    return pa.Table.from_batches(list(khabar.read_batches(pages, threads=1)), khabar.batch_schema())


def main(source: str, target: str) -> None:
    """Read the pages of one folder, write their records to another."""
    records = ray.data.read_parquet(source).map_batches(read, batch_format="pyarrow", batch_size=512)
    records.write_parquet(target)
    written = ray.data.read_parquet(target)
    print(
        f"{written.count()} records, {written.filter(lambda row: row['error'] is not None).count()} rejected"
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])
