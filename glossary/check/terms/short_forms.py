"""Tell whether a term is short for another: initials, the head of a name, its last words."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.check.terms.words import HEAD_ENDS, content
from termbase.language.script import fold
from termbase.model.concept import Language, Term

_LONGEST_INITIALS = 7
# “一带一路”倡议
_WITHOUT_QUOTES = str.maketrans("", "", '“”「」"')


def is_short_for(one: Term, other: Term) -> bool:
    """Return True if one of two terms in the same language is short for the other.

    Args:
        one: A term; *CCDI*, *the Commission* and 中纪委 are short for full names. Not every term
            that shares words with another one is: *monetary system*, *monetary framework*.
        other: A term; one that has the same words, in any order and number, is the same.
    """
    short, long = sorted((one.text, other.text), key=len)
    if one.language is Language.CHINESE:
        folded, form = (fold(text).translate(_WITHOUT_QUOTES) for text in (long, short))
        return folded.endswith(form) or (folded[0] == form[0] and _has_in_order(folded, form))
    few, many = content(short), content(long)
    if sorted(few) == sorted(many):
        return True
    head = content(HEAD_ENDS.split(long)[0])
    return any(
        _ends_with(words, few) or _ends_with(words, _without_initials(few, many))
        for words in (many, head)
    )


def _ends_with(words: Sequence[str], last: Sequence[str]) -> bool:
    return tuple(words[len(words) - len(last) :]) == tuple(last)


def _without_initials(short: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a short form that are not initials of words: *reform* of *SOE reform*."""
    return tuple(word for word in short if not _is_initials(word, words))


def _is_initials(short: str, words: Sequence[str]) -> bool:
    """Return True if a word is made of first and other letters of words, as HIBOR is."""
    letters = "".join(words)
    starts = [word[0] for word in words]
    return (
        short not in words
        and len(short) <= _LONGEST_INITIALS
        and short[0] in starts
        and _has_in_order(letters[letters.index(short[0]) :], short)
        and sum(letter in starts for letter in short) * 2 > len(short)
    )


def _has_in_order(text: str, characters: str) -> bool:
    rest = iter(text)
    return all(char in rest for char in characters)
