"""The kinds of words that a Chinese sequence begins and ends with.

A term seldom begins with a preposition, an adverb or a verb: 在场外衍生工具市场, 实施场外衍生工具.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from glossary.segment import words
from termbase.language.script import is_han
from termbase.language.words import entries

# Kinds of words by the tags of jieba's dictionary: prepositions, conjunctions and particles;
# adverbs, pronouns and the like; verbs; numerals, measures, times and directions.
_KINDS = (
    ("p", "c", "u", "ud", "ug", "uj", "ul", "uv", "uz"),
    ("d", "ad", "r", "rz", "rr", "y", "e", "o", "h"),
    ("v", "vd"),
    ("m", "q", "t", "f", "s"),
)
# The names of what :func:`edge_words` returns.
EDGE_WORDS = tuple(
    f"{edge}_{kind}"
    for edge in ("first", "last")
    for kind in ("particle", "adverb", "verb", "number")
)


def edge_words(sequences: Sequence[tuple[str, ...]]) -> list[list[float]]:
    """Return of which kinds the first and the last word of sequences are.

    Args:
        sequences: The tokens of each, folded.

    Returns:
        For each the values of :data:`EDGE_WORDS`, 1 or 0; 0 where there are not only 汉字.
    """
    texts = ["".join(keys) for keys in sequences]
    chinese = [text for text in dict.fromkeys(texts) if all(map(is_han, text))]
    found: dict[str, list[float]] = {}
    for text, (ends, _) in zip(chinese, words().paths(chinese), strict=True):
        inner = [end for end in ends if 0 < end < len(text)]
        first, last = text[: (inner or [len(text)])[0]], text[(inner or [0])[-1] :]
        found[text] = [*_flags(first), *_flags(last)]
    return [found.get(text, [0.0] * len(EDGE_WORDS)) for text in texts]


def _flags(word: str) -> list[float]:
    kind = _kinds().get(word, -1)
    return [float(kind == number) for number in range(len(_KINDS))]


@cache
def _kinds() -> dict[str, int]:
    """Return the number of the kind of each word that has one."""
    numbers = {tag: number for number, tags in enumerate(_KINDS) for tag in tags}
    return {entry.word: numbers[entry.tag] for entry in entries() if entry.tag in numbers}
