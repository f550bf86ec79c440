"""Tell whether a translation has a rendering of a term, however it is put.

The finder wants a term as it is listed. A translation may inflect it, change its capitals and its
order (*losses on credit* for *credit losses*), write its initials, or say *the Commission* after
the full name: a checker that counts these as missing is switched off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil

from glossary.translate.align.tokens import stem
from termbase.language.script import fold
from termbase.language.varieties import american
from termbase.model.concept import Concept, Language, Term

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PLURAL = re.compile("(?:'s|s|es)$")
_ARTICLES = frozenset(("a", "an", "the"))
_FUNCTION_WORDS = frozenset("a an and at by for from in of on or the to with".split())
# Words that may be between those of a rendering.
_MOST_BETWEEN = 3
# Words that share their first letters are related: economy, economic.
_SHARED = 4
# The share of the words of a rendering, or of the characters of a form, that make a variant of it.
_MOST, _MOST_CHARACTERS = 0.7, 0.75
# The letters of an abbreviation, and the characters of a part of a form, at least.
_SHORTEST = 2
# Words of a rendering of which not all are needed for a variant.
_LONG = 3
_LONGEST_INITIALS = 7
# Kinds of concepts that act, and are spoken of as he, it and we.
_AGENTS = frozenset(("group", "institution", "office", "person"))
_PLACE = "place"
# The characters that stand for provinces, cities and regions, as in 粤港澳 and 京沪; not in 港元.
_SHORT_NAMES = {
    name: re.compile(pattern)
    for name, pattern in {
        "北京": "京", "天津": "津", "上海": "沪", "重庆": "渝", "河北": "冀", "山西": "晋",
        "内蒙古": "蒙", "辽宁": "辽", "吉林": "吉", "黑龙江": "黑", "江苏": "苏", "浙江": "浙",
        "安徽": "皖", "福建": "闽", "江西": "赣", "山东": "鲁", "河南": "豫", "湖北": "鄂",
        "湖南": "湘", "广东": "粤", "广西": "桂", "海南": "琼", "四川": "川", "贵州": "贵|黔",
        "云南": "云|滇", "西藏": "藏", "陕西": "陕", "甘肃": "甘|陇", "青海": "青", "宁夏": "宁",
        "新疆": "新疆", "香港": "港(?![元币股口])", "澳门": "澳(?![元币大])", "台湾": "台(?![币])",
        "美国": "美(?![元])", "英国": "英(?![镑文语])", "日本": "日(?![元圆])",
    }.items()
}  # fmt: skip
_PRONOUNS = frozenset("he him his she her it its they them their we us our".split())
_CHINESE_PRONOUN = re.compile(
    "[他她它该該]|我们|我們|本[人会會局院部署行所社党黨公]|其(?![中他实實余餘后後间間它次])|[两兩前后後]者"
)


def has_listed(text: str, renderings: Iterable[Term]) -> bool:
    """Return True if a text has one of some renderings as it is listed.

    Args:
        text: The text.
        renderings: Terms in its language. In English capitals, the plural, articles and hyphens
            do not count, in Chinese the script.
    """
    return any(
        _has_phrase(text, term.text)
        if term.language is Language.ENGLISH
        else fold(term.text) in fold(text)
        for term in renderings
    )


def has_initials(text: str, renderings: Iterable[Term]) -> bool:
    """Return True if an English text has the initials of one of some renderings.

    Args:
        text: The text.
        renderings: Terms in its language.
    """
    return any(
        _has_initials(text, term.text) for term in renderings if term.language is Language.ENGLISH
    )


def is_rendered(text: str, renderings: Iterable[Term]) -> bool:
    """Return True if a text has one of some renderings.

    Args:
        text: The text.
        renderings: Terms in its language. In English capitals, inflection, articles, prepositions
            and the order of the words do not count, in Chinese the script.
    """
    return any(
        _has_words(text, term.text)
        if term.language is Language.ENGLISH
        else _has_part(text, term, share=1)
        for term in renderings
    )


def is_variant(text: str, renderings: Iterable[Term], kind: str = "") -> bool:
    """Return True if a text has the most part of one of some renderings.

    Args:
        text: The text.
        renderings: Terms in its language. A word of the same beginning is taken for the same:
            *economic* for *economy*.
        kind: The kind of the concept; one character may stand for a place, as 粤 and 港 do.
    """
    if kind == _PLACE and any(_has_short_name(text, term) for term in renderings):
        return True
    return any(
        _has_most_words(text, term.text)
        if term.language is Language.ENGLISH
        else _has_part(text, term, share=_MOST_CHARACTERS)
        for term in renderings
    )


def _has_short_name(text: str, place: Term) -> bool:
    """Return True if a Chinese text has the character that stands for a place."""
    pattern = _SHORT_NAMES.get(fold(place.text))
    return bool(pattern and pattern.search(fold(text)))


def is_implied(text: str, concept: Concept, language: Language) -> bool:
    """Return True if a text may mean a concept that was named before: *it*, *the Commission*.

    Args:
        text: The text.
        concept: A person, a group or a body; others are not meant by such words.
        language: The language of the text.
    """
    if concept.kind not in _AGENTS:
        return False
    if language is Language.CHINESE:
        return bool(_CHINESE_PRONOUN.search(text))
    words = set(map(str.lower, _WORD.findall(text)))
    return not _PRONOUNS.isdisjoint(words) or any(
        _has_head(text, term.text) for term in concept.english
    )


def is_short_for(one: Term, other: Term) -> bool:
    """Return True if one of two terms in the same language is short for the other.

    Args:
        one: A term; *CCDI*, *the Commission* and 中纪委 are short for full names.
        other: A term.
    """
    short, long = sorted((one.text, other.text), key=len)
    if one.language is Language.CHINESE:
        return _has_in_order(fold(long), fold(short))
    words = _content(long)
    return all(word in words or _is_initials(word, words) for word in _content(short))


def _is_initials(short: str, words: Sequence[str]) -> bool:
    """Return True if a word is made of first and other letters of words, as HIBOR is."""
    letters = "".join(words)
    starts = [word[0] for word in words]
    return (
        len(short) <= _LONGEST_INITIALS
        and short[0] in starts
        and _has_in_order(letters[letters.index(short[0]) :], short)
        and sum(letter in starts for letter in short) * 2 > len(short)
    )


def _has_in_order(text: str, characters: str) -> bool:
    rest = iter(text)
    return all(char in rest for char in characters)


def _has_phrase(text: str, phrase: str) -> bool:
    return f" {' '.join(_singulars(phrase))} " in f" {' '.join(_singulars(text))} "


@lru_cache(maxsize=1 << 12)
def _singulars(text: str) -> tuple[str, ...]:
    words = (american(word.lower().replace("’", "'")) for word in _WORD.findall(text))
    return tuple(
        re.sub("(?:'s|s|es)$", "", re.sub("ies$", "y", word))
        for word in words
        if word not in _ARTICLES
    )


def _has_words(text: str, rendering: str) -> bool:
    """Return True if an English text has the words of a rendering close together."""
    wanted = Counter(_content(rendering))
    found = _content(text)
    size = wanted.total() + _MOST_BETWEEN
    return any(
        wanted <= Counter(found[start : start + size])
        for at, word in enumerate(found)
        if word in wanted
        for start in {max(0, at - size + 1), at}
    )


def _has_most_words(text: str, rendering: str) -> bool:
    """Return True if an English text has most words of a rendering close together."""
    wanted, found = _content(rendering), _content(text)
    size = len(wanted) + _MOST_BETWEEN
    needed = len(wanted) if len(wanted) < _LONG else ceil(_MOST * len(wanted))
    return bool(wanted) and any(
        sum(
            any(_are_related(word, other) for other in found[start : start + size])
            for word in wanted
        )
        >= needed
        for start, first in enumerate(found)
        if any(_are_related(first, word) for word in wanted)
    )


def _are_related(one: str, other: str) -> bool:
    return one == other or (len(one) > _SHARED and one[:_SHARED] == other[:_SHARED])


def _has_initials(text: str, rendering: str) -> bool:
    """Return True if an English text has the initials of a rendering, with or without *of*."""
    words = [word for word in _WORD.findall(rendering) if word.lower() not in _ARTICLES]
    initials = {
        "".join(word[0] for word in some).upper()
        for some in (words, [word for word in words if word.lower() not in _FUNCTION_WORDS])
        if len(some) >= _SHORTEST
    }
    capitals = [word.upper() for word in _WORD.findall(text) if _is_abbreviation(word)]
    return any(
        word in (letters, f"{letters}S", f"A{letters}")
        or (len(letters) > _SHORTEST and letters in word)
        for letters in initials
        for word in capitals
    )


def _is_abbreviation(word: str) -> bool:
    return sum(map(str.isupper, word)) >= _SHORTEST


def _has_head(text: str, rendering: str) -> bool:
    """Return True if an English text has the head of a name: the commission, the ministry."""
    words = [word for word in _WORD.findall(rendering) if word.lower() not in _FUNCTION_WORDS]
    if len(words) < _SHORTEST or not words[-1][0].isupper():
        return False
    return not {stem(words[0].lower()), stem(words[-1].lower())}.isdisjoint(_stems(text))


def _has_part(text: str, term: Term, share: float) -> bool:
    """Return True if a Chinese text has a share of a form in one piece."""
    folded, form = fold(text), fold(term.text)
    size = max(_SHORTEST, ceil(share * len(form)))
    return form in folded or any(
        form[start : start + size] in folded for start in range(len(form) - size + 1)
    )


def _content(text: str) -> list[str]:
    return [word for word in _stems(text) if word not in _FUNCTION_WORDS]


@lru_cache(maxsize=1 << 12)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(american(word.lower().replace("’", "'"))) for word in _WORD.findall(text))
