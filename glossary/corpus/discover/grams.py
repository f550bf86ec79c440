"""The sequences of 汉字 that occur often in a text, with what is around them, level by level.

A sequence is frequent only if the one without its last character and the one without its first
are, so each level is counted among the places of the level before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.integer[Any]]
    Floats = npt.NDArray[np.floating[Any]]
    Bools = npt.NDArray[np.bool_]

# The characters of the longest expressions.
LONGEST = 16


@dataclass(frozen=True, slots=True)
class Text:
    """A whole corpus as one text, in arrays with a value for each character.

    Attributes:
        text: The articles, folded, each with a line break after it.
        characters: The number of each character; 0 for all others than 汉字.
        articles: The number of the article of each character.
        cuts: Whether a word may begin there; one more at the end.
        mentions: The number of the term of the glossary that covers the character, -1 for none.
        recent: Whether the article is of the time in which expressions are to rise.
    """

    text: str
    characters: Ints
    articles: Ints
    cuts: Bools
    mentions: Ints
    recent: Bools


@dataclass(frozen=True, slots=True)
class Grams:
    """The frequent sequences of one length.

    Attributes:
        length: The number of characters.
        counts: How often each occurs.
        first: A place of each in the text.
        places: All places of all of them, in order.
        numbers: The sequence at each place.
        prefixes: How often the sequence without the last character occurs.
        suffixes: How often the one without the first character occurs.
    """

    length: int
    counts: Ints
    first: Ints
    places: Ints
    numbers: Ints
    prefixes: Ints
    suffixes: Ints


def frequent_grams(text: Text, least: int) -> Iterator[Grams]:
    """Yield the sequences of 2 to one more than :data:`LONGEST` 汉字 that occur often.

    Args:
        text: The corpus.
        least: The least number of occurrences.
    """
    characters = text.characters.astype(np.int64)
    size = len(characters)
    width = int(characters.max(initial=0)) + 1
    places = np.flatnonzero(characters)
    counts = np.bincount(characters, minlength=width)
    numbers = np.full(size + 1, -1, dtype=np.int32)
    numbers[places] = characters[places]
    for length in range(2, LONGEST + 2):
        places = places[places + length <= size]
        places = places[numbers[places + 1] >= 0]
        last = characters[np.minimum(places + length - 1, size - 1)]
        keys = numbers[places] * np.int64(width) + last
        _, first, inverse, found = np.unique(
            keys, return_index=True, return_inverse=True, return_counts=True
        )
        is_frequent = found >= least
        renumbered = np.cumsum(is_frequent) - 1
        keep = is_frequent[inverse]
        own = renumbered[inverse[keep]].astype(np.int32)
        start = places[first[is_frequent]]
        before, after = counts[numbers[start]], counts[numbers[start + 1]]
        places = places[keep]
        counts = found[is_frequent]
        numbers = np.full(size + 1, -1, dtype=np.int32)
        numbers[places] = own
        if not len(places):
            return
        yield Grams(length, counts, start, places, own, before, after)


def entropy(groups: Ints, values: Ints, size: int) -> Floats:
    """Return the entropy of the values of each group, in nats.

    Args:
        groups: The group of each value, from 0.
        values: The values, from 0.
        size: The number of groups.
    """
    width = int(values.max(initial=0)) + 1
    keys, counts = np.unique(groups.astype(np.int64) * width + values, return_counts=True)
    owners = keys // width
    total = np.maximum(np.bincount(owners, counts, size), 1)
    logs = np.bincount(owners, counts * np.log(counts), size)
    return np.asarray(np.log(total) - logs / total)
