"""Laws of finding, for every text."""

from __future__ import annotations

import re
from itertools import combinations, compress, pairwise
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.find import Level, chinese, overlaps, paragraphs, reach, squeeze
from glossary.find.boundary import WHOLE, Boundary, decide
from glossary.find.chinese import ChineseFinder
from glossary.find.english import EnglishFinder
from glossary.find.mention import Mention
from glossary.segment import words
from termbase.language import english
from termbase.language.script import fold
from termbase.store import keys as index
from tests.glossary.conftest import CONCEPTS

_WORDS = [form for c in CONCEPTS for t in c.terms for form in t.forms]
_BITS = [
    *_WORDS,
    *"中国党委会改革裸官的。，“”（）「",
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
def test_paragraphs_are_found_in_alone_as_together(certain: Glossary, parts: list[str]) -> None:
    whole = "\n\n".join(parts)
    found = {(m.start, m.end, m.concept.id) for m in certain.find(whole)}
    alone, start = set(), 0
    for part in parts:
        alone |= {(start + m.start, start + m.end, m.concept.id) for m in certain.find(part)}
        start += len(part) + 2
    assert found == alone


@given(text=texts)
def test_levels_lie_within_each_other(small: Glossary, text: str) -> None:
    strict, balanced, loose = (
        {(m.start, m.end, m.concept.id) for m in small.find(text, overlapping=True, level=level)}
        for level in Level
    )
    assert strict <= balanced <= loose


unbroken = st.lists(st.sampled_from([bit for bit in _BITS if not re.search(r"[\s\u200b]", bit)]))
_TERMS = sorted({fold(form) for c in CONCEPTS for t in c.chinese for form in t.forms})
_FINDER = ChineseFinder(_TERMS)


@given(text=unbroken.map("".join))
def test_the_fast_chinese_finder_equals_a_naive_one(text: str) -> None:
    folded = fold(text)
    naive = {
        (place, place + len(term), term)
        for term in _TERMS
        for place in range(len(text))
        if folded.startswith(term, place)
        and not _within_latin(folded, place)
        and not _within_latin(folded, place + len(term))
        and decide(words(), [(folded, place, place + len(term))])[0].score >= 0.5
    }
    found = {(start, end, _TERMS[number]) for start, end, number, _ in _FINDER.find(text)}
    assert found == naive


def _within_latin(text: str, place: int) -> bool:
    return bool(re.search(r"(?<=[A-Za-z0-9])\Z", text[:place])) and bool(
        re.match("[A-Za-z0-9]", text[place:])
    )


@pytest.mark.parametrize("run", [1, 6, reach.RUN])
@given(text=texts)
# Two characters here share a bit with a word by accident.
@example(text="德才兼备、以德为先-国防部")
# Commas, quotation marks of other kinds, and what is 汉字 only when it is folded.
@example(text='裸、 ｢官｣, "改革"；\n“⻓ 期”＂改＂, a')
# The sign that ends keys.
@example(text="改革\U0010ffff裸官员，中国会议")
def test_arrays_are_as_good_as_loops(run: int, text: str) -> None:
    with mock.patch.object(reach, "RUN", run):
        arrays_are_as_good_as_loops(text)


def arrays_are_as_good_as_loops(text: str) -> None:
    one, other = squeeze.squeeze_short(text), squeeze.squeeze_long(text)
    assert one == squeeze.Squeezed(
        other.text, list(other.gaps), list(other.starts), list(other.shifts)
    )
    found = [
        (place, place + len(term), number)
        for number, term in enumerate(_TERMS)
        for place in range(len(one.text))
        if one.text.startswith(term, place)
    ]
    loops, arrays = (way(one, found) for way in (reach.locate_hits, reach.locate_many_hits))
    # Contexts may be wider or narrower, which changes no decision.
    alike = (hits._replace(doubtful=[], keys=[], runs=[]) for hits in (loops, arrays))
    assert next(alike) == next(alike)
    by_loops, by_arrays = (dict(_FINDER._decisions(one.text, hits)) for hits in (loops, arrays))
    for hit in {*by_loops, *by_arrays}:
        assert by_loops.get(hit, WHOLE) == by_arrays.get(hit, WHOLE)
    places = list(combinations(range(len(one.text) + 1), 2))
    start, end = np.array(places, dtype=np.int64).reshape(-1, 2).T
    first, last, longer = one.originals(start, end)
    spans = [(one.original(a), one.original(b - 1) + 1) for a, b in places]
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == spans
    lengths = zip(spans, places, strict=True)
    assert longer.tolist() == [i for i, ((f, z), (a, b)) in enumerate(lengths) if z - f != b - a]


def _searched(text: str, with_arrays: bool) -> tuple[squeeze.Squeezed, list[list[Any]]]:
    """The squeezed text, and what is accepted in columns."""
    with mock.patch.multiple(chinese, SHORT=0, arrays_pay=lambda _: with_arrays):
        squeezed, hits, decisions, kept = _FINDER._search(text, threshold=0.0)
    assert (squeezed.codes is not None) is with_arrays
    columns = hits.starts, hits.ends, hits.numbers, hits.firsts, hits.lasts, decisions
    return squeezed, [list(compress(column, kept)) for column in columns]


_GAPS = st.sampled_from(
    ["", "", "", "\n", " ", "\r\n", "“", "」", "\u200b", "\n\n", "\u3000\n", "\ufe0f"]
)
_INTERRUPTED = st.sampled_from(_WORDS).flatmap(
    lambda word: st.lists(_GAPS, min_size=len(word), max_size=len(word)).map(
        lambda gaps: "".join(map("".join, zip(word, gaps, strict=True)))
    )
)
_ODD = st.sampled_from("𠮷𪵱\U000323af\U0001f600\U0010ffff中國共產黨委會改革1日元。，a７")


@given(parts=st.lists(_INTERRUPTED | st.sampled_from(_BITS) | _ODD, max_size=12))
def test_arrays_find_what_loops_find(parts: list[str]) -> None:
    text = "".join(parts)
    (squeezed, found), (by_loops, found_by_loops) = (
        _searched(text, with_arrays=with_arrays) for with_arrays in (True, False)
    )
    assert found == found_by_loops
    assert squeezed.text == by_loops.text
    for start, end, number in zip(*found[:3], strict=True):
        assert squeezed.text[start:end] == _TERMS[number]


_FORMS = [form for c in CONCEPTS for form in index.forms(c) if form.language == "en"]
_VOCABULARY = {word.lower() for form in _FORMS for word in english.words(form.text)}
_ENGLISH = EnglishFinder(_FORMS, english.inflections(_VOCABULARY))
_LATIN = st.sampled_from([
    *"aS sUt. -–,'’\u00ad\u200c\u200d中é1_",
    "party", "Party’s", "U.S.", "u.s", "cicada", "sloughs", "off", "its", "shell", "CCP",
])  # fmt: skip


@given(text=st.lists(_LATIN | st.sampled_from([t for t in _WORDS if t.isascii()])).map("".join))
def test_english_terms_begin_where_the_scan_looks(text: str) -> None:
    matches = [english.WORD.match(text, place) for place in _ENGLISH._scan.beginnings(text)]
    found = list(_ENGLISH._from_each(text, filter(None, matches)))
    assert found == list(_ENGLISH._from_each(text, english.WORD.finditer(text)))


@given(text=texts)
def test_squeezing_moves_characters_and_changes_none(text: str) -> None:
    for squeezed in (squeeze.squeeze_short(text), squeeze.squeeze_long(text)):
        places = range(len(squeezed.text))
        assert "".join(fold(text)[squeezed.original(place)] for place in places) == squeezed.text


@given(parts=st.lists(st.sampled_from([*_BITS, "。", "! "]), max_size=40), size=st.integers(1, 9))
def test_blocks_are_the_text_cut_where_no_term_is(parts: list[str], size: int) -> None:
    text = "".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paragraphs, "_BLOCK", size)
        pieces = list(paragraphs.blocks(iter(parts)))
    end = 0
    for start, piece in pieces:
        between = text[end:start]
        assert not between or (not between.strip() and between.count("\n") > 1) or not end
        assert between or not start or text[start - 1] in "。！？!? \n"
        assert text[start : start + len(piece)] == piece
        end = start + len(piece)
    assert end == len(text)


def test_a_text_is_cut_at_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "_BLOCK", 6)
    text = "裸官\n\n\n改革开放\n \n中纪委\n通报。裸官\n\n改革改革"
    assert list(paragraphs.blocks([text])) == [
        (0, "裸官\n\n\n改革开放"),
        (12, "中纪委\n通报。裸官"),
        (23, "改革改革"),
    ]
    assert list(paragraphs.blocks(["裸官改革开放，中纪委。通报裸官\n改革改革"])) == [
        (0, "裸官改革开放，中纪委。"),
        (11, "通报裸官\n改革改革"),
    ]


spans = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(spans, max_size=12).map(sorted))
def test_longest_first_equals_the_obvious_way(places: list[tuple[int, int]]) -> None:
    concept = CONCEPTS[0]
    mentions = [
        Mention(start, end, "", concept, concept.terms[0], Boundary.WORDS, 1.0)
        for start, end in places
    ]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda p: (p[0] - p[1], p[0])):
        if all(end <= a or start >= b for a, b in kept):
            kept.append((start, end))
    assert [(c.start, c.end) for c in overlaps.longest_first(mentions)] == sorted(kept)
