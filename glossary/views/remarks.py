"""Remarks on a bilingual page: marked stretches of both sides, and what is said below the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import NamedTuple


class Remark(NamedTuple):
    """A marked stretch of a block.

    Attributes:
        start: The offset of its first character, from 0.
        end: The offset after the last one; that of the first for a place between characters.
        kind: The class of the mark.
        title: What is said of it.
    """

    start: int
    end: int
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """The remarks on a page.

    Attributes:
        title: The title of the page; empty for that of the texts.
        styles: The styles of the marks.
        top: What is above the rows, as HTML, with the heading of the page.
        below: What is below a row, as HTML, by the number of the row, from 1.
        marks: For the source and for the target, the remarks in a block by its index.
    """

    title: str = ""
    styles: str = ""
    top: str = ""
    below: Mapping[int, str] = field(default_factory=dict)
    marks: tuple[Mapping[int, Sequence[Remark]], Mapping[int, Sequence[Remark]]] = ({}, {})


def marked(remarks: Sequence[Remark], start: int, end: int, text: Callable[[int, int], str]) -> str:
    """Return a stretch as HTML with its remarks; of those that overlap, all are said.

    Args:
        remarks: The remarks in the block, the most severe first.
        start: Where the stretch begins in it.
        end: Where it ends.
        text: Called with the start and end of a part; returns it as HTML.
    """
    return "".join(_parts(remarks, start, end, text))


def point(remarks: Sequence[Remark], offset: int) -> str:
    """Return the marks of the remarks that are at a place between characters."""
    return "".join(
        _mark(f"zf-point {one.kind}", one.title, "")
        for one in remarks
        if one.start == one.end == offset
    )


def _parts(
    remarks: Sequence[Remark], start: int, end: int, text: Callable[[int, int], str]
) -> Iterator[str]:
    ends = (offset for one in remarks for offset in one[:2] if start < offset < end)
    for first, last in pairwise(sorted({start, end, *ends})):
        yield point(remarks, first)
        covering = [one for one in remarks if one.start <= first and last <= one.end]
        if covering:
            titles = "\n".join(dict.fromkeys(one.title for one in covering))
            yield _mark(covering[0].kind, titles, text(first, last))
        else:
            yield text(first, last)


def _mark(kind: str, title: str, content: str) -> str:
    return f'<mark class="{kind}" title="{escape(title)}">{content}</mark>'
