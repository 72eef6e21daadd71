"""A Spark cluster of this machine: a master and workers, each a process of its own, gone when the test is over."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

SPARK = Path(pyspark.__file__).parent


@dataclass
class Cluster:
    """Where the master listens, and the processes."""

    address: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def workers(self) -> list[subprocess.Popen[bytes]]:
        return self.processes[1:]

    def kill_worker(self) -> None:
        """Kill a worker and its executor where they stand."""
        _end(self.workers[-1], signal.SIGKILL)


@contextlib.contextmanager
def cluster(folder: Path, workers: int, memory: str = "2g") -> Iterator[Cluster]:
    """Start a master and workers of one core each, and stop them whatever happens.

    Each is the head of a process group, so that its executors end with it.
    """
    port = _free_port()
    up = Cluster(f"spark://127.0.0.1:{port}")
    try:
        deploy = "org.apache.spark.deploy"
        listen = ["--host", "127.0.0.1", "--webui-port", "0"]
        _start(up, folder, "master", f"{deploy}.master.Master", *listen, "--port", str(port))
        _wait_for(port)
        for number in range(workers):
            name = f"worker-{number}"
            bounds = ["--cores", "1", "--memory", memory, "--work-dir", str(folder / name)]
            _start(up, folder, name, f"{deploy}.worker.Worker", *listen, *bounds, up.address)
        deadline = time.monotonic() + 60
        while sum("registered with master" in _log(folder, f"worker-{n}") for n in range(workers)) < workers:
            assert time.monotonic() < deadline, _log(folder, "worker-0")
            time.sleep(0.2)
        yield up
    finally:
        for process in reversed(up.processes):
            _end(process, signal.SIGKILL)


def session(up: Cluster, more: dict[str, str]) -> SparkSession:
    """Open a session on the cluster, with `more` configuration."""
    config = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "1g",
    }
    builder = SparkSession.builder.master(up.address)
    for name, value in (config | more).items():
        builder = builder.config(name, value)
    opened: SparkSession = builder.getOrCreate()
    opened.sparkContext.setLogLevel("ERROR")
    return opened


def _start(up: Cluster, folder: Path, name: str, *arguments: str) -> None:
    environment = {**os.environ, "SPARK_HOME": str(SPARK), "PYSPARK_PYTHON": sys.executable}
    environment |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "512m"}
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [SPARK / "bin/spark-class", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    up.processes.append(process)


def _end(process: subprocess.Popen[bytes], how: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    process.wait()


def _log(folder: Path, name: str) -> str:
    return (folder / f"{name}.log").read_text(errors="replace")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert time.monotonic() < deadline, "the master does not listen"
        time.sleep(0.2)
