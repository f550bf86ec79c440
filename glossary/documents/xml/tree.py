"""The elements of an XML text as a tree that knows its offsets."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from glossary.documents.xml.part import references
from glossary.documents.xml.scanner import Kind, Token, scan


@dataclass(slots=True)
class Element:
    """An element with its offsets in the text.

    Attributes:
        tag: Its start tag or empty-element tag.
        content_end: Offset of its end tag; of an empty-element tag, that after it.
        end: Offset after the element.
        children: Its elements and stretches of text, in order.
    """

    tag: Token
    content_end: int
    end: int
    children: list[Element | Token] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name, as ``{namespace}name``."""
        return self.tag.name

    @property
    def start(self) -> int:
        """Offset of its start tag."""
        return self.tag.start

    @property
    def is_empty_tag(self) -> bool:
        """True if it is an empty-element tag, into which nothing can be inserted."""
        return self.tag.kind is Kind.EMPTY

    def get(self, name: str, default: str = "") -> str:
        """Return the value of an attribute, whose name is written as ``{namespace}name``."""
        return self.tag.attributes.get(name, default) if self.tag.raw else default

    @property
    def elements(self) -> Iterator[Element]:
        """The elements directly in it."""
        return (child for child in self.children if isinstance(child, Element))

    def child(self, name: str) -> Element | None:
        """Return the first element of a name directly in it."""
        return next((child for child in self.elements if child.name == name), None)

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the elements of some names at any depth in it, in order."""
        for child in self.elements:
            if child.name in names:
                yield child
            yield from child.all(*names)

    def outermost(self, names: Container[str]) -> Iterator[Element]:
        """Yield the elements of some names that are in no other such element, in order."""
        for child in self.elements:
            if child.name in names:
                yield child
            else:
                yield from child.outermost(names)

    def text(self, source: str) -> str:
        """Return all text in it.

        Args:
            source: The text of the part.
        """
        return "".join(
            child.text(source) if isinstance(child, Element) else shown(source, child)
            for child in self.children
        )


def shown(source: str, token: Token) -> str:
    """Return the characters that a stretch of text shows."""
    if token.kind is Kind.CDATA:
        return source[token.start : token.end]
    return "".join(text for *_, text in references(source, token.start, token.end))


def root_of(source: str) -> Element:
    """Return the root of an XML document.

    Args:
        source: A whole XML document that is known to be well-formed.
    """
    # The document is an element around the root.
    opened = [Element(Token(Kind.START, 0, 0), len(source), len(source))]
    for token in scan(source):
        if token.kind is Kind.END:
            closed = opened.pop()
            closed.content_end, closed.end = token.start, token.end
        elif token.kind is Kind.START:
            element = Element(token, token.end, token.end)
            opened[-1].children.append(element)
            opened.append(element)
        else:
            is_element = token.kind is Kind.EMPTY
            child = Element(token, token.end, token.end) if is_element else token
            opened[-1].children.append(child)
    return next(opened[0].elements)


def without(source: str, spans: Iterator[tuple[int, int]]) -> str:
    """Return a source without spans, which may be in any order and within each other."""
    parts, offset = [], 0
    for start, end in sorted(spans):
        if end > offset:
            parts.append(source[offset : max(start, offset)])
            offset = end
    return "".join(parts) + source[offset:]
