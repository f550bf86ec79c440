"""Tokens of a well-formed XML text with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_PATTERN = (
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|<!DOCTYPE(?:[^\[\"'>]|\"[^\"]*\"|'[^']*'|\[.*?\]\s*(?=>))*>"
    r"|<(?P<slash>/?)(?P<name>[^\s/>]+)(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>"
)
_ATTRIBUTE = re.compile(r"([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NO_PREFIXES: Mapping[str, str] = {}
# The prefix that every document has.
_DECLARED: Mapping[str, str] = {"xml": "http://www.w3.org/XML/1998/namespace"}


class Kind(Enum):
    """The kind of a token; an empty-element tag is ``EMPTY``."""

    START = "start tag"
    END = "end tag"
    EMPTY = "empty-element tag"
    TEXT = "text"
    CDATA = "CDATA section"
    WHOLE = "whole element"


# On Python 3.11, to look a kind up takes as long as the rest of a token.
START, END, EMPTY, TEXT, CDATA, WHOLE = Kind


class Token(NamedTuple):
    """A tag or a stretch of text.

    Attributes:
        kind: Its kind.
        start: Offset of its first character, from 0.
        end: Offset after its last character.
        name: The name of the element of a tag, as ``{namespace}name``.
        raw: The attributes of a start tag as they are written.
        prefixes: The namespaces of the prefixes that are declared there, or around an element that
            was asked for as a whole.
        match: The match of an element that was asked for as a whole.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    raw: str = ""
    prefixes: Mapping[str, str] = _NO_PREFIXES
    match: re.Match[str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes, by their names as ``{namespace}name``; those without one by name."""
        return {
            _resolved(name, self.prefixes, "") if ":" in name else name: unescape(double or single)
            for name, double, single in _ATTRIBUTE.findall(self.raw)
            if name != "xmlns" and not name.startswith("xmlns:")
        }


class Whole(NamedTuple):
    """Elements that are read as a whole.

    Attributes:
        pattern: Their pattern.
        namespace: The default namespace that they are in; empty if they have a prefix.
    """

    pattern: str
    namespace: str = ""


def scan(
    text: str,
    whole: Whole | None = None,
    span: tuple[int, int] | None = None,
    prefixes: Mapping[str, str] = _DECLARED,
) -> Iterator[Token]:
    """Yield the tags and the text of an XML document in order, comments and the like left out.

    Args:
        text: A whole XML document that is known to be well-formed.
        whole: Elements that are yielded as one token, with all that is in them.
        span: The span of the document to read: that of an element, or of all in one.
        prefixes: The namespaces of the prefixes that are declared around that.
    """
    scope = _Scope(prefixes)
    # The scopes outside of the open elements.
    outer: list[_Scope] = []
    offset, last = span or (0, len(text))
    for match in _compiled(whole.pattern if whole else "").finditer(text, offset, last):
        start, end = match.span()
        if offset < start:
            yield Token(TEXT, offset, start)
        offset = end
        # Of groups within each other, the outer one is the last.
        if match.lastgroup == "attributes":
            slash, written, raw = match.group("slash", "name", "attributes")
            if slash:
                yield Token(END, start, end, scope.names[written])
                scope = outer.pop()
                continue
            inner = scope.inside(raw) if "xmlns" in raw else scope
            if raw[-1:] == "/":
                yield Token(EMPTY, start, end, inner.names[written], raw[:-1], inner.prefixes)
                continue
            yield Token(START, start, end, inner.names[written], raw, inner.prefixes)
            outer.append(scope)
            scope = inner
        elif match.lastgroup == "whole":
            if whole and whole.namespace and scope.prefixes.get("") != whole.namespace:
                yield from scan(text, None, (start, end), scope.prefixes)
            else:
                yield Token(WHOLE, start, end, "", "", scope.prefixes, match)
        elif match["cdata"]:
            yield Token(CDATA, *match.span("cdata"))
    if offset < last:
        yield Token(TEXT, offset, last)


@lru_cache(maxsize=1 << 4)
def _compiled(whole: str) -> re.Pattern[str]:
    return re.compile(f"(?P<whole>{whole})|{_PATTERN}" if whole else _PATTERN, re.DOTALL)


class _Scope:
    """The namespaces of prefixes within an element, and the names of elements there.

    Attributes:
        prefixes: The namespaces of the prefixes.
        names: The names as ``{namespace}name``, by those that are written.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.names = _Names(prefixes)

    def inside(self, raw: str) -> _Scope:
        """Return the scope within an element with attributes that declare prefixes."""
        return _scope(tuple(self.prefixes.items()), raw)


# Parts of a file, and the chapters of a book, begin with the same tag.
@lru_cache(maxsize=1 << 4)
def _scope(around: tuple[tuple[str, str], ...], raw: str) -> _Scope:
    return _Scope(dict(around) | _declared(raw))


class _Names(dict[str, str]):
    """The names of elements in a scope, resolved when they are asked for first."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes

    def __missing__(self, written: str) -> str:
        default = self._prefixes.get("", "")
        name = self[written] = _resolved(written, self._prefixes, default)
        return name


def _declared(raw: str) -> dict[str, str]:
    return {
        name.removeprefix("xmlns").removeprefix(":"): unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(raw)
        if name == "xmlns" or name.startswith("xmlns:")
    }


def _resolved(name: str, prefixes: Mapping[str, str], default: str) -> str:
    prefix, colon, local = name.partition(":")
    namespace = prefixes.get(prefix, "") if colon else default
    return f"{{{namespace}}}{local or prefix}" if namespace else local or prefix
