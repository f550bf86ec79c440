"""Chinese names in Latin letters: Hanyu Pinyin, and Wade–Giles where it is not that."""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.translate.align.tokens import stem
from termbase.language.pinyin import known_readings, plain
from termbase.language.romanizations import romanized
from termbase.language.script import is_han
from termbase.language.syllables import SYLLABLES, Division

_NAME = re.compile(r"\b[A-Z][a-zü]+(?:[-'’][A-Za-z]+)*")
_LOWER_CASE = re.compile(r"(?<![A-Za-z'’-])[a-z]+")
# Words that look like pinyin or Wade–Giles and often begin sentences.
_NO_NAMES = frozenset("an can he long man me men no she so to you".split())
_POSSESSIVE = re.compile("['’]s$")


def spelled_names(text: str) -> dict[str, frozenset[str]]:
    """Return the parts of names in a text that may be Chinese, with their syllables in pinyin.

    A word that is also written without a capital letter (*He*, *Long*) is not a name.

    Args:
        text: A text in English.

    Returns:
        The syllables, without tones, of each part of a name as :func:`stem` gives it.
    """
    ordinary = _NO_NAMES.union(_LOWER_CASE.findall(text))
    found: dict[str, frozenset[str]] = {}
    for name in set(_NAME.findall(text)):
        for part in _POSSESSIVE.sub("", name).split("-"):
            word = part.lower()
            if word not in ordinary and (syllables := _syllables(word)):
                found[stem(word.replace("’", "'"))] = syllables
    return found


@lru_cache(maxsize=1 << 14)
def sounds(token: str) -> frozenset[str]:
    """Return the readings of a 汉字 without tones; of another token none."""
    if len(token) != 1 or not is_han(token):
        return frozenset()
    return frozenset(map(plain, known_readings(token)))


def _syllables(word: str) -> frozenset[str]:
    """Return the syllables of a word in pinyin; nothing if it is none."""
    for spelling in (word, *romanized(word)):
        syllables = Division(spelling).syllables()
        if syllables and all(syllable in SYLLABLES for syllable in syllables):
            return frozenset(map(plain, syllables))
    return frozenset()
