"""The syllables of Hanyu Pinyin, and the division of pinyin into them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from termbase.patterns import compiled

MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}

# The syllables of standard Chinese by initial, as the Xinhua Zidian lists them, and r for erhua.
_FINALS = {
    "": "a ai an ang ao e ei en eng er ou r",
    "b": "a ai an ang ao ei en eng i ian iang iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng iao o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu ong ou u uan un uo ü üe",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
)
# Interjections, which are words of their own and never part of another.
_INTERJECTIONS = frozenset("o ê m n ng hm hng".split())
_LONGEST = max(map(len, SYLLABLES))
_SEPARATORS = r"[\s'’‘\-‐–—·,，、.;；:：!！?？“”\"()（）《》…/0-9]+"
# How many syllables more or fewer than the best division has another may have.
_BAND = 8


# The same few thousand strings are asked for again and again.
@lru_cache(maxsize=1 << 14)
def split_tone(text: str) -> tuple[str, int]:
    """Return pinyin without its tone marks, ``ü`` kept, and its last tone (0: none)."""
    tone = 0
    letters = []
    for char in unicodedata.normalize("NFD", text):
        if char in MARKS:
            tone = MARKS[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone


@lru_cache(maxsize=1 << 14)
def is_syllable(text: str) -> bool:
    """Return True if a text is one syllable of pinyin, with at most one tone mark."""
    tones = sum(char in MARKS for char in unicodedata.normalize("NFD", text))
    return tones <= 1 and split_tone(text)[0].lower() in SYLLABLES


# Of the syllables from a position on: how many of them should have an apostrophe before them, the
# end of the first of them, and their number.
_Best = tuple[int, int, int]


class Division:
    """The ways to divide pinyin into syllables, from its end on.

    Args:
        pinyin: With tone marks; digits and punctuation separate words.
    """

    def __init__(self, pinyin: str) -> None:
        parts = compiled(_SEPARATORS).split(unicodedata.normalize("NFC", pinyin))
        words = [part for part in parts if part]
        self._text = "".join(words)
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word))
        self._starts = frozenset(starts)
        self._ends = list(map(self._syllable_ends, range(len(self._text))))
        for word, start in zip(words, starts, strict=False):
            if split_tone(word)[0].lower() in _INTERJECTIONS:
                self._ends[start] = [start + len(word)]
        self._best = self._best_divisions()

    def syllables(self, count: int | None = None) -> tuple[str, ...]:
        """Return the syllables of the best division, or of the best with so many syllables."""
        best = self._best[0]
        if best is None:
            return ()
        if count is None or best[2] == count:
            return self._collect([end[1] if end else 0 for end in self._best])
        return self._counted(count)

    def _syllable_ends(self, start: int) -> list[int]:
        """Return the ends of the syllables that begin at a position, the farthest first."""
        ends: list[int] = []
        for end in range(start + 1, min(len(self._text), start + _LONGEST) + 1):
            if is_syllable(self._text[start:end]):
                ends.insert(0, end)
            if end in self._starts:
                break
        return ends

    def _lacks_apostrophe(self, start: int) -> bool:
        return start not in self._starts and split_tone(self._text[start])[0] in "aeo"

    def _best_divisions(self) -> list[_Best | None]:
        """Return the best division from each position on; None where there is none."""
        best: list[_Best | None] = [None] * len(self._text) + [(0, len(self._text), 0)]
        for start in range(len(self._text) - 1, -1, -1):
            ways = [(rest, end) for end in self._ends[start] if (rest := best[end])]
            if ways:
                # The first of equally good ways has the longest syllable.
                rest, end = min(ways, key=lambda way: way[0][0])
                best[start] = rest[0] + self._lacks_apostrophe(start), end, rest[2] + 1
        return best

    def _counted(self, count: int) -> tuple[str, ...]:
        """Return the best division into a number of syllables near that of the best of all."""
        # For each position, by number of syllables: apostrophes lacking, end of the first.
        ways: list[dict[int, tuple[int, int]]] = [{} for _ in self._text] + [{0: (0, 0)}]
        for start in range(len(self._text) - 1, -1, -1):
            if (best := self._best[start]) is None:
                continue
            lacks = self._lacks_apostrophe(start)
            for end in self._ends[start]:
                for number, (lacking, _) in ways[end].items():
                    way = lacking + lacks, end
                    known = ways[start].get(number + 1)
                    is_near = abs(number + 1 - best[2]) <= _BAND
                    if is_near and (known is None or way[0] < known[0]):
                        ways[start][number + 1] = way
        found, start = [], 0
        while start < len(self._text) and count in ways[start]:
            end = ways[start][count][1]
            found.append(self._text[start:end])
            start, count = end, count - 1
        return tuple(found) if start == len(self._text) and count == 0 else ()

    def _collect(self, ends: list[int]) -> tuple[str, ...]:
        found, start = [], 0
        while start < len(self._text):
            found.append(self._text[start : ends[start]])
            start = ends[start]
        return tuple(found)
