"""XLIFF 2: rules for the inline codes of a unit: pairs, editing hints, original data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from termbase.formats.rules.walk import Finding
from termbase.formats.rules.xliff2_unit import Unit, is_order
from termbase.formats.xml.safe import local

_CODES = frozenset(("ph", "pc", "sc", "ec"))
_SHARED_HINTS = ("canCopy", "canDelete", "canOverlap")
_DATA = ("dataRef", "dataRefStart", "dataRefEnd")
_SUBTYPES = {"var": "ui", **dict.fromkeys(("b", "i", "u", "lb", "pb"), "fmt")}


class _Code(NamedTuple):
    """A code in the sequence of codes of a unit; a pair is two of them, a start and an end.

    Attributes:
        key: The id; for an end with a slash before it.
        reorder: ``firstNo``, ``no``, or empty if the code may be moved.
        element: The code.
    """

    key: str
    reorder: str
    element: Any

    @property
    def closes(self) -> bool:
        """Return True for the end of a pair."""
        return self.key.startswith("/")


def check(unit: Unit) -> Iterator[Finding]:
    """Yield the problems of the inline codes of a unit."""
    for elements in (unit.source, unit.target):
        yield from _pairs(elements, "sc", "ec")
        yield from _pairs(elements, "sm", "em")
    codes = [element for element in unit.inline if local(element) in _CODES]
    for code in codes:
        yield from _hints(code)
        yield from _copy(code, codes)
        if local(code) == "ec":
            yield from _end(code)
    yield from data_references(unit.element, codes)
    if any(code.get("canReorder") or code.get("canDelete") for code in codes):
        yield from _sequences(unit)


def code_point(element: Any) -> Iterator[Finding]:
    """Yield the problems of a <cp>, which is for characters that XML cannot represent."""
    try:
        value = int(element.get("hex", ""), 16)
    except ValueError:
        return
    allowed = value in (0x9, 0xA, 0xD) or 0x20 <= value < 0x7F or value == 0x85
    if value > 0x10FFFF:
        yield Finding(element, "code-point", f"U+{value:X} is not a code point", "#hex")
    elif allowed or 0xA0 <= value < 0xD800 or 0xE000 <= value < 0xFFFE or value > 0xFFFF:
        yield Finding(
            element,
            "code-point",
            f"XML can represent U+{value:04X}; <cp> is for characters that it cannot",
            "#hex",
        )


def data_references(scope: Any, codes: list[Any]) -> Iterator[Finding]:
    """Yield references to original data that a unit or match does not have."""
    known = {data.get("id") for data in scope.iterfind("{*}originalData/{*}data")}
    for code in codes:
        for attribute in _DATA:
            id = code.get(attribute)
            if id is not None and id not in known:
                message = f"no <data> {id!r} in this <{local(scope)}> for {attribute}"
                yield Finding(code, "dangling-reference", message, f"#{attribute.lower()}")


def _pairs(elements: tuple[Any, ...], start: str, end: str) -> Iterator[Finding]:
    """Yield starts without a following end, and ends without a preceding start."""
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
                yield from _check_same_hints(opened[ref], element)
            closed.add(ref)
    for id, element in opened.items():
        isolated = element.get("isolated") == "yes"
        if isolated and id in closed:
            message = f"isolated <{start}> has an <{end} startRef={id!r}>"
            yield Finding(element, "pair", message, "#isolated")
        elif not isolated and id not in closed:
            hint = '; isolated="yes" if it is in another unit' if start == "sc" else ""
            message = f"no <{end} startRef={id!r}> after this <{start}>{hint}"
            yield Finding(element, "pair", message, f"#{start}")


def _end(code: Any) -> Iterator[Finding]:
    """Yield the problems of the attributes of an <ec>."""
    isolated = code.get("isolated") == "yes"
    required, forbidden = ("id", "startRef") if isolated else ("startRef", "id")
    if code.get(required) is None or code.get(forbidden) is not None:
        kind = "isolated" if isolated else "non-isolated"
        message = f"a {kind} <ec> needs {required}, not {forbidden}"
        yield Finding(code, "pair", message, "#ec")
    if code.get("dir") is not None and not isolated:
        yield Finding(code, "pair", "dir is only allowed on an isolated <ec>", "#ec")


def _check_same_hints(start: Any, end: Any) -> Iterator[Finding]:
    for attribute in _SHARED_HINTS:
        if start.get(attribute, "yes") != end.get(attribute, "yes"):
            message = f"{attribute} differs between <sc> and <ec>"
            yield Finding(end, "pair", message, "#ec")
    wanted = start.get("canReorder", "yes").replace("firstNo", "no")
    if end.get("canReorder", "yes") != wanted:
        message = f"canReorder must be {wanted!r}, as on its <sc>"
        yield Finding(end, "pair", message, "#ec")


def _hints(code: Any) -> Iterator[Finding]:
    if code.get("canReorder") in ("no", "firstNo"):
        for attribute in ("canCopy", "canDelete"):
            if code.get(attribute) != "no":
                message = f'canReorder="no" requires {attribute}="no"'
                yield Finding(code, "editing-hints", message, "#editinghints")
    authority, _, name = code.get("subType", "").partition(":")
    if authority and code.get("type") is None:
        yield Finding(code, "sub-type", "subType without type", "#subtype")
    elif authority == "xlf" and _SUBTYPES.get(name) != code.get("type"):
        message = f"invalid subType 'xlf:{name}' for the type {code.get('type')!r}"
        yield Finding(code, "sub-type", message, "#subtype")


def _copy(code: Any, codes: list[Any]) -> Iterator[Finding]:
    id = code.get("copyOf")
    if id is None:
        return
    rule = "#duplicatingexistingcode"
    bases = [other for other in codes if other.get("id") == id]
    if not bases:
        yield Finding(code, "dangling-reference", f"no code {id!r} in this <unit> for copyOf", rule)
    elif any(base.get("canCopy") == "no" for base in bases):
        yield Finding(code, "copy", f"the code {id!r} cannot be copied", rule)
    elif any(other.get(name) is not None for other in (code, *bases) for name in _DATA):
        message = "a code with original data is copied by referring to the data, not by copyOf"
        yield Finding(code, "copy", message, rule)


def _sequences(unit: Unit) -> Iterator[Finding]:
    """Yield codes that may not be deleted or moved, and are in the targets."""
    sources, targets = _codes(unit, "source"), _codes(unit, "target")
    whole = all(part.find("{*}target") is not None for part in unit.parts)
    yield from _firsts(sources, whole=True)
    yield from _firsts(targets, whole=whole)
    present = {code.key for code in targets}
    keys = [code.key for code in targets if code.reorder or not code.closes]
    for part in unit.parts:
        target = part.find("{*}target")
        for code in _codes_in(part.find("{*}source")) if target is not None else ():
            fixed = code.element.get("canDelete") == "no" and not code.closes
            if fixed and code.key not in present:
                message = f"the code {code.key!r} may not be deleted, but is not in the target"
                yield Finding(target, "editing-hints", message, "#editinghints")
    for sequence in _runs(sources):
        kept = [code.key for code in sequence if code.key in keys]
        first = keys.index(kept[0]) if kept else 0
        if keys[first : first + len(kept)] != kept:
            message = f"the codes {', '.join(kept)} may not be reordered in the target"
            at = next(code.element for code in targets if code.key in kept)
            yield Finding(at, "editing-hints", message, "#editinghints")


def _firsts(codes: list[_Code], *, whole: bool) -> Iterator[Finding]:
    """Yield codes that continue a sequence that no code has started."""
    before: str | None = None if not whole else ""
    for code in codes:
        closing = code.closes and local(code.element) == "pc"
        # The sequence that an isolated code continues is in another unit.
        free = closing or code.element.get("isolated") == "yes"
        if code.reorder == "no" and not free and before not in (None, "no", "firstNo"):
            message = 'canReorder="no" without a preceding code with canReorder="firstNo"'
            yield Finding(code.element, "editing-hints", message, "#editinghints")
        if not closing or code.reorder:
            before = code.reorder or "yes"


def _runs(codes: list[_Code]) -> Iterator[list[_Code]]:
    run: list[_Code] = []
    for code in codes:
        if code.reorder != "no":
            if len(run) > 1:
                yield run
            run = []
        if code.reorder == "firstNo" or run:
            run.append(code)
    if len(run) > 1:
        yield run


def _codes(unit: Unit, side: str) -> list[_Code]:
    """Return the codes of all sources or targets of a unit, in the order of the text."""
    found = []
    for number, part in enumerate(unit.parts, 1):
        element = part.find(f"{{*}}{side}")
        order = element.get("order", "") if element is not None else ""
        found.append((int(order) if is_order(order) else number, number, element))
    return [code for _, _, element in sorted(found, key=lambda item: item[:2])
            for code in _codes_in(element)]  # fmt: skip


def _codes_in(element: Any) -> Iterator[_Code]:
    for child in element if element is not None else ():
        name = local(child)
        reorder = child.get("canReorder", "").replace("yes", "")
        key = child.get("id") or ""
        if name == "ec" and child.get("startRef"):
            yield _Code(f"/{child.get('startRef')}", reorder, child)
        elif name in _CODES:
            yield _Code(key, reorder, child)
        yield from _codes_in(child)
        if name == "pc":
            yield _Code(f"/{key}", "no" if reorder else "", child)
