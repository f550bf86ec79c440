"""Grammars of XML formats: elements, content models and attributes, from one ``.toml`` file each.

``[elements]`` has an entry for each element: its content model (see ``content``) and attributes.
``id!=NMTOKEN`` is a required attribute of a type, ``name`` an optional one with any value, ``+fs``
allows the attributes of a namespace, ``*`` those of any foreign namespace, ``**`` any attribute.
Prefixes are declared in ``[namespaces]``; names without a prefix belong to the format itself.
``[types]`` are lists of values, patterns, both, or ranges of numbers; ``[shared]`` holds fragments
that several entries use; ``[versions]`` holds what differs in a version of the format.
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
from termbase.formats.xml.names import XML_NAMESPACE

_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
# The types of XML Schema that are used, and their descriptions in messages.
_TYPES: dict[str, Any] = {
    "NMTOKEN": r"[-.:\w\u00b7]+",
    "NMTOKENS": r"[-.:\w\u00b7\s]+",
    "language": r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*",
    "positiveInteger": r"\+?0*[1-9]\d*",
    "integer": r"[-+]?\d+",
    "dateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?",
    "space": ["default", "preserve"],
}
_DESCRIPTIONS = {
    "NMTOKEN": "a name of letters, digits, dots, colons, hyphens and underscores",
    "NMTOKENS": "names of letters, digits, dots, colons, hyphens and underscores",
    "language": "a language tag, as zh-Hans",
    "positiveInteger": "a number from 1",
    "integer": "a whole number",
    "dateTime": "a time as 2024-05-01T12:00:00Z",
}


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an attribute's value.

    Attributes:
        values: The allowed values, if they can be listed.
        pattern: The pattern of an allowed value.
        bounds: The minimum and maximum of a number.
        description: A description for messages, if the pattern is not clear by itself.
    """

    values: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    bounds: tuple[float, float] | None = None
    description: str = ""

    def allows(self, value: str) -> bool:
        """Return True if a value is allowed; surrounding white space is ignored."""
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
        return self.description or f"of the form {self.pattern.pattern if self.pattern else '.*'}"


_ANYTHING = Type(pattern=re.compile("(?s:.*)"))


@dataclass(frozen=True, slots=True)
class Element:
    """The declaration of an element.

    Attributes:
        content: Its content model.
        attributes: The types of its attributes.
        required: The names of its required attributes.
        namespaces: The prefixes of namespaces whose attributes are allowed; ``*`` and ``**`` as in
            the module's documentation.
    """

    content: Content
    attributes: Mapping[str, Type]
    required: tuple[str, ...] = ()
    namespaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The grammar of one version of a format.

    Attributes:
        name: The name of the format in messages.
        elements: The declarations of elements, by name with prefix.
        attributes: The types of attributes with a prefix, on any element.
        prefixes: The prefix of each known namespace.
        names: A memo of :meth:`name_of`.
    """

    name: str
    elements: Mapping[str, Element]
    attributes: Mapping[str, Type]
    prefixes: Mapping[str, str]
    names: dict[str, str | None] = field(default_factory=dict)

    def name_of(self, tag: str) -> str | None:
        """Return the name of an element with its prefix; None if its namespace is unknown."""
        if tag not in self.names:
            namespace, _, local = tag.rpartition("}")
            prefix = self.prefixes.get(namespace[1:])
            name = None if prefix is None else f"{prefix}:{local}" if prefix else local
            self.names[tag] = name
        return self.names[tag]

    def attribute_name(self, tag: str) -> str | None:
        """Return the name of an attribute with its prefix, as :meth:`name_of` does."""
        return self.name_of(tag) if tag.startswith("{") else tag


@cache
def grammar(table: str, version: str) -> Grammar:
    """Return the grammar of one version of a format.

    Args:
        table: The name of its file, without the suffix.
        version: The version; entries under ``[versions.…]`` replace the general ones.
    """
    raw = tomllib.loads(
        files("termbase.formats.rules").joinpath(f"{table}.toml").read_text(encoding="utf-8")
    )
    own = raw.get("versions", {}).get(version, {})
    given = {**_TYPES, **raw.get("types", {}), **own.get("types", {})}
    descriptions = {**_DESCRIPTIONS, **raw.get("descriptions", {})}
    types = {
        name: _type(declared, given, descriptions.get(name, "")) for name, declared in given.items()
    }
    prefixes = {XML_NAMESPACE: "xml", _INSTANCE: "xsi"}
    for prefix, namespaces in raw["namespaces"].items():
        prefixes |= dict.fromkeys(namespaces, "" if prefix == "core" else prefix)
    shared = raw.get("shared", {})
    # A fragment may contain others.
    shared = {name: text.format_map(shared) for name, text in shared.items()}
    elements = {
        name: _element(model.format_map(shared), attributes.format_map(shared), types)
        for name, (model, attributes) in {**raw["elements"], **own.get("elements", {})}.items()
    }
    attributes = {name: types[type] for name, type in raw.get("attributes", {}).items()}
    return Grammar(f"{raw['name']} {version}", elements, attributes, prefixes)


def _type(declared: Any, given: Mapping[str, Any], description: str) -> Type:
    if isinstance(declared, str):
        return Type(pattern=re.compile(declared), description=description)
    if isinstance(declared, list):
        return Type(_values(declared, given))
    if "from" in declared:
        return Type(bounds=(declared["from"], declared["to"]))
    # Listed values, and a pattern for user-defined ones.
    return Type(_values(declared["values"], given), re.compile(declared["or"]))


def _values(declared: list[str], given: Mapping[str, Any]) -> tuple[str, ...]:
    """Return values, with each ``@name`` replaced by the values of another type."""
    found: list[str] = []
    for value in declared:
        if value.startswith("@"):
            found += given[value[1:]]["values"]
        else:
            found.append(value)
    return tuple(found)


def _element(model: str, attributes: str, types: Mapping[str, Type]) -> Element:
    known: dict[str, Type] = {}
    required, namespaces = [], set()
    for declared in attributes.split():
        if declared[0] in "+*":
            namespaces.add(declared.removeprefix("+"))
            continue
        name, _, type = declared.partition("=")
        if name.endswith("!"):
            name = name[:-1]
            required.append(name)
        known[name] = types[type] if type else _ANYTHING
    return Element(content(model), known, tuple(required), frozenset(namespaces))
