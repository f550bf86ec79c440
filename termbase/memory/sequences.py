"""Tokens as code points, which are compared as strings, and their sequences in many records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


# These are not code points of text.
SURROGATES, SURROGATES_COUNT = 0xD800, 0x800
MOST_TOKENS = 0x10FFFF - SURROGATES_COUNT


def string_of(numbers: Iterable[int]) -> str:
    """Return tokens, which are numbers, as a string of one code point each."""
    return "".join(map(_char, numbers))


def records_with(codes: Array, strings: Array, ends: Array) -> Array:
    """Return the numbers of the records that have a sequence of codes.

    Args:
        codes: The sequence in UTF-16, not empty.
        strings: All records in UTF-16.
        ends: The end of each record in that array.
    """
    import numpy as np

    # Rarer tokens have higher codes, and leave fewer places to look at.
    rarest = int(codes.argmax())
    places = np.flatnonzero(strings == codes[rarest]) - rarest
    places = places[(places >= 0) & (places <= len(strings) - len(codes))]
    for offset, code in enumerate(codes):
        places = places[strings[places + offset] == code]
    records = ends.searchsorted(places.astype(ends.dtype), "right")
    return np.unique(records[places + len(codes) <= ends[records]])


def _char(number: int) -> str:
    """Return a token as a code point that is not a surrogate."""
    return chr(number if number < SURROGATES else number + SURROGATES_COUNT)
