"""Tokens at which terms begin and end more often than chance has it, and abbreviations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from math import log

from glossary.corpus.renderings.tokens import Tokens, is_mark

# What is added to counts, so that a token that is rare tells little.
_SMOOTHING = 2.0


class Borders:
    """The tokens of one language that terms begin and end with.

    Args:
        terms: The tokens of known terms, each once.
        texts: The segments of that language.
    """

    def __init__(self, terms: Collection[tuple[str, ...]], texts: Collection[Tokens]) -> None:
        self._counts: Counter[str] = Counter()
        capitals: Counter[str] = Counter()
        for text in texts:
            self._counts.update(text.keys)
            capitals.update(
                key
                for key, (start, end) in zip(text.keys, text.spans, strict=True)
                if sum(map(str.isupper, text.text[start:end])) > 1
            )
        self._abbreviations = {
            key for key, count in capitals.items() if 2 * count > self._counts[key]
        }
        self._first = Counter(keys[0] for keys in terms)
        self._last = Counter(keys[-1] for keys in terms)
        self._share = len(terms) / max(1, self._counts.total())

    def evidence(self, keys: tuple[str, ...]) -> tuple[float, float]:
        """Return how many times as often as by chance terms begin and end so, as logarithms."""
        return self._lift(self._first, keys[0]), self._lift(self._last, keys[-1])

    def _lift(self, found: Counter[str], key: str) -> float:
        expected = self._share * self._counts[key]
        return log((found[key] + _SMOOTHING) / (expected + _SMOOTHING))

    def size(self, keys: tuple[str, ...]) -> int:
        """Return the number of words of a term; those of an abbreviation are its letters."""
        words = (key for key in keys if not is_mark(key))
        return sum(len(word) if word in self._abbreviations else 1 for word in words) or 1
