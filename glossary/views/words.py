"""Text for a terminal: counts with their nouns, and control characters made visible."""

from __future__ import annotations

import re

# Control characters and direction overrides could steer a terminal or reorder its text.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "1 problem", "2 problems"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def safe_line(text: str) -> str:
    """Return text for one line: white space collapsed, control characters made visible."""
    return safe_text(" ".join(text.split()))


def safe_text(text: str) -> str:
    """Return text with control characters made visible, except line ends and tabs."""
    return _CONTROL.sub(_symbol, text)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
