"""Take what an earlier annotation put into the parts of an EPUB out of them.

Elements of ours are marked as ``keep`` where their content is the document's, ``drop`` where it is
ours: by the attribute ``data-zg``, or in EPUB 2, whose schemas allow no such attribute, by the
class ``zg-keep`` or ``zg-drop``. Those of ours in a package document or an NCX are known by
their identifiers.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossary.documents.xml import Kind, Token, scan

MARK = "data-zg"
# The identifiers of our style sheet and our chapter of terms in the package document and the NCX.
STYLE = "zg-style"
INDEX = "zg-index"
_OWN = frozenset((STYLE, INDEX))
_PUBLICATION = frozenset(("item", "itemref", "navPoint"))
_CLASSES = {"zg-keep": "keep", "zg-drop": "drop"}


def remove_annotations(text: str) -> str:
    """Return the text of a well-formed part without the elements that are ours."""
    if "zg" not in text:
        return text
    parts, offset = [], 0
    for start, end in sorted(_cuts(text)):
        if start >= offset:
            parts.append(text[offset:start])
        offset = max(offset, end)
    return "".join(parts) + text[offset:]


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the text that are ours."""
    opened: list[tuple[Token, str]] = []
    for token in scan(text):
        if token.kind is Kind.START:
            opened.append((token, mark_of(token)))
        elif token.kind is Kind.END:
            start, mark = opened.pop()
            if mark == "drop":
                yield start.start, token.end
            elif mark == "keep":
                yield start.start, start.end
                yield token.start, token.end
        elif token.kind is Kind.EMPTY and mark_of(token):
            yield token.start, token.end


def mark_of(token: Token) -> str:
    """Return the mark of a tag: ``keep``, ``drop`` or nothing."""
    if "zg" not in token.raw:
        return ""
    attributes = token.attributes
    if token.name.rpartition("}")[2] in _PUBLICATION:
        is_ours = attributes.get("id") in _OWN or attributes.get("idref") in _OWN
        return "drop" if is_ours else ""
    if attributes.get(MARK) in ("keep", "drop"):
        return attributes[MARK]
    classes = attributes.get("class", "").split()
    return next((_CLASSES[one] for one in classes if one in _CLASSES), "")
