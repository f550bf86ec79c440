"""The words of English text, as terms are compared by them."""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.translate.align.tokens import stem
from termbase.language.varieties import american

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ARTICLES = frozenset(("a", "an", "the"))
FUNCTION_WORDS = frozenset("a an and at by for from in of on or the to with".split())
# What ends the head of a name: Commission for Discipline Inspection.
HEAD_ENDS = re.compile(r"\s(?:of|for|on|in)\s", re.IGNORECASE)
_ENDING, _IES = re.compile("(?:'s|s|es)$"), re.compile("ies$")


@lru_cache(maxsize=1 << 14)
def stem_of(word: str) -> str:
    """Return the stem of a word in American spelling and lower case."""
    return stem(american(word.lower().replace("’", "'").removesuffix("'s")))


@lru_cache(maxsize=1 << 14)
def singular(word: str) -> str:
    """Return a word in American spelling and lower case, without the ending of a plural."""
    return _ENDING.sub("", _IES.sub("y", american(word.lower().replace("’", "'"))))


@lru_cache(maxsize=1 << 12)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text."""
    return tuple(map(stem_of, WORD.findall(text)))


@lru_cache(maxsize=1 << 12)
def content(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that are not function words."""
    return tuple(word for word in stems(text) if word not in FUNCTION_WORDS)


@lru_cache(maxsize=1 << 12)
def singulars(text: str) -> tuple[str, ...]:
    """Return the words of a text without articles, each as by :func:`singular`."""
    words = (singular(word) for word in WORD.findall(text))
    return tuple(word for word in words if word not in ARTICLES)
