"""Find the values of a text in its translation."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from glossary.check.quantities.atoms import Atom
from glossary.check.quantities.equivalence import agree


class Pair(NamedTuple):
    """A value of the source text and the same one of the translation."""

    source: Atom
    target: Atom


class Matching(NamedTuple):
    """The values of two texts.

    Attributes:
        pairs: The values that both have, in the order of the source text.
        source: The values that the source text has more.
        target: The values that the translation has more.
    """

    pairs: list[Pair]
    source: list[Atom]
    target: list[Atom]

    @property
    def all_source(self) -> list[Atom]:
        """All values of the source text, those with a partner first."""
        return [pair.source for pair in self.pairs] + self.source

    @property
    def all_target(self) -> list[Atom]:
        """All values of the translation, those with a partner first."""
        return [pair.target for pair in self.pairs] + self.target


def _same(source: list[Atom], target: list[Atom]) -> dict[int, int]:
    """Return the places of the same values in the translation, by their places in the source."""
    left, right = (
        [(atom.field, atom.value, atom.unit) for atom in side] for side in (source, target)
    )
    partners: dict[int, int] = {}
    # Which of several is meant, the order tells.
    if len({*left}) < len(left) or len({*right}) < len(right):
        from rapidfuzz.distance import LCSseq

        for step in LCSseq.opcodes(left, right):
            if step.tag == "equal":
                partners |= zip(
                    range(step.src_start, step.src_end),
                    range(step.dest_start, step.dest_end),
                    strict=True,
                )
    taken = {*partners.values()}
    places: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, key in enumerate(right):
        if place not in taken:
            places[key].append(place)
    for index, key in enumerate(left):
        if index not in partners and places.get(key):
            partners[index] = places[key].pop(0)
    return partners


def match(source: list[Atom], target: list[Atom]) -> Matching:
    """Pair the values of two texts: first the same, then those that agree otherwise.

    Of several that agree the one at the most similar place in the text is taken.
    """
    partners = _same(source, target)
    free = sorted(set(range(len(target))) - set(partners.values()))
    # Those that must be found come first, so that no article takes what is theirs.
    rest = sorted(set(range(len(source))) - partners.keys(), key=lambda i: (source[i].is_weak, i))
    for index in rest:
        fitting = [place for place in free if agree(source[index], target[place])]
        if fitting:
            best = min(
                fitting,
                key=lambda place: (
                    source[index].value != target[place].value,
                    abs(place / len(target) - index / len(source)),
                ),
            )
            partners[index] = best
            free.remove(best)
    pairs = [Pair(source[index], target[place]) for index, place in sorted(partners.items())]
    left = [atom for index, atom in enumerate(source) if index not in partners]
    return Matching(pairs, left, [target[place] for place in free])
