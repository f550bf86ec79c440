"""The traits of sequences of 汉字 by what they consist of: characters, words, known terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log
from typing import TYPE_CHECKING

import numpy as np

from termbase.language.words import Entry, entries

if TYPE_CHECKING:
    from glossary.corpus.discover.grams import Floats, Ints, Text

Words = tuple[str, ...]

_SMOOTHING = 0.5
# The parts of speech of jieba's dictionary that count; of any other its first letters.
_TAGS = ("n", "v", "vn", "a", "nz", "nt", "ns", "nr", "j", "i", "l", "b", "d", "m", "t", "f", "r")
# How long ends of known terms are compared.
_ENDS = (2, 3)
_LONGEST_NAME, _LONGEST_TERM = 4, 12


def words_of(text: Text, texts: Sequence[str], first: Ints) -> list[Words]:
    """Return the words of sequences.

    Args:
        text: The corpus.
        texts: The sequences.
        first: A place of each.
    """
    found = []
    for name, place in zip(texts, first.tolist(), strict=True):
        inner = (np.flatnonzero(text.cuts[place + 1 : place + len(name)]) + 1).tolist()
        bounds = zip([0, *inner], [*inner, len(name)], strict=True)
        found.append(tuple(name[start:end] for start, end in bounds))
    return found


def composition(texts: Sequence[str], known: Sequence[str]) -> Floats:
    """Return how much likelier the parts of sequences are in terms than in all sequences.

    Args:
        texts: The sequences.
        known: Terms. What one of the sequences tells of itself is left out.

    Returns:
        Logarithms: the mean and the least of characters, the first, the last, and the mean and the
        least of pairs of characters.
    """
    terms = set(known)
    columns = []
    for parts_of, has_least in ((list, True), (_first, False), (_last, False), (_pairs, True)):
        in_terms, in_all = _counted(terms, parts_of), _counted(texts, parts_of)
        rows = []
        for text in texts:
            own = 1 if text in terms else 0
            odds = [
                log((in_terms.get(part, 0) - own + _SMOOTHING) / len(terms))
                - log((in_all[part] - 1 + _SMOOTHING) / len(texts))
                for part in parts_of(text)
            ]
            rows.append((sum(odds) / len(odds), min(odds)) if has_least else (odds[0],))
        columns += list(zip(*rows, strict=True))
    return np.array(columns).T


def ties(texts: Sequence[str], words: Sequence[Words], frequencies: Mapping[str, int]) -> Floats:
    """Return how firmly the parts of sequences are tied together.

    Args:
        texts: The sequences.
        words: The words of each.
        frequencies: How often sequences, their parts and characters occur.

    Returns:
        The least normalised pointwise mutual information of all splits, the least and the mean of
        those between words; the shares of the first and of the last word that are in the sequence,
        as logarithms, and the lesser and the greater of both; the number of words.
    """
    size = sum(count for part, count in frequencies.items() if len(part) == 1)
    rows = []
    for text, own in zip(texts, words, strict=True):
        count = frequencies[text]
        splits = []
        for place in range(1, len(text)):
            apart = log(frequencies[text[:place]] / size * (frequencies[text[place:]] / size))
            splits.append((log(count / size) - apart) / -log(count / size))
        places = np.cumsum([len(word) for word in own])[:-1].tolist()
        between = [splits[place - 1] for place in places] or [1.0]
        first, last = (log(count / frequencies[own[place]]) for place in (0, -1))
        mean = sum(between) / len(between)
        rows.append(
            (
                min(splits), min(between), mean, first, last, min(first, last), max(first, last),
                len(own),
            )
        )  # fmt: skip
    return np.array(rows)


def kinship(texts: Sequence[str], known: Mapping[str, bool]) -> Floats:
    """Return how sequences are related to known terms by what they have in common.

    Args:
        texts: The sequences. What one of them tells of itself is left out.
        known: The terms; False for names of persons and places.

    Returns:
        How many terms have the sequence as a part, at the end and at the beginning; how many have
        the same end and the same beginning, of two and of three characters (all of them as
        logarithms); which share is the longest term in it, and all terms; how many these are;
        whether it ends with a term, begins with one, consists of several, and has a name in it.
    """
    terms = {form for form, is_example in known.items() if is_example}
    names = {form for form, is_example in known.items() if not is_example and len(form) > 1}
    inside = Counter(part for term in terms for part in set(parts(term)))
    tails = Counter(term[-size:] for term in terms for size in range(2, len(term)))
    heads = Counter(term[:size] for term in terms for size in range(2, len(term)))
    rows = []
    for text in texts:
        own = text in terms
        alike = [
            log(1 + ends[text[part]] - own) if len(text) > size else 0.0
            for size in _ENDS
            for ends, part in ((tails, slice(-size, None)), (heads, slice(size)))
        ]
        covered = [len(part) for part in _cover(text, terms)]
        longest = max((len(part) for part in parts(text) if part in terms), default=0)
        rows.append(
            (
                log(1 + inside[text]),
                log(1 + tails[text]),
                log(1 + heads[text]),
                *alike,
                longest / len(text),
                sum(covered) / len(text),
                len(covered),
                any(text[place:] in terms for place in range(1, len(text) - 1)),
                any(text[:place] in terms for place in range(2, len(text))),
                len(covered) > 1 and sum(covered) == len(text),
                any(part in names for part in parts(text) if len(part) <= _LONGEST_NAME),
            )
        )
    return np.array(rows, dtype=float)


def speech(texts: Sequence[str], words: Sequence[Words]) -> Floats:
    """Return the parts of speech of the first word, the last word and the whole, one column each.

    Args:
        texts: The sequences.
        words: The words of each.
    """
    columns = {tag: place for place, tag in enumerate((*_TAGS, "other", ""))}
    values = np.zeros((len(texts), 3 * len(columns)))
    for row, (text, own) in enumerate(zip(texts, words, strict=True)):
        for number, word in enumerate((own[0], own[-1], text)):
            values[row, number * len(columns) + columns[_tag(word)]] = 1
    return values


@cache
def general() -> dict[str, Entry]:
    """Return the words of the general language, with their frequencies."""
    return {entry.word: entry for entry in entries()}


def _tag(word: str) -> str:
    entry = general().get(word)
    tag = entry.tag if entry else ""
    return next(
        (one for one in (tag, tag[:2], tag[:1], "other") if not tag or one in _TAGS), "other"
    )


def _cover(text: str, terms: set[str]) -> Iterator[str]:
    """Yield the terms in a text one after the other, the longest at each place; not the whole."""
    place = 0
    while place < len(text):
        ends = range(min(len(text), place + _LONGEST_TERM), place + 1, -1)
        whole = (place, len(text)) if place == 0 else None
        end = next((end for end in ends if (place, end) != whole and text[place:end] in terms), 0)
        if end:
            yield text[place:end]
        place = end or place + 1


def parts(text: str) -> Iterator[str]:
    """Yield the parts of at least two characters, without the whole."""
    for start in range(len(text)):
        for end in range(start + 2, len(text) + 1):
            if end - start < len(text):
                yield text[start:end]


def _first(text: str) -> list[str]:
    return [text[0]]


def _last(text: str) -> list[str]:
    return [text[-1]]


def _pairs(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(len(text) - 1)]


def _counted(texts: Iterable[str], parts_of: Callable[[str], list[str]]) -> Counter[str]:
    return Counter(part for text in texts for part in set(parts_of(text)))
