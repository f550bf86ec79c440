"""The paragraphs of a part of an OpenDocument text, as a reader reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from glossary.documents.odt.names import DRAW, PARAGRAPHS, office, style, text
from glossary.documents.paragraph import Paragraph, Piece
from glossary.documents.xml import Element, Kind, Token, whole
from glossary.documents.xml.part import references

# White space that is shown otherwise: as one space (ODF 1.3, part 3, 6.1.2).
_WHITE = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
_DEEPEST_HEADING = 6
# What is not shown, or only made from what is shown elsewhere.
_UNREAD = frozenset({
    *map(text, """
        tracked-changes note-citation ruby-text hidden-text hidden-paragraph script
        page-number page-count page-continuation
        table-of-content illustration-index table-index object-index user-index alphabetical-index
        bibliography
    """.split()),
    *map(office, ["annotation", "forms", "scripts", "binary-data", "event-listeners"]),
    "{http://www.w3.org/1998/Math/MathML}math",
    f"{{{DRAW}}}object",
})  # fmt: skip
# Elements in a paragraph whose text is that of the paragraph and can be annotated.
_INLINE = frozenset(map(text, ["span", "a", "meta", "ruby", "ruby-base"]))
# Elements in a paragraph that have paragraphs of their own.
_NESTING = frozenset({text("note"), text("note-body")})
_DISPLAY = text("display")
_ANCHOR, _IN_LINE = text("anchor-type"), "as-char"


def paragraphs(
    root: Element, source: str, part: str, hidden: frozenset[str]
) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part; those in a paragraph, as in footnotes, after it.

    Args:
        root: An element of the part.
        source: The text of the part.
        part: Its name.
        hidden: The names of the styles of hidden text.
    """
    for element in root.elements:
        if is_unread(element):
            continue
        if element.name in PARAGRAPHS:
            reader = _Reader(source, hidden)
            reader.read(element)
            yield Paragraph(part, tuple(reader.pieces), heading_of(element))
            for nested in reader.nested:
                yield from paragraphs(nested, source, part, hidden)
        else:
            yield from paragraphs(element, source, part, hidden)


def is_unread(element: Element) -> bool:
    """Return True for what is not read, such as comments, deleted text and hidden sections."""
    return element.name in _UNREAD or element.get(_DISPLAY) == "none"


def heading_of(element: Element) -> int:
    """Return the level of a heading, from 1 to 6; 0 for a paragraph."""
    if element.name != text("h"):
        return 0
    return min(max(whole(element.get(text("outline-level")), 1), 1), _DEEPEST_HEADING)


def hidden_styles(root: Element) -> frozenset[str]:
    """Return the names of the styles of hidden text that a part defines."""
    return frozenset(
        found.get(style("name"))
        for found in root.all(style("style"))
        for properties in found.elements
        if properties.get(_DISPLAY) == "none"
    )


def fields(root: Element) -> Iterator[Element]:
    """Yield the fields and the like in the text: what is in them cannot be annotated."""
    for paragraph in root.all(*PARAGRAPHS):
        yield from _fields(paragraph)


def _fields(parent: Element) -> Iterator[Element]:
    for element in parent.elements:
        if element.name in _INLINE:
            yield from _fields(element)
        elif element.children and _is_field(element):
            yield element


def _is_field(element: Element) -> bool:
    is_text = element.name.startswith(text(""))
    return is_text and element.name not in _INLINE | _NESTING | PARAGRAPHS


@dataclass(slots=True)
class _Reader:
    """Reads the text of one paragraph.

    Attributes:
        source: The text of the part.
        hidden: The names of the styles of hidden text.
        pieces: What was read.
        nested: Elements that have paragraphs of their own.
        ends_in_space: True if white space that follows is not shown.
    """

    source: str
    hidden: frozenset[str]
    pieces: list[Piece] = field(default_factory=list)
    nested: list[Element] = field(default_factory=list)
    ends_in_space: bool = True

    def read(self, element: Element, *, in_link: bool = False, in_ruby: bool = False) -> None:
        """Read an element of the paragraph."""
        if element.get(text("style-name")) in self.hidden and element.name in (
            text("span"), *PARAGRAPHS
        ):  # fmt: skip
            return
        for child in element.children:
            if isinstance(child, Token):
                self._read_text(child, in_link=in_link, in_ruby=in_ruby)
            elif shown := character(child):
                self.ends_in_space = False
                self.pieces.append(Piece(shown, child.start, child.end, in_link, in_ruby))
            elif is_unread(child):
                continue
            elif child.get(_ANCHOR) == _IN_LINE:
                # A picture or formula between words.
                self.ends_in_space = False
                self.pieces.append(Piece("", child.start, child.start, in_link, in_ruby))
                self.nested.append(child)
            elif child.name.startswith(text("")) and child.name not in _NESTING:
                self.read(
                    child,
                    in_link=in_link or child.name == text("a"),
                    in_ruby=in_ruby or child.name == text("ruby"),
                )
            else:
                self.nested.append(child)

    def _read_text(self, token: Token, *, in_link: bool, in_ruby: bool) -> None:
        """Read text; white space is collapsed to one space."""
        if token.kind is Kind.CDATA:
            stretches = iter([(token.start, token.end, self.source[token.start : token.end])])
        else:
            stretches = references(self.source, token.start, token.end)
        for start, end, shown in stretches:
            for first, last, words in _collapsed(start, end, shown):
                # The first space of two is the one that is shown.
                extra = int(self.ends_in_space and words.startswith(" "))
                if len(words) > extra:
                    first_shown = first + extra if last - first == len(words) else first
                    piece = Piece(words[extra:], first_shown, last, in_link, in_ruby)
                    self.pieces.append(piece)
                    self.ends_in_space = words.endswith(" ")


def _collapsed(start: int, end: int, shown: str) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of text with each white space of several characters as one space."""
    if end - start != len(shown):
        yield start, end, " " if shown in "\t\r\n" else shown
        return
    offset = 0
    for match in _WHITE.finditer(shown):
        if offset < match.start():
            yield start + offset, start + match.start(), shown[offset : match.start()]
        yield start + match.start(), start + match.end(), " "
        offset = match.end()
    if offset < len(shown):
        yield start + offset, end, shown[offset:]


def character(element: Element) -> str:
    """Return the characters that an element shows by itself."""
    if element.name == text("s"):
        return " " * min(whole(element.get(text("c")), 1), 1000)
    return {text("tab"): "\t", text("line-break"): "\n"}.get(element.name, "")
