"""XLIFF 2: what must hold in a unit, its inline codes aside: ids, languages, order, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from termbase.formats.rules.grammar import Grammar
from termbase.formats.rules.walk import Finding
from termbase.formats.xml.safe import local

_XML = "{http://www.w3.org/XML/1998/namespace}"
_NMTOKEN = re.compile(r"[-.:\w\u00b7]+")
# The selectors of a fragment identifier that lead to a <file>, <group> or <unit>, in this order.
_STEPS = ("f", "g", "u")
_LEAVES = ("n", "d", "t", "")
# What is the same thing, written in one piece or as a start.
_KINDS = {"sc": "pc", "sm": "mrk"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and what stands in it.

    Attributes:
        element: The ``<unit>``.
        parts: The segments and what stands between them.
        source: All inline elements in its sources, in the order of the document.
        target: All those in its targets.
    """

    element: Any
    parts: tuple[Any, ...]
    source: tuple[Any, ...]
    target: tuple[Any, ...]

    @classmethod
    def of(cls, element: Any) -> Unit:
        """A unit from its element."""
        parts = tuple(element.iterchildren("{*}segment", "{*}ignorable"))
        source, target = (
            tuple(one for part in parts for whole in part.iterchildren(f"{{*}}{side}")
                  for one in whole.iterdescendants())
            for side in ("source", "target")
        )  # fmt: skip
        return cls(element, parts, source, target)

    @property
    def inline(self) -> tuple[Any, ...]:
        """All inline elements."""
        return (*self.source, *self.target)


def check(unit: Unit) -> Iterator[Finding]:
    """What is wrong in a unit."""
    if not any(local(part) == "segment" for part in unit.parts):
        yield Finding(
            unit.element, "missing-element", "a <unit> has at least one <segment>", "#unit"
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
    """Ids that stand twice among some elements within another."""
    seen = set()
    for element in scope.iterdescendants(*(f"{{*}}{name}" for name in names)):
        id = element.get("id")
        if id is not None and id in seen:
            yield Finding(element, "duplicate-id", f"the id {id!r} stands twice", rule)
        seen.add(id)


def extension_ids(scope: Any, grammar: Grammar) -> Iterator[Finding]:
    """Ids that stand twice in the extensions of a file, group or unit."""
    seen = set()
    for child in scope:
        if grammar.name_of(child.tag) is not None:
            continue
        for element in child.iter():
            id = element.get("id") or element.get(f"{_XML}id")
            key = (element.tag.partition("}")[0], id)
            if id and key in seen:
                message = f"the id {id!r} of an extension stands twice"
                yield Finding(element, "duplicate-id", message, "#ext-constraints")
            seen.add(key)


def _ids(unit: Unit) -> Iterator[Finding]:
    sources: dict[str, str] = {}
    for element in [*unit.parts, *unit.source]:
        id = element.get("id")
        if id in sources:
            yield Finding(element, "duplicate-id", f"the id {id!r} stands twice", "#id")
        elif id is not None:
            sources[id] = _kind(element)
    seen = set()
    for element in unit.target:
        id = element.get("id")
        if id in seen:
            yield Finding(element, "duplicate-id", f"the id {id!r} stands twice", "#id")
        elif id is not None and sources.get(id, _kind(element)) != _kind(element):
            message = f"the id {id!r} belongs to a <{sources[id]}> in the source"
            yield Finding(element, "duplicate-id", message, "#id")
        if id is not None:
            seen.add(id)


def _kind(element: Any) -> str:
    name = local(element)
    return _KINDS.get(name, name)


def _order(unit: Unit) -> Iterator[Finding]:
    taken: dict[int, Any] = {}
    for place, part in enumerate(unit.parts, 1):
        target = part.find("{*}target")
        said = target.get("order", "") if target is not None else ""
        if target is None or (said and not said.isdecimal()):
            continue
        order = int(said or place)
        if order > len(unit.parts):
            message = f"the order {order} where the unit has {len(unit.parts)} segments"
            yield Finding(target, "order", message, "#order")
        elif order in taken:
            message = f"two targets have the place {order} in the order"
            yield Finding(target if said else taken[order], "order", message, "#order")
        taken.setdefault(order, target)


def _state(part: Any) -> Iterator[Finding]:
    state = part.get("state")
    if part.get("subState") is not None and state is None:
        yield Finding(part, "state", "a subState without a state", "#substate")
    if state not in (None, "initial") and part.find("{*}target") is None:
        yield Finding(part, "state", f"{state!r}, but there is no <target>", "#state")


def _inherited(part: Any) -> Iterator[Finding]:
    root = part.getroottree().getroot()
    source, target = part.find("{*}source"), part.find("{*}target")
    if target is not None and not root.get("trgLang"):
        message = "a <target>, but the <xliff> has no trgLang"
        yield Finding(target, "missing-attribute", message, "#xliff")
    for side, attribute in ((source, "srcLang"), (target, "trgLang")):
        own = (_held(side, "lang") or "") if side is not None else ""
        wanted = root.get(attribute, "")
        if not same_language(own, wanted):
            message = f"the language {own!r} is not that of {attribute}, {wanted!r}"
            yield Finding(side, "language", message, "#xml_lang")
    if source is not None and target is not None:
        spaces = {_held(side, "space") or "default" for side in (source, target)}
        if len(spaces) > 1:
            message = "xml:space of <source> and <target> differ"
            yield Finding(target, "space", message, "#xml_space")


def same_language(own: str, wanted: str) -> bool:
    """Whether a language is the one wanted, or a kind of it; true where one is not told."""
    return not own or not wanted or f"{own}-".lower().startswith(f"{wanted}-".lower())


def _held(element: Any, attribute: str) -> str | None:
    """An attribute of XML as an element has or inherits it."""
    for one in (element, *element.iterancestors()):
        if (value := one.get(f"{_XML}{attribute}")) is not None:
            return str(value)
    return None


def _annotation(mark: Any, unit: Unit, notes: set[str]) -> Iterator[Finding]:
    ref = mark.get("ref")
    yield from _fragment(mark)
    if mark.get("type") != "comment":
        return
    rule = "#commentAnnotation"
    if (ref is None) is (mark.get("value") is None):
        yield Finding(mark, "annotation", "a comment has either a value or a ref", rule)
    elif ref is not None and (within(ref, unit, "n") or "") not in notes:
        message = f"{ref!r} is no <note> of this <unit>"
        yield Finding(mark, "dangling-reference", message, rule)


def _fragment(element: Any) -> Iterator[Finding]:
    """What is wrong with the form of a reference into the same document."""
    ref = element.get("ref", "")
    if not ref.startswith("#"):
        return
    wrong = fragment_problem(ref)
    if wrong:
        yield Finding(element, "fragment", f"{ref!r}: {wrong}", "#fragid")


def fragment_problem(ref: str) -> str:
    """What is wrong with the form of a fragment identifier; empty if nothing is."""
    prefixes = []
    for selector in ref[1:].removeprefix("/").split("/"):
        prefix, equals, id = selector.rpartition("=")
        if not _NMTOKEN.fullmatch(id) or (equals and not _NMTOKEN.fullmatch(prefix)):
            return f"{selector!r} is no prefix=id"
        if len(prefix) == 1 and prefix not in (*_STEPS, *_LEAVES):
            return f"there is no prefix {prefix!r}; those of extensions are longer"
        prefixes.append(prefix)
    if any(prefix not in _STEPS for prefix in prefixes[:-1]):
        return "only the last selector leads to something within a file, group or unit"
    if len(set(prefixes)) < len(prefixes):
        return "the same prefix twice"
    steps = [prefix for prefix in prefixes if prefix in _STEPS]
    if steps != sorted(steps):
        return "file, group and unit come in this order"
    return ""


def within(ref: str, unit: Unit, *prefixes: str) -> str | None:
    """The id that a fragment identifier names in a unit; None if it leads elsewhere."""
    *steps, last = ref.removeprefix("#").removeprefix("/").split("/")
    prefix, _, id = last.rpartition("=")
    before = dict(step.split("=", 1) for step in steps if "=" in step)
    # What names a file or group and no unit means what stands there.
    there = before.get("u", None if before else unit.element.get("id"))
    return id if prefix in prefixes and there == unit.element.get("id") else None
