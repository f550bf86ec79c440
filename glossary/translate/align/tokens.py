"""The tokens of sentences that are compared: 汉字, English stems, numbers, months and terms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from termbase.language.numerals import NUMERALS, parse_numeral
from termbase.language.script import HAN
from termbase.memory.tokens import fold_segment

if TYPE_CHECKING:
    from glossary.find import Finder

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)\s*(万|亿|thousand|million|billion|trillion)?")
_HAN_NUMBER = re.compile(f"[{NUMERALS}]+")
_MAGNITUDES = {
    "万": 1e4, "亿": 1e8, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")
_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november "
        "december".split(),
        1,
    )
    if name not in ("march", "may")  # which are words as well
}
_CHARACTER = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def tokens_of(sentences: Sequence[str], finder: Finder | None) -> list[list[str]]:
    """Return the tokens of each sentence, every token once.

    A number is written ``=1957``, a month ``=month 5``, a term of the glossary ``#`` and the
    identifier of its concept.

    Args:
        sentences: Sentences in Chinese, English or both.
        finder: Finds the terms; None finds none.
    """
    concepts = _concepts(sentences, finder) if finder else [[]] * len(sentences)
    return [
        list(dict.fromkeys([*_plain_tokens(sentence), *found]))
        for sentence, found in zip(sentences, concepts, strict=True)
    ]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return an English word in lower case without its commonest endings.

    The result need not be a word; it has to be the same for the forms of most words.
    """
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = _undoubled(word[:-3])
    elif len(word) > 4 and word.endswith("ied"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith("ed"):
        word = _undoubled(word[:-2])
    elif len(word) > 5 and word.endswith("ly"):
        word = word[:-2]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "y" if len(word) > 3 and word.endswith("i") else word


def _undoubled(word: str) -> str:
    """Return *stop* for *stopp*, but *pass* for *pass*."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] not in "lsz" else word


def words_and_characters(folded: str) -> list[str]:
    """Return the 汉字 and the stems of the English words of a folded text."""
    return _CHARACTER.findall(folded) + list(map(stem, _WORD.findall(folded)))


def _plain_tokens(sentence: str) -> Iterator[str]:
    folded = fold_segment(sentence)
    yield from words_and_characters(folded)
    yield from (f"={value:g}" for value in _values(folded))
    yield from (f"=month {month}" for month in _MONTH.findall(folded))
    yield from (f"=month {number}" for name, number in _MONTHS.items() if name in folded)


def _values(folded: str) -> Iterator[float]:
    for match in _NUMBER.finditer(folded):
        digits = match[1].replace(",", "")
        if digits.count(".") < 2:
            yield float(digits) * _MAGNITUDES.get(match[2] or "", 1)
    for numeral in _HAN_NUMBER.findall(folded):
        if len(numeral) > 1 and (value := parse_numeral(numeral)) is not None:
            yield value


def _concepts(sentences: Sequence[str], finder: Finder) -> list[list[str]]:
    """Return the concepts of each sentence; all are searched at once, which is much faster."""
    found: list[list[str]] = [[] for _ in sentences]
    # A sentence that has line breaks itself stays one.
    starts = list(accumulate((len(s) + 1 for s in sentences), initial=0))
    for mention in finder.find("\n".join(sentences)):
        found[bisect_right(starts, mention.start) - 1].append(f"#{mention.concept.id}")
    return found
