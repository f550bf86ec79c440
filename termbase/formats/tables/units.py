"""Tables of translation units: TSV, CSV and Excel, and the translation memories of Wordfast.

A column is a field of a unit (``source``, ``target``, ``origin`` …) or a language (``zh``,
``en-US``, 中文, English); of several target languages each makes a unit of its own. A table
without a header has a column of 汉字 beside one of Latin letters. Other columns become properties;
where the status says that a translation is a draft, the row counts as one without a translation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from termbase.errors import InputError, Problem
from termbase.formats.tables.unit_rows import Row, escape_cell, is_draft, read_rows, unguard
from termbase.formats.units import Advance, FileUnit, Report, ignore, unwritable
from termbase.language.script import is_han
from termbase.model.tags import guess_language, parse_tag
from termbase.model.unit import TranslationUnit

# The columns of an export: all fields that are text.
COLUMNS = [field.name for field in fields(TranslationUnit) if field.type == "str"]
_SIDES = {
    "source": "source, source text, source segment, src, 原文, 源文, 源语",
    "target": "target, target text, target segment, translation, trg, tgt, 译文, 譯文, 翻译",
}
_LANGUAGES = {
    "zh": "chinese, 中文, 汉语, 漢語",
    "zh-Hans": "simplified chinese, chinese (simplified), 简体中文, 简体",
    "zh-Hant": "traditional chinese, chinese (traditional), 繁體中文, 繁体中文, 繁體",
    "en": "english, 英文, 英语, 英語",
}
_ROLES = {
    heading: (role, language)
    for role, language, headings in (
        *((role, "", headings) for role, headings in _SIDES.items()),
        *(("text", language, headings) for language, headings in _LANGUAGES.items()),
    )
    for heading in headings.split(", ")
}
# The number of rows among which a header is searched.
_HEADER_ROWS = 10
# A tag in a heading: Crowdin and Smartcat write such as "Translation [zh-CN]" and "Text (en)".
_TAG = re.compile(r"(?:.*[\[(])?([a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)[\])]?", re.IGNORECASE)


def read_units(
    path: Path,
    report: Report = ignore,
    advance: Advance = ignore,
    *,
    encoding: str | None = None,
    languages: tuple[str, str] = ("", ""),
    drafts: bool = False,
) -> Iterator[FileUnit]:
    """Yield the units of a table.

    Args:
        path: A ``.tsv``, ``.txt``, ``.csv`` or ``.xlsx``.
        report: Called with each row that lacks a source or target, or has too many cells.
        advance: Called with numbers of bytes read.
        encoding: The encoding of a text; by default it is detected.
        languages: The source and target language, for a table that does not name them; by default
            Chinese or English, by the characters.
        drafts: Also yield rows without a translation.

    Raises:
        InputError: If the columns of source and target are unknown.
    """
    rows = read_rows(path, encoding, advance)
    head = list(islice(rows, _HEADER_ROWS))
    if head and _is_wordfast(head[0][1]):
        from termbase.formats import wordfast

        yield from wordfast.read_rows(chain(head[1:], rows), str(path), report)
        return
    start = _header(head)
    for line, _ in head[:start]:
        report(Problem("dropped", "a row above the header", str(path), line))
    columns = _columns(head[start][1] if head else (), str(path))
    body = head[start if columns.is_headless else start + 1 :]
    guessed = columns.direction(body)
    for row in chain(body, rows):
        yield from columns.units(row, str(path), report, languages, guessed, drafts=drafts)


def write_units(file: BinaryIO, units: Iterable[TranslationUnit], report: Report = ignore) -> int:
    """Write units as a TSV of all their fields that are text.

    Args:
        file: Open for writing.
        units: Taken one by one.
        report: Called with each unit that is left out, because of a character that no exchange
            format can hold.

    Returns:
        The number of units that were written.
    """
    file.write(("\t".join(COLUMNS) + "\n").encode())
    count = 0
    for unit in units:
        if character := unwritable(unit):
            message = f"unit {unit.id}: left out: {character}, which exchange formats cannot hold"
            report(Problem("unwritable", message))
            continue
        row = "\t".join(escape_cell(getattr(unit, name)) for name in COLUMNS)
        file.write(f"{row}\n".encode())
        count += 1
    return count


def _header(rows: Sequence[Row]) -> int:
    """Return the index of the header or, without one, of the first unit; 0 if there is neither."""
    for index, (_, cells) in enumerate(rows):
        try:
            columns = _columns(cells, "")
        except InputError:
            continue
        # Above a unit may be a title; a row of several cells is a header that nobody knows.
        if not columns.is_headless or all(map(_is_title, rows[:index])):
            return index
    return 0


def _is_title(row: Row) -> bool:
    return sum(map(bool, row[1])) < 2


def is_header(cells: Sequence[str]) -> bool:
    """Return True if a row names the columns of source and target of a table of units."""
    try:
        return not _columns(cells, "").is_headless
    except InputError:
        return False


class _Columns:
    """The columns of a table.

    Args:
        roles: For each column ``source``, ``target`` or another field of a unit, ``note``, or
            empty; and its language or its heading.
        is_headless: True if the first row is already a unit.
    """

    def __init__(self, roles: Sequence[tuple[str, str]], *, is_headless: bool = False) -> None:
        self.is_headless = is_headless
        self._roles = roles

    def units(
        self,
        row: Row,
        file: str,
        report: Report,
        languages: tuple[str, str],
        guessed: tuple[str, str],
        *,
        drafts: bool = False,
    ) -> Iterator[FileUnit]:
        """Yield a unit for each translation in a row; with drafts at least one."""
        line, given = row
        if any(map(str.strip, given[len(self._roles) :])):
            message = f"{len(given)} cells, where the header has {len(self._roles)}"
            report(Problem("ragged-row", message, file, line))
            return
        cells = [unguard(cell) for cell in given] + [""] * (len(self._roles) - len(given))
        sources: list[tuple[str, str]] = []
        targets: list[tuple[str, str]] = []
        values: dict[str, str] = {}
        notes: list[str] = []
        properties: dict[str, str] = {}
        has_draft = False
        for (role, name), cell in zip(self._roles, cells, strict=False):
            has_draft = has_draft or is_draft(name, cell)
            if role in _SIDES:
                (sources if role == "source" else targets).append((cell, name))
            elif role == "note" and cell:
                notes.append(cell)
            elif role in COLUMNS:
                values[role] = cell
            elif cell and name:
                properties[name] = cell
        source, source_language = sources[0]
        found = _translations(targets, drafts=drafts)
        if not source.strip() or not found:
            report(Problem("untranslated", "a row without source or target", file, line))
        elif has_draft and not drafts:
            report(Problem("unconfirmed", "a translation that is not confirmed", file, line))
        else:
            source_tag = values.pop("source_language", "") or source_language or languages[0]
            target_tag = values.pop("target_language", "")
            for text, language in found:
                own = _languages_of(source, text) or guessed
                unit = TranslationUnit(
                    source,
                    text,
                    source_tag or own[0],
                    target_tag or language or languages[1] or own[1],
                    notes=tuple(notes),
                    properties=properties,
                )
                yield FileUnit(replace(unit, **values), line)  # type: ignore[arg-type]

    def direction(self, rows: Sequence[Row]) -> tuple[str, str]:
        """Return the languages of most rows, for those that do not tell, such as a year."""
        names = [role for role, _ in self._roles]
        places = names.index("source"), names.index("target")
        pairs = [[row[n] if n < len(row) else "" for n in places] for _, row in rows]
        found = Counter(filter(None, (_languages_of(*pair) for pair in pairs)))
        return max(found, key=found.__getitem__, default=("en", "en"))


def _languages_of(source: str, target: str) -> tuple[str, str] | None:
    """Return the languages of a pair by its characters, or None if they do not differ."""
    pair = guess_language(source), guess_language(target)
    return pair if pair[0] != pair[1] else None


def _translations(targets: Sequence[tuple[str, str]], *, drafts: bool) -> list[tuple[str, str]]:
    """Return the translations that have text, with their languages; with drafts at least one."""
    found = [(text, language) for text, language in targets if text.strip()]
    return found or ([("", targets[0][1])] if drafts else [])


def _columns(first: Sequence[str], file: str) -> _Columns:
    """Return the columns that the first row of a table names, or has.

    Raises:
        InputError: If source and target are unknown.
    """
    roles = [_role(heading) for heading in first]
    names = [role for role, _ in roles]
    strange = [cell for cell, role in zip(first, names, strict=True) if not role]
    has_words = sum(_plain(heading) in _ROLES for heading in first) > 1
    # A row of texts is not a header because of a language code in one of its cells.
    if has_words or not any(map(_has_han, strange)):
        texts = [n for n, role in enumerate(names) if role == "text"]
        for number in texts:
            side = "target" if "source" in names else "source"
            names[number] = side
        if {"source", "target"} <= set(names):
            return _Columns(list(zip(names, (name for _, name in roles), strict=True)))
    if (
        len(first) > 1
        and _has_han(first[0]) != _has_han(first[1])
        and all(map(str.strip, first[:2]))
    ):
        tags = iter(("source_language", "target_language"))
        rest = [(next(tags, "") if parse_tag(cell) else "", "") for cell in first[2:]]
        return _Columns([("source", ""), ("target", ""), *rest], is_headless=True)
    raise InputError(
        f"{file}:1: no columns for source and target; name them in the first row, as source and "
        "target or as zh and en"
    )


def _role(heading: str) -> tuple[str, str]:
    """Return the role of a column and its language; for a role that is unknown the heading."""
    from termbase.formats.tables.columns import column_of

    plain = _plain(heading)
    if plain in _ROLES:
        return _ROLES[plain]
    if plain in COLUMNS:
        return plain, ""
    match = _TAG.fullmatch(plain)
    if match and parse_tag(match[1]):
        return "text", match[1]
    column = column_of(heading)
    if column.field == "note":
        return "note", ""
    return "property" if column.is_known else "", heading.strip()


def _plain(heading: str) -> str:
    return unguard(heading.strip()).strip().lower()


def _is_wordfast(row: Sequence[str]) -> bool:
    """Return True for the first row of a translation memory of Wordfast."""
    return len(row) > 5 and row[0].startswith("%") and "wordfast" in row[4].lower()


def _has_han(text: str) -> bool:
    return any(map(is_han, text))
