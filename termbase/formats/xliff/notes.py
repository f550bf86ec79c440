"""Write notes and issues on segments into an XLIFF file; those of an earlier run are replaced.

XLIFF 1.2, 2.2.2: ``note`` in ``trans-unit``; XLIFF 2.1, 4.2.2.8: ``notes`` in ``unit``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from termbase.formats.characters import UNWRITABLE
from termbase.formats.xliff.issues import Edit, QualityIssue, issue_edits, without_issues
from termbase.formats.xliff.reader import check_root
from termbase.formats.xliff.segments import UNITS, XliffSegment, is_locked, unit_segments
from termbase.formats.xml.encoding import decoded, encoded, encoding_of
from termbase.formats.xml.safe import local
from termbase.formats.xml.splice import Xml, escaped

# The author of the notes in XLIFF 1.2, and their category in XLIFF 2.
_FROM = "glossary check"
_PREFIX = r"(?:[\w.-]+:)?"
_OLD = re.compile(
    rf'\s*<{_PREFIX}note [^>]*(?:from|category)="{_FROM}"[^>]*>[^<]*</{_PREFIX}note>'
    rf"|\s*<{_PREFIX}notes>\s*</{_PREFIX}notes>"
)


def without_notes(data: bytes, file: str) -> bytes:
    """Return a file without the notes and issues that :func:`with_notes` has written."""
    mark, encoding = encoding_of(data)
    text = decoded(data.removeprefix(mark), encoding, file)
    shorter = without_issues(text)
    while (fewer := _OLD.sub("", shorter)) != shorter:
        shorter = fewer
    return data if shorter == text else mark + encoded(shorter, encoding, file)


def with_notes(
    data: bytes,
    file: str,
    notes: Mapping[int, Sequence[str]],
    issues: Mapping[int, Sequence[QualityIssue]] | None = None,
) -> bytes:
    """Return a file with notes on its segments; all other bytes are unchanged.

    Args:
        data: The file.
        file: Its name in messages.
        notes: The notes by the number of the segment, from 1, as the reader yields them with
            drafts.
        issues: Issues by the number of the segment, to be written as well.

    Raises:
        InputError: If it is not an XLIFF or cannot be read.
    """
    xml = Xml(without_notes(data, file), file)
    check_root(xml.root, file)
    by_unit: dict[Any, list[str]] = defaultdict(list)
    # A unit of XLIFF 1.2 has the issues of all its segments.
    found: dict[Any, tuple[int, XliffSegment, list[QualityIssue]]] = {}
    for number, segment in enumerate(_segments(xml.root), 1):
        by_unit[segment.unit] += notes.get(number, ())
        if of_segment := (issues or {}).get(number):
            owner = segment.unit if segment.element is None else segment.element
            found.setdefault(owner, (number, segment, []))[2].extend(of_segment)
    of_notes = [_note_edit(xml, unit, texts) for unit, texts in by_unit.items() if texts]
    of_issues = [edit for one in found.values() for edit in issue_edits(xml, *one)]
    # Of two changes at one place the first comes first: in XLIFF 2 modules are before notes.
    is_version_2 = any(local(unit) == "unit" for unit in by_unit)
    return xml.changed([*of_issues, *of_notes] if is_version_2 else [*of_notes, *of_issues])


def _segments(root: Any) -> Iterator[XliffSegment]:
    """Yield the segments that the reader yields."""
    from termbase.formats.xliff.codes import inline_content, plain_text

    for unit in root.iter(*(f"{{*}}{name}" for name in UNITS)):
        for segment in unit_segments(unit):
            text = plain_text(list(inline_content(segment.source, {})))
            if not is_locked(segment) and text.strip():
                yield segment


def _note_edit(xml: Xml, unit: Any, texts: Sequence[str]) -> Edit:
    """Return the change to a file that writes the notes of a unit."""
    is_version_2 = local(unit) == "unit"
    name = xml.name(unit).removesuffix(local(unit)) + "note"
    attribute = "category" if is_version_2 else "from"
    shown = [escaped(UNWRITABLE.sub("\ufffd", text)) or "" for text in texts]
    written = [f'<{name} {attribute}="{_FROM}">{text}</{name}>' for text in shown]
    if is_version_2:
        existing = unit.find("{*}notes")
        if existing is not None and not xml.outer(existing).endswith("/>"):
            at = xml.span(existing).content_start
            return at, at, "".join(written)
        added = f"<{name}s>{''.join(written)}</{name}s>"
        if existing is not None:
            span = xml.span(existing)
            return span.start, span.end, added
        at = xml.span(_first_of_core(unit)).start
        return at, at, added
    target = unit.find("{*}target")
    last = target if target is not None else unit.find("{*}seg-source")
    if last is None:
        last = unit.find("{*}source")
    indent, at = xml.indent(last), xml.span(last).end
    return at, at, "".join(f"{indent}{note}" for note in written)


def _first_of_core(unit: Any) -> Any:
    """Return the first element of a unit that is not one of a module."""
    return next(child for child in unit if local(child) in ("originalData", "segment", "ignorable"))
