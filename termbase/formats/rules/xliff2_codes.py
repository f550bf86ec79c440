"""XLIFF 2: what must hold for the inline codes of a unit: pairs, editing hints, original data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from termbase.formats.rules.walk import Finding
from termbase.formats.rules.xliff2_unit import Unit
from termbase.formats.xml.safe import local

_CODES = frozenset(("ph", "pc", "sc", "ec"))
_SAME = ("canCopy", "canDelete", "canOverlap")
_DATA = ("dataRef", "dataRefStart", "dataRefEnd")
_SUBTYPES = {"var": "ui", **dict.fromkeys(("b", "i", "u", "lb", "pb"), "fmt")}


class _Place(NamedTuple):
    """Where a code stands in a sequence of codes; what is paired has a beginning and an end.

    Attributes:
        key: The id; that of an end has a stroke before it.
        reorder: ``firstNo``, ``no``, or empty for what may be moved.
        element: The code.
    """

    key: str
    reorder: str
    element: Any

    @property
    def closes(self) -> bool:
        """Whether it is the end of a pair."""
        return self.key.startswith("/")


def check(unit: Unit) -> Iterator[Finding]:
    """What is wrong with the codes in a unit."""
    for elements in (unit.source, unit.target):
        yield from _pairs(elements, "sc", "ec")
        yield from _pairs(elements, "sm", "em")
    codes = [one for one in unit.inline if local(one) in _CODES]
    for code in codes:
        yield from _hints(code)
        yield from _copy(code, codes)
        if local(code) == "ec":
            yield from _end(code)
    yield from data_references(unit.element, codes)
    if any(code.get("canReorder") or code.get("canDelete") for code in codes):
        yield from _sequences(unit)


def code_point(element: Any) -> Iterator[Finding]:
    """What is wrong with a <cp>: it is for characters that XML cannot hold."""
    try:
        value = int(element.get("hex", ""), 16)
    except ValueError:
        return
    allowed = value in (0x9, 0xA, 0xD) or 0x20 <= value < 0x7F or value == 0x85
    if value > 0x10FFFF:
        yield Finding(element, "code-point", f"there is no character {value:X}", "#hex")
    elif allowed or 0xA0 <= value < 0xD800 or 0xE000 <= value < 0xFFFE or value > 0xFFFF:
        yield Finding(element, "code-point", f"XML can hold the character {value:04X}", "#hex")


def data_references(scope: Any, codes: list[Any]) -> Iterator[Finding]:
    """References to original data that a unit or match does not have."""
    known = {data.get("id") for data in scope.iterfind("{*}originalData/{*}data")}
    for code in codes:
        for attribute in _DATA:
            id = code.get(attribute)
            if id is not None and id not in known:
                message = f"{attribute} {id!r} is no <data> of this <{local(scope)}>"
                yield Finding(code, "dangling-reference", message, f"#{attribute.lower()}")


def _pairs(elements: tuple[Any, ...], start: str, end: str) -> Iterator[Finding]:
    """Starts without an end after them, and ends without a start before them."""
    opened = {}
    closed = set()
    for element in elements:
        if local(element) == start:
            opened[element.get("id")] = element
        elif local(element) == end and element.get("isolated") != "yes":
            ref = element.get("startRef")
            if ref is not None and (ref not in opened or ref in closed):
                message = f"no <{start} id={ref!r}> before this <{end}>"
                yield Finding(element, "pair", message, f"#{end}")
            elif ref is not None and end == "ec":
                yield from _alike(opened[ref], element)
            closed.add(ref)
    for id, element in opened.items():
        alone = element.get("isolated") == "yes"
        if alone and id in closed:
            message = f"isolated, but there is an <{end} startRef={id!r}>"
            yield Finding(element, "pair", message, "#isolated")
        elif not alone and id not in closed:
            hint = "; isolated, if that is in another unit" if start == "sc" else ""
            message = f"no <{end} startRef={id!r}> after this <{start}>{hint}"
            yield Finding(element, "pair", message, f"#{start}")


def _end(code: Any) -> Iterator[Finding]:
    """What an <ec> says of itself, by whether it is isolated."""
    isolated = code.get("isolated") == "yes"
    wanted, other = ("id", "startRef") if isolated else ("startRef", "id")
    if code.get(wanted) is None or code.get(other) is not None:
        message = f"an <ec> that is {'' if isolated else 'not '}isolated has {wanted}, not {other}"
        yield Finding(code, "pair", message, "#ec")
    if code.get("dir") is not None and not isolated:
        yield Finding(code, "pair", "only an isolated <ec> has a direction", "#ec")


def _alike(start: Any, end: Any) -> Iterator[Finding]:
    for attribute in _SAME:
        if start.get(attribute, "yes") != end.get(attribute, "yes"):
            message = f"{attribute} of <sc> and <ec> differ"
            yield Finding(end, "pair", message, "#ec")
    wanted = start.get("canReorder", "yes").replace("firstNo", "no")
    if end.get("canReorder", "yes") != wanted:
        message = f"canReorder must be {wanted!r} here, as its <sc> has it"
        yield Finding(end, "pair", message, "#ec")


def _hints(code: Any) -> Iterator[Finding]:
    if code.get("canReorder") in ("no", "firstNo"):
        for attribute in ("canCopy", "canDelete"):
            if code.get(attribute) != "no":
                message = f'what cannot be reordered has {attribute}="no" as well'
                yield Finding(code, "editing-hints", message, "#editinghints")
    authority, _, name = code.get("subType", "").partition(":")
    if authority and code.get("type") is None:
        yield Finding(code, "sub-type", "a subType without a type", "#subtype")
    elif authority == "xlf" and _SUBTYPES.get(name) != code.get("type"):
        message = f"no subType xlf:{name} of the type {code.get('type')!r}"
        yield Finding(code, "sub-type", message, "#subtype")


def _copy(code: Any, codes: list[Any]) -> Iterator[Finding]:
    id = code.get("copyOf")
    if id is None:
        return
    rule = "#duplicatingexistingcode"
    bases = [one for one in codes if one.get("id") == id]
    if not bases:
        yield Finding(code, "dangling-reference", f"copyOf {id!r} is no code of this <unit>", rule)
    elif any(base.get("canCopy") == "no" for base in bases):
        yield Finding(code, "copy", f"the code {id!r} cannot be copied", rule)
    elif any(one.get(name) is not None for one in (code, *bases) for name in _DATA):
        message = "what has original data is copied by a reference to that, not by copyOf"
        yield Finding(code, "copy", message, rule)


def _sequences(unit: Unit) -> Iterator[Finding]:
    """Codes that may be neither deleted nor moved, against what the targets do with them."""
    sources, targets = _places(unit, "source"), _places(unit, "target")
    whole = all(part.find("{*}target") is not None for part in unit.parts)
    yield from _firsts(sources, whole=True)
    yield from _firsts(targets, whole=whole)
    there = {place.key for place in targets}
    keys = [place.key for place in targets if place.reorder or not place.closes]
    for part in unit.parts:
        target = part.find("{*}target")
        for place in _places_in(part.find("{*}source")) if target is not None else ():
            fixed = place.element.get("canDelete") == "no" and not place.closes
            if fixed and place.key not in there:
                message = f"the code {place.key!r}, which cannot be deleted, is not in the target"
                yield Finding(target, "editing-hints", message, "#editinghints")
    for sequence in _runs(sources):
        kept = [place.key for place in sequence if place.key in keys]
        first = keys.index(kept[0]) if kept else 0
        if keys[first : first + len(kept)] != kept:
            message = f"the codes {', '.join(kept)} may not be reordered in the target"
            at = next(place.element for place in targets if place.key in kept)
            yield Finding(at, "editing-hints", message, "#editinghints")


def _firsts(places: list[_Place], *, whole: bool) -> Iterator[Finding]:
    """Codes that go on with a sequence that has not begun."""
    before: str | None = None if not whole else ""
    for place in places:
        closing = place.closes and local(place.element) == "pc"
        # What an isolated code goes on with is in another unit.
        free = closing or place.element.get("isolated") == "yes"
        if place.reorder == "no" and not free and before not in (None, "no", "firstNo"):
            message = 'canReorder="no" where no code before has firstNo'
            yield Finding(place.element, "editing-hints", message, "#editinghints")
        if not closing or place.reorder:
            before = place.reorder or "yes"


def _runs(places: list[_Place]) -> Iterator[list[_Place]]:
    run: list[_Place] = []
    for place in places:
        if place.reorder != "no":
            if len(run) > 1:
                yield run
            run = []
        if place.reorder == "firstNo" or run:
            run.append(place)
    if len(run) > 1:
        yield run


def _places(unit: Unit, side: str) -> list[_Place]:
    """The codes in all sources or targets of a unit, in the order in which they will be read."""
    found = []
    for number, part in enumerate(unit.parts, 1):
        element = part.find(f"{{*}}{side}")
        order = element.get("order", "") if element is not None else ""
        found.append((int(order) if order.isdecimal() else number, number, element))
    return [place for _, _, element in sorted(found, key=lambda one: one[:2])
            for place in _places_in(element)]  # fmt: skip


def _places_in(element: Any) -> Iterator[_Place]:
    for child in element if element is not None else ():
        name = local(child)
        reorder = child.get("canReorder", "").replace("yes", "")
        key = child.get("id") or ""
        if name == "ec" and child.get("startRef"):
            yield _Place(f"/{child.get('startRef')}", reorder, child)
        elif name in _CODES:
            yield _Place(key, reorder, child)
        yield from _places_in(child)
        if name == "pc":
            yield _Place(f"/{key}", "no" if reorder else "", child)
