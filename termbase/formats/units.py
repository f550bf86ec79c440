"""Translation units as exchange files hold them: their lines, and the characters they may have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, NamedTuple

from termbase.errors import Problem
from termbase.formats.characters import UNWRITABLE
from termbase.model.limits import excess_of
from termbase.model.unit import TranslationUnit

Report = Callable[[Problem], object]
Advance = Callable[[int], object]

# Codes of problems that cost no more than a segment without a usable translation. Any other
# problem refuses the file, unless bad units are to be skipped.
EXPECTED = frozenset(("untranslated", "unconfirmed", "dropped"))


class FileUnit(NamedTuple):
    """A translation unit of a file.

    Attributes:
        unit: The unit.
        line: Its line in the file, from 1; in a database the id of its row.
    """

    unit: TranslationUnit
    line: int


def ignore(_: object) -> None:
    """Do nothing with a problem or a number of bytes."""


def without_excess(units: Iterable[FileUnit], file: str, report: Report) -> Iterator[FileUnit]:
    """Yield the units of which no part is too large, and report the others."""
    for found in units:
        if excess := excess_of(found.unit):
            report(Problem("too-large", excess, file, found.line))
        else:
            yield found


def unwritable(unit: TranslationUnit) -> str:
    """Name the first character of a unit that no exchange format can hold, with its context.

    Empty if there is none.
    """
    for text in _texts(unit):
        if match := UNWRITABLE.search(text):
            around = text[max(0, match.start() - 20) : match.end() + 20]
            return f"U+{ord(match[0]):04X} in {around!r}"
    return ""


def without_unwritable(unit: TranslationUnit) -> TranslationUnit:
    """Return a unit without the characters that no exchange format can hold."""
    values = {field.name: _cleaned(getattr(unit, field.name)) for field in fields(unit)}
    return replace(unit, **values)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, TranslationUnit):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for item in value.items():
            yield from _texts(item)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return UNWRITABLE.sub("", value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if isinstance(value, Mapping):
        return {_cleaned(name): _cleaned(text) for name, text in value.items()}
    return value
