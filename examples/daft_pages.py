"""Pages of a Parquet folder on Daft: `daft_pages.py PAGES RECORDS`.

pip install '.' daft
"""

import sys

import daft
import khabar
import pyarrow as pa

RECORD = daft.DataType.from_arrow_type(pa.struct(list(khabar.batch_schema())))


@daft.func.batch(return_dtype=RECORD)
def read(id: daft.Series, text: daft.Series, published: daft.Series) -> pa.Array:
    """Read a batch of pages; each is a struct of the columns of `khabar.batch_schema()`."""
    pages = pa.table({"id": id.to_arrow(), "text": text.to_arrow(), "published": published.to_arrow()})
    return khabar.read_batch(pages).to_struct_array()


def main(source: str, target: str) -> None:
    """Read the pages of one folder, write their records to another."""
    pages = daft.read_parquet(f"{source}/*.parquet")
    records = pages.select(read(daft.col("id"), daft.col("text"), daft.col("published")).alias("record"))
    names = khabar.batch_schema().names
    records.select(*(daft.col("record").get(name).alias(name) for name in names)).write_parquet(target)
    written = daft.read_parquet(f"{target}/*.parquet")
    print(
        f"{written.count_rows()} records, {written.where(~daft.col('error').is_null()).count_rows()} rejected"
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])
