"""Parsing of untrusted XML: entities are never expanded, no network, bounded depth."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from termbase.errors import InputError
from termbase.formats.xml.encoding import ill_formed
from termbase.formats.xml.entities import declares_entities, pieces, replaced, wide_encoding

_MAX_DEPTH = 100
# XML_ERR_RESOURCE_LIMIT of libxml2 2.13; older versions of lxml have no name for it.
_RESOURCE_LIMIT = 114
# The most characters of a text in a tree of libxml2, without an option of ours.
_LONGEST_TEXT = 10_000_000
# Values that have to be names and unique, and characters that are not allowed: U+FFFE and U+FFFF.
_IDENTIFIER, _NO_CHARACTER = b"xml:id", re.compile(rb"\xef\xbf[\xbe\xbf]")
# Bytes for :meth:`bytes.translate`: each character beyond ASCII becomes a delete character.
_AS_ASCII = bytes(min(byte, 0x7F) for byte in range(0x100))
_CONTINUATIONS = bytes(range(0x80, 0xC0))
# The parser of :func:`check_well_formed`: to make one takes as long as to check a chapter.
_of_thread = threading.local()
# For every parser of this package.
PARSER_OPTIONS: dict[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
}
# Elements keep their lines in 16 bits. Files are read line by line before that is exceeded: a piece
# has at most 2**15 lines.
_MAX_LINE = 65_000
_BY_LINE_FROM = 32_000


def elements(
    source: Any, file: str, tags: tuple[str, ...], check_root: Callable[[Any], object]
) -> Iterator[tuple[Any, Any]]:
    """Yield the root and each complete element with one of some names, which is freed afterwards.

    Args:
        source: A binary file, or an object with its method ``read``.
        file: Its name in messages.
        tags: The names of the elements, without namespaces.
        check_root: Called with the root as soon as it begins, to raise an error about it.

    Raises:
        InputError: If the file is not well-formed, declares entities or is nested too deeply.
    """
    for root, element, _ in _elements(source, file, tags, check_root, count_lines=False):
        yield root, element


def numbered_elements(
    source: Any, file: str, tags: tuple[str, ...], check_root: Callable[[Any], object]
) -> Iterator[tuple[Any, Any, int]]:
    """Do the same, and yield the line, from 1, that the start tag of the element ends on."""
    yield from _elements(source, file, tags, check_root, count_lines=True)


def _elements(
    source: Any,
    file: str,
    tags: tuple[str, ...],
    check_root: Callable[[Any], object],
    *,
    count_lines: bool,
) -> Iterator[tuple[Any, Any, int]]:
    root = None
    depth = 0
    lines: list[int] = []
    for read, last_line in _events_by_piece(
        source, file, count_lines=count_lines, need_prefixes=False
    ):
        for event, element in read:
            if event == "start":
                depth += 1
                if root is None:
                    root = element
                    check_root(root)
                    _refuse_entities(root, file)
                if depth > _MAX_DEPTH:
                    raise _too_deep(file, _line(element, last_line))
                if local(element) in tags:
                    lines.append(_line(element, last_line))
                continue
            depth -= 1
            if local(element) in tags:
                yield root, element, lines.pop()
                element.clear()
                parent = element.getparent()
                while parent is not None and parent[0] is not element:
                    del parent[0]


def events(source: Any, file: str) -> Iterator[tuple[str, Any, int]]:
    """Yield each element as it begins and as it ends; nothing is freed.

    Args:
        source: A binary file.
        file: Its name in messages.

    Yields:
        ``start`` or ``end``, the element, and for a start the line that its tag ends on, from 1.

    Raises:
        InputError: If the file is not well-formed, declares entities or is nested too deeply.
    """
    depth = 0
    for read, last_line in _events_by_piece(source, file, count_lines=True, need_prefixes=True):
        for event, element in read:
            if depth == 0 and event == "start":
                _refuse_entities(element, file)
            depth += 1 if event == "start" else -1
            if depth > _MAX_DEPTH:
                raise _too_deep(file, _line(element, last_line))
            yield event, element, _line(element, last_line)


def _events_by_piece(
    source: Any, file: str, *, count_lines: bool, need_prefixes: bool
) -> Iterator[tuple[Iterator[tuple[str, Any]], int]]:
    """Yield the events of each piece of a file that is parsed, and the line that it ends on.

    Args:
        source: A binary file.
        file: Its name in messages.
        count_lines: True if lines beyond 65,535 matter.
        need_prefixes: True if a namespace prefix that is not declared is an error.
    """
    from lxml import etree

    start = source.read(4)
    wide = wide_encoding(start)
    parser = etree.XMLPullParser(
        events=("start", "end"),
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8" if wide else None,
        **PARSER_OPTIONS,
    )
    by_line = _BY_LINE_FROM if count_lines else None
    last_line = 1
    try:
        for piece, last_line in pieces(source, file, wide, start, by_line):
            if piece:
                parser.feed(piece)
                yield parser.read_events(), last_line
        parser.close()
        yield parser.read_events(), last_line
    except etree.XMLSyntaxError as error:
        undeclared = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE
        if error.code == undeclared and not need_prefixes:
            yield parser.read_events(), last_line
            return
        # What came before the error may be a better reason to refuse the file.
        yield parser.read_events(), last_line
        raise _refusal(error, file) from None


def _line(element: Any, last_line: int) -> int:
    """Return the line of an element that has just begun."""
    line: int | None = element.sourceline
    return line if line and line < _MAX_LINE else last_line


def parse_fragment(text: str) -> Any:
    """Parse a text that holds one element.

    Raises:
        lxml.etree.XMLSyntaxError: If it is not well-formed.
    """
    from lxml import etree

    return etree.fromstring(text, etree.XMLParser(**PARSER_OPTIONS))


def tree_of(utf8: bytes, file: str) -> Any:
    """Return the root of a whole XML file in UTF-8, without a byte order mark.

    Raises:
        InputError: If it is not well-formed or declares entities; with the line.
    """
    from lxml import etree

    parser = etree.XMLParser(encoding="utf-8", **PARSER_OPTIONS)
    try:
        root = etree.fromstring(replaced(utf8, file), parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error, file) from None
    _refuse_entities(root, file)
    return root


def check_well_formed(utf8: bytes, file: str) -> None:
    """Refuse what :func:`tree_of` refuses, in a third of its time or less.

    The parser takes most of its time for characters beyond ASCII, and all it does with them is to
    see that they are in no place where they are not allowed. So each of them is one character that
    is allowed in text and values, and nowhere in names; what is refused so is looked at as it is.

    Args:
        utf8: A whole XML file in valid UTF-8, without a byte order mark.
        file: Its name in messages.

    Raises:
        InputError: As for that.
    """
    from lxml import etree

    data = replaced(utf8, file)
    # A parser without a tree does not look at these.
    has_long_text = len(data) > _LONGEST_TEXT < max(map(len, data.split(b"<")))
    ascii = data.translate(_AS_ASCII, _CONTINUATIONS)
    is_sure = not (has_long_text or _IDENTIFIER in ascii or _NO_CHARACTER.search(data))
    parser = _checking_parser()
    try:
        etree.fromstring(ascii, parser)
    except etree.XMLSyntaxError:
        is_sure = False
    # Errors of namespaces are in its log only.
    if not is_sure or parser.error_log:
        tree_of(utf8, file)


def _checking_parser() -> Any:
    """Return the parser of this thread that makes no tree."""
    from lxml import etree

    if not hasattr(_of_thread, "parser"):
        _of_thread.parser = etree.XMLParser(encoding="utf-8", target=_NoTree(), **PARSER_OPTIONS)
    return _of_thread.parser


class _NoTree:
    """A target of a parser that takes nothing."""

    def close(self) -> None:
        """Return nothing at the end of the file."""


def check_safe(root: Any, file: str) -> None:
    """Refuse a whole tree that declares entities or is nested too deeply.

    Raises:
        InputError: With the file and the line.
    """
    from lxml import etree

    _refuse_entities(root, file)
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise _too_deep(file, element.sourceline)


def local(element: Any) -> str:
    """Return the name of an element without its namespace; empty for a comment or the like."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1 << 10)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def text_of(element: Any) -> str:
    """Return all text within an element, with white space collapsed to single spaces."""
    return " ".join("".join(element.itertext()).split())


def _refusal(error: Any, file: str) -> InputError:
    """Return the error for a file that the parser refuses: one line in plain words."""
    where = f"{file}:{error.lineno or 1}"
    message = error.msg or ""
    # Older versions of libxml2 tell of its limits in words only.
    if error.code == _RESOURCE_LIMIT or "huge" in message.lower():
        if "depth" in message:
            return InputError(f"{where}: elements nested too deep")
        return InputError(f"{where}: text or value of more than 10 MB in one piece; divide it")
    reason = (error.msg or str(error)).partition("\n")[0]
    return ill_formed(where, reason)


def _too_deep(file: str, line: int) -> InputError:
    return InputError(f"{file}:{line}: elements nested too deep")


def _refuse_entities(root: Any, file: str) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise declares_entities(file, 1)
