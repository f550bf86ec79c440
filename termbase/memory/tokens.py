"""Segments as tokens: what is counted when two are compared.

A token is a 汉字, a word, a number or a sign. Script, width, case and the kinds of quotation marks
and dashes are folded away: they make a penalty at most, see :mod:`termbase.memory.similarity`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from termbase.language.script import HAN, INVISIBLE, fold

_TOKEN = re.compile(
    rf"[{HAN}]"  # before words, for they are letters
    r"|\d+(?:[.,]\d+)*"
    rf"|[^\W\d_{HAN}][^\W_{HAN}]*(?:'[^\W\d_{HAN}]+)*"
    r"|[^\w\s]|_"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_SIGNS = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』〝〞＂", '"')
    | dict.fromkeys("‘’‚‛`´", "'")
    | dict.fromkeys("‐‑‒–—―−─", "-")
    | dict.fromkeys(INVISIBLE, None)
    | {"\u3000": " ", "\u00a0": " "}
)


def fold_segment(text: str) -> str:
    """A segment in one script, width and case, with one kind of each sign."""
    return fold(text).translate(_SIGNS).lower()


def tokenize(text: str) -> list[str]:
    """The tokens of a segment, folded, in order."""
    folded = fold_segment(text)
    tokens: list[str] = _TOKEN.findall(folded)
    if "," in folded:
        tokens = [_THOUSANDS.sub("", token) for token in tokens]
    return tokens


def surface(text: str) -> list[str]:
    """The tokens of a segment as they are written, as many as :func:`tokenize` finds."""
    # What cannot be seen is dropped there, so it must be here; nothing else moves.
    kept = text.translate(_INVISIBLE)
    folded = fold(kept).translate(_SIGNS)
    lower = folded.lower()
    if len(lower) != len(kept):
        # A capital that is two characters in lower case, as İ is: places differ, words do not.
        return tokenize(text)
    return [kept[match.start() : match.end()] for match in _TOKEN.finditer(lower)]


_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


@lru_cache(maxsize=1 << 16)
def token_hash(token: str) -> int:
    """A number of 64 bits that stands for a token in an index."""
    data = token.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")
