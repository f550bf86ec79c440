"""Web and mail addresses, in which nothing is found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

# Letters that an address may have although they are not ASCII (RFC 3987): Chinese, kana, Hangul.
_WIDE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_LOCAL = "A-Za-z0-9_.+-"
# Chinese text may follow an address without a space. Chinese is a part of the address after a mark
# of its syntax, and before one that goes on in ASCII: ``https://a.tw/民主``, ``…/2024年.pdf``.
_WEB = (
    r"(?:(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,30}://|www\.|mailto:)"
    rf"(?:[^\s<>\"“”{_WIDE}\u3000-\U0010ffff]++"
    rf"|(?<=[/?=&#_(+~@%-])[{_WIDE}][\w{_WIDE}]*+"
    rf"|[{_WIDE}]++(?=[/.?&=#%_@-][!-~]))++"
)
# From the beginning of a run only: from each character of a long one it would take too long.
_MAIL = (
    rf"(?:(?<![{_LOCAL}])[{_LOCAL}]++|(?<![_.+{_WIDE}-])[{_WIDE}]++(?:[_.+-][{_WIDE}{_LOCAL}]*+)?)"
    rf"@(?:[A-Za-z0-9{_WIDE}-]++\.)+[A-Za-z0-9-]+"
)
# One of these is in every text with an address, and one of all in every line of it with one.
_SIGNS = ("://", "www.", "@")
_SIGNS_OF_LINES = (*_SIGNS, "mailto:")


def without_addresses(text: str) -> str:
    """Return a text of the same length with U+FFFC in place of each character of an address."""
    if not any(sign in text for sign in _SIGNS):
        return text
    # No address goes on in the next line, and few lines have one.
    parts: list[str] = []
    done = 0
    for start, end in _lines_with(_SIGNS_OF_LINES, text):
        parts += text[done:start], _address().sub(_blanked, text[start:end])
        done = end
    return "".join([*parts, text[done:]])


def _lines_with(signs: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Return the starts and ends of the lines of a text that have one of some signs."""
    found = set()
    for sign in signs:
        place = text.find(sign)
        while place >= 0:
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            found.add((text.rfind("\n", 0, place) + 1, end))
            place = text.find(sign, end)
    return sorted(found)


def _blanked(address: re.Match[str]) -> str:
    return "\ufffc" * len(address[0])


@cache
def _address() -> re.Pattern[str]:
    # To compile it takes 12 ms, a thirtieth of the time to annotate a page.
    return re.compile(f"{_WEB}|{_MAIL}")
