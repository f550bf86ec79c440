"""Values of one side that the other side does not have: changed, missing, added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.quantities.atoms import (
    DATE_FIELDS,
    DAY,
    MONTH,
    RELATIVE_YEAR,
    WEEKDAY,
    YEAR,
    Atom,
)
from glossary.check.quantities.changes import changes
from glossary.check.quantities.equivalence import agree
from glossary.check.quantities.matching import Matching
from glossary.check.quantities.mismatch import Mismatch, MismatchKind
from glossary.check.quantities.model import absolute
from glossary.check.quantities.suggestion import suggestion

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def differences(matching: Matching, texts: tuple[str, str], language: str) -> Iterator[Mismatch]:
    """Yield the mismatches of the values that have no partner.

    Args:
        matching: The values of both texts.
        texts: The source text and the translation.
        language: The language of the translation, for suggestions.
    """
    source_text, target_text = texts
    found = changes(matching)
    for change in found:
        text = suggestion(change.source.quantity, target_text, language, change.target.quantity)
        yield Mismatch(change.kind, change.shown.quantity, change.target.quantity, text)
    for atom in matching.source:
        if all(atom is not change.source for change in found) and (
            _is_missed(atom, matching.all_target)
            and not _is_written(atom, source_text, target_text)
        ):
            kind = MismatchKind.DATE if atom.field in DATE_FIELDS else MismatchKind.MISSING
            text = suggestion(atom.quantity, target_text, language)
            yield Mismatch(kind, atom.quantity, None, text)
    for atom in matching.target:
        if all(atom is not change.target for change in found) and (
            _is_new_year(atom, matching)
            or (
                _is_missed(atom, matching.all_source)
                and not _is_written(atom, target_text, source_text)
            )
        ):
            kind = MismatchKind.DATE if atom.field in DATE_FIELDS else MismatchKind.ADDED
            yield Mismatch(kind, None, atom.quantity)


def _is_missed(atom: Atom, others: list[Atom]) -> bool:
    """Return True if a value ought to be on the other side.

    A year or a weekday may be understood from the text before, and what one side says twice the
    other says once.
    """
    if atom.is_weak or atom.field in (YEAR, WEEKDAY):
        return False
    # 中秋节 may be the day of the Gregorian calendar on which it is.
    if atom.field in (MONTH, DAY) and any(_is_festival(other) for other in others):
        return False
    # Another value that it could be rounded to is not this one.
    return not any(
        agree(atom, other)
        for other in others
        if atom.unit != other.unit or absolute(atom.value) == absolute(other.value)
    )


def _is_festival(atom: Atom) -> bool:
    date = atom.quantity.date
    return date is not None and date.is_lunar and atom.field == MONTH


def _is_new_year(atom: Atom, matching: Matching) -> bool:
    """Return True for a year of the translation where the source text has other years only."""
    if atom.field != YEAR or any(other.field == RELATIVE_YEAR for other in matching.source):
        return False
    years, others = (
        sum(other.field == YEAR for other in side)
        for side in (matching.all_source, matching.all_target)
    )
    # Several years more than in the source text make explicit what is understood there.
    return 0 < years >= others - 1 and not any(agree(atom, other) for other in matching.all_source)


def _is_written(atom: Atom, text: str, other: str) -> bool:
    """Return True if the digits of a value are in the other text, in a name as in chapter2."""
    digits = _DIGITS.findall(text[atom.quantity.start : atom.quantity.end])
    return bool(digits) and {*digits} <= {*_DIGITS.findall(other)}
