"""Reading XML that nobody has vouched for: no entities, no network, bounded depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from termbase.errors import InputError

_DEEPEST = 100
_SAFELY = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
# At most so many bytes of a line are read at once.
_PIECE = 1 << 16


def elements(
    source: Any, file: str, tags: tuple[str, ...], check_root: Callable[[Any], object]
) -> Iterator[tuple[Any, Any]]:
    """The root and each finished element of some names, which is freed after its turn.

    Args:
        source: Where the bytes are read from.
        file: What to call it in messages.
        tags: The names of the elements, without namespaces.
        check_root: Called with the root as soon as it begins; raises what is wrong with it.

    Yields:
        The root and the element. For a document with none of them, nothing.

    Raises:
        InputError: If it is not well-formed, declares entities, or is nested too deep.
    """
    from lxml import etree

    events = etree.iterparse(source, events=("start", "end"), **_SAFELY)
    depth = 0
    root = None
    try:
        for event, element in events:
            if event == "start":
                depth += 1
                if root is None:
                    root = element
                    check_root(root)
                    _refuse_entities(root, file)
                if depth > _DEEPEST:
                    raise _too_deep(file, element.sourceline)
                continue
            depth -= 1
            if local(element) in tags:
                yield root, element
                element.clear()
                parent = element.getparent()
                while parent is not None and parent[0] is not element:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise InputError(f"{file}:{line}: not well-formed XML ({error.msg})") from None


def events(source: Any, file: str) -> Iterator[tuple[str, Any, int]]:
    """Each element as it begins and as it ends, and the line; nothing of it is freed.

    Args:
        source: A binary file.
        file: What to call it in messages.

    Yields:
        ``start`` or ``end``, the element, and the line that its tag ends on. The element itself
        counts lines only up to 65,535.

    Raises:
        InputError: If it is not well-formed, declares entities, or is nested too deep.
    """
    from lxml import etree

    parser = etree.XMLPullParser(events=("start", "end"), **_SAFELY)
    depth = line = 0
    wide = inside = False
    try:
        while True:
            piece = source.readline(_PIECE)
            # A line break cannot be told from half a character in UTF-16.
            wide = wide or (line == 0 and piece.startswith((b"\xff\xfe", b"\xfe\xff")))
            line += not inside
            inside = not piece.endswith(b"\n")
            if piece:
                parser.feed(piece)
            else:
                parser.close()
            for event, element in parser.read_events():
                if depth == 0 and event == "start":
                    _refuse_entities(element, file)
                depth += 1 if event == "start" else -1
                if depth > _DEEPEST:
                    raise _too_deep(file, line)
                yield event, element, element.sourceline if wide else line
            if not piece:
                return
    except etree.XMLSyntaxError as error:
        raise InputError(f"{file}:{error.lineno or 1}: not well-formed XML ({error.msg})") from None


def check_safe(root: Any, file: str) -> None:
    """Refuse a whole tree that declares entities or is nested too deep.

    Raises:
        InputError: With the file and the line.
    """
    from lxml import etree

    _refuse_entities(root, file)
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise _too_deep(file, element.sourceline)


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is none."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1 << 10)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def text_of(element: Any) -> str:
    """All text within an element, its white space made single spaces."""
    return " ".join("".join(element.itertext()).split())


def _too_deep(file: str, line: int) -> InputError:
    return InputError(f"{file}:{line}: elements nested too deep")


def _refuse_entities(root: Any, file: str) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InputError(f"{file}:1: it declares entities, which are not read; write the text out")
