"""Time grows with the length of a text, whatever is in it.

The texts are so long that time growing with the square of the length would be minutes: no clock is
needed to notice it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from glossary import Glossary
from glossary.find import Finder, scan
from glossary.find.cues import CueFinder

_MANY = 200_000
LONG_TEXTS = {
    "soft hyphens": "na" + "\u00ad" * _MANY + "ked officials",
    "soft hyphens in many words": ("na" + "\u00ad" * 50 + "ked officials ") * (_MANY // 60),
    "letters with dots": "a." * _MANY + "é",
    "letters with dots, then a letter": "U.S." * _MANY + "x",
    "apostrophes": "’" * _MANY,
    "letters with apostrophes": "a'" * _MANY,
    "apostrophes in a word": "na" + "'" * _MANY + "ked",
    "a long word": "a" * _MANY + " @ b",
    "a long address": "a" * _MANY + "@" + "b" * _MANY,
    "at signs": "a@" * _MANY,
    "web addresses": "www." * _MANY,
    "web addresses in Chinese": "https://a國" * 20_000,
    "parts of addresses in Chinese": "國.國_" * 40_000 + "@",
    "at signs and Chinese": "@國." * 50_000,
    "spaces": "naked" + " " * _MANY + "official",
    "ideographic spaces": "裸" + "\u3000" * _MANY + "a",
    "quotation marks": "裸" + "“" * _MANY + "官",
    "quotation marks between letters": "naked" + '"' * _MANY + "official",
    "line ends": "裸\n" * _MANY,
    "lines of spaces": "a\n" + " \n" * _MANY,
    "full stops": "." * _MANY,
    "dashes": "naked-" * _MANY,
    "ambiguous terms": "老虎" * 40_000,
    "ambiguous terms among others": "老虎裸官" * 20_000,
    "ambiguous terms in sentences": "老虎。" * 30_000,
    "ambiguous English terms": "a tiger " * 20_000,
    "halves of surrogate pairs": "\ud800" * _MANY,
}


@pytest.mark.parametrize("text", LONG_TEXTS.values(), ids=LONG_TEXTS)
def test_hostile_texts(small: Glossary, text: str) -> None:
    assert all(text[m.start : m.end] == m.text for m in small.find(text))


def test_a_run_of_marks_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    class Counted:
        """A pattern that counts the characters that it matches."""

        def __init__(self, pattern: re.Pattern[str]) -> None:
            self._pattern = pattern

        def match(self, text: str, offset: int) -> re.Match[str] | None:
            nonlocal read
            match = self._pattern.match(text, offset)
            read += len(match[0]) if match else 1
            return match

    monkeypatch.setattr(scan, "_IN_RUN", Counted(scan._IN_RUN))
    monkeypatch.setattr(scan, "_RUN", Counted(scan._RUN))
    text = "na" + "\u00ad" * 5000 + "ked"
    assert list(scan._word_starts(text, [0, 5002])) == [0]
    assert read <= 3 * len(text)


def test_the_cues_of_a_text_are_searched_for_once(
    small: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = 0

    def counted(find: Callable[..., Any]) -> Callable[..., Any]:
        def search(self: CueFinder, folded: str, wanted: bytes | None = None) -> Any:
            nonlocal searched
            searched += len(folded)
            return find(self, folded, wanted)

        return search

    # In loops, and with arrays.
    for name in ("find", "find_columns"):
        monkeypatch.setattr(CueFinder, name, counted(getattr(CueFinder, name)))
    for size in (1_000, 4_000):
        searched = 0
        small.find("一只老虎跑" * size)
        assert searched == 5 * size


@pytest.mark.parametrize(("text", "count"), [
    ("老虎腐" + "，" * 300 + "老虎" * 40, 41),
    ("老虎" * 40 + "。动物园" + "，" * 500 + "腐" + "，" * 300 + "腐老虎", 1),
    ("腐" + "，" * 700 + "老虎" * 400 + "，" * 700 + "腐", 0),
])  # fmt: skip
def test_an_automaton_finds_the_cues_that_searches_find(
    small: Glossary, monkeypatch: pytest.MonkeyPatch, text: str, count: int
) -> None:
    found = small.find(text)
    for cost in (0, 1_000_000):
        finder = Finder(small.termbase)
        monkeypatch.setattr(finder.snapshot(), "cues", CueFinder(cost))
        assert finder.find(text) == found
    assert len(found) == count
