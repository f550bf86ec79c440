"""Read the translation memories of Trados Studio (``.sdltm``), which are SQLite files.

The table ``translation_units`` has a segment and its translation as XML: ``Elements`` of ``Text``
and ``Tag``. The schema is not published; it was observed in files of version 8.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from termbase.encoding import open_file
from termbase.errors import InputError, Problem
from termbase.formats.units import Advance, FileUnit, Report, ignore
from termbase.formats.xml.safe import check_safe, local
from termbase.model.unit import TranslationUnit

_MAGIC = b"SQLite format 3\0"
_UNITS = """
    SELECT u.id, m.source_language, m.target_language, m.name, u.source_segment, u.target_segment,
        u.creation_date, u.creation_user, u.change_date, u.change_user
    FROM translation_units u JOIN translation_memories m ON m.id = u.translation_memory_id
    ORDER BY u.id
"""
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?Z?")
_OPENING, _CLOSING = ("Start", "UnmatchedStart"), ("End", "UnmatchedEnd")


def read_units(
    path: Path, report: Report = ignore, advance: Advance = ignore
) -> Iterator[FileUnit]:
    """Yield the units of a translation memory.

    Args:
        path: The file; it is not changed.
        report: Called with each unit without text, and each whose segments are malformed.
        advance: Called with the number of bytes read.

    Raises:
        InputError: If it is not an SDLTM, or damaged.
    """
    with open_file(path) as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise InputError(f"{path}: not an SDLTM: not an SQLite file")
    advance(path.stat().st_size)
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    try:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        for row in connection.execute(_UNITS):
            if unit := _to_unit(row, str(path), report):
                yield FileUnit(unit, row[0])
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: not an SDLTM, or damaged ({error}); export it as TMX from Trados Studio"
        ) from None
    finally:
        connection.close()


def _to_unit(row: tuple[Any, ...], file: str, report: Report) -> TranslationUnit | None:
    # SQLite columns may have values of any type.
    number, *values = row
    source_language, target_language, name, source_xml, target_xml, *stamps = (
        value if isinstance(value, str) else "" for value in values
    )
    if not source_language or not target_language:
        report(Problem("malformed", f"unit {number}: its memory names no language", file))
        return None
    numbers: dict[str, int] = {}
    try:
        source, target = (_segment(xml, file, numbers) for xml in (source_xml, target_xml))
    except InputError as error:
        message = f"unit {number}: a malformed segment ({str(error).partition(': ')[2]})"
        report(Problem("malformed", message, file))
        return None
    if not source[0].strip() or not target[0].strip():
        report(Problem("untranslated", f"unit {number}: a segment without text", file))
        return None
    created, created_by, changed, changed_by = stamps
    return TranslationUnit(
        source[0], target[0], source_language, target_language,
        origin=name, created=_date(created), created_by=created_by,
        changed=_date(changed), changed_by=changed_by,
        source_markup=source[1], target_markup=target[1],
    )  # fmt: skip


def _segment(xml: str, file: str, numbers: dict[str, int]) -> tuple[str, str]:
    """Return the text of a segment, and the text with the codes of TMX; empty if it has none.

    Raises:
        InputError: If it is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(xml.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{file}: not well-formed XML ({error})") from None
    check_safe(root, file)
    texts: list[str] = []
    markup: list[str] = []
    anchors: dict[str, int] = {}
    has_codes = False
    for element in root.iterfind("{*}Elements/{*}*"):
        if local(element) == "Text":
            text = element.findtext("{*}Value") or ""
            texts.append(text)
            markup.append(escape(text, quote=False))
        elif local(element) == "Tag":
            has_codes = True
            markup.append(_code(element, numbers, anchors))
    return "".join(texts), "".join(markup) if has_codes else ""


def _code(tag: Any, numbers: dict[str, int], anchors: dict[str, int]) -> str:
    """Return an inline code as TMX writes it.

    Args:
        tag: The element.
        numbers: The TMX numbers of both segments by alignment anchors, which a tag of the source
            shares with its counterpart in the target.
        anchors: The TMX numbers of one segment by anchors, which two tags of a pair share.
    """
    kind = tag.findtext("{*}Type") or ""
    anchor = tag.findtext("{*}Anchor") or ""
    if kind in _CLOSING and anchor in anchors:
        number = anchors[anchor]
    else:
        alignment = tag.findtext("{*}AlignmentAnchor") or ""
        key = alignment if alignment.strip("0") else f"anchor {anchor}"
        number = anchors[anchor] = numbers.setdefault(key, len(numbers) + 1)
    inner = escape(tag.findtext("{*}TextEquivalent") or "", quote=False)
    if kind in _OPENING:
        return f'<bpt i="{number}">{inner}</bpt>'
    if kind in _CLOSING:
        return f'<ept i="{number}">{inner}</ept>'
    return f'<ph x="{number}">{inner}</ph>'


def _date(value: str) -> str:
    match = _DATE.fullmatch(value)
    return f"{match[1]}T{match[2]}+00:00" if match else value
