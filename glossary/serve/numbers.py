"""Numbers in what clients send."""

from __future__ import annotations

# More than any number of the base has.
_DIGITS = 15


def number_of(text: str) -> int | None:
    """Return the number that a text is; None if it has a sign, is too long, or is none."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if is_number else None
