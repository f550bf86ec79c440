"""What characters do in files: those that none can hold, and those that end lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any

from termbase.errors import InputError
from termbase.model.concept import Concept

# Controls, half a surrogate pair, and two code points that are no characters (XML 1.0, 2.2).
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WHITE = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")
_ENDS = re.compile(r"^[\s\ufeff]+|[\s\ufeff]+$")


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with their numbers, cut where lines end and at no other control."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        yield number, line.removesuffix("\r")


def one_line(text: str) -> str:
    """A text for a cell of a format of lines and tabs: those, and spaces, are single spaces.

    What readers cut off at its ends is left out, and what would be a byte order mark there.
    """
    return _WHITE.sub(" ", _ENDS.sub("", text))


def refuse_unwritable(concepts: Sequence[Concept], format: str) -> None:
    """Say which concept has such a character, if one has.

    Args:
        concepts: That are to be written.
        format: Its name.

    Raises:
        InputError: With the concept, the text and the character.
    """
    for concept in concepts:
        for text in _texts(astuple(concept)):
            if match := UNWRITABLE.search(text):
                around = text[max(0, match.start() - 20) : match.end() + 20]
                raise InputError(
                    f"{concept.id}: {around!r} has U+{ord(match[0]):04X}, which {format} cannot "
                    "hold; take it out"
                )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
