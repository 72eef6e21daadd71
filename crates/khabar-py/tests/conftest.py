"""The pages that every test reads, and what the command line says of them."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("KHABAR_SHARED", ROOT.parent / "shared"))
COUNT = 2_000

Page = dict[str, Any]


@pytest.fixture(scope="session")
def command() -> Path:
    """The command line, as the test run built it; `KHABAR` names another."""
    return Path(os.environ.get("KHABAR", ROOT / "target/debug/khabar"))


def corpus(count: int = COUNT) -> list[Page]:
    """So many pages of the shared corpora; without them pages of our own, each with words of its own."""
    packed = [SHARED / "corpus" / f"{name}.jsonl.zst" for name in ("ant", "saudinewsnet-part")]
    if all(path.is_file() for path in packed):
        pages = []
        for path in packed:
            with pa.CompressedInputStream(pa.OSFile(str(path)), "zstd") as stream:
                lines = pa.BufferReader(stream.read())
            pages += [json.loads(line) for line in bytes(lines.read()).splitlines()[: count // 2]]
        return pages
    return own_pages(count)


def own_pages(count: int) -> list[Page]:
    """The pages that the repository has of its own, again and again with other figures."""
    files = [
        path
        for folder in ("examples/pages", "spec/pages")
        for path in sorted((ROOT / folder).iterdir())
        if path.suffix in (".txt", ".html")
    ]
    pages = []
    for number in range(count):
        path = files[number % len(files)]
        words = path.read_text(encoding="utf-8", errors="replace")
        more = f"قال المتحدث إن العدد بلغ {number} طناً."
        kind = "html" if path.suffix == ".html" else "text"
        words = words.replace("</p>", f"</p><p>{more}</p>", 1) if kind == "html" else f"{words}\n{more}\n"
        pages.append({"id": f"{path.stem}-{number}", kind: words, "published": "2021-11-04"})
    return pages


@pytest.fixture(scope="session")
def pages() -> list[Page]:
    return corpus()


@pytest.fixture(scope="session")
def jsonl(pages: list[Page], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as a file."""
    path = tmp_path_factory.mktemp("pages") / "pages.jsonl"
    path.write_text("".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8")
    return path


def lines_of(command: Path, *inputs: Path) -> dict[str, str]:
    """What `khabar read --format jsonl` prints, by the id of the page."""
    done = subprocess.run(
        [command, "read", *inputs, "--format", "jsonl"], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode in (0, 3), done.stderr
    # Python's own `splitlines` would cut at U+2028 as well.
    lines = [line for line in done.stdout.split("\n") if line]
    return {json.loads(line)["id"]: line for line in lines}


@pytest.fixture(scope="session")
def printed(command: Path, jsonl: Path) -> dict[str, str]:
    """What the command line prints of the pages."""
    return lines_of(command, jsonl)


def as_table(pages: list[Page]) -> pa.Table:
    """Pages as an Arrow table with a string column for each field."""
    names = ("id", "url", "text", "html", "title", "published", "site")
    return pa.table({name: pa.array([page.get(name) for page in pages], pa.string()) for name in names})
