"""Decide about titles by the names of persons beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from glossary.find.details import ACCEPTED, Details
from glossary.find.polities import ABROAD, HOME
from glossary.find.sense import WEIGHTS
from glossary.find.snapshot import Row
from termbase.language.script import HAN
from termbase.patterns import compiled

# Between the parts of a name of another language, as fold writes it: 通伦·西苏里.
_BETWEEN = "·"
_FULL_NAME = rf"[{HAN}]{{1,8}}(?:{_BETWEEN}[{HAN}]{{1,8}})+"
# The characters of the part of a name that is said beside a title.
_SHORTEST, _LONGEST = 2, 6
# The log odds from which on a person who shares the name with others is known.
_SURE = 2.5


def titles_of_others(
    rows: Sequence[Row], gathered: Sequence[tuple[float, Details]], folded: str
) -> dict[int, str]:
    """Return the titles beside a part of a name that elsewhere follows another state's title.

    After 老挝国家主席通伦·西苏里 a title in 通伦总书记 is Laos's, whatever its sentence speaks of.
    新疆维吾尔自治区主席艾尔肯·吐尼亚孜 has a title of ours.

    Args:
        rows: The candidates.
        gathered: The log odds of each, and the reasons.
        folded: The folded text.
    """
    if _BETWEEN not in folded:
        return {}
    accepted: dict[int, tuple[int, int]] = {}
    ends: set[int] = set()
    refused: set[int] = set()
    for index, (start, minus_end, _, meaning, (_, boundary)) in enumerate(rows):
        if meaning.concept.kind != "office" or boundary < ACCEPTED:
            continue
        odds, (_, verdict, *_) = gathered[index]
        if odds < 0:
            if verdict and verdict.polity == ABROAD:
                refused.add(-minus_end)
            continue
        ends.add(-minus_end)
        if meaning.concept.polity in HOME:
            accepted[index] = start, -minus_end
    name = compiled(_FULL_NAME)
    names = {
        part[:size]
        for end in refused - ends
        if (match := name.match(folded, end))
        for part in match[0].split(_BETWEEN)
        for size in range(_SHORTEST, _LONGEST + 1)
        if size <= len(part)
    }
    return {
        index: "the title of another state's leader"
        for index, (start, end) in accepted.items()
        if not names.isdisjoint(_beside(folded, start, end))
    }


def titles_of_known(
    rows: Sequence[Row], gathered: Sequence[tuple[float, Details]]
) -> dict[int, float]:
    """Return by how much titles are likelier beside persons of their polity: 總召|傅崐萁.

    Args:
        rows: The candidates.
        gathered: The log odds of each, and the reasons.
    """
    starts: dict[int, set[str]] = defaultdict(set)
    ends: dict[int, set[str]] = defaultdict(set)
    for index, (start, minus_end, _, meaning, (_, boundary)) in enumerate(rows):
        if meaning.concept.kind == "person" and boundary >= ACCEPTED:
            odds, details = gathered[index]
            if (odds >= _SURE or details.found is None) and not details.part:
                starts[start].add(meaning.concept.polity)
                ends[-minus_end].add(meaning.concept.polity)
    shifts: dict[int, float] = {}
    for index, (start, minus_end, _, meaning, _) in enumerate(rows):
        concept = meaning.concept
        if concept.kind != "office" or concept.polity not in HOME or gathered[index][1].part:
            continue
        if concept.polity in starts.get(-minus_end, ()) or concept.polity in ends.get(start, ()):
            shifts[index] = WEIGHTS.beside
    return shifts


def _beside(folded: str, start: int, end: int) -> list[str]:
    """Return the characters right before and after a title, of each length of a name."""
    sizes = range(_SHORTEST, _LONGEST + 1)
    before = [folded[start - size : start] for size in sizes if size <= start]
    return before + [folded[end : end + size] for size in sizes]
