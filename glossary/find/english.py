"""Find English terms: word by word, by base form, with the case that the term asks for.

A word of the text matches a word of a term if it is that word or an inflected form of it, but not
the other way round: a term in the plural is found in the plural only. British and American spelling
are equal; so are numbers in words and digits, and hyphens, spaces, line breaks and quotation marks
between words. Possessive endings are ignored, ``one's`` in a term matches any possessive pronoun,
``sth.`` a few words. Signs are not ignored: *C++* is not *C*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from glossary.find.boundary import Boundary, Decision
from glossary.find.english_agreement import (
    case_agrees,
    is_numbered,
    mark_agrees,
    may_be_small,
    span,
    spelling,
)
from glossary.find.english_patterns import (
    BETWEEN,
    ENDING,
    GAP,
    GAPS,
    Pattern,
    beginnings,
    first_words,
    mark_of,
    patterns,
    variants,
)
from glossary.find.mention import Candidate
from glossary.find.scan import Scan, few_words
from termbase.language import english
from termbase.language.script import LONG
from termbase.store.keys import SearchForm

_CERTAIN = Decision(Boundary.WORDS, 1.0)
# Texts of fewer characters are searched word by word.
_SHORT = 1_000
# So many words at most are in the place of sth.
_LONGEST_GAP = 3
# No word follows another one behind such a character.
_HAN = "\u3400"
# Words between clauses, which are not in it.
_CLAUSE = frozenset(
    "and or but that which who whose if when because as while than to is are was were".split()
)


class _Node:
    """A node of the trie of terms: the patterns that end here, and the next nodes by slot.

    Those behind a gap are listed apart, with the gap.
    """

    __slots__ = ("following", "gaps", "patterns")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.gaps: list[tuple[str, _Node]] = []
        self.patterns: list[Pattern] = []

    def next(self, slot: str) -> _Node:
        """Return the next node, which is made if it is missing."""
        node = self.following.get(slot)
        if node is None:
            node = self.following[slot] = _Node()
            if slot in GAPS:
                self.gaps.append((slot, node))
        return node


class EnglishFinder:
    """Finds the given forms in any text.

    Args:
        forms: As written in their terms; those without a word are never found.
        lemmas: Base forms by inflected form, in lower case and American spelling.
        first: Returns the indices of the forms that may begin with a slot, where that is known.
    """

    def __init__(
        self,
        forms: Sequence[SearchForm],
        lemmas: Mapping[str, str],
        first: Callable[[str], Sequence[int]] | None = None,
    ) -> None:
        self._forms = forms
        self._lemmas = lemmas
        self._known_first = first
        # For each word of the texts so far: bare, and the slots of terms that it may fill.
        self._words: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._beginnings: dict[str, tuple[_Node, ...]] = {}
        # So many characters were searched; the arrays pay for long texts and for many.
        self._searched = 0
        # The trie of terms, built lazily: a root is filled in when its first word is first seen.
        self._roots: dict[str, _Node] = {}

    def find(self, text: str) -> Iterator[Candidate]:
        """Yield the candidates in a text, sorted by their starts.

        Args:
            text: Any text.
        """
        self._searched += len(text)
        if len(text) < _SHORT or self._searched < LONG:
            yield from self._from_each(text, english.WORD.finditer(text))
        elif self._forms:
            offsets = few_words(text)
            if offsets is None:
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
            # In Chinese text a 汉字 follows most words: 7月.
            if nodes and (text[match.end() : match.end() + 1] < _HAN or _end_here(nodes)):
                yield from self._from(text, match.start(), match, nodes, (word,), ())

    def _from(
        self,
        text: str,
        start: int,
        match: re.Match[str],
        nodes: tuple[_Node, ...],
        words: tuple[str, ...],
        marks: tuple[str, ...],
    ) -> Iterator[Candidate]:
        """Yield the candidates with some words of the text, the last of which led to nodes."""
        while True:
            found = [pattern for node in nodes for pattern in node.patterns]
            agreeing = self._agreeing(text, start, words, marks, found) if found else ()
            for pattern in agreeing:
                place = span(text, start, match, pattern)
                if place:
                    yield *place, pattern.form_index, _CERTAIN
            is_end = True
            for node in nodes:
                if node.following:
                    is_end = False
                for gap, after in node.gaps:
                    for last in _gap_ends(text, match, gap):
                        yield from self._from(
                            text, start, last, (after,), (*words, gap), (*marks, "")
                        )
            following = None if is_end else _next(text, match)
            if not following:
                return
            mark, match = following
            words, marks = (*words, match[0]), (*marks, mark)
            nodes = self._step(nodes, match[0])
            if not nodes:
                return

    def _step(self, nodes: tuple[_Node, ...], word: str) -> tuple[_Node, ...]:
        """Return the nodes that a word of the text leads to."""
        known = self._words.get(word)
        slots = known[1] if known else self._analyse(word)[1]
        if len(nodes) == 1 == len(slots):
            # As most often.
            node = nodes[0].following.get(slots[0])
            return (node,) if node else ()
        found = (node.following.get(slot) for node in nodes for slot in slots)
        return tuple(node for node in found if node)

    def _analyse(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Return a word of the text bare, and the slots that it may fill."""
        known = self._words.get(word)
        if known is None:
            bare = english.bare_word(word)
            slot = english.slot(bare)
            slots = tuple(dict.fromkeys((slot, english.base(slot, self._lemmas))))
            known = self._words[word] = bare, slots
        return known

    def _agreeing(
        self,
        text: str,
        start: int,
        words: Sequence[str],
        marks: Sequence[str],
        patterns: Sequence[Pattern],
    ) -> list[Pattern]:
        """Return the patterns that words lead to; of a concept's, those in the same spelling."""
        agreeing = [
            one
            for one in patterns
            if self._agrees(words, marks, one) or self._is_small(text, start, words, marks, one)
        ]
        if len(agreeing) < 2:
            return agreeing
        written = [spelling(self._analyse(word)[0]) for word in words]
        alike = [one for one in agreeing if written == list(map(spelling, one.words))]
        concepts = {pattern.form.concept for pattern in alike}
        others = (one for one in agreeing if one.form.concept not in concepts)
        return alike + list(others) if alike else agreeing

    def _agrees(
        self,
        words: Sequence[str],
        marks: Sequence[str],
        pattern: Pattern,
        *,
        in_any_case: bool = False,
    ) -> bool:
        """Return True if words that lead to a pattern have its inflection, case and marks."""
        exactly = pattern.form.case_sensitive
        in_any_case = in_any_case or (not exactly and is_numbered(pattern))
        for word, wanted, slot in zip(words, pattern.words, pattern.slots, strict=True):
            if slot in GAPS:
                continue
            bare, slots = self._analyse(word)
            if slots[0] != slot and not pattern.form.inflects:
                return False
            if not in_any_case and not case_agrees(bare, wanted, exactly=exactly):
                return False
        return all(map(mark_agrees, marks, pattern.marks))

    def _is_small(
        self, text: str, start: int, words: Sequence[str], marks: Sequence[str], pattern: Pattern
    ) -> bool:
        """Return True for a name whose words agree but for capitals that it can do without."""
        if len(words) < 2 or pattern.form.text.islower():
            return False
        bare = [self._analyse(word)[0] for word in words]
        is_alike = self._agrees(words, marks, pattern, in_any_case=True)
        return is_alike and may_be_small(text, start, bare, pattern)

    @cached_property
    def _scan(self) -> Scan:
        found = (slots for form in self._forms for slots in beginnings(form, self._lemmas, 3))
        return Scan(list(found), self._lemmas)

    def _root(self, slot: str) -> _Node | None:
        """Return the node after the first word of terms; None if no term begins with it."""
        root = self._roots.get(slot)
        if root is None and (indices := self._first(slot)):
            root = _Node()
            for index in indices:
                self._insert(root, slot, index)
            # Shared when it is complete, for other threads may ask for it.
            self._roots[slot] = root
        return root

    def _insert(self, root: _Node, first: str, index: int) -> None:
        """Insert what follows the first word of a form under the node of that word."""
        for pattern in patterns(self._forms[index], index):
            for slots in set(variants(pattern.slots, self._lemmas, is_verb=pattern.is_verb)):
                if slots[0] != first:
                    continue
                node = root
                for slot in slots[1:]:
                    node = node.next(slot)
                node.patterns.append(pattern)

    @cached_property
    def _first(self) -> Callable[[str], Sequence[int]]:
        """Returns the indices of the forms that may begin with a slot."""
        if self._known_first:
            return self._known_first
        found = first_words(self._forms, self._lemmas)
        return lambda slot: found.get(slot, ())


def _end_here(nodes: Iterable[_Node]) -> bool:
    """Return True if a term may end with the word that led to some nodes, or with a gap."""
    return any(node.patterns or node.gaps for node in nodes)


def _next(text: str, match: re.Match[str]) -> tuple[str, re.Match[str]] | None:
    """Return the mark after a word of the text and the next word, if a term may go on there."""
    between = BETWEEN.match(text, match.end())
    following = english.WORD.match(text, between.end()) if between else None
    return (mark_of(between), following) if between and following else None


def _gap_ends(text: str, match: re.Match[str], gap: str) -> Iterator[re.Match[str]]:
    """Yield the words after a word of the text that may be the last ones in a gap."""
    for _ in range(_LONGEST_GAP):
        following = _next(text, match)
        if not following or following[0] or following[1][0].lower() in _CLAUSE:
            return
        match = following[1]
        is_possessive = ENDING.search(match[0]) or match[0].lower() in english.PRONOUNS
        if gap == GAP or is_possessive:
            yield match
