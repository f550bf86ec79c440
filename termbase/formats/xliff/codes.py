"""Inline codes of XLIFF and of TMX: a segment of the one with the codes of the other.

Paired codes become ``bpt`` and ``ept``, others ``ph``, so that they can be exchanged with other
units; what only marks text, as ``mrk``, is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from termbase.formats.xml.safe import local

PAIRED = frozenset(("g", "pc"))
_OPENING, _CLOSING = frozenset(("bx", "bpt", "sc")), frozenset(("ex", "ept", "ec"))
_MARKS = frozenset(("mrk", "sm", "em"))
# Stands for a character that XML cannot hold, and a memory not exchange.
UNWRITABLE = "\ufffd"


class Code(NamedTuple):
    """An inline code in a segment.

    Attributes:
        tmx: As TMX has it.
        element: What it is in the file.
        opens: Whether it is the start tag of an element with text in it.
        closes: Whether it is the end tag.
    """

    tmx: str
    element: Any
    opens: bool = False
    closes: bool = False


Piece = str | Code


def pieces(element: Any, numbers: dict[str, int]) -> Iterator[Piece]:
    """What stands in a segment, text and codes.

    Args:
        element: A source or target, or a segment in it.
        numbers: Of the codes by id, to be shared by a source and its target; added to.
    """
    yield element.text or ""
    for child in element:
        yield from _code(child, numbers)
        yield child.tail or ""


def text(found: Sequence[Piece]) -> str:
    """The text of a segment without its codes."""
    return "".join(piece for piece in found if isinstance(piece, str))


def trimmed(found: Sequence[Piece]) -> tuple[str, list[Piece], str]:
    """A segment without the white space around it, and that white space."""
    trimmed = list(found)
    first, last = trimmed[0], trimmed[-1]
    before = first[: len(first) - len(first.lstrip())] if isinstance(first, str) else ""
    trimmed[0] = first.lstrip() if isinstance(first, str) else first
    last = trimmed[-1]
    after = last[len(last.rstrip()) :] if isinstance(last, str) else ""
    trimmed[-1] = last.rstrip() if isinstance(last, str) else last
    return before, trimmed, after


def markup(found: Sequence[Piece]) -> str:
    """A segment with the codes of TMX; empty if it has none."""
    if not any(isinstance(piece, Code) for piece in found):
        return ""
    return "".join(escape(p, quote=False) if isinstance(p, str) else p.tmx for p in found)


def with_codes_of(found: Sequence[Piece], parts: Sequence[str], plain: str) -> list[Piece] | None:
    """A translation with the codes of a segment: its own ones, each of them once.

    Args:
        found: The segment.
        parts: The translation as a memory has it: text, code, text and so on.
        plain: The translation without codes; codes that enclose the segment can enclose it too.

    Returns:
        None if the codes of the two do not correspond, or would not be nested well.
    """
    codes = {piece.tmx: piece for piece in found if isinstance(piece, Code)}
    count = sum(isinstance(piece, Code) for piece in found)
    wanted = [part for part in parts[1::2] if _IS_CODE.match(part)]
    if len(codes) != count or sorted(wanted) != sorted(codes):
        return _enclosed(found, plain)
    woven: list[Piece] = []
    for number, part in enumerate(parts):
        if number % 2 == 0:
            woven.append(part)
        elif part in codes:
            woven.append(codes[part])
    return woven if _well_nested(woven) else None


_IS_CODE = re.compile(r"<(?:bpt|ept|ph|it|ut)\b")


def _enclosed(found: Sequence[Piece], plain: str) -> list[Piece] | None:
    """A translation between the codes that stand around all text of a segment."""
    texts = [n for n, piece in enumerate(found) if isinstance(piece, str) and piece.strip()]
    if len(texts) != 1:
        return None
    return [*found[: texts[0]], plain, *found[texts[0] + 1 :]]


def _well_nested(found: Sequence[Piece]) -> bool:
    """Whether elements are nested, and what opens comes before what closes."""
    open_ones = []
    closed: set[str] = set()
    for piece in found:
        if isinstance(piece, str):
            continue
        if piece.opens:
            open_ones.append(piece.element)
        elif piece.closes and (not open_ones or open_ones.pop() is not piece.element):
            return False
        elif local(piece.element) in _CLOSING:
            closed.add(_key(piece.element))
        elif local(piece.element) in _OPENING and _key(piece.element) in closed:
            return False
    return not open_ones


def reaches_out(found: Sequence[Piece]) -> bool:
    """Whether a code opens in one segment of XLIFF 2 and closes in another, so it has to stay."""
    codes = [piece.element for piece in found if isinstance(piece, Code)]
    sides = [{_key(e) for e in codes if local(e) == name} for name in ("sc", "ec")]
    return sides[0] != sides[1]


def _key(element: Any) -> str:
    """By what an opening code and its closing one know each other; empty where nothing is said."""
    return element.get("startRef") or element.get("rid") or element.get("id") or ""


def _code(child: Any, numbers: dict[str, int]) -> Iterator[Piece]:
    name = local(child)
    if name in _MARKS or not name:
        if name == "mrk":
            yield from pieces(child, numbers)
        return
    if name == "cp":
        yield UNWRITABLE if child.get("hex") else ""
        return
    number = numbers.setdefault(_key(child) or str(len(numbers)), len(numbers) + 1)
    inner = escape("".join(child.itertext()), quote=False)
    if name in PAIRED:
        yield Code(f'<bpt i="{number}">&lt;{name}&gt;</bpt>', child, opens=True)
        yield from pieces(child, numbers)
        yield Code(f'<ept i="{number}">&lt;/{name}&gt;</ept>', child, closes=True)
    elif name in _OPENING:
        yield Code(f'<bpt i="{number}">{inner}</bpt>', child)
    elif name in _CLOSING:
        yield Code(f'<ept i="{number}">{inner}</ept>', child)
    else:
        yield Code(f'<ph x="{number}">{inner}</ph>', child)
