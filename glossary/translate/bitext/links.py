"""Link the terms of a text with those of its translation.

A term and its rendering are mentions of one concept on both sides of a row, linked one to one in
order. Each side tells what the other one means: a word that is ambiguous by itself is a rendering
where the other side has the term, and where both have other senses the likelier pair decides. What
the other side does not confirm is held to the strictest level.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Sequence

from glossary.find import Level, Mention
from glossary.find.overlaps import longest_first
from glossary.translate.bitext.in_order import paired
from glossary.translate.bitext.side_terms import SideTerms, is_accepted, overlap
from termbase.model.concept import Term

# The cost of a pair of terms that are not renderings of each other, though of one concept. That of
# another place in the row is at most 1.
_OTHER_FORM = 1.0
# A concept is rare that has one mention to link in so many rows, at most.
_ROWS_A_RARE = 50


Pair = tuple[Mention, Mention]


class Linker:
    """Links the mentions of two sides.

    Args:
        source: Those of the text.
        target: Those of the translation.

    Attributes:
        links: The mentions that are linked.
    """

    def __init__(self, source: SideTerms, target: SideTerms) -> None:
        self.links: list[Pair] = []
        self._sides = source, target
        # The starts of the mentions that are linked, which stay chosen.
        self._linked: tuple[set[int], set[int]] = set(), set()

    def link(self, rows: int, *, nearby: bool) -> None:
        """Link all mentions that have a counterpart.

        Args:
            rows: The number of rows.
            nearby: Look for a counterpart also in the row before and after.
        """
        for row in range(rows):
            self._link_chosen(row, row)
            self._decide_senses(row)
            self._confirm(row, row)
        if nearby:
            self._link_nearby(rows)
        for number, side in enumerate(self._sides):
            side.keep(self._linked[number])

    def _link_nearby(self, rows: int) -> None:
        """Link what is left with its counterpart in the row before or after."""
        rare = self._rare(rows)
        neighbours = [
            (row, near) for row in range(rows) for near in (row - 1, row + 1) if 0 <= near < rows
        ]
        for row, near in neighbours:
            self._link_chosen(row, near, rare)
        for row, near in neighbours:
            self._confirm(row, near, rare)

    def _rare(self, rows: int) -> set[str]:
        """Return the concepts that have few mentions to link yet.

        Of a name that is everywhere, another sentence has a mention of its own.
        """
        counts: Counter[str] = Counter()
        for number, side in enumerate(self._sides):
            free = (one.concept.id for row in list(side.chosen) for one in self._free(number, row))
            counts |= Counter(free)
        most = max(1, rows // _ROWS_A_RARE)
        return {concept for concept, count in counts.items() if count <= most}

    def _free(self, number: int, row: int, concepts: Container[str] | None = None) -> list[Mention]:
        """Return the mentions chosen in a row of one side that are not linked yet.

        Args:
            number: 0 for the source, 1 for the target.
            row: The number of the row.
            concepts: Those that are wanted; by default all.
        """
        return [
            one
            for one in self._sides[number].chosen[row]
            if one.start not in self._linked[number]
            and not self._sides[number].is_gloss(one)
            and (concepts is None or one.concept.id in concepts)
        ]

    def _link_chosen(
        self, source_row: int, target_row: int, concepts: Container[str] | None = None
    ) -> None:
        """Link the mentions that both sides have; of all concepts, or of some."""
        source = self._free(0, source_row, concepts)
        if source:
            for pair in self._pairs(source, self._free(1, target_row)):
                self._note(*pair)

    def _confirm(
        self, source_row: int, target_row: int, concepts: Container[str] | None = None
    ) -> None:
        """Link mentions with renderings that the finder has refused, which they confirm."""
        rows = source_row, target_row
        for number in (0, 1):
            free = self._free(number, rows[number], concepts)
            if not free:
                continue
            other, row = 1 - number, rows[1 - number]
            side, linked = self._sides[other], self._linked[other]
            wanted = _renderings(free)
            found = [
                one
                for one in side.possible[row]
                if one.concept.id in wanted
                and (one.term in wanted[one.concept.id] or is_accepted(one, Level.BALANCED))
                and not side.is_gloss(one)
                and _may_replace(one, side.chosen[row], linked)
            ]
            for pair in self._pairs(*((free, found) if number == 0 else (found, free))):
                # One that was chosen since may overlap it.
                if _may_replace(pair[other], side.chosen[row], linked):
                    side.choose(row, pair[other])
                    self._note(*pair)

    def _decide_senses(self, row: int) -> None:
        """Link mentions chosen in different senses that may both have that of one of them."""
        senses: list[dict[str, list[Mention]]] = [defaultdict(list), defaultdict(list)]
        for number, side in enumerate(self._sides):
            spans = {mention[:2] for mention in self._free(number, row)}
            for mention in side.possible[row]:
                if mention[:2] in spans:
                    senses[number][mention.concept.id].append(mention)
        both = [
            (left.sense * right.sense, left, right)
            for concept in senses[0].keys() & senses[1].keys()
            for left in senses[0][concept]
            for right in senses[1][concept]
            if max(left.sense, right.sense) >= Level.BALANCED.sense_threshold
        ]
        both.sort(key=lambda one: (-one[0], one[1][:2], one[2][:2], one[1].concept.id))
        for _, left, right in both:
            if left.start not in self._linked[0] and right.start not in self._linked[1]:
                self._sides[0].choose(row, left)
                self._sides[1].choose(row, right)
                self._note(left, right)

    def _pairs(self, left: Sequence[Mention], right: Sequence[Mention]) -> list[Pair]:
        """Return the pairs of mentions of the same concepts in order, the surest first."""
        if not left or not right:
            return []
        pairs: list[Pair] = []
        ours, theirs = map(_by_concept, (left, right))
        for concept in ours.keys() & theirs.keys():
            disjoint = longest_first(ours[concept]), longest_first(theirs[concept])
            pairs += paired(*disjoint, self._cost)
        return sorted(pairs, key=lambda pair: (self._cost(*pair), pair[0].start, pair[1].start))

    def _note(self, left: Mention, right: Mention) -> None:
        self.links.append((left, right))
        self._linked[0].add(left.start)
        self._linked[1].add(right.start)

    def _cost(self, left: Mention, right: Mention) -> float:
        source, target = self._sides
        distance = abs(source.position(left) - target.position(right))
        return distance + (0.0 if are_renderings(left, right) else _OTHER_FORM)


def are_renderings(left: Mention, right: Mention) -> bool:
    """Return True if the terms of two mentions of a concept translate each other."""
    return right.term in left.concept.renderings(left.term) or left.term == right.term


def _renderings(mentions: Sequence[Mention]) -> dict[str, set[Term]]:
    """Return for each concept the terms that are mentioned, and their renderings."""
    found: dict[str, set[Term]] = defaultdict(set)
    for one in mentions:
        found[one.concept.id].update((one.term, *one.concept.renderings(one.term)))
    return found


def _by_concept(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.concept.id].append(mention)
    return found


def _may_replace(mention: Mention, chosen: Sequence[Mention], linked: Collection[int]) -> bool:
    """Return True if a mention may be chosen in the place of those that it overlaps.

    It may if these are not linked and not longer. It may be a part of one that is not linked, if it
    is a mention by itself: a part of a long name has a counterpart where the whole has none.
    """
    is_mention = is_accepted(mention, Level.BALANCED)
    return all(
        one.start not in linked
        and (
            one.end - one.start <= mention.end - mention.start
            or (is_mention and one.start <= mention.start and mention.end <= one.end)
        )
        for one in chosen
        if overlap(one, mention)
    )
