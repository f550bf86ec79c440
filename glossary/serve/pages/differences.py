"""The difference between two texts, in pieces to show in colours and with signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from termbase.memory.concordance import Span

# A word, a stretch of spaces, or one character: a 汉字 is a word by itself.
_TOKEN = re.compile(r"[^\W\u2e80-\u9fff]+|\s+|.", re.DOTALL)
# The time grows with the product of the lengths.
_LONGEST = 2_000
# Texts with less in common are read better one after the other.
_LEAST_SHARE = 0.3


class Piece(NamedTuple):
    """A stretch of text.

    Attributes:
        kind: ``same``, ``removed`` or ``added``.
        text: The text.
    """

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Return what two texts have in common, and what only one of them has, in order.

    Args:
        before: The earlier text.
        after: The later text.
    """
    from rapidfuzz.distance import LCSseq

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _LONGEST:
        return _changed(before, after)
    found: list[Piece] = []
    removed, added = "", ""
    for step in LCSseq.opcodes(old, new):
        old_text = "".join(old[step.src_start : step.src_end])
        new_text = "".join(new[step.dest_start : step.dest_end])
        # A space between two changed words is read as a part of the change.
        if step.tag == "equal" and not ((removed or added) and old_text.isspace()):
            found += [*_changed(removed, added), Piece("same", old_text)]
            removed = added = ""
        else:
            removed, added = removed + old_text, added + new_text
    found += _changed(removed, added)
    same = sum(len(piece.text) for piece in found if piece.kind == "same")
    if same < _LEAST_SHARE * max(len(before), len(after)):
        return _changed(before, after)
    return found


def _changed(removed: str, added: str) -> list[Piece]:
    if removed == added:
        return [Piece("same", removed)] if removed else []
    texts = (("removed", removed), ("added", added))
    return [Piece(kind, text) for kind, text in texts if text]


def stretches(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in order, each with True if it is one of the spans.

    Args:
        text: The text.
        spans: Spans in order that do not overlap.
    """
    place = 0
    for start, end in spans:
        yield text[place:start], False
        yield text[start:end], True
        place = end
    yield text[place:], False
