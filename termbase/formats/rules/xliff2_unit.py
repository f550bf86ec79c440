"""XLIFF 2: rules for a unit, except its inline codes: ids, languages, order, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from termbase.formats.rules.grammar import Grammar
from termbase.formats.rules.walk import Finding
from termbase.formats.xml.names import XML_ID, XML_LANG, XML_SPACE
from termbase.formats.xml.safe import local

_NMTOKEN = re.compile(r"[-.:\w\u00b7]+")
# The selectors of a fragment identifier for a <file>, <group> and <unit>, in this order.
_STEPS = ("f", "g", "u")
_LEAVES = ("n", "d", "t", "")
# The registered prefixes: those of modules, and that of TBX (XLIFF 2.1, 4.7.1).
_REGISTERED = ("ctr", "fs", "gls", "its", "mda", "mtc", "pgs", "res", "slr", "tbx", "val")
# Start codes and the paired elements that they are equivalent to.
_KINDS = {"sc": "pc", "sm": "mrk"}

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Unit:
    """An XLIFF unit and its content.

    Attributes:
        element: The ``<unit>``.
        parts: Its ``<segment>`` and ``<ignorable>`` elements.
        source: All inline elements of its sources, in document order.
        target: All inline elements of its targets.
    """

    element: Any
    parts: tuple[Any, ...]
    source: tuple[Any, ...]
    target: tuple[Any, ...]

    @classmethod
    def of(cls, element: Any) -> Unit:
        """Return the unit of an element."""
        parts = tuple(element.iterchildren("{*}segment", "{*}ignorable"))
        source, target = (
            tuple(inline for part in parts for text in part.iterchildren(f"{{*}}{side}")
                  for inline in text.iterdescendants())
            for side in ("source", "target")
        )  # fmt: skip
        return cls(element, parts, source, target)

    @property
    def inline(self) -> tuple[Any, ...]:
        """All inline elements of sources and targets."""
        return (*self.source, *self.target)


def check(unit: Unit) -> Iterator[Finding]:
    """Yield the problems of a unit."""
    if not any(local(part) == "segment" for part in unit.parts):
        yield Finding(
            unit.element, "missing-element", "<unit> needs at least one <segment>", "#unit"
        )
    yield from _ids(unit)
    yield from _order(unit)
    for part in unit.parts:
        yield from _state(part)
        yield from _inherited(part)
    notes = {note.get("id") for note in unit.element.iterfind("{*}notes/{*}note")}
    for note in unit.element.iterfind("{*}notes/{*}note"):
        yield from _fragment(note)
    for mark in unit.inline:
        if local(mark) in ("mrk", "sm"):
            yield from _annotation(mark, unit, notes)


def unique(scope: Any, names: tuple[str, ...], rule: str) -> Iterator[Finding]:
    """Yield duplicate ids among some descendants of an element."""
    seen = set()
    for element in scope.iterdescendants(*(f"{{*}}{name}" for name in names)):
        id = element.get("id")
        if id is not None and id in seen:
            yield Finding(element, "duplicate-id", f"duplicate id {id!r}", rule)
        seen.add(id)


def extension_ids(scope: Any, grammar: Grammar) -> Iterator[Finding]:
    """Yield duplicate ids in the extensions of a file, group or unit."""
    seen = set()
    for child in scope:
        if grammar.name_of(child.tag) is not None:
            continue
        for element in child.iter():
            id = element.get("id") or element.get(XML_ID)
            key = (element.tag.partition("}")[0], id)
            if id and key in seen:
                message = f"duplicate id {id!r} in an extension"
                yield Finding(element, "duplicate-id", message, "#ext-constraints")
            seen.add(key)


def _ids(unit: Unit) -> Iterator[Finding]:
    sources: dict[str, str] = {}
    for element in [*unit.parts, *unit.source]:
        id = element.get("id")
        if id in sources:
            yield Finding(element, "duplicate-id", f"duplicate id {id!r}", "#id")
        elif id is not None:
            sources[id] = _kind(element)
    seen = set()
    for element in unit.target:
        id = element.get("id")
        if id in seen:
            yield Finding(element, "duplicate-id", f"duplicate id {id!r}", "#id")
        elif id is not None and sources.get(id, _kind(element)) != _kind(element):
            message = f"the id {id!r} is used by a <{sources[id]}> in the source"
            yield Finding(element, "duplicate-id", message, "#id")
        if id is not None:
            seen.add(id)


def _kind(element: Any) -> str:
    name = local(element)
    return _KINDS.get(name, name)


def is_order(value: str) -> bool:
    """Return True if an attribute is a number of a segment; of longer ones Python makes none."""
    return value.isdecimal() and len(value) <= _MOST_DIGITS


def _order(unit: Unit) -> Iterator[Finding]:
    taken: dict[int, Any] = {}
    for number, part in enumerate(unit.parts, 1):
        target = part.find("{*}target")
        given = target.get("order", "") if target is not None else ""
        if target is None or (given and not is_order(given)):
            continue
        order = int(given or number)
        if order > len(unit.parts):
            message = f"order {order}, but the unit has {len(unit.parts)} segments"
            yield Finding(target, "order", message, "#order")
        elif order in taken:
            message = f"duplicate order {order}"
            yield Finding(target if given else taken[order], "order", message, "#order")
        taken.setdefault(order, target)


def _state(part: Any) -> Iterator[Finding]:
    state = part.get("state")
    if part.get("subState") is not None and state is None:
        yield Finding(part, "state", "subState without state", "#substate")
    if state not in (None, "initial") and part.find("{*}target") is None:
        yield Finding(part, "state", f"state {state!r} without a <target>", "#state")


def _inherited(part: Any) -> Iterator[Finding]:
    root = part.getroottree().getroot()
    source, target = part.find("{*}source"), part.find("{*}target")
    if target is not None and not root.get("trgLang"):
        message = "<target> requires trgLang on <xliff>"
        yield Finding(target, "missing-attribute", message, "#xliff")
    for side, attribute in ((source, "srcLang"), (target, "trgLang")):
        own = (_inherited_xml(side, XML_LANG) or "") if side is not None else ""
        wanted = root.get(attribute, "")
        if not same_language(own, wanted):
            message = f"the language {own!r} differs from {attribute} {wanted!r}"
            yield Finding(side, "language", message, "#xml_lang")
    if source is not None and target is not None:
        spaces = {_inherited_xml(side, XML_SPACE) or "default" for side in (source, target)}
        if len(spaces) > 1:
            message = "xml:space differs between <source> and <target>"
            yield Finding(target, "space", message, "#xml_space")


def same_language(own: str, wanted: str) -> bool:
    """Return True if a language tag is another one or narrower; also if one of them is empty."""
    return not own or not wanted or f"{own}-".lower().startswith(f"{wanted}-".lower())


def _inherited_xml(element: Any, attribute: str) -> str | None:
    """Return an ``xml:`` attribute of an element or its nearest ancestor that has it."""
    for holder in (element, *element.iterancestors()):
        if (value := holder.get(attribute)) is not None:
            return str(value)
    return None


def _annotation(mark: Any, unit: Unit, notes: set[str]) -> Iterator[Finding]:
    ref = mark.get("ref")
    yield from _fragment(mark)
    if mark.get("type") != "comment":
        return
    rule = "#commentAnnotation"
    if (ref is None) is (mark.get("value") is None):
        yield Finding(mark, "annotation", "a comment needs either value or ref, not both", rule)
    elif ref is not None and (within(ref, unit, "n") or "") not in notes:
        message = f"no <note> {ref!r} in this <unit>"
        yield Finding(mark, "dangling-reference", message, rule)


def _fragment(element: Any) -> Iterator[Finding]:
    """Yield a problem for a malformed reference into the same document."""
    ref = element.get("ref", "")
    if not ref.startswith("#"):
        return
    wrong = fragment_problem(ref, element)
    if wrong:
        yield Finding(element, "fragment", f"{ref!r}: {wrong}", "#fragid")


def fragment_problem(ref: str, element: Any) -> str:
    """Return the problem of a malformed fragment identifier; empty if it is well-formed.

    Args:
        ref: The identifier, with its ``#``.
        element: The element that refers; prefixes of namespaces that it knows are those of
            extensions.
    """
    prefixes = []
    known = (*_REGISTERED, *element.nsmap)
    for selector in ref[1:].removeprefix("/").split("/"):
        prefix, equals, id = selector.rpartition("=")
        if not _NMTOKEN.fullmatch(id) or (equals and not _NMTOKEN.fullmatch(prefix)):
            return f"{selector!r} is not of the form prefix=id"
        if prefix not in (*_STEPS, *_LEAVES) and (len(prefix) == 1 or prefix not in known):
            return f"unknown prefix {prefix!r}; expected one of f, g, u, n, d, t or of an extension"
        prefixes.append(prefix)
    if any(prefix not in _STEPS for prefix in prefixes[:-1]):
        return "only the last selector may name something inside a file, group or unit"
    if len(set(prefixes)) < len(prefixes):
        return "duplicate prefix"
    steps = [prefix for prefix in prefixes if prefix in _STEPS]
    if steps != sorted(steps):
        return "selectors must be in the order file, group, unit"
    return ""


def within(ref: str, unit: Unit, *prefixes: str) -> str | None:
    """Return the id in a unit that a fragment identifier names; None if it is elsewhere."""
    *steps, last = ref.removeprefix("#").removeprefix("/").split("/")
    prefix, _, id = last.rpartition("=")
    before = dict(step.split("=", 1) for step in steps if "=" in step)
    # An identifier with a file or group and without a unit names something directly in those.
    unit_id = before.get("u", None if before else unit.element.get("id"))
    return id if prefix in prefixes and unit_id == unit.element.get("id") else None
