"""Editing of an XML file that leaves every byte outside the edits as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from termbase.errors import InputError
from termbase.formats.characters import UNWRITABLE
from termbase.formats.xml.encoding import decoded, encoded, encoding_of
from termbase.formats.xml.safe import check_safe, tree_of
from termbase.formats.xml.spans import Span, element_spans

# Bytes of the largest file that is edited; all of it is held in memory.
MAX_SIZE = 50_000_000
# Bytes of the widest indentation that is recognized.
_MAX_INDENT = 200
_TAG_NAME = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")

# Start and end as byte offsets, and the text that replaces what is between.
_Edit = tuple[int, int, str]


class Xml:
    """An XML file: its tree, and the extent of each element in its bytes.

    Args:
        data: The content of the file.
        file: Its name in messages.

    Attributes:
        root: The root of its tree, which must not be changed.

    Raises:
        InputError: If it is not well-formed, too large, declares entities, is nested too deeply,
            or is in an encoding that could not be written again.
    """

    def __init__(self, data: bytes, file: str) -> None:
        if len(data) > MAX_SIZE:
            size, limit = (f"{number / 1e6:,.0f} MB" for number in (len(data), MAX_SIZE))
            raise InputError(f"{file}: {size}, more than the limit of {limit}; split the file")
        self._file = file
        self._mark, self._encoding = encoding_of(data)
        text = decoded(data.removeprefix(self._mark), self._encoding, file)
        if self._encoded(text) != data:
            raise InputError(f"{file}: not all of it is valid {self._encoding}; save it as UTF-8")
        self._utf8 = text.encode()
        self.root = _tree(self._utf8, file)
        spans = element_spans(self._utf8, file)
        self._spans = dict(zip(_elements(self.root), spans, strict=True))

    def start_tag(self, element: Any) -> str:
        """Return the start tag of an element; that of an empty-element tag without its slash."""
        span = self._spans[element]
        tag = self._raw(span.start, span.content_start)
        return f"{tag[:-2].rstrip()}>" if tag.endswith("/>") else tag

    def name(self, element: Any) -> str:
        """Return the name of an element with the prefix that the file gives it."""
        span = self._spans[element]
        match = _TAG_NAME.match(self._raw(span.start, span.content_start))
        return match[1] if match else ""

    def outer(self, element: Any) -> str:
        """Return an element as it is in the file."""
        span = self._spans[element]
        return self._raw(span.start, span.end)

    def inner(self, element: Any, contents: dict[Any, str] | None = None) -> str:
        """Return the content of an element, with that of some descendants replaced."""
        span = self._spans[element]
        edits = [
            (self._spans[descendant].content_start, self._spans[descendant].content_end, xml)
            for descendant, xml in (contents or {}).items()
        ]
        return self.spliced(span.content_start, span.content_end, edits)

    def indent(self, element: Any) -> str:
        """Return the white space before an element."""
        start = self._spans[element].start
        before = self._utf8[max(0, start - _MAX_INDENT) : start]
        return before[len(before.rstrip()) :].decode()

    def span(self, element: Any) -> Span:
        """Return the extent of an element."""
        span: Span = self._spans[element]
        return span

    def spliced(self, start: int, end: int, edits: list[_Edit]) -> str:
        """Return the text between two byte offsets with edits applied."""
        parts = []
        for first, last, text in sorted(edits, key=lambda edit: edit[:2]):
            parts += [self._raw(start, first), text]
            start = last
        return "".join([*parts, self._raw(start, end)])

    def changed(self, edits: list[_Edit]) -> bytes:
        """Return the whole file with edits applied.

        Raises:
            InputError: If it would no longer be well-formed.
        """
        text = self.spliced(0, len(self._utf8), edits)
        if edits:
            _tree(text.encode(), self._file)
        return self._encoded(text)

    def _raw(self, start: int, end: int) -> str:
        return self._utf8[start:end].decode()

    def _encoded(self, text: str) -> bytes:
        return self._mark + encoded(text, self._encoding, self._file)


class Changes:
    """Changes to an XML file that are collected and then applied together.

    Args:
        xml: The file.
    """

    def __init__(self, xml: Xml) -> None:
        self._xml = xml
        self._attributes: dict[Any, dict[str, str | None]] = {}
        self._contents: dict[Any, str] = {}
        self._first: dict[Any, str] = {}
        self._after: dict[Any, str] = {}

    def set(self, element: Any, attributes: Mapping[str, str | None]) -> None:
        """Set attributes of an element, by their names in the file; None removes one."""
        self._attributes.setdefault(element, {}).update(attributes)

    def fill(self, element: Any, content: str) -> None:
        """Replace the content of an element with XML."""
        self._contents[element] = content

    def put_first(self, element: Any, xml: str) -> None:
        """Insert XML at the beginning of an element's content."""
        self._first[element] = xml

    def put_after(self, element: Any, xml: str) -> None:
        """Insert XML after an element."""
        self._after[element] = xml

    def data(self) -> bytes:
        """Return the file with the changes.

        Raises:
            InputError: If it would no longer be well-formed.
        """
        edits = []
        for element in {**self._attributes, **self._contents, **self._first}:
            edits += self._edits(element)
        for element, xml in self._after.items():
            end = self._xml.span(element).end
            edits.append((end, end, xml))
        return self._xml.changed(edits)

    def _edits(self, element: Any) -> list[_Edit]:
        span = self._xml.span(element)
        tag = self._xml.spliced(span.start, span.content_start, [])
        for name, value in self._attributes.get(element, {}).items():
            tag = _with_attribute(tag, name, value)
        edits = []
        if element in self._first:
            edits.append((span.content_start, span.content_start, self._first[element]))
        if element in self._contents:
            edits.append((span.content_start, span.content_end, self._contents[element]))
        if edits and tag.endswith("/>"):
            content = "".join(text for *_, text in edits)
            end_tag = f"</{self._xml.name(element)}>"
            return [(span.start, span.end, f"{tag[:-2].rstrip()}>{content}{end_tag}")]
        return [(span.start, span.content_start, tag), *edits]


def escaped(text: str) -> str | None:
    """Escape a text for XML; return None if it has characters that XML cannot represent."""
    return None if UNWRITABLE.search(text) else escape(text, quote=False)


def _tree(utf8: bytes, file: str) -> Any:
    root = tree_of(utf8, file)
    check_safe(root, file)
    return root


def _elements(root: Any) -> Any:
    from lxml import etree

    return root.iter(etree.Element)


def _with_attribute(tag: str, name: str, value: str | None) -> str:
    written = f'"{escape(value or "")}"'
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] == name and value is None:
            return tag[: match.start()] + tag[match.end() :]
        if match[1] == name:
            return tag[: match.start(2)] + written + tag[match.end(2) :]
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return tag if value is None else f"{tag[:end].rstrip()} {name}={written}{tag[end:]}"
