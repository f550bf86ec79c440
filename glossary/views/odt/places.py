"""The places in the parts of an OpenDocument text where notes can be put."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.documents.odt.file import CONTENT, OdtFile
from glossary.documents.odt.names import DRAW, HEADERS, office, text
from glossary.documents.odt.text import fields
from glossary.documents.xml import Element, Kind, root_of
from glossary.views.ruby import of_terms
from termbase.language import pinyin

_NOTE = text("note")
# LibreOffice has no comments in headers, and no footnotes in headers, notes and text boxes.
_WITHOUT = {
    "comments": HEADERS,
    "footnotes": HEADERS | {_NOTE, f"{{{DRAW}}}text-box"},
}


class Span(NamedTuple):
    """A span of the text of a part."""

    part: str
    start: int
    end: int


class Places:
    """The places of annotations in the parts of a file.

    Args:
        document: The document.
        file: Its parts.
        form: The form of the notes.

    Attributes:
        form: The form of the notes.
    """

    def __init__(self, document: Document, file: OdtFile, form: str) -> None:
        self.form = form
        self._document = document
        roots = {name: root_of(part.text) for name, part in file.parts.items()}
        self._content = roots[CONTENT]
        self._closed = {
            name: sorted([*_spans(root.outermost(_WITHOUT.get(form, frozenset()))), *_cdata(root)])
            for name, root in roots.items()
        }
        self._fields = {name: _spans(fields(root)) for name, root in roots.items()}
        self._notes = [note.start for note in self._content.all(_NOTE)]

    @property
    def end_of_text(self) -> int:
        """Offset of the end of the text in the content."""
        return next(self._content.all(office("text"))).content_end

    def can_carry(self, annotation: Annotation) -> bool:
        """Return True if there can be a note at an annotation."""
        if self.form == "ruby":
            return any(True for _ in self.readings([annotation]))
        if self.form == "inline" and annotation.is_self_glossed:
            return False
        part, start, end = self.span(annotation)
        return not any(self._is_closed(part, offset) for offset in (start, end))

    def span(self, annotation: Annotation) -> Span:
        """Return the span of an annotation, widened so that it does not end in a field."""
        first = self._document.locate(annotation.start, annotation.start + 1)[0]
        last = self._document.locate(annotation.end - 1, annotation.end)[-1]
        before = _around(self._fields[first.part], first.part_start)
        after = _around(self._fields[first.part], last.part_end)
        return Span(
            first.part,
            before[0] if before else first.part_start,
            after[1] if after else last.part_end,
        )

    def notes_before(self, offset: int) -> int:
        """Return the number of the footnotes and endnotes before an offset in the content."""
        return bisect_left(self._notes, offset)

    def readings(self, annotations: Sequence[Annotation]) -> Iterator[tuple[str, int, int, str]]:
        """Yield the words of Chinese terms, cut where elements begin or end.

        Yields:
            The part, the span in it and the pinyin.
        """
        part, start, end = "", 0, 0
        syllables: list[str] = []
        # LibreOffice writes files that nobody can read where a reading and a link end together.
        outside = (annotation for annotation in annotations if not annotation.in_link)
        for offset, overlay in sorted(of_terms(outside).items()):
            place = self._document.locate(offset, offset + overlay.width)[0]
            continues = (part, end) == (place.part, place.part_start) and not overlay.begins
            if syllables and not continues:
                yield part, start, end, pinyin.joined(syllables)
                syllables = []
            if self._is_in_field(place.part, place.part_start):
                continue
            if not syllables:
                part, start = place.part, place.part_start
            end = place.part_end
            syllables.append(overlay.reading)
        if syllables:
            yield part, start, end, pinyin.joined(syllables)

    def _is_closed(self, part: str, offset: int) -> bool:
        return _around(self._closed[part], offset) is not None

    def _is_in_field(self, part: str, offset: int) -> bool:
        return self._is_closed(part, offset) or _around(self._fields[part], offset) is not None


def _spans(elements: Iterable[Element]) -> list[tuple[int, int]]:
    return [(element.start, element.end) for element in elements]


def _cdata(parent: Element) -> Iterator[tuple[int, int]]:
    """Yield the CDATA sections in an element: a tag in there would be text."""
    for child in parent.children:
        if isinstance(child, Element):
            yield from _cdata(child)
        elif child.kind is Kind.CDATA:
            yield child.start - 1, child.end + 1


def _around(spans: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """Return the span that an offset is in the middle of, if there is one."""
    index = bisect_left(spans, (offset, 0)) - 1
    return spans[index] if index >= 0 and offset < spans[index][1] else None
