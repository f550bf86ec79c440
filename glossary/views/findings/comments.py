"""Findings as comments in a Word document: in a bilingual table, or in a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from glossary.check import Finding, Segment
from glossary.documents import read_one
from glossary.documents.docx.parts import Parts
from glossary.views.docx import finished
from glossary.views.docx.marking import Marking
from glossary.views.summary import Summary, Words

if TYPE_CHECKING:
    from pathlib import Path


class _Place(NamedTuple):
    """The offsets in the source of a document at which the characters of a text are.

    A character without one, such as white space between paragraphs, has that of the next one.
    """

    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the document; that of a place between characters has one of these."""
        last = len(self.offsets) - 1
        first = self.offsets[min(start, last)]
        return first, max(self.offsets[min(max(end - 1, start), last)], first) + 1


def write(findings: Sequence[Finding], segments: Sequence[Segment], path: Path) -> bytes:
    """Return a document with findings as comments; those of an earlier run are replaced.

    Args:
        findings: The findings.
        segments: All segments: those of the tables in the document, or of a text whose translation
            it is.
        path: The document.

    Returns:
        The document; a finding whose text is not found in it has no comment.

    Raises:
        InputError: If the document cannot be read, or the comments could not be taken out again.
    """
    document = read_one(path)
    parts = Parts.of_document(document)
    marking = Marking(document, parts, {})
    places = _places(document.source, segments, has_source=not segments[0].target_file)
    by_number = {segment.number: segment for segment in segments}
    comments = sorted(
        (
            (span, _note(finding, by_number[finding.segment]))
            for finding in findings
            if (span := _span(finding, places))
        ),
        key=lambda comment: comment[0],
    )
    written = [marking.comment(*span, note) for span, note in comments]
    return finished(marking) if any(written) else document.original


def _places(
    text: str, segments: Sequence[Segment], *, has_source: bool
) -> dict[int, tuple[_Place | None, _Place | None]]:
    """Return where the source and the target of each segment are in a document, by its number."""
    letters = [(char, offset) for offset, char in enumerate(text) if not char.isspace()]
    compact = "".join(char for char, _ in letters)
    offsets = [offset for _, offset in letters]
    found: dict[int, tuple[_Place | None, _Place | None]] = {}
    done = 0
    for segment in segments:
        pair: list[_Place | None] = []
        for side in (segment.source if has_source else "", segment.target):
            needle = "".join(side.split())
            at = compact.find(needle, done) if needle else -1
            if at < 0:
                pair.append(None)
                continue
            done = at + len(needle)
            pair.append(_Place([*_of_characters(side, offsets[at:done])]))
        found[segment.number] = pair[0], pair[1]
    return found


def _of_characters(text: str, offsets: Sequence[int]) -> Iterator[int]:
    """Yield the offset of each character of a text, given those of its letters."""
    number = 0
    for char in text:
        yield offsets[min(number, len(offsets) - 1)]
        number += not char.isspace()


def _span(
    finding: Finding, places: dict[int, tuple[_Place | None, _Place | None]]
) -> tuple[int, int] | None:
    """Return the span that gets the comment: in the target, or all of that, or in the source."""
    source, target = places[finding.segment]
    if target:
        return target.span(*(finding.target_span or (0, len(target.offsets))))
    if source:
        return source.span(*(finding.source_span or (0, len(source.offsets))))
    # A comment on what is left out is at the end of what is before it.
    before = (places.get(number, (None, None))[1] for number in range(finding.segment - 1, 0, -1))
    nearest = next(filter(None, before), None)
    return nearest.span(len(nearest.offsets) - 1, len(nearest.offsets)) if nearest else None


def _note(finding: Finding, segment: Segment) -> Summary:
    lines: list[tuple[Words, ...]] = [(Words(f"{finding.message} [{finding.rule}]"),)]
    if finding.source_span and not finding.target_span:
        start, end = finding.source_span
        if marked := " ".join(segment.source[start:end].split()):
            lines.append((Words("source:"), Words(marked, segment.source_language.value)))
    if finding.suggestion:
        lines.append((Words("→"), Words(finding.suggestion, segment.target_language.value)))
    return Summary((Words(finding.severity.value, style="bold"),), tuple(lines))
