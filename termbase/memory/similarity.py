"""The similarity of two segments, and their differences.

The score of two segments is 100 × (1 − d ÷ L), rounded down: d is the least number of tokens to
insert, delete or replace (Levenshtein), L the length of the longer segment in tokens. Two kinds of
segments rank above:

*Equal tokens.* Each of these penalties costs one point, so that 100 means identical:

- script: simplified and traditional
- case
- punctuation: width, kinds of quotation marks and dashes, white space
- numbers: the same number in another notation, 1,000 and 1000
- inline codes: others, or in other places

A score of 101 means that the segments before and after are the same as well.

*Equal tokens but for numbers*, see :mod:`termbase.memory.numbers`, each of which can be put into
the translation: the same penalties, of which ``numbers`` is always one, but never less than
100 × n ÷ (n + 1), rounded down, for a text of n tokens. No segment with other words in it scores
more than that, so these come before all of those.
"""

from __future__ import annotations

import re
from enum import StrEnum
from html import unescape
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import normalize

from termbase.language.script import INVISIBLE, fold
from termbase.memory.number_changes import Item, items_of
from termbase.memory.tokens import token_spans, tokenize

IN_CONTEXT = 101
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_CODES = r"<(?:bpt|ept|ph|it|ut)\b(?:[^>]*/>|.*?</(?:bpt|ept|ph|it|ut)>)"
_WHOLE_CODE = re.compile(_CODES, re.DOTALL)
_TAG = re.compile(rf"({_CODES}|<[^>]*>)", re.DOTALL)


class Penalty(StrEnum):
    """A difference between segments that have the same tokens; it costs one point."""

    SCRIPT = "script"
    CASE = "case"
    PUNCTUATION = "punctuation"
    NUMBERS = "numbers"
    CODES = "codes"


class EditOperation(NamedTuple):
    """One step between a text that was searched for and a stored segment.

    Attributes:
        kind: ``equal``, ``replace``, ``insert`` (only in the stored segment) or ``delete`` (only
            in the text that was searched for).
        query: The stretch of the text that was searched for.
        stored: The stretch of the stored segment.
    """

    kind: str
    query: str
    stored: str


def allowed(length: int, at_least: int) -> int:
    """Return the largest distance that reaches a score.

    Args:
        length: Of the longer segment, in tokens.
        at_least: The score.
    """
    return length * (100 - at_least) // 100


def score(distance: int, length: int) -> int:
    """Return the score of segments with this distance, the longer one of this length in tokens."""
    return 100 - -(-100 * distance // length)


def best_fuzzy_score(length: int) -> int:
    """Return the highest score of segments that differ in words, for a text of this length."""
    return score(1, length + 1)


def penalties(
    query: str, stored: str, query_markup: str = "", stored_markup: str = ""
) -> tuple[Penalty, ...]:
    """Return the differences of two segments that have the same tokens, but for numbers.

    None if they are identical. Invisible characters count as punctuation; whether characters are
    composed (NFC, NFD) does not count.
    """
    found = []
    items = zip(items_of(query), items_of(stored), strict=True) if query != stored else ()
    pairs = [(a, b) for a, b in items if _visible(a) != _visible(b)]
    if any(_is_other_number(a, b) for a, b in pairs):
        found.append(Penalty.NUMBERS)
    letters = [
        (_visible(a), _visible(b))
        for a, b in pairs
        if not _is_other_number(a, b) and any(map(str.isalnum, a.text + b.text))
    ]
    if any(a.lower() != b.lower() and fold(a) == fold(b) for a, b in letters):
        found.append(Penalty.SCRIPT)
    if any(fold(a) != fold(b) for a, b in letters):
        found.append(Penalty.CASE)
    has_signs = any(not any(map(str.isalnum, a.text + b.text)) for a, b in pairs)
    if has_signs or (not found and normalize("NFC", query) != normalize("NFC", stored)):
        found.append(Penalty.PUNCTUATION)
    if query_markup != stored_markup and _codes(query_markup) != _codes(stored_markup):
        found.append(Penalty.CODES)
    return tuple(found)


def alignment(query: str, stored: str) -> tuple[EditOperation, ...]:
    """Return the edit operations between two segments, token by token.

    Neighbouring tokens with the same operation are joined; white space belongs to the token after
    it.
    """
    from rapidfuzz.distance import Levenshtein

    ours, theirs = tokenize(query), tokenize(stored)
    our_pieces, their_pieces = _pieces(query), _pieces(stored)
    operations = []
    for edit in Levenshtein.opcodes(ours, theirs):
        query_part = "".join(our_pieces[edit.src_start : edit.src_end])
        stored_part = "".join(their_pieces[edit.dest_start : edit.dest_end])
        operations.append(EditOperation(edit.tag, query_part, stored_part))
    return tuple(operations)


def code_changes(query_markup: str, stored_markup: str) -> dict[str, str] | None:
    """Return the inline codes to put in place of others, if both have the same kinds in order.

    Args:
        query_markup: The text that was searched for, with its codes.
        stored_markup: A segment of the memory, with its codes.

    Returns:
        From code in the stored segment to code in the text; None if they do not correspond.
    """
    ours, theirs = (_WHOLE_CODE.findall(markup) for markup in (query_markup, stored_markup))
    if [_name(code) for code in ours] != [_name(code) for code in theirs]:
        return None
    changes = {old: new for old, new in zip(theirs, ours, strict=True) if old != new}
    # One code cannot become two.
    if len(set(theirs)) != len(theirs) or not changes:
        return None
    return changes


def with_codes(markup: str, changes: dict[str, str]) -> str | None:
    """Return a translation with codes exchanged; None unless it has each exactly once."""
    if any(markup.count(old) != 1 for old in changes):
        return None
    return re.sub("|".join(map(re.escape, changes)), lambda match: changes[match[0]], markup)


def split_codes(markup: str) -> list[str]:
    """Cut markup into alternating text (with its entities) and codes or other tags."""
    return _TAG.split(markup)


def _name(code: str) -> str:
    return re.split(r"[\s/>]", code[1:], maxsplit=1)[0]


def _visible(item: Item) -> str:
    return normalize("NFC", item.text.translate(_INVISIBLE))


def _is_other_number(one: Item, other: Item) -> bool:
    """Return True for numbers that differ in more than script and case."""
    if not one.number or not other.number:
        return False
    digits = [
        "".join(char for char in _visible(item) if not char.isalpha()) for item in (one, other)
    ]
    return one.tokens != other.tokens or digits[0] != digits[1]


def _codes(markup: str) -> list[tuple[str, int]]:
    """Return the codes, with the number of tokens before each."""
    parts = _TAG.split(markup)
    counts = accumulate((len(tokenize(unescape(text))) for text in parts[::2]), initial=0)
    return list(zip(parts[1::2], list(counts)[1:], strict=False))


def _pieces(text: str) -> list[str]:
    """Cut a text after each token; the end of the text belongs to the last one."""
    ends = [end for _, end in token_spans(text)]
    ends[-1:] = [len(text)]
    return [text[start:end] for start, end in pairwise([0, *ends])]
