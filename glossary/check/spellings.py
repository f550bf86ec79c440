"""Chinese personal names in Chinese text, and their spellings in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, product
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from glossary.check.rule import Span
from termbase.language import names, words
from termbase.language.pinyin import known_readings, plain
from termbase.language.readings import readings
from termbase.language.romanizations import romanized
from termbase.language.script import fold, is_han
from termbase.language.surname_spellings import surname_readings, surname_spellings
from termbase.language.surnames import SURNAMES

if TYPE_CHECKING:
    from glossary.find import Mention
    from termbase.model.concept import Term

_WORD = re.compile(r"[A-Z][A-Za-zü]*(?:['’-][A-Za-zü]+)*")
_POSSESSIVE = re.compile("['’]s$")
_LETTERS = re.compile("[^a-zü]")
_ASPIRATED = re.compile("(?:[kpt]|ch|t[sz])['’]")
# Words of the longest name in Latin letters, and characters of most names in Chinese.
_LONGEST = 3
# Names are so alike, from 0 to 1, if one is a misspelling of the other.
_ALIKE = 0.75


class Spelling(NamedTuple):
    """A name in Latin letters.

    Attributes:
        words: Its words in lower case, with hyphens.
        span: Its span in the text.
    """

    words: tuple[str, ...]
    span: Span

    @property
    def letters(self) -> str:
        """Its letters in lower case."""
        return "".join(_LETTERS.sub("", word) for word in self.words)

    @property
    def form(self) -> str:
        """Its letters, with a mark if it is Wade–Giles: *K'un* is not *Kun*, *Xi'an* is *Xian*."""
        return self.letters + "'" * any(map(_ASPIRATED.search, self.words))


def nearest(spellings: Iterable[Spelling], wanted: Iterable[str]) -> Spelling | None:
    """Return the spelling that is most like one of those wanted, if it is alike enough."""
    from rapidfuzz.distance import Levenshtein

    ranked = [
        (Levenshtein.normalized_similarity(one.letters, letters), one)
        for one in spellings
        for letters in wanted
    ]
    if not ranked:
        return None
    similarity, found = max(ranked, key=itemgetter(0))
    return found if similarity >= _ALIKE else None


def is_other_system(spelling: Spelling, pinyin: Collection[str]) -> bool:
    """Return True if a spelling is that of a name in Wade–Giles or Tongyong Pinyin."""
    return any(found in pinyin for found in romanized(" ".join(spelling.words)))


@lru_cache(maxsize=1 << 8)
def spellings_in(text: str) -> tuple[Spelling, ...]:
    """Return what may be Chinese names in an English text: a surname beside other names."""
    found: list[Spelling] = []
    matches = list(_WORD.finditer(text))
    for first, match in enumerate(matches):
        for last in range(first + 1, min(first + _LONGEST, len(matches))):
            if not text[matches[last - 1].end() : matches[last].start()].isspace():
                break
            span = match.start(), matches[last].end()
            word = _POSSESSIVE.sub("", text[slice(*span)])
            parts = tuple(word.lower().split())
            if not surname_spellings().isdisjoint((parts[0], parts[-1])):
                found.append(Spelling(parts, (span[0], span[0] + len(word))))
    return tuple(found)


@lru_cache(maxsize=1 << 8)
def names_in(text: str) -> tuple[tuple[str, Span], ...]:
    """Return the personal names in a Chinese text, as they are there, with their spans."""
    cut = words.cut(fold(text))
    starts = list(accumulate(map(len, cut), initial=0))
    spans = ((starts[first], starts[end]) for first, end in names.spans(cut))
    return tuple((text[slice(*span)], span) for span in spans)


@lru_cache(maxsize=1 << 10)
def pinyin_of(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the readings of the surname and of the given name, in letters without tones."""
    surname, given = _divided(name)
    syllables = [set(map(plain, known_readings(char))) for char in given]
    return surname_readings(surname), frozenset(map("".join, product(*syllables)))


def names_like(spelling: Spelling, text: str) -> Iterator[tuple[str, Span]]:
    """Yield what may be a name of three characters in a Chinese text, and is read much alike.

    A spelling in pinyin tells names from words where the text alone does not: 周建平, in which 建平
    is a county. Nothing is yielded for a spelling that is the pinyin of a name there.
    """
    words = spelling.words
    if len(words) != 2 or "-" in "".join(words):
        return
    folded = fold(text)
    found: list[tuple[str, Span]] = []
    for start, char in enumerate(folded):
        if char not in SURNAMES or words[0] not in surname_readings(char):
            continue
        for end in (start + 2, start + 3):
            if end > len(folded) or not is_han(folded[start + 1 : end]):
                break
            given = pinyin_of(folded[start:end])[1]
            if words[1] in given:
                return
            if end - start == _LONGEST and nearest((Spelling(words[1:], (0, 0)),), given):
                found.append((text[start:end], (start, end)))
    yield from found


def in_pinyin(name: str, text: str) -> Spelling | None:
    """Return the spelling of a Chinese name in pinyin in an English text; None if it has none."""
    surname, given = pinyin_of(name)
    right = {"".join(parts) for parts in product(surname, given)}
    return next((one for one in spellings_in(text) if one.letters in right), None)


def chinese_names(mention: Mention) -> list[Term]:
    """Return the names in Chinese of the person of a mention in English, if it has any.

    Foreign names, of which each region has its own transliteration, are not among them.
    """
    if not spellings_in(mention.text):
        return []
    return [
        term
        for term in mention.concept.renderings(mention.term)
        if len(term.text) <= _LONGEST + 1 and names.divide(fold(term.text))
    ]


def miswritten(names: Collection[str], text: str) -> Span | None:
    """Return the span of what is nearly a Chinese name in a Chinese text; None if a name is there.

    It has another character in one place, or only characters of the same sound: 习进平. In a name
    of two characters one must be right, since any word may sound like the name.
    """
    folded = fold(text)
    wanted = [fold(name) for name in names]
    if any(name in folded for name in wanted):
        return None
    for name in wanted:
        for start in range(len(folded) - len(name) + 1):
            end = start + len(name)
            if _is_nearly(name, folded[start:end]):
                return start, end
    return None


def _is_nearly(name: str, form: str) -> bool:
    wrong = [(char, other) for char, other in zip(name, form, strict=True) if char != other]
    sounds_alike = all(
        is_han(other)
        and not {*map(plain, known_readings(char))}.isdisjoint(map(plain, known_readings(other)))
        for char, other in wrong
    )
    if len(name) < _LONGEST:
        return len(wrong) == 1 and sounds_alike
    return sounds_alike or (len(wrong) == 1 and all(is_han(other) for _, other in wrong))


def _divided(name: str) -> tuple[str, str]:
    return names.divide(fold(name)) or (fold(name)[:1], fold(name)[1:])


def proper(name: str) -> str:
    """Return a name in pinyin without tones, as it is written in English."""
    surname, _ = _divided(name)
    surnames = surname_readings(surname)
    # Of several readings, that in context.
    syllables = [plain(reading) for reading in readings(name)]
    first = next(iter(surnames)) if len(surnames) == 1 else syllables[0]
    return " ".join((first.capitalize(), "".join(syllables[len(surname) :]).capitalize()))
