"""Terms in a list whose head its translation says once: *compatriots in Hong Kong and Taiwan*."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossary.check.terms.words import content
from termbase.model.concept import Language, Term

# The characters of the head of a Chinese term: 同胞 in 台湾同胞.
_HEAD = 2
_AND = "[、和与與及]"
# How long the term beside it may be.
_FAR = 12


def shares_head(text: str, start: int, end: int) -> bool:
    """Return True if the term beside one in a Chinese list has the same head.

    Args:
        text: The text.
        start: The offset of the term.
        end: The offset after it.
    """
    head = re.escape(text[end - _HEAD : end])
    before, after = text[max(0, start - _HEAD - 1) : start], text[end : end + _FAR]
    return end - start > _HEAD and bool(
        re.fullmatch(f"{head}{_AND}", before) or re.match(f"{_AND}[^，。；、]*?{head}", after)
    )


def has_all_words(text: str, renderings: Iterable[Term]) -> bool:
    """Return True if an English text has all words of one of some renderings, wherever."""
    found = set(content(text))
    return any(
        found.issuperset(content(term.text))
        for term in renderings
        if term.language is Language.ENGLISH
    )
