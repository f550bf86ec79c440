"""The extent of each element of an XML file, as byte offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

from termbase.errors import InputError

_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


class Span(NamedTuple):
    """The extent of an element, as byte offsets in UTF-8.

    Attributes:
        start: The start of the start tag.
        content_start: The end of the start tag.
        content_end: The start of the end tag.
        end: The end of the end tag; all but the first are equal for an empty-element tag.
    """

    start: int
    content_start: int
    content_end: int
    end: int


def element_spans(utf8: bytes, file: str) -> list[Span]:
    """Return the extents of the elements, in the order of their start tags."""
    from xml.parsers import expat

    starts: list[tuple[int, int]] = []
    spans: dict[int, Span] = {}
    open_elements: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def begin(_name: str, _attributes: list[str]) -> None:
        start = parser.CurrentByteIndex
        open_elements.append(len(starts))
        starts.append((start, _end_of_tag(utf8, start)))

    def end(_name: str) -> None:
        number = open_elements.pop()
        start, content_start = starts[number]
        at = parser.CurrentByteIndex
        is_empty_tag = utf8.endswith(b"/>", start, content_start)
        spans[number] = Span(
            start, content_start, at, at if is_empty_tag else utf8.index(b">", at) + 1
        )

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.ordered_attributes = True
    # References to entities of a DTD that is not read are allowed.
    parser.UseForeignDTD(True)
    try:
        parser.Parse(utf8, True)
    except expat.ExpatError as error:
        # Both parsers must agree on the file; they differ on some characters in names.
        reason = expat.ErrorString(error.code)
        raise InputError(f"{file}:{error.lineno}: not well-formed XML ({reason})") from None
    return [spans[number] for number in range(len(starts))]


def _end_of_tag(utf8: bytes, start: int) -> int:
    match = _TAG.match(utf8, start)
    return match.end() if match else start
