"""Values of one kind that are exchanged in the translation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from glossary.check.quantities.atoms import NUMBER, Atom
from glossary.check.quantities.matching import Pair
from glossary.check.quantities.mismatch import Mismatch, MismatchKind
from glossary.check.quantities.model import Kind, Quantity
from glossary.check.quantities.suggestion import suggestion

# Words by which a text says with what a value is compared, and by which it says the value: in
# "rose to 5% from 3%" the order is not that of 由3%升至5%.
_REFERENCE = {
    "en": re.compile(
        r"\b(?:from|(?<!more )(?<!less )(?<!fewer )than|above|below|against|versus|exceeding"
        r"|compared?(?:\s+(?:with|to))?|minimum|maximum|average|previous|out\s+of)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile("由|从|從|自|较|較|比(?!率|例|重)|高于|高於|低于|低於|要求|平均|则为|則為"),
}
# Those after which English says the earlier value of a change; Chinese has it first.
_EARLIER = re.compile(r"\b(?:from|compared?\s+(?:with|to)|against)\b", re.IGNORECASE)
_BEFORE = {"en": re.compile(r"\bfrom\b", re.IGNORECASE), "zh": re.compile("由|从|從|自")}
_LATER_FOLLOWS = re.compile(r"[^,.;]{0,60}\b(?:to|reaching)\s[^,.;]{0,12}", re.IGNORECASE)
_RESULT = {
    "en": re.compile(r"\b(?:to|at|reach(?:ed|ing)?|by|and|while|with)\b|[.;(]\s?", re.IGNORECASE),
    "zh": re.compile("至|到|为|為|达|達|增|升|降|跌|减|減|，|。|；|[（(]"),
}
# What is between a value and the one that it belongs to: 38个车型的234个观测值.
_ATTRIBUTE = re.compile(r"^[^，。；\d至到为為年升降]{0,16}[的中](?:超过|超過|约|約|近|有)?\s?$")
_WINDOW = {"en": 48, "zh": 16}


def exchanged(
    pairs: list[Pair], texts: tuple[str, str], languages: tuple[str, str]
) -> Iterator[Mismatch]:
    """Yield the mismatches of two values of one unit of which each is at the other's place.

    Values that a translation has in another order for a reason, as in *to 5% from 3%* or with whole
    clauses, are none.

    Args:
        pairs: The values that both texts have.
        texts: The source text and the translation.
        languages: Their languages.
    """
    for found in _series(pairs):
        transposed = _transposed(found)
        series = transposed or found
        sides = tuple(
            _Side([pair[side] for pair in series], texts[side], languages[side]) for side in (0, 1)
        )
        candidates = {
            *_exchanges(sides[0].by_time, sides[1].by_time),
            *_exchanges(sides[0].in_text, sides[1].in_text),
        }
        doubtful = [
            places
            for places in candidates
            if not (transposed is None and _are_repeated(places, sides[0].atoms))
            and not _is_explained(places, sides)
        ]
        # Several are clauses in another order, in which only what the words tell is sure.
        sure = doubtful if len(doubtful) == 1 else _turned_changes(sides)
        for first, second in sure:
            yield exchange(series[first], series[second], texts[1], languages[1])


def exchange(one: Pair, two: Pair, text: str, language: str) -> Mismatch:
    """Return the mismatch of two values, each of which is at the place of the other one.

    Its quantities and its suggestion reach from the first of them to the second.
    """
    first, second = sorted((one, two), key=lambda pair: pair.target.quantity.start)
    left, right = first.target.quantity, second.target.quantity
    if first.source.quantity == second.source.quantity:
        # The ends of one range.
        wanted = suggestion(first.source.quantity, text, language)
    else:
        parts = [
            suggestion(pair.source.quantity, text, language, found)
            for pair, found in ((second, left), (first, right))
        ]
        is_whole = all(parts) and left.end <= right.start
        wanted = text[left.end : right.start].join(parts) if is_whole else ""
    source = _both(one.source.quantity, two.source.quantity)
    return Mismatch(MismatchKind.EXCHANGED, source, _both(left, right), wanted)


def _both(one: Quantity, two: Quantity) -> Quantity:
    """Return a quantity that reaches over another one."""
    return replace(one, start=min(one.start, two.start), end=max(one.end, two.end))


class _Side:
    """The values of one unit on one side.

    Attributes:
        atoms: The values, in the order of the source text.
        in_text: Their indices in the order of the text.
        by_time: The same with the earlier value of a change first: *to 5% from 3%* is 3%, 5%.
    """

    def __init__(self, atoms: list[Atom], text: str, language: str) -> None:
        self.atoms, self.text, self.language = atoms, text, language
        self.in_text = sorted(range(len(atoms)), key=lambda index: _place(atoms[index]))
        self.by_time = list(self.in_text)
        if language == "en":
            self._put_earlier_first()

    def _put_earlier_first(self) -> None:
        place = 0
        while place < len(self.in_text) - 1:
            first, second = (self.atoms[index] for index in self.in_text[place : place + 2])
            if self.role(first, second, _EARLIER) is second and not self._begins_change(place + 1):
                self.by_time[place : place + 2] = self.in_text[place + 1], self.in_text[place]
                place += 1
            place += 1

    def _begins_change(self, place: int) -> bool:
        """Return True for 3% in *from 3% to 5%*."""
        if place + 1 == len(self.in_text):
            return False
        first, second = (self.atoms[index] for index in self.in_text[place : place + 2])
        between = self.text[first.quantity.end : second.quantity.start]
        return _LATER_FOLLOWS.fullmatch(between) is not None

    def is_compared_with(
        self, first: int, second: int, pattern: re.Pattern[str] | None = None
    ) -> bool | None:
        """Return True if the first of two values is the one that the second is compared with.

        False if it is the other one, None if the text does not say.
        """
        role = self.role(self.atoms[first], self.atoms[second], pattern)
        return None if role is None else role is self.atoms[first]

    def has_earlier_last(self, first: int, second: int) -> bool:
        """Return True for *5%, from 3%*, in which 3% does not begin another change."""
        one, two = self.atoms[first], self.atoms[second]
        role = self.role(one, two, _EARLIER)
        if role is None:
            return False
        return not self._begins_change(self.in_text.index(first if role is one else second))

    def role(self, one: Atom, two: Atom, pattern: re.Pattern[str] | None = None) -> Atom | None:
        """Return which of two values is the one that the other is compared with, or None."""
        first, second = sorted((one, two), key=_place)
        reference = pattern or _REFERENCE[self.language]
        found = [
            self._is_reference(atom.quantity.start, after, reference)
            for atom, after in ((first, 0), (second, first.quantity.end))
        ]
        if found[0] == found[1]:
            return None
        return first if found[0] else second

    def _is_reference(self, start: int, after: int, pattern: re.Pattern[str]) -> bool:
        """Return True if the last word before a value that says its role is one of comparison."""
        before = self.text[max(after, start - _WINDOW[self.language]) : start]
        reference = max((match.end() for match in pattern.finditer(before)), default=0)
        result = max((match.end() for match in _RESULT[self.language].finditer(before)), default=0)
        # The end of "compared to" is that of "to".
        return 0 < reference >= result


def _place(atom: Atom) -> tuple[int, bool]:
    """Return the place of a value in its text; the ends of a range have one start."""
    quantity = atom.quantity
    return quantity.start, quantity.is_range and atom.value == quantity.high


def _series(pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Yield the values of each unit with their partners, in the order of the source text."""
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        kinds = (pair.source.quantity.kind, pair.target.quantity.kind)
        is_sure = pair.source.field == pair.target.field == NUMBER and Kind.ORDINAL not in kinds
        if is_sure and not (pair.source.is_weak or pair.target.is_weak):
            found[pair.source.unit].append(pair)
    yield from (series for series in found.values() if len(series) > 1)


def _transposed(series: list[Pair]) -> list[Pair] | None:
    """Return values with partners by their places, if just two of them have changed places.

    Then it does not matter that a value is repeated: 59, 14, 14, 31 and 14, 59, 14, 31.
    """
    source, target = (sorted((pair[side] for pair in series), key=_place) for side in (0, 1))
    places = [
        place
        for place, (left, right) in enumerate(zip(source, target, strict=True))
        if left.value != right.value
    ]
    if len(places) != 2:
        return None
    first, second = places
    target[first], target[second] = target[second], target[first]
    is_exchange = all(source[place].value == target[place].value for place in places)
    return list(map(Pair, source, target)) if is_exchange else None


def _exchanges(source: list[int], target: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the values of which each is at the place of the other, with the same between."""
    places = {index: place for place, index in enumerate(source)}
    ranks = {place: places[index] for place, index in enumerate(target)}
    for first, second in ranks.items():
        if second > first and ranks[second] == first:
            between = range(first + 1, second)
            if all(first < ranks[place] < second for place in between):
                yield source[first], source[second]


def _turned_changes(sides: tuple[_Side, ...]) -> list[tuple[int, int]]:
    """Return neighbours of which each side has another one as the value before a change."""
    places = {index: place for place, index in enumerate(sides[0].in_text)}
    return [
        (first, second)
        for first, second in pairwise(sides[1].in_text)
        if abs(places[first] - places[second]) == 1
        and not _are_repeated((first, second), sides[0].atoms)
        and {side.is_compared_with(first, second, _BEFORE[side.language]) for side in sides}
        == {True, False}
    ]


def _are_repeated(places: tuple[int, int], atoms: list[Atom]) -> bool:
    """Return True for equal values side by side, of which it cannot be seen which one is meant."""
    values = [atom.value for atom in atoms]
    near = values[max(0, min(places) - 2) : max(places) + 3]
    return any(near.count(values[place]) > 1 for place in places)


def _is_explained(places: tuple[int, int], sides: tuple[_Side, ...]) -> bool:
    """Return True if the texts have a reason for another order of two values."""
    first, second = places
    roles = []
    is_in_order = []
    changes = []
    for side in sides:
        one, two = side.atoms[first], side.atoms[second]
        roles.append(side.is_compared_with(first, second))
        is_in_order.append(_place(one) < _place(two))
        if side.language == "zh":
            left, right = sorted((one, two), key=_place)
            # 38个车型的234个观测值 is 234 observations on 38 models.
            if _ATTRIBUTE.search(side.text[left.quantity.end : right.quantity.start]):
                return True
        else:
            changes.append(side.has_earlier_last(first, second))
    if None not in roles:
        return roles[0] == roles[1]
    # Where the Chinese does not say which is the earlier value, the English may have it last.
    return is_in_order[0] == is_in_order[1] or any(changes)
