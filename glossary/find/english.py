"""Find English terms: word by word, by base form, with the case that the term asks for.

A word of the text matches a word of a term if it is that word or an inflected form of it, but not
the other way round: a term in the plural is found in the plural only. British and American spelling
are equal; so are hyphens, spaces, line breaks and quotation marks between words. Possessive endings
are ignored, and ``one's`` in a term matches any possessive pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from glossary.find.boundary import Boundary, Decision
from glossary.find.mention import Candidate
from glossary.find.scan import Scan
from termbase.language import english
from termbase.language.script import LONG, fold
from termbase.language.varieties import american, spellings
from termbase.store.keys import SearchForm

# What may be between two words of a term: no dash with spaces around it, no empty line.
_QUOTES = "[\"'“”‘’]*"
_BLANK = r"[^\S\n]*"
_BETWEEN = re.compile(
    rf"{_QUOTES}(?P<mark>[,.]?)(?:[-‐‑–/]\n?{_BLANK}|{_BLANK}\n?{_BLANK}){_QUOTES}"
)
_CERTAIN = Decision(Boundary.WORDS, 1.0)
_ENDING = re.compile("(?:['’][sS]|['’])$")


class _Pattern(NamedTuple):
    words: tuple[str, ...]  # bare, in the case of the term
    slots: tuple[str, ...]  # in lower case and American spelling, pronouns as one's
    marks: tuple[str, ...]  # the comma or full stop that follows each word but the last
    form: SearchForm
    form_index: int


class _Node:
    """A node of the trie of terms: the patterns that end here, and the next nodes by slot."""

    __slots__ = ("following", "patterns")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.patterns: list[_Pattern] = []


class EnglishFinder:
    """Finds the given forms in any text.

    Args:
        forms: As written in their terms; those without a word are never found.
        lemmas: Base forms by inflected form, in lower case and American spelling.
    """

    def __init__(self, forms: Sequence[SearchForm], lemmas: Mapping[str, str]) -> None:
        self._forms = forms
        self._lemmas = lemmas
        # For each word of the texts so far: bare, and the slots of terms that it may fill.
        self._words: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._beginnings: dict[str, tuple[_Node, ...]] = {}
        # The trie of terms, built lazily: a root is filled in when its first word is first seen.
        self._roots: dict[str, _Node] = {}

    def find(self, text: str) -> Iterator[Candidate]:
        """Yield the candidates in a text, sorted by their starts.

        Args:
            text: Any text.
        """
        if len(text) < LONG:
            yield from self._from_each(text, english.WORD.finditer(text))
        elif self._forms:
            offsets = self._scan.beginnings(text)
            words = (english.WORD.match(text, offset) for offset in offsets)
            yield from self._from_each(text, (word for word in words if word))

    def _from_each(self, text: str, words: Iterable[re.Match[str]]) -> Iterator[Candidate]:
        """Yield the candidates that begin with some words of the text."""
        beginnings = self._beginnings
        for match in words:
            word = match[0]
            nodes = beginnings.get(word)
            if nodes is None:
                roots = map(self._root, self._analyse(word)[1])
                nodes = beginnings[word] = tuple(root for root in roots if root)
            if nodes:
                yield from self._from(text, match, nodes)

    def _from(
        self, text: str, match: re.Match[str], nodes: tuple[_Node, ...]
    ) -> Iterator[Candidate]:
        """Yield the candidates that begin with a word of the text."""
        start = match.start()
        words = [match[0]]
        marks: list[str] = []
        while True:
            patterns = [pattern for node in nodes for pattern in node.patterns]
            for pattern in self._agreeing(words, marks, patterns):
                end = match.end() - _surplus(match[0], pattern)
                yield start, end, pattern.form_index, _CERTAIN
            if not any(node.following for node in nodes):
                return
            gap = _BETWEEN.match(text, match.end())
            following = english.WORD.match(text, gap.end()) if gap else None
            if not gap or not following:
                return
            match = following
            words.append(match[0])
            marks.append(gap["mark"])
            nodes = self._step(nodes, match[0])

    def _step(self, nodes: tuple[_Node, ...], word: str) -> tuple[_Node, ...]:
        """Return the nodes that a word of the text leads to."""
        _, slots = self._analyse(word)
        found = (node.following.get(slot) for node in nodes for slot in slots)
        return tuple(node for node in found if node)

    def _analyse(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Return a word of the text bare, and the slots that it may fill."""
        known = self._words.get(word)
        if known is None:
            bare = english.bare_word(word)
            slot = english.slot(bare)
            slots = tuple(dict.fromkeys((slot, self._lemmas.get(slot, slot))))
            known = self._words[word] = bare, slots
        return known

    def _agreeing(
        self, words: list[str], marks: list[str], patterns: Iterable[_Pattern]
    ) -> list[_Pattern]:
        """Return the patterns that words lead to; of a concept's, those in the same spelling."""
        agreeing = [one for one in patterns if self._agrees(words, marks, one)]
        if len(agreeing) < 2:
            return agreeing
        british = [_is_british(self._analyse(word)[0]) for word in words]
        alike = [one for one in agreeing if british == list(map(_is_british, one.words))]
        concepts = {pattern.form.concept for pattern in alike}
        others = (one for one in agreeing if one.form.concept not in concepts)
        return alike + list(others) if alike else agreeing

    def _agrees(self, words: list[str], marks: list[str], pattern: _Pattern) -> bool:
        """Return True if words that lead to a pattern have its inflection, case and marks."""
        exactly = pattern.form.case_sensitive
        for word, wanted, slot in zip(words, pattern.words, pattern.slots, strict=True):
            bare, slots = self._analyse(word)
            if slots[0] != slot and not pattern.form.inflects:
                return False
            if not _case_agrees(bare, wanted, exactly=exactly):
                return False
        return all(mark in ("", wanted) for mark, wanted in zip(marks, pattern.marks, strict=True))

    @cached_property
    def _scan(self) -> Scan:
        patterns = (_pattern(form, index) for index, form in enumerate(self._forms))
        beginnings = (slots[:2] for one in patterns for slots in self._variants(one.slots))
        return Scan([slots for slots in beginnings if slots], self._lemmas)

    def _root(self, slot: str) -> _Node | None:
        """Return the node after the first word of terms; None if no term begins with it."""
        root = self._roots.get(slot)
        if root is None and slot in self._first:
            root = _Node()
            for index in self._first[slot]:
                self._insert(root, index)
            # Shared when it is complete, for other threads may ask for it.
            self._roots[slot] = root
        return root

    def _insert(self, root: _Node, index: int) -> None:
        """Insert the rest of a form under the node of its first word."""
        pattern = _pattern(self._forms[index], index)
        for rest in {slots[1:] for slots in self._variants(pattern.slots)}:
            node = root
            for slot in rest:
                node = node.following.setdefault(slot, _Node())
            node.patterns.append(pattern)

    def _variants(self, slots: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        """Return the slots of a term, also with forms of its verbs that the lemmas lack."""
        if english.AFTER_VERBS.isdisjoint(slots):
            return (slots,)
        return product(
            *(
                (word, *(form for form in forms if self._lemmas.get(form) != word))
                for word, forms in zip(slots, english.verb_forms(slots), strict=True)
            )
        )

    @cached_property
    def _first(self) -> dict[str, list[int]]:
        """The indices of the forms by their first words."""
        found: dict[str, list[int]] = {}
        for index, form in enumerate(self._forms):
            # Bases of earlier versions have forms without a word, which nothing can match.
            if first_two := _first_two(form.text):
                for slots in self._variants(first_two):
                    found.setdefault(slots[0], []).append(index)
        return found


def _first_two(text: str) -> tuple[str, ...]:
    """Return the slots of the first two words, which most often are plain."""
    parts = text.split(maxsplit=2)[:2]
    words = parts if _is_plain("".join(parts)) else english.words(fold(text))[:2]
    return tuple(map(english.slot, words))


def _is_plain(text: str) -> bool:
    """Return True if a text is words of plain letters, which are quick to split."""
    return text.isascii() and text.replace(" ", "").isalpha()


def _pattern(form: SearchForm, index: int) -> _Pattern:
    if _is_plain(form.text):
        words = tuple(form.text.split())
        marks = ("",) * (len(words) - 1)
    else:
        # The text in which it is found is folded as well.
        text = fold(form.text)
        found = [(english.bare_word(m[0]), m.end()) for m in english.WORD.finditer(text)]
        found = [(word, end) for word, end in found if word]
        words = tuple(word for word, _ in found)
        after = (text[end : end + 1] for _, end in found[:-1])
        marks = tuple(mark if mark in ",." else "" for mark in after)
    return _Pattern(words, tuple(map(english.slot, words)), marks, form, index)


def _surplus(word: str, pattern: _Pattern) -> int:
    """Return the length of a possessive ending of a word that does not belong to the term."""
    ending = _ENDING.search(word)
    return len(ending[0]) if ending and not _ENDING.search(pattern.form.text) else 0


def _case_agrees(word: str, wanted: str, *, exactly: bool) -> bool:
    """Return True if a word has the case that a word of a term asks for.

    A capital asks for a capital (*the Party* is not found in *a party*), an abbreviation for all of
    them; a lower-case word agrees with any case, for headlines and the beginnings of sentences.
    """
    if exactly or (wanted.isupper() and len(wanted) > 1):
        return any(
            word.startswith(spelling) and word[len(spelling) :] in ("", "s", "es")
            for spelling in (wanted, *_other_spellings(wanted))
        )
    return word[0].isupper() or not wanted[0].isupper()


def _is_british(word: str) -> bool:
    return american(word.lower()) != word.lower()


def _other_spellings(word: str) -> Iterator[str]:
    """Yield the other spellings of a word, in its case."""
    lower = word.lower()
    for spelling in spellings(american(lower)):
        if spelling != lower:
            yield spelling.upper() if word.isupper() else word[0] + spelling[1:]
