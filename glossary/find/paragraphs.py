"""Cut a text into paragraphs, and into blocks of whole paragraphs.

No term crosses an empty line, so a text may be cut there and searched piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from termbase.patterns import compiled

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# Where a text without empty lines is cut. An English full stop may be that of an abbreviation.
_SENTENCE_BREAK = r"[。！？]|[!?][\"'”’)]*\s"
# The size of the blocks that are searched, in code points: arrays pay, and little memory is used.
_BLOCK = 1 << 18


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a text, between empty lines, each with its start offset."""
    start = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def blocks(pieces: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield a text in blocks of whole paragraphs, or of sentences where a paragraph is too long.

    Args:
        pieces: The text, cut anywhere.

    Yields:
        Each block with its start offset. Together they are the text without some of the white space
        between them.
    """
    held: list[str] = []
    length = begin = 0
    limit = 2 * _BLOCK
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length <= limit:
            continue
        text = "".join(held)
        start = 0
        while length - start > 2 * _BLOCK and (cut := _first_cut(text, start)):
            yield begin + start, text[start : cut[0]]
            start = cut[1]
        held, length, begin = [text[start:]], length - start, begin + start
        # A text that cannot be cut is not searched again for each piece that is added.
        limit = 2 * max(length, _BLOCK)
    yield begin, "".join(held)


def _first_cut(text: str, start: int) -> tuple[int, int] | None:
    """Return the end of the block that begins at an offset, and the start of the next block."""
    earliest = start + _BLOCK
    if gap := _PARAGRAPH_BREAK.search(text, earliest, earliest + _BLOCK):
        return gap.start(), gap.end()
    stop = compiled(_SENTENCE_BREAK).search(text, earliest)
    return (stop.end(), stop.end()) if stop else None
