"""Pass-through fields of TBX: elements kept as one line of XML.

They are kept in style DCA, with the names of version 3 and without namespaces, so that they can be
restored in either style and version (:mod:`termbase.formats.tbx.restore`). Data of a language is
kept in a ``langSec`` that holds nothing else; languages other than Chinese and English are kept
whole.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from typing import Any

from termbase.formats.rules.tbx_categories import DCT_ELEMENTS, NAMESPACE
from termbase.formats.xml.safe import local

_NEW_NAMES = {"langSet": "langSec", "tig": "termSec", "ntig": "termSec"}


def to_xml(element: Any, without: Collection[Any] = ()) -> str:
    """Return an element and its content as one line of XML.

    Args:
        element: An element of either version and style.
        without: Descendants that are left out.
    """
    from lxml import etree

    copy = deepcopy(element)
    copy.tail = None
    # Descendants of those left out are visited too, and do no harm.
    for original, copied in zip(list(element.iter("*")), list(copy.iter("*")), strict=True):
        if original in without:
            copied.getparent().remove(copied)
        else:
            _rename(copied)
            _collapse(copied)
            _sort_attributes(copied)
    for group in list(copy.iter("termGrp")):
        for index, child in enumerate(list(group), group.getparent().index(group)):
            group.getparent().insert(index, child)
        group.getparent().remove(group)
    etree.cleanup_namespaces(copy)
    return str(etree.tostring(copy, encoding="unicode"))


def _rename(element: Any) -> None:
    if element.tag in DCT_ELEMENTS:
        element.set("type", local(element))
        element.tag = DCT_ELEMENTS[element.tag]
    else:
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        name = _NEW_NAMES.get(name, name)
        if name != element.tag:
            element.tag = name


def _sort_attributes(element: Any) -> None:
    attributes = sorted(element.attrib.items())
    element.attrib.clear()
    for name, value in attributes:
        # Only names that belong to a namespace may have a colon; others would not be written.
        if ":" not in name.rpartition("}")[2]:
            element.set(name, value)


def _collapse(element: Any) -> None:
    """Remove white space between elements, and make that within text single spaces."""
    texts = [element.text, *(child.tail for child in element)]
    is_mixed = any(text and text.strip() for text in texts)
    if not len(element):
        element.text = " ".join((element.text or "").split()) or None
        return
    element.text = _collapsed(element.text, is_mixed=is_mixed, is_first=True)
    for child in element:
        child.tail = _collapsed(child.tail, is_mixed=is_mixed, is_last=child is element[-1])


def _collapsed(
    text: str | None, *, is_mixed: bool, is_first: bool = False, is_last: bool = False
) -> str | None:
    if not text or not is_mixed:
        return None
    words = " ".join(text.split())
    if not words:
        return None if is_first or is_last else " "
    before = " " if text[0].isspace() and not is_first else ""
    after = " " if text[-1].isspace() and not is_last else ""
    return f"{before}{words}{after}"
