"""Finding English terms: word by word, by base form, with the case that the term asks for.

A word of the text stands for a word of a term when it is that word or an inflected form of it;
not the other way round, so that a term in the plural is found in the plural only. Hyphens,
spaces, line breaks and quotation marks between words are equal, possessive endings are passed
over, and ``one's`` in a term stands for any possessive pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from glossary.find.mention import Boundary, Candidate
from termbase import english
from termbase.index import Form

# What may stand between two words of a term: no dash with spaces around it, no empty line.
_QUOTES = "[\"'“”‘’]*"
_BLANK = r"[^\S\n]*"
_BETWEEN = re.compile(rf"{_QUOTES},?(?:[-‐‑–/]\n?{_BLANK}|{_BLANK}\n?{_BLANK}){_QUOTES}")
_ENDING = re.compile("(?:['’][sS]|['’])$")


class _Pattern(NamedTuple):
    words: tuple[str, ...]  # bare, in the case of the term
    slots: tuple[str, ...]  # in lower case, pronouns as one's
    commas: tuple[bool, ...]  # whether a comma follows each word
    form: Form


class EnglishFinder:
    """Finds the given forms in any text.

    Args:
        forms: As written in their terms.
        lemmas: From inflected form to base form, in lower case.
    """

    def __init__(self, forms: Sequence[Form], lemmas: Mapping[str, str]) -> None:
        self._forms = forms
        self._lemmas = lemmas
        self._known: dict[str, tuple[_Pattern, ...]] = {}

    def find(self, text: str) -> Iterator[Candidate]:
        """Every place where a form stands, in order of their beginnings.

        Args:
            text: Any text.
        """
        for match in english.WORD.finditer(text):
            word = match[0]
            patterns = self._known.get(word)
            if patterns is None:
                patterns = self._known[word] = self._beginning_with(word)
            for pattern in patterns:
                if (end := self._end(text, match, pattern)) is not None:
                    yield Candidate(match.start(), end, pattern.form, Boundary.WORDS)

    def _beginning_with(self, word: str) -> tuple[_Pattern, ...]:
        """The patterns whose first word a word of the text stands for."""
        slot = english.slot(english.bare(word))
        places = dict.fromkeys((slot, self._lemmas.get(slot, slot)))
        return tuple(
            pattern
            for place in places
            for pattern in self._patterns.get(place, ())
            if self._stands_for(word, pattern, 0)
        )

    def _end(self, text: str, first: re.Match[str], pattern: _Pattern) -> int | None:
        """Where the pattern ends that begins with a word of the text, None if it does not."""
        match = first
        for place in range(1, len(pattern.words)):
            gap = _BETWEEN.match(text, match.end())
            if not gap or ("," in gap[0] and not pattern.commas[place - 1]):
                return None
            following = english.WORD.match(text, gap.end())
            if not following or not self._stands_for(following[0], pattern, place):
                return None
            match = following
        if _ENDING.search(pattern.form.text):
            return match.end()
        ending = _ENDING.search(match[0])
        return match.end() - (len(ending[0]) if ending else 0)

    def _stands_for(self, word: str, pattern: _Pattern, place: int) -> bool:
        bare, slot = english.bare(word), pattern.slots[place]
        found = english.slot(bare)
        same = found == slot or (pattern.form.inflects and self._lemmas.get(found) == slot)
        return same and _case_agrees(
            bare, pattern.words[place], exactly=pattern.form.case_sensitive
        )

    @cached_property
    def _patterns(self) -> dict[str, list[_Pattern]]:
        """The patterns by their first word."""
        patterns: dict[str, list[_Pattern]] = {}
        for form in self._forms:
            matches = [m for m in english.WORD.finditer(form.text) if english.bare(m[0])]
            if words := tuple(english.bare(match[0]) for match in matches):
                slots = tuple(map(english.slot, words))
                commas = tuple(form.text[match.end() :].startswith(",") for match in matches)
                patterns.setdefault(slots[0], []).append(_Pattern(words, slots, commas, form))
        return patterns


def _case_agrees(word: str, wanted: str, *, exactly: bool) -> bool:
    """Whether a word has the case that a term's word asks for.

    A capital asks for a capital (the Party is no party), an abbreviation for all of them; a
    lower-case word goes with any case, for headlines and the beginnings of sentences.
    """
    if exactly or (wanted.isupper() and len(wanted) > 1):
        return word.startswith(wanted) and word[len(wanted) :] in ("", "s", "es")
    return word[0].isupper() or not wanted[0].isupper()
