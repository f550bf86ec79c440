"""Segments as tokens that have translations: 汉字, base forms of words, numbers, marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossary.segment import words
from termbase.language import english
from termbase.language.script import han_share, is_han
from termbase.language.varieties import american
from termbase.memory.tokens import token_spans, tokenize

if TYPE_CHECKING:
    import numpy.typing as npt

# Marks that may be inside a term: Financial Institutions (Resolution) Bill, AML/CFT, ASEAN+3.
_INSIDE = frozenset("-&/+()（）、·╱")
# Marks that join words.
_JOINING = frozenset("-/")
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
# At an edge these belong to no term.
_FUNCTION_WORDS = english.COMMON | english.PRONOUNS | frozenset("的了")
# A start and an end.
Span = tuple[int, int]


class Tokens(NamedTuple):
    """The tokens of a segment.

    Attributes:
        text: The segment.
        keys: What is compared: a folded 汉字, a base form, a number, a mark.
        spans: The start and end of each in the text.
    """

    text: str
    keys: tuple[str, ...]
    spans: list[Span]

    def offsets(self, start: int, end: int) -> Span:
        """Return the span of some neighbouring tokens in the text."""
        return self.spans[start][0], self.spans[end - 1][1]

    def surface(self, start: int, end: int) -> str:
        """Return the text of some neighbouring tokens."""
        return self.text[slice(*self.offsets(start, end))]


def tokens_of(text: str) -> Tokens:
    """Return the tokens of a segment."""
    spans = token_spans(text)
    folded = tokenize(text)
    keys = tuple(
        _key(token, text[start:end]) for token, (start, end) in zip(folded, spans, strict=True)
    )
    return Tokens(text, keys, spans)


def han_runs(tokens: Tokens) -> list[tuple[int, str]]:
    """Return the stretches of neighbouring 汉字, folded, each with the number of its first."""
    runs: list[tuple[int, str]] = []
    end = -1
    for place, key in enumerate(tokens.keys):
        if not is_han(key):
            continue
        if place == end:
            runs[-1] = runs[-1][0], runs[-1][1] + key
        else:
            runs.append((place, key))
        end = place + 1
    return runs


def word_ends(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Return the offsets in tokens of Chinese at which a word may begin or end."""
    ends = np.ones(len(tokens.keys) + 1, dtype=bool)
    runs = han_runs(tokens)
    for (first, run), (cuts, _) in zip(runs, words().paths([run for _, run in runs]), strict=True):
        ends[first : first + len(run)] = False
        ends[[first + cut for cut in cuts]] = True
    return ends


def name_ends(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Return the offsets in tokens of English at which a term may begin or end.

    That is neither at a hyphen nor between two words with capitals, as in New York, except after a
    function word.
    """
    ends = np.ones(len(tokens.keys) + 1, dtype=bool)
    for place in range(1, len(tokens.keys)):
        (first, before), (after, _) = tokens.spans[place - 1 : place + 1]
        joined = {tokens.keys[place - 1], tokens.keys[place]} & _JOINING and before == after
        is_name = (
            tokens.text[first].isupper()
            and tokens.text[after].isupper()
            and is_edge(tokens.keys[place - 1])
        )
        ends[place] = not joined and not is_name
    return ends


def occurrences(
    segments: Sequence[tuple[str, str]], side: int, forms: Sequence[str]
) -> list[list[tuple[int, Span]]]:
    """Return where each of several terms is: the numbers of segments, and spans in their texts.

    Args:
        segments: The Chinese and the English of each.
        side: The language of the terms: 0 for Chinese, 1 for English.
        forms: The terms.
    """
    wanted = [tokens_of(form).keys for form in forms]
    found: list[list[tuple[int, Span]]] = [[] for _ in forms]
    for number, pair in enumerate(segments if wanted else ()):
        tokens = tokens_of(pair[side])
        for places, keys in zip(found, wanted, strict=True):
            # Nothing is nowhere.
            spans = spans_of(tokens.keys, [keys]) if keys else []
            places += [(number, tokens.offsets(*span)) for span in spans]
    return found


def spans_of(keys: tuple[str, ...], wanted: Iterable[tuple[str, ...]]) -> list[Span]:
    """Return where sequences are in tokens; of two that overlap the first, the longest.

    Args:
        keys: The tokens.
        wanted: The sequences; none is empty.
    """
    every = {(start, start + len(form)) for form in wanted for start in starts_of(keys, form)}
    found: list[Span] = []
    for start, end in sorted(every, key=lambda span: (span[0], -span[1])):
        if not found or found[-1][1] <= start:
            found.append((start, end))
    return found


def starts_of(keys: tuple[str, ...], wanted: tuple[str, ...]) -> list[int]:
    """Return the numbers of the tokens at which a sequence begins."""
    length = len(wanted)
    found = []
    start = -1
    for _ in range(keys.count(wanted[0])):
        start = keys.index(wanted[0], start + 1)
        if keys[start : start + length] == wanted:
            found.append(start)
    return found


def side_of(forms: Iterable[str]) -> int:
    """Return the language of a term: 0 for Chinese, 1 for English."""
    return 0 if any(han_share(form) > 0 for form in forms) else 1


def is_mark(key: str) -> bool:
    """Return whether a token is a mark."""
    return not key[0].isalnum()


def is_edge(key: str) -> bool:
    """Return whether a term may begin or end with a token."""
    return not is_mark(key) and key not in _FUNCTION_WORDS


def first_edge(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first token at which a term may begin or end, before any separator."""
    for place, key in enumerate(keys):
        if is_edge(key):
            return keys[place : place + 1]
        if is_separator(key):
            break
    return ()


def is_separator(key: str) -> bool:
    """Return whether a term may not have a token inside."""
    return is_mark(key) and key not in _INSIDE


def bracket(key: str) -> int:
    """Return 1 for an opening bracket, -1 for a closing one, else 0."""
    return (key in _OPENING) - (key in _CLOSING)


def content(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return tokens without marks and without an article before them."""
    kept = tuple(key for key in keys if not is_mark(key))
    return kept[1:] if len(kept) > 1 and kept[0] in ("a", "an", "the") else kept


def _key(token: str, surface: str) -> str:
    # An abbreviation has no base form: US.
    if not token[0].isalpha() or is_han(token[0]) or (len(surface) > 1 and surface.isupper()):
        return token
    return _base(token)


@lru_cache(maxsize=1 << 16)
def _base(word: str) -> str:
    return american(english.lemma(word.removesuffix("'s"))) or word
