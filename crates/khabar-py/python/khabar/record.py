"""The record of a page, with plain attributes. Names and meanings are those of its JSON (`khabar.record_schema()`)."""

import json
from dataclasses import dataclass, fields
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from khabar import _khabar


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of the page: `text` is `record.text[start:end]`, in code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The place of a page in a web archive: the file, the first byte of its record there, the bytes of its content."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a page came from; `sha256` is that of its raw bytes, `retrieved` is ISO 8601."""

    uri: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    sha256: str | None = None
    retrieved: str | None = None
    archive: Archive | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the page says about itself; times are ISO 8601, the evidence is words of the page or a metadata field."""

    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    published: str | None = None
    published_evidence: Span | str | None = None
    updated: str | None = None
    site: str | None = None
    section: str | None = None
    canonical_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Span):
    """A line of the page, or a part of one, and its role; for furniture also which kind; of a PDF its page, from 1."""

    id: str
    role: str
    kind: str | None = None
    page: int | None = None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntacticWord(Span):
    """A word of a sentence as in CoNLL-U: `id` counts from 1, `head` is the `id` of its head, 0 for the root."""

    id: int
    upos: str
    feats: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Span):
    """A sentence of the article; `voice` is `narrator` or `attributed`; `words` are there where `syntax` was asked for."""

    id: str
    voice: str
    words: tuple[SyntacticWord, ...] = ()
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A name where it stands: `label` is PER, LOC, ORG or MISC; `entity` is the id of what it names."""

    id: str
    label: str
    entity: str | None = None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What the mentions name; `link` is a gazetteer id such as `iso3166:IQ`."""

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    link: str | None = None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A person's post or title."""

    id: str
    person: Span
    role: Span
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Span):
    """A time expression: TIMEX3 `type`, `value` and `mod`; `earliest` and `latest` are the ends of what it means."""

    id: str
    type: str
    value: str
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None
    calendar: str | None = None
    anchor: str | None = None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Span):
    """A number that counts or measures: `value`, or a bound or both; what is counted, and of what whole."""

    id: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    relation: str
    dimension: str
    currency: str | None = None
    unit: Span | None = None
    of: Span | None = None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Span):
    """A document that the page cites, who issued it, and the later words for it."""

    id: str
    kind: str
    issuer: Span | None = None
    mentions: tuple[Span, ...] = ()
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what: source, cue, content, and the channel, document and relay it came through."""

    id: str
    source: Span | None = None
    source_entity_text: str | None = None
    source_entity: str | None = None
    cue: Span | None = None
    content: Span
    channel: Span | None = None
    document: str | None = None
    relay: Span | None = None
    type: str
    parent: str | None = None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom: `type` is PLOVER's, `time` a TIMEX3 value, `status` says whether it happened."""

    id: str
    trigger: Span
    type: str
    actor: Span | None = None
    recipient: Span | None = None
    place: Span | None = None
    time: str | None = None
    status: str
    statement: str | None = None
    mentions: tuple[Span, ...] = ()
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Who is bound (`by`) to do what by when; `deadline` is a TIMEX3 value, `rule` is what found it."""

    id: str
    by: Span | None = None
    by_text: str | None = None
    action: Span
    deadline: str | None = None
    deadline_mod: str | None = None
    kind: str
    negated: bool
    statement: str | None = None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that Khabar says about one page. What is not known is None or empty.

    `text` is the page as one linear text; every span points into it, in code points. `warnings` says what was odd about
    the page and what was done about it.
    """

    schema: str
    positions: str
    id: str
    source: Source
    article: Article
    text: str
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    documents: tuple[Document, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    warnings: tuple[str, ...] = ()
    _json: str

    def to_json(self) -> str:
        """Give the record as one line of JSON, byte for byte as `khabar read --format jsonl` writes it."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """Give the record's JSON as dictionaries and lists."""
        whole: dict[str, Any] = json.loads(self._json)
        return whole

    @classmethod
    def from_json(cls, text: str) -> "Record":
        """Make a record of its JSON, checked and written again as one line.

        Every span lies in the text, its words are the slice there, ids are real.

        Raises:
            RecordError: it is no record, or it contradicts itself.

        """
        return cls._of(_khabar.check_json(text))

    @classmethod
    def _of(cls, text: str) -> "Record":
        whole = json.loads(text)
        # In JSON blocks and sentences stand without their words.
        for fact in (*whole.get("blocks", ()), *whole.get("sentences", ())):
            fact["text"] = whole["text"][fact["start"] : fact["end"]]
        record: Record = _built(cls, {**whole, "_json": text})
        return record

    def __repr__(self) -> str:
        return f"<khabar.Record {self.id!r}: {self.article.title or self.text[:40]!r}>"


def _built(kind: Any, value: Any) -> Any:
    """Make a value of a type of this module from JSON."""
    if isinstance(value, dict):
        known = _kinds(kind)
        return kind(**{name: _built(known[name], part) for name, part in value.items() if name in known})
    if isinstance(value, list):
        return tuple(_built(kind, part) for part in value)
    return value


@cache
def _kinds(kind: Any) -> dict[str, Any]:
    """Tell which class the dictionaries in each field of a class become."""
    hints = get_type_hints(kind)
    return {field.name: _inner(hints[field.name]) for field in fields(kind)}


def _inner(hint: Any) -> Any:
    """Find the class in `Span`, `Span | None` or `tuple[Span, ...]`."""
    if get_origin(hint) in (tuple, Union, UnionType):
        return _inner(get_args(hint)[0])
    return hint
