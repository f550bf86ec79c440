"""How alike two segments are, and in what they differ.

The score is 100 × (1 − d ÷ L), rounded down: d the least number of tokens to insert, delete or
replace (Levenshtein), L the length of the longer segment in tokens. Of segments that are the same
token by token, each of these ways to differ costs one, so that 100 means identical:

- script: simplified here, traditional there
- case
- punctuation: another width, another kind of quotation mark or dash, other spaces
- numbers: the same one written otherwise, 1,000 for 1000
- inline codes: other ones, or in other places

A score of 101 says that the segments before and after are the same as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from termbase.language.script import fold
from termbase.memory.tokens import surface, tokenize

IN_CONTEXT = 101
_NUMBER = re.compile(r"\d")
_CODES = r"<(?:bpt|ept|ph|it|ut)\b(?:[^>]*/>|.*?</(?:bpt|ept|ph|it|ut)>)"
_WHOLE_CODE = re.compile(_CODES, re.DOTALL)
# As text is, between the codes and other tags.
_TAG = re.compile(rf"({_CODES}|<[^>]*>)", re.DOTALL)


class Penalty(StrEnum):
    """In what segments differ that have the same tokens."""

    SCRIPT = "script"
    CASE = "case"
    PUNCTUATION = "punctuation"
    NUMBERS = "numbers"
    CODES = "codes"


class EditOperation(NamedTuple):
    """A part of an alignment.

    Attributes:
        kind: ``equal``, ``replace``, ``insert`` (only in the stored segment) or ``delete`` (only
            in the text that was searched for).
        query: What stands in the text that was searched for.
        stored: What stands in the stored segment.
    """

    kind: str
    query: str
    stored: str


def allowed(length: int, at_least: int) -> int:
    """The most edits with which segments reach a score, the longer of them of that length."""
    return length * (100 - at_least) // 100


def score(distance: int, length: int) -> int:
    """The score of segments so many edits apart, the longer of them of that length."""
    return 100 - -(-100 * distance // length)


def penalties(
    query: str, stored: str, query_markup: str = "", stored_markup: str = ""
) -> tuple[Penalty, ...]:
    """In what two segments differ that have the same tokens; none if they are identical."""
    found = []
    pairs = [(a, b) for a, b in zip(surface(query), surface(stored), strict=False) if a != b]
    signs = [pair for pair in pairs if not any(map(str.isalnum, "".join(pair)))]
    words = [pair for pair in pairs if pair not in signs]
    if any(_NUMBER.search(a) for a, _ in words):
        found.append(Penalty.NUMBERS)
    letters = [(a, b) for a, b in words if not _NUMBER.search(a)]
    if any(a.lower() != b.lower() and fold(a) == fold(b) for a, b in letters):
        found.append(Penalty.SCRIPT)
    if any(fold(a) != fold(b) for a, b in letters):
        found.append(Penalty.CASE)
    if signs or (not found and query != stored):
        found.append(Penalty.PUNCTUATION)
    if _codes(query_markup) != _codes(stored_markup):
        found.append(Penalty.CODES)
    return tuple(found)


def alignment(query: str, stored: str) -> tuple[EditOperation, ...]:
    """What is to be done with the tokens of one segment to get those of another.

    Tokens are joined as they stand next to each other; white space goes with the token after it.
    """
    from rapidfuzz.distance import Levenshtein

    ours, theirs = tokenize(query), tokenize(stored)
    one, other = _pieces(query, len(ours)), _pieces(stored, len(theirs))
    steps = []
    for edit in Levenshtein.opcodes(ours, theirs):
        before = "".join(one[edit.src_start : edit.src_end])
        after = "".join(other[edit.dest_start : edit.dest_end])
        steps.append(EditOperation(edit.tag, before, after))
    return tuple(steps)


def number_changes(query: str, stored: str) -> dict[str, str] | None:
    """The numbers to put in place of others, where nothing else differs.

    Args:
        query: The text that was searched for.
        stored: A segment of the memory.

    Returns:
        From number in the stored segment to number in the text; None if more than numbers
        differs, or nothing.
    """
    ours, theirs = tokenize(query), tokenize(stored)
    if len(ours) != len(theirs):
        return None
    changes: dict[str, str] = {}
    written = zip(ours, theirs, surface(query), surface(stored), strict=False)
    for one, other, new, old in written:
        if one == other:
            continue
        if not (_is_number(one) and _is_number(other)) or changes.get(old, new) != new:
            return None
        changes[old] = new
    return changes or None


def with_numbers(translation: str, changes: dict[str, str]) -> str | None:
    """A translation with numbers exchanged, or None unless it has each of them exactly once."""
    found = list(re.finditer(r"\d+(?:[.,]\d+)*", translation))
    if any([match[0] for match in found].count(old) != 1 for old in changes):
        return None
    parts, end = [], 0
    for match in found:
        parts += [translation[end : match.start()], changes.get(match[0], match[0])]
        end = match.end()
    return "".join(parts) + translation[end:]


def code_changes(query_markup: str, stored_markup: str) -> dict[str, str] | None:
    """The inline codes to put in place of others, where there are as many of the same kinds.

    Args:
        query_markup: The text that was searched for, with its codes.
        stored_markup: A segment of the memory, with its codes.

    Returns:
        From code in the stored segment to code in the text; None where they do not correspond.
    """
    ours, theirs = (_WHOLE_CODE.findall(markup) for markup in (query_markup, stored_markup))
    if [_name(code) for code in ours] != [_name(code) for code in theirs]:
        return None
    changes = {old: new for old, new in zip(theirs, ours, strict=True) if old != new}
    # One code may not stand for two.
    if len(set(theirs)) != len(theirs) or not changes:
        return None
    return changes


def with_codes(markup: str, changes: dict[str, str]) -> str | None:
    """A translation with codes exchanged, or None unless it has each of them exactly once."""
    if any(markup.count(old) != 1 for old in changes):
        return None
    return re.sub("|".join(map(re.escape, changes)), lambda match: changes[match[0]], markup)


def split_codes(markup: str) -> list[str]:
    """A segment as it alternates: text with its entities, code or another tag, text and so on."""
    return _TAG.split(markup)


def _name(code: str) -> str:
    return re.split(r"[\s/>]", code[1:], maxsplit=1)[0]


def _is_number(token: str) -> bool:
    return token[0].isdigit()


def _codes(markup: str) -> list[tuple[str, int]]:
    """Codes, with the number of tokens before each."""
    parts = _TAG.split(markup)
    counts = accumulate((len(tokenize(unescape(text))) for text in parts[::2]), initial=0)
    return list(zip(parts[1::2], list(counts)[1:], strict=False))


def _pieces(text: str, count: int) -> Sequence[str]:
    """The text cut before each token; the first and last piece hold what is around them."""
    pieces: list[str] = []
    start = end = 0
    for token in surface(text):
        place = text.find(token, end)
        if place < 0:
            break
        end = place + len(token)
        pieces.append(text[start:end])
        start = end
    if len(pieces) != count:
        return tokenize(text)
    pieces[-1:] = [pieces[-1] + text[start:]] if pieces else []
    return pieces
