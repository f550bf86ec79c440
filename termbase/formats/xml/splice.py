"""Changing a few places of an XML file, and leaving every other byte as it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from termbase.errors import InputError
from termbase.formats.xml.safe import check_safe

# So much is held in memory at once.
LARGEST = 50_000_000
# No indentation is wider.
_WIDEST = 200
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)")
# What files that say GB 2312 are in.
_WIDER = {"gb2312": "gbk"}
_ATTRIBUTE = re.compile(r"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(r"<([^\s/>]+)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_Edit = tuple[int, int, str]


class _Span(NamedTuple):
    """Where an element stands, in bytes of UTF-8: its start tag, its content, its end."""

    start: int
    inside: int
    inside_end: int
    end: int


class Xml:
    """An XML file: its tree, and where its elements stand.

    Args:
        data: The file.
        file: What to call it in messages.

    Attributes:
        root: Its tree, to read and not to change.

    Raises:
        InputError: If it is not well-formed, too large, declares entities, is nested too deep, or
            is in an encoding that it could not be written in again.
    """

    def __init__(self, data: bytes, file: str) -> None:
        if len(data) > LARGEST:
            size, most = (f"{number / 1e6:,.0f} MB" for number in (len(data), LARGEST))
            raise InputError(f"{file}: {size}, and {most} are changed at once; split the file")
        self._file = file
        self._mark, self._encoding = _encoding(data)
        text = _decoded(data.removeprefix(self._mark), self._encoding, file)
        if self._encoded(text) != data:
            raise InputError(f"{file}: not all of it is valid {self._encoding}; save it as UTF-8")
        self._utf8 = text.encode()
        self.root = _tree(self._utf8, file)
        self._spans = dict(zip(_elements(self.root), _spans(self._utf8), strict=True))

    def start_tag(self, element: Any) -> str:
        """The start tag of an element as it stands there; of an empty one, as if it were none."""
        span = self._spans[element]
        tag = self._raw(span.start, span.inside)
        return f"{tag[:-2].rstrip()}>" if tag.endswith("/>") else tag

    def end_tag(self, element: Any) -> str:
        """The end tag of an element."""
        return f"</{self.name(element)}>"

    def name(self, element: Any) -> str:
        """The name of an element with the prefix it has there."""
        span = self._spans[element]
        match = _NAME.match(self._raw(span.start, span.inside))
        return match[1] if match else ""

    def outer(self, element: Any) -> str:
        """An element as it stands there."""
        span = self._spans[element]
        return self._raw(span.start, span.end)

    def inner(self, element: Any, contents: dict[Any, str] | None = None) -> str:
        """The content of an element as it stands there, that of some elements in it exchanged."""
        span = self._spans[element]
        edits = [
            (self._spans[one].inside, self._spans[one].inside_end, xml)
            for one, xml in (contents or {}).items()
        ]
        return self.spliced(span.inside, span.inside_end, edits)

    def indent(self, element: Any) -> str:
        """The white space before an element."""
        start = self._spans[element].start
        before = self._utf8[max(0, start - _WIDEST) : start]
        return before[len(before.rstrip()) :].decode()

    def span(self, element: Any) -> _Span:
        """Where an element stands."""
        found: _Span = self._spans[element]
        return found

    def spliced(self, start: int, end: int, edits: list[_Edit]) -> str:
        """What stands between two places, with some of it exchanged."""
        parts = []
        for first, last, text in sorted(edits, key=lambda edit: edit[:2]):
            parts += [self._raw(start, first), text]
            start = last
        return "".join([*parts, self._raw(start, end)])

    def changed(self, edits: list[_Edit]) -> bytes:
        """The whole file with some of it exchanged.

        Raises:
            InputError: If it would not be well-formed any more.
        """
        text = self.spliced(0, len(self._utf8), edits)
        if edits:
            _tree(text.encode(), self._file)
        return self._encoded(text)

    def _raw(self, start: int, end: int) -> str:
        return self._utf8[start:end].decode()

    def _encoded(self, text: str) -> bytes:
        return self._mark + text.encode(self._encoding, "xmlcharrefreplace")


class Changes:
    """What is to be changed in an XML file.

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
        """Give an element attributes, by the names they have there; None takes one away."""
        self._attributes.setdefault(element, {}).update(attributes)

    def fill(self, element: Any, content: str) -> None:
        """Give an element another content, which is XML."""
        self._contents[element] = content

    def put_first(self, element: Any, xml: str) -> None:
        """Put something at the beginning of an element's content."""
        self._first[element] = xml

    def put_after(self, element: Any, xml: str) -> None:
        """Put something behind an element."""
        self._after[element] = xml

    def data(self) -> bytes:
        """The file with its changes.

        Raises:
            InputError: If it would not be well-formed any more.
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
        tag = self._xml.spliced(span.start, span.inside, [])
        for name, value in self._attributes.get(element, {}).items():
            tag = _with_attribute(tag, name, value)
        edits = []
        if element in self._first:
            edits.append((span.inside, span.inside, self._first[element]))
        if element in self._contents:
            edits.append((span.inside, span.inside_end, self._contents[element]))
        if edits and tag.endswith("/>"):
            content = "".join(text for *_, text in edits)
            end = f"</{self._xml.name(element)}>"
            return [(span.start, span.end, f"{tag[:-2].rstrip()}>{content}{end}")]
        return [(span.start, span.inside, tag), *edits]


def escaped(text: str) -> str | None:
    """A text as XML; None if it has characters that XML cannot hold."""
    return None if _NOT_XML.search(text) else escape(text, quote=False)


def _encoding(data: bytes) -> tuple[bytes, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return mark, name
    declared = _DECLARED.match(data[:400])
    said = declared[1].decode("ascii").lower() if declared else "utf-8"
    return b"", _WIDER.get(said, said)


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise InputError(f"{file}:1: there is no encoding {encoding!r}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{file}:{line}: not valid {encoding} (byte {error.start})") from None


def _tree(utf8: bytes, file: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(utf8, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise InputError(f"{file}:{line}: not well-formed XML ({error.msg})") from None
    check_safe(root, file)
    return root


def _elements(root: Any) -> Any:
    from lxml import etree

    return root.iter(etree.Element)


def _spans(utf8: bytes) -> list[_Span]:
    """Where the elements stand, in the order of their start tags."""
    from xml.parsers import expat

    starts: list[tuple[int, int]] = []
    spans: dict[int, _Span] = {}
    open_ones: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def opened(_name: str, _attributes: list[str]) -> None:
        start = parser.CurrentByteIndex
        open_ones.append(len(starts))
        starts.append((start, _end_of_tag(utf8, start)))

    def closed(_name: str) -> None:
        number = open_ones.pop()
        start, inside = starts[number]
        place = parser.CurrentByteIndex
        end = place if utf8.endswith(b"/>", start, inside) else utf8.index(b">", place) + 1
        spans[number] = _Span(start, inside, place, end)

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.ordered_attributes = True
    parser.Parse(utf8, True)
    return [spans[number] for number in range(len(starts))]


_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


def _end_of_tag(utf8: bytes, start: int) -> int:
    match = _TAG.match(utf8, start)
    return match.end() if match else start


def _with_attribute(tag: str, name: str, value: str | None) -> str:
    written = f'"{escape(value or "")}"'
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] == name and value is None:
            return tag[: match.start()] + tag[match.end() :]
        if match[1] == name:
            return tag[: match.start(2)] + written + tag[match.end(2) :]
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return tag if value is None else f"{tag[:end].rstrip()} {name}={written}{tag[end:]}"
