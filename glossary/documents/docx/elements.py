"""The elements of a part of a Word document: which are passed over, and which are characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from glossary.documents.docx.names import attribute, short
from glossary.documents.xml import Kind, Token
from glossary.documents.xml.scanner import END, START

# Elements that are passed over with all that is in them.
_SKIPPED = frozenset(
    """
    del moveFrom mc:Fallback rt rubyPr sectPr tblPr tblGrid trPr tcPr tblPrEx pPrChange rPrChange
    delInstrText
    """.split()
)
_DELETED = ("del", "moveFrom")
# Objects that have a place in the line.
OBJECTS = frozenset(("object", "m:oMath", "wp:inline"))
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
SYMBOL = "sym"
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")
_PRIVATE_USE = range(0xE000, 0xF900)
_SURROGATES = range(0xD800, 0xE000)


def shown_tokens(tokens: Iterable[Token]) -> Iterator[tuple[str, Token]]:
    """Yield the tokens of a part that are not passed over, with their short names."""
    names: dict[str, str] = {}
    # The number of elements that are open and passed over, and the name of the outermost.
    depth, skipped = 0, ""
    for token in tokens:
        kind = token.kind
        name = names.get(token.name)
        if name is None:
            name = names[token.name] = short(token.name)
        if name == "fldChar" and depth and skipped in _DELETED and kind is not END:
            # A field may be deleted in parts: its beginning, its result, its end.
            yield name, token._replace(kind=Kind.EMPTY)
        if kind is START and (depth or name in _SKIPPED):
            skipped = skipped if depth else name
            depth += 1
        elif kind is END and depth:
            depth -= 1
        elif not depth:
            yield name, token


def symbol(attributes: Mapping[str, str]) -> str:
    """Return the character of a symbol; empty if only its font knows it."""
    try:
        code = int(attribute(attributes, "char"), 16)
    except ValueError:
        return ""
    if code in _PRIVATE_USE or code in _SURROGATES or not 32 < code < 0x110000:
        return ""
    font = attribute(attributes, "font").lower()
    return "" if font.startswith(_SYMBOL_FONTS) else chr(code)
