"""From records that are near enough to the best matches, reading no more units than needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from termbase.memory.index_part import Found
from termbase.memory.match import PERFECT, Match, Request, exact_match, number_match
from termbase.memory.similarity import score
from termbase.model.unit import TranslationUnit

_PAGE = 200
_BEST_WITH_NUMBERS = PERFECT - 1

Side = tuple[int, bool]
Units = Callable[[Sequence[int]], Mapping[int, TranslationUnit]]


def best_matches(
    units: Units,
    request: Request,
    near: Sequence[tuple[int, bool, Found]],
    same_pattern: Sequence[Side],
    at_least: int,
    limit: int | None,
) -> list[Match]:
    """Return the best matches of a text.

    Args:
        units: Reads the units with some numbers; those that are missing have been deleted.
        request: The text.
        near: Records within reach of the score: unit number, True for its source, distance.
        same_pattern: Records that are equal to the text but for numbers, likewise.
        at_least: The lowest score that is accepted.
        limit: The largest number of matches; None for all.

    Returns:
        The best first. Of those with equal scores, those with equal tokens come first, then those
        with other numbers, then those with other words; of each kind the newest first.
    """
    sides = sorted(
        ((score(found.distance, found.length), number, side) for number, side, found in near),
        reverse=True,
    )
    equal = [(number, side) for points, number, side in sides if points == PERFECT]
    matches = [exact_match(unit, request, in_source=side) for unit, side in _read(units, equal)]
    if at_least <= _BEST_WITH_NUMBERS:
        known = set(equal)
        others = sorted((side for side in same_pattern if side not in known), reverse=True)
        matches += _with_numbers(units, request, others, _room(matches, limit, _BEST_WITH_NUMBERS))
    matches.sort(key=_by_score)
    ranked = {(match.unit.id, match.in_source) for match in matches}
    for points, group in groupby(sides[len(equal) :], key=lambda row: row[0]):
        room = _room(matches, limit, points)
        if room == 0:
            break
        rest = [(number, side) for _, number, side in group if (number, side) not in ranked]
        for count, (unit, side) in enumerate(_read(units, rest), 1):
            matches.append(Match(points, unit, request.text, side, markup=request.markup))
            if count == room:
                break
        matches.sort(key=_by_score)
    return [match for match in matches if match.score >= at_least][:limit]


def _with_numbers(
    units: Units, request: Request, sides: Sequence[Side], room: int | None
) -> Iterator[Match]:
    """Yield matches with other numbers, no more of the best possible score than there is room."""
    best = 0
    for unit, side in _read(units, sides):
        if room is not None and best >= room:
            return
        if match := number_match(unit, request, in_source=side):
            best += match.score == _BEST_WITH_NUMBERS
            yield match


def _room(matches: Sequence[Match], limit: int | None, points: int) -> int | None:
    """Return how many more matches of a score can be among the best; None for any number."""
    if limit is None:
        return None
    return max(0, limit - sum(match.score >= points for match in matches))


def _by_score(match: Match) -> int:
    return -match.score


def _read(units: Units, sides: Sequence[Side]) -> Iterator[tuple[TranslationUnit, bool]]:
    """Yield the units that are still there; more are read as they are asked for."""
    for start in range(0, len(sides), _PAGE):
        page = sides[start : start + _PAGE]
        found = units(list(dict.fromkeys(number for number, _ in page)))
        for number, side in page:
            if number in found:
                yield found[number], side
