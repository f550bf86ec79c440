"""Take the elements of an earlier annotation out of an HTML document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from glossary.documents.html.elements import OpenElements
from glossary.documents.html.names import VOID
from glossary.documents.html.scanner import Kind, scan
from glossary.documents.html.xhtml import is_xhtml

MARK = "data-zg"


class _Open(NamedTuple):
    name: str
    start: int
    end: int
    mark: str


def remove_annotations(source: str) -> str:
    """Return the source without the elements that an earlier annotation put in."""
    if MARK not in source:
        return source
    parts, offset = [], 0
    for start, end in sorted(_cuts(source)):
        if start >= offset:
            parts.append(source[offset:start])
        offset = max(offset, end)
    return "".join(parts) + source[offset:]


def _cuts(source: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the source that are ours."""
    elements = OpenElements(is_xml=is_xhtml(source))
    opened: list[_Open] = []
    counts: Counter[str] = Counter()
    for token in scan(source, elements):
        if token.kind is Kind.START:
            if token.name in VOID or (token.is_self_closing and elements.is_xml_content):
                continue
            mark = token.attributes.get(MARK, "")
            opened.append(_Open(token.name, token.start, token.end, mark))
            counts[token.name] += 1
        elif token.kind is Kind.END and counts[token.name]:
            while True:
                element = opened.pop()
                counts[element.name] -= 1
                if element.name == token.name:
                    break
            if element.mark == "drop":
                yield element.start, token.end
            elif element.mark == "keep":
                yield element.start, element.end
                yield token.start, token.end
