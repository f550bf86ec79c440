"""The sizes that the parts of a concept or a unit may have.

They are far above what terminology needs. Without them one concept could fill every page that
names it, and every search that reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from termbase.model.concept import Concept
from termbase.model.unit import TranslationUnit

NAME, TERM, TEXT, SEGMENT = 200, 500, 10_000, 100_000  # characters
COUNT, CUES = 200, 1_000  # items

_COUNTS = {"support": CUES, "against": CUES}
# All other texts may have the length of a text.
_OF_CONCEPTS = {
    **dict.fromkeys(("id", "subject", "kind", "polity", "concept", "part_of_speech"), NAME),
    **dict.fromkeys(("date", "event", "in_force", "as_of"), NAME),
    **dict.fromkeys(("text", "traditional", "taiwan", "hong_kong", "renderings"), TERM),
    **dict.fromkeys(("support", "against", "generated", "checked"), TERM),
}
_OF_UNITS = {
    **dict.fromkeys(("source", "target", "before", "after", "notes", "properties"), SEGMENT),
    **dict.fromkeys(("source_markup", "target_markup"), SEGMENT),
    **dict.fromkeys(("source_language", "target_language"), NAME),
}


def excess_of(item: Concept | TranslationUnit) -> str:
    """Return which part of a concept or unit is too large, its size and the limit.

    Empty if none is.
    """
    return _excess(item, "", _OF_UNITS if isinstance(item, TranslationUnit) else _OF_CONCEPTS)


def _excess(value: object, name: str, lengths: Mapping[str, int]) -> str:
    """Return which part of a value is too large.

    Args:
        value: The value.
        name: The name of its field.
        lengths: The lengths that texts may have, by field.
    """
    if isinstance(value, str):
        limit = lengths.get(name, TEXT)
        if len(value) > limit:
            named = "a term" if name == "text" else name
            return f"{named} has {len(value):,} characters, of at most {limit:,}; shorten it"
        return ""
    if isinstance(value, Mapping):
        return _excess(tuple(value.items()), name, lengths)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        limit = _COUNTS.get(name, COUNT)
        if len(value) > limit:
            return f"{name} has {len(value):,} items, of at most {limit:,}; leave some out"
        found = (_excess(part, name, lengths) for part in value)
    else:
        kind: Any = type(value)
        found = (_excess(getattr(value, part), part, lengths) for part in _names(kind))
    return next(filter(None, found), "")


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class; none if it has no fields."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return getattr(kind, "_fields", ())
