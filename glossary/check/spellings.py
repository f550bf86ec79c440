"""Chinese personal names in Chinese text, and their spellings in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from itertools import accumulate, product
from operator import itemgetter
from typing import NamedTuple

from glossary.check.rule import Span
from termbase.language import names, words
from termbase.language.pinyin import known_readings, plain
from termbase.language.readings import readings
from termbase.language.romanizations import romanized, wade_giles
from termbase.language.script import fold
from termbase.language.surnames import COMPOUND, READINGS, SURNAMES

_WORD = re.compile(r"[A-Z][A-Za-zü]*(?:['’-][A-Za-zü]+)*")
_POSSESSIVE = re.compile("['’]s$")
_LETTERS = re.compile("[^a-zü]")
# Words of the longest name in Latin letters.
_LONGEST = 3
# Names are so alike, from 0 to 1, if one is a misspelling of the other.
_ALIKE = 0.75
# Surnames in spellings other than pinyin and Wade–Giles that are common.
_OTHER_SURNAMES = frozenset(
    """
    au chan cheong cheung chia chiu choi choy chua chui fok fong goh ho hui ip kam ko koo kwan kwok
    kwong lam lau lee leung lok loong low luk mak mok mui ng ong sham siu soong sung szeto tam tay
    teo toh tong tsang tse tsui wong woo yam yau yee yeo yeung yim yip yiu yuen yung
    """.split()
)


class Spelling(NamedTuple):
    """A name in Latin letters.

    Attributes:
        words: Its words in lower case, with hyphens.
        span: Its span in the text.
    """

    words: tuple[str, ...]
    span: Span

    @property
    def letters(self) -> str:
        """Its letters in lower case."""
        return "".join(_LETTERS.sub("", word) for word in self.words)


def nearest(spellings: Iterable[Spelling], wanted: Iterable[str]) -> Spelling | None:
    """Return the spelling that is most like one of those wanted, if it is alike enough."""
    from rapidfuzz.distance import Levenshtein

    ranked = [
        (Levenshtein.normalized_similarity(one.letters, letters), one)
        for one in spellings
        for letters in wanted
    ]
    if not ranked:
        return None
    similarity, found = max(ranked, key=itemgetter(0))
    return found if similarity >= _ALIKE else None


def is_other_system(spelling: Spelling, pinyin: Collection[str]) -> bool:
    """Return True if a spelling is that of a name in Wade–Giles or Tongyong Pinyin."""
    return any(found in pinyin for found in romanized(" ".join(spelling.words)))


@lru_cache(maxsize=1 << 8)
def spellings_in(text: str) -> tuple[Spelling, ...]:
    """Return what may be Chinese names in an English text: a surname beside other names."""
    found: list[Spelling] = []
    matches = list(_WORD.finditer(text))
    for first, match in enumerate(matches):
        for last in range(first + 1, min(first + _LONGEST, len(matches))):
            if not text[matches[last - 1].end() : matches[last].start()].isspace():
                break
            span = match.start(), matches[last].end()
            word = _POSSESSIVE.sub("", text[slice(*span)])
            parts = tuple(word.lower().split())
            if not _surnames().isdisjoint((parts[0], parts[-1])):
                found.append(Spelling(parts, (span[0], span[0] + len(word))))
    return tuple(found)


@lru_cache(maxsize=1 << 8)
def names_in(text: str) -> tuple[tuple[str, Span], ...]:
    """Return the personal names in a Chinese text, as they are there, with their spans."""
    cut = words.cut(fold(text))
    starts = list(accumulate(map(len, cut), initial=0))
    spans = ((starts[first], starts[end]) for first, end in names.spans(cut))
    return tuple((text[slice(*span)], span) for span in spans)


@lru_cache(maxsize=1 << 10)
def pinyin_of(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the readings of the surname and of the given name, in letters without tones."""
    surname, given = _divided(name)
    syllables = [set(map(plain, known_readings(char))) for char in given]
    return _surname_readings(surname), frozenset(map("".join, product(*syllables)))


def in_pinyin(name: str, text: str) -> Spelling | None:
    """Return the spelling of a Chinese name in pinyin in an English text; None if it has none."""
    surname, given = pinyin_of(name)
    right = {"".join(parts) for parts in product(surname, given)}
    return next((one for one in spellings_in(text) if one.letters in right), None)


def _divided(name: str) -> tuple[str, str]:
    return names.divide(fold(name)) or (fold(name)[:1], fold(name)[1:])


@cache
def _surname_readings(surname: str) -> frozenset[str]:
    if surname in COMPOUND:
        return frozenset((plain(COMPOUND[surname]),))
    if surname in READINGS:
        return frozenset((plain(READINGS[surname]),))
    return frozenset(map(plain, known_readings(surname)))


@cache
def _surnames() -> frozenset[str]:
    """Return the spellings of surnames, in lower case."""
    pinyin = {reading for name in (*SURNAMES, *COMPOUND) for reading in _surname_readings(name)}
    return frozenset(pinyin | {wade_giles(one) for one in pinyin} | _OTHER_SURNAMES)


def proper(name: str) -> str:
    """Return a name in pinyin without tones, as it is written in English."""
    surname, _ = _divided(name)
    surnames = _surname_readings(surname)
    # Of several readings, that in context.
    syllables = [plain(reading) for reading in readings(name)]
    first = next(iter(surnames)) if len(surnames) == 1 else syllables[0]
    return " ".join((first.capitalize(), "".join(syllables[len(surname) :]).capitalize()))
