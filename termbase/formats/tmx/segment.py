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
_BREAK = re.compile(rf"(?<=([{HAN}]))?[ \t]*\r?\n[ \t]*(?=([{HAN}]))?")


def prepare(seg: etree._Element) -> None:
    """Remove namespaces, and the line breaks and indents of a pretty-printer, from a segment.

    A segment is pretty-printed if it begins and ends with a line break and indents. The breaks
    within it become spaces, and nothing between two 汉字.
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
    return text and _BREAK.sub(lambda match: "" if match[1] and match[2] else " ", text)


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
