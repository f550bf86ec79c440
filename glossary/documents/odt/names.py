"""Names of OpenDocument (ODF 1.3), and of what annotations put into a document."""

from __future__ import annotations

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
XLINK = "http://www.w3.org/1999/xlink"
DC = "http://purl.org/dc/elements/1.1/"
# The usual prefixes, for where a document declares none.
PREFIXES = {
    OFFICE: "office",
    TEXT: "text",
    STYLE: "style",
    TABLE: "table",
    FO: "fo",
    META: "meta",
    DC: "dc",
}


def office(name: str) -> str:
    """Return the name of an element or attribute of the office namespace."""
    return f"{{{OFFICE}}}{name}"


def text(name: str) -> str:
    """Return the name of an element or attribute of the text namespace."""
    return f"{{{TEXT}}}{name}"


def table(name: str) -> str:
    """Return the name of an element or attribute of the table namespace."""
    return f"{{{TABLE}}}{name}"


def style(name: str) -> str:
    """Return the name of an element or attribute of the style namespace."""
    return f"{{{STYLE}}}{name}"


PARAGRAPHS = frozenset({text("p"), text("h")})
HEADERS = frozenset(
    style(f"{kind}{which}") for kind in ("header", "footer") for which in ("", "-left", "-first")
)

# Who writes our comments, and the beginning of our names of styles, sections and comments.
# LibreOffice keeps these, but neither the names of comments nor the numbers of footnotes; those
# have a bookmark.
AUTHOR = "glossary"
INITIALS = "zg"
PREFIX = "zg-"
BOOKMARK = "_zg_"
PINYIN_STYLE = "zg-pinyin"
INLINE_STYLE = "zg-note"
INDEX = "zg-index"
# Before an element with styles of ours alone.
OWN_STYLES = "<!--zg-->"
