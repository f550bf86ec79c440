"""Whole numbers in XML, which a damaged file may give in any form and length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

# Numbers of all formats that are read here are below (xsd:int).
TOO_LARGE = 2**31
# Where there are so many ids after the highest one that no document uses them up.
_ROOM = 2**30
_WHOLE = re.compile(r"\s*0*([0-9]{1,10})\s*")


def whole(text: str, default: int) -> int:
    """Return the number from 0 that a text is, or another one if it is none or too large."""
    match = _WHOLE.fullmatch(text)
    number = int(match[1]) if match else default
    return number if number < TOO_LARGE else default


def unused_ids(used: Iterable[str], first: int) -> Iterator[int]:
    """Yield ids that are not used: those after the highest one, as long as there is room.

    Args:
        used: The ids that are used.
        first: The lowest one to yield.
    """
    taken = {whole(id, first - 1) for id in used}
    start = max(taken, default=first - 1) + 1
    return (id for id in count(start if first <= start < _ROOM else first) if id not in taken)
