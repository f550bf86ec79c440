"""For the terminal: the text with its terms underlined, a table of them, and looked-up concepts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from glossary.annotate import Annotation
from glossary.documents import Document, Piece
from glossary.find import Mention
from glossary.views.entries import describe
from termbase.concept import Concept, Language
from termbase.lookup import Hit

# What could steer a terminal or turn the direction of its text is shown as a sign instead.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_NUMBER = re.compile(r"[\d,]+")


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
    lines = [tuple(header), *(tuple(map(visible, row)) for row in rows)]
    columns = list(zip(*lines, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    numeric = [all(_NUMBER.fullmatch(cell) for cell in column[1:]) for column in columns]
    out = []
    for line in lines:
        cells = []
        for cell, width, right in zip(line, widths, numeric, strict=True):
            space = " " * (width - cell_len(cell))
            cells.append(space + cell if right else cell + space)
        out.append("  ".join(cells).rstrip())
    out.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(out) + "\n"


def mention_table(found: Sequence[tuple[str, Mention]]) -> str:
    """Mentions in files, one a line."""
    rows = [(f"{file}:{m.start}", m.text, *_columns(m.concept)) for file, m in found]
    return table(("place", "text", "term", "pinyin", "English"), rows)


def visible(text: str) -> str:
    """Text for one line of a terminal, with control characters made visible."""
    return _safe(" ".join(text.split()))


def hits(found: Sequence[Hit]) -> str:
    """Looked-up concepts for people to read."""
    return "\n".join("\n".join(_concept(hit.concept)) + "\n" for hit in found)


def _safe(text: str) -> str:
    return _CONTROL.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _text(document: Document, annotations: Sequence[Annotation], *, styled: bool) -> Iterator[str]:
    start, end = ("\x1b[4m", "\x1b[24m") if styled else ("", "")
    marked = iter([part for annotation in annotations for part in annotation.parts])
    part = next(marked, None)
    for piece in _shown(document):
        done = 0
        while part and part.start < piece.end:
            first = part.start - piece.start
            yield _safe(piece.text[done:first])
            yield f"{start}{_safe(part.text)}{end}"
            done = first + len(part.text)
            part = next(marked, None)
        yield _safe(piece.text[done:])


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


def _concept(concept: Concept) -> Iterator[str]:
    for term in concept.chinese:
        forms = " / ".join(term.forms)
        about = f"  ({describe(term)})" if describe(term) else ""
        yield visible(f"{forms}  {term.pinyin}") + about
    for term in concept.english:
        about = f"  ({describe(term)})" if describe(term) else ""
        yield f"  {visible(term.text)}{about}"
    if concept.gloss:
        yield f"    {visible(concept.gloss)}"
    if concept.literal:
        yield f"    Literally: “{visible(concept.literal)}”"
    if concept.note:
        yield f"    {visible(concept.note)}"
    yield f"    [{concept.id}]" + (f"  {concept.subject}" if concept.subject else "")
