"""What is derived from a concept when it is stored: forms to find, and keys to look it up by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from termbase.language import english, numerals, pinyin, script
from termbase.model.concept import Concept, Language, Term

_NOT_IN_FORM = re.compile(rf"[\s{script.QUOTES}]")
_NOT_IN_KEY = re.compile(r"[\s\W_]+")


class KeyKind(StrEnum):
    """What sort of query a key answers."""

    HAN = "han"
    PINYIN = "pinyin"
    INITIALS = "initials"
    ENGLISH = "english"


class SearchForm(NamedTuple):
    """A written form to be found in text: of which concept, which of its terms (from 0)."""

    concept: str
    term: int
    language: str
    text: str
    inflects: bool = True
    case_sensitive: bool = False


class LookupKey(NamedTuple):
    """What a query may be: of which concept, which of its terms (from 0)."""

    concept: str
    term: int
    style: str
    text: str


def forms(concept: Concept) -> Iterator[SearchForm]:
    """What to look for in text: folded for Chinese, as written for English."""
    for place, term in enumerate(concept.terms):
        chinese = term.language is Language.CHINESE
        for text in dict.fromkeys(_written(term) if chinese else term.forms):
            yield SearchForm(
                concept.id, place, term.language.value, text, term.inflects, term.case_sensitive
            )


def keys(concept: Concept, lemmas: Mapping[str, str]) -> Iterator[LookupKey]:
    """What a query for the concept may be.

    Args:
        concept: Any.
        lemmas: From inflected form to base form, for the words of its English terms.
    """
    for place, term in enumerate(concept.terms):
        for style, text in dict.fromkeys(_keys(term, lemmas)):
            if text:
                yield LookupKey(concept.id, place, style.value, text)


def compact(text: str) -> str:
    """Folded Chinese text without white space and quotation marks."""
    return _NOT_IN_FORM.sub("", script.fold(text))


def han_key(text: str) -> str:
    """Folded Chinese text without spaces and punctuation, in lower case."""
    return _NOT_IN_KEY.sub("", script.fold(text)).lower()


def _written(term: Term) -> Iterator[str]:
    for form in term.forms:
        text = compact(form)
        yield text
        yield from numerals.digit_variants(text)


def _keys(term: Term, lemmas: Mapping[str, str]) -> Iterator[tuple[KeyKind, str]]:
    if term.language is Language.ENGLISH:
        yield KeyKind.ENGLISH, english.lookup_key(term.text, lemmas)
        return
    for form in term.forms:
        for text in (form, *numerals.digit_variants(script.fold(form))):
            yield KeyKind.HAN, han_key(text)
    letters = pinyin.plain(term.pinyin)
    yield KeyKind.PINYIN, letters
    # Many type u for ü.
    yield KeyKind.PINYIN, letters.replace("v", "u")
    yield KeyKind.INITIALS, pinyin.initials(term.text, term.pinyin)
