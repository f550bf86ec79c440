"""Two versions of a concept, compared field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, NamedTuple

from termbase.model.concept import Concept, Language, Term


class FieldChange(NamedTuple):
    """A field that differs between two versions.

    Attributes:
        field: Its name, as in ``gloss`` or ``pinyin of 裸官``.
        before: Its value before, as text; empty if it had none.
        after: Its value after, as text.
    """

    field: str
    before: str
    after: str


def field_changes(before: Concept | None, after: Concept | None) -> list[FieldChange]:
    """Return the fields in which two versions of a concept differ.

    Args:
        before: The earlier version; None if there was no concept.
        after: The later one; None if it was removed.
    """
    found = list(_changes(before, after, Concept, "", ("id", "terms")))
    old, new = terms_by_name(before), terms_by_name(after)
    for name in dict.fromkeys((*old, *new)):
        ours, theirs = old.get(name), new.get(name)
        if ours is None or theirs is None:
            text = name[1]
            found.append(FieldChange("term", text if ours else "", text if theirs else ""))
        ignored = ("language", "text")
        if ours and theirs:
            found += _changes(ours, theirs, Term, f" of {name[1]}", ignored)
    if before and after and [*old] != [*new] and old.keys() == new.keys():
        orders = (", ".join(term.text for term in concept.terms) for concept in (before, after))
        found.append(FieldChange("order of terms", *orders))
    return found


def _changes(
    before: object, after: object, kind: type, of: str, ignored: tuple[str, ...]
) -> Iterator[FieldChange]:
    for field in fields(kind):
        if field.name in ignored:
            continue
        old, new = (
            field.default if thing is None else getattr(thing, field.name)
            for thing in (before, after)
        )
        if old != new:
            yield FieldChange(
                f"{field.name.replace('_', ' ')}{of}", value_text(old), value_text(new)
            )


def terms_by_name(concept: Concept | None) -> dict[tuple[Language, str, int], Term]:
    """Return the terms by language, text, and number among those with the same text.

    Args:
        concept: Any concept; None for no terms.
    """
    named: dict[tuple[Language, str, int], Term] = {}
    for term in concept.terms if concept else ():
        number = 1
        while (term.language, term.text, number) in named:
            number += 1
        named[term.language, term.text, number] = term
    return named


def value_text(value: Any) -> str:
    """Return a value as text, the filled parts of a collection separated by commas."""
    if value is None or value == 0:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        value = tuple(getattr(value, field.name) for field in fields(value))
    if isinstance(value, tuple):
        return ", ".join(text for part in value if (text := value_text(part)))
    return str(value)
