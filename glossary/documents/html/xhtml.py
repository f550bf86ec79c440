"""Recognise XHTML, to which the rules of XML apply."""

from __future__ import annotations

_NAMESPACE = "http://www.w3.org/1999/xhtml"
# The start tag of the root element is within this many code points.
_ROOT_WITHIN = 4096


def is_xhtml(source: str) -> bool:
    """Return True for a well-formed XML document whose root names the namespace of XHTML.

    A document with declarations of its own in the DOCTYPE is read as HTML.
    """
    if _NAMESPACE not in source[:_ROOT_WITHIN]:
        return False
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")
    has_declarations = False

    def start_doctype(*doctype: object) -> None:
        nonlocal has_declarations
        has_declarations = bool(doctype[-1])

    parser.StartDoctypeDeclHandler = start_doctype
    try:
        parser.Parse(source.encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return not has_declarations
