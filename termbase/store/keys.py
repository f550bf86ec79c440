"""Data derived from a concept when it is stored: forms to find in text, keys to look it up by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import chain, islice
from typing import NamedTuple

from termbase.language import english, numerals, pinyin, script, wordings
from termbase.language.marks import mark_variants, with_blanks, without_marks
from termbase.messages import Message
from termbase.model.concept import Concept, Language, Term
from termbase.patterns import compiled

_NOT_IN_FORM = rf"[\s{script.QUOTES}{script.INVISIBLE}]"
_NOT_IN_KEY = re.compile(r"[\s\W_]+")
_LONGEST_PHRASE = 64
# So many ways to write one form at most; nearly all terms have one to six.
_MOST_VARIANTS = 48


class KeyKind(StrEnum):
    """The kind of query that a key answers."""

    HAN = "han"
    PINYIN = "pinyin"
    INITIALS = "initials"
    ENGLISH = "english"


class SearchForm(NamedTuple):
    """A written form of a term, to be found in text.

    Attributes:
        concept: The id of the concept.
        term: The index of the term in the concept, from 0.
        language: ``zh`` or ``en``.
        text: Folded for Chinese, as written for English.
        inflects: True if inflected forms are found as well.
        case_sensitive: True if case has to agree.
        is_variant: True if the term is not written so in the base: a Chinese one with other
            numerals, spellings or marks. It is left out where another term is written so.
    """

    concept: str
    term: int
    language: str
    text: str
    inflects: bool = True
    case_sensitive: bool = False
    is_variant: bool = False


class LookupKey(NamedTuple):
    """A normalised text that a query for a term is compared with.

    Attributes:
        concept: The id of the concept.
        term: The index of the term in the concept, from 0.
        kind: A value of :class:`KeyKind`.
        text: The normalised text.
        status: The status of the term.
        syllables: For pinyin, its syllables with tone marks, separated by spaces; else empty.
    """

    concept: str
    term: int
    kind: str
    text: str
    status: str
    syllables: str


def forms(concept: Concept) -> Iterator[SearchForm]:
    """Yield the forms of a concept to be found in text; none of terms that nothing can match."""
    written = {term.text.lower() for term in concept.english}
    for index, term in enumerate(concept.terms):
        texts = dict.fromkeys(_written_texts(term))
        is_chinese = term.language is Language.CHINESE
        variants = chain.from_iterable(map(chinese_variants, texts)) if is_chinese else ()
        for text in dict.fromkeys(chain(texts, variants)):
            # Of two terms that are both found as a text, that which is written so counts.
            if not is_chinese and text != term.text and text.lower() in written:
                continue
            if is_searchable(text, term.language):
                yield SearchForm(
                    concept.id,
                    index,
                    term.language.value,
                    text,
                    term.inflects,
                    term.case_sensitive,
                    text not in texts,
                )


def is_searchable(text: str, language: Language) -> bool:
    """Return True if a form can be found in text.

    An English one has a Latin letter or digit, a Chinese one a letter, number or picture. Marks
    alone, such as the … and - that spreadsheets have in empty cells, are not terms.
    """
    if language is Language.ENGLISH:
        return bool(english.words(script.fold(text)))
    return any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "So"
               for char in text)  # fmt: skip


def never_found(concept: Concept) -> Iterator[Message]:
    """Yield a message for each term of a concept that can never be found in text."""
    for term in concept.terms:
        if not any(is_searchable(text, term.language) for text in _written_texts(term)):
            template = (
                "{term!r} can never be found in text: it has no Latin letters and digits"
                if term.language is Language.ENGLISH
                else "{term!r} can never be found in text: it has no letters and numbers"
            )
            yield Message(template, term=term.text)


def keys(concept: Concept, lemmas: Mapping[str, str]) -> Iterator[LookupKey]:
    """Yield the keys of a concept.

    Args:
        concept: The concept.
        lemmas: Base forms by inflected form, for the words of its English terms.
    """
    for index, term in enumerate(concept.terms):
        for kind, text in dict.fromkeys(_key_texts(term, lemmas)):
            if text:
                is_pinyin = kind is KeyKind.PINYIN
                syllables = pinyin.term_syllables(term.text, term.pinyin) if is_pinyin else ()
                yield LookupKey(
                    concept.id, index, kind.value, text, term.status.value, " ".join(syllables)
                )


def search_tokens(kind: str, text: str) -> str:
    """Return the tokens of a key for the full-text index, separated by spaces.

    Part of a key is found as a phrase of its tokens: any part of 汉字 and of pinyin, and words of
    English. The trigram tokenizer of FTS5 would not find one or two 汉字. A change of the tokens
    needs a migration, for the index does not keep them.

    Args:
        kind: A value of :class:`KeyKind`.
        text: The text of the key.
    """
    if kind == KeyKind.HAN:
        return " ".join(text)
    if kind == KeyKind.PINYIN:
        # The mark tells the trigrams of pinyin from English words.
        return " ".join(f"ˇ{text[start : start + 3]}" for start in range(len(text) - 2))
    return text if kind == KeyKind.ENGLISH else ""


def search_phrase(kind: str, text: str) -> str:
    """Return the FTS5 query for the keys of a kind that may contain a text.

    English has to begin at the beginning of a word and may end within one. Of a long text only the
    first tokens are sought.
    """
    tokens = search_tokens(kind, text[:_LONGEST_PHRASE])
    return f'"{tokens}"*' if kind == KeyKind.ENGLISH else f'"{tokens}"'


def compact(text: str) -> str:
    """Return folded Chinese text without white space, quotation marks and invisible characters."""
    return compiled(_NOT_IN_FORM).sub("", script.fold(text))


def han_key(text: str) -> str:
    """Return folded Chinese text in lower case and usual spelling, without spaces and marks."""
    plain = _NOT_IN_KEY.sub("", script.fold(text)).lower()
    return wordings.usual(numerals.in_full(plain))


def writing_key(text: str) -> str:
    """Return the same for all ways to write a Chinese term, but for numbers with digits."""
    return wordings.usual(numerals.in_full(without_marks(compact(text)))).casefold()


def chinese_variants(text: str) -> list[str]:
    """Return the ways to write a compact Chinese term, the given one first.

    They differ in marks, numerals and the spelling of words; all have the same key or one with
    digits.
    """
    found = [text]
    ways = (mark_variants, numerals.numeral_variants, wordings.spellings, with_blanks)
    for variants in ways:
        every = chain.from_iterable(map(variants, found))
        found = list(dict.fromkeys(islice(every, _MOST_VARIANTS)))
    return found


def _written_texts(term: Term) -> Iterator[str]:
    """Yield the texts of a term as the base has them: Chinese ones folded, all of an entry."""
    for form in term.forms:
        if term.language is Language.CHINESE:
            yield compact(form)
        else:
            yield from _entry_texts(form)


def _entry_texts(entry: str) -> tuple[str, ...]:
    # Its patterns take time to compile, and only storing terms needs them.
    from termbase.language.english_entries import texts

    return texts(entry)


def _key_texts(term: Term, lemmas: Mapping[str, str]) -> Iterator[tuple[KeyKind, str]]:
    if term.language is Language.ENGLISH:
        for text in _entry_texts(term.text):
            yield KeyKind.ENGLISH, english.lookup_key(text, lemmas)
        return
    for form in term.forms:
        key = han_key(form)
        for text in (key, *numerals.digit_variants(key), numerals.dates_in_digits(key)):
            yield KeyKind.HAN, text
    letters = pinyin.plain(term.pinyin)
    yield KeyKind.PINYIN, letters
    # Many type u for ü.
    yield KeyKind.PINYIN, letters.replace("v", "u")
    yield KeyKind.INITIALS, pinyin.initials(term.text, term.pinyin)
