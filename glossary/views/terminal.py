"""For the terminal: a text with its terms underlined, and tables of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from rich.cells import cell_len

from glossary.annotate import Annotation
from glossary.documents import Document, Piece
from glossary.find import Boundary, Level, Mention
from glossary.views.words import safe, visible
from termbase.model.concept import Concept, Language

_NUMBER = re.compile(r"[\d,]+")
# So many rows of a table are held back to see how wide their columns are.
_LOOKED_AT = 500
_EXPLANATIONS = {
    Boundary.WORDS: "it begins and ends where words do",
    Boundary.INSIDE: "it stands inside one longer word of the dictionary, between whole words",
    Boundary.AFFIX: "of one longer word of the dictionary a single character is left beside it",
    Boundary.ACROSS: "it begins or ends inside other words of the likeliest cut",
    Boundary.NUMBER: "its first character may be the unit of the number before it",
}


def write(document: Document, annotations: Sequence[Annotation], *, styled: bool) -> str:
    """A document's text with its terms underlined, and the terms below.

    Args:
        document: Any.
        annotations: Of this document, in order.
        styled: Whether to underline, for a terminal that understands it.
    """
    text = "".join(_text(document, annotations, styled=styled)).rstrip("\n")
    rows = list(_rows(annotations))
    return (
        f"{text}\n\n{table(('term', 'pinyin', 'English', 'count'), rows)}" if rows else f"{text}\n"
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns aligned by the width that characters have in a terminal; numbers to the right."""
    return "".join(table_lines(header, rows))


def table_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table as it comes: the first rows decide how wide its columns are."""
    lines = (tuple(map(visible, row)) for row in rows)
    first = [tuple(header), *islice(lines, _LOOKED_AT)]
    columns = list(zip(*first, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    numeric = [all(_NUMBER.fullmatch(cell) for cell in column[1:]) for column in columns]
    rule = tuple("─" * width for width in widths)
    for line in chain(first[:1], [rule], first[1:], lines):
        cells = []
        for cell, width, right in zip(line, widths, numeric, strict=True):
            space = " " * (width - cell_len(cell))
            cells.append(space + cell if right else cell + space)
        yield "  ".join(cells).rstrip() + "\n"


def mention_lines(found: Iterable[tuple[str, Mention]]) -> Iterator[str]:
    """A table of mentions in files, one a line."""
    rows = ((f"{file}:{m.start}", m.text, *_columns(m.concept)) for file, m in found)
    yield from table_lines(("place", "text", "term", "pinyin", "English"), rows)


def explained(file: str, mention: Mention, before: str, after: str, level: Level) -> str:
    """Why a mention counts as one, for a person.

    Args:
        file: Where it stands.
        mention: Any.
        before: Some of the text before it.
        after: Some of the text after it.
        level: The level it was found at.
    """
    how = _EXPLANATIONS[mention.boundary]
    asked = f"{level.value} asks for {level.threshold:.3g}"
    return (
        f"{file}:{mention.start}  {visible(before)}〔{visible(mention.text)}〕{visible(after)}\n"
        f"    {mention.concept.id}: {how}; score {mention.score:.2f}, {asked}\n"
    )


def _text(document: Document, annotations: Sequence[Annotation], *, styled: bool) -> Iterator[str]:
    start, end = ("\x1b[4m", "\x1b[24m") if styled else ("", "")
    marked = iter([part for annotation in annotations for part in annotation.parts])
    part = next(marked, None)
    for piece in _shown(document):
        done = 0
        while part and part.start < piece.end:
            first = part.start - piece.start
            yield safe(piece.text[done:first])
            yield f"{start}{safe(part.text)}{end}"
            done = first + len(part.text)
            part = next(marked, None)
        yield safe(piece.text[done:])


def _shown(document: Document) -> Iterator[Piece]:
    """What of the source to show: all of it, or of HTML the text, an empty line between blocks."""
    if document.format != "html":
        yield Piece(0, len(document.source), document.source)
        return
    for block in document.blocks:
        yield from block.pieces
        yield Piece(block.pieces[-1].end, block.pieces[-1].end, "\n\n")


def _rows(annotations: Sequence[Annotation]) -> Iterator[tuple[str, str, str, str]]:
    counts = Counter(annotation.concept for annotation in annotations)
    for concept, count in counts.items():
        yield (*_columns(concept), str(count))


def _columns(concept: Concept) -> tuple[str, str, str]:
    """A concept's best term, its pinyin, and its best rendering."""
    chinese, english = concept.best(Language.CHINESE), concept.best(Language.ENGLISH)
    return (
        chinese.text if chinese else "",
        chinese.pinyin if chinese else "",
        english.text if english else "",
    )
