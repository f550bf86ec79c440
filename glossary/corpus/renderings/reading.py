"""Bilingual segments with their dates and outlets: from tables, JSON Lines, TMX and the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glossary.corpus.columns import check_fields, usual_names
from glossary.corpus.dates import parse_date
from glossary.corpus.files import is_compressed, kind_of, name_as_text, readable, uncompressed
from glossary.corpus.tables import Content, Report, jsonl_rows
from glossary.corpus.texts import refuse, whole_characters
from termbase.encoding import open_file
from termbase.errors import ContentError, InputError
from termbase.language.script import han_share
from termbase.memory.files import read_units
from termbase.model.unit import TranslationUnit
from termbase.termbase import Termbase

# Renderings of a Chinese term from which is learned; the others are rare.
_MOST_RENDERINGS = 3
WORDS = Path(__file__).with_name("words.tsv")
_SIDES = ("source", "target"), ("zh", "en"), ("chinese", "english"), ("原文", "译文")
_FIELDS = ("source", "target", "date", "outlet")
_DATES = usual_names("date")
# A source is a text here.
_OUTLETS = [name for name in usual_names("outlet") if name != "source"]


@dataclass(frozen=True, slots=True)
class BilingualSegment:
    """A Chinese text and its English translation, or the reverse, with metadata.

    Attributes:
        id: Where it is from: ``speeches.tmx:17``, ``memory:4``.
        date: In ISO 8601, as far as it is known; empty if it is not.
        outlet: Its newspaper, broadcaster or site; empty if it is not known.
        chinese: The Chinese text.
        english: The English text.
    """

    id: str
    date: str
    outlet: str
    chinese: str
    english: str


def read_segments(
    path: Path,
    columns: Mapping[str, str],
    encoding: str | None = None,
    report: Report | None = None,
) -> list[BilingualSegment]:
    """Return the bilingual segments of a file.

    Args:
        path: A ``.jsonl`` with the fields ``source`` and ``target``, also compressed; or a TMX,
            a table or another file that the memory imports.
        columns: The columns by field (``source``, ``target``, ``date``, ``outlet``), where their
            names are not the usual ones.
        encoding: The encoding of a text that does not tell its own; by default it is detected.
        report: Called with what cannot be read, which is left out. By default it is an error.

    Raises:
        ContentError: If units of a TMX or table cannot be read, with all of them.
        InputError: If the file cannot be read, or has no segment in Chinese and English.
    """
    check_fields(columns, _FIELDS)
    if kind_of(path.name) == "jsonl":
        found = _of_json_lines(path, columns, encoding, report or refuse)
    else:
        if columns.keys() & {"source", "target"}:
            raise InputError(
                f"{path}: columns source and target are for .jsonl; name them so in the header"
            )
        found = _of_units(_units(path, encoding, report), columns)
    segments = list(found)
    if not segments:
        raise InputError(f"{path}: has no segment in Chinese and English")
    return segments


def segments_of_memory(memory: Iterable[TranslationUnit]) -> list[BilingualSegment]:
    """Return the bilingual segments of a translation memory; the origin is the outlet."""
    return list(_of_units(((f"memory:{unit.id}", unit) for unit in memory), {}))


def known_pairs(termbase: Termbase) -> list[tuple[str, str]]:
    """Return the Chinese terms of a termbase with their best renderings, and common words.

    A few segments teach little of the words around a term.
    """
    terms = [
        (term.text, rendering.text)
        for concept in termbase
        for term in concept.chinese
        for rendering in concept.renderings(term)[:_MOST_RENDERINGS]
    ]
    return terms + _common_words()


def _common_words() -> list[tuple[str, str]]:
    """Return common Chinese words, each with every English word that often translates it."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(chinese, word) for chinese, english in rows for word in english.split()]


def _units(
    path: Path, encoding: str | None, report: Report | None
) -> Iterator[tuple[str, TranslationUnit]]:
    """Yield the units of a file with their ids."""
    name = name_as_text(path.name)
    try:
        for unit, line in read_units(path, encoding):
            yield f"{name}:{line}", unit
    except ContentError as error:
        # It comes after the last unit.
        if report is None:
            raise
        for problem in error.problems:
            report(problem)


def _of_json_lines(
    path: Path, columns: Mapping[str, str], encoding: str | None, report: Report
) -> Iterator[BilingualSegment]:
    name = name_as_text(path.name)
    with readable(str(path)), open_file(path) as opened:
        file = uncompressed(opened, path.name)
        content = Content(str(path), file, None if is_compressed(path.name) else path, encoding)
        for line, row in jsonl_rows(content, {}, None, report):
            names = (columns.get("source", ""), columns.get("target", ""))
            sides = next((pair for pair in (names, *_SIDES) if all(n in row for n in pair)), None)
            if sides is None:
                raise InputError(
                    f"{path}:{line}: has no fields source and target; name them "
                    "(--columns source=NAME --columns target=NAME)"
                )
            source, target = (row[n] if isinstance(row[n], str) else "" for n in sides)
            if found := _segment(f"{name}:{line}", source, target, row, columns):
                yield found


def _of_units(
    units: Iterable[tuple[str, TranslationUnit]], columns: Mapping[str, str]
) -> Iterator[BilingualSegment]:
    for id, unit in units:
        known = {"date": unit.date, "outlet": unit.origin, **unit.properties}
        if found := _segment(id, unit.source, unit.target, known, columns):
            yield found


def _segment(
    id: str, source: str, target: str, row: Mapping[str, Any], columns: Mapping[str, str]
) -> BilingualSegment | None:
    """Return a segment; None if it is not in Chinese and English."""
    is_chinese = [han_share(text) > 0 for text in (source, target)]
    if not source.strip() or not target.strip() or is_chinese[0] == is_chinese[1]:
        return None
    by_name = {name.strip().casefold(): str(value or "") for name, value in row.items()}
    date = _value(by_name, columns.get("date", ""), _DATES)
    outlet = _value(by_name, columns.get("outlet", ""), _OUTLETS)
    sides = (source, target) if is_chinese[0] else (target, source)
    shown, chinese, english = map(whole_characters, (outlet.strip(), *sides))
    return BilingualSegment(id, parse_date(date) or "", shown, chinese, english)


def _value(row: Mapping[str, str], named: str, usual: Iterable[str]) -> str:
    names = [named.casefold()] if named else usual
    return next((row[name] for name in names if row.get(name)), "")
