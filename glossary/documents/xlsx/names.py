"""Names of SpreadsheetML (ECMA-376, part 1, 18), and of what annotations put in."""

from __future__ import annotations

TRANSITIONAL = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
}
STRICT = {
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
}
AUTHOR = "glossary"
# The beginning of each note: blanks without width, which are not shown. Excel keeps text, but not
# much else.
SIGNATURE = "\u200b\u200b\u200b"
# The beginning of the authors of threaded comments, as the older kind of comment has them.
THREADED = "tc="


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]
