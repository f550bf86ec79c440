"""Names of PresentationML and DrawingML (ECMA-376, part 1), and of what annotations put in."""

from __future__ import annotations

TRANSITIONAL = {
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
}
STRICT = {
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://purl.oclc.org/ooxml/presentationml/main": "p",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
}
_DIAGRAMS = {
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
_PREFIXES = {**TRANSITIONAL, **STRICT, **_DIAGRAMS}

# The beginning of the text of each paragraph of ours: blanks without width, which are not shown.
# PowerPoint keeps text, but not much else.
SIGNATURE = "\u200b\u200b\u200b"
# In a body of notes that had no text.
OWN_BODY = "<!--zg-->"


def short(name: str) -> str:
    """Return the name of an element or attribute with its usual prefix, such as ``a:p``."""
    namespace, _, local = name.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(namespace, '')}:{local}" if namespace else local
