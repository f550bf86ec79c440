"""Choosing concepts by subject, polity, status and usage, in a look-up and without a query."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.browse import polities, referring, select
from termbase.model.concept import Concept, Language, Related, Relation, Term
from termbase.store import Store
from termbase.store.address import Address
from termbase.store.selection import ALL, Conditions, Selection
from termbase.termbase import Termbase

ZH, EN = Language.CHINESE, Language.ENGLISH
SUBJECTS, POLITIES = ("", "law", "media"), ("", "taiwan", "mainland")
STATUSES, USAGES = ("preferred", "deprecated"), ("official", "dissident")


def make(number: int, subject: str, polity: str, status: str, usage: str) -> Concept:
    terms = (
        Term(ZH, f"国{number}号", pinyin=f"guó {number} hào", usage=("media",)),  # type: ignore[arg-type]
        Term(EN, f"state {number}", status=status, usage=(usage,)),  # type: ignore[arg-type]
    )
    return Concept(f"state-{number:03}", terms, subject, polity=polity)


CONCEPTS = [
    make(number, *values)
    for number, values in enumerate(product(SUBJECTS, POLITIES, STATUSES, USAGES))
]
selections = st.builds(
    Selection,
    st.sampled_from(SUBJECTS),
    st.sampled_from(POLITIES),
    st.sampled_from(("", *STATUSES, "admitted")),
    st.sampled_from(("", *USAGES, "media")),
)


# A base each is made once for all examples.
FEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)


def conditions(selection: Selection) -> Conditions:
    return cast(Conditions, {name: value for name, value in selection._asdict().items() if value})


def is_selected(concept: Concept, selection: Selection) -> bool:
    return (
        selection.subject in ("", concept.subject)
        and selection.polity in ("", concept.polity)
        and any(
            selection.status in ("", term.status) and selection.usage in ("", *term.usage)
            for term in concept.terms
        )
    )


@pytest.fixture
def termbase(address: Address, tmp_path: Path) -> Iterator[Termbase]:
    """Two stores; the first overrides some concepts of the second with others."""
    with Store(address) as own, Store(tmp_path / "builtin.db") as builtin:
        builtin.put(CONCEPTS)
        own.put([make(5, "media", "taiwan", "deprecated", "official"), *CONCEPTS[20:25]])
        yield Termbase(own, builtin)


@FEW
@given(selections)
def test_a_look_up_finds_those_of_all_hits_that_are_selected(
    termbase: Termbase, selection: Selection
) -> None:
    everything = termbase.lookup("国", 1000)
    expected = [hit for hit in everything if is_selected(hit.concept, selection)]
    assert termbase.lookup("国", 1000, **conditions(selection)) == expected
    assert termbase.lookup("国", 3, **conditions(selection)) == expected[:3]


@FEW
@given(selections, st.integers(1, 40))
def test_browsing_shows_all_that_are_selected(
    termbase: Termbase, selection: Selection, limit: int
) -> None:
    expected = sorted(concept.id for concept in termbase if is_selected(concept, selection))
    found: list[str] = []
    while page := select(
        termbase, **conditions(selection), after=found[-1] if found else "", limit=limit
    ):
        assert len(page) <= limit
        found += [concept.id for concept in page]
    assert found == expected


def test_more_than_one_read(tmp_path: Path) -> None:
    with Store(tmp_path / "own.db") as store:
        store.put(make(number, "law", "", "preferred", "media") for number in range(250))
        assert len(select(Termbase(store, None), subject="law", limit=1000)) == 250


def test_no_condition() -> None:
    assert not ALL
    assert Selection.of(subject="law")


def test_unknown_values_are_refused() -> None:
    with pytest.raises(ValueError, match="good"):
        Selection.of(status="good")
    with pytest.raises(ValueError, match="poetic"):
        Selection.of(usage="poetic")


def test_polities(termbase: Termbase) -> None:
    assert polities(termbase) == ["mainland", "taiwan"]


def test_referring(address: Address, tmp_path: Path) -> None:
    plain = make(1, "", "", "preferred", "media")
    related = Concept("other", plain.terms, related=(Related(Relation.BROADER, plain.id),) * 2)
    own, builtin = Store(address), Store(tmp_path / "builtin.db")
    with own, builtin:
        builtin.put([plain, related])
        termbase = Termbase(own, builtin)
        assert referring(termbase, plain.id) == [related]
        assert referring(termbase, "other") == referring(termbase, "nothing") == []
        own.put([Concept("other", plain.terms)])
        assert referring(termbase, plain.id) == [], "the copy has no relation"
        with termbase.trial():
            own.put([Concept("third", plain.terms, related=related.related[:1])])
            assert [concept.id for concept in referring(termbase, plain.id)] == ["third"]
        assert referring(termbase, plain.id) == [], "what was undone was not kept"
