"""TBX 3: the data categories of a dialect, beyond the grammar of its core structure.

The published schemas leave gaps: those of the structure allow any category anywhere in style DCA,
and those of the categories do not check the structure. Here a category must be known in the
dialect, at its level, and have one of its values (ISO 30042:2019; the modules at tbxinfo.net).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from termbase.formats.rules.grammar import Grammar, grammar
from termbase.formats.rules.tbx_categories import (
    CATEGORIES,
    DCT_ELEMENTS,
    DIALECTS,
    LEVELS,
    MODULES,
    NAMESPACE,
    TYPED,
    UNPUBLISHED,
    core_name,
)
from termbase.formats.rules.walk import Finding, Lines, allows
from termbase.formats.xml.safe import local, text_of

# ISO 8601, as the type ``date`` of XML Schema, also with a time, which published samples have.
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
_CATEGORIES = "data categories"


class Tbx:
    """The rules of TBX 3 for one file.

    Attributes:
        modules: The modules of the dialect; None if it is unknown, and any category is allowed.
        is_dct: True if the file is in style DCT.
    """

    whole = frozenset(("conceptEntry",))

    def __init__(self, root: Any, lines: Lines) -> None:
        dialect = root.get("type", "").removeprefix("TBX-")
        self.grammar = _grammar()
        self.modules = DIALECTS.get(dialect)
        self.is_dct: bool | None = root.get("style", "dca") == "dct"

    def begin(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield the problems of an element that its start tag shows."""
        category = _category_name(element)
        if name in TYPED and not category:
            message = f"missing attribute type of <{name}>"
            yield Finding(element, "missing-attribute", message, f"<{name}>")

    def end(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield the problems of an element and its content."""
        if name == "conceptEntry":
            # Elements of unknown namespaces are categories as well; the grammar skips them.
            yield from self.categories(element)
        elif name == "date" and not _DATE.fullmatch(text_of(element)):
            message = f"invalid date {text_of(element)!r}; expected a date such as 2024-05-01"
            yield Finding(element, "wrong-value", message, "<date>")

    def categories(self, element: Any) -> Iterator[Finding]:
        """Yield the problems of the data categories within an element."""
        for inner in element.iter("*"):
            yield from self._category(inner)

    def _category(self, element: Any) -> Iterator[Finding]:
        name = _category_name(element)
        if not name:
            return
        is_core = local(element) in TYPED and element.tag.startswith(f"{{{NAMESPACE}}}")
        if self.is_dct is not None and self.is_dct == is_core:
            style = "dct" if self.is_dct else "dca"
            message = f"category {name!r} is not written in style {style}, that of the file"
            yield Finding(element, "style", message, _CATEGORIES)
        elif self.modules is not None:
            yield from _problems(element, name, self.modules, is_core=is_core)


def fits(element: Any, modules: tuple[str, ...]) -> bool:
    """Return True if an element of a TBX 3 entry is allowed at its place, by grammar and rules.

    Args:
        element: An element, with its content.
        modules: The modules of the dialect.
    """
    rules = Tbx(element, {})
    rules.modules, rules.is_dct = modules, None
    names = {inner.get("type") or local(inner) for inner in element.iter("*")}
    return not names & UNPUBLISHED and allows(rules, element) and not any(rules.categories(element))


def _grammar() -> Grammar:
    """Return the grammar with the elements of style DCT under their names in style DCA."""
    table = grammar("tbx", "3")
    return replace(table, names=dict(DCT_ELEMENTS))


def _category_name(element: Any) -> str:
    """Return the data category of an element; empty if it is an element of the structure."""
    if element.tag.startswith(f"{{{NAMESPACE}}}"):
        return element.get("type", "") if local(element) in TYPED else ""
    return local(element)


def _problems(
    element: Any, name: str, modules: tuple[str, ...], *, is_core: bool
) -> Iterator[Finding]:
    category = CATEGORIES.get(name)
    if category is None or category.module not in modules:
        message = f"category {name!r} does not exist in this dialect"
        yield Finding(element, "unknown-category", message, _CATEGORIES)
        return
    if is_core and local(element) != category.element:
        message = f"category {name!r} is a <{category.element}>, not a <{local(element)}>"
        yield Finding(element, "misplaced-category", message, _CATEGORIES)
    elif not is_core and element.tag != f"{{{MODULES[category.module]}}}{name}":
        message = f"category {name!r} is not in the namespace of the module {category.module}"
        yield Finding(element, "namespace", message, _CATEGORIES)
    level = next((local(above) for above in element.iterancestors() if local(above) in LEVELS), "")
    is_grouped = local(element.getparent()).endswith("Grp")
    if level not in category.levels:
        message = f"category {name!r} is not allowed in <{level}>"
        yield Finding(element, "misplaced-category", message, _CATEGORIES)
    elif name == "source" and level != "termSec" and not is_grouped:
        message = "category 'source' must be grouped with the data that it is the source of"
        yield Finding(element, "misplaced-category", message, _CATEGORIES)
    value = text_of(element)
    if category.values and value not in category.values:
        known = ", ".join(category.values)
        message = f"invalid {name} {value!r}; expected one of: {known}"
        yield Finding(element, "wrong-value", message, _CATEGORIES)


class Tbx2:
    """TBX 2: only well-formedness is checked, as its dialects are free to differ."""

    whole = frozenset(("termEntry",))

    def __init__(self, root: Any, lines: Lines) -> None:
        self.grammar = Grammar("TBX 2", {}, {}, {"": ""})

    def begin(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield nothing."""
        yield from ()

    def end(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield nothing."""
        yield from ()


__all__ = ["Tbx", "Tbx2", "core_name", "fits"]
