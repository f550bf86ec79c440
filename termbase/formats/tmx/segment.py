"""The content of a TMX ``seg``: text and inline codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termbase.formats.xml.names import XML_SPACE
from termbase.formats.xml.safe import local
from termbase.language.script import HAN

if TYPE_CHECKING:
    from lxml import etree

# The content of these is code; that of ``hi`` is text.
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))
_INDENT = re.compile(r"[ \t]*\r?\n[ \t]*")
_BREAK = re.compile(r"(^|.)[ \t]*\r?\n[ \t\r\n]*(?=($|.))")
# 汉字 and their punctuation, which have no spaces between them.
_WIDE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—]")


def prepare(seg: etree._Element) -> None:
    """Remove namespaces, and the line breaks and indents of a pretty-printer, from a segment.

    A segment is pretty-printed if it begins and ends with a line break and indents. The breaks
    within it become spaces, but vanish between 汉字.
    """
    for element in seg.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = local(element)
    last = seg[-1].tail if len(seg) else seg.text
    indented = _INDENT.match(seg.text or "") and _ends_indented(last or "")
    if not indented or any(e.get(XML_SPACE) == "preserve" for e in (seg, *seg.iterancestors())):
        return
    for element in seg.iter():
        if element is not seg:
            element.tail = _unbroken(element.tail)
        if element is seg or local(element) == "hi":
            element.text = _unbroken(element.text)
    seg.text = (seg.text or "").lstrip()
    if len(seg):
        seg[-1].tail = (seg[-1].tail or "").rstrip()
    else:
        seg.text = seg.text.rstrip()


def _ends_indented(text: str) -> bool:
    return bool(re.search(r"\n[ \t]*$", text))


def _unbroken(text: str | None) -> str | None:
    return text and _BREAK.sub(lambda match: match[1] + _separator(match), text)


def _separator(match: re.Match[str]) -> str:
    """Return the replacement of a line break; at the edge of a text one neighbour decides."""
    neighbours = [char for char in match.groups() if char]
    return "" if neighbours and all(map(_WIDE.fullmatch, neighbours)) else " "


def text_of_segment(seg: etree._Element) -> str:
    """Return the text of a segment without its codes."""
    parts = [seg.text or ""]
    for child in seg:
        if isinstance(child.tag, str) and child.tag not in _CODES:
            parts.append(text_of_segment(child))
        parts.append(child.tail or "")
    return "".join(parts)


def markup_of(seg: etree._Element) -> str:
    """Return the content of a segment as XML; empty if it is only text."""
    from lxml import etree

    if not len(seg):
        return ""
    seg.tail = None
    etree.cleanup_namespaces(seg)
    written: str = etree.tostring(seg, encoding="unicode", with_tail=False)
    return written[written.index(">") + 1 : written.rindex("<")]
