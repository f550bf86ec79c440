"""Whether an entry of a TBX file keeps the rules of its dialect.

The published schemas leave holes: they let any value stand anywhere in style DCA. Here it is
checked which categories there are, at which levels, and with which values; and of the structure,
that a term comes first and alone. Version 2 is older than these rules and is not held to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termbase.errors import Problem
from termbase.formats.tbx_names import (
    CATEGORIES,
    DIALECTS,
    GROUPS,
    LANG,
    LEVELS,
    MODULES,
    NAMESPACE,
    UNPUBLISHED,
)
from termbase.formats.xml import local, text_of

_TYPED = frozenset(
    ("descrip", "admin", "adminNote", "termNote", "transac", "transacNote", "ref", "xref")
)
_GROUPED = {"descripGrp": "descrip", "adminGrp": "admin", "transacGrp": "transac"}
# What may stand in what, by the schema of the core; in its groups the first comes first and alone.
_ABOUT = ("note", "ref", "xref")
_AUX = ("admin", "adminGrp", "descrip", "descripGrp", "transacGrp", *_ABOUT)
_INLINE = ("foreign", "hi", "ph")
_CONTENT = {
    "conceptEntry": (*_AUX, "langSec"),
    "langSec": (*_AUX, "termSec"),
    "termSec": ("term", "termNote", "termNoteGrp", *_AUX),
    "adminGrp": ("admin", "adminNote", *_ABOUT),
    "descripGrp": ("descrip", "descripNote", "admin", "adminGrp", "transacGrp", *_ABOUT),
    "termNoteGrp": ("termNote", "admin", "adminGrp", "transacGrp", *_ABOUT),
    "transacGrp": ("transac", "transacNote", "date", *_ABOUT),
    **dict.fromkeys(("term", "admin", "descrip", "termNote", "note", "foreign"), _INLINE),
}
_ORDER = {"term": 0, "termNote": 1, "termNoteGrp": 1, "termSec": 3, "langSec": 3}
_TYPED_ATTRIBUTES = ("type", "id", "target", "datatype", LANG)
_ATTRIBUTES = {
    **dict.fromkeys(_TYPED, _TYPED_ATTRIBUTES), "xref": ("type", "id", "target"),
    "note": ("id", LANG), "foreign": ("id", LANG), "langSec": (LANG,), "hi": (), "ph": (),
}  # fmt: skip
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def check(entry: Any, type: str, file: str) -> Iterator[Problem]:
    """What is wrong with an entry.

    Args:
        entry: A ``conceptEntry``; one of version 2 has nothing wrong with it.
        type: What its file says it is, as ``TBX-Basic``.
        file: What to call it.
    """
    if entry.tag.startswith(f"{{{NAMESPACE}}}"):
        yield from _wrong(entry, DIALECTS.get(type.removeprefix("TBX-"), ()), file)


def fits(element: Any, modules: tuple[str, ...]) -> bool:
    """Whether an element may stand where it stands, by the rules and by the schema of the core.

    Args:
        element: With all that is in it; in an entry of version 3.
        modules: Of the dialect.
    """
    names = {one.get("type") or local(one) for one in element.iter()}
    return (
        all(map(_placed, element.iter()))
        and not any(_wrong(element, modules, ""))
        # Without modules, as in the dialect Core, there are no data categories.
        and (bool(modules) or not any(kind_of(one) in _TYPED for one in element.iter()))
        and not names & UNPUBLISHED
    )


def _wrong(within: Any, modules: tuple[str, ...], file: str) -> Iterator[Problem]:
    for element in within.iter():
        tag = local(element)
        line = element.sourceline or 0
        if tag == "termSec":
            yield from _term_first(element, file, line)
        if tag in _GROUPED:
            # A group is of one category; sources and notes go with it.
            kinds = [child for child in element if local(child) == _GROUPED[tag]]
            if tag != "adminGrp" and len(kinds) > 1:
                yield _problem(f"more than one <{_GROUPED[tag]}> in a <{tag}>", file, line)
        if tag in _TYPED and not element.get("type"):
            yield _problem(f"a <{tag}> without a type", file, line)
            continue
        name = element.get("type") if tag in _TYPED else tag if tag in CATEGORIES else None
        if name and modules:
            yield from _category(element, name, tag, modules, file)


def _term_first(section: Any, file: str, line: int) -> Iterator[Problem]:
    tags = [local(child) for child in section]
    if tags[:1] != ["term"]:
        yield _problem("a <termSec> that does not begin with its <term>", file, line)
    if tags.count("term") > 1:
        yield _problem("more than one <term> in a <termSec>", file, line)


def _category(
    element: Any, name: str, tag: str, modules: tuple[str, ...], file: str
) -> Iterator[Problem]:
    line = element.sourceline or 0
    category = CATEGORIES.get(name)
    if category is None or category.module not in modules:
        yield _problem(f"no category {name!r} in this dialect", file, line)
        return
    if tag in _TYPED and tag != category.element:
        yield _problem(f"{name!r} is a <{category.element}> and no <{tag}>", file, line)
    level = next(
        (LEVELS[local(above)] for above in element.iterancestors() if local(above) in LEVELS), ""
    )
    grouped = local(element.getparent()) in _GROUPED
    if level not in category.levels:
        yield _problem(f"{name!r} may not stand in a <{level}>", file, line)
    elif name == "source" and level != "termSec" and not grouped:
        yield _problem(
            "'source' stands for itself, and not with what it is the source of", file, line
        )
    value = text_of(element)
    if category.values and value not in category.values and name != "transactionType":
        known = ", ".join(category.values)
        yield _problem(f"{value!r} is no {name}; known: {known}", file, line)


def _placed(element: Any) -> bool:
    """Whether an element is where the schema of the core lets it be, as far as it is checked."""
    kind = kind_of(element)
    children = [kind_of(child) for child in element]
    order = [_ORDER.get(child, 2) for child in children]
    return (
        kind in _CONTENT.get(kind_of(element.getparent()), ())
        and set(element.attrib) <= set(_ATTRIBUTES.get(kind, ("id",)))
        and _LANGUAGE.fullmatch(element.get(LANG, "en")) is not None
        and (kind != "langSec" or (LANG in element.attrib and "termSec" in children))
        and (kind != "xref" or "target" in element.attrib)
        and (kind != "date" or _DATE.fullmatch(text_of(element)) is not None)
        and order == sorted(order)
        and (kind not in GROUPS or [n for n, c in enumerate(children) if c == GROUPS[kind]] == [0])
    )


def kind_of(element: Any) -> str:
    """The element of style DCA that an element of either style is; empty for what is none."""
    name = local(element)
    if element.tag == f"{{{NAMESPACE}}}{name}":
        return name
    category = CATEGORIES.get(name)
    known = category and element.tag == f"{{{MODULES[category.module]}}}{name}"
    return category.element if category and known else ""


def _problem(message: str, file: str, line: int) -> Problem:
    return Problem("tbx", message, file, line)
