"""A format's elements and attributes as a table says them: one ``.toml`` a format, beside this.

In a table, ``[elements]`` has an entry for each element: what it holds (a content model, see
``content``), and the attributes it has: ``id!=NMTOKEN`` is required and of a type, ``name`` may hold
anything, ``+fs`` allows the attributes of a namespace, ``*`` those of any foreign one, ``**`` any at
all. Names have the prefixes of the table's ``[namespaces]``; an element without one is of the
format itself. ``[types]`` are lists of values, patterns, or ranges of numbers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from termbase.formats.rules.content import Content, content

_XML = "http://www.w3.org/XML/1998/namespace"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
# Those of XML Schema that are used here.
_TYPES: dict[str, Any] = {
    "NMTOKEN": r"[-.:\w\u00b7]+",
    "NMTOKENS": r"[-.:\w\u00b7\s]+",
    "language": r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*",
    "positiveInteger": r"\+?0*[1-9]\d*",
    "integer": r"[-+]?\d+",
    "dateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?",
    "space": ["default", "preserve"],
}


@dataclass(frozen=True, slots=True)
class Type:
    """The values that an attribute may have.

    Attributes:
        values: All of them, where they can be listed.
        pattern: What one looks like.
        bounds: The least and the greatest, of a number.
    """

    values: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    bounds: tuple[float, float] | None = None

    def allows(self, value: str) -> bool:
        """Whether a value is one of them; white space around it does not count."""
        value = value.strip()
        if value in self.values or (self.pattern is not None and self.pattern.fullmatch(value)):
            return True
        if self.bounds is None:
            return False
        try:
            return self.bounds[0] <= float(value) <= self.bounds[1]
        except ValueError:
            return False

    def __str__(self) -> str:
        if self.bounds is not None:
            return f"a number from {self.bounds[0]:g} to {self.bounds[1]:g}"
        if self.values:
            shown = ", ".join(self.values[:8])
            return f"one of {shown}{', …' if len(self.values) > 8 else ''}"
        return f"of the form {self.pattern.pattern}" if self.pattern else "anything"


@dataclass(frozen=True, slots=True)
class Element:
    """What the table says of an element.

    Attributes:
        holds: Its content.
        attributes: Those it may have, and their types.
        required: Those it must have.
        namespaces: Prefixes of namespaces whose attributes it may have; ``*`` and ``**`` for all.
    """

    holds: Content
    attributes: Mapping[str, Type]
    required: tuple[str, ...] = ()
    namespaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Grammar:
    """A format's table.

    Attributes:
        name: What the format is called in messages.
        elements: By name, with prefix.
        attributes: The types of attributes that have a prefix, wherever they stand.
        prefixes: The prefix of each namespace that the table knows.
    """

    name: str
    elements: Mapping[str, Element]
    attributes: Mapping[str, Type]
    prefixes: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, tag: str) -> str | None:
        """An element's or attribute's name in the table; None if of a namespace it does not know."""
        namespace, brace, local = tag[1:].partition("}") if tag[:1] == "{" else ("", "", tag)
        prefix = self.prefixes.get(namespace)
        if prefix is None:
            return None if brace else local
        return f"{prefix}:{local}" if prefix else local


@cache
def grammar(table: str, version: str) -> Grammar:
    """A table as it holds for one version of its format.

    Args:
        table: Its file's name, without suffix.
        version: Its entries under ``[versions.…]`` take the place of the general ones.
    """
    read = tomllib.loads(
        files("termbase.formats.rules").joinpath(f"{table}.toml").read_text(encoding="utf-8")
    )
    own = read.get("versions", {}).get(version, {})
    given = {**_TYPES, **read.get("types", {}), **own.get("types", {})}
    types = {name: _type(said, given) for name, said in given.items()}
    prefixes = {_XML: "xml", _INSTANCE: "xsi"}
    for prefix, namespaces in read["namespaces"].items():
        prefixes |= dict.fromkeys(namespaces, "" if prefix == "core" else prefix)
    shared = read.get("shared", {})
    elements = {
        name: _element(*(text.format_map(shared) for text in said), types)
        for name, said in {**read["elements"], **own.get("elements", {})}.items()
    }
    attributes = {name: types[type] for name, type in read.get("attributes", {}).items()}
    return Grammar(f"{read['name']} {version}", elements, attributes, prefixes)


def _type(said: Any, given: Mapping[str, Any]) -> Type:
    if isinstance(said, str):
        return Type(pattern=re.compile(said))
    if isinstance(said, Mapping) and "from" in said:
        return Type(bounds=(said["from"], said["to"]))
    if isinstance(said, Mapping):
        # Values, and a pattern for those of one's own.
        return Type(_values(said["values"], given), re.compile(said["or"]))
    return Type(_values(said, given))


def _values(said: list[str], given: Mapping[str, Any]) -> tuple[str, ...]:
    """Values; one that begins with ``@`` stands for all of another type."""
    found: list[str] = []
    for value in said:
        if value.startswith("@"):
            found += given[value[1:]]["values"]
        else:
            found.append(value)
    return tuple(found)


def _element(holds: str, attributes: str, types: Mapping[str, Type]) -> Element:
    known: dict[str, Type] = {}
    required, namespaces = [], set()
    for said in attributes.split():
        if said[0] in "+*":
            namespaces.add(said.removeprefix("+"))
            continue
        name, _, type = said.partition("=")
        if name.endswith("!"):
            name = name[:-1]
            required.append(name)
        known[name] = types[type] if type else Type(pattern=re.compile("(?s:.*)"))
    return Element(content(holds), known, tuple(required), frozenset(namespaces))
