"""The traits of a sequence of 汉字 that tell an expression from other sequences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from glossary.corpus.discover.grams import LONGEST, Grams, Text, entropy, frequent_grams
from termbase.language.numerals import NUMERALS

if TYPE_CHECKING:
    from glossary.corpus.discover.grams import Bools, Floats, Ints

# Lengths are traits of their own, the last ones.
_LENGTHS = range(2, 8)
LENGTHS = len(_LENGTHS)
TRAITS = (
    "log_count", "log_count_squared", "log_unfree", "log_articles", "whole", "less_whole_end",
    "less_entropy", "entropy_before", "entropy_after", "mark_before", "mark_after", "cohesion",
    "in_longer", "terms_around", "terms_around_end", *(f"length_{n}" for n in _LENGTHS),
)  # fmt: skip
# A sequence is looked at if at least this share of it is whole words. So few, for 书记 is mostly a
# part of 总书记, which is one word to the dictionary.
_LEAST_WHOLE = 0.05
# Characters on either side in which terms of the glossary are counted.
_AROUND = 40
_NUMERALS = frozenset(f"{NUMERALS}年月日号第两几数多")


@dataclass(frozen=True, slots=True)
class Traits:
    """Sequences that may be expressions, with their traits.

    Attributes:
        texts: The sequences, folded.
        first: A free place of each.
        counts: The free occurrences: those neither inside of a term nor across the edge of one.
        recent: Those of them in recent articles.
        articles: The articles that have it.
        values: The values of :data:`TRAITS`, one row for each.
    """

    texts: list[str]
    first: Ints
    counts: Ints
    recent: Ints
    articles: Ints
    values: Floats

    def trait(self, name: str) -> Floats:
        """Return the values of one trait."""
        return np.asarray(self.values[:, TRAITS.index(name)])


def traits(text: Text, least: int) -> tuple[Traits, Mapping[str, int]]:
    """Return the sequences of a corpus that may be expressions.

    Args:
        text: The corpus.
        least: The least number of free occurrences.

    Returns:
        The sequences, and how often each character and each frequent sequence occurs, in terms too.
    """
    parts: list[Traits] = []
    frequencies: Counter[str] = Counter(text.text)
    density = _density(text)
    levels = frequent_grams(text, least)
    grams = next(levels, None)
    for longer in (*levels, None):
        if grams is None or grams.length > LONGEST:
            break
        places = grams.first.tolist()
        names = (text.text[place : place + grams.length] for place in places)
        frequencies.update(dict(zip(names, grams.counts.tolist(), strict=True)))
        parts.append(_of_level(text, grams, longer, density, least))
        grams = longer
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Traits([], none, none, none, none, np.zeros((0, len(TRAITS)))), frequencies
    found = Traits(
        [text for part in parts for text in part.texts],
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.counts for part in parts]),
        np.concatenate([part.recent for part in parts]),
        np.concatenate([part.articles for part in parts]),
        np.concatenate([part.values for part in parts]),
    )
    return found, frequencies


def _of_level(
    text: Text, grams: Grams, longer: Grams | None, density: Floats, least: int
) -> Traits:
    """Return the sequences of one length that may be expressions."""
    size, length = len(grams.counts), grams.length
    is_free = _is_free(text, grams.places, length)
    places, numbers = grams.places[is_free], grams.numbers[is_free]
    counts = np.bincount(numbers, minlength=size)
    total = np.maximum(counts, 1)
    end = places + length

    def share(values: Bools | Floats) -> Floats:
        return np.asarray(np.bincount(numbers, values, size) / total)

    starts, ends = text.cuts[places], text.cuts[end]
    # A mark or an end of line is a neighbour of its own each time.
    left = _neighbours(text.characters, places - 1)
    right = _neighbours(text.characters, end)
    before, after = entropy(numbers, left, size), entropy(numbers, right, size)
    in_longer = np.zeros(size)
    if longer is not None:
        all_places = np.full(len(text.characters) + 1, -1, dtype=np.int32)
        all_places[grams.places] = grams.numbers
        for shift in (0, 1):
            inner = all_places[longer.first + shift]
            np.maximum.at(in_longer, inner, longer.counts)
        in_longer /= grams.counts
    first = np.zeros(size, dtype=np.int64)
    first[numbers[::-1]] = places[::-1]
    whole = share(starts & ends)
    good = (counts >= least) & (whole >= _LEAST_WHOLE) & (in_longer < 1)
    texts = [text.text[start : start + length] for start in first[good]]
    is_number = np.array([_is_number(one) for one in texts], dtype=bool)
    good[np.flatnonzero(good)[is_number]] = False
    width = int(text.articles.max()) + 1
    pairs = np.unique(numbers.astype(np.int64) * width + text.articles[places])
    articles = np.bincount(pairs // width, minlength=size)
    log = np.log(total)
    cohesion = _cohesion(text, grams)
    values = np.array(
        [
            log,
            log**2,
            np.log(np.maximum(grams.counts, 1)) - log,
            np.log(np.maximum(articles, 1)) - log,
            whole,
            np.minimum(share(starts), share(ends)),
            np.minimum(before, after),
            before / (1 + log),
            after / (1 + log),
            share(text.characters[np.maximum(places - 1, 0)] == 0),
            share(text.characters[np.minimum(end, len(text.characters) - 1)] == 0),
            cohesion,
            in_longer,
            share(density[places]),
            share(density[end - 1]),
            *(np.full(size, float(length == number)) for number in _LENGTHS),
        ]
    )[:, good].T
    words = [text for text, is_left_out in zip(texts, is_number, strict=True) if not is_left_out]
    recent = np.bincount(numbers, text.recent[places], size).astype(np.int64)
    return Traits(words, first[good], counts[good], recent[good], articles[good], values)


def _is_free(text: Text, places: Ints, length: int) -> Bools:
    """Return which occurrences are neither inside of a term nor across the edge of one."""
    mentions = text.mentions
    end = places + length
    size = len(mentions)
    cuts_first = (mentions[places] >= 0) & (
        mentions[places] == np.where(places > 0, mentions[places - 1], -1)
    )
    following = np.where(end < size, mentions[np.minimum(end, size - 1)], -1)
    cuts_last = (mentions[end - 1] >= 0) & (mentions[end - 1] == following)
    return np.asarray(~(cuts_first | cuts_last))


def _neighbours(characters: Ints, places: Ints) -> Ints:
    """Return the characters at places, each other than a 汉字 as one of its own."""
    size = len(characters)
    found = np.where(
        (places >= 0) & (places < size), characters[np.clip(places, 0, size - 1)], 0
    ).astype(np.int64)
    marks = found == 0
    found[marks] = int(characters.max()) + 1 + np.arange(np.count_nonzero(marks))
    return found


def _cohesion(text: Text, grams: Grams) -> Floats:
    """Return the normalised pointwise mutual information of the weakest split at an end.

    Bouma, "Normalized (Pointwise) Mutual Information in Collocation Extraction", 2009.
    """
    total = np.count_nonzero(text.characters)
    single = np.bincount(text.characters)
    first = single[text.characters[grams.first]]
    last = single[text.characters[grams.first + grams.length - 1]]
    together = np.log(grams.counts / total)
    apart = np.log(
        np.maximum(
            grams.prefixes / total * (last / total), first / total * (grams.suffixes / total)
        )
    )
    return np.asarray((together - apart) / -together)


def _density(text: Text) -> Floats:
    """Return how many characters around each place are in terms of the glossary, from 0 to 1."""
    inside = np.concatenate(([0], np.cumsum(text.mentions >= 0)))
    size = len(text.mentions)
    places = np.arange(size)
    low, high = np.maximum(places - _AROUND, 0), np.minimum(places + _AROUND, size)
    return np.asarray((inside[high] - inside[low]) / (2.0 * _AROUND))


def _is_number(text: str) -> bool:
    """Return whether a sequence begins with an ordinal, or consists of numerals and dates."""
    return (text[0] == "第" and text[1] in _NUMERALS) or _NUMERALS.issuperset(text)
