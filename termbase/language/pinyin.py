"""Hanyu Pinyin: readings, tone styles, syllables and search keys.

Stored pinyin has tone marks and no tone sandhi, and is joined into words as the orthography
(GB/T 16159-2012) joins them. A tone number stands behind its syllable, 5 or nothing for the
neutral tone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from termbase.language.script import HAN, is_han

_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_TONES = {tone: mark for mark, tone in _MARKS.items()}

# The syllables of standard Chinese by initial, as the Xinhua Zidian lists them, and r for erhua.
_FINALS = {
    "": "a ai an ang ao e ei en eng er ou r",
    "b": "a ai an ang ao ei en eng i ian iang iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng iao o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu ong ou u uan un uo ü üe",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
)
# Interjections, which are words of their own and never part of another.
_ALONE = frozenset("o ê m n ng hm hng".split())
_LONGEST = max(map(len, SYLLABLES))
_SEPARATORS = re.compile(r"[\s'’‘\-‐–—·,，、.;；:：!！?？“”\"()（）《》…/0-9]+")


_LONGEST_WORD = 3


def split_tone(text: str) -> tuple[str, int]:
    """A syllable (or more) without its tone marks, ``ü`` kept, and the last tone (0: none)."""
    tone = 0
    letters = []
    for char in unicodedata.normalize("NFD", text):
        if char in _MARKS:
            tone = _MARKS[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def syllables(pinyin: str, count: int | None = None) -> tuple[str, ...]:
    """The syllables of pinyin with tone marks, as they are written.

    Where letters can be divided in more than one way, the apostrophe decides; then the number
    of syllables asked for; then the longest syllable first.

    Args:
        pinyin: Such as ``Xī'ān shì``; digits and punctuation are skipped.
        count: The number of syllables it has to have, or None for any.

    Returns:
        The syllables, ``('Xī', 'ān', 'shì')``; empty if it cannot be divided so.
    """
    words = [word for word in _SEPARATORS.split(unicodedata.normalize("NFC", pinyin)) if word]
    # Word by word, the best division for every number of syllables so far.
    totals: dict[int, tuple[str, ...]] = {0: ()}
    for word in words:
        ways = {1: (word,)} if split_tone(word)[0].lower() in _ALONE else _divisions(word)
        longer = [done + ways[number] for done in totals.values() for number in ways]
        totals = _best_of_each_length(longer)
    if count is not None:
        return totals.get(count, ())
    return min(totals.values(), key=_cost, default=())


def term_syllables(text: str, pinyin: str) -> tuple[str, ...]:
    """The syllables of a term's pinyin, one for each of its Chinese characters.

    Args:
        text: The term; Latin words in it are taken to stand in the pinyin as they are.
        pinyin: Its pinyin.

    Returns:
        As many syllables as the term has Chinese characters; none if it cannot be divided so.
    """
    for word in re.findall("[0-9]*[A-Za-z][A-Za-z0-9]*", text):
        pinyin = re.sub(rf"\b{word}\b", " ", pinyin, count=1)
    return syllables(pinyin, sum(map(is_han, text)))


def misplaced_apostrophe(pinyin: str, parts: Iterable[str]) -> str:
    """The syllable before which an apostrophe is lacking or idle; empty if all is well.

    Within a word one stands before every syllable that begins with a, o or e, and no other
    (GB/T 16159-2012, 5.1).

    Args:
        pinyin: Pinyin with tone marks.
        parts: Its syllables, as :func:`term_syllables` divides it.
    """
    pinyin = unicodedata.normalize("NFC", pinyin)
    end = 0
    for syllable in parts:
        start = pinyin.index(syllable, end)
        between = pinyin[end:start]
        open_vowel = split_tone(syllable)[0][0].lower() in "aeo"
        if end and (between in ("", "'", "’")) and open_vowel != bool(between):
            return syllable
        end = start + len(syllable)
    return ""


@lru_cache(maxsize=1 << 14)
def _divisions(word: str) -> dict[int, tuple[str, ...]]:
    """By the number of syllables, the best way to divide a word into so many."""
    if not word:
        return {0: ()}
    return _best_of_each_length(
        (word[:end], *rest)
        for end in range(1, min(len(word), _LONGEST) + 1)
        if split_tone(word[:end])[0].lower() in SYLLABLES and _one_tone(word[:end])
        for rest in _divisions(word[end:]).values()
    )


def _best_of_each_length(ways: Iterable[tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    best: dict[int, tuple[str, ...]] = {}
    for way in sorted(ways, key=_cost):
        best.setdefault(len(way), way)
    return best


def _cost(way: tuple[str, ...]) -> tuple[int, list[int]]:
    """The fewer the better: syllables that ought to have an apostrophe; then the longer first."""
    lacking = sum(split_tone(syllable)[0][0] in "aeo" for syllable in way[1:])
    return lacking, [-len(syllable) for syllable in way]


def _one_tone(text: str) -> bool:
    return sum(char in _MARKS for char in unicodedata.normalize("NFD", text)) <= 1


def with_tone_mark(syllable: str) -> str:
    """A syllable with a tone number as one with a tone mark: ``lü4`` (or ``lv4``) → ``lǜ``."""
    match = re.fullmatch(r"([A-Za-züÜ:]+)([0-5])?", syllable)
    if not match:
        return syllable
    letters = re.sub("u:|v", "ü", re.sub("U:|V", "Ü", match[1]))
    tone = _TONES.get(int(match[2] or 0), "")
    lower = letters.lower()
    # The mark stands on a or e; on the o of ou; else on the last vowel (GB/T 16159, 7.3).
    place = next((lower.index(v) for v in ("a", "e", "ou") if v in lower), None)
    if place is None:
        vowels = [i for i, char in enumerate(lower) if char in "iouüê"]
        place = vowels[-1] if vowels else max(lower.find("n"), lower.find("m"), 0)
    marked = letters[: place + 1] + tone + letters[place + 1 :]
    return unicodedata.normalize("NFC", marked)


def with_tone_numbers(pinyin: str, count: int | None = None) -> str:
    """Pinyin with tone numbers, one syllable behind the other: ``luǒguān`` → ``luo3guan1``."""
    parts = (split_tone(syllable) for syllable in syllables(pinyin, count))
    return "".join(f"{letters.lower()}{tone or 5}" for letters, tone in parts)


def plain(pinyin: str) -> str:
    """The letters alone: lower case, no marks, no spaces, ``ü`` as ``v``."""
    letters, _ = split_tone(pinyin.lower())
    return re.sub(r"[^a-zê]", "", letters.replace("u:", "v").replace("ü", "v"))


def initials(text: str, pinyin: str) -> str:
    """The first letter of every syllable of a term: 裸官, ``luǒguān`` → ``lg``."""
    return "".join(split_tone(syllable)[0][0].lower() for syllable in term_syllables(text, pinyin))


def generate(text: str) -> str:
    """Pinyin for Chinese text, from pypinyin, with words apart; unchecked.

    Characters that have no reading, Latin letters and digits stay as they are. No tone sandhi.
    Up to three characters are taken for one word, four for two.
    """
    from pypinyin import Style, lazy_pinyin

    words = []
    for word in _words(text):
        parts = lazy_pinyin(word, style=Style.TONE, errors="default", v_to_u=True)
        joined = parts[0] if parts else ""
        for part in parts[1:]:
            joined += "'" + part if split_tone(part)[0][:1] in "aeo" and joined.isalpha() else part
        words.append(joined)
    return " ".join(word for word in words if word.strip())


def known_readings(char: str) -> frozenset[str]:
    """Every reading of a character that pypinyin knows, with tone marks, neutral ones too."""
    from pypinyin import Style, pinyin

    return frozenset(pinyin(char, style=Style.TONE, heteronym=True)[0])


def _words(text: str) -> list[str]:
    """Words, as far as pypinyin knows them, which it does where a reading depends on it."""
    from pypinyin.seg.mmseg import seg

    if len(text) <= _LONGEST_WORD:
        return [text]
    words: list[str] = list(seg.cut(text))
    return [text[:2], text[2:]] if len(words) == len(text) == 4 else words


def readings(text: str) -> list[str]:
    """A reading for every character of a text, from pypinyin in its context; unchecked.

    Returns:
        As many readings as the text has code points, empty for what is no Chinese character.
    """
    from pypinyin import Style, lazy_pinyin

    found = [""] * len(text)
    for run in re.finditer(f"[{HAN}]+", text):
        readings = lazy_pinyin(run[0], style=Style.TONE)
        # Characters unknown to pypinyin come back as they are, several of them as one.
        if len(readings) == len(run[0]):
            found[run.start() : run.end()] = readings
    return found
