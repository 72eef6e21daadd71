"""One page at a time."""

import json
import threading
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import khabar
import pyarrow as pa
import pytest
from conftest import ROOT, Page, lines_of
from khabar.record import Record

SENTENCE = "أعلنت بغداد، الخميس، إجلاء أكثر من 2100 شحنة."


def test_a_page_has_plain_attributes() -> None:
    record = khabar.read(SENTENCE, published="2021-11-04", url="https://example.org/a")
    assert (record.id, record.source.uri) == ("https://example.org/a", "https://example.org/a")
    assert record.times[0].value == "2021-11-04"
    assert record.quantities[0].min == 2100
    statement = record.statements[0]
    assert statement.source is not None and statement.source.text == "بغداد"
    assert statement.channel is None and record.commitments == ()
    assert record.warnings == ()


def test_positions_are_code_points() -> None:
    record = khabar.read((ROOT / "examples/pages/basra-pumps.txt").read_bytes())
    for fact in (*record.blocks, *record.sentences, *record.mentions, *record.times, *record.quantities):
        assert record.text[fact.start : fact.end] == fact.text


def test_a_page_is_the_page_of_the_command_line(command: Path, tmp_path: Path) -> None:
    for name in ("basra-pumps.txt", "tunis-museum.html"):
        path = ROOT / "examples/pages" / name
        kind = "text/html" if name.endswith("html") else "text/plain"
        record = khabar.read(path.read_bytes(), id=path.stem, url=str(path), media_type=kind)
        # The path is where it was found and no part of the page.
        (line,) = lines_of(command, path).values()
        assert record.to_json() == line
        assert record.to_dict() == json.loads(line)


def test_records_come_back(printed: dict[str, str]) -> None:
    line = next(iter(printed.values()))
    assert Record.from_json(line).to_json() == line
    broken = json.loads(line)
    broken["text"] = broken["text"].replace("ا", "و")
    with pytest.raises(khabar.RecordError):
        Record.from_json(json.dumps(broken))
    with pytest.raises(khabar.RecordError):
        Record.from_json("{}")


def test_bytes_of_an_old_encoding() -> None:
    record = khabar.read(SENTENCE.encode("cp1256"))
    assert (record.source.encoding, record.text) == ("windows-1256", SENTENCE)


def test_errors_name_the_page() -> None:
    with pytest.raises(khabar.PageError) as fault:
        khabar.read("  ", id="p7")
    assert (fault.value.id, fault.value.reason) == ("p7", "there is no text in it")
    assert str(fault.value) == "page p7: there is no text in it"
    with pytest.raises(khabar.PageError, match="NUL"):
        khabar.read(b"\0\0\0\1" * 9)
    with pytest.raises(khabar.OptionError, match="Atlantis"):
        khabar.read(SENTENCE, timezone="Atlantis")
    with pytest.raises(khabar.OptionError, match="media_type"):
        khabar.read(SENTENCE, media_type="image/png")
    assert issubclass(khabar.ColumnError, khabar.Error) and issubclass(khabar.ColumnError, ValueError)


def test_what_is_odd_is_a_warning() -> None:
    assert "published" in khabar.read(SENTENCE, published="yesterday").warnings[0]
    assert khabar.read(SENTENCE + "\ud800").text.startswith(SENTENCE + "\ufffd")
    assert "longer than 60 bytes" in khabar.read(SENTENCE, max_bytes=60).warnings[0]


def test_the_classes_are_those_of_the_json_schema() -> None:
    schema = khabar.record_schema()
    kinds: dict[str, Any] = {"Record": (schema, Record)}
    for name, definition in schema["$defs"].items():
        kind = getattr(khabar.record, name.removesuffix("2"), None)
        if kind is not None and definition.get("type") == "object":
            kinds[name] = (definition, kind)
    assert len(kinds) >= 13, sorted(kinds)
    for name, (definition, kind) in kinds.items():
        names = {field.name for field in fields(kind)} - {"_json"}
        assert names == set(definition["properties"]), name


def test_other_threads_run_meanwhile(pages: list[Page]) -> None:
    text = "\n".join(page.get("text") or page["html"] for page in pages[:150])
    ticks = []
    done = threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.perf_counter()
    khabar.read(text)
    khabar.read_batch(pa.table({"text": [text] * 2}), threads=1)
    end = time.perf_counter()
    done.set()
    thread.join()
    during = [t for t in ticks if start < t < end]
    assert len(during) > 10, (len(during), end - start)


def test_syntax_is_read_where_it_is_asked_for() -> None:
    assert khabar.read(SENTENCE).sentences[0].words == ()
    words = khabar.read(SENTENCE, syntax=True).sentences[0].words
    assert [w.head for w in words].count(0) == 1
    assert all(0 <= w.head <= len(words) for w in words)
    assert "".join(w.text for w in words) == "".join(SENTENCE.split())
