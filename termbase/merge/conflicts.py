"""Compare two concepts or terms field by field; differing values are conflicts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple, TypeVar

from termbase.model.concept import Concept, Term

Thing = TypeVar("Thing", Concept, Term)

# What is not compared field by field: it makes two things the same, or has a rule of its own.
_APART = frozenset(("id", "terms", "note", "language", "text", "status", "generated"))
_FORMS = frozenset(("traditional", "taiwan", "hong_kong"))


class FieldConflict(NamedTuple):
    """A field with different values on both sides, and both values as text."""

    field: str
    ours: str
    theirs: str


class Change(NamedTuple):
    """A new value of a field, and the conflict to resolve first if there is one."""

    field: str
    value: Any
    words: str
    conflict: FieldConflict | None = None


def compare_fields(
    ours: Concept | Term, theirs: Concept | Term, named: str, forms: Sequence[str] = ()
) -> Iterator[Change]:
    """Yield the fields that theirs fills, extends or contradicts.

    Args:
        ours: A concept or term.
        theirs: The other.
        named: What to call it, where it is a term.
        forms: The written forms that ours has; one of these says nothing new.
    """
    of = f" of {named}" if named else ""
    for one in fields(ours):
        mine, other = getattr(ours, one.name), getattr(theirs, one.name)
        if one.name in _APART or other == one.default or _same(mine, other):
            continue
        name = one.name.replace("_", " ")
        if mine == one.default:
            yield Change(one.name, other, f"{name}{of} filled")
        elif type(mine) is tuple:
            if (united := _united(mine, other)) != mine:
                yield Change(one.name, united, f"{name}{of} added")
        elif one.name == "pinyin" and _letters(mine) == _letters(other):
            continue
        elif one.name not in _FORMS or other not in forms:
            yield conflicting(one.name, named, mine, other)


def compare_notes(ours: str, theirs: str) -> Iterator[Change]:
    """Compare notes without the labels that ``both`` has appended."""
    if not theirs or _same(ours, theirs) or ours.startswith(f"{theirs} ["):
        return
    if not ours:
        yield Change("note", theirs, "note filled")
    else:
        yield conflicting("note", "", ours, theirs)


def conflicting(name: str, named: str, ours: object, theirs: object) -> Change:
    """Return a change whose value would replace ours."""
    field = name.replace("_", " ") + (f" of {named}" if named else "")
    conflict = FieldConflict(field, _shown(ours), _shown(theirs))
    return Change(name, theirs, f"{field} replaced", conflict)


def _united(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the items of both; of two items the one that contains the other."""
    united = list(ours)
    for item in theirs:
        if item in united:
            continue
        for place, there in enumerate(united):
            if _says_all(there, item):
                break
            if _says_all(item, there):
                united[place] = item
                break
        else:
            united.append(item)
    return tuple(united)


def _says_all(one: Any, other: Any) -> bool:
    """Return True if all filled fields of an item, such as a source, are the same in another."""
    if not is_dataclass(one) or type(one) is not type(other):
        return bool(one == other)
    pairs = ((getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return all(_same(mine, theirs) or not theirs for mine, theirs in pairs)


def _letters(pinyin: str) -> str:
    """Return the letters of pinyin, however it is divided into words."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", pinyin))).lower()


def _same(ours: object, theirs: object) -> bool:
    """Return True if two values are the same; white space is normalised, as in XML."""
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours.split() == theirs.split()
    return ours == theirs


def apply_changes(thing: Thing, changes: Sequence[Change], *, taking: bool) -> Thing:
    """Return a concept or term with new values, and with conflicting ones if theirs is taken."""
    values = {one.field: one.value for one in changes if taking or not one.conflict}
    if isinstance(thing, Term):
        values["generated"] = tuple(name for name in thing.generated if name not in values)
    return replace(thing, **values)


def _shown(value: object) -> str:
    """Return a value as text, the parts of a tuple separated by commas."""
    if isinstance(value, tuple):
        return ", ".join(shown for part in value if (shown := _shown(part)))
    return str(value)
