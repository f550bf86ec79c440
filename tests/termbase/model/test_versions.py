"""Two versions of a concept, compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from termbase.model.concept import (
    Concept,
    FirstUse,
    Language,
    Related,
    Relation,
    Source,
    Status,
    Term,
    Usage,
)
from termbase.model.versions import field_changes
from tests.strategies import concepts

CHINESE = Term(Language.CHINESE, "裸官", pinyin="luǒguān")
ENGLISH = Term(Language.ENGLISH, "naked official")
BASE = Concept("luoguan", (CHINESE, ENGLISH), gloss="An official.")
ANOTHER = Term(Language.ENGLISH, "bare official")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"gloss": "G."}, ("gloss", BASE.gloss, "G.")),
        ({"level": 3}, ("level", "", "3")),
        ({"first_use": FirstUse("2008", "a blog")}, ("first use", "", "2008, a blog")),
        ({"sources": (Source("A"), Source("B"))}, ("sources", "", "A, B")),
        (
            {"related": (Related(Relation.SEE_ALSO, "jiaguan"),)},
            ("related", "", "see also, jiaguan"),
        ),
        ({"terms": (*BASE.terms, ANOTHER)}, ("term", "", "bare official")),
        ({"terms": (CHINESE,)}, ("term", "naked official", "")),
        (
            {"terms": (replace(CHINESE, pinyin="luo guan"), ENGLISH)},
            ("pinyin of 裸官", CHINESE.pinyin, "luo guan"),
        ),
        (
            {"terms": (CHINESE, replace(ENGLISH, status=Status.DEPRECATED))},
            ("status of naked official", ENGLISH.status.value, "deprecated"),
        ),
        (
            {"terms": (CHINESE, replace(ENGLISH, usage=(Usage.MEDIA, Usage.ACADEMIC)))},
            ("usage of naked official", "", "media, academic"),
        ),
        (
            {"terms": (ENGLISH, CHINESE)},
            ("order of terms", "裸官, naked official", "naked official, 裸官"),
        ),
    ],
)
def test_one_field(changed: dict[str, object], expected: tuple[str, str, str]) -> None:
    assert field_changes(BASE, replace(BASE, **changed)) == [expected]  # type: ignore[arg-type]


def test_created_and_removed() -> None:
    concept = Concept("a", (Term(Language.CHINESE, "甲"), Term(Language.ENGLISH, "first")), "s")
    created = [("subject", "", "s"), ("term", "", "甲"), ("term", "", "first")]
    assert field_changes(None, concept) == created
    assert field_changes(concept, None) == [(field, old, new) for field, new, old in created]
    assert field_changes(None, None) == []


def test_two_terms_with_the_same_text() -> None:
    first = Term(Language.CHINESE, "着", pinyin="zháo")
    concept = Concept("a", (first, replace(first, pinyin="zhe")))
    changed = Concept("a", (first, replace(first, pinyin="zhuó")))
    assert field_changes(concept, changed) == [("pinyin of 着", "zhe", "zhuó")]


@given(concepts, concepts)
def test_versions_differ_if_and_only_if_a_field_does(one: Concept, other: Concept) -> None:
    other = replace(other, id=one.id)
    assert bool(field_changes(one, other)) == (one != other)
    assert field_changes(one, one) == []
