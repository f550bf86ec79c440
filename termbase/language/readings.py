"""Generated readings: pinyin for Chinese terms and text, in context.

Text is first simplified and cut into words, because the phrases of pypinyin are in simplified
characters and reach over the ends of words. Names are read as names, particles as particles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from termbase.language import names, words
from termbase.language.in_context import BEFORE_GET, decided
from termbase.language.pinyin import phrase_readings, plain, syllables
from termbase.language.polyphones import CORRECTIONS, IN_NAMES
from termbase.language.script import Script, convert, is_han
from termbase.language.spelling import ReadWord, spell
from termbase.language.surnames import COMPOUND, READINGS

_PARTICLES = {"着": "zhe", "了": "le"}
# Words that say how something is done, but that the dictionary takes for nouns or verbs.
_ADVERBIALS = frozenset(
    """
    科学 历史 辩证 全面 有力 大力 客观 实事求是 系统 主动 深入 统筹 有序 持续 创新 公正 公平 理性
    合理 精准 自信 民主 自发 本能 现实 抽象 间接 一贯 有计划 有步骤 有组织 全方位 多层次 坚强 独立
    高兴
    """.split()
)
# Adjectives that say what land is like.
_OF_LAND = frozenset("潮湿 平坦 荒芜 干旱 低洼 空旷 肥沃 贫瘠 开阔 平整 偏远 偏僻".split())
_BEFORE_MEASURE = frozenset("一几这那哪每")
# How many words before a character its reading depends on.
_CONTEXT = 3
# The shortest words that may have 得 or 为 within.
_LONG_WORD = 3
_LONGEST_CORRECTION = max(map(len, CORRECTIONS))


def readings(text: str) -> list[str]:
    """Return a reading for each character of a text, in context; unchecked.

    Returns:
        As many readings as the text has code points, in lower case; empty for what is not a Chinese
        character, and for characters of unknown reading.
    """
    found = [reading.lower() for word in _read(_simplified(text)) for reading in word.readings]
    return [reading if is_han(char) else "" for char, reading in zip(text, found, strict=True)]


def word_readings(text: str) -> list[tuple[str, bool]]:
    """Return what :func:`readings` returns, with names capitalised, and where words begin.

    Returns:
        For each code point its reading, and true if it is the first of a word.
    """
    found: list[tuple[str, bool]] = []
    for word in _read(_simplified(text)):
        first, *others = word.readings
        found.append((first.capitalize() if word.is_name else first.lower(), True))
        found += ((reading.lower(), False) for reading in others)
    return [
        (reading if is_han(char) else "", begins)
        for char, (reading, begins) in zip(text, found, strict=True)
    ]


def generate(text: str, renderings: Sequence[str] = ()) -> str:
    """Return pinyin for a term, joined by words; unchecked.

    Latin letters and digits stay as they are. Names of persons and places are capitalised.

    Args:
        text: The term, in any script.
        renderings: Its English terms, which tell whether it is a personal name.

    Returns:
        Its pinyin; empty if one of its Chinese characters has no known reading.
    """
    text = _simplified(text)
    is_name = _is_rendered_as_name(text, renderings)
    if parts := names.split_name(text, is_name=is_name):
        found = _read_name(*parts)
    else:
        found = list(_read(text, has_names=is_name is not False))
    if any(
        is_han(char) and not reading
        for word in found
        for char, reading in zip(word.text, word.readings, strict=True)
    ):
        return ""
    return spell(found)


def _is_rendered_as_name(text: str, renderings: Sequence[str]) -> bool | None:
    """Return whether English terms render a term as a personal name; None if they do not tell."""
    if not renderings or not (parts := names.divide(text)):
        return None
    surname, given = (plain("".join(word.readings)) for word in _read_name(*parts))
    letters = [re.sub("[^a-z]", "", plain(rendering)) for rendering in renderings]
    if {surname + given, given + surname} & set(letters):
        return True
    # A name is capitalised: Deng Xiaoping, Sun Yat-sen.
    return None if any(rendering.istitle() for rendering in renderings) else False


def _simplified(text: str) -> str:
    converted = convert(text, Script.SIMPLIFIED)
    return converted if len(converted) == len(text) else text


def _read(text: str, *, has_names: bool = True) -> Iterator[ReadWord]:
    """Yield the words of simplified text with their readings."""
    # 汉字 that are in no word of the dictionary come with what is around them.
    cut = ["".join(part) for word in words.cut(text) for _, part in groupby(word, is_han)]
    found = names.spans(cut) if has_names else []
    start = 0
    for first, last in [*found, (len(cut), len(cut))]:
        yield from _read_words(cut[start:first], cut[start - 1] if start else "")
        name = "".join(cut[first:last])
        if parts := names.divide(name):
            yield from _read_name(*parts)
        elif name:
            yield _read_surname(name)
        start = last


def _read_name(surname: str, given: str) -> list[ReadWord]:
    if given in names.POLITE:
        return [_read_surname(surname), ReadWord(given, CORRECTIONS.get(given) or _flat(given))]
    readings = [IN_NAMES.get(char) or _flat(char)[0] for char in given]
    return [_read_surname(surname), ReadWord(given, readings, is_name=True)]


def _read_surname(surname: str) -> ReadWord:
    if surname in COMPOUND:
        known = list(syllables(COMPOUND[surname], len(surname)))
    else:
        known = [READINGS[surname]] if surname in READINGS else _flat(surname)
    return ReadWord(surname, known, is_name=True)


def _read_words(cut: Sequence[str], before: str) -> Iterator[ReadWord]:
    found = _corrected(cut, _by_phrases(cut))
    in_context = dict(decided(cut))
    start = 0
    for index, word in enumerate(cut):
        earlier = [before, *cut[max(0, index - _CONTEXT) : index]]
        following = cut[index + 1] if index + 1 < len(cut) else ""
        read = found[start : start + len(word)]
        if particle := _particle(earlier, word, following):
            read = [particle]
        elif len(word) >= _LONG_WORD and word[1] == "得" and _takes_complement(word[0]):
            read[1] = "de"
        elif len(word) >= _LONG_WORD and word[-1] == "地" and _is_manner(word[:-1]):
            read[-1] = "de"
        elif word[-1] == "个" and (earlier[-1] + word)[-2:-1] in _BEFORE_MEASURE:
            read[-1] = "ge"
        elif len(word) >= _LONG_WORD and "为" in word[1:] and "因为" not in word:
            read[word.index("为", 1)] = "wéi"
        for offset in range(start, start + len(word)):
            if offset in in_context:
                read[offset - start] = in_context[offset]
        yield ReadWord(word, read)
        start += len(word)


def _corrected(cut: Sequence[str], found: list[str]) -> list[str]:
    """Replace readings of corrected words, in one word or from the start of one to an end."""
    text, found = "".join(cut), list(found)
    ends = {0, *accumulate(map(len, cut))}
    for start in range(len(text)):
        for end in range(start + 2, min(len(text), start + _LONGEST_CORRECTION) + 1):
            reading = CORRECTIONS.get(text[start:end])
            # Whole words, or the beginning or the end of one; 清楚 in 清清楚楚 is neither.
            is_aligned = {start, end} <= ends or (
                bool({start, end} & ends) and not ends & set(range(start + 1, end))
            )
            if reading and is_aligned:
                found[start:end] = reading
    return found


def _by_phrases(cut: Sequence[str]) -> list[str]:
    """Read words by the phrases of pypinyin, as far as these begin and end where words do."""
    found: list[str] = []
    # The number of words before each end of a word.
    ends = {end: number for number, end in enumerate(accumulate(map(len, cut)), start=1)}
    phrases = phrase_readings("".join(cut))
    pending: list[str] = []
    count = word = done = 0
    for phrase, readings in phrases:
        done += len(phrase)
        pending += readings
        count += 1
        if (last := ends.get(done, 0)) <= word:
            continue
        # Several phrases, several words: they overlap somewhere, and words count.
        found += pending if count == 1 or last == word + 1 else _by_words(cut[word:last])
        pending, count, word = [], 0, last
    return found


def _by_words(cut: Sequence[str]) -> list[str]:
    """Read words one by one, single characters that are neighbours together."""
    return [
        reading
        for is_single, group in groupby(cut, lambda word: len(word) == 1)
        for part in (["".join(group)] if is_single else group)
        for reading in _flat(part)
    ]


def _flat(text: str) -> list[str]:
    return [reading for _, readings in phrase_readings(text) for reading in readings]


def _particle(earlier: Sequence[str], word: str, following: str) -> str:
    """Return the reading of a character that its neighbours decide; empty if they do not.

    Args:
        earlier: The words before it.
        word: The word.
        following: The word after it; empty at the end.
    """
    previous = earlier[-1]
    if not previous or not is_han(previous[-1]):
        return ""
    continues = bool(following) and is_han(following[0])
    if word == "地":
        # 毫不动摇地坚持: an adverb of two characters or more, and something done in that way.
        # At the end, as in 毫不动摇地, only after what cannot be a kind of land.
        is_adverb = len(previous) > 1 and (continues or _is_manner(previous, or_adverbial=True))
        return "de" if is_adverb else ""
    if word == "得":
        # 做得很好, but 他得了奖 has no verb before.
        return "de" if continues and _takes_complement(previous) else ""
    if word == "为":
        # 以人为本, 不可为, 民为贵; else "for".
        is_verb = not continues or "以" in earlier[-3:] or len(following) == 1
        return "wéi" if is_verb else ""
    return _PARTICLES.get(word, "") if words.is_verb(previous) else ""


def _is_manner(word: str, *, or_adverbial: bool = False) -> bool:
    """Return whether a word before 地 says how something is done, not what land it is.

    Args:
        word: The word.
        or_adverbial: Count all that the dictionary takes for an adverbial.
    """
    is_doubled = len(word) > 1 and word[-1] == word[-2]
    return (
        word in _ADVERBIALS
        or word.endswith("性")
        or is_doubled
        or (or_adverbial and word not in _OF_LAND and words.is_adverbial(word))
    )


def _takes_complement(word: str) -> bool:
    return words.is_verb(word) and word not in BEFORE_GET
