"""Values of a text that have another value at their place in the translation."""

from __future__ import annotations

from typing import NamedTuple

from glossary.check.quantities.atoms import DATE_FIELDS, NUMBER, RELATIVE_YEAR, YEAR, Atom
from glossary.check.quantities.equivalence import agree, currencies_agree
from glossary.check.quantities.matching import Matching, Pair
from glossary.check.quantities.mismatch import MismatchKind
from glossary.check.quantities.model import Kind
from glossary.check.quantities.units import CURRENCIES, UNITS


class Change(NamedTuple):
    """A value and the other value at its place.

    Attributes:
        kind: The kind of mismatch.
        source: The value of the source text that has no partner.
        target: The value of the translation that has none.
        shown: The one of the source values equal to ``source`` that is at the place of ``target``.
    """

    kind: MismatchKind
    source: Atom
    target: Atom
    shown: Atom


def changes(matching: Matching) -> list[Change]:
    """Return the values without a partner that are at each other's place."""
    found: list[Change] = []
    free = list(matching.target)
    sides = matching.all_source, matching.all_target
    for source in matching.source:
        rivals = [target for target in free if _are_rivals(source, target)]
        if not rivals:
            continue
        target = min(rivals, key=lambda rival: _distance(Pair(source, rival), sides))
        # What the source text has as well may be said again, unless it is at the very place.
        is_known = any(agree(target, other) for other in sides[0] if other.field == target.field)
        is_at_place = _are_neighbours(source, target, matching.pairs)
        if is_known and not is_at_place and not _is_other_year(source, matching):
            continue
        shown = _at_place(source, target, matching)
        found.append(Change(_kind(source, target), source, target, shown))
        free.remove(target)
    return found


def _is_other_year(source: Atom, matching: Matching) -> bool:
    """Return True for the only year without a partner, if both sides have as many years.

    Then the translation has no year more that it could say again.
    """
    if source.field != YEAR or any(agree(source, other) for other in matching.all_target):
        return False
    unpaired = [
        [one.field for one in side if one.field in (YEAR, RELATIVE_YEAR)]
        for side in (matching.source, matching.target)
    ]
    return unpaired == [[YEAR], [YEAR]]


def _are_rivals(source: Atom, target: Atom) -> bool:
    """Return True if a value can be a wrong rendering of another one."""
    if source.field != NUMBER or target.field != NUMBER:
        is_named = any(
            one.is_vague or (one.date and one.date.is_lunar)
            for one in (source.quantity, target.quantity)
        )
        return source.field == target.field and not (
            is_named or (source.is_weak and target.is_weak)
        )
    # A fraction may be left out or said in other words, but is not another fraction.
    if source.quantity.kind is Kind.FRACTION is target.quantity.kind:
        return True
    if source.is_weak or target.is_weak:
        return False
    units = {source.unit, target.unit}
    if units <= CURRENCIES.keys():
        return currencies_agree(source, target) or source.value == target.value
    if units <= UNITS.keys():
        return source.unit == target.unit or source.value == target.value
    return len(units) == 1 or "" in units or units <= {"%", "pp", "bp"}


def _distance(pair: Pair, sides: tuple[list[Atom], list[Atom]]) -> tuple[bool, bool, float]:
    """Return the unlikeness of two values: value, then unit, then place among the others."""
    places = [
        sum(other.quantity.start < atom.quantity.start for other in side) / len(side)
        for atom, side in zip(pair, sides, strict=True)
    ]
    source, target = pair
    return source.value != target.value, source.unit != target.unit, abs(places[0] - places[1])


def _kind(source: Atom, target: Atom) -> MismatchKind:
    if source.field in DATE_FIELDS:
        return MismatchKind.DATE
    if source.value == target.value and source.unit != target.unit:
        if source.unit in CURRENCIES:
            return MismatchKind.CURRENCY
        if source.unit in UNITS:
            return MismatchKind.UNIT
    return MismatchKind.CHANGED


def _at_place(source: Atom, target: Atom, matching: Matching) -> Atom:
    same = [
        atom
        for atom in matching.all_source
        if (atom.field, atom.value) == (source.field, source.value)
    ]
    fitting = (atom for atom in same if _are_neighbours(atom, target, matching.pairs))
    return source if len(same) == 1 else next(fitting, source)


def _are_neighbours(source: Atom, target: Atom, pairs: list[Pair]) -> bool:
    """Return True if a value before or after one has its partner before or after the other.

    2016年的3.4% is *3.4% in 2016*.
    """
    if not pairs:
        return True
    near = []
    for side, start in ((0, source.quantity.start), (1, target.quantity.start)):
        starts = [(pair[side].quantity.start, index) for index, pair in enumerate(pairs)]
        before = max((found for found in starts if found[0] < start), default=None)
        after = min((found for found in starts if found[0] >= start), default=None)
        near.append({found[1] for found in (before, after) if found is not None})
    return bool(near[0] & near[1])
