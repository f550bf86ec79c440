"""The renderings of terms in bilingual segments, occurrence by occurrence.

Renderings that the glossary lists are found exactly, inflected forms with them. For the other
occurrences, counterparts are looked for by statistics; what then remains has no known rendering.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal, NamedTuple

from glossary.corpus.renderings.counterparts import Counterparts
from glossary.corpus.renderings.reading import BilingualSegment, known_pairs
from glossary.corpus.renderings.tokens import content, occurrences, side_of, tokens_of
from glossary.find import Finder, Mention
from glossary.find.many import find_many
from termbase.model.concept import Concept, Language

# Other segments than those of the term, from which is learned as well.
_MOST_OTHERS = 10_000
# The least probability of a counterpart, and the greatest number of them.
_LEAST_SCORE, _MOST = 0.1, 5

Kind = Literal["listed", "found", "none"]


class Asked(NamedTuple):
    """A term whose renderings are asked for.

    Attributes:
        name: The term as the user gives it.
        concepts: The concepts that it means; none if the glossary does not have it.
    """

    name: str
    concepts: tuple[Concept, ...] = ()

    @property
    def id(self) -> str:
        """The id of the concept; those of several, with spaces between; empty if there is none."""
        return " ".join(sorted(concept.id for concept in self.concepts))

    @property
    def side(self) -> int:
        """The language of the term: 0 for Chinese, 1 for English."""
        names_concept = any(concept.id == self.name for concept in self.concepts)
        return 0 if names_concept else side_of([self.name])

    def has(self, mention: Mention, side: int) -> bool:
        """Return whether a mention is of the term, in the language of a side."""
        language = Language.CHINESE if side == 0 else Language.ENGLISH
        return mention.language == language and mention.concept in self.concepts

    def listed(self, rendering: str) -> str:
        """Return a rendering as the glossary lists it; empty if it does not."""
        keys = content(tokens_of(rendering).keys)
        listed = (one.text for c in self.concepts for one in (*c.chinese, *c.english))
        return next((text for text in listed if content(tokens_of(text).keys) == keys), "")


class Use(NamedTuple):
    """An occurrence of a term with its rendering.

    Attributes:
        segment: The segment.
        rendering: As the glossary lists it, or as it is written most often; empty if unknown.
        kind: ``listed`` in the glossary, ``found`` by statistics, or ``none``.
        source: The start and end of the term in its text.
        target: Those of the rendering in the other text; None if it is unknown.
    """

    segment: BilingualSegment
    rendering: str
    kind: Kind
    source: tuple[int, int]
    target: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Usage:
    """The renderings of a term.

    Attributes:
        concept: The id of its concept; empty if the glossary does not have it.
        term: The term.
        side: Its language: 0 for Chinese, 1 for English.
        uses: Its occurrences, in the order of the segments.
    """

    concept: str
    term: str
    side: int
    uses: tuple[Use, ...]


class _Found(NamedTuple):
    """A rendering of an occurrence, and where it is."""

    rendering: str
    kind: Kind
    span: tuple[int, int]


# The number of a segment, and the start and end of an occurrence in its text.
_Occurrence = tuple[int, tuple[int, int]]


def usages(
    finder: Finder, segments: Sequence[BilingualSegment], asked: Sequence[Asked]
) -> list[Usage]:
    """Return how terms are rendered, in the order in which they are asked for.

    Args:
        finder: Finds the terms and renderings that the glossary has.
        segments: The bilingual segments.
        asked: The terms. Those in Chinese are looked for in the Chinese texts, those in English in
            the English ones.
    """
    texts = [(segment.chinese, segment.english) for segment in segments]
    listed = _listed(finder, texts, asked)
    unknown = {
        place[0] for found in listed for place, rendering in found.items() if rendering is None
    }
    if unknown:
        # Learning takes long, so it is done once for all terms.
        step = max(1, len(texts) // _MOST_OTHERS)
        used = sorted({*unknown, *range(0, len(texts), step)})
        counterparts = Counterparts(
            [texts[number] for number in used], known_pairs(finder.termbase)
        )
        for term, found in zip(asked, listed, strict=True):
            _add_found(counterparts, used, texts, term, found)
    return [
        Usage(term.id, term.name, term.side, tuple(_uses(segments, found)))
        for term, found in zip(asked, listed, strict=True)
    ]


def _uses(
    segments: Sequence[BilingualSegment], found: Mapping[_Occurrence, _Found | None]
) -> Iterator[Use]:
    for (number, span), one in sorted(found.items(), key=itemgetter(0)):
        segment = segments[number]
        if one is None:
            yield Use(segment, "", "none", span, None)
        else:
            yield Use(segment, one.rendering, one.kind, span, one.span)


def _listed(
    finder: Finder, texts: Sequence[tuple[str, str]], asked: Sequence[Asked]
) -> list[dict[_Occurrence, _Found | None]]:
    """Return the occurrences of each term with the renderings that the glossary has, else None."""
    listed: list[dict[_Occurrence, _Found | None]] = [{} for _ in asked]
    for side in (0, 1):
        ours = [one for one in zip(asked, listed, strict=True) if one[0].side == side]
        known = [(term, found) for term, found in ours if term.concepts]
        # The texts are searched once for all terms.
        sides = (pair[side] for pair in texts)
        for number, mentions in enumerate(find_many(finder, sides) if known else ()):
            for term, found in known:
                found.update(_listed_in(finder, number, texts[number], mentions, term))
        unknown = [(term, found) for term, found in ours if not term.concepts]
        places = occurrences(texts, side, [term.name for term, _ in unknown])
        for (_, found), one in zip(unknown, places, strict=True):
            found.update(dict.fromkeys(one))
    return listed


def _listed_in(
    finder: Finder, number: int, pair: tuple[str, str], mentions: Sequence[Mention], asked: Asked
) -> dict[_Occurrence, _Found | None]:
    places = [
        (number, (mention.start, mention.end))
        for mention in mentions
        if asked.has(mention, asked.side)
    ]
    found: dict[_Occurrence, _Found | None] = dict.fromkeys(places)
    if places:
        # The first rendering is that of the first mention.
        renderings = _renderings(finder, pair[1 - asked.side], asked)
        found.update(zip(places, renderings, strict=False))
    return found


def _renderings(finder: Finder, text: str, asked: Asked) -> list[_Found]:
    """Return the listed renderings in a text, also within longer terms, one after the other."""
    found: list[_Found] = []
    for mention in finder.find(text, overlapping=True):
        if asked.has(mention, 1 - asked.side) and (not found or found[-1].span[1] <= mention.start):
            found.append(_Found(mention.term.text, "listed", (mention.start, mention.end)))
    return found


def _add_found(
    counterparts: Counterparts,
    used: Sequence[int],
    texts: Sequence[tuple[str, str]],
    asked: Asked,
    found: dict[_Occurrence, _Found | None],
) -> None:
    """Add renderings by statistics to the occurrences without one.

    Args:
        counterparts: Finds them.
        used: The numbers of the texts that it knows.
        texts: All texts.
        asked: The term.
        found: Its occurrences.
    """
    unknown = {place for place, rendering in found.items() if rendering is None}
    if not unknown:
        return
    place_of = {number: place for place, number in enumerate(used)}
    forms = sorted({texts[number][asked.side][slice(*span)] for number, span in unknown})
    within = {place_of[number] for number, _ in unknown}
    taken = {(place[0], one.span) for place, one in found.items() if one}
    for counterpart in counterparts.of(*forms, limit=_MOST, within=within):
        if counterpart.score < _LEAST_SCORE:
            continue
        listed = asked.listed(counterpart.text)
        for place in counterpart.places:
            number = used[place.segment]
            if (number, place.source) in unknown and (number, place.target) not in taken:
                kind: Kind = "listed" if listed else "found"
                rendering = _Found(listed or counterpart.text, kind, place.target)
                found[number, place.source] = rendering
