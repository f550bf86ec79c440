"""Drawings of comments, in VML as Excel writes it, which need not be well-formed XML."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

# Every byte is a character, so that whatever the encoding is, it stays; tags are in ASCII.
_ENCODING = "latin-1"
_SHAPE_END = re.compile(r"</(?:\w+:)?shape\s*>")
_SHAPE_START = re.compile(r"<(?:\w+:)?shape[\s>]")
_NOTE = re.compile(r"ObjectType\s*=\s*[\"']Note[\"']")
_PLACE = re.compile(r"<(?:\w+:)?(Row|Column)>\s*([0-9]{1,7})\s*</")
_ID = re.compile(r"_x0000_s([0-9]{1,9})\b")
# Before the type of shape of comments, where a drawing had none.
OWN_TYPE = "<!--zg-->"
_OWN_TYPE = re.compile(rf"{OWN_TYPE}<v:shapetype .*?</v:shapetype>", re.DOTALL)
_END = re.compile(r"</(?:\w+:)?xml\s*>\s*\Z")


def without_notes(content: bytes, places: Collection[tuple[int, int]]) -> bytes:
    """Return a drawing without the shapes of the comments at some rows and columns, from 1."""
    source = content.decode(_ENCODING)
    parts, offset = [], 0
    for start, end in _shapes(source):
        if _place(source[start:end]) in places:
            parts.append(source[offset:start])
            offset = end
    rest = "".join(parts) + source[offset:]
    return _OWN_TYPE.sub("", rest).encode(_ENCODING)


def with_shapes(content: bytes, shapes: str) -> bytes | None:
    """Return a drawing with shapes at its end; None if it has no end."""
    source = content.decode(_ENCODING)
    end = _END.search(source)
    if end is None:
        return None
    return (source[: end.start()] + shapes + source[end.start() :]).encode(_ENCODING)


def has_type(content: bytes, type: str) -> bool:
    """Return True if a drawing has a type of shapes."""
    return f'id="{type}"' in content.decode(_ENCODING)


def highest_id(content: bytes) -> int:
    """Return the highest number that a shape of a drawing has; 0 if none has one."""
    return max((int(number) for number in _ID.findall(content.decode(_ENCODING))), default=0)


def _shapes(source: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the shapes in a drawing."""
    offset = 0
    for end in _SHAPE_END.finditer(source):
        starts = list(_SHAPE_START.finditer(source, offset, end.start()))
        if starts:
            yield starts[-1].start(), end.end()
        offset = end.end()


def _place(shape: str) -> tuple[int, int] | None:
    """Return the row and column of the comment that a shape shows, from 1."""
    if not _NOTE.search(shape):
        return None
    found = {name: int(number) + 1 for name, number in _PLACE.findall(shape)}
    return (found["Row"], found["Column"]) if len(found) == 2 else None
