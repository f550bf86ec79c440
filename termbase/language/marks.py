"""Punctuation within Chinese terms: 不忘初心、牢记使命 has a comma on one banner, none on another.

The ways to write the marks of a term are generated to be found in text. White space between 汉字
is not part of a term, so that a form without marks is found with blanks and line breaks as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from termbase.language.numerals import NUMERALS
from termbase.language.script import HAN
from termbase.patterns import compiled

_NUMERAL = f"[0-9{NUMERALS}]"
# Fewer characters may be another word when they are written together: 看中国, 进出.
_SHORTEST_TITLE = 4
_SHORTEST = 3
# So many ways at most; only terms with marks of three kinds have more than twelve.
_MOST = 96


class _Kind(NamedTuple):
    """Marks that are written in place of one another, as folded.

    Attributes:
        pattern: One of them, or one followed by its like.
        written: The ways to write it; an empty one leaves it out.
    """

    pattern: re.Pattern[str]
    written: tuple[str, ...]


_KINDS = (
    _Kind(re.compile("、"), ("、", ",", ";", "")),
    _Kind(re.compile(","), (",", ";", "、", "")),
    _Kind(re.compile(";"), (";", ",", "、", "")),
    _Kind(re.compile("·"), ("·", ".", "")),
    _Kind(re.compile("[-–—]+"), ("-", "–", "—", "——", "")),
    _Kind(re.compile("[()]"), ("",)),
)
_TITLE = re.compile("《([^《》]*)》")
_MARKS = "[、,;·.()《》〈〉–—-]"
# Some set a blank here: 文革 2.0, 唯 GDP 论. (White space between 汉字 is left out of the text.)
_WIDTHS_MEET = f"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])"
# A number would be another one without the mark within it: 7·5, 2.0.
_NUMBER = rf"(?<!{_NUMERAL}){_NUMERAL}[·-]{_NUMERAL}(?!{_NUMERAL})"


def without_marks(text: str) -> str:
    """Return a folded term without the marks that are written in several ways."""
    return compiled(_MARKS).sub("", text)


def mark_variants(text: str) -> list[str]:
    """Return the ways to write the marks of a term, the given one first.

    All marks of a kind are written in the same way.

    Args:
        text: Folded, without white space and quotation marks.
    """
    found = [text]
    for kind in _KINDS:
        others = (form for known in found for form in _of_kind(known, kind))
        # Odd entries, such as a row of marks, would have thousands.
        found = list(dict.fromkeys(islice(chain(found, others), _MOST)))
    return list(dict.fromkeys(chain(found, *map(_without_titles, found))))


def with_blanks(text: str) -> list[str]:
    """Return a term and, if it has Latin letters or digits beside 汉字, one with blanks between."""
    return list(dict.fromkeys((text, re.sub(_WIDTHS_MEET, " ", text))))


def _of_kind(text: str, kind: _Kind) -> Iterator[str]:
    for written in kind.written if kind.pattern.search(text) else ():
        form = kind.pattern.sub(written, text)
        if written or (len(form) >= _SHORTEST and not compiled(_NUMBER).search(text)):
            yield form


def _without_titles(text: str) -> Iterator[str]:
    """Yield a term with other marks around titles and, unless it is a short title, with none."""
    if "《" in text:
        yield text.replace("《", "〈").replace("》", "〉")
        title = _TITLE.fullmatch(text)
        if not title or len(title[1]) >= _SHORTEST_TITLE:
            yield _TITLE.sub(r"\1", text)
