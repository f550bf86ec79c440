"""Whether an entry of a TBX file keeps the rules of its dialect.

The published schemas leave holes: they let any value stand anywhere in style DCA. Here it is
checked which categories there are, at which levels, and with which values; and of the structure,
that a term comes first and alone. Version 2 is older than these rules and is not held to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termbase.errors import Problem
from termbase.formats.tbx_names import CATEGORIES, DIALECTS, LEVELS, NAMESPACE
from termbase.formats.xml import local, text_of

_TYPED = frozenset(
    ("descrip", "admin", "adminNote", "termNote", "transac", "transacNote", "ref", "xref")
)
_GROUPED = {"descripGrp": "descrip", "adminGrp": "admin", "transacGrp": "transac"}


def check(entry: Any, type: str, file: str) -> Iterator[Problem]:
    """What is wrong with an entry.

    Args:
        entry: A ``conceptEntry``; one of version 2 has nothing wrong with it.
        type: What its file says it is, as ``TBX-Basic``.
        file: What to call it.
    """
    if not entry.tag.startswith(f"{{{NAMESPACE}}}"):
        return
    modules = DIALECTS.get(type.removeprefix("TBX-"))
    for element in entry.iter():
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
        if name and modules is not None and modules:
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


def _problem(message: str, file: str, line: int) -> Problem:
    return Problem("tbx", message, file, line)
