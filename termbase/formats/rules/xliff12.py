"""Rules for XLIFF 1.0 to 1.2 beyond their grammar: ids and references.

Source: the transitional schema, and https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html, at
the anchors of the rules. The specification leaves to tools whether the codes of a target equal
those of its source.
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
# Elements that need a unique name within a <file>, and the attribute that holds it.
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
# Elements that refer to a tool or a phase.
_TOOLS = frozenset(("file", "phase", "alt-trans"))
_PHASES = frozenset(("count", "trans-unit", "target"))
_SIDES = frozenset(("source", "seg-source", "target"))


class Xliff12:
    """The rules of a document. Keeps the names of the current <file>."""

    whole = frozenset(("trans-unit", "bin-unit", "group", "file"))

    def __init__(self, root: Any, lines: Lines) -> None:
        self.grammar = grammar("xliff12", NAMESPACES[root.tag.rpartition("}")[0][1:]])
        self._lines = lines
        self._names: dict[str, set[str]] = {}
        self._references: list[tuple[int, str, str]] = []

    def begin(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield the problems of an element that its start tag shows."""
        if name == "file":
            self._names, self._references = {}, []
        id = element.get(_NAMED[name]) if name in _NAMED else None
        if id is not None:
            known = self._names.setdefault(_SAME.get(name, name), set())
            # XLIFF 1.0 does not require unique ids.
            if id in known and self.grammar.name != "XLIFF 1.0":
                message = f"duplicate {_NAMED[name]} {id!r} of <{name}> in this <file>"
                yield Finding(element, "duplicate-id", message, f"#{name}")
            known.add(id)
        for kind, attribute, holders in (("tool", "tool-id", _TOOLS),
                                         ("phase", "phase-name", _PHASES)):  # fmt: skip
            if name in holders and attribute in element.attrib:
                self._references.append((self._lines[element], kind, element.get(attribute)))

    def end(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield the problems of an element and its content."""
        if name in _SIDES:
            yield from _pairs(element, "bpt", "ept")
            yield from _pairs(element, "bx", "ex")
        elif name in ("trans-unit", "alt-trans"):
            yield from _segments(element)
        elif name == "file":
            for line, kind, id in self._references:
                if id not in self._names.get(kind, ()):
                    message = f"no <{kind}> {id!r} in the header of this <file>"
                    yield Finding(line, "dangling-reference", message, f"#{kind}")


def _pairs(side: Any, start: str, end: str) -> Iterator[Finding]:
    """Yield start codes with the same rid, and end codes without a start code."""
    seen = set()
    for element in side.iterdescendants(f"{{*}}{start}"):
        rid = element.get("rid")
        if rid is not None and rid in seen:
            message = f"duplicate rid {rid!r} of <{start}>"
            yield Finding(element, "pair", message, f"#{start}")
        seen.add(rid)
    for element in side.iterdescendants(f"{{*}}{end}"):
        rid = element.get("rid")
        if rid is not None and rid not in seen:
            message = f"no <{start}> with the rid {rid!r}"
            yield Finding(element, "pair", message, f"#{end}")


def _segments(unit: Any) -> Iterator[Finding]:
    """Yield duplicate segments of the source, and segments of the target that the source lacks."""
    known = set()
    for mark in unit.iterfind("{*}seg-source/{*}mrk"):
        mid = mark.get("mid")
        if mid is not None and mid in known:
            message = f"duplicate mid {mid!r}"
            yield Finding(mark, "duplicate-id", message, "#mid")
        known.add(mid)
    others = list(unit.iterfind("{*}target/{*}mrk"))
    if local(unit) == "trans-unit":
        others += unit.iterfind("{*}alt-trans")
    for other in others:
        mid = other.get("mid")
        if mid is not None and mid not in known:
            message = f"no segment of the source with the mid {mid!r}"
            yield Finding(other, "dangling-reference", message, "#mid")
