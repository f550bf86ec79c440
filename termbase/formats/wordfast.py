"""Read the translation memories of Wordfast Classic: a text of tabs with a header of its own.

The columns of a row are date, user, number of uses, source language, source, target language,
target, and attributes (https://www.wordfast.net, "Wordfast TM format"). ``&'92;`` is a character by
its code in Windows-1252, ``&tA;`` an inline code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from termbase.errors import Problem
from termbase.formats.units import FileUnit, Report
from termbase.model.unit import TranslationUnit

_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)~(\d\d)(\d\d)(\d\d)")
_CHARACTER = re.compile(r"&'([0-9A-Fa-f]{1,2});")
_CODE = re.compile(r"&t[A-Z][A-Za-z]?;")
_FIELDS = 7


def read_rows(
    rows: Iterable[tuple[int, Sequence[str]]], file: str, report: Report
) -> Iterator[FileUnit]:
    """Yield the units of the rows that follow the header.

    Args:
        rows: The rows with their lines.
        file: The name of the file in problems.
        report: Called with each row that has too few columns or no text.
    """
    for line, row in rows:
        if len(row) < _FIELDS:
            message = f"{len(row)} columns, where a memory of Wordfast has at least {_FIELDS}"
            report(Problem("ragged-row", message, file, line))
            continue
        date, user, _, source_language, source, target_language, target = row[:_FIELDS]
        text, translation = ("".join(_parts(one)) for one in (source, target))
        if not text.strip() or not translation.strip():
            report(Problem("untranslated", "a segment without text", file, line))
            continue
        match = _DATE.fullmatch(date)
        unit = TranslationUnit(
            text,
            translation,
            source_language,
            target_language,
            created="{}-{}-{}T{}:{}:{}+00:00".format(*match.groups()) if match else "",
            created_by=user,
            source_markup=_markup(source),
            target_markup=_markup(target),
        )
        yield FileUnit(unit, line)


def _markup(text: str) -> str:
    """Return a segment with its codes as in TMX; empty if it has none."""
    codes = _CODE.findall(text)
    if not codes:
        return ""
    texts = [escape(part, quote=False) for part in _parts(text)]
    marks = [f"<ph>{escape(code)}</ph>" for code in codes]
    return "".join(a + b for a, b in zip(texts, [*marks, ""], strict=True))


def _parts(text: str) -> list[str]:
    """Return the text between the codes of a segment; a blank beside a code belongs to it."""
    parts = list(map(_characters, _CODE.split(text)))
    parts[0] = parts[0].lstrip()
    parts[-1] = parts[-1].rstrip()
    return parts


def _characters(text: str) -> str:
    return _CHARACTER.sub(lambda match: _character(int(match[1], 16)), text)


def _character(code: int) -> str:
    # &'B; is a line break within a segment.
    return "\n" if code == 0x0B else bytes([code]).decode("cp1252", "replace")
