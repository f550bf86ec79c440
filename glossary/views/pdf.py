"""View ``pdf``: the file as it is, its terms highlighted, each with a note to open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.documents.pdf.glyphs import Glyph, corners
from glossary.documents.pdf.increment import AUTHOR, PREFIX, with_annotations
from glossary.documents.pdf.layout import is_same_line, line_of
from glossary.documents.pdf.page_text import Page, opened
from glossary.views.noted import noted, notes_of
from glossary.views.options import AnnotateOptions
from glossary.views.summary import Summary
from termbase.errors import InputError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# Red, green and blue: yellow, and blue for the user's own terms.
_COLOUR = [1.0, 0.93, 0.55]
_OWN_COLOUR = [0.7, 0.87, 1.0]
# The gap in heights of a character over which nothing is highlighted.
_FAR = 2
# The flag of annotations that are printed.
_PRINT = 4


def prepare(document: Document) -> Document:
    """Return the document as it is."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> bytes:
    """Return the PDF file with highlights appended; all bytes of the file come first.

    Raises:
        InputError: If the file is too damaged to be written on.
    """
    numbers = {one.number: _numbers(document, one) for one in annotations}
    carriers = noted(document, annotations, options, lambda one: bool(numbers[one.number]))
    if not carriers:
        return document.original
    notes = {entry.id: (entry, note) for entry, note in notes_of(document, carriers, options)}
    marked = {number: one for one in carriers for number in numbers[one.number]}
    pages: dict[int, list[dict[str, Any]]] = {}
    with opened(document.original, document.name) as file:
        count = len(file)
        for number, by_annotation in _marks(file, document.name, marked):
            pages[number] = []
            for annotation, found in by_annotation:
                entry, note = notes[annotation.entry]
                highlight = _highlight(found, note, _OWN_COLOUR if entry.is_own else _COLOUR)
                highlight["/NM"] = f"{PREFIX}{number + 1}-{len(pages[number]) + 1}-{entry.id}"
                pages[number].append(highlight)
    result = with_annotations(document.original, pages, document.name)
    _check(result, count, document.name)
    return result


def _numbers(document: Document, annotation: Annotation) -> list[int]:
    """Return the numbers of the characters of an annotation, counted through all pages."""
    return [
        number
        for start, end in annotation.spans
        for place in document.locate(start, end)
        for number in range(place.part_start, place.part_end)
    ]


def _marks(
    file: PdfDocument, name: str, marked: Mapping[int, Annotation]
) -> Iterator[tuple[int, list[tuple[Annotation, list[Glyph]]]]]:
    """Yield the pages that have annotations, with the characters of each.

    Args:
        file: The open file.
        name: Its name in messages.
        marked: The annotations by the numbers of their characters.
    """
    first, last = 0, max(marked)
    for number in range(len(file)):
        if first > last:
            return
        with Page(file, number, name) as page:
            numbers = range(first, first + page.count)
            first += page.count
            if not any(one in marked for one in numbers):
                continue
            found: dict[int, tuple[Annotation, list[Glyph]]] = {}
            for glyph in page.glyphs():
                if annotation := marked.get(numbers[glyph.index]):
                    found.setdefault(annotation.number, (annotation, []))[1].append(glyph)
        yield number, [found[key] for key in sorted(found)]


def _highlight(found: Sequence[Glyph], note: Summary, colour: list[float]) -> dict[str, Any]:
    """Return the highlight of characters as a dictionary of PDF (ISO 32000-1, 12.5.6.10)."""
    points = []
    for line in _lines(found):
        points += corners(line_of(line).box, line[0].turn)
    across, up = zip(*points, strict=True)
    text = " ".join(words.text for words in note.head)
    lines = [" ".join(words.text for words in line) for line in note.lines]
    return {
        "/Subtype": "/Highlight",
        "/Rect": [min(across), min(up), max(across), max(up)],
        "/QuadPoints": [float(value) for point in points for value in point],
        "/C": colour,
        "/F": _PRINT,
        "/T": AUTHOR,
        "/Contents": "\n".join([text, *lines]),
    }


def _lines(found: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield characters line by line; those of two cells of a table are not of one line."""
    line: list[Glyph] = []
    for glyph in found:
        if line and not _is_next(line[-1], glyph):
            yield line
            line = []
        line.append(glyph)
    yield line


def _is_next(last: Glyph, glyph: Glyph) -> bool:
    gap = abs(glyph.box.start - last.box.end)
    is_near = gap < _FAR * max(last.box.height, glyph.box.height)
    return last.turn == glyph.turn and is_near and is_same_line(last.box, glyph.box)


def _check(result: bytes, pages: int, name: str) -> None:
    """Check that what was written is read as before.

    Raises:
        InputError: If it is not.
    """
    with opened(result, name) as file:
        if len(file) != pages:
            raise InputError(
                f"{name}: too unusual to be annotated in place; make a page of it (-o x.html)"
            )
