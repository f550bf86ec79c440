"""The automaton in Python gives the answers of the native one, and finding the same mentions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import automaton, segment
from glossary.automaton import PythonAutomaton, find_all_of
from glossary.find import chinese
from glossary.find.chinese import ChineseFinder
from glossary.segment import Words, words
from termbase.language.script import fold
from tests.glossary.find.test_find_laws import _FINDER, _TERMS, texts

strings = st.lists(st.text("ab裸𠮷\x00", min_size=1, max_size=5), min_size=1, unique=True)


@given(strings=strings, text=st.text("ab裸𠮷\x00", max_size=30))
def test_as_a_search_for_each_string(strings: list[str], text: str) -> None:
    expected = sorted(
        (
            (start, start + len(string), index)
            for index, string in enumerate(strings)
            for start in range(len(text))
            if text.startswith(string, start)
        ),
        key=lambda match: (match[1], match[0]),
    )
    assert PythonAutomaton(strings).find_overlapping(text) == expected
    assert find_all_of(strings)(text) == expected


@pytest.fixture(scope="module")
def without_native(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChineseFinder]:
    """A finder on a platform for which daachorse has no wheel."""
    cache: Path = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NATIVE", "NATIVE_BYTES"):
            patch.setattr(automaton, name, None)
        patch.setenv("GLOSSARY_CACHE", str(cache))
        words.cache_clear()
        table = words()
        finder = ChineseFinder(_TERMS)
        assert isinstance(finder._find_all.__self__, PythonAutomaton)  # type: ignore[attr-defined]
        assert len(list(cache.glob("words-*.bin"))) == 1
    words.cache_clear()
    finder_words = {"words": lambda: table}
    with pytest.MonkeyPatch.context() as patch:
        for module in ("glossary.find.chinese", "glossary.find.reach", "glossary.find.spanned"):
            patch.setattr(f"{module}.words", finder_words["words"])
        yield finder


@given(text=texts)
def test_the_same_chinese_terms_are_found(without_native: ChineseFinder, text: str) -> None:
    found = list(without_native.find(text, 0.025))
    with pytest.MonkeyPatch.context() as patch:
        for module in ("glossary.find.chinese", "glossary.find.reach", "glossary.find.spanned"):
            patch.setattr(f"{module}.words", segment.words)
        assert list(_FINDER.find(text, 0.025)) == found


def test_words_are_cut_alike(without_native: ChineseFinder) -> None:
    # The finder of the module's fixture sees the table of words that is in Python.
    table: Words = vars(chinese)["words"]()
    for text in (
        "发展中国会议纪要",
        "各国企业都在重组供应链",
        "中国䶮中国",
        "𪵱中国A1中国",
        "中国\ud800中国",
        "的" * 300,
        "",
    ):
        ((cuts, scores),) = table.paths([fold(text)])
        ((native_cuts, native_scores),) = words().paths([fold(text)])
        assert cuts == native_cuts
        assert scores == native_scores
        assert all(start < end for start, end in pairwise(cuts))
