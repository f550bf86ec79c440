"""The terms of each segment on both sides, with the links between them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from glossary.translate.bitext.links import Linker
from glossary.translate.bitext.side_terms import SideTerms
from termbase.model.concept import Concept

if TYPE_CHECKING:
    from glossary.check.job import Segment
    from glossary.find import Finder, Mention

_BREAK = "\n\n"
Senses = Mapping[tuple[int, int], Mapping[str, Concept]]
_NO_SENSES: Senses = {}


class LinkedTerms(NamedTuple):
    """The terms of a segment; all offsets are those of its sides.

    Attributes:
        found: The mentions in the source as they are without the translation, in order.
        source: Those that are beyond doubt, or that the translation confirms.
        target: The same in the translation.
        links: The mentions that render each other, in the order of the source.
        senses: For each span of the source the concepts that it may mean, by their ids.
    """

    found: tuple[Mention, ...] = ()
    source: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    links: tuple[tuple[Mention, Mention], ...] = ()
    senses: Senses = _NO_SENSES


def linked_terms(finder: Finder, segments: Sequence[Segment], polity: str) -> list[LinkedTerms]:
    """Return the terms of each segment, in order.

    A term in brackets behind its own translation or full form is not one of them.

    Args:
        finder: Finds them.
        segments: The segments, with their translations.
        polity: As for :meth:`Finder.find`.
    """
    sources = [segment.source for segment in segments]
    targets = [segment.target for segment in segments]
    source, target = _side(finder, sources, polity), _side(finder, targets, polity)
    # The linker may choose a part of a long term, of which the other side has a rendering.
    before = {row: tuple(mentions) for row, mentions in source.chosen.items()}
    linker = Linker(source, target)
    linker.link(len(segments), nearby=False)
    starts = _starts(sources), _starts(targets)
    links: dict[int, list[tuple[Mention, Mention]]] = defaultdict(list)
    for ours, theirs in sorted(linker.links, key=lambda pair: pair[0].start):
        row = bisect_right(starts[0], ours.start) - 1
        links[row].append((_shifted(ours, starts[0][row]), _shifted(theirs, starts[1][row])))
    # Most segments of a file have no term at all.
    named = {row for row, found in source.possible.items() if found}
    named |= {row for row, found in target.chosen.items() if found}
    none = LinkedTerms()
    return [
        LinkedTerms(
            tuple(_shifted(one, starts[0][row]) for one in before.get(row, ())),
            _mentions(source, row, starts[0][row]),
            _mentions(target, row, starts[1][row]),
            tuple(links[row]),
            _senses(source, row, starts[0][row]),
        )
        if row in named
        else none
        for row in range(len(segments))
    ]


def _side(finder: Finder, texts: Sequence[str], polity: str) -> SideTerms:
    stretches = [
        (start, start + len(text), row)
        for row, (start, text) in enumerate(zip(_starts(texts), texts, strict=True))
    ]
    return SideTerms(finder, _BREAK.join(texts), stretches, polity)


def _starts(texts: Sequence[str]) -> list[int]:
    """Return where each text begins in all of them, joined."""
    lengths = (len(text) + len(_BREAK) for text in texts[:-1])
    return list(accumulate(lengths, initial=0))


def _mentions(side: SideTerms, row: int, start: int) -> tuple[Mention, ...]:
    return tuple(_shifted(one, start) for one in side.chosen[row] if not side.is_gloss(one))


def _senses(side: SideTerms, row: int, start: int) -> Senses:
    found: dict[tuple[int, int], dict[str, Concept]] = defaultdict(dict)
    for one in side.possible[row]:
        found[one.start - start, one.end - start][one.concept.id] = one.concept
    return found


def _shifted(mention: Mention, start: int) -> Mention:
    return mention._replace(start=mention.start - start, end=mention.end - start)
