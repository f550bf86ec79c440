"""The rules of Yomitan's JSON schemas for a dictionary, and its rows.

Written from the descriptions in ``dictionary-index-schema.json``, ``dictionary-term-bank-v3-
schema.json`` and ``dictionary-tag-bank-v3-schema.json``; of structured content the parts that
every version since 2023 knows.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any, NamedTuple

_CONTAINERS = {"span", "div", "ol", "ul", "li"}
_TABLES = {"ruby", "rt", "rp", "table", "thead", "tbody", "tfoot", "tr"}
_STYLES: dict[str, Any] = {
    "fontWeight": ("normal", "bold"),
    "fontStyle": ("normal", "italic"),
    "textDecorationLine": ("none", "underline", "overline", "line-through"),
    "fontSize": str,
}
_INDEX = {
    "title": str, "revision": str, "sequenced": bool, "format": int, "author": str, "url": str,
    "description": str, "attribution": str, "sourceLanguage": str, "targetLanguage": str,
}  # fmt: skip
# One that JavaScript holds exactly.
_MAX_INTEGER = 2**53 - 1


class Row(NamedTuple):
    """A row of a bank of terms."""

    term: str
    reading: str
    tags: str
    rules: str
    score: int
    definitions: list[Any]
    sequence: int
    term_tags: str


class Dictionary(NamedTuple):
    """A dictionary that keeps the rules."""

    about: dict[str, Any]
    rows: list[Row]
    tags: dict[str, list[Any]]


def read_dictionary(data: bytes) -> Dictionary:
    """Read a dictionary, and check that it keeps the rules."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    about = files.pop("index.json")
    assert {name: type(value) for name, value in about.items()}.items() <= _INDEX.items()
    assert about["format"] == 3
    assert about["title"]
    assert about["revision"]
    for name in ("sourceLanguage", "targetLanguage"):
        assert re.fullmatch("[a-z]{2,3}", about[name])
    rows: list[Row] = []
    tags: dict[str, list[Any]] = {}
    for number in range(1, len(files) + 1):
        bank = files.pop(f"term_bank_{number}.json", [])
        assert len(bank) <= 10_000
        rows += [_row(row) for row in bank]
        for tag in files.pop(f"tag_bank_{number}.json", []):
            assert list(map(type, tag)) == [str, str, int, str, int]
            assert tag[0] not in tags
            tags[tag[0]] = tag
    assert files == {}, "banks are numbered from 1 without a gap"
    keys = {(row.sequence, row.term, row.reading) for row in rows}
    assert len(keys) == len(rows), "a row is there twice"
    assert {name for row in rows for name in row.tags.split()} <= tags.keys()
    return Dictionary(about, rows, tags)


def text_of(content: Any) -> str:
    """Return the text of structured content; list items and blocks end lines."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(map(text_of, content))
    return text_of(content["content"]) + "\n" * (content.get("tag") in ("li", "div"))


def _row(row: list[Any]) -> Row:
    assert list(map(type, row)) == [str, str, str, str, int, list, int, str]
    found = Row(*row)
    assert found.term
    assert abs(found.sequence) <= _MAX_INTEGER
    assert found.definitions
    for definition in found.definitions:
        assert definition.keys() == {"type", "content"}
        assert definition["type"] == "structured-content"
        _check(definition["content"])
        assert text_of(definition["content"]).strip()
    return found


def _check(content: Any) -> None:
    if isinstance(content, str):
        return
    if isinstance(content, list):
        for part in content:
            _check(part)
        return
    tag = content["tag"]
    allowed = {"tag", "content", "data", "lang"}
    if tag in _CONTAINERS:
        allowed |= {"style", "title"}
    else:
        assert tag in _TABLES
    assert content.keys() <= allowed
    assert all(isinstance(value, str) for value in content.get("data", {}).values())
    assert isinstance(content.get("lang", ""), str)
    for name, value in content.get("style", {}).items():
        rule = _STYLES[name]
        assert isinstance(value, str) if rule is str else value in rule
    _check(content.get("content", ""))
