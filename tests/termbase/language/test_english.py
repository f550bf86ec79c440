"""English words: cutting, comparing, base forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.language import english

CUT = [
    ("naked officials", "naked officials"), ("the CCP’s rule", "the CCP rule"), ("officials' wives", "officials wives"),
    ("Xi'an", "Xi'an"), ("one’s own", "one's own"), ("U.S.-based", "US based"), ("C.C.D.I. said", "CCDI said"),
    ("off\u00adi\u200bcial", "official"), ("end.Next", "end Next"), ("3.5%", "3 5"), ("café Société", "café Société"),
    ("‘naked’", "naked"), ("裸官naked官", "naked"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_words(text: str, expected: str) -> None:
    assert english.words(text) == expected.split()


@given(st.text())
def test_words_are_bare(text: str) -> None:
    for word in english.words(text):
        assert word
        assert english.bare_word(word) == word or word.lower() == "one's"


KEYS = [
    ("The Naked Officials", "naked official"), ("sloughing off its shell", "slough off one's shell"),
    ("a", "a"), ("the", "the"), ("an official", "official"), ("Tigers and flies", "tiger and fly"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KEYS)
def test_key(text: str, expected: str) -> None:
    lemmas = english.inflections(["naked", "official", "slough", "tiger", "fly", "shell"])
    assert english.lookup_key(text, lemmas) == expected


def test_inflections() -> None:
    found = english.inflections(["official", "slough", "fly", "neoliberal", "analysis"])
    assert {"officials": "official", "sloughing": "slough", "sloughed": "slough", "flies": "fly", "flew": "fly",
            "neoliberals": "neoliberal", "analyses": "analysis"}.items() <= found.items()  # fmt: skip
    assert all(form != base for form, base in found.items())
    assert "shells" not in found
    # Words with the same plural.
    assert english.inflections(["mary", "marie"])["maries"] == "mary"
    assert english.inflections(["marie", "mary"])["maries"] == "marie"


@pytest.mark.parametrize(
    ("word", "expected"), [("officials", "official"), ("qqq", "qqq"), ("better", "good")]
)
def test_lemma(word: str, expected: str) -> None:
    assert english.lemma(word) == expected
