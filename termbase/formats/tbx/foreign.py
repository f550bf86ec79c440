"""What TBX files say that has no place here, kept as a line of XML.

It is kept in style DCA, with the names of version 3 and without namespaces, so that it can be put
back in either style and version (:mod:`termbase.formats.tbx.restore`). What stood at a language is
kept in a ``langSec`` with nothing else in it; languages other than Chinese and English are kept
whole.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from typing import Any

from termbase.formats.tbx.names import CATEGORIES, MODULES, NAMESPACE
from termbase.formats.xml.safe import local

_NEW = {"langSet": "langSec", "tig": "termSec", "ntig": "termSec"}


def as_text(element: Any, without: Collection[Any] = ()) -> str:
    """An element as a line of XML.

    Args:
        element: With all that is in it.
        without: Elements within it that are left out.
    """
    from lxml import etree

    copy = deepcopy(element)
    copy.tail = None
    for one, other in zip(list(element.iter()), list(copy.iter()), strict=True):
        if one in without:
            other.getparent().remove(other)
        else:
            _name_plainly(other)
            _fold(other)
            attributes = sorted(other.attrib.items())
            other.attrib.clear()
            other.attrib.update(attributes)
    for group in list(copy.iter("termGrp")):
        for place, child in enumerate(list(group), group.getparent().index(group)):
            group.getparent().insert(place, child)
        group.getparent().remove(group)
    etree.cleanup_namespaces(copy)
    return str(etree.tostring(copy, encoding="unicode"))


def _name_plainly(element: Any) -> None:
    category = CATEGORIES.get(local(element))
    if category and element.tag == f"{{{MODULES[category.module]}}}{local(element)}":
        element.set("type", local(element))
        element.tag = category.element
    else:
        element.tag = _NEW.get(element.tag, element.tag.removeprefix(f"{{{NAMESPACE}}}"))


def _fold(element: Any) -> None:
    """Take out white space that only lays elements out, and make any other single spaces."""
    texts = [element.text, *(child.tail for child in element)]
    mixed = any(text and text.strip() for text in texts)
    if not len(element):
        element.text = " ".join((element.text or "").split()) or None
        return
    element.text = _folded(element.text, mixed=mixed, first=True)
    for child in element:
        child.tail = _folded(child.tail, mixed=mixed, last=child is element[-1])


def _folded(
    text: str | None, *, mixed: bool, first: bool = False, last: bool = False
) -> str | None:
    if not text or not mixed:
        return None
    words = " ".join(text.split())
    if not words:
        return None if first or last else " "
    before = " " if text[0].isspace() and not first else ""
    after = " " if text[-1].isspace() and not last else ""
    return f"{before}{words}{after}"
