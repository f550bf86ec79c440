"""XLIFF 1.0 to 1.2: ids, and references to them, as the transitional schema demands them.

https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html#trans-unit, and so on. Whether the codes
of a target are those of its source it leaves to the tools.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termbase.formats.rules.grammar import grammar
from termbase.formats.rules.walk import Finding, Lines
from termbase.formats.xml.safe import local

NAMESPACES = {
    "urn:oasis:names:tc:xliff:document:1.2": "1.2",
    "urn:oasis:names:tc:xliff:document:1.1": "1.1",
    "": "1.0",
}
# What has to have a name of its own within a <file>, and the attribute that is the name.
_NAMED = {
    "group": "id",
    "trans-unit": "id",
    "bin-unit": "id",
    "count-group": "name",
    "context-group": "name",
    "tool": "tool-id",
    "phase": "phase-name",
    "external-file": "uid",
}
_SAME = {"bin-unit": "trans-unit"}
# What refers to it, and by which attribute.
_TOOLS = frozenset(("file", "phase", "alt-trans"))
_PHASES = frozenset(("count", "trans-unit", "target"))
_SIDES = frozenset(("source", "seg-source", "target"))


class Xliff12:
    """The rules for a document; remembers the names in a <file>."""

    whole = frozenset(("trans-unit", "bin-unit", "group", "file"))

    def __init__(self, root: Any, lines: Lines) -> None:
        self.grammar = grammar("xliff12", NAMESPACES[root.tag.rpartition("}")[0][1:]])
        self._lines = lines
        self._names: dict[str, set[str]] = {}
        self._awaited: list[tuple[int, str, str]] = []

    def begin(self, name: str, element: Any) -> Iterator[Finding]:
        """What is wrong with an element, as far as its beginning tells."""
        if name == "file":
            self._names, self._awaited = {}, []
        id = element.get(_NAMED[name]) if name in _NAMED else None
        if id is not None:
            known = self._names.setdefault(_SAME.get(name, name), set())
            # In 1.0 an id had to be unique nowhere.
            if id in known and self.grammar.name != "XLIFF 1.0":
                message = f"the {_NAMED[name]} {id!r} belongs to another <{name}> of this <file>"
                yield Finding(element, "duplicate-id", message, f"#{name}")
            known.add(id)
        for kind, attribute, holders in (("tool", "tool-id", _TOOLS),
                                         ("phase", "phase-name", _PHASES)):  # fmt: skip
            if name in holders and attribute in element.attrib:
                self._awaited.append((self._lines[element], kind, element.get(attribute)))

    def end(self, name: str, element: Any) -> Iterator[Finding]:
        """What is wrong with an element and all that stands in it."""
        if name in _SIDES:
            yield from _pairs(element, "bpt", "ept")
            yield from _pairs(element, "bx", "ex")
        elif name in ("trans-unit", "alt-trans"):
            yield from _segments(element)
        elif name == "file":
            for line, kind, id in self._awaited:
                if id not in self._names.get(kind, ()):
                    message = f"{id!r} is no <{kind}> in the header of this <file>"
                    yield Finding(line, "dangling-reference", message, f"#{kind}")


def _pairs(side: Any, start: str, end: str) -> Iterator[Finding]:
    """Starts with the same rid, and ends whose rid no start has."""
    seen = set()
    for element in side.iterdescendants(f"{{*}}{start}"):
        rid = element.get("rid")
        if rid is not None and rid in seen:
            message = f"the rid {rid!r} belongs to another <{start}>"
            yield Finding(element, "pair", message, f"#{start}")
        seen.add(rid)
    for element in side.iterdescendants(f"{{*}}{end}"):
        rid = element.get("rid")
        if rid is not None and rid not in seen:
            message = f"no <{start}> has the rid {rid!r}"
            yield Finding(element, "pair", message, f"#{end}")


def _segments(unit: Any) -> Iterator[Finding]:
    """Segments of a source that stand twice, and those of a target that it does not have."""
    known = set()
    for mark in unit.iterfind("{*}seg-source/{*}mrk"):
        mid = mark.get("mid")
        if mid is not None and mid in known:
            message = f"the mid {mid!r} belongs to another segment"
            yield Finding(mark, "duplicate-id", message, "#mid")
        known.add(mid)
    others = list(unit.iterfind("{*}target/{*}mrk"))
    if local(unit) == "trans-unit":
        others += unit.iterfind("{*}alt-trans")
    for other in others:
        mid = other.get("mid")
        if mid is not None and mid not in known:
            message = f"no segment of the source has the mid {mid!r}"
            yield Finding(other, "dangling-reference", message, "#mid")
