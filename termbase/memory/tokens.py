"""Segments as tokens, which are what a comparison counts.

A token is a 汉字, a word, a number or a sign. Folding removes differences of script, width, case,
composition of characters and kinds of quotation marks and dashes; at most they cost a penalty, see
:mod:`termbase.memory.similarity`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from unicodedata import combining, normalize

from termbase.language.script import HAN, INVISIBLE, fold
from termbase.store.texts import half_character

_TOKEN = re.compile(
    rf"[{HAN}]"  # before words, because 汉字 are letters
    r"|\d+(?:[.,]\d+)*"
    rf"|[^\W\d_{HAN}][^\W_{HAN}]*(?:'[^\W\d_{HAN}]+)*"
    r"|[^\w\s]|_"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_HAS_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_SIGNS = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』〝〞＂", '"')
    | dict.fromkeys("‘’‚‛`´", "'")
    | dict.fromkeys("‐‑‒–—―−─", "-")
    | {"\u3000": " ", "\u00a0": " "}
)
_JAMO = range(0x1160, 0x1200)  # medial vowels and final consonants, which join the syllable before


def check_text(text: str) -> None:
    """Refuse a text that is not valid Unicode.

    Raises:
        InputError: If it has a lone surrogate.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise half_character(error) from None


def fold_segment(text: str) -> str:
    """Return a segment in one script, width and case, composed, with one kind of each sign."""
    if not text.isascii():
        # Before composition, because an invisible character would keep apart what composes.
        if _HAS_INVISIBLE.search(text):
            text = text.translate(_INVISIBLE)
        text = fold(normalize("NFC", text))
    return text.translate(_SIGNS).lower()


def fold_with_spans(text: str) -> tuple[str, list[int], list[int]]:
    """Return the folded segment, and the start and end in the text of each of its characters."""
    folded = fold_segment(text)
    if len(folded) == len(text):
        return folded, list(range(len(text))), list(range(1, len(text) + 1))
    starts: list[int] = []
    ends: list[int] = []
    for start, piece in _composing_pieces(text):
        count = len(fold_segment(piece))
        starts += [start] * count
        ends += [start + len(piece.rstrip(INVISIBLE))] * count
    if len(starts) != len(folded):
        # Not known to happen; if it does, the text is not cut.
        starts, ends = [0] * len(folded), [len(text)] * len(folded)
    return folded, starts, ends


def tokenize(text: str) -> list[str]:
    """Return the tokens of a segment, folded, in order."""
    folded = fold_segment(text)
    tokens: list[str] = _TOKEN.findall(folded)
    if "," in folded:
        tokens = [without_thousands(token) for token in tokens]
    return tokens


def surface(text: str) -> list[str]:
    """Return the tokens of a segment as they are written, as many as :func:`tokenize` finds."""
    return [text[start:end] for start, end in token_spans(text)]


def token_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the tokens of a segment, as many as :func:`tokenize` finds."""
    folded, starts, ends = fold_with_spans(text)
    return [(starts[match.start()], ends[match.end() - 1]) for match in _TOKEN.finditer(folded)]


def without_thousands(token: str) -> str:
    """Return a number without separators of thousands."""
    return _THOUSANDS.sub("", token)


@lru_cache(maxsize=1 << 16)
def token_hash(token: str) -> int:
    """Return the 64-bit number that represents a token in an index."""
    data = token.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _composing_pieces(text: str) -> list[tuple[int, str]]:
    """Cut a text before each character that does not compose with the one before it."""
    starts = [
        offset
        for offset, char in enumerate(text)
        if not offset or not (combining(char) or ord(char) in _JAMO or char in INVISIBLE)
    ]
    return [
        (start, text[start:end])
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]
