"""Checks of Chinese candidates for those whose organ they are: another party, a place."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.find.names import words as data
from glossary.find.names.common import LONGEST_BEFORE, QUOTES
from glossary.find.names.places import PLACES
from termbase.language.script import is_han
from termbase.patterns import compiled

_RIVALS = frozenset(
    [*data.RIVALS, *data.REGIMES]
    + [f"{state}共" for state in data.COMMUNIST_STATES]
    + [f"{country}共产党" for country in data.COMMUNIST_COUNTRIES]
    + [dynasty + word for dynasty in data.DYNASTIES for word in data.AFTER_DYNASTY]
    + [word + dynasty for dynasty in data.DYNASTIES for word in data.DIRECTIONS]
)
# Words before an organ: of a rival, of a body at home, or with an owner before them.
_RIVAL, _AT_HOME, _BETWEEN = range(3)
_KINDS = {
    **dict.fromkeys(PLACES, _BETWEEN),
    **dict.fromkeys(data.BETWEEN_OWNER, _BETWEEN),
    **dict.fromkeys(data.ALLIES + data.BODIES, _AT_HOME),
    **dict.fromkeys(_RIVALS, _RIVAL),
}
_SESSION = r"第?[一二三四五六七八九十0-9]{1,3}[届次任]\Z"


def _lengths(words: Iterable[str]) -> dict[str, list[int]]:
    """Return, for the last character of words, their lengths, longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[-1], set()).add(len(word))
    return {last: sorted(lengths, reverse=True) for last, lengths in found.items()}


_LENGTHS = _lengths(_KINDS)


def after_owner(text: str, start: int, end: int) -> str:
    """Return a reason if the candidate is the organ of another body: 民盟|中央."""
    return _owned(text, start, _AT_HOME)


def after_rival(text: str, start: int, end: int) -> str:
    """Return a reason if it is that of a rival; any body at home may have such: 国民党|党员."""
    return _owned(text, start, _RIVAL)


def _owned(text: str, start: int, last_kind: int) -> str:
    where = start - 1 if text[start - 1 : start] in QUOTES else start
    first = max(0, start - LONGEST_BEFORE)
    while where > first:
        step = 0
        for length in _LENGTHS.get(text[where - 1], ()):
            word = text[max(0, where - length) : where]
            kind = _KINDS.get(word, _BETWEEN + 1)
            if kind <= last_kind:
                return f"of another body: {word}"
            if kind == _BETWEEN:
                step = length
                break
        # 团 is the Youth League, but not at the end of 代表团.
        if text[where - 1] == "团" and last_kind and not is_han(text[where - 2 : where - 1]):
            return "of another body: 团"
        if (
            not step
            and text[where - 1] in "届次任"
            and (session := compiled(_SESSION).search(text[where - 5 : where]))
        ):
            step = len(session[0])
        if not step:
            return ""
        where -= step
    return ""


_PLACE_LENGTHS = _lengths(PLACES)


_LOCAL_ENDS = frozenset(data.LOCAL_ENDS)
_LOCAL_WORD_LAST = frozenset(word[-1] for word in data.LOCAL_WORDS)
_LOCAL_WORDS = tuple(data.LOCAL_WORDS)


def after_place(text: str, start: int, end: int) -> str:
    """Return a reason if it is the organ of a part of the country: 安徽|网信办."""
    last = text[start - 1 : start]
    if last in _LOCAL_ENDS and not text.endswith(data.NOT_LOCAL, 0, start):
        return "local organ"
    if last in _LOCAL_WORD_LAST and text.endswith(_LOCAL_WORDS, 0, start):
        return "local organ"
    for length in _PLACE_LENGTHS.get(last, ()):
        if text[max(0, start - length) : start] in PLACES:
            return "local organ"
    return ""


def after_community(text: str, start: int, end: int) -> str:
    """Return a reason if it is the organ of a community in a town: 社区|两委."""
    before = text[max(0, start - 12) : start].rpartition("。")[2]
    is_community = "村" not in before and any(word in before for word in data.COMMUNITIES)
    return "of a community" if is_community else ""
