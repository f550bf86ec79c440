"""Running heads and page numbers: lines at the edges of pages that interrupt the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from glossary.documents.pdf.layout import Line

# So many lines at an edge of a page may be running heads.
_MOST = 2
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—·•\s]*(?:(?:第|page|p\.)\s*)?(?:#|[ivxlc]{1,6})(?:\s*(?:/|of)\s*#)?\s*[页頁]?[-–—·•\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page.

    Attributes:
        first: The number of its first character in the file.
        columns: The lines of its text, column by column.
        heads: Running heads that are here for the first time.
    """

    first: int
    columns: list[list[Line]]
    heads: list[Line]


def without_running_heads(
    pages: Sequence[tuple[int, list[list[Line]]]],
) -> Iterator[PageLines]:
    """Yield pages without what is at the edge of several ones, and without page numbers.

    Args:
        pages: The number of the first character of each page, and its columns.
    """
    counts = Counter(
        key for _, columns in pages for key in {_key(line) for line in _at_edges(columns)}
    )
    seen: set[tuple[str, int]] = set()
    for first, columns in pages:
        edges = {
            id(line): line
            for line in _at_edges(columns)
            if counts[_key(line)] > 1 or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(_key(line)[0]))
        }
        heads = [
            line
            for line in edges.values()
            if _key(line) not in seen and not _PAGE_NUMBER.fullmatch(_key(line)[0])
        ]
        seen.update(map(_key, edges.values()))
        text = [[line for line in column if id(line) not in edges] for column in columns]
        yield PageLines(first, [column for column in text if column], heads)


def _at_edges(columns: Iterable[Sequence[Line]]) -> list[Line]:
    """Return the lines that are highest and lowest on a page."""
    lines = sorted((line for column in columns for line in column), key=lambda ln: ln.box.middle)
    return lines if len(lines) <= 2 * _MOST else [*lines[:_MOST], *lines[-_MOST:]]


def _key(line: Line) -> tuple[str, int]:
    """Return what running heads have in common: their text without numbers, and their height."""
    return _DIGITS.sub("#", line.text.strip()), round(line.box.middle / line.size)
