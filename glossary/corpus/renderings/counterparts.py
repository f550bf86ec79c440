"""The counterparts of a term in bilingual segments, best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossary.corpus.renderings.borders import Borders
from glossary.corpus.renderings.full_names import full_names
from glossary.corpus.renderings.model import Model
from glossary.corpus.renderings.ranking import Candidate, ranked
from glossary.corpus.renderings.spans import LONGEST, evidence, marks_of, stretches
from glossary.corpus.renderings.tokens import (
    first_edge,
    is_edge,
    name_ends,
    side_of,
    spans_of,
    starts_of,
    tokens_of,
    word_ends,
)
from glossary.translate.align.lexicon import log_likelihood_ratio

if TYPE_CHECKING:
    from glossary.corpus.renderings.model import Floats

# Occurrences of a term that are looked at, evenly spread; stretches of each, with any ends and with
# those of words; and candidates.
_MOST_OCCURRENCES, _MOST_STRETCHES, _MOST_WHOLE, _MOST_CANDIDATES = 24, 4, 12, 40
# Segments in which the words beside a candidate are counted, and how far away they may be.
_MOST_NEIGHBOURS, _FAR = 50, 3


class Place(NamedTuple):
    """An occurrence of a term and of its rendering.

    Attributes:
        segment: The number of the segment, from 0.
        source: The start and end of the term in its text.
        target: Those of the rendering in the translation.
    """

    segment: int
    source: tuple[int, int]
    target: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A rendering of a term.

    Attributes:
        text: As it is written most often.
        score: How likely it is, compared with the others; all together at most 1.
        places: The occurrences of the term that it renders.
    """

    text: str
    score: float
    places: tuple[Place, ...]


class _Occurrence(NamedTuple):
    """A term in a segment: the tokens of one side from start to end."""

    segment: int
    start: int
    end: int


class Counterparts:
    """Finds the renderings of terms in bilingual segments.

    Args:
        segments: The Chinese and the English of each.
        known: Pairs of terms, Chinese first, from which translations of tokens are learned as well.
    """

    def __init__(
        self, segments: Sequence[tuple[str, str]], known: Sequence[tuple[str, str]] = ()
    ) -> None:
        self._segments = [(tokens_of(chinese), tokens_of(english)) for chinese, english in segments]
        self._known = [(tokens_of(chinese), tokens_of(english)) for chinese, english in known]
        self._links = lru_cache(maxsize=256)(self._linked)
        self._marks = lru_cache(maxsize=1024)(
            lambda side, number: marks_of(self._segments[number][side])
        )
        self._with = lru_cache(maxsize=1 << 14)(self._holding)

    def of(
        self, *forms: str, limit: int | None = None, within: Collection[int] | None = None
    ) -> list[Counterpart]:
        """Return the renderings of a term, the likeliest first.

        Args:
            forms: The term in Chinese or English, and other spellings of it in that language.
            limit: The largest number of renderings.
            within: The segments whose occurrences count; by default all do.
        """
        side = side_of(forms)
        wanted = [keys for form in forms if (keys := tokens_of(form).keys)]
        occurrences = self._all(side, wanted, within)
        if not occurrences:
            return []
        # What an abbreviation means is seen where its full name is, too.
        full = {name for keys in wanted for name in self._full_names(side, keys)}
        known = self._all(side, [*wanted, *full], within) if full else occurrences
        held = {occurrence.segment for occurrence in known}
        # Which of them are looked at does not depend on the order of the segments.
        sorted_ones = sorted(
            known, key=lambda one: (*(t.text for t in self._segments[one.segment]), one.start)
        )
        step = max(1, len(known) / _MOST_OCCURRENCES)
        looked_at = [sorted_ones[int(number * step)] for number in range(int(len(known) / step))]
        candidates = self._candidates(side, looked_at, held)
        size = min(map(self._borders[side].size, wanted))
        order = ranked(candidates, 1 - side, size, len(looked_at))[:limit]
        return self._counterparts(side, occurrences, order)

    def _candidates(
        self, side: int, occurrences: Sequence[_Occurrence], held: set[int]
    ) -> list[Candidate]:
        found: dict[tuple[str, ...], list[tuple[float, ...]]] = defaultdict(list)
        for occurrence in occurrences:
            for keys, features in self._in_segment(side, occurrence):
                found[keys].append(features)
        best = sorted(found, key=lambda keys: (-sum(row[0] for row in found[keys]), keys))
        chosen = best[:_MOST_CANDIDATES]
        segments = [self._with(1 - side, keys) for keys in chosen]
        together = np.array([len(one & held) for one in segments])
        alone = np.array([len(one) for one in segments])
        borders = self._borders[1 - side]
        associated = log_likelihood_ratio(together, alone, len(held), len(self._segments))
        return [
            Candidate(
                keys, len(found[keys]), tuple(np.sum(found[keys], axis=0).tolist()),
                ratio, both, all_of, *self._beside(1 - side, keys), *borders.evidence(keys),
                borders.size(keys),
            )
            for keys, ratio, both, all_of in zip(
                chosen, associated.tolist(), together.tolist(), alone.tolist(), strict=True
            )
        ]  # fmt: skip

    def _beside(self, side: int, keys: tuple[str, ...]) -> tuple[float, float, float, float]:
        """Return how often the same word, and how often an end, is beside a sequence of tokens.

        Function words between them do not count for the same word: Census *and* Statistics
        Department. An end is a function word, a mark or the end of the segment right beside it.

        Returns:
            The shares of the same word before it and after it, of an end before it and after it.
        """
        before, after = Counter[str](), Counter[str]()
        total = ends_before = ends_after = 0
        for number in sorted(self._with(side, keys))[:_MOST_NEIGHBOURS]:
            tokens = self._segments[number][side].keys
            for start in starts_of(tokens, keys):
                total += 1
                end = start + len(keys)
                before.update(first_edge(tokens[max(start - _FAR, 0) : start][::-1]))
                after.update(first_edge(tokens[end : end + _FAR]))
                ends_before += not any(map(is_edge, tokens[max(start - 1, 0) : start]))
                ends_after += not any(map(is_edge, tokens[end : end + 1]))
        # A word that is there once is not the same again.
        first, last = ((max(found.values(), default=1) - 1) / total for found in (before, after))
        return first, last, (ends_before + 0.5) / (total + 1), (ends_after + 0.5) / (total + 1)

    def _in_segment(
        self, side: int, occurrence: _Occurrence
    ) -> list[tuple[tuple[str, ...], tuple[float, ...]]]:
        """Return the likeliest stretches of the translation of an occurrence, with evidence."""
        number, start, end = occurrence
        other = 1 - side
        target = self._segments[number][other]
        into, back = self._links(side, number), self._links(other, number)
        marks, own_marks = self._marks(other, number), self._marks(side, number)
        starts, ends = stretches(marks, LONGEST[other])
        if not len(starts):
            return []
        proof = evidence(into, back, (start, end), (starts, ends), marks)
        shares = np.exp(proof.score - proof.score.max())
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        chosen = list(order[:_MOST_STRETCHES])
        cuts = (word_ends, name_ends)[other](target)
        at_words = (cuts[starts].astype(float) + cuts[ends]) / 2
        whole = order[at_words[order] == 1][:_MOST_WHOLE]
        chosen = list(dict.fromkeys([*chosen, *whole]))
        own = stretches(own_marks, LONGEST[side])
        term = np.array([start]), np.array([end])
        result: list[tuple[tuple[str, ...], tuple[float, ...]]] = []
        for place in chosen:
            span = int(starts[place]), int(ends[place])
            rivals = evidence(back, into, span, own, own_marks).score
            this = evidence(back, into, span, term, own_marks).score[0]
            mutual = this - np.logaddexp.reduce(rivals) if len(rivals) else 0.0
            features = (
                shares[place], max(mutual, -15.0), proof.inside[place], proof.elsewhere[place],
                proof.covered[place], proof.leaked[place], at_words[place],
            )  # fmt: skip
            result.append((target.keys[span[0] : span[1]], features))
        return result

    def _counterparts(
        self,
        side: int,
        occurrences: Sequence[_Occurrence],
        order: Sequence[tuple[Candidate, float]],
    ) -> list[Counterpart]:
        """Give each occurrence to the best counterpart that its translation has."""
        places: list[list[Place]] = [[] for _ in order]
        texts: list[Counter[str]] = [Counter() for _ in order]
        taken: set[tuple[int, int]] = set()
        for number, start, end in occurrences:
            source, target = self._segments[number][side], self._segments[number][1 - side]
            for place, (candidate, _) in enumerate(order):
                if number not in self._with(1 - side, candidate.keys):
                    continue
                free = [
                    first for first in starts_of(target.keys, candidate.keys)
                    if (number, first) not in taken
                ]  # fmt: skip
                if free:
                    span = free[0], free[0] + len(candidate.keys)
                    taken.add((number, free[0]))
                    texts[place][target.surface(*span)] += 1
                    places[place].append(
                        Place(number, source.offsets(start, end), target.offsets(*span))
                    )
                    break
        counterparts = []
        for (candidate, score), found, text in zip(order, places, texts, strict=True):
            shown = min(text, key=lambda one: (-text[one], one)) if text else ""
            name = shown or self._surface(1 - side, candidate.keys)
            counterparts.append(Counterpart(name, score, tuple(found)))
        return counterparts

    def _surface(self, side: int, keys: tuple[str, ...]) -> str:
        number = min(self._with(side, keys))
        tokens = self._segments[number][side]
        first = starts_of(tokens.keys, keys)[0]
        return tokens.surface(first, first + len(keys))

    @cached_property
    def _model(self) -> Model:
        return Model.learned(self._segments, self._known)

    @cached_property
    def _borders(self) -> list[Borders]:
        return [
            Borders(
                {pair[side].keys for pair in self._known} - {()}, [p[side] for p in self._segments]
            )
            for side in (0, 1)
        ]

    @cached_property
    def _index(self) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
        """The segments that have each token, by side."""
        index: tuple[dict[str, set[int]], dict[str, set[int]]] = defaultdict(set), defaultdict(set)
        for number, pair in enumerate(self._segments):
            for side, tokens in enumerate(pair):
                for key in tokens.keys:
                    index[side][key].add(number)
        return index

    def _linked(self, side: int, number: int) -> Floats:
        pair = self._segments[number]
        return self._model.links(side, pair[side], pair[1 - side])

    def _holding(self, side: int, keys: tuple[str, ...]) -> frozenset[int]:
        """Return the segments that have a sequence of tokens."""
        sets = [self._index[side].get(key, set()) for key in keys]
        segments = set.intersection(*sorted(sets, key=len))
        return frozenset(
            number for number in segments if starts_of(self._segments[number][side].keys, keys)
        )

    def _full_names(self, side: int, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if side == 1 and len(keys) == 1 and self._borders[1].size(keys) > 1:
            for number in self._with(1, keys):
                yield from full_names(self._segments[number][1].keys, keys[0])

    def _all(
        self, side: int, wanted: Collection[tuple[str, ...]], within: Collection[int] | None = None
    ) -> list[_Occurrence]:
        numbers = frozenset().union(*(self._with(side, keys) for keys in wanted))
        return [
            _Occurrence(number, *span)
            for number in sorted(numbers)
            if within is None or number in within
            for span in spans_of(self._segments[number][side].keys, wanted)
        ]
