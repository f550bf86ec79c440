"""Inline codes of XLIFF, converted to those of TMX and back.

Paired codes become ``bpt`` and ``ept``, all others ``ph``, so that segments of different formats
can be compared. Annotations such as ``mrk`` only mark text and are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from termbase.formats.characters import UNWRITABLE
from termbase.formats.xml.safe import local

PAIRED = frozenset(("g", "pc"))
OPENING, CLOSING = frozenset(("bx", "bpt", "sc")), frozenset(("ex", "ept", "ec"))
_ANNOTATIONS = frozenset(("mrk", "sm", "em"))
_REPEATABLE = frozenset(("x", "ph", "it"))
_XLIFF_2 = "{urn:oasis:names:tc:xliff:document:2."


class InlineCode(NamedTuple):
    """An inline code of a segment.

    Attributes:
        tmx: The code as TMX writes it.
        element: Its element in the file.
        is_start_tag: True for the start tag of an element that encloses text.
        is_end_tag: True for the end tag of such an element.
    """

    tmx: str
    element: Any
    is_start_tag: bool = False
    is_end_tag: bool = False


Inline = str | InlineCode


def inline_content(element: Any, numbers: dict[str, int]) -> Iterator[Inline]:
    """Yield the texts and codes of a segment, in order.

    Args:
        element: A ``source`` or ``target``, or a segment marked in one.
        numbers: The TMX numbers of codes by their ids, shared by a source and its target; new
            codes are added to it.
    """
    yield element.text or ""
    for child in element:
        yield from _inline(child, numbers)
        yield child.tail or ""


def plain_text(content: Sequence[Inline]) -> str:
    """Return the text of a segment without its codes."""
    return "".join(item for item in content if isinstance(item, str))


def codes_of(content: Sequence[Inline]) -> list[InlineCode]:
    """Return the codes of a segment, in order."""
    return [item for item in content if isinstance(item, InlineCode)]


def strip_ends(content: Sequence[Inline]) -> tuple[str, list[Inline], str]:
    """Return the white space before a segment, the segment without it, and that behind it."""
    stripped = list(content)
    first = stripped[0]
    before = first[: len(first) - len(first.lstrip())] if isinstance(first, str) else ""
    stripped[0] = first.lstrip() if isinstance(first, str) else first
    last = stripped[-1]
    after = last[len(last.rstrip()) :] if isinstance(last, str) else ""
    stripped[-1] = last.rstrip() if isinstance(last, str) else last
    return before, stripped, after


def tmx_markup(content: Sequence[Inline]) -> str:
    """Return a segment with the codes of TMX; empty if it has no codes."""
    if not codes_of(content):
        return ""
    return "".join(
        escape(item, quote=False) if isinstance(item, str) else item.tmx for item in content
    )


def with_codes(content: Sequence[Inline], parts: Sequence[str], target: str) -> list[Inline] | None:
    """Return a translation with the codes of a segment.

    Args:
        content: The segment.
        parts: The translation with codes: text, code, text and so on.
        target: The translation without codes; used if all codes are outside the segment's text.

    Returns:
        None if the codes of the two do not correspond, or would not be properly nested.
    """
    unused: dict[str, list[InlineCode]] = {}
    for code in codes_of(content):
        unused.setdefault(code.tmx, []).append(code)
    result: list[Inline] = []
    for index, part in enumerate(parts):
        if index % 2 == 0:
            result.append(part)
        elif part in unused:
            # The last code is used again where the translation has it more often.
            codes = unused[part]
            result.append(codes.pop(0) if len(codes) > 1 else codes[0])
        elif _IS_CODE.match(part):
            return _enclosed(content, target)
    if _is_complete(content, codes_of(result)) and _is_well_nested(result):
        return result
    return _enclosed(content, target)


_IS_CODE = re.compile(r"<(?:bpt|ept|ph|it|ut)\b")


def _is_complete(content: Sequence[Inline], used: Sequence[InlineCode]) -> bool:
    """Return True if all codes are used, and none more often than its format allows."""
    missing = codes_of(content)
    for code in used:
        if code in missing:
            missing.remove(code)
        elif not _is_repeatable(code.element):
            return False
    return not missing


def _is_repeatable(element: Any) -> bool:
    """Return True for a standalone code that a target may have twice (XLIFF 1.2, ``clone``)."""
    return (
        local(element) in _REPEATABLE
        and element.get("clone") != "no"
        and not element.tag.startswith(_XLIFF_2)
    )


def _enclosed(content: Sequence[Inline], target: str) -> list[Inline] | None:
    """Return a translation between the codes that enclose all text of a segment."""
    texts = [n for n, item in enumerate(content) if isinstance(item, str) and item.strip()]
    if len(texts) != 1:
        return None
    return [*content[: texts[0]], target, *content[texts[0] + 1 :]]


def _is_well_nested(content: Sequence[Inline]) -> bool:
    """Return True if elements are nested, and opening codes come before their closing ones."""
    open_elements = []
    closed: set[str] = set()
    for code in codes_of(content):
        if code.is_start_tag:
            open_elements.append(code.element)
        elif code.is_end_tag and (not open_elements or open_elements.pop() is not code.element):
            return False
        elif local(code.element) in CLOSING:
            closed.add(pair_key(code.element))
        elif local(code.element) in OPENING and pair_key(code.element) in closed:
            return False
    return not open_elements


def unpaired(content: Sequence[Inline]) -> frozenset[str]:
    """Return the keys of codes that open in a segment without closing there, or the reverse."""
    codes = (code.element for code in codes_of(content))
    elements = [element for element in codes if element.get("isolated") != "yes"]
    opening, closing = (
        {pair_key(element) for element in elements if local(element) in names}
        for names in (OPENING, CLOSING)
    )
    return frozenset(opening ^ closing)


def pair_key(element: Any) -> str:
    """Return the id that an opening code and its closing code share; empty if they have none."""
    return element.get("startRef") or element.get("rid") or element.get("id") or ""


def _inline(child: Any, numbers: dict[str, int]) -> Iterator[Inline]:
    name = local(child)
    if name in _ANNOTATIONS or not name:
        if name == "mrk":
            yield from inline_content(child, numbers)
        return
    if name == "cp":
        yield _character(child)
        return
    number = numbers.setdefault(pair_key(child) or str(len(numbers)), len(numbers) + 1)
    inner = escape("".join(child.itertext()), quote=False)
    if name in PAIRED:
        yield InlineCode(f'<bpt i="{number}">&lt;{name}&gt;</bpt>', child, is_start_tag=True)
        yield from inline_content(child, numbers)
        yield InlineCode(f'<ept i="{number}">&lt;/{name}&gt;</ept>', child, is_end_tag=True)
    elif name in OPENING:
        yield InlineCode(f'<bpt i="{number}">{inner}</bpt>', child)
    elif name in CLOSING:
        yield InlineCode(f'<ept i="{number}">{inner}</ept>', child)
    else:
        yield InlineCode(f'<ph x="{number}">{inner}</ph>', child)


def _character(element: Any) -> Inline:
    """Return the character that ``cp`` gives by its code point; one that XML cannot hold is a code.

    XLIFF 2.1, 4.7.2.1: ``cp`` is for characters that are invalid in XML.
    """
    written = element.get("hex", "")
    point = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", written) else -1
    if 0 <= point <= 0x10FFFF and not UNWRITABLE.match(chr(point)):
        return chr(point)
    return InlineCode(f'<ph type="cp">{escape(written)}</ph>', element)
