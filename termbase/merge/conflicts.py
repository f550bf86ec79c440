"""What one concept or term says beside another, field by field."""

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
    """What two sides say differently: in which field, and of what, and both as text."""

    field: str
    ours: str
    theirs: str


class Change(NamedTuple):
    """A value to take over, and the difference to settle first if there is one."""

    field: str
    value: Any
    words: str
    conflict: FieldConflict | None = None


def compare_fields(
    ours: Concept | Term, theirs: Concept | Term, named: str, forms: Sequence[str] = ()
) -> Iterator[Change]:
    """What theirs says beside ours, field by field.

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
    """Notes are compared without what ``both`` has put behind them."""
    if not theirs or _same(ours, theirs) or ours.startswith(f"{theirs} ["):
        return
    if not ours:
        yield Change("note", theirs, "note filled")
    else:
        yield conflicting("note", "", ours, theirs)


def conflicting(name: str, named: str, ours: object, theirs: object) -> Change:
    """A value of theirs that can only take the place of one of ours."""
    field = name.replace("_", " ") + (f" of {named}" if named else "")
    conflict = FieldConflict(field, _shown(ours), _shown(theirs))
    return Change(name, theirs, f"{field} replaced", conflict)


def _united(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """All items of both; of two of which one says all that the other says, that one."""
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
    """Whether what is filled in of something, such as a source, is the same in another."""
    if not is_dataclass(one) or type(one) is not type(other):
        return bool(one == other)
    pairs = ((getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return all(_same(mine, theirs) or not theirs for mine, theirs in pairs)


def _letters(pinyin: str) -> str:
    """Pinyin however it is divided into words."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", pinyin))).lower()


def _same(ours: object, theirs: object) -> bool:
    """Whether two values are the same; white space in a text is of no matter, as in XML."""
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours.split() == theirs.split()
    return ours == theirs


def apply_changes(thing: Thing, changes: Sequence[Change], *, taking: bool) -> Thing:
    """A thing with what is new, and if theirs is taken with what differs."""
    values = {one.field: one.value for one in changes if taking or not one.conflict}
    if isinstance(thing, Term):
        values["generated"] = tuple(name for name in thing.generated if name not in values)
    return replace(thing, **values)


def _shown(value: object) -> str:
    """A value as text: the parts of one that has several in a row."""
    if isinstance(value, tuple):
        return ", ".join(shown for part in value if (shown := _shown(part)))
    return str(value)
