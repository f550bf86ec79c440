"""The written form of pinyin: words, names and punctuation, after GB/T 16159-2012."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from termbase.language import words
from termbase.language.pinyin import joined
from termbase.language.polyphones import PLACES
from termbase.language.script import is_han

_PUNCTUATION = str.maketrans(
    dict(
        zip(
            "、，；：。！？（）",
            (", ", ", ", "; ", ": ", ". ", "! ", "? ", " (", ") "),
            strict=True,
        )
    )
)
# Longer words are written as the words that they consist of (GB/T 16159-2012, 6.1.1).
_LONG_WORD = 4
# A term of so many characters is one word.
_SHORT_TERM = 3
# Characters that are joined to the word before them.
_SUFFIXES = frozenset(
    "港会部院局委办党军法罪案制权书剧派帮学族史论化性者员家民区省市县村镇潮战风牌报社卡号团队署厅司所"
)
# Characters that are words of their own beside another.
_FUNCTION_WORDS = frozenset("的了是不在和与及或把被让给对从向于以为而之其这那也都就要有无非各每第")


class ReadWord(NamedTuple):
    """A word of simplified text with its readings.

    Attributes:
        text: The word, or a stretch of other characters.
        readings: For each character a reading with a tone mark, empty where there is none.
        is_name: Whether it is a surname or a given name.
    """

    text: str
    readings: list[str]
    is_name: bool = False


def spell(found: Sequence[ReadWord]) -> str:
    """Return the pinyin of words: joined by spaces, punctuation to the word that it belongs to."""
    spelled = ""
    for word in _with_suffixes(found):
        if any(map(is_han, word.text)):
            glued = not spelled or spelled[-1] in "“‘《〈「『( "
            spelled += ("" if glued else " ") + " ".join(_spell_word(word))
        elif word.text[0].isalnum():
            spelled += f" {word.text}" if spelled and spelled[-1].isalnum() else word.text
        else:
            spelled += word.text.translate(_PUNCTUATION)
    return re.sub(r" +(?=[),;:.!?”’》〉」』 ]|$)", "", spelled).strip()


def _with_suffixes(found: Sequence[ReadWord]) -> list[ReadWord]:
    """Join single characters to the words that they are parts of.

    A term of two or three characters is one word but for a prefix of one character; in a longer
    one, suffixes are joined to the words before them.
    """
    joined: list[ReadWord] = []
    is_short = sum(len(word.text) for word in found) <= _SHORT_TERM
    pairs = _pairs(found)
    for index, word in enumerate(found):
        previous = joined[-1] if joined else None
        if (
            previous
            and not previous.is_name
            and not word.is_name
            and len(word.text) == 1
            and is_han(word.text)
            and is_han(previous.text[-1])
            and (is_short or index in pairs or (word.text in _SUFFIXES and len(previous.text) > 1))
        ):
            joined[-1] = ReadWord(previous.text + word.text, previous.readings + word.readings)
        else:
            joined.append(word)
    return joined


def _pairs(found: Sequence[ReadWord]) -> set[int]:
    """Return the indices of the second of two single characters that have none beside them."""
    is_single = [
        len(word.text) == 1 and is_han(word.text) and word.text not in _FUNCTION_WORDS
        for word in found
    ]
    runs = [
        list(run) for single, run in groupby(range(len(found)), is_single.__getitem__) if single
    ]
    return {second for first, second, *others in (run for run in runs if run[1:]) if not others}


def _spell_word(word: ReadWord) -> list[str]:
    """Spell a word, a long one as the parts that it has, an idiom with a hyphen in its middle."""
    if word.is_name or len(word.text) < _LONG_WORD:
        return [_spell_short(word)]
    has_halves = words.is_idiom(word.text) and len(word.text) == _LONG_WORD
    sizes = [2, 2] if has_halves else map(len, words.cut(word.text, longest=_LONG_WORD - 1))
    parts, start = [], 0
    for size in sizes:
        end = start + size
        parts.append(_spell_short(ReadWord(word.text[start:end], word.readings[start:end])))
        start = end
    return ["-".join(parts)] if has_halves else parts


def _spell_short(word: ReadWord) -> str:
    spelled = joined(word.readings)
    is_capitalised = word.is_name or word.text.startswith(PLACES)
    return spelled[0].upper() + spelled[1:] if is_capitalised else spelled
