"""The examples run, and do what they say."""

import os
import shutil
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
    # Two files of one name, one of them listed twice, and one that is not there yet.
    paths = [tmp_path / part / "crawl.warc.gz" for part in ("a", "b", "late")]
    for path in paths[:2]:
        path.parent.mkdir()
        path.write_bytes(own_archive())
    listed, out = tmp_path / "list", tmp_path / "out"

    def job(*names: Path) -> str:
        listed.write_text("".join(f"{name}\n" for name in names))
        return run("spark_warc.py", str(listed), str(out), "--group", "2")

    def count() -> dict[str, int]:
        tables = ("records", "rejects", "facts/pages", "facts/statements")
        return {name: int(ds.dataset(out / name, partitioning="hive").count_rows()) for name in tables}

    assert "1 files read, 0 were done before" in job(paths[0], paths[0])
    one = count()
    assert one["records"] == one["facts/pages"] + one["rejects"] and one["rejects"] == 1
    assert "1 files read, 1 were done before" in job(*paths[:2])
    two = count()
    assert two == {name: 2 * n for name, n in one.items()}
    # A job that was broken off before it said that it was done is done again, over what is there.
    shutil.rmtree(out / "done")
    assert "2 files read, 0 were done before" in job(*paths[:2])
    assert count() == two
    # What cannot be opened is tried again; what ends within a page says so and is done.
    said = job(*paths)
    assert "0 files read, 2 were done before" in said and str(paths[2]) in said
    paths[2].parent.mkdir()
    paths[2].write_bytes(own_archive()[:-300])
    assert "1 files read, 2 were done before" in job(*paths)
    rejects = ds.dataset(out / "rejects", partitioning="hive").to_table().to_pylist()
    cut = [row for row in rejects if "ends within a record" in row["error"]]
    assert len(cut) == 1 and cut[0]["archive_file"] == str(paths[2]) and cut[0]["archive_offset"] > 0
    assert "0 files read, 3 were done before" in job(*paths)
