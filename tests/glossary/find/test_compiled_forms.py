"""The compiled forms of the built-in terms are those of the base."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossary
from glossary.automaton import NATIVE, find_all_of
from glossary.find import compiled_english
from glossary.find import forms as forms_module
from glossary.find.compiled_forms import CompiledForms, load
from glossary.find.forms import Forms
from termbase.builtin import open_builtin
from termbase.model.concept import Language
from termbase.store.keys import SearchForm
from termbase.termbase import Termbase

pytestmark = pytest.mark.skipif(NATIVE is None, reason="nothing is compiled without daachorse")

FORMS = [
    [SearchForm("luoguan", 0, "zh", "裸官", True, False, False)],
    [
        SearchForm("zhonggong", 3, "zh", "中共", False, True, True),
        SearchForm("a-1", 12, "zh", "中共"),
    ],
]


def test_what_was_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path))
    written, _ = load("base-1.db", lambda: FORMS)
    again, find_all = load("base-1.db", list)
    other, _ = load("base-2.db", lambda: FORMS[1:])
    assert list(written) == list(again) == FORMS
    assert list(other) == FORMS[1:]
    assert list(again[1:]) == FORMS[1:]
    assert isinstance(again[1:], CompiledForms)
    assert find_all("中共裸官") == [(0, 2, 1), (2, 4, 0)]


def test_they_are_those_of_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    termbase = Termbase(None, open_builtin())
    compiled, finder = Forms(termbase)._chinese
    monkeypatch.setattr(forms_module, "NATIVE", None)
    read, _ = Forms(termbase)._chinese
    assert isinstance(compiled, CompiledForms)
    assert not isinstance(read, CompiledForms)
    assert list(compiled) == read
    text = "".join(alike[0].text for alike in read[::50])
    assert finder._find_all(text) == find_all_of([alike[0].text for alike in read])(text)


ENGLISH = [
    SearchForm("luoguan", 1, "en", "naked official"),
    SearchForm("congress", 1, "en", "to convene a Congress", True, True, False),
    SearchForm("member", 2, "en", "Naked Official", False, True, True),
]


def test_english_that_was_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path))
    compiled_english.load("base-1.db", lambda: ENGLISH, {})
    forms, first, alike = compiled_english.load("base-1.db", list, {})
    assert list(forms) == list(forms[:]) == ENGLISH
    assert [first(word) for word in ("naked", "convene", "to", "official")] == [
        [0, 2],
        [1],
        [1],
        [],
    ]
    assert alike == {0: [0, 2], 2: [0, 2]}


def test_english_forms_are_those_of_the_base() -> None:
    termbase = Termbase(None, open_builtin())
    (forms, first, alike), _ = Forms(termbase)._english
    read = compiled_english.of(termbase.forms(Language.ENGLISH), termbase.lemmas())
    assert not isinstance(forms, list)
    assert list(forms) == read.forms
    assert alike == read.alike
    words = {word.lower() for form in forms for word in form.text.split()}
    assert all(list(first(word)) == list(read.first(word)) for word in words)


def test_own_terms_are_found_from_the_first_one_on(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "own.db") as g:
        assert [m.concept.id for m in g.find("他是裸官。")] == ["luoguan"]
        g.add("裸倌", "bare groom")
        assert [m.text for m in g.find("裸倌和裸官。")] == ["裸倌", "裸官"]
        assert not isinstance(Forms(g.termbase)._chinese[0], CompiledForms)
