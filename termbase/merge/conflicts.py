"""Compare two concepts or terms field by field; differing values are conflicts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple, TypeVar

from termbase.messages import Message
from termbase.model.concept import Concept, Term

Thing = TypeVar("Thing", Concept, Term)

# Fields that identify a concept or term, or have rules of their own.
_NOT_COMPARED = frozenset(
    ("id", "terms", "note", "language", "text", "status", "generated", "renderings")
)
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
    words: Message
    conflict: FieldConflict | None = None

    def is_made(self, takes: Callable[[str], bool]) -> bool:
        """Return True if there is no conflict, or theirs is taken for its field."""
        return self.conflict is None or takes(self.conflict.field)


def compare_fields(
    ours: Concept | Term, theirs: Concept | Term, name: str, forms: Sequence[str] = ()
) -> Iterator[Change]:
    """Yield the fields that theirs fills, extends or contradicts.

    Args:
        ours: A concept or term.
        theirs: The other.
        name: The name of a term in messages; empty for a concept.
        forms: The written forms of ours; one of these is not a new value.
    """
    of = f" of {name}" if name else ""
    for field in fields(ours):
        old, new = getattr(ours, field.name), getattr(theirs, field.name)
        if field.name in _NOT_COMPARED or new == field.default or _same(old, new):
            continue
        label = field.name.replace("_", " ")
        if old == field.default:
            yield Change(field.name, new, Message("{field} filled", field=f"{label}{of}"))
        elif type(old) is tuple:
            if (united := _united(old, new)) != old:
                yield Change(field.name, united, Message("{field} added", field=f"{label}{of}"))
        elif field.name == "pinyin" and _letters(old) == _letters(new):
            continue
        elif field.name not in _FORMS or new not in forms:
            yield conflicting(field.name, name, old, new)


def compare_notes(ours: str, theirs: str) -> Iterator[Change]:
    """Compare notes without the labels that ``both`` has appended."""
    if not theirs or _same(ours, theirs) or ours.startswith(f"{theirs} ["):
        return
    if not ours:
        yield Change("note", theirs, Message("{field} filled", field="note"))
    else:
        yield conflicting("note", "", ours, theirs)


def conflicting(field: str, name: str, ours: object, theirs: object) -> Change:
    """Return a change whose value would replace ours."""
    label = field.replace("_", " ") + (f" of {name}" if name else "")
    conflict = FieldConflict(label, _shown(ours), _shown(theirs))
    return Change(field, theirs, Message("{field} replaced", field=label), conflict)


def _united(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the items of both; of two items the one that contains the other."""
    united = list(ours)
    for item in theirs:
        if item in united:
            continue
        for index, present in enumerate(united):
            if _includes(present, item):
                break
            if _includes(item, present):
                united[index] = item
                break
        else:
            united.append(item)
    return tuple(united)


def _includes(item: Any, other: Any) -> bool:
    """Return True if an item, such as a source, has the filled fields of another."""
    if not is_dataclass(item) or type(item) is not type(other):
        return bool(item == other)
    pairs = ((getattr(item, f.name), getattr(other, f.name)) for f in fields(item))
    return all(_same(value, required) or not required for value, required in pairs)


def _letters(pinyin: str) -> str:
    """Return the letters of pinyin, without spaces and punctuation."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", pinyin))).lower()


def _same(ours: object, theirs: object) -> bool:
    """Return True if two values are the same; white space is normalised, as in XML."""
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours.split() == theirs.split()
    return ours == theirs


def apply_changes(thing: Thing, changes: Sequence[Change], takes: Callable[[str], bool]) -> Thing:
    """Return a concept or term with new values, and with those conflicting ones that are taken."""
    values = {change.field: change.value for change in changes if change.is_made(takes)}
    if isinstance(thing, Term):
        values["generated"] = tuple(name for name in thing.generated if name not in values)
    return replace(thing, **values)


def _shown(value: object) -> str:
    """Return a value as text, the parts of a tuple separated by commas."""
    if isinstance(value, tuple):
        return ", ".join(shown for part in value if (shown := _shown(part)))
    return str(value)
