"""Zhuyin, Wade–Giles and Tongyong Pinyin, read as Hanyu Pinyin.

Each is derived from the initial and the final of the syllables of pinyin. Sources: the tables of
Zhuyin in the Ministry of Education's *Chongbian Guoyu Cidian*; Wade–Giles as in the *Concise
Dictionary of Spoken Chinese* (Chao and Yang 1947, introduction); Tongyong Pinyin as announced by
the Executive Yuan in 2002.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product

from termbase.language.syllables import SYLLABLES, split_tone
from termbase.patterns import compiled

# So many readings of a text are returned at most.
_MOST = 64
_ZHUYIN = "[\u3105-\u3129˙]+[ˊˇˋ]?"
_ZHUYIN_TEXT = re.compile(r"[\u3105-\u3129˙ˉˊˇˋ\s]*[\u3105-\u3129][\u3105-\u3129˙ˉˊˇˋ\s]*")
_ZHUYIN_TONES = {"ˊ": 2, "ˇ": 3, "ˋ": 4, "˙": 5}
_NEUTRAL = 5
_APOSTROPHES = str.maketrans("’‘ʻʼ`", "'''''")
_BREAKS = r"[\s\-‐–·.]+"
_LONGEST = 8

# The finals of syllables that begin with y or w.
_SYLLABIC = {
    "yi": "i", "ya": "ia", "yo": "io", "ye": "ie", "yao": "iao", "you": "iu", "yan": "ian",
    "yin": "in", "yang": "iang", "ying": "ing", "yong": "iong", "yu": "ü", "yue": "üe",
    "yuan": "üan", "yun": "ün", "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "ui",
    "wan": "uan", "wen": "un", "wang": "uang", "weng": "ueng",
}  # fmt: skip
_ZHUYIN_INITIALS = {
    "b": "ㄅ", "p": "ㄆ", "m": "ㄇ", "f": "ㄈ", "d": "ㄉ", "t": "ㄊ", "n": "ㄋ", "l": "ㄌ",
    "g": "ㄍ", "k": "ㄎ", "h": "ㄏ", "j": "ㄐ", "q": "ㄑ", "x": "ㄒ", "zh": "ㄓ", "ch": "ㄔ",
    "sh": "ㄕ", "r": "ㄖ", "z": "ㄗ", "c": "ㄘ", "s": "ㄙ",
}  # fmt: skip
_ZHUYIN_FINALS = {
    "a": "ㄚ", "o": "ㄛ", "e": "ㄜ", "ai": "ㄞ", "ei": "ㄟ", "ao": "ㄠ", "ou": "ㄡ", "an": "ㄢ",
    "en": "ㄣ", "ang": "ㄤ", "eng": "ㄥ", "er": "ㄦ", "i": "ㄧ", "ia": "ㄧㄚ", "io": "ㄧㄛ",
    "ie": "ㄧㄝ", "iao": "ㄧㄠ", "iu": "ㄧㄡ", "ian": "ㄧㄢ", "in": "ㄧㄣ", "iang": "ㄧㄤ",
    "ing": "ㄧㄥ", "iong": "ㄩㄥ", "u": "ㄨ", "ua": "ㄨㄚ", "uo": "ㄨㄛ", "uai": "ㄨㄞ",
    "ui": "ㄨㄟ", "uan": "ㄨㄢ", "un": "ㄨㄣ", "uang": "ㄨㄤ", "ueng": "ㄨㄥ", "ong": "ㄨㄥ",
    "ü": "ㄩ", "üe": "ㄩㄝ", "üan": "ㄩㄢ", "ün": "ㄩㄣ",
}  # fmt: skip
_LETTERS = {letter: initial[0] for initial, letter in _ZHUYIN_INITIALS.items()} | {
    "ㄧ": "y", "ㄨ": "w", "ㄩ": "y",
}  # fmt: skip
_INITIALS = sorted(_ZHUYIN_INITIALS, key=len, reverse=True)
_WADE_INITIALS = {
    "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch", "q": "ch'",
    "x": "hs", "zh": "ch", "ch": "ch'", "r": "j", "z": "ts", "c": "ts'",
}  # fmt: skip
_WADE_FINALS = {
    "ie": "ieh", "ian": "ien", "iong": "iung", "ong": "ung", "er": "erh", "üe": "üeh", "uo": "o",
    "ui": "ui",
}  # fmt: skip
_WADE = {
    "zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tz'u",
    "si": "ssu", "ge": "ko", "ke": "k'o", "he": "ho", "e": "o", "guo": "kuo", "kuo": "k'uo",
    "huo": "huo", "shuo": "shuo", "gui": "kuei", "kui": "k'uei", "ye": "yeh", "yan": "yen",
    "you": "yu", "yong": "yung", "yu": "yü", "yue": "yüeh", "yuan": "yüan", "yun": "yün",
}  # fmt: skip
# Other spellings in use.
_WADE_ALSO = {"i": "yi", "ho": "huo", "sho": "shuo", "szu": "si", "eh": "e", "yüeh": "yue"}
_TONGYONG_INITIALS = {"zh": "jh", "q": "c", "x": "s"}
_TONGYONG_FINALS = {
    "iu": "iou", "ui": "uei", "ü": "yu", "üe": "yue", "üan": "yuan", "ün": "yun", "iong": "yong",
}  # fmt: skip
_TONGYONG = {"feng": "fong", "weng": "wong", "wen": "wun"}
_BUZZING = {"zhi", "chi", "shi", "ri", "zi", "ci", "si"}


def from_zhuyin(text: str) -> str:
    """Return a text in Zhuyin as pinyin with tone numbers; empty if it is not Zhuyin.

    Args:
        text: Syllables in Zhuyin, with or without spaces; the first tone has no mark.
    """
    if not _ZHUYIN_TEXT.fullmatch(text):
        return ""
    table = _zhuyin()
    found: list[str] = []
    for match in compiled(_ZHUYIN).finditer(text.replace("ˉ", " ")):
        marks = match[0]
        tone = _ZHUYIN_TONES.get(marks[-1], 1)
        letters = marks.rstrip("ˊˇˋ")
        # The mark of the neutral tone may stand on either side of its syllable.
        neutral = "˙" in letters
        syllables = _divided(letters.replace("˙", ""), table)
        if not syllables:
            return ""
        *earlier, last = (table[syllable] for syllable in syllables)
        found += [f"{syllable}1" for syllable in earlier]
        found.append(f"{last}{5 if neutral else tone}")
    return "".join(found)


def from_zhuyin_initials(text: str) -> str:
    """Return initials in Zhuyin, as ㄇㄐㄉ for 民進黨, as letters, or nothing if there is more."""
    letters = "".join(_LETTERS.get(char, " ") for char in text)
    return "" if " " in letters else letters


def romanized(text: str) -> Iterator[str]:
    """Yield what a text in Wade–Giles or Tongyong Pinyin may be in pinyin, without tones.

    Apostrophes and the dots of ü are often left out, so that many texts have several readings;
    those that need nothing added come first.

    Args:
        text: Latin letters. In Wade–Giles, syllables are divided by hyphens or spaces.
    """
    words = [word for word in compiled(_BREAKS).split(text.lower().translate(_APOSTROPHES)) if word]
    if not words or not all(word.isascii() or "ü" in word for word in words):
        return
    plain = "".join(words).replace("'", "")
    seen = {plain}
    wade, tongyong = _wade_giles(), _tongyong()
    systems: list[list[tuple[str, ...]]] = []
    if all(word in wade for word in words):
        systems.append([wade[word] for word in words])
    divided = [_divided(word, tongyong) for word in words]
    if all(divided):
        systems.append([tongyong[syllable] for word in divided for syllable in word])
    for syllables in systems:
        for reading in islice(product(*syllables), _MOST):
            pinyin = "".join(reading)
            if pinyin not in seen:
                seen.add(pinyin)
                yield pinyin


def wade_giles(syllable: str) -> str:
    """Return a syllable of pinyin, without a tone, in Wade–Giles."""
    if syllable in _WADE:
        return _WADE[syllable]
    initial, final = _parts(syllable)
    if not initial:
        return syllable if syllable in _SYLLABIC else _WADE_FINALS.get(final, final)
    return _WADE_INITIALS.get(initial, initial) + _WADE_FINALS.get(final, final)


def tongyong(syllable: str) -> str:
    """Return a syllable of pinyin, without a tone, in Tongyong Pinyin."""
    if syllable in _TONGYONG:
        return _TONGYONG[syllable]
    initial, final = _parts(syllable)
    if not initial:
        return syllable
    if syllable in _BUZZING:
        final = "ih"
    return _TONGYONG_INITIALS.get(initial, initial) + _TONGYONG_FINALS.get(final, final)


def zhuyin(syllable: str) -> str:
    """Return a syllable of pinyin in Zhuyin, both without a tone."""
    initial, final = _parts(syllable)
    if syllable in _BUZZING:
        return _ZHUYIN_INITIALS[initial]
    return _ZHUYIN_INITIALS.get(initial, "") + _ZHUYIN_FINALS[final]


def to_zhuyin(syllable: str) -> str:
    """Return a syllable of pinyin with its tone mark in Zhuyin: ``luǒ`` → ``ㄌㄨㄛˇ``.

    The first tone has no mark, that of the neutral tone is written before the syllable. What is no
    syllable of Zhuyin, such as ``ňg``, comes back as it is.
    """
    letters, tone = split_tone(syllable.lower())
    if letters == "r":
        # The ending of 哪儿 has no tone of its own.
        return "ㄦ"
    if letters not in SYLLABLES:
        return syllable
    written = zhuyin(letters)
    marks = {number: mark for mark, number in _ZHUYIN_TONES.items()}
    mark = marks.get(tone or _NEUTRAL, "")
    return mark + written if mark == marks[_NEUTRAL] else written + mark


def _parts(syllable: str) -> tuple[str, str]:
    """Return the initial of a syllable, if any, and its final, with ü and without y and w."""
    if syllable in _SYLLABIC:
        return "", _SYLLABIC[syllable]
    initial = next((one for one in _INITIALS if syllable.startswith(one)), "")
    final = syllable[len(initial) :]
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = "ü" + final[1:]
    return initial, final


@cache
def _zhuyin() -> dict[str, str]:
    return {zhuyin(syllable): syllable for syllable in SYLLABLES if syllable != "r"}


@cache
def _wade_giles() -> Mapping[str, tuple[str, ...]]:
    table = _reversed(wade_giles, lambda text: (text.replace("'", ""), text.replace("ü", "u")))
    for spelling, syllable in _WADE_ALSO.items():
        table[spelling] = tuple(dict.fromkeys((*table.get(spelling, ()), syllable)))
    return table


@cache
def _tongyong() -> Mapping[str, tuple[str, ...]]:
    return _reversed(tongyong, lambda _: ())


def _reversed(
    spell: Callable[[str], str], careless: Callable[[str], Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return the syllables of pinyin by their spelling; those spelled so exactly come first."""
    exact, loose = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for syllable in sorted(SYLLABLES):
        spelling = spell(syllable)
        exact[spelling].append(syllable)
        ways = {way for text in careless(spelling) for way in (text, *careless(text))}
        for way in ways - {spelling}:
            loose[way].append(syllable)
    return {text: (*exact[text], *loose[text]) for text in {*exact, *loose}}


def _divided(text: str, table: Mapping[str, object]) -> list[str]:
    """Return a text as the fewest syllables of a table; nothing if it is none."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(text) + 1):
        ways = [
            [*before, text[start:end]]
            for start in range(max(0, end - _LONGEST), end)
            if (before := best[start]) is not None and text[start:end] in table
        ]
        best.append(min(ways, key=len) if ways else None)
    return best[-1] or []
