"""Laws of finding, for every text."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.find.finder import longest_first
from glossary.find.mention import Boundary, Candidate
from glossary.segment import cut_jieba
from termbase.index import Form
from termbase.script import fold
from tests.glossary.conftest import CONCEPTS

_WORDS = [form for c in CONCEPTS for t in c.terms for form in t.forms]
_BITS = [
    *_WORDS,
    *"中国党委会改革裸官的。，“”（）",
    " ",
    "\n",
    "\n\n",
    "　",
    "s",
    "'s",
    "’",
    "-",
    "the ",
    "party",
    "\u200b",
    "𠮷",
]
texts = st.lists(st.sampled_from(_BITS), max_size=12).map("".join) | st.text(max_size=40)


@given(text=texts, overlapping=st.booleans())
def test_offsets_are_those_of_the_text(small: Glossary, text: str, overlapping: bool) -> None:
    for mention in small.find(text, overlapping=overlapping):
        assert text[mention.start : mention.end] == mention.text


@given(text=texts)
def test_sorted_and_disjoint(small: Glossary, text: str) -> None:
    found = small.find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.start < m.end for m in found)


@given(text=texts)
def test_the_disjoint_ones_are_among_the_overlapping(small: Glossary, text: str) -> None:
    every = {(m.start, m.end, m.concept.id) for m in small.find(text, overlapping=True)}
    assert {(m.start, m.end, m.concept.id) for m in small.find(text)} <= every


@given(parts=st.lists(texts, max_size=4))
def test_paragraphs_are_found_in_alone_as_together(small: Glossary, parts: list[str]) -> None:
    whole = "\n\n".join(parts)
    found = {(m.start, m.end, m.concept.id) for m in small.find(whole)}
    alone, start = set(), 0
    for part in parts:
        alone |= {(start + m.start, start + m.end, m.concept.id) for m in small.find(part)}
        start += len(part) + 2
    assert found == alone


unbroken = st.lists(st.sampled_from([bit for bit in _BITS if not re.search(r"[\s\u200b]", bit)]))


@given(text=unbroken.map("".join))
def test_the_fast_chinese_finder_equals_a_naive_one(small: Glossary, text: str) -> None:
    forms = {fold(form): c.id for c in CONCEPTS for t in c.chinese for form in t.forms}
    forms = {form: name for form, name in forms.items() if name != "laohu"}
    naive = {
        (place, place + len(form), name)
        for form, name in forms.items()
        for place in range(len(text))
        if fold(text).startswith(form, place) and _accepted(fold(text), place, place + len(form))
    }
    found = {
        (m.start, m.end, m.concept.id)
        for m in small.find(text, overlapping=True)
        if m.language == "zh" and m.concept.id != "laohu"
    }
    assert found == naive


def _accepted(text: str, start: int, end: int) -> bool:
    """The local rule, from the words of the whole text as jieba itself cuts it."""
    cuts = {0, len(text)}
    for run in re.finditer("[\u4e00-\u9fd5]+|[A-Za-z0-9]+|.", text, re.DOTALL):
        words = cut_jieba(run[0]) if re.match("[\u4e00-\u9fd5]", run[0]) else [run[0]]
        cuts |= {run.start() + cut for cut in accumulate(map(len, words), initial=0)}
    left, right = max(c for c in cuts if c <= start), min(c for c in cuts if c >= end)
    if not any(left < cut < right for cut in cuts) and re.fullmatch(
        "[\u4e00-\u9fd5]*", text[left:right]
    ):
        return not {start - left, right - end} & {1}
    return (start in cuts and end in cuts) or end - start >= 4


spans = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(spans, max_size=12))
def test_longest_first_equals_the_obvious_way(places: list[tuple[int, int]]) -> None:
    form = Form("x", 0, "en", "x")
    candidates = [Candidate(start, end, form, Boundary.WORDS) for start, end in places]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda p: (p[0] - p[1], p[0])):
        if all(end <= a or start >= b for a, b in kept):
            kept.append((start, end))
    assert [(c.start, c.end) for c in longest_first(candidates)] == sorted(kept)
