"""Hanyu Pinyin: tone marks and numbers, syllables of terms, what pypinyin knows.

Stored pinyin has tone marks and no tone sandhi, and is joined into words by the orthography
(GB/T 16159-2012). A tone number follows its syllable, 5 or nothing for the neutral tone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from termbase.language.script import is_han
from termbase.language.syllables import MARKS, SYLLABLES, Division, is_syllable, split_tone
from termbase.patterns import compiled

__all__ = [
    "SYLLABLES",
    "begins_word",
    "initials",
    "joined",
    "known_readings",
    "misplaced_apostrophe",
    "missing_tone",
    "phrase_readings",
    "plain",
    "split_tone",
    "syllables",
    "term_syllables",
    "with_tone_mark",
    "with_tone_marks",
    "with_tone_numbers",
]

_NUMBERED = "(?<![A-Za-züÜ:])([A-Za-züÜ:]+)([1-5])"
_LATIN_WORD = "[0-9]*[A-Za-z][A-Za-z0-9]*"
_TONES = {tone: mark for mark, tone in MARKS.items()}

# Tones that some entries of the phrase dictionary have changed before other syllables.
_WITHOUT_SANDHI = {
    ("一", "yí"): "yī",
    ("一", "yì"): "yī",
    ("不", "bú"): "bù",
    ("七", "qí"): "qī",
    ("八", "bá"): "bā",
}


# Keys, initials and checks of a term each ask for the same division.
@lru_cache(maxsize=256)
def syllables(pinyin: str, count: int | None = None) -> tuple[str, ...]:
    """Divide pinyin with tone marks into its syllables, in time proportional to its length.

    Where letters can be divided in more than one way, the apostrophe decides; then the number of
    syllables asked for; then the longest syllable first.

    Args:
        pinyin: Such as ``Xī'ān shì``; digits and punctuation are skipped.
        count: The number of syllables that it must have, or None for any.

    Returns:
        The syllables, ``('Xī', 'ān', 'shì')``; empty if it cannot be divided so, or only in ways
        of which one has many more syllables than the best.
    """
    # Where each word is one syllable, as dictionaries write pinyin, there is nothing to divide.
    words = pinyin.split()
    if (count is None or count == len(words)) and all(map(is_syllable, words)):
        return tuple(words)
    return Division(pinyin).syllables(count)


def term_syllables(text: str, pinyin: str) -> tuple[str, ...]:
    """Return the syllables of a term's pinyin, one for each of its Chinese characters.

    Args:
        text: The term; Latin words in it are skipped where the pinyin has them as they are.
        pinyin: Its pinyin.

    Returns:
        As many syllables as the term has Chinese characters; none if it cannot be divided so.
    """
    if latin := Counter(compiled(_LATIN_WORD).findall(text)):

        def skip(match: re.Match[str]) -> str:
            latin[match[0]] -= 1
            return match[0] if latin[match[0]] < 0 else " "

        pinyin = re.sub(r"\w+", skip, pinyin)
    return syllables(pinyin, sum(map(is_han, text)))


def begins_word(pinyin: str, parts: Iterable[str]) -> list[bool]:
    """Return for each syllable of a term's pinyin if a word, or the half of an idiom, begins there.

    Args:
        pinyin: The pinyin, written in words.
        parts: Its syllables, as :func:`term_syllables` divides it.
    """
    pinyin = unicodedata.normalize("NFC", pinyin)
    found, end = [], 0
    for syllable in parts:
        start = pinyin.index(syllable, end)
        found.append(not end or pinyin[end:start] not in ("", "'", "’"))
        end = start + len(syllable)
    return found


def joined(parts: Iterable[str]) -> str:
    """Return syllables as one word; before a, o and e is an apostrophe (GB/T 16159-2012, 5.1)."""
    word = ""
    for syllable in parts:
        word += f"'{syllable}" if word and split_tone(syllable)[0][0] in "aeo" else syllable
    return word


def misplaced_apostrophe(pinyin: str, parts: Iterable[str]) -> str:
    """Return the first syllable before which an apostrophe is missing or not needed, or "".

    Within a word one is written before every syllable that begins with a, o or e, and before no
    other (GB/T 16159-2012, 5.1).

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


def missing_tone(text: str, pinyin: str, parts: Iterable[str]) -> str:
    """Return the first syllable without the tone mark that it must have, or "".

    The first syllable of a term or longer word is neutral only if its character has such a
    reading (的, 吗); any other syllable, and a word of one (上, 个), may lose its tone.

    Args:
        text: The term.
        pinyin: Its pinyin.
        parts: The syllables of its characters, as :func:`term_syllables` divides it.
    """
    pinyin = unicodedata.normalize("NFC", pinyin)
    end = 0
    for number, (char, syllable) in enumerate(zip(filter(is_han, text), parts, strict=False)):
        start = pinyin.index(syllable, end)
        end = start + len(syllable)
        begins = not _in_word(pinyin, start - 1) and (number == 0 or _in_word(pinyin, end))
        is_marked = split_tone(syllable)[1] > 0
        if begins and not is_marked and syllable.lower() not in known_readings(char):
            return syllable
    return ""


def _in_word(pinyin: str, position: int) -> bool:
    return 0 <= position < len(pinyin) and (pinyin[position].isalpha() or pinyin[position] in "'’")


def with_tone_marks(text: str, pinyin: str) -> str:
    """Return pinyin with tone marks in place of tone numbers: ``xi1an1`` → ``xī'ān``.

    Args:
        text: The term; Latin words in it (``A4``) are not pinyin.
        pinyin: Its pinyin.

    Returns:
        The pinyin with marks; as it was if it has marks already or does not fit the term.
    """
    if split_tone(pinyin)[1] or not compiled(_NUMBERED).search(pinyin):
        return pinyin
    latin = set(compiled(_LATIN_WORD).findall(text))

    def mark(match: re.Match[str]) -> str:
        if match[0] in latin:
            return match[0]
        is_inside = match.start() and match.string[match.start() - 1] in "12345"
        joint = "'" if is_inside and match[1][0].lower() in "aeo" else ""
        return joint + with_tone_mark(match[0])

    marked = compiled(_NUMBERED).sub(mark, pinyin)
    return marked if term_syllables(text, marked) else pinyin


# Dictionaries have the same few thousand syllables again and again.
@lru_cache(maxsize=1 << 14)
def with_tone_mark(syllable: str) -> str:
    """Return a syllable with a tone mark for its tone number: ``lü4`` (or ``lv4``) → ``lǜ``."""
    match = re.fullmatch(r"([A-Za-züÜ:]+)([0-5])?", syllable)
    if not match:
        return syllable
    letters = re.sub("u:|v", "ü", re.sub("U:|V", "Ü", match[1]))
    tone = _TONES.get(int(match[2] or 0), "")
    lower = letters.lower()
    # The mark is on a or e; on the o of ou; else on the last vowel (GB/T 16159-2012, 7.3).
    index = next((lower.index(v) for v in ("a", "e", "ou") if v in lower), None)
    if index is None:
        vowels = [i for i, char in enumerate(lower) if char in "iouüê"]
        index = vowels[-1] if vowels else max(lower.find("n"), lower.find("m"), 0)
    marked = letters[: index + 1] + tone + letters[index + 1 :]
    return unicodedata.normalize("NFC", marked)


def with_tone_numbers(pinyin: str, count: int | None = None) -> str:
    """Return pinyin with tone numbers and no spaces: ``luǒguān`` → ``luo3guan1``."""
    parts = (split_tone(syllable) for syllable in syllables(pinyin, count))
    return "".join(f"{letters.lower()}{tone or 5}" for letters, tone in parts)


def plain(pinyin: str) -> str:
    """Return the letters of pinyin: lower case, no marks, no spaces, ``ü`` as ``v``."""
    letters, _ = split_tone(pinyin.lower())
    return re.sub(r"[^a-zê]", "", letters.replace("u:", "v").replace("ü", "v"))


def initials(text: str, pinyin: str) -> str:
    """Return the first letter of every syllable of a term: 裸官, ``luǒguān`` → ``lg``."""
    return "".join(split_tone(syllable)[0][0].lower() for syllable in term_syllables(text, pinyin))


# Checks ask for the same few thousand characters again and again.
@lru_cache(maxsize=1 << 13)
def known_readings(char: str) -> frozenset[str]:
    """Return all readings of a character that pypinyin knows, with tone marks, neutral ones too."""
    from pypinyin import Style, pinyin

    return frozenset(pinyin(char, style=Style.TONE, heteronym=True)[0])


def phrase_readings(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the phrases of simplified text as pypinyin cuts it, with their readings.

    Yields:
        A phrase, and a reading for each of its characters, without tone sandhi (GB/T 16159-2012,
        6.4); empty for a character that pypinyin does not know.
    """
    from pypinyin import Style, lazy_pinyin
    from pypinyin.seg.mmseg import seg

    for phrase in seg.cut(text):
        found = lazy_pinyin(phrase, style=Style.TONE, errors="ignore", v_to_u=True)
        if len(found) < len(phrase):
            single = [lazy_pinyin(char, style=Style.TONE, errors="ignore") for char in phrase]
            found = [reading[0] if reading else "" for reading in single]
        pairs = zip(phrase, found, strict=True)
        yield phrase, [_WITHOUT_SANDHI.get(pair, pair[1]) for pair in pairs]
