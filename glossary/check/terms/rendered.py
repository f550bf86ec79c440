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

from glossary.translate.align.tokens import stem
from termbase.language.script import fold
from termbase.language.varieties import american
from termbase.model.concept import Concept, Language, Term

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FUNCTION_WORDS = frozenset("a an and at by for from in of on or the to with".split())
# Words that may be between those of a rendering.
_MOST_BETWEEN = 3
# Words that share their first letters are related: economy, economic.
_SHARED = 5
# The share of the words of a rendering, or of the characters of a form, that make a variant of it.
_MOST = 0.5
# The letters of an abbreviation, and the characters of a part of a form, at least.
_SHORTEST = 2
_LONGEST_INITIALS = 7
# Kinds of concepts that act, and are spoken of as he, it and we.
_AGENTS = frozenset(("group", "institution", "office", "person"))
_PLACE = "place"
# Characters that say nothing of one place; and the short names that are not in the name itself.
_IN_MANY_PLACES = frozenset("省市区县州国中东南西北大新山海江河")
_PRONOUNS = frozenset("he him his she her it its they them their we us our".split())
_CHINESE_PRONOUN = re.compile("[他她它其该該本我]|两者|兩者|前者|后者|後者")


def is_rendered(text: str, renderings: Iterable[Term]) -> bool:
    """Return True if a text has one of some renderings, or its initials.

    Args:
        text: The text.
        renderings: Terms in its language. In English capitals, inflection, articles, prepositions
            and the order of the words do not count, in Chinese the script.
    """
    return any(
        _has_words(text, term.text) or _has_initials(text, term.text)
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
        else _has_part(text, term, share=_MOST)
        for term in renderings
    )


def _has_short_name(text: str, place: Term) -> bool:
    """Return True if a Chinese text has a character of the name of a place, such as 港 of 香港."""
    if place.language is Language.ENGLISH:
        return False
    return not (set(fold(place.text)) - _IN_MANY_PLACES).isdisjoint(fold(text))


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
    wanted, found = _content(rendering), set(_content(text))
    beginnings = {word[:_SHARED] for word in found if len(word) >= _SHARED}
    known = sum(word in found or word[:_SHARED] in beginnings for word in wanted)
    return bool(wanted) and known >= _MOST * len(wanted)


def _has_initials(text: str, rendering: str) -> bool:
    """Return True if an English text has the initials of a rendering: *AML* has those of *ML*."""
    words = _WORD.findall(rendering)
    initials = {
        "".join(word[0] for word in some).upper()
        for some in (words, [word for word in words if word.lower() not in _FUNCTION_WORDS])
        if len(some) >= _SHORTEST
    }
    capitals = [word.upper() for word in _WORD.findall(text) if _is_abbreviation(word)]
    return any(letters in word for letters in initials for word in capitals)


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
    size = max(_SHORTEST, round(share * len(form)))
    return form in folded or any(
        form[start : start + size] in folded for start in range(len(form) - size + 1)
    )


def _content(text: str) -> list[str]:
    return [word for word in _stems(text) if word not in _FUNCTION_WORDS]


@lru_cache(maxsize=1 << 12)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(american(word.lower().replace("’", "'"))) for word in _WORD.findall(text))
