"""Two concepts made one: the laws, and a table of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.merge.conflicts import FieldConflict
from termbase.merge.merging import Merged, OnConflict, Outcome, merge
from termbase.model.concept import (
    Concept,
    Cues,
    FirstUse,
    Language,
    Related,
    Relation,
    Source,
    Status,
    Term,
    Usage,
)
from tests.contracts import SIMPLE
from tests.strategies import alike_concepts

ZH, EN = Language.CHINESE, Language.ENGLISH
PREFERRED, ADMITTED, DEPRECATED = Status.PREFERRED, Status.ADMITTED, Status.DEPRECATED
policies = st.sampled_from(OnConflict)


@given(concept=alike_concepts, on_conflict=policies)
def test_merging_itself_changes_nothing(concept: Concept, on_conflict: OnConflict) -> None:
    merged = merge(concept, concept, on_conflict, "a.csv")
    assert (merged.concept, merged.changes, merged.conflicts) == (concept, (), ())
    assert set(merged.terms) == {Outcome.UNCHANGED}


@given(ours=alike_concepts, theirs=alike_concepts, on_conflict=policies)
def test_merging_again_changes_nothing(
    ours: Concept, theirs: Concept, on_conflict: OnConflict
) -> None:
    once = merge(ours, theirs, on_conflict, "a.csv").concept
    assert merge(once, theirs, on_conflict, "a.csv").concept == once


@given(ours=alike_concepts, theirs=alike_concepts, on_conflict=policies)
def test_nothing_is_deleted(ours: Concept, theirs: Concept, on_conflict: OnConflict) -> None:
    concept = merge(ours, theirs, on_conflict, "a.csv").concept
    assert concept.id == ours.id
    assert len(concept.terms) >= len(ours.terms)
    assert set(concept.examples) == {*ours.examples, *theirs.examples}
    assert {source.title for source in concept.sources} == {
        source.title for source in (*ours.sources, *theirs.sources)
    }
    for name in ("subject", "kind", "gloss", "literal", "note", "first_use"):
        assert getattr(concept, name) or not (getattr(ours, name) or getattr(theirs, name))
    if on_conflict is not OnConflict.THEIRS:
        assert concept.note.startswith(ours.note)
        assert {term.text for term in ours.terms} <= {term.text for term in concept.terms}


@given(ours=alike_concepts, theirs=alike_concepts)
def test_who_settles_differences(ours: Concept, theirs: Concept) -> None:
    for name in ("subject", "kind", "gloss", "literal", "first_use"):
        mine, other = getattr(ours, name), getattr(theirs, name)
        for on_conflict in (OnConflict.OURS, OnConflict.BOTH):
            assert getattr(merge(ours, theirs, on_conflict).concept, name) == (mine or other)
        assert getattr(merge(ours, theirs, OnConflict.THEIRS).concept, name) == (other or mine)
    both = merge(ours, theirs, OnConflict.BOTH, "a.csv")
    assert all(f"[a.csv: {one.field}: {one.theirs}]" in both.concept.note for one in both.conflicts)


@given(ours=alike_concepts, theirs=alike_concepts)
def test_the_choice_for_each_conflict_is_the_policy_for_all(ours: Concept, theirs: Concept) -> None:
    for policy in (OnConflict.OURS, OnConflict.BOTH):
        merged = merge(ours, theirs, policy, "a.csv")
        choices = {conflict.field: policy for conflict in merged.conflicts}
        assert merge(ours, theirs, OnConflict.REFUSE, "a.csv", choices) == merged


def test_a_choice_for_one_conflict() -> None:
    ours, theirs = (
        Concept("x", (Term(ZH, "甲"),), gloss=side, literal=side) for side in ("a", "b")
    )
    merged = merge(ours, theirs, OnConflict.OURS, "f", {"gloss": OnConflict.THEIRS})
    assert (merged.concept.gloss, merged.concept.literal) == ("b", "a")
    assert merged.changes == ("gloss replaced",)
    assert [conflict.field for conflict in merged.conflicts] == ["gloss", "literal"]


def zh(text: str, **rest: object) -> Term:
    return Term(ZH, text, **rest)  # type: ignore[arg-type]


def en(text: str, **rest: object) -> Term:
    return Term(EN, text, **rest)  # type: ignore[arg-type]


# Of SIMPLE with what a file says: what is new, and what differs.
CASES = [
    ({}, [en("bare official")], [], []),
    ({}, [en("the naked")], ["+ term “the naked”"], []),
    # Another rendering comes behind the preferred one; that is not a conflict.
    ({}, [en("the naked", status=PREFERRED)], ["+ term “the naked”"], []),
    ({}, [en("bare official", status=PREFERRED)], [], []),
    # It is one if the file ranks the preferred one lower.
    (
        {},
        [en("bare official", status=PREFERRED), en("naked official")],
        [],
        [("preferred English term", "naked official", "bare official")],
    ),
    (
        {},
        [en("naked official", status=DEPRECATED)],
        [],
        [("status of “naked official”", "preferred", "deprecated")],
    ),
    ({}, [en("Naked Official")], [], []),
    ({}, [zh("裸官", pinyin="luǒguān")], [], []),
    ({}, [zh("裸官", pinyin="Luǒ guān")], [], []),
    ({}, [zh("裸官", pinyin="luóguān")], [], [("pinyin of 裸官", "luǒguān", "luóguān")]),
    ({}, [zh("裸官", pinyin="luóguān", generated=("pinyin",))], [], []),
    # Tables have no status for Chinese terms; the first one looks preferred.
    ({}, [zh("裸官", status=DEPRECATED)], [], [("status of 裸官", "preferred", "deprecated")]),
    ({}, [zh("裸体官员")], ["+ term 裸体官员"], []),
    ({}, [en("bare official", usage=(Usage.MEDIA,))], ["usage of “bare official” filled"], []),
    ({"gloss": "Another."}, [], [], [("gloss", "A gloss.", "Another.")]),
    ({"first_use": FirstUse("2012", "a speech")}, [], ["first use filled"], []),
    ({"sources": (Source("A title", "A paper"),)}, [], ["sources added"], []),
    ({"sources": (Source("Another"),)}, [], ["sources added"], []),
    ({"note": "A note."}, [], [], []),
    ({"gloss": "A\u3000gloss. ", "sources": (Source(" A  title"),)}, [], [], []),
    ({"note": "Another."}, [], [], [("note", "A note.", "Another.")]),
    ({"subject": "law"}, [], [], [("subject", "corruption", "law")]),
]  # fmt: skip


def _merged(fields: dict[str, object], terms: list[Term], on_conflict: OnConflict) -> Merged:
    theirs = replace(
        Concept("luoguan", (*terms, *SIMPLE.chinese[: not terms])),
        **fields,  # type: ignore[arg-type]
    )
    return merge(SIMPLE, theirs, on_conflict, "a.csv")


@pytest.mark.parametrize(("fields", "terms", "changes", "conflicts"), CASES)
def test_cases(
    fields: dict[str, object],
    terms: list[Term],
    changes: list[str],
    conflicts: list[tuple[str, str, str]],
) -> None:
    merged = _merged(fields, terms, OnConflict.OURS)
    assert list(merged.changes) == changes
    assert list(merged.conflicts) == conflicts
    assert (merged.concept == SIMPLE) == (not changes)
    refused = _merged(fields, terms, OnConflict.REFUSE)
    assert (refused.concept, refused.conflicts) == (merged.concept, merged.conflicts)
    both = _merged(fields, terms, OnConflict.BOTH)
    labels = [f"[a.csv: {field}: {theirs}]" for field, _, theirs in conflicts]
    assert both.concept.note == " ".join(["A note.", *labels])
    assert replace(both.concept, note=SIMPLE.note) == merged.concept


def test_their_preference_is_taken() -> None:
    concept = _merged({}, [en("the naked", status=PREFERRED)], OnConflict.THEIRS).concept
    assert [(term.text, term.status) for term in concept.english] == [
        ("naked official", ADMITTED), ("bare official", ADMITTED), ("the naked", PREFERRED),
    ]  # fmt: skip
    merged = _merged({}, [en("Bare Official", status=PREFERRED)], OnConflict.THEIRS)
    assert [(term.text, term.status) for term in merged.concept.english] == [
        ("naked official", ADMITTED), ("Bare Official", PREFERRED),
    ]  # fmt: skip
    assert merged.changes == (
        "“bare official” written “Bare Official”",
        "“naked official” no longer preferred",
        "“Bare Official” preferred",
    )


def test_what_is_written_takes_the_place_of_what_was_generated() -> None:
    ours = Concept(
        "i", (zh("里面", traditional="裏面", pinyin="x", generated=("traditional", "pinyin")),)
    )
    theirs = Concept("i", (zh("里面", traditional="裡面"),))
    merged = merge(ours, theirs)
    (term,) = merged.concept.terms
    assert (term.traditional, term.pinyin, term.generated) == ("裡面", "x", ("pinyin",))
    assert merged.changes == ("traditional of 里面 filled",)


def test_a_form_of_a_region_is_known() -> None:
    ours = Concept("i", (zh("里面", traditional="裡面", hong_kong="裏面"),))
    theirs = Concept("i", (zh("里面", traditional="裏面"),))
    assert merge(ours, theirs) == Merged(ours, (), (), merge(ours, theirs).terms)


def test_a_chinese_term_that_stands_first_is_not_said_to_be_preferred() -> None:
    ours = Concept("i", (zh("总参谋部", status=Status.SUPERSEDED),))
    theirs = Concept("i", (zh("总参谋部", status=PREFERRED),))
    for on_conflict in OnConflict:
        assert merge(ours, theirs, on_conflict).concept == ours
        assert merge(ours, theirs, on_conflict).conflicts == ()


def test_variants_stay_apart() -> None:
    ours = Concept("i", (zh("“八五”计划"), zh("八五计划"), en("Four Olds"), en("four olds")))
    theirs = Concept("i", (en("four olds", usage=(Usage.MEDIA,)), zh("八五計劃")))
    concept = merge(ours, theirs).concept
    assert [term.usage for term in concept.english] == [(), (Usage.MEDIA,)]
    assert [term.text for term in concept.chinese] == ["“八五”计划", "八五计划"]


def test_both_leaves_a_note_that_says_whose_it_is() -> None:
    ours = Concept("i", (zh("一"),), gloss="One.", first_use=FirstUse("2012", "a"))
    theirs = Concept("i", (zh("一", cues=Cues(("a",), ("b",))),), gloss="Two.", note="N.",
                     first_use=FirstUse("2013"), related=(Related(Relation.BROADER, "j"),))  # fmt: skip
    merged = merge(ours, theirs, OnConflict.BOTH, "b.csv")
    assert merged.concept.note == "N. [b.csv: gloss: Two.] [b.csv: first use: 2013]"
    assert merged.conflicts == (
        FieldConflict("gloss", "One.", "Two."), FieldConflict("first use", "2012, a", "2013"),
    )  # fmt: skip
    assert merged.changes == (
        "related filled", "note filled", "cues of 一 filled",
    )  # fmt: skip
    # What another file says comes behind it.
    again = merge(merged.concept, replace(theirs, gloss="Three."), OnConflict.BOTH, "c.csv")
    assert again.concept.note.endswith("2013] [c.csv: gloss: Three.] [c.csv: first use: 2013]")
