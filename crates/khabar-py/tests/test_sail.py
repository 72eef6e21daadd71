"""The same job on Sail, which speaks Spark's protocol without a JVM."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Page

pytest.importorskip("pysail")


def test_every_record_is_that_of_the_command_line(
    jsonl: Path, pages: list[Page], printed: dict[str, str], tmp_path: Path
) -> None:
    # A process of its own: a session of Spark Connect does not live beside one of a cluster.
    environment = {key: value for key, value in os.environ.items() if key != "SPARK_HOME"}
    script = Path(__file__).with_name("sail_job.py")
    done = subprocess.run(
        [sys.executable, script, jsonl, tmp_path],
        env=environment,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    rows = [
        json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").split("\n") if line
    ]
    assert len(rows) == len(pages)
    assert {row["id"]: row["record"] for row in rows if row["error"] is None} == printed
    wanted = [json.loads(line) for line in printed.values()]
    assert told == {layer: sum(len(record[layer]) for record in wanted) for layer in told} and len(told) == 3
