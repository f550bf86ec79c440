"""A format's elements and attributes as a table says them: one ``.toml`` a format, beside this.

In a table, ``[elements]`` has an entry for each element: what it holds (a content model, see
``content``), and the attributes it has: ``id!=NMTOKEN`` is required and of a type, ``name`` may
hold anything, ``+fs`` allows the attributes of a namespace, ``*`` those of any foreign one, ``**``
any at all. Names have the prefixes of the table's ``[namespaces]``; an element without one is of
the format itself. ``[types]`` are lists of values, patterns, both, or ranges of numbers;
``[shared]`` is what several elements have in common; ``[versions]`` say what is otherwise in one.
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
# Those of XML Schema that are used here, and what they are called in a message.
_TYPES: dict[str, Any] = {
    "NMTOKEN": r"[-.:\w\u00b7]+",
    "NMTOKENS": r"[-.:\w\u00b7\s]+",
    "language": r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*",
    "positiveInteger": r"\+?0*[1-9]\d*",
    "integer": r"[-+]?\d+",
    "dateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?",
    "space": ["default", "preserve"],
}
_MEANS = {
    "NMTOKEN": "a name of letters, digits, dots, colons, hyphens and underscores",
    "NMTOKENS": "names of letters, digits, dots, colons, hyphens and underscores",
    "language": "a language tag, as zh-Hans",
    "positiveInteger": "a number from 1",
    "integer": "a whole number",
    "dateTime": "a time as 2024-05-01T12:00:00Z",
}


@dataclass(frozen=True, slots=True)
class Type:
    """The values that an attribute may have.

    Attributes:
        values: All of them, where they can be listed.
        pattern: What one looks like.
        bounds: The least and the greatest, of a number.
        means: What to call a value, where a pattern would say too little.
    """

    values: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    bounds: tuple[float, float] | None = None
    means: str = ""

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
        return self.means or f"of the form {self.pattern.pattern if self.pattern else '.*'}"


_ANYTHING = Type(pattern=re.compile("(?s:.*)"))


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
        names: Those that have been asked for.
    """

    name: str
    elements: Mapping[str, Element]
    attributes: Mapping[str, Type]
    prefixes: Mapping[str, str]
    names: dict[str, str | None] = field(default_factory=dict)

    def name_of(self, tag: str) -> str | None:
        """An element's name in the table; None if it is of a namespace that the table lacks."""
        if tag not in self.names:
            namespace, _, local = tag.rpartition("}")
            prefix = self.prefixes.get(namespace[1:])
            name = None if prefix is None else f"{prefix}:{local}" if prefix else local
            self.names[tag] = name
        return self.names[tag]

    def attribute_name(self, tag: str) -> str | None:
        """The same of an attribute; one without a namespace belongs to its element."""
        return self.name_of(tag) if tag.startswith("{") else tag


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
    means = {**_MEANS, **read.get("means", {})}
    types = {name: _type(said, given, means.get(name, "")) for name, said in given.items()}
    prefixes = {_XML: "xml", _INSTANCE: "xsi"}
    for prefix, namespaces in read["namespaces"].items():
        prefixes |= dict.fromkeys(namespaces, "" if prefix == "core" else prefix)
    shared = read.get("shared", {})
    # One may be made of others.
    shared = {name: text.format_map(shared) for name, text in shared.items()}
    elements = {
        name: _element(holds.format_map(shared), said.format_map(shared), types)
        for name, (holds, said) in {**read["elements"], **own.get("elements", {})}.items()
    }
    attributes = {name: types[type] for name, type in read.get("attributes", {}).items()}
    return Grammar(f"{read['name']} {version}", elements, attributes, prefixes)


def _type(said: Any, given: Mapping[str, Any], means: str) -> Type:
    if isinstance(said, str):
        return Type(pattern=re.compile(said), means=means)
    if isinstance(said, list):
        return Type(_values(said, given))
    if "from" in said:
        return Type(bounds=(said["from"], said["to"]))
    # Values, and a pattern for those of one's own.
    return Type(_values(said["values"], given), re.compile(said["or"]))


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
        known[name] = types[type] if type else _ANYTHING
    return Element(content(holds), known, tuple(required), frozenset(namespaces))
