"""The bars of the Python package, measured on this machine: `make bars-python`. Exits with 1 where one is missed.

The command line, the Rust analysis, `read_batch` and a Spark cluster read the same pages: 10,000 of the shared corpora
(KHABAR_SHARED, else ../shared), else pages of our own, four times over. A tenth of them is read by the cluster before the
clock starts: its virtual machines have then compiled what they compile, as in a job of hours.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import khabar
import khabar.spark as ks
from pyspark.sql import DataFrame

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "crates/khabar-py/tests"))

from cluster import Cluster, cluster, session  # noqa: E402
from conftest import as_table, corpus  # noqa: E402

COUNT = 10_000
TURNS = 4
TICKS = os.sysconf("SC_CLK_TCK")


def kernel(jsonl: Path) -> float:
    """Tell how much of the speed of the Rust analysis `read_batch` keeps, by CPU time.

    The two are measured in turns, and the median of the pairs counts: a machine that others use is faster in one minute than
    in the next.
    """
    table = as_table(
        [json.loads(line) for line in jsonl.read_text(encoding="utf-8").split("\n")[:2000] if line]
    )
    some = jsonl.with_name("some.jsonl")
    some.write_text(
        "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in table.to_pylist()), encoding="utf-8"
    )
    khabar.read_batch(table.slice(0, 50), threads=1)
    ours, rust = [], []
    for _ in range(11):
        done = subprocess.run(
            [ROOT / "target/release/examples/throughput", some], capture_output=True, text=True
        )
        rust.append(float(done.stdout.split()[0]))
        start = time.process_time()
        for part in range(0, table.num_rows, 200):
            khabar.read_batch(table.slice(part, 200), threads=1)
        ours.append(time.process_time() - start)
    pages = table.num_rows
    kept = [theirs / own for theirs, own in zip(rust, ours, strict=True)]
    print(
        f"one core, by CPU time: Rust {pages / median(rust):.0f} pages/s, "
        f"read_batch {pages / median(ours):.0f} pages/s; of eleven pairs {min(kept):.0%} to {max(kept):.0%}"
    )
    return median(kept)


def command_line(jsonl: Path, count: int) -> float:
    """CPU seconds of `khabar read` for 1,000 pages."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with jsonl.with_name("records.jsonl").open("wb") as out:
        subprocess.run(
            [ROOT / "target/release/khabar", "read", jsonl, "--format", "jsonl"],
            stdout=out,
            stderr=subprocess.DEVNULL,
        )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    print(f"command line: {count / wall:.0f} pages/s, {seconds / wall:.2f} cores busy")
    return seconds * 1000 / count


def spent(up: Cluster) -> float:
    """CPU seconds of the workers, their executors, and the Python below."""
    parents, seconds = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            seconds[int(entry.name)] = sum(int(ticks) for ticks in fields[11:15]) / TICKS
    heads = {worker.pid for worker in up.workers}

    def is_below(pid: int) -> bool:
        while pid in parents:
            if pid in heads:
                return True
            pid = parents[pid]
        return False

    return sum(second for pid, second in seconds.items() if is_below(pid))


def on_cluster(jsonl: Path, folder: Path, count: int, workers: int) -> float:
    """CPU seconds of a cluster for 1,000 pages, from Parquet to the lines that the command line writes.

    With two workers the whole job of docs/cluster.md, all layers to Parquet, is printed beside.
    """
    folder.mkdir()
    with cluster(folder, workers) as up:
        # What a virtual machine of one core is told to do.
        spark = session(up, {"spark.executor.extraJavaOptions": "-XX:+UseSerialGC"})
        spark.read.json(str(jsonl)).repartition(16).write.parquet(str(folder / "pages"))
        frame = spark.read.parquet(str(folder / "pages"))
        # The virtual machine has compiled what it compiles before the clock starts.
        write(frame.limit(count // 10), folder / "warm")
        before, start = spent(up), time.perf_counter()
        write(frame, folder / "records")
        wall, seconds = time.perf_counter() - start, spent(up) - before
        say(f"{workers} worker(s)", count, wall, seconds)
        if workers > 1:
            before, start = spent(up), time.perf_counter()
            ks.read_pages(frame).write.parquet(str(folder / "layers"))
            say(
                f"{workers} workers, all layers to Parquet",
                count,
                time.perf_counter() - start,
                spent(up) - before,
            )
        spark.stop()
    return seconds * 1000 / count


def say(what: str, count: int, wall: float, seconds: float) -> None:
    """Print how fast a cluster was."""
    busy, cost = seconds / wall, seconds * 1000 / count
    print(
        f"{what}: {count / wall:.0f} pages/s, {busy:.2f} cores busy beside the driver's, {cost:.2f} CPU s a thousand"
    )


def write(frame: DataFrame, folder: Path) -> None:
    """Write the records of a frame as lines."""
    ks.rows_read(ks.read_pages(frame, columns=["record", "error"])).select("record").write.text(str(folder))


def main() -> int:
    """Measure and compare."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        pages = [{**page, "id": f"{page['id']}-{turn}"} for turn in range(TURNS) for page in corpus(COUNT)]
        jsonl = folder / "pages.jsonl"
        jsonl.write_text(
            "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8"
        )
        kept = kernel(jsonl)
        alone = command_line(jsonl, len(pages))
        one = on_cluster(jsonl, folder / "one", len(pages), 1)
        two = on_cluster(jsonl, folder / "two", len(pages), 2)
    print(
        f"CPU seconds for 1,000 pages: command line {alone:.2f}, one worker {one:.2f}, two workers {two:.2f}"
    )
    most = max(one, two)
    bars = [
        ("read_batch: of the Rust throughput, by CPU time, %", kept * 100, kept >= 0.85, ">= 85"),
        ("cluster: times the CPU of the command line", most / alone, most / alone <= 1.3, "<= 1.3"),
    ]
    for name, figure, met, bound in bars:
        print(f"{name:<52} {figure:8.2f} {bound:>8}{'' if met else '  MISSED'}")
    return 0 if all(met for _, _, met, _ in bars) else 1


if __name__ == "__main__":
    sys.exit(main())
