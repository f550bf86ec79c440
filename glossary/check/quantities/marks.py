"""Numbers that count nothing: of list items and of footnotes."""

from __future__ import annotations

import re

_LIST = re.compile(r"[\s#*(\-]*$")
_AFTER_LIST = (".", ")", "、", " ", "")
_FOOTNOTE = re.compile(r"[)\]」』”’。.]$")
_AFTER_FOOTNOTE = (" ", "")
_MAX_DIGITS = 2


def is_mark(text: str, start: int, end: int) -> bool:
    """Return True for the number of a list item or of a footnote."""
    if end - start > _MAX_DIGITS:
        return False
    following = text[end : end + 1]
    if _LIST.match(text, 0, start):
        return following in _AFTER_LIST
    return following in _AFTER_FOOTNOTE and bool(_FOOTNOTE.search(text, max(0, start - 1), start))
