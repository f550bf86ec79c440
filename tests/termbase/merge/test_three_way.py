"""Merging two changes of one concept: nothing that either changed is lost unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from termbase.merge.three_way import ChangedBy, merge_versions
from termbase.model.concept import Concept, Language, Status, Term
from tests.contracts import SIMPLE
from tests.strategies import concepts

ZH, EN = Language.CHINESE, Language.ENGLISH
NAKED, BARE = Term(EN, "naked official"), Term(EN, "bare official")
BASE = replace(
    SIMPLE, gloss="One.", note="", terms=(Term(ZH, "裸官", pinyin="luǒguān"), NAKED, BARE)
)


def with_terms(*terms: Term) -> Concept:
    return replace(BASE, terms=(BASE.terms[0], *terms))


def under_one_id(concept: Concept) -> Concept:
    return replace(concept, id="same")


@given(concepts, concepts)
def test_what_only_one_has_changed_is_taken(before: Concept, after: Concept) -> None:
    before, after = under_one_id(before), under_one_id(after)
    for merged in (merge_versions(before, before, after), merge_versions(before, after, before)):
        assert merged.concept == after
        assert not merged.conflicts
    assert not merge_versions(before, after, after).differences
    assert merge_versions(None, after, after).concept == after


@given(concepts, concepts, concepts)
def test_every_conflict_can_be_decided_either_way(
    before: Concept, theirs: Concept, mine: Concept
) -> None:
    before, theirs, mine = map(under_one_id, (before, theirs, mine))
    merged = merge_versions(before, theirs, mine)
    keys = [difference.key for difference in merged.differences]
    assert len(keys) == len(set(keys))
    taken = merge_versions(before, theirs, mine, dict.fromkeys(keys, "theirs"))
    assert taken.differences == merged.differences
    back = merge_versions(before, mine, theirs)
    assert {one.key for one in back.conflicts} == {one.key for one in merged.conflicts}
    by_field = {one.key: one for one in merged.differences}
    for name in ("gloss", "note", "subject", "sources"):
        expected = mine if name not in by_field else (
            theirs if by_field[name].changed_by is not ChangedBy.MINE else mine
        )  # fmt: skip
        assert getattr(taken.concept, name) == getattr(expected, name)


CASES = [
    # What they did, what I did, the terms afterwards, the conflicts.
    (
        with_terms(NAKED, BARE, Term(EN, "their term")),
        with_terms(NAKED, BARE, Term(EN, "my term")),
        ["裸官", "naked official", "bare official", "my term", "their term"],
        [],
    ),
    (with_terms(NAKED), with_terms(BARE), ["裸官"], []),
    (
        with_terms(NAKED),
        with_terms(NAKED, replace(BARE, status=Status.PREFERRED)),
        ["裸官", "naked official", "bare official"],
        ["term bare official"],
    ),
    (
        with_terms(NAKED, replace(BARE, status=Status.DEPRECATED)),
        with_terms(NAKED, replace(BARE, status=Status.PREFERRED)),
        ["裸官", "naked official", "bare official"],
        ["status of bare official"],
    ),
    (with_terms(BARE, NAKED), BASE, ["裸官", "bare official", "naked official"], []),
    (BASE, with_terms(BARE, NAKED), ["裸官", "bare official", "naked official"], []),
]


@pytest.mark.parametrize(("theirs", "mine", "texts", "conflicts"), CASES)
def test_terms(theirs: Concept, mine: Concept, texts: list[str], conflicts: list[str]) -> None:
    merged = merge_versions(BASE, theirs, mine)
    assert [term.text for term in merged.concept.terms] == texts
    assert [one.field for one in merged.conflicts] == conflicts


def test_a_conflict_shows_all_three_values() -> None:
    merged = merge_versions(BASE, replace(BASE, gloss="Two."), replace(BASE, gloss="Three."))
    (conflict,) = merged.conflicts
    assert conflict[1:] == ("gloss", "One.", "Two.", "Three.", ChangedBy.BOTH)
    assert merged.concept.gloss == "Three."
    assert merge_versions(
        BASE, replace(BASE, gloss="Two."), replace(BASE, gloss="Three."), {"gloss": "theirs"}
    ).concept.gloss == "Two."  # fmt: skip


def test_the_same_text_in_both_languages_is_two_terms() -> None:
    both = replace(BASE, terms=(Term(ZH, "996"), Term(EN, "996")))
    theirs = replace(both, terms=(Term(ZH, "996", status=Status.PREFERRED), both.terms[1]))
    mine = replace(both, terms=(both.terms[0], Term(EN, "996", status=Status.DEPRECATED)))
    merged = merge_versions(both, theirs, mine)
    assert merged.concept.terms == (theirs.terms[0], mine.terms[1])
    assert not merged.conflicts


def test_a_concept_keeps_terms() -> None:
    base = replace(BASE, terms=(BASE.terms[0], NAKED))
    merged = merge_versions(
        base, replace(base, terms=base.terms[:1]), replace(base, terms=base.terms[1:])
    )
    assert merged.concept.terms
