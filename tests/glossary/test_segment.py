"""The most probable path through jieba's dictionary is the one that jieba takes."""

from __future__ import annotations

import gzip
import re
import warnings
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.segment import GRAM, BoundedMemo, gram_bits, words
from termbase.language.script import fold

common = st.text(
    st.sampled_from("中国共产党委员会改革开放裸官老虎落马的了在一二三各企业议们长城大學生"),
    max_size=30,
)
any_han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), max_size=12)


@cache
def jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

        jieba.setLogLevel("ERROR")
        jieba.initialize()
    return jieba


def cut(run: str) -> list[str]:
    ((cuts, _),) = words().paths([run])
    return [run[start:end] for start, end in pairwise(cuts)]


@given(common | any_han)
def test_as_jieba(run: str) -> None:
    assert cut(fold(run)) == jieba().lcut(fold(run), HMM=False)


def test_as_jieba_on_news(data: Path) -> None:
    with gzip.open(data / "news-zh-12MB.txt.gz", "rt", encoding="utf-8") as file:
        text = fold(file.read(600_000))
    runs = set(re.findall("[\u4e00-\u9fd5]{2,}", text))
    assert len(runs) > 1000
    assert [run for run in runs if cut(run) != jieba().lcut(run, HMM=False)] == []


@pytest.mark.parametrize(
    ("pair", "joined"),
    [("中国", True), ("国会", True), ("的裸", False), ("。中", False), ("A股", False)],
)
def test_joined(pair: str, joined: bool) -> None:
    assert words().joined[pair] is joined


@given(common)
def test_no_word_reaches_over_a_place_where_no_pair_is_joined(run: str) -> None:
    run = fold(run)
    ((cuts, _),) = words().paths([run])
    for place in range(1, len(run)):
        if not words().joined[run[place - 1 : place + 1]]:
            assert place in cuts


@given(common | any_han)
def test_every_piece_of_a_word_has_its_bits(run: str) -> None:
    run = fold(run)
    ((cuts, _),) = words().paths([run])
    for word in (run[start:end] for start, end in pairwise(cuts) if end - start > 1):
        for start in range(max(1, len(word) - GRAM + 1)):
            number, bits = gram_bits(*map(ord, word[start : start + GRAM]))
            assert words().grams[number] & bits == bits


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("中国", (0, 2)),
        ("国共产", (0, 2, 3)),
        # 䶮 is in no word, 𪵱 beyond the first plane, A no 汉字.
        ("中国䶮中国", (0, 2, 3, 5)),
        ("𪵱中国A1中国", (0, 1, 3, 4, 5, 7)),
        ("", (0,)),
    ],
)
def test_cuts(text: str, cuts: tuple[int, ...]) -> None:
    assert tuple(words().paths([text])[0][0]) == cuts


@given(st.lists(common | any_han | st.text(max_size=5), max_size=5))
def test_many_at_once_as_one_by_one(runs: list[str]) -> None:
    assert words().paths(runs) == [words().paths([run])[0] for run in runs]


def test_a_memo_computes_what_is_missing_at_once() -> None:
    asked: list[list[str]] = []

    def lengths(keys: Sequence[str]) -> list[int]:
        asked.append(list(keys))
        return list(map(len, keys))

    memo = BoundedMemo(lengths, 3)
    assert memo.of(["a", "bb", "a"]) == [1, 2, 1]
    assert memo.of(["bb", "ccc"]) == [2, 3]
    # It is full, and begins again.
    assert memo.of(["a", "dd"]) == [1, 2]
    assert dict(memo) == {"dd": 2}
    assert memo["a"] == 1
    assert memo.of([]) == []
    assert asked == [["a", "bb"], ["ccc"], ["dd"], ["a"]]
