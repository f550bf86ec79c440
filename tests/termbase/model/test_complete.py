"""Completing terms that people type."""

from __future__ import annotations

import pytest

from termbase.errors import InputError, InvalidConcept
from termbase.model.complete import chinese_term, complete_concept
from termbase.model.concept import Concept, Language, Term

ZH, EN = Language.CHINESE, Language.ENGLISH
CASES = [
    (Term(ZH, "裸官"), ("裸官", "裸官", "luǒguān", ("traditional", "pinyin"))),
    (Term(ZH, "裸官", pinyin="luo3guan1"), ("裸官", "裸官", "luǒguān", ("traditional",))),
    (Term(ZH, "裸官", pinyin="luo3"), ("裸官", "裸官", "luo3", ("traditional",))),
    (Term(ZH, "內卷"), ("内卷", "內卷", "nèijuǎn", ("simplified", "pinyin"))),
    (Term(ZH, "网络", traditional="網路", pinyin="wǎngluò"), ("网络", "網路", "wǎngluò", ())),
]


@pytest.mark.parametrize(("term", "expected"), CASES)
def test_completing(term: Term, expected: tuple[object, ...]) -> None:
    english = Term(EN, "something")
    first, second = complete_concept(Concept("x", (term, english))).terms
    assert (first.text, first.traditional, first.pinyin, first.generated) == expected
    assert second is english
    assert complete_concept(Concept("x", (first,))).terms == (first,)


@pytest.mark.parametrize(("written", "error"), [("naked", InputError), (" ", InvalidConcept)])
def test_what_is_no_chinese_term(written: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        chinese_term(written)
