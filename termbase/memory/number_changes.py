"""Segments that differ in numbers only, and putting the numbers of one into the other.

A translation may write a number otherwise than its source: 第三章 is *Chapter 3* or *Chapter
Three*, 1.2亿 is *120 million*, 3月 is *March*, Q3 is 第三季度. The new number is written like the
old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from math import prod
from string import ascii_letters
from typing import NamedTuple

from termbase.language.english_numbers import NUMBER_WORDS, ordinal_ending
from termbase.language.numerals import DIGIT_CHARACTERS, NUMERALS, numeral_of
from termbase.memory.numbers import (
    MAGNITUDES,
    MONTH_OF,
    MONTHS,
    MOST_DIGITS,
    Kind,
    Number,
    in_full,
    numbers_in,
)
from termbase.memory.tokens import token_spans, tokenize

_IN_WORDS = {digits: words for words, digits in NUMBER_WORDS.items()}
# A number with letters before it: Q3, No2.
_LABELLED = re.compile(r"(?P<label>\D+)(?P<value>\d{1,4})")
_DIGIT = re.compile(r"\d")
# The digits of the highest numeral that can be written, 9999.
_NUMERAL_DIGITS = 4
_DIGIT_NAMES = "〇一二三四五六七八九"
# 12,000万 and 1,200 million have another magnitude.
_MANTISSA_LIMIT, _ENGLISH_MANTISSA_LIMIT = 10_000, 1_000


class Item(NamedTuple):
    """A number of a segment, or a token that is not in one.

    Attributes:
        start: The offset of its first character.
        text: Its characters.
        tokens: Its tokens, folded.
        number: The number.
    """

    start: int
    text: str
    tokens: tuple[str, ...]
    number: Number | None = None

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def is_named_month(self) -> bool:
        """True for a month that is not a number before 月."""
        return self.tokens[0] in MONTH_OF

    @property
    def is_english_ordinal(self) -> bool:
        """True for first and 1st, but not for 第一 and 第1."""
        return self._is_of(Kind.ORDINAL) and self.text[-1] in ascii_letters

    @property
    def is_bare(self) -> bool:
        """True for 1, but not for one, 1st, 第1 and 1月."""
        return self._is_of(Kind.CARDINAL) and self.has_digit

    @property
    def has_digit(self) -> bool:
        """True for 1, 1st and A1."""
        return bool(_DIGIT.search(self.text))

    def _is_of(self, kind: Kind) -> bool:
        return self.number is not None and self.number.kind is kind


def items_of(text: str) -> list[Item]:
    """Return the numbers of a segment and the tokens between them, in order."""
    spans, tokens = token_spans(text), tokenize(text)
    items: list[Item] = []
    end = 0

    def add(first: int, last: int, number: Number | None = None) -> None:
        start = spans[first][0]
        written = text[start : spans[last - 1][1]]
        items.append(Item(start, written, tuple(tokens[first:last]), number))

    for number in (*numbers_in(tokens), None):
        for index in range(end, number.first if number else len(tokens)):
            add(index, index + 1)
        if number:
            add(number.first, number.last, number)
            end = number.last
    return items


class NumberChange(NamedTuple):
    """A number of a stored segment, and the number of the text that was searched for."""

    old: Item
    new: Item


def number_changes(query: str, stored: str) -> tuple[NumberChange, ...] | None:
    """Return the numbers to put in place of others, if nothing else differs.

    Args:
        query: The text that was searched for.
        stored: A segment of the memory.

    Returns:
        Each change once; none for a number that is only written otherwise. None if more than
        numbers differs, or one number would have to become two.
    """
    ours, theirs = items_of(query), items_of(stored)
    if not ours or len(ours) != len(theirs):
        return None
    changes: dict[tuple[Kind, str], NumberChange] = {}
    for our, their in zip(ours, theirs, strict=True):
        if not our.number or not their.number or our.number.kind is not their.number.kind:
            if our.tokens != their.tokens:
                return None
            continue
        change = changes.setdefault(
            (their.number.kind, their.number.value), NumberChange(their, our)
        )
        if change.new.number and change.new.number.value != our.number.value:
            return None
    return tuple(
        change
        for (_, old), change in changes.items()
        if change.new.number and change.new.number.value != old
    )


def with_numbers(translation: str, changes: Iterable[NumberChange]) -> str | None:
    """Return a translation with numbers exchanged; None unless it has each exactly once.

    Args:
        translation: Any text.
        changes: As :func:`number_changes` returns them.
    """
    items = items_of(translation)
    replaced: dict[Item, str] = {}
    for change in changes:
        found = _occurrences(items, change.old)
        new = change.new
        if not found and (without := _without_label(change)):
            found = [item for item in _occurrences(items, without.old) if _is_numeral(item)]
            new = without.new
        written = _written_like(found[0], new) if len(found) == 1 else None
        if written is None or found[0] in replaced:
            return None
        replaced[found[0]] = written
    parts, end = [], 0
    for item, written in sorted(replaced.items()):
        parts += [translation[end : item.start], written]
        end = item.end
    return "".join(parts) + translation[end:]


def _occurrences(items: Sequence[Item], number: Item) -> list[Item]:
    """Return the numbers of a translation with the value of a number of its source."""
    if not number.number:
        return []
    value, kind = number.number.value, number.number.kind
    alike = [item for item in items if item.number and item.number.value == value]
    months = [item for item in alike if item.number and item.number.kind is Kind.MONTH]
    if kind is Kind.MONTH and months:
        return months
    return [
        item
        for item in alike
        if not item.is_named_month
        and not _may_be_adverb(item, number)
        and not _may_be_adverb(number, item)
    ]


def _may_be_adverb(one: Item, other: Item) -> bool:
    """Return True for *first* and a 1 that is not after 第: it may be *at first*."""
    is_word = one.is_english_ordinal and not one.has_digit
    return is_word and other.is_bare


def _without_label(change: NumberChange) -> NumberChange | None:
    """Return 3 and 4 for Q3 and Q4; None for Q3 and R4."""
    old, new = (_LABELLED.fullmatch(item.text) for item in change)
    if not old or not new or old["label"] != new["label"]:
        return None
    return NumberChange(items_of(old["value"])[0], items_of(new["value"])[0])


def _is_numeral(item: Item) -> bool:
    return all(token in NUMERALS for token in item.tokens)


def _written_like(old: Item, new: Item) -> str | None:
    """Return a number as another one is written; None if it cannot be."""
    if not new.number or (old.is_named_month and new.number.kind is not Kind.MONTH):
        return None
    value = new.number.value
    if _is_numeral(old):
        return _numeral_like(old.text, value)
    if old.is_named_month:
        return _month_like(old.text, int(value))
    factor = prod(MAGNITUDES[token] for token in old.tokens[1:] if token in MAGNITUDES)
    if factor > 1:
        return _with_magnitude(old, value, factor)
    if old.is_english_ordinal and value.isdecimal():
        value = f"{value}{ordinal_ending(int(value[-2:]))}"
    elif len(new.tokens) == 1 and new.has_digit and old.has_digit:
        return new.text
    return _in_digits_or_words(old.text, value)


def _in_digits_or_words(old: str, value: str) -> str:
    if not _DIGIT.search(old):
        return _cased_like(old, _IN_WORDS.get(value, value))
    is_whole = value.isdecimal() and len(value) <= MOST_DIGITS
    return f"{int(value):,}" if is_whole and "," in old else value


def _numeral_like(old: str, value: str) -> str | None:
    """Return a number in 汉字: 二〇二五 like 二〇二四, 十五 like 十四."""
    if not value.isdecimal() or len(value) > _NUMERAL_DIGITS:
        return None
    if len(old) > 1 and all(char in DIGIT_CHARACTERS for char in old):
        names = _DIGIT_NAMES.replace("〇", "零") if "零" in old else _DIGIT_NAMES
        return "".join(names[int(digit)] for digit in value)
    return numeral_of(int(value))


def _with_magnitude(old: Item, value: str, factor: int) -> str | None:
    """Return 350 million for 350000000, like 120 million; None for what is not usual."""
    try:
        mantissa = Decimal(value) / factor
    except InvalidOperation:
        return None
    limit = _ENGLISH_MANTISSA_LIMIT if old.text.isascii() else _MANTISSA_LIMIT
    if not 1 <= mantissa < limit:
        return None
    end = token_spans(old.text)[0][1]
    return _in_digits_or_words(old.text[:end], in_full(mantissa)) + old.text[end:]


def _month_like(written: str, month: int) -> str:
    is_short = len(written) <= len("sept") and written.lower() not in MONTHS
    return _cased_like(written, MONTHS[month - 1][:3] if is_short else MONTHS[month - 1])


def _cased_like(written: str, word: str) -> str:
    if written.isupper():
        return word.upper()
    return word.capitalize() if written[0].isupper() else word
