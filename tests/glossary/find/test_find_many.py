"""Many texts, several processes, several threads: the same mentions in the same order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from glossary import Glossary
from glossary.find import many
from termbase.errors import NotFound

TEXTS = [
    "中纪委通报了三名裸官。",
    "",
    "The CCDI on naked officials.",
    "老虎落马，改革开放。",
    "国会",
]


@pytest.fixture
def little_is_worth_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_BATCH", 10)
    monkeypatch.setattr(many, "_LARGE", 20)


@pytest.mark.usefixtures("little_is_worth_workers")
def test_workers_find_what_one_process_finds_in_order(small: Glossary) -> None:
    texts = TEXTS * 7
    expected = [small.find(text, overlapping=True, level="loose") for text in texts]
    assert list(small.find_many(texts, overlapping=True, level="loose", processes=2)) == expected
    assert sum(map(len, expected)) > 7 * 6


def test_little_text_needs_no_workers(small: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "in_order", None)
    assert list(small.find_many(TEXTS)) == list(map(small.find, TEXTS))
    assert list(small.find_many([])) == []


@pytest.mark.usefixtures("little_is_worth_workers")
def test_texts_are_taken_as_they_are_needed(small: Glossary) -> None:
    taken = 0

    def texts() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield "中纪委通报了三名裸官。"

    found = small.find_many(texts(), processes=2)  # type: ignore[arg-type]
    assert len(next(found)) == len(next(found)) == 2
    assert taken < 20


def test_threads_share_a_finder(small: Glossary) -> None:
    texts = TEXTS * 40
    expected = list(map(small.find, texts))
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(small.find, texts)) == expected


def test_no_such_level(small: Glossary) -> None:
    with pytest.raises(ValueError, match="certain"):
        next(small.find_many(TEXTS, level="certain"))


def test_no_such_concept(small: Glossary) -> None:
    with pytest.raises(NotFound, match="'nobody'"):
        small.termbase["nobody"]
