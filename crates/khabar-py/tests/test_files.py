"""Pages of files: the command line's own inputs."""

import gzip
import json
from pathlib import Path

import khabar
import pyarrow as pa
from conftest import ROOT, Page, lines_of


def warc(pages: list[tuple[str, str, bytes]]) -> bytes:
    """A web archive of responses: address, type and content of each, a gzip member a record."""
    out = []
    for number, (address, kind, content) in enumerate(pages):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
            f"WARC-Date: 2021-11-05T10:00:00Z\r\nWARC-Target-URI: {address}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http) + len(content)}\r\n\r\n"
        )
        out.append(gzip.compress(head.encode() + http + content + b"\r\n\r\n", mtime=0))
    return b"".join(out)


def own_archive() -> bytes:
    """The HTML pages of our own, a picture, and a page without words."""
    files = sorted((ROOT / "spec/pages").glob("*.html"))
    pages = [(f"https://example.org/{path.stem}", "text/html", path.read_bytes()) for path in files]
    pages += [
        ("https://example.org/p.png", "image/png", b"\x89PNG"),
        ("https://example.org/0", "text/html", b" "),
    ]
    return warc(pages)


def read_all(path: Path, rows: int = 5) -> pa.Table:
    return pa.Table.from_batches([khabar.read_batch(batch) for batch in khabar.files(path, rows=rows)])


def test_an_archive_is_read_as_the_command_line_reads_it(command: Path, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(own_archive())
    printed = lines_of(command, path)
    assert len(printed) >= 10
    records = read_all(path)
    good = [row for row in records.to_pylist() if row["error"] is None]
    assert {row["id"]: row["record"] for row in good} == printed
    assert all(row["archive_file"] == str(path) for row in good)
    (bad,) = [row for row in records.to_pylist() if row["error"]]
    assert bad["id"].startswith(f"{path}@") and bad["error"] == "there is no text in it"


def test_lines_and_folders(command: Path, pages: list[Page], tmp_path: Path) -> None:
    lines = [json.dumps(page) for page in pages[:20]]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, "{no json", ""]), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes((ROOT / "examples/pages/basra-pumps.txt").read_bytes())
    printed = lines_of(command, tmp_path)
    rows = read_all(tmp_path).to_pylist()
    assert {row["id"]: row["record"] for row in rows if row["record"]} == printed
    assert [row["id"] for row in rows if row["error"] and "key" in row["error"]] == [f"{tmp_path}/a.jsonl:21"]


def test_a_file_that_is_not_there_is_a_row(tmp_path: Path) -> None:
    (batch,) = khabar.files(tmp_path / "none.warc")
    assert batch.schema.equals(khabar.page_schema())
    assert "No such file" in khabar.read_batch(batch).column("error")[0].as_py()


def test_an_iterator_may_be_left_half_way(jsonl: Path) -> None:
    batches = khabar.files(jsonl, rows=3)
    assert next(batches).num_rows == 3
    del batches
