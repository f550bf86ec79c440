"""Rules for XLIFF 2.0 to 2.2 beyond their grammar: constraints across the elements of a document.

Source: the constraints of the specification, at the anchors of the rules,
https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termbase.formats.rules import xliff2_attributes, xliff2_codes, xliff2_modules, xliff2_unit
from termbase.formats.rules.grammar import grammar
from termbase.formats.rules.walk import Finding, Lines

NAMESPACES = {
    "urn:oasis:names:tc:xliff:document:2.0": "2.1",
    "urn:oasis:names:tc:xliff:document:2.2": "2.2",
}
_SUBFLOWS = ("subFlows", "subFlowsStart", "subFlowsEnd")


class Xliff2:
    """The rules of a document. Keeps what is compared across the units of the current <file>."""

    whole = frozenset(("unit", "group", "file"))

    def __init__(self, root: Any, lines: Lines) -> None:
        version = NAMESPACES[root.tag[1:].partition("}")[0]]
        if version == "2.1" and root.get("version") == "2.0":
            version = "2.0"
        self.grammar = grammar("xliff2", version)
        self._lines = lines
        self._ids: dict[str, set[str]] = {"file": set(), "group": set(), "unit": set()}
        # Units that codes refer to and that may follow later, with the line of the code.
        self._subflows: list[tuple[int, str]] = []

    def begin(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield the problems of an element that its start tag shows."""
        if name == "file":
            self._ids |= {"group": set(), "unit": set()}
            self._subflows = []
        if name in self._ids:
            id = element.get("id", "")
            if id in self._ids[name]:
                message = f"duplicate id {id!r} of <{name}>"
                yield Finding(element, "duplicate-id", message, "#id")
            self._ids[name].add(id)
        yield from xliff2_attributes.check(element, self.grammar)

    def end(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield the problems of an element and its content."""
        if name == "unit":
            unit = xliff2_unit.Unit.of(element)
            yield from xliff2_unit.check(unit)
            yield from xliff2_codes.check(unit)
            yield from xliff2_modules.in_unit(unit, self.grammar)
            self._note_subflows(unit)
        elif name == "file":
            yield from self._dangling_subflows()
        elif ":" in name:
            yield from xliff2_modules.check(name, element)
        elif name in _CHECKS:
            yield from _CHECKS[name](element)
        if name in self._ids:
            yield from xliff2_unit.extension_ids(element, self.grammar)
            yield from xliff2_modules.misplaced(name, element, self.grammar)

    def _note_subflows(self, unit: xliff2_unit.Unit) -> None:
        for code in unit.inline:
            for attribute in _SUBFLOWS:
                line = self._lines[code]
                self._subflows += [(line, id) for id in code.get(attribute, "").split()]

    def _dangling_subflows(self) -> Iterator[Finding]:
        for line, id in self._subflows:
            if id not in self._ids["unit"]:
                message = f"no <unit> {id!r} in this <file> for the sub-flow"
                yield Finding(line, "dangling-reference", message, "#subflows")


def _skeleton(element: Any) -> Iterator[Finding]:
    empty = not len(element) and not (element.text or "")
    if empty is not ("href" in element.attrib):
        message = "<skeleton> needs either content or the attribute href, not both"
        yield Finding(element, "skeleton", message, "#skeleton")


def _notes(notes: Any) -> Iterator[Finding]:
    yield from xliff2_unit.unique(notes, ("note",), "#id")


def _original_data(data: Any) -> Iterator[Finding]:
    yield from xliff2_unit.unique(data, ("data",), "#id")


_CHECKS = {
    "skeleton": _skeleton,
    "notes": _notes,
    "originalData": _original_data,
    "cp": xliff2_codes.code_point,
}
