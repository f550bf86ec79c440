"""The forms of a termbase, and the searches for them in text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import RLock

from glossary.automaton import NATIVE
from glossary.find import compiled_english
from glossary.find.chinese import ChineseFinder
from glossary.find.compiled_english import EnglishForms
from glossary.find.compiled_forms import load
from glossary.find.english import EnglishFinder
from termbase.builtin import CompiledBase
from termbase.model.concept import Language
from termbase.store.keys import SearchForm
from termbase.termbase import Termbase


class Forms:
    """The forms of a termbase. Each language is read when it is first needed.

    It takes much longer to read them and to make the searches than to search a text. So one object
    serves all states of the termbase in which the terms are the same, and of several threads that
    need a language one reads it and the others wait.

    Args:
        termbase: The terms to find.
    """

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        self._lock = RLock()

    @property
    def chinese(self) -> ChineseFinder:
        """The search for Chinese terms; its indices are those of :meth:`of`."""
        with self._lock:
            return self._chinese[1]

    @property
    def english(self) -> EnglishFinder:
        """The search for English terms; its indices are those of :meth:`of`."""
        with self._lock:
            return self._english[1]

    def of(self, language: Language, index: int) -> list[SearchForm]:
        """Return the forms that a search finds under an index."""
        with self._lock:
            if language is Language.CHINESE:
                return self._chinese[0][index]
            return [self._english[0].forms[index]]

    def alike(self, language: Language, index: int) -> list[SearchForm]:
        """Return the forms that are written like those under an index, but for the case."""
        if language is Language.CHINESE:
            return self.of(language, index)
        with self._lock:
            forms, _, alike = self._english[0]
            return [forms[one] for one in alike.get(index, (index,))]

    @property
    def _compiled(self) -> CompiledBase | None:
        """The built-in base, if its terms are all there are and may be compiled."""
        own, builtin = self._termbase.own, self._termbase.builtin
        return builtin if isinstance(builtin, CompiledBase) and not (own and own.ids()) else None

    @cached_property
    def _chinese(self) -> tuple[Sequence[list[SearchForm]], ChineseFinder]:
        """The forms to find in Chinese, those that are written alike together; their search."""
        if NATIVE and (base := self._compiled):
            compiled, find_all = load(base.name, self._read_chinese)
            return compiled, ChineseFinder((), find_all)
        forms = self._read_chinese()
        return forms, ChineseFinder([alike[0].text for alike in forms])

    def _read_chinese(self) -> list[list[SearchForm]]:
        alike: dict[str, list[SearchForm]] = {}
        for form in self._termbase.forms(Language.CHINESE):
            # Bases of earlier versions have forms without any character.
            if form.text:
                alike.setdefault(form.text, []).append(form)
        return list(alike.values())

    @cached_property
    def _english(self) -> tuple[EnglishForms, EnglishFinder]:
        """The forms to find in English; their search."""
        lemmas = self._termbase.lemmas()
        if base := self._compiled:
            found = compiled_english.load(base.name, self._read_english, lemmas)
        else:
            found = compiled_english.of(self._read_english(), lemmas)
        return found, EnglishFinder(found.forms, lemmas, found.first)

    def _read_english(self) -> list[SearchForm]:
        return self._termbase.forms(Language.ENGLISH)
