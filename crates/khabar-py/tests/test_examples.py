"""The examples run, and do what they say."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from conftest import ROOT
from test_files import own_archive


def run(script: str, *arguments: str) -> str:
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_pages() -> None:
    assert "statements, " in run("pages.py")


def test_archives_are_resumed_by_file(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    for name in ("a", "b"):
        (tmp_path / f"{name}.warc.gz").write_bytes(own_archive())
    listed, out = tmp_path / "list", tmp_path / "out"
    listed.write_text(f"{tmp_path}/a.warc.gz\n")
    assert "1 files read, 0 were done before" in run("spark_warc.py", str(listed), str(out))

    def count(table: str) -> int:
        return int(ds.dataset(out / table, partitioning="hive").count_rows())

    before = {table: count(table) for table in ("records", "rejects", "facts/pages", "facts/statements")}
    assert before["records"] == before["facts/pages"] + before["rejects"] and before["rejects"] == 1
    listed.write_text(f"{tmp_path}/a.warc.gz\n{tmp_path}/b.warc.gz\n")
    assert "1 files read, 1 were done before" in run("spark_warc.py", str(listed), str(out))
    assert {table: count(table) for table in before} == {table: 2 * n for table, n in before.items()}
