"""The mentions in one side of a text and its translation, by row."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from glossary.find import Finder, Level, Mention
from glossary.find.finder import chosen, mention_of
from glossary.self_gloss import groups


class SideTerms:
    """The mentions in one side, those chosen and all others that are possible, by row.

    Args:
        finder: Finds them.
        text: The text of the side.
        stretches: Where each stretch of the rows begins in it, ascending, its end and its row.
        polity: As for :meth:`Finder.find`.

    Attributes:
        chosen: The mentions that the finder accepts, or that the other side has confirmed; those
            of a row are sorted and disjoint.
        possible: All mentions, whether the finder accepts them or not.
    """

    def __init__(
        self,
        finder: Finder,
        text: str,
        stretches: Sequence[tuple[int, int, int]],
        polity: str = "",
    ) -> None:
        self._stretches = stretches
        self._starts = [start for start, _, _ in stretches]
        self._lengths: dict[int, int] = defaultdict(int)
        self._before: list[int] = []
        for start, end, row in stretches:
            self._before.append(self._lengths[row])
            self._lengths[row] += end - start
        self.chosen: dict[int, list[Mention]] = defaultdict(list)
        self.possible: dict[int, list[Mention]] = defaultdict(list)
        for offset, block, found in finder.scored((text,), polity):
            accepted = chosen(found, Level.BALANCED)
            self._add(self.chosen, (mention_of(one, block, offset) for one in accepted))
            self._add(self.possible, (mention_of(one, block, offset) for one in found))
        # The starts of short forms and translations in brackets, with those of what they are of.
        self._glosses = {
            one.start: group.mentions[0].start
            for row in self.chosen.values()
            for group in groups(text, row, appositions=True)
            for one in group.mentions[1:]
        }

    def _add(self, to: dict[int, list[Mention]], mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            _, end, row = self._stretches[self._index(mention)]
            # No mark reaches from one row into the next.
            if mention.end <= end:
                to[row].append(mention)

    def _index(self, mention: Mention) -> int:
        return bisect_right(self._starts, mention.start) - 1

    def position(self, mention: Mention) -> float:
        """Return the row of a mention, plus the share of the text of its row that is before it."""
        index = self._index(mention)
        start, _, row = self._stretches[index]
        before = self._before[index] + mention.start - start
        return row + before / self._lengths[row]

    def is_gloss(self, mention: Mention) -> bool:
        """Return True for a part of a mention before it, such as *KMT* in *Kuomintang (KMT)*."""
        return mention.start in self._glosses

    def choose(self, row: int, mention: Mention) -> None:
        """Add a mention to those chosen in a row, in the place of those that it overlaps."""
        apart = [one for one in self.chosen[row] if not overlap(one, mention)]
        self.chosen[row] = sorted((*apart, mention), key=lambda one: one.start)

    def keep(self, linked: Collection[int]) -> None:
        """Keep the mentions that are linked, and of the others those that are beyond doubt.

        Args:
            linked: The starts of those that are linked.
        """
        for row, mentions in self.chosen.items():
            self.chosen[row] = [
                one
                for one in mentions
                if one.start in linked
                or self._glosses.get(one.start) in linked
                or is_accepted(one, Level.STRICT)
            ]


def overlap(one: Mention, other: Mention) -> bool:
    """Return True if two mentions have a character in common."""
    return one.start < other.end and other.start < one.end


def is_accepted(mention: Mention, level: Level) -> bool:
    """Return True if a mention is accepted at a level, by itself."""
    return mention.score >= level.threshold and mention.sense >= level.sense_threshold
