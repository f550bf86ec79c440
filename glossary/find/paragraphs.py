"""Text in paragraphs, and in blocks of whole paragraphs.

No term goes over an empty line, so a text may be cut there and searched piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# Where a text without empty lines is cut; the stop of English may be that of an abbreviation.
_SENTENCE_BREAK = re.compile(r"[。！？]|[!?][\"'”’)]*\s")
# So much text is searched at once, in code points: enough for arrays to pay, and little memory.
_BLOCK = 1 << 18


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, between empty lines, each with the place where it begins."""
    start = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def blocks(pieces: Iterable[str]) -> Iterator[tuple[int, str]]:
    """A text in blocks of whole paragraphs, or of whole sentences where a paragraph is too long.

    Args:
        pieces: The text, cut anywhere.

    Yields:
        Each block with the place where it begins. Together they are the text without some of
        the white space between them.
    """
    held: list[str] = []
    length = begin = 0
    enough = 2 * _BLOCK
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length <= enough:
            continue
        text = "".join(held)
        start = 0
        while length - start > 2 * _BLOCK and (cut := _cut(text, start)):
            yield begin + start, text[start : cut[0]]
            start = cut[1]
        held, length, begin = [text[start:]], length - start, begin + start
        # A text that cannot be cut is not looked through again for each piece that comes.
        enough = 2 * max(length, _BLOCK)
    yield begin, "".join(held)


def _cut(text: str, start: int) -> tuple[int, int] | None:
    """Where a block that begins at a place ends, and where the next one begins."""
    least = start + _BLOCK
    if gap := _PARAGRAPH_BREAK.search(text, least, least + _BLOCK):
        return gap.start(), gap.end()
    stop = _SENTENCE_BREAK.search(text, least, len(text) - 1)
    return (stop.end(), stop.end()) if stop else None
