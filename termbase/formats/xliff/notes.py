"""Write notes on segments into an XLIFF file; notes of an earlier run are replaced.

XLIFF 1.2, 2.2.2: ``note`` in ``trans-unit``; XLIFF 2.1, 4.2.2.8: ``notes`` in ``unit``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from termbase.formats.characters import UNWRITABLE
from termbase.formats.xliff.reader import check_root
from termbase.formats.xliff.segments import UNITS, is_locked, unit_segments
from termbase.formats.xml.safe import local
from termbase.formats.xml.splice import Changes, Xml, escaped

# The author of the notes in XLIFF 1.2, and their category in XLIFF 2.
_FROM = "glossary check"
_OLD = re.compile(
    rf'\s*<note [^>]*(?:from|category)="{_FROM}"[^>]*>[^<]*</note>|\s*<notes>\s*</notes>'
)


def without_notes(data: bytes) -> bytes:
    """Return a file without the notes that :func:`with_notes` has written."""
    # The names of notes are in ASCII in all encodings but UTF-16, whose files keep theirs.
    text = data.decode("latin-1")
    while (shorter := _OLD.sub("", text)) != text:
        text = shorter
    return text.encode("latin-1")


def with_notes(data: bytes, file: str, notes: Mapping[int, Sequence[str]]) -> bytes:
    """Return a file with notes on its segments; all other bytes are unchanged.

    Args:
        data: The file.
        file: Its name in messages.
        notes: The notes by the number of the segment, from 1, as the reader yields them with
            drafts.

    Raises:
        InputError: If it is not an XLIFF or cannot be read.
    """
    xml = Xml(without_notes(data), file)
    check_root(xml.root, file)
    by_unit: dict[Any, list[str]] = defaultdict(list)
    for number, unit in enumerate(_units_of_segments(xml.root), 1):
        by_unit[unit] += notes.get(number, ())
    changes = Changes(xml)
    for unit, texts in by_unit.items():
        if texts:
            _put(changes, xml, unit, texts)
    return changes.data()


def _units_of_segments(root: Any) -> list[Any]:
    """Return the unit of each segment that the reader yields."""
    from termbase.formats.xliff.codes import inline_content, plain_text

    return [
        segment.unit
        for unit in root.iter(*(f"{{*}}{name}" for name in UNITS))
        for segment in unit_segments(unit)
        if not is_locked(segment) and plain_text(list(inline_content(segment.source, {}))).strip()
    ]


def _put(changes: Changes, xml: Xml, unit: Any, texts: Sequence[str]) -> None:
    is_version_2 = local(unit) == "unit"
    name = xml.name(unit).removesuffix(local(unit)) + "note"
    attribute = "category" if is_version_2 else "from"
    shown = [escaped(UNWRITABLE.sub("\ufffd", text)) or "" for text in texts]
    written = [f'<{name} {attribute}="{_FROM}">{text}</{name}>' for text in shown]
    if is_version_2:
        existing = unit.find("{*}notes")
        if existing is not None:
            changes.put_first(existing, "".join(written))
        else:
            changes.put_first(unit, f"<{name}s>{''.join(written)}</{name}s>")
        return
    target = unit.find("{*}target")
    last = target if target is not None else unit.find("{*}seg-source")
    if last is None:
        last = unit.find("{*}source")
    indent = xml.indent(last)
    changes.put_after(last, "".join(f"{indent}{note}" for note in written))
